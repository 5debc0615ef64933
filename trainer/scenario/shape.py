"""What the model says of a file's shape, told in an author's words and at the author's line."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from trainer.scenario.marks import Path
from trainer.scenario.model import Scenario
from trainer.scenario.report import MAX_FINDINGS, Report, brief, did_you_mean, listed, nearest
from trainer.scenario.scalars import Plain
from trainer.scenario.schema import schema

_UNIONS: Final = frozenset({"says", "reply", "then", "start"})
_TAGS: Final = frozenset({"text", "variants"})
_BEGINNING: Final = 20_000

_OWNERS: Final = {
    "Scenario": "a scenario", "Person": "a person", "Option": "an option", "Beat": "a beat",
    "Visit": "a visit", "Stop": "a stop", "Walk": "a walk", "Event": "an event", "Cue": "a cue", "Ask": "an ask",
    "Objection": "an objection", "Fact": "a fact", "Shift": "shift", "Mood": "a mood",
}  # fmt: skip

Written = TypeVar("Written", bound=BaseModel)


class Format(NamedTuple):
    """A format of files: its schema, and what the parts of it are called, by their titles in the schema.

    `whole` is the title of the whole file.
    """

    schema: Callable[[], dict[str, Any]]
    owners: Mapping[str, str]
    whole: str


_SCENARIO: Final = Format(schema, _OWNERS, "Scenario")
_format: ContextVar[Format] = ContextVar("format", default=_SCENARIO)
"""The format of the file that is being read."""


def read_shape(report: Report) -> Scenario | None:
    """The scenario, where its shape is right; otherwise what is wrong goes into the report."""
    return read_shape_of(report, Scenario, _SCENARIO)


def read_shape_of(report: Report, model: type[Written], form: Format) -> Written | None:
    """What a file of a format holds, where its shape is right; otherwise what is wrong goes into the report."""
    reading = _format.set(form)
    try:
        return _read(report, model)
    finally:
        _format.reset(reading)


def _read(report: Report, model: type[Written]) -> Written | None:
    try:
        return model.model_validate(report.tree.data)
    except ValidationError as error:
        if error.error_count() <= MAX_FINDINGS:
            _tell(report, error, set())
            return None
    cut: set[Path] = set()
    try:
        model.model_validate(_beginning(report.tree.data, (), [_BEGINNING], cut))
    except ValidationError as error:
        _tell(report, error, cut)
    return None


def _beginning(value: Any, path: Path, left: list[int], cut: set[Path]) -> Any:
    """The first part of the data, since errors by the hundred thousand would fill the memory.

    `left` counts down the values that may still be taken; `cut` receives the places whose entries are not all taken.
    """
    left[0] -= 1
    if not isinstance(value, dict | list):
        return value
    taken: Any = {} if isinstance(value, dict) else []
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if left[0] <= 0:
            cut.add(path)
            break
        part = _beginning(inner, (*path, key), left, cut)
        if isinstance(taken, dict):
            taken[key] = part
        else:
            taken.append(part)
    return taken


def _tell(report: Report, error: ValidationError, cut: set[Path]) -> None:
    """One finding for each thing that the model did not accept."""
    for entry in error.errors(include_url=False, include_input=False):
        path, is_key = _path(entry["loc"])
        kind = entry["type"]
        if kind == "missing" and path[:-1] in cut:
            continue
        if kind == "missing":
            _missing(report, path)
        elif kind == "extra_forbidden":
            _unknown_key(report, path)
        elif is_key:
            message, hint = _wrong_id(entry, path[-1])
            report.at_key("E004", path, message, hint)
        elif kind == "string_too_long":
            report.at_value("E008", path, "this condition is too long to be read", "split it over several beats")
        else:
            message, hint = _wrong(entry, report.value(path), path)
            report.at_value("E004", path, message, hint)


def _path(location: tuple[int | str, ...]) -> tuple[Path, bool]:
    """The place in the data that a location of the model names, and whether it is a mapping's key."""
    parts: list[int | str] = []
    after_union = False
    for part in location:
        if part == "[key]":
            return tuple(parts), True
        if after_union and part in _TAGS:
            after_union = False
            continue
        parts.append(part)
        after_union = part in _UNIONS
    return tuple(parts), False


