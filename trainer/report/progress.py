"""Progress in words: each skill over time, how well the trainee judges people, and habits that went and came back."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from scoring import catalogue, rounded
from trainer.records.progress import (
    RECENT,
    ForecastCalibration,
    ForecastGroup,
    HabitHistory,
    Progress,
    RatingCalibration,
    SkillHistory,
)
from trainer.records.shapes import FinishedPlay
from trainer.report.terms import SKILLS
from trainer.report.words import counted, number, sentence

EVEN: Final = 0.25
"""A mean rating off by less than this, of steps of 1 to 5, leans to no side. The number is this program's own."""

FEW: Final = 5
"""Judgements under which a mean says little. The number is this program's own."""

SURE: Final = 0.1
"""How far confidence and outcome may lie apart and still be called well judged. The number is this program's own."""


class SkillLine(NamedTuple):
    """A skill over time: its points of 0 to 100, the earliest first, what they come to, and each play with its day."""

    title: str
    points: tuple[int, ...]
    words: str
    plays: tuple[str, ...]


class HabitLine(NamedTuple):
    """A habit: what it looks like, where it stands now, and one line of coaching where it is still there."""

    title: str
    words: str
    coaching: str


def skill_lines(progress: Progress) -> tuple[SkillLine, ...]:
    """Every skill that was exercised, in the rubric's order."""
    known = {history.skill: history for history in progress.skills}
    return tuple(_skill(known[skill]) for skill in SKILLS if skill in known)


def _skill(history: SkillHistory) -> SkillLine:
    points = tuple(rounded(point.score) for point in history.points)
    words = f"Now {rounded(history.recent)} of 100"
    if len(points) > 1:
        words += f", the mean of the last {min(RECENT, len(points))} plays"
    if history.change is not None:
        words += f"; {_moved(history.change)} those before"
    return SkillLine(
        title=SKILLS[history.skill].title,
        points=points,
        words=f"{words}.",
        plays=tuple(f"{point.at[:10]}  {point.title}: {rounded(point.score)}" for point in history.points),
    )


def _moved(change: float) -> str:
    points = rounded(abs(change))
    if not points:
        return "level with"
    return f"{points} above" if change > 0 else f"{points} below"


def played_in_words(plays: Sequence[FinishedPlay]) -> str:
    """How often a scenario was finished, and how it went best; "" where it never was."""
    if not plays:
        return ""
    best = max(plays, key=lambda play: play.overall)
    times = {1: "once", 2: "twice"}.get(len(plays), f"{len(plays)} times")
    return f"played {times}, at best {best.band} ({best.overall} of 100)"


def judging_in_words(progress: Progress) -> tuple[str, ...]:
    """How well the trainee knew where people stood and who would come; empty where neither was ever said."""
    return (*_ratings(progress.ratings), *_forecasts(progress.forecasts))


def _ratings(ratings: RatingCalibration | None) -> Iterator[str]:
    if ratings is None:
        return
    right = rounded(ratings.exact * ratings.number)
    off = f"on average {number(ratings.distance)} off" if ratings.distance else "never off"
    people = "1 person" if ratings.number == 1 else f"{ratings.number} people"
    yield f"You rated {people}: {right} exactly right, {off} on the scale of 1 to 5."
    if ratings.number < FEW:
        yield "That is too few to say which way you lean."
    elif ratings.bias <= -EVEN:
        yield "You tend to take people to be readier than they are."
    elif ratings.bias >= EVEN:
        yield "You tend to take people to be less ready than they are."
    else:
        yield "You lean neither way: as often too hopeful as too careful."


def _forecasts(forecasts: ForecastCalibration | None) -> Iterator[str]:
    if forecasts is None:
        return
    times = "once" if forecasts.number == 1 else f"{forecasts.number} times"
    sure, came = rounded(forecasts.sure * 100), rounded(forecasts.came * 100)
    yield f"You said {times} how sure you were that somebody would come: {sure} percent on average."
    yield f"Of these {came} percent came."
    if forecasts.number < FEW:
        yield "That is too few to say whether you are too sure."
    elif forecasts.sure - forecasts.came > SURE:
        yield "You are surer than you can be."
    elif forecasts.came - forecasts.sure > SURE:
        yield "More of them come than you expect."
    else:
        yield "What you expect is about what happens."
    yield from map(_group, forecasts.groups)


def _group(group: ForecastGroup) -> str:
    low, high = rounded(group.low * 100), rounded(group.high * 100)
    came = rounded(group.came * group.number)
    return f"Where you said {low} to {high} percent, {came} of {group.number} came."


def habit_lines(progress: Progress) -> tuple[HabitLine, ...]:
    """Every habit that was ever found: those that came back first, then those that are there, then those that went."""
    order = ("came back", "here", "gone")
    histories: Iterable[HabitHistory] = sorted(progress.habits, key=lambda habit: order.index(habit.standing))
    return tuple(_habit(history) for history in histories)


def _habit(history: HabitHistory) -> HabitLine:
    known = catalogue().get(history.habit)
    title = sentence(known.looks_like) if known else sentence(history.habit.replace("_", " "))
    found = counted(len(history.plays), "play")
    since = f"last on {history.last[:10]}"
    match history.standing:
        case "gone":
            words = f"Gone: not in your last {history.plays_without} plays. It was in {found}, {since}."
        case "came back":
            words = f"Came back after it had been gone. It is in {found}, {since}."
        case "here":
            words = f"In {found}, {since}."
    return HabitLine(title, words, "" if history.standing == "gone" or known is None else sentence(known.coaching))
