"""A week of a drive in plain mode: each line typed is a word, then whom it is about."""

from typing import Final

from trainer.days import on_day
from trainer.drive.game import Game
from trainer.drive.game_decisions import (
    Answer,
    AskAround,
    Committee,
    EndWeek,
    Keep,
    Meet,
    MemberTalk,
    Rate,
    Remind,
    Round,
    Talk,
)
from trainer.language import _, mark
from trainer.plain.console import Console, word_and_rest, word_meant
from trainer.plain.drive_people import crew_of, people_of, person_of, read_crew, read_people
from trainer.plain.drive_words import do, heard_lines, undo
from trainer.practice.drives import DriveSitting, quality_told
from trainer.records.settings import Setup
from trainer.report.drive_week import (
    BRINGS,
    RATING_WORDS,
    due_words,
    first_steps,
    hours_words,
    next_test,
    person_lines,
    since_last_week,
    week_of,
)
from trainer.report.text import plain
from trainer.report.words import sentence

ALL: Final = mark("all")
"""What is typed behind the word news for every week."""

COMMANDS: Final = {
    mark("chart"): mark("reads the wall chart, crew by crew."),
    mark("crew"): mark("with a crew's name reads that crew."),
    mark("who"): mark("with a name reads all that you know of that person."),
    mark("find"): mark("with letters reads everybody who has a name that begins so."),
    mark("round"): mark("with names, a crew or the word yes makes a quick round: a quarter of an hour for each."),
    mark("meet"): mark("with a name goes to a one-on-one: 1.25 hours."),
    mark("ask around"): mark("with a name asks them whom people go to: a quarter of an hour."),
    mark("committee"): mark("calls the committee together: half an hour, once a week."),
    mark("send"): mark("with a name has the committee talk with them, in hours of its own."),
    mark("remind"): mark("with names, a crew or the word yes reminds them by phone: 5 minutes for each."),
    mark("promise"): mark("with a name promises what they asked for."),
    mark("decline"): mark("with a name says that you cannot promise it."),
    mark("keep"): mark("with a name keeps what you promised them."),
    mark("rate"): mark("with a name and 1 to 5 writes that on your chart; 0 rubs it out."),
    mark("what"): mark("with one of the words that spend hours tells what that brings."),
    mark("news"): mark("reads what happened this week once more; with the word all, every week."),
    mark("brief"): mark("reads the brief once more."),
    mark("undo"): mark("takes this week back, or the one before where nothing was done in it yet."),
    mark("numbers"): mark("reads every number of the model; with a name and a value, what would follow from it."),
    mark("end"): mark("ends the week; hours that are left are gone."),
}
"""What can be typed in a week. The keys are said and understood in the language that is spoken, too."""

SHORT: Final = {"ask": "ask around"}
"""Shorter words for some of these."""

MEANT: Final = {
    "round": "round",
    "meet": "meet",
    "ask around": "ask",
    "committee": "committee",
    "send": "member",
    "remind": "remind",
    "promise": "promise",
    "keep": "keep",
    "end": "end",
}
"""What the word what can be asked of, and what that is in `BRINGS`."""


def week(console: Console, season: DriveSitting, settings: Setup) -> None:
    """One week, until it ends or is taken back."""
    game = _game(season)
    on = game.week
    console.say("", _standing(game))
    console.say(*heard_lines(game.constituency, game.news()))
    console.say(*map(plain, since_last_week(game) if game.decisions else first_steps(game)))
    if game.meeting is not None:
        _talk(console, season, settings)
    words = {word: _(does) for word, does in COMMANDS.items()}
    wanted = _("Type a word and whom, as in: meet {name}. The word help tells them all.").format(
        name=plain(game.constituency.people[0].name.split()[0].lower())
    )
    console.say(wanted)
    while game.stage == "week" and game.week == on:
        word, whom = console.ask(_("What do you do?"), _split, wanted, words)
        decided = len(game.decisions)
        _follow(console, season, settings, word, whom)
        if word == "undo" and game.week == on and len(game.decisions) < decided:
            return
        if game.stage == "week" and game.week == on and len(game.decisions) != decided and word != "rate":
            left = _("{left} of {given} left.").format(
                left=f"{game.hours_left:.2f}".rstrip("0").rstrip("."), given=hours_words(game.hours_given)
            )
            console.say(sentence(left))


