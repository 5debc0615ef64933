"""The least that a conversation in Textual could be: a list to choose from and a transcript."""

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, ListItem, ListView, Static

LAST_LINE = "the last line of the transcript"


class BareApp(App[None]):
    """A transcript of ten lines over a list of four. What is taken is said, answered, and there are four others."""

    CSS = "VerticalScroll { height: 1fr; } ListView { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self.turn = 0

    def compose(self) -> ComposeResult:
        """The two parts."""
        with VerticalScroll():
            for number in range(9):
                yield Static(f"Denise: line {number}, said across the table while the dryers cycle down", markup=False)
            yield Static(LAST_LINE)
        yield ListView(*self.choices())

    def on_mount(self) -> None:
        """Let the arrow keys move in the list."""
        self.query_one(ListView).focus()

    def choices(self) -> list[ListItem]:
        """What can be said now."""
        words = f"what could be said at turn {self.turn}"
        return [ListItem(Label(f"{number}  {words}", markup=False)) for number in range(1, 5)]

    async def on_list_view_selected(self, message: ListView.Selected) -> None:
        """Say it, answer it, offer other things."""
        self.turn += 1
        transcript = self.query_one(VerticalScroll)
        await transcript.mount(
            Static(f"You: what was said at turn {self.turn}, in a sentence of about this length", markup=False),
            Static(f"Denise: the answer to turn {self.turn}, said while the dryers cycle down", markup=False),
        )
        listed = self.query_one(ListView)
        await listed.clear()
        await listed.extend(self.choices())
        listed.index = 0
        transcript.scroll_end(animate=False)


if __name__ == "__main__":
    BareApp().run()
