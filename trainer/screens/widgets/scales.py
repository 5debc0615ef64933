"""Scales: one judgement a row, given with a digit, with the arrow keys or with the mouse."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from trainer.language import _, mark
from trainer.screens.actions import bindings_of
from trainer.screens.texts import hang, plain
from trainer.screens.widgets.choices import MARK
from trainer.screens.widgets.drawn import bar

LABEL = 22
STEP = 5
"""How far an arrow key moves a confidence of 0 to 100."""


class Scale(Widget):
    """One row. `value` is None until a judgement is given."""

    DEFAULT_CSS = """
    Scale { height: auto; width: 1fr; padding: 0 1 0 0; }
    Scale.-marked { background: $panel; text-style: $marked; }
    Scale:hover { background: $panel; }
    """

    value: reactive[int | None] = reactive(None, layout=True)
    marked = reactive(False)

    class Taken(Message):
        """Somebody clicked on the row."""

        def __init__(self, scale: "Scale") -> None:
            super().__init__()
            self.scale = scale

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.of = name
        self.title = title

    def watch_marked(self, marked: bool) -> None:
        self.set_class(marked, "-marked")

    def label(self) -> Content:
        """The sign that the row is marked, and what is judged."""
        return Content.assemble((MARK if self.marked else " ", "bold $mark"), " ", plain(self.title, "bold"))

    def drawn(self, width: int) -> Content:
        """The row at a width."""
        return hang(self.label(), self.steps(width), width, LABEL)

    def steps(self, width: int) -> Content:
        """What stands beside the label."""
        raise NotImplementedError

    def digit(self, digit: int) -> bool:
        """Take a digit; whether the judgement is complete with it."""
        raise NotImplementedError

    def move(self, by: int) -> None:
        """Go a step to the left (-1) or right (1)."""
        raise NotImplementedError

    def render(self) -> Content:
        return self.drawn(max(1, self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.drawn(max(1, width)).plain.count("\n") + 1

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Taken(self))
        place = event.get_content_offset(self)
        if place is not None:
            self.point(place.x, place.y)

    def point(self, x: int, y: int) -> None:
        """Take what stands at a place of the row."""


class Ladder(Scale):
    """A row of a few steps, numbered from 1: bands of a skill, or the 1 to 5 of a person."""

    def __init__(self, name: str, title: str, steps: Sequence[str]) -> None:
        """`steps` are what stands beside the numbers; empty texts leave the number alone."""
        super().__init__(name, title)
        self.words = tuple(steps)

    def _step(self, place: int) -> Content:
        number = place + 1
        # A step is never broken in two at the end of a line.
        words = f"{number} {self.words[place]}".strip().replace(" ", "\u00a0")
        if self.value == number:
            return Content.styled(f"[{words}]", "bold reverse")
        return Content.styled(f" {words} ", "$ink")

    def steps(self, width: int) -> Content:
        return Content(" ").join(self._step(place) for place in range(len(self.words)))

    def digit(self, digit: int) -> bool:
        if 1 <= digit <= len(self.words):
            self.value = digit
            return True
        return False

    def move(self, by: int) -> None:
        if self.value is None:
            self.value = 1 if by > 0 else len(self.words)
        else:
            self.value = max(1, min(len(self.words), self.value + by))

    def point(self, x: int, y: int) -> None:
        lines = self.render().plain.split("\n")
        if not 0 <= y < len(lines):
            return
        for place in range(len(self.words)):
            words = self._step(place).plain
            start = lines[y].find(words)
            if 0 <= start <= x < start + len(words):
                self.value = place + 1


class Confidence(Scale):
    """How sure one is, 0 to 100, shown as a bar and in words."""

    def __init__(self, name: str, title: str, note: str) -> None:
        super().__init__(name, title)
        self.note = note
        self._typed = ""

    def drawn(self, width: int) -> Content:
        indent = min(LABEL, self.label().cell_length + 3)
        return hang(self.label(), self.steps(width - indent), width, indent)

    def steps(self, width: int) -> Content:
        note = plain(self.note, "$soft") + Content("\n")
        if self.value is None:
            return note + Content.styled(_("not said yet"), "italic $soft")
        points = _("{points} of 100").format(points=f"{self.value:>3}")
        words = Content.assemble(f" {points}  ", (likelihood(self.value), "$soft"))
        return note + bar(self.value, max(10, min(30, width - words.cell_length))) + words

    def digit(self, digit: int) -> bool:
        typed = f"{self._typed}{digit}"
        self._typed = typed if int(typed) <= 100 else str(digit)
        self.value = int(self._typed)
        return False

    def move(self, by: int) -> None:
        self._typed = ""
        self.value = 50 if self.value is None else max(0, min(100, self.value + STEP * by))

    def watch_marked(self, marked: bool) -> None:
        super().watch_marked(marked)
        self._typed = ""

    def watch_value(self, value: int | None) -> None:
        if value is None:
            self._typed = ""

    def point(self, x: int, y: int) -> None:
        line = self.render().plain.split("\n")[max(0, y)]
        cells = sum(line.count(sign) for sign in "█░")
        start = min((line.find(sign) for sign in "█░" if sign in line), default=-1)
        if start >= 0 and start <= x < start + cells:
            self.move(0)
            self.value = round((x - start) * 100 / max(1, cells - 1) / STEP) * STEP


LIKELIHOODS = (
    (0, mark("certainly not")),
    (20, mark("hardly")),
    (44, mark("more likely not")),
    (55, mark("as likely as not")),
    (79, mark("more likely than not")),
    (99, mark("very likely")),
    (100, mark("certainly")),
)
"""What a confidence is called up to each percentage."""


def likelihood(percent: int) -> str:
    """A confidence in words."""
    return _(next(words for highest, words in LIKELIHOODS if percent <= highest))


class Scales(VerticalScroll, can_focus=True):
    """The rows, one of which is marked."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("scales")
    DEFAULT_CSS = """
    Scales { height: auto; scrollbar-size-vertical: 1; }
    """

    cursor = reactive(0)

    class Changed(Message):
        """A judgement was given or taken back."""

    class Marked(Message):
        """Another row is marked."""

        def __init__(self, scale: Scale) -> None:
            super().__init__()
            self.scale = scale

    def __init__(self, parts: Sequence[Widget], *, id: str | None = None) -> None:
        """`parts` are the rows, and whatever stands between them."""
        super().__init__(id=id)
        self.parts = tuple(parts)
        self.rows = tuple(part for part in self.parts if isinstance(part, Scale))

    def compose(self) -> ComposeResult:
        yield from self.parts

    def on_mount(self) -> None:
        self.watch_cursor(self.cursor)

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, cursor: int) -> None:
        for place, row in enumerate(self.rows):
            row.marked = place == cursor
        if self.rows:
            self.call_after_refresh(self.scroll_to_widget, self.rows[cursor], animate=False)
            self.post_message(self.Marked(self.rows[cursor]))

    @property
    def marked(self) -> Scale | None:
        """The row that is marked."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def values(self) -> dict[str, int]:
        """What was judged so far."""
        return {row.of: row.value for row in self.rows if row.value is not None}

    def action_previous(self) -> None:
        self.cursor -= 1

    def action_next(self) -> None:
        self.cursor += 1

    def action_judge(self, number: str) -> None:
        if self.rows and self.rows[self.cursor].digit(int(number)):
            self.cursor += 1
        self.post_message(self.Changed())

    def action_less(self) -> None:
        self._move(-1)

    def action_more(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if self.rows:
            self.rows[self.cursor].move(by)
            self.post_message(self.Changed())

    def action_clear(self) -> None:
        if self.rows:
            self.rows[self.cursor].value = None
            self.post_message(self.Changed())

    def on_scale_taken(self, message: Scale.Taken) -> None:
        message.stop()
        if message.scale in self.rows:
            self.cursor = self.rows.index(message.scale)
            self.post_message(self.Changed())
