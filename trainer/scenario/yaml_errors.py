"""What the YAML parser says, told in an author's words: where the slip is and how to mend it.

The parser names the place at which it could no longer go on, which is often a line or two behind the slip. The mends
here are for the slips that people make when they write talk: a gesture's asterisk, a comma or a quote within a text.
"""

import re
from typing import Any, Final, NamedTuple

_KEY = r"[ ]*(?:-[ ]+)*[\"']?[A-Za-z_][\w ]*[\"']?"
_VALUE_START = re.compile(rf"{_KEY}:[ ]+(?=\S)|[ ]*(?:-[ ]+)+(?=\S)")
_NO_SPACE = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[A-Za-z_]\w*):(?=[^\s:/])")
_BARE_KEY = re.compile(rf"{_KEY}:\s*\Z")
_GESTURE_HINT: Final = 'put the whole text in quotes: "*She nods.* Fine."'
_QUOTES_HINT: Final = "put the whole text in quotes"


class Explained(NamedTuple):
    """A slip in author's words; line and column count from 1, length is that of the spot."""

    code: str
    line: int
    column: int
    length: int
    message: str
    hint: str


def comma_in_braces(key: str, line: int, column: int, before: str | None) -> Explained:
    """A key in {…} that has no value: either a colon lacks its space, or it is the rest of a text with a comma."""
    if re.match(r"[a-z_]+:\S", key):
        name, _, value = key.partition(":")
        return Explained("E001", line, column, len(key), f"a space is missing behind “{name}:”",
                         f"write {name}: {value}")  # fmt: skip
    of = f" of “{before}”" if before else ""
    return Explained(
        "E001", line, column, len(key.split("\n")[0]) or 1,
        f"“{_short(key)}” has no colon: within {{…}} a comma ends the text before it",
        f"if it belongs to the text{of}, put that whole text in quotes",
    )  # fmt: skip


def starts_like_a_gesture(lines: list[str], line: int, column: int, end: int) -> Explained | None:
    """Whether a YAML alias (0-based place) is really a text that begins with a *gesture*."""
    source = lines[line].rstrip()
    rest = source[end:].strip()
    if not rest or rest[0] in ",]}#":
        return None
    return _gesture(source, line, column)


def explain(error: Any, lines: list[str]) -> Explained:
    """What a yaml.YAMLError means for an author. Its place lies within the file."""
    return _Slip(error, lines).told()


def _gesture(source: str, line: int, column: int) -> Explained:
    return Explained("E001", line + 1, column + 1, max(1, len(source) - column),
                     "a text that starts with * must stand in quotes", _GESTURE_HINT)  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


