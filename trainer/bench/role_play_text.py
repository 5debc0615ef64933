"""The script of a role-play as plain text and as Markdown."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from trainer.bench.role_play_shapes import Blank, Block, Card, Items, Paragraph, Script, Ticks

WIDTH: Final = 80
_MOST_BOXES: Final = 5
_GESTURE = re.compile(r"\*([^*\n]+)\*")
_MARKDOWN = re.compile(r"([\\`_\[\]<>#|])")


def as_text(script: Script) -> str:
    """The script as text, a form feed between its cards so that a printer begins a new page."""
    return "\f".join("\n".join(_card_text(card)) + "\n" for card in script.cards)


def _card_text(card: Card) -> Iterator[str]:
    yield card.title.upper()
    yield card.who
    yield "=" * WIDTH
    for part in card.parts:
        yield ""
        yield part.title
        yield "-" * min(WIDTH, len(part.title))
        for block in part.blocks:
            yield from _block_text(block)


def _block_text(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield ""
            words = f"“{block.text}”" if block.quoted else block.text
            lead = f"{block.lead} " if block.lead else ""
            yield from _wrapped(_GESTURE.sub(r"(\1)", lead + words))
        case Items():
            yield ""
            for number, text in enumerate(block.texts, 1):
                sign = f"{number}. " if block.numbered else "- "
                yield from _wrapped(_GESTURE.sub(r"(\1)", text), sign, " " * len(sign))
        case Ticks():
            yield ""
            few = block.boxes if any(block.boxes) else block.boxes[:_MOST_BOXES]
            boxes = " ".join(f"[ ] {word}".rstrip() for word in few)
            for label, note in block.rows:
                words = f"{label} ({note})" if note else label
                if len(words) + len(boxes) + 2 <= WIDTH:
                    yield words.ljust(WIDTH - len(boxes)) + boxes
                else:
                    yield from _wrapped(words)
                    yield boxes.rjust(WIDTH)
        case Blank():
            for _number in range(block.lines):
                yield ""
                yield "_" * WIDTH


def _wrapped(text: str, first: str = "", later: str = "") -> Iterable[str]:
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def as_markdown(script: Script) -> str:
    """The script as Markdown, a rule between its cards."""
    return "\n---\n\n".join("\n".join(_card_markdown(card)) + "\n" for card in script.cards)


def _card_markdown(card: Card) -> Iterator[str]:
    yield f"# {_safe(card.title)}"
    yield ""
    yield f"{_safe(card.who)}"
    for part in card.parts:
        yield ""
        yield f"## {_safe(part.title)}"
        for block in part.blocks:
            yield ""
            yield from _block_markdown(block)


def _block_markdown(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            words = f"“{_safe(block.text)}”" if block.quoted else _safe(block.text)
            yield (f"**{_safe(block.lead)}** " if block.lead else "") + words
        case Items():
            for number, text in enumerate(block.texts, 1):
                yield f"{number}. {_safe(text)}" if block.numbered else f"- {_safe(text)}"
        case Ticks():
            boxes = " ".join(f"☐ {_safe(word)}".rstrip() for word in block.boxes)
            yield "| | | |"
            yield "|---|---|---|"
            for label, note in block.rows:
                yield f"| {_safe(label)} | {_safe(note)} | {boxes} |"
        case Blank():
            yield "\n\n".join(["\\_" * 40] * block.lines)


def _safe(text: str) -> str:
    """A text on one line in which Markdown reads nothing but a gesture."""
    parts = _GESTURE.split(" ".join(text.split()))
    made = []
    for index, part in enumerate(parts):
        plain = _MARKDOWN.sub(r"\\\1", part).replace("*", "\\*")
        made.append(f"*{plain}*" if index % 2 else plain)
    whole = "".join(made)
    return re.sub(r"^([-+]|\d+[.)])(?=\s)", r"\\\1", whole)
