"""What was really so in a season, week by week and at each test. For the debrief alone; nothing here is shown before.

The chance of acting is told for a risk, where half of those around somebody act. From it comes the true rating:

    1   would stand up in at least 6 of 10 such cases, and is on the committee
    2   would in at least 6 of 10
    3   in 3.5 to 6 of 10
    4   in 1.5 to 3.5 of 10
    5   in fewer

The bounds are this program's own.
"""

from typing import Final, NamedTuple

import numpy as np

from trainer.drive.chance import Floats
from trainer.drive.network import Bools
from trainer.drive.season import Season, StructureTest
from trainer.drive.tests import VOTE, willingness

FOR: Final = 0.6
OPEN: Final = 0.35
LEANING: Final = 0.15
FEAR_WEIGHS: Final = 0.5
"""Logits that fear takes from acting from which it is said to weigh; half a logit is 12 points at 50%. Ours."""


class WeekTruth(NamedTuple):
    """How everybody stood at the end of a week: the chance that they would act at the risk of the next test, 0 to 1,
    the true rating, trust (0 to 1), fear (SD) and inoculation (0 to 1), by number."""

    week: int
    chance: tuple[float, ...]
    rating: tuple[int, ...]
    trust: tuple[float, ...]
    fear: tuple[float, ...]
    inoculation: tuple[float, ...]


class Reason(NamedTuple):
    """One thing that kept people who had said yes away: those on whom it weighed, and those among them who would have
    come, everything else as it was, had it been otherwise. By number."""

    weighed: frozenset[int]
    decided: frozenset[int]


class TestTruth(NamedTuple):
    """What was behind a test: who acted, whose last answer was yes, and why those who said yes and stayed did so.

    `fear`        fear of this risk, trust taken off, came to `FEAR_WEIGHS` logits or more; decided: had they had none
    `alone`       nobody whom they look to acted; decided: had all of those around them
    `unprepared`  the campaign reached them and nobody had told them of it before; decided: had they been fully so
    `polite`      their yes was politeness; it decided for all of them, since they had not meant it

    Somebody can be in several, and chance alone in none.
    """

    test: str
    week: int
    risk: float
    acted: frozenset[int]
    said_yes: frozenset[int]
    fear: Reason
    alone: Reason
    unprepared: Reason
    polite: Reason

    @property
    def missing(self) -> frozenset[int]:
        """Who had said yes and did not act."""
        return self.said_yes - self.acted


def week_truth(season: Season, risk: float) -> WeekTruth:
    """How everybody stands now, at the end of the week that has just ended."""
    chance = 1 / (1 + np.exp(-willingness(season, risk)[:, 0].astype(np.float64)))
    committee = season.committee()[:, 0]
    ratings = [_rating(float(one), bool(on)) for one, on in zip(chance, committee, strict=True)]
    return WeekTruth(
        season.week,
        tuple(round(float(one), 6) for one in chance),
        tuple(ratings),
        _values(season.trust),
        _values(season.fear),
        _values(season.inoculation),
    )


def _rating(chance: float, committee: bool) -> int:
    if chance >= FOR:
        return 1 if committee else 2
    return 3 if chance >= OPEN else 4 if chance >= LEANING else 5


def _values(values: Floats) -> tuple[float, ...]:
    return tuple(round(float(one), 6) for one in values[:, 0])


class Before:
    """What stood right before a test; made before it is held, since holding it changes what people have seen."""

    def __init__(self, season: Season, test: StructureTest | None) -> None:
        settings = season.parameters
        self.season = season
        self.name = test.name if test else "vote"
        self.risk = test.risk if test else settings.vote_risk
        occasion = season.calendar.tests.index(test) if test else VOTE
        self.luck = season.luck.acting(occasion, settings.steady)[:, 0]
        self.will = willingness(season, self.risk)[:, 0]
        self.said_yes = season.said[:, 0] == 1
        self.committee = season.committee()
        if season.seen_acting is None:
            self.believed = np.where(self.committee, np.float32(1), np.float32(settings.prior))
        else:
            self.believed = (season.seen_acting | self.committee).astype(np.float32)

    def told(self, acted: Bools, polite: set[int]) -> TestTruth:
        """The truth of the test, given who acted, [people, 1]."""
        season, settings = self.season, self.season.parameters
        slope = settings.beta * self.risk
        seen = (acted | self.committee).astype(np.float32)
        around = np.maximum(season.ties.mean(self.believed), season.ties.mean(seen))[:, 0]
        missing = ~acted[:, 0] & self.said_yes
        lacks = self.luck - self.will - slope * (around - 0.5)
        afraid = settings.k * self.risk * season.fear[:, 0] * (1 - settings.tau * season.trust[:, 0])
        hit, spared = season.hit[:, 0], settings.shield
        # each week that reached somebody without inoculation took `hit`, and added fear in the same measure
        scare = settings.landlord_scare if season.calendar.campaign == "landlord" else settings.scare
        added = hit / settings.hit * scare if settings.hit else np.zeros_like(hit)
        felt = self.risk * added * (1 - settings.tau * season.trust[:, 0])
        shielded = settings.k * spared * ((1 - settings.lam) * hit + felt)
        never = (season.inoculation[:, 0] < 0.05) & (hit > 0)
        alone = missing & self._looked_to_and_stayed(acted[:, 0])
        unprepared = missing & never
        was_polite = missing & np.isin(np.arange(season.people), list(polite))
        return TestTruth(
            self.name,
            season.week,
            self.risk,
            _numbers(acted[:, 0]),
            _numbers(self.said_yes),
            Reason(_numbers(missing & (afraid >= FEAR_WEIGHS)), _numbers(missing & (lacks < afraid))),
            Reason(_numbers(alone), _numbers(alone & (lacks < slope * (1 - around)))),
            Reason(_numbers(unprepared), _numbers(unprepared & (lacks < shielded))),
            Reason(_numbers(was_polite), _numbers(was_polite)),
        )

    def _looked_to_and_stayed(self, acted: Bools) -> Bools:
        """Who looks to leaders, none of whom acted."""
        unit = self.season.unit
        leaders = np.zeros(unit.people, dtype=np.int64)
        went = np.zeros(unit.people, dtype=np.int64)
        np.add.at(leaders, unit.looks_to[:, 0], 1)
        np.add.at(went, unit.looks_to[:, 0], acted[unit.looks_to[:, 1]])
        stayed: Bools = (leaders > 0) & (went == 0)
        return stayed


def _numbers(marks: Bools) -> frozenset[int]:
    return frozenset(map(int, np.flatnonzero(marks)))
