"""Text that is drawn to the width it has: bars, plots, and what was said at a turn."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from trainer.language import _
from trainer.report.shapes import Exchange
from trainer.report.words import NOTHING_SAID
from trainer.screens.texts import hang, plain, spoken

Draw = Callable[[int], Content]
"""Draws something to a width in cells."""


class Drawn(Widget):
    """Shows what a function draws."""

    DEFAULT_CSS = """
    Drawn { height: auto; width: 1fr; }
    """

    def __init__(self, draw: Draw, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.draw = draw

    def show(self, draw: Draw) -> None:
        """Show what another function draws."""
        self.draw = draw
        room = self.content_size
        # to lay the screen out costs more than to draw it, and as many lines as before need no other room
        self.refresh(layout=not room.width or self._lines(room.width) != room.height)

    def _set(self, width: int) -> Content:
        width = max(2, width)
        return Content("\n").join(self.draw(width).wrap(width))

    def render(self) -> Content:
        return self._set(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._lines(width)

    def _lines(self, width: int) -> int:
        return self._set(width).plain.count("\n") + 1


def text(words: str, style: str = "") -> Draw:
    """Paragraphs, with gestures in italics."""
    return lambda _width: Content("\n\n").join(spoken(part, style) for part in words.split("\n\n"))


def stacked(draws: Sequence[Draw]) -> Draw:
    """Drawings under each other."""
    return lambda width: Content("\n").join(draw(width) for draw in draws)


def labelled(label: str, words: str, indent: int, style: str = "bold", body: str = "") -> Draw:
    """Words that hang from a label."""
    return lambda width: hang(plain(label, style), spoken(words, body), width, indent)


def line_said(line: str) -> str:
    """A line of the trainee's; silence is told in the language that is spoken."""
    return _(line) if line == NOTHING_SAID else line


def exchange(said: Exchange) -> Draw:
    """What was said at a turn, both sides, with its number."""
    indent = max(8, min(14, Content(said.name).cell_length + 2))
    parts = [
        text(_("Turn {turn}").format(turn=said.turn), "$soft"),
        labelled(_("You").upper(), line_said(said.you), indent, "bold $you"),
    ]
    if said.they:
        parts.append(labelled(said.name.upper(), said.they, indent, "bold $them"))
    return stacked(parts)


FULL, EMPTY = "█", "░"


def bar(points: float, cells: int, style: str = "$mark") -> Content:
    """A bar of 0 to 100 on a ground, so that its length can be judged without its colour."""
    full = max(0, min(cells, int(points * cells / 100 + 0.5)))
    return Content.assemble((FULL * full, style), (EMPTY * (cells - full), "$rule"))


EIGHTHS = " ▁▂▃▄▅▆▇█"


def columns(values: Sequence[int], highest: int, rows: int, style: str, width: int = 1, gap: int = 0) -> list[Content]:
    """Values of 0 to `highest` as columns, `rows` high, topmost row first. Nothing at all is drawn as a dot."""
    drawn: list[Content] = []
    for row in range(rows - 1, -1, -1):
        cells = []
        for value in values:
            eighths = round(value * rows * 8 / highest) - row * 8
            cell = EIGHTHS[max(0, min(8, eighths))]
            if value == 0 and row == 0:
                cell = "·"
            cells.append(cell * width + " " * gap)
        drawn.append(Content.styled("".join(cells), style))
    return drawn
