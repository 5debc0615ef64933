"""Words that are read a page at a time in the room there is for them."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widget import Widget

from trainer.screens.widgets.drawn import Draw

WHEEL = 2
"""Lines that a step of the mouse's wheel moves."""


class Reading(Widget, can_focus=False):
    """Shows what a function draws, from a line on.

    It takes the room that it is given, however much there is to read. So other words cost a drawing of this widget
    alone, and the screen is not laid out anew, twice over where a scroll bar comes or goes.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.draw: Draw = lambda _width: Content("")
        self.top = 0
        self._set: tuple[int, Sequence[Content]] | None = None

    def show(self, draw: Draw) -> None:
        """Show what another function draws, from its beginning."""
        self.draw, self.top, self._set = draw, 0, None
        self.refresh()

    @property
    def lines(self) -> Sequence[Content]:
        """All of it, line by line, at the width there is."""
        width = max(2, self.content_size.width)
        if self._set is None or self._set[0] != width:
            self._set = width, self.draw(width).wrap(width)
        return self._set[1]

    @property
    def page(self) -> int:
        """How many lines are in sight."""
        return self.content_size.height

    @property
    def goes_on(self) -> bool:
        """Whether there is more below what is in sight."""
        return bool(self.page) and self.top + self.page < len(self.lines)

    def render(self) -> Content:
        self._turn_to(self.top)
        return Content("\n").join(self.lines[self.top : self.top + self.page])

    def _turn_to(self, top: int) -> bool:
        before, self.top = self.top, max(0, min(top, len(self.lines) - self.page))
        return self.top != before

    def turn(self, pages: int) -> None:
        """Read on by pages, or back where they are fewer than none; a line of the one before stays in sight."""
        self._move(pages * max(1, self.page - 1))

    def _move(self, lines: int) -> None:
        if self._turn_to(self.top + lines):
            self.refresh()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self._move(WHEEL)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self._move(-WHEEL)
