"""One error of the YAML parser, read with the lines around it: which of the slips it was that people make in a file."""

import re
from collections.abc import Iterable
from typing import Any, Final

from trainer.language import _
from trainer.scenario.misplaced import mend_of
from trainer.scenario.yaml_words import (
    IN_QUOTES,
    Explained,
    bracket_left_open,
    gesture,
    keys_of_the_format,
    looks_like_a_key,
    never_closed,
    short,
    starts_with,
    write,
)

KEY: Final = r"[ ]*(?:-[ ]+)*[\"']?[A-Za-z_][\w ]*[\"']?"
_VALUE_START = re.compile(rf"{KEY}:[ ]+(?=\S)|[ ]*(?:-[ ]+)+(?=\S)")
_NO_SPACE = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[A-Za-z_]\w*):(?=[^\s:/])")
_BARE_KEY = re.compile(rf"{KEY}:\s*\Z")
_ODD_DASH = re.compile(r"[ ]*(?P<dash>[\u2010-\u2015\u2022\u00b7\u2212])[ ]+\S")
_NO_SPACE_AFTER_DASH = re.compile(r"[ ]*-(?=[A-Za-z_]\w*:(?:\s|\Z))")
_LACKS_COLON = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[A-Za-z_]\w*)[ ]*(?P<sign>[;=\uff1a]?)[ ]*(?P<rest>.*)\Z")
_KEY_AFTER_WORD = re.compile(r"\w+[ ]+(?P<key>[a-z_]+):(?=[ ])")
_PAIRS = re.compile(r"[a-z_]+: ?\S+(?:, ?[a-z_]+: ?\S+)+")


