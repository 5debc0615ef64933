"""Rows to read: some of them can be marked, and opened to show what they rest on."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection

from trainer.screens.actions import bindings_of
from trainer.screens.texts import folded, hang
from trainer.screens.widgets.choices import MARK, dragged_over
from trainer.screens.widgets.drawn import Draw, Drawn

CLOSED, OPEN = "+", "−"
"""Stand before a row that has more to show, and before one that shows it."""

MARGIN = 3
"""Cells before a row, for its signs."""

UNBROKEN = 2000
"""A width at which hardly any line of a text is broken."""


class Row(Drawn):
    """A row. `under` is what it rests on, `turn` the turn to be played from; with neither it is only read.

    `key` tells it from the others of its list, where the list is shown again while somebody reads it.
    """

    DEFAULT_CSS = """
    Row { padding: 0 1 0 0; }
    Row.gap { margin: 1 0 0 0; }
    Row.-marked { background: $panel; }
    Row.-able:hover { background: $panel; }
    """

    class Taken(Message):
        """Somebody clicked on the row."""

        def __init__(self, row: "Row") -> None:
            super().__init__()
            self.row = row

    marked = reactive(False)
    opened = reactive(False, layout=True)

    def __init__(
        self, draw: Draw, *, under: Draw | None = None, turn: int | None = None, gap: bool = False, key: str = ""
    ) -> None:
        super().__init__(self._drawn)
        self.key = key
        self.top = draw
        self.under = under
        self.turn = turn
        self.set_class(gap, "gap")
        self.set_class(self.able, "-able")

    @property
    def able(self) -> bool:
        """Whether the row can be marked."""
        return self.under is not None or self.turn is not None

    def watch_marked(self, marked: bool) -> None:
        self.set_class(marked, "-marked")

    def _drawn(self, width: int) -> Content:
        inner = max(2, width - MARGIN)
        drawn = hang(self.sign(), self.top(inner), width, MARGIN)
        if self.opened and self.under is not None:
            drawn += Content("\n") + hang(Content(), self.under(inner), width, MARGIN)
        return drawn

    def sign(self) -> Content:
        """What stands in the margin."""
        more = " " if self.under is None else OPEN if self.opened else CLOSED
        return Content.assemble((MARK if self.marked else " ", "bold $mark"), (more, "$mark"))

    def words(self) -> str:
        """What stands there, and below it where it is opened, as text to copy."""
        draws = [self.top, *([self.under] if self.opened and self.under is not None else [])]
        return "\n".join(folded(draw(UNBROKEN).plain) for draw in draws)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        found = super().get_selection(selection)
        return None if found is None else (folded(found[0], MARGIN), found[1])

    def on_click(self, event: Click) -> None:
        event.stop()
        if not dragged_over(self):  # that is to be copied, not opened
            self.post_message(self.Taken(self))


class Rows(VerticalScroll, can_focus=True):
    """The rows of a section. Arrow keys move the mark, or read on where there is nothing to mark."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("rows")
    DEFAULT_CSS = """
    Rows { height: 1fr; scrollbar-size-vertical: 1; }
    """

    cursor = reactive(-1)

    class Marked(Message):
        """Another row is marked."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[Row, ...] = ()
        self.able: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row], *, stay: bool = False) -> None:
        """Show other rows, from the top; or the same list anew, whose mark and opened rows then stay as they are."""
        cursor, marked = self.cursor, self.marked.key if self.marked else ""
        opened = {row.key for row in self.rows if row.opened and row.key} if stay else set()
        with self.app.batch_update():
            self.rows = tuple(rows)
            for row in self.rows:
                if row.key in opened:
                    row.set_reactive(Row.opened, True)
            self.able = tuple(row for row in rows if row.able)
            self.remove_children()
            self.mount_all(self.rows)
            self.set_reactive(Rows.cursor, -1)
            self.cursor = 0 if self.able else -1
            self.scroll_home(animate=False)
            if stay:
                again = [place for place, row in enumerate(self.able) if marked and row.key == marked]
                self.cursor = again[0] if again else min(max(cursor, 0), len(self.able) - 1)

    def words(self) -> str:
        """The marked row as text to copy; all of them where none can be marked."""
        rows = self.rows if self.marked is None else (self.marked,)
        return "\n".join(row.words() for row in rows)

    @property
    def marked(self) -> Row | None:
        """The row that is marked."""
        return self.able[self.cursor] if 0 <= self.cursor < len(self.able) else None

    def watch_cursor(self, old: int, cursor: int) -> None:
        for place, row in enumerate(self.able):
            row.marked = place == cursor
        if cursor >= 0 and old >= 0:
            self.call_after_refresh(self.scroll_to_widget, self.able[cursor], animate=False)
        self.post_message(self.Marked())

    def action_previous(self) -> None:
        if self.cursor > 0:
            self.cursor -= 1
        else:
            self.scroll_up(animate=False)

    def action_next(self) -> None:
        if self.cursor < len(self.able) - 1:
            self.cursor += 1
        else:
            self.scroll_down(animate=False)

    def open_marked(self) -> None:
        """Show or hide what the marked row rests on."""
        row = self.marked
        if row is not None and row.under is not None:
            row.opened = not row.opened
            self.call_after_refresh(self.scroll_to_widget, row, animate=False)

    def on_row_taken(self, message: Row.Taken) -> None:
        message.stop()
        if message.row in self.able:
            if self.marked is message.row:
                self.open_marked()
            self.cursor = self.able.index(message.row)
