"""Bounds of everything that conditions read, and what a condition can be within them.

A bound holds in every play: what lies outside it never happens. What lies inside may still not happen.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from scoring.moves import MOODS
from trainer.conversation.advance import POLITE_BELOW
from trainer.conversation.reactions import Effect
from trainer.conversation.state import ANSWER_NO, ANSWER_NONE, ANSWER_POLITE_YES, ANSWER_YES
from trainer.conversation.story import Story
from trainer.scenario.conditions import ANSWERS, And, Comparison, Name, Node, Not, Number, Or, Sum, Value, parse

HIGHEST_MOOD: Final = 10
MAY_HOLD: Final = 1
MAY_FAIL: Final = 2
EITHER: Final = MAY_HOLD | MAY_FAIL

Range = tuple[int, int]
"""The lowest and the highest that a number can be."""


class Where(NamedTuple):
    """Where a condition stands: with whom, by place, how many minutes can be left there, and which names that are true
    or false are known there."""

    person: int
    minutes: Range = (0, 0)
    known: Mapping[tuple[str, ...], int] = MappingProxyType({})


class Bounds:
    """What every value of a story could be so far. They only ever widen; `changed` tells whether one did."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.changed = False
        self.true: set[tuple[str, int]] = set()
        self.heard = [0] * len(story.concerns)
        self.met = [0] * len(story.objections)
        self.answers: list[frozenset[int]] = [frozenset({ANSWER_NONE})] * (len(story.asks) * len(story.people))
        self._start = [mood for person in story.people for mood in person.moods]
        self._up = [0] * len(self._start)
        self._down = [0] * len(self._start)
        self._counted: set[object] = set()

    def may_be_true(self, kind: str, place: int) -> None:
        """Note that a cue can be picked, a flag set, and so on; `kind` is the word that conditions have for it."""
        if (kind, place) not in self.true:
            self.true.add((kind, place))
            self.changed = True

    def may_be_heard(self, concern: int, depth: int) -> None:
        """Note that a depth can be opened; it is where the one before it can."""
        if self.heard[concern] == depth - 1:
            self.heard[concern] = depth
            self.changed = True

    def may_be_met(self, objection: int, bit: int) -> None:
        """Note that a step of facing an objection can be taken."""
        if bit & ~self.met[objection]:
            self.met[objection] |= bit
            self.changed = True

    def may_be_answered(self, ask: int, person: int) -> frozenset[int]:
        """Note what a person can answer to an ask here, and give it."""
        low, high = self.readiness(person)
        trust = self.mood(4 * person)
        threshold = self.story.asks[ask].threshold
        found = {ANSWER_YES} if high >= threshold else set()
        if low < threshold:
            found |= {ANSWER_POLITE_YES} if trust[0] < POLITE_BELOW else set()
            found |= {ANSWER_NO} if trust[1] >= POLITE_BELOW else set()
        place = ask * len(self.story.people) + person
        if not found <= self.answers[place]:
            self.answers[place] |= found
            self.changed = True
        return frozenset(found)

    def may_move(self, cause: object, place: int, low: int, high: int, again: bool = False) -> None:
        """Note that a cause changes a mood by `low` to `high`, once in a play or, with `again`, any number of times."""
        if (cause, place) in self._counted or not (low < 0 or high > 0):
            return
        self._counted.add((cause, place))
        times = HIGHEST_MOOD if again else 1
        self._down[place] += times * min(0, low)
        self._up[place] += times * max(0, high)
        self.changed = True

    def mood(self, place: int) -> Range:
        """The lowest and highest of a mood, by its place in a state's moods."""
        first = self._start[place]
        return max(0, first + self._down[place]), min(HIGHEST_MOOD, first + self._up[place])

    def readiness(self, person: int) -> Range:
        """The lowest and highest readiness of a person."""
        trust, fear, hope, anger = (self.mood(4 * person + mood) for mood in range(4))
        return trust[0] + hope[0] + anger[0] - fear[1], trust[1] + hope[1] + anger[1] - fear[0]

    def verdict(self, condition: str | None, where: Where) -> int:
        """Whether a condition may hold and may fail, as MAY_HOLD | MAY_FAIL. Without one it holds."""
        return MAY_HOLD if condition is None else self.of(parse(condition), where)

    def of(self, node: Node, where: Where) -> int:
        """The same of a condition as read."""
        match node:
            case And(parts):
                verdicts = [self.of(part, where) for part in parts]
                holds = MAY_HOLD if all(one & MAY_HOLD for one in verdicts) else 0
                return holds | (MAY_FAIL if any(one & MAY_FAIL for one in verdicts) else 0)
            case Or(parts):
                verdicts = [self.of(part, where) for part in parts]
                fails = MAY_FAIL if all(one & MAY_FAIL for one in verdicts) else 0
                return fails | (MAY_HOLD if any(one & MAY_HOLD for one in verdicts) else 0)
            case Not(part):
                found = self.of(part, where)
                return found >> 1 | (found & MAY_HOLD) << 1
            case Comparison(sign, left, right, _):
                first, second = self.value(left, where), self.value(right, where)
                if isinstance(first, frozenset) or isinstance(second, frozenset):
                    return _of_answers(sign, first, second)
                return _of_ranges(sign, first, second)
        found_value = self.value(node, where)
        if isinstance(found_value, frozenset):
            return EITHER
        low, high = found_value
        return (MAY_HOLD if low or high else 0) | (MAY_FAIL if low <= 0 <= high else 0)

    def value(self, node: Value, where: Where) -> Range | frozenset[int]:
        """What a number of a condition can be, or which answers."""
        match node:
            case Number(value):
                return value, value
            case Sum(sign, left, right):
                first, second = self.value(left, where), self.value(right, where)
                if isinstance(first, frozenset) or isinstance(second, frozenset):
                    raise TypeError("an answer is not a number")
                if sign == "+":
                    return first[0] + second[0], first[1] + second[1]
                return first[0] - second[1], first[1] - second[0]
            case Name(path, _, _):
                return self._named(path, where)
        raise TypeError(f"not a value: {node!r}")

    def _named(self, path: tuple[str, ...], where: Where) -> Range | frozenset[int]:
        places = self.story.places
        people = places.people
        match path:
            case (word,) if word in ANSWERS:
                return frozenset({ANSWERS.index(word)})
            case ("minutes_left",):
                return where.minutes
            case ("readiness",):
                return self.readiness(where.person)
            case (mood,):
                return self.mood(4 * where.person + MOODS.index(mood))
            case (someone, "readiness") if someone in people:
                return self.readiness(people[someone])
            case (someone, mood) if mood in MOODS and someone in people:
                return self.mood(4 * people[someone] + MOODS.index(mood))
            case ("heard", concern):
                return 0, self.heard[places.concerns[concern]]
            case ("met", objection):
                return 0, self.met[places.objections[objection]].bit_count()
            case ("asked", ask):
                return self.answers[places.asks[ask] * len(people) + where.person]
            case ("asked", ask, someone):
                return self.answers[places.asks[ask] * len(people) + people[someone]]
            case _ if path in where.known:
                return where.known[path], where.known[path]
            case (kind, id_):
                place = self.place(kind, id_)
                return 0, int(place is not None and (kind, place) in self.true)
        raise TypeError(f"not a name: {path!r}")

    def place(self, kind: str, id_: str) -> int | None:
        """The place of an id behind one of the words that are true or false; None for a flag or promise of nobody's."""
        places = self.story.places
        known: Mapping[str, Mapping[str, int]] = {
            "seen": places.beats, "picked": places.cues, "raised": places.objections, "inoculated": places.people,
            "promised": places.promises, "kept": places.promises, "flag": places.flags,
        }  # fmt: skip
        return known[kind].get(id_)


