"""People explored apart: what plays can come to, as a sum of products.

At the turn of a visit what all plays have come to is a sum of boxes. A box has one value for each shared variable and,
for each part, a vector: the states of that part with the numbers of ways to them. A box stands for every combination of
the states of its parts, and the product of their numbers; nothing in it is correlated, because everything that one
part's visit could pass on to another is shared, or was added to the other's moods. A visit changes one part's vector
and splits a box by what it passes on. Boxes that differ in one vector only are added up. So states of several people
never multiply, and both what is reachable and the number of plays stay exact.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trainer.check.explore.acting import Acts, change_moods
from trainer.check.explore.between import after_talk, begin_talk
from trainer.check.explore.blocking import Seen
from trainer.check.explore.facts import Facts, note_coming
from trainer.check.explore.holding import Columns, truths
from trainer.check.explore.packing import Keys, Layout, distinct
from trainer.check.explore.parts import Parts
from trainer.check.explore.plan import Planner, VisitPlan
from trainer.check.explore.variables import Space
from trainer.check.explore.visiting import OutOfBudget, Piece, VisitGraph, Visiting
from trainer.conversation.reactions import Effect

MOST_BOXES: Final = 100_000
"""Boxes at one turn beyond which the people share too much to be explored apart."""

MOST_COUNTED: Final = 100_000_000
"""States of a visit times groups of boxes beyond which ways are no longer counted, only what is reached."""

Shared = tuple[int, ...]
Box = tuple[Shared, tuple[int, ...]]


class Vector(NamedTuple):
    """States of one part, each once and in order, and how many ways lead to each, without a common factor."""

    keys: Keys
    ways: NDArray[Any]


class Passed(NamedTuple):
    """What a visit did to a box: the touched shared variables' values after it, the changes of other people's moods by
    the places of their events and lines, the part's new vector, a factor, and whether there was a talk at all."""

    shared: Shared
    fired: tuple[int, ...]
    vector: int
    factor: int
    talk: bool


class Turn(NamedTuple):
    """One turn explored: the boxes before it, the groups of boxes that begin alike, the visit, and what each group
    became.

    `row_keys` and `row_group` are the part's state and the group of each row, `held` those with which the visit began,
    and `begun` batch by batch which rows these are. `end_shared`, `end_fired` and `end_keys` tell of each end of the
    talk.
    """

    boxes: dict[Box, int]
    group_of: dict[tuple[Shared, int], int]
    graph: VisitGraph | None
    row_keys: Keys
    row_group: NDArray[Any]
    held: NDArray[Any]
    begun: list[NDArray[Any]]
    outcomes: list[list[Passed]]
    end_shared: NDArray[Any]
    end_fired: NDArray[Any]
    end_keys: Keys


