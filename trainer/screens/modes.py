"""The three modes in words. Course says what a mode allows; this is what the trainee reads about it."""

from typing import TYPE_CHECKING, NamedTuple

from trainer.language import mark

if TYPE_CHECKING:
    from trainer.conversation.lifecycle import Mode


class ModeWords(NamedTuple):
    """What a mode is called, alone and as a mode, and what it is like. To be shown through `_`."""

    title: str
    called: str
    words: str


MODES: "dict[Mode, ModeWords]" = {
    "learn": ModeWords(
        mark("Learn"), mark("Learn mode"), mark("A word of coaching after each line. You can take lines back.")
    ),
    "practice": ModeWords(
        mark("Practice"), mark("Practice mode"), mark("Coaching after each visit. You can take lines back.")
    ),
    "test": ModeWords(mark("Test"), mark("Test mode"), mark("A line said is said. Coaching comes at the very end.")),
}

SHIFT_MODES: "dict[Mode, ModeWords]" = {
    **MODES,
    "practice": MODES["practice"]._replace(words=mark("You can take lines back. Coaching comes at the end.")),
}
"""The same for a shift, which leaves no time between its talks."""


def next_mode(mode: "Mode") -> "Mode":
    """The mode that the key changes to."""
    listed = tuple(MODES)
    return listed[(listed.index(mode) + 1) % len(listed)]
