"""Conditions over many states at once: the tree of a condition as a function of columns."""

import operator
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.moves import MOODS
from trainer.check.explore.variables import Space
from trainer.scenario.conditions import (
    ANSWERS,
    And,
    Comparison,
    Name,
    Node,
    Not,
    Number,
    Or,
    Sum,
    Value,
    names,
)

Column = NDArray[np.int32]


class Columns(dict[int, Any]):
    """A column, or a plain number that stands for a column of it, for each variable by its place.

    `fixed` are variables that still have the value of the start, in `first`. Any other that is not there, because
    nothing here reads it, reads as None.
    """

    def __init__(self, items: Any = (), fixed: int = 0, first: Sequence[int] = ()) -> None:
        super().__init__(items)
        self.fixed = fixed
        self.first = first

    def __missing__(self, place: int) -> Any:
        return self.first[place] if self.fixed >> place & 1 else None

    def copied(self) -> "Columns":
        """The same columns, to be changed."""
        return Columns(self, self.fixed, self.first)

    def rows(self, rows: Any) -> "Columns":
        """Some rows of the columns."""
        some = (
            (place, column[rows] if isinstance(column, np.ndarray) and column.ndim else column)
            for place, column in self.items()
        )
        return Columns(some, self.fixed, self.first)

    def known(self) -> int:
        """The variables that are there."""
        return self.fixed | sum(1 << place for place, column in self.items() if column is not None)


Test = Callable[[Columns], Any]
"""True or false for every state: an array of truths, or one truth for all."""

_COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
BITS: Final = np.array([number.bit_count() for number in range(16)], dtype=np.int32)
"""How many of four bits are set."""


class Holding(NamedTuple):
    """A condition compiled for one person: the variables that it reads, and whether it holds."""

    reads: int
    test: Test


class Reading(NamedTuple):
    """A number compiled for one person: the variables that it reads, and the number."""

    reads: int
    value: Test


def holding(node: Node, space: Space, person: int) -> Holding:
    """Compile a condition; bare names are those of `person`."""
    reads = 0
    for name in names(node):
        reads |= reading(name, space, person).reads
    return Holding(reads, _test(node, space, person))


def reading(node: Value, space: Space, person: int) -> Reading:
    """Compile a number."""
    match node:
        case Number(value):
            return Reading(0, lambda _: value)
        case Sum(sign, left, right):
            of_left, of_right = reading(left, space, person), reading(right, space, person)
            add: Callable[[Any, Any], Any] = operator.add if sign == "+" else operator.sub
            first, second = of_left.value, of_right.value
            return Reading(of_left.reads | of_right.reads, lambda columns: add(first(columns), second(columns)))
        case Name(path, _, _):
            return _name(path, space, person)
    raise TypeError(f"not a value: {node!r}")


def _test(node: Node, space: Space, person: int) -> Test:
    match node:
        case Comparison(sign, left, right, _):
            compare = _COMPARE[sign]
            first, second = reading(left, space, person).value, reading(right, space, person).value
            return lambda columns: compare(first(columns), second(columns))
        case Not(part):
            holds = _test(part, space, person)
            return lambda columns: np.logical_not(holds(columns))
        case And(parts) | Or(parts):
            tests = [_test(part, space, person) for part in parts]
            join: Callable[[Any, Any], Any] = operator.and_ if isinstance(node, And) else operator.or_

            def joined(columns: Columns) -> Any:
                result = tests[0](columns)
                for test in tests[1:]:
                    result = join(result, test(columns))
                return result

            return joined
    value = reading(node, space, person).value
    return lambda columns: value(columns) != 0


def _name(path: tuple[str, ...], space: Space, person: int) -> Reading:
    story = space.story
    places = story.places
    match path:
        case (word,) if word in ANSWERS:
            answer = ANSWERS.index(word)
            return Reading(0, lambda _: answer)
        case ("minutes_left",):
            return _variable(space.minutes)
        case ("readiness",):
            return _readiness(space, person)
        case (mood,) if mood in MOODS:
            return _mood(space, person, MOODS.index(mood))
        case (someone, "readiness") if someone in places.people:
            return _readiness(space, places.people[someone])
        case (someone, mood) if mood in MOODS and someone in places.people:
            return _mood(space, places.people[someone], MOODS.index(mood))
        case ("heard", concern):
            return _variable(space.heard(places.concerns[concern]))
        case ("met", objection):
            place = space.met(places.objections[objection])
            return Reading(1 << place, lambda columns: BITS[columns[place]])
        case ("seen", beat):
            return _variable(space.seen(places.beats[beat]))
        case ("picked", cue):
            return _variable(space.picked(places.cues[cue]))
        case ("raised", objection):
            return _variable(space.raised(places.objections[objection]))
        case ("inoculated", someone):
            return _variable(space.inoculated(places.people[someone]))
        case ("promised", promise):
            if promise not in places.promises:
                return Reading(0, lambda _: 0)
            place = space.promised(places.promises[promise])
            return Reading(1 << place, lambda columns: np.minimum(columns[place], 1))
        case ("kept", promise):
            known = promise in places.promises
            return _variable(space.kept(places.promises[promise])) if known else Reading(0, lambda _: 0)
        case ("flag", flag):
            known = flag in places.flags
            return _variable(space.flag(places.flags[flag])) if known else Reading(0, lambda _: 0)
        case ("asked", ask):
            return _variable(space.answer(places.asks[ask], person))
        case ("asked", ask, someone):
            return _variable(space.answer(places.asks[ask], places.people[someone]))
    raise KeyError(".".join(path))


def _variable(place: int) -> Reading:
    return Reading(1 << place, lambda columns: columns[place])


def _mood(space: Space, person: int, mood: int) -> Reading:
    place = space.mood(person, mood)
    return Reading(1 << place | 1 << space.alone(person, mood), lambda columns: columns[place])


def _readiness(space: Space, person: int) -> Reading:
    trust, fear, hope, anger = space.moods(person)
    reads = 1 << trust | 1 << fear | 1 << hope | 1 << anger
    return Reading(reads, lambda columns: columns[anger] + columns[hope] + columns[trust] - columns[fear])


def truths(result: Any, count: int) -> NDArray[np.bool_]:
    """What a test gave as one truth a state."""
    if isinstance(result, np.ndarray) and result.ndim:
        return result
    return np.full(count, bool(result))
