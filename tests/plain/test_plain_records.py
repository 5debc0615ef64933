"""A plain play is kept choice by choice: killed at any moment it goes on at the last choice that was shown."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = re.compile(r"^\d+\. (.+)$", re.MULTILINE)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Only what Python needs, and folders of the test's own."""
    import os

    own = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    return {**os.environ, **own, "HOME": str(tmp_path), "PYTHONUTF8": "1"}


def start(environment: dict[str, str], *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "trainer", "play", "--plain", "--seed", "3", *arguments],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8",
    )  # fmt: skip


def read_until(player: "subprocess.Popen[str]", words: str) -> str:
    """What is printed up to the line that holds the words."""
    assert player.stdout is not None
    told = ""
    while words not in told:
        line = player.stdout.readline()
        assert line, f"{words!r} never came: {told}"
        told += line
    return told


def type_(player: "subprocess.Popen[str]", *lines: str) -> None:
    assert player.stdin is not None
    player.stdin.write("".join(f"{line}\n" for line in lines))
    player.stdin.flush()


def said(told: str) -> list[str]:
    """What the trainee said, line by line."""
    return re.findall(r"^You: (.+)$", told, re.MULTILINE)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_play_goes_on_at_its_last_choice(environment: dict[str, str], tmp_path: Path) -> None:
    records = str(tmp_path / "kept")
    first = start(environment, "--records", records, "bus_thirty_one")
    type_(first, "", "1", "1", "1")
    told = "".join(read_until(first, f"{minutes} minutes left") for minutes in (14, 13, 12))
    first.kill()
    first.wait()
    last = said(told)[-1]

    second = start(environment, "--records", records)
    told = read_until(second, "Go on with “Bus 31”")
    type_(second, "1")
    told = read_until(second, "12 minutes left")
    assert said(told) == [last]
    type_(second, "undo")
    assert "You take this back" in read_until(second, "13 minutes left")
    second.kill()
    second.wait()


def test_a_finished_play_is_listed_and_shown_later(environment: dict[str, str], tmp_path: Path) -> None:
    from trainer.scenario.library import find

    records = str(tmp_path / "kept")
    from plain_builders import scenario_of, typed, walk_of

    scenario = scenario_of("bus_thirty_one")
    lines = [*typed(scenario, walk_of(scenario, 0), seed=3), *[""] * 20, "quit"]
    player = start(environment, "--records", records, str(find("bus_thirty_one")))
    player.communicate("".join(f"{line}\n" for line in lines), timeout=120)
    assert player.returncode == 0

    def of_records(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "trainer", "records", "--records", records, *arguments],
            cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=True,
        ).stdout  # fmt: skip

    listed = of_records("list")
    assert "Bus 31" in listed and "unfinished" not in listed
    shown = of_records("show", listed.split()[0])
    assert "You started over. What are you counting, on an empty bus?" in shown


def test_where_nothing_can_be_kept_it_says_so_and_the_play_goes_on(environment: dict[str, str], tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder", encoding="utf-8")
    player = start(environment, "--records", str(in_the_way / "kept"), "bus_thirty_one")
    type_(player, "", "1")
    told = read_until(player, "14 minutes left")
    assert "not saved" in told
    player.kill()
    player.wait()
