"""Checks files and folders: loading with all its findings, the author's own walks, then every play there is."""

import contextlib
import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from trainer.language import _
from trainer.scenario.file_kinds import is_drive_file, may_be_a_scenario
from trainer.scenario.findings import Finding
from trainer.scenario.load import Loaded, load_scenario
from trainer.scenario.report import MAX_FOUND, EnoughFound

if TYPE_CHECKING:
    from trainer.check.explore.exploration import Explored
    from trainer.check.problem import Problem
    from trainer.check.scores.distribution import PlayerScores
    from trainer.check.scores.ranges import ScoreRanges
    from trainer.conversation.story import Story
    from trainer.drive.constituency import LoadedConstituency
    from trainer.scenario import model

STATES = 5_000_000
"""States that an exploration may hold where nobody says otherwise."""

FEW_OPTIONS, FEW_STATES = 40, 20_000
"""Options and states of a story that is small enough to be gone through in no time."""

MANY_STATES = 300_000
"""States beyond which it is quicker to play on for what is open than to explore it."""


class Summary(NamedTuple):
    """How much of a scenario was looked at.

    `states` is how many states were told apart, `plays` how many plays there are (None where that is not known),
    `reached` how many beats, options and so on some play comes to, `open` the places that are not exact.
    """

    states: int
    exact: bool
    plays: int | None
    reached: dict[str, int]
    open: tuple[str, ...]


class Checked(NamedTuple):
    """A checked file: what loading gave, all findings in the file's order, and how many walks were walked.

    `explored` tells how much was looked at; it is None where there is an error, for then there is nothing to play.
    `scores` are the lowest and highest over all plays, and `players` what five players score, where asked for.
    """

    file: str
    loaded: "Loaded | LoadedConstituency"
    findings: tuple[Finding, ...]
    walks: int
    explored: Summary | None = None
    scores: "ScoreRanges | None" = None
    players: "tuple[PlayerScores, ...]" = ()

    @property
    def title(self) -> str:
        """What the scenario is called, or its file where that cannot be read."""
        return self.loaded.scenario.title if self.loaded.scenario else self.file

    def fails(self, strict: bool) -> bool:
        """Whether something was found that must be mended; smells count only where asked for."""
        return any(strict or not finding.is_smell for finding in self.findings)


