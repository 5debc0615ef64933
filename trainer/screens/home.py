"""Home: the first screen. It needs the library's catalogue and nothing else."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.records.what_next import what_next
from trainer.report.words import counted
from trainer.scenario.library import Entry, catalogue
from trainer.screens.actions import bindings_of
from trainer.screens.modes import MODES, next_mode
from trainer.screens.page import Doorway
from trainer.screens.shelf import about, playable, setting_of, two_lines
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line

if TYPE_CHECKING:
    from trainer.records.shapes import PlayEntry

GO_ON, START, LIBRARY, PROGRESS, MODE = "go_on", "start", "library", "progress", "mode"
LEFT = "left:"

WELCOME = (
    "Practise the conversations that organizing is made of. You choose what to say, and people answer as people do. "
    "Then you judge it yourself, and after that you see what they were thinking."
)

HOW = "Press a number, or move with the arrow keys and press Enter."


class HomeScreen(Doorway):
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
            yield Choices(list(self.doors()), marked=0, id="doors")
            yield Static(plain(HOW, "$soft"), id="how", markup=False)

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
        if sitting is not None and sitting.course.stage != "done":
            below = "where you stopped" if sitting.open else "the debrief" if sitting.play.ended else "the brief"
            yield Line(GO_ON, two_lines(plain(f"Go on with {sitting.scenario.title}", "bold"), below))
        for entry in self.left():
            yield Line(
                f"{LEFT}{entry.id}",
                two_lines(plain(f"Go on with {entry.title}", "bold"), f"where you stopped on {entry.touched[:10]}"),
            )
        progress = self.progress
        first = self.first()
        if first is not None:
            title, below = f"Start with {first.title}", f"{setting_of(first)}, {about(first)}"
            if progress.plays:
                title, below = f"Play {first.title} next", what_next(self.entries, progress)[0].why
            yield Line(START, two_lines(plain(title, "bold"), below))
        count = len(self.entries)
        shelf = "1 scenario to choose from" if count == 1 else f"{count} scenarios to choose from"
        yield Line(LIBRARY, two_lines(Content.styled("Look around the library", "bold"), shelf))
        if progress.plays:
            finished = counted(len(progress.plays), "play")
            yield Line(PROGRESS, two_lines(Content.styled("See how you are doing", "bold"), f"{finished} finished"))
        mode = MODES[self.house.mode]
        yield Line(MODE, two_lines(Content.styled(f"{mode.title} mode", "bold"), f"{mode.words} Enter changes it."))

    def left(self) -> list["PlayEntry"]:
        """The plays that were left in the library's scenarios, the latest of each, two at most."""
        latest: dict[str, PlayEntry] = {}
        for entry in self.house.unfinished():
            latest.setdefault(entry.scenario, entry)
        return [entry for entry in latest.values() if entry.scenario in {e.id for e in self.entries}][:2]

    def first(self) -> Entry | None:
        """The scenario to play next; for somebody who has never been here an easy one."""
        progress = self.progress
        if progress.plays and self.entries:
            wanted = what_next(self.entries, progress)[0].scenario
            return next(entry for entry in self.entries if entry.id == wanted)
        return min(self.entries, key=lambda entry: (entry.level or 9, entry.minutes or 999), default=None)

    @on(Choices.Chosen)
    def enter(self, message: Choices.Chosen) -> None:
        """Go through a door."""
        message.stop()
        if not self.is_current:
            return
        first = self.first()
        match message.line.id:
            case "go_on":
                self.house.show_stage()
            case "start" if first is not None:
                self.house.open(first.path)
            case "library":
                self.house.show_library()
            case "progress":
                self.action_progress()
            case "mode":
                self.action_mode()
            case str(line) if line.startswith(LEFT):
                entry = next((entry for entry in self.left() if entry.id == line.removeprefix(LEFT)), None)
                if entry is not None:
                    paths = {known.id: known.path for known in self.entries}
                    self.house.go_on(entry, Path(paths[entry.scenario]))

    def action_mode(self) -> None:
        self.house.mode = next_mode(self.house.mode)
        self.show_doors()
