"""Backups that are made by themselves, are checked, and come back."""

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.records.scene import begun, choices_in, gone_on, opened
from trainer.records import backup as backing_up
from trainer.records.backup import KEPT, back_up_as_asked, backups
from trainer.records.folder import Folder
from trainer.records.restore import NotDone, restore
from trainer.records.store import open_records

STORE = "second-knock.sqlite3"


def played(folder: Path, seed: int = 1) -> tuple[str, list[str]]:
    """A play that was stopped in the middle: its id and choices."""
    with opened(folder) as records:
        session = begun(records, seed)
        for number in range(4):
            session.any_choice(random.Random(seed + number))
        return session.id, list(session.course.play.choices)


def whole(file: Path) -> dict[str, int]:
    """The rows of each table of a store that stands on its own."""
    connection = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = ("plays", "choices", "judgements", "typed_lines", "finished")
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    finally:
        connection.close()


def test_a_backup_is_made_when_the_program_starts_once_a_day_and_holds_everything(tmp_path: Path) -> None:
    with opened(tmp_path) as records:
        begun(records).to_the_end(random.Random(1))
    assert not backups(Folder(tmp_path))
    with opened(tmp_path) as records:
        expected = whole(backups(Folder(tmp_path))[0].file)
        assert expected["finished"] == 1
        assert expected["choices"] == len(records.choices(records.plays()[0].id))
        begun(records).any_choice(random.Random(1))
    before = backups(Folder(tmp_path))
    opened(tmp_path).close()
    assert backups(Folder(tmp_path)) == before
    assert whole(before[0].file) == expected


def test_a_backup_of_a_store_in_use_holds_what_its_log_holds(tmp_path: Path) -> None:
    with opened(tmp_path) as records:
        begun(records).to_the_end(random.Random(1))
        assert (tmp_path / f"{STORE}-wal").stat().st_size > 0
        made = back_up_as_asked(Folder(tmp_path))
    assert whole(made) == whole(tmp_path / STORE)
    assert sorted(path.name for path in made.parent.iterdir()) == [made.name]


def test_the_last_seven_are_kept_and_those_that_were_asked_for(tmp_path: Path) -> None:
    played(tmp_path)
    asked = back_up_as_asked(Folder(tmp_path))
    for day in range(1, 12):
        shutil.copy(asked, asked.parent / f"second-knock-2020-01-{day:02}.sqlite3")
    opened(tmp_path).close()
    there = backups(Folder(tmp_path))
    assert len([backup for backup in there if backup.daily]) == KEPT
    assert [backup.day for backup in there if backup.daily][1:] == [f"2020-01-{day:02}" for day in range(11, 5, -1)]
    assert asked in [backup.file for backup in there]


def test_a_backup_that_fails_is_said_and_the_older_ones_stay(tmp_path: Path) -> None:
    played(tmp_path)
    (tmp_path / "backups").write_text("in the way", encoding="utf-8")
    with opened(tmp_path) as records:
        (sentence,) = records.news()
        assert "No backup" in sentence
        begun(records).any_choice(random.Random(1))
        assert records.saving


def test_a_backup_that_came_out_wrong_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played(tmp_path)
    opened(tmp_path).close()
    (good,) = backups(Folder(tmp_path))
    good.file.rename(good.file.with_name("second-knock-2020-01-01.sqlite3"))
    copied = backing_up._copied

    def damaged(source: Path, target: Path) -> tuple[int, int]:
        wanted = copied(source, target)
        with target.open("rb+") as file:
            file.seek(4096)
            file.write(os.urandom(3000))
        return wanted

    monkeypatch.setattr(backing_up, "_copied", damaged)
    with opened(tmp_path) as records:
        (sentence,) = records.news()
        assert "damaged" in sentence
    assert [backup.day for backup in backups(Folder(tmp_path))] == ["2020-01-01"]
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_the_newest_sound_backup_comes_back_and_what_stood_there_is_kept(tmp_path: Path) -> None:
    play_id, choices = played(tmp_path)
    opened(tmp_path).close()
    (good,) = backups(Folder(tmp_path))
    good.file.rename(good.file.with_name("second-knock-2020-01-01.sqlite3"))
    (tmp_path / "backups" / "second-knock-2030-01-01.sqlite3").write_bytes(b"not a backup" * 500)
    later_id, later = played(tmp_path, 2)
    restored = restore(Folder(tmp_path))
    assert restored.source.name == "second-knock-2020-01-01.sqlite3"
    assert restored.plays == 1
    with opened(tmp_path) as records:
        assert not records.news()
        assert [entry.id for entry in records.plays()] == [play_id]
        assert gone_on(records, play_id).course.play.choices == tuple(choices)
    # and back again
    assert restored.replaced is not None
    restore(Folder(tmp_path), restored.replaced)
    with opened(tmp_path) as records:
        assert {entry.id for entry in records.plays()} == {play_id, later_id}
        assert choices_in(records, later_id) == later


def test_a_store_that_was_set_aside_with_its_log_comes_back(tmp_path: Path) -> None:
    folder, killed = tmp_path / "alive", tmp_path / "killed"
    with opened(folder) as records:
        session = begun(records)
        session.any_choice(random.Random(1))
        shutil.copytree(folder, killed)
        choices = list(session.course.play.choices)
    with (killed / STORE).open("rb+") as file:
        file.seek(18)
        first_bytes = file.read(2)
    assert first_bytes == b"\x02\x02"
    backup = tmp_path / "elsewhere.sqlite3"
    shutil.copy(killed / STORE, backup)
    shutil.copy(killed / f"{STORE}-wal", f"{backup}-wal")
    restore(Folder(tmp_path / "new"), backup)
    with opened(tmp_path / "new") as records:
        assert choices_in(records, session.id) == choices


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "is not there"), (b"", "is empty"), (b"x" * 5000, "is damaged"), (b"newer", "newer version")],
)
def test_what_is_not_sound_is_refused_and_nothing_is_changed(tmp_path: Path, content: bytes | None, said: str) -> None:
    played(tmp_path)
    file = tmp_path / "given.sqlite3"
    if content == b"newer":
        shutil.copy(back_up_as_asked(Folder(tmp_path)), file)
        other = sqlite3.connect(file)
        other.execute("PRAGMA user_version = 77")
        other.close()
    elif content is not None:
        file.write_bytes(content)
    before = (tmp_path / STORE).read_bytes()
    with pytest.raises(NotDone) as refused:
        restore(Folder(tmp_path), file)
    assert said in refused.value.sentence
    assert (tmp_path / STORE).read_bytes() == before
    assert not (tmp_path / "set-aside").exists()


def test_nothing_is_restored_under_an_open_window(tmp_path: Path) -> None:
    played(tmp_path)
    made = back_up_as_asked(Folder(tmp_path))
    with opened(tmp_path) as records, pytest.raises(NotDone) as refused:
        restore(Folder(tmp_path), made)
    assert "open in another window" in refused.value.sentence
    assert records.folder is not None


def test_a_backup_comes_back_after_the_store_was_damaged(tmp_path: Path) -> None:
    play_id, choices = played(tmp_path)
    opened(tmp_path).close()
    (tmp_path / STORE).write_bytes(b"damaged" * 3000)
    with open_records(tmp_path) as records:
        assert "second-knock records restore" in records.news()[0]
    restore(Folder(tmp_path))
    with opened(tmp_path) as records:
        assert choices_in(records, play_id) == choices
