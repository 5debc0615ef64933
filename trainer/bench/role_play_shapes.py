"""A printed script as a value: cards of sections, and sections of blocks. Text, Markdown and HTML are made of it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["guide", "person", "organizer", "observer"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words. `quoted` are somebody's own; `lead` stands before them in bold."""

    text: str
    lead: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `numbered` where the order counts."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """Rows to tick: what, a note on it, and the boxes behind it, each with a word or none."""

    rows: tuple[tuple[str, str], ...]
    boxes: tuple[str, ...] = ("",) * 10


@dataclass(frozen=True, slots=True)
class Blank:
    """Lines to write on."""

    lines: int


Block = Paragraph | Items | Ticks | Blank


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a card."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One card, on a page of its own: whom it is for, and what only they may read."""

    kind: Kind
    title: str
    who: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """All that a table needs to play a scenario without a machine."""

    title: str
    language: str
    cards: tuple[Card, ...]