class NothingToCheck(Exception):
    """A path that names no scenario; the message says why."""


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that the paths name: a file as it is, of a folder every .yaml that has `format:`, each file once.

    Raises NothingToCheck for a path that does not exist and for a folder without a scenario.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise NothingToCheck(_("there is no file or folder {path}").format(path=path))
        found = list(_in_folder(path)) if path.is_dir() else [path]
        if not found:
            nothing = _("there is no scenario in {path}: no .yaml file there has a line format: 1")
            raise NothingToCheck(nothing.format(path=path))
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _in_folder(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*.yaml")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file() and may_be_a_scenario(file):
            yield file


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage that refers to itself: a check makes much that is kept, and no such garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def check_file(path: Path, states: int = STATES, scores: bool = False, players: bool = False) -> Checked:
    """Check one file; `states` is the budget of its exploration. Never raises for what the file holds.

    With `scores` the lowest and highest scores over all plays are worked out too, which can take many times as long,
    with `players` what five players score.
    """
    if is_drive_file(path):
        from trainer.drive.constituency import load_constituency

        drive = load_constituency(path)
        return Checked(str(path), drive, drive.findings, 0)
    loaded = load_scenario(path)
    if loaded.scenario is None:
        return Checked(str(path), loaded, loaded.findings, 0)
    # The engine is needed only where there is something to walk.
    from trainer.check.problem import tell
    from trainer.check.scores import over_all_plays
    from trainer.check.smells import smells
    from trainer.check.walks import walk_problems
    from trainer.conversation.story import compile_story

    scenario = loaded.scenario
    story = compile_story(scenario)
    report = loaded.report()
    report.findings = list(loaded.findings)
    report.most = MAX_FOUND
    plays = _Plays(scenario, story, states)
    if scores:
        plays.every()
    with contextlib.suppress(EnoughFound):
        for problem in walk_problems(scenario, story):
            report.at_value(problem.code, problem.place, problem.message, problem.hint)
        tell(report, smells(scenario, story), scenario.allow)
        tell(report, plays.problems(), scenario.allow)
    ranges, problems = over_all_plays(scenario, story, states, plays.every, scores)
    with contextlib.suppress(EnoughFound):
        tell(report, problems, scenario.allow)
    played: tuple[PlayerScores, ...] = ()
    if players:
        from trainer.check.scores.distribution import five_players

        played = five_players(story)
    return Checked(str(path), loaded, report.in_order(), len(scenario.walks), plays.summary(), ranges, played)


class _Plays:
    """What is known of the plays of a scenario: at first what settles its questions, every play only where needed."""

    def __init__(self, scenario: "model.Scenario", story: "Story", states: int) -> None:
        from trainer.check.players import Player, play_with
        from trainer.check.settle import settle

        self.scenario = scenario
        self.story = story
        self.states = states
        players: tuple[Player, ...] = ("habits", "first", "longest", "random")
        walks = [walk.choose for walk in scenario.walks] + [play_with(story, one).choices for one in players]
        self.settled = settle(scenario, story, walks)
        self.explored: Explored | None = None

    def every(self) -> "Explored":
        """Every play, as far as the budget goes."""
        from trainer.check.explore.exploration import explore

        if self.explored is None or self.explored.aimed:
            self.explored = explore(self.scenario, self.story, self.states, self.settled)
        return self.explored

    def problems(self) -> list["Problem"]:
        """W101 to W106 and S210. Where every question is settled there is nothing to find, and nothing to explore."""
        if not self.settled.open:
            self._count_few()
            return []
        from trainer.check.explore.exploration import explore_open
        from trainer.check.explore.findings import findings
        from trainer.check.settle import settle_patiently

        if self.explored is None or not self.explored.exact:
            small = min(self.states, MANY_STATES)
            self.explored = explore_open(self.scenario, self.story, self.settled, small)
            if not self.explored.exact and self.states > small:
                self.settled = settle_patiently(self.scenario, self.story, self.settled)
                self.explored = explore_open(self.scenario, self.story, self.settled, self.states)
        explored = self.explored
        found = findings(explored)
        if explored.exact:
            return found
        from trainer.check.structure import structure

        told = {(problem.code, problem.place) for problem in found}
        return found + [one for one in structure(self.scenario, self.story) if (one.code, one.place) not in told]

    def _count_few(self) -> None:
        """Small stories are gone through all the same: that takes no time, and authors like to know the number."""
        if len(self.story.options) > FEW_OPTIONS:
            return
        from trainer.check.explore.exploration import explore

        explored = explore(self.scenario, self.story, min(self.states, FEW_STATES))
        self.explored = explored if explored.exact else None

    def summary(self) -> Summary:
        """How much was looked at."""
        if self.explored is None:
            shown = self.settled.shown
            kinds = Counter(fact[0] for fact in shown.facts)
            return Summary(shown.choices, True, None, {name: kinds[kind] for name, kind in _SHOWN.items()}, ())
        explored, story = self.explored, self.story
        places = [story.visits[visit].id for visit in sorted(explored.open.visits)]
        places += [story.beats[beat].id for beat in sorted(explored.open.beats)]
        facts = explored.facts
        reached = {
            "visits": len(facts.visits),
            "beats": len(facts.beats),
            "options": len(facts.offered),
            "depths": len(facts.opened),
            "cues": len(facts.picked),
            "objections": len(facts.raised),
            "answers": len(facts.answers),
            "come": len(facts.comes),
        }
        return Summary(explored.states, explored.settles_all, explored.plays, reached, tuple(places))


_SHOWN = {"visits": "visit", "beats": "beat", "options": "offered", "depths": "opened", "cues": "picked",
          "objections": "raised", "answers": "answered", "come": "comes"}  # fmt: skip
