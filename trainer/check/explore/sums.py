"""Moods that are read only together: states in which they come to the same readiness are one.

Fear, hope and anger mostly count only for readiness, which adds them up. While none of them can be pushed below 0 or
above 10 by anything that may still happen, it makes no difference which of them holds the points: such states are put
into one form. `Swing` bounds what may still happen.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from trainer.check.explore.holding import Columns
from trainer.check.explore.variables import HIGHEST_MOOD, Space

FAR: Final = 99
"""Further than any mood can be pushed."""


class Swing(NamedTuple):
    """For moods, by their variables, how far all that may still happen can push them down and up."""

    down: Mapping[int, int]
    up: Mapping[int, int]

    def then(self, pushes: Mapping[int, tuple[int, int]]) -> "Swing":
        """This, after something that pushes moods down and up by so much."""
        down, up = dict(self.down), dict(self.up)
        for place, (low, high) in pushes.items():
            down[place] = min(FAR, down.get(place, 0) + low)
            up[place] = min(FAR, up.get(place, 0) + high)
        return Swing(down, up)


NOTHING: Final = Swing({}, {})


def furthest(swings: Iterable[Swing]) -> Swing:
    """What one of several may come to."""
    down: dict[int, int] = {}
    up: dict[int, int] = {}
    for swing in swings:
        for place, value in swing.down.items():
            down[place] = max(down.get(place, 0), value)
        for place, value in swing.up.items():
            up[place] = max(up.get(place, 0), value)
    return Swing(down, up)


def settle(space: Space, columns: Columns, needed: int, varying: int, swing: Swing, people: Iterable[int]) -> None:
    """Puts the moods of some people, where they are read only together, into one form for each readiness.

    `varying` are the variables that a state can hold there; the others keep the value of the start.
    """
    for person in people:
        free = []
        for mood, place in enumerate(space.moods(person)):
            low, high = swing.down.get(place, 0), HIGHEST_MOOD - swing.up.get(place, 0)
            alone = needed >> space.alone(person, mood) & 1
            if (needed & varying) >> place & 1 and not alone and low < high and columns[place] is not None:
                free.append((place, low, high, mood == 1))
        if len(free) < 2 or not any(isinstance(columns[place], np.ndarray) for place, *_ in free):
            continue
        points: Any = 0
        loose = []
        for place, low, high, is_fear in free:
            column = columns[place]
            can = (column >= low) & (column <= high)
            loose.append(can)
            points = points + np.where(can, high - column if is_fear else column - low, 0)
        for (place, low, high, is_fear), can in zip(free, loose, strict=True):
            taken = np.where(can, np.minimum(points, high - low), 0)
            points = points - taken
            columns[place] = np.where(can, high - taken if is_fear else low + taken, columns[place])
