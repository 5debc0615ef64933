"""What the YAML parser says, told in an author's words: where the slip is and how to mend it.

The parser names the place at which it could no longer go on, which is often a line or two behind the slip. The mends
here are for the slips that people make when they write talk: a gesture's asterisk, a comma or a quote within a text.
"""

import re
from typing import Any

import yaml

from trainer.language import _
from trainer.scenario.cut_words import cut_between, left_out, mend
from trainer.scenario.yaml_slips import KEY, Slip
from trainer.scenario.yaml_words import Explained, gesture, keys_of_the_format, never_closed, short


def comma_in_braces(key: str, line: int, column: int, before: str | None) -> Explained:
    """A key in {…} that has no value: either a colon lacks its space, or it is the rest of a text with a comma."""
    if re.match(r"[a-z_]+:\S", key):
        name, _colon, value = key.partition(":")
        return Explained("E001", line, column, len(key), _("a space is missing behind “{key}:”").format(key=name),
                         _("write {words}").format(words=f"{name}: {value}"))  # fmt: skip
    if (found := re.fullmatch(r"([a-z_]+)[ =;]+(\S+)", key)) and found[1] in keys_of_the_format():
        return Explained("E001", line, column, len(key), _("a colon is missing behind “{key}”").format(key=found[1]),
                         _("write {words}").format(words=f"{found[1]}: {found[2]}"))  # fmt: skip
    hint = _("if it belongs to the text of “{key}”, put that whole text in quotes").format(key=before)
    wrong = _("“{words}” has no colon: within {braces} a comma ends the text before it")
    return Explained(
        "E001", line, column, len(key.split("\n")[0]) or 1, wrong.format(words=short(key), braces="{…}"),
        hint if before else _("if it belongs to a text, put that whole text in quotes"),
    )  # fmt: skip


def starts_like_a_gesture(lines: list[str], line: int, column: int, end: int) -> Explained | None:
    """Whether a YAML alias (0-based place) is really a text that begins with a *gesture*."""
    source = lines[line].rstrip()
    rest = source[end:].strip()
    if not rest or rest[0] in ",]}#":
        return None
    return gesture(source, line, column)


def explain(error: Any, lines: list[str], text: str) -> Explained:
    """What a yaml.YAMLError means for an author. Its place lies within the file; `text` is what the parser read."""
    slip = Slip(error, lines)
    return _quote_left_open(text, lines) or _cut_off(text, slip) or slip.told()


def _cut_off(text: str, slip: "Slip") -> Explained | None:
    """The text that a # cut short, with a comma or a bracket that is missing since or a line that goes on from it."""
    first = slip.since[0] if "flow" in slip.context else slip.line_above(slip.at[0])
    cut = cut_between(text, slip.lines, first or 0, slip.at[0])
    return cut and slip.make((cut.line, cut.column), left_out(cut), mend(), len(cut.words))


def _quote_left_open(text: str, lines: list[str]) -> Explained | None:
    """The first quoted text that swallowed the keys below it: it was never closed, or the next quote closed it.

    A text over several lines is indented deeper than its key. Where a line in it stands no deeper and looks like a key,
    that line was meant as one.
    """
    try:
        for token in yaml.scan(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(token, yaml.ScalarToken) and token.style:
                line, last = token.start_mark.line, token.end_mark.line
                if last > line and token.style in "\"'" and _swallows(lines, line, last):
                    column = token.start_mark.column
                    return Explained("E001", line + 1, column + 1, max(1, len(lines[line].rstrip()) - column),
                                     *never_closed(token.style))  # fmt: skip
    except yaml.YAMLError:
        pass
    return None


def _swallows(lines: list[str], line: int, last: int) -> bool:
    """Whether a key stands among the lines of a quoted text, no deeper than the key that the text belongs to."""
    margin = len(lines[line]) - len(lines[line].lstrip(" -"))
    return any(
        len(source) - len(source.lstrip()) <= margin and re.match(rf"{KEY}:(?:\s|\Z)", source)
        for source in lines[line + 1 : last + 1]
    )
