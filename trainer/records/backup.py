"""Backups: copies of the whole store, made by the program itself, each opened and checked before it counts."""

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from trainer.language import _
from trainer.records.aside import BESIDE
from trainer.records.database import connect, counts, damage_of
from trainer.records.folder import NAME, Folder, make_private, make_private_file, sync_folder
from trainer.records.sentences import FAILED

KEPT = 7
"""How many of the program's own daily backups are kept."""

_NAMED = re.compile(rf"{NAME}-(\d{{4}}-\d\d-\d\d)(T\d{{6}}-[a-z0-9-]+)?\.sqlite3")
_UNFINISHED = ".part"


class BackupFailed(Exception):
    """A backup could not be made, or the one that was made does not hold what it should; `reason` is a sentence."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Backup(NamedTuple):
    """A backup in the records folder: its file, its day (UTC), and whether it is one of the daily ones.

    The others were asked for, or made before a store was brought up to date, and are never deleted by themselves.
    """

    file: Path
    day: str
    daily: bool


def backups(folder: Folder) -> tuple[Backup, ...]:
    """The backups in the records folder, the newest first. Never raises."""
    found = []
    with suppress(OSError):
        for file in folder.backups.iterdir():
            named = _NAMED.fullmatch(file.name)
            if named:
                found.append((named[1], file.stat().st_mtime_ns, Backup(file, named[1], named[2] is None)))
    return tuple(backup for _day, _time, backup in sorted(found, key=lambda entry: entry[:2], reverse=True))


def back_up_if_due(folder: Folder, store: sqlite3.Connection) -> Backup | None:
    """Make today's backup of an open store where something was played since the last one; None where it is not due.

    Raises BackupFailed. Older backups are deleted only after the new one has been checked.
    """
    there = _daily(folder)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    if there and there[0].day >= today:
        return None
    try:
        touched = store.execute("SELECT max(touched) FROM plays").fetchone()[0]
    except FAILED as error:
        raise BackupFailed(f"{error}.") from error
    if touched is None or (there and touched[:10] < there[0].day):
        return None
    made = back_up(folder.file, _target(folder, today))
    for old in _daily(folder)[KEPT:]:
        with suppress(OSError):
            old.file.unlink()
    return Backup(made, today, True)


def back_up_before_change(folder: Folder, file: Path, version: int) -> Path:
    """Back a store up before it is brought up to date. Raises BackupFailed."""
    now = datetime.now(UTC)
    return back_up(file, _target(folder, f"{now:%Y-%m-%dT%H%M%S}-version-{version}"))


def back_up_as_asked(folder: Folder) -> Path:
    """Back the store up because somebody wants it now; where it stands. Raises BackupFailed."""
    return back_up(folder.file, _target(folder, f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}-asked"))


def back_up(source: Path, target: Path) -> Path:
    """Copy a store that may be in use to a file that does not exist yet, and check the copy.

    The copy is of one moment: what other windows write meanwhile is in it wholly or not at all. It stands under its
    name only once it was opened, found sound, and counted to hold every play and choice of that moment.
    Raises BackupFailed.
    """
    unfinished = Path(f"{target}{_UNFINISHED}")
    try:
        make_private(target.parent)
        _delete(unfinished)
        make_private_file(unfinished)
        wanted = _copied(source, unfinished)
        _check(unfinished, wanted)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.rename(target)
        sync_folder(target.parent)
    except FAILED as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BackupFailed(f"{reason}.") from error
    finally:
        with suppress(OSError):
            _delete(unfinished)
    return target


def _daily(folder: Folder) -> tuple[Backup, ...]:
    return tuple(backup for backup in backups(folder) if backup.daily)


def _target(folder: Folder, name: str) -> Path:
    return folder.backups / f"{NAME}-{name}.sqlite3"


def _copied(source: Path, target: Path) -> tuple[int, int]:
    with closing(connect(source)) as reading, closing(connect(target)) as writing:
        reading.execute("BEGIN")
        wanted = counts(reading)
        reading.backup(writing)
        reading.execute("COMMIT")
        # one file on its own, without a log beside it
        writing.execute("PRAGMA journal_mode = DELETE")
    return wanted


def _check(file: Path, wanted: tuple[int, int]) -> None:
    damage = damage_of(file, immutable=True)
    if damage is not None:
        raise BackupFailed(_("the copy that was made is damaged, and was deleted."))
    with closing(connect(file, "ro", immutable=True)) as copy:
        if counts(copy) != wanted:
            raise BackupFailed(_("the copy that was made does not hold all of it, and was deleted."))


def _delete(file: Path) -> None:
    for ending in ("", *BESIDE):
        Path(f"{file}{ending}").unlink(missing_ok=True)
