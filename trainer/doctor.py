"""What a report of a fault should say about the machine: versions, terminal, folders; nothing of what was played."""

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from trainer import __version__
from trainer.language import _, ngettext

PACKAGES = ("textual", "rich", "pydantic", "pyyaml", "transitions", "click", "platformdirs", "jinja2")

SMALLEST = (40, 12)
"""Columns and rows under which the screens only say that there is no room."""


def lines() -> Iterator[str]:
    """The report, line by line. Paths show the home folder as ~, so that no name of the user's is in it."""
    yield f"Second Knock {__version__}"
    yield _("Python {version} on {system} ({machine})").format(
        version=platform.python_version(),
        system=f"{platform.system()} {platform.release()}",
        machine=platform.machine(),
    )
    yield _("packages: {packages}").format(packages=", ".join(_packages()))
    yield from _terminal()
    yield from _folders()


def _packages() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version

    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield _("{package} is missing").format(package=name)


def _terminal() -> Iterator[str]:
    kinds = {key: os.environ.get(key, _("not set")) for key in ("TERM", "COLORTERM", "NO_COLOR", "LANG")}
    yield _("terminal: {kinds}").format(kinds=", ".join(f"{key} {value}" for key, value in kinds.items()))
    yield _("encoding: {encoding}, of the system {system}").format(
        encoding=sys.stdout.encoding, system=locale.getpreferredencoding(False)
    )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield _("no terminal here: the game would be played in plain lines")
        return
    size = shutil.get_terminal_size()
    small = size.columns < SMALLEST[0] or size.lines < SMALLEST[1]
    told = _("size: {columns} by {lines}, too small for the screens") if small else _("size: {columns} by {lines}")
    yield told.format(columns=size.columns, lines=size.lines)


def _folders() -> Iterator[str]:
    from trainer.records.folder import NoHome, records_folder
    from trainer.scenario.library import FOLDER, catalogue

    held = len(catalogue())
    told = ngettext("library: {count} scenario in {folder}", "library: {count} scenarios in {folder}", held)
    yield told.format(count=held, folder=_shown(FOLDER))
    try:
        folder = records_folder()
    except NoHome:
        yield _("records: there is no home folder, so plays are not kept")
        return
    existing = next(path for path in (folder.path, *folder.path.parents) if path.exists())
    size = f"{folder.file.stat().st_size // 1024} kB" if folder.file.is_file() else _("nothing yet")
    told = _("records: {folder}, {size}, can be written")
    if not os.access(existing, os.W_OK):
        told = _("records: {folder}, {size}, cannot be written, so plays are not kept")
    yield told.format(folder=_shown(folder.path), size=size)


def _shown(path: Path) -> str:
    try:
        home = Path.home()
    except RuntimeError:
        return str(path)
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
