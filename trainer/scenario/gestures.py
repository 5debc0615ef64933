"""Gestures in the texts of a scenario: what stands between asterisks is seen and not said."""

import re
from typing import Final

GESTURE: Final = re.compile(r"\*([^*]+)\*")
"""A gesture; its first group is the gesture without the asterisks."""


def bracketed(text: str) -> str:
    """A text with its gestures in round brackets, as plain text has them."""
    return GESTURE.sub(lambda found: f"({found[1].strip()})", text)
