"""What the screens of a season share: which screen shows which stage of it, how it is left, and how it is opened."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from trainer.days import on_day
from trainer.drive.game import Game, Mode
from trainer.drive.game_decisions import Decision, NotPossible
from trainer.drive.game_known import Line
from trainer.language import _
from trainer.report.drive_week import Heard, heard, occasions
from trainer.screens.actions import bindings_of
from trainer.screens.page import Page
from trainer.screens.sheets import AskSheet, HeadedSheet
from trainer.screens.texts import hang, plain, spoken
from trainer.screens.texts import lines as lines_of
from trainer.screens.widgets.drawn import Draw, Drawn, stacked

if TYPE_CHECKING:
    from trainer.drive.constituency import Constituency
    from trainer.drive.game_turf import TurfGame
    from trainer.practice.drives import DriveSitting
    from trainer.screens.app import SecondKnock

REASONS = 3
"""How many findings are shown of a drive that cannot be played."""

AFRESH = "afresh"
"""The answer that begins a drive anew."""


class DriveWanted(NamedTuple):
    """A drive to be opened: its file, the seed of a new season (None for any), and how it is played."""

    path: Path
    seed: int | None = None
    mode: Mode | None = None


class SeasonPage(Page):
    """A screen of a season. The screen of the next stage takes its place."""

    CSS_PATH = "drive.tcss"

    def __init__(self, season: "DriveSitting") -> None:
        super().__init__()
        self.season = season

    @property
    def game(self) -> "Game | TurfGame":
        """The season as it stands."""
        return self.season.game

    def anew(self) -> Page:
        return season_screen(self.season)

    def move(self) -> None:
        """Go on to the screen of the stage that the season is at now."""
        self.app.switch_screen(season_screen(self.season))

    def do(self, decision: Decision) -> tuple[Line, ...] | None:
        """Make a decision, which is kept before anything is shown; None, and a word why, where it cannot be made."""
        try:
            lines = self.season.do(decision)
        except NotPossible as no:
            self.refuse(no)
            return None
        self.house.tell_news()
        return lines

    def refuse(self, no: NotPossible) -> None:
        """Say why something cannot be, and what can."""
        self.notify(" ".join(part for part in (str(no), no.hint) if part), timeout=6, markup=False)

    def can(self, action: str) -> bool:
        match action:
            case "back":
                return False  # a drive is left, which lets another window have it
            case "undo_week":
                return self.game.mode == "practice" and bool(self.game.decisions) and self.game.stage != "over"
            case _:
                return super().can(action)

    def action_leave_drive(self) -> None:
        self.season.leave()
        self.house.season = None
        self.dismiss()

    def action_undo_week(self) -> None:
        try:
            week = self.season.undo_week()
        except NotPossible as no:
            self.refuse(no)
            return
        self.notify(_("Week {week} is before you again.").format(week=week), timeout=4, markup=False)
        self.move()

    def action_drive_numbers(self) -> None:
        from trainer.screens.drive_numbers import NumbersScreen

        self.app.push_screen(NumbersScreen(self.game.constituency, _quality_of(self.season)))

    def action_read_news(self) -> None:
        self.app.push_screen(NewsSheet(self.game))

    def action_drive_brief(self) -> None:
        from trainer.screens.drive_choose import BriefSheet

        self.app.push_screen(BriefSheet(self.game.constituency))


def _quality_of(season: "DriveSitting") -> float:
    return season.quality().value if isinstance(season.game, Game) else 0.5


def season_screen(season: "DriveSitting") -> SeasonPage:
    """The screen of the stage that a season is at. Each is imported when it is first wanted."""
    game = season.game
    if game.stage == "over":
        from trainer.screens.drive_debrief import DriveDebriefScreen

        return DriveDebriefScreen(season)
    if game.stage == "forecast":
        from trainer.screens.drive_forecast import forecast_screen

        return forecast_screen(season)
    if isinstance(game, Game):
        from trainer.screens.drive_week import WeekScreen

        return WeekScreen(season)
    from trainer.screens.drive_turf import TurfScreen

    return TurfScreen(season)


# Opening


def open_drive(house: "SecondKnock", wanted: DriveWanted) -> None:
    """Show a drive's brief; where one of it was left, ask first; where it cannot be played, say why."""
    from trainer.drive.constituency import load_constituency
    from trainer.practice.sitting import reason_of

    loaded = load_constituency(wanted.path)
    if loaded.constituency is None:
        reasons = [reason_of(finding) for finding in loaded.findings if finding.is_error]
        detail = "\n\n".join(reasons[:REASONS])
        if len(reasons) > REASONS:
            detail += "\n\n" + _("There is more; second-knock check {file} says all of it.").format(
                file=wanted.path.name
            )
        said = _("{file} cannot be played.").format(file=wanted.path.name)
        house.push_screen(AskSheet(said, detail, [("", _("Go back"))]))
        return
    constituency = loaded.constituency
    left = [entry for entry in house.records.drives.unfinished() if entry.constituency == constituency.id]
    if not left:
        _show_brief(house, constituency, wanted)
        return
    entry = left[0]
    when = _("You are in week {week} of {weeks}, where you stopped {when}.").format(
        week=entry.week, weeks=entry.weeks, when=on_day(entry.touched)
    )

    def answered(answer: str | None) -> None:
        if answer == "go_on":
            go_on_drive(house, entry.id)
        elif answer == AFRESH:
            _show_brief(house, constituency, wanted)

    answers = [("go_on", _("Go on there")), (AFRESH, _("Begin another season beside it"))]
    house.push_screen(AskSheet(constituency.title, when, answers), answered)


