"""Looking for plays that show what is wanted: from all kinds of moments onwards, those of seldom tried beats first.

The engine's states are kept as they are, so a play can be taken up again at any of them. A moment is worth going on
from where something about it is new in its beat: the readiness, or one thing that a condition remembers. A second look
is for what a few visits decide: there only those visits are played in all ways, and the others by their shortest way.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Final

from trainer.check.settle.deciding import Decided
from trainer.check.settle.shown import Fact, Moment, Shown
from trainer.conversation.advance import POLITE_BELOW, begin, offered
from trainer.conversation.state import TALKING, State, readiness
from trainer.conversation.story import END, STAY, Story

POINTS: Final = 3
MINUTES: Final = 8
"""How finely readiness, and the minutes left of a shift, are told apart."""


class Look:
    """One look through a story. `memory` is what may be new about a state; `decided`, where given, what it is for."""

    def __init__(self, shown: Shown, memory: Sequence[Callable[[State], int]], decided: Decided | None = None) -> None:
        self.shown = shown
        self.story = shown.story
        self.decided = decided
        self.memory = memory if decided is None else decided.memory
        self.far = lines_to_end(self.story)
        self.starts = {(place, beat) for place, visit in enumerate(self.story.visits) for _, beat in visit.starts}
        self.known: set[Hashable] = set()
        self.tried: Counter[Hashable] = Counter()
        self.waiting: list[tuple[tuple[int, int], int, Moment]] = []
        self.number = itertools.count()

    def until(self, wanted: set[Fact], most: int, along: bool) -> None:
        """Play until all that is wanted is shown, or so many choices were made."""
        shown = self.shown
        most += shown.choices
        self._take_up(Moment(begin(self.story)))
        for moment in shown.followed if along else ():
            if self.decided is None or moment.state.visit in self.decided.visits:
                self._take_up(moment)
        while self.waiting and shown.choices < most and not wanted <= shown.facts:
            turn, number, moment = heapq.heappop(self.waiting)
            if turn < (now := self._turn(moment.state)):
                heapq.heappush(self.waiting, (now, number, moment))
                continue
            self.tried[self._niche(moment.state)] += 1
            for after in shown.onwards(moment):
                self._take_up(after)

    def _take_up(self, moment: Moment) -> None:
        """Lets a moment wait, where something about it is new."""
        if self.decided is not None:
            moment = self._through(moment, self.decided.visits)
        self.shown.arrive(moment)
        state = moment.state
        if self.decided is not None and self.decided.hopeless(state):
            return
        if not state.ended and self._is_news(moment):
            heapq.heappush(self.waiting, (self._turn(state), -next(self.number), moment))

    def _turn(self, state: State) -> tuple[int, int]:
        """When a moment has its turn: those of seldom tried niches first, of these the later visits."""
        return self.tried[self._niche(state)].bit_length(), -state.visit

    def _niche(self, state: State) -> Hashable:
        """Moments that take turns with others: those of one beat, and of one memory where few things matter."""
        if self.decided is None:
            return state.visit, state.beat
        return state.visit, state.beat, tuple([read(state) for read in self.memory])

    def _through(self, moment: Moment, visits: Collection[int]) -> Moment:
        """The shortest way through visits that do not matter."""
        state = moment.state
        while not state.ended and state.visit not in visits:
            options = offered(self.story, state)
            if state.phase == TALKING and options:
                moment = self.shown.choose(moment, min(options, key=lambda option: self.far[option.place]))
            else:
                *_, moment = self.shown.onwards(moment)
            state = moment.state
        return moment

    def _is_news(self, moment: Moment) -> bool:
        """Whether a state differs in one respect from all before it in its beat; where a visit begins, in two."""
        state, known = moment.state, self.known
        place = (state.visit, state.beat, state.phase)
        feeling = self._feeling(state, moment.polite)
        memory = tuple([read(state) for read in self.memory])
        if (place, feeling, memory) in known:
            return False
        known.add((place, feeling, memory))
        if self.decided is not None:
            return True
        respects: list[Hashable] = [(place, feeling), *((place, pair) for pair in enumerate(memory))]
        if (state.visit, state.beat) in self.starts:
            held = [pair for pair in enumerate(memory) if pair[1]]
            respects += [(state.visit, pair) for pair in itertools.combinations(held, 2)]
        news = [one for one in respects if one not in known]
        known.update(news)
        return bool(news)

    def _feeling(self, state: State, polite: frozenset[int]) -> tuple[int, bool, int, int]:
        minutes = state.minutes_left // MINUTES if self.story.shift else 0
        trusts = state.moods[4 * state.person] >= POLITE_BELOW
        return readiness(state, state.person) // (POINTS if self.decided is None else 1), trusts, len(polite), minutes


def lines_to_end(story: Story) -> list[int]:
    """For each option how many lines at least lead by way of it to the end of the talk, whatever the conditions."""
    far = [len(story.options)] * len(story.options)
    of_beat = [len(story.options)] * len(story.beats)
    grown = True
    while grown:
        grown = False
        for option in story.options:
            way = 1 + min(0 if to == END else of_beat[option.beat if to == STAY else to] for to in option.then)
            if way < far[option.place]:
                far[option.place], grown = way, True
                of_beat[option.beat] = min(of_beat[option.beat], way)
    return far
