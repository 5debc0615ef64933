"""Locks on files that the system takes away by itself when a process dies, however it dies.

That makes them better witnesses of life than a process id with a start time or a heartbeat: no id is used twice, no
clock is compared, and a window that hangs for an hour still holds what is its own.
"""

import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

_PAUSE = 0.005
_NOTE_AT, _NOTE_LENGTH = 1, 120


class FileLock:
    """A lock on a file, held until it is released or the process ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path, wait: float = 0.0) -> Self | None:
        """Lock a file, made where it is missing; None where another holds it for longer than `wait` seconds.

        Raises OSError where the file cannot be made or opened.
        """
        deadline = time.monotonic() + wait
        while True:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
            descriptor = os.open(path, flags, stat.S_IRUSR | stat.S_IWUSR)
            try:
                locked = _locked(descriptor)
                ours = locked and _is_at(descriptor, path)
            except OSError:
                os.close(descriptor)
                raise
            if ours:
                return cls(path, descriptor)
            os.close(descriptor)
            if locked:
                continue  # deleted while we waited for it: lock the one that stands there now
            if time.monotonic() >= deadline:
                return None
            time.sleep(_PAUSE)

    def note(self, text: str) -> None:
        """Leave a line in the file, for whoever finds it after this process died. Raises OSError."""
        line = text.encode("ascii", "replace")[: _NOTE_LENGTH - 1].ljust(_NOTE_LENGTH - 1) + b"\n"
        os.lseek(self._descriptor, _NOTE_AT, os.SEEK_SET)
        os.write(self._descriptor, line)

    def noted(self) -> str:
        """The line that was left in the file; empty where there is none. Raises OSError."""
        os.lseek(self._descriptor, _NOTE_AT, os.SEEK_SET)
        return os.read(self._descriptor, _NOTE_LENGTH).decode("ascii", "replace").strip()

    def release(self, remove: bool = False) -> None:
        """Let go, and delete the file if wanted. Never raises."""
        if self._descriptor < 0:
            return
        if remove and os.name != "nt":
            _delete(self.path)
        os.close(self._descriptor)
        self._descriptor = -1
        if remove and os.name == "nt":  # Windows deletes no open file
            _delete(self.path)


def _delete(path: Path) -> None:
    # a lock file that stays behind is harmless: nobody holds it
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    ours = os.fstat(descriptor)
    return (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        """Lock the first byte; the note stands behind it, because a locked byte cannot be read."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        """Lock the file as it was opened here, so that two windows of one process are two."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
