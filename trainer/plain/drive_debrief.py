"""The debrief of a season in plain mode, a part at each Enter, and its file."""

from trainer.drive.game import Game
from trainer.language import _
from trainer.plain.console import Console
from trainer.plain.saving import named_file, write_named
from trainer.practice.drives import DriveSitting
from trainer.report.drive_export import drive_exported, read_aloud
from trainer.report.drive_shapes import DriveDebrief, TurfDebrief
from trainer.report.drive_text import Part, parts_of
from trainer.report.export import format_of
from trainer.report.text import plain
from trainer.report.words import sentence


def read_debrief(console: Console, season: DriveSitting) -> None:
    """Read it, a part at each Enter; the word save writes it to a file, skip goes to the end."""
    from trainer.report.drive import drive_debrief, mean_quality, turf_debrief
    from trainer.report.drive_spread import spread_of

    game = season.game
    console.say("", _("The season is over. Simulating 400 seasons of each way of working to set yours beside them …"))
    quality = mean_quality(game) if isinstance(game, Game) else 0.5
    spread = spread_of(game.constituency, quality)
    told = drive_debrief(game, spread) if isinstance(game, Game) else turf_debrief(game, spread)
    parts = parts_of(told)
    words = {
        "save": _("writes the debrief to a file."),
        "skip": _("goes to the end of the debrief."),
    }
    wanted = _("Press Enter to go on.")
    console.say(
        _("The debrief has {n} parts. Enter goes on; the word help tells what else can be typed.").format(n=len(parts))
    )
    for number, part in enumerate(parts, start=1):
        while typed := console.ask(
            "Enter", lambda typed: typed.lower() if typed.lower() in ("", *words) else None, wanted, words
        ):
            if typed == "skip":
                break
            _save(console, told)
        if typed == "skip":
            break
        lead = _("Part {number} of {n}.").format(number=number, n=len(parts))
        console.say("", f"{lead} {sentence(plain(part.title))}", *map(plain, part_lines(part)))
    end = _("That is the debrief. Type save to write it to a file, or press Enter to leave it.")
    console.say("", end)
    last = {"save": words["save"]}
    while console.ask("Enter", lambda typed: typed.lower() if typed.lower() in ("", "save") else None, end, last):
        _save(console, told)


def part_lines(part: Part) -> list[str]:
    """A part as lines; a row of a table names its columns."""
    return [*part.lines, *(f"{row}." for row in read_aloud(part))]


def _save(console: Console, told: DriveDebrief | TurfDebrief) -> None:
    file = named_file(
        console,
        _(
            "What shall the file be called? With the ending .txt it is text, with .md Markdown, with .html a page, "
            "with .json data. Enter alone writes nothing."
        ),
    )
    if file is not None:
        write_named(console, file, drive_exported(format_of(file), told))
