"""What the two screens of judgement share: rows to judge, and a word before something is left out."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from trainer.language import _
from trainer.practice.sitting import Sitting
from trainer.report.words import joined
from trainer.screens.actions import bindings_of
from trainer.screens.page import PlayPage
from trainer.screens.texts import plain
from trainer.screens.widgets.scales import Scale, Scales


class JudgingScreen(PlayPage):
    """Rows to judge, what they mean, and a line that says what is still missing."""

    CSS_PATH = "judging.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("judging")
    scopes = ("judging", "scales")
    asked = ""
    missing = ""
    """What is asked, and what is said where `names` are left out; marked for translating."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.warned = False

    def body(self) -> Iterable[Widget]:
        with Vertical(id="judging"):
            yield Static(plain(_(self.asked)), id="asked", markup=False)
            yield Scales(list(self.parts()), id="scales")
            yield Static("", id="hint", markup=False)

    def parts(self) -> Iterable[Widget]:
        """The rows, and what stands between them."""
        raise NotImplementedError

    def needed(self) -> Iterable[Scale]:
        """The rows that count against the trainee where they are left out."""
        raise NotImplementedError

    def hand_in(self, values: dict[str, int]) -> None:
        """Take the judgements."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.head((plain(self.sitting.scenario.title, "bold $mark"), plain(_("before anything is shown"), "$soft")))
        self.query_one(Scales).focus()

    @on(Scales.Changed)
    def changed(self) -> None:
        """What is missing may have changed."""
        self.warned = False
        marked = self.query_one(Scales).marked
        self.hint(self.question(marked) if marked else "")

    @on(Scales.Marked)
    def explain(self, message: Scales.Marked) -> None:
        """Say what the marked row asks."""
        self.hint(self.question(message.scale))

    def question(self, scale: Scale) -> str:
        """What a row asks, in a sentence, and how it is answered; nothing where the head of the page says it."""
        return ""

    def hint(self, words: str, style: str = "$soft") -> None:
        """Say something in the last line."""
        self.query_one("#hint", Static).update(plain(words, style))

    def action_done(self) -> None:
        left_out = [row.title for row in self.needed() if row.value is None]
        if left_out and not self.warned:
            self.warned = True
            self.hint(_(self.missing).format(names=joined(left_out)), "bold $miss")
            return
        self.hand_in(self.query_one(Scales).values)
        self.move()
