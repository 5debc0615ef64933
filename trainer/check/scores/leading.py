"""Plays led by a graph that has more than every play: from each moment on to where most may still come of it.

What the graph promises from a moment on is at least what plays can have from there. So of the plays that were begun
those are followed first that the graph promises most, a few at once; where one keeps the promise of the whole graph,
none can be better.
"""

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from trainer.check.scores.choices import NOTHING, Choices
from trainer.check.scores.ground import edges_of
from trainer.check.scores.ways import Best, Ways
from trainer.conversation.advance import begin, offered, step, take_leave
from trainer.conversation.state import State
from trainer.conversation.story import Story

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

AT_ONCE: Final = 6
"""Plays that are followed at once."""


class End(Enum):
    """What is looked for of a component: its lowest, its highest, and that it is left out."""

    LOWEST = -1
    HIGHEST = 1
    LEFT_OUT = 0


class Aim(NamedTuple):
    """What is wanted of a play: the most by weights on the edges of the ways, and by node `at_end` where it ends."""

    ways: Ways
    weights: "Numbers"
    at_end: "Numbers | None" = None


class _Led(NamedTuple):
    """A play begun: its state and choices, the nodes where the graph may be, and what came together."""

    state: State
    choices: Choices
    nodes: "Numbers"
    worth: "Numbers"


def led_play(story: Story, aim: Aim) -> Choices | None:
    """The choices of a play of visits that comes near to what is aimed at; None where the graph lost every play."""
    return _Leading(story, aim).play()


class _Leading:
    def __init__(self, story: Story, aim: Aim) -> None:
        self.story = story
        self.ways = aim.ways
        self.ground = aim.ways.ground
        self.best: Best = aim.ways.best(aim.weights, at_end=aim.at_end)

    def play(self) -> Choices | None:
        """Follow the plays, a line at a time."""
        start = begin(self.story)
        root = np.zeros(1, np.int64)
        going = self._kept([self._at(start, (), root, np.zeros(1, np.int64))])
        over: list[_Led] = []
        while going:
            after = [one for led in going for one in self._onwards(led)]
            over += [one for one in after if one.state.ended and len(one.nodes)]
            going = self._kept([one for one in after if not one.state.ended])
        return max(over, key=self._promise).choices if over else None

    def _onwards(self, led: _Led) -> list[_Led]:
        """Every play that is one line longer."""
        options = offered(self.story, led.state)
        if not options:
            return [self._at(take_leave(self.story, led.state), led.choices, led.nodes, led.worth)]
        owner, edges = edges_of(led.nodes, self.ways.first, self.ways.degree)
        ground = self.ways.edge[edges]
        found = []
        for option in options:
            brought = step(self.story, led.state, option)
            same = (self.ground.option[ground] == option.place) & (self.ground.answer[ground] == brought.answer)
            same &= self.ground.opened[ground] == (brought.opened is not None)
            worth = led.worth[owner[same]] + self.best.weights[edges[same]]
            found.append(self._at(brought.after, (*led.choices, option.place), self.ways.dst[edges[same]], worth))
        return found

    def _at(self, state: State, choices: Choices, nodes: "Numbers", worth: "Numbers") -> _Led:
        """A play at a state: the nodes that are of its visit and beat, also those to which nothing has to be said."""
        here: list[tuple[Numbers, Numbers]] = []
        while len(nodes):
            ground = self.ways.node[nodes]
            if state.ended:
                there = self.ground.degree[ground] == 0
            else:
                there = (self.ground.visit[ground] == state.visit) & (self.ground.beat[ground] == state.beat)
            here.append((nodes[there], worth[there]))
            owner, edges = edges_of(nodes[~there], self.ways.first, self.ways.degree)
            follows = self.ground.option[self.ways.edge[edges]] == NOTHING
            nodes, worth = (
                self.ways.dst[edges[follows]],
                worth[~there][owner[follows]] + self.best.weights[edges[follows]],
            )
        if not here:
            return _Led(state, choices, nodes, worth)
        return _Led(state, choices, *_most(*(np.concatenate(each) for each in zip(*here, strict=True))))

    def _promise(self, led: _Led) -> int:
        """The most that may come of a play."""
        return int((led.worth + self.best.free[led.nodes]).max())

    def _kept(self, plays: list[_Led]) -> list[_Led]:
        """The most promising plays, one of each state."""
        by_state: dict[State, _Led] = {}
        for led in sorted((led for led in plays if len(led.nodes)), key=self._promise):
            by_state[led.state] = led
        return sorted(by_state.values(), key=self._promise, reverse=True)[:AT_ONCE]


def _most(nodes: "Numbers", worth: "Numbers") -> "tuple[Numbers, Numbers]":
    """Each node once, with the most that came together on a way to it."""
    each, place = np.unique(nodes, return_inverse=True)
    most = np.full(len(each), np.iinfo(np.int64).min)
    np.maximum.at(most, place.reshape(-1), worth)
    return each, most
