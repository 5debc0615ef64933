"""Chance that is the same on every machine: random bits turned into numbers by tables, with no logarithm in the loop.

PCG64's raw bits and SeedSequence are promised to stay as they are; numpy's ready-made distributions are not, and they
call the machine's own mathematics. Sixteen bits name one of 65,536 equally likely values of a distribution, which a
table holds: a draw is two bytes and a look-up.
"""

import math
from collections.abc import Callable
from functools import cache
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]
"""Attitudes, trust and the like: single precision, plain sums and products only, so the same on every machine."""
Bits = NDArray[np.uint16]
"""Sixteen random bits; below `share(p)` with probability p."""

VALUES: Final = 1 << 16


def stream(*key: int) -> np.random.PCG64:
    """The random bits that belong to these whole numbers, each 0 or more: a seed, what is drawn, for which week."""
    return np.random.PCG64(np.random.SeedSequence(key))


def bits(source: np.random.PCG64, *shape: int) -> Bits:
    """Sixteen random bits for each place of an array of this shape."""
    size = math.prod(shape)
    raw = np.asarray(source.random_raw(-(-size // 4)), dtype="<u8")
    return raw.view("<u2")[:size].reshape(shape).astype(np.uint16, copy=False)


def share(probability: float) -> int:
    """The bound that random bits stay under with this probability (0 to 1)."""
    return round(min(1.0, max(0.0, probability)) * VALUES)


def logistic(drawn: Bits) -> Floats:
    """Draws of the standard logistic distribution: somebody acts where theirs is below their probability's logit."""
    return np.take(_logistic_table(), drawn)


def normal(drawn: Bits) -> Floats:
    """Draws of the standard normal distribution, cut off beyond 4.3 standard deviations."""
    return np.take(_normal_table(), drawn)


def one_of(drawn: Bits, number: ArrayLike) -> NDArray[np.int64]:
    """One of so many, 0 to number - 1, for each draw. At most 65,536."""
    return (drawn.astype(np.int64) * np.asarray(number, dtype=np.int64)) >> 16


def _table(quantile: Callable[[float], float]) -> Floats:
    upper = [quantile((place + 0.5) / VALUES) for place in range(VALUES // 2, VALUES)]
    return np.array([-value for value in reversed(upper)] + upper, dtype=np.float32)


@cache
def _logistic_table() -> Floats:
    return _table(lambda share_below: math.log(share_below / (1.0 - share_below)))


@cache
def _normal_table() -> Floats:
    return _table(NormalDist().inv_cdf)
