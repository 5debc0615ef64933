"""One visit explored: from the states in which it can begin, every state that it can come to, beat after beat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trainer.check.explore.acting import Act, Acts, Outcome
from trainer.check.explore.holding import Columns, truths
from trainer.check.explore.packing import Keys, Layout, distinct
from trainer.check.explore.plan import ENDED, ENDLESS, Knot, VisitPlan, before_opening
from trainer.check.explore.sums import settle
from trainer.check.explore.variables import Space
from trainer.conversation.story import END, STAY

LEAVE: Final = -1
"""The option of a step in which the person takes leave, because nothing is offered."""

Nodes = NDArray[np.int32]


class OutOfBudget(Exception):
    """More states than were allowed for."""


@dataclass
class Chunk:
    """States of one beat, each once. `first` is the number of the first among the visit's nodes."""

    beat: int
    layout: Layout
    keys: Keys
    first: int

    @property
    def count(self) -> int:
        """How many states."""
        return len(self.keys)

    def columns(self) -> Columns:
        """The columns of the states."""
        return self.layout.unpack(self.keys)


class Piece(NamedTuple):
    """Steps by one option from one chunk to one beat: `source` and `target` number nodes of the visit.

    `outcome` is what each step brought, `by_clock` whether the clock ended the talk there although the option does not.
    """

    option: int
    source: Nodes
    target: Nodes
    outcome: Outcome
    beat: int
    by_clock: bool


@dataclass
class VisitGraph:
    """The states of one visit and the steps between them, in an order in which every step leads onwards.

    `starts` holds for each batch of states given the nodes that they became. `ended` is the chunk of the states in
    which the talk is over; `offered` tells of each option that is ever offered in how many states it is.
    """

    plan: VisitPlan
    chunks: list[Chunk] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    starts: list[Nodes] = field(default_factory=list)
    offered: dict[int, int] = field(default_factory=dict)
    stuck: dict[int, Nodes] = field(default_factory=dict)
    count: int = 0

    @property
    def ended(self) -> Chunk:
        """The states in which the talk is over."""
        return self.chunks[-1]

    def chunk_of(self, node: int) -> Chunk:
        """The chunk that a node stands in."""
        low, high = 0, len(self.chunks) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.chunks[middle].first <= node:
                low = middle
            else:
                high = middle - 1
        return self.chunks[low]


class _Arrival(NamedTuple):
    """States on their way into a beat, with what leads them there; a start has a `batch` and no source.

    `rows` are the places of a start's states in its batch, None for all of them.
    """

    keys: Keys
    rows: NDArray[Any] | None
    batch: int
    option: int
    source: Nodes | None
    outcome: Outcome | None
    by_clock: bool


class Start(NamedTuple):
    """States in which a visit can begin: the beat that opens, the columns before it opens, how many they are."""

    beat: int
    columns: Columns
    size: int


