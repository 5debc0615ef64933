"""Counting words: what was really said, without gestures."""

import re
from typing import Final

_GESTURE: Final = re.compile(r"\*[^*]*\*")


def spoken(text: str) -> str:
    """A text without its *gestures*."""
    return _GESTURE.sub(" ", text)


def count_words(text: str) -> int:
    """How many words are said in a text: runs between spaces with a letter or digit, gestures not counted."""
    return sum(any(sign.isalnum() for sign in run) for run in spoken(text).split())
