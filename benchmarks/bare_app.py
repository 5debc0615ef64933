"""The least that a conversation in Textual could be: a list to choose from and a transcript."""

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, ListItem, ListView, Static

LAST_LINE = "the last line of the transcript"


class BareApp(App[None]):
    """A transcript of ten lines over a list of four."""

    def compose(self) -> ComposeResult:
        """The two parts."""
        with VerticalScroll():
            for number in range(9):
                yield Static(f"Denise: line {number}, said across the table while the dryers cycle down", markup=False)
            yield Static(LAST_LINE)
        yield ListView(*(ListItem(Label(f"{number}  what could be said", markup=False)) for number in range(1, 5)))


if __name__ == "__main__":
    BareApp().run()
