"""Disks that fill, folders that cannot be written, files that are damaged or not ours: said and survived."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.scene import begun, choices_in, edition, edition_from, gone_on, opened
from tests.records.test_edited_scenarios import SMALL
from tests.records.test_kills import driver
from trainer.records import networks, opening, schema
from trainer.records.resume import old_transcript, resume
from trainer.records.sentences import SAVED_AGAIN
from trainer.records.store import Unsaved, open_records

STORE = "second-knock.sqlite3"


def filled(folder: Path, seed: int = 1, choices: int = 5) -> tuple[str, list[str]]:
    """A store with a finished play and one that is not: the latter's id and choices."""
    with opened(folder) as records:
        begun(records, seed).to_the_end(random.Random(seed))
        session = begun(records, seed)
        chance = random.Random(seed)
        for _ in range(choices):
            session.any_choice(chance)
        return session.id, list(session.course.play.choices)


# A disk that is full


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[sqlite3.Connection]]:
    """Every connection that is made to a store."""
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def remembering(*arguments: Any, **options: Any) -> sqlite3.Connection:
        made.append(connect(*arguments, **options))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", remembering)
    yield made
    monkeypatch.undo()


def test_a_full_store_turns_saving_off_once_and_nothing_is_lost_when_there_is_room_again(
    tmp_path: Path, connections: list[sqlite3.Connection]
) -> None:
    chance = random.Random(4)
    with opened(tmp_path) as records:
        session = begun(records)
        session.any_choice(chance)
        writing = connections[0]
        pages = writing.execute("PRAGMA page_count").fetchone()[0]
        writing.execute(f"PRAGMA max_page_count = {pages}")
        while records.saving:
            session.any_choice(chance)
        (sentence,) = records.news()
        assert "disk is full" in sentence
        for _ in range(3):
            session.any_choice(chance)
        session.undo()
        records.none_of_these(session.id, "", "", "I would have said this")
        assert not records.news()
        assert not records.saving
        # what is on the screen is in the lists all the same
        assert choices_in(records, session.id) == list(session.course.play.choices)
        assert [entry.steps for entry in records.unfinished()] == [len(session.course.play.steps)]
        writing.execute("PRAGMA max_page_count = 100000")
        session.any_choice(chance)
        assert records.news() == (SAVED_AGAIN,)
        assert records.saving
    with opened(tmp_path) as records:
        assert gone_on(records, session.id).course.play.choices == session.course.play.choices
        assert [line.line for line in records.typed_lines(session.id)] == ["I would have said this"]


def test_what_waits_is_written_at_the_latest_when_the_window_closes(
    tmp_path: Path, connections: list[sqlite3.Connection]
) -> None:
    with opened(tmp_path) as records:
        session = begun(records)
        writing = connections[0]
        writing.execute(f"PRAGMA max_page_count = {writing.execute('PRAGMA page_count').fetchone()[0]}")
        while records.saving:
            session.any_choice(random.Random(4))
        writing.execute("PRAGMA max_page_count = 100000")
    with opened(tmp_path) as records:
        assert gone_on(records, session.id).course.play.choices == session.course.play.choices


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_fills_in_the_middle_of_a_play(small_disk: Path) -> None:
    chance = random.Random(8)
    folder = small_disk / "records"
    with opened(folder) as records:
        session = begun(records)
        session.any_choice(chance)
        fill(small_disk / "filler")
        while records.saving:
            session.any_choice(chance)
            if session.course.play.ended:
                session = begun(records)
        (sentence,) = records.news()
        assert "full" in sentence
        if not session.course.play.ended:
            session.any_choice(chance)
        (small_disk / "filler").unlink()
        session.to_the_end(chance)
        assert records.news() == (SAVED_AGAIN,)
    with opened(folder) as records:
        assert not records.news()
        assert gone_on_with(records, session.id) == list(session.course.play.choices)


def test_a_disk_that_is_full_from_the_start(small_disk: Path) -> None:
    fill(small_disk / "filler")
    with open_records(small_disk / "records") as records:
        assert isinstance(records, Unsaved)
        assert "full" in records.news()[0]
        session = begun(records)
        session.to_the_end(random.Random(1))
        assert len(records.plays()) == 1


def gone_on_with(records: Any, play_id: str) -> list[str]:
    resumed = resume(records, play_id, edition())
    assert resumed.play is not None
    return list(resumed.play.choices)


def fill(file: Path) -> None:
    """Take all the room that there is."""
    with pytest.raises(OSError), file.open("wb", buffering=0) as filler:
        while True:
            filler.write(b"x" * 4096)