class Visiting:
    """Explores one visit. `present` are the variables that its states carry, `room` how many states there may be."""

    def __init__(self, acts: Acts, plan: VisitPlan, present: int, room: int) -> None:
        self.acts = acts
        self.space: Space = acts.space
        self.story = acts.story
        self.plan = plan
        self.present = present
        self.room = room
        self.graph = VisitGraph(plan)
        self.layouts: dict[int, Layout] = {}
        self.waiting: dict[int, dict[int, list[_Arrival]]] = {}
        self.ways = {beat: _Way(self, beat, knot) for knot in plan.knots for beat in knot.beats}

    def explore(self, starts: Sequence[Start]) -> VisitGraph:
        """Everything that can follow. Raises OutOfBudget."""
        for batch, start in enumerate(starts):
            self.graph.starts.append(np.zeros(start.size, dtype=np.int32))
            self._open(
                start.beat, start.columns, start.size, _Arrival(np.empty(0), None, batch, LEAVE, None, None, False)
            )
        for knot in self.plan.knots:
            if not knot.cyclic:
                beat = knot.beats[0]
                for arrivals in self.waiting.pop(beat, {}).values():
                    self._expand(beat, arrivals)
                continue
            while True:
                keys = [key for beat in knot.beats for key in self.waiting.get(beat, ())]
                if not keys:
                    break
                lowest = min(keys)
                for beat in knot.beats:
                    arrived = self.waiting.get(beat, {}).pop(lowest, None)
                    if arrived:
                        self._expand(beat, arrived)
        arrivals = self.waiting.pop(ENDED, {}).get(0, [])
        self._settle(ENDED, self.layout(ENDED), arrivals)
        return self.graph

    def layout(self, beat: int) -> Layout:
        """How the states of a beat are packed."""
        if beat not in self.layouts:
            needed = self.plan.ending if beat == ENDED else self.plan.needs[beat]
            self.layouts[beat] = Layout(self.space, needed & self.present, self.plan.varying[beat])
        return self.layouts[beat]

    def _settle(self, beat: int, layout: Layout, arrivals: Sequence[_Arrival]) -> Chunk:
        """The states that arrived, each once, as nodes; and the steps that led to them."""
        keys = [arrival.keys for arrival in arrivals]
        if not keys:
            found, places = layout.pack(Columns((place, 0) for place in layout.members), 0), np.empty(0, dtype=np.int64)
        else:
            found, places = distinct(keys[0] if len(keys) == 1 else np.concatenate(keys))
        chunk = Chunk(beat, layout, found, self.graph.count)
        self.graph.count += len(found)
        if self.graph.count > self.room:
            raise OutOfBudget
        self.graph.chunks.append(chunk)
        numbers: Nodes = (places + chunk.first).astype(np.int32)
        start = 0
        for arrival in arrivals:
            target = numbers[start : start + len(arrival.keys)]
            start += len(arrival.keys)
            if arrival.source is None or arrival.outcome is None:
                self.graph.starts[arrival.batch][slice(None) if arrival.rows is None else arrival.rows] = target
            else:
                piece = Piece(arrival.option, arrival.source, target, arrival.outcome, beat, arrival.by_clock)
                self.graph.pieces.append(piece)
        return chunk

    def _expand(self, beat: int, arrivals: Sequence[_Arrival]) -> None:
        plan = self.plan
        chunk = self._settle(beat, self.layout(beat), arrivals)
        columns = chunk.columns()
        count = chunk.count
        offers = [(act, truths(self._offered(act, columns), count)) for act in plan.acts[beat]]
        anything = np.zeros(count, dtype=np.bool_)
        for _, holds in offers:
            anything |= holds
        for act, holds in self._chosen(offers, count):
            number = int(np.count_nonzero(holds))
            if not number:
                continue
            self.graph.offered[act.option.place] = self.graph.offered.get(act.option.place, 0) + number
            rows = np.arange(count, dtype=np.int32) if number == count else np.flatnonzero(holds).astype(np.int32)
            taken = columns if number == count else columns.rows(rows)
            self._choose(beat, act, taken, rows + np.int32(chunk.first), number)
        if not anything.all():
            rows = np.flatnonzero(~anything).astype(np.int32)
            nodes = rows + np.int32(chunk.first)
            before = self.graph.stuck.get(beat)
            self.graph.stuck[beat] = nodes if before is None else np.concatenate((before, nodes))
            taken = columns.rows(rows)
            arrival = _Arrival(np.empty(0), None, 0, LEAVE, nodes, Outcome(0, 0, False, 0, False), False)
            self._send(ENDED, taken, len(rows), arrival)

    def _offered(self, act: Act, columns: Columns) -> Any:
        offered: Any = act.offer.test(columns)
        if not act.option.again:
            offered = np.logical_and(offered, columns[self.space.spent(act.option.place)] == 0)
        return offered

    def _chosen(
        self, offers: Sequence[tuple[Act, NDArray[np.bool_]]], count: int
    ) -> Sequence[tuple[Act, NDArray[np.bool_]]]:
        """The acts that are looked at, and in which states: where one that comes first is offered only those."""
        first = self.acts.first
        if not first:
            return offers
        wanted = np.zeros(count, dtype=np.bool_)
        for act, holds in offers:
            if act.option.place in first:
                wanted |= holds
        return [(act, holds if act.option.place in first else holds & ~wanted) for act, holds in offers]

    def _choose(self, beat: int, act: Act, columns: Columns, source: Nodes, count: int) -> None:
        """All steps by one option from the states of a beat in which it is offered."""
        plan, option = self.plan, act.option
        way = self.ways[beat].after(act)
        after, outcome = self.acts.apply(act, plan.visit, columns, count, way, plan.timed)
        destinations = option.then
        if option.ask < 0 or len(set(destinations)) == 1:
            self._lead(beat, destinations[0], after, outcome, source, count, option.place)
            return
        for destination in dict.fromkeys(destinations):
            answers = [number + 1 for number, target in enumerate(destinations) if target == destination]
            chosen = outcome.answer == answers[0]
            for answer in answers[1:]:
                chosen = chosen | (outcome.answer == answer)
            rows = np.flatnonzero(chosen)
            if len(rows):
                self._lead(beat, destination, *_some(after, outcome, source, rows), option.place)

    def _lead(
        self, beat: int, destination: int, after: Columns, outcome: Outcome, source: Nodes, count: int, option: int
    ) -> None:
        """To the next beat where the clock still runs, otherwise to the end."""
        if destination == END:
            self._send(ENDED, after, count, _Arrival(np.empty(0), None, 0, option, source, outcome, False))
            return
        if self.plan.timed:
            out = truths(after[self.space.minutes] <= 0, count)
            if out.any():
                rows = np.flatnonzero(out)
                ended, brought, nodes, number = _some(after, outcome, source, rows)
                self._send(ENDED, ended, number, _Arrival(np.empty(0), None, 0, option, nodes, brought, True))
                rows = np.flatnonzero(~out)
                if not len(rows):
                    return
                after, outcome, source, count = _some(after, outcome, source, rows)
        arrival = _Arrival(np.empty(0), None, 0, option, source, outcome, False)
        if destination == STAY:
            self._send(beat, after, count, arrival)
        else:
            self._open(destination, after, count, arrival)

    def _open(self, beat: int, columns: Columns, count: int, arrival: _Arrival) -> None:
        """Opens a beat: it is seen, its cues and its objection with it."""
        space, opened = self.space, self.story.beats[beat]
        columns = columns.copied()
        columns[space.seen(beat)] = 1
        for cue in opened.cues:
            columns[space.cue(cue)] = self.story.cues[cue].lasts
        if opened.raises >= 0 and self.story.objections[opened.raises].person == self.plan.person:
            columns[space.raised(opened.raises)] = 1
            columns[space.raised_here] = 1
        self._send(beat, columns, count, arrival)

    def _send(self, beat: int, columns: Columns, count: int, arrival: _Arrival) -> None:
        """Packs states and lets them wait for the beat's turn."""
        plan, space = self.plan, self.space
        if beat in plan.cut:
            # as if the clock ended the talk: that no line of it leads to the end does not matter here
            beat, arrival = ENDED, arrival._replace(by_clock=True)
        layout = self.layout(beat)
        if plan.timed and not plan.exact_clock and beat != ENDED and plan.most[beat] < ENDLESS:
            columns[space.minutes] = np.minimum(columns[space.minutes], plan.most[beat] + 1)
        elif plan.timed and beat == ENDED:
            columns[space.minutes] = np.maximum(columns[space.minutes], 0)
        needed = plan.ending if beat == ENDED else plan.needs[beat]
        settle(space, columns, needed, plan.varying[beat], plan.swings[beat], (plan.person,))
        keys = layout.pack(columns, count)
        waiting = self.waiting.setdefault(beat, {})
        way = self.ways.get(beat)
        if way is None or way.progress is None:
            waiting.setdefault(0, []).append(arrival._replace(keys=keys))
            return
        progress = way.progress(layout.unpack(keys))
        steps = np.unique(progress) if isinstance(progress, np.ndarray) else [progress]
        if len(steps) == 1:
            waiting.setdefault(int(steps[0]), []).append(arrival._replace(keys=keys))
            return
        for step in steps:
            rows = np.flatnonzero(progress == step)
            part = arrival._replace(keys=keys[rows], rows=rows)
            if arrival.source is not None and arrival.outcome is not None:
                _, outcome, source, _ = _some(Columns(), arrival.outcome, arrival.source, rows)
                part = part._replace(source=source, outcome=outcome)
            waiting.setdefault(int(step), []).append(part)


