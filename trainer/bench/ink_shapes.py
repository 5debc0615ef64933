"""What following a flow of compiled ink brings: its words, its choices, the ways it takes, and how it ends."""

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from trainer.bench.ink_tree import Spot
from trainer.bench.ink_words import Value

NEWLINE, GLUE = "\n", "\0glue"
"""What stands among the pieces of a text for the end of a line, and for what joins two."""

Way = Literal["to", "end", "done", "out", "return", "back"]


class Exit(NamedTuple):
    """How a flow ends: it goes `to` a spot, is at its `end` or `done`, runs `out`, `return`s or comes `back`."""

    way: Way
    spot: Spot | None = None


OUT: Final = Exit("out")


@dataclass(eq=False)
class InkWay:
    """A way that a flow takes by itself under a condition (None: otherwise), and what is said on it."""

    condition: Value | None
    exit: Exit
    text: str = ""


@dataclass(eq=False)
class InkChoice:
    """A choice as it was come upon: its words, where it leads, and the condition of ink under which it is offered."""

    words: str
    body: Spot
    flags: int
    condition: Value | None
    losses: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Flow:
    """What a flow brought. `ways` are those that it takes only under a condition, `leaves` the one at its end."""

    text: str = ""
    choices: list[InkChoice] = field(default_factory=list)
    ways: list[InkWay] = field(default_factory=list)
    leaves: Exit = OUT
    losses: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @property
    def passes_on(self) -> bool:
        """Whether nothing is said or asked and the flow only goes elsewhere."""
        return not self.text and not self.choices and not self.ways and self.leaves.way == "to"


def joined(pieces: list[str], keep_ends: bool = False) -> str:
    """Text as ink puts it together: glue joins lines, and lines are never empty."""
    out: list[str] = []
    glued = False
    for piece in pieces:
        if piece == GLUE:
            while out and out[-1] == NEWLINE:
                out.pop()
            glued = True
        elif piece == NEWLINE:
            if not glued:
                out.append(piece)
        else:
            if piece.strip():
                glued = False
            out.append(piece)
    text = "".join(out)
    if keep_ends:
        return text
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
