"""Bench: a scenario on the author's desk, with preview, findings, map, numbers and items of the file as it is saved."""

import asyncio
import contextlib
import subprocess
from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.bench.desk import Desk
from trainer.bench.editor import editor_command, stays_in_terminal
from trainer.bench.exact import check_command, read_exact
from trainer.bench.found_play import FoundPlay, play_to_option
from trainer.bench.origin import NoOrigin, read_origin
from trainer.conversation.play import NotOffered
from trainer.language import _, mark, ngettext
from trainer.screens.actions import bindings_of
from trainer.screens.bench_sections import finding_rows, item_rows, map_rows, number_rows
from trainer.screens.page import Page
from trainer.screens.sheets import HeadedSheet
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices
from trainer.screens.widgets.drawn import Drawn
from trainer.screens.widgets.preview import Preview
from trainer.screens.widgets.rows import Rows
from trainer.screens.widgets.section_line import SectionLine

SECTIONS = (
    (mark("Preview"), mark("Preview: the beat, and a play of it")),
    (mark("Findings"), mark("Findings")),
    (mark("Map"), mark("Map: every beat and where it leads")),
    (mark("Numbers"), mark("Numbers: words, minutes, moves")),
    (mark("Items"), mark("Items: what trainees chose")),
)
PREVIEW, FINDINGS, MAP, NUMBERS, ITEMS = range(5)

LOOK_AGAIN = 0.1
"""Seconds between two looks at whether the file was saved."""


