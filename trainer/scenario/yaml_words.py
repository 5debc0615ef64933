"""A slip in YAML in an author's words, and the sentences in which several slips are told."""

from functools import cache
from typing import Final, NamedTuple

from trainer.language import _, mark

IN_QUOTES: Final = mark("put the whole text in quotes")


class Explained(NamedTuple):
    """A slip in author's words; line and column count from 1, length is that of the spot."""

    code: str
    line: int
    column: int
    length: int
    message: str
    hint: str


def never_closed(sign: str) -> tuple[str, str]:
    """What is wrong with a quote that nothing closes, and its mend."""
    return (_("the quote {sign} that opens here is never closed").format(sign=sign),
            _("close it with {sign} at the end of the text").format(sign=sign))  # fmt: skip


def quoted_hint(sign: str) -> str:
    """The mend of a text whose first character means something else."""
    return _("put a text that starts with {sign} in quotes").format(sign=sign)


def starts_with(sign: str) -> str:
    """What is wrong with a text whose first character means something else."""
    return _("a text that starts with {sign} must stand in quotes").format(sign=sign)


def write(words: str) -> str:
    """The mend that names what to write."""
    return _("write {words}").format(words=words)


def looks_like_a_key() -> str:
    """What is wrong with a text that holds a colon."""
    return _("a colon and a space within a text look like a key")


def bracket_left_open(opening: str, closing: str) -> tuple[str, str]:
    """What is wrong with a bracket that nothing closes, and its mend."""
    return (_("the {sign} that opens here is never closed").format(sign=opening),
            _("close it with {sign}").format(sign=closing))  # fmt: skip


@cache
def keys_of_the_format() -> frozenset[str]:
    """Every key that some part of a scenario has."""
    from trainer.scenario.schema import schema

    made = schema()
    return frozenset(key for part in (made, *made["$defs"].values()) for key in part.get("properties", ()))


def gesture(source: str, line: int, column: int) -> Explained:
    """A text that begins with a *gesture*; its place counts from 0."""
    return Explained("E001", line + 1, column + 1, max(1, len(source) - column),
                     starts_with("*"), _("put the whole text in quotes: {example}").format(
                         example='"*She nods.* Fine."'))  # fmt: skip


def short(text: str) -> str:
    """A text as it can stand in a message."""
    return text if len(text) <= 40 else text[:39] + "…"
