"""A weekly turn of the drive's screen at 200 people: from the key to the screen that stands, kept on the disk.

python -m benchmarks.drive_week [WEEKS]

A plant of 25 crews of eight, at 80 x 24 and 200 x 60. Before each turn a crew is asked in a quick round and four people
are rated, so that the chart has something to draw. The turn is measured from the answer that ends the week
to the moment at which nothing is left to draw, in wall time and in processor time. Goal: under 100 ms.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.measure import machine, rounds_wanted

CREWS, EACH = 25, 8
GOAL = 100.0


def plant(folder: Path, weeks: int) -> Path:
    """A constituency of 200 people."""
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
hours: 40
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


async def turns(size: tuple[int, int], weeks: int, folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of each turn: wall, processor."""
    from trainer.drive.game_decisions import EndWeek, Rate, Round
    from trainer.records.settings import Settings, Setup
    from trainer.records.store import open_records
    from trainer.screens.app import SecondKnock
    from trainer.screens.drive_page import DriveWanted
    from trainer.screens.drive_week import WeekScreen

    wall: list[float] = []
    processor: list[float] = []
    with open_records(folder / f"records-{size[0]}") as records:
        app = SecondKnock(
            records=records, settings=Setup(settings=Settings(pace="at once")),
            drive=DriveWanted(plant(folder, weeks + 1), 7, "practice"),
        )  # fmt: skip
        async with app.run_test(size=size) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, WeekScreen), screen
            for week in range(weeks):
                crew = screen.game.chart()[week % CREWS]
                screen.act(Round(tuple(cell.person for cell in crew.cells)))
                for place, cell in enumerate(crew.cells[:4]):
                    screen.act(Rate(cell.person, place + 1))
                await pilot.pause()
                began, used = time.perf_counter(), time.process_time()
                screen.act(EndWeek())
                await pilot.pause()
                wall.append((time.perf_counter() - began) * 1000)
                processor.append((time.process_time() - used) * 1000)
                assert screen.game.week == week + 2
    return wall, processor


def main() -> None:
    """Measure and print."""
    weeks = rounds_wanted(20)
    print(f"{machine()}; {weeks} weeks, 200 people; goal under {GOAL:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        for size in ((80, 24), (200, 60)):
            wall, processor = asyncio.run(turns(size, weeks, Path(folder)))
            for name, taken in (("to the screen", wall), ("of processor", processor)):
                print(
                    f"  {size[0]} x {size[1]}: {statistics.median(taken):6.1f} ms {name}"
                    f"  ({min(taken):.1f} to {max(taken):.1f})"
                )


if __name__ == "__main__":
    main()
