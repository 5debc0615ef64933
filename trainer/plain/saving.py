"""Asking in plain mode for the name of a file, and writing it; a file that is there already is never overwritten."""

from pathlib import Path

from trainer.language import _
from trainer.plain.console import Console
from trainer.report.export import ENDINGS, NotWritten, write_new
from trainer.report.text import plain


def named_file(console: Console, question: str) -> Path | None:
    """The file that the trainee names, or None where nothing is to be written.

    A name without one of the endings is asked about: in plain mode an answer that was meant for another question looks
    just like a name.
    """
    console.say(question)
    name = console.read(_("File"))
    while name and Path(name).suffix.lower() not in ENDINGS:
        without = _(
            "The name {name} has none of the endings {endings}. Write a text file of that name? Type yes or no."
        )
        console.say(without.format(name=f"“{plain(name)}”", endings=", ".join(ENDINGS)))
        if console.yes_or_no(_("Yes or no")):
            break
        console.say(_("Type another name, or press Enter to write nothing."))
        name = console.read(_("File"))
    if not name:
        console.say(_("Nothing was written."))
        return None
    try:
        return Path(name).expanduser()
    except RuntimeError:  # nobody's home: the name is then meant as it stands
        return Path(name)


def write_named(console: Console, file: Path, text: str) -> None:
    """Write a new file, and say that it was done or why not."""
    try:
        write_new(file, text)
    except NotWritten as refused:
        console.say(str(refused))
    else:
        console.say(_("Written to {file}.").format(file=plain(str(file))))
