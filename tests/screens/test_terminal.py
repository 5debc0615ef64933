"""The program in a real terminal: played to the end by keys, ended by signals, the terminal given back each time."""

import os
import random
import signal
import sys
import termios
import time
from pathlib import Path

import pytest
from screens_driver import LAUNDRY, LIBRARY, flattened

pexpect = pytest.importorskip("pexpect", reason="there are no pseudo-terminals here")
pyte = pytest.importorskip("pyte")

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from trainer.screens.app import run_app
{before}
sys.exit(run_app(Path(sys.argv[1]) if len(sys.argv) > 1 else None, seed=3))
"""
LEAVES = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?1003l", "\x1b[?1006l", "\x1b[?2004l", "\x1b[?1004l")
"""First screen, cursor, no mouse, no paste and focus reports: what must have been written last of its kind."""


class Terminal:
    """A pseudo-terminal with the program in it, and the screen that its output draws."""

    def __init__(self, *arguments: str, before: str = "", rows: int = 24, columns: int = 80) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "SECOND_KNOCK_AT_ONCE": "1"}
        for name in ("NO_COLOR", "COLUMNS", "LINES", "SECOND_KNOCK_DETAILS"):
            environment.pop(name, None)
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.written = ""
        self.program = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM.format(before=before), *arguments],
            dimensions=(rows, columns),
            env=environment,
            encoding="utf-8",
        )
        self.modes = termios.tcgetattr(self.program.child_fd)

    def read(self) -> bool:
        """Take what has been written; False once the program has ended."""
        try:
            written = self.program.read_nonblocking(65536, 0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.written += written
        self.stream.feed(written)
        return True

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return flattened("\n".join(self.screen.display))

    def shows(self, *words: str, patience: float = 20.0) -> str:
        """Wait until one of these stands on the screen, and return it."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            for word in words:
                if word in self.text:
                    return word
            if not self.read():
                break
        raise AssertionError(f"{words} never came; there is:\n" + "\n".join(self.screen.display))

    def ended(self, patience: float = 20.0) -> int:
        """Wait for the end, and return the exit code."""
        end = time.monotonic() + patience
        while time.monotonic() < end and self.read():
            pass
        assert time.monotonic() < end, "the program did not end"
        # The modes are asked before the terminal is closed.
        modes = termios.tcgetattr(self.program.child_fd)
        self.program.close()
        for wanted in LEAVES:
            assert wanted in self.written, repr(wanted)
            entered = wanted[:-1] + ("h" if wanted.endswith("l") else "l")
            assert self.written.rfind(wanted) > self.written.rfind(entered), repr(wanted)
        assert modes[:4] == self.modes[:4], "the terminal's modes were not given back"
        code = self.program.exitstatus
        assert code is not None, f"killed by signal {self.program.signalstatus}"
        return int(code)


def test_a_play_from_the_first_screen_to_the_debrief_and_out() -> None:
    terminal = Terminal()
    terminal.shows("SECOND KNOCK")
    terminal.program.send("1")
    terminal.shows("Enter start")
    terminal.program.send("\r")
    chance = random.Random(4)
    seen: set[str] = set()
    for _ in range(120):
        found = terminal.shows(
            "What do you say?",
            "The visit is over",
            "takes leave",
            "Next:",
            "How did it go?",
            "These said yes",
            "1 of 8",
        )
        seen.add(found)
        if found == "1 of 8":
            break
        before = terminal.text
        if found == "What do you say?":
            terminal.program.send(str(chance.randint(1, 3)))
        elif found == "How did it go?":
            terminal.program.send("33333333\r\r")
        elif found == "These said yes":
            terminal.program.send("60\r")
        else:
            terminal.program.send("\r")
        changed(terminal, before)
    assert {"What do you say?", "Next:", "How did it go?", "1 of 8"} <= seen
    for number in "2345678":
        terminal.program.send(number)
        terminal.shows(f"{number} of 8")
    terminal.program.send("q")
    assert terminal.ended() == 0


def changed(terminal: Terminal, before: str) -> None:
    """Wait until the screen is another one and has stopped changing."""
    end = time.monotonic() + 5
    while time.monotonic() < end and terminal.text == before:
        terminal.read()
    last = ""
    while time.monotonic() < end and last != terminal.text:
        last = terminal.text
        terminal.read()
        terminal.read()


