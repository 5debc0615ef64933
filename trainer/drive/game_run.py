"""A season of one trainee from the inside: the hidden season of the model, and beside it what the trainee knows.

Nothing here is shown. What is shown are lines (`Run.lines`) and the chart, which `trainer.drive.game` makes from it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from zlib import crc32

import numpy as np

from trainer.drive.constituency import Constituency, Member, Promise
from trainer.drive.game_decisions import NotPossible
from trainer.drive.game_known import Kind, Line, OpenPromise, Result, Said
from trainer.drive.game_truth import TestTruth, WeekTruth
from trainer.drive.luck import Luck
from trainer.drive.opening import calendar_of, parameters_of, unit_of
from trainer.drive.season import Season, open_season
from trainer.language import _

ASK_HOURS: Final = 0.25
"""Hours that it takes to ask somebody whom people go to: as a quick contact."""

COMMITTEE_HOURS: Final = 0.5
"""Hours of the trainee's that a meeting of the committee takes; the number is this program's own."""

KEPT_TRUST: Final = 0.1
"""Share of the missing trust that a kept promise brings. Assumed; the simulated strategies make no promises."""

BROKEN_TRUST: Final = 0.3
"""Share of the trust that a broken promise takes. Assumed."""

RUMOUR_PASSES: Final = 0.25
"""How likely a rumour is told along a usual tie in a week; along a close one as much oftener. Assumed."""

_GAME: Final = b"second-knock"
"""What sets the draws of the game itself apart from those of the model."""

WORDS, LEADER, RUMOUR, TOLD, TIES = range(5)
"""What a draw of the game is for."""

EPSILON: Final = 1e-6


@dataclass
class Known:
    """What the trainee knows of one person."""

    rating: int | None = None
    rated: int | None = None
    talked: int | None = None
    talks: int = 0
    rounds: int = 0
    said: Said = ""
    asked: int | None = None
    named_by: set[int] = field(default_factory=set)
    asked_around: int | None = None
    committee: int | None = None
    stood: dict[str, bool] = field(default_factory=dict)
    cares: str = ""
    ties: dict[int, int] = field(default_factory=dict)
    """Whom they are tied to, as far as told, with the week."""
    own_said: set[str] = field(default_factory=set)
    """Which of the lines that an author wrote for them they have said."""


@dataclass
class Made:
    """A promise that was asked for: in which week, whether it was made, kept or broken, and until when it can be."""

    promise: Promise
    asked: int
    made: bool = False
    due: int | None = None
    kept: bool = False
    broken: bool = False


@dataclass
class Spent:
    """Hours of one week, by what they were spent on."""

    given: float
    used: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """Hours spent so far."""
        return sum(self.used.values())


class Run:
    """One season as it goes. `for_it` are people (by number) who are firmly for it, for a season that was not."""

    def __init__(self, constituency: Constituency, seed: int, for_it: Sequence[int] = ()) -> None:
        if not constituency.people:
            raise ValueError(f"{constituency.id} is a turf, and has no people by name")
        self.constituency = constituency
        self.seed = seed
        self.parameters = parameters_of(constituency)
        unit = unit_of(constituency, self.parameters)
        self.calendar = calendar_of(constituency)
        self.season: Season = open_season(unit, self.calendar, self.parameters, Luck((seed,), unit.people, 1))
        if len(for_it):
            self._turn(for_it)
        self.number: Mapping[str, int] = {member.id: member.number for member in constituency.people}
        self.known = [Known() for _member in constituency.people]
        self.lines: list[Line] = []
        self.occasion = 0
        """The number of the decision that is being made."""
        self.said: dict[str, int] = {}
        """How many lines of each pool were said."""
        self.meeting: int | None = None
        self.tries: dict[int, int] = {}
        self.committee_hours = 0.0
        self.committee_called = False
        self.attending: tuple[int, ...] = ()
        self.spent: list[Spent] = []
        self.happened: set[str] = set()
        self.rumours: dict[str, dict[int, int]] = {}
        """Who has heard what, and since which week."""
        self.rumours_told: dict[str, tuple[int, int]] = {}
        """Which rumours the trainee has heard: from whom and in which week."""
        self.promises: dict[str, Made] = {}
        self.due: list[str] = []
        """Tests of the week that ended which are still to be held."""
        self.results: list[Result] = []
        self.over = False
        self.polite: set[int] = set()
        """Whose last yes was politeness: without it they would have said no."""
        self.truths: list[WeekTruth] = []
        self.tested: list[TestTruth] = []
        self.qualities: list[tuple[int, int, float, str]] = []
        """One-on-ones of the trainee's that took place: week, person, quality and its source."""

    def _turn(self, people: Sequence[int]) -> None:
        """Make people want it firmly: two standard deviations above the mean."""
        wish = np.float32(self.parameters.mu + 2 * self.parameters.sd_i)
        for values in (self.season.baseline, self.season.support):
            values[list(people)] = wish

    @property
    def week(self) -> int:
        """The week that is on, from 1; after the season the last."""
        return min(self.season.week + 1, self.constituency.weeks)

    @property
    def hours_left(self) -> float:
        """The trainee's hours of this week that are left."""
        if not self.spent or self.over:
            return 0.0
        now = self.spent[-1]
        return max(0.0, now.given - now.total)

    def member(self, person: str) -> Member:
        """Somebody by their id. Raises NotPossible."""
        if person not in self.number:
            raise NotPossible(_("Nobody here is called “{person}”.").format(person=person))
        return self.constituency.people[self.number[person]]

    def name(self, number: int) -> str:
        """What somebody is called on the chart."""
        return self.constituency.people[number].name

    def tell(self, kind: Kind, text: str, person: int | None = None, speech: bool = False) -> None:
        """Add a line to what was seen and heard."""
        id_ = "" if person is None else self.constituency.people[person].id
        self.lines.append(Line(self.week, kind, id_, text, speech, self.occasion))

    def chance(self, purpose: int, *key: int) -> float:
        """A draw of 0 to 1 that belongs to the seed and this key alone: the bits of a hash of both."""
        named = ",".join(map(str, (self.seed, purpose, *key)))
        return int.from_bytes(hashlib.blake2b(named.encode("ascii"), digest_size=8, person=_GAME).digest()) / 2.0**64

    def words(self, pool: Sequence[str]) -> str:
        """The next of the program's own lines, in the language that is spoken: from a place that the seed says, all in
        turn, so that none comes twice before each has come once."""
        used = self.said.get(pool[0], 0)
        self.said[pool[0]] = used + 1
        start = int(self.chance(WORDS, crc32(pool[0].encode())) * len(pool))
        return _(pool[(start + used) % len(pool)])

    def pay(self, on: str, hours: float) -> None:
        """Spend hours of this week. Raises NotPossible where there are not as many."""
        if hours > self.hours_left + EPSILON:
            raise NotPossible(
                _("That takes {need} hours, and {left} are left this week.").format(
                    need=in_hours(hours), left=in_hours(self.hours_left)
                ),
                _("Do less of it, or end the week."),
            )
        used = self.spent[-1].used
        used[on] = used.get(on, 0.0) + hours

    def ties_of(self, person: int) -> list[int]:
        """To whom somebody is really tied."""
        ties = self.season.unit.ties
        ends = [*ties[ties[:, 0] == person, 1].tolist(), *ties[ties[:, 1] == person, 0].tolist()]
        return sorted(set(map(int, ends)))

    def open_promises(self) -> tuple[OpenPromise, ...]:
        """Promises that were asked for this week and not answered, and those that are still to be kept."""
        return tuple(
            OpenPromise(
                id_, self.constituency.people[one.promise.to].id, one.promise.text, one.promise.hours, one.made, one.due
            )
            for id_, one in self.promises.items()
            if not one.kept and not one.broken and (one.made or one.asked == self.week)
        )

    def names(self, people: Sequence[int]) -> str:
        """Names in a row."""
        listed = [self.name(number) for number in people]
        if len(listed) < 2:
            return "".join(listed)
        return _("{names} and {last}").format(names=", ".join(listed[:-1]), last=listed[-1])


def hours_told(given: float, by: float) -> str:
    """What a week has after an event that gave or took hours."""
    if by < 0:
        return _("That leaves {hours} hours this week.").format(hours=in_hours(given))
    return _("That makes {hours} hours this week.").format(hours=in_hours(given))


def in_hours(hours: float) -> str:
    """Hours as they are said: 1.25, 2, 0.5; twelfths are rounded to hundredths."""
    return f"{hours:.2f}".rstrip("0").rstrip(".")
