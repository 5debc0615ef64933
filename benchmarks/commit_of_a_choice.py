"""How long it takes to keep a choice before it is shown. Goal: under 2 ms in the median.

python -m benchmarks.commit_of_a_choice [ROUNDS]

Beside it stand the same with `synchronous=NORMAL`, which does not wait for the disk and can lose the last choices with
the power, and a bare write of 16 KiB with a flush, about what one choice adds to the log: what the disk takes whatever
the store does. Then how long the store takes to open, which reads all of it to check it. The time is that of a clock on
the wall, because waiting for the disk takes no processor time. `TMPDIR` decides which disk is measured.
"""

import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.measure import interleaved, rounds_wanted, show
from scoring import score
from trainer.conversation.lifecycle import Course, yes_sayers
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.records.shapes import Edition, edition_of
from trainer.records.store import Records, Unsaved, open_records
from trainer.scenario.library import find
from trainer.scenario.load import load_scenario

GOAL_MS = 2.0
SCENARIO = "bus_thirty_one"
CHOICES, KEPT_PLAYS = 200, 500
WRITTEN = 16 * 1024


def main() -> None:
    """Measure and print."""
    loaded = load_scenario(find(SCENARIO))
    assert loaded.scenario is not None
    edition = edition_of(loaded, compile_story(loaded.scenario))
    with tempfile.TemporaryDirectory() as named:
        place = Path(named)
        with _stores(place) as opened:
            empty, full, without_waiting = opened("empty"), opened("full"), opened("normal", "NORMAL")
            for seed in range(KEPT_PLAYS):
                _play(full, edition, seed)
            taken = interleaved(
                rounds_wanted(7),
                {
                    "bare write and flush": lambda: _flush(place / "bare"),
                    "a choice (FULL)": lambda: _choices(empty, edition),
                    f"a choice, {KEPT_PLAYS} plays kept (FULL)": lambda: _choices(full, edition),
                    "a choice with NORMAL": lambda: _choices(without_waiting, edition),
                },
            )
            show(f"Keeping a choice (goal: {GOAL_MS} ms)", "µs", taken, beside="bare write and flush")
        for name in ("new", "full"):
            _saved(place / name).close()  # makes today's backup, if there is anything to back up
        taken = interleaved(
            rounds_wanted(7),
            {
                "an empty store": lambda: _opening(place / "new"),
                f"over {KEPT_PLAYS} plays": lambda: _opening(place / "full"),
            },
        )
        show("Opening and checking the store", "µs", taken, beside="an empty store")


@contextmanager
def _stores(place: Path) -> Iterator[Callable[..., Records]]:
    """Opens stores, each waiting for the disk as it is told to."""
    made: list[sqlite3.Connection] = []
    stores: list[Records] = []
    connect = sqlite3.connect

    def remembering(*arguments: Any, **options: Any) -> sqlite3.Connection:
        made.append(connect(*arguments, **options))
        return made[-1]

    def opened(name: str, synchronous: str = "FULL") -> Records:
        made.clear()
        stores.append(_saved(place / name))
        for connection in made:
            try:
                connection.execute(f"PRAGMA synchronous = {synchronous}")
            except sqlite3.ProgrammingError:
                continue  # one that only checked, and was closed
        return stores[-1]

    sqlite3.connect = remembering  # type: ignore[assignment]
    try:
        yield opened
    finally:
        sqlite3.connect = connect
        for records in stores:
            records.close()


def _saved(folder: Path) -> Records:
    records = open_records(folder)
    assert not isinstance(records, Unsaved), records.news()
    return records


def _play(records: Records, edition: Edition, seed: int) -> list[float]:
    """A play from its begin to its scorecard: how long keeping each choice took, in microseconds."""
    course, chance = Course(Play.new(edition.story, seed)), random.Random(seed)
    course.start()
    play_id = records.begin(edition, course.play, stage=course.stage)
    taken = []
    while not course.play.ended:
        if course.stage == "between":
            course.go_on()
        course.choose(chance.choice(course.play.offered_ids()))
        before = time.perf_counter()
        records.choice(play_id, course.play, course.stage)
        taken.append((time.perf_counter() - before) * 1e6)
    course.go_on()
    course.rate({person.id: 3 for person in course.play.story.people})
    if course.stage == "forecasting":
        course.forecast({f"{ask}.{person}": 0.5 for ask, person in yes_sayers(course.play)})
    records.judged(play_id, course.play, course.stage)
    records.finished(play_id, course.play, score(course.play.transcript()).to_json(), course.stage)
    return taken


def _choices(records: Records, edition: Edition) -> float:
    taken: list[float] = []
    while len(taken) < CHOICES:
        taken += _play(records, edition, len(taken))
    assert records.saving
    return statistics.median(taken)


def _flush(file: Path) -> float:
    taken = []
    with file.open("wb", buffering=0) as written:
        for _ in range(CHOICES):
            before = time.perf_counter()
            written.write(os.urandom(WRITTEN))
            os.fsync(written.fileno())
            taken.append((time.perf_counter() - before) * 1e6)
    return statistics.median(taken)


def _opening(folder: Path) -> float:
    before = time.perf_counter()
    records = _saved(folder)
    taken = (time.perf_counter() - before) * 1e6
    records.close()
    return taken


if __name__ == "__main__":
    main()
