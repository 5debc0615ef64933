"""What a component of a skill returns, and what several of them count."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from scoring.reading import Moment, Reading
from scoring.words import count_words


class Measure(NamedTuple):
    """A component's value in its own unit, or None where it is left out, and its evidence: turns counted from 1."""

    value: float | None
    turns: tuple[int, ...] = ()


LEFT_OUT: Final = Measure(None)


def measure(value: float, turns: Iterable[int]) -> Measure:
    """A value with its evidence: each turn once, in order."""
    return Measure(value, tuple(sorted(set(turns))))


def words_of_line(moment: Moment) -> int:
    """The trainee's words of a line: none for silence, and no gestures."""
    return 0 if moment.line.move == "silence" else count_words(moment.line.say)


def words_back(moment: Moment) -> int:
    """The words the person said back: the reply and what they said as the next beat opened."""
    return count_words(moment.turn.reply) + count_words(moment.turn.says)


def asks_made(reading: Reading) -> list[Moment]:
    """The lines that asked for something."""
    return [m for m in reading.moments if m.line.ask]
