"""Shares by season, and their means."""

import math

import numpy as np
from numpy.typing import NDArray

from trainer.drive.network import Bools

Shares = NDArray[np.float64]
"""A number for each season; NaN where there is none."""


def mean_of(values: Shares) -> float | None:
    """The mean of what is there, to six digits; None where nothing is. Added up exactly, so that no order shows."""
    there = values[~np.isnan(values)].tolist()
    return round(math.fsum(there) / len(there), 6) if there else None


def share_of(some: Bools, whole: Bools) -> Shares:
    """The share of some in the whole, [people, seasons], season by season; NaN where there is no whole."""
    number = np.count_nonzero(whole, axis=0)
    return np.where(number, np.count_nonzero(some, axis=0) / np.maximum(number, 1), np.nan)