# Folders that cannot be written


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "records"):
        with open_records(folder) as records:
            assert isinstance(records, Unsaved)
            assert "not a folder" in records.sentence
            begun(records).to_the_end(random.Random(1))
            assert len(records.progress().plays) == 1
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.fixture
def place_for_anybody() -> Iterator[Path]:
    """A folder that everybody may look into, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="records-") as place:
        Path(place).chmod(0o755)
        yield Path(place)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_folder_that_may_only_be_read_shows_what_is_in_it_and_plays_on(place_for_anybody: Path) -> None:
    folder = place_for_anybody / "records"
    play_id, choices = filled(folder)
    content = (folder / STORE).read_bytes()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    # root may write anywhere, so the window gives its rights up
    arguments = ["--as-nobody"] if os.geteuid() == 0 else []
    with driver(folder, *arguments) as playing:
        playing.tell("play 3")
        lines: list[str] = []
        while not any(line.startswith("finished") for line in lines):
            lines += playing.lines("")
        os.kill(next(int(line.split()[1]) for line in lines if line.startswith("window")), 9)
        playing.tell("bury")
        list(playing.lines("buried"))
    (news,) = [line for line in lines if line.startswith("news")]
    assert "Nothing can be written in" in news
    # it went on with the play that it could read
    assert f"opened {play_id}" in lines
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert (folder / STORE).read_bytes() == content
    assert sorted(path.name for path in folder.iterdir()) == ["second-knock.lock", STORE, "windows"]
    with opened(folder) as records:
        assert choices_in(records, play_id) == choices


def test_no_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECOND_KNOCK_RECORDS", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "nobody" / "home"))
    if sys.platform == "win32":
        pytest.skip("Windows asks the system for the folder, not the environment")
    with open_records() as records:
        assert isinstance(records, Unsaved)
        assert "no home folder" in records.sentence
        begun(records).to_the_end(random.Random(1))
    assert not (tmp_path / "nobody").exists()


def test_a_network_drive_is_told_by_the_system_s_table(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    base = tmp_path.resolve()
    lines = [
        "21 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw",
        f"30 21 0:50 / {base}/far\\040away rw,relatime - nfs4 server:/export rw",
        f"31 30 0:51 / {base}/far\\040away/near rw - ext4 /dev/sdb1 rw",
        f"32 21 0:52 / {base}/windows rw shared:7 master:1 - cifs //server/share rw",
        f"33 21 0:53 / {base}/ssh rw - fuse.sshfs somebody@server:/ rw",
        "a line of another form",
    ]
    table.write_text("\n".join(lines), encoding="utf-8")
    expected = {
        "": None,
        "far away": "nfs4",
        "far away/records": "nfs4",
        "far away/near/records": None,
        "far awayish": None,
        "windows/records": "cifs",
        "ssh": "fuse.sshfs",
    }
    found = {name: networks.network_kind(base / name, table) for name in expected}
    if sys.platform == "linux":
        assert found == expected
        assert networks.network_kind(base, tmp_path / "no table") is None


def test_on_a_network_drive_it_is_said_and_played_on_unsaved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play_id, choices = filled(tmp_path)
    before = (tmp_path / STORE).read_bytes()
    monkeypatch.setattr(opening, "network_kind", lambda folder: "nfs4")
    with open_records(tmp_path) as records:
        assert isinstance(records, Unsaved)
        assert "network drive (nfs4)" in records.sentence
        session = gone_on(records, play_id)
        assert list(session.course.play.choices) == choices
        session.any_choice(random.Random(1))
        assert [entry.steps for entry in records.unfinished()] == [len(choices) + 1]
    assert (tmp_path / STORE).read_bytes() == before


def test_records_that_are_taken_away_while_they_are_open(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    chance = random.Random(1)
    with opened(folder) as records:
        session = begun(records)
        session.any_choice(chance)
        shutil.rmtree(folder)
        session.any_choice(chance)
        (sentence,) = records.news()
        assert "moved or deleted" in sentence
        session.any_choice(chance)
        assert choices_in(records, session.id) == list(session.course.play.choices)
        assert not records.saving
    assert not folder.exists()


# Files that are damaged, newer, or not ours


def copied(folder: Path, place: Path) -> Path:
    """A copy of a store, as a kill at this moment would leave it."""
    shutil.copytree(folder, place)
    return place


def set_aside(folder: Path) -> list[Path]:
    """The stores that were set aside."""
    return sorted((folder / "set-aside").glob("*.sqlite3")) if (folder / "set-aside").is_dir() else []


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, list[str]]:
    """A store that was closed, one of its plays and its choices."""
    folder = tmp_path_factory.mktemp("sound") / "records"
    return folder, *filled(folder)


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_bytes_at_random_places_never_raise_and_never_change_a_choice(
    sound: tuple[Path, str, list[str]], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    source, play_id, choices = sound
    folder = copied(source, tmp_path_factory.mktemp("damaged") / "records")
    content = bytearray((folder / STORE).read_bytes())
    header = data.draw(st.booleans(), "in the first bytes")
    for _ in range(data.draw(st.integers(1, 6), "places")):
        at = data.draw(st.integers(0, 99 if header else len(content) - 1), "at")
        junk = data.draw(st.binary(min_size=1, max_size=40), "bytes")
        content[at : at + len(junk)] = junk[: len(content) - at]
    if data.draw(st.integers(0, 5), "cut off") == 0:
        del content[data.draw(st.integers(0, len(content)), "length") :]
    (folder / STORE).write_bytes(content)
    with open_records(folder) as records:
        news = records.news()
        aside = set_aside(folder)
        if aside:
            assert aside[0].read_bytes() == bytes(content)
            assert any("set aside" in s or "kept unchanged" in s for s in news)
            assert not records.plays()
        for entry in records.plays():
            records.choices(entry.id, undone=True)
            records.judgements(entry.id)
            old_transcript(records, entry.id)
        records.progress()
        records.typed_lines()
        resumed = resume(records, play_id, edition())
        if resumed.play is not None:
            assert list(resumed.play.choices) == choices
        elif not aside:
            assert resumed.sentence or content == b""
        session = begun(records)
        session.to_the_end(random.Random(1))
    shutil.rmtree(folder)


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_damaged_log_of_a_killed_window_never_changes_a_choice(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    place = tmp_path_factory.mktemp("killed")
    with opened(place / "alive") as records:
        session = begun(records)
        chance = random.Random(2)
        for _ in range(6):
            session.any_choice(chance)
        choices = list(session.course.play.choices)
        folder = copied(place / "alive", place / "killed")
    log = folder / f"{STORE}-wal"
    content = bytearray(log.read_bytes())
    for _ in range(data.draw(st.integers(1, 3), "places")):
        at = data.draw(st.integers(0, len(content) - 1), "at")
        junk = data.draw(st.binary(min_size=1, max_size=40), "bytes")
        content[at : at + len(junk)] = junk[: len(content) - at]
    log.write_bytes(content)
    with open_records(folder) as records:
        news = records.news()
        resumed = resume(records, session.id, edition())
        kept = list(resumed.play.choices) if resumed.play else []
        assert kept == choices[: len(kept)]
        if len(kept) < len(choices):
            assert news
        if resumed.play and len(kept) < len(choices):
            assert f"The last {len(choices) - len(kept)} choice" in news[0]
    shutil.rmtree(place)


def test_a_store_of_a_newer_version_is_set_aside_whole(tmp_path: Path) -> None:
    filled(tmp_path)
    with sqlite3.connect(tmp_path / STORE) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    before = (tmp_path / STORE).read_bytes()
    with opened(tmp_path) as records:
        (sentence,) = records.news()
        assert "newer version" in sentence
        (aside,) = set_aside(tmp_path)
        assert aside.name.endswith("-newer.sqlite3")
        assert str(aside) in sentence
        assert aside.read_bytes() == before
        assert not records.plays()
        begun(records).any_choice(random.Random(1))
    with opened(tmp_path) as records:
        assert not records.news()
        assert len(records.plays()) == 1


@pytest.mark.parametrize("content", [b"not a database, a letter to my mother\n" * 40, b"x", None])
def test_a_file_that_is_not_ours_is_set_aside_and_kept(tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        with sqlite3.connect(tmp_path / STORE) as other:
            other.execute("CREATE TABLE letters (line)")
        other.close()
        content = (tmp_path / STORE).read_bytes()
    (tmp_path / STORE).write_bytes(content)
    with opened(tmp_path) as records:
        (sentence,) = records.news()
        (aside,) = set_aside(tmp_path)
        assert aside.read_bytes() == content
        assert str(aside) in sentence
        begun(records).any_choice(random.Random(1))


def test_a_table_whose_own_text_is_damaged_is_noticed_where_the_store_is_opened(tmp_path: Path) -> None:
    filled(tmp_path)
    content = (tmp_path / STORE).read_bytes()
    damaged = content.replace(b"    at TEXT NOT NULL,\n    overall", b"  G at TEXT NOT NULL,\n    overall")
    assert damaged != content
    (tmp_path / STORE).write_bytes(damaged)
    with opened(tmp_path) as records:
        assert "damaged" in records.news()[0]
    assert [path.read_bytes() for path in set_aside(tmp_path)] == [damaged]


def test_stores_that_are_set_aside_on_one_day_all_stay(tmp_path: Path) -> None:
    contents = [bytes([65 + number]) * 2000 for number in range(3)]
    for content in contents:
        (tmp_path / STORE).write_bytes(content)
        opened(tmp_path).close()
    assert sorted(path.read_bytes() for path in set_aside(tmp_path)) == contents


def test_the_log_of_a_store_that_is_gone_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    with opened(tmp_path / "alive") as records:
        begun(records).to_the_end(random.Random(1))
        folder = copied(tmp_path / "alive", tmp_path / "killed")
    (folder / STORE).unlink()
    log = (folder / f"{STORE}-wal").read_bytes()
    with opened(folder) as records:
        assert "main file is gone" in records.news()[0]
        assert not records.plays()
    assert [path.read_bytes() for path in (folder / "set-aside").glob("*-wal")] == [log]


def test_what_is_set_aside_after_a_kill_is_set_aside_with_its_log_byte_for_byte(tmp_path: Path) -> None:
    filled(tmp_path / "alive")
    with opened(tmp_path / "alive") as records:
        begun(records).to_the_end(random.Random(1))
        folder = copied(tmp_path / "alive", tmp_path / "killed")
    other = sqlite3.connect(folder / STORE)
    other.execute("PRAGMA user_version = 99")
    # what another program leaves when it is killed too
    shutil.copytree(folder, tmp_path / "left")
    other.close()
    folder = tmp_path / "left"
    (folder / f"{STORE}-shm").unlink()
    before = {ending: (folder / f"{STORE}{ending}").read_bytes() for ending in ("", "-wal")}
    assert before["-wal"]
    with opened(folder) as records:
        assert "newer version" in records.news()[0]
    (aside,) = set_aside(folder)
    assert {ending: Path(f"{aside}{ending}").read_bytes() for ending in ("", "-wal")} == before


def test_records_that_are_gone_are_said_where_there_is_a_backup(tmp_path: Path) -> None:
    filled(tmp_path)
    opened(tmp_path).close()
    (tmp_path / STORE).unlink()
    with opened(tmp_path) as records:
        assert "gone" in records.news()[0]


def test_a_damaged_store_stays_where_it_is_while_another_window_has_it_open(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path):
        with (tmp_path / STORE).open("rb+") as file:
            file.write(b"damaged from the first byte on")
        with open_records(tmp_path) as second:
            assert isinstance(second, Unsaved)
            assert "another window" in second.sentence
            assert not set_aside(tmp_path)


def test_an_older_store_is_backed_up_before_it_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_id, choices = filled(tmp_path)
    monkeypatch.setattr(schema, "SCRIPTS", [*schema.SCRIPTS, "ALTER TABLE plays ADD COLUMN mended TEXT;"])
    with opened(tmp_path) as records:
        assert not records.news()
        assert choices_in(records, play_id) == choices
        columns = records.read(lambda store: [row[1] for row in store.execute("PRAGMA table_info (plays)")], [])
        assert "mended" in columns
    older = schema.version_here() - 1
    (before,) = (tmp_path / "backups").glob(f"*-version-{older}.sqlite3")
    with sqlite3.connect(before) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (older,)
    kept.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play_id, choices = filled(tmp_path)
    # two plays of one scenario are in the store
    broken = "ALTER TABLE plays ADD COLUMN mended TEXT; CREATE UNIQUE INDEX one ON plays (scenario);"
    monkeypatch.setattr(schema, "SCRIPTS", [*schema.SCRIPTS, broken])
    with open_records(tmp_path) as records:
        assert isinstance(records, Unsaved)
    monkeypatch.undo()
    with opened(tmp_path) as records:
        assert choices_in(records, play_id) == choices


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE choices SET choice = 'tell' WHERE number = 1",
        "UPDATE choices SET number = 9 WHERE number = 2",
        "DELETE FROM choices WHERE number = 2",
        "DELETE FROM choices WHERE number = 1",
        "UPDATE choices SET undone = 'x' WHERE number = 2",
        "UPDATE plays SET seed = '99'",
    ],
)
def test_a_row_that_says_something_else_than_it_was_given_is_never_played(tmp_path: Path, damage: str) -> None:
    of = edition_from(SMALL)
    with opened(tmp_path) as records:
        session = begun(records, of=of)
        session.choose("ask")
        session.choose("ask")
    with sqlite3.connect(tmp_path / STORE) as other:
        other.execute(damage)
    other.close()
    with opened(tmp_path) as records:
        resumed = resume(records, session.id, of)
        assert resumed.kind == "old"
        assert resumed.sentence is not None
        assert "cannot be read any more" in resumed.sentence
