"""The head of a screen: what this is at the left, and at the right what must always be seen."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from trainer.screens.texts import sides

Left = Content | tuple[Content, ...]
"""What stands at the left: one text, or several ways to say it, the longest first."""

Row = tuple[Left, Content]


class Masthead(Widget):
    """Rows with two ends. Where a row is too narrow the left one is said more shortly, the right one never."""

    DEFAULT_CSS = """
    Masthead { dock: top; height: auto; padding: 0 2; border-bottom: solid $rule; }
    """

    rows: reactive[tuple[Row, ...]] = reactive((), layout=True)

    def __init__(self, *rows: Row) -> None:
        super().__init__()
        self.set_reactive(Masthead.rows, rows)

    def render(self) -> Content:
        width = max(1, self.content_size.width)
        return Content("\n").join(sides(fitting(left, right, width), right, width) for left, right in self.rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.rows)


def fitting(left: Left, right: Content, width: int) -> Content:
    """The longest way to say it that fits beside the right end; the shortest where none does."""
    if isinstance(left, Content):
        return left
    room = width - right.cell_length - (2 if right else 0)
    return next((way for way in left if way.cell_length <= room), left[-1])
