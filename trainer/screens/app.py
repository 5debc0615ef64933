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
from textual.screen import Screen

from trainer.screens.actions import EVERYWHERE, actions_of, bindings_of
from trainer.screens.messages import Moved
from trainer.screens.page import Page
from trainer.screens.terminal import STOPPED_BY, signals_to, terminal_given_back
from trainer.screens.themes import NO_COLOUR, THEME_NAMES, themes, variable_defaults

if TYPE_CHECKING:
    from trainer.conversation.lifecycle import Mode
    from trainer.screens.sitting import Sitting

DETAILS = "SECOND_KNOCK_DETAILS"
"""Set to anything, this variable of the environment adds an unexpected error's details to the plain sentence."""

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
    ) -> None:
        """`at_once` shows people's lines without any pace; `theme` is one of ours."""
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
        self.error_console = Console(file=io.StringIO(), width=100, color_system=None)
        self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def get_default_screen(self) -> Screen[None]:
        from trainer.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        if self.scenario_path is not None:
            self.open(self.scenario_path)

    # The way through a play

    def show_library(self) -> None:
        """Show the library above home."""
        from trainer.screens.library import LibraryScreen

        self.show(LibraryScreen())

    def open(self, path: Path | str) -> None:
        """Sit down to a scenario: its brief, or a word about why it cannot be played."""
        from trainer.screens.sitting import CannotOpen, open_sitting

        try:
            self.sitting = open_sitting(Path(path), mode=self.mode, seed=self.seed)
        except CannotOpen as error:
            from trainer.screens.sheets import AskSheet

            detail = "  ".join(error.reasons[:3])
            self.push_screen(AskSheet(f"{error.name} cannot be played.", detail, [("", "Go back")]))
            return
        self.show_stage()

    def seat(self, sitting: "Sitting") -> None:
        """Take another sitting as the present one."""
        self.sitting = sitting

    def show_stage(self) -> None:
        """Show the screen of the stage that the play is at."""
        if self.sitting is not None:
            self.show(stage_screen(self.sitting))

    def show(self, screen: Page) -> None:
        """Put a screen above home in place of any other."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def leave_play(self) -> None:
        """Put the play away and go back to the library."""
        self.sitting = None
        self.show_library()

    def on_moved(self, _message: Moved) -> None:
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

        if self.sitting is None or not self.sitting.open:
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
        self.deliver_screenshot()

    def action_help(self) -> None:
        from trainer.screens.sheets import HelpSheet

        if isinstance(self.screen, Page):
            self.push_screen(HelpSheet(self.screen.actions()))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's commands: what the registry says can be done on this screen now."""
        known = screen.actions() if isinstance(screen, Page) else actions_of([EVERYWHERE])
        for action in known:
            if action.palette:
                title = action.word[0].upper() + action.word[1:]
                yield SystemCommand(title, action.help, partial(self._run, screen, action.id))

    async def _run(self, screen: Screen[object], action: str) -> None:
        await screen.run_action(action if hasattr(screen, f"action_{action}") else f"app.{action}")


def stage_screen(sitting: "Sitting") -> Page:
    """The screen of the stage that a play is at. Each is imported when it is first wanted."""
    match sitting.course.stage:
        case "briefing":
            from trainer.screens.brief import BriefScreen

            return BriefScreen(sitting)
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


def run_app(scenario: Path | None = None, *, mode: "Mode" = "practice", seed: int = 0) -> int:
    """Run the program on the terminal and return its exit code: 0, 1 after an error, 128 + n after a signal n."""
    app = SecondKnock(scenario, mode=mode, seed=seed, at_once="SECOND_KNOCK_AT_ONCE" in os.environ)

    def stop(code: int) -> None:
        app.call_later(app.exit, code)

    with terminal_given_back(), signals_to(stop):
        code = app.run()
    if app.return_code:
        print(UNEXPECTED, file=sys.stderr)
        file = app.error_console.file
        if DETAILS in os.environ and isinstance(file, io.StringIO):
            print(file.getvalue(), file=sys.stderr)
        else:
            print(f"With {DETAILS}=1 it says more.", file=sys.stderr)
        return 1
    return code or 0
