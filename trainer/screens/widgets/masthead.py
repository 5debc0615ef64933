"""The head of a screen: what this is at the left, and at the right what must always be seen."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from trainer.screens.texts import sides

Row = tuple[Content, Content]


class Masthead(Widget):
    """Rows with two ends. The left one is shortened where a row is too narrow, the right one never."""

    DEFAULT_CSS = """
    Masthead { dock: top; height: auto; padding: 0 2; border-bottom: solid $rule; }
    """

    rows: reactive[tuple[Row, ...]] = reactive((), layout=True)

    def __init__(self, *rows: Row) -> None:
        super().__init__()
        self.set_reactive(Masthead.rows, rows)

    def render(self) -> Content:
        width = max(1, self.content_size.width)
        return Content("\n").join(sides(left, right, width) for left, right in self.rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.rows)
