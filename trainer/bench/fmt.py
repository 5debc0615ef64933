"""Brings a scenario into the house's order of keys and layout, and keeps every word and every comment.

Whole blocks of lines are moved, with the comments that belong to them; no text is written anew. What comes out is read
again before anything is written: where it would not be the same scenario with the same comments, the file is refused.

Whose a comment is: one above a key or a list item belongs to what follows, one indented deeper than the key above it to
that key, one at the end of a line to that line. What stands at the very top of a file stays there, down to its last
blank line, or to the first key where there is none. The layout: two spaces a level, lists a level deeper than their
key, no spaces at a line's end, never two blank lines in a row, one line feed at the end.
"""

import difflib
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from trainer.bench.fmt_order import SHAPES, in_order, part_under
from trainer.bench.fmt_source import CannotMove, Node, Spot, comments, read_nodes, scalars
from trainer.language import _
from trainer.scenario.load import OTHER_FORMS
from trainer.scenario.scalars import Plain
from trainer.scenario.tree import read_tree

STEP = 2
"""Spaces a level."""

_BLANK = "\0"
"""A blank line between entries, told from one within a text; no file that is read holds this character."""


class Refused(Exception):
    """A source that is left as it is: why, and in which line (from 1) the reason stands."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class Formatted(NamedTuple):
    """A source in the house's order, and whether that is what it was before."""

    text: str
    unchanged: bool


def formatted(source: str) -> Formatted:
    """The same scenario in the house's order and layout. Raises Refused where it cannot be brought there safely."""
    text = source.removeprefix("\ufeff")
    ending = "\r\n" if "\r\n" in text.split("\n", 1)[0] + "\n" else "\n"
    text = text.replace("\r\n", "\n")
    result = _once(text)
    again = _once(result)
    if again != result:
        raise Refused(_first_difference(result, again), _("this could not be brought into a lasting order"))
    result = result.replace("\n", ending)
    return Formatted(result, result == source)


