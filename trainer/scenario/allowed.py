"""What a format of files allows at a place, and what its parts are called: read off its schema."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Final, NamedTuple

from trainer.language import _, mark, spoken
from trainer.scenario.marks import Path
from trainer.scenario.schema import schema

_OWNERS: Final = {
    "Scenario": mark("a scenario"), "Person": mark("a person"), "Option": mark("an option"), "Beat": mark("a beat"),
    "Visit": mark("a visit"), "Stop": mark("a stop"), "Walk": mark("a walk"), "Event": mark("an event"),
    "Cue": mark("a cue"), "Ask": mark("an ask"), "Objection": mark("an objection"), "Fact": mark("a fact"),
    "Shift": "shift", "Mood": mark("a mood"),
}  # fmt: skip


class Format(NamedTuple):
    """A format of files: its schema, and what the parts of it are called, by their titles in the schema.

    `whole` is the title of the whole file.
    """

    schema: Callable[[], dict[str, Any]]
    owners: Mapping[str, str]
    whole: str


SCENARIO: Final = Format(schema, _OWNERS, "Scenario")
"""The format of scenarios."""

FORMAT: ContextVar[Format] = ContextVar("format", default=SCENARIO)
"""The format of the file that is being read."""


def key_of(path: Path) -> str:
    """What a value is called: the key that it stands under."""
    named = [part for part in path if isinstance(part, str)]
    return named[-1] if named else "value"


def choices(path: Path) -> list[str]:
    """The words that may stand at a place; empty where any may."""
    found = schema_at(path)
    for part in [found, *found.get("anyOf", [])]:
        if "enum" in part:
            return [str(choice) for choice in part["enum"]]
        if "const" in part:
            return [str(part["const"])]
    return []


def described(part: dict[str, Any]) -> str:
    """What a part of a schema is for, in the language that is spoken; empty where it is said in English only."""
    written = part.get("description", "")
    told = _(written) if written else ""
    return told.rstrip(".") if spoken() == "en" or told != written else ""


def schema_at(path: Path) -> dict[str, Any]:
    """The schema of the value at a place; empty where the place is none of the format's."""
    found: dict[str, Any] = FORMAT.get().schema()
    for part in path:
        for candidate in _alternatives(found):
            inner = _step(candidate, part)
            if inner is not None:
                found = inner
                break
        else:
            return {}
    return _resolved(found)


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema, or what it refers to."""
    reference = part.get("$ref")
    if not reference:
        return part
    found: dict[str, Any] = FORMAT.get().schema()["$defs"][reference.rsplit("/", 1)[1]]
    return found


def _alternatives(part: dict[str, Any]) -> list[dict[str, Any]]:
    part = _resolved(part)
    return [part] + [
        deeper for key in ("anyOf", "oneOf") for inner in part.get(key, []) for deeper in _alternatives(inner)
    ]


def _step(part: dict[str, Any], name: int | str) -> dict[str, Any] | None:
    if isinstance(name, int):
        items = part.get("items")
        return items if isinstance(items, dict) else None
    if name in part.get("properties", {}):
        inner: dict[str, Any] = part["properties"][name]
        return inner
    for key in ("additionalProperties", "patternProperties"):
        more = part.get(key)
        if isinstance(more, dict):
            if key == "patternProperties":
                return next(iter(more.values()), None)
            return more
    return None


def properties(path: Path) -> dict[str, Any]:
    """The keys that a mapping at a place may have, with their schemas."""
    for candidate in _alternatives(schema_at(path)):
        if "properties" in candidate:
            found: dict[str, Any] = candidate["properties"]
            return found
    return {}


def owner_of(path: Path) -> str:
    """What a mapping at a place is called, with its article."""
    form = FORMAT.get()
    for candidate in _alternatives(schema_at(path)):
        title = candidate.get("title", "")
        if title in form.owners and "properties" in candidate:
            return _(form.owners[title])
    return f"“{key_of(path)}”" if path else _(form.owners[form.whole])


def owners_of(key: str) -> str:
    """The parts of the format that have such a key."""
    form = FORMAT.get()
    made = form.schema()
    parts = {form.whole: made, **made["$defs"]}
    owners = [
        _(form.owners[name])
        for name, part in parts.items()
        if name in form.owners and key in part.get("properties", {})
    ]
    return _(" or ").join(owners)
