"""Characters that no text may hold, because a terminal would obey them or a reader could not see them.

These are the control characters but the line feed (escape and the second set, C1, among them), the line and paragraph
separators, lone surrogates, and the invisible format characters of Unicode's class Cf, those that turn the direction
of writing among them. The joiner that emoji are built with (U+200D) stays allowed, as do the Arabic and Syriac signs
of the class, which are seen.
"""

import re
import unicodedata
from typing import Final

from trainer.language import _, mark

STAND_IN: Final = "\uefff"
"""Stands in a tree for a character that YAML cannot read, so that the rest of the file can still be checked."""

_UNREADABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_INVISIBLE = (
    "\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_LONE_RETURN = "\r(?!\n)"

FORBIDDEN: Final = re.compile(f"[{_UNREADABLE}{_INVISIBLE}{STAND_IN}\t\r]")
"""One character that no text may hold."""

FORBIDDEN_IN_FILE: Final = re.compile(f"[{_UNREADABLE}{_INVISIBLE}{STAND_IN}]|{_LONE_RETURN}")
"""The same in a file, where a tab may stand between a key and its value and a line may end in a return and a feed."""

_UNREADABLE_IN_FILE = re.compile(f"[{_UNREADABLE}]|{_LONE_RETURN}")
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PLAIN_NAMES: Final = {
    "\x00": mark("a NUL character"), "\x07": mark("a bell character"), "\x08": mark("a backspace character"),
    "\t": mark("a tab"), "\r": mark("a carriage return"), "\x1b": mark("an escape character"),
    "\x7f": mark("a delete character"), "\ufeff": mark("a byte order mark in the middle of the file"),
}  # fmt: skip


def readable(text: str) -> str:
    """The text with a stand-in for each character at which a YAML reader would stop; no place moves."""
    return _UNREADABLE_IN_FILE.sub(STAND_IN, text)


def name_of(character: str) -> str:
    """What the character is, in words, with its number: `an escape character (U+001B)`."""
    return f"{_(_named(character))} (U+{ord(character):04X})"


def _named(character: str) -> str:
    if character in _PLAIN_NAMES:
        return _PLAIN_NAMES[character]
    if character in _DIRECTION:
        return mark("a character that turns the direction of writing")
    match unicodedata.category(character):
        case "Cc":
            return mark("a control character")
        case "Cs":
            return mark("half of a character")
        case "Zl" | "Zp":
            return mark("a hidden line break")
        case "Cf":
            return mark("an invisible character")
        case _:
            return mark("a character without a meaning")


def shown(text: str) -> str:
    """The text as it can be put on a screen: each forbidden character, line feeds too, becomes one visible sign."""
    return FORBIDDEN.sub(_sign, text.replace("\n", " "))


def _sign(found: re.Match[str]) -> str:
    character = found[0]
    if character == "\t":
        return " "
    return chr(0x2400 + ord(character)) if character < " " else "\ufffd"
