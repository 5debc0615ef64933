"""Sets a store aside that cannot be used: renamed with the date and the reason, and not a byte of it changed."""

from datetime import UTC, datetime
from pathlib import Path

from trainer.records.folder import NAME, Folder, make_private, sync_folder

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database that is open or was not closed."""


def set_aside(folder: Folder, word: str) -> Path:
    """Move the store, with what belongs to it, out of the way; where it stands now. Raises OSError.

    The log goes first: should the power fail in between, no new store ever finds the log of another.
    """
    make_private(folder.aside)
    target = _free(folder.aside, f"{NAME}-{datetime.now(UTC):%Y-%m-%d}-{word}")
    for ending in (*BESIDE, ""):
        part = Path(f"{folder.file}{ending}")
        if part.exists():
            part.rename(f"{target}{ending}")
    sync_folder(folder.path)
    sync_folder(folder.aside)
    return target


def _free(place: Path, stem: str) -> Path:
    number = 1
    while True:
        target = place / (f"{stem}.sqlite3" if number == 1 else f"{stem}-{number}.sqlite3")
        if not any(Path(f"{target}{ending}").exists() for ending in (*BESIDE, "")):
            return target
        number += 1
