"""What is said about the records to the person who plays: what happened, what it means for them, what they can do."""

import errno
import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from trainer.days import written
from trainer.language import _, mark, ngettext

_LITTLE_ROOM = 256 * 1024
_UNSAVED = mark("You can play on, but what you play now is not saved.")

FAILED = (sqlite3.Error, OSError, UnicodeError, MemoryError)
"""What can be raised where a store is opened, read or written.

Python raises a UnicodeError where SQLite names what is damaged and the name is too, and a MemoryError where a damaged
length makes SQLite ask for too much.
"""

_NOT_DATABASES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

_START_AGAIN = mark("Start Second Knock again to have the damaged file set aside and a new one begun.")

SAVED_AGAIN = mark("Saving works again, and everything since it stopped is saved too.")

NO_HOME = mark(
    "You have no home folder, so there is no place to keep what you play. You can play on, but it is not saved. "
    "Name a folder for it: --records FOLDER."
)

ELSEWHERE = mark(
    "This play is open in another window. Go on there, or close that window first; "
    "or play on here from a copy, and both are kept."
)

PARTED = mark(
    "This play was changed outside this window. Nothing of either is lost: what you play here is kept from now on as a "
    "play of its own."
)

DRIVE_ELSEWHERE = mark("This drive is open in another window. Go on there, or close that window first.")

DRIVE_PARTED = mark(
    "This drive was changed outside this window. Nothing of either is lost: what you play here is kept from now on as "
    "a drive of its own."
)

DRIVE_UNREADABLE = mark(
    "This drive cannot be played again as it was, so it cannot be gone on with. Its decisions are kept."
)

PLAY_MISSING = mark(
    "What was saved last before Second Knock was stopped from outside cannot be read back. It may be in a backup: "
    "second-knock records restore"
)

UNREADABLE = mark("Some of your records cannot be read any more. Start Second Knock again, and it will look into it.")


