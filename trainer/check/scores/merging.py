"""From the graph of every play to the one that scoring needs: moments whose futures score alike are one.

Exploring tells states apart by what some later choice reads. Many of them differ in nothing that can still come: the
same lines will be offered and bring the same answers and depths, whatever is chosen. From the ends backwards such
states become one node, which in a graph without cycles takes one pass. Nothing is lost: every play of the one graph is
a play of the other.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from trainer.check.explore import ENDED, KNOCKED, ONWARDS, PASSED, TURN, Graph, Outcome, Steps
from trainer.check.explore.exploration import Explored
from trainer.check.scores.choices import KNOCK, NOTHING, PASS_BY
from trainer.check.scores.floor import Floor
from trainer.check.scores.ground import Ground
from trainer.conversation.story import Story

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Nodes = NDArray[np.int32]

_NO_OUTCOME: Final = Outcome(0, 0, False, 0, False)
_CODES: Final = {KNOCKED: KNOCK, PASSED: PASS_BY}
_MIX: Final = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


class _Edges(NamedTuple):
    """The steps by one option from one place: where they lead, and what scoring reads of them, as one number."""

    option: int
    source: "Numbers"
    target: "Numbers"
    told: "Numbers"


class Stretch(NamedTuple):
    """Nodes of one visit and beat in a chain: so `many`, from `first` on."""

    visit: int
    beat: int
    first: int
    many: int


class Chain(NamedTuple):
    """The visits one after another, each with every state that it can begin in: more than every play.

    Where people were explored apart it is known what can happen in each visit, and not as one graph which visit goes
    with which. Here each goes with each. What no way through the chain comes to, no play does.
    """

    story: Story
    nodes: int
    stretches: Sequence[Stretch]
    steps: Sequence[Steps]


def chain_of(explored: Explored) -> Chain:
    """The chain of a story whose people were explored apart, exactly."""
    story = explored.story
    stretches: list[Stretch] = []
    steps: list[Steps] = []
    leading: list[Nodes] = []  # the nodes from which the next turn comes, by their places
    nodes = 0
    for visit in range(len(story.visits) + 1):
        turn = nodes
        nodes += 1
        stretches.append(Stretch(visit, TURN, turn, 1))
        steps += [
            Steps(ONWARDS, visit, TURN, those, np.full_like(those, turn), _NO_OUTCOME, False) for those in leading
        ]
        leading = []
        graph = explored.visits.get(visit)
        if graph is None or not graph.count or story.visits[visit].holds is not None:
            leading.append(np.array([turn], np.int32))
        if graph is None or not graph.count:
            continue
        starts = np.concatenate(graph.starts)
        steps.append(Steps(ONWARDS, visit, TURN, np.full_like(starts, turn), starts + nodes, _NO_OUTCOME, False))
        stretches += [Stretch(visit, chunk.beat, nodes + chunk.first, chunk.count) for chunk in graph.chunks]
        for piece in graph.pieces:
            source, target = piece.source + nodes, piece.target + nodes
            beat = graph.chunk_of(int(piece.source[0])).beat
            steps.append(Steps(piece.option, visit, beat, source, target, piece.outcome, piece.by_clock))
        last = graph.ended
        leading.append(np.arange(nodes + last.first, nodes + last.first + last.count, dtype=np.int32))
        nodes += graph.count
    return Chain(story, nodes, stretches, [step for step in steps if len(step.source)])


def ground_of(graph: Graph | Chain) -> Ground:
    """The graph that scoring needs, of an exact graph of every play, or of a chain, which has more than every play."""
    if isinstance(graph, Graph):
        places = [Stretch(place.visit, place.beat, place.first, place.count) for place in graph.places]
        graph = Chain(graph.story, graph.count, places, graph.steps)
        whole = True
    else:
        whole = False
    salt = 0
    while True:
        merged = _merged(graph, salt, whole)
        if merged is not None:
            return merged
        # two futures met in one number of 64 bits: other numbers
        salt += 1


def _merged(graph: Chain, salt: int, whole: bool) -> Ground | None:
    story = graph.story
    node_class = np.full(graph.nodes, -1, np.int64)
    by_place = _steps_by_place(graph)
    floor = Floor(story)
    beats = np.concatenate([np.full(place.many, place.beat, np.int32) for place in graph.stretches])
    classes = 0
    visits: list[Numbers] = []
    class_beats: list[Numbers] = []
    edges: list[tuple[Numbers, Numbers, Numbers, int]] = []
    for number in range(len(graph.stretches) - 1, -1, -1):
        visit, beat, low, count = graph.stretches[number]
        future: Hashes = np.zeros(count, np.uint64)
        groups = [_edges(step, floor, beats) for step in by_place[number]]
        if count == 1:
            # one state is like no other, and in a chain one step leads from it to many
            groups = [_each_target_once(group, node_class) for group in groups]
        for group in groups:
            code = _mixed(node_class[group.target] * 64 + group.told, group.option + 4, salt)
            # a state takes each option once
            future[group.source - low] += code
        _, first, own = np.unique(future, return_index=True, return_inverse=True)
        own = own.reshape(-1)
        node_class[low : low + count] = classes + own
        if count > 1 and not _alike(groups, node_class, low, count, first[own]):
            return None
        chosen = np.zeros(count, bool)
        chosen[first] = True
        for group in groups:
            kept = chosen[group.source - low]
            src = node_class[group.source[kept]]
            edges.append((src, node_class[group.target[kept]], group.told[kept], group.option))
        visits.append(np.full(len(first), visit - (beat == TURN), np.int64))
        class_beats.append(np.full(len(first), -1 if beat in (ENDED, TURN) else beat, np.int64))
        classes += len(first)
    src = np.concatenate([each[0] for each in edges] or [np.zeros(0, np.int64)])
    dst = np.concatenate([each[1] for each in edges] or [np.zeros(0, np.int64)])
    told = np.concatenate([each[2] for each in edges] or [np.zeros(0, np.int64)])
    option = np.concatenate([np.full(len(each[0]), each[3], np.int64) for each in edges] or [np.zeros(0, np.int64)])
    return Ground(
        story, int(node_class[0]), np.concatenate(visits), np.concatenate(class_beats), src, dst, option,
        told & 3, told >> 2 & 1 > 0, told >> 3, whole,
    )  # fmt: skip


def _steps_by_place(graph: Chain) -> list[list[Steps]]:
    firsts = np.array([place.first for place in graph.stretches])
    found: list[list[Steps]] = [[] for _ in graph.stretches]
    for step in graph.steps:
        if len(step.source):
            found[int(np.searchsorted(firsts, step.source[0], side="right")) - 1].append(step)
    return found


def _edges(step: Steps, floor: Floor, beats: "NDArray[np.int32]") -> _Edges:
    size = len(step.source)
    target = step.target.astype(np.int64)
    if step.option < 0:
        return _Edges(
            _CODES.get(step.option, NOTHING), step.source.astype(np.int64), target, np.zeros(size, np.int64)
        )  # fmt: skip
    answer = np.broadcast_to(np.asarray(step.outcome.answer, np.int64), size)
    opened = np.broadcast_to(np.asarray(step.outcome.opened), size) > 0
    given = np.zeros(size, np.int64)
    if floor.counts(step.option):
        into = beats[target]
        for one, beat in {*zip(answer.tolist(), into.tolist(), strict=True)}:
            given[(answer == one) & (into == beat)] = floor.of(step.option, one, beat, step.visit)
    return _Edges(step.option, step.source.astype(np.int64), target, answer | opened.astype(np.int64) << 2 | given << 3)


def _each_target_once(group: _Edges, node_class: "Numbers") -> _Edges:
    _, first = np.unique(node_class[group.target] * 64 + group.told, return_index=True)
    return _Edges(group.option, group.source[first], group.target[first], group.told[first])


def _mixed(numbers: "Numbers", option: int, salt: int) -> "Hashes":
    """Each number and the option as 64 bits that look like chance (splitmix64)."""
    hashed = numbers.astype(np.uint64) * np.uint64(4099) + np.uint64(option + (salt << 40))
    hashed = hashed * np.uint64(_MIX[0])
    hashed ^= hashed >> np.uint64(30)
    hashed *= np.uint64(_MIX[1])
    hashed ^= hashed >> np.uint64(27)
    hashed *= np.uint64(_MIX[2])
    hashed ^= hashed >> np.uint64(31)
    return hashed


def _alike(
    groups: list[_Edges], node_class: "Numbers", low: int, count: int, example: "Numbers"
) -> bool:  # fmt: skip
    """Whether every state of a place has just the future of the one that stands for it."""
    by_option: dict[int, Numbers] = {}
    for group in groups:
        # the same option, or way to begin, may be in several groups: each state is in one of them
        future = by_option.setdefault(group.option, np.full(count, -1, np.int64))
        future[group.source - low] = node_class[group.target] * 64 + group.told
    return all(np.array_equal(future, future[example]) for future in by_option.values())
