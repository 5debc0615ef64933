"""Small sheets over a screen: what is known of a person, what you would have said, whether to leave, every key."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.language import _
from trainer.screens.actions import Action, all_keys_shown, bindings_of, help_of
from trainer.screens.page import Sheet, TooSmall
from trainer.screens.texts import hang, paragraphs, plain
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.notes import Note, Notes

if TYPE_CHECKING:
    from trainer.screens.app import SecondKnock

LONGEST_OWN_WORDS = 500
"""Characters of a line of the trainee's own: more than anybody says in one breath."""


class HeadedSheet(Sheet):
    """A sheet with a heading, a body and a last line that says how to leave it."""

    CSS_PATH = "sheets.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("reading")
    AUTO_FOCUS = "#sheet"

    def __init__(self) -> None:
        super().__init__()
        self.heading = ""
        self.ending = _("Esc goes back.")

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            yield Static(plain(self.heading, "bold $mark"), id="heading", markup=False)
            yield from self.body()
            yield Static(plain(self.ending, "$soft"), id="ending", markup=False)
        yield TooSmall()

    def body(self) -> Iterable[Widget]:
        """What stands on the sheet."""
        raise NotImplementedError

    def on_click(self, event: Click) -> None:
        """Leave it where somebody clicks beside it, or on the words that say how to."""
        if event.widget in (self, self.query_one("#ending")) and not self.holds_words:
            self.action_back()

    @property
    def holds_words(self) -> bool:
        """Whether something stands on it that a click beside it must not lose."""
        return False

    def action_earlier(self) -> None:
        self.query_one("#sheet").scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one("#sheet").scroll_page_down(animate=False)


class KnownSheet(HeadedSheet):
    """What is known of the person, where there is no room for it beside the talk."""

    def __init__(self, notes: Sequence[Note]) -> None:
        super().__init__()
        self.heading = _("What you know")
        self.notes = notes

    def body(self) -> Iterable[Widget]:
        yield Notes(self.notes)


class ScriptSheet(KnownSheet):
    """The script of a shift, and its brief."""

    def __init__(self, notes: Sequence[Note]) -> None:
        super().__init__(notes)
        self.heading = _("The script")


class OwnWordsSheet(HeadedSheet):
    """None of these: what would you have said? Gives the line back, or None."""

    AUTO_FOCUS = "#own"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.heading = _("None of these?")
        self.ending = _("Enter keeps it for the debrief, Esc goes back. It is not scored and stays on this machine.")
        self.person = name

    def body(self) -> Iterable[Widget]:
        yield Static(plain(_("What would you have said to {name}?").format(name=self.person)), markup=False)
        field = Input(id="own", max_length=LONGEST_OWN_WORDS, select_on_focus=False)
        field.cursor_blink = not cast("SecondKnock", self.app).slow_link
        yield field

    @property
    def holds_words(self) -> bool:
        return bool(self.query_one("#own", Input).value.strip())

    @on(Input.Submitted)
    def keep(self, message: Input.Submitted) -> None:
        self.dismiss(message.value.strip() or None)


class AskSheet(HeadedSheet):
    """A question with a few answers. Gives back the id of the one taken, or None."""

    AUTO_FOCUS = "Choices"

    def __init__(self, question: str, detail: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.heading = question
        self.detail = detail
        self.answers = answers

    def body(self) -> Iterable[Widget]:
        if self.detail:
            yield Static(paragraphs(self.detail, "$soft"), id="detail", markup=False)
        yield Choices([Line(id_, plain(words)) for id_, words in self.answers], marked=0)

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        self.dismiss(message.line.id)


class HelpSheet(HeadedSheet):
    """Every key of the screen below."""

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self.heading = _("Every key here")
        self.ending = _("Esc goes back. Ctrl-P finds a command by its name.")
        self.actions = actions

    def body(self) -> Iterable[Widget]:
        for action in self.actions:
            yield HelpRow(action)


class HelpRow(Static):
    """A key and what it does."""

    def __init__(self, action: Action) -> None:
        super().__init__(markup=False)
        self.action = action

    def render(self) -> Content:
        keys = Content.styled(all_keys_shown(self.action), "bold $mark")
        return hang(keys, Content.styled(help_of(self.action)), max(1, self.content_size.width), 16)