class Apart:
    """Explores a story of visits part by part. Raises OutOfBudget."""

    def __init__(self, acts: Acts, planner: Planner, parts: Parts, budget: int) -> None:
        self.acts = acts
        self.space: Space = acts.space
        self.story = acts.story
        self.planner = planner
        self.parts = parts
        self.budget = budget
        self.facts = Facts()
        self.happened: dict[int, Any] = {}
        self.graphs: dict[int, VisitGraph] = {}
        self.unheld: dict[int, Seen] = {}
        self.states = 0
        self.turns: list[Turn] = []
        self.counting = planner.aims is None
        self.plays: int | None = None
        self.reached = 0
        self.vectors: list[Vector] = []
        self.numbers: dict[Any, int] = {}
        self.moved: dict[Any, tuple[int, int]] = {}
        count = len(self.story.visits)
        self.layouts = [
            [Layout(self.space, planner.boundary[k] & own, planner.varying[k]) for own in parts.own]
            for k in range(count + 1)
        ]
        self.shared = [
            self.space.members(planner.boundary[k] & parts.shared & planner.varying[k]) for k in range(count + 1)
        ]
        self.boxes: dict[Box, int] = {}

    def explore(self) -> None:
        """Turn after turn."""
        first = Columns(enumerate(self.space.first))
        ids = tuple(
            self._number(part, self.layouts[0][part].pack(first, 1), np.ones(1, dtype=np.int64))[0]
            for part in range(self.parts.count)
        )
        self.boxes = {(tuple(first[place] for place in self.shared[0]), ids): 1}
        last = len(self.planner.plans)
        for visit in range(last):
            self.reached = visit
            self._note_coming(visit)
            self._turn(visit)
        self.reached = last
        self._note_coming(last)
        if self.counting:
            self.plays = self._counted()

    def _counted(self) -> int:
        """How many plays there are, from the boxes at the end."""
        return sum(
            many * math.prod(sum(map(int, self.vectors[id_].ways)) for id_ in ids)
            for (_, ids), many in self.boxes.items()
        )

    def _number(self, part: int, keys: Keys, ways: NDArray[Any]) -> tuple[int, int]:
        """The number of a vector, and the factor taken out of it. Equal states are added up."""
        found, places = distinct(keys)
        ways = _summed(places, ways, len(found)) if self.counting else np.ones(len(found), dtype=np.int64)
        factor = int(np.gcd.reduce(ways)) if ways.dtype != object else math.gcd(*map(int, ways))
        if factor > 1:
            ways = ways // factor
        name = (part, found.tobytes(), ways.tobytes() if ways.dtype != object else tuple(ways))
        number = self.numbers.get(name)
        if number is None:
            number = self.numbers[name] = len(self.vectors)
            self.vectors.append(Vector(found, ways))
            self.states += len(found)
            if self.states > self.budget:
                raise OutOfBudget
        return number, factor

    def _note_coming(self, boundary: int) -> None:
        people = self.planner.judged_people(boundary) if self.planner.aims is None else []
        for person in people:
            part = self.parts.of_person[person]
            if part < 0:
                continue
            names = self.shared[boundary]
            answers = [self.space.answer(ask, person) for ask in range(len(self.story.asks))]
            read = [place for place, name in enumerate(names) if name in answers]
            for values, id_ in {(tuple(shared[i] for i in read), ids[part]) for shared, ids in self.boxes}:
                columns = self.columns(boundary, part, self.vectors[id_].keys)
                for place, value in zip(read, values, strict=True):
                    columns[names[place]] = value
                for answer in answers:
                    columns[answer] = 0 if columns[answer] is None else columns[answer]
                note_coming(self.facts, self.space, [person], columns)

    def columns(self, boundary: int, part: int, keys: Keys) -> Columns:
        """The columns of a part's states, and those of shared variables that nothing has changed yet."""
        columns = self.layouts[boundary][part].unpack(keys)
        unchanged = self.planner.boundary[boundary] & self.parts.shared & ~self.planner.varying[boundary]
        for place in self.space.members(unchanged):
            columns[place] = self.space.first[place]
        return columns

    def _turn(self, visit: int) -> None:
        plan = self.planner.plans[visit]
        assert plan is not None
        part = self.parts.of_visit[visit]
        names = self.shared[visit]
        touched = [place for place, name in enumerate(names) if self.parts.touched[visit] >> name & 1]
        group_of: dict[tuple[Shared, int], int] = {}
        for shared, ids in self.boxes:
            group_of.setdefault((tuple(shared[place] for place in touched), ids[part]), len(group_of))
        vectors = [self.vectors[id_] for _, id_ in group_of]
        lengths = [len(vector.keys) for vector in vectors]
        keys = np.concatenate([vector.keys for vector in vectors])
        ways = _joined([vector.ways for vector in vectors])
        group = np.repeat(np.arange(len(vectors)), lengths)
        columns = self.columns(visit, part, keys)
        for number, place in enumerate(touched):
            values = np.array([shared[number] for shared, _ in group_of], dtype=np.int64)
            columns[names[place]] = values[group]
        outcomes: list[list[Passed]] = [[] for _ in vectors]
        rows = np.arange(len(keys))
        if plan.condition is not None:
            holds = truths(plan.condition.test(columns), len(keys))
            rows = np.flatnonzero(holds)
            over = np.flatnonzero(~holds)
            if not len(rows):
                self.unheld[visit] = Seen(columns, len(keys), plan.person)
            for number in np.unique(group[over]):
                mine = over[group[over] == number]
                shared = tuple(int(columns[names[place]][mine[0]]) for place in touched)
                id_, factor = self._moved_vector(visit, part, keys[mine], ways[mine])
                later = self._later(visit, {names[place]: value for place, value in zip(touched, shared, strict=True)})
                outcomes[number].append(Passed(later, (), id_, factor, False))
        graph = None
        begun: list[NDArray[Any]] = []
        ends: tuple[Any, Any, Any] = (np.empty(0), np.empty(0), np.empty(0))
        if len(rows):
            graph, begun, ends = self._talk(visit, plan, columns.rows(rows), rows, ways, group, outcomes)
        self.turns.append(
            Turn(self.boxes, group_of, graph, keys, group, rows, begun, outcomes, ends[0], ends[1], ends[2])
        )
        self._pass_on(visit, part, touched, group_of, outcomes)

    def _later(self, visit: int, values: dict[int, int]) -> Shared:
        """The values that shared variables touched by a visit have after it, of those that are known then."""
        touched = self.parts.touched[visit]
        return tuple(values.get(name, self.space.first[name]) for name in self.shared[visit + 1] if touched >> name & 1)

    def _talk(
        self,
        visit: int,
        plan: VisitPlan,
        columns: Columns,
        rows: NDArray[Any],
        ways: NDArray[Any],
        group: NDArray[Any],
        outcomes: list[list[Passed]],
    ) -> tuple[VisitGraph, list[NDArray[Any]], tuple[Any, Any, Any]]:
        """Explores the visit from all groups at once, then tells what each group became."""
        part = self.parts.of_visit[visit]
        others = 0
        for place, own in enumerate(self.parts.own):
            if place != part:
                others |= own
        present = ~(others | self.parts.shared & ~self.parts.touched[visit])
        batches = begin_talk(self.acts, plan, columns, len(rows))
        visiting = Visiting(self.acts, plan, present, self.budget - self.states)
        graph = visiting.explore([start for start, _ in batches])
        self.states += graph.count
        self.graphs[visit] = graph
        begun = [rows[mine] for _, mine in batches]
        ended = graph.ended
        shared, fired, keys = self._ends(visit, plan, graph)
        passed_on = np.concatenate((shared, fired), axis=1)
        codes = distinct(passed_on)[1] if passed_on.shape[1] else np.zeros(ended.count, dtype=np.int64)
        for number, nodes, found in self._flow(graph, begun, ways, group, len(outcomes)):
            for code in np.unique(codes[nodes]):
                mine = codes[nodes] == code
                ends = nodes[mine]
                vector, factor = self._number(part, keys[ends], found[mine])
                values, happened = tuple(map(int, shared[ends[0]])), tuple(map(int, fired[ends[0]]))
                outcomes[number].append(Passed(values, happened, vector, factor, True))
        return graph, begun, (shared, fired, keys)

    def _ends(self, visit: int, plan: VisitPlan, graph: VisitGraph) -> tuple[Any, Any, Keys]:
        """Of each end of a talk the shared values after it, what it does to others, and the part's own state."""
        space, ended = self.space, graph.ended
        part = self.parts.of_visit[visit]
        columns = ended.columns()
        happened: dict[int, Any] = {}
        after = after_talk(self.acts, plan, columns, happened)
        for event, happens in happened.items():
            before = self.happened.get(event, False)
            self.happened[event] = None if happens is None else bool(np.any(happens)) or before
        names = [name for name in self.shared[visit + 1] if self.parts.touched[visit] >> name & 1]
        shared = np.zeros((ended.count, len(names)), dtype=np.int64)
        for place, name in enumerate(names):
            shared[:, place] = after[name]
        pushes = self.pushes(visit)
        fired = np.zeros((ended.count, len(pushes)), dtype=np.int64)
        for place, (kind, number, _) in enumerate(pushes):
            if kind == "line":
                fired[:, place] = columns[space.did[number]]
            elif happened.get(number) is not None:
                fired[:, place] = happened[number]
        self.planner.settle(after, visit + 1)
        return shared, fired, self.layouts[visit + 1][part].pack(after, ended.count)

    def pushes(self, visit: int) -> list[tuple[str, int, tuple[Effect, ...]]]:
        """What a visit's lines and events do to the moods of people of other parts, in their order."""
        plan = self.planner.plans[visit]
        assert plan is not None
        part = self.parts.of_visit[visit]
        found: list[tuple[str, int, tuple[Effect, ...]]] = []
        apart = self.parts.apart[visit]
        for row in plan.acts.values():
            for act in row:
                effects = tuple(effect for effect in act.option.effects or () if effect.person in apart)
                if effects:
                    found.append(("line", act.option.place, effects))
        for event in plan.events:
            effects = tuple(effect for effect in event.effects if self.parts.of_person[effect.person] != part)
            if effects:
                found.append(("event", event.place, effects))
        return found

    def _flow(
        self,
        graph: VisitGraph,
        begun: Sequence[NDArray[Any]],
        ways: NDArray[Any],
        group: NDArray[Any],
        groups: int,
    ) -> Iterator[tuple[int, NDArray[Any], NDArray[Any]]]:
        """For each group of starts the ends that it comes to, by their places, and how many ways lead to each."""
        if self.counting and graph.count * groups > MOST_COUNTED:
            self.counting = False
        if not self.counting:
            yield from _reached_by(graph, begun, group, groups)
            return
        flow = _flow_of(graph, begun, ways, group, groups)
        if flow is None:
            flow = _flow_of(graph, begun, ways.astype(object), group, groups)
            assert flow is not None
        nodes, of_group, found = flow
        order = np.argsort(of_group, kind="stable")
        first = np.searchsorted(of_group[order], np.arange(groups + 1))
        for number in range(groups):
            mine = order[first[number] : first[number + 1]]
            if len(mine):
                yield number, nodes[mine], found[mine]

    def _moved_vector(self, visit: int, part: int, keys: Keys, ways: NDArray[Any]) -> tuple[int, int]:
        """A part's states at the next turn, where nothing happened to them at this one."""
        columns = self.columns(visit, part, keys)
        self.planner.settle(columns, visit + 1)
        return self._number(part, self.layouts[visit + 1][part].pack(columns, len(keys)), ways)

    def _pass_on(
        self,
        visit: int,
        part: int,
        touched: Sequence[int],
        group_of: dict[tuple[Shared, int], int],
        outcomes: list[list[Passed]],
    ) -> None:
        """The boxes at the next turn."""
        before, later = self.shared[visit], self.shared[visit + 1]
        known = {name: place for place, name in enumerate(before)}
        changed = [name for name in later if self.parts.touched[visit] >> name & 1]
        from_changed = {name: place for place, name in enumerate(changed)}
        pushes = self.pushes(visit)
        boxes: dict[Box, int] = {}
        for (shared, ids), many in self.boxes.items():
            for passed in outcomes[group_of[tuple(shared[place] for place in touched), ids[part]]]:
                values = tuple(
                    passed.shared[from_changed[name]] if name in from_changed else shared[known[name]] for name in later
                )
                factor = many * passed.factor if self.counting else 1
                new = []
                for place, id_ in enumerate(ids):
                    if place == part:
                        new.append(passed.vector)
                        continue
                    moved, share = self._pushed(visit, place, id_, passed.fired, pushes)
                    new.append(moved)
                    factor *= share
                box = (values, tuple(new))
                boxes[box] = boxes.get(box, 0) + factor if self.counting else 1
            if len(boxes) > MOST_BOXES:
                raise OutOfBudget
        for place in (part, *(other for other in range(self.parts.count) if other != part)):
            boxes = self._added_up(boxes, place)
        self.boxes = boxes

    def _pushed(
        self,
        visit: int,
        part: int,
        id_: int,
        fired: tuple[int, ...],
        pushes: Sequence[tuple[str, int, tuple[Effect, ...]]],
    ) -> tuple[int, int]:
        """A part's vector after somebody else's visit, and the factor taken out."""
        name = (visit, part, id_, self._pushing(part, fired, pushes))
        if name not in self.moved:
            keys = self.pushed_keys(visit, part, id_, fired, pushes)
            self.moved[name] = self._number(part, keys, self.vectors[id_].ways)
        return self.moved[name]

    def _pushing(
        self, part: int, fired: tuple[int, ...], pushes: Sequence[tuple[str, int, tuple[Effect, ...]]]
    ) -> tuple[int, ...]:
        """Which of a visit's changes of other people's moods happened, and are about a part."""
        return tuple(
            place
            for place, (_, _, effects) in enumerate(pushes)
            if fired and fired[place] and any(self.parts.of_person[e.person or 0] == part for e in effects)
        )

    def pushed_keys(
        self,
        visit: int,
        part: int,
        id_: int,
        fired: tuple[int, ...],
        pushes: Sequence[tuple[str, int, tuple[Effect, ...]]],
    ) -> Keys:
        """What a part's states become by somebody else's visit, state by state."""
        keys = self.vectors[id_].keys
        columns = self.columns(visit, part, keys)
        known = columns.known()
        for place in self._pushing(part, fired, pushes):
            change_moods(self.space, columns, pushes[place][2], 0, known, True)
        self.planner.settle(columns, visit + 1)
        return self.layouts[visit + 1][part].pack(columns, len(keys))

    def _added_up(self, boxes: dict[Box, int], part: int) -> dict[Box, int]:
        """Boxes that differ only in one part's vector as one."""
        alike: dict[tuple[Shared, tuple[int, ...]], list[tuple[int, int]]] = {}
        for (shared, ids), many in boxes.items():
            alike.setdefault((shared, ids[:part] + ids[part + 1 :]), []).append((ids[part], many))
        if len(alike) == len(boxes):
            return boxes
        added: dict[Box, int] = {}
        for (shared, rest), vectors in alike.items():
            if len(vectors) == 1:
                id_, many = vectors[0]
            else:
                common = math.gcd(*(many for _, many in vectors)) if self.counting else 1
                keys = np.concatenate([self.vectors[id_].keys for id_, _ in vectors])
                ways = _joined([_times(self.vectors[id_].ways, many // common) for id_, many in vectors])
                id_, factor = self._number(part, keys, ways)
                many = common * factor if self.counting else 1
            added[shared, (*rest[:part], id_, *rest[part:])] = many
        return added


def _times(ways: NDArray[Any], factor: int) -> NDArray[Any]:
    if ways.dtype == object or int(ways.max()) * factor * len(ways) >= 2**62:
        return ways.astype(object) * factor
    return ways * factor


def _joined(ways: Sequence[NDArray[Any]]) -> NDArray[Any]:
    if any(one.dtype == object for one in ways) or sum(int(one.sum()) for one in ways) >= 2**62:
        return np.concatenate([one.astype(object) for one in ways])
    return np.concatenate(ways)


def _summed(places: NDArray[Any], ways: NDArray[Any], count: int) -> NDArray[Any]:
    result = np.zeros(count, dtype=ways.dtype)
    np.add.at(result, places, ways)
    return result


def _reached_by(
    graph: VisitGraph, begun: Sequence[NDArray[Any]], group: NDArray[Any], groups: int
) -> Iterator[tuple[int, NDArray[Any], NDArray[Any]]]:
    """For each group of starts the ends that it comes to, 63 groups at a time as the bits of a word."""
    order = sorted(graph.pieces, key=lambda piece: int(piece.source[0]))
    for first in range(0, groups, 63):
        bits = np.zeros(graph.count, dtype=np.int64)
        for rows, begins in zip(begun, graph.starts, strict=True):
            mine = np.flatnonzero((group[rows] >= first) & (group[rows] < first + 63))
            np.bitwise_or.at(bits, begins[mine], np.int64(1) << (group[rows[mine]] - first))
        for piece in order:
            by_target = np.argsort(piece.target, kind="stable")
            targets = piece.target[by_target]
            new = np.flatnonzero(np.concatenate(([True], targets[1:] != targets[:-1])))
            bits[targets[new]] |= np.bitwise_or.reduceat(bits[piece.source[by_target]], new)
        ends = bits[graph.ended.first :]
        for number in range(first, min(groups, first + 63)):
            nodes = np.flatnonzero(ends >> (number - first) & 1)
            if len(nodes):
                yield number, nodes, np.ones(len(nodes), dtype=np.int64)


def _flow_of(
    graph: VisitGraph, begun: Sequence[NDArray[Any]], ways: NDArray[Any], group: NDArray[Any], groups: int
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]] | None:
    """The ends of a talk, the groups that come there, and by how many ways; None where these are too many for a
    word."""
    firsts = np.array([chunk.first for chunk in graph.chunks])
    leading: list[list[Piece]] = [[] for _ in graph.chunks]
    for piece in graph.pieces:
        leading[int(np.searchsorted(firsts, piece.source[0], side="right")) - 1].append(piece)
    waiting: list[list[tuple[Any, Any, Any]]] = [[] for _ in graph.chunks]
    for rows, starts in zip(begun, graph.starts, strict=True):
        chunks = np.searchsorted(firsts, starts, side="right") - 1
        for place in np.unique(chunks):
            mine = chunks == place
            waiting[place].append((starts[mine], group[rows[mine]], ways[rows[mine]]))
    nodes: NDArray[Any]
    of_group: NDArray[Any]
    for number, chunk in enumerate(graph.chunks):
        arrived = waiting[number]
        waiting[number] = []
        if not arrived:
            nodes = of_group = np.empty(0, dtype=np.int64)
            found = np.empty(0, dtype=ways.dtype)
        else:
            pairs = np.concatenate([
                (nodes.astype(np.int64) - chunk.first) * groups + of_group for nodes, of_group, _ in arrived
            ])  # fmt: skip
            each, places = distinct(pairs)
            found = _summed(places, np.concatenate([many for _, _, many in arrived]), len(each))
            if found.dtype != object and int(found.max()) >= 2**52:
                return None
            nodes, of_group = each // groups, each % groups
        if number == len(graph.chunks) - 1:
            return nodes, of_group, found
        counts = np.bincount(nodes, minlength=chunk.count)
        offsets = np.concatenate(([0], np.cumsum(counts)))
        for piece in leading[number]:
            source = piece.source - chunk.first
            lengths = counts[source]
            begins = np.concatenate(([0], np.cumsum(lengths)[:-1]))
            picked = np.repeat(offsets[source] - begins, lengths) + np.arange(int(lengths.sum()))
            target = int(np.searchsorted(firsts, piece.target[0], side="right")) - 1
            waiting[target].append((np.repeat(piece.target, lengths), of_group[picked], found[picked]))
    return None
