"""The story that engines are measured with, written twice from one plan: as a scenario of ours and as ink.

Its size: 200 knots, four choices each, twelve decisions a play, six numbers changed at every choice, half the choices
offered only under a condition. The numbers stay within 0 to 10 on every path, so that ink, which does not hold them
there, comes to the same ones.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

PERSON, OTHER = "anna", "ben"
NUMBERS = ("trust", "fear", "hope", "anger", "ben.trust", "ben.fear")
"""The six numbers in the words of our format; ink writes an underscore for the full stop."""

START = 5
MOVES = ("open_question", "reflection", "small_talk", "information")
STEPS = ("open", "issue", "agitate", "ask")
WORDS = (
    "again", "after", "belt", "bench", "break", "carts", "clock", "coat", "count", "door", "early", "extra", "fold",
    "forms", "half", "heat", "home", "hours", "keys", "late", "lift", "line", "list", "long", "lot", "morning",
    "night", "note", "office", "paper", "quiet", "rent", "route", "shift", "short", "side", "sign", "sink", "slow",
    "stairs", "stop", "table", "ten", "three", "truck", "two", "wait", "walk", "warm", "week", "window", "winter",
    "work", "yard",
)  # fmt: skip


class Choice(NamedTuple):
    """A line, its answer, the number and value it needs to be offered, what it changes, where it leads (None: end)."""

    id: str
    say: str
    reply: str
    needs: tuple[str, int] | None
    changes: dict[str, int]
    leads_to: str | None


class Knot(NamedTuple):
    """A moment with its choices."""

    id: str
    narration: str
    says: str
    choices: tuple[Choice, ...]


def plan(knots: int = 200, decisions: int = 12, seed: int = 1) -> tuple[Knot, ...]:
    """A story of layers, one a decision, in which every knot is led to. The same for the same arguments.

    `decisions` is even and at least 4, `knots` at least 21.
    """
    chance = random.Random(seed)
    first = [1, 4, 16]
    later = decisions - len(first)
    each, more = divmod(knots - sum(first), later)
    sizes = first + [each + (place < more) for place in range(later)]
    return tuple(_knots(sizes, chance))


def _knots(sizes: list[int], chance: random.Random) -> Iterator[Knot]:
    for layer, size in enumerate(sizes):
        for place in range(size):
            choices = tuple(
                Choice(
                    id=f"c{number}",
                    say=_sentence(chance),
                    reply=_sentence(chance),
                    needs=(chance.choice(NUMBERS), chance.randint(4, 6)) if number % 2 else None,
                    changes=_changes(layer, chance),
                    leads_to=_next_knot(sizes, layer, 4 * place + number),
                )
                for number in range(4)
            )
            yield Knot(f"k{layer}_{place}", _sentence(chance), _sentence(chance), choices)


def _next_knot(sizes: list[int], layer: int, way: int) -> str | None:
    """The ways out of a layer are dealt out over the knots of the next, so that every knot is led to."""
    return f"k{layer + 1}_{way % sizes[layer + 1]}" if layer + 1 < len(sizes) else None


def _changes(layer: int, chance: random.Random) -> dict[str, int]:
    """One or two down, then one or two up, or the other way round; by one in the last layers, where room is short."""
    size = 2 if layer < 8 else 1
    down = layer % 2 == 0
    return {
        name: chance.randint(1, size) * (-1 if down is (place % 2 == 0) else 1) for place, name in enumerate(NUMBERS)
    }


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(6, 14))).capitalize() + "."


def as_scenario(story: tuple[Knot, ...]) -> str:
    """The story as a file of our format, in the block style that authors mostly write."""
    mood = ", ".join(f"{name}: {START}" for name in ("trust", "fear", "hope", "anger"))
    people = "\n".join(f"  {person}:\n    name: {person.title()}\n    mood: {{{mood}}}" for person in (PERSON, OTHER))
    head = f"""format: 1
id: measured
title: The measured story
form: visits
method: organizing
setting: workplace
level: 1
language: en
brief: A story without sense, for measuring.
people:
{people}
visits:
  - id: only
    with: {PERSON}
    clock: 1440
    start: {story[0].id}
beats:
"""
    return head + "".join(_as_beat(place, knot) for place, knot in enumerate(story))


def _as_beat(place: int, knot: Knot) -> str:
    options = "".join(_as_option(place + number, choice) for number, choice in enumerate(knot.choices))
    return (
        f"  {knot.id}:\n    step: {STEPS[place % 4]}\n    narration: {knot.narration}\n    says: {knot.says}\n"
        f"    options:\n{options}"
    )


def _as_option(place: int, choice: Choice) -> str:
    changes = ", ".join(f"{name}: {change:+d}" for name, change in choice.changes.items())
    condition = f"        if: {choice.needs[0]} >= {choice.needs[1]}\n" if choice.needs else ""
    return (
        f"      - id: {choice.id}\n        say: {choice.say}\n        move: {MOVES[place % 4]}\n{condition}"
        f"        effects: {{{changes}}}\n        minutes: 1\n        reply: {choice.reply}\n"
        f"        then: {choice.leads_to or 'end'}\n"
    )


def as_ink(story: tuple[Knot, ...]) -> str:
    """The story as ink's source."""
    variables = "".join(f"VAR {_ink_name(name)} = {START}\n" for name in NUMBERS)
    return variables + f"-> {story[0].id}\n" + "".join(_as_ink_knot(knot) for knot in story)


def _as_ink_knot(knot: Knot) -> str:
    return f"=== {knot.id} ===\n{knot.narration}\n{knot.says}\n" + "".join(map(_as_ink_choice, knot.choices))


def _as_ink_choice(choice: Choice) -> str:
    condition = f"{{{_ink_name(choice.needs[0])} >= {choice.needs[1]}}} " if choice.needs else ""
    changes = "".join(
        f"    ~ {_ink_name(name)} {'+' if change > 0 else '-'}= {abs(change)}\n"
        for name, change in choice.changes.items()
    )
    return f"* {condition}[{choice.say}]\n    {choice.reply}\n{changes}    -> {choice.leads_to or 'END'}\n"


def _ink_name(name: str) -> str:
    return name.replace(".", "_")
