"""What is said about the records to the person who plays: what happened, what it means for them, what they can do."""

import errno
import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

_LITTLE_ROOM = 256 * 1024
_UNSAVED = "You can play on, but what you play now is not saved."

FAILED = (sqlite3.Error, OSError, UnicodeError, MemoryError)
"""What can be raised where a store is opened, read or written.

Python raises a UnicodeError where SQLite names what is damaged and the name is too, and a MemoryError where a damaged
length makes SQLite ask for too much.
"""

_NOT_DATABASES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

SAVED_AGAIN = "Saving works again, and everything since it stopped is saved too."

NO_HOME = (
    "You have no home folder, so there is no place to keep what you play. You can play on, but it is not saved. "
    "Name a folder for it: --records FOLDER."
)

ELSEWHERE = (
    "This play is open in another window. Go on there, or close that window first; "
    "or play on here from a copy, and both are kept."
)

PARTED = (
    "This play was changed outside this window. Nothing of either is lost: what you play here is kept from now on as a "
    "play of its own."
)

PLAY_MISSING = (
    "What was saved last before Second Knock was stopped from outside cannot be read back. It may be in a backup: "
    "second-knock records restore"
)

UNREADABLE = "Some of your records cannot be read any more. Start Second Knock again, and it will look into it."


class CannotSave(Exception):
    """There is no store to write to; `sentence` says why, and what that means."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class Damage(NamedTuple):
    """Why a file cannot be used as the store: one word for its new name, and the same as part of a sentence."""

    word: str
    said: str


DAMAGED = Damage("damaged", "are damaged")
NEWER = Damage("newer", "were written by a newer version of Second Knock")
FOREIGN = Damage("not-ours", "are not a file of Second Knock")
ORPHANED = Damage("left-over", "are only the rest of a store whose main file is gone")


def where(path: Path) -> str:
    """A path as it can be shown: nothing in it that a terminal would obey."""
    from trainer.scenario.characters import shown

    return shown(str(path))


def why_not_saved(error: Exception, folder: Path) -> str:
    """What to say where records cannot be written."""
    if _is_full(error, folder):
        return f"The disk is full. {_UNSAVED} As soon as there is room it is saved as well."
    if is_damage(error):
        return f"Your records in {where(folder)} are damaged. {_UNSAVED} {_START_AGAIN}"
    if isinstance(error, sqlite3.Error):
        code = result_of(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return f"Another program holds your records in {where(folder)}. {_UNSAVED}"
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            return not_writable(folder)
        return f"Your records in {where(folder)} cannot be written just now ({error}). {_UNSAVED}"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{where(folder)} is not a folder, so nothing can be kept there. {_UNSAVED}"
    if isinstance(error, PermissionError) or getattr(error, "errno", None) in (errno.EROFS, errno.EACCES, errno.EPERM):
        return not_writable(folder)
    reason = getattr(error, "strerror", None) or str(error)
    return f"Your records in {where(folder)} cannot be written ({reason}). {_UNSAVED}"


_START_AGAIN = "Start Second Knock again to have the damaged file set aside and a new one begun."


def not_writable(folder: Path) -> str:
    """What to say of a folder that allows no writing."""
    return f"Nothing can be written in {where(folder)}. {_UNSAVED} Another folder will do: --records FOLDER."


def on_network(folder: Path, kind: str) -> str:
    """What to say of a folder on a network drive."""
    return (
        f"{where(folder)} is on a network drive ({kind}), where records can be damaged. {_UNSAVED} "
        "Name a folder on this computer: --records FOLDER."
    )


def no_write_ahead(folder: Path) -> str:
    """What to say of a file system on which the store cannot be kept safely."""
    return (
        f"The drive of {where(folder)} cannot keep records safely. {_UNSAVED} "
        "Name a folder on a drive of this computer: --records FOLDER."
    )


def gate_closed(folder: Path) -> str:
    """What to say where another window is opening, restoring or deleting the store and does not get done."""
    return f"Another window is busy with your records in {where(folder)}. {_UNSAVED}"


def not_readable(folder: Path, error: Exception) -> str:
    """What to say where the store is there and cannot be looked at."""
    if is_damage(error) or (isinstance(error, sqlite3.Error) and result_of(error) == sqlite3.SQLITE_ERROR):
        return cannot_be_shown(folder, DAMAGED)
    return f"The records in {where(folder)} cannot be read: {getattr(error, 'strerror', None) or error}."


def cannot_be_shown(folder: Path, damage: Damage) -> str:
    """What to say where the store is there and is none that can be shown."""
    help_ = "" if damage is NEWER else " second-knock records restore brings back the newest backup."
    return f"The records in {where(folder)} {damage.said}, so they cannot be shown.{help_}"


def gone(folder: Path) -> str:
    """What to say where the store was taken away while it was open."""
    return f"Your records in {where(folder)} have been moved or deleted. {_UNSAVED}"


def damaged_but_open(folder: Path, damage: Damage) -> str:
    """What to say where a store cannot be used and may not be moved either, because another window has it open."""
    return (
        f"Your records in {where(folder)} {damage.said}, and another window has them open. {_UNSAVED} "
        "Close every window of Second Knock and start it again."
    )


def put_aside(damage: Damage, name: Path, backup: str | None) -> str:
    """What to say of a store that was set aside: where it is, that it is as it was, and how to go on from there."""
    help_ = ""
    if damage is NEWER:
        help_ = f" The newer version can take them back: second-knock records restore {where(name)}"
    elif backup:
        help_ = f" The newest backup is of {backup}; this brings it back: second-knock records restore"
    return f"Your records {damage.said}. They are kept unchanged as {where(name)}, and new ones were begun.{help_}"


def store_missing(backup: str) -> str:
    """What to say where there is no store but there are backups of one."""
    return (
        f"Your records are gone from their folder, and new ones were begun. The newest backup is of {backup}; "
        "this brings it back: second-knock records restore"
    )


def choices_missing(title: str, count: int) -> str:
    """What to say where a window that was killed had saved more than can be read back."""
    from trainer.scenario.characters import shown

    choices = "choice" if count == 1 else "choices"
    return (
        f"The last {count} {choices} of “{shown(title)}” had been saved and cannot be read back. "
        "The play goes on from before them."
    )


def backup_failed(folder: Path, reason: str) -> str:
    """What to say where the program's own backup could not be made."""
    return f"No backup of your records could be made in {where(folder)}: {reason} Your plays are saved all the same."