class CannotSave(Exception):
    """There is no store to write to; `sentence` says why, and what that means."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class Damage(NamedTuple):
    """Why a file cannot be used as the store: one word for its new name, and the same as sentences, to be shown by `_`.

    `mine` says it of your records, `these` of those in a folder, `open` of those that another window has open.
    """

    word: str
    mine: str
    these: str
    open: str


DAMAGED = Damage(
    "damaged",
    mark("Your records are damaged."),
    mark("The records in {folder} are damaged, so they cannot be shown."),
    mark("Your records in {folder} are damaged, and another window has them open."),
)
NEWER = Damage(
    "newer",
    mark("Your records were written by a newer version of Second Knock."),
    mark("The records in {folder} were written by a newer version of Second Knock, so they cannot be shown."),
    mark("Your records in {folder} were written by a newer version of Second Knock, and another window has them open."),
)
FOREIGN = Damage(
    "not-ours",
    mark("Your records are not a file of Second Knock."),
    mark("The records in {folder} are not a file of Second Knock, so they cannot be shown."),
    mark("Your records in {folder} are not a file of Second Knock, and another window has them open."),
)
ORPHANED = Damage(
    "left-over",
    mark("Your records are only the rest of a store whose main file is gone."),
    mark("The records in {folder} are only the rest of a store whose main file is gone, so they cannot be shown."),
    mark(
        "Your records in {folder} are only the rest of a store whose main file is gone, and another window has them "
        "open."
    ),
)


def where(path: Path) -> str:
    """A path as it can be shown: nothing in it that a terminal would obey."""
    from trainer.scenario.characters import shown

    return shown(str(path))


def why_not_saved(error: Exception, folder: Path) -> str:
    """What to say where records cannot be written."""
    if _is_full(error, folder):
        return _unsaved(_("The disk is full."), folder, _("As soon as there is room it is saved as well."))
    if is_damage(error):
        return _unsaved(_("Your records in {folder} are damaged."), folder, _(_START_AGAIN))
    if isinstance(error, sqlite3.Error):
        code = result_of(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return _unsaved(_("Another program holds your records in {folder}."), folder)
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            return not_writable(folder)
        told = _("Your records in {folder} cannot be written just now ({reason}).")
        return _unsaved(told, folder, reason=str(error))
    if isinstance(error, FileExistsError | NotADirectoryError):
        return _unsaved(_("{folder} is not a folder, so nothing can be kept there."), folder)
    if isinstance(error, PermissionError) or getattr(error, "errno", None) in (errno.EROFS, errno.EACCES, errno.EPERM):
        return not_writable(folder)
    reason = getattr(error, "strerror", None) or str(error)
    return _unsaved(_("Your records in {folder} cannot be written ({reason})."), folder, reason=reason)


def _unsaved(told: str, folder: Path, then: str = "", reason: str = "") -> str:
    """What happened, that nothing is saved, and what can be done."""
    return f"{told.format(folder=where(folder), reason=reason)} {_(_UNSAVED)} {then}".rstrip()


def not_writable(folder: Path) -> str:
    """What to say of a folder that allows no writing."""
    return _unsaved(_("Nothing can be written in {folder}."), folder, _("Another folder will do: --records FOLDER."))


def on_network(folder: Path, kind: str) -> str:
    """What to say of a folder on a network drive."""
    told = _("{folder} is on a network drive ({reason}), where records can be damaged.")
    return _unsaved(told, folder, _("Name a folder on this computer: --records FOLDER."), kind)


def no_write_ahead(folder: Path) -> str:
    """What to say of a file system on which the store cannot be kept safely."""
    told = _("The drive of {folder} cannot keep records safely.")
    return _unsaved(told, folder, _("Name a folder on a drive of this computer: --records FOLDER."))


def gate_closed(folder: Path) -> str:
    """What to say where another window is opening, restoring or deleting the store and does not get done."""
    return _unsaved(_("Another window is busy with your records in {folder}."), folder)


def not_readable(folder: Path, error: Exception) -> str:
    """What to say where the store is there and cannot be looked at."""
    if is_damage(error) or (isinstance(error, sqlite3.Error) and result_of(error) == sqlite3.SQLITE_ERROR):
        return cannot_be_shown(folder, DAMAGED)
    reason = getattr(error, "strerror", None) or error
    return _("The records in {folder} cannot be read: {reason}.").format(folder=where(folder), reason=reason)


def cannot_be_shown(folder: Path, damage: Damage) -> str:
    """What to say where the store is there and is none that can be shown."""
    help_ = "" if damage is NEWER else _("second-knock records restore brings back the newest backup.")
    return f"{_(damage.these).format(folder=where(folder))} {help_}".rstrip()


def gone(folder: Path) -> str:
    """What to say where the store was taken away while it was open."""
    return _unsaved(_("Your records in {folder} have been moved or deleted."), folder)


def damaged_but_open(folder: Path, damage: Damage) -> str:
    """What to say where a store cannot be used and may not be moved either, because another window has it open."""
    return _unsaved(_(damage.open), folder, _("Close every window of Second Knock and start it again."))


def put_aside(damage: Damage, name: Path, backup: str | None) -> str:
    """What to say of a store that was set aside: where it is, that it is as it was, and how to go on from there."""
    kept = _("They are kept unchanged as {file}, and new ones were begun.").format(file=where(name))
    help_ = ""
    if damage is NEWER:
        help_ = _("The newer version can take them back: second-knock records restore {file}").format(file=where(name))
    elif backup:
        told = _("The newest backup is of {day}; this brings it back: second-knock records restore")
        help_ = told.format(day=written(backup))
    return f"{_(damage.mine)} {kept} {help_}".rstrip()


def store_missing(backup: str) -> str:
    """What to say where there is no store but there are backups of one."""
    told = _("The newest backup is of {day}; this brings it back: second-knock records restore")
    told = told.format(day=written(backup))
    return f"{_('Your records are gone from their folder, and new ones were begun.')} {told}"


def choices_missing(title: str, count: int) -> str:
    """What to say where a window that was killed had saved more than can be read back."""
    from trainer.scenario.characters import shown

    told = ngettext(
        "The last {count} choice of “{title}” had been saved and cannot be read back. "
        "The play goes on from before them.",
        "The last {count} choices of “{title}” had been saved and cannot be read back. "
        "The play goes on from before them.",
        count,
    )
    return told.format(count=count, title=shown(title))


def backup_failed(folder: Path, reason: str) -> str:
    """What to say where the program's own backup could not be made."""
    told = _("No backup of your records could be made in {folder}: {reason} Your plays are saved all the same.")
    return told.format(folder=where(folder), reason=reason)


def migration_stopped(folder: Path, reason: str) -> str:
    """What to say where a store of an older version is left as it is, because it could not be backed up first."""
    told = _(
        "Your records in {folder} come from an older version. They have to be brought up to date, but could "
        "not be backed up first, so they were left as they are: {reason}"
    )
    return _unsaved(told, folder, reason=reason)


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
