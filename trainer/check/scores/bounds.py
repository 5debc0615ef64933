"""What the ranges of components prove of a skill, and those of skills of the overall score.

A mean is at most that of the highest values. What is left out gives its share to the others, so the bound is the
highest (lowest) mean over every set of parts that may be left out; which of these sets a play can have is not asked,
and a bound stays a bound where there are more of them than plays have.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from scoring.rubric import CAP, SHORT_PLAY, rounded


class Range(NamedTuple):
    """Points, 0 to 100, that something lies between; None where no play exercises it. Whether it can be left out."""

    lowest: float | None
    highest: float | None
    can_be_left_out: bool


UNKNOWN = Range(0.0, 100.0, True)
"""What is known of a component when nothing is."""

NEVER_EXERCISED = Range(None, None, True)


def of_mean(parts: Iterable[tuple[int, Range]]) -> Range:
    """The range of a mean with these weights; what is left out gives its weight to the others."""
    weighed = [(weight, part) for weight, part in parts if part.highest is not None]
    choices = [(True, False) if part.can_be_left_out else (True,) for _, part in weighed]
    lowest: list[float] = []
    highest: list[float] = []
    for counted in product(*choices):
        chosen = [each for each, counts in zip(weighed, counted, strict=True) if counts]
        if chosen:
            whole = sum(weight for weight, _ in chosen)
            lowest.append(sum(weight * (part.lowest or 0.0) for weight, part in chosen) / whole)
            highest.append(sum(weight * (part.highest or 0.0) for weight, part in chosen) / whole)
    if not lowest:
        return NEVER_EXERCISED
    return Range(min(lowest), max(highest), all(part.can_be_left_out for _, part in weighed))


class Caps(NamedTuple):
    """Whether some play, and whether every play, is held under *fair*: by the gate, or since it asked nothing."""

    some: bool
    all: bool


def of_skill(parts: Sequence[tuple[int, Range]], fewest_lines: int, most_lines: int) -> Range:
    """The range of a skill; a play of few lines goes no higher than the cap."""
    found = of_mean(parts)
    return _capped(found, Caps(fewest_lines < SHORT_PLAY, most_lines < SHORT_PLAY))


def of_overall(skills: Sequence[tuple[int, Range]], caps: Caps) -> Range:
    """The range of the overall score, rounded as it is shown; a play that exercises no skill has 0."""
    found = _capped(of_mean(skills), caps)
    if found.lowest is None or found.highest is None:
        return Range(0.0, 0.0, False)
    lowest = 0.0 if found.can_be_left_out else float(rounded(found.lowest))
    return Range(lowest, float(rounded(found.highest)), False)


def _capped(found: Range, caps: Caps) -> Range:
    lowest, highest = found.lowest, found.highest
    if lowest is None or highest is None:
        return found
    return Range(
        min(lowest, CAP) if caps.some else lowest, min(highest, CAP) if caps.all else highest, found.can_be_left_out
    )
