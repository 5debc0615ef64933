"""The sections of a screen in one line: all by name where there is room, otherwise where one is."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class SectionLine(Widget):
    """Sections with their numbers; the present one in brackets. `names` are a short and a long name of each.

    Where digits mean something else, `numbered` is false and the sections have no numbers.
    """

    DEFAULT_CSS = """
    SectionLine { height: 1; padding: 0 1 0 2; }
    """

    place: reactive[int] = reactive(0)
    numbered: reactive[bool] = reactive(True)

    class Turned(Message):
        """Somebody clicked on a section's name."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.names = names

    def named(self) -> list[Content]:
        """Each section as it stands in the line."""
        parts = []
        for place, (short, _) in enumerate(self.names):
            words = f"{place + 1} {short}" if self.numbered else short
            here = place == self.place
            parts.append(Content.styled(f"[{words}]" if here else words, "bold $mark" if here else "$soft"))
        return parts

    def render(self) -> Content:
        line = Content("  ").join(self.named())
        if line.cell_length <= self.content_size.width:
            return line
        long = self.names[self.place][1]
        words = f"{self.place + 1}  {long}" if self.numbered else long
        return Content.assemble(("← ", "$soft"), (words, "bold $mark"), (" →", "$soft"))

    def on_click(self, event: Click) -> None:
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        at = 0
        for place, name in enumerate(self.named()):
            if at <= offset.x < at + name.cell_length:
                self.post_message(self.Turned(place))
            at += name.cell_length + 2
