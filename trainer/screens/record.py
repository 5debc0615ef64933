"""Record: what is written down after a knock: a code, and of those who were canvassed a support and a plan.

What was said stays on the page, so that the record can be true to it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from trainer.conversation.play import RECORD
from trainer.language import _, mark
from trainer.practice.sitting import Sitting
from trainer.report.stops import NOBODY, SUPPORT, codes_of
from trainer.report.street import frame_of, here
from trainer.scenario.record import PLAN, WITH_SUPPORT
from trainer.screens.actions import bindings_of
from trainer.screens.stops import ScriptAtHand, number_of, on_the_list, script_of, shift_head
from trainer.screens.talk import COACH, YOU, passages_of
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.notes import Notes
from trainer.screens.widgets.transcript import Passage, Speech, Transcript

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario

Step = Literal["code", "support", "plan"]

ASKED: dict[Step, str] = {
    "code": mark("What do you write down?"),
    "support": mark("Canvassed. Where do they stand?"),
    "plan": mark("Is there a plan of when, from where and how they vote?"),
}


class RecordScreen(ScriptAtHand):
    """After a knock, until it is written down."""

    CSS_PATH = "record.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("shift", "reading")
    scopes = ("shift", "choices", "reading")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.step: Step = "code"
        self.support = ""

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="desk"):
            with Vertical(id="page"):
                yield Transcript([_(YOU), _(COACH), *self.sitting.names.values()])
                with Vertical(id="write"):
                    yield Choices(id="codes")
            yield VerticalScroll(Notes(script_of(self.sitting), id="reminder"), id="margin", can_focus=False)

    def on_mount(self) -> None:
        stop = here(self.sitting.scenario, self.sitting.play)
        below = on_the_list(self.sitting) or number_of(self.sitting)
        self.head(*shift_head(self.sitting, plain(str(stop.label), "bold $ink"), below))
        self.query_one(Transcript).show(self.found(), at_once=True)
        self.ask("code")

    def found(self) -> list[Passage]:
        """What was said; where nobody answered, that."""
        said = passages_of(self.sitting)
        if said:
            return said
        words = NOBODY[frame_of(self.sitting.scenario).kind]
        return [
            Passage(f"{here(self.sitting.scenario, self.sitting.play).id}:nobody", (Speech("narration", "", words),))
        ]

    def ask(self, step: Step) -> None:
        """Ask for a part of the record."""
        self.step = step
        self.query_one("#write").border_title = plain(_(ASKED[step]))
        choices = self.query_one("#codes", Choices)
        choices.show(lines_of(step, self.sitting.scenario))
        choices.focus()
        self.refresh_keys()

    def can(self, action: str) -> bool:
        if action == "undo":
            return self.step != "code" or self.sitting.course.may("undo")
        return True

    @on(Choices.Chosen)
    def choose(self, message: Choices.Chosen) -> None:
        """Take a part of the record; with its last part it is written down."""
        message.stop()
        if self.moving or message.line not in self.query_one("#codes", Choices).lines:
            return  # a second key, pressed before the first was answered
        taken = message.line.id
        match self.step:
            case "code" if taken == WITH_SUPPORT:
                self.ask("support")
            case "code":
                self.write(taken)
            case "support":
                self.support = taken
                self.ask("plan")
            case "plan":
                self.write(":".join(filter(None, (WITH_SUPPORT, self.support, taken))))

    def write(self, record: str) -> None:
        """Write it down and go on to the next stop."""
        self.sitting.choose(RECORD + record)
        self.move()

    def action_undo(self) -> None:
        match self.step:
            case "code":
                self.sitting.undo()
                self.move()
            case "support":
                self.ask("code")
            case "plan":
                self.ask("support")

    def action_earlier(self) -> None:
        self.query_one(Transcript).scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one(Transcript).scroll_page_down(animate=False)


def _code(words: str) -> Content:
    """A code in bold, and when it is right."""
    code, _colon, meaning = words.partition(": ")
    return Content.assemble((code, "bold"), (f": {meaning}", "$soft"))


def lines_of(step: Step, scenario: "Scenario") -> list[Line]:
    """What can be written down for a part of the record."""
    match step:
        case "code":
            return [Line(code, _code(words)) for code, words in codes_of(scenario).items()]
        case "support":
            return [Line(str(number), plain(words)) for number, words in SUPPORT.items()]
        case "plan":
            return [Line(PLAN, plain(_("Yes."))), Line("", plain(_("No.")))]
