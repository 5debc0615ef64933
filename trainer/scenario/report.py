"""Gathers the findings of one file: from a place in its data to a line, a column and something to underline."""

import difflib
import re
import unicodedata
from collections.abc import Collection
from typing import Final

from trainer.language import _, ngettext
from trainer.scenario.characters import shown
from trainer.scenario.findings import Finding, Spot
from trainer.scenario.marks import Path, Place, Tree
from trainer.scenario.scalars import Plain

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')

MAX_FINDINGS: Final = 1_000
"""After so many while it is read a file is no scenario, and nobody reads on."""

MAX_FOUND: Final = 100_000
"""So many a scenario without an error can have at most: what no play reaches in a large one must all be told."""

_MAX_COMPARED: Final = 400
"""With more known words than these a slip is looked for among those that begin alike: comparing takes its time."""


class EnoughFound(Exception):
    """A file has as many findings as anyone could read; checking stops."""


class Report:
    """The findings of one file so far."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.most = MAX_FINDINGS
        self.findings: list[Finding] = []
        self.misspelt: set[tuple[Path, str]] = set()
        self.lacking: list[tuple[Finding, Path, str]] = []
        self.foreign: list[tuple[Finding, Path]] = []
        self.begun: set[str] = set()

    def tell_troubles(self) -> None:
        """Add what the reading itself found."""
        for trouble in self.tree.troubles:
            spot = trouble.spot or trouble.place
            self.add(trouble.code, trouble.path, trouble.place, trouble.message, trouble.hint, spot, trouble.length)

    def missing(self, path: Path, key: str, message: str, hint: str) -> None:
        """A finding that the mapping at `path` lacks a key; dropped where the key stands there, misspelt."""
        before = len(self.findings)
        self.at_key("E005", path, message, hint)
        self.lacking += [(finding, path, key) for finding in self.findings[before:]]

    def meant(self, path: Path, key: str) -> None:
        """Notes that an unknown key of the mapping at `path` is this one, misspelt."""
        self.misspelt.add((path, key))

    def begins_what_stands_twice(self, path: Path) -> bool:
        """Whether keys below this empty one stand there a second time, because it was meant to hold them.

        What was said of each of them is taken back.
        """
        begins = self.tree.key_place(path)
        twice = {
            trouble.place
            for trouble in self.tree.troubles
            if trouble.code == "E002" and trouble.path[:-1] == path[:-1] and trouble.place > begins
        }
        self.findings = [
            finding for finding in self.findings
            if finding.code != "E002" or Place(finding.line, finding.column) not in twice
        ]  # fmt: skip
        if twice:
            self.begun.add(str(path[-1]))
        return bool(twice)

    def at_key(self, code: str, path: Path, message: str, hint: str) -> None:
        """A finding at the key, or for a list item at the item, that `path` names."""
        if self.is_untold(path):
            return
        place = self.tree.key_place(path)
        line = self.line(place)
        last = path[-1] if path else ""
        length = len(last) if isinstance(last, str) and line.startswith(last, place.column - 1) else 0
        self.add(code, path, place, message, hint, place, length or self.extent(place))

    def at_value(
        self, code: str, path: Path, message: str, hint: str, offset: int | None = None, length: int = 1
    ) -> None:
        """A finding at the value that `path` names; with an offset a part of its text is underlined."""
        if self.is_untold(path):
            return
        place = self.tree.value_place(path)
        spot, extent = place, self.extent(place, self.value(path))
        if offset is not None:
            column = self.column_within(place, self.value(path), offset)
            if column is not None:
                spot, extent = Place(place.line, column), length
        self.add(code, path, place, message, hint, spot, extent)

    def add(self, code: str, path: Path, place: Place, message: str, hint: str, spot: Place, length: int) -> None:
        """A finding whose place and spot are known. Raises EnoughFound where there are too many."""
        if len(self.findings) >= self.most:
            raise EnoughFound
        self.findings.append(
            Finding(
                code, shown(self.where(path)), place.line, place.column, shown(message), shown(hint),
                Spot(*spot, max(1, length)),
            )
        )  # fmt: skip

    def in_order(self) -> tuple[Finding, ...]:
        """The findings in the order of the file, each once."""
        told_already = {finding for finding, path, key in self.lacking if (path, key) in self.misspelt}
        better = self._meant_by_what_is_lacking(told_already)
        hidden = {finding.spot.line: finding for finding in self.findings if finding.code == "E010"}
        left = [
            better.get(finding, finding) for finding in dict.fromkeys(self.findings)
            if finding not in told_already and not _is_due_to(hidden.get(finding.line), finding)
        ]  # fmt: skip
        return tuple(sorted(left, key=lambda finding: (finding.line, finding.column, finding.code)))

    def _meant_by_what_is_lacking(self, told_already: set[Finding]) -> dict[Finding, Finding]:
        """Unknown keys that are like no known one, where just one key is lacking beside them: that one is meant."""
        better = {}
        lacking: dict[Path, list[tuple[Finding, str]]] = {}
        for finding, path, key in self.lacking:
            if finding not in told_already:
                lacking.setdefault(path, []).append((finding, key))
        for unknown, path in self.foreign:
            beside = lacking.pop(path[:-1], [])
            if len(beside) == 1:
                told_already.add(beside[0][0])
                better[unknown] = unknown._replace(
                    hint=_("did you mean {word}? Keys are written in English").format(word=beside[0][1])
                )
        return better

    def take_back(self, code: str, path: Path) -> None:
        """Forget what was said of a value, where something that tells more is about to be said of it."""
        place = self.tree.value_place(path)
        self.findings = [
            finding for finding in self.findings
            if finding.code != code or Place(finding.line, finding.column) != place
        ]  # fmt: skip

    def is_untold(self, path: Path) -> bool:
        """Whether the value at `path`, or one that it is in, is not what the author meant to write."""
        untold = self.tree.untold
        return bool(untold) and any(path[:end] in untold for end in range(len(path) + 1))

    def value(self, path: Path) -> object:
        """The value at `path`, or None."""
        found = self.tree.data
        for part in path:
            if isinstance(found, dict):
                found = found.get(part)
            elif isinstance(found, list) and isinstance(part, int) and part < len(found):
                found = found[part]
            else:
                return None
        return found

    def where(self, path: Path) -> str:
        """The dotted place: an item of a list goes by its id where it has one."""
        names = []
        found = self.tree.data
        for part in path:
            name = str(part)
            if isinstance(found, list) and isinstance(part, int):
                found = found[part] if part < len(found) else None
                own = found.get("id") if isinstance(found, dict) else None
                if isinstance(own, str) and own:
                    name = own
            else:
                found = found.get(part) if isinstance(found, dict) else None
            names.append(name)
        return ".".join(names)

    def line(self, place: Place) -> str:
        """The author's line, without its line end."""
        lines = self.tree.lines
        return lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else ""

    def extent(self, place: Place, value: object = None) -> int:
        """How many characters of its line the value at a place takes."""
        line = self.line(place).rstrip()
        column = place.column - 1
        if isinstance(value, Plain) and line.startswith(value, column):
            return len(value)
        quoted = _QUOTED.match(line, column)
        return quoted.end() - column if quoted else len(line) - column

    def column_within(self, place: Place, value: object, offset: int) -> int | None:
        """The column of a character of a text; None where the text is not written on one line as it is read."""
        if not isinstance(value, str):
            return None
        start = place.column - 1 + (0 if isinstance(value, Plain) else 1)
        return start + offset + 1 if self.line(place).startswith(value, start) else None


