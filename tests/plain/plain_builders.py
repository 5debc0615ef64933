"""Plays through standard input, as somebody types them: the numbers that stand beside the wanted lines."""

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from trainer.conversation.lifecycle import Course, Mode, yes_sayers
from trainer.conversation.play import Play
from trainer.conversation.state import AT_STOP, RECORDING
from trainer.conversation.story import compile_story
from trainer.plain.game import play_plain
from trainer.records.settings import Settings, Setup
from trainer.report.inside import people_met
from trainer.report.stops import codes_of
from trainer.scenario.library import find
from trainer.scenario.load import load_scenario
from trainer.scenario.model import Scenario
from trainer.scenario.record import PASS, read_record

BUS = "bus_thirty_one"


class Played(NamedTuple):
    """What a play in plain mode printed, and its exit code."""

    text: str
    code: int

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


def scenario_of(name: str) -> Scenario:
    """A scenario of the library."""
    loaded = load_scenario(find(name)).scenario
    assert loaded is not None
    return loaded


def walk_of(scenario: Scenario, place: int) -> list[str]:
    """The choices of one of the author's own walks."""
    return [str(choice) for choice in scenario.walks[place].choose]


def typed_in_shift(
    scenario: Scenario, choices: Iterable[str], *, seed: int = 0, mode: Mode = "practice"
) -> Iterator[str]:
    """What is typed to play these choices of a shift, to the last judgement where they end it."""
    course = Course(Play.new(compile_story(scenario), seed), mode)
    yield ""
    course.start()
    for choice in choices:
        yield from _typed_choice(course.play, choice, tuple(codes_of(scenario)))
        course.choose(choice)
    if course.play.ended:
        yield ""
        yield from ["3"] * len(scenario.teaches)


def _typed_choice(play: Play, choice: str, codes: Sequence[str]) -> Iterator[str]:
    """What is typed for one choice: a line's number, 1 to knock, 2 to pass, a code's number with what goes with it."""
    if play.state.phase == AT_STOP:
        yield "2" if choice == PASS else "1"
    elif play.state.phase == RECORDING:
        record = read_record(choice)
        yield str(codes.index(record.code) + 1)
        if record.code == "canvassed":
            yield str(record.support)
            yield "yes" if record.plan else "no"
    else:
        yield str([option.id for option in play.shown()].index(choice) + 1)


def typed(
    scenario: Scenario, choices: Iterable[str], *, seed: int = 0, mode: Mode = "practice", rating: int = 2
) -> Iterator[str]:
    """What is typed to play these choices to the last judgement; each skill is rated good, each yes gets 80 percent."""
    course = Course(Play.new(compile_story(scenario), seed), mode)
    yield ""
    course.start()
    for choice in choices:
        if course.stage == "between":
            yield ""
            course.go_on()
        yield str([option.id for option in course.play.shown()].index(choice) + 1)
        course.choose(choice)
    yield ""
    course.go_on()
    yield from ["3"] * len(scenario.teaches)
    yield from [str(rating) for _ in people_met(course.play)]
    yield from ["80" for _ in yes_sayers(course.play)]


def play(inputs: Iterable[str], name: str | Path | None = BUS, *, seed: int = 0, mode: Mode = "practice") -> Played:
    """Play in plain mode with these lines typed."""
    path = find(name) if isinstance(name, str) else name
    stdout = io.StringIO()
    code = play_plain(
        path,
        seed=seed,
        stdin=io.StringIO("".join(f"{line}\n" for line in inputs)),
        stdout=stdout,
        settings=Setup(settings=Settings(mode=mode)),
    )
    return Played(stdout.getvalue(), code)
