"""Real plays of a scenario of the library, for the tests of the records."""

import random
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scoring import score
from trainer.conversation.lifecycle import Course, Mode, yes_sayers
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.records.resume import Resumed, course_of, resume
from trainer.records.shapes import Edition, edition_of
from trainer.records.store import Records, Unsaved, open_records
from trainer.scenario.load import load_text

LIBRARY = Path(__file__).parents[2] / "scenarios" / "workplace"


@cache
def source(name: str = "bus_thirty_one") -> str:
    """The text of a scenario of the library."""
    return (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def edition(name: str = "bus_thirty_one") -> Edition:
    """A scenario of the library as it stands."""
    return edition_from(source(name))


def edition_from(text: str) -> Edition:
    """A scenario from its text, loaded and compiled as the program does it. Fails where it has errors."""
    loaded = load_text(text, "scenario.yaml")
    assert loaded.scenario is not None, [finding.message for finding in loaded.findings if finding.is_error]
    return edition_of(loaded, compile_story(loaded.scenario))


def edited(text: str, pattern: str, replacement: str) -> str:
    """A scenario's text with one edit. Fails where the edit finds nothing."""
    changed, count = re.subn(pattern, replacement, text, count=1)
    assert count == 1, pattern
    return changed


class Session(NamedTuple):
    """A play in a window, kept as the screens keep it."""

    records: Records
    id: str
    course: Course

    def choose(self, choice: str) -> None:
        """Choose, and keep it."""
        if self.course.stage == "between":
            self.course.go_on()
        self.course.choose(choice)
        self.records.choice(self.id, self.course.play, self.course.stage)

    def any_choice(self, chance: random.Random) -> str:
        """Choose something that is offered, and keep it; what was chosen."""
        choice = chance.choice(self.course.play.offered_ids())
        self.choose(choice)
        return choice

    def undo(self) -> None:
        """Take the last choice back, and keep that."""
        self.course.undo()
        self.records.undo(self.id, self.course.play, self.course.stage)

    def to_the_end(self, chance: random.Random) -> None:
        """Play on to the end, rate and forecast everybody, and keep the result."""
        course = self.course
        while not course.play.ended:
            self.any_choice(chance)
        if course.stage == "between":
            course.go_on()
            self.records.staged(self.id, course.stage)
        if course.stage == "rating":
            people = course.play.story.people
            course.rate({person.id: chance.randint(1, 5) for person in people}, {"listening": "fair"})
            self.records.judged(self.id, course.play, course.stage)
        if course.stage == "forecasting":
            course.forecast({f"{ask}.{person}": 0.8 for ask, person in yes_sayers(course.play)})
            self.records.judged(self.id, course.play, course.stage)
        self.records.finished(self.id, course.play, score(course.play.transcript()).to_json(), course.stage)


def opened(folder: Path) -> Records:
    """A window on the records of a folder, in which everything is saved."""
    records = open_records(folder)
    assert not isinstance(records, Unsaved), records.news()
    return records


def begun(records: Records, seed: int = 7, mode: Mode = "practice", of: Edition | None = None) -> Session:
    """A play that begins."""
    of = of or edition()
    course = Course(Play.new(of.story, seed), mode)
    course.start()
    return Session(records, records.begin(of, course.play, mode, stage=course.stage), course)


def gone_on(records: Records, play_id: str, of: Edition | None = None) -> Session:
    """A play that is gone on with. Fails where it cannot be."""
    resumed = resume(records, play_id, of or edition())
    assert resumed.kind in ("same", "edited"), resumed
    return session_of(records, resumed)


def session_of(records: Records, resumed: Resumed) -> Session:
    """The session of a play that was brought back."""
    assert resumed.entry is not None
    return Session(records, resumed.entry.id, course_of(resumed))


def choices_in(records: Records, play_id: str) -> list[str]:
    """The choices of a play that stand in the store."""
    return [choice.choice for choice in records.choices(play_id)]
