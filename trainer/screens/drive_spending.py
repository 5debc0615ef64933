"""What hours of a week can be spent on, with whom, and somebody found by letters: the sheets of a week."""

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.drive.game import Game
from trainer.drive.game_decisions import AskAround, Committee, Meet, Remind, Round
from trainer.language import _, ngettext
from trainer.practice.drives import DriveSitting
from trainer.report.drive_week import BRINGS, hours_words, named, yes_sayers
from trainer.screens.sheets import HeadedSheet
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line

EPSILON = 1e-6
"""Hours under which nothing is left."""


def groups(game: Game, marked: str, picked: Iterable[str]) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Whom a round or reminders can go to: a name for the group, its words, and its people, all of them once."""
    chart = game.chart()
    crew = next(row for row in chart if any(cell.person == marked for cell in row.cells))
    chosen = set(picked)
    yield "one", game.cell(marked).name, (marked,)
    if chosen:
        people = tuple(cell.person for row in chart for cell in row.cells if cell.person in chosen)
        words = ngettext("the {n} whom you picked", "the {n} whom you picked", len(people))
        yield "picked", words.format(n=len(people)), people
    whole = tuple(cell.person for cell in crew.cells)
    yield "crew", _("{crew}, all {n}").format(crew=crew.name, n=len(whole)), whole
    new = tuple(cell.person for cell in crew.cells if cell.talked is None)
    if 0 < len(new) < len(whole):
        yield "new", _("{crew}, the {n} with whom you have not talked").format(crew=crew.name, n=len(new)), new
    yes = yes_sayers(game)
    if yes:
        yield "yes", ngettext("the {n} who said yes", "all {n} who said yes", len(yes)).format(n=len(yes)), yes


def whom_words(game: Game, kind: str, words: str, people: tuple[str, ...]) -> str:
    """A group in words, with what a round with it or reminders take."""
    hours = game.hours_of(Round(people) if kind == "round" else Remind(people))
    return costs(words, hours, game.hours_left)


def costs(words: str, hours: float, left: float) -> str:
    """What something is, and what it takes; and that there is not so much left."""
    told = f"{words[:1].upper()}{words[1:]}: {hours_words(hours)}"
    return told if hours <= left + EPSILON else _("{told}, more than is left").format(told=told)


class SpendSheet(HeadedSheet):
    """Everything that hours can be spent on. Gives back what was taken, as `WeekScreen.spent` reads it."""

    AUTO_FOCUS = "Choices"

    def __init__(self, season: DriveSitting, marked: str, picked: Iterable[str]) -> None:
        super().__init__()
        assert isinstance(season.game, Game)
        self.game = season.game
        self.marked_person = marked
        self.picked = tuple(picked)
        self.heading = _("{hours} left in week {week}").format(
            hours=hours_words(self.game.hours_left), week=self.game.week
        )
        self.ending = _("Esc goes back. Nothing is spent by looking.")

    def body(self) -> Iterable[Widget]:
        yield Choices(list(self.lines()), marked=0)
        yield Static("", id="brings", markup=False)

    @on(Choices.Marked)
    def tell(self, message: Choices.Marked) -> None:
        """Say what the marked one brings; of a promise also what was asked."""
        kind, _colon, what = (message.line.id if message.line else "").partition(":")
        words = _(BRINGS[kind]) if kind in BRINGS else ""
        asked = next((one.text for one in self.game.promises() if one.promise == what), "")
        self.query_one("#brings", Static).update(plain(f"“{asked}” {words}" if asked else words, "$soft"))

    def lines(self) -> Iterable[Line]:
        """The list, under three headings."""
        game, person = self.game, self.marked_person
        cell = game.cell(person)
        left = game.hours_left

        def line(id_: str, words: str, hours: float, heading: str = "") -> Line:
            told = costs(words, hours, left) if hours else f"{words[:1].upper()}{words[1:]}"
            return Line(id_, plain(told, "$ink" if hours <= left + EPSILON else "$soft"), heading)

        yield line("meet", _("a one-on-one"), game.hours_of(Meet(person)), cell.name)
        yield line("ask", _("ask whom people go to"), game.hours_of(AskAround(person)))
        if game.committee_hours_left > EPSILON and person not in game.committee:
            words = _("Have the committee talk with them: 1.25 of their {hours}")
            yield Line("member", plain(words.format(hours=hours_words(game.committee_hours_left))))
        for promise in game.promises():
            name = game.cell(promise.person).name
            if promise.made:
                words = _("keep what you promised {name}").format(name=name)
                yield line(f"keep:{promise.promise}", words, promise.hours)
            else:
                takes = _("promise {name} what they asked; it will take {hours}").format(
                    name=name, hours=hours_words(promise.hours)
                )
                yield line(f"promise:{promise.promise}", takes, 0)
                words = _("tell {name} that you can't promise it").format(name=name)
                yield line(f"decline:{promise.promise}", words, 0)
        heading = _("Several at once")
        for id_, words, people in groups(game, person, self.picked):
            told = _("a quick round: {whom}").format(whom=words)
            yield line(f"round:{id_}", told, game.hours_of(Round(people)), heading)
            heading = ""
        for id_, words, people in groups(game, person, self.picked):
            if id_ in ("one", "picked", "crew", "yes"):
                told = _("reminders by phone: {whom}").format(whom=words)
                yield line(f"remind:{id_}", told, game.hours_of(Remind(people)))
        heading = _("The week")
        if not any(told.kind == "committee" for told in game.news()):
            yield line("committee", _("call the committee together"), game.hours_of(Committee()), heading)
            heading = ""
        yield line("end", _("end the week"), 0, heading)

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        """Hand it back."""
        self.dismiss(message.line.id)


class FindSheet(HeadedSheet):
    """Somebody by the letters of their name. Gives back their id. `without` are not offered."""

    AUTO_FOCUS = "#letters"

    def __init__(self, game: Game, without: Iterable[str] = (), heading: str = "") -> None:
        super().__init__()
        self.game = game
        self.without = frozenset(without)
        self.heading = heading or _("Find somebody")
        self.ending = _("Type the first letters of a name. Enter takes the first, Esc goes back.")

    def body(self) -> Iterable[Widget]:
        field = Input(id="letters", select_on_focus=False)
        field.cursor_blink = False
        yield field
        yield Choices(id="found")

    def on_mount(self) -> None:
        self.show("")

    @on(Input.Changed)
    def typed(self, message: Input.Changed) -> None:
        """Show who is meant."""
        self.show(message.value)

    def show(self, typed: str) -> None:
        """Show who is meant by some letters; without any, everybody."""
        crews = {row.crew: row.name for row in self.game.chart()}
        people = named(self.game, typed) if typed.strip() else tuple(
            cell.person for row in self.game.chart() for cell in row.cells
        )  # fmt: skip
        made = []
        for person in people:
            if person not in self.without:
                cell = self.game.cell(person)
                made.append(Line(person, Content.assemble((cell.name, "bold"), (f"  {crews[cell.crew]}", "$soft"))))
        self.query_one("#found", Choices).show(made, marked=0 if made else -1)

    @on(Input.Submitted)
    def take_first(self, message: Input.Submitted) -> None:
        """Take whoever is marked."""
        message.stop()
        found = self.query_one("#found", Choices).marked
        if found is not None:
            self.dismiss(found.id)

    @on(Choices.Chosen)
    def take(self, message: Choices.Chosen) -> None:
        """Take this one."""
        message.stop()
        self.dismiss(message.line.id)
