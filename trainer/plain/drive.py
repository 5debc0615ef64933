"""A drive in plain mode: whole lines, words and names instead of keys; the same season as on the screens."""

import os
from pathlib import Path
from typing import TextIO

from trainer.days import on_day
from trainer.drive.constituency import drives
from trainer.drive.game import Game, Mode
from trainer.language import _
from trainer.plain.console import Console, Left, quietly_closed
from trainer.plain.drive_debrief import read_debrief
from trainer.plain.drive_forecast import forecast
from trainer.plain.drive_turf import turf_forecast, turf_week
from trainer.plain.drive_week import week
from trainer.plain.settings import tell
from trainer.practice.drives import CannotOpen, DriveSitting, begin_drive, resume_drive
from trainer.records.settings import Setup
from trainer.records.store import Records, Unsaved
from trainer.report.drive_week import about, minutes_a_head
from trainer.report.text import paragraphs, plain
from trainer.report.words import sentence

GO_ON = "go on"
"""The word that goes on with a season where it stopped."""

NOT_KEPT = "This season is not kept."


def play_drive_plain(
    drive: Path,
    *,
    stdin: TextIO,
    stdout: TextIO,
    seed: int | None = None,
    mode: Mode | None = None,
    records: Records | None = None,
    settings: Setup | None = None,
) -> int:
    """Play a season of this file in plain mode; any season where `seed` is None.

    Returns the exit code: 0 when the trainee leaves or the input ends, 1 where the file has errors, 130 after Ctrl-C.
    """
    console = Console(stdin, stdout)
    kept, settings = records or Unsaved(""), settings or Setup()
    try:
        for sentence_ in kept.news():
            console.say(sentence_)
        tell(console, settings)
        return run_drive(console, drive, kept, settings, seed, mode)
    except Left:
        console.say("", _("Good-bye."))
        return 0
    except EOFError:
        console.say("", _("The input has ended, so the season waits here."))
        return 0
    except KeyboardInterrupt:
        console.say("", _("Stopped."))
        return 130
    except BrokenPipeError:
        quietly_closed(stdout)
        return 0


def choose_drive(console: Console, records: Records, settings: Setup) -> None:
    """Read the drives, and play the one that is wanted."""
    entries = drives()
    console.say("", _("Which drive do you want to run?"))
    by_word: dict[str, Path | None] = {}
    for number, entry in enumerate(entries, start=1):
        console.say(f"{number}. {sentence(plain(f'{entry.title}: {about(entry)}'))}")
        by_word[str(number)] = by_word[entry.id] = Path(entry.path)
    wanted = _("Type a number from 1 to {number}, or only Enter to go back.").format(number=len(entries))

    def accept(typed: str) -> Path | str | None:
        return "" if not typed else by_word.get(typed.lower())

    chosen = console.ask(_("Your number"), accept, wanted)
    if isinstance(chosen, Path):
        run_drive(console, chosen, records, settings)


def run_drive(
    console: Console,
    drive: Path,
    records: Records,
    settings: Setup,
    seed: int | None = None,
    mode: Mode | None = None,
) -> int:
    """A season from its brief, or from where it stopped, to its debrief; 1 where the file has errors."""
    season = _season(console, drive, records, settings, seed, mode)
    if season is None:
        return 1
    console.leaving = "" if records.saving else _(NOT_KEPT)
    try:
        while season.game.stage != "over":
            game = season.game
            if isinstance(game, Game):
                if game.stage == "week":
                    week(console, season, settings)
                else:
                    forecast(console, season)
            else:
                (turf_week if game.stage == "week" else turf_forecast)(console, season)
        console.leaving = ""
        read_debrief(console, season)
    finally:
        season.leave()
    return 0


def _season(
    console: Console, drive: Path, records: Records, settings: Setup, seed: int | None, mode: Mode | None
) -> DriveSitting | None:
    from trainer.drive.constituency import load_constituency

    constituency = load_constituency(drive).constituency
    if constituency is None:
        return _begin(console, drive, records, mode or "practice", seed)
    left = [entry for entry in records.drives.unfinished() if entry.constituency == constituency.id]
    if left:
        entry = left[0]
        console.say(
            "",
            _("You are in week {week} of {weeks} of “{title}”, where you stopped {when}.").format(
                week=entry.week, weeks=entry.weeks, title=plain(entry.title), when=on_day(entry.touched)
            ),
        )
        wanted = _("Type {go_on} to go on there, or press Enter to begin another season beside it.").format(go_on=GO_ON)
        console.say(wanted)
        if console.ask("Enter", lambda typed: typed.lower() if typed.lower() in ("", GO_ON) else None, wanted):
            season, resumed = resume_drive(records, entry.id)
            if resumed.sentence:
                console.say(resumed.sentence)
            if season is not None:
                return season
    console.say(
        "",
        sentence(plain(constituency.title)),
        f"{sentence(plain(about(constituency)))} {minutes_a_head(constituency)}",
    )
    if constituency.content_notes:
        notes = "; ".join(map(plain, constituency.content_notes))
        console.say(_("This touches on: {notes}. You can leave at any time with the word quit.").format(notes=notes))
    console.say("", *paragraphs(constituency.brief))
    if constituency.goals:
        console.say("", _("What you are after:"), *(sentence(plain(goal)) for goal in constituency.goals))
    tests = [*constituency.tests, *([constituency.vote] if constituency.vote else [])]
    if tests:
        said = _("Week {week}, {title}. {act}")
        console.say("", _("The days that count:"))
        console.say(*(plain(said.format(week=test.week, title=test.title, act=test.act)) for test in tests))
    if constituency.election:
        console.say("", plain(constituency.election))
    how: Mode = mode or ("test" if settings.now.mode == "test" else "practice")
    modes = {
        "practice": _("In practice mode a week can be taken back. Press Enter to begin, or type test for test mode."),
        "test": _("In test mode what is done is done. Press Enter to begin, or type practice for practice mode."),
    }
    known = {"": "", "test": "test", "practice": "practice"}
    while True:
        console.say("", modes[how])
        match console.ask("Enter", lambda typed: known.get(typed.lower()), modes[how]):
            case "test":
                how = "test"
            case "practice":
                how = "practice"
            case _:
                return _begin(console, drive, records, how, seed)


def _begin(console: Console, drive: Path, records: Records, mode: Mode, seed: int | None) -> DriveSitting | None:
    try:
        season = begin_drive(drive, records, mode=mode, seed=int.from_bytes(os.urandom(2)) if seed is None else seed)
    except CannotOpen as refused:
        told = _("{file} cannot be played until this is mended.").format(file=plain(str(drive)))
        console.say(told, *map(plain, refused.reasons))
        return None
    for sentence_ in records.news():
        console.say(sentence_)
    return season
