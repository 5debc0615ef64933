"""A YAML file as plain data, with the line and column of every key, value and list item.

Only the parser's events are read: nothing is composed or constructed, so that a file can neither run code nor blow up
memory. The limits are held while the events come in, before anything deep or large is built.
"""

import bisect
import contextlib
import re
from typing import Any, Final

import yaml

from trainer.language import _
from trainer.scenario.characters import FORBIDDEN, FORBIDDEN_IN_FILE, STAND_IN, name_of, readable
from trainer.scenario.marks import COLUMN_BITS, ListMarks, MappingMarks, Marks, Path, Place, Tree, Trouble, place_of
from trainer.scenario.scalars import Plain
from trainer.scenario.yaml_errors import comma_in_braces, explain, starts_like_a_gesture
from trainer.scenario.yaml_words import Explained, quoted_hint

MAX_DEPTH: Final = 50
"""Lists and mappings within one another."""

MAX_BEATS: Final = 5_000

MAX_NODES: Final = 1_000_000
"""Keys, values and list items of one file; more than 8 MiB of sense can hold, and a bound on memory."""

MAX_TROUBLES: Final = 1_000
"""After so many the rest of a file is not read: it is no scenario."""

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0abtvfreNLP])")


def _told(told: Explained) -> Trouble:
    return Trouble(told.code, (), Place(told.line, told.column), told.length, told.message, told.hint)


class _Stop(Exception):
    """Reading cannot go on."""


_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Frame:
    """A list or mapping that is still open."""

    __slots__ = ("data", "flow", "key", "key_end", "lacks_colon", "marks")

    def __init__(self, data: Any, marks: Any, flow: bool) -> None:
        self.data = data
        self.marks = marks
        self.flow = flow
        self.lacks_colon = False
        self.key: str | None = None
        self.key_end = (0, 0)


