"""Home: the first screen. It needs the library's catalogue and nothing else."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.days import on_day
from trainer.language import _, mark, ngettext
from trainer.records.what_next import what_next
from trainer.scenario.library import Entry, catalogue
from trainer.screens.actions import bindings_of
from trainer.screens.modes import MODES, next_mode
from trainer.screens.page import Doorway
from trainer.screens.shelf import about, playable, plays_finished, setting_of, two_lines
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.footer import KeyLine

if TYPE_CHECKING:
    from trainer.records.shapes import PlayEntry

GO_ON, START, LIBRARY, PROGRESS, MODE, WRITE = "go_on", "start", "library", "progress", "mode", "write"
DRIVE = "drive"
LEFT, SEASON = "left:", "season:"

WELCOME = mark(
    "Practise the conversations that organizing is made of. You choose what to say, and people answer as people do. "
    "Then you judge it yourself, and after that you see what they were thinking."
)

MOST_SEASONS = 2
"""How many seasons that were left are offered; the others stand behind the door of the drives."""

HOW = mark("Press a number, or move with the arrow keys and press Enter.")


class HomeScreen(Doorway):
    """The doors that there are."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("home")
    scopes = ("home", "choices")

    def __init__(self, *, seen: bool = True) -> None:
        """Where a scenario opens above it at once, so that it is not `seen`, it is set up when that is closed."""
        super().__init__()
        self.fresh = True
        """Whether the doors are still those that it was made with."""
        self.up = seen
        """Whether anything stands on it yet."""

    @cached_property
    def entries(self) -> list[Entry]:
        """The scenarios that can be played."""
        return [entry for entry in catalogue() if playable(entry)]

    def compose(self) -> ComposeResult:
        if self.up:
            yield from super().compose()

    async def set_up(self) -> None:
        """Put on it what stands there, where nothing does yet."""
        if not self.up:
            self.up = True
            await self.recompose()
            self.query_one(Choices).focus()
            self.on_screen_resume()
            self.refresh_keys()

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="door", can_focus=False):
            yield Static(plain("SECOND KNOCK", "bold $mark"), id="title", markup=False)
            yield Static(plain(_(WELCOME), "$soft"), id="welcome", markup=False)
            yield Choices(list(self.doors()), marked=0, id="doors")
            yield Static(plain(_(HOW), "$soft"), id="how", markup=False)

    def on_mount(self) -> None:
        if self.up:
            self.query_one(Choices).focus()

    def on_screen_resume(self) -> None:
        if not self.query("#welcome"):
            if self.house.scenario_path is None and self.app.screen is self:
                self.call_later(self.set_up)
            return
        if not self.fresh:
            self.show_doors()
        self.fresh = False
        self.make_room()

    def renew(self) -> None:
        # the first screen of all cannot be exchanged for another
        self.query_one("#welcome", Static).update(plain(_(WELCOME), "$soft"))
        self.query_one("#how", Static).update(plain(_(HOW), "$soft"))
        self.show_doors()
        self.refresh_keys()
        # the same keys, with other words
        self.query_one(KeyLine).refresh()

    def show_doors(self) -> None:
        """Show the doors, with the play that is still open first."""
        choices = self.query_one(Choices)
        place = choices.cursor
        choices.show(list(self.doors()), marked=max(0, place))

    def make_room(self) -> None:
        """Leave the welcome out for whoever has been here before: there are more doors then."""
        known = self.progress.plays or self.house.sitting or self.house.unfinished()
        self.query_one("#welcome").display = not known

    def doors(self) -> Iterable[Line]:
        """What can be done from here."""
        sitting = self.house.sitting
        present = sitting is not None and sitting.course.stage not in ("briefing", "done")
        if sitting is not None and present:
            below = _("where you stopped") if sitting.open else _("the debrief")
            yield Line(GO_ON, two_lines(go_on_with(sitting.scenario.title), below))
        for entry in self.left():
            stopped = _("where you stopped {when}").format(when=on_day(entry.touched))
            yield Line(f"{LEFT}{entry.id}", two_lines(go_on_with(entry.title), stopped))
        for season in self.house.records.drives.unfinished()[:MOST_SEASONS]:
            stopped = _("week {week} of {weeks}, where you stopped {when}").format(
                week=season.week, weeks=season.weeks, when=on_day(season.touched)
            )
            yield Line(f"{SEASON}{season.id}", two_lines(go_on_with(season.title), stopped))
        progress = self.progress
        first = self.first()
        begun = {entry.scenario for entry in self.left()}
        if sitting is not None and present:
            begun.add(str(sitting.scenario.id))
        if first is not None and (progress.plays or first.id not in begun):
            title, below = _("Start with {title}"), f"{setting_of(first)}, {about(first)}"
            if progress.plays:
                title, below = _("Play {title} next"), what_next(self.entries, progress)[0].why
            yield Line(START, two_lines(plain(title.format(title=first.title), "bold"), below))
        count = len(self.entries)
        shelf = ngettext("{count} scenario to choose from", "{count} scenarios to choose from", count)
        look = Content.styled(_("Look around the library"), "bold")
        yield Line(LIBRARY, two_lines(look, shelf.format(count=count)))
        if progress.plays:
            doing = Content.styled(_("See how you are doing"), "bold")
            yield Line(PROGRESS, two_lines(doing, plays_finished(len(progress.plays))))
        drive = plain(_("Run a drive"), "bold")
        yield Line(DRIVE, two_lines(drive, _("a shop, a building or a turf over a whole season")))
        write = plain(_("Write a scenario"), "bold")
        yield Line(WRITE, two_lines(write, _("your own, played as you type it")))
        mode = MODES[self.house.mode]
        yield Line(MODE, two_lines(Content.styled(_(mode.called), "bold"), f"{_(mode.words)} {_('Enter changes it.')}"))

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
            case "write":
                from trainer.screens.bench_files import BenchFilesScreen

                self.app.push_screen(BenchFilesScreen())
            case "drive":
                from trainer.screens.drive_choose import ChooseDriveScreen

                self.app.push_screen(ChooseDriveScreen())
            case str(line) if line.startswith(SEASON):
                from trainer.screens.drive_page import go_on_drive

                go_on_drive(self.house, line.removeprefix(SEASON))
            case str(line) if line.startswith(LEFT):
                entry = next((entry for entry in self.left() if entry.id == line.removeprefix(LEFT)), None)
                if entry is not None:
                    paths = {known.id: known.path for known in self.entries}
                    self.house.go_on(entry, Path(paths[entry.scenario]))

    def action_drive_numbers(self) -> None:
        from trainer.drive.constituency import find_drive, load_constituency
        from trainer.screens.drive_numbers import USUAL_PLACE, USUAL_QUALITY, NumbersScreen

        place = load_constituency(find_drive(USUAL_PLACE)).constituency
        if place is not None:
            self.app.push_screen(NumbersScreen(place, USUAL_QUALITY))

    def action_mode(self) -> None:
        self.house.change(mode=next_mode(self.house.mode))
        self.show_doors()


def go_on_with(title: str) -> Content:
    """The door to a scenario that was left."""
    return plain(_("Go on with {title}").format(title=title), "bold")
