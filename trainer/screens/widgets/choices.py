"""A list of things to take by number, arrow keys or mouse: what can be said, which scenario to play, where to go."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from trainer.screens.actions import bindings_of
from trainer.screens.texts import hang

MARK = "›"
"""Stands before the line that is marked, so that no colour is needed to see it."""


NUMBERED = 10
"""How many lines have a number; the tenth has the 0."""


SHAKY = 2
"""Characters that a hand which is not quite still selects with a click."""


def dragged_over(widget: Widget) -> bool:
    """Whether the mouse was drawn over words to copy them, and did not only click."""
    return len((widget.screen.get_selected_text() or "").strip()) > SHAKY


class Line(NamedTuple):
    """One thing to take: its id, what stands there, and a heading that it begins a group under ("" for none)."""

    id: str
    text: Content
    heading: str = ""


class Heading(Widget):
    """The name of a group of lines."""

    DEFAULT_CLASSES = "heading"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self) -> Content:
        return Content(self.text)


class Choice(Widget):
    """One line of the list, with its number."""

    class Taken(Message):
        """Somebody clicked on the line."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

    marked = reactive(False)

    def __init__(self, place: int, line: Line) -> None:
        super().__init__()
        self.place = place
        self.line = line

    def watch_marked(self, marked: bool) -> None:
        self.set_class(marked, "-marked")

    def label(self) -> Content:
        """The sign that the line is marked, and its number."""
        number = str((self.place + 1) % 10) if self.place < NUMBERED else " "
        return Content.assemble((MARK if self.marked else " ", "bold $mark"), " ", (number, "bold $mark"))

    def render(self) -> Content:
        return hang(self.label(), self.line.text, max(1, self.content_size.width), 5)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return hang(self.label(), self.line.text, max(1, width), 5).plain.count("\n") + 1

    def on_click(self, event: Click) -> None:
        event.stop()
        if not dragged_over(self):
            self.post_message(self.Taken(self))


class Choices(VerticalScroll, can_focus=True):
    """The list. Nothing is marked before an arrow key is pressed, so that no line looks like the right one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("choices")
    DEFAULT_CSS = """
    Choices { height: auto; scrollbar-size-vertical: 1; }
    Choice { height: auto; width: 1fr; padding: 0 1 0 0; }
    Choice.-marked { background: $panel; text-style: $marked; }
    Choice:hover { background: $panel; }
    Choices > .heading { height: 1; color: $soft; text-style: bold; margin: 1 0 0 2; }
    Choices > .heading:first-child { margin: 0 0 0 2; }
    """

    class Chosen(Message):
        """A line was taken."""

        def __init__(self, choices: "Choices", line: Line) -> None:
            super().__init__()
            self.choices = choices
            self.line = line

        @property
        def control(self) -> "Choices":
            return self.choices

    class Marked(Message):
        """Another line is marked; `line` is None where none is."""

        def __init__(self, choices: "Choices", line: Line | None) -> None:
            super().__init__()
            self.choices = choices
            self.line = line

    cursor: reactive[int] = reactive(-1)

    def __init__(self, lines: Sequence[Line] = (), *, marked: int = -1, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = tuple(lines)
        self._first_marked = marked

    def compose(self) -> ComposeResult:
        yield from self._rows()

    def on_mount(self) -> None:
        self.cursor = self._first_marked

    def _rows(self) -> list[Widget]:
        rows: list[Widget] = []
        for place, line in enumerate(self.lines):
            if line.heading:
                rows.append(Heading(line.heading))
            rows.append(Choice(place, line))
        return rows

    def show(self, lines: Sequence[Line], marked: int = -1) -> None:
        """Show other lines."""
        if self.lines == tuple(lines):
            self.cursor = marked
            return
        with self.app.batch_update():
            self.lines = tuple(lines)
            self.remove_children()
            self.mount_all(self._rows())
            self.set_reactive(Choices.cursor, -1)
            self.scroll_home(animate=False)
            self.cursor = marked

    def validate_cursor(self, cursor: int) -> int:
        return max(-1, min(cursor, len(self.lines) - 1))

    def watch_cursor(self, cursor: int) -> None:
        for choice in self.query_children(Choice).results(Choice):
            choice.marked = choice.place == cursor
            if choice.marked:
                self.call_after_refresh(self.scroll_to_widget, choice, animate=False)
        self.post_message(self.Marked(self, self.lines[cursor] if cursor >= 0 else None))

    @property
    def marked(self) -> Line | None:
        """The line that is marked."""
        return self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None

    def action_previous(self) -> None:
        self.cursor = len(self.lines) - 1 if self.cursor <= 0 else self.cursor - 1

    def action_next(self) -> None:
        self.cursor = 0 if self.cursor >= len(self.lines) - 1 else self.cursor + 1

    def action_take(self) -> None:
        if self.marked is None:
            self.cursor = 0
        else:
            self.post_message(self.Chosen(self, self.marked))

    def action_choose(self, number: str) -> None:
        place = (int(number) - 1) % NUMBERED
        if place < len(self.lines):
            self.post_message(self.Chosen(self, self.lines[place]))

    def on_choice_taken(self, message: Choice.Taken) -> None:
        message.stop()
        if message.choice.line in self.lines:
            self.post_message(self.Chosen(self, message.choice.line))
