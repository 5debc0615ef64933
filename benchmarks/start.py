"""How long `--version` takes beside a Python that does nothing. Goal: at most 4 times its processor time.

python -m benchmarks.start [ROUNDS]
"""

import sys

from benchmarks.measure import interleaved, processor_seconds_of, rounds_wanted, show

GOAL = 4.0


def main() -> None:
    """Measure and print."""

    def start_of(*arguments: str) -> float:
        return processor_seconds_of([sys.executable, *arguments]) * 1000

    taken = interleaved(
        rounds_wanted(21),
        {
            "python -c pass": lambda: start_of("-c", "pass"),
            "second-knock --version": lambda: start_of("-m", "trainer", "--version"),
            "second-knock list": lambda: start_of("-m", "trainer", "list"),
        },
    )
    show(f"Start (goal for --version: {GOAL} x)", "ms", taken, beside="python -c pass")


if __name__ == "__main__":
    main()
