"""Write: the scenarios that can be put on the bench, those of the author first."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.bench.drafts import Draft, drafts
from trainer.language import _
from trainer.screens.actions import bindings_of
from trainer.screens.page import Page
from trainer.screens.shelf import two_lines
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line


class BenchFilesScreen(Page):
    """The files: in this folder, among one's own, and in the library to read and learn from."""

    CSS_PATH = "bench.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("bench_files")
    scopes = ("bench_files", "choices")

    def __init__(self) -> None:
        super().__init__()
        self.drafts: list[Draft] = []

    def body(self) -> Iterable[Widget]:
        yield Choices(id="files")
        how = _("n begins a scenario from four questions. Open a file, and the bench follows what you save.")
        yield Static(plain(how, "$soft"), id="how", markup=False)

    def on_mount(self) -> None:
        self.show_files()
        self.query_one(Choices).focus()

    def on_screen_resume(self) -> None:
        self.show_files()
        super().on_screen_resume()

    def show_files(self) -> None:
        """Show what there is now."""
        self.head((plain(_("Write"), "bold $mark"), Content()))
        self.drafts = drafts()
        choices = self.query_one(Choices)
        choices.show(list(self.lines()), marked=max(0, choices.cursor))

    def lines(self) -> Iterable[Line]:
        """Each file, under where it is."""
        where = ""
        for draft in self.drafts:
            heading = "" if draft.where == where else _(draft.where)
            where = draft.where
            yield Line(str(draft.path), two_lines(plain(draft.title, "bold"), draft.path.name), heading)

    def action_new_scenario(self) -> None:
        from trainer.screens.bench_new import NewSheet

        self.app.push_screen(NewSheet(), self.written)

    def written(self, file: str | None) -> None:
        """Put the scenario that was just written on the bench."""
        if file:
            self.put_on_bench(Path(file))
            told = _("{file} is written: a scene that plays as it stands.").format(file=file)
            self.notify(told, markup=False)

    @on(Choices.Chosen)
    def open(self, message: Choices.Chosen) -> None:
        """Put a file on the bench."""
        message.stop()
        if self.is_current:
            self.put_on_bench(Path(message.line.id))

    def put_on_bench(self, path: Path) -> None:
        """Open a scenario's bench; a drive is played instead."""
        from trainer.scenario.file_kinds import is_drive_file

        if is_drive_file(path):
            # a season has no beats to preview: it is played
            from trainer.screens.drive_page import DriveWanted, open_drive

            open_drive(self.house, DriveWanted(path))
            return
        from trainer.bench.desk import Desk
        from trainer.screens.bench import BenchScreen

        self.app.push_screen(BenchScreen(Desk(path)))