def _game(season: DriveSitting) -> Game:
    assert isinstance(season.game, Game)
    return season.game


def _standing(game: Game) -> str:
    left = _("{left} of {given} left").format(
        left=f"{game.hours_left:.2f}".rstrip("0").rstrip("."), given=hours_words(game.hours_given)
    )
    return " ".join(sentence(part) for part in (plain(week_of(game)), left, plain(next_test(game))) if part)


def _split(typed: str) -> tuple[str, str] | None:
    split = word_and_rest(typed, COMMANDS)
    if split is None:
        short = word_and_rest(typed, SHORT)
        split = short and (SHORT[short[0]], short[1])
    return split


def _follow(console: Console, season: DriveSitting, settings: Setup, word: str, whom: str) -> None:
    game = _game(season)
    match word:
        case "chart":
            for row in game.chart():
                read_crew(console, row)
        case "crew":
            wanted = crew_of(game, whom)
            if wanted is None:
                crews = ", ".join(plain(row.name) for row in game.chart())
                console.say(_("There is no crew of that name. There are: {crews}.").format(crews=crews))
            else:
                read_crew(console, wanted)
        case "who" | "find":
            read_people(console, game, whom, word == "who")
        case "round" | "remind":
            several = people_of(console, game, whom)
            if several:
                do(console, season, Round(several) if word == "round" else Remind(several))
        case "committee":
            do(console, season, Committee())
        case "news":
            read_news(console, game, whom)
        case "what":
            asked = SHORT.get(whom.lower(), word_meant(whom, MEANT))
            listed = ", ".join(_(word) for word in MEANT)
            unfit = _("Type what and one of: {words}.").format(words=listed)
            console.say(_(BRINGS[MEANT[asked]]) if asked in MEANT else unfit)
        case "brief":
            console.say("", *(plain(" ".join(part.split())) for part in game.constituency.brief.split("\n\n")))
        case "undo":
            undo(console, season)
        case "numbers":
            from trainer.plain.drive_numbers import read_numbers

            read_numbers(console, game.constituency, season.quality().value, whom)
        case "end":
            do_end(console, season)
        case _:
            _with_one(console, season, settings, word, whom)


def read_news(console: Console, game: Game, which: str) -> None:
    """Read what happened this week, or where `which` says all, in every week so far."""
    if word_meant(which, [ALL]) != ALL:
        console.say("", *heard_lines(game.constituency, game.news()))
        return
    for number in range(1, game.week + 1):
        lines = game.news(number)
        if lines:
            console.say("", sentence(_("Week {week}").format(week=number)), *heard_lines(game.constituency, lines))


def do_end(console: Console, season: DriveSitting) -> None:
    """End the week; where hours are left, ask first."""
    game = season.game
    told = list(due_words(game)) if isinstance(game, Game) else []
    if game.hours_left > 1e-6:
        left = _("There are {hours} left. They are gone with the week.")
        told.insert(0, left.format(hours=hours_words(game.hours_left)))
    if told:
        console.say(*map(plain, told), _("End the week? Type yes or no."))
        if not console.yes_or_no(_("Yes or no")):
            return
    before = season.game.stage, season.game.week
    if do(console, season, EndWeek()) and before == (season.game.stage, season.game.week):
        return


