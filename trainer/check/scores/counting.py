"""How a component counts along a play, and the bits of the watch that it remembers in."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from trainer.check.scores.ground import Ground
from trainer.check.scores.ways import Step, Steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

WIDEST: Final = 62
"""Bits of a watch."""


class TooWide(Exception):
    """A component has more to remember than a watch has bits."""


class Counting(NamedTuple):
    """How a component counts: what it does on edges, and the unit of the gain.

    A value is gain · unit / part. `step` is None where nothing has to be remembered, and `plain` counts; a watch has
    so many `bits` and is 0 at the root.
    """

    step: Step | None = None
    plain: Steps | None = None
    bits: int = 0
    unit: Fraction = Fraction(1)


def plain_counting(gain: "Bools | Numbers", part: "Bools | Numbers", chance: "Bools") -> Counting:
    """A component for which no edge has to know of another."""
    return Counting(plain=Steps(np.zeros(len(gain), np.int64), gain.astype(np.int64), part.astype(np.int64), chance))


class Tallying(NamedTuple):
    """How a component counts that is no one ratio: its sums stand in the watch, and are read where a play ends."""

    step: Step
    bits: int
    tallies: Callable[["Numbers"], "Numbers"]
    """From watches a row of whole numbers each, which sum up over groups of people."""


class Fields:
    """Gives bits of a watch; those that nothing on any way onwards looks at are forgotten."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.used = 0
        self.kept = np.full(ground.edges, -1, np.int64)
        """For each edge the bits that are still of use after it."""

    def of(self, bits: int, read: "Bools") -> int:
        """The lowest of so many new bits, which are of use as long as one of the edges `read` can follow."""
        if self.used + bits > WIDEST:
            raise TooWide
        place, self.used = self.used, self.used + bits
        ahead = self.ground.ahead(read)[self.ground.dst]
        self.kept &= np.where(ahead, -1, ~(((1 << bits) - 1) << place))
        return place
