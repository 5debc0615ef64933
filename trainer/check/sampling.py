"""Plays that go everywhere: at each turn the line that was taken least so far.

A random player comes back to the same few scenes; this one is through a scenario's lines in as many plays as it takes.
What it met can happen. What it did not meet it says nothing of.
"""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from trainer.conversation.advance import Step, begin, knock, offered, record_stop, step, take_leave
from trainer.conversation.state import AT_STOP, RECORDING, State
from trainer.conversation.story import Story, StoryOption

CHOICES: Final = 3_000
"""Choices that a sample takes at most, so that no scenario makes anybody wait."""


class Moment(NamedTuple):
    """One moment of a sampled play: its state, what was offered in it, what was chosen (nothing where stuck), and what
    that brought."""

    state: State
    offered: tuple[StoryOption, ...]
    chosen: StoryOption | None
    brought: Step | None


def moments(story: Story, plays: int, choices: int = CHOICES) -> Iterator[Moment]:
    """Every moment of so many plays, play after play. The same story gives the same moments.

    Of a shift every stop is knocked at: a record changes nothing that a talk depends on.
    """
    chance = random.Random(0)
    taken: Counter[int] = Counter()
    for _ in range(plays):
        state = begin(story)
        while not state.ended:
            if state.phase == AT_STOP:
                state = knock(story, state)
                continue
            if state.phase == RECORDING:
                state = record_stop(story, state)
                continue
            choices -= 1
            if choices < 0:
                return
            options = offered(story, state)
            if not options:
                yield Moment(state, options, None, None)
                state = take_leave(story, state)
            else:
                chosen = min(options, key=lambda option: (taken[option.place], chance.random()))
                taken[chosen.place] += 1
                brought = step(story, state, chosen)
                yield Moment(state, options, chosen, brought)
                state = brought.after
