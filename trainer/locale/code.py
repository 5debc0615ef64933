"""Finds what is to be translated in the code, for Babel: also in f-strings, which its own reader passes over."""

import ast
from collections.abc import Iterator
from typing import Any, BinaryIO


def extract(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]:
    """Every text that stands in a call of a keyword, such as `_` or `ngettext`, in the shape that Babel wants."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in keywords:
            texts = tuple(
                given.value for given in node.args if isinstance(given, ast.Constant) and isinstance(given.value, str)
            )
            if texts:
                yield node.lineno, node.func.id, texts if len(texts) > 1 else texts[0], []
