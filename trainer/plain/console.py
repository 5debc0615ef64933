"""Asking and printing, one whole line at a time, on any two streams.

Nothing here moves a cursor or writes an escape code. What is said since the last answer is remembered, so that it can
be read again; what is typed is cleaned before anybody sees it.
"""

import io
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TextIO, TypeVar

from trainer.language import Table, _, mark
from trainer.report.text import wrapped
from trainer.scenario.characters import FORBIDDEN

T = TypeVar("T")

LONGEST = 500
"""Characters of a typed line that are kept; nobody says more in one breath."""

_LONGEST_READ = 100_000

COMMON: Final = Table(
    {
        mark("again"): mark("reads the last lines once more."),
        mark("help"): mark("reads this."),
        mark("quit"): mark("leaves the program."),
    },
    _,
)
"""What can be typed everywhere, each with what it does."""


class Left(Exception):
    """The trainee leaves the program."""


class Console:
    """A pair of streams. `width` is where lines are broken between words, None where the reader does that.

    `leaving` is what leaving would lose, as a sentence, or "" where it loses nothing.
    """

    def __init__(self, stdin: TextIO, stdout: TextIO, width: int | None = None) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.at_terminal = stdin.isatty() and stdout.isatty()
        self.width = width or (shutil.get_terminal_size().columns if stdout.isatty() else None)
        self.leaving = ""
        self._recent: list[str] = []
        for stream in (stdin, stdout):
            # a letter that the terminal's encoding does not have must not end a play
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")

    def say(self, *lines: str) -> None:
        """Print lines, each a whole one."""
        self._recent += lines
        self._print(lines)

    def ask(
        self,
        label: str,
        accept: Callable[[str], T | None],
        wanted: str,
        words: Mapping[str, str] | None = None,
    ) -> T:
        """Ask until `accept` gives a value for what was typed; None means that it could not be used.

        `label` stands before the cursor at a terminal. `wanted` says in a sentence what can be typed. `words` are the
        commands that can be typed here beside the common ones, in English, each with what it does. They can be typed in
        the language that is spoken too; `accept` gets them in English, like any other text.
        Raises Left where the trainee leaves, EOFError where the input has ended.
        """
        while True:
            typed = word_meant(self.read(label), (*(words or {}), *COMMON))
            match typed.lower():
                case "again":
                    self._print(self._recent)
                case "help" | "?":
                    self._help(wanted, words or {})
                case "quit" | "exit" | "q":
                    self._leave()
                case _:
                    value = accept(typed)
                    if value is not None:
                        self._recent = []
                        return value
                    self._print([f"{_unfit(typed)} {wanted}".lstrip()])

    def read(self, label: str) -> str:
        """One typed line, cleaned. Raises EOFError where the input has ended."""
        if self.at_terminal:
            self.stdout.write(f"{label}: ")
        self.stdout.flush()
        line = self.stdin.readline(_LONGEST_READ)
        if not line:
            raise EOFError
        rest = line
        while len(rest) == _LONGEST_READ and not rest.endswith("\n"):
            rest = self.stdin.readline(_LONGEST_READ)
        return cleaned(line)

    def yes_or_no(self, label: str) -> bool:
        """A question that is answered with yes or no."""
        while True:
            answer = yes_or_no(self.read(label))
            if answer is not None:
                return answer
            self._print([_("Type yes or no.")])

    def _help(self, wanted: str, words: Mapping[str, str]) -> None:
        told = _("The word {word} {does}")
        listed = {**words, **COMMON}
        self._print([wanted, *(told.format(word=_(word), does=does) for word, does in listed.items())])

    def _leave(self) -> None:
        if self.leaving:
            self._print([f"{self.leaving} {_('Leave all the same? Type yes or no.')}"])
            if not self.yes_or_no(_("Yes or no")):
                self._print([_("You stay. Type again to hear where you were.")])
                return
        raise Left

    def _print(self, lines: Iterable[str]) -> None:
        for line in wrapped(lines, self.width):
            self.stdout.write(f"{line}\n")
        self.stdout.flush()


def word_meant(typed: str, known: Iterable[str]) -> str:
    """The English word of these that was typed, in English or in the language that is spoken, accents or none.

    What was typed itself, where it is none of them.
    """
    bare = _bare(typed)
    return next((word for word in known if bare in (_bare(word), _bare(_(word)))), typed)


def word_and_rest(typed: str, known: Iterable[str]) -> tuple[str, str] | None:
    """One of these words, in English, and what was typed behind it; None where it was none of them.

    The word can be typed in English or in the language that is spoken, accents or none.
    """
    parts = typed.split()
    for word in known:
        for form in (word, _(word)):
            long = len(form.split())
            if _bare(" ".join(parts[:long])) == _bare(form):
                return word, " ".join(parts[long:])
    return None


def one_of(typed: str, known: Iterable[str]) -> str | None:
    """The same, and None where what was typed is none of them."""
    listed = tuple(known)
    meant = word_meant(typed, listed)
    return meant if meant in listed else None


def yes_or_no(typed: str) -> bool | None:
    """What was answered: yes or no, in whole or by the first letter; None where it was neither."""
    return {"yes": True, "y": True, "no": False, "n": False}.get(word_meant(typed, _YES_AND_NO))


_YES_AND_NO: Final = (mark("yes"), mark("y"), mark("no"), mark("n"))


def _bare(word: str) -> str:
    """A word as it may be typed: in small letters, and without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter))


def _unfit(typed: str) -> str:
    if not typed:
        return ""
    shown = f"{typed[:40]}{'…' if len(typed) > 40 else ''}"
    return _("“{typed}” does not fit here.").format(typed=shown)


def cleaned(typed: str) -> str:
    """What somebody typed without what a terminal would obey or hide, in one line and of a bearable length."""
    return " ".join(FORBIDDEN.sub(" ", typed).split())[:LONGEST]


def quietly_closed(stdout: TextIO) -> None:
    """Let the interpreter end without a word about a pipe whose reader has gone."""
    if stdout is sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
