"""What the model says of a file's shape, told in an author's words and at the author's line."""

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from scoring.moves import MOODS
from trainer.language import _, mark, spoken
from trainer.scenario.marks import Path
from trainer.scenario.model import Scenario
from trainer.scenario.outline import looks_like_a_beat
from trainer.scenario.report import MAX_FINDINGS, Report, as_id, brief, did_you_mean, listed, nearest
from trainer.scenario.scalars import Plain
from trainer.scenario.schema import schema

_UNIONS: Final = frozenset({"says", "reply", "then", "start"})
_TAGS: Final = frozenset({"text", "variants"})
_BEGINNING: Final = 20_000

_OWNERS: Final = {
    "Scenario": mark("a scenario"), "Person": mark("a person"), "Option": mark("an option"), "Beat": mark("a beat"),
    "Visit": mark("a visit"), "Stop": mark("a stop"), "Walk": mark("a walk"), "Event": mark("an event"),
    "Cue": mark("a cue"), "Ask": mark("an ask"), "Objection": mark("an objection"), "Fact": mark("a fact"),
    "Shift": "shift", "Mood": mark("a mood"),
}  # fmt: skip

_NO_SUCH: Final = {
    "form": mark("{word} is no form"), "method": mark("{word} is no method"), "setting": mark("{word} is no setting"),
    "teaches": mark("{word} is no skill that a scenario teaches"), "step": mark("{word} is no step"),
    "move": mark("{word} is no move"), "kind": mark("{word} is no kind"), "code": mark("{word} is no code"),
}  # fmt: skip
"""What is said of a word that a key does not take."""

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
            report.at_value("E008", path, _("this condition is too long to be read"), _("split it over several beats"))
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
    hint = _("add {key}:").format(key=key)
    if described and spoken() == "en":  # the format describes its keys in English
        hint += f" ({described[0].lower()}{described[1:]})"
    report.missing(path[:-1], key, _("{owner} needs “{key}”").format(owner=_owner(path[:-1]), key=key), hint)


def _unknown_key(report: Report, path: Path) -> None:
    key = str(path[-1])
    known = _properties(path[:-1])
    owner = _owner(path[:-1])
    taken = report.value(path[:-1])
    free = [name for name in known if not isinstance(taken, dict) or name not in taken]
    meant = nearest(key, free)
    elsewhere = _owners_of(key)
    typed = key.strip()
    if typed != key and typed in known:
        report.meant(path[:-1], typed)
        report.at_key("E003", path, _("before “{key}” stands a space that YAML takes for a letter").format(key=typed),
                      _("delete the spaces before it, and type them with the space bar"))  # fmt: skip
        return
    if looks_like_a_beat(report.value(path)):
        report.at_key("E003", path, _("“{key}” looks like a beat, and does not stand under “beats”").format(key=key),
                      _("begin it in column {column}, as every beat does, and move what belongs to it along").format(
                          column=_column_of_beats(report)))  # fmt: skip
        return
    if report.value(path) == "" and report.begins_what_stands_twice(path):
        wrong = _("{owner} has no key {key}, and the lines below it stand here already")
        report.at_key("E003", path, wrong.format(owner=owner, key=brief(key)),
                      _("if a beat begins here, let “{key}:” begin further left, as the beat above it does").format(
                          key=key))  # fmt: skip
        return
    if elsewhere:
        hint = _("“{key}” belongs to {owners}").format(key=key, owners=elsewhere)
    elif meant:
        hint = _("did you mean {word}?").format(word=meant)
        report.meant(path[:-1], meant)
    else:
        hint = _("known here: {keys}").format(keys=listed(known, 30))
    before = len(report.findings)
    report.at_key("E003", path, _("{owner} has no key {key}").format(owner=owner, key=brief(key)), hint)
    if not (elsewhere or meant):
        report.foreign += [(finding, path) for finding in report.findings[before:]]


def _column_of_beats(report: Report) -> int:
    """The column in which the file's beats begin."""
    beats = report.value(("beats",))
    named = isinstance(beats, dict) and next((name for name, beat in beats.items() if isinstance(beat, dict)), None)
    return report.tree.key_place(("beats", named)).column if named else 3


