"""A scenario's source as nodes with their beginnings and ends, and its comments.

`trainer.scenario.tree` gives the data with the place of every key and value; to move text about, the ends are needed as
well. Only sources that `read_tree` read to their end without a trouble are given to this module.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from trainer.language import _

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Spot(NamedTuple):
    """A line and a column, both from 0."""

    line: int
    column: int


@dataclass
class Node:
    """A scalar, a mapping or a list, and where it begins and ends; the end is the spot behind its last character.

    `text` is a scalar's value, `style` its sign: | > " ' or none. `entries` are a mapping's, `items` a list's.
    """

    start: Spot
    end: Spot
    flow: bool = False
    style: str = ""
    text: str = ""
    entries: "list[tuple[Node, Node]] | None" = None
    items: "list[Node] | None" = None

    @property
    def is_block(self) -> bool:
        """Whether this is a mapping or list that is written line by line, without braces."""
        return not self.flow and (self.entries is not None or self.items is not None)


class CannotMove(ValueError):
    """Source that is not moved about; `line` (from 1) is where the reason stands."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass
class _Open:
    node: Node
    key: Node | None = None
    parts: list[Node] = field(default_factory=list)


def read_nodes(text: str, lines: list[str]) -> Node:
    """The one document of a source. Raises CannotMove where it holds what an author's file hardly ever does."""
    parser = _PARSER(text)
    try:
        return _read(parser, lines)
    finally:
        parser.dispose()


def _read(parser: Any, lines: list[str]) -> Node:
    stack: list[_Open] = []
    root: Node | None = None
    while parser.check_event():
        event = parser.get_event()
        if isinstance(event, yaml.DocumentStartEvent | yaml.DocumentEndEvent) and event.explicit:
            raise CannotMove(_spot(event.start_mark).line + 1, _("a line with --- or ... stands here; delete it first"))
        if isinstance(event, yaml.ScalarEvent):
            node = _scalar(event, lines)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            start = _spot(event.start_mark)
            node = Node(start, start, flow=bool(event.flow_style))
            if isinstance(event, yaml.MappingStartEvent):
                node.entries = []
            else:
                node.items = []
            stack.append(_Open(node))
            continue
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            node = stack.pop().node
            node.end = _spot(event.end_mark) if node.flow else _last_end(node)
        else:
            continue
        if not stack:
            root = node
        else:
            _put(stack[-1], node, lines)
    if root is None or not root.is_block or root.entries is None:
        raise CannotMove(1, _("the file is not written as one key a line"))
    return root


def _put(into: _Open, node: Node, lines: list[str]) -> None:
    if into.node.items is not None:
        into.node.items.append(node)
    elif into.key is None:
        before = lines[node.start.line][: node.start.column]
        if before.rstrip().endswith("?") or (not into.node.flow and node.end.line != node.start.line):
            raise CannotMove(node.start.line + 1, _("a key written with ? or over several lines is not moved"))
        into.key = node
    else:
        assert into.node.entries is not None
        into.node.entries.append((into.key, node))
        into.key = None


def _scalar(event: Any, lines: list[str]) -> Node:
    start, end = _spot(event.start_mark), _spot(event.end_mark)
    if event.style in ("|", ">"):
        header = lines[start.line][start.column :].split("#")[0]
        last = end.line if end.column and end.line < len(lines) else end.line - 1
        last = min(last, len(lines) - 1)
        while "+" not in header and last > start.line and not lines[last].strip():
            last -= 1
        last = max(last, start.line)
        end = Spot(last, len(lines[last]))
        if last == start.line:
            end = Spot(last, start.column + len(header.rstrip()))
    return Node(start, end, style=event.style or "", text=event.value)


def _last_end(node: Node) -> Spot:
    if node.entries:
        return node.entries[-1][1].end
    return node.items[-1].end if node.items else node.start


def _spot(mark: Any) -> Spot:
    return Spot(mark.line, mark.column)


def scalars(node: Node) -> Iterator[Node]:
    """Every scalar in a node, keys included, in the order of the source."""
    if node.entries is not None:
        for key, value in node.entries:
            yield key
            yield from scalars(value)
    elif node.items is not None:
        for item in node.items:
            yield from scalars(item)
    else:
        yield node


def comments(root: Node, lines: list[str]) -> list[str]:
    """Every comment of the source, from its # on, without the spaces at its end."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for scalar in scalars(root):
        for number in range(scalar.start.line, scalar.end.line + 1):
            left = scalar.start.column if number == scalar.start.line else 0
            right = scalar.end.column if number == scalar.end.line else len(lines[number])
            if number == scalar.start.line and scalar.style in ("|", ">"):
                right = left + len(lines[number][left:].split("#")[0].rstrip())
            covered.setdefault(number, []).append((left, right))
    found = []
    for number, line in enumerate(lines):
        at = line.find("#")
        while at >= 0:
            if not any(left <= at < right for left, right in covered.get(number, ())):
                found.append(line[at:].rstrip())
                break
            at = line.find("#", at + 1)
    return found
