"""A program in a pseudo-terminal of its own: keys go in, what it draws comes out, and its processor time is read."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import ROOT

PATIENCE = 60.0
"""Seconds after which a program that draws nothing is given up."""

QUIET = 0.25
"""Seconds without a byte after which a drawing is complete."""


class Drawn(NamedTuple):
    """What a key brought: milliseconds to the last byte of the drawing, processor milliseconds, and bytes."""

    wall: float
    processor: float
    size: int


class Running:
    """The program. Linux only: its processor time and its memory are read in /proc."""

    def __init__(self, process: int, terminal: int) -> None:
        self.process = process
        self.terminal = terminal
        self.seen = b""

    def press(self, keys: bytes, quiet: float = QUIET) -> Drawn:
        """Send keys, and wait until what they bring is drawn. Raises TimeoutError where nothing comes."""
        used, began = self.processor(), time.perf_counter()
        if keys:
            os.write(self.terminal, keys)
        size, last = 0, began
        while True:
            ready, _, _ = select.select([self.terminal], [], [], quiet if size else PATIENCE)
            if not ready:
                break
            piece = os.read(self.terminal, 65536)
            last = time.perf_counter()
            size += len(piece)
            self.seen = (self.seen + piece)[-200_000:]
        if not size:
            raise TimeoutError(f"nothing was drawn; the last was {self.seen[-500:].decode(errors='replace')}")
        return Drawn((last - began) * 1000, (self.processor() - used) * 1000, size)

    def until(self, words: str) -> None:
        """Wait until these words were drawn. Raises TimeoutError where they never come."""
        end = time.monotonic() + PATIENCE
        while words.encode() not in self.seen:
            if time.monotonic() > end:
                raise TimeoutError(f"“{words}” never came: {self.seen[-500:].decode(errors='replace')}")
            ready, _, _ = select.select([self.terminal], [], [], 1.0)
            if ready:
                self.seen += os.read(self.terminal, 65536)

    def processor(self) -> float:
        """Processor seconds of all its threads so far."""
        tasks = Path(f"/proc/{self.process}/task")
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9

    def memory(self) -> float:
        """Megabytes that it holds in memory, shared libraries counted whole."""
        for line in Path(f"/proc/{self.process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise OSError("no VmRSS in /proc")


@contextmanager
def running(module: str, environment: Mapping[str, str], rows: int = 24, columns: int = 80) -> Iterator[Running]:
    """`python -m module` in a terminal of this size, killed at the end."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", *module.split()], dict(environment))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    try:
        yield Running(process, terminal)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
