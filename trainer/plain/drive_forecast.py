"""A forecast in plain mode: by name and with a confidence, before a secret vote a number; then who stood up."""

from trainer.drive.game import Game
from trainer.drive.game_decisions import Forecast
from trainer.language import _
from trainer.plain.console import Console
from trainer.plain.drive_people import person_of
from trainer.plain.drive_words import do, undo
from trainer.practice.drives import DriveSitting
from trainer.report.drive_week import last_words, note_of, stood_words, yes_sayers
from trainer.report.text import plain
from trainer.report.words import sentence


def forecast(console: Console, season: DriveSitting) -> None:
    """A forecast before a test, then who stood up."""
    game = season.game
    assert isinstance(game, Game)
    test = game.upcoming()[0]
    console.say("", sentence(plain(_("{title}, at the end of week {week}").format(title=test.title, week=test.week))))
    console.say(plain(test.act))
    if test.secret:
        asked = _("Nobody will learn who voted how. How many of the {people} vote yes?").format(
            people=game.constituency.size
        )
        console.say(asked)
        number = console.ask(_("A number"), lambda typed: int(typed) if _is_number(typed) else None, asked)
        do(console, season, Forecast(test.test, {}, number))
        return
    yes = yes_sayers(game)
    console.say(
        _("Who will stand up? For each give a number from 0, surely not, to 100, surely; Enter leaves them out.")
    )
    sure: dict[str, float] = {}
    rest: float | None = None
    words = {
        "rest": _("with a number gives everybody who is still to come that number."),
        "skip": _("leaves everybody who is still to come out."),
        "undo": _("takes the week back."),
    }
    for person in yes:
        if rest is None:
            cell = game.cell(person)
            console.say(plain(f"{cell.name}: {note_of(game, cell)}."), plain(last_words(game, person)))
            wanted = _("Type a whole number from 0 to 100, or only Enter.")
            given = console.ask(_("0 to 100"), _confidence, wanted, words)
            if given == "undo":
                undo(console, season)
                return
            if given == "skip":
                break
            if isinstance(given, tuple):
                rest = given[0]
            elif isinstance(given, float):
                sure[person] = given
        if rest is not None:
            sure[person] = rest
    _name_more(console, game, sure)
    if do(console, season, Forecast(test.test, sure)):
        console.say(*map(plain, stood_words(game, game.results[-1])))
        console.say(_("Why those stayed away who had said yes is told after the season."))


def _name_more(console: Console, game: Game, sure: dict[str, float]) -> None:
    wanted = _("Whom else do you count on? Type a name and a number, as in: opal 60; or only Enter to see.")
    console.say(wanted)

    def accept(typed: str) -> tuple[str, int] | None:
        name, _space, number = typed.rpartition(" ")
        if not typed:
            return "", 0
        return (name, int(number)) if name and _is_number(number) and int(number) <= 100 else None

    while True:
        name, number = console.ask(_("A name and a number, or Enter"), accept, wanted)
        if not name:
            return
        person = person_of(console, game, name)
        if person is not None:
            sure[person] = number / 100
            console.say(plain(f"{game.cell(person).name}: {number}."))


def _confidence(typed: str) -> float | str | tuple[float] | None:
    if not typed:
        return ""
    if typed.lower() in ("skip", "undo"):
        return typed.lower()
    word, _space, number = typed.rpartition(" ")
    number = number.removesuffix("%")
    if word.lower() not in ("", "rest") or not _is_number(number) or int(number) > 100:
        return None
    return (int(number) / 100,) if word else int(number) / 100


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= 6
