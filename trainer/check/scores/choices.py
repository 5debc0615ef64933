"""The choices of a play as numbers, and the play that they make."""

from collections.abc import Callable, Sequence
from typing import Final

from trainer.check.recording import true_record
from trainer.conversation.play import PASS, Play
from trainer.conversation.state import AT_STOP, RECORDING
from trainer.conversation.story import Story

NOTHING: Final = -1
"""No choice: what follows by itself."""

KNOCK: Final = -2
PASS_BY: Final = -3
"""A knock at a stop of a shift, and a stop passed by."""

Choices = tuple[int, ...]
"""The choices of a play: places of options, and of a shift KNOCK and PASS_BY; records are not among them."""


def play_near(story: Story, choices: Sequence[int]) -> Play:
    """A play that makes these choices as far as they are offered; where none of them is, the first that is no habit."""
    left = [choice for choice in choices if choice >= 0]
    play = Play.new(story)
    while not play.ended:
        if play.stuck:
            play = play.leave()
            continue
        offered = play.offered()
        places = {option.place for option in offered}
        beat = play.state.beat
        # of what was wanted here, the first that can be had; what was wanted before it cannot any more
        found = next((at for at, choice in enumerate(left) if choice in places), None)
        if found is not None and story.options[left[found]].beat == beat:
            play = play.choose(story.options[left[found]].id)
            del left[: found + 1]
        else:
            good = [option for option in offered if not option.offered.tags.get("habit")]
            play = play.choose((good or list(offered))[0].id)
    return play


def play_of(story: Story, choices: Sequence[int], record: Callable[[Play], str] = true_record) -> Play:
    """The play of these choices, to its end; `record` says what is written down at a stop of a shift.

    Raises NotOffered where a choice is not offered, and IndexError where they do not lead to the end.
    """
    left = list(reversed(choices))
    play = Play.new(story)
    while not play.ended:
        if play.stuck:
            play = play.leave()
        elif play.state.phase == RECORDING:
            play = play.choose(record(play))
        elif play.state.phase == AT_STOP:
            play = play.choose(PASS if left.pop() == PASS_BY else play.offered_ids()[0])
        else:
            play = play.choose(story.options[left.pop()].id)
    return play
