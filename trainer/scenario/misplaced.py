"""Where a line would fit that stands in a column in which nothing above it begins.

YAML groups by columns. A line that fits nowhere is often right, and a line further up stands wrong: one that was
outdented by accident, or a part pasted below another one. What the lines above leave open tells them apart.
"""

import re
from typing import Final, NamedTuple

from trainer.language import _

_DASH: Final = re.compile(r"-[ ]+(?=\S)|-\Z")
_KEY: Final = re.compile(r"(?P<key>[\"']?[^\s#\"'\[{][^#:]*?[\"']?):(?:\s|\Z)")
_BLOCK_TEXT: Final = re.compile(r"(?::|-)\s+[|>][-+\d]*\s*\Z")


class _Level(NamedTuple):
    """A column at which keys or items stand: since which line, the newest there, and the key that they belong to."""

    column: int
    is_item: bool
    first: int
    last: int
    name: str
    under: str


class _Closed(NamedTuple):
    """A level that was closed by a line further left."""

    level: _Level
    by: int


def mend_of(lines: list[str], line: int) -> str:
    """How to mend the line (counted from 0) that does not fit under those above it."""
    margin, is_item = _margin(lines[line]), bool(_DASH.match(lines[line].strip()))
    levels, closed = _open_before(lines, line)
    if is_item and (hint := _first_item_without_dash(lines, levels, margin)):
        return hint
    if is_item and (beside := _keys_beside(levels, margin)):
        return _("delete its -, so that it begins as “{key}” in line {line} does").format(
            key=beside.name, line=beside.last + 1
        )
    left = closed.get((margin, is_item))
    if left is not None and not any(level.column == margin and level.is_item == is_item for level in levels):
        by = _short(lines[left.by])
        if _stands_too_far_left(lines, left.by, margin):
            wrong = _("let line {line}, “{words}”, begin in column {column} too: it stands too far to the left")
            return wrong.format(line=left.by + 1, words=by, column=margin + 1)
        if not _margin(lines[left.by]):
            above = _("put it above line {line}, “{words}”, with the rest of “{key}”")
            return above.format(line=left.by + 1, words=by, key=left.level.under)
    fitting = [level for level in levels if level.is_item == is_item]
    if not fitting:
        return _("let it begin in the same column as the keys or items it belongs with")
    near = min(fitting, key=lambda level: (abs(level.column - margin), -level.column))
    like = _("begin it in column {column}, as “{words}” in line {line} does")
    return like.format(column=near.column + 1, words=near.name, line=near.last + 1)


def _first_item_without_dash(lines: list[str], levels: list[_Level], margin: int) -> str:
    """The mend where an item comes after keys that should have been the item before it; otherwise nothing."""
    deeper = [level for level in levels if level.column >= margin]
    if not deeper or any(level.is_item for level in deeper) or deeper[0].column - margin not in (0, 2):
        return ""
    first = deeper[0].first
    hint = _("begin line {line} with - as well: “{words}”, in column {column}")
    return hint.format(line=first + 1, words=f"- {_short(lines[first])}", column=margin + 1)


def _keys_beside(levels: list[_Level], margin: int) -> _Level | None:
    """The keys among which a list item stands, where no list is open that it could belong to."""
    if any(level.is_item and abs(level.column - margin) <= 2 for level in levels):
        return None
    return next((level for level in levels if level.column == margin), None)


def _open_before(lines: list[str], end: int) -> tuple[list[_Level], dict[tuple[int, bool], _Closed]]:
    """The levels that are open before a line, from the left to the right, and the newest closed at each column."""
    levels: list[_Level] = []
    closed: dict[tuple[int, bool], _Closed] = {}
    text_under = -1
    for number in range(end):
        source = lines[number].rstrip()
        margin = _margin(source)
        rest = source[margin:]
        if not rest or rest.startswith("#") or (0 <= text_under < margin):
            continue
        text_under = -1
        begun = list(_begun(rest, margin))
        if not begun:
            continue
        for place, (column, is_item, name) in enumerate(begun):
            while levels and (
                levels[-1].column > column or (levels[-1].column == column and levels[-1].is_item and not is_item)
            ):
                level = levels.pop()
                if not place:
                    closed[level.column, level.is_item] = _Closed(level, number)
            if levels and levels[-1].column == column and levels[-1].is_item == is_item:
                levels[-1] = levels[-1]._replace(last=number, name=name)
            else:
                under = levels[-1].name if levels else ""
                levels.append(_Level(column, is_item, number, number, name, under))
        if _BLOCK_TEXT.search(source):
            text_under = begun[-1][0]
    return levels, closed


def _begun(rest: str, column: int) -> list[tuple[int, bool, str]]:
    """What begins on a line: each dash and then a key, with its column and what it is called."""
    found = []
    while dash := _DASH.match(rest):
        found.append((column, True, _short(rest)))
        column += dash.end()
        rest = rest[dash.end() :]
    if key := _KEY.match(rest):
        found.append((column, False, key["key"]))
    return found


def _stands_too_far_left(lines: list[str], line: int, column: int) -> bool:
    """Whether what stands under a line is indented as if the line began at that column."""
    under = next((source for source in lines[line + 1 :] if source.strip() and not source.strip().startswith("#")), "")
    return _margin(under) > column


def _margin(source: str) -> int:
    return len(source) - len(source.lstrip(" "))


def _short(source: str) -> str:
    text = source.strip()
    return text if len(text) <= 30 else text[:29] + "…"
