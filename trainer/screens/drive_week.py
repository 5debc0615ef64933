"""A week of a drive: the wall chart, the hours, what happened, and what hours can be spent on."""

import gc
from collections.abc import Iterable
from functools import cache, partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.drive.game import Game
from trainer.drive.game_decisions import (
    Answer,
    AskAround,
    Committee,
    Decision,
    EndWeek,
    Keep,
    Meet,
    MemberTalk,
    Rate,
    Remind,
    Round,
)
from trainer.language import _
from trainer.practice.drives import DriveSitting
from trainer.report.drive_week import (
    due_words,
    first_steps,
    hours_words,
    next_test,
    occasions,
    person_lines,
    since_last_week,
    tied_to,
    week_of,
)
from trainer.screens.actions import bindings_of
from trainer.screens.drive_page import SeasonPage, news_of
from trainer.screens.drive_spending import EPSILON, FindSheet, SpendSheet, groups, whom_words
from trainer.screens.page import WIDTHS
from trainer.screens.sheets import AskSheet
from trainer.screens.texts import hang, plain
from trainer.screens.widgets.drawn import Draw, stacked
from trainer.screens.widgets.reading import Reading
from trainer.screens.widgets.wall_chart import WallChart

ROOM_BESIDE = 130
"""Columns from which on the person and what happened stand beside the chart."""


