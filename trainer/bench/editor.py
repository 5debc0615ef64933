"""The author's own editor, opened at a line."""

import os
import shlex
from pathlib import Path

_GOTO = {"code", "codium", "code-insiders", "cursor"}
"""Editors that take --goto FILE:LINE."""

_COLON = {"hx", "helix", "subl", "zed", "kate", "micro"}
"""Editors that take FILE:LINE."""


def editor_command(file: Path, line: int, environment: dict[str, str] | None = None) -> list[str] | None:
    """The command that opens a file at a line: that of VISUAL, else of EDITOR; None where neither is set.

    Others than those known to do it differently get `+LINE FILE`, as vi, nano, emacs and most do.
    """
    environment = dict(os.environ) if environment is None else environment
    written = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        command = shlex.split(written)
    except ValueError:
        return None
    if not command:
        return None
    name = Path(command[0]).stem
    if name in _GOTO:
        return [*command, "--goto", f"{file}:{line}"]
    if name in _COLON:
        return [*command, f"{file}:{line}"]
    return [*command, f"+{line}", str(file)]


def stays_in_terminal(command: list[str]) -> bool:
    """Whether an editor takes over the terminal, so that the program has to step aside for it."""
    return Path(command[0]).stem not in _GOTO | {"subl", "zed", "kate", "gedit", "notepad"}
