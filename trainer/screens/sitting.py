"""A sitting: one scenario opened, the course of the play through it, and what the trainee would rather have said."""

from pathlib import Path
from typing import NamedTuple

from trainer.conversation.lifecycle import Course, Mode
from trainer.conversation.play import Play
from trainer.conversation.state import State
from trainer.conversation.story import Story, compile_story
from trainer.report.coaching import after_line
from trainer.report.words import short_names
from trainer.scenario.load import load_scenario
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


class Sitting:
    """One scenario as it is being played. Nothing in it is computed: the course and the play hold all that is so.

    `names` is what each person is called beside their lines, `coached` what a coach said after each turn in learn mode.
    """

    def __init__(self, scenario: Scenario, *, mode: Mode, seed: int, story: Story | None = None) -> None:
        self.scenario = scenario
        self.story = story or compile_story(scenario)
        self.seed = seed
        self.course = Course(Play.new(self.story, seed), mode)
        self.names = short_names({id_: person.name for id_, person in self.story.head.people.items()})
        self.own_lines: list[OwnLine] = []
        self.coached: dict[int, tuple[str, ...]] = {}

    @property
    def play(self) -> Play:
        """The play as it stands."""
        return self.course.play

    @property
    def open(self) -> bool:
        """Whether the play has begun and is not over, so that leaving the program would lose it."""
        return self.course.stage in ("talking", "between", "rating", "forecasting")

    @property
    def on_stage(self) -> State:
        """The state of the visit that is on the page: also when it is over, it is that visit's last one."""
        play = self.play
        if not play.between:
            return play.state
        return play.steps[-2].state if len(play.steps) > 1 else play.first

    def again(self, mode: Mode) -> "Sitting":
        """The same scenario from its brief."""
        return Sitting(self.scenario, mode=mode, seed=self.seed, story=self.story)

    def choose(self, option: str) -> None:
        """Say or do something, and hear the coach where there is one."""
        self.course.choose(option)
        self.coached[len(self.play.turns)] = after_line(self.course, self.scenario)

    def keep(self, text: str) -> None:
        """Keep what the trainee would have said now."""
        self.own_lines.append(OwnLine(len(self.play.turns) + 1, text))

    def undo(self) -> None:
        """Take the last choice back, and what was coached and kept after it."""
        self.course.undo()
        self._forget_later()

    def fork(self, turn: int) -> None:
        """Play on from before a turn."""
        self.course.fork(turn)
        self._forget_later()

    def _forget_later(self) -> None:
        turns = len(self.play.turns)
        self.coached = {turn: said for turn, said in self.coached.items() if turn <= turns}
        self.own_lines = [line for line in self.own_lines if line.turn <= turns + 1]


def open_sitting(path: Path, *, mode: Mode, seed: int) -> Sitting:
    """Load a scenario and sit down to it. Raises CannotOpen where it has errors or is a form not played here."""
    loaded = load_scenario(path)
    if loaded.scenario is None:
        reasons = tuple(
            f"{path.name}:{finding.line}: {finding.message}; {finding.hint}" if finding.hint
            else f"{path.name}:{finding.line}: {finding.message}"
            for finding in loaded.findings
        )  # fmt: skip
        raise CannotOpen(path.name, reasons)
    if loaded.scenario.form != "visits":
        raise CannotOpen(path.name, ("This is a shift of short contacts. These screens play visits.",))
    return Sitting(loaded.scenario, mode=mode, seed=seed)
