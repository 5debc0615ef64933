"""Finds what is to be translated in the registry of actions, for Babel."""

import ast
from collections.abc import Iterator
from typing import Any, BinaryIO

PLACES = {"word": 2, "help": 3, "shown": 5, "title": 10}
"""Where an action's words stand among its fields. Keys that are signs (↑, ⌫) are nothing to translate."""


def extract(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Every word of the registry that is shown, and what the module marks, in the shape that Babel wants."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in keywords:
            found = {"": node.args[0]}
        elif node.func.id == "Action":
            found = {name: node.args[place] for name, place in PLACES.items() if place < len(node.args)}
            found |= {given.arg: given.value for given in node.keywords if given.arg in PLACES}
        else:
            continue
        for name, value in found.items():
            text = value.value if isinstance(value, ast.Constant) else None
            if isinstance(text, str) and any(map(str.isalpha, text)):
                yield value.lineno, "_", text, [f"the {name} of a key"] if name else []
