"""Opens the store: makes it where there is none, and sets aside what cannot be used without changing it."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from trainer.language import _
from trainer.records import sentences
from trainer.records.aside import BESIDE, set_aside
from trainer.records.backup import (
    BackupFailed,
    back_up_before_change,
    back_up_if_due,
    backups,
)
from trainer.records.database import (
    connect,
    damage_in,
    damage_of,
    in_memory,
    transaction,
    write_ahead,
)
from trainer.records.folder import Folder, make_private_file
from trainer.records.networks import network_kind
from trainer.records.schema import bring_up_to_date, version_here, version_of
from trainer.records.sentences import FAILED, CannotSave, Damage
from trainer.records.windows import DeadWindow, Window, gate, other_windows


class Opened(NamedTuple):
    """The store, open for writing; the window that has it open; and what the person who plays should be told."""

    connection: sqlite3.Connection
    window: Window
    news: tuple[str, ...]


def open_store(folder: Folder) -> Opened:
    """Open the store in a folder. Raises CannotSave, with a sentence, where nothing can be saved there."""
    try:
        folder.make()
        kind = network_kind(folder.path)
        if kind is not None:
            raise CannotSave(sentences.on_network(folder.path, kind))
        closed = gate(folder)
        if closed is None:
            raise CannotSave(sentences.gate_closed(folder.path))
        try:
            return _behind_the_gate(folder)
        finally:
            closed.release()
    except FAILED as error:
        raise CannotSave(sentences.why_not_saved(error, folder.path)) from error


def _behind_the_gate(folder: Folder) -> Opened:
    window = Window.open(folder)
    dead: tuple[DeadWindow, ...] = ()
    try:
        others, dead = other_windows(folder, window)
        news = _made_usable(folder, others)
        connection = _connected(folder, others, news)
        try:
            missing = _bury(connection, dead)
            # a store that begins anew has nothing of before, which was said
            news += [] if news else missing
            news += _backed_up(folder, connection)
        except BaseException:
            connection.close()
            raise
        return Opened(connection, window, tuple(news))
    except BaseException:
        for died in dead:
            died.lock.release()
        window.close()
        raise


def _made_usable(folder: Folder, others: bool) -> list[str]:
    """Set aside what stands in the store's place and cannot be used. What is to be said of it."""
    damage = _damage(folder.file)
    if damage is not None:
        return [_put_aside(folder, damage, others)]
    there = backups(folder)
    if there and not folder.file.exists():
        return [sentences.store_missing(there[0].day)]
    return []


def _put_aside(folder: Folder, damage: Damage, others: bool) -> str:
    if others:
        raise CannotSave(sentences.damaged_but_open(folder.path, damage))
    aside = set_aside(folder, damage.word)
    there = backups(folder)
    return sentences.put_aside(damage, aside, there[0].day if there else None)


def _damage(file: Path) -> Damage | None:
    if not file.exists() or not file.stat().st_size:
        # the log of a store that is gone would be played into a new one
        return sentences.ORPHANED if any(Path(f"{file}{ending}").exists() for ending in BESIDE) else None
    return damage_of(file)


def _connected(folder: Folder, others: bool, news: list[str]) -> sqlite3.Connection:
    make_private_file(folder.file)
    connection = connect(folder.file)
    try:
        try:
            write_ahead(connection)
            with transaction(connection):
                pass
        except FAILED as error:
            if not _is_damaged_after_all(error, folder.file):
                raise
            connection.close()
            news.append(_put_aside(folder, sentences.DAMAGED, others))
            make_private_file(folder.file)
            connection = connect(folder.file)
        if not write_ahead(connection):
            raise CannotSave(sentences.no_write_ahead(folder.path))
        version = version_of(connection)
        if 0 < version < version_here():
            try:
                back_up_before_change(folder, folder.file, version)
            except BackupFailed as failed:
                raise CannotSave(sentences.migration_stopped(folder.path, failed.reason)) from failed
        bring_up_to_date(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_damaged_after_all(error: Exception, file: Path) -> bool:
    """Whether a store that could be read, and cannot be written, is damaged."""
    if sentences.is_damage(error):
        return True
    if not isinstance(error, sqlite3.Error) or sentences.result_of(error) != sqlite3.SQLITE_READONLY:
        return False
    # a file that we may write and SQLite may not says so itself in its first bytes
    try:
        with file.open("rb+"):
            return True
    except OSError:
        return False


def _bury(connection: sqlite3.Connection, dead: tuple[DeadWindow, ...]) -> list[str]:
    """Let go of the plays of windows that died; what is to be said where they had saved more than there is."""
    news = []
    for died in dead:
        row = connection.execute(
            "SELECT title, (SELECT max(serial) FROM choices WHERE play = id) FROM plays WHERE id = ?", (died.play,)
        ).fetchone()
        if died.serial and row is None:
            news.append(_(sentences.PLAY_MISSING))
        elif died.serial and (row[1] or 0) < died.serial:
            news.append(sentences.choices_missing(str(row[0]), died.serial - (row[1] or 0)))
        for table in ("plays", "drives"):
            connection.execute(f"UPDATE {table} SET owner = NULL WHERE owner = ?", (died.token,))
        died.lock.release(remove=True)
    return news


def _backed_up(folder: Folder, connection: sqlite3.Connection) -> list[str]:
    try:
        back_up_if_due(folder, connection)
    except BackupFailed as failed:
        return [sentences.backup_failed(folder.backups, failed.reason)]
    return []


class Unreadable(Exception):
    """There is a store that cannot be read; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def copy_to_read(folder: Folder) -> sqlite3.Connection | None:
    """A copy in memory of the store in a folder, in which nothing is made or changed; None where there is none.

    Raises Unreadable.
    """
    file = folder.file
    try:
        if not file.exists() or not file.stat().st_size:
            return None
        # as long as any window has the store open there is a log, and without one nobody changes the file
        if not Path(f"{file}-wal").exists():
            with suppress(*FAILED, Unreadable):
                return _copied(file, folder, immutable=True)
        with suppress(*FAILED):
            return _copied(file, folder, immutable=False)
        # without write permission SQLite cannot read a log: it can where a copy of both lies
        import shutil
        import tempfile

        with tempfile.TemporaryDirectory() as place:
            copy = Path(place) / file.name
            for ending in ("-wal", ""):
                if Path(f"{file}{ending}").exists():
                    shutil.copyfile(f"{file}{ending}", f"{copy}{ending}")
            return _copied(copy, folder, immutable=False)
    except FAILED as error:
        raise Unreadable(sentences.not_readable(folder.path, error)) from error


def _copied(file: Path, folder: Folder, immutable: bool) -> sqlite3.Connection | None:
    with closing(connect(file, "ro", immutable)) as source:
        damage = damage_in(source)
        if damage is not None:
            raise Unreadable(sentences.cannot_be_shown(folder.path, damage))
        if not version_of(source):
            return None
        memory = in_memory()
        try:
            source.backup(memory)
            bring_up_to_date(memory)
        except BaseException:
            memory.close()
            raise
    return memory
