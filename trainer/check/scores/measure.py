"""The components of a rubric measured over the plays of a graph, and the choices of the plays that reach them."""

from collections.abc import Iterator, Mapping
from copy import copy
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from trainer.check.scores.choices import NOTHING, Choices
from trainer.check.scores.components import COMPONENTS
from trainer.check.scores.counting import Counting, Tallying, TooWide
from trainer.check.scores.floor import UNTOLD
from trainer.check.scores.ground import Ground
from trainer.check.scores.leading import Aim, End
from trainer.check.scores.moving_to_action import next_step, next_step_value
from trainer.check.scores.ratio import Extreme, Span, span, span_of_tallies
from trainer.check.scores.ways import HARDLY, NEVER, Steps, TooMany, Ways, watched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


FINE: Final = 1_000
FAR: Final = 1_000_000
"""Whole numbers that stand for a value of 1 at the end of a play, and for one that leaves the component out."""


OF_OFFERS: Final = frozenset({"cues", "memory", "made", "specific", "left_to_stand", "next_step"})
"""Components for which it counts what is offered, whether it is said or not."""


class Reach(NamedTuple):
    """A value of a component, in its own unit, and the choices of a play that has it."""

    value: Fraction
    choices: Choices


class Measured(NamedTuple):
    """Lowest and highest value of a component over all plays, None where no play exercises it.

    Where it is not `exact` both are bounds all the same, and the choices are not those of a play that reaches them.
    Where the graph is not `whole`, which has more than every play, `aims` are what plays can be led by to come near.
    """

    lowest: Reach | None
    highest: Reach | None
    can_be_left_out: bool
    exact: bool = True
    whole: bool = True
    aims: "Mapping[End, Aim]" = MappingProxyType({})


class Measurer:
    """Measures components over the plays of a graph; with `allowed` over those of which every choice is among these."""

    def __init__(self, ground: Ground, budget: int, allowed: "Bools | None" = None) -> None:
        self.ground = ground
        self.budget = budget
        self.allowed = allowed
        self._countings: dict[str, Counting] = {}

    def counting(self, name: str) -> Counting:
        """How a component that is one ratio counts on this graph. Raises TooWide."""
        if name not in self._countings:
            self._countings[name] = COMPONENTS[name](self.ground)
        return self._countings[name]

    @cached_property
    def last_step(self) -> Tallying:
        """How `next_step` counts on this graph. Raises TooWide."""
        return next_step(self.ground)

    def within(self, budget: int) -> "Measurer":
        """The same with another budget."""
        other = copy(self)
        other.budget = budget
        return other

    @cached_property
    def plain(self) -> Ways:
        """The ways without a watch."""
        return watched(self.ground, _watch_nothing, self.ground.nodes + 1, self.allowed)

    def exists(self) -> bool:
        """Whether there is a play at all."""
        return self.plain.best(np.zeros(len(self.plain.edge), np.int64)).worth > HARDLY

    def lines(self) -> tuple[int, int]:
        """The fewest and the most lines of a play."""
        said = self.ground.line[self.plain.edge].astype(np.int64)
        return -self.plain.best(-said).worth, self.plain.best(said).worth

    def can(self, table: "Bools") -> bool:
        """Whether some play takes a line that is in a table of options."""
        taken = self.ground.flag(table)[self.plain.edge]
        return self.plain.best(np.zeros(len(taken), np.int64), taken).needy_worth > HARDLY

    def can_do_without(self, table: "Bools") -> bool:
        """Whether some play takes no line that is in a table of options."""
        return self.plain.best(np.where(self.ground.flag(table)[self.plain.edge], NEVER, 0)).worth > HARDLY

    def countable(self, name: str) -> bool:
        """Whether a component is counted along a play, and has no more to remember than fits."""
        try:
            return name == "next_step" or (name in COMPONENTS and bool(self.counting(name)))
        except TooWide:
            return False

    def remembers(self, name: str) -> bool:
        """Whether a component has to remember something along a play."""
        return name == "next_step" or self.counting(name).step is not None

    def measure(self, name: str) -> Measured | None:
        """A component by its name; None where its plays are too many to know them all."""
        try:
            found = self._found(name)
            sparing = self._sparing if name in OF_OFFERS else None
            return found if sparing is None else _between(found, sparing._found(name))
        except (TooMany, TooWide):
            return None

    @cached_property
    def _sparing(self) -> "Measurer | None":
        sparing = self.ground.sparing
        return None if sparing is None else Measurer(sparing, self.budget, self.allowed)

    def _found(self, name: str) -> Measured:
        if name == "next_step":
            counting = self.last_step
            ways = watched(self.ground, counting.step, self.budget, self.allowed)
            tallies = counting.tallies(ways.watch)
            found = self._measured(ways, span_of_tallies(ways, tallies, next_step_value))
            return found if found.exact else found._replace(aims=dict(_aims_at_end(ways, tallies)))
        highest = self._span(self.counting(name))
        if name != "giving_the_floor" or not self._untold():
            return highest
        lowest = self._span(self.counting("giving_the_floor_at_least"))
        aims = {end: (lowest if end is End.LOWEST else highest).aims[end] for end in highest.aims}
        return highest._replace(lowest=lowest.lowest, exact=False, aims=aims)

    def rough_aims(self, name: str) -> dict[End, Aim]:
        """What leads plays near to the extremes of a component whose plays are too many to be measured."""
        if name != "facing":
            return {}
        ground, edge = self.ground, self.plain.edge
        raises = (ground.raises >= 0)[edge].astype(np.int64)
        faces = ((ground.meets >= 0) & (ground.of_line(ground.tables.facing_step, -1) >= 0))[edge].astype(np.int64)
        weights = {End.LOWEST: raises - 9 * faces, End.HIGHEST: raises + 9 * faces, End.LEFT_OUT: -raises}
        return {end: Aim(self.plain, weight) for end, weight in weights.items()}

    def _span(self, counting: Counting) -> Measured:
        ways = self.ways_of(counting)
        return self._measured(ways, span(ways), counting.unit)

    def ways_of(self, counting: Counting) -> Ways:
        """The ways with what a component counts. Raises TooMany."""
        if counting.plain is not None:
            return self.plain.counting(counting.plain)
        assert counting.step is not None
        return watched(self.ground, counting.step, self.budget, self.allowed)

    def _untold(self) -> bool:
        ground = self.ground
        untold: Bools = ground.flag(ground.tables.floor_step) & (ground.floor == UNTOLD)
        return bool(untold.any())

    def _measured(self, ways: Ways, found: Span, unit: Fraction = Fraction(1)) -> Measured:
        def reach(extreme: Extreme | None) -> Reach | None:
            return None if extreme is None else Reach(extreme.value * unit, choices_of(ways, extreme.path))

        whole = self.ground.whole
        aims = {} if whole else dict(_aims(ways, found))
        return Measured(reach(found.lowest), reach(found.highest), found.can_be_left_out, whole, whole, aims)


