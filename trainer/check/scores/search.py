"""Good plays, and bad ones, by a whole skill or the overall score: what a bound can be held against.

The components of a skill pull at one play together, and their mean is no ratio. From a play at hand each component's
value is taken as a straight line, the play that is best by the sum of these lines is found in the graph, and so on from
there while it gets better; then again from lines that are shifted by chance. Every play that is found is scored by the
rubric itself: the search may miss the best play, and never says more than is reached.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from scoring.rubric import Anchors, ComponentRule, SkillRule
from trainer.check.scores.choices import Choices
from trainer.check.scores.components import COMPONENTS
from trainer.check.scores.counting import TooWide
from trainer.check.scores.measure import Measurer, choices_of
from trainer.check.scores.moving_to_action import next_step_value
from trainer.check.scores.ways import HARDLY, Steps, TooMany, watched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

Values = Mapping[str, Fraction | None]
"""The value of each component of a play, None where it is left out."""

FINE: Final = 1_000_000
"""Weights on edges are whole numbers; the greatest is about this."""

ROUNDS: Final = 8
"""How often the lines are shifted by chance."""

WIDTH: Final = 62
"""Bits that the watches of several components have together."""


class Found(NamedTuple):
    """A play that the search came to: its choices, and what it is worth by the search's own sums."""

    points: float
    choices: Choices


def points_of(rules: Sequence[SkillRule], values: Values) -> float | None:
    """The weighted mean of the skills of these components, before caps and rounding; None where none is exercised."""
    weighed: list[tuple[int, float]] = []
    for rule in rules:
        parts = [
            (part.share, part.anchors.points(float(value)))
            for part in rule.components
            if (value := values.get(part.name)) is not None
        ]
        if parts:
            weighed.append((rule.weight, _mean(parts)))
    return _mean(weighed) if weighed else None


def _mean(parts: Sequence[tuple[int, float]]) -> float:
    return sum(weight * points for weight, points in parts) / sum(weight for weight, _ in parts)


class Joint:
    """The plays of a measurer with several components counted at once: a column of gains and parts for each of them.

    Raises TooMany or TooWide where that is more than its budget.
    """

    def __init__(self, measurer: Measurer, names: Sequence[str]) -> None:
        self.names = tuple(name for name in names if name in COMPONENTS)
        countings = [measurer.counting(name) for name in self.names]
        self.units = {name: counting.unit for name, counting in zip(self.names, countings, strict=True)}
        last = measurer.last_step if "next_step" in names else None
        lows: list[int] = []
        used = 0
        for counting in countings:
            lows.append(used)
            used += counting.bits
        if used + (last.bits if last else 0) > WIDTH:
            raise TooWide

        def step(watch: "Numbers", edge: "Numbers") -> Steps:
            after = np.zeros(len(edge), np.int64)
            taken: list[Steps] = []
            for counting, low in zip(countings, lows, strict=True):
                if counting.step is not None:
                    done = counting.step(watch >> low & ((1 << counting.bits) - 1), edge)
                    after |= done.watch << low
                    taken.append(done)
                elif counting.plain is not None:
                    plain = counting.plain
                    taken.append(Steps(edge, plain.gain[edge], plain.part[edge], plain.chance[edge]))
            if last:
                after |= last.step(watch >> used, edge).watch << used
            return Steps(
                after,
                np.stack([each.gain for each in taken], axis=1),
                np.stack([each.part for each in taken], axis=1),
                np.stack([each.chance for each in taken], axis=1),
            )

        self.ways = watched(measurer.ground, step, measurer.budget, measurer.allowed)
        # one row a component: a play weighs them many times
        self._rows = np.concatenate([self.ways.gain.T, self.ways.part.T]).astype(np.float32)
        self.tallies = last.tallies(self.ways.watch >> used) if last else None
        if self.tallies is not None:
            self._ends = np.flatnonzero(self.ways.ends)
            self._rows_at_end, place = np.unique(self.tallies[self._ends], axis=0, return_inverse=True)
            self._row_of_end = place.reshape(-1)

    def values(self, path: "Numbers") -> dict[str, Fraction | None]:
        """What the components are worth on a way."""
        ways = self.ways
        gain, part, chance = (each[path].sum(axis=0) for each in (ways.gain, ways.part, ways.chance))
        found: dict[str, Fraction | None] = {}
        for column, name in enumerate(self.names):
            value = Fraction(int(gain[column]), max(1, int(part[column]))) * self.units[name]
            found[name] = value if chance[column] else None
        if self.tallies is not None:
            at = int(ways.dst[path[-1]]) if len(path) else 0
            found["next_step"] = next_step_value(self.tallies[at])
        return found

    def any_way(self) -> "Numbers | None":
        """Some way; None where there is none."""
        best = self.ways.best(np.zeros(len(self.ways.edge), np.int64))
        return None if best.worth <= HARDLY else best.path()

    def along(
        self, weights: Mapping[str, tuple[float, float]], at_end: Callable[[Sequence[int]], float] | None
    ) -> "Numbers":
        """The way for which the weighted gains and parts, and what it gets at its end, come to most."""
        by_row = [weights[name][0] for name in self.names] + [weights[name][1] for name in self.names]
        worth = np.array(by_row, dtype=np.float32) @ self._rows
        points = np.zeros(0)
        if self.tallies is not None and at_end is not None:
            points = np.array([at_end([int(number) for number in row]) for row in self._rows_at_end])
        scale = FINE / max(1e-9, *(float(np.abs(each).max(initial=0.0)) for each in (worth, points)))
        end = None
        if len(points):
            end = np.zeros(len(self.ways.node), np.int64)
            end[self._ends] = np.rint(points * scale).astype(np.int64)[self._row_of_end]
        return self.ways.best(np.rint(worth * scale).astype(np.int64), at_end=end).path()


