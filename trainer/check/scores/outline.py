"""An outline of every play, from the text alone: for stories whose plays are too many to be known one by one.

It follows each talk beat by beat with the minutes left, the lines that were said in it and the truths that decide
whether visits take place, and takes every other condition that could hold and could fail both ways. So it has every
play and many that are none: what no way through it comes to no play does, and its bounds hold.
"""

import contextlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from trainer.check.bounds import MAY_FAIL, MAY_HOLD, Where
from trainer.check.explore.ways import reachable_beats
from trainer.check.possible import Possible, Talk, possible
from trainer.check.scores.choices import NOTHING
from trainer.check.scores.floor import Floor
from trainer.check.scores.ground import Ground
from trainer.check.scores.truths import Truths
from trainer.check.settle.deciding import Deciding
from trainer.check.settle.dry import may_run_dry
from trainer.conversation.story import END, STAY, Story, StoryOption, minutes_of
from trainer.scenario import model

MOST_MOMENTS: Final = 20_000
"""Moments of one talk beyond which it is not told apart any more what was said in it."""

NO_BEAT: Final = -1


class _Edge(NamedTuple):
    option: int
    answer: int
    opened: bool
    floor: int
    sure: bool
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
        self.truths = Truths(scenario, story, possible)
        self.visits: list[int] = []
        self.beats: list[int] = []
        self.edges: list[frozenset[_Edge]] = []
        self.known: dict[tuple[int, int, frozenset[_Edge]], int] = {}
        self.turns: dict[tuple[int, int], int] = {}

    def ground(self) -> Ground:
        """The graph, from the turn of the first visit."""
        last = len(self.story.visits)
        for place in reversed(range(last + 1)):
            talks = self._talks(place) if place in self.possible.talks else None
            for known in self.truths.at_turn[place]:
                edges = frozenset(self._edges(place, known, talks)) if place < last else frozenset()
                self.turns[place, known] = self.node(place - 1, NO_BEAT, edges)
        rows = [(source, *edge) for source, edges in enumerate(self.edges) for edge in sorted(edges)]
        source, option, answer, opened, floor, sure, target = np.array(rows, dtype=np.int64).reshape(-1, 7).T
        return Ground(
            self.story, self.turns[0, 0], np.array(self.visits, np.int64), np.array(self.beats, np.int64),
            source, target, option, answer, opened > 0, floor, False, sure > 0,
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

    def after(self, visit: int, known: int) -> list[int]:
        """The turns to which a talk can lead that ends with these truths."""
        return [self.turns[visit + 1, later] for later in self.truths.after_talk(visit, known)]

    def _edges(self, place: int, known: int, talks: "dict[int, list[int]] | None") -> Iterator[_Edge]:
        """What can follow when a visit's turn has come."""
        verdict = self.truths.of_visit(place, known) if talks is not None else MAY_FAIL
        if talks is not None and verdict & MAY_HOLD:
            yield from map(_follows, talks[known])
        if verdict & MAY_FAIL:
            yield _follows(self.turns[place + 1, self.truths.later(place + 1, known)])

    def _talks(self, place: int) -> dict[int, list[int]]:
        """For all truths with which a talk can begin the moments with which it can."""
        talk, clock = self.possible.talks[place], self.story.visits[place].clock
        starts = {
            known: [beat for beat in self.truths.starts(place, known) if beat in talk.beats]
            for known in self.truths.at_turn[place]
            if self.truths.of_visit(place, known) & MAY_HOLD
        }
        for tells in (True, False):
            moments = _Moments(self, talk, tells)
            with contextlib.suppress(_TooMany):
                return {
                    known: [node for beat in each for node in moments.opens(beat, clock, 0, known)]
                    for known, each in starts.items()
                }
        raise AssertionError("moments that are not told apart by lines are few")


class _Moments:
    """The moments of one talk: a beat, the minutes left, the truths that are known, and where `tells` the lines that
    were said, as bits."""

    def __init__(self, outline: _Outline, talk: Talk, tells: bool) -> None:
        self.outline = outline
        self.story = outline.story
        self.truths = outline.truths
        self.talk = talk
        self.person = self.story.visits[talk.visit].person
        self.tells = tells
        self.floor = lru_cache(None)(Floor(self.story).of)
        self.minutes = [_minutes(option) for option in self.story.options]
        self.answers = lru_cache(None)(self._answers)
        self.verdict = lru_cache(None)(self._verdict)
        self.again = lru_cache(None)(self._again)
        talks = outline.possible.talks
        self.before = {option for visit in range(talk.visit) if visit in talks for option in talks[visit].options}
        """Lines that may have been said in earlier visits."""

        self.nodes: dict[tuple[int, int, int, int], int] = {}

    def opens(self, beat: int, left: int, said: int, known: int) -> list[int]:
        """The nodes of the moment in which a beat has opened."""
        lines, truths = self.again(beat)
        return self._nodes(beat, left, said & lines, (known | self.truths.made_by_beat[beat]) & truths)

    def _again(self, beat: int) -> tuple[int, int]:
        """The lines that may be offered from a beat on, and the truths that may be read: no others make a difference
        there."""
        beats = reachable_beats(self.story.beats, [beat])
        places = [option.place for one in beats for option in self.story.beats[one].options]
        truths = self.truths.read_after(self.talk.visit)
        for place in places:
            truths |= self.truths.read_by_option[place]
        return sum(1 << place for place in places), truths

    def _nodes(self, beat: int, left: int, said: int, known: int) -> list[int]:
        """The nodes of a moment: one where something is offered, one where it may be that nothing is."""
        found = [self._node(beat, left, said, known)]
        if beat in self.outline.dry:
            after = frozenset(map(_follows, self.outline.after(self.talk.visit, known)))
            found.append(self.outline.node(self.talk.visit, beat, after))
        return found

    def _node(self, beat: int, left: int, said: int, known: int) -> int:
        """The node where something is offered. It goes down as deep as a talk has minutes. Raises _TooMany."""
        name = (beat, left, said, known)
        if name not in self.nodes:
            edges = frozenset(self._edges(beat, left, said, known))
            if self.tells and len(self.nodes) >= MOST_MOMENTS:
                raise _TooMany
            self.nodes[name] = self.outline.node(self.talk.visit, beat, edges)
        return self.nodes[name]

    def _edges(self, beat: int, left: int, said: int, known: int) -> Iterator[_Edge]:
        for option in self.story.beats[beat].options:
            reads = known & self.truths.read_by_option[option.place]
            verdict = self.verdict(option.place, left, reads)
            if not said >> option.place & 1 and verdict & MAY_HOLD:
                sure = not verdict & MAY_FAIL and (option.again or (self.tells and option.place not in self.before))
                yield from self._said(option, sure, beat, left, said, known)

    def _said(self, option: StoryOption, sure: bool, beat: int, left: int, said: int, known: int) -> Iterator[_Edge]:
        if self.tells and not option.again:
            said |= 1 << option.place
        known |= self.truths.made_by_option[option.place]
        for minutes in self.minutes[option.place]:
            for answer in self.answers(option.ask):
                target = option.then[max(answer - 1, 0)]
                into, nodes = NO_BEAT, []
                if left <= minutes or target == END:
                    nodes = self.outline.after(self.talk.visit, known)
                elif target == STAY:
                    into, nodes = beat, self._nodes(beat, left - minutes, said, known)
                else:
                    into, nodes = target, self.opens(target, left - minutes, said, known)
                floor = self.floor(option.place, answer, into, self.talk.visit)
                for opened in (False, True) if option.hears is not None else (False,):
                    yield from (_Edge(option.place, answer, opened, floor, sure, node) for node in nodes)

    def _verdict(self, option: int, left: int, known: int) -> int:
        """Whether a line may and may not be offered, but for what was said; as MAY_HOLD | MAY_FAIL."""
        if option not in self.talk.options:
            return MAY_FAIL
        where = Where(self.person, (left, left), self.truths.values(known))
        return self.outline.possible.bounds.verdict(self.outline.written[option].if_, where)

    def _answers(self, ask: int) -> frozenset[int]:
        return self.outline.possible.bounds.may_be_answered(ask, self.person) if ask >= 0 else frozenset({0})


def _follows(target: int) -> _Edge:
    return _Edge(NOTHING, 0, False, 0, True, target)


def _minutes(option: StoryOption) -> frozenset[int]:
    """The minutes that a line may take."""
    found = {minutes_of(option, text) for _, text in option.reply}
    if all(holds is not None for holds, _ in option.reply):
        found.add(minutes_of(option, ""))
    return frozenset(found)
