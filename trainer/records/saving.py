"""Writes changes to the store one after the other, and keeps them in memory for as long as they cannot be written.

While everything goes well a change is one transaction in the file. Where one fails, the store is copied to memory, the
change is made there, and it waits: everything is read from memory then, so that nothing of the play is missing from
any list, and at each later change those that wait are tried first, in their order.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import RLock
from typing import Any, NamedTuple, TypeVar

from trainer.language import _
from trainer.records import sentences
from trainer.records.database import in_memory, transaction
from trainer.records.folder import Folder
from trainer.records.schema import bring_up_to_date
from trainer.records.sentences import FAILED

Found = TypeVar("Found")


class NotOurs(Exception):
    """A change of a play that this window does not own any more, or that is not in the store any more."""

    def __init__(self, play: str) -> None:
        self.play = play
        super().__init__(play)


class Statement(NamedTuple):
    """One statement of SQL. Where it is `claimed` it must find its row, which only the owner of a play does."""

    sql: str
    values: tuple[Any, ...]
    claimed: bool = False


class Change(NamedTuple):
    """What belongs together: all of it is written or nothing. `serial` is the last choice it brings, 0 for none.

    A change can be made twice without harm, because an error in a commit does not say whether it was made.
    """

    play: str
    statements: tuple[Statement, ...]
    serial: int = 0


class Saving:
    """The store as one window writes it: `file` is None where nothing can be saved at all."""

    def __init__(
        self,
        folder: Folder | None,
        file: sqlite3.Connection | None,
        memory: sqlite3.Connection | None = None,
        committed: Callable[[str, int], None] | None = None,
        open_plays: Callable[[], Iterable[Change]] = tuple,
    ) -> None:
        self.folder = folder
        self.lock = RLock()
        self._file = file
        self._memory = memory
        self._committed = committed
        self._open_plays = open_plays
        self._waiting: list[Change] = []
        self._news: list[str] = []
        self._identity = self._identity_now()
        if file is None and memory is None:
            self._memory = in_memory()
            bring_up_to_date(self._memory)

    @property
    def saving(self) -> bool:
        """Whether everything so far is in the file."""
        return self._file is not None and self._memory is None

    def tell(self, sentence: str) -> None:
        """Keep a sentence until it is asked for."""
        self._news.append(sentence)

    def news(self) -> tuple[str, ...]:
        """The sentences that were not asked for yet, each once."""
        with self.lock:
            told, self._news = tuple(dict.fromkeys(self._news)), []
            return told

    def write(self, change: Change) -> None:
        """Make a change: in the file if that can be, otherwise in memory until it can.

        Raises NotOurs where the store refuses it because the play is another's or is gone.
        """
        with self.lock:
            if self._file is None:
                self._remember(change)
                return
            self._waiting.append(change)
            while self._waiting:
                try:
                    self._write_waiting()
                except NotOurs as refused:
                    if refused.play == change.play:
                        raise
                except FAILED as error:
                    self._stop_saving(change, error)
                    return

    def read(self, query: Callable[[sqlite3.Connection], Found], otherwise: Found) -> Found:
        """What a query finds; `otherwise`, and a sentence, where the store cannot be read. Never raises."""
        with self.lock:
            connection = self._memory or self._file
            if connection is None:
                return otherwise
            try:
                return query(connection)
            except FAILED:
                self.tell(_(sentences.UNREADABLE))
                return otherwise

    def in_file(self, action: Callable[[sqlite3.Connection], Found], otherwise: Found) -> Found:
        """Do something in the file in a transaction; `otherwise` where there is none or it fails. Never raises."""
        with self.lock:
            if self._file is None:
                return otherwise
            try:
                with transaction(self._file):
                    return action(self._file)
            except FAILED:
                return otherwise

    def try_again(self) -> None:
        """Write what waits, if that can be done by now. Never raises."""
        with self.lock, suppress(*FAILED, NotOurs):
            self._write_waiting()

    def close(self) -> None:
        """Close the store. Never raises."""
        with self.lock:
            for connection in (self._file, self._memory):
                if connection is not None:
                    with suppress(*FAILED):
                        connection.close()
            self._file = None

    def forget(self, play: str) -> None:
        """Let go of what waits for a play."""
        with self.lock:
            self._waiting = [change for change in self._waiting if change.play != play]

    def _write_waiting(self) -> None:
        if self._file is None:
            return
        if self._identity_now() != self._identity:
            raise FileNotFoundError(2, "the store is gone")
        while self._waiting:
            change = self._waiting[0]
            try:
                with transaction(self._file):
                    for statement in change.statements:
                        done = self._file.execute(statement.sql, statement.values)
                        if statement.claimed and done.rowcount != 1:
                            raise NotOurs(change.play)
            except (NotOurs, sqlite3.IntegrityError) as error:
                self.forget(change.play)
                raise NotOurs(change.play) from error
            self._waiting.pop(0)
            if change.serial and self._committed is not None:
                self._committed(change.play, change.serial)
        if self._memory is not None:
            self._memory.close()
            self._memory = None
            self.tell(_(sentences.SAVED_AGAIN))

    def _stop_saving(self, change: Change, error: Exception) -> None:
        if self._memory is not None:
            self._remember(change)
            return
        assert self.folder is not None
        gone = isinstance(error, FileNotFoundError)
        self.tell(sentences.gone(self.folder.path) if gone else sentences.why_not_saved(error, self.folder.path))
        assert self._file is not None
        self._memory = in_memory()
        try:
            self._file.backup(self._memory)
        except FAILED:
            # what is open is known without the file
            self._memory.close()
            self._memory = in_memory()
            bring_up_to_date(self._memory)
            for known in self._open_plays():
                self._remember(known)
        for waiting in self._waiting:
            self._remember(waiting)

    def _remember(self, change: Change) -> None:
        assert self._memory is not None
        # memory is only for reading until the file can be written: what does not fit there must not stop the play
        with suppress(*FAILED), transaction(self._memory):
            for statement in change.statements:
                self._memory.execute(statement.sql, statement.values)

    def _identity_now(self) -> tuple[int, int] | None:
        if self._file is None or self.folder is None:
            return None
        try:
            status = self.folder.file.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino
