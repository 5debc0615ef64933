"""Where things stand: a file as plain data beside the line and column of every key, value and list item."""

from typing import Any, Final, NamedTuple

COLUMN_BITS: Final = 24  # a column fits, since a whole file does
_COLUMN = (1 << COLUMN_BITS) - 1

Path = tuple[str | int, ...]
"""The place of a value: keys and list indexes from the top."""


class MappingMarks:
    """Where a mapping begins, and where each of its keys and values does."""

    __slots__ = ("at", "keys", "values")

    def __init__(self, at: int) -> None:
        self.at = at
        self.keys: dict[str, int] = {}
        self.values: dict[str, Marks] = {}


class ListMarks:
    """Where a list begins, and where each of its items does."""

    __slots__ = ("at", "items")

    def __init__(self, at: int) -> None:
        self.at = at
        self.items: list[Marks] = []


Marks = int | MappingMarks | ListMarks
"""Where a value begins, and all that is in it. A bare number is a scalar's place."""


class Place(NamedTuple):
    """A place in the file; line and column count from 1."""

    line: int
    column: int


class Trouble(NamedTuple):
    """Something that the reading itself found, before anything is known of scenarios.

    `spot` is where the eye should go where that is not `place` (one character of a text); `length` is the spot's.
    """

    code: str
    path: Path
    place: Place
    length: int
    message: str
    hint: str
    spot: Place | None = None


class Tree(NamedTuple):
    """A file as read.

    `data` holds dict, list, Plain (a scalar without quotes) and str (one with). `complete` is false where reading had
    to stop. `untold` are the places whose values are not what the author meant, so that nothing is to be said of them.
    """

    data: Any
    marks: Marks
    lines: list[str]
    troubles: list[Trouble]
    complete: bool
    untold: set[Path]

    def value_place(self, path: Path) -> Place:
        """Where the value at `path` begins; for a path that does not exist, where its nearest parent does."""
        found = self.marks
        for part in path:
            inner = _inside(found, part)
            if inner is None:
                break
            found = inner
        return place_of(found if isinstance(found, int) else found.at)

    def key_place(self, path: Path) -> Place:
        """Where the key or list item at `path` stands."""
        if not path:
            return Place(1, 1)
        parent = self.marks
        for part in path[:-1]:
            inner = _inside(parent, part)
            if inner is None:
                return self.value_place(path)
            parent = inner
        key = path[-1]
        if isinstance(parent, MappingMarks) and isinstance(key, str) and key in parent.keys:
            return place_of(parent.keys[key])
        return self.value_place(path)


def place_of(at: int) -> Place:
    """A place from its packed form."""
    return Place((at >> COLUMN_BITS) + 1, (at & _COLUMN) + 1)


def _inside(marks: Marks, part: str | int) -> Marks | None:
    if isinstance(marks, MappingMarks) and isinstance(part, str):
        return marks.values.get(part)
    if isinstance(marks, ListMarks) and isinstance(part, int) and part < len(marks.items):
        return marks.items[part]
    return None