def difference(before: str, after: str, name: str) -> str:
    """What formatting changes, as a patch."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), name, f"{name}, formatted"
    )
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def _once(text: str) -> str:
    tree = read_tree(text)
    if tree.troubles or not tree.complete:
        told = tree.troubles[0]
        message = _("{message} ({code}); mend that first").format(message=told.message, code=told.code)
        raise Refused((told.spot or told.place).line, message)
    if not isinstance(tree.data, dict):
        raise Refused(1, _("this is no scenario; begin with keys and values: format: 1"))
    lines = text.split("\n")
    try:
        root = read_nodes(text, lines)
        # a drive has keys of its own and stays in its order; the layout is for all
        part = "" if tree.data.get("form") in OTHER_FORMS else "scenario"
        result = _Layout(lines, root, part).text()
        _same(tree.data, root, lines, result, part)
    except CannotMove as cannot:
        raise Refused(cannot.line, str(cannot)) from None
    return result


def _same(data: Any, root: Node, lines: list[str], result: str, part: str) -> None:
    """Raises CannotMove where the result does not say the same with the same comments."""
    after = read_tree(result)
    wrong = after.troubles or not after.complete or not _equal(data, after.data, part)
    new_lines = result.split("\n")
    if not wrong:
        wrong = sorted(comments(root, lines)) != sorted(comments(read_nodes(result, new_lines), new_lines))
    if wrong:
        line = _first_difference("\n".join(lines), result)
        raise CannotMove(line, _("from here on the layout is one that cannot be moved safely"))


def _equal(one: Any, other: Any, part: str) -> bool:
    """Whether two pieces of data say the same; keys may change places only where the house orders them."""
    if isinstance(one, dict) and isinstance(other, dict):
        ordered = part in SHAPES
        if (set(one) != set(other)) if ordered else (list(one) != list(other)):
            return False
        return all(_equal(one[key], other[key], part_under(part, key)) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        inner = [part_under(part, place) for place in range(len(one))]
        return len(one) == len(other) and all(map(_equal, one, other, inner))
    return isinstance(one, Plain) == isinstance(other, Plain) and bool(one == other)


def _first_difference(before: str, after: str) -> int:
    old, new = before.split("\n"), after.split("\n")
    return next(
        (place + 1 for place, (one, two) in enumerate(zip(old, new, strict=False)) if one.strip() != two.strip()), 1
    )


class _Layout:
    """Lays one source out anew; used once."""

    def __init__(self, lines: list[str], root: Node, part: str) -> None:
        self.lines = lines
        self.root = root
        self.part = part

    def text(self) -> str:
        """The whole source in the house's order."""
        first = self.root.start.line
        top = [line.strip() for line in self.lines[:first]]
        blank = max((place for place, line in enumerate(top) if not line), default=len(top) - 1)
        head, leading = top[: blank + 1], top[blank + 1 :]
        body = self.block(self.root, self.part, 0, len(self.lines), leading)
        return "\n".join(_without_double_blanks([*(_at(0, line) for line in head), *body])) + "\n"

    def block(self, node: Node, part: str, indent: int, limit: int, leading: list[str]) -> list[str]:
        """The lines of a block mapping or list at an indent; `limit` is the line before which it ends."""
        is_list = node.items is not None
        starts = list(node.items or ()) or [key for key, _value in node.entries or ()]
        values = node.items if node.items is not None else [value for _key, value in node.entries or ()]
        assert values is not None
        first_lines = [self.dash(item, node).line for item in starts] if is_list else [key.start.line for key in starts]
        column = self.dash(starts[0], node).column if is_list else node.start.column
        pieces: list[list[str]] = []
        foot: list[str] = []
        for place, value in enumerate(values):
            until = first_lines[place + 1] if place + 1 < len(values) else limit
            own, gap = self.split(value.end.line + 1, until, column)
            if is_list:
                lines = self.item(first_lines[place], value, part_under(part, place), indent, own)
            else:
                key = starts[place]
                lines = self.entry(key, value, part_under(part, key.text), indent, column, own)
            pieces.append([*(_at(indent, line) for line in leading), *lines])
            leading = gap
        foot = [_at(indent, line) for line in leading]
        order = range(len(pieces)) if is_list else in_order(part, [key.text for key in starts])
        laid = [line for place in order for line in pieces[place]] + foot
        return laid[next(place for place, line in enumerate(laid) if line != _BLANK) :]

    def split(self, start: int, until: int, column: int) -> tuple[int, list[str]]:
        """Of the lines between two entries: the line up to which they belong to the first, and the rest."""
        own = start
        for number in range(start, until):
            line = self.lines[number]
            if not line.strip():
                continue
            if len(line) - len(line.lstrip()) <= column:
                break
            own = number + 1
        return own, [line.strip() for line in self.lines[own:until]]

    def entry(self, key: Node, value: Node, part: str, indent: int, column: int, until: int) -> list[str]:
        """A key with its value, up to the line `until`."""
        if not value.is_block:
            return self.written(key.start, value, part, indent) + self.tail(value.end.line + 1, until, indent + STEP)
        head = " " * indent + self.lines[key.start.line][key.start.column :].rstrip()
        first = self.dash(value.items[0], value).line if value.items else value.start.line
        if first == key.start.line:
            raise CannotMove(first + 1, _("a list or mapping begins in the line of its key"))
        leading = [line.strip() for line in self.lines[key.start.line + 1 : first]]
        return [head, *self.block(value, part, indent + STEP, until, leading)]

    def item(self, first: int, value: Node, part: str, indent: int, until: int) -> list[str]:
        """An item of a list, with its dash."""
        inner = indent + STEP
        begins = value.start.line
        above: list[str] = []
        if begins != first:
            # the dash stands alone: what is between it and the item goes above
            rest = self.lines[first].strip().removeprefix("-").strip()
            above = [line for line in [rest, *(line.strip() for line in self.lines[first + 1 : begins])] if line]
        if value.is_block:
            if value.items is not None:
                raise CannotMove(begins + 1, _("a list directly within a list is not moved"))
            lines = self.block(value, part, inner, until, [])
        else:
            lines = self.written(value.start, value, part, inner) + self.tail(value.end.line + 1, until, inner)
        at = next(place for place, line in enumerate(lines) if line != _BLANK and not line.lstrip().startswith("#"))
        above += [line.strip().removeprefix(_BLANK) for line in lines[:at]]
        dashed = " " * indent + "- " + lines[at].lstrip()
        return [*(_at(indent, line) for line in above), dashed, *lines[at + 1 :]]

    def tail(self, start: int, until: int, indent: int) -> list[str]:
        """Comments under a key that stand deeper than it."""
        return [_at(indent, line.strip()) for line in self.lines[start:until]]

    def written(self, start: Spot, value: Node, part: str, indent: int) -> list[str]:
        """The lines of a scalar or of something in braces, from its key on, as they are written."""
        shift = indent - start.column
        last = value.end.line
        lines = [self.lines[number] for number in range(start.line, last + 1)]
        if value.flow:
            lines = self.in_braces(start, value, part)
        inside = {
            number
            for scalar in ([value] if not value.flow else scalars(value))
            for number in range(scalar.start.line, scalar.end.line + (scalar.style in ("|", ">")))
        }
        result = []
        for place, line in enumerate(lines):
            moved = " " * indent + line[start.column :] if not place else _shifted(line, shift)
            header = not place and value.style in ("|", ">")
            kept = start.line + place in inside and not header
            result.append(moved if kept else moved.rstrip())
        return result

    def in_braces(self, start: Spot, value: Node, part: str) -> list[str]:
        """The same with the keys inside of braces in their order; nothing but whole entries changes places."""
        first, last = start.line, value.end.line
        lines = self.lines[first : last + 1]
        offsets = [0]
        for line in lines:
            offsets.append(offsets[-1] + len(line) + 1)
        text = "\n".join(lines)

        def at(spot: Spot) -> int:
            return offsets[spot.line - first] + spot.column

        # from the inside out, so that no place moves before it is needed
        changes = sorted(self.swaps(value, part, at, text), key=lambda change: change[1] - change[0])
        return self.apply(text, changes).split("\n") if changes else lines

    def swaps(self, node: Node, part: str, at: Any, text: str) -> Iterable[tuple[int, int, list[int], list[Any]]]:
        """The mappings within braces whose keys stand in another order, as (start, end, order, entries' extents)."""
        if node.entries is not None:
            extents = [(at(key.start), max(at(key.end), at(value.end))) for key, value in node.entries]
            order = in_order(part, [key.text for key, _value in node.entries])
            if order != list(range(len(order))):
                between = [text[one[1] : two[0]] for one, two in pairwise(extents)]
                if any("#" in gap for gap in between) or text[extents[-1][1] : at(node.end)].count("#"):
                    raise CannotMove(
                        node.start.line + 1, _("a comment stands between keys in braces; put it above them first")
                    )
                yield extents[0][0], extents[-1][1], order, extents
            for key, value in node.entries:
                yield from self.swaps(value, part_under(part, key.text), at, text)
        for place, item in enumerate(node.items or ()):
            yield from self.swaps(item, part_under(part, place), at, text)

    def apply(self, text: str, changes: list[tuple[int, int, list[int], list[Any]]]) -> str:
        """Put entries into their order. A change within another keeps that one's length, so extents stay true."""
        for start, end, order, extents in changes:
            pieces = [text[left:right] for left, right in extents]
            gaps = [text[one[1] : two[0]] for one, two in pairwise(extents)] + [""]
            made = "".join(pieces[place] + gap for place, gap in zip(order, gaps, strict=True))
            text = text[:start] + made + text[end:]
        return text

    def dash(self, item: Node, of: Node) -> Spot:
        """Where the dash of a list's item stands: behind the item before, on the last line that begins with one."""
        for number in range(item.start.line, of.start.line - 1, -1):
            line = self.lines[number]
            stripped = line.lstrip()
            column = len(line) - len(stripped)
            before_item = number < item.start.line or column < item.start.column
            if before_item and (stripped == "-" or stripped.startswith("- ")):
                return Spot(number, column)
        raise CannotMove(item.start.line + 1, _("the dash of this item is not found"))


def _at(indent: int, line: str) -> str:
    return " " * indent + line if line else _BLANK


def _shifted(line: str, shift: int) -> str:
    if shift >= 0:
        return " " * shift + line if line else line
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(-shift, spaces) :]


def _without_double_blanks(lines: list[str]) -> list[str]:
    """Without blank lines at both ends, and never two in a row; those within a text are none of these."""
    kept: list[str] = []
    for line in lines:
        if line != _BLANK or (kept and kept[-1] != _BLANK):
            kept.append(line)
    if kept and kept[-1] == _BLANK:
        kept.pop()
    return ["" if line == _BLANK else line for line in kept]
