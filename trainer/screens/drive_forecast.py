"""Before a test: who will stand up, by name and with a confidence; before a secret vote only how many."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.drive.game import Game
from trainer.drive.game_decisions import Forecast
from trainer.drive.game_known import Result
from trainer.drive.game_turf import ELECTION, TurfGame
from trainer.language import _, ngettext
from trainer.practice.drives import DriveSitting
from trainer.report.drive_week import last_words, note_of, stood_words, yes_sayers
from trainer.screens.actions import bindings_of
from trainer.screens.drive_page import SeasonPage, ToldSheet, news_of
from trainer.screens.drive_spending import FindSheet
from trainer.screens.texts import hang, lines, plain, spoken
from trainer.screens.widgets.drawn import Draw, bar
from trainer.screens.widgets.scales import Confidence, Scale, Scales, likelihood

NAME = 22
BAR = 10


class Sure(Confidence):
    """How sure one is of somebody, in one line where it fits: the name, the bar, what is known of them."""

    def drawn(self, width: int) -> Content:
        indent = min(NAME, max(12, width // 3))
        return hang(self.label(), self.steps(width - indent), width, indent)

    def steps(self, width: int) -> Content:
        if self.value is None:
            sure = Content.styled(_("not said yet").ljust(BAR + 5), "italic $soft")
        else:
            sure = bar(self.value, BAR) + Content(f" {self.value:>3} ")
        note = plain(self.note, "$soft")
        if self.value is not None and sure.cell_length + note.cell_length + 24 <= width:
            note = plain(_(likelihood(self.value)), "$ink") + Content("  ") + note
        return sure + Content(" ") + note


def forecast_screen(season: DriveSitting) -> SeasonPage:
    """The screen on which a forecast is given: by name, or as a number."""
    game = season.game
    if isinstance(game, TurfGame) or game.upcoming()[0].secret:
        return NumberForecastScreen(season)
    return NameForecastScreen(season)


class NameForecastScreen(SeasonPage):
    """Whoever said yes, and whom the trainee names besides, each with a confidence."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("season", "drive_forecast")
    scopes = ("drive_forecast", "scales", "season")

    def __init__(self, season: DriveSitting) -> None:
        super().__init__(season)
        self.warned = False
        self.listed: list[str] = list(yes_sayers(self.game))
        self.given: dict[str, int] = {}

    @property
    def game(self) -> Game:
        """The season as it stands."""
        assert isinstance(self.season.game, Game)
        return self.season.game

    def body(self) -> Iterable[Widget]:
        with Vertical(id="forecast"):
            yield Static("", id="drive_asked", markup=False)
            yield Vertical(Scales(self.rows()), id="sure")
            yield Static("", id="drive_hint", markup=False)

    def rows(self) -> list[Scale]:
        """A row for each who is listed."""
        made: list[Scale] = []
        for person in self.listed:
            cell = self.game.cell(person)
            row = Sure(person, cell.name, note_of(self.game, cell))
            row.set_reactive(Sure.value, self.given.get(person))
            made.append(row)
        return made

    def on_mount(self) -> None:
        test = self.game.upcoming()[0]
        end = _("end of week {week}").format(week=test.week)
        self.head((plain(test.title, "bold $mark"), plain(end, "$soft")))
        asked = _(
            "Who will? For each say how sure you are, from 0 to 100: type it, or use ← and →. These said yes; "
            "a names somebody else. Whoever has no number is not in your forecast."
        )
        if not self.listed:
            asked = _("Nobody has said yes. The key a names somebody all the same; Enter goes on without a name.")
        self.query_one("#drive_asked", Static).update(lines([plain(test.act), plain(asked, "$soft")]))
        self.query_one(Scales).focus()
        self.count()

    @on(Scales.Marked)
    def moved(self) -> None:
        """Somebody else is marked: what they said last is read."""
        self.count()

    @on(Scales.Changed)
    def changed(self) -> None:
        """Another number was given."""
        self.warned = False
        self.given = self.query_one(Scales).values
        self.count()

    def count(self) -> None:
        """Say how many that makes."""
        expected = sum(self.given.values()) / 100
        told = ngettext(
            "{n} of {listed} has a number; that makes {expected} who stand up.",
            "{n} of {listed} have a number; that makes {expected} who stand up.",
            len(self.given),
        ).format(n=len(self.given), listed=len(self.listed), expected=f"{expected:.1f}")
        marked = self.query_one(Scales).marked
        said = spoken(last_words(self.game, marked.of), "$ink") if marked is not None else Content("")
        self.query_one("#drive_hint", Static).update(lines([*([said] if said else []), plain(told, "$soft")]))
        self.refresh_keys()

    def can(self, action: str) -> bool:
        if action == "rest_alike" and self.is_mounted:
            marked = self.query_one(Scales).marked
            return marked is not None and marked.value is not None
        return super().can(action)

    def action_rest_alike(self) -> None:
        scales = self.query_one(Scales)
        marked = scales.marked
        if marked is None or marked.value is None:
            return
        for row in scales.rows[scales.cursor :]:
            if row.value is None:
                row.value = marked.value
        self.changed()

    def action_name_more(self) -> None:
        self.app.push_screen(FindSheet(self.game, self.listed, _("Whom else do you count on?")), self._named)

    def _named(self, person: str | None) -> None:
        if not person:
            return
        self.listed.append(person)
        scales = Scales(self.rows())
        holder = self.query_one("#sure")
        holder.remove_children()
        holder.mount(scales)
        scales.cursor = len(self.listed) - 1
        scales.focus()
        self.call_after_refresh(self.count)

    def action_hand_in(self) -> None:
        left_out = len(self.listed) - len(self.given)
        if left_out and not self.warned:
            self.warned = True
            told = ngettext(
                "{n} who said yes has no number and is left out. Enter again goes on all the same.",
                "{n} who said yes have no number and are left out. Enter again goes on all the same.",
                left_out,
            ).format(n=left_out)
            self.query_one("#drive_hint", Static).update(plain(told, "bold $miss"))
            return
        sure = {person: value / 100 for person, value in self.given.items()}
        hold(self, Forecast(self.game.upcoming()[0].test, sure))


