"""What scoring reads of every option of a story, as arrays over the options in their order (`StoryOption.place`)."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scoring.action import UNSETTLING
from scoring.habits import gate_habits
from scoring.moves import AGAINST, COUNTED_QUESTIONS, FACING, FACING_STEPS, QUESTIONING, REFLECTIONS
from trainer.conversation.story import Story, StoryOption

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


def habit_of(option: StoryOption) -> str | None:
    """The habit that the author tagged an option with."""
    return option.offered.tags.get("habit") or None


class OptionTables:
    """One array for each thing that a component asks of a line; each is made when it is first asked for."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def _bools(self, holds: Callable[[StoryOption], object]) -> "Bools":
        return np.array([bool(holds(option)) for option in self.story.options], dtype=bool)

    def _numbers(self, number: Callable[[StoryOption], int]) -> "Numbers":
        return np.array([number(option) for option in self.story.options], dtype=np.int64)

    @cached_property
    def question(self) -> "Bools":
        """Open, closed and leading questions."""
        return self._bools(lambda o: o.move in COUNTED_QUESTIONS)

    @cached_property
    def open_question(self) -> "Bools":
        return self._bools(lambda o: o.move == "open_question")

    @cached_property
    def closed_question(self) -> "Bools":
        return self._bools(lambda o: o.move == "closed_question")

    @cached_property
    def spoilt_question(self) -> "Bools":
        """Leading questions, and those with two in one."""
        return self._bools(lambda o: o.move == "leading_question" or habit_of(o) == "stacked_q")

    @cached_property
    def reflection(self) -> "Bools":
        return self._bools(lambda o: o.move in REFLECTIONS)

    @cached_property
    def deep_reflection(self) -> "Bools":
        return self._bools(lambda o: o.move in REFLECTIONS and o.move != "reflection")

    @cached_property
    def meeting_affirmation(self) -> "Bools":
        """Affirmations that meet an objection, whose it is left open."""
        return self._bools(lambda o: o.move == "affirmation" and o.meets >= 0)

    @cached_property
    def floor_step(self) -> "Bools":
        """Lines in steps issue and agitate."""
        return self._bools(lambda o: o.step in ("issue", "agitate"))

    @cached_property
    def picks_up(self) -> "Numbers":
        return self._numbers(lambda o: o.picks_up)

    @cached_property
    def ask(self) -> "Numbers":
        return self._numbers(lambda o: o.ask)

    @cached_property
    def specific_ask(self) -> "Bools":
        asks = list(self.story.head.asks.values())
        return self._bools(lambda o: o.ask >= 0 and asks[o.ask].who and asks[o.ask].when and asks[o.ask].where)

    @cached_property
    def dated_ask(self) -> "Bools":
        asks = list(self.story.head.asks.values())
        return self._bools(lambda o: o.ask >= 0 and asks[o.ask].when)

    @cached_property
    def next_or_promise(self) -> "Bools":
        return self._bools(lambda o: o.promises or o.offered.tags.get("next"))

    @cached_property
    def unsettles(self) -> "Bools":
        return self._bools(lambda o: o.move == "fold" or habit_of(o) in UNSETTLING)

    @cached_property
    def may_inoculate(self) -> "Bools":
        return self._bools(lambda o: o.step == "inoculate" and (o.move in QUESTIONING or o.move == "information"))

    @cached_property
    def meets(self) -> "Numbers":
        return self._numbers(lambda o: o.meets)

    @cached_property
    def facing_step(self) -> "Numbers":
        """The place of the step of facing an objection that the move takes, -1 for none."""
        return self._numbers(lambda o: FACING_STEPS.index(FACING[o.move]) if o.move in FACING else -1)

    @cached_property
    def gate(self) -> "Bools":
        """Lines with a habit of the gate."""
        habits = gate_habits()
        return self._bools(lambda o: habit_of(o) in habits)

    @cached_property
    def against(self) -> "Bools":
        """Lines that cap the facing of an objection."""
        return self._bools(lambda o: o.move in AGAINST or habit_of(o) == "minimise_fear")

    @cached_property
    def habit(self) -> "Bools":
        return self._bools(habit_of)

    @cached_property
    def hears_concern(self) -> "Numbers":
        return self._numbers(lambda o: o.hears[0] if o.hears else -1)

    @cached_property
    def hears_depth(self) -> "Numbers":
        return self._numbers(lambda o: o.hears[1] if o.hears else 0)

    @cached_property
    def presses(self) -> "Bools":
        """Questions and asks: what somebody who is against answers with opposition."""
        return self._bools(lambda o: o.move in QUESTIONING or o.move == "ask")

    @cached_property
    def argue(self) -> "Bools":
        return self._bools(lambda o: o.move == "argue")

    @cached_property
    def farewell(self) -> "Bools":
        return self._bools(lambda o: o.move == "farewell")

    def sets(self, ids: Callable[[StoryOption], Sequence[int]], count: int) -> "Bools":
        """A matrix, options by things, of which things an option names."""
        named = np.zeros((len(self.story.options), count), dtype=bool)
        for option in self.story.options:
            for thing in ids(option):
                named[option.place, thing] = True
        return named
