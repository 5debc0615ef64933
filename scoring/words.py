"""Counting words: what was really said, without gestures."""

import re
from typing import Final

_GESTURE: Final = re.compile(r"\*[^*]*\*")


def spoken(text: str) -> str:
    """A text without its *gestures*."""
    return _GESTURE.sub(" ", text) if "*" in text else text


def count_words(text: str) -> int:
    """How many words are said in a text: runs between spaces with a letter or digit, gestures not counted."""
    return sum(run[0].isalnum() or any(map(str.isalnum, run)) for run in spoken(text).split())
