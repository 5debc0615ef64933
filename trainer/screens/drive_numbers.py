"""The numbers of the drive's model: what each is and where it comes from; and what follows where one is another."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.drive.parameters import Fact, WrongParameter, facts_of
from trainer.language import _, mark
from trainer.practice.drive_numbers import SEASONS, Compared, compared, fact_lines, read_value, usual_values
from trainer.screens.actions import bindings_of
from trainer.screens.drive_debrief_parts import WAYS
from trainer.screens.page import WIDTHS, Page
from trainer.screens.sheets import HeadedSheet
from trainer.screens.texts import hang, plain, shortened
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.drawn import Draw, Drawn, stacked, text

if TYPE_CHECKING:
    from trainer.drive.constituency import Constituency

USUAL_PLACE, USUAL_QUALITY = "shop_40", 0.7
"""Of which place the numbers are shown where no drive is played, and how good the one-on-ones are then."""

AROUND = 10
"""Cells of a row that are not its words': the number before it and the scroll bar behind."""

KIND = {"measured": mark("measured"), "fitted": mark("fitted"), "assumed": mark("assumed")}


class NumbersScreen(Page):
    """Every number of the model for one place."""

    CSS_PATH = "drive.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("drive_numbers")
    scopes = ("drive_numbers", "choices")

    def __init__(self, constituency: "Constituency", quality: float) -> None:
        super().__init__()
        self.constituency = constituency
        self.quality = quality
        self.facts = facts_of(constituency.form)
        self.usual = usual_values(constituency)
        self.values = dict(self.usual)
        self.found: Sequence[Compared] | None = None
        self.pending = False

    def body(self) -> Iterable[Widget]:
        with Container(id="numbers"):
            yield Choices(id="facts")
            yield VerticalScroll(Drawn(lambda _width: Content("")), id="fact", can_focus=False)

    def on_mount(self) -> None:
        title = _("The numbers of {title}").format(title=self.constituency.title)
        self.head((plain(title, "bold $mark"), plain(_("{n} numbers").format(n=len(self.facts)), "$soft")))
        self.show()
        self.query_one(Choices).focus()

    @property
    def changed(self) -> dict[str, float]:
        """The numbers that are not as usual."""
        return {name: value for name, value in self.values.items() if value != self.usual[name]}

    def show(self) -> None:
        """Show them as they are now."""
        choices = self.query_one(Choices)
        choices.show([self.line(fact) for fact in self.facts], marked=max(0, choices.cursor))
        self.show_fact()
        self.refresh_keys()

    def line(self, fact: Fact) -> Line:
        """A number in a line."""
        value, usual = self.values[fact.name], self.usual[fact.name]
        told = f"{value:g}" if value == usual else f"{usual:g} → {value:g}"
        words = Content.assemble(
            (fact.name, "bold"), "  ", (told, "bold $mark"), f" ({_(fact.unit)}), ", (_(KIND[fact.kind]), "$soft"),
            (f": {_(fact.meaning)}", "$soft"),
        )  # fmt: skip
        width = self.app.size.width
        return Line(fact.name, shortened(words, (width // 2 if width >= WIDTHS[-1][0] else width) - AROUND))

    def show_fact(self) -> None:
        """Show what is known of the one that is marked, and below it what follows from those that were changed."""
        marked = self.query_one(Choices).marked
        fact = next((one for one in self.facts if marked and one.name == marked.id), self.facts[0])
        meaning = _(fact.meaning)
        parts: list[Draw] = [text(f"{meaning[:1].upper()}{meaning[1:]}.", "bold")]
        parts += [text(line) for line in fact_lines(fact, self.values[fact.name], self.usual[fact.name])]
        # what one has asked for stands first
        parts = [*self.follows(), text(""), *parts] if self.changed else [*parts, text(""), *self.follows()]
        self.query_one("#fact Drawn", Drawn).show(stacked(parts))
        self.query_one("#fact").scroll_home(animate=False)

    def follows(self) -> Iterable[Draw]:
        """What follows from the numbers that were changed."""
        if not self.changed:
            yield text(_("Enter gives it another value and shows what follows."), "$soft")
            return
        told = ", ".join(f"{name} {self.usual[name]:g} → {value:g}" for name, value in self.changed.items())
        yield text(told, "bold $mark")
        if self.pending or self.found is None:
            yield text(_("Simulating {n} seasons of each way, as usual and so changed …").format(n=SEASONS), "$soft")
            return
        yield text(
            _("The middle one of {n} seasons of each way, as usual → so changed; the same luck both times.").format(
                n=SEASONS
            ),
            "$soft",
        )
        for measure in dict.fromkeys(one.measure for one in self.found):
            yield text("")
            yield text(self.title_of(measure), "bold")
            for one in self.found:
                if one.measure == measure:
                    yield _follows(one)

    def title_of(self, measure: str) -> str:
        """What is measured."""
        tests = {test.id: test.title for test in self.constituency.tests}
        if self.constituency.vote:
            tests["vote"] = self.constituency.vote.title
        return tests.get(measure) or _("Net votes")

    @on(Choices.Marked)
    def marked(self) -> None:
        """Another number is marked."""
        self.show_fact()

    @on(Choices.Chosen)
    def take(self, message: Choices.Chosen) -> None:
        """Give a number another value."""
        message.stop()
        if self.is_current:
            choices = self.query_one(Choices)
            choices.cursor = next(place for place, line in enumerate(choices.lines) if line.id == message.line.id)
            self.set_one(message.line.id)

    def set_one(self, name: str) -> None:
        """Ask for the value."""
        fact = next(one for one in self.facts if one.name == name)

        def given(value: str | None) -> None:
            if value is not None:
                self.values[name] = float(value)
                self.again()

        self.app.push_screen(ValueSheet(fact, self.values[name]), given)

    def again(self) -> None:
        """Simulate again where something is not as usual."""
        self.pending = bool(self.changed)
        self.found = None
        self.show()
        if self.changed:
            self.simulate(dict(self.changed))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def simulate(self, changed: dict[str, float]) -> None:
        """The seasons, in a thread of their own."""
        found = compared(self.constituency, changed, self.quality)
        self.app.call_from_thread(self.simulated, changed, found)

    def simulated(self, changed: dict[str, float], found: Sequence[Compared]) -> None:
        """Show what was found, if it is still wanted."""
        if changed == self.changed and self.is_mounted:
            self.found, self.pending = found, False
            self.show_fact()

    def can(self, action: str) -> bool:
        return bool(self.changed) if action == "usual_numbers" else super().can(action)

    def action_fact_up(self) -> None:
        self.query_one("#fact").scroll_page_up(animate=False)

    def action_fact_down(self) -> None:
        self.query_one("#fact").scroll_page_down(animate=False)

    def action_set_number(self) -> None:
        self.query_one(Choices).action_take()

    def action_usual_numbers(self) -> None:
        self.values = dict(self.usual)
        self.again()

    def anew(self) -> Page:
        return NumbersScreen(self.constituency, self.quality)


def _follows(one: Compared) -> Draw:
    if one.measure == "net_votes":
        told = f"{one.usual:.0f} → {one.changed:.0f}".replace("-", "−")
    else:
        told = f"{one.usual:.0%} → {one.changed:.0%}"
    way = plain(_(WAYS.get(one.strategy, one.title)), "$soft")
    return lambda width: hang(way, plain(told), width, 20)


class ValueSheet(HeadedSheet):
    """Another value for a number. Gives it back as a text."""

    AUTO_FOCUS = "#value"

    def __init__(self, fact: Fact, value: float) -> None:
        super().__init__()
        self.fact = fact
        self.value = value
        self.heading = fact.name
        self.ending = _("Enter takes it, Esc goes back.")

    def body(self) -> Iterable[Widget]:
        told = _("{meaning}, {low} to {high} ({unit})").format(
            meaning=_(self.fact.meaning), low=f"{self.fact.low:g}", high=f"{self.fact.high:g}", unit=_(self.fact.unit)
        )
        yield Static(plain(told), markup=False)
        field = Input(f"{self.value:g}", id="value", max_length=12)
        field.cursor_blink = False
        yield field
        yield Static("", id="refused", markup=False)

    @on(Input.Submitted)
    def take(self, message: Input.Submitted) -> None:
        """Take it, or say what it can be."""
        message.stop()
        try:
            value = read_value(self.fact.name, message.value)
        except WrongParameter as wrong:
            self.query_one("#refused", Static).update(plain(f"{wrong}: {wrong.hint}", "bold $miss"))
            return
        self.dismiss(repr(value))
