"""Many seasons of each strategy: simulated in batches, on one processor, several, or several machines, always the same.

A batch's luck hangs on the seed and the batch's number alone, and batches are always of one size; so neither the number
of workers nor the order in which they finish changes a figure, and asking for more seasons adds to the same ones.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from trainer.drive.luck import Luck
from trainer.drive.network import Bools, Unit
from trainer.drive.parameters import USUAL_PARAMETERS, Parameters
from trainer.drive.season import USUAL_CALENDAR, Calendar, open_season
from trainer.drive.shares import Shares, mean_of, share_of
from trainer.drive.strategies import STRATEGIES, organizer_for
from trainer.drive.tests import hold_test, hold_vote
from trainer.drive.turf import Turf, TurfOutcome, play_turf

AT_A_TIME: Final = 160_000
"""People times seasons in a batch: its arrays stay in a processor's cache."""
MOST_AT_A_TIME: Final = 256
"""Seasons in a batch at most."""
OF_ONE_NETWORK: Final = 25
"""Seasons in a batch of generated units, each of which has its own people and ties."""


@dataclass(frozen=True)
class Setting:
    """What seasons are simulated of. Without a `unit` every so many seasons get a generated one of `size` people."""

    calendar: Calendar = USUAL_CALENDAR
    parameters: Parameters = USUAL_PARAMETERS
    unit: Unit | None = None
    size: int = 40
    quality: float = 0.7
    """Of the organizer's one-on-ones, 0 to 1."""


class Outcome(NamedTuple):
    """What came of a strategy, season by season, each an array [seasons].

    Shares are of everybody, 0 to 1: who acted at each test, who voted yes. `said_yes` is the share of those asked whose
    last answer was yes when the first test was held; `came_of_yes` the share who acted of those whose last answer was
    yes before that test; `card_to_vote` the share who voted yes of those who acted at the first test. NaN where nobody
    was asked, or nobody acted, or no vote is held. `hours` are the organizer's own; `contacts` and `talks` are those of
    the committee too.
    """

    said_yes: Shares
    tests: dict[str, Shares]
    came_of_yes: dict[str, Shares]
    vote: Shares
    card_to_vote: Shares
    hours: Shares
    contacts: Shares
    talks: Shares

    def means(self) -> dict[str, Any]:
        """Means over seasons, as in the output; None where there is none in any season."""
        won = np.where(np.isnan(self.vote), np.nan, self.vote > 0.5)
        return {
            "said_yes": mean_of(self.said_yes),
            "tests": {name: mean_of(shares) for name, shares in self.tests.items()},
            "came_of_yes": {name: mean_of(shares) for name, shares in self.came_of_yes.items()},
            "vote": mean_of(self.vote),
            "card_to_vote": mean_of(self.card_to_vote),
            "p_win": mean_of(won),
            "hours": mean_of(self.hours),
            "contacts": mean_of(self.contacts),
            "talks": mean_of(self.talks),
        }


Played = Outcome | TurfOutcome


def batch_size(setting: Setting | Turf) -> int:
    """How many seasons are simulated at a time."""
    if isinstance(setting, Turf):
        return max(1, min(MOST_AT_A_TIME, AT_A_TIME // setting.listed))
    if setting.unit is None:
        return max(1, min(OF_ONE_NETWORK, AT_A_TIME // setting.size))
    return max(1, min(MOST_AT_A_TIME, AT_A_TIME // setting.unit.people))


def simulate(
    setting: Setting | Turf,
    strategies: Sequence[str],
    seasons: int,
    seed: int,
    executor: Executor | None = None,
    done: Callable[[int], object] | None = None,
) -> dict[str, Any]:
    """So many seasons of each strategy, as `Outcome` by name, or as `TurfOutcome` where the setting is a turf.

    `executor` spreads the batches; `done` is called with the number of seasons after each. Raises KeyError for an
    unknown strategy, ValueError for fewer than one season or a seed below 0.
    """
    if seasons < 1 or seed < 0:
        raise ValueError("seasons are at least 1, and the seed is 0 or more")
    size = batch_size(setting)
    numbers = range(-(-seasons // size))
    played: dict[int, dict[str, Any]] = {}

    def finished(number: int, outcomes: dict[str, Any]) -> None:
        played[number] = outcomes
        if done:
            done(min(size, seasons - number * size))

    if executor is None:
        for number in numbers:
            finished(number, play_batch(setting, strategies, (seed, number), size))
    else:
        waiting: dict[Future[dict[str, Any]], int] = {
            executor.submit(play_batch, setting, tuple(strategies), (seed, number), size): number for number in numbers
        }
        try:
            for future in as_completed(waiting):
                finished(waiting.pop(future), future.result())
        finally:
            for future in waiting:
                future.cancel()
    return {name: _joined([played[number][name] for number in numbers], seasons) for name in strategies}


def play_batch(
    setting: Setting | Turf, strategies: Sequence[str], key: tuple[int, ...], seasons: int
) -> dict[str, Any]:
    """One batch of seasons, every strategy on the same people and the same luck."""
    if isinstance(setting, Turf):
        return play_turf(setting, strategies, key, seasons)
    unit = setting.unit or Unit.of_size(setting.size, _network_seed(key), setting.parameters)
    luck = Luck(key, unit.people, seasons)
    return {strategy: _play(setting, strategy, unit, luck) for strategy in strategies}


def _network_seed(key: tuple[int, ...]) -> int:
    return int(np.random.SeedSequence(key).generate_state(1, np.uint64)[0])


def _play(setting: Setting, strategy: str, unit: Unit, luck: Luck) -> Outcome:
    calendar = setting.calendar
    season = open_season(unit, calendar, setting.parameters, luck)
    organizer, work = organizer_for(strategy, season, setting.quality), STRATEGIES[strategy]
    none = np.full(luck.seasons, np.nan)
    tests: dict[str, Shares] = {}
    came: dict[str, Shares] = {}
    said, vote, kept = none, none, none
    card: Bools | None = None
    for week in range(1, calendar.weeks + 1):
        work(organizer)
        season.end_week()
        for test in calendar.tests:
            if test.week != week:
                continue
            yes = season.said == 1
            acted = hold_test(season, test)
            tests[test.name] = np.count_nonzero(acted, axis=0) / season.people
            came[test.name] = share_of(acted & yes, yes)
            if card is None:
                card, said = acted, share_of(yes, season.said >= 0)
    if calendar.vote:
        voted = hold_vote(season)
        vote = np.count_nonzero(voted, axis=0) / season.people
        kept = none if card is None else share_of(voted & card, card)
    hours = np.full(luck.seasons, organizer.hours)
    contacts, talks = organizer.contacts.astype(np.float64), organizer.talks.astype(np.float64)
    return Outcome(said, tests, came, vote, kept, hours, contacts, talks)


def _joined(outcomes: Sequence[Any], seasons: int) -> Any:
    """The outcomes of batches as one, cut to so many seasons."""

    def join(parts: Sequence[Any]) -> Any:
        if isinstance(parts[0], dict):
            return {name: join([part[name] for part in parts]) for name in parts[0]}
        return np.concatenate(parts)[:seasons]

    return type(outcomes[0])(*(join(parts) for parts in zip(*outcomes, strict=True)))
