"""A sitting: one scenario opened, the course of the play through it, and the records that keep every step of it.

Each choice is committed to the records before anybody sees what it brought.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from trainer.conversation.lifecycle import Course, Mode
from trainer.conversation.play import Play
from trainer.conversation.state import State
from trainer.conversation.story import compile_story
from trainer.language import _
from trainer.practice.apart import read_apart
from trainer.records.resume import Resumed, course_of, resume
from trainer.records.shapes import Edition, Parent, PlayEntry, edition_of, edition_with
from trainer.records.store import Records
from trainer.report.words import short_names
from trainer.scenario.characters import shown
from trainer.scenario.kept import Kept, digest_of, keep_scenario, kept_scenario

if TYPE_CHECKING:
    from trainer.scenario.findings import Finding
    from trainer.scenario.model import Scenario


class CannotOpen(Exception):
    """A scenario that cannot be played; `reasons` are its findings, as lines that say where and how to mend it."""

    def __init__(self, name: str, reasons: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.reasons = reasons


class OwnLine(NamedTuple):
    """What the trainee would have said where nothing on offer was right, and the number of the turn that came next."""

    turn: int
    text: str


class Opened(NamedTuple):
    """A scenario that was opened for playing, as it is now."""

    scenario: Scenario
    edition: Edition


class Sitting:
    """One scenario as it is being played. Nothing in it is computed: the course and the play hold all that is so.

    `names` is what each person is called beside their lines, `coached` what a coach said after each turn in learn mode,
    `play_id` the play's name in the records, None before it has begun.
    """

    def __init__(
        self, opened: Opened, records: Records, *, mode: Mode, seed: int, resumed: Resumed | None = None
    ) -> None:
        self.opened = opened
        self.scenario = opened.scenario
        self.story = opened.edition.story
        self.records = records
        self.seed = seed
        self.course = course_of(resumed) if resumed else Course(Play.new(self.story, seed), mode)
        self.play_id = resumed.entry.id if resumed and resumed.entry else None
        self.names = short_names({id_: person.name for id_, person in self.story.head.people.items()})
        self.own_lines: list[OwnLine] = []
        self.coached: dict[int, tuple[str, ...]] = {}
        if self.play_id:
            self.own_lines = lines_kept(records, self.play_id, self.play)

    @property
    def play(self) -> Play:
        """The play as it stands."""
        return self.course.play

    @property
    def open(self) -> bool:
        """Whether the play has begun and is not over."""
        return self.course.stage in ("talking", "between", "rating", "forecasting")

    @property
    def on_stage(self) -> State:
        """The state of the visit that is on the page: also when it is over, it is that visit's last one."""
        play = self.play
        # the last choice ended a visit until another is made, but the next visit is on the page once it was gone on to
        if self.course.stage == "talking" or not play.between:
            return play.state
        return play.steps[-2].state if len(play.steps) > 1 else play.first

    def again(self, mode: Mode) -> Sitting:
        """The same scenario from its brief."""
        return Sitting(self.opened, self.records, mode=mode, seed=self.seed)

    def start(self) -> None:
        """Leave the brief; from here on the play is kept."""
        self.course.start()
        self.play_id = self.records.begin(self.opened.edition, self.play, self.course.mode, stage=self.course.stage)

    def choose(self, choice: str) -> None:
        """Say or do something, and hear the coach where there is one."""
        self.course.choose(choice)
        self.records.choice(self._id, self.play, self.course.stage)
        if self.course.mode != "learn":
            return
        # a debrief's parts take a moment to import, and most plays are not coached at the turn
        from trainer.report.coaching import after_line

        self.coached[len(self.play.turns)] = after_line(self.course, self.scenario)

    def leave(self) -> None:
        """The person takes leave because nothing is offered."""
        self.course.leave()
        self.records.left(self._id, self.play, self.course.stage)

    def go_on(self) -> None:
        """Go on from what came between two visits."""
        self.course.go_on()
        self.records.staged(self._id, self.course.stage)

    def rate(self, ratings: Mapping[str, int], own_skills: Mapping[str, str]) -> None:
        """Take the trainee's ratings of the people and of their own skills."""
        self.course.rate(ratings, own_skills)
        self._judged()

    def forecast(self, forecasts: Mapping[str, float]) -> None:
        """Take the trainee's forecast of who will come."""
        self.course.forecast(forecasts)
        self._judged()

    def finish(self) -> None:
        """Close the debrief."""
        self.course.finish()
        self.records.staged(self._id, self.course.stage)

    def keep(self, text: str) -> None:
        """Keep what the trainee would have said now."""
        self.own_lines.append(OwnLine(len(self.play.turns) + 1, text))
        state = self.play.state
        visit, beat = self.story.visits[state.visit].id, self.story.beats[state.beat].id
        self.records.none_of_these(self._id, visit, beat, text)

    def undo(self) -> None:
        """Take the last choice back, and what was coached and kept after it."""
        self.course.undo()
        self.records.undo(self._id, self.play, self.course.stage)
        self._forget_later()

    def fork(self, turn: int) -> None:
        """Play on from before a turn; that is a play of its own, beside the one it parts from."""
        self.course.fork(turn)
        self.play_id = self.records.fork(self._id, turn, self.opened.edition, self.play, self.course.mode)
        self._forget_later()

    def part(self) -> None:
        """Play on in a play of its own, beside the one that another window has open."""
        parent = Parent(self._id, len(self.play.turns) + 1)
        self.play_id = self.records.begin(self.opened.edition, self.play, self.course.mode, parent, self.course.stage)

    def put_away(self) -> None:
        """Let another window have the play."""
        if self.play_id is not None:
            self.records.release(self.play_id)

    @property
    def _id(self) -> str:
        if self.play_id is None:
            raise ValueError("the play has not begun")
        return self.play_id

    def _judged(self) -> None:
        self.records.judged(self._id, self.play, self.course.stage)
        if self.course.stage == "debriefing":
            from scoring import score

            self.records.finished(self._id, self.play, score(self.play.transcript()).to_json())

    def _forget_later(self) -> None:
        turns = len(self.play.turns)
        self.coached = {turn: said for turn, said in self.coached.items() if turn <= turns}
        self.own_lines = [line for line in self.own_lines if line.turn <= turns + 1]


