"""Walks to a state of people explored apart: from the visit back to the beginning, one turn after the other."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trainer.check.explore.apart import Apart, Passed, Turn
from trainer.check.explore.visiting import LEAVE, VisitGraph
from trainer.conversation.story import Story

UNWALKED: Final = 1_000_000
"""A distance that no walk has: the way passes a place where nothing is offered."""


def distances_in(graph: VisitGraph, starts: NDArray[Any]) -> NDArray[np.int64]:
    """For each node of a visit the fewest choices from some of its first nodes."""
    far = np.full(graph.count, 2 * UNWALKED, dtype=np.int64)
    far[starts] = 0
    for piece in sorted(graph.pieces, key=lambda piece: int(piece.source[0])):
        cost = UNWALKED if piece.option == LEAVE else 1
        np.minimum.at(far, piece.target, far[piece.source] + cost)
    return far


def way_to(story: Story, graph: VisitGraph, far: NDArray[np.int64], node: int) -> tuple[int, list[str]]:
    """The first node of a shortest way to a node, and its choices."""
    choices: list[str] = []
    pieces = sorted(graph.pieces, key=lambda piece: -int(piece.source[0]))
    while far[node]:
        for piece in pieces:
            into = piece.source[piece.target == node]
            cost = UNWALKED if piece.option == LEAVE else 1
            better = into[far[into] + cost == far[node]]
            if len(better):
                if piece.option != LEAVE:
                    choices.append(story.options[piece.option].id)
                node = int(better[0])
                break
    return node, choices[::-1]


class Witness:
    """Finds walks in what `Apart` explored."""

    def __init__(self, apart: Apart) -> None:
        self.apart = apart
        self.images: dict[Any, Any] = {}

    def steps_to(self, visit: int, nodes: Sequence[int]) -> list[tuple[int, str]] | None:
        """A walk to the nearest of some nodes of a visit, shortest within that visit, each choice with its visit.

        None where there is none.
        """
        apart = self.apart
        turn = apart.turns[visit]
        graph = turn.graph
        assert graph is not None
        far = distances_in(graph, np.concatenate(graph.starts))
        node = min(nodes, key=lambda node: int(far[node]))
        if far[node] >= UNWALKED:
            return None
        start, way = way_to(apart.story, graph, far, node)
        steps = [(visit, choice) for choice in way]
        row = self._row_of(turn, start)
        part = apart.parts.of_visit[visit]
        shared, ids = next(box for box in turn.boxes if self._group(turn, visit, box) == turn.row_group[row])
        keys = [apart.vectors[id_].keys[0] for id_ in ids]
        keys[part] = turn.row_keys[row]
        for earlier in reversed(range(visit)):
            found = self._before(earlier, shared, keys)
            if found is None:
                return None
            shared, keys, before = found
            steps = [(earlier, choice) for choice in before] + steps
        return steps

    def _group(self, turn: Turn, visit: int, box: tuple[tuple[int, ...], tuple[int, ...]]) -> int:
        apart = self.apart
        shared, ids = box
        names = apart.shared[visit]
        touched = tuple(shared[place] for place, name in enumerate(names) if apart.parts.touched[visit] >> name & 1)
        return turn.group_of[touched, ids[apart.parts.of_visit[visit]]]

    def _row_of(self, turn: Turn, start: int, group: int | None = None) -> int:
        """A row with which the visit began at a node."""
        assert turn.graph is not None
        for rows, nodes in zip(turn.begun, turn.graph.starts, strict=True):
            mine = rows[nodes == start]
            if group is not None:
                mine = mine[turn.row_group[mine] == group]
            if len(mine):
                return int(mine[0])
        raise KeyError(start)

    def _before(
        self, visit: int, shared: tuple[int, ...], keys: Sequence[Any]
    ) -> tuple[tuple[int, ...], list[Any], list[str]] | None:
        """The state at a turn from which a play came to a state at the next one, and the choices between."""
        apart = self.apart
        turn = apart.turns[visit]
        part = apart.parts.of_visit[visit]
        names, later = apart.shared[visit], apart.shared[visit + 1]
        known = {name: place for place, name in enumerate(names)}
        changed = [name for name in later if apart.parts.touched[visit] >> name & 1]
        wanted = tuple(value for name, value in zip(later, shared, strict=True) if name in changed)
        rest = [(known[name], value) for name, value in zip(later, shared, strict=True) if name not in changed]
        best: tuple[int, tuple[int, ...], list[Any], list[str]] | None = None
        for box in turn.boxes:
            before, ids = box
            if any(before[place] != value for place, value in rest):
                continue
            group = self._group(turn, visit, box)
            for passed in turn.outcomes[group]:
                if passed.shared != wanted:
                    continue
                others = self._others(visit, ids, passed, keys)
                own = None if others is None else self._own(visit, turn, group, passed, keys[part])
                if others is None or own is None:
                    continue
                cost, key, choices = own
                if best is None or cost < best[0]:
                    others[part] = key
                    best = cost, before, others, choices
            if best is not None and best[0] < UNWALKED:
                break
        return None if best is None or best[0] >= UNWALKED else best[1:]

    def _others(self, visit: int, ids: Sequence[int], passed: Passed, keys: Sequence[Any]) -> list[Any] | None:
        """For each other part a state that becomes the wanted one."""
        apart = self.apart
        pushes = apart.pushes(visit)
        found: list[Any] = []
        for part, id_ in enumerate(ids):
            if part == apart.parts.of_visit[visit]:
                found.append(None)
                continue
            images = apart.pushed_keys(visit, part, id_, passed.fired, pushes)
            same = np.flatnonzero(_equal(images, keys[part]))
            if not len(same):
                return None
            found.append(apart.vectors[id_].keys[same[0]])
        return found

    def _own(self, visit: int, turn: Turn, group: int, passed: Passed, key: Any) -> tuple[int, Any, list[str]] | None:
        """A state of the visit's own part in a group that becomes the wanted one, its distance, and the choices."""
        apart = self.apart
        part = apart.parts.of_visit[visit]
        if not passed.talk:
            rows = np.flatnonzero(turn.row_group == group)
            rows = np.setdiff1d(rows, turn.held)
            if not len(rows):
                return None
            columns = apart.columns(visit, part, turn.row_keys[rows])
            apart.planner.settle(columns, visit + 1)
            images = apart.layouts[visit + 1][part].pack(columns, len(rows))
            same = rows[_equal(images, key)]
            return (0, turn.row_keys[same[0]], []) if len(same) else None
        graph = turn.graph
        assert graph is not None
        name = (visit, group)
        if name not in self.images:
            starts = [
                nodes[turn.row_group[rows] == group] for rows, nodes in zip(turn.begun, graph.starts, strict=True)
            ]
            self.images[name] = distances_in(graph, np.concatenate(starts))
        far = self.images[name]
        ends = np.flatnonzero(
            (turn.end_shared == passed.shared).all(axis=1)
            & (turn.end_fired == passed.fired).all(axis=1)
            & _equal(turn.end_keys, key)
        )
        if not len(ends):
            return None
        nodes = ends + graph.ended.first
        node = int(nodes[np.argmin(far[nodes])])
        if far[node] >= UNWALKED:
            return None
        start, choices = way_to(apart.story, graph, far, node)
        return int(far[node]), turn.row_keys[self._row_of(turn, start, group)], choices


def _equal(keys: NDArray[Any], key: Any) -> NDArray[np.bool_]:
    same: Any = np.equal(keys, key)
    found: NDArray[np.bool_] = same if same.ndim == 1 else same.all(axis=1)
    return found
