"""Brings a story of another program over: tells what a file is, reads it, and has a scenario made of it."""

import os
import re
from pathlib import Path

from trainer.bench import twee_reading as twee
from trainer.bench.foreign import MAX_BYTES, CannotImport, Imported
from trainer.bench.making import scenario_of
from trainer.bench.twee_return import came_from_here, scenario_again
from trainer.language import _, ngettext


def import_file(file: Path) -> Imported:
    """Bring a file over, whatever of Twee 3, Twine's page and ink's compiled JSON it is. Raises CannotImport."""
    return import_text(read_file(file), file.name)


def read_file(file: Path) -> str:
    """A file's text. Raises CannotImport where it is none, or larger than a scenario may be."""
    try:
        if file.is_dir():
            raise CannotImport(_("this is a folder"), _("name a file in it"))
        if not file.exists():
            raise CannotImport(_("there is no such file"))
        if not file.is_file():
            raise CannotImport(_("this is not a file"))
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise CannotImport(_("it cannot be read: {reason}").format(reason=reason)) from None
    if len(content) > MAX_BYTES:
        raise CannotImport(_("this file is larger than 8 MiB"), _("split the story"))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotImport(_("this file is saved as UTF-16"), _("save it as UTF-8"))
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise CannotImport(_("this is no text: it holds a NUL character"), _("export it from its program again"), line)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CannotImport(_("this file is not UTF-8"), _("save it as UTF-8"), line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def import_text(text: str, name: str) -> Imported:
    """The same of a text; `name` is what its file is called, and tells what it is where the text does not."""
    if twee.looks_like_a_page_of_twine(text) and not name.lower().endswith((".twee", ".tw")):
        return _from_twee(twee.read_page(text), name, as_page=True)
    if text.lstrip("\ufeff \n\t")[:1] in ("{", "["):
        from trainer.bench.ink_reading import ink_story

        return scenario_of(ink_story(text), name)
    if twee.looks_like_twee(text):
        return _from_twee(twee.read_twee(text), name)
    raise CannotImport(*_unknown(text, name))


def _from_twee(file: twee.TweeFile, name: str, as_page: bool = False) -> Imported:
    from trainer.bench import twee_reading as twee

    if came_from_here(file):
        return scenario_again(file, name)
    return scenario_of(twee.twee_story(file, as_page), name)


def _unknown(text: str, name: str) -> tuple[str, str]:
    """What a file is that cannot be brought over, as far as that can be told."""
    if not text.strip():
        return _("the file is empty"), ""
    if name.lower().endswith(".ink") or re.search(r"^\s*(?:={2,}\s*\w|[*+]\s+\S|->\s*\w)", text, re.MULTILINE):
        return (
            _("this looks like ink as it is written"),
            _("compile it first, in Inky with “Export to JSON” or with inklecate, and import the .json"),
        )
    if re.search(r"^[\"']?format[\"']?[ ]*:", text, re.MULTILINE):
        return _("this is a scenario already"), _("second-knock check looks at it")
    return (
        _("this is neither Twee, nor a page of Twine, nor compiled ink"),
        _("a Twee passage begins with a line such as :: Start; compiled ink is JSON with an inkVersion"),
    )


def summary(imported: Imported) -> str:
    """What came over, in one sentence."""
    beats = ngettext("{number} beat", "{number} beats", imported.beats).format(number=imported.beats)
    options = ngettext("{number} option", "{number} options", imported.options).format(number=imported.options)
    guesses = ngettext(
        "{number} guess to look at (marked TODO)", "{number} guesses to look at (marked TODO)", imported.guesses
    ).format(number=imported.guesses)
    losses = ngettext("{number} thing lost", "{number} things lost", len(imported.losses)).format(
        number=len(imported.losses)
    )
    return _("{kind}: {beats}, {options}; {guesses}, {losses}.").format(
        kind=imported.kind, beats=beats, options=options, guesses=guesses, losses=losses
    )
