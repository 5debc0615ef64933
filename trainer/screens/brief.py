"""Brief: what the trainee is told before the first visit, and how they want to be coached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.language import _
from trainer.practice.sitting import Sitting
from trainer.report.words import joined
from trainer.screens.actions import bindings_of
from trainer.screens.modes import MODES, SHIFT_MODES, next_mode
from trainer.screens.page import PlayPage
from trainer.screens.shelf import about_minutes, level_in_words
from trainer.screens.texts import lines, paragraphs, plain

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario


class BriefScreen(PlayPage):
    """The brief of a scenario."""

    CSS_PATH = "brief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("brief", "reading")
    scopes = ("brief", "reading")

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="paper", can_focus=False):
            yield Static(brief_content(self.sitting), id="brief", markup=False)

    def on_mount(self) -> None:
        self._show_mode()

    def _show_mode(self) -> None:
        scenario = self.sitting.scenario
        mode = (SHIFT_MODES if scenario.shift else MODES)[self.sitting.course.mode]
        time = about_minutes(scenario.minutes) if scenario.minutes else level_in_words(scenario.level)
        words = Content.assemble((f"{_(mode.called)}. ", "$ink"), (_(mode.words), "$soft"))
        self.head((plain(scenario.title, "bold $mark"), plain(time, "$soft")), (words, Content()))
        self.refresh_keys()

    def action_mode(self) -> None:
        self.house.change(mode=next_mode(self.sitting.course.mode))
        self.take_mode()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.take_mode()

    def take_mode(self) -> None:
        """Play in the mode that is set; before its start a play has no other."""
        mode = self.house.mode
        if mode != self.sitting.course.mode and self.sitting.course.stage == "briefing":
            self.sitting = self.sitting.again(mode)
            self.house.seat(self.sitting)
            self._show_mode()

    def action_start(self) -> None:
        self.sitting.start()
        self.move()

    def action_earlier(self) -> None:
        self.query_one("#paper").scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one("#paper").scroll_page_down(animate=False)


def brief_content(sitting: Sitting) -> Content:
    """The brief itself, the goals, who you will meet, and what may be hard to play."""
    scenario = sitting.scenario
    parts = [paragraphs(scenario.brief), Content()]
    if scenario.goals:
        parts.append(plain(_("What you are after"), "bold $soft"))
        parts += [plain(goal) for goal in scenario.goals]
        parts.append(Content())
    parts += frame(scenario) if scenario.shift else people(scenario)
    if scenario.content_notes:
        notes = joined(str(note) for note in scenario.content_notes)
        touches = _("This touches on {notes}. You can stop at any moment.").format(notes=notes)
        parts += [Content(), plain(touches, "$soft")]
    return lines(parts)


def people(scenario: Scenario) -> Iterable[Content]:
    """Who is met on the visits."""
    yield plain(_("Who you will meet"), "bold $soft")
    for person in dict.fromkeys(visit.with_ for visit in scenario.visits or []):
        who = scenario.people[person]
        yield plain(who.name, "bold") + (plain(f", {who.role}") if who.role else Content())


def frame(scenario: Scenario) -> Iterable[Content]:
    """The frame of a shift: its time, what is counted, and the script."""
    from trainer.report.street import frame_in_words, frame_of

    yield plain(_("The shift"), "bold $soft")
    yield from map(plain, frame_in_words(scenario))
    script = frame_of(scenario).script
    if script:
        yield Content()
        yield plain(_("The script, which you can read at any time with s"), "bold $soft")
        yield from map(plain, script)
