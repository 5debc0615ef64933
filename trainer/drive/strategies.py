"""Ways to spend a season's hours, each on the same hours and the same luck: from doing nothing to leaders first.

    nothing        nobody is talked with
    canvass        quick rounds through everybody, again and again
    loudest_first  one-on-ones, those who speak up first
    random_order   one-on-ones, in any order
    leaders_first  one-on-ones, those whom people go to first, and with these again until they join or three were held
    mixed          half of the hours as leaders_first, half as canvass
    leaders_first_reminders  as leaders_first; in the week of a test whoever said yes is reminded first

A one-on-one that falls through costs its time and is tried again. A person is met again only after everybody was met
as often. Committee members do what the organizer does, with those who come next.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trainer.drive import luck as purposes
from trainer.drive.chance import Floats, share
from trainer.drive.network import Bools, Ints, guessed_leaders
from trainer.drive.season import Season

TALKS_WITH_A_LEADER: Final = 3
"""So often a leader is met before anybody else is, unless they join sooner."""


@dataclass(eq=False)
class Organizer:
    """Somebody working through a batch of seasons: whom they go to next, and what they have done."""

    season: Season
    quality: float
    order: Ints
    """Places of people, [people, seasons]: the order in which they are gone to."""
    first: Bools | None = None
    """Who, in that order, is met again and again before anybody else."""
    lap: NDArray[np.uint8] = field(init=False)
    """How often everybody has been met, season by season."""
    first_lap: NDArray[np.uint8] = field(init=False)
    """The same for those who come first."""
    next_round: Ints = field(init=False)
    """Where the next quick round begins in the order."""
    left: float = 0.0
    """Hours of the organizer that made no whole contact yet."""
    members_left: Floats = field(init=False)
    hours: float = 0.0
    """Hours that the organizer has spent."""
    contacts: Ints = field(init=False)
    talks: Ints = field(init=False)

    def __post_init__(self) -> None:
        seasons = self.season.seasons
        self.lap = np.zeros(seasons, np.uint8)
        self.first_lap = np.zeros(seasons, np.uint8)
        self.next_round = np.zeros(seasons, np.int64)
        self.members_left = np.zeros(seasons, np.float32)
        self.contacts = np.zeros(seasons, np.int64)
        self.talks = np.zeros(seasons, np.int64)

    def rounds(self, hours: float, committee: bool = True) -> None:
        """Quick contacts for so many hours, and with the hours that committee members give."""
        season = self.season
        rate = season.parameters.quick_rate
        self.left += hours
        own = int(self.left * rate + 1e-6)
        self.left -= own / rate
        self.hours += hours
        number = np.full(season.seasons, own)
        if committee:
            number += (season.committee_hours() * rate).astype(np.int64)
        self.contacts += number
        while number.any():
            now = np.minimum(number, season.people)
            rows = np.arange(int(now.max()))[:, None]
            places = self.order[(rows + self.next_round) % season.people, np.arange(season.seasons)]
            season.quick(places[rows < now])
            self.next_round += now
            number -= now

    def one_on_ones(self, hours: float) -> None:
        """One-on-ones for so many hours, and by committee members."""
        season = self.season
        settings = season.parameters
        self.left += hours
        own = int(self.left / settings.deep_hours + 1e-6)
        self.left -= own * settings.deep_hours
        self.hours += hours
        committee = season.committee()
        self.members_left += (season.committee_hours(committee) / settings.deep_hours).astype(np.float32)
        members = self.members_left.astype(np.int64)
        self.members_left -= members
        due, rank = self._due(committee, own + members)
        by_organizer = due & (rank <= own)
        by_members = due & (rank > own) & (rank <= own + members)
        pull = season.pull(self.order[by_members], committee)
        self._hold(self.order[by_organizer], self.quality, None)
        self._hold(self.order[by_members], settings.committee_quality * self.quality, pull)

    def _hold(self, at: Ints, quality: float, pull: Floats | None) -> None:
        season = self.season
        kept = season.appointments(at)
        season.deep(at[kept], quality, None if pull is None else pull[kept])
        self.talks += np.bincount(at[kept] % season.seasons, minlength=season.seasons)

    def _due(self, committee: Bools, wanted: Ints) -> tuple[Bools, NDArray[np.int32]]:
        """Who is to be met next, in order, and the how-manieth each of them is."""
        talks = np.take(self.season.talks.reshape(-1), self.order)
        free = ~np.take(committee.reshape(-1), self.order)
        due = free & (talks <= self.lap)
        if self.first is not None:
            sooner = free & self.first & (talks <= self.first_lap)
            due |= sooner
            done = np.count_nonzero(sooner, axis=0) <= wanted
            self.first_lap += done & (self.first_lap < TALKS_WITH_A_LEADER - 1)
        rank = np.cumsum(due, axis=0, dtype=np.int32)
        self.lap += rank[-1] <= wanted
        return due, rank

    def remind(self, hours: float) -> float:
        """Remind whoever said yes, for so many hours at most; returns the hours it took at most in any season."""
        season = self.season
        yes = np.take(season.said.reshape(-1), self.order) == 1
        rank = np.cumsum(yes, axis=0, dtype=np.int32)
        most = int(hours * season.parameters.reminder_rate)
        season.remind(self.order[yes & (rank <= most)])
        spent = float(np.minimum(rank[-1], most).max()) / season.parameters.reminder_rate
        self.hours += spent
        return spent


Work = Callable[[Organizer], None]


def _nothing(organizer: Organizer) -> None:
    pass


def _canvass(organizer: Organizer) -> None:
    organizer.rounds(organizer.season.calendar.hours)


def _talk(organizer: Organizer) -> None:
    organizer.one_on_ones(organizer.season.calendar.hours)


def _mixed(organizer: Organizer) -> None:
    half = organizer.season.calendar.hours / 2
    organizer.one_on_ones(half)
    organizer.rounds(half, committee=False)


def _talk_and_remind(organizer: Organizer) -> None:
    season = organizer.season
    hours = season.calendar.hours
    if any(test.week == season.week + 1 for test in season.calendar.tests):
        hours -= organizer.remind(hours)
    organizer.one_on_ones(hours)


def _loudest(season: Season) -> Floats:
    return season.baseline + np.float32(season.parameters.loud_noise) * season.luck.normal(purposes.LOUD)


STRATEGIES: Final[dict[str, Work]] = {
    "nothing": _nothing,
    "canvass": _canvass,
    "loudest_first": _talk,
    "random_order": _talk,
    "leaders_first": _talk,
    "mixed": _mixed,
    "leaders_first_reminders": _talk_and_remind,
}
"""What each strategy does in a week."""

USUAL: Final = ("nothing", "canvass", "loudest_first", "random_order", "leaders_first", "mixed")
"""What is simulated where nobody says which."""


def organizer_for(strategy: str, season: Season, quality: float) -> Organizer:
    """An organizer at the beginning of the season who will follow a strategy. Raises KeyError for an unknown one."""
    drawn = season.luck.drawn(purposes.ORDER)
    if strategy == "loudest_first":
        rows, first = np.argsort(-_loudest(season), axis=0, kind="stable"), None
    elif strategy in ("leaders_first", "mixed", "leaders_first_reminders"):
        known = season.luck.drawn(purposes.LEADERS) < share(season.parameters.leader_guess)
        guess = guessed_leaders(season.unit, known, season.luck.drawn(purposes.LEADERS, again=1))
        # The highest bit puts whoever is taken for a leader before the others.
        rows = np.argsort((drawn >> 1) | np.where(guess, 0, 1 << 15).astype(np.uint16), axis=0, kind="stable")
        first = np.take_along_axis(guess, rows, axis=0)
    else:
        STRATEGIES[strategy]
        rows, first = np.argsort(drawn, axis=0, kind="stable"), None
    return Organizer(season, quality, rows * season.seasons + np.arange(season.seasons), first)
