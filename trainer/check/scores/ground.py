"""The graph of all plays as scoring reads it: an edge is a choice, a path from the root to an end is a play.

The graph comes from elsewhere as arrays; here is only what an edge means for the rubric. A visit counts for scoring
when a line was said in it, so a visit begins, for the rubric, with an edge into a moment at which something is offered.
"""

from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from trainer.check.scores.tables import OptionTables
from trainer.conversation.state import ANSWER_POLITE_YES, ANSWER_YES
from trainer.conversation.story import Story

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


class Ground:
    """A graph of plays without cycles; every node but an end has an edge. Equal futures may be one node.

    `visit` and `beat` are of each node: while a talk runs its visit and beat, between talks the visit that was the last
    (-1 before the first) and beat -1; the root stands before the first visit. An edge leads from `src` to `dst`;
    `option` is the place of the line, or NOTHING, KNOCK or PASS_BY. `answer` is that to an ask as the state holds it,
    `opened` whether the line opened the depth that it hears, `floor` whether a line in steps issue and agitate had no
    more words than what they said back: NOT_GIVEN, GIVEN or, where the graph does not tell which words were said,
    UNTOLD.

    It is `whole` where every path is a play; otherwise every play is a path and some paths are none, and what holds for
    all paths is only a bound. With `sure` some lines may not be offered at their node in every play: those of which
    `sure` is false. As it is, the graph takes every line that may be offered for one that is; the graph `sparing` of it
    only the sure ones, and those that are said.
    """

    def __init__(
        self, story: Story, root: int, visit: "Numbers", beat: "Numbers", src: "Numbers", dst: "Numbers",
        option: "Numbers", answer: "Numbers", opened: "Bools", floor: "Numbers", whole: bool = True,
        sure: "Bools | None" = None,
    ) -> None:  # fmt: skip
        order = np.argsort(src, kind="stable")
        self.story = story
        self.tables = OptionTables(story)
        self.root = root
        self.whole = whole
        self._sure = None if sure is None else sure[order]
        self._spares = False
        self.visit, self.beat = visit, beat
        self.src, self.dst, self.option = src[order], dst[order], option[order]
        self.answer, self.opened, self.floor = answer[order], opened[order], floor[order]
        self.nodes = len(visit)
        self.edges = len(self.src)
        self.degree = np.bincount(self.src, minlength=self.nodes)
        self.first = np.concatenate(([0], np.cumsum(self.degree)))[:-1]

    @cached_property
    def sparing(self) -> "Ground | None":
        """The same graph, in which nothing is offered that may not be; None where all that is offered surely is."""
        if self._sure is None:
            return None
        other = copy(self)
        other._spares = True
        return other

    @cached_property
    def level(self) -> "Numbers":
        """For each node the length of the longest way to it; every edge goes up."""
        level = np.zeros(self.nodes, dtype=np.int64)
        waiting = np.bincount(self.dst, minlength=self.nodes)
        front = np.flatnonzero(waiting == 0)
        at = 0
        while len(front):
            level[front] = at
            edges = edges_of(front, self.first, self.degree)[1]
            into, count = np.unique(self.dst[edges], return_counts=True)
            waiting[into] -= count
            front = into[waiting[into] == 0]
            at += 1
        return level

    @cached_property
    def _upwards(self) -> "list[tuple[Numbers, Numbers, Numbers]]":
        """From the last level to the first: its nodes that have edges, the edges, and where each node's edges begin."""
        found = []
        order = np.argsort(self.level, kind="stable")
        cuts = np.searchsorted(self.level[order], np.arange(int(self.level.max(initial=0)) + 2))
        for low, high in zip(cuts[-2::-1], cuts[:0:-1], strict=True):
            nodes = order[low:high]
            nodes = nodes[self.degree[nodes] > 0]
            if len(nodes):
                counts = self.degree[nodes]
                found.append((nodes, edges_of(nodes, self.first, self.degree)[1], np.cumsum(counts) - counts))
        return found

    def ahead(self, edges: "Bools", along: "Bools | None" = None) -> "Bools":
        """For each node whether some way from it goes along one of these edges, before it leaves those of `along`."""
        found = np.zeros(self.nodes, dtype=bool)
        for nodes, out, cuts in self._upwards:
            after = found[self.dst[out]]
            if along is not None:
                after &= along[out]
            found[nodes] = np.logical_or.reduceat(edges[out] | after, cuts)
        return found

    # What an edge means

    @cached_property
    def line(self) -> "Bools":
        """Edges on which something was said."""
        return self.option >= 0

    def of_line(self, table: "Numbers", other: int = 0) -> "Numbers":
        """A table over options as an array over edges; `other` where nothing was said."""
        return np.where(self.line, table[self.option], other) if len(table) else np.full(self.edges, other)

    def flag(self, table: "Bools") -> "Bools":
        """A table of truths over options as one over edges."""
        found: Bools = self.line & table[self.option] if len(table) else self.line
        return found

    def chance(self, table: "Bools") -> "Bools":
        """Edges from a node at which some offered line is in the table, on which something was said."""
        here = np.zeros(self.nodes, dtype=bool)
        flagged = self.flag(table)
        offered = flagged & self._sure if self._spares and self._sure is not None else flagged
        here[self.src[offered]] = True
        found: Bools = flagged | (self.line & here[self.src])
        return found

    @cached_property
    def person(self) -> "Numbers":
        """Who the line is said to; -1 where nothing is said."""
        return np.where(self.line, self.with_whom[self.src], -1)

    @cached_property
    def talks(self) -> "Bools":
        """Nodes at which something is offered."""
        here = np.zeros(self.nodes, dtype=bool)
        here[self.src[self.line]] = True
        return here

    @cached_property
    def with_whom(self) -> "Numbers":
        """For each node the person of its visit; -1 between talks."""
        of_visit = np.array([visit.person for visit in self.story.visits] + [-1], dtype=np.int64)
        whom: Numbers = np.where(self.beat >= 0, of_visit[self.visit], -1)
        return whom

    @cached_property
    def ends_visit(self) -> "Bools":
        """Edges after which the talk is over."""
        ends: Bools = (self.visit[self.src] != self.visit[self.dst]) | (self.beat[self.dst] < 0)
        return ends

    @cached_property
    def begins(self) -> "Bools":
        """Edges into the first moment of a talk at which something can be said."""
        before = (self.beat[self.src] < 0) | (self.visit[self.src] != self.visit[self.dst])
        begins: Bools = before & (self.beat[self.dst] >= 0) & self.talks[self.dst]
        return begins

    @cached_property
    def opens_beat(self) -> "Bools":
        """Edges on which a beat opens: where a line leads on, and where a talk begins."""
        then = np.array([option.then for option in self.story.options] or [(-1, -1, -1)], dtype=np.int64)
        target = then[np.maximum(self.option, 0), np.maximum(self.answer - 1, 0)]
        opens: Bools = self.begins | (self.line & (target >= 0) & ~self.ends_visit)
        return opens

    @cached_property
    def raises(self) -> "Numbers":
        """The objection that the opened beat raises, -1 for none; somebody else's objection is none."""
        by_beat = np.array([beat.raises for beat in self.story.beats] + [-1], dtype=np.int64)
        owner = np.array([objection.person for objection in self.story.objections] + [-2], dtype=np.int64)
        raised = by_beat[self.beat[self.dst]]
        own = owner[raised] == self.with_whom[self.dst]
        return np.where(self.opens_beat & own, raised, -1)

    @cached_property
    def opens_concern(self) -> "Numbers":
        """The concern of which the line opened the next depth, -1 for none."""
        return np.where(self.opened, self.of_line(self.tables.hears_concern, -1), -1)

    @cached_property
    def agrees(self) -> "Bools":
        """Edges on which an ask was answered with a yes, meant or polite."""
        asked = self.flag(self.tables.ask >= 0)
        agrees: Bools = asked & ((self.answer == ANSWER_YES) | (self.answer == ANSWER_POLITE_YES))
        return agrees

    @cached_property
    def meets(self) -> "Numbers":
        """The objection of the person in the visit that the line meets, -1 for none."""
        met = self.of_line(self.tables.meets, -1)
        owner = np.array([each.person for each in self.story.objections] + [-2], dtype=np.int64)
        return np.where((met >= 0) & (owner[met] == self.person), met, -1)


def edges_of(nodes: "Numbers", first: "Numbers", degree: "Numbers") -> "tuple[Numbers, Numbers]":
    """The edges that leave these nodes, and with each the place in `nodes` of the one that it leaves."""
    counts = degree[nodes]
    total = int(counts.sum())
    owner = np.repeat(np.arange(len(nodes)), counts)
    offset = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, first[nodes][owner] + offset
