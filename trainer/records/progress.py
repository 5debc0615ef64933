"""What changed from play to play: each skill over time, how good the trainee's judgement is, and habits.

Forks are left out, because whoever plays one has seen what the people were thinking.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from trainer.records.shapes import FinishedPlay

GONE_AFTER: Final = 3
"""Plays in a row without a habit after which it counts as gone. The number is this program's own."""

RECENT: Final = 3
"""How many of the latest plays stand for how somebody plays now."""

FORECAST_STEPS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""The bounds of the groups into which forecasts are put."""

Standing = Literal["here", "gone", "came back"]


class SkillPoint(NamedTuple):
    """A skill in one play, 0 to 100."""

    play: str
    scenario: str
    title: str
    at: str
    score: float


class SkillHistory(NamedTuple):
    """A skill over time, the earliest play first."""

    skill: str
    points: tuple[SkillPoint, ...]

    @property
    def recent(self) -> float:
        """The mean of the latest plays, 0 to 100."""
        return _mean(point.score for point in self.points[-RECENT:])

    @property
    def change(self) -> float | None:
        """How far the latest plays are above those before them; None where there are no plays before them."""
        before = self.points[:-RECENT]
        return self.recent - _mean(point.score for point in before) if before else None


class RatingCalibration(NamedTuple):
    """The trainee's ratings against the true ones, of `number` people.

    `distance` is the mean distance, 0 to 4. `bias` is the mean of own minus true, −4 to 4: below 0 people are taken to
    be readier than they are, because 1 is for it and 5 against. `exact` is the share that was right, 0 to 1.
    """

    number: int
    distance: float
    bias: float
    exact: float


class ForecastGroup(NamedTuple):
    """Forecasts from one confidence to another: their number, the mean confidence, and the share that came."""

    low: float
    high: float
    number: int
    sure: float
    came: float


class ForecastCalibration(NamedTuple):
    """The trainee's forecasts against who came. `brier` is the mean squared error, 0 (right and sure) to 1."""

    number: int
    brier: float
    sure: float
    came: float
    groups: tuple[ForecastGroup, ...]


class HabitHistory(NamedTuple):
    """A habit over the plays: in which it was found, and whether it stayed away for GONE_AFTER plays or more.

    `times_back` counts how often it returned after that; `plays_without` the latest plays without it.
    """

    habit: str
    plays: tuple[str, ...]
    first: str
    last: str
    plays_without: int
    times_back: int

    @property
    def standing(self) -> Standing:
        """Where it stands after the latest play: here, gone, or come back after it had been gone."""
        if self.plays_without >= GONE_AFTER:
            return "gone"
        return "came back" if self.times_back else "here"


class Progress(NamedTuple):
    """All of it. `ratings` and `forecasts` are None where none were given."""

    plays: tuple[FinishedPlay, ...]
    skills: tuple[SkillHistory, ...]
    ratings: RatingCalibration | None
    forecasts: ForecastCalibration | None
    habits: tuple[HabitHistory, ...]


def progress_of(plays: Sequence[FinishedPlay]) -> Progress:
    """The progress that finished plays show, the earliest first."""
    return Progress(
        plays=tuple(plays),
        skills=_skills(plays),
        ratings=rating_calibration([(own, true) for play in plays for _, own, true in play.ratings]),
        forecasts=forecast_calibration([(sure, came) for play in plays for _, sure, came in play.forecasts]),
        habits=_habits(plays),
    )


def rating_calibration(pairs: Sequence[tuple[int, int]]) -> RatingCalibration | None:
    """How good ratings were, from pairs of the trainee's 1 to 5 and the true one; None without any."""
    if not pairs:
        return None
    return RatingCalibration(
        number=len(pairs),
        distance=_mean(abs(own - true) for own, true in pairs),
        bias=_mean(own - true for own, true in pairs),
        exact=_mean(own == true for own, true in pairs),
    )


def forecast_calibration(pairs: Sequence[tuple[float, bool]]) -> ForecastCalibration | None:
    """How good forecasts were, from pairs of a confidence 0 to 1 and whether they came; None without any."""
    if not pairs:
        return None
    groups = []
    for low, high in pairwise(FORECAST_STEPS):
        inside = [(sure, came) for sure, came in pairs if low <= sure < high or sure == high == FORECAST_STEPS[-1]]
        if inside:
            groups.append(ForecastGroup(low, high, len(inside), *_sure_and_came(inside)))
    return ForecastCalibration(
        len(pairs), _mean((sure - came) ** 2 for sure, came in pairs), *_sure_and_came(pairs), tuple(groups)
    )


def _sure_and_came(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    return _mean(sure for sure, _ in pairs), _mean(came for _, came in pairs)


def _skills(plays: Sequence[FinishedPlay]) -> tuple[SkillHistory, ...]:
    points: dict[str, list[SkillPoint]] = {}
    for play in plays:
        for skill, score in play.skills.items():
            if score is not None:
                points.setdefault(skill, []).append(SkillPoint(play.id, play.scenario, play.title, play.at, score))
    return tuple(SkillHistory(skill, tuple(found)) for skill, found in points.items())


def _habits(plays: Sequence[FinishedPlay]) -> tuple[HabitHistory, ...]:
    tags = dict.fromkeys(habit for play in plays for habit in play.habits)
    return tuple(_habit(tag, plays) for tag in tags)


def _habit(tag: str, plays: Sequence[FinishedPlay]) -> HabitHistory:
    found = [place for place, play in enumerate(plays) if tag in play.habits]
    gaps = (later - earlier - 1 for earlier, later in pairwise(found))
    return HabitHistory(
        habit=tag,
        plays=tuple(plays[place].id for place in found),
        first=plays[found[0]].at,
        last=plays[found[-1]].at,
        plays_without=len(plays) - 1 - found[-1],
        times_back=sum(gap >= GONE_AFTER for gap in gaps),
    )


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)
