"""A one-on-one that takes place: play it in its scenario, take a talk that was played, or let the record speak."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.days import on_day
from trainer.drive.game import Game
from trainer.drive.game_decisions import Talk
from trainer.drive.game_known import Line as Told
from trainer.language import _
from trainer.practice.drives import DriveSitting, quality_told
from trainer.report.drive_week import RATING_MARKS, RATING_WORDS, rated_words
from trainer.scenario.library import catalogue
from trainer.screens.actions import bindings_of
from trainer.screens.drive_page import news_of
from trainer.screens.sheets import HeadedSheet
from trainer.screens.texts import lines, plain
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.drawn import Drawn, stacked

PLAY, RECORD, USE = "play", "record", "use:"
"""The answers: play it now, let the record speak, take a play that was finished."""


class TalkSheet(HeadedSheet):
    """How the one-on-one goes. Gives back PLAY, RECORD or USE with the id of a play."""

    AUTO_FOCUS = "Choices"

    def __init__(self, season: DriveSitting, person: str) -> None:
        super().__init__()
        self.season = season
        self.person = person
        assert isinstance(season.game, Game)
        self.name_shown = season.game.cell(person).name
        self.heading = _("{name} has an hour for you").format(name=self.name_shown)
        self.ending = _("Esc leaves it for a moment: {name} waits.").format(name=self.name_shown)

    def body(self) -> Iterable[Widget]:
        yield Static(
            plain(quality_told(), "$soft"),
            id="detail",
            markup=False,
        )
        yield Choices(list(self.ways()), marked=0)

    def ways(self) -> Iterable[Line]:
        """What can be done, the latest played talk first."""
        for play in self.season.played(self.person):
            told = _("Take the talk that you played {when}: {score} of 100").format(
                when=on_day(play.at), score=play.overall
            )
            yield Line(f"{USE}{play.id}", lines([plain(told, "bold"), plain(play.title, "$soft")]))
        path = self.season.scenario_for(self.person)
        if path is not None:
            entry = next((one for one in catalogue() if one.path == str(path)), None)
            title = entry.title if entry else path.stem
            minutes = _("about {minutes} minutes; its score is the talk's quality").format(
                minutes=entry.minutes if entry and entry.minutes else 20
            )
            yield Line(PLAY, lines([plain(_("Play it: {title}").format(title=title), "bold"), plain(minutes, "$soft")]))
        words = _("Let it go as your talks go")
        yield Line(RECORD, lines([plain(words, "bold"), plain(self.season.quality_in_words(), "$soft")]))

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        """Hand it back."""
        self.dismiss(message.line.id)


class MetSheet(HeadedSheet):
    """What a one-on-one brought, and what the trainee believes now. Gives back the rating, or None for none."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("reading", "told", "met")

    def __init__(self, game: Game, person: str, quality: str, told: Iterable[Told]) -> None:
        super().__init__()
        self.game = game
        self.cell = game.cell(person)
        self.quality = quality
        # the heading names them
        self.told = tuple(line._replace(person="") for line in told)
        self.heading = _("An hour with {name}").format(name=self.cell.name)
        self.ending = _("1 to 5 writes it on your chart. Enter or Esc goes on without.")

    def body(self) -> Iterable[Widget]:
        yield Static(plain(self.quality, "$soft"), id="detail", markup=False)
        yield Drawn(stacked(news_of(self.game.constituency, self.told)))
        asked = _("What do you believe of them now? {before}").format(before=rated_words(self.cell))
        scale = [
            Content.assemble((f"{number}{RATING_MARKS[number]} ", "bold $mark"), (_(words), "$ink"))
            for number, words in RATING_WORDS.items()
        ]
        yield Static(lines([plain(asked, "bold"), Content("   ").join(scale)]), id="believed", markup=False)

    def action_rate_person(self, number: str) -> None:
        self.dismiss(number)

    def action_go_on(self) -> None:
        self.dismiss(None)


def talk_of(season: DriveSitting, answer: str) -> tuple[Talk, str]:
    """The talk of an answer of the sheet, and a sentence that says which quality it had."""
    if answer.startswith(USE):
        quality = season.quality_of(answer.removeprefix(USE))
        return Talk(*quality), quality.in_words()
    quality = season.quality()
    return Talk(*quality), season.quality_in_words()
