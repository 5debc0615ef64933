"""Looking for plays that show what is wanted: from all kinds of moments onwards, those of seldom tried beats first.

The engine's states are kept as they are, so a play can be taken up again at any of them. A wide look goes on from a
moment where something about it is new in its beat: the readiness, or one thing that a condition remembers. A closer
look is for what a few visits decide: only those visits are played in all ways, from where they are nearest to what is
wanted, and the others by their shortest way.
"""

import heapq
import itertools
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Hashable
from typing import Final, NamedTuple

from trainer.check.settle.deciding import Decided
from trainer.check.settle.memory import Memory, News
from trainer.check.settle.shown import Fact, Moment, Shown
from trainer.conversation.advance import POLITE_BELOW, begin, offered
from trainer.conversation.state import TALKING, State, readiness

POINTS: Final = 3
MINUTES: Final = 8
"""How finely readiness, and the minutes left of a shift, are told apart."""

NEAR: Final = 4
"""The same of readiness in a closer look, where moments take turns."""


class Waiting(NamedTuple):
    """A moment that waits: its turn, the latest first of those that have it at once; its niche, and how far it is."""

    turn: tuple[int, int]
    number: int
    moment: Moment
    niche: Hashable
    far: int


class Look(ABC):
    """One look through a story."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.story = shown.story
        self.known: set[Hashable] = set()
        self.tried: Counter[Hashable] = Counter()
        self.waiting: list[Waiting] = []
        self.number = itertools.count()

    def begin(self, along: bool) -> None:
        """From the beginning, and `along` the walks that were followed, too."""
        self._take_up(Moment(begin(self.story)))
        for moment in self.shown.followed if along else ():
            if self._is_worth(moment.state):
                self._wait(moment)

    def until(self, wanted: set[Fact], most: int) -> None:
        """Play on until all that is wanted is shown, or so many choices were made."""
        shown = self.shown
        most += shown.choices
        while self.waiting and shown.choices < most and not wanted <= shown.facts:
            one = heapq.heappop(self.waiting)
            now = self._turn(one.moment, one.niche, one.far)
            if one.turn < now:
                heapq.heappush(self.waiting, one._replace(turn=now))
                continue
            self.tried[one.niche] += 1
            for after in shown.onwards(one.moment):
                self._take_up(after)

    def _is_worth(self, state: State) -> bool:
        """Whether a state of a walk is worth going on from, whatever else is known."""
        return True

    def _take_up(self, moment: Moment) -> None:
        """Notes what a moment shows by itself, and lets it wait."""
        self.shown.arrive(moment)
        if not moment.state.ended:
            self._wait(moment)

    def _wait(self, moment: Moment) -> None:
        """Lets a moment wait, where something about it is new."""
        niche = self._niche(moment.state)
        if self._is_news(moment, niche):
            far = self._far(moment.state)
            turn = self._turn(moment, niche, far)
            heapq.heappush(self.waiting, Waiting(turn, -next(self.number), moment, niche, far))

    def _turn(self, moment: Moment, niche: Hashable, far: int) -> tuple[int, int]:
        """When a moment has its turn: near ones first and those of seldom tried niches, of these the later visits."""
        return self.tried[niche].bit_length() + far, -moment.state.visit

    @abstractmethod
    def _niche(self, state: State) -> Hashable:
        """Moments that take turns with others."""

    @abstractmethod
    def _is_news(self, moment: Moment, niche: Hashable) -> bool:
        """Whether a moment of a niche is worth going on from."""

    def _far(self, state: State) -> int:
        """How far a state is from what is wanted."""
        return 0

    def _feeling(self, moment: Moment, points: int) -> Hashable:
        """How the person of a moment feels, as far as an answer could hang on it."""
        state = moment.state
        minutes = state.minutes_left // MINUTES if self.story.shift else 0
        trusts = state.moods[4 * state.person] >= POLITE_BELOW
        return readiness(state, state.person) // points, trusts, len(moment.polite), minutes


class WideLook(Look):
    """A look for all that a story has. `memory` is what may be new about a state."""

    def __init__(self, shown: Shown, memory: Memory) -> None:
        super().__init__(shown)
        self.memory = memory
        self.news = News(memory.all)
        self.starts = {(place, beat) for place, visit in enumerate(self.story.visits) for _, beat in visit.starts}

    def _niche(self, state: State) -> Hashable:
        return state.visit, state.beat

    def _is_news(self, moment: Moment, niche: Hashable) -> bool:
        """Whether a state differs in one respect from all before it in its beat; where a visit begins, in two."""
        state, bits = moment.state, self.memory.of(moment.state)
        place = (state.visit, state.beat, state.phase)
        felt = (place, self._feeling(moment, POINTS))
        if (felt, bits) in self.known:
            return False
        new_feeling = felt not in self.known
        self.known |= {felt, (felt, bits)}
        news = self.news.is_news(place, bits)
        if (state.visit, state.beat) in self.starts:
            news |= self.news.is_new_pair(state.visit, bits)
        return news or new_feeling


class CloserLook(Look):
    """A look for what is `decided` by a few visits."""

    def __init__(self, shown: Shown, decided: Decided) -> None:
        super().__init__(shown)
        self.decided = decided

    def begin(self, along: bool) -> None:
        """From where a play has come to a beat in which it could be shown, too."""
        super().begin(along)
        for beat in sorted(self.decided.goals & self.shown.first.keys()):
            self._take_up(self.shown.first[beat])

    def _is_worth(self, state: State) -> bool:
        return state.visit in self.decided.visits and not self.decided.hopeless(state)

    def _take_up(self, moment: Moment) -> None:
        if not self.decided.hopeless(moment.state):
            moment = self._through(moment, self.decided.visits)
        if self.decided.hopeless(moment.state):
            self.shown.arrive(moment)
        else:
            super()._take_up(moment)

    def _niche(self, state: State) -> Hashable:
        remembered = tuple([read(state) for read in self.decided.memory])
        return state.visit, state.beat, readiness(state, state.person) // NEAR, remembered

    def _far(self, state: State) -> int:
        return self.decided.unmet(state)

    def _is_news(self, moment: Moment, niche: Hashable) -> bool:
        known = (niche, moment.state.phase, self._feeling(moment, 1))
        if known in self.known:
            return False
        self.known.add(known)
        return True

    def _through(self, moment: Moment, visits: Collection[int]) -> Moment:
        """The shortest way through visits that do not matter."""
        state, shown = moment.state, self.shown
        while not state.ended and state.visit not in visits:
            options = offered(self.story, state)
            if state.phase == TALKING and options:
                moment = shown.choose(moment, min(options, key=lambda option: shown.far[option.place]))
            else:
                *_, moment = shown.onwards(moment)
            state = moment.state
        return moment