class WeekScreen(SeasonPage):
    """The week that is on."""

    HORIZONTAL_BREAKPOINTS = [*WIDTHS, (ROOM_BESIDE, "-beside")]
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("season", "drive_week")
    scopes = ("drive_week", "chart", "season")

    def __init__(self, season: DriveSitting, marked: str = "") -> None:
        super().__init__(season)
        self.first_marked = marked
        self.opening = self.playing = False
        self.news_first = False
        """Which of the two panes stands there where there is room for one: what happened, or the person."""

    @property
    def game(self) -> Game:
        """The season as it stands."""
        assert isinstance(self.season.game, Game)
        return self.season.game

    @property
    def chart(self) -> WallChart:
        """The wall chart."""
        return self.query_one(WallChart)

    def body(self) -> Iterable[Widget]:
        with Container(id="week"):
            with Vertical(id="board"):
                yield WallChart(self.game.chart(), id="chart")
                yield Static("", id="signs", markup=False)
            with Container(id="panes"):
                yield Reading(id="person")
                yield Reading(id="news")

    def on_mount(self) -> None:
        settle()
        self.chart.focus()
        if self.first_marked:
            self.chart.mark(self.first_marked)
        self.query_one("#signs", Static).update(
            plain(_("~ tied  • picked  ↑ named  + − last test  1▲ to 5▼ yours  w3y week, answer"), "$soft")
        )
        self.show()
        self.show_news()
        self.turn_to_news(bool(self.game.news()) or not self.game.decisions)
        if self.game.meeting is not None:
            self.call_after_refresh(self.sit_with)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.playing:
            self.call_after_refresh(self.come_back)

    def come_back(self) -> None:
        """From the scenario in which the talk was played, once its screens are gone and not only its sheet."""
        if self.playing and self.app.screen is self:
            self.playing = False
            self.sit_with()

    def on_screen_suspend(self) -> None:
        if self.opening:
            # only now a screen of the scenario stands above this one; the sheet before it is gone
            self.opening, self.playing = False, True

    # What is shown

    def show(self) -> None:
        """Show the week as it is now; what happened is left as it stands."""
        game = self.game
        self.show_head()
        self.chart.show(game.chart(), tied_to(game, self.chart.marked))
        self.show_person()
        self.refresh_keys()

    def show_head(self) -> None:
        """Set the head: where and when, the hours, the next test."""
        game = self.game
        title, week = game.constituency.title, week_of(game)
        left = _("{left} of {given} left").format(
            left=f"{game.hours_left:.2f}".rstrip("0").rstrip("."), given=hours_words(game.hours_given)
        )
        ways = tuple(plain(words, "bold $mark") for words in (f"{title}, {week}", f"{week[:1].upper()}{week[1:]}"))
        mode = _("practice") if game.mode == "practice" else _("test")
        coming = next_test(game) or _("The season's end")
        if game.committee_hours_left > EPSILON:
            mode = _("committee {hours}").format(hours=hours_words(game.committee_hours_left))
        self.head((ways, plain(left, "$ink")), (plain(coming, "$soft"), plain(mode, "$soft")))

    def show_person(self) -> None:
        """Show what is known of whoever is marked."""
        game, person = self.game, self.chart.marked
        cell = game.cell(person)
        parts: list[Draw] = [lambda _width: plain(cell.name, "bold $them")]
        if cell.role:
            parts.append(lambda _width: plain(cell.role, "$soft"))
        parts += [_hung(line) for line in person_lines(game, person)]
        self.query_one("#person", Reading).show(stacked(parts))

    def show_news(self) -> None:
        """Show what happened this week, the newest first; at the beginning how to set out."""
        game = self.game
        parts: list[Draw] = []
        for brought in reversed(occasions(game.news())):
            parts += news_of(game.constituency, brought)
        if not game.decisions:
            begun = [*first_steps(game), _("Enter shows all that hours can be spent on, and what it brings.")]
            parts += map(_hung, begun)
        else:
            parts += map(_hung, since_last_week(game))
        if not parts:
            parts = [_hung(_("Nothing has happened yet."))]
        self.query_one("#news", Reading).show(stacked(parts))
        self.tell_more()

    @property
    def panes(self) -> Widget:
        """Both panes. The class that says which of them stands there is theirs: on the screen it would set all anew."""
        return self.query_one("#panes")

    def turn_to_news(self, news: bool) -> None:
        """Show what happened, or the person, where there is room for one of both."""
        self.news_first = news
        self.settle_panes()

    def settle_panes(self) -> None:
        """Show one pane or both. A class costs working out styles anew, so it is set only where it says something."""
        if self.has_class("-narrow"):
            self.panes.set_class(self.news_first, "-news")
        self.tell_more()

    def on_resize(self) -> None:
        self.call_after_refresh(self.settle_panes)

    def tell_more(self) -> None:
        """Say on the panes' border that there is more to read, where there is."""
        pane = self._pane()
        if not pane.page:  # it has no room yet; `on_resize` comes when it has
            return
        more = _("PgDn reads on") if pane.goes_on else _("PgUp reads back") if pane.top else ""
        for bordered in (self.panes, self.query_one("#news")):
            if (bordered.border_title or "") != more:  # to set it draws anew, whatever it was
                bordered.border_title = more

    @on(WallChart.Marked)
    def marked(self, message: WallChart.Marked) -> None:
        """Somebody else is marked."""
        if message.person == self.chart.marked:  # an older one is not worth drawing
            self.chart.show_tied(tied_to(self.game, message.person))
            self.show_person()
            self.turn_to_news(False)
            self.refresh_keys()

    @on(WallChart.Rated)
    def rated(self, message: WallChart.Rated) -> None:
        """Write a rating on the chart."""
        if self.do(Rate(message.person, message.rating)) is not None:
            self.show()

    # Spending hours

    def act(self, decision: Decision) -> bool:
        """Make a decision and show what it brought; whether it could be made."""
        week = self.game.week
        told = self.do(decision)
        if told is None:
            return False
        if self.game.stage != "week":
            self.move()
            return True
        if self.game.week != week:
            # a new week: the same chart, with whoever was marked
            self.chart.put_back()
        self.show()
        self.show_news()
        self.turn_to_news(bool(told))
        return True

    def can(self, action: str) -> bool:
        if not self.is_mounted:
            return super().can(action)
        match action:
            case "other_part":
                return self.has_class("-narrow")
            case "call_committee":
                return not any(line.kind == "committee" for line in self.game.news())
            case _:
                return super().can(action)

    def action_spend(self) -> None:
        if self.game.meeting is not None:
            self.sit_with()
            return
        self.app.push_screen(SpendSheet(self.season, self.chart.marked, self.chart.picked), self.spent)

    def spent(self, answer: str | None) -> None:
        """Do what was taken from the list."""
        if not answer:
            return
        kind, _colon, what = answer.partition(":")
        person = self.chart.marked
        match kind:
            case "meet":
                self.action_one_on_one()
            case "ask":
                self.action_ask_around()
            case "round" | "remind":
                self.with_them(kind, what)
            case "committee":
                self.action_call_committee()
            case "member":
                self.act(MemberTalk(person, self.season.quality().value))
            case "promise":
                self.act(Answer(what, made=True))
            case "decline":
                self.act(Answer(what, made=False))
            case "keep":
                self.act(Keep(what))
            case "end":
                self.action_end_week()

    def with_them(self, kind: str, whom: str) -> None:
        """A round or reminders, for one of the groups that `groups` names."""
        found = groups(self.game, self.chart.marked, self.chart.picked)
        people = next(people for id_, _words, people in found if id_ == whom)
        made = self.act(Round(people) if kind == "round" else Remind(people))
        if made and whom == "picked":
            self.chart.put_back()

    def action_one_on_one(self) -> None:
        if self.game.meeting is None and not self.act(Meet(self.chart.marked)):
            return
        if self.game.meeting is not None:
            self.sit_with()

    def sit_with(self) -> None:
        """Somebody sits across: play the talk, or let it go as one's talks go."""
        if self.game.meeting is None:
            return
        from trainer.screens.drive_talk import TalkSheet

        self.app.push_screen(TalkSheet(self.season, self.game.meeting), self.talked)

    def talked(self, answer: str | None) -> None:
        """Have the talk as it was wanted."""
        from trainer.screens.drive_talk import PLAY, MetSheet, talk_of

        person = self.game.meeting
        if not answer or person is None:
            self.show()
            return
        if answer == PLAY:
            path = self.season.scenario_for(person)
            if path is not None:
                self.opening = True
                self.house.open(path)
            return
        talk, words = talk_of(self.season, answer)
        if not self.act(talk):
            return
        brought = [line for line in self.game.news() if line.occasion == self.game.lines[-1].occasion]

        def believed(rating: str | None) -> None:
            if rating and self.do(Rate(person, int(rating))) is not None:
                self.show()

        self.app.push_screen(MetSheet(self.game, person, words, brought), believed)

    def action_ask_around(self) -> None:
        self.act(AskAround(self.chart.marked))

    def action_call_committee(self) -> None:
        self.act(Committee())

    def action_quick_round(self) -> None:
        self._whom("round", _("A quick round"))

    def action_remind(self) -> None:
        self._whom("remind", _("Reminders by phone"))

    def _whom(self, kind: str, title: str) -> None:
        answers = [
            (id_, whom_words(self.game, kind, words, people))
            for id_, words, people in groups(self.game, self.chart.marked, self.chart.picked)
        ]
        self.app.push_screen(AskSheet(title, "", answers), partial(self._with_whom, kind))

    def _with_whom(self, kind: str, answer: str | None) -> None:
        if answer:
            self.with_them(kind, answer)

    def action_end_week(self) -> None:
        if self.game.meeting is not None:
            self.sit_with()
            return
        left = self.game.hours_left
        told = list(due_words(self.game))
        if left > EPSILON:
            told.insert(0, _("There are {hours} left. They are gone with the week.").format(hours=hours_words(left)))
        if not told:
            self.act(EndWeek())
            return
        answers = [("end", _("End week {week}").format(week=self.game.week)), ("", _("Stay"))]
        self.app.push_screen(AskSheet(_("End the week?"), "\n\n".join(told), answers), self._end_if_wanted)

    def _end_if_wanted(self, answer: str | None) -> None:
        if answer:
            self.act(EndWeek())

    # Looking

    def action_find_person(self) -> None:
        self.app.push_screen(FindSheet(self.game), self._found)

    def _found(self, person: str | None) -> None:
        if person:
            self.chart.mark(person)

    def action_other_part(self) -> None:
        self.turn_to_news(not self.news_first)

    def action_news_up(self) -> None:
        self._pane().turn(-1)
        self.tell_more()

    def action_news_down(self) -> None:
        self._pane().turn(1)
        self.tell_more()

    def _pane(self) -> Reading:
        narrow = self.has_class("-narrow") and not self.news_first
        return self.query_one("#person" if narrow else "#news", Reading)

    def anew(self) -> "WeekScreen":
        return WeekScreen(self.season, self.chart.marked)


@cache
def settle() -> None:
    """Collect what is garbage now, once, and look through nothing of what is loaded by then again.

    Otherwise every tenth week or so waits for Python to walk through all objects of all libraries.
    """
    gc.collect()
    gc.freeze()


def _hung(words: str) -> Draw:
    return lambda width: hang(Content.styled("·", "$mark"), plain(words), width, 2)