def _missing(report: Report, path: Path) -> None:
    key = str(path[-1])
    described = _properties(path[:-1]).get(key, {}).get("description", "").rstrip(".")
    hint = f"add {key}: ({described[0].lower()}{described[1:]})" if described else f"add {key}:"
    report.missing(path[:-1], key, f"{_owner(path[:-1])} needs “{key}”", hint)


def _unknown_key(report: Report, path: Path) -> None:
    key = str(path[-1])
    known = _properties(path[:-1])
    owner = _owner(path[:-1])
    taken = report.value(path[:-1])
    free = [name for name in known if not isinstance(taken, dict) or name not in taken]
    meant = nearest(key, free)
    elsewhere = _owners_of(key)
    if elsewhere:
        hint = f"“{key}” belongs to {elsewhere}"
    elif meant:
        hint = f"did you mean {meant}?"
        report.meant(path[:-1], meant)
    else:
        hint = f"known here: {listed(known, 30)}"
    report.at_key("E003", path, f"{owner} has no key {brief(key)}", hint)


def _wrong_id(entry: Any, key: object) -> tuple[str, str]:
    if entry["type"] == "reserved_id":
        return str(entry["msg"]), "choose another name"
    return f"{brief(key)} cannot be an id", _ID_HINT


_ID_HINT: Final = "ids are small letters, digits and underscores, and begin with a letter: hello_again"


def _wrong(entry: Any, value: object, path: Path) -> tuple[str, str]:
    """Message and hint for a wrong value."""
    kind = entry["type"]
    context = entry.get("ctx") or {}
    if value == "" and isinstance(value, Plain):
        return f"“{path[-1] if path else ''}” is empty", "write its value behind the colon, or delete the key"
    teller = _TELLERS.get(kind)
    if teller:
        return teller(value, context, path)
    return f"{brief(value)} does not fit here: {entry['msg'][0].lower()}{entry['msg'][1:]}", "see the format's page"


def _told_literal(value: object, context: Any, path: Path) -> tuple[str, str]:
    if path == ("format",):
        return f"this is format {brief(value)}", "this program reads format: 1"
    allowed = _choices(path)
    hint = did_you_mean(str(value), allowed) if isinstance(value, str) else ""
    return f"{brief(value)} is no {_thing(path)}", (hint + " " if hint else "") + f"allowed: {listed(allowed, 30)}"


def _told_number(value: object, context: Any, path: Path) -> tuple[str, str]:
    if isinstance(value, str) and not isinstance(value, Plain) and value.strip().lstrip("+-").isdecimal():
        return f"{brief(value)} is a text, because it stands in quotes", "a number stands without quotes"
    if isinstance(value, str) and value.startswith("\u2212"):
        return f"{brief(value)} is no number: its minus is not the keyboard's", f"write -{value[1:]}"
    return f"{brief(value)} is no whole number", f"write {_range(path)}"


def _told_decimal(value: object, context: Any, path: Path) -> tuple[str, str]:
    if isinstance(value, str) and "," in value:
        return f"{brief(value)} is no number", f"decimals stand behind a point: write {value.replace(',', '.')}"
    return f"{brief(value)} is no number", f"write {_range(path)}"


def _told_range(value: object, context: Any, path: Path) -> tuple[str, str]:
    return f"{brief(value)} is out of range", f"write {_range(path)}"


def _told_truth(value: object, context: Any, path: Path) -> tuple[str, str]:
    return f"{brief(value)} is neither true nor false", "write true or false, without quotes"


def _told_text(value: object, context: Any, path: Path) -> tuple[str, str]:
    return f"a text is wanted here, not {brief(value)}", "put a text that starts with [ or { in quotes"


def _told_mapping(value: object, context: Any, path: Path) -> tuple[str, str]:
    keys = _properties(path)
    hint = f"write its keys: {listed(keys)}" if keys else "write one entry a line, as id: value"
    return f"keys with values are wanted here, not {brief(value)}", hint


