"""The one folder in which the program keeps records, and the names of everything in it."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

VARIABLE = "SECOND_KNOCK_RECORDS"
"""The environment variable that names another folder than the platform's."""

NAME = "second-knock"
"""What every file of ours begins with, so that nobody else's is ever taken for one."""


class NoHome(Exception):
    """There is no folder of the user's to keep records in; `home` is the one that was looked for, if any."""

    def __init__(self, home: str) -> None:
        self.home = home
        super().__init__(home)


class Folder(NamedTuple):
    """The places in a records folder."""

    path: Path

    @property
    def file(self) -> Path:
        """The store itself; while it is open, `-wal` and `-shm` stand beside it."""
        return self.path / f"{NAME}.sqlite3"

    @property
    def settings(self) -> Path:
        """What the trainee has set."""
        return self.path / f"{NAME}-settings.json"

    @property
    def backups(self) -> Path:
        """Where the program's own backups stand."""
        return self.path / "backups"

    @property
    def aside(self) -> Path:
        """Where stores stand that could not be read, came from a newer program or were replaced."""
        return self.path / "set-aside"

    @property
    def windows(self) -> Path:
        """One locked file for each window that has the store open."""
        return self.path / "windows"

    @property
    def gate(self) -> Path:
        """The lock that is held while the store is opened, restored or deleted."""
        return self.path / f"{NAME}.lock"

    def make(self) -> None:
        """Make the folder for its owner alone, where it is missing. Raises OSError."""
        make_private(self.path, parents=True)


def make_private(path: Path, parents: bool = False) -> None:
    """Make a folder that only its owner can enter; one that exists stays as it is. Raises OSError."""
    if not path.is_dir():
        path.mkdir(mode=stat.S_IRWXU, parents=parents, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner can read; one that exists stays as it is. Raises OSError."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), stat.S_IRUSR | stat.S_IWUSR))


def records_folder(given: Path | None = None) -> Folder:
    """The folder that was given, that SECOND_KNOCK_RECORDS names, or the platform's for a program's own data.

    Raises NoHome where it would be the platform's and the user has no home folder.
    """
    named = given or os.environ.get(VARIABLE)
    if named:
        # unlike those of Path these never raise
        return Folder(Path(os.path.abspath(os.path.expanduser(named))))  # noqa: PTH100, PTH111
    # platformdirs costs more to import than the rest of the records together
    from platformdirs import user_data_path

    path = user_data_path(NAME, appauthor=False)
    home = os.path.expanduser("~")  # noqa: PTH111
    if not path.is_absolute():
        raise NoHome("")
    # a home folder that is missing is not ours to make
    if path.is_relative_to(home) and not Path(home).is_dir():
        raise NoHome(home)
    return Folder(path)


def sync_folder(path: Path) -> None:
    """Make a file's new name in a folder survive a power cut, where the system can."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folders, and keeps names in its own journal
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)
