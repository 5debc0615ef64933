"""A play as a file: its debrief and its talk as text, Markdown or HTML, or its transcript and scorecard as plain data.

Two lives of one afternoon can be written in the same four ways. What the trainee typed in their own words is private:
it stands in none of these unless it is asked for.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from scoring import score
from trainer.conversation.play import Play
from trainer.language import _
from trainer.report.markdown import as_markdown, pair_as_markdown
from trainer.report.pair import Pair
from trainer.report.shapes import Debrief, OwnLine
from trainer.report.text import pair_sections, sections, talk_section, wrapped

WIDTH = 80
"""Characters a line in a text file."""

Format = Literal["text", "markdown", "html", "json"]

ENDINGS: Final[Mapping[str, Format]] = MappingProxyType(
    {".txt": "text", ".md": "markdown", ".html": "html", ".json": "json"}
)
"""What the ending of a file's name asks for."""


class NotWritten(Exception):
    """A file that could not be written; the message says why, as a sentence."""


def format_of(file: Path) -> Format:
    """The format that the ending of a file's name asks for; text where it asks for none of them."""
    return ENDINGS.get(file.suffix.lower(), "text")


def exported(form: Format, play: Play, debrief: Debrief, own_lines: bool = False) -> str:
    """A play with its debrief in one of the formats."""
    match form:
        case "text":
            return as_text(debrief, own_lines=own_lines)
        case "markdown":
            return as_markdown(debrief, own_lines)
        case "html":
            # Jinja2 is imported only where a page is made
            from trainer.report.html import as_html

            return as_html(debrief, own_lines)
        case "json":
            return _json(as_data(play, debrief.own_lines if own_lines else ()))


def pair_exported(form: Format, pair: Pair) -> str:
    """Both lives of one afternoon in one of the formats."""
    match form:
        case "text":
            return pair_as_text(pair)
        case "markdown":
            return pair_as_markdown(pair)
        case "html":
            from trainer.report.html import pair_as_html

            return pair_as_html(pair)
        case "json":
            return _json(asdict(pair))


def write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet; what stands there already is never overwritten.

    Raises NotWritten, and leaves no half file behind.
    """
    made = False
    try:
        with file.open("x", encoding="utf-8") as opened:
            made = True
            opened.write(text)
    except FileExistsError:
        there = _("There is a file {file} already. Nothing was written; take another name.")
        raise NotWritten(there.format(file=file)) from None
    except (OSError, ValueError) as error:
        if made:
            with suppress(OSError):
                file.unlink()
        reason = _("no file can be called so")
        if isinstance(error, OSError) and error.errno:
            reason = os.strerror(error.errno)
        raise NotWritten(_("{file} could not be written: {reason}.").format(file=file, reason=reason)) from None


def as_text(debrief: Debrief, width: int | None = WIDTH, own_lines: bool = False) -> str:
    """The debrief and the whole talk as text. What the trainee typed is private and left out unless asked for."""
    lines = [f"Second Knock: {debrief.title}", ""]
    for section in (*sections(debrief, own_lines), talk_section(debrief)):
        lines += [section.title, "", *section.lines, ""]
    return "\n".join(wrapped(lines, width)).rstrip() + "\n"


def pair_as_text(pair: Pair, width: int | None = WIDTH) -> str:
    """Both lives of one afternoon as text."""
    lines = ["Second Knock: " + _("{once} and {again}").format(once=pair.once, again=pair.again), ""]
    for section in pair_sections(pair):
        lines += [section.title, "", *section.lines, ""]
    return "\n".join(wrapped(lines, width)).rstrip() + "\n"


def as_data(play: Play, own_lines: Iterable[OwnLine] = ()) -> dict[str, Any]:
    """The transcript with its scorecard, as `walk --json` prints them, and the typed lines that are handed over."""
    transcript = play.transcript()
    data = {**transcript.to_json(), "scorecard": score(transcript).to_json()}
    if typed := [{"turn": own.turn, "text": own.text} for own in own_lines]:
        data["own_lines"] = typed
    return data


def _json(data: dict[str, Any]) -> str:
    # escaped, because what a play holds may come to stand on a terminal
    return json.dumps(data, indent=2) + "\n"
