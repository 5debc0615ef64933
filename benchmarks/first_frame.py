"""Processor time until the first frame stands on the terminal, beside a bare Textual app. Goal: at most 1.2 times.

python -m benchmarks.first_frame [ROUNDS]

Each program runs in a pseudo-terminal of 80 x 24 of its own and is killed as soon as the words that are drawn last have
come out of it. Its folders are temporary ones, filled by a round that is not counted, as on a second start.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time

from benchmarks.bare_app import LAST_LINE
from benchmarks.measure import ROOT, interleaved, rounds_wanted, show

GOAL = 1.2
HOME_SAYS = "Coaching after each visit"
"""Words near the end of the home screen."""

SCENARIO, SCENARIO_SAYS = "bus_thirty_one", "Leave with an answer"
"""A scenario of the library, and words near the end of its brief."""

PATIENCE = 30.0
"""Seconds after which a program that has not drawn its words is given up."""


def until_drawn(module: str, words: str, home: str) -> float:
    """Processor seconds of `python -m module` until it has drawn `words`. Raises TimeoutError where it never does."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", *module.split()], environment(home))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    drawn = b""
    deadline = time.monotonic() + PATIENCE
    try:
        while words.encode() not in drawn:
            ready, _, _ = select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))
            piece = _read(terminal) if ready else b""
            if not piece:
                raise TimeoutError(f"“{words}” was not drawn by {module}: {drawn[-600:].decode(errors='replace')}")
            drawn += piece
    finally:
        os.kill(process, signal.SIGKILL)
        _, _, used = os.wait4(process, 0)
        os.close(terminal)
    return used.ru_utime + used.ru_stime


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other side is gone
        return b""


def environment(home: str) -> dict[str, str]:
    """The environment of a program whose folders all stand in `home`."""
    folders = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH")}
    return {**kept, **terminal, **folders, "HOME": home}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as home:

        def drawn(module: str, words: str) -> float:
            return until_drawn(module, words, home) * 1000

        taken = interleaved(
            rounds_wanted(11),
            {
                "a bare app with a list and a transcript": lambda: drawn("benchmarks.bare_app", LAST_LINE),
                "second-knock": lambda: drawn("trainer", HOME_SAYS),
                f"second-knock play {SCENARIO}": lambda: drawn(f"trainer play {SCENARIO}", SCENARIO_SAYS),
            },
        )
    show(
        f"First frame (goal of the first screen: {GOAL} x)",
        "ms",
        taken,
        beside="a bare app with a list and a transcript",
    )


if __name__ == "__main__":
    main()