def _of_answers(sign: str, first: Range | frozenset[int], second: Range | frozenset[int]) -> int:
    if not isinstance(first, frozenset) or not isinstance(second, frozenset):
        raise TypeError("an answer is compared with an answer")
    equal = (MAY_HOLD if first & second else 0) | (MAY_FAIL if len(first | second) > 1 else 0)
    return equal if sign == "==" else equal >> 1 | (equal & MAY_HOLD) << 1


def _of_ranges(sign: str, first: Range, second: Range) -> int:
    """Whether two numbers of which only ranges are known may and may not compare so."""
    low, high = first[0] - second[1], first[1] - second[0]
    match sign:
        case "==" | "!=":
            equal = (MAY_HOLD if low <= 0 <= high else 0) | (MAY_FAIL if low < 0 or high > 0 else 0)
            return equal if sign == "==" else equal >> 1 | (equal & MAY_HOLD) << 1
        case "<":
            return (MAY_HOLD if low < 0 else 0) | (MAY_FAIL if high >= 0 else 0)
        case "<=":
            return (MAY_HOLD if low <= 0 else 0) | (MAY_FAIL if high > 0 else 0)
        case ">":
            return (MAY_HOLD if high > 0 else 0) | (MAY_FAIL if low <= 0 else 0)
    return (MAY_HOLD if high >= 0 else 0) | (MAY_FAIL if low < 0 else 0)


def effects_by_mood(effects: tuple[Effect, ...], person: int) -> dict[int, int]:
    """Changes by the place of the mood in a state's moods."""
    sums: dict[int, int] = {}
    for effect in effects:
        place = 4 * (person if effect.person is None else effect.person) + effect.mood
        sums[place] = sums.get(place, 0) + effect.change
    return sums
