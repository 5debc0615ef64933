"""Every play as one graph: states that differ only in what nothing reads later are one node.

`graph_of` is what other analyses build on. See the package's own page for its shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trainer.check.explore.acting import Acts, Monitor, Outcome
from trainer.check.explore.between import after_talk, begin_talk
from trainer.check.explore.holding import Columns, truths
from trainer.check.explore.packing import Keys, Layout, distinct
from trainer.check.explore.plan import ENDED, Planner
from trainer.check.explore.variables import Space
from trainer.check.explore.visiting import LEAVE, OutOfBudget, VisitGraph, Visiting
from trainer.conversation.story import Story
from trainer.scenario import model
from trainer.scenario.record import PASS, RECORD

BUDGET: Final = 5_000_000
"""States that an exploration may hold where nobody says otherwise."""

TURN: Final = -2
"""The beat of a state in which the turn of a visit or stop has come; that of visit `len(story.visits)` is the end."""

ONWARDS, KNOCKED, PASSED = -2, -3, -4
"""Steps that no option makes: what follows by itself, a knock at a stop, a stop passed."""


@dataclass(frozen=True)
class Place:
    """Nodes of one visit and beat (or ENDED, TURN): from `first` on, `count` of them, with their packed columns."""

    visit: int
    beat: int
    first: int
    count: int
    layout: Layout
    keys: Keys


class Steps(NamedTuple):
    """Steps by one option (or LEAVE, ONWARDS, KNOCKED, PASSED) between nodes, with what each brought."""

    option: int
    visit: int
    beat: int
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    outcome: Outcome
    by_clock: bool


@dataclass
class Graph:
    """Nodes in an order in which every step leads onwards, and the steps, in the order of their sources."""

    story: Story
    space: Space
    planner: Planner
    happened: dict[int, Any] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    steps: list[Steps] = field(default_factory=list)
    graphs: dict[int, tuple[VisitGraph, int]] = field(default_factory=dict)
    count: int = 0
    exact: bool = True
    reached: int = 0
    _leading: dict[int, list[Steps]] | None = None
    _firsts: NDArray[Any] = field(default_factory=lambda: np.empty(0))

    def columns(self, place: Place, *names: str) -> dict[str, Any]:
        """The columns of a place's nodes by their names; those that nothing later reads are missing."""
        known = (member for member in self.space.members(place.layout.variables) if member not in self.space.hidden)
        wanted = names or tuple(self.space.names[member] for member in known)
        held = set(self.space.members(place.layout.variables))
        return {
            name: place.layout.one(place.keys, self.space.places[name])
            for name in wanted
            if self.space.places[name] in held
        }

    def place_of(self, node: int) -> Place:
        """The place that a node stands in."""
        low, high = 0, len(self.places) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.places[middle].first <= node:
                low = middle
            else:
                high = middle - 1
        return self.places[low]

    def distances(self) -> NDArray[np.int32]:
        """For each node the fewest choices that lead to it, by ways on which nobody takes leave unasked.

        A node that only such a way reaches has a distance of UNWALKED and more.
        """
        far = np.full(self.count, 2 * UNWALKED, dtype=np.int32)
        far[0] = 0
        for step in self.steps:
            np.minimum.at(far, step.target, far[step.source] + _COST.get(step.option, 1))
        return far

    def plays(self) -> int:
        """How many plays there are: distinct sequences of choices from the beginning to an end."""
        ways: NDArray[Any] = np.zeros(self.count, dtype=np.float64)
        ways[0] = 1
        for step in self.steps:
            np.add.at(ways, step.target, ways[step.source])
        if self.count and ways.max() >= 2**53:
            ways = np.zeros(self.count, dtype=object)
            ways[0] = 1
            for step in self.steps:
                np.add.at(ways, step.target, ways[step.source])
        end = self.places[-1]
        return sum(int(number) for number in ways[end.first : end.first + end.count])

    def walk_to(self, node: int, distances: NDArray[np.int32] | None = None) -> list[str]:
        """A shortest play to a node: choices that `walk` takes, records of stops among them."""
        return [choice for _, choice in self.steps_to(node, self.distances() if distances is None else distances)]

    def steps_to(self, node: int, far: NDArray[np.int32]) -> list[tuple[int, str]]:
        """The same, each with its visit."""
        story = self.story
        choices: list[tuple[int, str]] = []
        while node:
            for step in reversed(self._into(node)):
                sources = step.source[step.target == node]
                best = sources[np.argmin(far[sources])]
                if far[best] + _COST.get(step.option, 1) == far[node]:
                    if step.option >= 0:
                        choices.append((step.visit, story.options[step.option].id))
                    elif step.option == KNOCKED:
                        choices.append((step.visit, story.visits[step.visit].id))
                        if story.visits[step.visit].person < 0:
                            choices.insert(len(choices) - 1, (step.visit, RECORD + "not_home"))
                    elif step.option == PASSED:
                        choices.append((step.visit, PASS))
                    elif step.option == ONWARDS and story.shift and step.beat == ENDED:
                        choices.append((step.visit, RECORD + "refused"))
                    node = int(best)
                    break
        return choices[::-1]

    def _into(self, node: int) -> list[Steps]:
        """The groups of steps of which some lead to a node."""
        if self._leading is None:
            firsts = np.array([place.first for place in self.places])
            self._leading = {}
            for step in self.steps:
                for place in np.unique(np.searchsorted(firsts, step.target, side="right")):
                    self._leading.setdefault(int(place), []).append(step)
            self._firsts = firsts
        place = int(np.searchsorted(self._firsts, node, side="right"))
        return [step for step in self._leading[place] if (step.target == node).any()]


