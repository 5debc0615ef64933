"""The habits of a play: tagged by the author, shown by the sequence of turns, or by the words.

A habit that the author tagged on a turn is not reported there a second time. A rule that looks at a whole visit is
silent where the author tagged that habit anywhere in it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from scoring.habits import catalogue
from scoring.reading import Moment, Reading
from scoring.sequences import SEQUENCE_RULES, SHIFT_RULES, WHOLE_VISIT
from scoring.texts import text_habits


class FoundHabit(NamedTuple):
    """A habit at a turn, counted from 1. `how` is tagged, sequence or text; `coaching` is what a trainee reads."""

    habit: str
    turn: int
    how: str
    coaching: str


def found_habits(reading: Reading) -> tuple[FoundHabit, ...]:
    """Every habit of a play, by turn and then by the catalogue's order; each once at a turn."""
    visit_of = {m.number: index for index, visit in enumerate(reading.visits) for m in visit.moments}
    found: dict[tuple[str, int], str] = {}
    tagged_in_visit: set[tuple[str, int]] = set()
    for habit, turn in _tagged(reading):
        found[habit, turn] = "tagged"
        tagged_in_visit.add((habit, visit_of[turn]))
    for habit, turn in _from_sequence(reading):
        if habit not in WHOLE_VISIT or (habit, visit_of[turn]) not in tagged_in_visit:
            found.setdefault((habit, turn), "sequence")
    for habit, turn in _from_text(reading):
        found.setdefault((habit, turn), "text")
    known = catalogue()
    ordered = sorted(found.items(), key=lambda entry: (entry[0][1], known[entry[0][0]].number))
    return tuple(FoundHabit(habit, turn, how, known[habit].coaching) for (habit, turn), how in ordered)


def _tagged(reading: Reading) -> Iterator[tuple[str, int]]:
    for moment in reading.moments:
        for habit in moment.line.habits:
            yield habit, moment.number


def _from_sequence(reading: Reading) -> Iterator[tuple[str, int]]:
    shift = reading.transcript.head.form == "shift"
    for habit, rule in SEQUENCE_RULES.items():
        if not shift or habit in SHIFT_RULES:
            for turn in rule(reading):
                yield habit, turn


def _from_text(reading: Reading) -> Iterator[tuple[str, int]]:
    for visit in reading.visits:
        before: Moment | None = None
        for moment in visit.moments:
            line = moment.line
            after_ask = before is not None and before.line.move == "ask"
            if line.say:
                for habit in text_habits(line.say, line.move, after_ask=after_ask, task=bool(line.promises)):
                    yield habit, moment.number
            before = moment
