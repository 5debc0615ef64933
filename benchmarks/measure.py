"""Measuring side by side: rounds taken turn about, medians, ratios, and what machine it was."""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def interleaved(rounds: int, contestants: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Each contestant once a round, so that what slows the machine for a while slows all of them.

    The first round is not kept. What is kept are the figures that the contestants returned, by name.
    """
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for round_ in range(rounds + 1):
        for name, measure in contestants.items():
            figure = measure()
            if round_:
                taken[name].append(figure)
    return taken


def processor_seconds(work: Callable[[], object]) -> float:
    """The processor time that this process spends on `work`."""
    before = time.process_time()
    work()
    return time.process_time() - before


def processor_seconds_of(command: Sequence[str], environment: Mapping[str, str] | None = None) -> float:
    """The processor time of a command from its start to its end. Raises CalledProcessError where it fails."""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        errors = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=errors.decode())
    return used.ru_utime + used.ru_stime


def machine() -> str:
    """Python, processors and memory, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {memory:.0f} GiB, "
        f"{platform.system()} {platform.machine()}"
    )


def show(title: str, unit: str, taken: Mapping[str, Sequence[float]], beside: str) -> dict[str, float]:
    """Print medians, spreads and multiples of `beside`; returns the medians."""
    medians = {name: statistics.median(figures) for name, figures in taken.items()}
    print(f"{title}\n  {machine()}; medians of {len(taken[beside])} rounds, turn about")
    for name, median in medians.items():
        low, high = min(taken[name]), max(taken[name])
        print(f"  {name:<44} {median:>10,.1f} {unit}  ({low:,.1f} to {high:,.1f})  {median / medians[beside]:>6.2f} x")
    print(flush=True)
    return medians


def rounds_wanted(default: int) -> int:
    """The number of rounds given on the command line, at least one."""
    return max(1, int(sys.argv[1])) if len(sys.argv) > 1 else default
