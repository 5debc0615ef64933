"""Library: every scenario by setting, by level or by skill, with what is known of the one that is marked."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from trainer.report.terms import SKILLS
from trainer.scenario.library import Entry, catalogue
from trainer.screens.actions import bindings_of
from trainer.screens.modes import MODES, next_mode
from trainer.screens.page import Page
from trainer.screens.shelf import about, level_of, playable, setting_of, skill_of, two_lines
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.notes import Note, Notes

ORDERS = ("setting", "level", "skill")


class LibraryScreen(Page):
    """The shelf."""

    CSS_PATH = "library.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("library")
    scopes = ("library", "choices")

    def __init__(self) -> None:
        super().__init__()
        self.entries = [entry for entry in catalogue() if playable(entry)]
        self.by = ORDERS[0]
        self.wanted = ""

    def body(self) -> Iterable[Widget]:
        yield Input(placeholder="any word of a title, place, level or skill", id="wanted", select_on_focus=False)
        with Horizontal(id="shelf"):
            yield Choices(id="books")
            yield VerticalScroll(Notes(id="book"), id="about", can_focus=False)

    def on_mount(self) -> None:
        self.show_shelf()
        self.query_one(Choices).focus()

    def show_shelf(self) -> None:
        """Show what is wanted, in the order that is wanted."""
        found = [entry for entry in self.entries if self.wanted.lower() in words_of(entry).lower()]
        lines = list(shelved(found, self.by))
        mode = MODES[self.house.mode].title.lower()
        self.head((plain("The library", "bold $mark"), plain(f"by {self.by}, {mode} mode", "$soft")))
        self.query_one(Choices).show(lines, marked=0 if lines else -1)
        if not lines:
            self.query_one(Notes).notes = (Note("", ("Nothing here has these words.",), dotted=False),)
        self.query_one("#wanted").set_class(bool(self.wanted), "-used")
        self.refresh_keys()

    @on(Choices.Marked)
    def tell(self, message: Choices.Marked) -> None:
        """Say more of the one that is marked."""
        entry = self.entry_of(message.line.id) if message.line else None
        if entry is not None:
            self.query_one(Notes).notes = tuple(told(entry))

    @on(Choices.Chosen)
    def take(self, message: Choices.Chosen) -> None:
        """Sit down to it."""
        message.stop()
        if not self.is_current:
            return
        entry = self.entry_of(message.line.id)
        if entry is not None:
            self.house.open(entry.path)

    def entry_of(self, line: str) -> Entry | None:
        """The entry behind a line."""
        return next((entry for entry in self.entries if entry.path == line.partition(":")[2]), None)

    @on(Input.Changed)
    def find(self, message: Input.Changed) -> None:
        """Narrow the shelf as one types."""
        self.wanted = message.value.strip()
        self.show_shelf()

    @on(Input.Submitted)
    def found(self) -> None:
        """Go on to what was found."""
        self.query_one(Choices).focus()

    def action_find(self) -> None:
        field = self.query_one(Input)
        field.add_class("-used")
        field.focus()

    def action_back(self) -> None:
        field = self.query_one(Input)
        if field.has_focus or self.wanted:
            field.value = ""
            field.remove_class("-used")
            self.query_one(Choices).focus()
        else:
            self.dismiss()

    def action_order(self) -> None:
        self.by = ORDERS[(ORDERS.index(self.by) + 1) % len(ORDERS)]
        self.show_shelf()

    def action_mode(self) -> None:
        self.house.mode = next_mode(self.house.mode)
        self.show_shelf()


def words_of(entry: Entry) -> str:
    """Everything of an entry that can be searched."""
    skills = " ".join(skill_of(skill) for skill in entry.teaches)
    return f"{entry.title} {entry.method} {setting_of(entry)} {entry.setting} {level_of(entry)} {skills}"


def shelved(entries: Iterable[Entry], by: str) -> Iterable[Line]:
    """The entries as lines under headings. By skill a scenario stands under each skill that it teaches."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        for heading in headings_of(entry, by):
            groups.setdefault(heading, []).append(entry)
    order = [skill.title for skill in SKILLS.values()] if by == "skill" else sorted(groups)
    if by == "level":
        order = sorted(groups, key=lambda heading: groups[heading][0].level or 9)
    for heading in (*(name for name in order if name in groups), *(name for name in groups if name not in order)):
        for place, entry in enumerate(groups[heading]):
            below = about(entry) if by != "level" else f"{setting_of(entry)}, about {entry.minutes} minutes"
            text = two_lines(plain(entry.title, "bold"), below)
            yield Line(f"{heading}:{entry.path}", text, heading if place == 0 else "")


def headings_of(entry: Entry, by: str) -> tuple[str, ...]:
    """Under which headings an entry stands."""
    match by:
        case "level":
            return (level_of(entry).capitalize() or "No level",)
        case "skill":
            return tuple(skill_of(skill) for skill in entry.teaches) or ("No skill named",)
        case _:
            return (setting_of(entry),)


def told(entry: Entry) -> Iterable[Note]:
    """What is said of the marked scenario."""
    yield Note(entry.title, (f"{setting_of(entry)}, {about(entry)}.",), dotted=False)
    skills = tuple(skill_of(skill) for skill in entry.teaches)
    if skills:
        yield Note("What it trains", skills)
    if entry.language:
        yield Note("Language", (LANGUAGES.get(entry.language, entry.language),), dotted=False)


LANGUAGES = {"en": "English", "es": "Spanish", "de": "German", "fr": "French"}
