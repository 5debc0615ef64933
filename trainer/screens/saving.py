"""Saving: what as, with or without one's own words, where it goes, and a new file that takes no other's place."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.language import _, mark
from trainer.report.export import Format, NotWritten, write_new
from trainer.scenario.characters import shown
from trainer.screens.sheets import HeadedSheet
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line

PICTURE: Final = "picture"
OWN: Final = "own"

TICKED, NOT_TICKED = "[x]", "[ ]"

MOST_NUMBERED: Final = 999
"""How many files of one name are tried before it is given up."""


class Kind(NamedTuple):
    """A way to save: its ending, what it is called, and what it is good for."""

    ending: str
    title: str
    use: str


KINDS: dict[str, Kind] = {
    "text": Kind(".txt", mark("Text"), mark("Plain lines, for reading anywhere.")),
    "markdown": Kind(".md", mark("Markdown"), mark("For notes and wikis.")),
    "html": Kind(".html", mark("A page"), mark("HTML, to read in a browser or to print.")),
    "json": Kind(".json", mark("Data"), mark("JSON, for programs.")),
    PICTURE: Kind(".svg", mark("A picture"), mark("SVG, of the screen as it is now.")),
}


class Wanted(NamedTuple):
    """What shall be saved: a kind, and whether one's own typed words stand in it."""

    kind: str
    own: bool

    @property
    def form(self) -> Format | None:
        """The format of a text; None for a picture."""
        return None if self.kind == PICTURE else self.kind  # type: ignore[return-value]

    @property
    def ending(self) -> str:
        """The ending of the file's name."""
        return KINDS[self.kind].ending


class SaveSheet(HeadedSheet):
    """Offers the ways to save. `typed` is how many lines of the trainee's own there are; they stay out unless ticked.

    Gives back "KIND" or "KIND+own", to be read by `wanted_of`.
    """

    AUTO_FOCUS = "Choices"

    def __init__(self, typed: int = 0) -> None:
        super().__init__()
        self.heading = _("Save it as")
        self.ending = _("Esc goes back and saves nothing.")
        self.typed = typed
        self.own = False

    def body(self) -> Iterable[Widget]:
        yield Choices(self.lines(), marked=0)
        yield Static(plain(_("It goes into {folder}").format(folder=_short(place_to_save())), "$soft"), classes="below")

    def lines(self) -> list[Line]:
        """The ways to save, and the tick."""
        lines = [
            Line(kind, Content.assemble((_(words.title), "bold"), (f"  {_(words.use)}", "$soft")))
            for kind, words in KINDS.items()
        ]
        if self.typed:
            sign = TICKED if self.own else NOT_TICKED
            lines.append(Line(OWN, plain(f"{sign} {_('With the lines that you typed in your own words')}")))
        return lines

    @on(Choices.Chosen)
    def take(self, message: Choices.Chosen) -> None:
        """Take a way to save, or change the tick."""
        if message.line.id == OWN:
            self.own = not self.own
            self.query_one(Choices).show(self.lines(), marked=len(KINDS))
        else:
            self.dismiss(message.line.id + ("+own" if self.own else ""))


def wanted_of(answer: str) -> Wanted:
    """What the sheet's answer asks for."""
    kind, _plus, own = answer.partition("+")
    return Wanted(kind, bool(own))


def place_to_save() -> Path:
    """Where files are saved: the folder of downloads, where there is none the home folder, else the present one."""
    from platformdirs import user_downloads_path

    try:
        for folder in (user_downloads_path(), Path.home()):
            if folder.is_dir():
                return folder
    except (RuntimeError, OSError):
        pass
    return Path.cwd()


def write_beside(folder: Path, name: str, ending: str, text: str) -> Path:
    """Write a new file of this name into a folder, with a number where there is one already. Raises NotWritten."""
    for number in range(1, MOST_NUMBERED + 1):
        file = folder / (f"{name}{ending}" if number == 1 else f"{name}-{number}{ending}")
        try:
            taken = file.exists() or file.is_symlink()
        except OSError:
            taken = False
        if not taken:
            write_new(file, text)
            return file
    raise NotWritten(_("There are {number} files of that name already.").format(number=MOST_NUMBERED))


def _short(path: Path) -> str:
    """A path with the home folder as ~."""
    try:
        home = Path.home()
    except RuntimeError:
        return shown(str(path))
    return shown(f"~/{path.relative_to(home)}" if path != home and path.is_relative_to(home) else str(path))
