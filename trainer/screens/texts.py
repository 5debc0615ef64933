"""Words on the screen. Every text of a scenario or of a person becomes Content here, and is never read as markup."""

import re
from collections.abc import Iterable

from textual.content import Content

from trainer.language import _, ngettext
from trainer.scenario.characters import shown
from trainer.scenario.gestures import GESTURE

GESTURE_STYLE = "italic $soft"
"""How a gesture and the narration look."""

_SIGNS = " ›+−"
"""What can stand in the margin of a row."""

_LABEL = re.compile(r"^([^\W_]\S*(?: \S+){0,5}?) {2,}(?=\S)")
_BAR = re.compile(r"[█░]+ *")


def plain(text: str, style: str = "") -> Content:
    """A text in one line, with every character that a terminal would obey made visible."""
    return Content.styled(shown(text).strip(), style)


def spoken(text: str, style: str = "", gesture: str = GESTURE_STYLE) -> Content:
    """What somebody says, with *gestures* set in italics and their asterisks gone."""
    clean = shown(text).strip()
    parts: list[Content] = []
    at = 0
    for found in GESTURE.finditer(clean):
        parts += [Content.styled(clean[at : found.start()], style), Content.styled(found[1], gesture)]
        at = found.end()
    return Content("").join([*parts, Content.styled(clean[at:], style)])


def paragraphs(text: str, style: str = "") -> Content:
    """A longer text of an author's: single line feeds are folded, empty lines part paragraphs."""
    return Content("\n\n").join(plain(part, style) for part in re.split(r"\n\s*\n", text) if part.strip())


def lines(parts: Iterable[Content]) -> Content:
    """Contents under each other."""
    return Content("\n").join(parts)


def hang(label: Content, body: Content, width: int, indent: int) -> Content:
    """A label with its text beside it: later lines of the text begin under the first.

    `width` is that of the whole in cells and `indent` where the text begins. Where a third of the width would go to
    the label, the label stands on a line of its own.
    """
    if stands_alone(indent, width):
        return Content("\n").join([*label.wrap(max(2, width)), *_wrapped(body, width, 2)])
    label = label.truncate(indent - 1, ellipsis=True).pad_right(indent - min(label.cell_length, indent - 1))
    wrapped = body.wrap(max(2, width - indent))
    margin = Content(" " * indent)
    return Content("\n").join([(label if place == 0 else margin) + line for place, line in enumerate(wrapped)])


def folded(words: str, margin: int = 0) -> str:
    """A text as it stands on the page, for copying: lines that hang below others joined to them, labels parted by a
    colon. `margin` is how many cells before each line belong to no text.
    """
    lines: list[str] = []
    for line in _BAR.sub("", words).split("\n"):
        if line[:margin].strip(_SIGNS) == "":
            line = line[margin:]
        if lines and line.startswith("  ") and line.strip():
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(_LABEL.sub(r"\1: ", line.rstrip()).strip())
    return "\n".join(lines)


def stands_alone(indent: int, width: int) -> bool:
    """Whether a label of this width would take so much of the line that it has one of its own."""
    return indent * 3 > width


def _wrapped(body: Content, width: int, margin: int) -> list[Content]:
    if width <= 4 * margin:
        margin = 0
    return [Content(" " * margin) + line for line in body.wrap(max(2, width - margin))]


def shortened(text: Content, width: int) -> Content:
    """A text in one line, cut after a word where it is too long."""
    if text.cell_length <= width:
        return text
    first = text.wrap(max(2, width - 2))[0].rstrip()
    return first + Content(" …") if first.cell_length + 2 <= width else first.truncate(width, ellipsis=True)


def ways_to_say_where(title: str, when: str, where: str, style: str = "") -> tuple[Content, ...]:
    """A visit's heading, the longest way first. What is left out is first its title, then where exactly, then when."""
    near = where.partition(",")[0]
    ways = [(title, when, where), (when, where), (title, when, near), (when, near), (where,), (near,)]
    told = ["  ·  ".join(part for part in way if part) for way in ways]
    return tuple(plain(words, style) for words in dict.fromkeys(told) if words) or (Content(),)


def time_left(minutes: int) -> str:
    """What a clock says."""
    if minutes == 0:
        return _("time is up")
    return ngettext("{count} minute left", "{count} minutes left", minutes).format(count=minutes)


def sides(left: Content, right: Content, width: int) -> Content:
    """Two texts at the two ends of one line; the left one is shortened where both do not fit."""
    room = width - right.cell_length - (2 if right else 0)
    if room < 8:
        return shortened(left, width)
    left = shortened(left, room)
    return left + Content(" " * (width - left.cell_length - right.cell_length)) + right
