"""An outline of every play, from the text alone: for stories whose plays are too many to be known one by one.

It follows each talk beat by beat with the minutes left and the lines that were said in it, and takes every condition
that could hold and could fail both ways, whatever came before. So it has every play and many that are none: what no way
through it comes to no play does, and its bounds hold.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from trainer.check.bounds import MAY_HOLD, Where
from trainer.check.possible import Possible, Talk, possible
from trainer.check.scores.choices import NOTHING
from trainer.check.scores.floor import Floor
from trainer.check.scores.ground import Ground
from trainer.check.settle.deciding import Deciding
from trainer.check.settle.dry import may_run_dry
from trainer.conversation.story import END, STAY, Story, StoryOption, minutes_of
from trainer.scenario import model

MOST_MOMENTS: Final = 1_000
"""Moments of one talk beyond which it is not told apart any more what was said in it."""

NO_BEAT: Final = -1


class _Edge(NamedTuple):
    option: int
    answer: int
    opened: bool
    floor: int
    target: int


class _TooMany(Exception):
    """More moments of a talk than are told apart."""


def outline(scenario: model.Scenario, story: Story) -> Ground:
    """The outline of a story of visits, as the graph that scoring reads; it has more than every play."""
    return _Outline(scenario, story, possible(scenario, story)).ground()


class _Outline:
    """Builds the graph from its end. Moments from which the same can follow are one node."""

    def __init__(self, scenario: model.Scenario, story: Story, possible: Possible) -> None:
        self.story = story
        self.possible = possible
        self.written = [option for beat in scenario.beats.values() for option in beat.options]
        self.dry = may_run_dry(scenario, story, possible, Deciding(scenario, story, possible))
        self.visits: list[int] = []
        self.beats: list[int] = []
        self.edges: list[frozenset[_Edge]] = []
        self.known: dict[tuple[int, int, frozenset[_Edge]], int] = {}

    def ground(self) -> Ground:
        """The graph, from the turn of the first visit."""
        turn = self.node(len(self.story.visits) - 1, NO_BEAT, frozenset())
        for place in reversed(range(len(self.story.visits))):
            talk = self.possible.talks.get(place)
            begins = frozenset(self._begins(talk, turn)) if talk else frozenset()
            if talk is None or self.story.visits[place].holds is not None:
                begins |= {_follows(turn)}
            turn = self.node(place - 1, NO_BEAT, begins)
        rows = [(source, *edge) for source, edges in enumerate(self.edges) for edge in sorted(edges)]
        source, option, answer, opened, floor, target = np.array(rows, dtype=np.int64).reshape(-1, 6).T
        return Ground(
            self.story, turn, np.array(self.visits, np.int64), np.array(self.beats, np.int64),
            source, target, option, answer, opened > 0, floor, whole=False,
        )  # fmt: skip

    def node(self, visit: int, beat: int, edges: frozenset[_Edge]) -> int:
        """The node from which these edges lead."""
        name = (visit, beat, edges)
        if name not in self.known:
            self.known[name] = len(self.edges)
            self.visits.append(visit)
            self.beats.append(beat)
            self.edges.append(edges)
        return self.known[name]

    def _begins(self, talk: Talk, after: int) -> Iterator[_Edge]:
        clock = self.story.visits[talk.visit].clock
        starts = [beat for _, beat in self.story.visits[talk.visit].starts if beat in talk.beats]
        try:
            told = _Moments(self, talk, after, True)
            nodes = [told.node(beat, clock, 0) for beat in starts]
        except _TooMany:
            told = _Moments(self, talk, after, False)
            nodes = [told.node(beat, clock, 0) for beat in starts]
        yield from map(_follows, nodes)


class _Moments:
    """The moments of one talk: a beat, the minutes left, and where `tells` the lines that were said, as bits."""

    def __init__(self, outline: _Outline, talk: Talk, after: int, tells: bool) -> None:
        self.outline = outline
        self.story = outline.story
        self.talk = talk
        self.person = self.story.visits[talk.visit].person
        self.after = after
        self.tells = tells
        self.floor = lru_cache(None)(Floor(self.story).of)
        self.minutes = [_minutes(option) for option in self.story.options]
        self.answers = lru_cache(None)(self._answers)
        self.may_hold = lru_cache(None)(self._may_hold)
        self.nodes: dict[tuple[int, int, int], int] = {}

    def node(self, beat: int, left: int, said: int) -> int:
        """The node of a moment. It goes down as deep as a talk has minutes. Raises _TooMany."""
        name = (beat, left, said)
        if name not in self.nodes:
            edges = frozenset(self._edges(beat, left, said))
            if self.tells and len(self.nodes) >= MOST_MOMENTS:
                raise _TooMany
            self.nodes[name] = self.outline.node(self.talk.visit, beat, edges)
        return self.nodes[name]

    def _edges(self, beat: int, left: int, said: int) -> Iterator[_Edge]:
        for option in self.story.beats[beat].options:
            if not said >> option.place & 1 and self.may_hold(option.place, left):
                yield from self._said(option, beat, left, said)
        if beat in self.outline.dry:
            yield _follows(self.after)

    def _said(self, option: StoryOption, beat: int, left: int, said: int) -> Iterator[_Edge]:
        if self.tells and not option.again:
            said |= 1 << option.place
        for minutes in self.minutes[option.place]:
            for answer in self.answers(option.ask):
                target = option.then[max(answer - 1, 0)]
                into, node = NO_BEAT, self.after
                if left > minutes and target != END:
                    into = beat if target == STAY else target
                    node = self.node(into, left - minutes, said)
                floor = self.floor(option.place, answer, into, self.talk.visit)
                for opened in (False, True) if option.hears is not None else (False,):
                    yield _Edge(option.place, answer, opened, floor, node)

    def _may_hold(self, option: int, left: int) -> bool:
        where = Where(self.person, (left, left))
        holds = self.outline.possible.bounds.verdict(self.outline.written[option].if_, where) & MAY_HOLD
        return option in self.talk.options and bool(holds)

    def _answers(self, ask: int) -> frozenset[int]:
        return self.outline.possible.bounds.may_be_answered(ask, self.person) if ask >= 0 else frozenset({0})


def _follows(target: int) -> _Edge:
    return _Edge(NOTHING, 0, False, 0, target)


def _minutes(option: StoryOption) -> frozenset[int]:
    """The minutes that a line may take."""
    found = {minutes_of(option, text) for _, text in option.reply}
    if all(holds is not None for holds, _ in option.reply):
        found.add(minutes_of(option, ""))
    return frozenset(found)
