"""The lowest and the highest value of a component over all plays, exactly.

A value is a ratio of two sums along a play. Dinkelbach (1967, On nonlinear fractional programming) finds the best
ratio by a few searches for the best sum: with the ratio p/q reached so far, the play for which q·gain − p·part is most
either reaches more, which is the next p/q, or comes to nothing, and then p/q is the best there is. Sums are whole
numbers throughout, so nothing is rounded.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trainer.check.scores.ways import HARDLY, NEVER, Ways

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


class Extreme(NamedTuple):
    """A value that is the lowest or highest, and the edges of the ways that reach it."""

    value: Fraction
    path: "Numbers"


class Span(NamedTuple):
    """Lowest and highest value of a component, None where no play exercises it, and whether it can be left out."""

    lowest: Extreme | None
    highest: Extreme | None
    can_be_left_out: bool


def span(ways: Ways) -> Span:
    """The span of gain / part over all plays, or of the gain alone where the part is nothing; without its unit."""
    return Span(_extreme(ways, -1), _extreme(ways, 1), can_be_left_out(ways))


def can_be_left_out(ways: Ways) -> bool:
    """Whether some play has no chance for the component on its whole way."""
    return ways.best(np.where(ways.chance, NEVER, 0)).worth > HARDLY


def _extreme(ways: Ways, sign: int) -> Extreme | None:
    found = [each for each in (_of_ratio(ways, sign), _of_gain(ways, sign)) if each]
    return max(found, key=lambda each: sign * each.value) if found else None


def _of_ratio(ways: Ways, sign: int) -> Extreme | None:
    """The extreme over the plays with a part of one or more."""
    counts = ways.part > 0
    best = ways.best(sign * ways.gain, counts)
    if best.needy_worth <= HARDLY:
        return None
    while True:
        path = best.path(needy=True)
        value = Fraction(int(ways.gain[path].sum()), int(ways.part[path].sum()))
        best = ways.best(sign * (value.denominator * ways.gain - value.numerator * ways.part), counts)
        if best.needy_worth <= 0:
            return Extreme(value, path)


def _of_gain(ways: Ways, sign: int) -> Extreme | None:
    """The extreme over the plays that had a chance and no part."""
    best = ways.best(np.where(ways.part > 0, NEVER, sign * ways.gain), ways.chance)
    if best.needy_worth <= HARDLY:
        return None
    return Extreme(Fraction(sign * best.needy_worth), best.path(needy=True))


def span_of_tallies(ways: Ways, tallies: "Numbers", value: Callable[[Sequence[int]], Fraction | None]) -> Span:
    """The span of a value of what the watch tallied, a row for every node, where a play ends.

    The value is None where the tallies leave the component out.
    """
    ends = np.flatnonzero(ways.ends)
    rows, first = np.unique(tallies[ends], axis=0, return_index=True)
    values = [value([int(number) for number in row]) for row in rows]
    known = [(each, int(ends[place])) for each, place in zip(values, first, strict=True) if each is not None]
    if not known:
        return Span(None, None, True)
    lowest, highest = min(known), max(known)
    return Span(_ending(ways, *lowest), _ending(ways, *highest), None in values)


def _ending(ways: Ways, value: Fraction, node: int) -> Extreme:
    """A way that ends at a node."""
    at_end = np.full(len(ways.node), NEVER, np.int64)
    at_end[node] = 0
    return Extreme(value, ways.best(np.zeros(len(ways.edge), np.int64), at_end=at_end).path())
