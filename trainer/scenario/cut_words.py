"""Texts that end sooner than their author meant, because YAML takes a # with a space before it for a comment.

`say: I live at #12, come in.` is good YAML and says no more than "I live at". A comment, as people write them, has a
space behind its #, or stands two spaces away from the text; words go on at once. A # with a number behind a space
(`apartment # 12`) is text too, where the words before it end no sentence.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import yaml

from trainer.language import _
from trainer.scenario.marks import COLUMN_BITS, ListMarks, MappingMarks, Marks, Path, Place
from trainer.scenario.report import Report, brief

_TEXTS: Final = frozenset({
    "allow", "brief", "concerns", "content_notes", "goals", "heard_as", "jurisdiction", "label", "name", "narration",
    "next", "note", "reply", "role", "say", "says", "script", "secret", "shows", "source", "text", "title", "under",
    "when", "where", "who", "why",
})  # fmt: skip
"""The keys whose values are words for people. Behind an id or a number a # can only begin a comment."""

_MAY_CUT = re.compile(r"\S[ ]#(?=[^\s#]|[ ]\d)")
_CUT = re.compile(r"[ ]#(?:[^\s#]|[ ]\d+(?!\w))")
_COMMENT = re.compile(r"[ \t]+#")
_ALL_CUT = re.compile(r"\s*#[^\s#]")


class Cut(NamedTuple):
    """A text without quotes that a # ends. Lines and columns count from 0."""

    begins: tuple[int, int]
    line: int
    column: int
    words: str


def check_cut_words(report: Report, text: str, allowed: object) -> None:
    """W107: a finding for every text for people that a # cuts short, unless the file allows it."""
    if not _MAY_CUT.search(text) or (isinstance(allowed, dict) and "W107" in allowed):
        return
    cuts = {cut.begins: cut for cut in cuts_of(text, report.tree.lines) if _is_cut(cut, report.tree.lines)}
    if not cuts:
        return
    for path, begins in _scalars(report.tree.marks):
        cut = cuts.get(begins)
        if cut and any(part in _TEXTS for part in path[-3:]) and not report.is_untold(path):
            report.add("W107", path, Place(begins[0] + 1, begins[1] + 1), left_out(cut), mend(),
                       Place(cut.line + 1, cut.column + 1), len(cut.words))  # fmt: skip


def left_out(cut: Cut) -> str:
    """What is wrong with a text that was cut short."""
    return _("{words} is left out: a # with a space before it begins a comment").format(words=brief(cut.words))


def mend() -> str:
    """How to keep the words, and how to write a comment that is meant."""
    return _("put the whole text in quotes; a comment stands two spaces away from it, with a space behind its #")


def is_all_cut(report: Report, path: Path) -> bool:
    """Whether a value is empty because a # begins it: `say: #12 is mine`."""
    place = report.tree.value_place(path)
    return report.value(path) == "" and bool(_ALL_CUT.match(report.line(place), place.column - 1))


def cut_between(text: str, lines: list[str], first: int, last: int) -> Cut | None:
    """The first text in these lines (counted from 0) that a # cut short, where what comes after it made no sense."""
    between = (cut for cut in cuts_of(text, lines) if first <= cut.line <= last)
    return next((cut for cut in between if _CUT.match(lines[cut.line], cut.column - 1)), None)


def cuts_of(text: str, lines: list[str]) -> Iterator[Cut]:
    """Every text without quotes with a comment behind it, as far as the text can be read at all."""
    try:
        for token in yaml.scan(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(token, yaml.ScalarToken) and token.plain:
                end = token.end_mark
                comment = _COMMENT.match(lines[end.line], end.column) if end.line < len(lines) else None
                if comment:
                    column = comment.end() - 1
                    words = lines[end.line][column:].rstrip()
                    yield Cut((token.start_mark.line, token.start_mark.column), end.line, column, words)
    except yaml.YAMLError:
        return


def _is_cut(cut: Cut, lines: list[str]) -> bool:
    """Whether what follows reads like the rest of the text rather than like a comment."""
    before = lines[cut.line][: cut.column]
    found = _CUT.match(lines[cut.line], cut.column - 1)
    if not found or before.endswith("  "):
        return False
    return not found[0].startswith(" # ") or before.rstrip()[-1:] not in ".!?*\u201d\u2026"


def _scalars(marks: Marks, path: Path = ()) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The place in the data and in the file of every value that is no list and has no keys."""
    inner: Any = ()
    if isinstance(marks, MappingMarks):
        inner = marks.values.items()
    elif isinstance(marks, ListMarks):
        inner = enumerate(marks.items)
    else:
        yield path, (marks >> COLUMN_BITS, marks & ((1 << COLUMN_BITS) - 1))
    for part, each in inner:
        yield from _scalars(each, (*path, part))
