"""A debrief, or two plays side by side, as one page of HTML: to read on a screen, to print, to send as a file.

The page holds all that it needs: no script, nothing loaded from elsewhere, the fonts of the system. The templates
escape every text, and the page's own policy forbids scripts and loading, should anything ever slip by.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from scoring.rubric import BANDS
from trainer import __version__
from trainer.language import _, ngettext, spoken
from trainer.report.chart import figure, mood_chart
from trainer.report.pair import Pair
from trainer.report.pieces import SIGNS, pieces
from trainer.report.shapes import Debrief, TalkLine
from trainer.report.terms import BAND_WORDS
from trainer.report.text import CUE_WORDS, pair_sections, plain, sections, talk_section
from trainer.report.words import NOTHING_SAID, joined, sentence
from trainer.scenario.characters import shown

_NUMBER: Final = re.compile(r"\d+")


class Scene(NamedTuple):
    """A visit's lines under its heading; the heading is "" for what happens before the first."""

    heading: str
    lines: tuple[TalkLine, ...]


def as_html(debrief: Debrief, own_lines: bool = False) -> str:
    """The debrief and the whole talk. What the trainee typed is private and left out unless asked for."""
    return templates().get_template("debrief.html").render(
        debrief=debrief,
        language=debrief.language,
        spoken=spoken(),
        sections=(*sections(debrief, own_lines), talk_section(debrief)),
        scenes=tuple(_scenes(debrief.talk)),
    )  # fmt: skip


def pair_as_html(pair: Pair) -> str:
    """Both lives of one afternoon."""
    return (
        templates()
        .get_template("pair.html")
        .render(pair=pair, language=spoken(), spoken=spoken(), sections=pair_sections(pair))
    )


@cache
def templates() -> Environment:
    """The templates of all pages, with what they may use. A name that one misspells is an error, not an empty place."""
    made = Environment(
        loader=PackageLoader("trainer.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # the extension adds this method; old style leaves a percent sign and a brace as they are
    made.install_gettext_callables(_, ngettext, newstyle=False)  # type: ignore[attr-defined]
    made.filters |= {
        "plain": plain,
        "shown": shown,
        "pieces": pieces,
        "sentence": sentence,
        "figure": figure,
        "id": _id,
        "turns_linked": _turns_linked,
    }
    made.globals |= {
        "version": __version__,
        "signs": SIGNS,
        "cue_words": CUE_WORDS,
        "nothing_said": NOTHING_SAID,
        "bands": tuple((lowest, band) for lowest, band in reversed(BANDS) if lowest),
        "marks_of_bands": _marks_of_bands,
        "mood_chart": mood_chart,
    }
    return made


def _marks_of_bands() -> str:
    return joined(f"{lowest} ({BAND_WORDS[band]})" for lowest, band in reversed(BANDS) if lowest)


def _id(place: int) -> str:
    """The id of a section by its place on the page, from 1: titles can hold anything, and two can be alike."""
    return f"section-{place}"


def _turns_linked(words: str) -> Markup:
    """A sentence of ours in which every number is that of a turn, and leads to it.

    Only for sentences in which no word of a scenario stands.
    """
    return Markup(_NUMBER.sub(_linked, escape(words)))


def _linked(number: re.Match[str]) -> str:
    return f'<a class="turn" href="#turn-{number[0]}">{number[0]}</a>'


def _scenes(talk: Iterable[TalkLine]) -> Iterator[Scene]:
    heading = ""
    lines: list[TalkLine] = []
    for line in talk:
        if line.kind == "visit":
            if heading or lines:
                yield Scene(heading, tuple(lines))
            heading, lines = line.text, []
        else:
            lines.append(line)
    yield Scene(heading, tuple(lines))
