"""What every screen has: a head, a body, the line of keys, and a clear word where the terminal is too small."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from trainer.language import _
from trainer.screens.actions import EVERYWHERE, Action, actions_of, bindings_of
from trainer.screens.messages import Moved
from trainer.screens.widgets.footer import KeyLine
from trainer.screens.widgets.masthead import Masthead, Row

if TYPE_CHECKING:
    from trainer.practice.sitting import Sitting
    from trainer.records.progress import Progress
    from trainer.screens.app import SecondKnock

SMALLEST = (40, 12)
"""Columns and rows under which no screen can be read."""

WIDTHS = [(0, "-tiny"), (SMALLEST[0], "-narrow"), (76, "-normal"), (112, "-wide")]
HEIGHTS = [(0, "-flat"), (SMALLEST[1], "-short"), (22, "-tall"), (34, "-high")]


class TooSmall(Widget):
    """Covers a screen that cannot be shown and says what would help."""

    def render(self) -> Content:
        columns, rows = SMALLEST
        small = _("This window is too small. Make it at least {columns} columns by {rows} rows.")
        return Content(small.format(columns=columns, rows=rows))


class Page(Screen[None]):
    """A whole screen. `scopes` name what can be done on it, and so give its keys, its footer and its help."""

    scopes: ClassVar[tuple[str, ...]] = ()
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self) -> None:
        super().__init__()
        self.spoken: str | None = None
        """The language of its words; None before there are any."""

    def compose(self) -> ComposeResult:
        self.spoken = self.house.settings.now.language
        yield Masthead()
        yield from self.body()
        yield KeyLine()
        yield TooSmall()

    def body(self) -> Iterable[Widget]:
        """What stands between the head and the line of keys."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        # Textual calls this after the handler of the page itself
        if not self.query(KeyLine):
            return
        if self.spoken != self.house.settings.now.language:
            # the language was changed on a sheet above it, so every word of it is set again
            self.spoken = self.house.settings.now.language
            self.call_later(self.renew)
        self.refresh_keys()

    def renew(self) -> None:
        """Set every word of it again: the same screen, made again, takes its place."""
        self.house.renew(self)

    def anew(self) -> "Page":
        """The same screen made again, in the language that is spoken now."""
        return type(self)()

    @property
    def house(self) -> "SecondKnock":
        """The app, by what it is."""
        return cast("SecondKnock", self.app)

    def head(self, *rows: Row) -> None:
        """Set the head's rows."""
        self.query_one(Masthead).rows = rows

    def can(self, action: str) -> bool:
        """Whether an action makes sense now; those that do not are neither named nor done."""
        return True

    def actions(self) -> tuple[Action, ...]:
        """What can be done on this screen now."""
        known = actions_of((*self.scopes, EVERYWHERE))
        return tuple(action for action in known if self.can(action.id) and self.app_can(action.id))

    def app_can(self, action: str) -> bool:
        """Whether the app would do an action now."""
        return self.app.check_action(action, ()) is not False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.can(action)

    def last_words(self) -> str:
        """What is copied where nothing is selected; "" where there is nothing."""
        return ""

    def action_copy(self) -> None:
        self.house.copy(self.get_selected_text() or self.last_words())

    def refresh_keys(self) -> None:
        """Name in the footer what can be done now."""
        self.query_one(KeyLine).named = tuple(action for action in self.actions() if action.footer)


class Doorway(Page):
    """A page from which one sets out: what was played so far is known on it, and a key away."""

    @property
    def progress(self) -> "Progress":
        """What the records tell of the plays that were finished."""
        return self.house.records.progress()

    def can(self, action: str) -> bool:
        return bool(self.progress.plays) if action == "progress" else super().can(action)

    def action_progress(self) -> None:
        from trainer.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen(self.progress))


class PlayPage(Page):
    """A screen of the play that runs. The screen of the next stage takes its place."""

    def __init__(self, sitting: "Sitting") -> None:
        super().__init__()
        self.sitting = sitting
        self.moving = False

    def move(self) -> None:
        """Go on to the screen of the stage that the play is at now. Keys that are still to come wait for that one."""
        if not self.moving:
            self.moving = True
            self.post_message(Moved())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not self.moving and super().check_action(action, parameters)

    def anew(self) -> Page:
        from trainer.screens.app import stage_screen

        return stage_screen(self.sitting)


class Sheet(ModalScreen[str | None]):
    """A small sheet over a screen. It is left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("sheet")
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def action_back(self) -> None:
        self.dismiss(None)
