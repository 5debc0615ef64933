"""Between visits: what happened meanwhile, a word of coaching where the mode has one, and who is next."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from trainer.conversation.advance import event_texts
from trainer.language import _, mark, ngettext
from trainer.practice.sitting import Sitting
from trainer.report.coaching import after_visit
from trainer.report.shapes import Coaching, Exchange
from trainer.report.street import how_far
from trainer.report.talk import heading_of
from trainer.screens.actions import bindings_of
from trainer.screens.page import PlayPage
from trainer.screens.texts import plain, ways_to_say_where
from trainer.screens.widgets.drawn import Drawn, exchange, labelled, line_said, text

LAST = mark(
    "That was the last visit. Before anything is shown, say how you think it went and where people stand. "
    "A judgement made before the answer is the one that teaches."
)

SHIFT_OVER = mark(
    "The shift is over. Before anything is shown, say how you think it went. "
    "A judgement made before the answer is the one that teaches."
)


class BetweenScreen(PlayPage):
    """What lies between two visits, or after the last one."""

    CSS_PATH = "between.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("between", "reading")
    scopes = ("between", "reading")

    def body(self) -> Iterable[Widget]:
        play = self.sitting.play
        with VerticalScroll(id="meanwhile", can_focus=False):
            # what happens after the last visit tells who came: first the trainee judges, then the debrief tells it
            happened = () if play.ended else event_texts(self.sitting.story, play.state)
            if happened:
                yield Drawn(text(_("What happened"), "bold $mark"))
                for event in happened:
                    yield Drawn(text(event), classes="part")
            coached = after_visit(self.sitting.course, self.sitting.scenario)
            if coached:
                yield Drawn(text(_("A word about the visit"), "bold $mark"), classes="heading")
                for exchange_of, habits in groupby(coached, key=lambda habit: habit.exchange):
                    yield from coaching(exchange_of, list(habits))
            yield Drawn(text(_("What comes next"), "bold $mark"), classes="heading" if happened or coached else "")
            last = SHIFT_OVER if self.sitting.story.shift else LAST
            if play.ended and self.sitting.story.shift:
                yield Drawn(text(how_far(self.sitting.scenario, play)), classes="part")
            yield Drawn(text(_(last) if play.ended else next_visit(self.sitting)), classes="part")

    def on_mount(self) -> None:
        over = self.sitting.play.ended
        visits = _("after the shift") if self.sitting.story.shift else _("after the visits")
        when = visits if over else _("between visits")
        after = (plain(next_is(_("your own judgement")), "$soft"),) if over else next_in_short(self.sitting)
        title = plain(self.sitting.scenario.title, "bold $mark")
        self.head((title, plain(when, "$soft")), (after, Content()))

    def can(self, action: str) -> bool:
        return self.sitting.course.may("undo") if action == "undo" else True

    def action_go_on(self) -> None:
        self.sitting.go_on()
        self.move()

    def action_undo(self) -> None:
        self.sitting.undo()
        self.move()

    def action_earlier(self) -> None:
        self.query_one("#meanwhile").scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one("#meanwhile").scroll_page_down(animate=False)


def place_of(sitting: Sitting) -> str:
    """The next visit by its title, time and place."""
    visit = sitting.story.visits[sitting.play.state.visit]
    return heading_of(visit.title, visit.when, visit.where)


def next_is(what: str) -> str:
    """What comes next, for the head."""
    return _("Next: {what}").format(what=what)


def next_in_short(sitting: Sitting) -> tuple[Content, ...]:
    """The next visit for the head, the longest way first."""
    visit = sitting.story.visits[sitting.play.state.visit]
    ways = ways_to_say_where(visit.title or "", visit.when or "", visit.where or "")
    return tuple(plain(next_is(way.plain), "$soft") for way in ways)


def next_visit(sitting: Sitting) -> str:
    """Who comes next, where and when."""
    visit = sitting.story.visits[sitting.play.state.visit]
    name = sitting.story.people[visit.person].name
    said = ngettext("{place}. With {name}, {count} minute.", "{place}. With {name}, {count} minutes.", visit.clock)
    return said.format(place=place_of(sitting), name=name, count=visit.clock)


def coaching(said: Exchange, habits: Sequence[Coaching]) -> Iterable[Widget]:
    """The habits of one line: the line, what to do about each, and a better line."""
    yield Drawn(exchange(said), classes="part")
    for habit in habits:
        yield Drawn(text(habit.title, "bold"))
        yield Drawn(labelled("→", habit.coaching, 3, "bold $mark"))
    for better in dict.fromkeys(habit.better for habit in habits if habit.better):
        yield Drawn(labelled(_("Better").upper(), line_said(better), 8, "bold $good", "$good"))
