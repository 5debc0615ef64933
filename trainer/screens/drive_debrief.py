"""The debrief of a season, section by section; what takes a while is worked out beside it, with a word of that."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from trainer.drive.game import Game
from trainer.language import _
from trainer.practice.drives import DriveSitting
from trainer.report.drive_export import drive_exported
from trainer.report.drive_shapes import DriveDebrief, TurfDebrief
from trainer.screens.actions import bindings_of
from trainer.screens.drive_debrief_parts import Section, sections_of, spread_pending
from trainer.screens.drive_page import SeasonPage
from trainer.screens.saving import SaveSheet, wanted_of
from trainer.screens.texts import plain
from trainer.screens.widgets.drawn import text
from trainer.screens.widgets.rows import Row, Rows
from trainer.screens.widgets.section_line import SectionLine


class DriveDebriefScreen(SeasonPage):
    """The debrief of a drive or a turf."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("season", "drive_debrief", "reading", "copying")
    scopes = ("drive_debrief", "reading", "copying", "rows", "season")

    def __init__(self, season: DriveSitting) -> None:
        super().__init__(season)
        self.debrief: DriveDebrief | TurfDebrief | None = None
        self.sections: Sequence[Section] = ()
        self.place = 0

    def body(self) -> Iterable[Widget]:
        yield Horizontal(id="section_names")
        with Horizontal(id="drive_debrief"):
            yield Rows(id="rows")

    def on_mount(self) -> None:
        self.head((plain(_("Debrief: {title}").format(title=self.game.constituency.title), "bold $mark"), Content()))
        self.query_one(Rows).show([Row(text(_("Working out what was so …"), "$soft"))])
        self.query_one(Rows).focus()
        self.work_out()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def work_out(self) -> None:
        """The debrief itself first, then beside simulated seasons, which takes longer."""
        from trainer.report.drive import drive_debrief, mean_quality, turf_debrief
        from trainer.report.drive_spread import spread_of

        game = self.game
        first: DriveDebrief | TurfDebrief
        first = drive_debrief(game) if isinstance(game, Game) else turf_debrief(game)
        self.app.call_from_thread(self.show, first, True)
        quality = mean_quality(game) if isinstance(game, Game) else 0.5
        spread = spread_of(game.constituency, quality)
        whole: DriveDebrief | TurfDebrief
        whole = drive_debrief(game, spread) if isinstance(game, Game) else turf_debrief(game, spread)
        self.app.call_from_thread(self.show, whole, False)

    def show(self, debrief: DriveDebrief | TurfDebrief, pending: bool) -> None:
        """Show a debrief; while `pending` the simulated seasons are still to come."""
        if not self.is_mounted:
            return
        self.debrief = debrief
        self.sections = sections_of(debrief)
        if pending:
            self.sections = [*self.sections[:-1], spread_pending(debrief), self.sections[-1]]
        names = self.query_one("#section_names")
        names.remove_children()
        names.mount(SectionLine([(section.short, section.title) for section in self.sections]))
        self.turn_to(self.place)

    def turn_to(self, place: int) -> None:
        """Turn to a section."""
        if not self.sections:
            return
        self.place = place % len(self.sections)
        title = plain(_("Debrief: {title}").format(title=self.game.constituency.title), "bold $mark")
        where = _("{place} of {number}").format(place=self.place + 1, number=len(self.sections))
        self.head((title, plain(where, "$soft")))
        for line in self.query(SectionLine):
            line.place = self.place
        self.query_one(Rows).show(list(self.sections[self.place].rows))
        self.query_one(Rows).focus()
        self.refresh_keys()

    @on(SectionLine.Turned)
    def turned(self, message: SectionLine.Turned) -> None:
        self.turn_to(message.place)

    def can(self, action: str) -> bool:
        return self.debrief is not None if action == "save_drive" else super().can(action)

    def action_drive_section(self, number: str) -> None:
        if int(number) <= len(self.sections):
            self.turn_to(int(number) - 1)

    def action_next_drive_section(self) -> None:
        self.turn_to(self.place + 1)

    def action_previous_drive_section(self) -> None:
        self.turn_to(self.place - 1)

    def action_save_drive(self) -> None:
        self.app.push_screen(SaveSheet(), self._save_as_wanted)

    def _save_as_wanted(self, answer: str | None) -> None:
        if answer is None or self.debrief is None:
            return
        name, wanted = f"second-knock-{self.game.constituency.id}", wanted_of(answer)
        if wanted.form is None:
            # the sheet has to be gone from the picture
            self.call_after_refresh(self.house.save_picture, name)
        else:
            self.house.save_text(name, wanted.ending, drive_exported(wanted.form, self.debrief))

    def last_words(self) -> str:
        return self.query_one(Rows).words()

    def action_earlier(self) -> None:
        self.query_one(Rows).scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one(Rows).scroll_page_down(animate=False)
