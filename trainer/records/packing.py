"""What a play brought as it stands in a row: compressed JSON, and a sum by which a row that was damaged is known.

SQLite checks the structure of its pages but not their content. A flipped bit in an option's id could otherwise turn one
choice into another without anyone noticing.
"""

import zlib
from collections.abc import Sequence
from typing import Any

_LEVEL = 6
_LARGEST = 64 * 1024 * 1024


def packed(data: Any) -> bytes:
    """Plain data as compressed JSON. Characters beyond ASCII are escaped, so that any text can be kept."""
    import json

    return zlib.compress(json.dumps(data, separators=(",", ":")).encode("ascii"), _LEVEL)


def unpacked(blob: Any) -> Any:
    """The plain data again; None where it cannot be read."""
    if not isinstance(blob, bytes):
        return None
    import json

    reader = zlib.decompressobj()
    try:
        text = reader.decompress(blob, _LARGEST)
        return json.loads(text) if reader.eof else None
    except (zlib.error, ValueError, RecursionError):
        return None


def sum_of(values: Sequence[Any]) -> int:
    """The CRC-32 of a row's values."""
    total = 0
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        total = zlib.crc32(data, zlib.crc32(b"\x1f", total))
    return total


def storable(text: str) -> str:
    """A text that any database takes: halves of characters, which a terminal can deliver, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
