"""A scenario's data as YAML that reads well and reads back as the same data, with comments at their places."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from trainer.bench.fmt_order import in_order, part_under
from trainer.scenario.characters import shown
from trainer.scenario.marks import Path

_WORDS_OF_YAML: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_PLAIN = re.compile(r"[^\W\d_](?:[^\n]*[^\s:])?")
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z][A-Za-z0-9_. ]*")
_SHORT_LIST: Final = 90


def as_yaml(
    data: Mapping[str, Any],
    above: Mapping[Path, Sequence[str]] | None = None,
    beside: Mapping[Path, str] | None = None,
    first: Sequence[str] = (),
) -> str:
    """A scenario's data (mappings, lists, texts, whole numbers, truths) as a YAML file in the house's order.

    `above` holds comments for the lines before the key or list item at a place, `beside` one for the end of its line,
    `first` what stands before everything. Comments can hold anything: they are brought to one safe line each.
    """
    made = _Writer(above or {}, beside or {})
    lines = [_comment(line) for line in first]
    lines += made.mapping(data, (), "", "scenario")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    return f"# {shown(text)}".rstrip()


class _Writer:
    def __init__(self, above: Mapping[Path, Sequence[str]], beside: Mapping[Path, str]) -> None:
        self.above = above
        self.beside = beside
        self.noted = {place[:end] for place in (*above, *beside) for end in range(len(place))}

    def mapping(self, data: Mapping[str, Any], path: Path, indent: str, part: str) -> Iterator[str]:
        keys = list(data)
        for key in (keys[number] for number in in_order(part, keys)):
            value = data[key]
            place = (*path, key)
            yield from (indent + _comment(line) for line in self.above.get(place, ()))
            yield from self.entry(f"{indent}{key}:", value, place, indent, part_under(part, key))

    def entry(self, head: str, value: Any, place: Path, indent: str, part: str) -> Iterator[str]:
        note = self.beside.get(place)
        tail = f"  {_comment(note)}" if note else ""
        if isinstance(value, str):
            block = _block(value)
            if block:
                yield f"{head} {block[0]}{tail}"
                yield from (f"{indent}  {line}".rstrip() if not line else f"{indent}  {line}" for line in block[1:])
            else:
                yield f"{head} {scalar(value)}{tail}"
        elif not isinstance(value, Mapping | list):
            yield f"{head} {_atom(value)}{tail}"
        elif flow := self.flow(value, place):
            yield f"{head} {flow}{tail}"
        elif isinstance(value, Mapping):
            yield head + tail
            yield from self.mapping(value, place, indent + "  ", part)
        else:
            yield head + tail
            yield from self.items(value, place, indent + "  ", part)

    def items(self, data: Sequence[Any], path: Path, indent: str, part: str) -> Iterator[str]:
        for index, value in enumerate(data):
            place = (*path, index)
            yield from (indent + _comment(line) for line in self.above.get(place, ()))
            if isinstance(value, Mapping) and value:
                inner = list(self.mapping(value, place, indent + "  ", part_under(part, index)))
                # a comment before an item's first key would stand between its dash and the key
                while inner[0].lstrip().startswith("#"):
                    yield inner.pop(0)
                yield f"{indent}- {inner[0].lstrip()}"
                yield from inner[1:]
            else:
                yield from self.entry(f"{indent}-", value, place, indent, "")

    def flow(self, value: Any, path: Path) -> str:
        """A small value on one line; nothing where it is too large or holds a comment."""
        if not value:
            return "{}" if isinstance(value, Mapping) else "[]"
        if path in self.noted:
            return ""
        inner = value.values() if isinstance(value, Mapping) else value
        if not all(isinstance(one, int) or (isinstance(one, str) and _fits_in_flow(one)) for one in inner):
            return ""
        if isinstance(value, Mapping):
            text = "{" + ", ".join(f"{key}: {_atom(one)}" for key, one in value.items()) + "}"
        else:
            text = "[" + ", ".join(_atom(one) for one in value) + "]"
        return text if len(text) <= _SHORT_LIST else ""


def _fits_in_flow(text: str) -> bool:
    return len(text) <= 40 and bool(_PLAIN_IN_FLOW.fullmatch(text)) and scalar(text) == text


def _atom(value: Any) -> str:
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def scalar(text: str) -> str:
    """A text on one line: as it is where YAML reads it so, otherwise in quotes."""
    if (
        _PLAIN.fullmatch(text)
        and ": " not in text
        and " #" not in text
        and "\t" not in text
        and text.isprintable()
        and text.lower() not in _WORDS_OF_YAML
    ):
        return text
    return json.dumps(text, ensure_ascii=False)


def _block(text: str) -> list[str]:
    """A text of several lines as a literal block; nothing where it has one line or a block would not keep it."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if len(lines) < 2 or any(line != line.strip() for line in lines) or not lines[0] or not lines[-1]:
        return []
    if not all(line.isprintable() for line in lines):
        return []
    return ["|" if text.endswith("\n") else "|-", *lines]
