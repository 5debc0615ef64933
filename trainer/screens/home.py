"""Home: the first screen. It needs the library's catalogue and nothing else."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.scenario.library import Entry, catalogue
from trainer.screens.actions import bindings_of
from trainer.screens.modes import MODES, next_mode
from trainer.screens.page import Page
from trainer.screens.shelf import about, playable, setting_of, two_lines
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line

GO_ON, START, LIBRARY, MODE = "go_on", "start", "library", "mode"

WELCOME = (
    "Practise the conversations that organizing is made of. You choose what to say, and people answer as people do. "
    "Then you judge it yourself, and after that you see what they were thinking."
)


class HomeScreen(Page):
    """The doors that there are."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("home")
    scopes = ("home", "choices")

    def __init__(self) -> None:
        super().__init__()
        self.entries = [entry for entry in catalogue() if playable(entry)]

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="door", can_focus=False):
            yield Static(plain("SECOND KNOCK", "bold $mark"), id="title", markup=False)
            yield Static(plain(WELCOME, "$soft"), id="welcome", markup=False)
            yield Choices(id="doors")

    def on_mount(self) -> None:
        self.query_one(Choices).focus()

    def on_screen_resume(self) -> None:
        self.show_doors()
        super().on_screen_resume()

    def show_doors(self) -> None:
        """Show the doors, with the play that is still open first."""
        choices = self.query_one(Choices)
        place = choices.cursor
        choices.show(list(self.doors()), marked=max(0, place))

    def doors(self) -> Iterable[Line]:
        """What can be done from here."""
        sitting = self.house.sitting
        if sitting is not None and sitting.open:
            yield Line(GO_ON, two_lines(plain(f"Go on with {sitting.scenario.title}", "bold"), "where you stopped"))
        first = self.first()
        if first is not None:
            yield Line(
                START, two_lines(plain(f"Start with {first.title}", "bold"), f"{setting_of(first)}, {about(first)}")
            )
        count = len(self.entries)
        shelf = "1 scenario to choose from" if count == 1 else f"{count} scenarios to choose from"
        yield Line(LIBRARY, two_lines(Content.styled("Look around the library", "bold"), shelf))
        mode = MODES[self.house.mode]
        yield Line(MODE, two_lines(Content.styled(f"{mode.title} mode", "bold"), f"{mode.words} Enter changes it."))

    def first(self) -> Entry | None:
        """The scenario for somebody who has never been here: an easy one."""
        return min(self.entries, key=lambda entry: (entry.level or 9, entry.minutes or 999), default=None)

    @on(Choices.Chosen)
    def enter(self, message: Choices.Chosen) -> None:
        """Go through a door."""
        message.stop()
        first = self.first()
        match message.line.id:
            case "go_on":
                self.house.show_stage()
            case "start" if first is not None:
                self.house.open(first.path)
            case "library":
                self.house.show_library()
            case "mode":
                self.action_mode()

    def action_mode(self) -> None:
        self.house.mode = next_mode(self.house.mode)
        self.show_doors()
