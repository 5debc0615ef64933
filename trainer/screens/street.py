"""Street: the list with what was written down, where you are, and whether you knock."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from trainer.conversation.play import PASS
from trainer.language import _, mark
from trainer.report.stops import KNOCK, standing
from trainer.report.street import ListLine, frame_of, here, the_list
from trainer.screens.actions import bindings_of
from trainer.screens.stops import ScriptAtHand, number_of, on_the_list, script_of, shift_head
from trainer.screens.texts import hang, plain, sides
from trainer.screens.widgets.choices import MARK, Choices, Line
from trainer.screens.widgets.drawn import Draw, Drawn
from trainer.screens.widgets.notes import Note, Notes

INDENT = 6

SIGNS = {"done": ("✓", "$good"), "passed": ("–", "$soft"), "here": (MARK, "bold $mark"), "to come": ("·", "$soft")}
"""How far the shift has come with a stop, as a sign before its number."""

STANDING_WORDS = {"done": "", "passed": mark("passed by"), "here": mark("you are here"), "to come": ""}


class StreetScreen(ScriptAtHand):
    """At a stop, before knocking or passing."""

    CSS_PATH = "street.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("shift", "reading")
    scopes = ("shift", "choices", "reading")

    def body(self) -> Iterable[Widget]:
        play = self.sitting.play
        stops = the_list(self.sitting.scenario, play)
        with Horizontal(id="block"):
            with Vertical(id="street"):
                with VerticalScroll(id="list", can_focus=False):
                    for place, line in enumerate(stops):
                        yield Drawn(list_line(place, line), classes=f"-{line.standing.replace(' ', '-')}")
                with Vertical(id="knock"):
                    yield Choices(self.doors(), marked=0, id="knock_or_pass")
            yield VerticalScroll(Notes(self.notes(), id="script"), id="beside", can_focus=False)

    def doors(self) -> list[Line]:
        """What can be done at a stop."""
        stop = here(self.sitting.scenario, self.sitting.play)
        return [
            Line(str(stop.id), plain(KNOCK[frame_of(self.sitting.scenario).kind])),
            Line(PASS, plain(_("Pass it by."))),
        ]

    def notes(self) -> tuple[Note, ...]:
        """How the shift stands, in words, and the script."""
        play = self.sitting.play
        said = standing(self.sitting.scenario, play.state.minutes_left, len(play.openings))
        script, *others = script_of(self.sitting)
        return (Note(_("The shift"), (said,), dotted=False), script._replace(heading=_("The script")), *others)

    def on_mount(self) -> None:
        stop = here(self.sitting.scenario, self.sitting.play)
        self.head(*shift_head(self.sitting, plain(str(stop.label), "bold $ink"), on_the_list(self.sitting)))
        self.query_one("#knock").border_title = plain(number_of(self.sitting))
        self.query_one(Choices).focus()
        self.call_after_refresh(self.show_where)

    def show_where(self) -> None:
        """Bring the present stop into the middle of the list."""
        for line in self.query("#list .-here").results(Drawn):
            self.query_one("#list").scroll_to_center(line, animate=False)

    def can(self, action: str) -> bool:
        return self.sitting.course.may("undo") if action == "undo" else True

    @on(Choices.Chosen)
    def choose(self, message: Choices.Chosen) -> None:
        """Knock, or pass."""
        message.stop()
        if self.moving:
            return  # a second key, pressed before the first was answered
        self.sitting.choose(message.line.id)
        self.move()

    def action_undo(self) -> None:
        self.sitting.undo()
        self.move()

    def action_earlier(self) -> None:
        self.query_one("#list").scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one("#list").scroll_page_down(animate=False)


def list_line(place: int, line: ListLine) -> Draw:
    """A stop as it stands on the list: its number, its label, who is said to be there, and what was written down.

    Of the stop where you are also the note that the last visitor left.
    """
    sign, look = SIGNS[line.standing]
    number = Content.assemble((sign, look), (f"{place + 1:>3}", "bold $mark" if line.standing == "here" else "$soft"))
    name = plain(line.label, "bold" if line.standing == "here" else "")
    if line.who:
        name += Content("  ") + plain(line.who, "$soft")
    told = plain(line.written or _(STANDING_WORDS[line.standing]), "$good" if line.written else "$soft")
    note = Content("\n") + plain(line.note, "$soft") if line.note and line.standing == "here" else Content()

    def draw(width: int) -> Content:
        room = width - INDENT
        if not told.plain or name.cell_length + told.cell_length + 2 <= room:
            return hang(number, sides(name, told, room) + note, width, INDENT)
        return hang(number, name + Content("\n") + told + note, width, INDENT)

    return draw
