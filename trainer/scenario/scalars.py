"""Scalars as YAML 1.2's core schema reads them, decided by what a key wants rather than by how a value looks.

A scalar stays text until a key asks for something else: `name: 1984` is a name, `risk: 3` a number. An unquoted scalar
is a `Plain`, so that `clock: "12"` (a text) can be told from `clock: 12` (a number).
"""

import re
from typing import Any

_DECIMAL = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL = re.compile(r"0o[0-7]+\Z")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+\Z")


class Plain(str):
    """A scalar that stood without quotes in the file, exactly as written."""

    __slots__ = ()


def as_whole_number(value: Any) -> Any:
    """The number that an unquoted scalar writes, otherwise the value as it was."""
    if isinstance(value, Plain) and len(value) <= 20:
        if _DECIMAL.match(value):
            return int(value)
        if _OCTAL.match(value):
            return int(value, 8)
        if _HEXADECIMAL.match(value):
            return int(value, 16)
    return value


def as_boolean(value: Any) -> Any:
    """True or false where an unquoted scalar says so in YAML 1.2, otherwise the value as it was."""
    if isinstance(value, Plain):
        if value in ("true", "True", "TRUE"):
            return True
        if value in ("false", "False", "FALSE"):
            return False
    return value