UNWALKED: Final = 1_000_000
"""A distance that no play has: the way there passes a place where nothing is offered."""

_COST: Final = {ONWARDS: 0, LEAVE: UNWALKED}
_NOTHING: Final = Outcome(0, 0, False, 0, False)


def graph_of(
    scenario: model.Scenario,
    story: Story,
    *,
    keep: Sequence[str] = (),
    monitors: Sequence[Monitor] = (),
    budget: int = BUDGET,
    first: frozenset[int] = frozenset(),
) -> Graph:
    """Every play of a story as one graph.

    `keep` names columns that are kept though nothing later reads them; see Monitor for columns of your own. With
    `first` it holds only the plays that choose one of these options, by their places, wherever one is offered. Where
    `budget` states do not suffice the graph ends early: `exact` is false, and `reached` the first visit that is not
    wholly in it.
    """
    space = Space(story)
    for monitor in monitors:
        space.add(monitor.name, monitor.highest, monitor.first)
    kept = 0
    for name in (*keep, *(monitor.name for monitor in monitors)):
        kept |= space.with_alone(1 << space.places[name])
    acts = Acts(scenario, space, kept, monitors, first)
    return build(story, space, acts, Planner(scenario, space, acts, kept), budget)


def build(story: Story, space: Space, acts: Acts, planner: Planner, budget: int) -> Graph:
    """The graph of a story that has been planned."""
    return _Building(story, space, acts, planner, budget).graph


