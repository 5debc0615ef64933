"""Asking and printing, one whole line at a time, on any two streams.

Nothing here moves a cursor or writes an escape code. What is said since the last answer is remembered, so that it can
be read again; what is typed is cleaned before anybody sees it.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TextIO, TypeVar

from trainer.report.text import wrapped
from trainer.scenario.characters import FORBIDDEN

T = TypeVar("T")

LONGEST = 500
"""Characters of a typed line that are kept; nobody says more in one breath."""

_LONGEST_READ = 100_000


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
        commands that can be typed here beside the common ones, each with what it does; `accept` gets them like any
        other text.
        Raises Left where the trainee leaves, EOFError where the input has ended.
        """
        while True:
            typed = self.read(label)
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
                    heard = f"“{typed[:40]}{'…' if len(typed) > 40 else ''}” does not fit here. " if typed else ""
                    self._print([f"{heard}{wanted}"])

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
        answers = {"yes": True, "y": True, "no": False, "n": False}
        while True:
            typed = self.read(label).lower()
            if typed in answers:
                return answers[typed]
            self._print(["Type yes or no."])

    def _help(self, wanted: str, words: Mapping[str, str]) -> None:
        common = {
            "again": "reads the last lines once more.",
            "help": "reads this.",
            "quit": "leaves the program.",
        }
        listed = {**words, **common}
        self._print([wanted, *(f"The word {word} {does}" for word, does in listed.items())])

    def _leave(self) -> None:
        if self.leaving:
            self._print([f"{self.leaving} Leave all the same? Type yes or no."])
            if not self.yes_or_no("Yes or no"):
                self._print(["You stay. Type again to hear where you were."])
                return
        raise Left

    def _print(self, lines: Iterable[str]) -> None:
        for line in wrapped(lines, self.width):
            self.stdout.write(f"{line}\n")
        self.stdout.flush()


def cleaned(typed: str) -> str:
    """What somebody typed without what a terminal would obey or hide, in one line and of a bearable length."""
    return " ".join(FORBIDDEN.sub(" ", typed).split())[:LONGEST]


def quietly_closed(stdout: TextIO) -> None:
    """Let the interpreter end without a word about a pipe whose reader has gone."""
    if stdout is sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
