"""Between visits: what happened meanwhile, a word of coaching where the mode has one, and who is next."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from trainer.conversation.advance import event_texts
from trainer.report.coaching import after_visit
from trainer.report.shapes import Coaching
from trainer.report.talk import heading_of
from trainer.screens.actions import bindings_of
from trainer.screens.messages import Moved
from trainer.screens.page import Page
from trainer.screens.sitting import Sitting
from trainer.screens.texts import plain
from trainer.screens.widgets.drawn import Drawn, exchange, labelled, text

LAST = (
    "That was the last visit. Before anything is shown, say how you think it went and where people stand. "
    "A judgement made before the answer is the one that teaches."
)


class BetweenScreen(Page):
    """What lies between two visits, or after the last one."""

    CSS_PATH = "between.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("between", "reading")
    scopes = ("between", "reading")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting

    def body(self) -> Iterable[Widget]:
        play = self.sitting.play
        with VerticalScroll(id="meanwhile", can_focus=False):
            happened = event_texts(self.sitting.story, play.state)
            if happened:
                yield Drawn(text("What happened", "bold $mark"))
                for event in happened:
                    yield Drawn(text(event), classes="part")
            coached = after_visit(self.sitting.course, self.sitting.scenario)
            if coached:
                yield Drawn(text("A word about the visit", "bold $mark"), classes="heading")
                for habit in coached:
                    yield from coaching(habit)
            yield Drawn(text("What comes next", "bold $mark"), classes="heading" if happened or coached else "")
            yield Drawn(text(LAST if play.ended else next_visit(self.sitting)), classes="part")

    def on_mount(self) -> None:
        over = self.sitting.play.ended
        self.head(
            (
                plain(self.sitting.scenario.title, "bold $mark"),
                plain("after the visits" if over else "between visits", "$soft"),
            )
        )

    def can(self, action: str) -> bool:
        return self.sitting.course.may("undo") if action == "undo" else True

    def action_go_on(self) -> None:
        self.sitting.course.go_on()
        self.post_message(Moved())

    def action_undo(self) -> None:
        self.sitting.undo()
        self.post_message(Moved())

    def action_earlier(self) -> None:
        self.query_one("#meanwhile").scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one("#meanwhile").scroll_page_down(animate=False)


def next_visit(sitting: Sitting) -> str:
    """Who comes next, where and when."""
    visit = sitting.story.visits[sitting.play.state.visit]
    name = sitting.story.people[visit.person].name
    return f"{heading_of(visit.title, visit.when, visit.where)}. With {name}, {visit.clock} minutes."


def coaching(habit: Coaching) -> Iterable[Widget]:
    """One habit of the visit: the line, what to do, and a better line."""
    yield Drawn(exchange(habit.exchange), classes="part")
    yield Drawn(text(f"{habit.title} {habit.coaching}"))
    if habit.better:
        yield Drawn(labelled("BETTER", habit.better, 8, "bold $good", "$good"))
