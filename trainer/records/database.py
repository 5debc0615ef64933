"""Connections to the store, and whether a file can be used as one.

Each choice is one transaction in the write-ahead log with `synchronous=FULL`: the log is flushed to the disk before the
commit returns, so that a choice that was shown outlasts a power cut and not only a kill. `NORMAL` would save that flush
(benchmarks/commit_of_a_choice.py measures both) and could lose the last choices with the power; FULL stays well
under 2 ms in the median, which nobody notices beside a choice.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from trainer.records.schema import has_its_columns, is_empty, is_ours, version_here, version_of
from trainer.records.sentences import DAMAGED, FAILED, FOREIGN, NEWER, Damage, is_damage, result_of

BUSY_SECONDS = 2.0
"""How long a transaction waits for another window's; one takes a millisecond."""


_FIRST_BYTES = b"SQLite format 3\0"


def connect(file: Path, mode: str = "rw", immutable: bool = False) -> sqlite3.Connection:
    """A connection to a file that exists. Transactions are begun and ended by hand. Raises sqlite3.Error."""
    uri = f"{file.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.text_factory = _text
    return connection


def in_memory() -> sqlite3.Connection:
    """A database that is gone with the program."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.text_factory = _text
    return connection


def write_ahead(connection: sqlite3.Connection) -> bool:
    """Prepare a connection for writing; whether the store really is in write-ahead mode. Raises sqlite3.Error."""
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return str(mode).lower() == "wal"


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything within, or nothing of it. Raises sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def damage_of(file: Path, immutable: bool = False) -> Damage | None:
    """Why a file cannot be used as a store; None where it can. Nothing in it is changed.

    An empty database is no damage. Raises sqlite3.Error or OSError where it cannot be read for another reason, such as
    a missing permission.
    """
    try:
        # read-only, because closing the last connection that may write would copy the log into a damaged file
        with closing(connect(file, "ro", immutable)) as connection:
            damage = damage_in(connection)
            if damage is None and not version_of(connection) and not _begins_as_database(file):
                return FOREIGN  # SQLite takes a file of a few bytes for an empty database, and would write over it
            return damage
    except FAILED as error:
        # an error in our own words to SQLite can only be one of its tables
        if is_damage(error) or (isinstance(error, sqlite3.Error) and result_of(error) == sqlite3.SQLITE_ERROR):
            return DAMAGED
        raise


def _begins_as_database(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(_FIRST_BYTES)) in (_FIRST_BYTES, b"")


def damage_in(connection: sqlite3.Connection) -> Damage | None:
    """The same for a connection that is open. Raises sqlite3.Error, also where damage shows as one."""
    version = version_of(connection)
    if not is_ours(connection):
        return None if is_empty(connection) and not version else FOREIGN
    if version > version_here():
        return NEWER
    if version < 1 or connection.execute("PRAGMA encoding").fetchone()[0] != "UTF-8":
        return DAMAGED
    if not has_its_columns(connection):
        return DAMAGED
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return DAMAGED
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return DAMAGED
    return None


def counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many plays and choices a store holds. Raises sqlite3.Error."""
    plays = connection.execute("SELECT count(*) FROM plays").fetchone()[0]
    choices = connection.execute("SELECT count(*) FROM choices").fetchone()[0]
    return int(plays), int(choices)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
