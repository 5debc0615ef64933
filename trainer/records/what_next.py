"""What to play next, and why: the library in an order that follows from what was played."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Protocol

from trainer.records.progress import Progress, SkillHistory

FAIR: Final = 60
"""The overall score from which a scenario of a level counts as done: the rubric's band *fair*."""

SKILL_WORDS: Final = {
    "listening": "listening",
    "questioning": "asking",
    "objections": "facing objections",
    "action": "moving to action",
    "judgement": "judging where people stand",
    "pace": "pace",
    "respect": "respect",
    "record": "recording what is true",
    "plan": "making a plan with voters",
}
"""Skills as they are named in a reason."""


class Listed(Protocol):
    """What is needed to know of a scenario of the library.

    `level` is 1 to 3, None where the file does not say; `teaches` names skills.
    """

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def level(self) -> int | None: ...
    @property
    def teaches(self) -> Sequence[str]: ...


class Suggestion(NamedTuple):
    """A scenario to play and a sentence that says why. `plays` counts how often it was finished, `best` its best."""

    scenario: str
    why: str
    plays: int
    best: int | None


def what_next(library: Iterable[Listed], progress: Progress) -> tuple[Suggestion, ...]:
    """The scenarios of a library, the one to play next first.

    First come those never finished, within reach (one level above what was done at *fair* or better), those that
    train the weakest skill before the others; then those finished below *fair*, the lowest first; then the others never
    finished; last those that went well, the one played longest ago first.
    """
    weakest = _weakest(progress.skills)
    reach = _reach(library := list(library), progress)
    ranked = []
    for place, entry in enumerate(library):
        played = [play for play in progress.plays if play.scenario == entry.id]
        best = max((play.overall for play in played), default=None)
        rank, why = _rank(entry, weakest, reach, best, bool(progress.plays))
        last = played[-1].at if played else ""
        ranked.append(((*rank, last, place), Suggestion(entry.id, why, len(played), best)))
    return tuple(suggestion for _, suggestion in sorted(ranked, key=lambda pair: pair[0]))


def _rank(
    entry: Listed, weakest: SkillHistory | None, reach: int, best: int | None, begun: bool
) -> tuple[tuple[int, int], str]:
    if best is None:
        return _never_played(entry, weakest, reach, begun)
    if best < FAIR:
        return (2, best), f"You came out at {best} of 100. The people are the same; try another way with them."
    return (4, 0), f"You came out at {best} of 100, so it will show what stayed with you."


def _never_played(entry: Listed, weakest: SkillHistory | None, reach: int, begun: bool) -> tuple[tuple[int, int], str]:
    level = entry.level or 1
    if level > reach:
        return (3, level), f"New to you, and harder: level {level}."
    if weakest is not None and weakest.skill in entry.teaches:
        score = int(weakest.recent + 0.5)
        word = SKILL_WORDS.get(weakest.skill, weakest.skill)
        return (0, -level), f"New to you, and it trains {word}, your lowest of late at {score} of 100."
    if not begun:
        return (1, level), f"A good place to begin: level {level}."
    # what stretches comes before what repeats a level
    return (1, -level), f"New to you, and within your reach: level {level}."


def _weakest(skills: Sequence[SkillHistory]) -> SkillHistory | None:
    return min(skills, key=lambda skill: skill.recent, default=None)


def _reach(library: Sequence[Listed], progress: Progress) -> int:
    levels = {entry.id: entry.level or 1 for entry in library}
    done = [levels[play.scenario] for play in progress.plays if play.scenario in levels and play.overall >= FAIR]
    return max(done, default=0) + 1
