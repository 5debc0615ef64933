"""A writer of scenario files that writes them as nobody should: keys in any order, comments anywhere, odd indents.

It knows nothing of how `fmt` works: it writes from plain data, with a generator of chances.
"""

import json
import random
import re
from typing import Any

from trainer.scenario.scalars import Plain
from trainer.scenario.tree import read_tree

Path = tuple[str | int, ...]

_BY_ID = {"people", "facts", "asks", "beats", "cues", "concerns", "objections", "rate", "effects", "allow"}


class Messy:
    """One source as text, with the comments planted in it and where each belongs."""

    def __init__(self, data: Any, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lines: list[str] = []
        self.above: dict[str, Path] = {}
        self.planted: list[str] = []
        self.mapping(data, (), 0, self.chance.choice((1, 2, 4)))

    @property
    def text(self) -> str:
        """The source."""
        return "\n".join(self.lines) + "\n"

    def comment(self, indent: int, path: Path | None) -> str:
        """A comment line; with a path it belongs to what comes next."""
        text = f"# note {len(self.planted)}: a 'quoted' \"word\", - dash, {{brace}}, key: value"
        self.planted.append(text)
        if path is not None:
            self.above[text] = path
        return " " * indent + text

    def before(self, indent: int, path: Path) -> None:
        """Perhaps blank lines and comments above an entry."""
        if self.chance.random() < 0.1:
            self.lines += [""] * self.chance.randint(1, 3)
        if path != () and self.chance.random() < 0.15 and self.lines:
            for _ in range(self.chance.randint(1, 2)):
                self.lines.append(self.comment(indent, path))

    def after(self, line: str) -> str:
        """Perhaps spaces, or a comment, at a line's end."""
        if self.chance.random() < 0.1:
            text = f"# end {len(self.planted)}"
            self.planted.append(text)
            return line + " " * self.chance.randint(1, 4) + text
        return line + " " * self.chance.choice((0, 0, 0, 2))

    def keys(self, data: dict[str, Any], path: Path) -> list[str]:
        """The keys in any order, but ids in the author's."""
        keys = list(data)
        if not (path and path[-1] in _BY_ID):
            self.chance.shuffle(keys)
        return keys

    def mapping(
        self, data: dict[str, Any], path: Path, indent: int, step: int, dash: str = "", bare: bool = False
    ) -> None:
        """A mapping, a key a line; with a dash its first key stands behind it, with `bare` nothing above it."""
        for place, key in enumerate(self.keys(data, path)):
            inner = (*path, key)
            lead = " " * indent
            if not place and dash:
                lead = dash
            elif place or not bare:
                self.before(indent, inner)
            self.value(f"{lead}{key}:", data[key], inner, indent, step)

    def value(self, head: str, value: Any, path: Path, indent: int, step: int) -> None:
        """A key with its value."""
        if isinstance(value, dict) and value and not (self.chance.random() < 0.3 and _is_small(value)):
            self.lines.append(self.after(head))
            self.mapping(value, path, indent + step, step)
        elif isinstance(value, list) and value and not (self.chance.random() < 0.3 and _is_small(value)):
            self.lines.append(self.after(head))
            self.items(value, path, indent + self.chance.choice((0, step)), step)
        elif isinstance(value, str) and "\n" in value and not isinstance(value, Plain):
            self.lines.append(self.after(f"{head} |"))
            self.lines += [" " * (indent + 3) + line if line else "" for line in value.rstrip("\n").split("\n")]
        else:
            self.lines.append(self.after(f"{head} {self.flow(value, path)}"))
        if self.chance.random() < 0.03 and not isinstance(value, dict | list):
            self.lines.append(self.comment(indent + 1, None))

    def items(self, value: list[Any], path: Path, indent: int, step: int) -> None:
        """A list, an item a line."""
        for place, item in enumerate(value):
            inner = (*path, place)
            self.before(indent, inner)
            wide = " " * self.chance.choice((1, 1, 3))
            dash = " " * indent + "-" + wide
            if isinstance(item, dict) and item and not (self.chance.random() < 0.3 and _is_small(item)):
                if self.chance.random() < 0.05:
                    self.lines.append(self.after(" " * indent + "-"))
                    self.mapping(item, inner, indent + step, step, bare=True)
                else:
                    self.mapping(item, inner, indent + 1 + len(wide), step, dash)
            else:
                self.lines.append(self.after(dash + self.flow(item, inner)))

    def flow(self, value: Any, path: Path) -> str:
        """A value on one line."""
        if isinstance(value, dict):
            gap = self.chance.choice((", ", " , ", ","))
            return (
                "{" + gap.join(f"{key}: {self.flow(value[key], (*path, key))}" for key in self.keys(value, path)) + "}"
            )
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(item, (*path, place)) for place, item in enumerate(value)) + "]"
        if isinstance(value, Plain) and re.fullmatch(r"[\w.+-]+", value):
            return str(value)
        return json.dumps(str(value), ensure_ascii=False)


def _is_small(value: Any) -> bool:
    return len(json.dumps(value)) < 300 and "\\n" not in json.dumps(value)


def messy(source: str, seed: int) -> Messy:
    """The scenario of a source, written anew in disorder."""
    return Messy(read_tree(source).data, seed)