class _Slip:
    """One error and the lines around it; places here count from 0."""

    def __init__(self, error: Any, lines: list[str]) -> None:
        self.lines = lines
        self.problem = str(getattr(error, "problem", None) or error)
        self.context = str(getattr(error, "context", None) or "")
        self.at = self.inside(getattr(error, "problem_mark", None))
        mark = getattr(error, "context_mark", None)
        self.since = self.inside(mark) if mark is not None else self.at

    def inside(self, mark: Any) -> tuple[int, int]:
        """The mark's line and column, held to the file (the parser may stop behind its end)."""
        if mark is None:
            return 0, 0
        line, column = int(mark.line), int(mark.column)
        if line >= len(self.lines):
            line, column = len(self.lines) - 1, len(self.lines[-1])
        if not self.lines[line].strip() and line >= len(self.lines) - 1:
            while line > 0 and not self.lines[line].strip():
                line -= 1
            column = len(self.lines[line].rstrip())
        return line, min(column, max(0, len(self.lines[line].rstrip("\r"))))

    def make(self, at: tuple[int, int], message: str, hint: str, length: int | None = None) -> Explained:
        line, column = at
        rest = len(self.source(line)) - column
        return Explained("E001", line + 1, column + 1, max(1, min(length or rest, rest)), message, hint)

    def source(self, line: int) -> str:
        return self.lines[line].rstrip()

    def character(self) -> str:
        line, column = self.at
        return self.source(line)[column : column + 1]

    def margin(self, line: int) -> int:
        source = self.source(line)
        return len(source) - len(source.lstrip())

    def line_above(self, line: int) -> int | None:
        return next((above for above in range(line - 1, -1, -1) if self.source(above).strip()), None)

    def has_key(self, line: int) -> bool:
        return bool(_VALUE_START.match(self.source(line) + " x"))

    def told(self) -> Explained:
        for reading in (self.alias, self.tab, self.quoted, self.sign, self.block_text, self.colon, self.flow):
            told = reading()
            if told:
                return told
        return self.structure()

    def alias(self) -> Explained | None:
        if self.context == "while scanning an alias":
            line, column = self.since
            return _gesture(self.source(line), line, column)
        if self.context in ("while scanning an anchor", "while scanning a tag"):
            line, column = self.since
            return self.make(self.since, f"a text that starts with {self.source(line)[column]} must stand in quotes",
                             _QUOTES_HINT)  # fmt: skip
        return None

    def tab(self) -> Explained | None:
        line, _ = self.at
        source = self.lines[line]
        margin = source[: len(source) - len(source.lstrip())]
        if "\t" in margin and ("tab" in self.problem or "cannot start any token" in self.problem):
            return self.make((line, margin.index("\t")), "this line is indented with a tab",
                             "indent with spaces: YAML takes no tabs", 1)  # fmt: skip
        return None

    def quoted(self) -> Explained | None:
        if self.context not in ("while scanning a quoted scalar", "while parsing a quoted scalar"):
            return None
        line, column = self.since
        if "escape" in self.problem or "hexdecimal" in self.problem or "Unicode" in self.problem:
            if re.match(r"\\u[dD][89a-fA-F]", self.source(self.at[0])[max(0, self.at[1] - 2) :]):
                found = self.make(self.since, "this text holds half of a character", "write the character itself", 6)
                return found._replace(code="E010")
            return self.make(self.at, "a backslash within double quotes stands for a special character",
                             "write \\\\ for a backslash, or use single quotes", 1)  # fmt: skip
        sign = self.source(line)[column : column + 1]
        return self.make(self.since, f"the quote {sign} that opens here is never closed",
                         f"close it with {sign} at the end of the text")  # fmt: skip

    def sign(self) -> Explained | None:
        sign = self.character()
        if "cannot start any token" in self.problem and sign:
            return self.make(self.at, f"a text that starts with {sign} must stand in quotes", _QUOTES_HINT)
        if "mapping keys are not allowed" in self.problem:
            return self.make(self.at, "a text that starts with ? must stand in quotes", _QUOTES_HINT)
        if "block sequence entries are not allowed" in self.problem:
            return self.make(self.at, "a list item cannot begin here",
                             "begin each item with - on a line of its own, or put the text in quotes")  # fmt: skip
        if "expected node content" in self.problem and sign == "?":
            return self.make(self.at, "within {…} a text that starts with ? must stand in quotes", _QUOTES_HINT)
        if "expected node content" in self.problem and sign:
            return self.make(self.at, f"“{sign}” cannot stand here",
                             f"delete it, or put a text that starts with {sign} in quotes", 1)  # fmt: skip
        return None

    def block_text(self) -> Explained | None:
        if self.context != "while scanning a block scalar":
            return None
        return self.make(self.since, "behind | or > the text begins on the next line",
                         "put the text on lines of its own, indented, or in quotes")  # fmt: skip

    def colon(self) -> Explained | None:
        simple_key = "could not find expected ':'" in self.problem
        if not simple_key and "mapping values are not allowed" not in self.problem:
            return None
        last = self.since[0] if simple_key else self.at[0]
        for line in range(last, max(-1, last - 4), -1):
            found = _NO_SPACE.match(self.source(line))
            if found and (line < self.at[0] or found.end() <= self.at[1] or simple_key):
                at = (line, found.start("key"))
                key = found["key"]
                return self.make(at, f"a space is missing behind “{key}:”", f"write {key}: and a space",
                                 len(key) + 1)  # fmt: skip
        above = self.line_above(last)
        if simple_key or (above is not None and self.margin(above) == self.margin(last) and not self.has_key(above)):
            place = self.since if simple_key or above is None else (above, self.margin(above))
            return self.make(place, "this line is neither a key with its value nor a list item",
                             "write key: value, or indent the line if it goes on the text above")  # fmt: skip
        line, column = self.at
        start = _VALUE_START.match(self.source(line))
        if start and start.end() < column:
            return self.make((line, start.end()), "a colon and a space within a text look like a key",
                             _QUOTES_HINT)  # fmt: skip
        return self.make((line, self.margin(line)),
                         "this key is indented as if it belonged to the text above",
                         "begin it under the keys that it belongs to")  # fmt: skip

    def flow(self) -> Explained | None:
        if self.context not in ("while parsing a flow mapping", "while parsing a flow sequence"):
            return None
        line, column = self.since
        closing = "}" if self.context.endswith("mapping") else "]"
        opening = self.source(line)[column : column + 1]
        if self.at[0] > line and _BARE_KEY.match(self.source(self.at[0])[: self.at[1] + 1]):
            return self.make(self.since, f"the {opening} that opens here is never closed",
                             f"close it with {closing}")  # fmt: skip
        if self.character() in ("", "#"):
            return self.make(self.since, f"the {opening} that opens here is never closed", f"close it with {closing}")
        hint = "a text with a comma, a colon, a quote or a bracket in it stands in quotes as a whole"
        return self.make(self.at, f"a comma or {closing} is missing before this", hint)

    def structure(self) -> Explained:
        line, column = self.at
        unclosed = self.quote_from_above()
        if unclosed:
            return unclosed
        start = _VALUE_START.match(self.source(line))
        if start and start.end() < column:
            sign = self.source(line)[start.end()]
            place = (line, start.end())
            if sign == "*":
                return _gesture(self.source(line), *place)
            if sign in "\"'":
                other = "single" if sign == '"' else "double"
                return self.make(place, f"the quote {sign} closes before the text ends",
                                 f"write {sign * 2 if sign == chr(39) else chr(92) + sign} within the text, or use "
                                 f"{other} quotes around it")  # fmt: skip
            if sign in "[{":
                return self.make(place, f"a text that starts with {sign} must stand in quotes", _QUOTES_HINT)
        if "expected key" in self.problem or "block end" in self.problem or "'-' indicator" in self.problem:
            return self.make((line, min(self.margin(line), column)), "this line does not fit under the lines above it",
                             "let it begin in the same column as the keys or items it belongs with")  # fmt: skip
        return self.make(self.at, f"this cannot be read as YAML: {_short(self.problem)}",
                         "look at this line and the one above it")  # fmt: skip

    def quote_from_above(self) -> Explained | None:
        """A quote opened on an earlier line and closed only by the next text's opening quote."""
        line, column = self.at
        before = self.source(line)[:column].rstrip()
        if not before or before[-1] not in "\"'":
            return None
        sign = before[-1]
        if not re.search(r"(?::|-)\s*\Z", before[:-1]):
            return None
        for earlier in range(line - 1, max(-1, line - 40), -1):
            start = _VALUE_START.match(self.source(earlier))
            if start and self.source(earlier)[start.end()] == sign:
                if self.source(earlier).count(sign, start.end() + 1):
                    return None
                return self.make((earlier, start.end()), f"the quote {sign} that opens here is never closed",
                                 f"close it with {sign} at the end of the text")  # fmt: skip
        return None
