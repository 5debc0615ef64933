"""What the debrief of a drive or a turf holds, part by part; made by `trainer.report.drive`."""

from collections.abc import Mapping
from typing import NamedTuple

from trainer.drive.game_turf import TurfResult
from trainer.records.progress import ForecastCalibration, RatingCalibration
from trainer.report.drive_spread import Quantiles


class ReasonLine(NamedTuple):
    """A reason why people who had said yes did not come: on how many of `of` it weighed, for how many it decided."""

    reason: str
    weighed: int
    decided: int
    of: int
    words: str


class TestDebrief(NamedTuple):
    """A test: what was forecast and who stood up.

    `expected` is the sum of the confidences of those who were named. `came_of_named` and `came_unnamed` count who stood
    up of those and of all others. `brier` is the mean squared error over those who were named, None where nobody was.
    """

    test: str
    title: str
    week: int
    secret: bool
    stood: int
    people: int
    named: int
    expected: float
    came_of_named: int
    came_unnamed: int
    brier: float | None
    said_yes: int
    reasons: tuple[ReasonLine, ...]
    words: tuple[str, ...]


class ChartWeek(NamedTuple):
    """The trainee's chart against the truth at a week's end: how many were rated, and how good the ratings were."""

    week: int
    rated: int
    calibration: RatingCalibration | None


class HoursWeek(NamedTuple):
    """A week's hours by what they were spent on, and how many people they had moved by its end.

    `moved` is the sum over everybody of the chance to act at the next test, less the same in a season of the same seed
    in which the trainee did nothing.
    """

    week: int
    given: float
    spent: Mapping[str, float]
    moved: float


class LeaderLine(NamedTuple):
    """Somebody whom people go to. `stood` says at which tests they stood up; `rated` is the trainee's last rating.

    `cost` says for each later test how many more others would have stood up had they been firmly for it; empty for
    those who stood up at the last test.
    """

    person: str
    name: str
    talks: int
    rated: int | None
    stood: Mapping[str, bool]
    cost: Mapping[str, int]
    words: str


class PersonLine(NamedTuple):
    """Somebody at the season's end: the trainee's last rating, the true one, and at which tests they stood up."""

    person: str
    name: str
    crew: str
    rated: int | None
    true: int
    stood: Mapping[str, bool]


class SpreadLine(NamedTuple):
    """A strategy's simulated seasons beside this one, for one measure.

    `beaten` is the share of them, 0 to 1, that ended lower than this one; of those that ended alike a half is counted.
    """

    strategy: str
    title: str
    measure: str
    figures: Quantiles
    here: str
    """Where the trainee's season lies: low (under the strategy's tenth), middle, high."""
    beaten: float


class DriveDebrief(NamedTuple):
    """Everything that the debrief of a drive shows. `spread` is empty where none was given.

    `together` says what `LeaderLine.cost` says, had all whom people go to and who stayed away been firmly for it; empty
    where that were fewer than two.
    """

    constituency: str
    title: str
    language: str
    seed: int
    tests: tuple[TestDebrief, ...]
    forecasts: ForecastCalibration | None
    chart: tuple[ChartWeek, ...]
    hours: tuple[HoursWeek, ...]
    leaders: tuple[LeaderLine, ...]
    together: Mapping[str, int]
    everybody: tuple[PersonLine, ...]
    spread: tuple[SpreadLine, ...]
    spread_quality: float | None
    talks: tuple[str, ...]
    told: tuple[str, ...]
    """Rumours and promises, and what was so of them."""
    limits: tuple[str, ...]


class WayLine(NamedTuple):
    """A way of reaching voters: hours, contacts, the net votes it brought here, and what it brings with all hours."""

    way: str
    title: str
    hours: float
    contacts: int
    net: int
    all_hours: Quantiles | None


class TurfDebrief(NamedTuple):
    """Everything that the debrief of a turf shows."""

    constituency: str
    title: str
    language: str
    seed: int
    result: TurfResult
    minutes_a_voter: float
    ways: tuple[WayLine, ...]
    words: tuple[str, ...]
    limits: tuple[str, ...]
