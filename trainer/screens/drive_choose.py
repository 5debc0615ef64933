"""Choose a drive: the constituencies, seasons to go on with, and a season's brief."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from trainer.days import on_day
from trainer.drive.game import Mode
from trainer.language import _, mark
from trainer.report.drive_week import about, minutes_a_head
from trainer.scenario.characters import shown
from trainer.screens.actions import bindings_of
from trainer.screens.drive_page import DriveWanted, go_on_drive, open_drive, season_screen
from trainer.screens.page import Page
from trainer.screens.sheets import HeadedSheet
from trainer.screens.shelf import two_lines
from trainer.screens.texts import lines, plain
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.notes import Note, Notes
from trainer.screens.widgets.wall_chart import legend

if TYPE_CHECKING:
    from trainer.drive.constituency import Constituency

LEFT = "left:"

MOST_AWAY = 5
MOST_OVER = 5
"""So many seasons that were put away, and that are over, are offered; second-knock records drives lists them all."""

MODES: dict[Mode, str] = {
    "practice": mark("Practice: a week can be taken back."),
    "test": mark("Test: what is done is done, until the debrief."),
}


class ChooseDriveScreen(Page):
    """Every constituency, the seasons that were left, and the latest that are over."""

    CSS_PATH = "drive.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("choices", "drive_shelf")
    scopes = ("choices", "drive_shelf")

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="choose"):
            yield Choices(id="drives")
            yield VerticalScroll(Notes(id="told"), id="about_drive", can_focus=False)

    def on_mount(self) -> None:
        from pathlib import Path

        from trainer.drive.constituency import drives, load_constituency

        self.entries = drives()
        self.loaded = {entry.path: load_constituency(Path(entry.path)).constituency for entry in self.entries}
        self.show_drives()
        self.query_one(Choices).focus()

    def on_screen_resume(self) -> None:
        self.show_drives()
        super().on_screen_resume()

    def show_drives(self) -> None:
        """Show what was left, and what can be begun."""
        self.head((plain(_("Run a drive"), "bold $mark"), plain(_("a season, not one talk"), "$soft")))
        made: list[Line] = []
        for entry in self.house.records.drives.unfinished():
            below = _("week {week} of {weeks}, where you stopped {when}").format(
                week=entry.week, weeks=entry.weeks, when=on_day(entry.touched)
            )
            head = "" if made else _("Go on")
            made.append(Line(f"{LEFT}{entry.id}", two_lines(plain(entry.title, "bold"), below), head))
        for place, drive in enumerate(self.entries):
            head = "" if place else _("Begin")
            made.append(Line(drive.path, two_lines(plain(drive.title, "bold"), about(drive)), head))
        every = self.house.records.drives.all()
        for place, entry in enumerate([one for one in every if one.away and one.finished is None][:MOST_AWAY]):
            below = _("put away in week {week} of {weeks}").format(week=entry.week, weeks=entry.weeks)
            head = "" if place else _("Put away")
            made.append(Line(f"{LEFT}{entry.id}", two_lines(plain(entry.title, "bold"), below), head))
        over = [entry for entry in every if entry.stage == "over"]
        for place, entry in enumerate(over[:MOST_OVER]):
            below = _("ended {when}: read its debrief").format(when=on_day(entry.finished or entry.touched))
            made.append(
                Line(f"{LEFT}{entry.id}", two_lines(plain(entry.title, "bold"), below), "" if place else _("Over"))
            )
        choices = self.query_one(Choices)
        choices.show(made, marked=max(0, min(choices.cursor, len(made) - 1)))

    @on(Choices.Marked)
    def tell(self, message: Choices.Marked) -> None:
        """Say more of the one that is marked."""
        drive = next((entry for entry in self.entries if message.line and entry.path == message.line.id), None)
        constituency = self.loaded.get(drive.path) if drive else None
        notes = self.query_one(Notes)
        notes.notes = tuple(notes_of(constituency)) if constituency else ()

    def action_put_drive_away(self) -> None:
        marked = self.query_one(Choices).marked
        waiting = {f"{LEFT}{entry.id}": entry for entry in self.house.records.drives.unfinished()}
        entry = waiting.get(marked.id) if marked else None
        if entry is None:
            self.notify(_("Only a season to go on with can be put away."), markup=False)
        elif self.house.records.drives.put_away(entry.id):
            self.show_drives()
        else:
            self.notify(_("Another window has this season."), markup=False)

    @on(Choices.Chosen)
    def take(self, message: Choices.Chosen) -> None:
        """Open it."""
        from pathlib import Path

        message.stop()
        if not self.is_current:
            return
        if message.line.id.startswith(LEFT):
            go_on_drive(self.house, message.line.id.removeprefix(LEFT))
        else:
            open_drive(self.house, DriveWanted(Path(message.line.id)))


class DriveBriefScreen(Page):
    """The brief of a drive or a turf, before its first week."""

    CSS_PATH = "drive.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("drive_start", "reading")
    scopes = ("drive_start", "reading")

    def __init__(self, constituency: "Constituency", wanted: DriveWanted) -> None:
        super().__init__()
        self.constituency = constituency
        self.wanted = wanted
        self.mode: Mode | None = wanted.mode

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="drive_paper", can_focus=True):
            yield Notes(tuple(notes_of(self.constituency)))
            yield Static("", id="drive_mode", markup=False)

    def on_mount(self) -> None:
        if self.mode is None:
            self.mode = "test" if self.house.mode == "test" else "practice"
        self.show_mode()
        self.query_one("#drive_paper").focus()

    def show_mode(self) -> None:
        """Say how it is played."""
        assert self.mode is not None
        self.head((plain(self.constituency.title, "bold $mark"), plain(_("before the first week"), "$soft")))
        words = [
            plain(_(MODES[self.mode]), "bold"),
            plain(_("Press Enter to begin. The key m changes the mode."), "$soft"),
        ]
        self.query_one("#drive_mode", Static).update(lines(words))

    def anew(self) -> Page:
        return DriveBriefScreen(self.constituency, self.wanted._replace(mode=self.mode))

    def action_drive_mode(self) -> None:
        self.mode = "practice" if self.mode == "test" else "test"
        self.show_mode()

    def action_drive_start(self) -> None:
        from trainer.practice.drives import CannotOpen, begin_drive

        assert self.mode is not None
        seed = self.wanted.seed if self.wanted.seed is not None else int.from_bytes(os.urandom(2))
        try:
            season = begin_drive(self.wanted.path, self.house.records, mode=self.mode, seed=seed)
        except CannotOpen as changed:  # the file was edited since it was opened
            self.notify(" ".join(changed.reasons), timeout=10, markup=False)
            return
        self.house.tell_news()
        self.house.season = season
        self.app.switch_screen(season_screen(season))

    def action_earlier(self) -> None:
        self.query_one("#drive_paper").scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one("#drive_paper").scroll_page_down(animate=False)


def notes_of(constituency: "Constituency") -> Iterable[Note]:
    """What is told of a drive before it begins."""
    yield Note("", (f"{_capital(about(constituency))}.", minutes_a_head(constituency)), dotted=False)
    if constituency.content_notes:
        touches = _("This touches on: {notes}.").format(notes="; ".join(map(shown, constituency.content_notes)))
        yield Note("", (touches,), dotted=False)
    told = tuple(" ".join(part.split()) for part in constituency.brief.split("\n\n") if part.strip())
    yield Note(_("How things stand"), told, dotted=False)
    if constituency.goals:
        yield Note(_("What you are after"), constituency.goals)
    tests = [*constituency.tests, *([constituency.vote] if constituency.vote else [])]
    if tests:
        said = tuple(
            _("Week {week}, {title}. {act}").format(week=test.week, title=test.title, act=test.act) for test in tests
        )
        yield Note(_("The days that count"), said)
    if constituency.election:
        yield Note(_("The day that counts"), (constituency.election,))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class BriefSheet(HeadedSheet):
    """The brief once more, and what the signs of the chart mean."""

    def __init__(self, constituency: "Constituency") -> None:
        super().__init__()
        self.heading = constituency.title
        self.ending = _("Esc goes back.")
        self.constituency = constituency

    def body(self) -> Iterable[Widget]:
        notes = list(notes_of(self.constituency))
        if self.constituency.people:
            signs = tuple(f"{sign}  {words}" for sign, words in legend().items())
            notes.insert(0, Note(_("The signs of the chart"), signs, dotted=False))
        yield Notes(tuple(notes))
