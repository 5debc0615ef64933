"""The catalogue of habits: the named errors that the scoring finds and the debrief coaches.

The entries stand in habits.json beside this module, so that they can be read, counted and translated without code.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

WAYS: Final = ("tagged", "sequence", "text", "drive")
"""How a habit can be found: by the author's tag, from the turns, from the words, or only over a whole drive."""


class Habit(NamedTuple):
    """A named error.

    `number` is its place in the catalogue, from 1; `looks_like` what it looks like in a talk; `recognised` the ways of
    WAYS in which it is found; `sign` says the rule in words; `coaching` is the one line that a trainee reads; `source`
    names where it comes from; a habit of the `gate` caps a play whatever else was good in it.
    """

    number: int
    tag: str
    looks_like: str
    recognised: tuple[str, ...]
    sign: str
    coaching: str
    source: str
    gate: bool


@cache
def catalogue() -> Mapping[str, Habit]:
    """Every habit by its tag, in the catalogue's order."""
    text = Path(__file__).with_name("habits.json").read_text(encoding="utf-8")
    entries = (Habit(**{**entry, "recognised": tuple(entry["recognised"])}) for entry in json.loads(text))
    return MappingProxyType({habit.tag: habit for habit in entries})


@cache
def gate_habits() -> frozenset[str]:
    """The tags of the habits that cap a play: a false claim of law, a leak, guilt, a false crowd, a hidden risk."""
    return frozenset(tag for tag, habit in catalogue().items() if habit.gate)