class BenchScreen(Page):
    """The bench with one file on it. It reads the file again whenever it is saved, and the play stays where it is."""

    CSS_PATH = "bench.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("bench", "reading")
    scopes = ("bench", "choices", "rows", "reading")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.place = PREVIEW
        self.pending = False
        self.exact: dict[str, object] = {}
        self.checking: asyncio.subprocess.Process | None = None

    def anew(self) -> Page:
        return BenchScreen(self.desk)

    def body(self) -> Iterable[Widget]:
        yield SectionLine([(_(short), _(long)) for short, long in SECTIONS])
        yield Preview(self.desk)
        with Horizontal(id="below"):
            yield Rows(id="rows")
            with VerticalScroll(id="beside", can_focus=False):
                yield Drawn(self.beside)

    def on_mount(self) -> None:
        self.set_interval(LOOK_AGAIN, self.look)
        self.show()
        self.check_exactly()

    def on_unmount(self) -> None:
        self.stop_checking()

    # The file, as it is saved

    def look(self) -> None:
        """Read the file again if it was saved: what is quickly found at once, the rest when it is known."""
        if self.desk.reread():
            self.stop_checking()
            self.exact = {}
            self.show()
            self.check_exactly()

    def stop_checking(self) -> None:
        """Stop a check of an older version."""
        process, self.checking = self.checking, None
        self.pending = False
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    @work(exclusive=True, exit_on_error=False)
    async def check_exactly(self) -> None:
        """Let a process of its own look at every play, and take over what it found if the file is still the same."""
        if self.desk.loaded.scenario is None:
            return
        digest = self.desk.digest
        self.pending = True
        self.show()
        process = await asyncio.create_subprocess_exec(
            *check_command(self.desk.path), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.checking = process
        try:
            printed, _errors = await process.communicate()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            raise
        self.checking = None
        if digest != self.desk.digest:
            return
        self.pending = False
        found = read_exact(printed.decode("utf-8", "replace"))
        if found is not None:
            self.desk.findings = found.findings
            self.exact = found.explored
        self.show()

    # What is shown

    def show(self) -> None:
        """Show all of it as it is now."""
        desk = self.desk
        title = desk.scenario.title if desk.scenario else desk.path.name
        count = len(desk.findings)
        if count:
            state = ngettext("{count} finding", "{count} findings", count).format(count=count)
        elif self.pending:
            state = _("reads clearly; looking at every play")
        else:
            state = _("all well")
        self.head(
            (plain(title, "bold $mark"), plain(state, "$soft")), (plain(str(desk.path), "$soft"), self.explored())
        )
        self.show_found()
        self.turn_to(self.place, stay=True)  # what is found meanwhile moves nobody from their row

    def explored(self) -> Content:
        """How many plays were looked at, where that is known."""
        plays = self.exact.get("plays")
        if plays is None:
            return plain(_("every line comes up in some play"), "$soft") if self.exact.get("exact") else Content()
        words = _("every one of {plays} plays") if self.exact.get("exact") else _("as many plays as fit")
        return plain(words.format(plays=f"{int(str(plays)):,}"), "$soft")

    def show_found(self) -> None:
        """Show the preview with what was found."""
        self.query_one(Preview).show(self.pending)

    def turn_to(self, place: int, stay: bool = False) -> None:
        """Turn to a section; or show the one that is turned to again, and stay at its row."""
        self.place = place % len(SECTIONS)
        sections = self.query_one(SectionLine)
        sections.place = self.place
        sections.numbered = self.place != PREVIEW  # there digits are what can be said
        preview, rows = self.query_one(Preview), self.query_one(Rows)
        preview.display = self.place == PREVIEW
        self.query_one("#below").display = self.place != PREVIEW
        desk = self.desk
        match self.place:
            case 0:
                self.query_one("#options", Choices).focus()
            case 1:
                rows.show(list(finding_rows(desk, self.pending)), stay=stay)
            case 2:
                rows.show(list(map_rows(desk)), stay=stay)
            case 3:
                rows.show(list(number_rows(desk)), stay=stay)
            case 4:
                rows.show(list(item_rows(desk, self.house.records)), stay=stay)
        self.query_one("#below").set_class(self.place in (FINDINGS, MAP) and bool(rows.able), "-pair")
        if self.place != PREVIEW:
            rows.focus()
        self.refresh_keys()

    @on(SectionLine.Turned)
    def turned(self, message: SectionLine.Turned) -> None:
        self.turn_to(message.place)

    @on(Rows.Marked)
    def marked(self) -> None:
        """What can be done may have changed, and what stands beside has."""
        self.query_one("#beside", VerticalScroll).query_one(Drawn).refresh(layout=True)
        self.refresh_keys()

    def beside(self, width: int) -> Content:
        """What the marked row rests on, where there is room beside it: a beat and its neighbours, a finding's mend."""
        row = self.query_one(Rows).marked
        return Content() if row is None or row.under is None else row.under(width)

    # What can be done

    def can(self, action: str) -> bool:
        desk = self.desk
        row = self.query_one(Rows).marked if self.is_mounted and self.place != PREVIEW else None
        match action:
            case "bench_undo" | "bench_restart" | "record_walk":
                return self.place == PREVIEW and desk.play is not None and bool(desk.play.steps)
            case "begin_at":
                return desk.story is not None
            case "other_pane":
                return self.place == PREVIEW and desk.play is not None and not self.has_class("-wide")
            case "unfold":
                return row is not None and row.under is not None
            case "try_beat":
                return row is not None and row.turn is not None
            case _:
                return super().can(action)

    def action_bench_section(self, number: str) -> None:
        if int(number) <= len(SECTIONS):
            self.turn_to(int(number) - 1)

    def action_next_bench_section(self) -> None:
        self.turn_to(self.place + 1)

    def action_previous_bench_section(self) -> None:
        self.turn_to(self.place - 1)

    def action_other_pane(self) -> None:
        self.query_one(Preview).toggle_class("-source")

    def action_unfold(self) -> None:
        self.query_one(Rows).open_marked()

    @on(Preview.Taken)
    def take(self, message: Preview.Taken) -> None:
        """Choose an option; or for one that is not offered, go to a play in which it is."""
        message.stop()
        desk = self.desk
        if not message.is_offered:
            if desk.beat is not None:
                self.find_play(desk.beat, message.option)
            return
        if desk.play is not None and desk.play.stuck:
            desk.leave()
        else:
            with contextlib.suppress(NotOffered):
                desk.choose(message.option)
        self.show()

    @work(exclusive=True, thread=True, group="find", exit_on_error=False)
    def find_play(self, beat: str, option: str) -> None:
        """Look for a play in which an option is offered, and go there."""
        scenario, story = self.desk.scenario, self.desk.story
        if scenario is None or story is None:
            return
        found = play_to_option(scenario, story, beat, option)
        self.app.call_from_thread(self.go_to, found, option)

    def go_to(self, found: FoundPlay | None, option: str) -> None:
        """Go to where a play is offered an option, or say that none was found."""
        if found is None:
            self.notify(_("No play was found that is offered “{option}”.").format(option=option), markup=False)
            return
        self.desk.follow(found.choices)
        told = _("This is the shortest play that is offered “{option}”.")
        if not found.shortest:
            told = _("This is a play that is offered “{option}”.")
        self.notify(told.format(option=option), markup=False)
        self.show()

    def action_bench_undo(self) -> None:
        self.desk.undo()
        self.show()

    def action_bench_restart(self) -> None:
        self.desk.begin_at(None)
        self.show()

    def action_begin_at(self) -> None:
        self.app.push_screen(OriginSheet(self.desk), self._begun)

    def _begun(self, answer: str | None) -> None:
        if answer:
            self.turn_to(PREVIEW)
            self.show()

    def action_try_beat(self) -> None:
        row = self.query_one(Rows).marked
        if row is not None and row.turn is not None and self.desk.story is not None:
            beat = self.desk.story.beats[row.turn].id
            try:
                begun = self.desk.begin_at(read_origin(beat, self.desk.story))
            except NoOrigin as no:
                self.notify(str(no), markup=False)
                return
            if begun:
                self.turn_to(PREVIEW)
                self.show()

    def action_edit(self) -> None:
        desk = self.desk
        line = desk.line_of(desk.beat) if desk.beat else 1
        row = self.query_one(Rows).marked if self.place == FINDINGS else None
        if row is not None:
            place = self.query_one(Rows).able.index(row)
            line = desk.findings[place].line if place < len(desk.findings) else line
        elif self.place == MAP and desk.story is not None:
            marked = self.query_one(Rows).marked
            if marked is not None and marked.turn is not None:
                line = desk.line_of(desk.story.beats[marked.turn].id)
        command = editor_command(desk.path, line)
        if command is None:
            self.notify(_("Set EDITOR to the name of your editor, and e opens this line in it."), markup=False)
            return
        try:
            if stays_in_terminal(command):
                with self.app.suspend():
                    subprocess.run(command, check=False)
            else:
                subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
        except OSError as error:
            self.notify(_("Your editor could not be started: {reason}").format(reason=error), markup=False)
        self.look()

    def action_record_walk(self) -> None:
        self.app.push_screen(WalkNameSheet(), self._record)

    def _record(self, name: str | None) -> None:
        if not name or self.desk.play is None:
            return
        from trainer.bench.walk_recording import NotRecorded, record_walk

        try:
            record_walk(self.desk.path, self.desk.play, name)
        except NotRecorded as refused:
            self.notify(str(refused), timeout=8, markup=False)
            return
        self.notify(_("The walk “{name}” stands in the file now.").format(name=name), markup=False)
        self.look()


class OriginSheet(HeadedSheet):
    """Where to begin the play: a beat, with any moods."""

    AUTO_FOCUS = "#origin"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.heading = _("Begin at a beat")
        self.ending = _("Enter begins there, Esc goes back.")
        self.desk = desk

    def body(self) -> Iterable[Widget]:
        words = _("A beat, then moods (0 to 10) and depths (0 to 3) if you like: {example}")
        yield Static(plain(words.format(example=self.example())), markup=False)
        yield Input(self.desk.beat or "", id="origin", select_on_focus=False)
        yield Static("", id="refused", markup=False)

    def example(self) -> str:
        """What could be written, in the scenario's own names."""
        story = self.desk.story
        if story is None:
            return ""
        beat = self.desk.beat or story.beats[0].id
        return " ".join([beat, "trust=7", *(f"heard.{concern.id}=2" for concern in story.concerns[:1])])

    @on(Input.Submitted)
    def begin(self, message: Input.Submitted) -> None:
        """Begin there, or say why not."""
        message.stop()
        story = self.desk.story
        if story is None:
            return
        try:
            origin = read_origin(message.value, story)
        except NoOrigin as no:
            self.query_one("#refused", Static).update(plain(str(no)))
            return
        self.desk.begin_at(origin)
        self.dismiss(message.value)


class WalkNameSheet(HeadedSheet):
    """What a recorded walk is to be called."""

    AUTO_FOCUS = "#name"

    def __init__(self) -> None:
        super().__init__()
        self.heading = _("Keep this play as a walk")
        self.ending = _("Enter writes it into the file, Esc goes back.")

    def body(self) -> Iterable[Widget]:
        yield Static(plain(_("What does this play show? As in: heard first, then asked")), markup=False)
        yield Input(id="name", max_length=80, select_on_focus=False)

    @on(Input.Submitted)
    def keep(self, message: Input.Submitted) -> None:
        message.stop()
        self.dismiss(message.value.strip() or None)
