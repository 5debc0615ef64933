"""For a slow connection: of what is drawn, only the cells that are others than those on the terminal go over it.

Textual draws whole lines, and a turn draws most of them several times. Here each drawing is kept for a moment, and what
comes of it is held against what stands on the terminal already, the way that curses does it.
"""

import asyncio
import os
import re
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.driver import Driver

PATIENCE: Final = 0.06
"""Seconds for which drawings are gathered: several that follow one key become one."""

BRIDGE: Final = 4
"""Cells that are rather written again than stepped over: a step costs as many bytes."""

_PIECE: Final = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H|\x1b\[(?P<style>[0-9;]*)m|(?P<text>[^\x00-\x1f\x7f]+)|\r?\n"
)
_SYNCHRONIZED: Final = ("\x1b[?2026h", "\x1b[?2026l")
_DRAWS: Final = re.compile(r"\x1b\[\?1049[hl]|\x1b\[[0-9]*J|\x1bc")
"""What changes the whole screen without drawing a cell of it."""

_OFF: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29", "53": "55"}


class Look(NamedTuple):
    """How a cell looks: its colours as their codes ("" for the terminal's own) and what is switched on."""

    ink: str = ""
    ground: str = ""
    on: frozenset[str] = frozenset()


class Cell(NamedTuple):
    """What stands in a cell; "" where a wide character reaches into it."""

    text: str
    look: Look


PLAIN: Final = Look()


class Terminal:
    """What stands on a terminal, and what shall stand there. Rows and columns count from 1."""

    def __init__(self) -> None:
        self.there: dict[int, dict[int, Cell]] = {}
        self.wanted: dict[int, dict[int, Cell]] = {}
        self.cursor = (1, 1)

    def forget(self) -> None:
        """Take nothing for granted any more of what stands there."""
        self.there.clear()

    def draw(self, drawing: str) -> bool:
        """Take a drawing in; False, and nothing of it, where it holds more than moves, styles and text."""
        cells: list[tuple[int, int, Cell]] = []
        row = column = 0
        look = PLAIN
        end = 0
        for piece in _PIECE.finditer(drawing):
            if piece.start() != end:
                return False
            end = piece.end()
            if piece["row"]:
                row, column = int(piece["row"]), int(piece["column"])
            elif piece["style"] is not None:
                look = looks(look, piece["style"])
            elif piece["text"]:
                if not row:
                    return False
                for character in piece["text"]:
                    wide = cell_len(character)
                    if wide:
                        cells.append((row, column, Cell(character, look)))
                        cells += [(row, column + place, Cell("", look)) for place in range(1, wide)]
                        column += wide
                    else:
                        _join(cells, character)
            else:
                row = 0
        if end != len(drawing):
            return False
        for at_row, at_column, cell in cells:
            self.wanted.setdefault(at_row, {})[at_column] = cell
        if row:
            self.cursor = (row, column)
        return True

    def difference(self) -> str:
        """The shortest drawing that makes of what stands there what shall stand there; it is taken as drawn."""
        parts: list[str] = []
        look: Look | None = None
        for row, wanted in sorted(self.wanted.items()):
            there = self.there.setdefault(row, {})
            changed = sorted(column for column, cell in wanted.items() if there.get(column) != cell)
            at = 0
            for first in changed:
                column = first
                while column > 1 and not wanted.get(column, Cell(" ", PLAIN)).text:
                    column -= 1  # a wide character is written from its beginning
                if column < at:
                    continue
                between = [wanted.get(place) or there.get(place) for place in range(at, column)] if at else []
                if at and len(between) <= BRIDGE and all(cell and cell.look == look for cell in between):
                    parts += [cell.text for cell in between if cell]
                else:
                    parts.append(f"\x1b[{row};{column}H")
                cell = wanted.get(column) or there.get(column) or Cell(" ", PLAIN)
                if cell.look != look:
                    parts.append(step(look, cell.look))
                    look = cell.look
                parts.append(cell.text)
                at = column + max(1, cell_len(cell.text))
            there.update(wanted)
        self.wanted.clear()
        if not parts:
            return ""
        return "".join((*parts, "\x1b[m", f"\x1b[{self.cursor[0]};{self.cursor[1]}H"))


