"""What a file is, told from its text before it is read as YAML: a scenario, or a drive or a turf."""

import re
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 8 * 1024 * 1024
"""The largest file that is read."""

IS_SCENARIO: Final = re.compile(rb"""^(?:\xef\xbb\xbf)?\{?["']?format["']?[ ]*:""", re.MULTILINE)
"""A line that begins with `format:`, by which a scenario is told from other YAML files."""

IS_DRIVE: Final = re.compile(
    rb"""^(?:\xef\xbb\xbf)?(?:\{?["']?form["']?[ ]*:[ ]*["']?(?:drive|turf)\b|(?:crews|listed)[ ]*:)""", re.MULTILINE
)
"""A line by which a drive or a turf is told from a scenario: its form, or a key that no scenario has."""


def is_drive_file(path: Path) -> bool:
    """Whether a file says that it is a drive or a turf. False where it cannot be read."""
    try:
        return bool(IS_DRIVE.search(_beginning(path)))
    except OSError:
        return False


def may_be_a_scenario(path: Path) -> bool:
    """Whether a line begins with `format:`. A file that cannot be read counts: the check says why it cannot."""
    try:
        return bool(IS_SCENARIO.search(_beginning(path)))
    except OSError:
        return True


def _beginning(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MAX_BYTES)
