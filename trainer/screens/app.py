"""The app: which screen shows which stage, the settings of a session, and the way in and out."""

import io
import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import Console
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.events import DeliveryComplete, DeliveryFailed
from textual.screen import Screen

from trainer.records.store import Unsaved
from trainer.screens.actions import EVERYWHERE, actions_of, bindings_of, title_of
from trainer.screens.messages import Moved
from trainer.screens.page import Page, PlayPage
from trainer.screens.terminal import STOPPED_BY, signals_to, terminal_given_back
from trainer.screens.themes import NO_COLOUR, THEME_NAMES, themes, variable_defaults

if TYPE_CHECKING:
    from trainer.conversation.lifecycle import Mode
    from trainer.practice.sitting import Sitting
    from trainer.records.shapes import PlayEntry
    from trainer.records.store import Records

REASONS = 3
"""How many findings are shown of a scenario that cannot be played."""

DETAILS = "SECOND_KNOCK_DETAILS"
"""Set to anything, this variable of the environment adds an unexpected error's details to the plain sentence."""

BROKEN = 70
"""Exit code where the fault is ours, as sysexits.h has it."""

UNEXPECTED = "Second Knock met an error that it did not expect and had to stop. Your terminal is as it was before."


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
        mode: "Mode" = "practice",
        seed: int = 0,
        at_once: bool = False,
        theme: str | None = None,
        records: "Records | None" = None,
    ) -> None:
        """`at_once` shows people's lines without any pace; `theme` is one of ours.

        Every step is kept in `records`; without them nothing is kept.
        """
        bare = "NO_COLOR" in os.environ
        # With an ANSI driver NO_COLOR leaves every colour out; without one Textual would still write greys.
        super().__init__(ansi_color=True if bare else None)
        for name in tuple(self.available_themes):
            self.unregister_theme(name)
        for ours in themes():
            self.register_theme(ours)
        self.set_reactive(App.theme, theme or (NO_COLOUR if bare else THEME_NAMES[0]))
        self.stylesheet.set_variables(self.get_css_variables())
        self.scenario_path = scenario
        self.mode: Mode = mode
        self.seed = seed
        self.at_once = at_once
        self.sitting: Sitting | None = None
        self.records = records or Unsaved("")
        self.error_console = Console(file=io.StringIO(), width=100, color_system=None)
        self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def get_default_screen(self) -> Screen[None]:
        from trainer.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        self.tell_news()
        if self.scenario_path is not None:
            self.open(self.scenario_path)

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
                detail += f"\n\nThere is more; second-knock check {error.name} says all of it."
            self.push_screen(AskSheet(f"{error.name} cannot be played.", detail, [("", "Go back")]))
            return
        left = self.unfinished(str(self.sitting.scenario.id))
        if not left:
            self.show_stage()
            return
        from trainer.screens.sheets import AskSheet

        when = f"You stopped in the middle of it on {left[0].touched[:10]}."
        answers = [("go_on", "Go on there"), ("afresh", "Begin afresh")]
        self.push_screen(
            AskSheet(self.sitting.scenario.title, when, answers), partial(self._open_as_wanted, left[0], Path(path))
        )

    def _open_as_wanted(self, left: "PlayEntry", path: Path, answer: str | None) -> None:
        if answer == "go_on":
            self.go_on(left, path)
        elif answer == "afresh":
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
            if resumed.sentence:
                self.notify(resumed.sentence, timeout=10, markup=False)
            self.show_stage()
            return
        from trainer.records.resume import old_transcript
        from trainer.report.text import transcript_lines
        from trainer.screens.sheets import AskSheet

        old = old_transcript(self.records, entry.id)
        lines = transcript_lines(old) if old else []
        self.push_screen(AskSheet(resumed.sentence or entry.title, "\n".join(lines), [("", "Go back")]))

    def put_away(self) -> None:
        """Leave the present play to the records."""
        if self.sitting is not None:
            self.sitting.put_away()
            self.sitting = None

    def tell_news(self) -> None:
        """Say what the records have to say, such as that the disk is full."""
        for sentence in self.records.news():
            self.notify(sentence, timeout=10, markup=False)

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

    def leave_play(self) -> None:
        """Put the play away and go back to where it was opened."""
        self.put_away()
        self.pop_screen()

    def on_moved(self, _message: Moved) -> None:
        self.tell_news()
        self.show_stage()

    # What can be done everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back":
            return len(self.screen_stack) > 1
        return True

    async def action_back(self) -> None:
        if len(self.screen_stack) > 1:
            await self.pop_screen()

    async def action_quit(self) -> None:
        from trainer.screens.sheets import AskSheet

        if self.sitting is None or not self.sitting.open or self.records.saving:
            self.exit(0)
            return
        self.push_screen(
            AskSheet(
                "Leave the program?",
                "This play is not kept once you leave.",
                [("stay", "Stay"), ("leave", "Leave")],
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
        self.theme = THEME_NAMES[(place + 1) % len(THEME_NAMES)]
        self.notify(f"Colours: {self.theme.replace('-', ' ')}", timeout=2, markup=False)

    def action_pace(self) -> None:
        self.at_once = not self.at_once
        self.notify("Lines come at once" if self.at_once else "Lines come as they are said", timeout=2, markup=False)

    def action_picture(self) -> None:
        from trainer.screens.picture import picture_of

        self.deliver_text(io.StringIO(picture_of(self)), save_filename="second-knock.svg")

    def on_delivery_complete(self, message: DeliveryComplete) -> None:
        if message.path is not None:
            self.notify(f"Saved as {message.path}", timeout=5, markup=False)

    def on_delivery_failed(self, message: DeliveryFailed) -> None:
        self.notify(f"It could not be saved: {message.exception}", timeout=8, severity="error", markup=False)

    def action_help(self) -> None:
        from trainer.screens.sheets import HelpSheet

        if isinstance(self.screen, Page):
            self.push_screen(HelpSheet(self.screen.actions()))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's commands: what the registry says can be done on this screen now."""
        known = screen.actions() if isinstance(screen, Page) else actions_of([EVERYWHERE])
        for action in known:
            if action.palette:
                yield SystemCommand(title_of(action), action.help, partial(self._run, screen, action.id))

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
    scenario: Path | None = None, *, mode: "Mode" = "practice", seed: int = 0, records: "Records | None" = None
) -> int:
    """Run the program and return its exit code: 0, 70 after an error of ours, 128 + n after a signal n.

    SECOND_KNOCK_THEME names the colours to begin with, SECOND_KNOCK_AT_ONCE shows lines without a speaking pace.
    """
    at_once = "SECOND_KNOCK_AT_ONCE" in os.environ
    app = SecondKnock(scenario, mode=mode, seed=seed, at_once=at_once, records=records)

    def stop(code: int) -> None:
        app.call_later(app.exit, code)

    code: int | None = None
    failed = False
    with terminal_given_back(), signals_to(stop):
        try:
            code = app.run()
        except Exception as error:
            failed = True
            app.error_console.print(repr(error), markup=False)
    if failed or app.return_code == 1:
        print(UNEXPECTED, file=sys.stderr)
        file = app.error_console.file
        if DETAILS in os.environ and isinstance(file, io.StringIO):
            print(file.getvalue(), file=sys.stderr)
        else:
            print(f"With {DETAILS}=1 it says more.", file=sys.stderr)
        return BROKEN
    return code or 0
