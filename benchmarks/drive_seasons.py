"""Seasons of the drive a second, beside a plain Mesa model of the same rules in the same run.

python -m benchmarks.drive_seasons [ROUNDS]

Goals on one core: at 40 people at least 3,000 seasons a second, at 10,000 people at least 60. Both sides simulate
leaders first over twelve weeks with an employer's campaign, in one shop whose ties are given; it fails where their
means are too far apart to be the same rules. Mesa's model runs in benchmarks/mesa/.venv, which `make bench` makes.
"""

import json
import os
import subprocess
import sys
import time
from itertools import count
from typing import Any, Final

import numpy as np

from benchmarks.measure import ROOT, interleaved, rounds_wanted, show
from trainer.drive.network import Unit
from trainer.drive.simulate import Setting, batch_size, play_batch

STRATEGY: Final = "leaders_first"
GOALS: Final = {40: 3000, 500: None, 10_000: 60}
BATCHES: Final = {40: 8, 500: 4, 10_000: 4}
MESA_SEASONS: Final = {40: 40, 500: 3, 10_000: 1}
SAME_WITHIN: Final = 0.08
MESA: Final = ROOT / "benchmarks" / "mesa" / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python"


def ours(setting: Setting, batches: int, means: dict[str, list[float]]) -> float:
    """Seasons a second of processor time."""
    size = batch_size(setting)
    before = time.process_time()
    played = [play_batch(setting, [STRATEGY], (1, number), size)[STRATEGY] for number in range(batches)]
    seconds = time.process_time() - before
    for outcome in played:
        for name, shares in {**outcome.tests, "vote": outcome.vote}.items():
            means.setdefault(name, []).append(float(shares.mean()))
    return batches * size / seconds


def theirs(setting: Setting, seasons: int, means: dict[str, list[float]], seed: int) -> float:
    """The same of the Mesa model."""
    done = subprocess.run(
        [str(MESA), str(ROOT / "benchmarks" / "mesa" / "seasons.py")],
        input=json.dumps(asked(setting, seasons, seed)), capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    for name, share in answer["means"].items():
        means.setdefault(name, []).append(share)
    return float(seasons / answer["seconds"])


def asked(setting: Setting, seasons: int, seed: int) -> dict[str, Any]:
    """A setting as the Mesa model reads it."""
    unit, calendar = setting.unit, setting.calendar
    assert unit is not None
    looks = {(int(a), int(b)) for a, b in unit.looks_to}
    weight = setting.parameters.leader_weight
    heeds = [
        (a, b, float(close) * (weight if (a, b) in looks else 1.0))
        for (x, y), close in zip(unit.ties.tolist(), unit.closeness, strict=True)
        for a, b in ((x, y), (y, x))
    ]
    return {
        "seasons": seasons,
        "seed": seed,
        "quality": setting.quality,
        "parameters": setting.parameters.as_json(),
        "calendar": {
            "weeks": calendar.weeks, "hours": calendar.hours, "campaign_from": calendar.campaign_from,
            "tests": [tuple(test) for test in calendar.tests],
        },
        "crew": unit.crew.tolist(),
        "leads": unit.leads.tolist(),
        "heeds": heeds,
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    if not MESA.exists():
        sys.exit("Mesa is not installed here: make bench installs it in benchmarks/mesa/.venv.")
    for people in GOALS:
        measure(people)


def measure(people: int) -> None:
    """Measure a shop of so many people."""
    setting = Setting(unit=Unit.of_size(people))
    our_means: dict[str, list[float]] = {}
    their_means: dict[str, list[float]] = {}
    seeds = count(1, MESA_SEASONS[people])
    taken = interleaved(
        rounds_wanted(5),
        {
            "Mesa": lambda: theirs(setting, MESA_SEASONS[people], their_means, next(seeds)),
            "numpy, in batches": lambda: ours(setting, BATCHES[people], our_means),
        },
    )
    goal = f" (goal: {GOALS[people]:,})" if GOALS[people] else ""
    show(f"Seasons a second of {people:,} people{goal}", "seasons/s", taken, beside="Mesa")
    if people > min(GOALS):
        return  # too few of Mesa's seasons to compare what came of them
    for name, shares in our_means.items():
        mine, other = float(np.mean(shares)), float(np.mean(their_means[name]))
        print(f"  {name}: {mine:.3f} in numpy, {other:.3f} in Mesa")
        if abs(mine - other) > SAME_WITHIN:
            sys.exit("These are not the same rules.")
    print()


if __name__ == "__main__":
    main()
