"""Two hundred kills of the real program, in a pseudo-terminal: what was shown as said is kept, and nothing else is."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.records.store import open_records

ROOT = Path(__file__).parents[2]
CLOCK = 1440
SCENE = f"""
format: 1
id: long
title: A long talk
form: visits
method: organizing
setting: workplace
level: 1
language: en
brief: Talk.
people: {{ana: {{name: Ana, mood: {{trust: 5, fear: 5, hope: 5, anger: 5}}}}}}
visits: [{{id: one, with: ana, clock: {CLOCK}, start: talk}}]
beats:
  talk:
    says: Well.
    order: fixed
    options:
      - {{id: o1, say: Go on., move: reflection, again: true, reply: And so on.}}
      - {{id: o2, say: Say more., move: reflection, again: true, reply: There is more.}}
      - {{id: o3, say: And then?, move: open_question, again: true, reply: Then this.}}
      - {{id: bye, say: Bye., move: farewell, then: end}}
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no pseudo-terminals")


@pytest.mark.parametrize(("way", "kills"), [("plain", 150), ("screens", 50)])
def test_no_choice_that_was_shown_is_ever_lost(way: str, kills: int, tmp_path: Path) -> None:
    scene, folder = tmp_path / "long.yaml", tmp_path / "records"
    scene.write_text(SCENE, encoding="utf-8")
    kept: list[str] = []
    made = 0
    for sent, left in killed(way, kills, folder, scene):
        with open_records(folder) as records:
            assert not records.news()
            plays = records.plays()
            assert len(plays) <= 1, "every run goes on with the one play"
            now = [choice.choice for choice in records.choices(plays[0].id)] if plays else []
        assert now[: len(kept)] == kept, "what stood before the kill stands after it"
        new = now[len(kept) :]
        assert left is None or len(now) >= CLOCK - left, "what was shown was kept before it was shown"
        keys = iter(sent)
        assert all(any(choice == f"o{key}" for key in keys) for choice in new), (new, sent)
        made += len(new)
        kept = now
    assert made > kills / 2, "the program was killed before it could play"


def killed(way: str, kills: int, folder: Path, scene: Path) -> Iterator[tuple[str, int | None]]:
    """The runs: the keys that were sent, and the least number of minutes that was shown as left.

    The next run begins when this one has been looked at: it waits for its line to be taken.
    """
    command = [sys.executable, "-m", "killing_driver", way, str(kills), str(folder), str(scene)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}", "TERM": "xterm-256color"}
    for name in ("NO_COLOR", "COLUMNS", "LINES", "SECOND_KNOCK_RECORDS"):
        environment.pop(name, None)
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as driver:
        assert driver.stdin is not None and driver.stdout is not None and driver.stderr is not None
        for _ in range(kills):
            line = driver.stdout.readline()
            assert line, driver.stderr.read()
            told = json.loads(line)
            yield told["sent"], told["left"]
            driver.stdin.write("\n")
            driver.stdin.flush()
