"""Ways through a graph of plays: the graph with a watch on it, and the best way by weights on its edges.

A watch is a number that travels along a play and remembers what a component has to know (which cue was on offer
already, whether an ask stands). The same moment with two watches is two nodes here.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from trainer.check.scores.ground import Ground, edges_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

NEVER: Final = -(1 << 60)
"""The worth of what cannot be."""

HARDLY: Final = NEVER >> 1
"""Below this a worth is that of what cannot be, with something added."""


class TooMany(Exception):
    """The moments with their watches are more than the budget of nodes."""


class Steps(NamedTuple):
    """What a watch does on edges: the watch after each, and what the component counts there.

    `gain` is what is counted, `part` that of which it is a part, `chance` whether the story gave a chance.
    """

    watch: "Numbers"
    gain: "Numbers"
    part: "Numbers"
    chance: "Bools"


Step = Callable[["Numbers", "Numbers"], Steps]
"""From watches and the edges of the ground that they go along."""


class Ways:
    """A graph of plays with a watch. Nodes stand in the order of their levels, edges in the order of their nodes."""

    def __init__(
        self, ground: Ground, node: "Numbers", watch: "Numbers", bounds: list[int], degree: "Numbers", edge: "Numbers",
        dst: "Numbers", gain: "Numbers", part: "Numbers", chance: "Bools",
    ) -> None:  # fmt: skip
        self.ground = ground
        self.node, self.watch, self.bounds = node, watch, bounds
        self.edge, self.dst = edge, dst
        self.gain, self.part, self.chance = gain, part, chance
        self.degree = degree
        self.first = np.concatenate(([0], np.cumsum(self.degree)))

    def counting(self, counted: Steps) -> "Ways":
        """The same ways, with other things counted: arrays over the edges of the ground."""
        return Ways(
            self.ground, self.node, self.watch, self.bounds, self.degree, self.edge, self.dst,
            counted.gain[self.edge], counted.part[self.edge], counted.chance[self.edge],
        )  # fmt: skip

    @property
    def ends(self) -> "Bools":
        """Nodes at which a play is over."""
        ends: Bools = self.ground.degree[self.node] == 0
        return ends

    def best(self, weights: "Numbers", need: "Bools | None" = None, at_end: "Numbers | None" = None) -> "Best":
        """The most that weights on edges come to over all plays; with `need` over those that take such an edge.

        `at_end` is what a play gets where it ends, by node.
        """
        count = len(self.node)
        free = np.where(self.ends, 0 if at_end is None else at_end, NEVER)
        needy = np.full(count, NEVER, dtype=np.int64) if need is not None else free
        for low, high in zip(reversed(self.bounds[:-1]), reversed(self.bounds[1:]), strict=True):
            with_edges = low + np.flatnonzero(self.degree[low:high])
            if not len(with_edges):
                continue
            start, stop = self.first[low], self.first[high]
            cuts = self.first[with_edges] - start
            to, worth = self.dst[start:stop], weights[start:stop]
            # what cannot be stays within the numbers, however long the way
            free[with_edges] = np.maximum(np.maximum.reduceat(worth + free[to], cuts), NEVER)
            if need is not None:
                after = np.where(need[start:stop], free[to], needy[to])
                needy[with_edges] = np.maximum(np.maximum.reduceat(worth + after, cuts), NEVER)
        return Best(self, weights, need, free, needy)


class Best:
    """The most from every node, and ways that reach it."""

    def __init__(self, ways: Ways, weights: "Numbers", need: "Bools | None", free: "Numbers", needy: "Numbers") -> None:
        self.ways, self.weights, self.need = ways, weights, need
        self.free, self.needy = free, needy

    @property
    def worth(self) -> int:
        """The most over all plays."""
        return int(self.free[0])

    @property
    def needy_worth(self) -> int:
        """The most over the plays that take an edge of `need`; under HARDLY where none does."""
        return int(self.needy[0])

    def path(self, needy: bool = False) -> "Numbers":
        """The edges (of the ways) of a play that reaches it."""
        ways, at, found = self.ways, 0, []
        needy = needy and self.need is not None
        while ways.degree[at]:
            edges = slice(int(ways.first[at]), int(ways.first[at + 1]))
            to = ways.dst[edges]
            after = self.free[to]
            if needy and self.need is not None:
                after = np.where(self.need[edges], after, self.needy[to])
            chosen = int(ways.first[at]) + int(np.argmax(self.weights[edges] + after))
            needy = needy and not (self.need is not None and bool(self.need[chosen]))
            found.append(chosen)
            at = int(ways.dst[chosen])
        return np.array(found, dtype=np.int64)


def watched(ground: Ground, step: Step, budget: int, allowed: "Bools | None" = None) -> Ways:
    """The graph with a watch that is 0 at the root; with `allowed` only along these edges of the ground.

    Raises TooMany where there are more than `budget` nodes.
    """
    levels = int(ground.level.max()) + 1 if ground.nodes else 1
    pending: list[list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]] = [[] for _ in range(levels)]
    root_level = int(ground.level[ground.root])
    nodes = [np.array([ground.root], dtype=np.int64)]
    watches = [np.zeros(1, dtype=np.int64)]
    pending[root_level].append((nodes[0], watches[0], np.array([-1], dtype=np.int64)))
    nodes, watches = [], []
    bounds = [0]
    degrees: list[NDArray[np.int64]] = []
    edges: list[NDArray[np.int64]] = []
    steps: list[Steps] = []
    arrivals: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    total = made = 0
    for level in range(root_level, levels):
        if not pending[level]:
            continue
        node, watch, came = (np.concatenate(each) for each in zip(*pending[level], strict=True))
        pending[level] = []
        here, here_watch, place = _each_once(node, watch)
        arrivals.append((came, total + place))
        total += len(here)
        if total > budget:
            raise TooMany
        nodes.append(here)
        watches.append(here_watch)
        bounds.append(total)
        owner, out = edges_of(here, ground.first, ground.degree)
        if allowed is not None:
            owner, out = owner[allowed[out]], out[allowed[out]]
        degrees.append(np.bincount(owner, minlength=len(here)))
        if not len(out):
            continue
        taken = step(here_watch[owner], out)
        edges.append(out)
        steps.append(taken)
        to = ground.dst[out]
        to_level = ground.level[to]
        number = made + np.arange(len(out))
        made += len(out)
        for target in np.unique(to_level):
            chosen = to_level == target
            pending[target].append((to[chosen], taken.watch[chosen], number[chosen]))
    dst = np.zeros(made, dtype=np.int64)
    for came, place in arrivals:
        known = came >= 0
        dst[came[known]] = place[known]
    none = np.zeros(0, dtype=np.int64)
    return Ways(
        ground,
        np.concatenate(nodes),
        np.concatenate(watches),
        bounds,
        np.concatenate(degrees),
        np.concatenate(edges) if edges else none,
        dst,
        np.concatenate([each.gain for each in steps]) if steps else none,
        np.concatenate([each.part for each in steps]) if steps else none,
        np.concatenate([each.chance for each in steps]) if steps else none.astype(bool),
    )


def _each_once(node: "Numbers", watch: "Numbers") -> "tuple[Numbers, Numbers, Numbers]":
    """Pairs each once, and for each given pair the place of its own."""
    known, rank = np.unique(watch, return_inverse=True)
    keys, place = np.unique(node * len(known) + rank, return_inverse=True)
    return keys // len(known), known[keys % len(known)], place
