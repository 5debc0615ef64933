"""A talk as it was, where its play cannot be gone on with: to be read, with both speakers named."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.language import _
from trainer.report.words import short_names
from trainer.screens.actions import bindings_of
from trainer.screens.sheets import HeadedSheet
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.drawn import Draw, Drawn, labelled, stacked, text

if TYPE_CHECKING:
    from scoring.transcript import Transcript

AT_A_TIME = 60
"""Turns that are drawn as one piece: a few large pieces scroll faster than many small ones."""


class OldTalkSheet(HeadedSheet):
    """Why a play cannot be gone on with, its talk as it was, and the way back. Gives the answer taken, or None."""

    CSS_PATH = "sheets.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("reading")
    AUTO_FOCUS = "Choices"

    def __init__(self, title: str, why: str, old: "Transcript | None", answers: Sequence[tuple[str, str]] = ()) -> None:
        """`answers` are what can be done but to go back, each with its words."""
        super().__init__()
        self.heading = title
        self.why = why
        self.old = old
        self.answers = answers
        read = _("PgUp and PgDn read on.") + " " if old is not None and old.turns else ""
        self.ending = read + _("Esc goes back.")

    def body(self) -> Iterable[Widget]:
        if self.why:
            yield Static(plain(self.why, "$soft"), id="detail", markup=False)
        with VerticalScroll(id="old", can_focus=False):
            draws = list(said(self.old)) if self.old is not None else []
            for first in range(0, len(draws), AT_A_TIME):
                yield Drawn(stacked(draws[first : first + AT_A_TIME]))
            if not draws:
                yield Static(plain(_("Nothing was said in it.")), markup=False)
        answers = (*self.answers, ("", _("Go back")))
        yield Choices([Line(id_, plain(words)) for id_, words in answers], marked=0)

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        self.dismiss(message.line.id or None)

    def action_earlier(self) -> None:
        self.query_one("#old").scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one("#old").scroll_page_down(animate=False)


def said(transcript: "Transcript") -> Iterator[Draw]:
    """The talk, line by line, under the names of its visits."""
    people = transcript.head.people
    names = short_names({id_: person.name for id_, person in people.items()})
    you = _("You")
    indent = min(14, max([len(you), *(Content(name).cell_length for name in names.values())]) + 2)

    def line(speaker: str, words: str, style: str) -> Iterator[Draw]:
        if words:
            yield labelled(speaker.upper(), words, indent, f"bold {style}")

    titles = {visit.id: visit.title for visit in transcript.head.visits}
    openings = list(transcript.openings)
    present = None
    for turn in transcript.turns:
        name = names.get(turn.person, turn.person)
        if turn.visit != present:
            if present is not None:
                yield text("")
            present = turn.visit
            yield text(titles.get(turn.visit) or turn.visit, "bold $soft")
            opening = next((opened for opened in openings if opened.visit == turn.visit), None)
            if opening is not None:
                openings.remove(opening)
                for event in (*opening.events, opening.narration):
                    yield from line("", event, "$soft")
                yield from line(name, opening.says, "$them")
        yield text("")
        yield from line(you, turn.say or _("*You say nothing.*"), "$you")
        yield from line(name, turn.reply, "$them")
        yield from line("", turn.narration, "$soft")
        yield from line(name, turn.says, "$them")
