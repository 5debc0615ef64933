"""A week of a turf in plain mode: hours on one way of reaching voters after the other."""

from typing import Final

from trainer.drive.game_decisions import Forecast, Spend
from trainer.drive.game_turf import ELECTION, WAYS, TurfGame
from trainer.language import _, mark
from trainer.plain.console import Console, word_and_rest
from trainer.plain.drive_week import do_end
from trainer.plain.drive_words import do, heard_lines, undo
from trainer.practice.drives import DriveSitting
from trainer.report.drive_week import WAYS_TOLD, hours_words, way_words
from trainer.report.text import plain
from trainer.report.words import sentence

COMMANDS: Final = {
    mark("ways"): mark("reads every way, and what it took and brought so far."),
    mark("canvass"): mark("with a number spends so many hours at doors."),
    mark("phone"): mark("with a number spends them on calls."),
    mark("text"): mark("with a number spends them on texts."),
    mark("deep"): mark("with a number spends them on long talks."),
    mark("friends"): mark("with a number spends them on friends who ask friends."),
    mark("news"): mark("reads what happened this week once more."),
    mark("undo"): mark("takes this week back, or the one before where nothing was done in it yet."),
    mark("numbers"): mark("reads every number of the model; with a name and a value, what would follow from it."),
    mark("end"): mark("ends the week; hours that are left are gone."),
}
"""What can be typed in a week."""


def turf_week(console: Console, season: DriveSitting) -> None:
    """One week, until it ends or is taken back."""
    game = _game(season)
    on = game.week
    console.say("", _standing(game))
    console.say(*heard_lines(game.constituency, game.news()))
    if not game.decisions:
        _read_ways(console, game)
    wanted = _("Type a way and hours, as in: canvass 20. The word help tells everything that can be typed.")
    console.say(wanted)
    words = {word: _(does) for word, does in COMMANDS.items()}
    while game.stage == "week" and game.week == on:
        word, rest = console.ask(_("What do you do?"), _split, wanted, words)
        decided = len(game.decisions)
        match word:
            case "ways":
                _read_ways(console, game)
            case "news":
                console.say("", *heard_lines(game.constituency, game.news()))
            case "undo":
                undo(console, season)
            case "numbers":
                from trainer.plain.drive_numbers import read_numbers

                read_numbers(console, game.constituency, 0.5, rest)
            case "end":
                do_end(console, season)
            case _:
                _spend(console, season, word, rest)
        if word == "undo" and len(game.decisions) < decided:
            return


def turf_forecast(console: Console, season: DriveSitting) -> None:
    """How many votes the work brought, then what it did."""
    game = _game(season)
    console.say("", plain(game.constituency.election))
    asked = _(
        "How many net votes has your work brought: votes for your side less those for the other, beside the same "
        "voters with nobody contacted?"
    )
    console.say(asked)
    number = console.ask(_("A number"), _whole, _("Type a whole number; it can be below 0."))
    do(console, season, Forecast(ELECTION, {}, number))


def _game(season: DriveSitting) -> TurfGame:
    assert isinstance(season.game, TurfGame)
    return season.game


def _standing(game: TurfGame) -> str:
    week = _("week {week} of {weeks}").format(week=game.week, weeks=game.constituency.weeks)
    left = _("{left} of {given} left").format(
        left=f"{game.hours_left:.2f}".rstrip("0").rstrip("."), given=hours_words(game.hours_given)
    )
    return f"{sentence(week)} {sentence(left)}"


def _split(typed: str) -> tuple[str, str] | None:
    split = word_and_rest(typed, COMMANDS)
    if split is None:
        # the ways can be called by their titles, too
        called = word_and_rest(typed, WAYS.values())
        split = called and (next(way for way, title in WAYS.items() if title == called[0]), called[1])
    return split


def _read_ways(console: Console, game: TurfGame) -> None:
    for line in game.ledger():
        console.say(f"{line.way}: {line.title}. {_(WAYS_TOLD[line.way])} {sentence(way_words(line))}")


def _spend(console: Console, season: DriveSitting, way: str, typed: str) -> None:
    assert way in WAYS
    try:
        hours = float(typed.replace(",", "."))
    except ValueError:
        hours = 0.0
    if not 0 < hours < 1e6:
        console.say(_("Type a number of hours behind it, as in: {way} 20.").format(way=way))
        return
    if do(console, season, Spend(way, hours)):
        console.say(_("{hours} left.").format(hours=hours_words(season.game.hours_left)))


def _whole(typed: str) -> int | None:
    digits = typed.removeprefix("-").removeprefix("−")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 6:
        return None
    return -int(digits) if digits != typed else int(digits)