class _Way:
    """A beat on the way: what must be known after each of its lines, and how its states are put in order."""

    def __init__(self, visiting: Visiting, beat: int, knot: Knot) -> None:
        self.visiting = visiting
        self.beat = beat
        space = visiting.space
        self.progress: Callable[[Columns], Any] | None = None
        if knot.cyclic and knot.finite:
            spends = knot.spends
            self.progress = lambda columns: sum(columns[spent] for spent in spends)
        elif knot.cyclic:
            minutes = space.minutes
            self.progress = lambda columns: -columns[minutes]

    def after(self, act: Act) -> int:
        """The variables that must be known after a line, before the next beat opens."""
        plan = self.visiting.plan
        live = plan.ending if plan.timed else 0
        for destination in act.option.then:
            if destination == END:
                live |= plan.ending
            elif destination == STAY:
                live |= plan.needs[self.beat]
            else:
                live |= before_opening(self.visiting.space, destination, plan.needs[destination], plan.person)
        return live & self.visiting.present


def _some(columns: Columns, outcome: Outcome, source: Nodes, rows: NDArray[Any]) -> tuple[Columns, Outcome, Nodes, int]:
    """Some rows of columns and of what comes with them."""
    return (
        columns.rows(rows),
        Outcome(*(value[rows] if isinstance(value, np.ndarray) and value.ndim else value for value in outcome)),
        source[rows],
        len(rows),
    )
