"""What a report of a fault should say about the machine: versions, terminal, folders; nothing of what was played."""

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from trainer import __version__

PACKAGES = ("textual", "rich", "pydantic", "pyyaml", "transitions", "click", "platformdirs", "jinja2")

SMALLEST = (40, 12)
"""Columns and rows under which the screens only say that there is no room."""


def lines() -> Iterator[str]:
    """The report, line by line. Paths show the home folder as ~, so that no name of the user's is in it."""
    yield f"Second Knock {__version__}"
    yield f"Python {platform.python_version()} on {platform.system()} {platform.release()} ({platform.machine()})"
    yield f"packages: {', '.join(_packages())}"
    yield from _terminal()
    yield from _folders()


def _packages() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version

    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} is missing"


def _terminal() -> Iterator[str]:
    kinds = {key: os.environ.get(key, "not set") for key in ("TERM", "COLORTERM", "NO_COLOR", "LANG")}
    yield "terminal: " + ", ".join(f"{key} {value}" for key, value in kinds.items())
    yield f"encoding: {sys.stdout.encoding}, of the system {locale.getpreferredencoding(False)}"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield "no terminal here: the game would be played in plain lines"
        return
    size = shutil.get_terminal_size()
    small = size.columns < SMALLEST[0] or size.lines < SMALLEST[1]
    yield f"size: {size.columns} by {size.lines}{', too small for the screens' if small else ''}"


def _folders() -> Iterator[str]:
    from trainer.records.folder import NoHome, records_folder
    from trainer.scenario.library import FOLDER, catalogue

    yield f"library: {len(catalogue())} scenarios in {_shown(FOLDER)}"
    try:
        folder = records_folder()
    except NoHome:
        yield "records: there is no home folder, so plays are not kept"
        return
    existing = next(path for path in (folder.path, *folder.path.parents) if path.exists())
    how = "can be written" if os.access(existing, os.W_OK) else "cannot be written, so plays are not kept"
    size = f"{folder.file.stat().st_size // 1024} kB" if folder.file.is_file() else "nothing yet"
    yield f"records: {_shown(folder.path)}, {size}, {how}"


def _shown(path: Path) -> str:
    try:
        home = Path.home()
    except RuntimeError:
        return str(path)
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
