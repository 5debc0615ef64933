"""Library: every scenario by setting, by level or by skill, with what is known of the one that is marked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from trainer.language import _, mark
from trainer.records.what_next import Suggestion, what_next
from trainer.report.progress import played_in_words
from trainer.report.terms import SKILLS
from trainer.scenario.library import Entry, catalogue
from trainer.screens.actions import bindings_of
from trainer.screens.modes import MODES, next_mode
from trainer.screens.page import Doorway
from trainer.screens.shelf import about, about_minutes, level_of, opening_of, playable, setting_of, skill_of, two_lines
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.masthead import Row
from trainer.screens.widgets.notes import Note, Notes

ORDERS = {"setting": mark("by setting"), "level": mark("by level"), "skill": mark("by skill")}
"""The orders of the shelf, in which the key goes through them."""


class LibraryScreen(Doorway):
    """The shelf."""

    CSS_PATH = "library.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("library")
    scopes = ("library", "choices")

    def __init__(self) -> None:
        super().__init__()
        self.entries = [entry for entry in catalogue() if playable(entry)]
        self.titles = {entry.id: entry.title for entry in self.entries}
        self.pairs = pairs_of(self.entries)
        self.played: dict[str, str] = {}
        self.next: tuple[Suggestion, ...] = ()
        self.by = "setting"
        self.wanted = ""

    def body(self) -> Iterable[Widget]:
        field = Input(placeholder=_("any word of a title, place, level or skill"), id="wanted", select_on_focus=False)
        field.cursor_blink = not self.house.slow_link
        yield field
        with Horizontal(id="shelf"):
            yield Choices(id="books")
            yield VerticalScroll(Notes(id="book"), id="about", can_focus=False)

    def on_mount(self) -> None:
        self.look_back()
        self.show_shelf()
        self.query_one(Choices).focus()

    def on_screen_resume(self) -> None:
        if self.look_back():
            self.show_shelf()
        super().on_screen_resume()

    def look_back(self) -> bool:
        """Read again what was played so far, and what to play next; whether that is new."""
        progress, before = self.progress, (self.played, self.next)
        by_scenario = {entry.id: [p for p in progress.plays if p.scenario == entry.id] for entry in self.entries}
        self.played = {id_: played_in_words(plays) for id_, plays in by_scenario.items() if plays}
        self.next = what_next(self.entries, progress) if progress.plays else ()
        return (self.played, self.next) != before

    def remarks(self, entry: Entry) -> tuple[str, ...]:
        """What stands below an entry: whether it was played, and who else meets its people."""
        pair = _("the same people: {title}").format(title=self.pairs[entry.id]) if entry.id in self.pairs else ""
        return tuple(part for part in (self.played.get(entry.id, ""), pair) if part)

    def show_shelf(self) -> None:
        """Show what is wanted, in the order that is wanted."""
        found = [entry for entry in self.entries if self.wanted.lower() in words_of(entry).lower()]
        lines = list(shelved(found, self.by, {entry.id: self.remarks(entry) for entry in found}))
        order = f"{_(ORDERS[self.by])}, {_(MODES[self.house.mode].called).lower()}"
        head: list[Row] = [(plain(_("The library"), "bold $mark"), plain(order, "$soft"))]
        if self.next:
            title = _("Next: {what}").format(what=self.titles[self.next[0].scenario])
            ways = tuple(plain(words, "$soft") for words in (f"{title}. {self.next[0].why}", title))
            head.append((ways, Content()))
        self.head(*head)
        self.query_one(Choices).show(lines, marked=0 if lines else -1)
        if not lines:
            self.query_one(Notes).notes = (Note("", (_("Nothing here has these words."),), dotted=False),)
        self.query_one("#wanted").set_class(bool(self.wanted), "-used")
        self.refresh_keys()

    @on(Choices.Marked)
    def tell(self, message: Choices.Marked) -> None:
        """Say more of the one that is marked."""
        entry = self.entry_of(message.line.id) if message.line else None
        if entry is not None:
            why = next((suggestion.why for suggestion in self.next if suggestion.scenario == entry.id), "")
            self.query_one(Notes).notes = tuple(told(entry, why))

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
        orders = tuple(ORDERS)
        self.by = orders[(orders.index(self.by) + 1) % len(orders)]
        self.show_shelf()

    def action_mode(self) -> None:
        self.house.change(mode=next_mode(self.house.mode))
        self.show_shelf()


def words_of(entry: Entry) -> str:
    """Everything of an entry that can be searched."""
    skills = " ".join(skill_of(skill) for skill in entry.teaches)
    return f"{entry.title} {entry.method} {setting_of(entry)} {entry.setting} {level_of(entry)} {skills}"


def pairs_of(entries: Sequence[Entry]) -> dict[str, str]:
    """The title of the scenario that meets the same people the other way, by the id of its pair."""
    titles = {entry.id: entry.title for entry in entries}
    pairs: dict[str, str] = {}
    for entry in entries:
        if entry.contrast in titles:
            pairs.setdefault(entry.id, titles[entry.contrast])
            pairs.setdefault(entry.contrast, entry.title)
    return pairs


def shelved(entries: Iterable[Entry], by: str, remarks: Mapping[str, Sequence[str]]) -> Iterable[Line]:
    """The entries as lines under headings, each with its remarks.

    By skill a scenario stands under each skill that it teaches.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        for heading in headings_of(entry, by):
            groups.setdefault(heading, []).append(entry)
    order = [skill.title for skill in SKILLS.values()] if by == "skill" else sorted(groups)
    if by == "level":
        order = sorted(groups, key=lambda heading: groups[heading][0].level or 9)
    for heading in (*(name for name in order if name in groups), *(name for name in groups if name not in order)):
        for place, entry in enumerate(groups[heading]):
            below = about(entry) if by != "level" else f"{setting_of(entry)}, {about_minutes(entry.minutes or 0)}"
            text = two_lines(plain(entry.title, "bold"), below)
            for remark in remarks.get(entry.id, ()):
                text = two_lines(text, remark)
            yield Line(f"{heading}:{entry.path}", text, heading if place == 0 else "")


def headings_of(entry: Entry, by: str) -> tuple[str, ...]:
    """Under which headings an entry stands."""
    match by:
        case "level":
            return (level_of(entry).capitalize() or _("No level"),)
        case "skill":
            return tuple(skill_of(skill) for skill in entry.teaches) or (_("No skill named"),)
        case _:
            return (setting_of(entry),)


def told(entry: Entry, why: str = "") -> Iterable[Note]:
    """What is said of the marked scenario: how its brief begins, and `why` it is one to play now."""
    yield Note(entry.title, (f"{setting_of(entry)}, {about(entry)}.",), dotted=False)
    if entry.brief:
        yield Note("", (opening_of(entry),), dotted=False)
    if why:
        yield Note(_("Why play it now"), (why,), dotted=False)
    skills = tuple(skill_of(skill) for skill in entry.teaches)
    if skills:
        yield Note(_("What it trains"), skills)
    if entry.language:
        yield Note(_("Language"), (language_of(entry),), dotted=False)


LANGUAGES = {"en": mark("English"), "es": mark("Spanish"), "de": mark("German"), "fr": mark("French")}


def language_of(entry: Entry) -> str:
    """What the language of a scenario is called."""
    return _(LANGUAGES[entry.language]) if entry.language in LANGUAGES else entry.language
