"""Findings: what is wrong in a scenario file, where it stands, and how to mend it."""

from typing import Final, NamedTuple


class Spot(NamedTuple):
    """What to underline: line and column count from 1, length is in characters and at least 1."""

    line: int
    column: int
    length: int


class Finding(NamedTuple):
    """One thing that is wrong in a scenario file.

    `where` is the dotted place (`beats.folder.options.again`): keys, ids of list items, or their index from 0 where an
    item has no id; it is empty for the file as a whole. `line` and `column` count from 1 and are those of the key or
    list item, or of the wrong value where there is one. `spot` is what to underline, often a part of that value.
    """

    code: str
    where: str
    line: int
    column: int
    message: str
    hint: str
    spot: Spot

    @property
    def is_error(self) -> bool:
        """Whether the scenario cannot be played until this is mended (codes E)."""
        return self.code.startswith("E")

    @property
    def is_smell(self) -> bool:
        """Whether this is advice that fails a check only when asked for (codes S)."""
        return self.code.startswith("S")


TITLES: Final = {
    "E001": "not YAML",
    "E002": "a key or id twice",
    "E003": "unknown key",
    "E004": "wrong value",
    "E005": "missing key",
    "E006": "unknown beat",
    "E007": "unknown id",
    "E008": "a condition that cannot be read",
    "E009": "a cue whose words do not stand in its beat",
    "E010": "a forbidden character in text",
    "E011": "beyond the limits",
    "E012": "a walk that does not hold",
    "W101": "a place that no play reaches",
    "W102": "an option that is never offered",
    "W103": "a place where nothing is offered",
    "W104": "a place that only the clock ends",
    "W105": "something written that no play uses",
    "W106": "a flag or promise with only one half",
    "W107": "words that a # cuts off",
    "S201": "the longest line is the best one",
    "S202": "two options that do the same",
    "S203": "a move that its own words contradict",
    "S204": "two questions in one line",
    "S205": "a skill that cannot be learned here",
    "S206": "habits that still come out fair",
    "S207": "a claim without a fact",
    "S208": "an address or number that looks real",
    "S209": "a line too long for one breath",
    "S210": "a polite yes that cannot be tested",
}
"""Every code that can be found, with its title."""

MAY_BE_ALLOWED: Final = tuple(f"W{number}" for number in range(101, 108)) + tuple(
    f"S{number}" for number in range(201, 211)
)
"""The warnings and smells that `allow` can silence."""


def page_of(code: str) -> str:
    """The documentation page of a code, as its file name."""
    return f"{code}.md"
