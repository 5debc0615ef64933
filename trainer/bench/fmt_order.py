"""The house's order of keys: in which order each part of a scenario names what it has.

It is the order of the example in the format's reference, and where that is silent the one that the library's scenes
keep: first what a thing is, then what is said, then what it does, last where it leads and what a trainer says of it.
People, facts, asks, cues, concerns, objections and beats stand in the author's own order, as do lists.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple


class Shape(NamedTuple):
    """A part of the format: its keys in order, and which parts stand under which of its keys.

    A part named `[visit]` is a list of visits, `{ask}` asks by their ids.
    """

    keys: tuple[str, ...]
    parts: Mapping[str, str] = {}


SHAPES: Final[Mapping[str, Shape]] = {
    "scenario": Shape(
        ("format", "id", "title", "form", "method", "setting", "level", "minutes", "language", "teaches",
         "content_notes", "contrast", "brief", "goals", "facts", "people", "asks", "shift", "stops", "visits",
         "events", "beats", "walks", "allow"),
        {"facts": "{fact}", "people": "{person}", "asks": "{ask}", "shift": "shift", "stops": "[stop]",
         "visits": "[visit]", "events": "[event]", "beats": "{beat}", "walks": "[walk]"},
    ),
    "fact": Shape(("text", "jurisdiction", "as_of", "source")),
    "person": Shape(
        ("name", "role", "influence", "mood", "secret", "concerns", "objections"),
        {"mood": "mood", "objections": "{objection}"},
    ),
    "mood": Shape(("trust", "fear", "hope", "anger")),
    "objection": Shape(("kind", "says", "under")),
    "ask": Shape(("title", "who", "when", "where", "risk")),
    "shift": Shape(("minutes", "between", "par", "kind", "script")),
    "stop": Shape(
        ("id", "label", "list", "with", "start", "truth"), {"list": "listed", "start": "[start]", "truth": "truth"}
    ),
    "listed": Shape(("name", "age", "note")),
    "truth": Shape(("code", "support")),
    "visit": Shape(("id", "title", "if", "with", "when", "where", "clock", "start"), {"start": "[start]"}),
    "start": Shape(("if", "beat")),
    "event": Shape(("after", "if", "text", "effects", "sets")),
    "beat": Shape(
        ("step", "narration", "raises", "fact", "says", "cues", "order", "options"),
        {"says": "[wording]", "cues": "{cue}", "options": "[option]"},
    ),
    "wording": Shape(("if", "text")),
    "cue": Shape(("shows", "about", "lasts")),
    "option": Shape(
        ("id", "again", "if", "say", "wait", "heard_as", "move", "step", "ask", "picks_up", "recalls", "hears",
         "meets", "promises", "keeps", "plan", "sets", "next", "habit", "fact", "minutes", "effects", "reply", "then",
         "why"),
        {"reply": "[wording]", "then": "answers"},
    ),
    "answers": Shape(("yes", "polite_yes", "no")),
    "walk": Shape(("name", "choose", "rate", "expect")),
}  # fmt: skip
"""Every part of the format."""


def in_order(part: str, keys: Sequence[str]) -> list[int]:
    """The places of the keys in the house's order. Keys that the part does not have come last, as they were."""
    shape = SHAPES.get(part)
    if shape is None:
        return list(range(len(keys)))
    rank = {key: place for place, key in enumerate(shape.keys)}
    return sorted(range(len(keys)), key=lambda place: rank.get(keys[place], len(rank)))


def part_under(part: str, key: str | int) -> str:
    """The part that stands under a key of another part, or in a place of a list; empty for what has no parts."""
    if part[:1] == "[" and isinstance(key, int):
        return part[1:-1]
    if part[:1] == "{":
        return part[1:-1]
    shape = SHAPES.get(part)
    return shape.parts.get(str(key), "") if shape else ""
