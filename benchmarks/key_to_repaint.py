"""Key to repaint, processor time a turn and memory, beside a bare Textual app, at 20 and at 2,000 turns of a talk.

python -m benchmarks.key_to_repaint [TURNS]

Each program stands in a pseudo-terminal of 80 x 24 of its own; keys go to them turn about. The bare app begins with ten
lines, ours with plays that were left after 20 and after 2,000 turns and are gone on with. A turn of ours is kept on the
disk before it is shown. Goals: at most 1.3 times the bare app's time, flat, and at most 1.5 times its memory.
"""

import statistics
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.bare_app import LAST_LINE
from benchmarks.first_frame import environment
from benchmarks.long_talk import left_after
from benchmarks.measure import machine, rounds_wanted
from benchmarks.terminals import Drawn, Running, running

BARE = "a bare app with a list and a transcript"
SHORT, LONG = 20, 2000
DOWN, ENTER = b"\x1b[B", b"\r"
GO_ON = "What do you say?"


def gone_on(stack: ExitStack, turns: int, home: Path) -> Running:
    """Ours, in a talk that was left after so many turns; its scenario was never opened on this machine."""
    file = left_after(turns, home)
    settings = {"SECOND_KNOCK_AT_ONCE": "1", "SECOND_KNOCK_RECORDS": str(home / "records")}
    command, around = f"trainer play {file} --seed 1", {**environment(str(home)), **settings}
    ours = stack.enter_context(running(command, around))
    ours.until("Begin afresh")
    ours.press(b"1", quiet=1.0)
    ours.until(GO_ON)
    return ours


def show(title: str, unit: str, taken: dict[str, list[float]]) -> None:
    """Print medians, spreads and multiples of the bare app's."""
    print(f"{title}")
    beside = statistics.median(taken[BARE])
    for name, figures in taken.items():
        median = statistics.median(figures)
        spread = f"({min(figures):.1f} to {max(figures):.1f})"
        print(f"  {name:<44} {median:>8.1f} {unit}  {spread:<16}  {median / beside:>5.2f} x")


def main() -> None:
    """Measure and print."""
    turns = rounds_wanted(20)
    names = {SHORT: f"second-knock at {SHORT} turns", LONG: f"second-knock at {LONG:,} turns"}
    arrows: dict[str, list[Drawn]] = {}
    said: dict[str, list[Drawn]] = {}
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bare = stack.enter_context(running("benchmarks.bare_app", environment(str(home))))
        bare.until(LAST_LINE)
        programs = {BARE: bare, **{name: gone_on(stack, count, home / str(count)) for count, name in names.items()}}
        for round_ in range(turns + 2):
            for name, program in programs.items():
                # the first arrow marks a line, where none is marked yet
                arrow, turn = program.press(DOWN), program.press(ENTER)
                if round_ > 1:
                    arrows.setdefault(name, []).append(arrow)
                    said.setdefault(name, []).append(turn)
        memory = {name: [program.memory()] for name, program in programs.items()}
    print(f"{machine()}; medians of {turns} turns, turn about\n")
    parts: list[tuple[str, dict[str, list[Drawn]], Callable[[Drawn], float]]] = [
        ("Arrow key to repaint", arrows, lambda drawn: drawn.wall),
        ("Processor time of an arrow key", arrows, lambda drawn: drawn.processor),
        ("Turn: Enter to repaint (goal 1.3 x)", said, lambda drawn: drawn.wall),
        ("Processor time a turn (goal 1.3 x)", said, lambda drawn: drawn.processor),
    ]
    for title, drawn, figure in parts:
        show(title, "ms", {name: [figure(one) for one in ones] for name, ones in drawn.items()})
    show("Memory after it (goal 1.5 x)", "MB", memory)


if __name__ == "__main__":
    main()