def migration_stopped(folder: Path, reason: str) -> str:
    """What to say where a store of an older version is left as it is, because it could not be backed up first."""
    return (
        f"Your records in {where(folder)} come from an older version. They have to be brought up to date, but could "
        f"not be backed up first, so they were left as they are: {reason} {_UNSAVED}"
    )


def is_damage(error: Exception) -> bool:
    """Whether an error means that a file is damaged, and neither a full disk nor a missing permission."""
    if isinstance(error, sqlite3.Error):
        return result_of(error) in _NOT_DATABASES
    return isinstance(error, UnicodeError | MemoryError)


def result_of(error: sqlite3.Error) -> int:
    """The primary result code of SQLite behind an error; 0 where it comes from Python's module."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _is_full(error: Exception, folder: Path) -> bool:
    if isinstance(error, sqlite3.Error):
        if result_of(error) == sqlite3.SQLITE_FULL:
            return True
        if result_of(error) != sqlite3.SQLITE_IOERR:
            return False
        # where shared memory finds no room SQLite only says that writing failed
        try:
            room = os.statvfs(folder)
        except (OSError, AttributeError):
            return False
        return room.f_bavail * room.f_frsize < _LITTLE_ROOM
    return getattr(error, "errno", None) in (errno.ENOSPC, getattr(errno, "EDQUOT", -1))