class NumberForecastScreen(SeasonPage):
    """How many: of a secret vote, or of the net votes that the work on a turf has brought."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("season", "drive_forecast")
    scopes = ("drive_forecast", "season")

    def body(self) -> Iterable[Widget]:
        with Vertical(id="forecast"):
            yield Static("", id="drive_asked", markup=False)
            field = Input(id="how_many", type="integer", max_length=6, select_on_focus=False)
            field.cursor_blink = False
            yield field
            yield Static("", id="drive_hint", markup=False)

    def on_mount(self) -> None:
        game = self.game
        if isinstance(game, TurfGame):
            title, act = _("The election"), game.constituency.election
            asked = _(
                "How many net votes has your work brought: votes for your side less those for the other, beside the "
                "same voters with nobody contacted? Type a number."
            )
        else:
            test = game.upcoming()[0]
            title, act = test.title, test.act
            asked = _("Nobody will learn who voted how. How many of the {people} vote yes? Type a number.").format(
                people=game.constituency.size
            )
        self.head((plain(title, "bold $mark"), plain(_("before it"), "$soft")))
        self.query_one("#drive_asked", Static).update(lines([plain(act), plain(asked, "$soft")]))
        self.query_one(Input).focus()

    def can(self, action: str) -> bool:
        return action not in ("name_more", "rest_alike") and super().can(action)

    @on(Input.Submitted)
    def take(self, message: Input.Submitted) -> None:
        """Take the number, and see."""
        message.stop()
        try:
            number = int(message.value)
        except ValueError:
            self.query_one("#drive_hint", Static).update(plain(_("Type a whole number, then Enter."), "bold $miss"))
            return
        test = ELECTION if isinstance(self.game, TurfGame) else self.game.upcoming()[0].test
        hold(self, Forecast(test, {}, number))

    def action_hand_in(self) -> None:
        self.query_one(Input).focus()


def hold(page: SeasonPage, forecast: Forecast) -> None:
    """Hand in a forecast; show what came of it, then go on."""
    told = page.do(forecast)
    if told is None:
        return
    game = page.game
    parts: list[Draw] = []
    if isinstance(game, Game):
        result = game.results[-1]
        title = result.title
        mine = [line for line in told if line.kind in ("test", "stood", "stayed", "excuse", "vote")]
        parts = [*news_of(game.constituency, mine), *_by_crew(game, result)]
    else:
        title = _("The election")
        parts = news_of(game.constituency, told)
    page.app.push_screen(ToldSheet(title, parts), lambda _answer: page.move())


def _by_crew(game: Game, result: Result) -> Iterable[Draw]:
    words = list(stood_words(game, result))
    if words:
        yield lambda _width: Content("")
        for line in words:
            yield _drawn(line)
        yield lambda _width: Content("")
        yield lambda _width: plain(_("Why those stayed away who had said yes is told after the season."), "$soft")


def _drawn(words: str) -> Draw:
    return lambda width: hang(Content.styled("·", "$mark"), plain(words), width, 2)