class Slip:
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

    def lines_of_the_slip(self) -> Iterable[int]:
        """Where the slip can stand: where the parser stopped, where it began to wonder, and above."""
        above = self.line_above(self.at[0])
        return dict.fromkeys((self.at[0], self.since[0], self.at[0] if above is None else above))

    def has_key(self, line: int) -> bool:
        return bool(_VALUE_START.match(self.source(line) + " x"))

    def told(self) -> Explained:
        for reading in (self.fence, self.alias, self.tab, self.dash, self.quoted, self.sign, self.block_text,
                        self.colon, self.flow):  # fmt: skip
            told = reading()
            if told:
                return told
        return self.structure()

    def fence(self) -> Explained | None:
        for line in self.lines_of_the_slip():
            if self.source(line).startswith(("<<<<<<<", "=======", ">>>>>>>")):
                return self.make(
                    (line, 0),
                    _("this line stands between two versions of the file that were not brought together"),
                    _("keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>"),
                )
        if not self.source(self.at[0]).lstrip().startswith("```"):
            return None
        return self.make(
            (self.at[0], 0),
            _("this line is no part of a scenario: it frames code in a chat or a web page"),
            _("delete the lines with ```, and keep what stands between them"),
        )

    def alias(self) -> Explained | None:
        if self.context == "while scanning an alias":
            line, column = self.since
            if self.source(line).lstrip().startswith("* "):
                return self.odd_dash(line, "*")
            return gesture(self.source(line), line, column)
        if self.context in ("while scanning an anchor", "while scanning a tag"):
            line, column = self.since
            return self.make(self.since, starts_with(self.source(line)[column]), _(IN_QUOTES))
        return None

    def tab(self) -> Explained | None:
        for line in self.lines_of_the_slip():
            source = self.lines[line]
            margin = source[: len(source) - len(source.lstrip())]
            if "\t" in margin and ("tab" in self.problem or "cannot start any token" in self.problem):
                return self.make((line, margin.index("\t")), _("this line is indented with a tab"),
                                 _("indent with spaces: YAML takes no tabs"), 1)  # fmt: skip
            odd = next((place for place, sign in enumerate(margin) if sign not in " \t"), None)
            if odd is not None:
                wrong = _(
                    "this line is indented with a space that YAML does not take ({number}), as pasted text has it"
                )
                hint = _("delete the space before its first word, and type it with the space bar")
                return self.make((line, odd), wrong.format(number=f"U+{ord(margin[odd]):04X}"), hint, 1)
        return None

    def dash(self) -> Explained | None:
        """A list item that begins with a longer dash or a bullet, or whose dash has no space behind it."""
        for number in self.lines_of_the_slip():
            if found := _ODD_DASH.match(self.source(number)):
                return self.odd_dash(number, found["dash"])
            if found := _NO_SPACE_AFTER_DASH.match(self.source(number)):
                after = self.source(number)[found.end() :]
                return self.make((number, found.end() - 1), _("a space is missing behind the dash"),
                                 write(f"- {short(after)}"))  # fmt: skip
        return None

    def odd_dash(self, line: int, sign: str) -> Explained:
        return self.make(
            (line, self.source(line).index(sign)),
            _("a list item begins with a hyphen, not with {sign}").format(sign=sign),
            _("write - and a space"),
            1,
        )

    def quoted(self) -> Explained | None:
        if self.context not in ("while scanning a quoted scalar", "while parsing a quoted scalar"):
            return None
        line, column = self.since
        if "escape" in self.problem or "hexdecimal" in self.problem or "Unicode" in self.problem:
            if re.match(r"\\u[dD][89a-fA-F]", self.source(self.at[0])[max(0, self.at[1] - 2) :]):
                found = self.make(self.since, _("this text holds half of a character"),
                                  _("write the character itself"), 6)  # fmt: skip
                return found._replace(code="E010")
            return self.make(
                self.at,
                _("a backslash within double quotes stands for a special character"),
                _("write {signs} for a backslash, or use single quotes").format(signs="\\\\"),
                1,
            )
        return self.make(self.since, *never_closed(self.source(line)[column : column + 1]))

    def sign(self) -> Explained | None:
        sign = self.character()
        if "cannot start any token" in self.problem and sign:
            return self.make(self.at, starts_with(sign), _(IN_QUOTES))
        if "mapping keys are not allowed" in self.problem:
            return self.make(self.at, starts_with("?"), _(IN_QUOTES))
        if "block sequence entries are not allowed" in self.problem:
            return self.make(self.at, _("a list item cannot begin here"),
                             _("begin each item with - on a line of its own, or put the text in quotes"))  # fmt: skip
        if "expected node content" in self.problem and sign == "?":
            return self.make(self.at, starts_with("?"), _(IN_QUOTES))
        if "expected node content" in self.problem and sign:
            return self.make(
                self.at,
                _("“{sign}” cannot stand here").format(sign=sign),
                _("delete it, or put a text that starts with {sign} in quotes").format(sign=sign),
                1,
            )
        return None

    def block_text(self) -> Explained | None:
        if self.context != "while scanning a block scalar":
            return None
        line, column = self.since
        start = _VALUE_START.match(self.source(line))
        if start and start.end() < column and self.source(line)[start.end()] in "\"'":
            return self.closed_too_soon((line, start.end()))
        return self.make(self.since, _("behind | or > the text begins on the next line"),
                         _("put the text on lines of its own, indented, or in quotes"))  # fmt: skip

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
                return self.make(at, _("a space is missing behind “{key}:”").format(key=key),
                                 _("write {key}: and a space").format(key=key), len(key) + 1)  # fmt: skip
        above = self.line_above(last)
        if simple_key or (above is not None and self.margin(above) == self.margin(last) and not self.has_key(above)):
            place = self.since if simple_key or above is None else (above, self.margin(above))
            if lacking := self.lacks_colon(place[0]) or self.text_of_a_bare_key(place[0]):
                return lacking
            return self.make(place, _("this line is neither a key with its value nor a list item"),
                             _("write key: value, or indent the line if it goes on the text above"))  # fmt: skip
        if above is not None and (word := re.fullmatch(r"([ ]*-[ ]+)(\w+)", self.source(above))):
            wrong = _("an item with keys begins with a key, and “{word}” has no colon")
            if self.margin(last) == len(word[1]):
                return self.make((above, word.start(2)), wrong.format(word=word[2]), write(f"- id: {word[2]}"))
        line, column = self.at
        start = _VALUE_START.match(self.source(line))
        if start and start.end() < column:
            text = self.source(line)[start.end() :]
            if (next_key := _KEY_AFTER_WORD.match(text)) and next_key["key"] in keys_of_the_format():
                place = (line, start.end() + next_key.start("key"))
                return self.make(place, _("“{key}:” begins on a line of its own").format(key=next_key["key"]),
                                 write(short(text[next_key.start("key") :])), len(next_key["key"]))  # fmt: skip
            hint = _(IN_QUOTES)
            if _PAIRS.fullmatch(text):
                hint = _("put braces around them: {words}").format(words=f"{{{text}}}")
            elif depth := re.fullmatch(r"(\w+): ?([1-9])", text):
                hint = write(f"{depth[1]}.{depth[2]}")
            return self.make((line, start.end()), looks_like_a_key(), hint)
        return self.make((line, self.margin(line)),
                         _("this key is indented as if it belonged to the text above"),
                         _("begin it under the keys that it belongs to"))  # fmt: skip

    def lacks_colon(self, line: int) -> Explained | None:
        """A line that begins with a key, or is one word alone, and has no colon behind it."""
        found = _LACKS_COLON.match(self.source(line))
        if not found:
            return None
        key, rest = found["key"], found["rest"]
        is_key = key in keys_of_the_format() and key not in ("yes", "no")
        if not (is_key if rest else is_key or re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key)):
            return None
        if found["sign"] and not is_key:
            return None
        return self.make((line, found.start("key")), _("a colon is missing behind “{key}”").format(key=key),
                         write(f"{key}: {short(rest)}".rstrip()), len(key))  # fmt: skip

    def text_of_a_bare_key(self, line: int) -> Explained | None:
        """A text over several lines, such as a brief, in which a colon made its first line look like a key."""
        first = self.line_above(line)
        head = None if first is None else self.line_above(first)
        if first is None or head is None or not _BARE_KEY.match(self.source(head)):
            return None
        start = re.match(rf"(?P<key>{KEY}):[ ]", self.source(first))
        if not start or self.margin(first) <= self.margin(head) or start["key"].strip() in keys_of_the_format():
            return None
        bare = self.source(head).strip()
        return self.make((first, start.end("key")), looks_like_a_key(),
                         _("write “{key} |” in line {line}: behind | a text may hold any sign").format(
                             key=bare, line=head + 1), 1)  # fmt: skip

    def flow(self) -> Explained | None:
        if self.context not in ("while parsing a flow mapping", "while parsing a flow sequence"):
            return None
        line, column = self.since
        closing = "}" if self.context.endswith("mapping") else "]"
        opening = self.source(line)[column : column + 1]
        if self.at[0] > line and _BARE_KEY.match(self.source(self.at[0])[: self.at[1] + 1]):
            return self.make(self.since, *bracket_left_open(opening, closing))
        if self.character() in ("", "#"):
            return self.make(self.since, *bracket_left_open(opening, closing))
        before = self.source(self.at[0])[: self.at[1]]
        if before[-1:] and before[-1] in "\"'" and before.rfind(before[-1], 0, -1) >= 0:
            at = (self.at[0], before.rfind(before[-1], 0, -1))
            wrong = _("the quote {sign} that opens here is closed by the quote of the next text")
            hint = _("close it with {sign} where its own text ends")
            sign = before[-1]
            return self.make(at, wrong.format(sign=sign), hint.format(sign=sign), len(before) - at[1])
        if self.character() == ":" and (word := re.search(r"(?<=\s)\w+\Z", before)):
            rest = self.source(self.at[0])[self.at[1] :]
            return self.make(
                (self.at[0], word.start()),
                _("a comma is missing before “{word}”").format(word=word[0]),
                write(f", {word[0]}{short(rest.split(',')[0])}"),
                len(word[0]),
            )
        hint = _("a text with a comma, a colon, a quote or a bracket in it stands in quotes as a whole")
        return self.make(self.at, _("a comma or {sign} is missing before this").format(sign=closing), hint)

    def closed_too_soon(self, at: tuple[int, int]) -> Explained:
        """A text whose second quote is not its last."""
        source = self.source(at[0])
        sign = source[at[1]]
        hint = _("write {signs} within the text, or use double quotes around it").format(signs="''")
        if sign == '"':
            hint = _("write {signs} within the text, or use single quotes around it").format(signs='\\"')
        if source.lstrip(" -").startswith("if:"):
            hint = _("ids and answers stand without quotes, and the condition itself too")
        return self.make(at, _("the quote {sign} closes before the text ends").format(sign=sign), hint)

    def structure(self) -> Explained:
        line, column = self.at
        start = _VALUE_START.match(self.source(line))
        if start and start.end() < column:
            sign = self.source(line)[start.end()]
            place = (line, start.end())
            if sign == "*":
                return gesture(self.source(line), *place)
            if sign in "\"'":
                return self.closed_too_soon(place)
            if sign in "[{":
                return self.make(place, starts_with(sign), _(IN_QUOTES))
        if "expected key" in self.problem or "block end" in self.problem or "'-' indicator" in self.problem:
            return self.make(
                (line, min(self.margin(line), column)),
                _("this line does not fit under the lines above it"),
                mend_of(self.lines, line),
            )
        return self.make(self.at, _("this cannot be read as YAML: {problem}").format(problem=short(self.problem)),
                         _("look at this line and the one above it"))  # fmt: skip
