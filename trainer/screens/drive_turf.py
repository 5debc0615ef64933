"""A week of a turf: the volunteers' hours, and the ways on which they can go."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.drive.game_decisions import EndWeek, Spend
from trainer.drive.game_turf import TurfGame
from trainer.language import _
from trainer.practice.drives import DriveSitting
from trainer.report.drive_week import WAYS_TOLD, hours_words, way_words
from trainer.screens.actions import bindings_of
from trainer.screens.drive_page import SeasonPage, news_of
from trainer.screens.sheets import AskSheet, HeadedSheet
from trainer.screens.shelf import two_lines
from trainer.screens.texts import plain
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.drawn import Drawn, stacked

EPSILON = 1e-6


class TurfScreen(SeasonPage):
    """The week that is on."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("season", "turf")
    scopes = ("turf", "choices", "season")

    @property
    def game(self) -> TurfGame:
        """The season as it stands."""
        assert isinstance(self.season.game, TurfGame)
        return self.season.game

    def body(self) -> Iterable[Widget]:
        with Vertical(id="turf"):
            yield Choices(id="ways")
            yield VerticalScroll(Drawn(lambda _width: Content("")), id="news", can_focus=False)

    def on_mount(self) -> None:
        self.show()
        self.query_one(Choices).focus()

    def show(self) -> None:
        """Show the week as it is now."""
        game = self.game
        week = _("week {week} of {weeks}").format(week=game.week, weeks=game.constituency.weeks)
        left = _("{left} of {given} left").format(
            left=f"{game.hours_left:.2f}".rstrip("0").rstrip("."), given=hours_words(game.hours_given)
        )
        title = f"{game.constituency.title}, {week}"
        each = _("{minutes} minutes of volunteers for each voter").format(minutes=f"{game.minutes_a_voter():.1f}")
        mode = _("practice") if game.mode == "practice" else _("test")
        self.head((plain(title, "bold $mark"), plain(left, "$ink")), (plain(each, "$soft"), plain(mode, "$soft")))
        made = [
            Line(
                line.way,
                two_lines(
                    Content.assemble((line.title, "bold"), (f"  {way_words(line)}", "$ink")), _(WAYS_TOLD[line.way])
                ),
            )
            for line in game.ledger()
        ]
        made.append(Line("end", plain(_("End the week"), "bold")))
        choices = self.query_one(Choices)
        choices.show(made, marked=max(0, choices.cursor))
        news = news_of(game.constituency, game.news())
        pane = self.query_one("#news", VerticalScroll)
        nothing = [lambda _width: plain(_("Nothing has happened yet this week."), "$soft")]
        pane.query_one(Drawn).show(stacked(news or nothing))
        self.call_after_refresh(pane.scroll_end, animate=False)
        self.refresh_keys()

    @on(Choices.Chosen)
    def take(self, message: Choices.Chosen) -> None:
        """Ask how many hours."""
        message.stop()
        if not self.is_current:
            return
        if message.line.id == "end":
            self.action_end_week()
        else:
            self.app.push_screen(HoursSheet(self.season, message.line.id), self.spent)

    def spent(self, answer: str | None) -> None:
        """Spend them."""
        if answer:
            way, _colon, hours = answer.partition(":")
            if self.do(Spend(way, float(hours))) is not None:
                self.show()

    def action_spend_on(self) -> None:
        self.query_one(Choices).action_take()

    def action_end_week(self) -> None:
        left = self.game.hours_left
        if left < EPSILON:
            self._end_if_wanted("end")
            return
        detail = _("There are {hours} left. They are gone with the week.").format(hours=hours_words(left))
        answers = [("end", _("End week {week}").format(week=self.game.week)), ("", _("Stay"))]
        self.app.push_screen(AskSheet(_("End the week?"), detail, answers), self._end_if_wanted)

    def _end_if_wanted(self, answer: str | None) -> None:
        if answer and self.do(EndWeek()) is not None:
            if self.game.stage == "week":
                self.show()
            else:
                self.move()

    def action_news_up(self) -> None:
        self.query_one("#news").scroll_page_up(animate=False)

    def action_news_down(self) -> None:
        self.query_one("#news").scroll_page_down(animate=False)


class HoursSheet(HeadedSheet):
    """How many hours on a way. Gives back the way and the hours."""

    AUTO_FOCUS = "#hours"

    def __init__(self, season: DriveSitting, way: str) -> None:
        super().__init__()
        assert isinstance(season.game, TurfGame)
        self.game = season.game
        self.way = way
        line = next(line for line in self.game.ledger() if line.way == way)
        self.most = max(0.0, min(self.game.hours_left, self.game.most_hours(way) - self.game.hours_of(way)))
        """As many as there are, and as this way still has voters for."""
        self.heading = _("{way}: how many hours?").format(way=line.title)
        self.ending = _("Enter spends them, Esc goes back.")
        if self.most > EPSILON:
            self.ending = _("Enter spends them; with nothing typed, {hours}. Esc goes back.").format(
                hours=hours_words(self.most)
            )

    def body(self) -> Iterable[Widget]:
        yield Static(plain(_(WAYS_TOLD[self.way])), markup=False)
        more = self.game.most_hours(self.way) - self.game.hours_of(self.way)
        left = self.game.hours_left
        told = _("{hours} are left this week.").format(hours=hours_words(left))
        if more < left:
            told = _("{hours} are left this week; after {more} of them nobody is left to reach this way.").format(
                hours=hours_words(left), more=hours_words(max(0.0, more))
            )
        yield Static(plain(told, "$soft"), classes="below", markup=False)
        field = Input(id="hours", max_length=7, select_on_focus=False, restrict=r"[0-9.,]*")
        field.cursor_blink = False
        yield field
        yield Static("", id="refused", markup=False)

    @on(Input.Submitted)
    def take(self, message: Input.Submitted) -> None:
        """Take a number of hours."""
        message.stop()
        try:
            hours = float(message.value.replace(",", ".")) if message.value else self.most
        except ValueError:
            hours = 0.0
        if not 0 < hours < 1e6:  # false for what is no number at all
            self.query_one("#refused", Static).update(plain(_("Type a number of hours."), "bold $miss"))
            return
        self.dismiss(f"{self.way}:{hours}")
