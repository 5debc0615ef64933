"""The three modes in words. Course says what a mode allows; this is what the trainee reads about it."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from trainer.conversation.lifecycle import Mode


class ModeWords(NamedTuple):
    """What a mode is called, and what it is like."""

    title: str
    words: str


MODES: "dict[Mode, ModeWords]" = {
    "learn": ModeWords("Learn", "A word of coaching after each line. You can take lines back."),
    "practice": ModeWords("Practice", "Coaching after each visit. You can take lines back."),
    "test": ModeWords("Test", "A line said is said. Coaching comes at the very end."),
}

SHIFT_MODES: "dict[Mode, ModeWords]" = {
    **MODES,
    "practice": ModeWords("Practice", "You can take lines back. Coaching comes at the end."),
}
"""The same for a shift, which leaves no time between its talks."""


def next_mode(mode: "Mode") -> "Mode":
    """The mode that the key changes to."""
    listed = tuple(MODES)
    return listed[(listed.index(mode) + 1) % len(listed)]
