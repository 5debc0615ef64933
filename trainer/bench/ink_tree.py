"""Compiled ink as a tree of containers, and the paths by which its parts name one another.

The shape is that of inkle/ink, Documentation/ink_JSON_runtime_format.md: a container is a list whose last entry names
what is in it and what it is called; everything else in the list is read from the first to the last.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from trainer.bench.foreign import CannotImport
from trainer.language import _

VERSIONS: Final = range(18, 22)
"""The versions of compiled ink that can be read; inklecate 1.0 to 1.2 and inkjs write 20 and 21."""

MAX_DEPTH: Final = 200
"""Containers within one another."""


class Box:
    """A container. `items` are read in order, `named` are reached by name only or by name too."""

    __slots__ = ("items", "knot", "name", "named", "parent", "place")

    def __init__(self, parent: "Box | None", place: int | str) -> None:
        self.parent = parent
        self.place = place
        self.name = ""
        self.items: list[Any] = []
        self.named: dict[str, Box] = {}
        self.knot: str = parent.knot if parent is not None and parent.knot else ""

    @property
    def path(self) -> str:
        """The path from the root, as ink writes it; empty for the root."""
        parts: list[str] = []
        box: Box = self
        while box.parent is not None:
            parts.append(box.name or str(box.place))
            box = box.parent
        return ".".join(reversed(parts))

    @property
    def in_order(self) -> bool:
        """Whether reading its parent comes upon it."""
        return isinstance(self.place, int)


class Spot(NamedTuple):
    """A place to read from: an entry of a container, by its number from 0."""

    box: Box
    at: int

    @property
    def key(self) -> str:
        """What no other place is called."""
        return f"{self.box.path}:{self.at}" if self.at else self.box.path

    @property
    def item(self) -> Any:
        """What stands there; None behind the last entry."""
        return self.box.items[self.at] if self.at < len(self.box.items) else None


class Compiled(NamedTuple):
    """A compiled story: its root, and where its knots stand in the file."""

    root: Box
    lists: tuple[str, ...]
    lines: dict[str, int]

    def line(self, box: Box) -> int:
        """The line of the knot that a container is in; 1 where it is in none."""
        return self.lines.get(box.knot, 1)


def read_compiled(text: str) -> Compiled:
    """Read compiled ink. Raises CannotImport where it is none."""
    try:
        data = json.loads(text)
    except RecursionError:
        raise CannotImport(_("lists stand too deep in one another")) from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise CannotImport(_("this is no JSON that can be read"), _("export it from its program again"), line) from None
    if not isinstance(data, dict) or "inkVersion" not in data:
        raise CannotImport(_("this JSON is no compiled ink: it has no inkVersion"), _("inklecate and Inky write it"))
    version = data["inkVersion"]
    if isinstance(version, bool) or not isinstance(version, int) or version not in VERSIONS:
        raise CannotImport(
            _("this is compiled ink of version {version}").format(version=str(version)[:20]),
            _("versions {first} to {last} can be read").format(first=VERSIONS[0], last=VERSIONS[-1]),
        )
    if not isinstance(data.get("root"), list):
        raise CannotImport(_("this compiled ink has no root"), _("export it from its program again"))
    lists = data.get("listDefs")
    root = Box(None, "")
    _fill(root, data["root"], 0)
    return Compiled(root, tuple(lists) if isinstance(lists, dict) else (), _knot_lines(text, root))


def _fill(box: Box, content: list[Any], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise CannotImport(_("its parts stand more than {number} deep in one another").format(number=MAX_DEPTH))
    last = content[-1] if content else None
    tail = last if isinstance(last, dict) and _is_tail(last) else {}
    body = content[:-1] if content and (last is None or tail) else content
    for index, item in enumerate(body):
        if isinstance(item, list):
            inner = Box(box, index)
            box.items.append(inner)
            _fill(inner, item, depth + 1)
            if inner.name:
                box.named.setdefault(inner.name, inner)
        else:
            box.items.append(item)
    for name, value in tail.items():
        if name == "#n" and isinstance(value, str):
            box.name = value
        elif isinstance(value, list):
            inner = Box(box, name)
            if box.parent is None:
                inner.knot = name
            box.named[name] = inner
            _fill(inner, value, depth + 1)


def _is_tail(entry: dict[str, Any]) -> bool:
    """Whether the last entry of a list names its parts: no instruction has such keys."""
    return all(name in ("#n", "#f") or isinstance(value, list) for name, value in entry.items())


def _knot_lines(text: str, root: Box) -> dict[str, int]:
    ends = [found.start() for found in re.finditer("\n", text)]
    lines = {}
    for name in root.named:
        at = text.find(json.dumps(name, ensure_ascii=False) + ":[")
        if at < 0:
            at = text.find(json.dumps(name, ensure_ascii=False))
        lines[name] = bisect_right(ends, at) + 1 if at >= 0 else 1
    return lines


def resolve(path: str, at: Box) -> Spot | None:
    """Where a path leads from an entry of a container; None where nothing is there."""
    parts = path.split(".")
    if path.startswith("."):
        # the first step up, from the entry to its container, is already taken
        box: Box | None = at
        parts = parts[2:] if len(parts) > 1 and parts[1] == "^" else parts[1:]
    else:
        box = at
        while box.parent is not None:
            box = box.parent
    for number, part in enumerate(parts):
        if box is None:
            return None
        if part == "^":
            box = box.parent
            continue
        if part in box.named:
            box = box.named[part]
            continue
        if not part.isdecimal() or len(part) > 9:
            return None
        index = int(part)
        if index >= len(box.items):
            return Spot(box, index) if number == len(parts) - 1 and index == len(box.items) else None
        inner = box.items[index]
        if isinstance(inner, Box):
            box = inner
        else:
            return Spot(box, index) if number == len(parts) - 1 else None
    return None if box is None else Spot(box, 0)


def boxes(root: Box) -> Iterator[Box]:
    """Every container."""
    waiting = [root]
    while waiting:
        box = waiting.pop()
        yield box
        inner = dict.fromkeys([*(item for item in box.items if isinstance(item, Box)), *box.named.values()])
        waiting += reversed(list(inner))


def after(spot: Spot) -> Spot | None:
    """The next place in reading order: at a container's end in its parent; None where the flow runs out."""
    box, index = spot.box, spot.at + 1
    while index >= len(box.items):
        if box.parent is None or not box.in_order:
            return None
        index = int(box.place) + 1
        box = box.parent
    return Spot(box, index)
