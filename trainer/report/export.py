"""A play as a file: its debrief and its talk as text, or its transcript and scorecard as plain data for JSON."""

from typing import Any

from scoring import score
from trainer.conversation.play import Play
from trainer.report.pair import Pair
from trainer.report.shapes import Debrief
from trainer.report.text import pair_sections, sections, talk_section, wrapped

WIDTH = 80
"""Characters a line in a text file."""


def as_text(debrief: Debrief, width: int | None = WIDTH, own_lines: bool = False) -> str:
    """The debrief and the whole talk as text. What the trainee typed is private and left out unless asked for."""
    lines = [f"Second Knock: {debrief.title}", ""]
    for section in (*sections(debrief, own_lines), talk_section(debrief)):
        lines += [section.title, "", *section.lines, ""]
    return "\n".join(wrapped(lines, width)).rstrip() + "\n"


def pair_as_text(pair: Pair, width: int | None = WIDTH) -> str:
    """Both lives of one afternoon as text."""
    lines = [f"Second Knock: {pair.once} and {pair.again}", ""]
    for section in pair_sections(pair):
        lines += [section.title, "", *section.lines, ""]
    return "\n".join(wrapped(lines, width)).rstrip() + "\n"


def as_data(play: Play) -> dict[str, Any]:
    """The transcript with its scorecard, as `walk --json` prints them."""
    transcript = play.transcript()
    return {**transcript.to_json(), "scorecard": score(transcript).to_json()}
