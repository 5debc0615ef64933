"""The app: which screen shows which stage, the settings of a session, and the way in and out."""

import asyncio
import io
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import Console
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from trainer import collector
from trainer.days import on_day
from trainer.language import _, mark
from trainer.records.settings import Setup, open_settings
from trainer.records.store import Unsaved
from trainer.scenario.characters import shown
from trainer.screens.actions import EVERYWHERE, actions_of, bindings_of, help_of, title_of
from trainer.screens.messages import Moved
from trainer.screens.page import Page, PlayPage
from trainer.screens.terminal import STOPPED_BY, signals_to, terminal_given_back
from trainer.screens.themes import NO_COLOUR, THEME_NAMES, theme_in_words, themes, variable_defaults

if TYPE_CHECKING:
    from trainer.bench.desk import Desk
    from trainer.conversation.lifecycle import Mode
    from trainer.practice.drives import DriveSitting
    from trainer.practice.sitting import Sitting
    from trainer.records.resume import Resumed
    from trainer.records.shapes import PlayEntry
    from trainer.records.store import Records
    from trainer.screens.drive_page import DriveWanted
    from trainer.screens.sheets import AskSheet

FIRST_PAGE = "brief.tcss"
"""The styles of the page at which a scenario opens."""

REASONS = 3
"""How many findings are shown of a scenario that cannot be played."""

DETAILS = "SECOND_KNOCK_DETAILS"
"""Set to anything, this variable of the environment adds an unexpected error's details to the plain sentence."""

AFRESH, COPY = "afresh", "copy"
"""The answers that begin a scenario anew, and that play on from a copy of a play that is open elsewhere."""

COPIED = 60
"""Characters of what was copied that are named again."""

BROKEN = 70
"""Exit code where the fault is ours, as sysexits.h has it."""

UNEXPECTED = mark(
    "Second Knock met an error that it did not expect and had to stop. Your terminal is as it was before."
)


