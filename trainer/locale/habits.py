"""Finds what is to be translated in the catalogue of habits, for Babel."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

SHOWN = ("looks_like", "coaching")
"""The keys of a habit that people read."""


def extract(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Every text of the catalogue that is shown, in the shape that Babel wants."""
    for habit in json.load(file):
        for key in SHOWN:
            yield habit["number"], "_", habit[key], [f"{habit['tag']}: {key}"]
