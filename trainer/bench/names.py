"""Ids from names that people gave: small letters, digits and underscores, unique, and no reserved word."""

import re
import unicodedata
from typing import Final

from trainer.scenario.characters import FORBIDDEN, name_of

LONGEST: Final = 40
"""Characters of an id that is made from a text; words beyond it are left out."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_PART_OF_AN_ID = re.compile(r"[^a-z0-9]+")


class Ids:
    """Gives ids of one kind, none twice."""

    def __init__(self, reserved: frozenset[str] = frozenset()) -> None:
        self._given: set[str] = set(reserved)
        self._last: dict[str, int] = {}

    def of(self, name: str, otherwise: str, words: int = 0) -> str:
        """An id from a name, of its first words only where a number is given; `otherwise` begins one that has none."""
        apart = _CAMEL.sub(" ", name[:400])
        plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
        parts = [part for part in _NO_PART_OF_AN_ID.split(plain.replace("'", "").lower()) if part]
        if words:
            parts = parts[:words]
        made = ""
        for part in parts:
            if made and len(made) + len(part) >= LONGEST:
                break
            made = f"{made}_{part}" if made else part[:LONGEST]
        if not made:
            made = otherwise
        elif made[0].isdigit():
            made = f"{otherwise}_{made}"
        return self._unique(made)

    def reserve(self, made: str) -> None:
        """Give an id to nobody."""
        self._given.add(made)

    def _unique(self, made: str) -> str:
        if made not in self._given:
            self._given.add(made)
            return made
        number = self._last.get(made, 1)
        while True:
            number += 1
            longer = f"{made}_{number}"
            if longer not in self._given:
                self._last[made] = number
                self._given.add(longer)
                return longer


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without what the format forbids, and the name of each kind of character that went.

    A tab becomes a space and a line's end a line feed; neither is named.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not FORBIDDEN.search(text):
        return text, ()
    gone = dict.fromkeys(name_of(found[0]) for found in FORBIDDEN.finditer(text))
    return FORBIDDEN.sub("", text), tuple(gone)
