"""Safe ways into a scenario's data as read, whatever shape it has: checks go on where the model already gave up."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from trainer.scenario.marks import Path

Entries = dict[str, Any]


_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


class WrittenOption(NamedTuple):
    """An option as written, with its place."""

    path: Path
    keys: Entries


class WrittenBeat(NamedTuple):
    """A beat as written, with its place and its options."""

    id: str
    path: Path
    keys: Entries
    options: list[WrittenOption]


def entries(value: Any) -> Entries:
    """The mapping that stands there, or an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The list that stands there, or an empty one."""
    return value if isinstance(value, list) else []


def mappings(value: Any, path: Path) -> Iterator[tuple[Path, Entries]]:
    """The mappings of a list, each with its place."""
    for index, item in enumerate(items(value)):
        if isinstance(item, dict):
            yield (*path, index), item


def words(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """The scalars of a list, or the one scalar that may stand in its place."""
    if isinstance(value, str):
        yield path, value
    for index, item in enumerate(items(value)):
        if isinstance(item, str):
            yield (*path, index), item


def beats_of(data: Entries) -> list[WrittenBeat]:
    """Every beat that is a mapping, with its options that are."""
    found = []
    for name, beat in entries(data.get("beats")).items():
        if isinstance(beat, dict):
            path: Path = ("beats", name)
            options = [WrittenOption(place, keys) for place, keys in mappings(beat.get("options"), (*path, "options"))]
            found.append(WrittenBeat(name, path, beat, options))
    return found


def is_id(name: str) -> bool:
    """Whether a word can be an id at all."""
    return bool(_ID.fullmatch(name))


def looks_like_a_beat(value: Any) -> bool:
    """Whether a mapping was meant as a beat, wherever it stands."""
    return isinstance(value, dict) and "options" in value and not value.keys().isdisjoint({"says", "step", "narration"})


def stray_beats(data: Entries, beats: list[WrittenBeat]) -> Iterator[WrittenBeat]:
    """Beats that stand a step too deep, within another beat, or a step too far left, beside `beats`."""
    holders: list[tuple[Path, Entries]] = [((), data), *((beat.path, beat.keys) for beat in beats)]
    for outer, holder in holders:
        for name, value in holder.items():
            if looks_like_a_beat(value):
                path: Path = (*outer, name)
                options = [WrittenOption(place, keys) for place, keys in mappings(value["options"], (*path, "options"))]
                yield WrittenBeat(name, path, value, options)


def people_of(data: Entries) -> Iterator[tuple[str, Path, Entries]]:
    """Every person that is a mapping, with their id and place."""
    for name, person in entries(data.get("people")).items():
        if isinstance(person, dict):
            yield name, ("people", name), person