def _wrong_id(entry: Any, key: object) -> tuple[str, str]:
    if entry["type"] == "reserved_id":
        return _told_reserved(key, None, ())
    return _told_id(key)


def _told_id(value: object) -> tuple[str, str]:
    made = as_id(str(value))
    hint = _("write {id}, here and wherever it is named: an id has small letters, digits and underscores")
    plain = _("ids are small letters, digits and underscores, and begin with a letter: hello_again")
    return _("{word} cannot be an id").format(word=brief(value)), hint.format(id=made) if made else plain


def _wrong(entry: Any, value: object, path: Path) -> tuple[str, str]:
    """Message and hint for a wrong value."""
    kind = entry["type"]
    context = entry.get("ctx") or {}
    if value == "" and isinstance(value, Plain):
        return (_("“{key}” is empty").format(key=path[-1] if path else ""),
                _("write its value behind the colon, or delete the key"))  # fmt: skip
    teller = _TELLERS.get(kind)
    if teller:
        return teller(value, context, path)
    wrong = _("{word} does not fit here: {reason}")
    return (wrong.format(word=brief(value), reason=f"{entry['msg'][0].lower()}{entry['msg'][1:]}"),
            _("see the format's page"))  # fmt: skip


def _told_literal(value: object, context: Any, path: Path) -> tuple[str, str]:
    if path == ("format",):
        return _("this is format {number}").format(number=brief(value)), _("this program reads format: 1")
    allowed = _choices(path)
    key = _thing(path)
    wrong = _(_NO_SUCH[key]) if key in _NO_SUCH else _("{word} is no {key}")
    hint = _mend_of_words(str(value), allowed, path) if isinstance(value, str) else ""
    every = _("allowed: {words}").format(words=listed(allowed, 30))
    return wrong.format(word=brief(value), key=key), f"{hint} {every}" if hint else every


def _mend_of_words(written: str, allowed: list[str], path: Path) -> str:
    """What was meant by a word that is none of those allowed, or by several of them in the place of one."""
    several = [part for part in re.split(r"[\s,;/+&]+", written) if part]
    if len(several) > 1 and {*several} <= {*allowed}:
        if isinstance(path[-1], int):
            return _("put commas between them: {words};").format(words=", ".join(several))
        return _("only one can stand here;")
    return did_you_mean(written, allowed)


def _told_number(value: object, context: Any, path: Path) -> tuple[str, str]:
    word = brief(value)
    if isinstance(value, str) and not isinstance(value, Plain) and value.strip().lstrip("+-").isdecimal():
        return (_("{word} is a text, because it stands in quotes").format(word=word),
                _("a number stands without quotes"))  # fmt: skip
    if isinstance(value, str) and value.startswith("\u2212"):
        return (_("{word} is no number: its minus is not the keyboard's").format(word=word),
                _("write {number}").format(number=f"-{value[1:]}"))  # fmt: skip
    return _("{word} is no whole number").format(word=word), _range(path)


def _told_decimal(value: object, context: Any, path: Path) -> tuple[str, str]:
    wrong = _("{word} is no number").format(word=brief(value))
    if isinstance(value, str) and "," in value:
        return wrong, _("decimals stand behind a point: write {number}").format(number=value.replace(",", "."))
    return wrong, _range(path)


def _told_range(value: object, context: Any, path: Path) -> tuple[str, str]:
    return _("{word} is out of range").format(word=brief(value)), _range(path)


def _told_truth(value: object, context: Any, path: Path) -> tuple[str, str]:
    if isinstance(value, str) and not isinstance(value, Plain) and value.lower() in ("true", "false"):
        return (_("{word} is a text, because it stands in quotes").format(word=brief(value)),
                _("write true or false, without quotes"))  # fmt: skip
    return _("{word} is neither true nor false").format(word=brief(value)), _("write true or false, without quotes")


def _told_text(value: object, context: Any, path: Path) -> tuple[str, str]:
    wrong = _("a text is wanted here, not {what}").format(what=brief(value))
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], Plain) and " " not in value[0]:
        return wrong, _("write it without [ and ]: {word}").format(word=value[0])
    return wrong, _("put a text that starts with [ or { in quotes")


