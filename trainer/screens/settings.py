"""Settings: each with its value, changed by its number, and kept for the next time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.language import _, languages
from trainer.scenario.characters import shown
from trainer.screens.modes import MODES, next_mode
from trainer.screens.sheets import HeadedSheet
from trainer.screens.shelf import two_lines
from trainer.screens.texts import plain
from trainer.screens.themes import THEME_NAMES, theme_in_words
from trainer.screens.widgets.choices import Choices, Line

if TYPE_CHECKING:
    from trainer.screens.app import SecondKnock

LANGUAGES: Final = {"en": "English", "es": "Español"}
"""Each language in its own words, so that whoever speaks it finds it."""


class SettingsSheet(HeadedSheet):
    """What can be set."""

    AUTO_FOCUS = "Choices"

    def __init__(self) -> None:
        super().__init__()
        self.word()

    def word(self) -> None:
        """Set what stands above and below the settings."""
        self.heading = _("Settings")
        self.ending = _("A number changes a setting, Esc goes back.")

    @property
    def house(self) -> "SecondKnock":
        """The app, by what it is."""
        return cast("SecondKnock", self.app)

    def body(self) -> Iterable[Widget]:
        yield Choices(list(self.lines()), marked=0)
        yield Static(plain(self.kept(), "$soft"), id="kept", classes="below", markup=False)

    def kept(self) -> str:
        """Where the settings stand."""
        file = self.house.settings.file
        if file is None:
            return _("There is no folder to keep them in: they count until you leave.")
        return _("Kept in {file}").format(file=shown(str(file)))

    def lines(self) -> Iterable[Line]:
        """Each setting with its value and what it means."""
        now = self.house.settings.now
        mode = MODES[now.mode]
        at_once = self.house.at_once
        if now.slow_link:
            pace = _("Lines come at once, because the link is slow.")
        elif at_once:
            pace = _("Lines come at once.")
        else:
            pace = _("Lines come as they are said; any key shows the rest.")
        link = _("yes") if now.slow_link else _("no")
        yield self.line("theme", _("Colours"), theme_in_words(self.house.theme), "")
        yield self.line("pace", _("Pace"), _("at once") if at_once else _("as spoken"), pace)
        yield self.line("mode", _("Coaching of the next play"), _(mode.title), _(mode.words))
        yield self.line("language", _("Language"), self.language(now.language), _("A scenario keeps its own."))
        sparing = _("Draws as little as can be. From the next start on it also leaves out the mouse.")
        yield self.line("slow_link", _("Slow link"), link, sparing)

    def line(self, id_: str, title: str, value: str, words: str) -> Line:
        """A setting; where something outside decides it at the start, that is said."""
        by = self.house.settings.ruled.get(id_)
        if by:
            words = " ".join(filter(None, (words, _("At this start it came from {source}.").format(source=by))))
        top = Content.assemble((f"{title}: ", "bold"), (value, "bold $mark"))
        return Line(id_, two_lines(top, words) if words else top)

    def language(self, chosen: str) -> str:
        """What a language is called."""
        return LANGUAGES.get(chosen, chosen) if chosen else _("the system's")

    def word_anew(self) -> None:
        """Say what stands above and below the settings in the language that is spoken now."""
        self.word()
        self.query_one("#heading", Static).update(plain(self.heading, "bold $mark"))
        self.query_one("#kept", Static).update(plain(self.kept(), "$soft"))
        self.query_one("#ending", Static).update(plain(self.ending, "$soft"))

    @on(Choices.Chosen)
    def change(self, message: Choices.Chosen) -> None:
        """Change a setting to its next value."""
        house, now = self.house, self.house.settings.now
        match message.line.id:
            case "theme":
                place = THEME_NAMES.index(house.theme) if house.theme in THEME_NAMES else -1
                house.change(theme=THEME_NAMES[(place + 1) % len(THEME_NAMES)])
            case "pace":
                house.action_pace()
            case "mode":
                house.change(mode=next_mode(now.mode))
            case "language":
                known = ("", *languages())
                place = known.index(now.language) if now.language in known else 0
                house.change(language=known[(place + 1) % len(known)])
                self.word_anew()
            case "slow_link":
                house.change(slow_link=not now.slow_link)
        place = next(number for number, line in enumerate(self.lines()) if line.id == message.line.id)
        self.query_one(Choices).show(list(self.lines()), marked=place)
