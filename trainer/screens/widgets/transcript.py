"""The transcript of a talk, set like a page of a play. It is a window: the last sixty passages stay in the tree."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.selection import Selection
from textual.widget import Widget
from textual.widgets import Static

from trainer.screens.texts import folded, hang, plain, spoken

WINDOW = 60
"""Passages kept in the widget tree. More would make every turn slower than the one before."""

NARROWEST_LABEL = 5
WIDEST_LABEL = 14

Kind = Literal["scene", "narration", "them", "you", "coach"]


class Speech(NamedTuple):
    """One line of a passage. `speaker` is "" for what nobody says."""

    kind: Kind
    speaker: str
    text: str


class Passage(NamedTuple):
    """What one choice brought, or what a visit opened with: lines that belong together. `key` tells it from others."""

    key: str
    lines: tuple[Speech, ...]


class PassageView(Widget):
    """A passage on the page. `said` is how many of its lines have been said so far."""

    DEFAULT_CSS = """
    PassageView { height: auto; width: 1fr; margin: 0 0 1 0; padding: 0 0 0 1; color: $soft; border-left: blank; }
    PassageView.-now { color: $ink; border-left: solid $mark; }
    """

    said: reactive[int] = reactive(0, layout=True)

    def __init__(self, passage: Passage, label_width: int, said: int) -> None:
        super().__init__()
        self.passage = passage
        self.label_width = label_width
        self.set_reactive(PassageView.said, said)

    @property
    def finished(self) -> bool:
        """Whether all of it has been said."""
        return self.said >= len(self.passage.lines)

    def _content(self, width: int) -> Content:
        parts: list[Content] = []
        before = ""
        for line in self.passage.lines[: self.said]:
            label = "" if line.speaker == before else line.speaker
            parts.append(_set(line, label, max(1, width), self.label_width, now=self.has_class("-now")))
            before = line.speaker
        return Content("\n").join(parts)

    def render(self) -> Content:
        return self._content(self.content_size.width)

    def words(self) -> str:
        """All of it as text to copy: each line with its speaker, no gesture marked."""
        lines = (f"{line.speaker}: " * bool(line.speaker) + spoken(line.text).plain for line in self.passage.lines)
        return "\n".join(lines)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        found = super().get_selection(selection)
        return None if found is None else (folded(found[0]), found[1])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._content(width).plain.count("\n") + 1 if self.said else 0


def _set(line: Speech, label: str, width: int, indent: int, *, now: bool) -> Content:
    """One line with its speaker in the margin. What is said now stands out from what was said before."""
    match line.kind:
        case "scene":
            return plain(line.text, "bold $soft")
        case "narration":
            return hang(Content(), spoken(line.text, "italic $soft", "italic $soft"), width, indent)
        case "coach":
            return hang(plain(label.upper(), "bold $good"), spoken(line.text, "$good" if now else ""), width, indent)
        case "you":
            return hang(plain(label.upper(), "bold $you"), spoken(line.text, "$you" if now else ""), width, indent)
        case "them":
            return hang(plain(label.upper(), "bold $them"), spoken(line.text), width, indent)


class Transcript(VerticalScroll, can_focus=False):
    """The page. It stays at its end as lines are added, until somebody scrolls up to read."""

    DEFAULT_CSS = """
    Transcript > .filler { height: 1fr; min-height: 0; }
    Transcript { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    def __init__(self, names: Sequence[str]) -> None:
        """`names` are the speakers who may appear, for the width of the margin."""
        super().__init__()
        widest = max((Content(name).cell_length for name in names), default=0)
        self.label_width = max(NARROWEST_LABEL, min(WIDEST_LABEL, widest + 2))
        self.views: list[PassageView] = []
        """The passages in the tree, oldest first."""

    def compose(self) -> ComposeResult:
        yield Static(classes="filler")

    def on_mount(self) -> None:
        self.anchor()

    def show(self, passages: Sequence[Passage], *, at_once: bool) -> None:
        """Make the page end with these passages; what has been shown stays, what was undone goes.

        Without `at_once` the lines of a passage that is new are said by `say_next`, but for what you say yourself.
        """
        wanted = list(passages[-WINDOW:])
        keys = [passage.key for passage in wanted]
        kept = [view for view in self.views if view.passage.key in keys]
        known = {view.passage.key for view in kept}
        with self.app.batch_update():
            for view in self.views:
                if view.passage.key not in known:
                    view.remove()
            fresh = [passage for passage in wanted if passage.key not in known]
            new = [
                PassageView(passage, self.label_width, len(passage.lines) if at_once else _own_lines(passage))
                for passage in fresh
            ]
            last = len(keys) - 1
            for view in (*kept, *new):
                view.set_class(keys.index(view.passage.key) == last, "-now")
            self.mount_all(new)
        self.views = [*kept, *new]
        self.anchor()

    @property
    def speaking(self) -> PassageView | None:
        """The first passage of which something has still to be said."""
        return next((view for view in self.views if not view.finished), None)

    def say_next(self) -> str | None:
        """Say the next line and return its text; None where everything has been said."""
        view = self.speaking
        if view is None:
            return None
        view.said += 1
        return view.passage.lines[view.said - 1].text

    def say_all(self) -> None:
        """Say all that is left, at once."""
        for view in self.views:
            view.said = len(view.passage.lines)


def _own_lines(passage: Passage) -> int:
    """How many lines at the start of a passage are the trainee's own or a heading: they are there at once."""
    count = 0
    for line in passage.lines:
        if line.kind not in ("you", "scene"):
            break
        count += 1
    return count
