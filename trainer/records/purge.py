"""Deletes everything that the program keeps on this machine, and nothing of anybody else's.

Files are deleted as the system deletes files. Their bytes may stay on the disk until something else is written there,
and in copies that a backup of the whole machine made; overwriting them is not promised, because on today's disks and
file systems it would promise nothing.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from trainer.language import _
from trainer.records import sentences
from trainer.records.folder import NAME, Folder
from trainer.records.restore import NotDone, require_nobody_else
from trainer.records.windows import gate
from trainer.scenario.cache import cache_folder

_OURS = re.compile(rf"{NAME}(-[^/\\]+)?\.sqlite3(-wal|-shm|-journal|\.part|\.restoring)*")
_SETTINGS = re.compile(rf"{NAME}-settings\.json(\.\d+\.part)?")
_WINDOW = re.compile(r"[0-9a-f]{16}\.lock")


def everything_kept(folder: Folder, cache: Path | None = None) -> tuple[Path, ...]:
    """Every file that the program keeps: store, backups, stores set aside, settings, locks, cache. Never raises."""
    return tuple(_kept(folder, cache or cache_folder()))


def purge(folder: Folder, cache: Path | None = None) -> tuple[Path, ...]:
    """Delete all of it, and the folders that are empty then; what could not be deleted. Raises NotDone.

    Refused while a window has the store open, because that window would go on writing to a file that is gone.
    """
    cache = cache or cache_folder()
    if not folder.path.is_dir():
        return _deleted(folder, cache)
    try:
        closed = gate(folder)
        if closed is None:
            told = _("Another window is busy with the records in {folder}.")
            raise NotDone(told.format(folder=sentences.where(folder.path)))
        try:
            dead = require_nobody_else(folder)
            for died in dead:
                died.lock.release(remove=True)
            left = _deleted(folder, cache)
        finally:
            closed.release(remove=True)
    except OSError as error:
        reason = error.strerror or str(error)
        told = _("The records in {folder} cannot be deleted: {reason}.")
        raise NotDone(told.format(folder=sentences.where(folder.path), reason=reason)) from error
    with suppress(OSError):
        folder.path.rmdir()
    return tuple(path for path in left if path.exists())


def _kept(folder: Folder, cache: Path) -> Iterator[Path]:
    for place in (folder.path, folder.backups, folder.aside):
        yield from _files(place, _OURS)
    yield from _files(folder.path, _SETTINGS)
    yield from _files(folder.windows, _WINDOW)
    with suppress(OSError):
        if folder.gate.exists():
            yield folder.gate
    with suppress(OSError):
        yield from sorted(file for file in cache.rglob("*") if not file.is_dir() or file.is_symlink())


def _files(place: Path, pattern: re.Pattern[str]) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(file for file in place.iterdir() if pattern.fullmatch(file.name) and not file.is_dir())


def _deleted(folder: Folder, cache: Path) -> tuple[Path, ...]:
    left = []
    for file in _kept(folder, cache):
        # the gate is shut by it, and goes last
        if file == folder.gate:
            continue
        try:
            file.unlink(missing_ok=True)
        except OSError:
            left.append(file)
    emptied = [folder.backups, folder.aside, folder.windows]
    with suppress(OSError):
        emptied += sorted((place for place in cache.rglob("*") if place.is_dir()), reverse=True)
    for place in (*emptied, cache):
        with suppress(OSError):
            place.rmdir()
    return tuple(left)
