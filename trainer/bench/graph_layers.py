"""Layers of a directed graph, as maps are drawn: everything leads onwards, and few lines cross.

The method of Sugiyama, Tagawa and Toda (1981): ways that lead back are left out, each node stands a layer behind the
farthest that leads to it, a way over several layers is held by a stand-in in each, and the nodes of a layer are ordered
by the mean place of their neighbours, there and back, as long as fewer lines cross.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

SWEEPS: Final = 12


def layers_of(
    nodes: Sequence[str], starts: Sequence[str], ways: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """The nodes in layers, each from top to bottom. Every node can be reached from a start."""
    onwards = _onwards(nodes, starts, ways)
    layer = _longest(nodes, onwards)
    ordered = _ordered(nodes, onwards, layer)
    return tuple(tuple(node for node in one if isinstance(node, str)) for one in ordered)


def _onwards(nodes: Sequence[str], starts: Sequence[str], ways: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The ways without those that lead back to where one comes from."""
    onwards: dict[str, list[str]] = {node: [] for node in nodes}
    state: dict[str, int] = {}
    for start in starts:
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(ways.get(start, ())))]
        while stack:
            node, left = stack[-1]
            target = next(left, None)
            if target is None:
                state[node] = 2
                stack.pop()
            elif state.get(target) != 1:
                onwards[node].append(target)
                if target not in state:
                    state[target] = 1
                    stack.append((target, iter(ways.get(target, ()))))
    return onwards


def _longest(nodes: Sequence[str], onwards: Mapping[str, Sequence[str]]) -> dict[str, int]:
    import networkx

    graph = networkx.DiGraph((node, target) for node in nodes for target in onwards[node])
    graph.add_nodes_from(nodes)
    layer = dict.fromkeys(nodes, 0)
    for node in networkx.topological_sort(graph):
        for target in onwards[node]:
            layer[target] = max(layer[target], layer[node] + 1)
    return layer


Held = str | tuple[str, str, int]
"""A node, or the stand-in of a way in one layer."""


def _ordered(nodes: Sequence[str], onwards: Mapping[str, Sequence[str]], layer: Mapping[str, int]) -> list[list[Held]]:
    layers: list[list[Held]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for node in nodes:
        layers[layer[node]].append(node)
    after: dict[Held, list[Held]] = {}
    before: dict[Held, list[Held]] = {}
    for node in nodes:
        for target in onwards[node]:
            chain: list[Held] = [node]
            for number in range(layer[node] + 1, layer[target]):
                held = (node, target, number)
                layers[number].append(held)
                chain.append(held)
            chain.append(target)
            for one, next_one in pairwise(chain):
                after.setdefault(one, []).append(next_one)
                before.setdefault(next_one, []).append(one)
    best = [list(one) for one in layers]
    fewest = _crossings(best, after)
    for sweep in range(SWEEPS):
        there = sweep % 2 == 0
        numbers = range(1, len(layers)) if there else range(len(layers) - 2, -1, -1)
        for number in numbers:
            beside = layers[number - 1 if there else number + 1]
            place = {held: at for at, held in enumerate(beside)}
            of = before if there else after
            own = {held: at for at, held in enumerate(layers[number])}

            def middle(held: Held, place: dict[Held, int] = place, of: dict[Held, list[Held]] = of,
                       own: dict[Held, int] = own) -> float:  # fmt: skip
                places = [place[one] for one in of.get(held, ())]
                return sum(places) / len(places) if places else own[held]

            layers[number].sort(key=middle)
        crossings = _crossings(layers, after)
        if crossings < fewest:
            fewest, best = crossings, [list(one) for one in layers]
    return best


def _crossings(layers: list[list[Held]], after: Mapping[Held, Sequence[Held]]) -> int:
    total = 0
    for one, next_one in pairwise(layers):
        place = {held: at for at, held in enumerate(next_one)}
        ends = [sorted(place[target] for target in after.get(held, ())) for held in one]
        flat = [end for group in ends for end in group]
        total += sum(later < end for at, end in enumerate(flat) for later in flat[at + 1 :])
    return total