class _Reader:
    """Turns the events of one file into a tree; used once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.troubles: list[Trouble] = []
        self.untold: set[Path] = set()
        self.open: list[_Frame] = []
        self.root: Any = None
        self.root_marks: Marks = 0
        self.suspicious = "\\" in text or "\t" in text or bool(FORBIDDEN_IN_FILE.search(text))
        self.beats: dict[str, Any] | None = None
        self.spans: list[tuple[int, int, int, int]] = []

    def read(self) -> Tree:
        complete = False
        text = readable(self.text) if self.suspicious else self.text
        parser = _PARSER(text)
        try:
            self.events(parser.get_event)
            complete = True
        except _Stop:
            pass
        except yaml.YAMLError as error:
            self.troubles.append(_told(explain(error, self.lines, text)))
        finally:
            parser.dispose()
        if complete and self.root is None:
            self.troubles.append(
                Trouble("E001", (), Place(1, 1), 1, _("the file is empty"), _("begin it with format: 1"))
            )
            complete = False
        if self.suspicious:
            with contextlib.suppress(_Stop):
                self.outside_of_text()
        return Tree(self.root, self.root_marks, self.lines, self.troubles, complete, self.untold)

    def events(self, get_event: Any) -> None:
        """Read all events; the hot path of loading, so it knows the frames' insides."""
        scalar_event, mapping_start, list_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        mapping_end, list_end, alias_event = yaml.MappingEndEvent, yaml.SequenceEndEvent, yaml.AliasEvent
        stack = self.open
        frame: _Frame | None = None
        suspicious = self.suspicious
        nodes = 0
        while True:
            event = get_event()
            kind = event.__class__
            if kind is scalar_event:
                mark = event.start_mark
                at = mark.line << COLUMN_BITS | mark.column
                value: Any = event.value
                if not event.style:
                    value = Plain(value)
                nodes += 1
                if nodes > MAX_NODES:
                    self.stop("E011", at, _("more than {number} keys and values").format(number=f"{MAX_NODES:,}"),
                              _("split the scenario"))  # fmt: skip
                if suspicious and FORBIDDEN.search(value):
                    self.forbidden(event, frame)
                if event.anchor is not None or event.tag is not None:
                    self.decorated(event, frame)
                if frame is None:
                    self.root, self.root_marks = value, at
                    continue
                marks = frame.marks
                if marks.__class__ is ListMarks:
                    frame.data.append(value)
                    marks.items.append(at)
                    continue
                key = frame.key
                if key is None:
                    key = str(value)
                    frame.key = key
                    if frame.flow:
                        end = event.end_mark
                        frame.key_end = (end.line, end.column)
                    if key in marks.keys:
                        self.twice(frame, at)
                    elif key == "<<" and not event.style:
                        self.merge_key(frame, at)
                    else:
                        marks.keys[key] = at
                        if frame.data is self.beats and len(marks.keys) > MAX_BEATS:
                            self.stop("E011", at, _("more than {number} beats").format(number=f"{MAX_BEATS:,}"),
                                      _("split the scenario"))  # fmt: skip
                    continue
                frame.key = None
                if frame.flow and not value and not event.style and self.without_colon(frame, key):
                    continue
                if key not in marks.values:
                    frame.data[key] = value
                    marks.values[key] = at
            elif kind is mapping_start or kind is list_start:
                mark = event.start_mark
                at = mark.line << COLUMN_BITS | mark.column
                if event.anchor is not None or event.tag is not None:
                    self.decorated(event, frame)
                if len(stack) >= MAX_DEPTH:
                    self.too_deep(at)
                new = (
                    _Frame({}, MappingMarks(at), event.flow_style)
                    if kind is mapping_start
                    else _Frame([], ListMarks(at), event.flow_style)
                )
                if frame is None:
                    self.root, self.root_marks = new.data, new.marks
                elif frame.marks.__class__ is ListMarks:
                    frame.data.append(new.data)
                    frame.marks.items.append(new.marks)
                elif frame.key is None:
                    self.key_of_parts(get_event, at)
                elif frame.key not in frame.marks.values:
                    frame.data[frame.key] = new.data
                    frame.marks.values[frame.key] = new.marks
                    if frame.key == "beats" and len(stack) == 1 and kind is mapping_start:
                        self.beats = new.data
                # otherwise it is the value of a second equal key: it is read and forgotten
                stack.append(new)
                frame = new
                nodes += 1
            elif kind is mapping_end or kind is list_end:
                stack.pop()
                frame = stack[-1] if stack else None
                if frame is not None:
                    frame.key = None
            elif kind is alias_event:
                frame = self.alias(event, frame)
            elif kind is yaml.StreamEndEvent:
                return
            elif kind is yaml.DocumentStartEvent and self.root is not None:
                mark = event.start_mark
                self.stop("E011", mark.line << COLUMN_BITS | mark.column, _("a second document begins here"),
                          _("one file holds one scenario: delete the line with ---"), length=3)  # fmt: skip

    def path(self, frame: _Frame | None) -> Path:
        """Where the value stands that comes next."""
        parts: list[str | int] = []
        for outer in self.open:
            if isinstance(outer.marks, ListMarks):
                parts.append(len(outer.data) if outer is frame else len(outer.data) - 1)
            elif outer.key is not None:
                parts.append(outer.key)
        return tuple(parts)

    def trouble(
        self, code: str, path: Path, place: Place, length: int, message: str, hint: str, spot: Place | None = None
    ) -> None:
        self.troubles.append(Trouble(code, path, place, length, message, hint, spot))
        if len(self.troubles) >= MAX_TROUBLES:
            raise _Stop

    def stop(self, code: str, at: int, message: str, hint: str, length: int = 1) -> None:
        self.trouble(code, (), place_of(at), length, message, hint)
        raise _Stop

    def too_deep(self, at: int) -> None:
        wrong = _("lists and keys nested more than {number} deep").format(number=MAX_DEPTH)
        self.stop("E011", at, wrong, _("make it flatter"))

    def key_of_parts(self, get_event: Any, at: int) -> None:
        """A list or mapping as a key ends the reading; whether as a slip or as an attack, its depth tells."""
        depth = base = len(self.open)
        while depth >= base:
            kind = get_event().__class__
            if kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
                depth += 1
                if depth >= MAX_DEPTH:
                    self.too_deep(at)
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                depth -= 1
        self.stop("E001", at, _("a list or keys in braces stand where a key should"),
                  _("put a text that starts with [ or { in quotes"))  # fmt: skip

    def twice(self, frame: _Frame, at: int) -> None:
        key = frame.key or ""
        first = place_of(frame.marks.keys[key])
        self.trouble(
            "E002", self.path(frame), place_of(at), max(1, len(key)),
            _("“{key}” stands here a second time; the first is in line {line}").format(key=key, line=first.line),
            _("keep one of the two, or give this one another name"),
        )  # fmt: skip

    def merge_key(self, frame: _Frame, at: int) -> None:
        path = self.path(frame)
        self.untold.add(path[:-1])
        self.untold.add(path)
        self.trouble("E011", path, place_of(at), 2, _("merge keys (<<) are not part of the format"),
                     _("write the keys out here"))  # fmt: skip
        frame.marks.keys["<<"] = at

    def without_colon(self, frame: _Frame, key: str) -> bool:
        """Whether a key in {…} has no colon: then it is the rest of a text that held a comma."""
        line, column = frame.key_end
        if self.lines[line][column:].lstrip().startswith(":"):
            return False
        at = frame.marks.keys.get(key)
        if at is None:
            return False
        place = place_of(at)
        told = comma_in_braces(key, place.line, place.column, next(reversed(frame.data), None))
        del frame.marks.keys[key]
        if not frame.lacks_colon:
            self.troubles.append(_told(told))
        frame.lacks_colon = True  # what follows in these braces mostly comes of the same slip
        self.untold.add(self.path(frame))
        return True

    def decorated(self, event: Any, frame: _Frame | None) -> None:
        """An anchor or a tag; what it decorates is read all the same."""
        mark = event.start_mark
        wrong, sign = _("tags (!) are not part of the format"), "!"
        if event.anchor is not None:
            wrong, sign = _("anchors (&) are not part of the format"), "&"
        place = Place(mark.line + 1, mark.column + 1)
        self.trouble("E011", self.path(frame), place, 1, wrong, quoted_hint(sign))

    def alias(self, event: Any, frame: _Frame | None) -> _Frame | None:
        mark = event.start_mark
        told = starts_like_a_gesture(self.lines, mark.line, mark.column, event.end_mark.column)
        if told:
            self.troubles.append(_told(told))
            raise _Stop
        at = mark.line << COLUMN_BITS | mark.column
        path = self.path(frame)
        self.trouble("E011", path, place_of(at), len(event.anchor) + 1, _("aliases (*) are not part of the format"),
                     quoted_hint("*"))  # fmt: skip
        if frame is None:
            raise _Stop
        self.untold.add(path)
        value = Plain("*" + event.anchor)
        if isinstance(frame.marks, ListMarks):
            frame.data.append(value)
            frame.marks.items.append(at)
        elif frame.key is None:
            raise _Stop
        else:
            if frame.key not in frame.marks.values:
                frame.data[frame.key] = value
                frame.marks.values[frame.key] = at
            frame.key = None
        return frame

    def forbidden(self, event: Any, frame: _Frame | None) -> None:
        """A text with a forbidden character, written as itself or behind a backslash."""
        start, end = event.start_mark, event.end_mark
        self.spans.append((start.line, start.column, end.line, end.column))
        found = FORBIDDEN.search(event.value)
        sign = found[0] if found else STAND_IN
        place = Place(start.line + 1, start.column + 1)
        spot, length = place, 1
        raw = FORBIDDEN if sign == STAND_IN else re.compile(re.escape(sign))
        for search in (raw, _ESCAPE):
            seen = self.first_in(search, start.line, start.column, end.line)
            if seen:
                spot, text = seen
                length = len(text)
                sign = text if sign == STAND_IN else sign
                break
        message = _("this text holds {sign}")
        if spot.line != place.line:
            message = _("this text holds {sign}, in line {line}")
        message = message.format(sign=name_of(sign), line=spot.line)
        hint = _("delete it, and type the words around it again")
        if sign == "\t":
            hint = _("put spaces in its place")
        self.trouble("E010", self.path(frame), place, length, message, hint, spot)

    def first_in(self, search: re.Pattern[str], line: int, column: int, last: int) -> tuple[Place, str] | None:
        for number in range(line, min(last + 1, len(self.lines))):
            seen = search.search(self.lines[number].rstrip("\r"), column if number == line else 0)
            if seen:
                return Place(number + 1, seen.start() + 1), seen[0]
        return None

    def outside_of_text(self) -> None:
        """What stands in comments and between the keys is not shown to a trainee, but to whoever reads the file."""
        starts = [span[:2] for span in self.spans]
        for number, source in enumerate(self.lines):
            found = FORBIDDEN_IN_FILE.search(source + "\n")
            if not found:
                continue
            here = (number, found.start())
            before = bisect.bisect_right(starts, here) - 1
            if before >= 0 and here <= self.spans[before][2:]:
                continue
            self.trouble(
                "E010",
                (),
                Place(number + 1, found.start() + 1),
                1,
                _("this line holds {sign}").format(sign=name_of(found[0])),
                _("delete it"),
            )


def read_tree(text: str) -> Tree:
    """Read a file's text. Never raises for what the text holds: what is wrong stands in the tree's troubles."""
    return _Reader(text).read()