def _told_list(value: object, context: Any, path: Path) -> tuple[str, str]:
    if path[-1] in _UNIONS:
        return f"a text is wanted here, or a list of {{if, …}}, not {brief(value)}", "begin each entry with -"
    return f"a list is wanted here, not {brief(value)}", "begin each item with -, or write [one, another]"


def _told_pattern(value: object, context: Any, path: Path) -> tuple[str, str]:
    if path == ("language",):
        return f"{brief(value)} is no language", "write a code such as en, es or pt-BR"
    return f"{brief(value)} cannot be an id", _ID_HINT


def _told_reserved(value: object, context: Any, path: Path) -> tuple[str, str]:
    return f"{brief(value)} is a reserved word and cannot be an id", "choose another name"


def _told_empty(value: object, context: Any, path: Path) -> tuple[str, str]:
    return f"“{path[-1]}” is empty", "write something in it, or delete the key"


def _told_too_many(value: object, context: Any, path: Path) -> tuple[str, str]:
    return f"“{path[-1]}” has too many entries", f"at most {context.get('max_length')} are allowed"


_TELLERS: Final[dict[str, Callable[[object, Any, Path], tuple[str, str]]]] = {
    "literal_error": _told_literal,
    "int_type": _told_number,
    "int_parsing": _told_number,
    "float_type": _told_decimal,
    "greater_than_equal": _told_range,
    "less_than_equal": _told_range,
    "bool_type": _told_truth,
    "string_type": _told_text,
    "string_sub_type": _told_text,
    "dict_type": _told_mapping,
    "model_type": _told_mapping,
    "model_attributes_type": _told_mapping,
    "list_type": _told_list,
    "string_pattern_mismatch": _told_pattern,
    "reserved_id": _told_reserved,
    "string_too_short": _told_empty,
    "too_short": _told_empty,
    "too_long": _told_too_many,
}


def _thing(path: Path) -> str:
    """What a value is called: the key that it stands under."""
    named = [part for part in path if isinstance(part, str)]
    return named[-1] if named else "value"


def _range(path: Path) -> str:
    schema = _schema_at(path)
    for part in [schema, *schema.get("anyOf", [])]:
        low, high = part.get("minimum"), part.get("maximum")
        number = "a number" if part.get("type") == "number" else "a whole number"
        if low is not None and high is not None:
            return f"{number} from {low:g} to {high:g}"
        if low is not None:
            return f"{number} of {low:g} or more"
    return "a number" if schema.get("type") == "number" else "a whole number"


def _choices(path: Path) -> list[str]:
    schema = _schema_at(path)
    for part in [schema, *schema.get("anyOf", [])]:
        if "enum" in part:
            return [str(choice) for choice in part["enum"]]
        if "const" in part:
            return [str(part["const"])]
    return []


def _schema_at(path: Path) -> dict[str, Any]:
    """The schema of the value at a place; empty where the place is none of the format's."""
    found: dict[str, Any] = _format.get().schema()
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
    found: dict[str, Any] = _format.get().schema()["$defs"][reference.rsplit("/", 1)[1]]
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


def _properties(path: Path) -> dict[str, Any]:
    """The keys that a mapping at a place may have, with their schemas."""
    for candidate in _alternatives(_schema_at(path)):
        if "properties" in candidate:
            found: dict[str, Any] = candidate["properties"]
            return found
    return {}


def _owner(path: Path) -> str:
    """What a mapping at a place is called, with its article."""
    form = _format.get()
    for candidate in _alternatives(_schema_at(path)):
        title = candidate.get("title", "")
        if title in form.owners and "properties" in candidate:
            return form.owners[title]
    return f"“{_thing(path)}”" if path else form.owners[form.whole]


def _owners_of(key: str) -> str:
    """The parts of the format that have such a key."""
    form = _format.get()
    made = form.schema()
    parts = {form.whole: made, **made["$defs"]}
    owners = [
        form.owners[name] for name, part in parts.items() if name in form.owners and key in part.get("properties", {})
    ]
    return " or ".join(owners)