def open_scenario(path: Path) -> Opened:
    """Open a scenario for playing, as it was kept when it was read before. Raises CannotOpen where it has errors."""
    digest = digest_of(path)
    kept = None if digest is None else kept_scenario(digest)
    if kept is not None:
        return Opened(kept.scenario, edition_with(kept.scenario, kept.content, compile_story(kept.scenario)))
    # the reader and the model take their time and memory to import
    from trainer.scenario.load import load_scenario

    loaded = load_scenario(path)
    if loaded.scenario is None:
        raise CannotOpen(
            path.name,
            tuple(reason_of(finding) for finding in loaded.findings if finding.is_error),
        )
    edition = edition_of(loaded, compile_story(loaded.scenario))
    # a file that was saved while it was read is not kept under the digest of what it was
    if digest is not None and digest == digest_of(path):
        keep_scenario(digest, Kept(loaded.scenario, edition.content))
    return Opened(loaded.scenario, edition)


def reason_of(finding: Finding) -> str:
    """A finding as a line that says where it is and how to mend it."""
    told = _("Line {line}, column {column}: {message}.")
    mend = " " + _("To mend it: {hint}.").format(hint=finding.hint) if finding.hint else ""
    return told.format(line=finding.line, column=finding.column, message=finding.message) + mend


def sit_down(path: Path, records: Records, *, mode: Mode, seed: int) -> Sitting:
    """Open a scenario at its brief. Raises CannotOpen where it has errors."""
    read_apart(path)
    return Sitting(open_scenario(path), records, mode=mode, seed=seed)


def go_on(records: Records, entry: PlayEntry, path: Path | None) -> tuple[Sitting | None, Resumed]:
    """Go on with a play of the records where it stopped; `path` is where its scenario is now, None where nowhere.

    The sitting is None where the play cannot be gone on with; why, and whether its old transcript is there, says the
    second part.
    """
    if path is not None:
        read_apart(path)
    try:
        opened = None if path is None else open_scenario(path)
    except CannotOpen:
        opened = None
    resumed = resume(records, entry.id, opened.edition if opened else None)
    if opened is None or resumed.kind not in ("same", "edited"):
        return None, resumed
    return Sitting(opened, records, mode="practice", seed=entry.seed, resumed=resumed), resumed


def go_on_from_copy(records: Records, resumed: Resumed, path: Path) -> Sitting | None:
    """Go on with a copy of a play that is open in another window; None where its choices do not hold any more."""
    if resumed.entry is None or resumed.play is None:
        return None
    try:
        opened = open_scenario(path)
    except CannotOpen:
        return None
    sitting = Sitting(opened, records, mode="practice", seed=resumed.entry.seed, resumed=resumed)
    sitting.part()
    return sitting


def lines_kept(records: Records, play_id: str, play: Play) -> list[OwnLine]:
    """Typed lines by the turn that came next; the records count choices, which in a shift are not all turns."""
    lines = []
    for typed in records.typed_lines(play_id):
        if typed.number <= len(play.steps):
            turns = sum(1 for step in play.steps[: typed.number] if step.turn)
            lines.append(OwnLine(turns + 1, shown(typed.line)))
    return lines