def climb(joint: Joint, rules: Sequence[SkillRule], sign: int, rounds: int = ROUNDS) -> Found | None:
    """A play whose points by these skills are high (sign 1) or low (sign -1); None where none was found."""
    chance = random.Random(0)
    at = joint.any_way()
    if at is None:
        return None
    best: tuple[float, Numbers] | None = None
    for turn in range(rounds):
        lines = _lines(rules, joint, at, chance, 0.0 if turn == 0 else 0.8)
        weights = {name: (sign * gain, sign * part) for name, (gain, part) in lines.items()}
        way = joint.along(weights, _last_step(rules, sign))
        points = points_of(rules, joint.values(way))
        if points is not None and (best is None or sign * points > sign * best[0] + 1e-9):
            best = points, way
        if best is not None:
            at = best[1]
    return None if best is None else Found(best[0], choices_of(joint.ways, best[1]))


def _lines(
    rules: Sequence[SkillRule], joint: Joint, path: "Numbers", chance: random.Random, shift: float
) -> dict[str, tuple[float, float]]:
    """For each component what one more of its gain and of its part is worth near the values of a way."""
    values = joint.values(path)
    parts = joint.ways.part[path].sum(axis=0)
    lines: dict[str, tuple[float, float]] = {}
    weighed = [(rule.weight, part) for rule in rules for part in rule.components if part.name in joint.names]
    for weight, part in weighed:
        value = values[part.name]
        at = float(value) if value is not None else part.anchors.fair
        at = at * (1 + shift * chance.uniform(-0.5, 0.5))
        counted = max(1, int(parts[joint.names.index(part.name)]))
        worth = weight * part.share * _slope(part.anchors, at) * np.exp(shift * chance.gauss(0, 1))
        unit = float(joint.units[part.name])
        lines[part.name] = (worth * unit / counted, -worth * at / counted)
    return lines


def _slope(anchors: Anchors, value: float) -> float:
    """Points that a little more of a component brings; near nothing where it has all that counts."""
    if value >= anchors.full:
        return 1e-3 * (100 - 60) / (anchors.full - anchors.fair)
    if value >= anchors.fair:
        return (100 - 60) / (anchors.full - anchors.fair)
    return 60 / (anchors.fair - anchors.none)


def _last_step(rules: Sequence[SkillRule], sign: int) -> Callable[[Sequence[int]], float] | None:
    found: list[tuple[int, ComponentRule]] = [
        (rule.weight, part) for rule in rules for part in rule.components if part.name == "next_step"
    ]
    if not found:
        return None
    weight, part = found[0]

    def at_end(tallies: Sequence[int]) -> float:
        value = next_step_value(tallies)
        return 0.0 if value is None else sign * weight * part.share * part.anchors.points(float(value))

    return at_end


__all__ = ["Found", "Joint", "TooMany", "TooWide", "climb", "points_of"]
