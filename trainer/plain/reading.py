"""The debrief in plain mode, a part at a time, and its file."""

from trainer.language import Table, _, mark
from trainer.plain.console import Console
from trainer.plain.saving import named_file, write_named
from trainer.practice.sitting import Sitting
from trainer.report.debrief import Debrief, debrief_of
from trainer.report.export import exported, format_of, pair_exported
from trainer.report.pair import Pair
from trainer.report.text import Section, sections, talk_section
from trainer.report.words import saying

COMMANDS = Table(
    {
        mark("talk"): mark("reads the whole talk, with its cues."),
        mark("save"): mark("writes the debrief and the talk to a file."),
        mark("skip"): mark("goes to the end of the debrief."),
    },
    _,
)
"""What can be typed between two parts of a debrief."""

OWN_STAYS_OUT = mark("What you typed in your own words stays out of it.")


def debrief(console: Console, sitting: Sitting) -> Debrief:
    """Read the debrief of the play, a part at each Enter."""
    told = debrief_of(sitting.play, sitting.scenario, sitting.own_lines)
    parts = sections(told)
    has = _("The debrief has {parts} parts. Enter goes on; the word help tells what else can be typed.")
    console.say("", has.format(parts=len(parts)))
    for number, part in enumerate(parts, start=1):
        if not _go_on(console, sitting, told):
            break
        _read(console, part, part_of(number, len(parts)))
    return told


def part_of(number: int, parts: int) -> str:
    """Which part of how many, as a sentence."""
    return _("Part {number} of {parts}.").format(number=number, parts=parts)


def save(console: Console, sitting: Sitting, told: Debrief, own_lines: bool = False) -> None:
    """Write the debrief to a file that the trainee names; a file that is there already is never overwritten.

    What the trainee typed in their own words stands in it only where `own_lines` says so.
    """
    typed = _("What you typed in your own words stands in it.") if own_lines else _(OWN_STAYS_OUT)
    file = named_file(console, _called(_("the transcript and the scores as data"), typed))
    if file is not None:
        write_named(console, file, exported(format_of(file), sitting.play, told, own_lines))


def save_pair(console: Console, pair: Pair) -> None:
    """Write both lives of one afternoon to a file that the trainee names."""
    file = named_file(console, _called(_("both lives as data"), _(OWN_STAYS_OUT)))
    if file is not None:
        write_named(console, file, pair_exported(format_of(file), pair))


def _called(data: str, typed: str) -> str:
    called = _(
        "What shall the file be called? The ending of its name tells what it will be: .txt text, .md Markdown, "
        ".html a page to read in a browser or to print, .json {data}."
    )
    return " ".join((called.format(data=data), typed, _("Enter alone writes nothing.")))


def fork_lines(told: Debrief) -> list[tuple[int, str]]:
    """The turns from which it pays to play on: the number of each, and what was said there."""
    return [(fork.exchange.turn, saying(_("you said"), fork.exchange.you)) for fork in told.forks]


def _go_on(console: Console, sitting: Sitting, told: Debrief) -> bool:
    """Wait for Enter; False where the rest is to be skipped."""

    def accept(typed: str) -> str | None:
        return typed.lower() if not typed or typed.lower() in COMMANDS else None

    while True:
        typed = console.ask(_("Enter"), accept, _("Press Enter to go on."), COMMANDS)
        if typed == "talk":
            _read(console, talk_section(told))
        elif typed == "save":
            save(console, sitting, told)
        else:
            return typed != "skip"


def _read(console: Console, part: Section, lead: str = "") -> None:
    console.say("", f"{lead} {part.title}.".lstrip(), *part.lines)