class SecondKnock(App[int], inherit_bindings=False):
    """The whole program on screen. What is played lives in `sitting`; screens are made when they are shown."""

    CSS_PATH: ClassVar = ["app.tcss", "home.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(EVERYWHERE)
    TITLE = "Second Knock"
    HORIZONTAL_BREAKPOINTS = []
    VERTICAL_BREAKPOINTS = []

    def __init__(
        self,
        scenario: Path | None = None,
        *,
        seed: int = 0,
        records: "Records | None" = None,
        settings: Setup | None = None,
        desk: "Desk | None" = None,
        drive: "DriveWanted | None" = None,
    ) -> None:
        """What the trainee has set stands in `settings`; without them it is what the program has for everybody.

        With a `desk` the program opens at the bench, with a `drive` at that drive. Every step is kept in `records`;
        without them nothing is kept.
        """
        self.settings = settings or Setup()
        bare = "NO_COLOR" in os.environ
        # With an ANSI driver NO_COLOR leaves every colour out; without one Textual would still write greys.
        # A style file that comes later has Textual read every one again, so that of the first page comes with them.
        first_page = [FIRST_PAGE] if scenario else []
        super().__init__(css_path=[*self.CSS_PATH, *first_page], ansi_color=True if bare else None)
        for name in tuple(self.available_themes):
            self.unregister_theme(name)
        for ours in themes():
            self.register_theme(ours)
        self.set_reactive(App.theme, self._first_theme(bare))
        self.stylesheet.set_variables(self.get_css_variables())
        self.scenario_path = scenario
        self.desk = desk
        self.drive = drive
        self.seed = seed
        self.sitting: Sitting | None = None
        self.season: DriveSitting | None = None
        self.records = records or Unsaved("")
        self.error_console = Console(file=io.StringIO(), width=100, color_system=None)
        self.animation_level = "none"
        self.loop: asyncio.AbstractEventLoop | None = None
        """The loop that the program runs in, once it does."""

    def _first_theme(self, bare: bool) -> str:
        """The colours to begin with. NO_COLOR counts before what was kept, but not before SECOND_KNOCK_THEME."""
        ruled = "theme" in self.settings.ruled
        wanted = self.settings.now.theme if ruled or not bare else ""
        if wanted and wanted not in THEME_NAMES:
            self.settings.tell(
                _("There are no colours called “{name}”; there are {known}.").format(
                    name=wanted, known=", ".join(THEME_NAMES)
                )
            )
            wanted = ""
        return wanted or (NO_COLOUR if bare else THEME_NAMES[0])

    @property
    def mode(self) -> "Mode":
        """How the next play is coached."""
        return self.settings.now.mode

    @property
    def slow_link(self) -> bool:
        """Whether as little as possible is to go over the connection."""
        return self.settings.now.slow_link

    @property
    def at_once(self) -> bool:
        """Whether lines come at once instead of as they are said."""
        return self.slow_link or self.settings.now.pace == "at once"

    def change(self, **changed: object) -> None:
        """Change settings, and keep them for the next time."""
        self.settings.change(**changed)
        if "theme" in changed:
            self.theme = str(changed["theme"]) or THEME_NAMES[0]
        self.tell_news()

    def get_driver_class(self) -> type[Driver]:
        driver = super().get_driver_class()
        if not self.slow_link:
            return driver
        from trainer.screens.sparing import sparing

        return sparing(driver)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def get_default_screen(self) -> Screen[None]:
        from trainer.screens.home import HomeScreen

        return HomeScreen(seen=self.scenario_path is None)

    def on_mount(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.call_after_refresh(collector.go_on)
        path, self.scenario_path = self.scenario_path, None
        if path is not None:
            self.open(path)
        if self.desk is not None:
            from trainer.screens.bench import BenchScreen

            self.push_screen(BenchScreen(self.desk))
        if self.drive is not None:
            from trainer.screens.drive_page import open_drive

            open_drive(self, self.drive)
        self.tell_news()

    # The way through a play

    def show_library(self) -> None:
        """Show the library above home."""
        from trainer.screens.library import LibraryScreen

        self.push_screen(LibraryScreen())

    def open(self, path: Path | str) -> None:
        """Sit down to a scenario: its brief, or a word about why it cannot be played."""
        from trainer.practice.sitting import CannotOpen, sit_down

        self.put_away()
        try:
            self.sitting = sit_down(Path(path), self.records, mode=self.mode, seed=self.seed)
        except CannotOpen as error:
            from trainer.screens.sheets import AskSheet

            detail = "\n\n".join(error.reasons[:REASONS])
            if len(error.reasons) > REASONS:
                more = _("There is more; second-knock check {name} says all of it.").format(name=error.name)
                detail += f"\n\n{more}"
            refused = _("{name} cannot be played.").format(name=error.name)
            self.call_later(self._ask, AskSheet(refused, detail, [("", _("Go back"))]))
            return
        left = self.unfinished(str(self.sitting.scenario.id))
        if not left:
            self.show_stage()
            return
        from trainer.screens.sheets import AskSheet

        when = _("You stopped in the middle of it {when}.").format(when=on_day(left[0].touched))
        answers = [("go_on", _("Go on there")), (AFRESH, _("Begin afresh"))]
        self.call_later(
            self._ask,
            AskSheet(self.sitting.scenario.title, when, answers),
            partial(self._open_as_wanted, left[0], Path(path)),
        )

    async def _ask(self, sheet: "AskSheet", answered: Callable[[str | None], None] | None = None) -> None:
        """Ask something over the screen that is there, once there is something on it."""
        from trainer.screens.home import HomeScreen

        if isinstance(self.screen, HomeScreen):
            await self.screen.set_up()
        self.push_screen(sheet, answered)

    def _open_as_wanted(self, left: "PlayEntry", path: Path, answer: str | None) -> None:
        if answer == "go_on":
            self.go_on(left, path)
        elif answer == AFRESH:
            self.show_stage()

    def unfinished(self, scenario: str | None = None) -> "list[PlayEntry]":
        """The plays that were left and can be gone on with, the latest first; of one scenario if wanted."""
        present = self.sitting.play_id if self.sitting else None
        return [
            entry for entry in self.records.unfinished() if entry.id != present and scenario in (None, entry.scenario)
        ]

    def go_on(self, entry: "PlayEntry", path: Path | None) -> None:
        """Go on with a play where it stopped, or say why it cannot be and show it as it was."""
        from trainer.practice.sitting import go_on

        self.put_away()
        self.sitting, resumed = go_on(self.records, entry, path)
        if self.sitting is not None:
            self.show_stage()
            if resumed.sentence:
                self.tell(resumed.sentence)
            return
        from trainer.records.resume import old_transcript
        from trainer.screens.old_talk import OldTalkSheet

        old = old_transcript(self.records, entry.id)
        answers = []
        if path is not None and resumed.kind == "old":
            answers.append((AFRESH, _("Begin afresh")))
        if path is not None and resumed.kind == "elsewhere" and resumed.play is not None:
            answers.append((COPY, _("Play on from a copy")))
        self.push_screen(
            OldTalkSheet(entry.title, resumed.sentence or "", old, answers),
            partial(self._after_old_talk, entry, resumed, path),
        )

    def _after_old_talk(self, entry: "PlayEntry", resumed: "Resumed", path: Path | None, answer: str | None) -> None:
        if answer == AFRESH and path is not None:
            self.records.put_away(entry.id)
            self.open(path)
        elif answer == COPY and path is not None:
            from trainer.practice.sitting import go_on_from_copy

            self.sitting = go_on_from_copy(self.records, resumed, path)
            self.show_stage()
            self.tell_news()

    def put_away(self) -> None:
        """Leave the present play to the records."""
        if self.sitting is not None:
            self.sitting.put_away()
            self.sitting = None

    def tell_news(self) -> None:
        """Say what the records and the settings have to say, such as that the disk is full."""
        for sentence in (*self.records.news(), *self.settings.news()):
            self.tell(sentence)

    def tell(self, sentence: str) -> None:
        """Say a sentence over the screen, once the screen that is on its way is there to say it on."""
        self.call_after_refresh(self.notify, sentence, timeout=10, markup=False)

    def seat(self, sitting: "Sitting") -> None:
        """Take another sitting as the present one."""
        self.sitting = sitting

    def show_stage(self) -> None:
        """Show the screen of the stage that the play is at."""
        if self.sitting is not None:
            self.show(stage_screen(self.sitting))

    def show(self, screen: PlayPage) -> None:
        """Put a screen of the play in the place of the one before it, or above home and library."""
        if isinstance(self.screen, PlayPage):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def renew(self, page: Page) -> None:
        """Put the same screen, made again, in the place of one."""
        if self.screen is page:
            self.switch_screen(page.anew())

    def leave_play(self) -> None:
        """Put the play away and go back to where it was opened."""
        self.put_away()
        self.pop_screen()

    def on_moved(self, _message: Moved) -> None:
        self.show_stage()
        self.tell_news()

    # What can be done everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back":
            # the palette and the sheets are above a page, and no way back from it
            return sum(isinstance(screen, Page) for screen in self.screen_stack) > 1
        return True

    async def action_back(self) -> None:
        if len(self.screen_stack) > 1:
            await self.pop_screen()

    async def action_quit(self) -> None:
        from trainer.screens.sheets import AskSheet

        playing = self.season is not None or (self.sitting is not None and self.sitting.open)
        if not playing or self.records.saving:
            self.exit(0)
            return
        self.push_screen(
            AskSheet(
                _("Leave the program?"),
                _("This play is not kept once you leave."),
                [("stay", _("Stay")), ("leave", _("Leave"))],
            ),
            self._quit_if_wanted,
        )

    def _quit_if_wanted(self, answer: str | None) -> None:
        if answer == "leave":
            self.exit(0)

    def action_leave_at_once(self) -> None:
        self.exit(STOPPED_BY["SIGINT"])

    def action_theme(self) -> None:
        place = THEME_NAMES.index(self.theme) if self.theme in THEME_NAMES else -1
        self.change(theme=THEME_NAMES[(place + 1) % len(THEME_NAMES)])
        self.notify(_("Colours: {theme}").format(theme=theme_in_words(self.theme)), timeout=2, markup=False)

    def action_pace(self) -> None:
        if self.slow_link:
            self.notify(_("On a slow link lines always come at once."), timeout=3, markup=False)
            return
        self.change(pace="spoken" if self.at_once else "at once")
        said = _("Lines come at once") if self.at_once else _("Lines come as they are said")
        self.notify(said, timeout=2, markup=False)

    def action_settings(self) -> None:
        from trainer.screens.settings import SettingsSheet

        self.push_screen(SettingsSheet())

    def action_picture(self) -> None:
        self.save_picture("second-knock")

    def save_picture(self, name: str) -> None:
        """Save a picture of the screen as a new file of this name."""
        from trainer.screens.picture import picture_of

        self.save_text(name, ".svg", picture_of(self))

    def save_text(self, name: str, ending: str, text: str) -> None:
        """Save a text as a new file of this name, and say where it stands, or why it could not be saved."""
        from trainer.report.export import NotWritten
        from trainer.screens.saving import place_to_save, write_beside

        try:
            written = write_beside(place_to_save(), name, ending, text)
        except NotWritten as refused:
            said = _("It could not be saved. {why}").format(why=refused)
            self.notify(said, timeout=10, severity="error", markup=False)
        else:
            self.notify(_("Saved as {file}").format(file=shown(str(written))), timeout=10, markup=False)

    def copy(self, words: str) -> None:
        """Hand words to the terminal's clipboard, and say so."""
        if not words.strip():
            self.notify(_("There is nothing to copy here."), timeout=3, markup=False)
            return
        self.copy_to_clipboard(words)
        first = " ".join(words.split())
        start = first if len(first) <= COPIED else f"{first[:COPIED].rsplit(' ', 1)[0]} …"
        self.notify(_("Copied: {words}").format(words=start), timeout=3, markup=False)

    def action_help(self) -> None:
        from trainer.screens.sheets import HelpSheet

        if isinstance(self.screen, Page):
            self.push_screen(HelpSheet(self.screen.actions()))

    def action_command_palette(self) -> None:
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            wanted = _("Search for commands…")
            self.push_screen(CommandPalette(placeholder=wanted, id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's commands: what the registry says can be done on this screen now."""
        known = screen.actions() if isinstance(screen, Page) else actions_of([EVERYWHERE])
        for action in known:
            if action.palette:
                yield SystemCommand(title_of(action), help_of(action), partial(self._run, screen, action.id))

    async def _run(self, screen: Screen[object], action: str) -> None:
        await screen.run_action(action if hasattr(screen, f"action_{action}") else f"app.{action}")


def stage_screen(sitting: "Sitting") -> PlayPage:
    """The screen of the stage that a play is at. Each is imported when it is first wanted."""
    match sitting.course.stage:
        case "briefing":
            from trainer.screens.brief import BriefScreen

            return BriefScreen(sitting)
        case "talking" if sitting.story.shift:
            from trainer.screens.stops import stop_screen

            return stop_screen(sitting)
        case "talking":
            from trainer.screens.talk import TalkScreen

            return TalkScreen(sitting)
        case "between":
            from trainer.screens.between import BetweenScreen

            return BetweenScreen(sitting)
        case "rating":
            from trainer.screens.rate import RateScreen

            return RateScreen(sitting)
        case "forecasting":
            from trainer.screens.forecast import ForecastScreen

            return ForecastScreen(sitting)
        case "debriefing" | "done":
            from trainer.screens.debrief import DebriefScreen

            return DebriefScreen(sitting)


def run_app(
    scenario: Path | None = None,
    *,
    seed: int = 0,
    records: "Records | None" = None,
    settings: Setup | None = None,
    desk: "Desk | None" = None,
    drive: "DriveWanted | None" = None,
) -> int:
    """Run the program and return its exit code: 0, 70 after an error of ours, 128 + n after a signal n.

    Without `settings` those count that are kept in the platform's folder. With a `desk` the bench is the first screen,
    with a `drive` that drive.
    """
    app = SecondKnock(
        scenario, seed=seed, records=records, settings=settings or open_settings(), desk=desk, drive=drive
    )

    def stop(code: int) -> None:
        # a loop that waits for a key would not look at a message from a signal's handler before the next one
        if app.loop is not None:
            app.loop.call_soon_threadsafe(app.call_later, app.exit, code)
        else:
            app.call_later(app.exit, code)

    code: int | None = None
    failed = False
    with terminal_given_back(), signals_to(stop):
        try:
            # every movement of a mouse would go up a slow link, and what it passes over be drawn again
            code = app.run(mouse=not app.slow_link)
        except Exception as error:
            failed = True
            app.error_console.print(repr(error), markup=False)
    if failed or app.return_code == 1:
        print(_(UNEXPECTED), file=sys.stderr)
        file = app.error_console.file
        if DETAILS in os.environ and isinstance(file, io.StringIO):
            print(file.getvalue(), file=sys.stderr)
        else:
            print(_("With {variable}=1 it says more.").format(variable=DETAILS), file=sys.stderr)
        return BROKEN
    return code or 0
