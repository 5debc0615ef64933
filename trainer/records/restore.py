"""Brings records back from a backup or a store that was set aside; what stood in their place is kept."""

import os
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from trainer.language import _, mark
from trainer.records import sentences
from trainer.records.aside import BESIDE, set_aside
from trainer.records.backup import Backup, BackupFailed, back_up, backups
from trainer.records.database import connect, counts, damage_of
from trainer.records.folder import Folder, sync_folder
from trainer.records.schema import version_of
from trainer.records.sentences import FAILED
from trainer.records.windows import DeadWindow, gate, other_windows


class NotDone(Exception):
    """Something that was asked for the records could not be done; `sentence` says why. Nothing was changed."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class Restored(NamedTuple):
    """What was restored: from which file, how many plays, and where the records stand that it replaced, if any."""

    source: Path
    plays: int
    replaced: Path | None


def restore(folder: Folder, source: Path | None = None) -> Restored:
    """Bring records back from a file; without one from the newest backup that is sound.

    The file is checked before anything is touched, and copied, not moved. What stood in the store's place is set aside.
    Raises NotDone.
    """
    try:
        folder.make()
        closed = gate(folder)
        if closed is None:
            told = _("Another window is busy with the records in {folder}.")
            raise NotDone(told.format(folder=sentences.where(folder.path)))
        try:
            dead = require_nobody_else(folder)
            try:
                restored = _restored(folder, source or _newest_sound(backups(folder)))
            except BaseException:
                for died in dead:
                    died.lock.release()
                raise
            # what they noted was of the records that are set aside now
            for died in dead:
                died.lock.release(remove=True)
            return restored
        finally:
            closed.release()
    except FAILED as error:
        told = _("The records could not be restored: {reason}.")
        raise NotDone(told.format(reason=getattr(error, "strerror", None) or error)) from error


def require_nobody_else(folder: Folder) -> tuple[DeadWindow, ...]:
    """The windows that died, where none has the store open.

    Only to be called behind the gate. Raises NotDone where a window has it open, and OSError.
    """
    alive, dead = other_windows(folder)
    if alive:
        for died in dead:
            died.lock.release()
        raise NotDone(_("Second Knock is open in another window. Close it first."))
    return dead


def _newest_sound(there: tuple[Backup, ...]) -> Path:
    for backup in there:
        if _unsound(backup.file) is None:
            return backup.file
    if there:
        raise NotDone(_("None of the backups can be read any more."))
    raise NotDone(_("There is no backup yet. Name a file to restore from."))


def _unsound(file: Path) -> str | None:
    """Why a file cannot be restored from, as a sentence; None where it can."""
    try:
        if not file.is_file() or not file.stat().st_size:
            return _("{file} is not there or is empty. Nothing was changed.")
        # a store that was set aside has its log beside it; without one nothing is written beside the file
        logged = any(Path(f"{file}{ending}").exists() for ending in BESIDE)
        damage = damage_of(file, immutable=not logged)
        if damage is not None:
            return _(_DAMAGE.get(damage, _FOREIGN))
        with closing(connect(file, "ro", immutable=not logged)) as connection:
            return None if version_of(connection) else _("{file} holds no records. Nothing was changed.")
    except FAILED as error:
        reason = str(getattr(error, "strerror", None) or error)
        return _("{file} cannot be read ({reason}). Nothing was changed.").replace("{reason}", reason)


_DAMAGE = {
    sentences.DAMAGED: mark("{file} is damaged. Nothing was changed."),
    sentences.NEWER: mark("{file} was written by a newer version of Second Knock. Nothing was changed."),
}
_FOREIGN = mark("{file} is not a file of Second Knock. Nothing was changed.")


def _restored(folder: Folder, source: Path) -> Restored:
    unsound = _unsound(source)
    if unsound is not None:
        raise NotDone(unsound.replace("{file}", sentences.where(source)))
    if folder.file.exists() and source.samefile(folder.file):
        raise NotDone(_("These are the records themselves. Nothing was changed."))
    fresh = Path(f"{folder.file}.restoring")
    try:
        fresh.unlink(missing_ok=True)
        try:
            back_up(source, fresh)
        except BackupFailed as failed:
            told = _("The records could not be restored: {reason} Nothing was changed.")
            raise NotDone(told.format(reason=failed.reason)) from failed
        there = any(Path(f"{folder.file}{ending}").exists() for ending in ("", *BESIDE))
        replaced = set_aside(folder, "replaced") if there else None
        os.replace(fresh, folder.file)  # noqa: PTH105
        sync_folder(folder.path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    with closing(connect(folder.file, "ro", immutable=True)) as connection:
        return Restored(source, counts(connection)[0], replaced)
