"""Finds what is to be translated in the format's schema, for Babel: what editors explain, and titles of findings."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from trainer.scenario.findings import TITLES
from trainer.scenario.schema import schema
from trainer.scenario.schema_language import said_in


def extract(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Every explanation of the schema, in the shape that Babel wants."""
    for words in dict.fromkeys([*said_in(schema()), *TITLES.values()]):
        if words:
            yield 1, "_", words, []
