"""What to play next, and why: the library in an order that follows from what was played.

Why is the first of these that is so: something was never met (an objection, the same person again), a skill has stood
where it is, a skill is the weakest, the same people were met the other way only; otherwise the level.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from trainer.language import _, mark
from trainer.records.progress import Progress, SkillHistory

FAIR: Final = 60
"""The overall score from which a scenario of a level counts as done: the rubric's band *fair*."""

STANDSTILL: Final = 3
"""Plays in a row after which a skill that has not moved is said to have stood. The number is this program's own."""

STILL: Final = 3
"""Points of 100 within which a skill counts as not having moved."""

HIGH_ENOUGH: Final = 75
"""Points from which on a skill may stand where it is: the rubric's band *good*."""

SKILL_WORDS: Final = {
    "listening": mark("listening"),
    "questioning": mark("asking"),
    "objections": mark("facing objections"),
    "action": mark("moving to action"),
    "judgement": mark("judging where people stand"),
    "pace": mark("pace"),
    "respect": mark("respect"),
    "record": mark("recording what is true"),
    "plan": mark("making a plan with voters"),
}
"""Skills as they are named in a reason."""


class Listed(Protocol):
    """What is needed to know of a scenario of the library.

    `level` is 1 to 3, None where the file does not say; `teaches` names skills. `form` is visits, shift or drive;
    `contrast` is the id of the scenario that meets the same people the other way, None where there is none.
    """

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def level(self) -> int | None: ...
    @property
    def teaches(self) -> Sequence[str]: ...
    @property
    def form(self) -> str | None: ...
    @property
    def contrast(self) -> str | None: ...


class Suggestion(NamedTuple):
    """A scenario to play and a sentence that says why. `plays` counts how often it was finished, `best` its best."""

    scenario: str
    why: str
    plays: int
    best: int | None


def what_next(library: Iterable[Listed], progress: Progress) -> tuple[Suggestion, ...]:
    """The scenarios of a library, the one to play next first.

    First come those never finished, within reach (one level above what was done at *fair* or better), those with a
    reason of their own before the others; then those finished below *fair*, the lowest first; then the others never
    finished; last those that went well, the one played longest ago first.
    """
    listed = list(library)
    known = _Known(listed, progress)
    ranked = []
    for place, entry in enumerate(listed):
        played = [play for play in progress.plays if play.scenario == entry.id]
        best = max((play.overall for play in played), default=None)
        rank, why = _rank(entry, known, best)
        last = played[-1].at if played else ""
        ranked.append(((*rank, last, place), Suggestion(entry.id, why, len(played), best)))
    return tuple(suggestion for _rank_of, suggestion in sorted(ranked, key=lambda pair: pair[0]))


class _Known:
    """What the records tell that a reason can be made of."""

    def __init__(self, library: Sequence[Listed], progress: Progress) -> None:
        self.begun = bool(progress.plays)
        self.entries: Mapping[str, Listed] = {entry.id: entry for entry in library}
        self.weakest = min(progress.skills, key=lambda skill: skill.recent, default=None)
        played = [self.entries[play.scenario] for play in progress.plays if play.scenario in self.entries]
        self.played = {entry.id for entry in played}
        self.forms = {entry.form for entry in played}
        self.met_objections = any(skill.skill == "objections" for skill in progress.skills)
        self.standing = [skill for skill in progress.skills if _stands(skill)]
        done = [play.scenario for play in progress.plays if play.scenario in self.entries and play.overall >= FAIR]
        self.reach = max((self.entries[scenario].level or 1 for scenario in done), default=0) + 1

    def people_met(self, entry: Listed) -> Listed | None:
        """The scenario that was played and meets the same people the other way."""
        pairs = [other for other in self.entries.values() if other.id in self.played]
        return next((other for other in pairs if entry.contrast == other.id or other.contrast == entry.id), None)


def _rank(entry: Listed, known: _Known, best: int | None) -> tuple[tuple[int, int], str]:
    if best is None:
        return _never_played(entry, known)
    if best < FAIR:
        said = _("You came out at {best} of 100. The people are the same; try another way with them.")
        return (2, best), said.format(best=best)
    return (4, 0), _("You came out at {best} of 100, so it will show what stayed with you.").format(best=best)


def _never_played(entry: Listed, known: _Known) -> tuple[tuple[int, int], str]:
    level = entry.level or 1
    if level > known.reach:
        return (3, level), _("New to you, and harder: level {level}.").format(level=level)
    why = _reason(entry, known)
    if why:
        return (0, -level), why
    if not known.begun:
        return (1, level), _("A good place to begin: level {level}.").format(level=level)
    # what stretches comes before what repeats a level
    return (1, -level), _("New to you, and within your reach: level {level}.").format(level=level)


def _reason(entry: Listed, known: _Known) -> str:
    """Why just this one, of those that are new and within reach; "" where nothing speaks for it."""
    if not known.begun:
        return ""
    if "objections" in entry.teaches and not known.met_objections:
        return _("You have not faced an objection yet. Here there will be one.")
    if entry.form == "visits" and known.forms == {"shift"}:
        return _("You have only worked down a list of doors or calls. Try going back to the same person.")
    stood = next((skill for skill in known.standing if skill.skill in entry.teaches), None)
    if stood is not None:
        return _("Your {skill} has stood at {score} for {plays} plays. This trains it on other people.").format(
            skill=_(SKILL_WORDS.get(stood.skill, stood.skill)), score=_whole(stood.recent), plays=_plays_at(stood)
        )
    weakest = known.weakest
    if weakest is not None and weakest.skill in entry.teaches:
        return _("New to you, and it trains {skill}, your lowest of late at {score} of 100.").format(
            skill=_(SKILL_WORDS.get(weakest.skill, weakest.skill)), score=_whole(weakest.recent)
        )
    met = known.people_met(entry)
    if met is not None:
        return _("You know its people from {title}. Meet them the other way.").format(title=met.title)
    if entry.form == "shift" and known.forms == {"visits"}:
        return _("You have only sat down with people. See what an hour of doors or calls can do, and what it cannot.")
    return ""


def _stands(skill: SkillHistory) -> bool:
    """Whether a skill that could be better has not moved for some plays."""
    return _plays_at(skill) >= STANDSTILL and skill.recent < HIGH_ENOUGH


def _plays_at(skill: SkillHistory) -> int:
    """For how many of the latest plays a skill has been where it is now."""
    scores = [point.score for point in reversed(skill.points)]
    return next((place for place, score in enumerate(scores) if abs(score - scores[0]) > STILL), len(scores))


def _whole(score: float) -> int:
    return int(score + 0.5)
