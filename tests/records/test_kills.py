"""Kill -9 at any moment: whatever was said to be kept is there, and nothing else."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.records.scene import choices_in, edition, opened, source
from trainer.conversation.play import Play
from trainer.records.store import Records

ROOT = Path(__file__).parents[2]
KILLS = 200
OPENING = 0.02
"""Seconds after its start until a window is killed that does not get to choose, at most."""

CHOOSING = 0.004
"""Seconds after a choice until a window is killed, at most: longer than one choice takes."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork and no kill -9")


class Driver:
    """The process of tests/records/driver.py."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self._rest = b""

    def tell(self, line: str) -> None:
        """Give it a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def lines(self, until: str) -> Iterator[str]:
        """Its lines up to one that begins so."""
        assert self.process.stdout is not None
        while True:
            while b"\n" in self._rest:
                line, _, self._rest = self._rest.partition(b"\n")
                text = line.decode()
                assert not text.startswith("broken"), text
                yield text
                if text.startswith(until):
                    return
            more = os.read(self.process.stdout.fileno(), 65536)
            assert more, "the driver ended"
            self._rest += more


@contextmanager
def driver(folder: Path, *arguments: str) -> Iterator[Driver]:
    """A driver that is ready."""
    # a copy, so that both processes play the same whatever is edited meanwhile
    scenario = folder.parent / "scenario.yaml"
    scenario.write_text(source(), encoding="utf-8")
    command = [sys.executable, "-m", "tests.records.driver", str(folder), str(scenario), *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        made = Driver(process)
        list(made.lines("ready"))
        try:
            yield made
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=30)


def window_of(lines: list[str]) -> int:
    """The process of the window that was opened."""
    return next(int(line.split()[1]) for line in lines if line.startswith("window"))


def test_no_choice_that_was_printed_is_missing_after_any_of_many_kills(tmp_path: Path) -> None:
    chance = random.Random(20)
    said: dict[str, list[str]] = {}
    finished: set[str] = set()
    made = 0
    with driver(tmp_path / "records") as playing:
        for kill in range(KILLS):
            playing.tell(f"play {kill}")
            lines = list(playing.lines("window"))
            window = window_of(lines)
            choices = 0 if chance.random() < 0.15 else chance.randint(1, 6)
            while sum(line.startswith("chosen") for line in lines) < choices:
                lines += playing.lines("")
            time.sleep(chance.random() * (CHOOSING if choices else OPENING))
            os.kill(window, signal.SIGKILL)
            playing.tell("bury")
            lines += list(playing.lines("buried"))
            made += sum(line.startswith("chosen") for line in lines)
            assert not [line for line in lines if line.startswith("news")]
            touched = follow(lines, said, finished)
            with opened(tmp_path / "records") as records:
                assert not records.news()
                touched |= {entry.id for entry in records.unfinished()}
                for play_id in touched:
                    said[play_id] = as_kept(records, play_id, said.get(play_id, []))
    with opened(tmp_path / "records") as records:
        assert finished <= {entry.id for entry in records.plays() if entry.finished}
        for play_id, choices in said.items():
            assert choices_in(records, play_id) == choices
    assert made > KILLS, "the windows were killed before they could play"


def follow(lines: list[str], said: dict[str, list[str]], finished: set[str]) -> set[str]:
    """Take over what a window said; the plays that it said something of."""
    touched = set()
    for line in lines:
        match line.split():
            case ["opened", play_id]:
                said.setdefault(play_id, [])
            case ["chosen", play_id, choice]:
                said[play_id].append(choice)
            case ["undone", play_id]:
                said[play_id].pop()
            case ["finished", play_id]:
                finished.add(play_id)
            case _:
                continue
        touched.add(play_id)
    return touched


def as_kept(records: Records, play_id: str, expected: list[str]) -> list[str]:
    """The choices as they are kept, which is as they were said.

    The one thing after it may be kept already, because the kill came before it was said. What they brought stands with
    them.
    """
    kept = choices_in(records, play_id)
    assert kept == expected or kept[:-1] == expected or kept == expected[:-1] != expected, (kept, expected)
    entry = records.play(play_id)
    assert entry is not None
    play = Play.resumed(edition().story, entry.seed, kept)
    stored = [choice.step["turn"]["reply"] for choice in records.choices(play_id) if choice.step]
    assert stored == [turn.reply for turn in play.turns]
    return kept