def _told_mapping(value: object, context: Any, path: Path) -> tuple[str, str]:
    wrong = _("keys with values are wanted here, not {what}").format(what=brief(value))
    keys = _properties(path)
    if "polite_yes" in keys:
        hint = _("name a beat for each answer, in braces: {example}")
        return wrong, hint.format(example="{yes: …, polite_yes: …, no: …}")
    if isinstance(value, list):
        return wrong, _("write each without its -, as an id with a colon, and its keys indented below")
    if "text" in keys and isinstance(value, str):
        return wrong, _("write it as one text, or each wording as - if: a condition, with text: below it")
    if "id" in keys:
        rest = listed([key for key in keys if key != "id"])
        return wrong, _("begin it with - id: and a name of its own; below may stand: {keys}").format(keys=rest)
    if keys.keys() >= set(MOODS):
        hint = _("write its keys: {keys}, as in {example}")
        return wrong, hint.format(keys=listed(keys), example="{trust: 4, fear: 3}")
    if keys:
        return wrong, _("write its keys: {keys}").format(keys=listed(keys))
    return wrong, _("write one entry a line, as id: value")


def _told_list(value: object, context: Any, path: Path) -> tuple[str, str]:
    if path[-1] in _UNIONS:
        return (_("a text is wanted here, or a list of {example}, not {what}").format(
            example="{if, …}", what=brief(value)), _("begin each entry with -"))  # fmt: skip
    wrong = _("a list is wanted here, not {what}").format(what=brief(value))
    first = next(iter(value), "") if isinstance(value, dict) else ""
    if str(first).startswith("-"):
        return wrong, _("write a space behind each -")
    if first:
        hint = _("begin each item with a - and its id, as in - id: {name}, with its other keys under id")
        return wrong, hint.format(name=first)
    if isinstance(value, str) and re.fullmatch(r"[a-z0-9_]+(, *[a-z0-9_]+)*", value):
        return wrong, _("put it in brackets: [{words}]").format(words=value)
    return wrong, _("begin each item with -, on a line of its own")


def _told_pattern(value: object, context: Any, path: Path) -> tuple[str, str]:
    if path == ("language",):
        return _("{word} is no language").format(word=brief(value)), _("write a code such as en, es or pt-BR")
    return _told_id(value)


def _told_reserved(value: object, context: Any, path: Path) -> tuple[str, str]:
    return _("{word} is a reserved word and cannot be an id").format(word=brief(value)), _("choose another name")


def _told_empty(value: object, context: Any, path: Path) -> tuple[str, str]:
    return _("“{key}” is empty").format(key=path[-1]), _("write something in it, or delete the key")


def _told_too_many(value: object, context: Any, path: Path) -> tuple[str, str]:
    return (_("“{key}” has too many entries").format(key=path[-1]),
            _("at most {number} are allowed").format(number=context.get("max_length")))  # fmt: skip


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
    """The mend that names the numbers that may stand at a place."""
    schema = _schema_at(path)
    for part in [schema, *schema.get("anyOf", [])]:
        low, high = part.get("minimum"), part.get("maximum")
        decimal = part.get("type") == "number"
        if low is not None and high is not None:
            between = (
                _("write a number from {low} to {high}") if decimal else _("write a whole number from {low} to {high}")
            )
            return between.format(low=f"{low:g}", high=f"{high:g}")
        if low is not None:
            least = _("write a number of {low} or more") if decimal else _("write a whole number of {low} or more")
            return least.format(low=f"{low:g}")
    return _("write a number") if schema.get("type") == "number" else _("write a whole number")


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
            return _(form.owners[title])
    return f"“{_thing(path)}”" if path else _(form.owners[form.whole])


def _owners_of(key: str) -> str:
    """The parts of the format that have such a key."""
    form = _format.get()
    made = form.schema()
    parts = {form.whole: made, **made["$defs"]}
    owners = [
        _(form.owners[name])
        for name, part in parts.items()
        if name in form.owners and key in part.get("properties", {})
    ]
    return _(" or ").join(owners)