def _join(cells: list[tuple[int, int, Cell]], mark: str) -> None:
    """Join a mark without a width of its own to the character before it."""
    for place in range(len(cells) - 1, -1, -1):
        row, column, cell = cells[place]
        if cell.text:
            cells[place] = (row, column, Cell(cell.text + mark, cell.look))
            return


@lru_cache(maxsize=1024)
def looks(look: Look, codes: str) -> Look:
    """How cells look after these codes."""
    ink, ground, on = look.ink, look.ground, set(look.on)
    listed = codes.split(";") if codes else ["0"]
    while listed:
        code = listed.pop(0)
        match code:
            case "0" | "":
                ink, ground, on = "", "", set()
            case "38" | "48":
                taken = [listed.pop(0) for _ in range(min(len(listed), 4 if listed[:1] == ["2"] else 2))]
                colour = ";".join([code, *taken])
                ink, ground = (colour, ground) if code == "38" else (ink, colour)
            case "39":
                ink = ""
            case "49":
                ground = ""
            case _ if code in _OFF:
                on.add(code)
            case _ if code in _OFF.values():
                on = {known for known in on if _OFF[known] != code}
            case _ if code.isdigit() and (30 <= int(code) <= 37 or 90 <= int(code) <= 97):
                ink = code
            case _ if code.isdigit() and (40 <= int(code) <= 47 or 100 <= int(code) <= 107):
                ground = code
    return Look(ink, ground, frozenset(on))


@lru_cache(maxsize=1024)
def step(before: Look | None, after: Look) -> str:
    """The codes that lead from one look to another."""
    if before is None or after == PLAIN:
        before_, codes = PLAIN, ["0"]
    else:
        before_, codes = before, []
    gone = before_.on - after.on
    switched = sorted({_OFF[code] for code in gone})
    codes += switched
    codes += sorted(code for code in after.on if code not in before_.on or _OFF[code] in switched)
    if after.ink != before_.ink:
        codes.append(after.ink or "39")
    if after.ground != before_.ground:
        codes.append(after.ground or "49")
    return f"\x1b[{';'.join(codes)}m"


def sparing(kind: type[Driver]) -> type[Driver]:
    """A driver of this kind that sends only what is new."""

    class SparingDriver(kind):  # type: ignore[misc,valid-type]
        """Gathers what is drawn, and sends what is new of it."""

        _terminal: Terminal | None = None
        _waiting: asyncio.TimerHandle | None = None
        _size: os.terminal_size | None = None

        def write(self, data: str) -> None:
            """Take a drawing, to be sent in a moment; anything else goes through at once."""
            if data in _SYNCHRONIZED:
                return
            if self._terminal is None:
                self._terminal = Terminal()
            terminal = self._terminal
            if terminal.draw(data):
                self._send_soon()
                return
            self._send()
            if _DRAWS.search(data) or not data.startswith("\x1b"):
                terminal.forget()
            super().write(data)

        def _send_soon(self) -> None:
            if self._waiting is not None:
                return
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                self._send()
            else:
                self._waiting = loop.call_later(PATIENCE, self._send)

        def _send(self) -> None:
            if self._waiting is not None:
                self._waiting.cancel()
                self._waiting = None
            assert self._terminal is not None
            size = _size_of()
            if size != self._size:
                # what a terminal does with its cells when it becomes another size is its own affair
                self._size = size
                self._terminal.forget()
            if sent := self._terminal.difference():
                super().write(sent)

    return SparingDriver


def _size_of() -> os.terminal_size | None:
    for descriptor in (2, 1, 0):
        try:
            return os.get_terminal_size(descriptor)
        except (OSError, ValueError):
            continue
    return None
