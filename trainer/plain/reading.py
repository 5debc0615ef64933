"""The debrief in plain mode, a part at a time, and its file."""

import json
import os
from pathlib import Path

from trainer.plain.console import Console
from trainer.practice.sitting import Sitting
from trainer.report.debrief import Debrief, debrief_of
from trainer.report.export import as_data, as_text
from trainer.report.text import Section, sections, talk_section
from trainer.report.words import saying

COMMANDS = {
    "talk": "reads the whole talk, with its cues.",
    "save": "writes the debrief and the talk to a file.",
    "skip": "goes to the end of the debrief.",
}
"""What can be typed between two parts of a debrief."""


def debrief(console: Console, sitting: Sitting) -> Debrief:
    """Read the debrief of the play, a part at each Enter."""
    told = debrief_of(sitting.play, sitting.scenario, sitting.own_lines)
    parts = sections(told)
    console.say("", f"The debrief has {len(parts)} parts. Enter goes on; the word help tells what else can be typed.")
    for number, part in enumerate(parts, start=1):
        if not _go_on(console, sitting, told):
            break
        _read(console, part, f"Part {number} of {len(parts)}. ")
    return told


def save(console: Console, sitting: Sitting, told: Debrief) -> None:
    """Write the debrief to a file that the trainee names; a file that is there already is never overwritten."""
    console.say(
        "What shall the file be called? A name that ends in .json gets the transcript and the scores as data. "
        "What you typed in your own words stays out of it. Enter alone writes nothing."
    )
    name = console.read("File")
    if not name:
        console.say("Nothing was written.")
        return
    path = Path(name).expanduser()
    as_json = path.suffix.lower() == ".json"
    text = json.dumps(as_data(sitting.play), indent=2) + "\n" if as_json else as_text(told)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        console.say(f"There is a file {path} already. Nothing was written; take another name.")
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "no file can be called so"
        console.say(f"{path} could not be written: {reason}.")
    else:
        console.say(f"Written to {path}.")


def fork_lines(told: Debrief) -> list[tuple[int, str]]:
    """The turns from which it pays to play on: the number of each, and what was said there."""
    return [(fork.exchange.turn, saying("you said", fork.exchange.you)) for fork in told.forks]


def _go_on(console: Console, sitting: Sitting, told: Debrief) -> bool:
    """Wait for Enter; False where the rest is to be skipped."""

    def accept(typed: str) -> str | None:
        return typed.lower() if not typed or typed.lower() in COMMANDS else None

    while True:
        typed = console.ask("Enter", accept, "Press Enter to go on.", COMMANDS)
        if typed == "talk":
            _read(console, talk_section(told))
        elif typed == "save":
            save(console, sitting, told)
        else:
            return typed != "skip"


def _read(console: Console, part: Section, lead: str = "") -> None:
    console.say("", f"{lead}{part.title}.", *part.lines)
