"""What is gathered while a passage's text is read: its words, its ways on, and what is lost, each at its line."""

import html
import re
from typing import Final, Literal, NamedTuple

from trainer.bench.foreign import END, MAX_LOSSES, CannotImport, Choice, Loss, cut
from trainer.language import _

Dialect = Literal["harlowe", "sugarcube", "chapbook", "snowman", "unknown"]
"""Which of Twine's formats a passage was written for."""

Kind = Literal["hook", "bracket", "link", "anchor"]

MAX_CHOICES: Final = 1_000
"""Links of one passage."""

MAX_OPEN: Final = 200
"""Macros and brackets within one another."""

_LOOKED_AT_MOST: Final = 2_000_000
_LINK_OPEN, _LINK_CLOSE = "\ue000", "\ue001"  # around a link's words while its line is read
_DYNAMIC = re.compile(r"^[$_(<\"'`{]|\)$")
_EMPHASIS = re.compile(r"''|(?<![:/])//(?!/)|~~|\^\^|\*\*+|(?<!\w)__(?=\w)|(?<=[\w.!?,])__(?!\w)")
_ONLY_LINKS = re.compile(r"[\s\-*•·>|,.;:/0-9#]*")


class Open(NamedTuple):
    """Something open: a hook of Harlowe, a bracket of the text, a link of SugarCube, an HTML link.

    `begun` is how many pieces of text were gathered before it.
    """

    kind: Kind
    choice: Choice | None
    begun: int


class Gathering:
    """What one passage holds, as far as it was read."""

    def __init__(self, text: str, first_line: int, dialect: Dialect) -> None:
        self.text = text.replace(_LINK_OPEN, "").replace(_LINK_CLOSE, "")
        self.line = self.first_line = first_line
        self.dialect = dialect
        self.out: list[str] = []
        self.choices: list[Choice] = []
        self.losses: list[Loss] = []
        self.open: list[Open] = []
        self.told: set[str] = set()
        self.place = 0
        self.looked = 0
        self.counted = 0  # how far line ends were counted

    def here(self) -> int:
        """The line of the present place; places are asked for in their order."""
        self.line += self.text.count("\n", self.counted, self.place)
        self.counted = max(self.counted, self.place)
        return self.line

    def lose(self, what: str, once: str = "") -> None:
        if once:
            if once in self.told:
                return
            self.told.add(once)
        if len(self.losses) >= MAX_LOSSES:
            raise CannotImport(_("there is more in it that cannot come over than anyone would read"), line=self.here())
        self.losses.append(Loss(self.here(), what))

    def begin(self, kind: Kind, choice: Choice | None = None) -> None:
        if len(self.open) >= MAX_OPEN:
            raise CannotImport(
                _("brackets and macros stand more than {number} deep in one another").format(number=MAX_OPEN),
                _("make it flatter"), self.here(),
            )  # fmt: skip
        self.open.append(Open(kind, choice, len(self.out)))

    def add(self, choice: Choice) -> None:
        if len(self.choices) >= MAX_CHOICES:
            told = _("a passage has more than {number} links").format(number=MAX_CHOICES)
            raise CannotImport(told, _("split the passage"), choice.line)
        self.choices.append(choice)

    def link(self, inside: str) -> Choice:
        """A link by what stands in its brackets: the last arrow to the right parts it, or the first to the left."""
        if "->" in inside:
            words, _arrow, target = inside.rpartition("->")
        elif "<-" in inside:
            target, _arrow, words = inside.partition("<-")
        elif "|" in inside:
            words, _bar, target = inside.rpartition("|")
        else:
            words = target = inside
        target = html.unescape(target.strip())
        words = html.unescape(words.strip())
        choice = Choice(words or target, target, self.here())
        if _DYNAMIC.search(target) and self.dialect != "unknown":
            what = _("a link whose target is worked out while playing: {what}; it ends the talk").format(
                what=cut(target)
            )
            choice.target = END
            choice.losses.append(Loss(choice.line, what))
        self.add(choice)
        self.show_link(choice.text)
        return choice

    def way(self, words: str, target: str | None) -> Choice:
        """A choice that a macro makes."""
        choice = Choice(html.unescape(words.strip()), None if target is None else target.strip(), self.here())
        self.add(choice)
        if choice.text:
            self.show_link(choice.text)
        return choice

    def pending(self) -> Choice | None:
        """The innermost open link that has no target yet."""
        return next((one.choice for one in reversed(self.open) if one.choice and one.choice.target is None), None)

    def scanned(self, characters: int) -> None:
        """Count what was looked through for a macro's end, so that many that never end do not take for ever."""
        self.looked += characters
        if self.looked > _LOOKED_AT_MOST:
            raise CannotImport(_("macros in it are begun and never closed"), line=self.here())

    def words(self) -> str:
        text = "".join(self.out)
        if self.dialect == "sugarcube":
            text = re.sub(r"\\[ \t]*\n", " ", text)  # a backslash joins two lines
        kept = []
        for line in text.split("\n"):
            bare = re.sub(f"{_LINK_OPEN}[^{_LINK_CLOSE}]*{_LINK_CLOSE}", "", line)
            if _LINK_OPEN in line and _ONLY_LINKS.fullmatch(bare):
                continue
            kept.append(line.replace(_LINK_OPEN, "").replace(_LINK_CLOSE, ""))
        plain = html.unescape("\n".join(kept))
        without = _EMPHASIS.sub("", plain)
        if without != plain:
            self.losses.append(Loss(self.first_line, _("bold, italic and other emphasis")))
        lines = [" ".join(line.split()) for line in without.split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def show_link(self, words: str) -> None:
        """Put a link's words into the text."""
        self.out += [_LINK_OPEN, words, _LINK_CLOSE]