def _with_one(console: Console, season: DriveSitting, settings: Setup, word: str, whom: str) -> None:
    """The words that are about one person."""
    game = _game(season)
    rating: int | None = None
    if word == "rate":
        whom, _space, number = whom.rpartition(" ")
        if not number.isdecimal() or not 0 <= int(number) <= 5:
            console.say(_("Type a name and a number from 1 to 5, or 0 to rub it out."))
            console.say(*(f"{one}: {_(words)}." for one, words in RATING_WORDS.items()))
            return
        rating = int(number) or None
    person = person_of(console, game, whom)
    if person is None:
        return
    match word:
        case "meet":
            if do(console, season, Meet(person)) and game.meeting is not None:
                _talk(console, season, settings)
        case "ask around":
            do(console, season, AskAround(person))
        case "send":
            do(console, season, MemberTalk(person, season.quality().value))
        case "rate":
            if do(console, season, Rate(person, rating)):
                console.say(plain(f"{game.cell(person).name}. {next(person_lines(game, person))}"))
        case "promise" | "decline" | "keep":
            _promise(console, season, word, person)


def _promise(console: Console, season: DriveSitting, word: str, person: str) -> None:
    game = _game(season)
    wanted = word == "keep"
    found = next((one for one in game.promises() if one.person == person and one.made == wanted), None)
    if found is None:
        name = plain(game.cell(person).name)
        told = (
            _("You have promised {name} nothing that is still to be kept.")
            if wanted
            else _("{name} has not asked you for anything this week.")
        )
        console.say(told.format(name=name))
        return
    do(console, season, Keep(found.promise) if wanted else Answer(found.promise, made=word == "promise"))


# Talks


def _talk(console: Console, season: DriveSitting, settings: Setup) -> None:
    """The one-on-one that takes place: played, taken from a play, or as one's talks go."""
    from pathlib import Path

    from trainer.plain.game import play_through
    from trainer.practice.sitting import CannotOpen, go_on, sit_down
    from trainer.scenario.library import catalogue

    game = _game(season)
    assert game.meeting is not None
    person = game.meeting
    name = plain(game.cell(person).name)
    while game.meeting is not None:
        ways: list[tuple[str, str | Path]] = []
        for play in season.played(person):
            told = _("Take the talk that you played {when}: {score} of 100.")
            ways.append((told.format(when=on_day(play.at), score=play.overall), play.id))
        path = season.scenario_for(person)
        if path is not None:
            title = next((entry.title for entry in catalogue() if entry.path == str(path)), path.stem)
            ways.append((_("Play it: {title}. Its score is the talk's quality.").format(title=plain(title)), path))
        ways.append((f"{_('Let it go as your talks go.')} {season.quality_in_words()}", ""))
        if len(ways) == 1:
            console.say(season.quality_in_words())
            do(console, season, Talk(*season.quality()))
            return
        console.say("", _("{name} has an hour for you. How does it go?").format(name=name))
        if not any(isinstance(decision, Talk) for decision in game.decisions):
            console.say(quality_told())
        console.say(*(f"{number}. {words}" for number, (words, _way) in enumerate(ways, start=1)))
        by_number = {str(number): (way,) for number, (_words, way) in enumerate(ways, start=1)}
        wanted = _("Type a number from 1 to {number}.").format(number=len(ways))
        (chosen,) = console.ask(_("Your number"), by_number.get, wanted)
        if isinstance(chosen, Path):
            left = next((one for one in season.records.unfinished() if one.scenario == chosen.stem), None)
            sitting = go_on(season.records, left, chosen)[0] if left else None
            try:
                play_through(
                    console,
                    sitting or sit_down(chosen, season.records, mode=settings.now.mode, seed=game.seed),
                    settings,
                )
            except CannotOpen as refused:
                console.say(*map(plain, refused.reasons))
            console.say("", _("You are back in {week}.").format(week=week_of(game)))
        elif chosen:
            quality = season.quality_of(chosen)
            console.say(quality.in_words())
            do(console, season, Talk(*quality))
        else:
            console.say(season.quality_in_words())
            do(console, season, Talk(*season.quality()))