class _Building:
    """Builds a graph, boundary after boundary: the states in which a visit's turn has come, then the visit."""

    def __init__(self, story: Story, space: Space, acts: Acts, planner: Planner, budget: int) -> None:
        self.story = story
        self.space = space
        self.acts = acts
        self.planner = planner
        self.budget = budget
        self.graph = Graph(story, space, planner)
        last = len(planner.plans)
        self.layouts = [
            Layout(space, needed, varying) for needed, varying in zip(planner.boundary, planner.varying, strict=True)
        ]
        self.waiting: list[list[tuple[Keys, int, int, NDArray[np.int32] | None]]] = [[] for _ in range(last + 1)]
        self._send(0, Columns(enumerate(space.first)), 1, ONWARDS, ENDED, None)
        try:
            for visit in range(last):
                self.graph.reached = visit
                self._visit(visit)
            self.graph.reached = last
            self._settle(last)
        except OutOfBudget:
            self.graph.exact = False

    def _send(
        self, boundary: int, columns: Columns, count: int, option: int, beat: int, source: NDArray[np.int32] | None
    ) -> None:
        columns = columns.copied()
        self.planner.settle(columns, boundary)
        self.waiting[boundary].append((self.layouts[boundary].pack(columns, count), option, beat, source))

    def _settle(self, boundary: int) -> Place:
        """The states in which a visit's turn has come, each once."""
        arrivals = self.waiting[boundary]
        layout = self.layouts[boundary]
        graph = self.graph
        keys = [arrival[0] for arrival in arrivals]
        if keys:
            found, places = distinct(np.concatenate(keys))
        else:
            found, places = layout.pack(Columns((place, 0) for place in layout.members), 0), np.empty(0, dtype=np.int64)
        place = Place(boundary, TURN, graph.count, len(found), layout, found)
        graph.places.append(place)
        graph.count += len(found)
        numbers: NDArray[np.int32] = (places + place.first).astype(np.int32)
        start = 0
        for packed, option, beat, source in arrivals:
            target = numbers[start : start + len(packed)]
            start += len(packed)
            if source is not None:
                graph.steps.append(Steps(option, max(0, boundary - 1), beat, source, target, _NOTHING, False))
        return place

    def _visit(self, visit: int) -> None:
        plan = self.planner.plans[visit]
        place = self._settle(visit)
        assert plan is not None
        columns, count = place.layout.unpack(place.keys), place.count
        nodes = np.arange(place.first, place.first + count, dtype=np.int32)
        if self.story.shift:
            over = truths(columns[self.space.minutes] <= 0, count)
            rows = np.flatnonzero(over)
            if len(rows):
                self._send(len(self.story.visits), columns.rows(rows), len(rows), ONWARDS, TURN, nodes[rows])
            rows = np.flatnonzero(~over)
            columns, nodes, count = columns.rows(rows), nodes[rows], len(rows)
            self._send(visit + 1, columns, count, PASSED, TURN, nodes)
        elif plan.condition is not None:
            holds = truths(plan.condition.test(columns), count)
            rows = np.flatnonzero(~holds)
            if len(rows):
                self._send(visit + 1, columns.rows(rows), len(rows), ONWARDS, TURN, nodes[rows])
            rows = np.flatnonzero(holds)
            columns, nodes, count = columns.rows(rows), nodes[rows], len(rows)
        if not count:
            return
        happened = self.graph.happened
        if plan.person < 0:
            self._send(visit + 1, after_talk(self.acts, plan, columns, happened), count, KNOCKED, TURN, nodes)
            return
        begun = begin_talk(self.acts, plan, columns, count)
        visiting = Visiting(self.acts, plan, -1, self.budget - self.graph.count)
        explored = visiting.explore([start for start, _ in begun])
        self._take_in(explored, visit, [nodes[rows] for _, rows in begun])
        ended = explored.ended
        if ended.count:
            after = after_talk(self.acts, plan, ended.columns(), happened)
            first = self.graph.graphs[visit][1] + ended.first
            numbers = np.arange(first, first + ended.count, dtype=np.int32)
            self._send(visit + 1, after, ended.count, ONWARDS, ENDED, numbers)

    def _take_in(self, explored: VisitGraph, visit: int, begun: list[NDArray[np.int32]]) -> None:
        """Adds a visit's states and steps to the whole."""
        graph = self.graph
        base = graph.count
        graph.graphs[visit] = (explored, base)
        for source, target in zip(begun, explored.starts, strict=True):
            option = KNOCKED if self.story.shift else ONWARDS
            graph.steps.append(Steps(option, visit, TURN, source, target + np.int32(base), _NOTHING, False))
        for chunk in explored.chunks:
            graph.places.append(Place(visit, chunk.beat, base + chunk.first, chunk.count, chunk.layout, chunk.keys))
        ordered = sorted(explored.pieces, key=lambda piece: int(piece.source[0]))
        for piece in ordered:
            beat = explored.chunk_of(int(piece.source[0])).beat
            graph.steps.append(
                Steps(
                    piece.option, visit, beat, piece.source + np.int32(base), piece.target + np.int32(base),
                    piece.outcome, piece.by_clock,
                )
            )  # fmt: skip
        graph.count += explored.count
