"""Notes: headings with lines under them, each line hanging from a dot, as long as there is room."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from trainer.screens.texts import hang, plain, spoken

DOT = "·"


class Note(NamedTuple):
    """A heading ("" for none) with its lines. `dotted` hangs each line from a dot."""

    heading: str
    lines: tuple[str, ...]
    dotted: bool = True


class Notes(Widget):
    """Shows notes under each other."""

    DEFAULT_CSS = """
    Notes { height: auto; width: 1fr; }
    """

    notes: reactive[tuple[Note, ...]] = reactive((), layout=True)

    def __init__(self, notes: Sequence[Note] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Notes.notes, tuple(notes))

    def text(self, width: int) -> Content:
        """The notes set to a width."""
        parts: list[Content] = []
        for note in self.notes:
            if parts:
                parts.append(Content())
            if note.heading:
                parts += plain(note.heading, "bold $ink").wrap(max(2, width))
            for line in note.lines:
                if note.dotted:
                    parts.append(hang(Content.styled(DOT, "$mark"), spoken(line, "$soft"), max(8, width), 2))
                else:
                    parts += spoken(line, "$soft").wrap(max(2, width))
        return Content("\n").join(parts)

    def render(self) -> Content:
        return self.text(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.text(width).plain.count("\n") + 1