def _show_brief(house: "SecondKnock", constituency: "Constituency", wanted: DriveWanted) -> None:
    from trainer.screens.drive_choose import DriveBriefScreen

    house.push_screen(DriveBriefScreen(constituency, wanted))


def go_on_drive(house: "SecondKnock", drive_id: str) -> None:
    """Go on with a season where it stopped, or say why it cannot be."""
    from trainer.practice.drives import resume_drive

    season, resumed = resume_drive(house.records, drive_id)
    if season is None:
        house.tell(resumed.sentence or "")
        return
    house.season = season
    house.push_screen(season_screen(season))
    if resumed.sentence:
        house.tell(resumed.sentence)


# What happened, as it is read


def news_of(constituency: "Constituency", lines: Iterable[Line]) -> list[Draw]:
    """Lines as paragraphs; what one decision brought of one person stands together."""
    groups: list[list[Heard]] = []
    for brought in occasions(lines):
        begins = True
        for line in brought:
            one = heard(constituency, line)
            if not begins and one.name and groups[-1][-1].name == one.name:
                groups[-1].append(one)
            else:
                groups.append([one])
            begins = False
    return [_paragraph(group) for group in groups]


def _paragraph(group: list[Heard]) -> Draw:
    """What one decision brought of somebody: each thing on a line of its own; what they say in one breath on one."""
    name = group[0].name
    told: list[Content] = []
    if name:
        begins = group[0].speech and (not group[0].lead or len(group) == 1)
        told.append(Content.assemble((f"{name}:", "bold $them"), " ") if begins else plain(name, "bold $them"))
    before = group[0].kind if name and group[0].speech else ""
    for one in group:
        said = spoken(f"“{one.text}”") if one.speech else plain(one.text, "italic $soft" if name else "")
        if one.lead:
            said = plain(one.lead, "$soft") + Content(" ") + said
        if told and one.kind == before and (not one.lead or len(group) == 1):
            told[-1] = told[-1] + (said if one is group[0] else Content(" ") + said)
        else:
            told.append(said)
        before = one.kind
    return lambda width: hang(Content.styled("·", "$mark"), lines_of(told), width, 2)


class NewsSheet(HeadedSheet):
    """Everything that was seen and heard, the latest week first."""

    def __init__(self, game: "Game | TurfGame") -> None:
        super().__init__()
        self.heading = _("What happened")
        self.ending = _("Esc goes back.")
        self.game = game

    def body(self) -> Iterable[Widget]:
        for week in range(self.game.week, 0, -1):
            lines = self.game.news(week)
            if lines:
                yield Drawn(_titled(_("Week {week}").format(week=week)), classes="week")
                yield Drawn(stacked(news_of(self.game.constituency, lines)))
        if not self.game.lines:
            yield Drawn(lambda _width: plain(_("Nothing has happened yet."), "$soft"))


def _titled(words: str) -> Draw:
    return lambda _width: plain(words, "bold $mark")


class ToldSheet(HeadedSheet):
    """Something to be read before it goes on: what a decision brought, or who stood up."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("reading", "told")

    def __init__(self, heading: str, parts: Iterable[Draw]) -> None:
        super().__init__()
        self.heading = heading
        self.ending = _("Esc or Enter goes on.")
        self.parts = list(parts)

    def body(self) -> Iterable[Widget]:
        yield Drawn(stacked(self.parts))

    def action_go_on(self) -> None:
        self.dismiss(None)
