"""A story that was written for another program, as far as its structure goes: passages, choices, and what is lost.

Twee, Twine's pages and ink are all read into this shape; `imported` makes a scenario of it.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

MAX_BYTES: Final = 8 * 1024 * 1024
"""The largest file that is read: the same as for a scenario."""

MAX_LOSSES: Final = 20_000
"""After so many losses a story is not worth bringing over, and nobody reads on."""

END: Final = "\0end"
"""The target of a choice after which the story is over."""


class CannotImport(Exception):
    """A file that cannot be brought over: what is wrong, how to mend it, and the line where it shows (0: none)."""

    def __init__(self, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


class Loss(NamedTuple):
    """Something that does not come over, at its line (from 1) of the source, in words."""

    line: int
    what: str


class Seen(NamedTuple):
    """In a condition: the passage of this key was come to."""

    key: str


class Taken(NamedTuple):
    """In a condition: the choice that sets this name was taken."""

    name: str


@dataclass(eq=False)
class Choice:
    """One way on. `target` is the key of a passage, END, or None where the story stays where it is.

    Without a text it is taken without a word. `condition` is one of our format in pieces, as far as it can be said
    there; `sets` names what later conditions ask for. `again` tells whether it can be taken more than once where the
    source says so; None where the source does not know of such a thing. `mark` is a comment to stand beside it.
    """

    text: str
    target: str | None
    line: int
    reply: str = ""
    again: bool | None = None
    condition: tuple[str | Seen | Taken, ...] = ()
    sets: list[str] = field(default_factory=list)
    mark: str = ""
    losses: list[Loss] = field(default_factory=list)


@dataclass(eq=False)
class Passage:
    """A moment of the source: its name there, its words without markup, and the ways on."""

    key: str
    name: str
    line: int
    text: str = ""
    tags: tuple[str, ...] = ()
    choices: list[Choice] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


@dataclass(eq=False)
class ForeignStory:
    """A story as read. `kind` says what it was written for, `losses` what belongs to no passage.

    `words_of` are words to call the names by that choices set.
    """

    kind: str
    title: str
    passages: dict[str, Passage]
    start: str
    language: str = ""
    losses: list[Loss] = field(default_factory=list)
    words_of: dict[str, str] = field(default_factory=dict)

    def all_losses(self) -> list[Loss]:
        """Every loss once, in the order of the source's lines."""
        found = list(self.losses)
        for passage in self.passages.values():
            found += passage.losses
            for choice in passage.choices:
                found += choice.losses
        return sorted(dict.fromkeys(found), key=lambda loss: loss.line)


class Imported(NamedTuple):
    """A scenario made of another program's story: its YAML, what was lost, and how much came over."""

    text: str
    kind: str
    losses: tuple[Loss, ...]
    beats: int
    options: int
    guesses: int


def cut(text: str, most: int = 70) -> str:
    """A piece of the source as it can stand in a sentence."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: most - 1] + "…"
