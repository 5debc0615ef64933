"""Plays through the real program in a pseudo-terminal and kills it, again and again; prints one line of JSON a kill.

It is given the way (plain or screens), the number of kills, the folder of the records and the file of the scenario. It
imports everything once, and forks the program for each kill, so that none costs a start of Python. Of a run it tells
the keys that were sent, and the least number of minutes that was shown as left.
"""

import fcntl
import json
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

from trainer.plain.game import play_plain
from trainer.records.settings import Settings, Setup
from trainer.records.store import open_records
from trainer.screens import brief, sheets, talk  # noqa: F401  imported before the fork, not after it
from trainer.screens.app import run_app

LEFT = re.compile(r"(\d+) minutes? left")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
PATIENCE = 30.0


def program(way: str, folder: Path, file: Path) -> None:
    """The program, in the process that will be killed."""
    sys.stdin, sys.stdout = os.fdopen(0, encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
    settings = Setup(settings=Settings(pace="at once"))
    with open_records(folder) as records:
        if way == "plain":
            play_plain(file, seed=1, stdin=sys.stdin, stdout=sys.stdout, records=records, settings=settings)
        else:
            run_app(file, seed=1, records=records, settings=settings)
    os._exit(0)


class Victim:
    """The program in its terminal, and all that it has written."""

    def __init__(self, way: str, folder: Path, file: Path) -> None:
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            try:
                program(way, folder, file)
            finally:
                os._exit(1)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.written = b""

    def send(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def read(self, seconds: float) -> bool:
        """Take what comes within a while; False where nothing does."""
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if not ready:
            return False
        try:
            piece = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.written += piece
        return bool(piece)

    def follow(self, seconds: float) -> None:
        """Take what comes for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)

    @property
    def text(self) -> str:
        """What was written, wherever its lines were broken: a wrapped sentence is still that sentence."""
        return " ".join(ESCAPES.sub("", self.written.decode(errors="replace")).split())

    def until(self, *words: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for word in words:
                if word in self.text:
                    return word
            self.read(0.5)
        raise TimeoutError(f"{words} never came: {self.text[-800:]}")

    def kill(self) -> None:
        """Kill it, and read what it had written before."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        while self.read(0.0):
            pass
        os.close(self.terminal)


def main() -> None:
    """Kill."""
    way, kills, folder, file = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    chance = random.Random(way)
    enter = "\n" if way == "plain" else "\r"
    for _kill in range(kills):
        victim = Victim(way, folder, file)
        sent = ""
        if chance.random() < 0.1:
            time.sleep(chance.random() * 0.1)
        else:
            found = victim.until("You stopped in the middle", "Enter start", "Press Enter to begin,")
            if found.startswith("You"):
                victim.until("Go on there", "press Enter to begin afresh.")
            victim.send(("go on" + enter if way == "plain" else "1") if found.startswith("You") else enter)
            victim.until("What do you say?")
            for _key in range(chance.randint(0, 6)):
                key = chance.choice("123")
                sent += key
                victim.send(key + (enter if way == "plain" else ""))
                if chance.random() < 0.6:
                    victim.follow(chance.random() * (0.02 if way == "plain" else 0.4))
            victim.follow(chance.random() * (0.02 if way == "plain" else 0.3))
        victim.kill()
        shown = [int(minutes) for minutes in LEFT.findall(victim.text)]
        print(json.dumps({"sent": sent, "left": min(shown, default=None)}), flush=True)
        sys.stdin.readline()  # the records are looked at now


main()
