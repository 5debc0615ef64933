"""Bytes that go to the terminal with each turn of a talk: at the pace of speech, at once, and over a slow link.

python -m benchmarks.bytes_a_turn [TURNS]

The program runs in a pseudo-terminal of 80 x 24, with folders of its own; the first line on offer is said again and
again. A turn ends where nothing has come for a while.
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
from pathlib import Path

from benchmarks.first_frame import environment
from benchmarks.measure import ROOT, machine, rounds_wanted

SCENARIO = "bus_thirty_one"
QUIET = 1.6
"""Seconds without a byte after which a turn is taken as drawn: longer than the longest pause of a speaker."""

PATIENCE = 30.0
WAYS: dict[str, tuple[str, ...]] = {"at the pace of speech": (), "at once": (), "--slow-link": ("--slow-link",)}


def bytes_of(way: str, turns: int) -> tuple[list[int], int]:
    """The bytes of each turn, and of the first screen of the talk."""
    with tempfile.TemporaryDirectory() as home:
        settings = {"SECOND_KNOCK_AT_ONCE": "1"} if way == "at once" else {}
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(ROOT)
            command = [sys.executable, "-m", "trainer", "play", SCENARIO, "--seed", "3", *WAYS[way]]
            os.execve(sys.executable, command, {**environment(home), **settings})
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        try:
            _drawn(terminal)
            opening = _after(terminal, b"\r")
            return [_after(terminal, b"1") for _ in range(turns)], opening
        finally:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(terminal)


def _after(terminal: int, key: bytes) -> int:
    os.write(terminal, key)
    return _drawn(terminal)


def _drawn(terminal: int) -> int:
    """The bytes that come until nothing more does. Raises TimeoutError where nothing comes at all."""
    count = 0
    while True:
        ready, _, _ = select.select([terminal], [], [], QUIET if count else PATIENCE)
        if not ready:
            if not count:
                raise TimeoutError("nothing was drawn")
            return count
        count += len(os.read(terminal, 65536))


def main() -> None:
    """Measure and print."""
    turns = rounds_wanted(5)
    print(f"Bytes to the terminal, {Path(SCENARIO).stem}, 80 x 24\n  {machine()}")
    for way in WAYS:
        each, opening = bytes_of(way, turns)
        spread = f"({min(each):,} to {max(each):,})"
        print(f"  {way:<24} a turn {statistics.median(each):>7,.0f} {spread}, opening {opening:,}")


if __name__ == "__main__":
    main()
