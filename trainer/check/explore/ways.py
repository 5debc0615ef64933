"""The ways through a story's beats as its options name them, whatever their conditions."""

from collections.abc import Sequence

from trainer.conversation.story import END, STAY, StoryBeat, StoryOption


def targets_of(options: Sequence[StoryOption], beat: int) -> list[int]:
    """The beats that options of a beat lead to, itself among them where they stay."""
    found = dict.fromkeys(beat if target == STAY else target for option in options for target in option.then)
    return [target for target in found if target != END]


def reachable_beats(beats: Sequence[StoryBeat], starts: Sequence[int]) -> list[int]:
    """The beats that options lead to from some, whatever their conditions; in the order in which they are found."""
    found = dict.fromkeys(starts)
    waiting = list(found)
    while waiting:
        beat = waiting.pop()
        for target in targets_of(beats[beat].options, beat):
            if target not in found:
                found[target] = None
                waiting.append(target)
    return list(found)


def components(nodes: Sequence[int], leads: dict[int, list[int]]) -> list[list[int]]:
    """Groups of nodes that lead to one another, each before those that it leads to (Tarjan's algorithm)."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[list[int]] = []
    for root in nodes:
        if root in number:
            continue
        work = [(root, iter(leads[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, ways = work[-1]
            for target in ways:
                if target not in number:
                    number[target] = low[target] = len(number)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(leads[target])))
                    break
                if target in on_stack:
                    low[node] = min(low[node], number[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    group = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        group.append(member)
                        if member == node:
                            break
                    found.append(group[::-1])
    return found[::-1]
