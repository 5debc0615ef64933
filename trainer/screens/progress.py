"""Progress: each skill over time, how well you judge people, and habits that went away and came back."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from trainer.language import _, mark
from trainer.records.progress import Progress
from trainer.report.progress import HabitLine, SkillLine, habit_lines, judging_in_words, skill_lines
from trainer.screens.actions import bindings_of
from trainer.screens.page import Page
from trainer.screens.sections import heading
from trainer.screens.shelf import plays_finished
from trainer.screens.texts import hang, plain
from trainer.screens.widgets.drawn import Draw, columns, labelled, stacked, text
from trainer.screens.widgets.rows import Row, Rows

LABEL = 20
WHOLE = 100
HIGH = 2
"""Rows of a plot."""

NONE_YET = mark("You gave no rating and no forecast yet, so there is nothing to hold them against.")
NO_HABITS = mark("No habit was found in what you played.")


class ProgressScreen(Page):
    """What changed from play to play."""

    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("progress", "reading", "copying")
    scopes = ("progress", "reading", "copying", "rows")

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="progress"):
            yield Rows(id="over_time")

    def on_mount(self) -> None:
        finished = plays_finished(len(self.progress.plays))
        self.head((plain(_("How you are doing"), "bold $mark"), plain(finished, "$soft")))
        rows = self.query_one(Rows)
        rows.show(list(progress_rows(self.progress)))
        rows.focus()

    def action_evidence(self) -> None:
        self.query_one(Rows).open_marked()

    def anew(self) -> Page:
        return ProgressScreen(self.progress)

    def last_words(self) -> str:
        return self.query_one(Rows).words()

    def action_earlier(self) -> None:
        self.query_one(Rows).scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one(Rows).scroll_page_down(animate=False)


def progress_rows(progress: Progress) -> Iterable[Row]:
    """All of it, as rows to read."""
    yield heading(_("Your skills, play by play, of 100"), gap=False)
    for place, skill in enumerate(skill_lines(progress)):
        yield Row(over_time(skill), under=stacked([text(play) for play in skill.plays]), gap=place > 0)
    yield heading(_("How well you judge people"))
    yield from map(Row, map(text, judging_in_words(progress) or (_(NONE_YET),)))
    yield heading(_("Habits"))
    habits = habit_lines(progress)
    for place, habit in enumerate(habits):
        yield Row(habit_row(habit), gap=place > 0)
    if not habits:
        yield Row(text(_(NO_HABITS)))


def over_time(skill: SkillLine) -> Draw:
    """A skill as columns, a column a play, with where it began and where it is in numbers, and in words."""

    def draw(width: int) -> Content:
        drawn = Content("\n").join([plot(skill.points, width - LABEL), plain(skill.words, "$soft")])
        return hang(plain(skill.title, "bold"), drawn, width, LABEL)

    return draw


def plot(points: Sequence[int], width: int) -> Content:
    """The columns with their first and last number; of more plays than there is room for, the latest."""
    shown = list(points[-max(1, (width - 10) // 2) :])
    upper, lower = columns(shown, WHOLE, HIGH, "$mark", 1, 1)
    return Content("\n").join(
        [
            Content(" " * 5) + upper,
            Content.styled(f"{shown[0]:>3}  ", "$soft") + lower + Content.styled(f" {shown[-1]:>3}", "bold"),
        ]
    )


def habit_row(habit: HabitLine) -> Draw:
    """What a habit looks like, where it stands, and what to do about it."""
    parts = [text(habit.title, "bold"), text(habit.words, "$soft")]
    if habit.coaching:
        parts.append(labelled("→", habit.coaching, 3, "bold $mark"))
    return stacked(parts)