def test_keys_typed_ahead_in_a_burst_break_nothing() -> None:
    terminal = Terminal(str(LAUNDRY))
    terminal.shows("Enter start")
    for _ in range(4):
        terminal.program.send("\r\r1112\r13\r\ru\r4\r\r")
    terminal.shows("Nights in the laundry", "Denise Walker")
    terminal.program.send("\x03")
    assert terminal.ended() == 130


@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_in_the_middle_of_a_talk_gives_the_terminal_back(ending: str) -> None:
    # no timer helps: the signal alone has to wake a program that waits for a key
    terminal = Terminal(str(LAUNDRY), before="import trainer.screens.terminal as t; t.PATIENCE = 3600")
    terminal.shows("Enter start")
    terminal.program.send("\r")
    terminal.shows("What do you say?")
    waits_for_a_key(terminal)
    terminal.program.kill(getattr(signal, ending))
    assert terminal.ended() == 128 + getattr(signal, ending)


def test_ctrl_c_leaves_at_once() -> None:
    terminal = Terminal(str(LAUNDRY))
    terminal.shows("Enter start")
    terminal.program.send("\x03")
    assert terminal.ended() == 130


def test_a_program_that_hangs_is_ended_by_a_signal_all_the_same() -> None:
    hang = "import time, trainer.screens.talk as t; t.TalkScreen.action_known = lambda self: time.sleep(60)"
    terminal = Terminal(str(LAUNDRY), before=hang)
    terminal.shows("Enter start")
    terminal.program.send("\r")
    terminal.shows("What do you say?")
    terminal.program.send("w")
    terminal.read()
    terminal.program.kill(signal.SIGTERM)
    assert terminal.ended() == 143


def test_ctrl_z_gives_the_terminal_back_and_coming_back_goes_on() -> None:
    terminal = Terminal(str(LIBRARY / "bus_thirty_one.yaml"))
    terminal.shows("Enter start")
    terminal.program.send("\r")
    terminal.shows("What do you say?")
    terminal.program.send("\x1a")
    end = time.monotonic() + 20
    while terminal.written.rfind("\x1b[?1049l") < terminal.written.rfind("\x1b[?1049h") and time.monotonic() < end:
        terminal.read()
    while stopped(terminal.program.pid) is False and time.monotonic() < end:
        terminal.read()
    assert termios.tcgetattr(terminal.program.child_fd)[:4] == terminal.modes[:4]
    terminal.screen.reset()
    terminal.program.kill(signal.SIGCONT)
    terminal.shows("What do you say?")
    terminal.program.send("1")
    terminal.shows("YOU")
    terminal.program.send("\x03")
    assert terminal.ended() == 130


def waits_for_a_key(terminal: Terminal) -> None:
    """Wait until the program does nothing any more; where no processor time can be read, not at all."""
    status = Path(f"/proc/{terminal.program.pid}/stat")
    seen: list[list[str]] = []
    while status.exists() and (len(seen) < 10 or seen[-10:] != seen[-1:] * 10):
        terminal.read()
        seen.append(status.read_text(encoding="ascii").rpartition(")")[2].split()[11:13])


def stopped(process: int) -> bool | None:
    """Whether a process is stopped; None where the machine does not tell."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"
    except OSError:
        return None


def test_an_error_that_nobody_foresaw_is_a_plain_sentence() -> None:
    boom = "import trainer.screens.talk as t; t.TalkScreen.action_known = lambda self: 1 / 0"
    terminal = Terminal(str(LAUNDRY), before=boom)
    terminal.shows("Enter start")
    terminal.program.send("\r")
    terminal.shows("What do you say?")
    terminal.program.send("w")
    assert terminal.ended() == 70
    said = terminal.written[terminal.written.rfind("\x1b[?1049l") :]
    assert "Second Knock met an error that it did not expect" in said
    assert "Traceback" not in said and "ZeroDivisionError" not in said


def test_the_window_can_change_its_size_at_any_time() -> None:
    terminal = Terminal(str(LAUNDRY))
    terminal.shows("Enter start")
    terminal.program.send("\r")
    terminal.shows("What do you say?")
    for rows, columns, words in ((10, 30, "too small"), (18, 60, "What do you say?"), (60, 200, "told you")):
        terminal.screen.resize(rows, columns)
        terminal.program.setwinsize(rows, columns)
        terminal.shows(words)
    terminal.program.send("\x03")
    assert terminal.ended() == 130