def _between(lavish: Measured, sparing: Measured) -> Measured:
    """What is proved of a component that counts what is offered, where of some lines that is not known.

    With every line offered that may be, nothing is lower; with only those that are for sure, nothing is higher, and
    nothing is left out less. A play that has a part of the component only by what may be offered has nothing gained.
    """
    highest = sparing.highest
    if lavish.lowest is not None and (highest is None or highest.value < 0):
        highest = Reach(Fraction(0), lavish.lowest.choices)
    aims = {end: (lavish if end is End.LOWEST else sparing).aims.get(end) for end in End}
    known = {end: aim for end, aim in aims.items() if aim is not None}
    return lavish._replace(highest=highest, can_be_left_out=sparing.can_be_left_out, aims=known)


def _aims(ways: Ways, found: Span) -> Iterator[tuple[End, Aim]]:
    """What leads a play to the lowest and the highest value of a ratio, and to one that leaves it out."""
    for end, extreme in ((End.LOWEST, found.lowest), (End.HIGHEST, found.highest)):
        if extreme is not None:
            value = extreme.value
            yield end, Aim(ways, end.value * (value.denominator * ways.gain - value.numerator * ways.part))
    if found.can_be_left_out:
        yield End.LEFT_OUT, Aim(ways, -ways.chance.astype(np.int64))


def _aims_at_end(ways: Ways, tallies: "Numbers") -> Iterator[tuple[End, Aim]]:
    """The same of a value that is read from the tallies where a play ends."""
    rows, row = np.unique(tallies, axis=0, return_inverse=True)
    values = [next_step_value([int(number) for number in each]) for each in rows]
    nothing = np.zeros(len(ways.edge), np.int64)
    for end in End:
        worth = [
            (FAR if end is End.LEFT_OUT else -FAR) if value is None else int(end.value * FINE * value)
            for value in values
        ]
        yield end, Aim(ways, nothing, np.array(worth, np.int64)[row.reshape(-1)])


def _watch_nothing(watch: "Numbers", edge: "Numbers") -> Steps:
    nothing = np.zeros(len(edge), np.int64)
    return Steps(watch, nothing, nothing, nothing > 0)


def choices_of(ways: Ways, path: "Numbers") -> Choices:
    """The choices of the play that goes a way."""
    options = ways.ground.option[ways.edge[path]].tolist()
    return tuple(int(option) for option in options if option != NOTHING)
