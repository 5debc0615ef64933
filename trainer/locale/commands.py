"""Finds what is to be translated in the help of the commands, for Babel, and click's own words."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from trainer.locale import code


def extract(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]:
    """Every text of the help, in the shape that Babel wants, and what the file itself marks."""
    from trainer.cli import cli
    from trainer.command_words import CLICKS_ONE_OR_MANY, help_texts

    yield from code.extract(file, keywords, comment_tags, options)
    for text in dict.fromkeys(help_texts(cli)):
        yield 1, "_", text, []
    for one_or_many in CLICKS_ONE_OR_MANY:
        yield 1, "ngettext", one_or_many, []
