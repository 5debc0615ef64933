"""Progress in words: each skill over time, how well the trainee judges people, and habits that went and came back."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from scoring import catalogue, rounded
from trainer.days import on_day
from trainer.language import _, ngettext
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
from trainer.report.terms import BAND_WORDS, SKILLS
from trainer.report.words import number, sentence

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
    if len(points) == 1:
        words = _("Now {points} of 100.")
    elif history.change is None:
        words = _("Now {points} of 100, the mean of the last {plays} plays.")
    else:
        words = _moved(history.change)
    told = words.format(
        points=rounded(history.recent),
        plays=min(RECENT, len(points)),
        difference=rounded(abs(history.change or 0)),
    )
    return SkillLine(
        title=SKILLS[history.skill].title,
        points=points,
        words=told,
        plays=tuple(f"{point.title}: {rounded(point.score)}, {on_day(point.at)}" for point in history.points),
    )


def _moved(change: float) -> str:
    if not rounded(abs(change)):
        return _("Now {points} of 100, the mean of the last {plays} plays; level with those before.")
    if change > 0:
        return _("Now {points} of 100, the mean of the last {plays} plays; {difference} above those before.")
    return _("Now {points} of 100, the mean of the last {plays} plays; {difference} below those before.")


def played_in_words(plays: Sequence[FinishedPlay]) -> str:
    """How often a scenario was finished, and how it went best; "" where it never was."""
    if not plays:
        return ""
    best = max(plays, key=lambda play: play.overall)
    times = len(plays)
    if times == 1:
        told = _("played once, at best {band} ({points} of 100)")
    elif times == 2:
        told = _("played twice, at best {band} ({points} of 100)")
    else:
        told = ngettext(
            "played {times} time, at best {band} ({points} of 100)",
            "played {times} times, at best {band} ({points} of 100)",
            times,
        )
    return told.format(times=times, band=BAND_WORDS.get(best.band, best.band), points=best.overall)


def judging_in_words(progress: Progress) -> tuple[str, ...]:
    """How well the trainee knew where people stood and who would come; empty where neither was ever said."""
    return (*_ratings(progress.ratings), *_forecasts(progress.forecasts))


def _ratings(ratings: RatingCalibration | None) -> Iterator[str]:
    if ratings is None:
        return
    right = rounded(ratings.exact * ratings.number)
    if ratings.distance:
        told = ngettext(
            "You rated {count} person: {right} exactly right, on average {off} off on the scale of 1 to 5.",
            "You rated {count} people: {right} exactly right, on average {off} off on the scale of 1 to 5.",
            ratings.number,
        )
    else:
        told = ngettext(
            "You rated {count} person: {right} exactly right, never off on the scale of 1 to 5.",
            "You rated {count} people: {right} exactly right, never off on the scale of 1 to 5.",
            ratings.number,
        )
    yield told.format(count=ratings.number, right=right, off=number(ratings.distance))
    if ratings.number < FEW:
        yield _("That is too few to say which way you lean.")
    elif ratings.bias <= -EVEN:
        yield _("You tend to take people to be readier than they are.")
    elif ratings.bias >= EVEN:
        yield _("You tend to take people to be less ready than they are.")
    else:
        yield _("You lean neither way: as often too hopeful as too careful.")


def _forecasts(forecasts: ForecastCalibration | None) -> Iterator[str]:
    if forecasts is None:
        return
    sure, came = rounded(forecasts.sure * 100), rounded(forecasts.came * 100)
    if forecasts.number == 1:
        told = _("You said once how sure you were that somebody would come: {sure} percent on average.")
    else:
        told = ngettext(
            "You said {times} time how sure you were that somebody would come: {sure} percent on average.",
            "You said {times} times how sure you were that somebody would come: {sure} percent on average.",
            forecasts.number,
        )
    yield told.format(times=forecasts.number, sure=sure)
    yield _("Of these {came} percent came.").format(came=came)
    if forecasts.number < FEW:
        yield _("That is too few to say whether you are too sure.")
    elif forecasts.sure - forecasts.came > SURE:
        yield _("You are surer than you can be.")
    elif forecasts.came - forecasts.sure > SURE:
        yield _("More of them come than you expect.")
    else:
        yield _("What you expect is about what happens.")
    yield from map(_group, forecasts.groups)


def _group(group: ForecastGroup) -> str:
    low, high = rounded(group.low * 100), rounded(group.high * 100)
    came = rounded(group.came * group.number)
    told = _("Where you said {low} to {high} percent, {came} of {number} came.")
    return told.format(low=low, high=high, came=came, number=group.number)


def habit_lines(progress: Progress) -> tuple[HabitLine, ...]:
    """Every habit that was ever found: those that came back first, then those that are there, then those that went."""
    order = ("came back", "here", "gone")
    histories: Iterable[HabitHistory] = sorted(progress.habits, key=lambda habit: order.index(habit.standing))
    return tuple(_habit(history) for history in histories)


def _habit(history: HabitHistory) -> HabitLine:
    known = catalogue().get(history.habit)
    title = sentence(_(known.looks_like)) if known else sentence(history.habit.replace("_", " "))
    plays = len(history.plays)
    match history.standing:
        case "gone":
            words = ngettext(
                "Gone: not in your last {without} plays. It was in {count} play, last {when}.",
                "Gone: not in your last {without} plays. It was in {count} plays, last {when}.",
                plays,
            )
        case "came back":
            words = ngettext(
                "Came back after it had been gone. It is in {count} play, last {when}.",
                "Came back after it had been gone. It is in {count} plays, last {when}.",
                plays,
            )
        case "here":
            words = ngettext("In {count} play, last {when}.", "In {count} plays, last {when}.", plays)
    told = words.format(without=history.plays_without, count=plays, when=on_day(history.last))
    return HabitLine(title, told, "" if history.standing == "gone" or known is None else sentence(_(known.coaching)))