def _is_due_to(hidden: Finding | None, finding: Finding) -> bool:
    """Whether a finding only says that a value with a hidden character is not a known word."""
    return (
        hidden is not None
        and finding.code in ("E003", "E004", "E006", "E007", "E008")
        and finding.where == hidden.where
        and finding.column <= hidden.spot.column
    )


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A hint that names the nearest known word, or nothing where none is near."""
    near = nearest(word, known)
    return _("did you mean {word}?").format(word=near) if near else ""


def nearest(word: str, known: Collection[str]) -> str:
    """The known word that is nearest, or nothing where none is near."""
    if len(word) > 80:
        return ""
    if len(known) > _MAX_COMPARED:
        known = [one for one in known if one[:1] == word[:1].lower() and abs(len(one) - len(word)) < 3][:_MAX_COMPARED]
    near = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def listed(known: Collection[str], most: int = 12) -> str:
    """Known words in a row, shortened where there are many."""
    words = list(known)
    rest = len(words) - most
    row = ", ".join(words[:most])
    more = ngettext("{words} and {number} more", "{words} and {number} more", rest)
    return row if rest <= 0 else more.format(words=row, number=rest)


def brief(value: object, most: int = 40) -> str:
    """A value as it can stand in a message."""
    if isinstance(value, dict):
        return _("keys with values")
    if isinstance(value, list):
        return _("a list")
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= most else text[: most - 1] + '…'}”"


def as_id(written: str) -> str:
    """The id that comes nearest to what was written; empty where it holds no letter."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", written) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_").lstrip("0123456789_")[:40].rstrip("_")
