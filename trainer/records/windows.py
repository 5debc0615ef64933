"""The windows that have the store open, each behind a locked file, so that no two play on the same play."""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from trainer.records.folder import Folder, make_private
from trainer.records.locks import FileLock

GATE_SECONDS = 3.0
"""How long a window waits while another opens the store; opening takes milliseconds, a daily backup more."""

_ENDING = ".lock"


class Window:
    """This window. `token` is how the store names it as the owner of a play."""

    def __init__(self, token: str, lock: FileLock) -> None:
        self.token = token
        self._lock = lock

    @classmethod
    def open(cls, folder: Folder) -> "Window":
        """Show that a window is open, until it closes or its process ends. Raises OSError."""
        make_private(folder.windows)
        while True:
            token = os.urandom(8).hex()
            lock = FileLock.take(_file(folder, token))
            if lock is not None:
                return cls(token, lock)

    def note(self, play: str, serial: int) -> None:
        """Leave word of the last choice that was committed, for the case that this window is killed. Never raises."""
        with suppress(OSError):
            self._lock.note(f"{play} {serial}")

    def close(self) -> None:
        """The window is closed. Never raises."""
        self._lock.release(remove=True)


class DeadWindow(NamedTuple):
    """A window whose process died: its token, and the last choice it had committed, as a play and a serial."""

    token: str
    play: str
    serial: int
    lock: FileLock


def gate(folder: Folder) -> FileLock | None:
    """Shut the gate behind oneself while opening, restoring or deleting the store. Raises OSError."""
    return FileLock.take(folder.gate, GATE_SECONDS)


def other_windows(folder: Folder, own: Window | None = None) -> tuple[bool, tuple[DeadWindow, ...]]:
    """Whether another window is open, and those that died, with their files locked by us.

    Only to be called behind the gate: it tries the locks. Raises OSError.
    """
    alive = False
    dead = []
    for file in _files(folder):
        token = file.name.removesuffix(_ENDING)
        if own is not None and token == own.token:
            continue
        lock = FileLock.take(file)
        if lock is None:
            alive = True
            continue
        dead.append(DeadWindow(token, *_noted(lock), lock))
    return alive, tuple(dead)


def is_open(folder: Folder, token: str) -> bool:
    """Whether the window of this token lives. Only to be called behind the gate. Raises OSError."""
    file = _file(folder, token)
    if not token.isalnum() or not file.exists():
        return False
    lock = FileLock.take(file)
    if lock is None:
        return True
    lock.release()
    return False


def _file(folder: Folder, token: str) -> Path:
    return folder.windows / f"{token}{_ENDING}"


def _files(folder: Folder) -> tuple[Path, ...]:
    if not folder.windows.is_dir():
        return ()
    return tuple(sorted(file for file in folder.windows.iterdir() if file.suffix == _ENDING))


def _noted(lock: FileLock) -> tuple[str, int]:
    play, _, serial = lock.noted().partition(" ")
    return (play, int(serial)) if serial.isdigit() else ("", 0)
