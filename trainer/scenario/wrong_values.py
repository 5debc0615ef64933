"""A value that a key does not take: what is wrong with it and how to mend it, in an author's words."""

import re
from collections.abc import Callable
from typing import Any, Final

from scoring.moves import MOODS
from trainer.language import _, mark
from trainer.scenario.allowed import choices, described, key_of, properties, schema_at
from trainer.scenario.marks import Path
from trainer.scenario.report import as_id, brief, did_you_mean, listed
from trainer.scenario.scalars import Plain

UNIONS: Final = frozenset({"says", "reply", "then", "start"})
"""The keys that hold a single word or text, or a list or keys."""

_NO_SUCH: Final = {
    "form": mark("{word} is no form"), "method": mark("{word} is no method"), "setting": mark("{word} is no setting"),
    "teaches": mark("{word} is no skill that a scenario teaches"), "step": mark("{word} is no step"),
    "move": mark("{word} is no move"), "kind": mark("{word} is no kind"), "code": mark("{word} is no code"),
}  # fmt: skip
"""What is said of a word that a key does not take."""


def wrong_id(entry: Any, key: object) -> tuple[str, str]:
    """Message and hint for a key that cannot be an id."""
    if entry["type"] == "reserved_id":
        return _told_reserved(key, None, ())
    return _told_id(key)


def _told_id(value: object) -> tuple[str, str]:
    made = as_id(str(value))
    hint = _("write {id}, here and wherever it is named: an id has small letters, digits and underscores")
    plain = _("ids are small letters, digits and underscores, and begin with a letter: hello_again")
    return _("{word} cannot be an id").format(word=brief(value)), hint.format(id=made) if made else plain


def wrong_value(entry: Any, value: object, path: Path) -> tuple[str, str]:
    """Message and hint for a wrong value."""
    kind = entry["type"]
    context = entry.get("ctx") or {}
    if value == "" and isinstance(value, Plain):
        if path and isinstance(path[-1], int):
            return _("this list item is empty"), _("write its text behind the dash, or delete the line")
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
    allowed = choices(path)
    key = key_of(path)
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
    keys = properties(path)
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
    if path[-1] in UNIONS:
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


def _range(path: Path) -> str:
    """The mend that names the numbers that may stand at a place."""
    schema = schema_at(path)
    for part in [schema, *schema.get("anyOf", [])]:
        low, high = part.get("minimum"), part.get("maximum")
        decimal = part.get("type") == "number"
        if low is not None and high is not None:
            between = (
                _("write a number from {low} to {high}") if decimal else _("write a whole number from {low} to {high}")
            )
            numbers = between.format(low=f"{low:g}", high=f"{high:g}")
            meaning = described(schema)
            return f"{numbers} ({meaning})" if meaning.startswith(f"{low:g} ") else numbers
        if low is not None:
            least = _("write a number of {low} or more") if decimal else _("write a whole number of {low} or more")
            return least.format(low=f"{low:g}")
    return _("write a number") if schema.get("type") == "number" else _("write a whole number")
