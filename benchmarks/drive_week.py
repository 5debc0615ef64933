"""A weekly turn of the drive's screen at 200 people: from the key to the last byte of the drawing, kept on the disk.

python -m benchmarks.drive_week [WEEKS]

A plant of 25 crews of eight in pseudo-terminals of 80 x 24 and 200 x 60, turn about. Before each turn a crew is asked
in a quick round, which takes all hours, and four people are rated, so that the chart has something to draw. Goal: under
100 ms.
"""

import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.first_frame import environment
from benchmarks.measure import machine, rounds_wanted
from benchmarks.terminals import Drawn, Running, running

CREWS, EACH = 25, 8
GOAL = 100.0
SIZES = ((24, 80), (60, 200))


def plant(folder: Path, weeks: int) -> Path:
    """A constituency of 200 people, whose week has the hours of one crew's quick round."""
    crews = "\n".join(f"  crew_{n}: {{name: Crew {n + 1}, size: {EACH}, roles: [packs]}}" for n in range(CREWS))
    file = folder / "two_hundred.yaml"
    file.write_text(
        f"""format: 1
form: drive
id: two_hundred
title: Two hundred
kind: plant
language: en
brief: Two hundred people.
size: {CREWS * EACH}
hours: {EACH // 4}
crews:
{crews}
calendar:
  weeks: {weeks}
  tests:
    - {{id: petition, title: The petition, week: {weeks}, risk: 0.5, act: They sign.}}
""",
        encoding="utf-8",
    )
    return file


def season(stack: ExitStack, home: Path, file: Path, rows: int, columns: int) -> Running:
    """A season that stands in its first week."""
    home.mkdir()
    around = {**environment(str(home)), "SECOND_KNOCK_AT_ONCE": "1", "SECOND_KNOCK_RECORDS": str(home / "records")}
    ours = stack.enter_context(running(f"trainer drive play {file} --seed 7", around, rows, columns))
    ours.until("Two hundred people.")
    ours.press(b"\r", quiet=1.0)
    ours.until("hours left")
    return ours


def turn(ours: Running, week: int) -> Drawn:
    """A crew is asked, four of it are rated, and the week ends: what that brought to the screen."""
    ours.press(b"r")
    ours.until("A quick round")
    ours.press(b"2")
    ours.until("0 of 2 hours left")
    for rating in b"1234":
        ours.press(bytes([rating]))
        ours.press(b"l")
    ours.seen = b""
    ended = ours.press(b"e")
    ours.until(f"week {week + 1} of")
    ours.press(b"]")
    ours.seen = b""
    return ended


def main() -> None:
    """Measure and print."""
    weeks = rounds_wanted(20)
    print(f"{machine()}; {weeks} weeks, 200 people, turn about; goal under {GOAL:.0f} ms")
    taken: dict[tuple[int, int], list[Drawn]] = {size: [] for size in SIZES}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        file = plant(folder, weeks + 1)
        seasons = {size: season(stack, folder / f"{size[1]}", file, *size) for size in SIZES}
        for week in range(1, weeks + 1):
            for size, ours in seasons.items():
                taken[size].append(turn(ours, week))
    for (rows, columns), turns in taken.items():
        for name, figures in (
            ("to the last byte", [one.wall for one in turns]),
            ("of processor", [one.processor for one in turns]),
        ):
            print(
                f"  {columns} x {rows}: {statistics.median(figures):6.1f} ms {name}"
                f"  ({min(figures):.1f} to {max(figures):.1f})"
            )


if __name__ == "__main__":
    main()
