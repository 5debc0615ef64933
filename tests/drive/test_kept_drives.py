"""Drives in the records: every decision is there after a kill, two windows do not mix, and a purge forgets nothing."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.drive.seasons import played_turf, steps
from trainer.drive.constituency import find_drive
from trainer.drive.game import Game
from trainer.drive.game_decisions import EndWeek, Meet, NotPossible, Rate, Round, Spend, Talk
from trainer.practice.drives import CAP, START, CannotOpen, DriveSitting, begin_drive, resume_drive
from trainer.records import schema
from trainer.records.backup import back_up_as_asked, backups
from trainer.records.commands import records_group
from trainer.records.folder import records_folder
from trainer.records.purge import everything_kept, purge
from trainer.records.restore import restore
from trainer.records.store import Unsaved, open_records

ROOT = Path(__file__).parents[2]


def began(folder: Path, name: str = "flats_16", seed: int = 7) -> DriveSitting:
    """A drive that begins in the records of a folder."""
    records = open_records(folder)
    assert not isinstance(records, Unsaved), records.news()
    return begin_drive(find_drive(name), records, seed=seed)


def some_weeks(sitting: DriveSitting, number: int = 12) -> None:
    """Some decisions, committed one by one."""
    game = sitting.game
    assert isinstance(game, Game)
    chosen = Game(game.constituency, game.seed)
    for count, decision in enumerate(steps(chosen, 3)):
        if count == number:
            break
        sitting.do(decision)


def some_weeks_more(sitting: DriveSitting) -> None:
    """A few decisions that are always possible."""
    for person in ("irma", "roy"):
        sitting.do(Rate(person, 4))


def test_a_drive_goes_on_where_it_stopped(tmp_path: Path) -> None:
    sitting = began(tmp_path)
    some_weeks(sitting)
    before = sitting.game
    sitting.records.close()
    with open_records(tmp_path) as records:
        (entry,) = records.drives.unfinished()
        assert entry.steps == len(before.decisions)
        assert (entry.week, entry.stage, entry.title) == (before.week, before.stage, "Sixteen round the yard")
        again, resumed = resume_drive(records, entry.id)
        assert resumed.kind == "same"
        assert again is not None
        assert again.game.lines == before.lines
        assert again.game.to_json() == before.to_json()
        some_weeks_more(again)
        assert len(again.game.decisions) > len(before.decisions)


def test_a_week_taken_back_stays_taken_back_and_is_marked_not_deleted(tmp_path: Path) -> None:
    sitting = began(tmp_path)
    sitting.do(Round(("irma", "dell")))
    sitting.do(EndWeek())
    sitting.do(Rate("irma", 2))
    sitting.undo_week()
    sitting.undo_week()
    sitting.do(Round(("roy",)))
    sitting.records.close()
    with open_records(tmp_path) as records:
        (entry,) = records.drives.all()
        again, _resumed = resume_drive(records, entry.id)
        assert again is not None
        assert again.game.decisions == [Round(("roy",))]
        again.do(Rate("roy", 3))
    with closing(sqlite3.connect(tmp_path / "second-knock.sqlite3")) as store:
        kept = store.execute("SELECT count(*), count(undone) FROM decisions").fetchone()
    assert kept == (5, 3)


def test_several_drives_are_kept_side_by_side_and_can_be_put_away(tmp_path: Path) -> None:
    with open_records(tmp_path) as records:
        flats = begin_drive(find_drive("flats_16"), records, seed=1)
        shop = begin_drive(find_drive("shop_40"), records, seed=2, mode="test")
        turf = begin_drive(find_drive("turf_10k"), records, seed=3)
        flats.do(Round(("irma",)))
        turf.do(Spend("canvass", 30))
        shop.do(Round(("opal",)))
        assert {entry.constituency for entry in records.drives.unfinished()} == {"flats_16", "shop_40", "turf_10k"}
        assert records.drives.put_away(shop.drive_id)
        assert {entry.constituency for entry in records.drives.unfinished()} == {"flats_16", "turf_10k"}
        assert {entry.constituency for entry in records.drives.all()} == {"flats_16", "shop_40", "turf_10k"}
        again, resumed = resume_drive(records, shop.drive_id)
        assert resumed.kind == "same"
        assert again is not None
        assert again.game.mode == "test"
        with pytest.raises(NotPossible):
            again.undo_week()
        assert "shop_40" in {entry.constituency for entry in records.drives.unfinished()}


def test_a_finished_drive_is_in_the_list_and_not_offered(tmp_path: Path) -> None:
    with open_records(tmp_path) as records:
        sitting = begin_drive(find_drive("turf_10k"), records, seed=3)
        for decision in played_turf(3).decisions:
            sitting.do(decision)
        assert sitting.game.stage == "over"
        assert records.drives.unfinished() == ()
        (entry,) = records.drives.all()
        assert entry.finished is not None
        looked = records.drives.look(entry.id)
        assert looked is not None
        assert looked.lines == sitting.game.lines


def test_a_drive_goes_on_as_it_began_when_its_file_was_edited_or_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    text = find_drive("flats_16").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    with open_records(tmp_path / "kept") as records:
        sitting = begin_drive(file, records, seed=4)
        some_weeks(sitting)
        lines = sitting.game.lines
    file.write_text(text.replace("Irma Szabo", "Irma Other"), encoding="utf-8")
    with open_records(tmp_path / "kept") as records:
        (entry,) = records.drives.unfinished()
        again, _resumed = resume_drive(records, entry.id)
        assert again is not None
        assert again.game.lines == lines
        assert again.constituency.member("irma").name == "Irma Szabo"


def test_a_drive_open_in_another_window_is_left_to_it(tmp_path: Path) -> None:
    first = began(tmp_path)
    first.do(Round(("irma",)))
    with open_records(tmp_path) as second:
        (entry,) = second.drives.all()
        sitting, resumed = resume_drive(second, entry.id)
        assert sitting is None
        assert resumed.kind == "elsewhere"
        assert "another window" in (resumed.sentence or "")
        assert not second.drives.put_away(entry.id)
        first.leave()
        sitting, resumed = resume_drive(second, entry.id)
        assert resumed.kind == "same"
        assert sitting is not None
        sitting.do(Round(("roy",)))
    first.records.close()


def test_a_drive_that_was_taken_from_outside_is_kept_as_one_of_its_own(tmp_path: Path) -> None:
    sitting = began(tmp_path)
    sitting.do(Round(("irma",)))
    with closing(sqlite3.connect(tmp_path / "second-knock.sqlite3")) as store, store:
        store.execute("UPDATE drives SET owner = 'somebody else'")
    sitting.do(Rate("irma", 2))
    sitting.do(Rate("dell", 4))
    assert any("drive of its own" in sentence for sentence in sitting.records.news())
    sitting.records.close()
    with open_records(tmp_path) as records:
        assert sorted(entry.steps for entry in records.drives.all()) == [1, 3]
        looked = records.drives.look(records.drives.all()[0].id)
        assert looked is not None
        assert looked.decisions == sitting.game.decisions


def test_without_a_place_to_save_a_drive_plays_on_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    with open_records(tmp_path / "a file" / "below") as records:
        assert isinstance(records, Unsaved)
        assert records.news()
        sitting = begin_drive(find_drive("flats_16"), records, seed=7)
        some_weeks(sitting)
        again, resumed = resume_drive(records, sitting.drive_id)
        assert resumed.kind == "same"
        assert again is not None
        assert again.game.lines == sitting.game.lines


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no kill -9")
def test_whatever_was_committed_is_there_after_a_kill(tmp_path: Path) -> None:
    chance = random.Random(5)
    for kill in range(6):
        command = [sys.executable, "-m", "tests.drive.season_player", str(tmp_path), str(kill)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            last = 0
            for _line in range(chance.randrange(1, 60)):
                last = int(process.stdout.readline())
            time.sleep(chance.random() * 0.01)
            process.send_signal(signal.SIGKILL)
            rest = process.stdout.read().split()
        said = [last, *map(int, rest)]
        with open_records(tmp_path) as records:
            assert not records.news()
            entry = records.drives.all()[0]
            again, resumed = resume_drive(records, entry.id)
            assert resumed.kind == "same"
            assert again is not None
            # one more may have been committed than was said; after a week taken back it may be fewer
            stands = len(again.game.decisions)
            assert stands == said[-1] or stands == said[-1] + 1 or stands < said[-1]
            assert Game(again.constituency, 7, "practice", again.game.decisions).lines == again.game.lines


def test_a_damaged_decision_is_never_played(tmp_path: Path) -> None:
    sitting = began(tmp_path)
    sitting.do(Round(("irma",)))
    sitting.do(Rate("irma", 2))
    sitting.records.close()
    with closing(sqlite3.connect(tmp_path / "second-knock.sqlite3")) as store, store:
        store.execute("UPDATE decisions SET decision = replace(decision, 'irma', 'dell') WHERE number = 2")
    with open_records(tmp_path) as records:
        (entry,) = records.drives.all()
        again, resumed = resume_drive(records, entry.id)
        assert again is None
        assert resumed.kind == "unreadable"
        assert resumed.sentence


def test_an_older_store_gets_its_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "SCRIPTS", schema.SCRIPTS[:1])
    monkeypatch.setattr(schema, "TABLES", schema.TABLES[:5])
    with closing(sqlite3.connect(tmp_path / "second-knock.sqlite3", isolation_level=None)) as store:
        schema.bring_up_to_date(store)
    monkeypatch.undo()
    sitting = began(tmp_path)
    sitting.do(Round(("irma",)))
    assert [entry.steps for entry in sitting.records.drives.all()] == [1]
    sitting.records.close()
    assert [backup.file.name for backup in backups(records_folder(tmp_path)) if "version-1" in backup.file.name]


def test_backup_restore_and_purge_cover_drives(tmp_path: Path) -> None:
    sitting = began(tmp_path)
    some_weeks(sitting)
    sitting.records.close()
    folder = records_folder(tmp_path)
    back_up_as_asked(folder)
    again = began(tmp_path, "shop_40")
    again.records.close()
    restore(folder)
    with open_records(tmp_path) as records:
        assert [entry.constituency for entry in records.drives.all()] == ["flats_16"]
    assert not purge(folder, tmp_path / "no cache")
    assert everything_kept(folder, tmp_path / "no cache") == ()


def test_the_commands_list_drives_and_write_one(tmp_path: Path) -> None:
    sitting = began(tmp_path)
    some_weeks(sitting)
    sitting.records.close()
    run = CliRunner()
    listed = run.invoke(records_group, ["--records", str(tmp_path), "drives"])
    assert "Sixteen round the yard (practice)" in listed.output
    assert "week " in listed.output
    shown = run.invoke(records_group, ["--records", str(tmp_path), "drive", "last"])
    data = json.loads(shown.output)
    assert data["constituency"] == "flats_16"
    assert len(data["decisions"]) == len(sitting.game.decisions)
    assert "Irma Szabo" in data["source"]
    unknown = run.invoke(records_group, ["--records", str(tmp_path), "drive", "zzzz"])
    assert unknown.exit_code == 1
    assert "records drives shows them all" in unknown.output


def test_a_file_with_errors_is_not_begun(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("format: 1\nform: drive\n", encoding="utf-8")
    with open_records(tmp_path / "kept") as records, pytest.raises(CannotOpen) as refused:
        begin_drive(file, records, seed=1)
    assert refused.value.reasons


def test_the_quality_of_a_talk_comes_from_the_record_and_is_capped(tmp_path: Path) -> None:
    from tests.records.scene import LIBRARY
    from trainer.practice.sitting import sit_down

    with open_records(tmp_path) as records:
        sitting = begin_drive(find_drive("shop_40"), records, seed=1)
        assert (sitting.quality().value, sitting.quality().source) == (START, "start")
        assert "middling" in sitting.quality_in_words()
        path = sitting.scenario_for("opal")
        assert path is not None
        assert path == LIBRARY / "night_laundry.yaml"
        assert sitting.scenario_for("ozell") is None
        talk = sit_down(path, records, mode="practice", seed=1)
        talk.start()
        while talk.course.stage in ("talking", "between"):
            if talk.course.stage == "between":
                talk.go_on()
            elif offered := talk.play.offered():
                talk.choose(offered[0].id)
            else:
                talk.leave()
        talk.rate(dict.fromkeys(talk.story.head.people, 3), {})
        if talk.course.stage == "forecasting":
            talk.forecast({})
        assert talk.play_id is not None
        (play,) = sitting.played("opal")
        quality = sitting.quality_of(play.id)
        assert quality.value == play.overall / 100
        skills = [score for score in play.skills.values() if score is not None]
        record = sitting.quality()
        assert record.source == "record"
        assert record.value == pytest.approx(min(CAP, sum(skills) / len(skills) / 100), abs=1e-4)
        with pytest.raises(NotPossible):
            sitting.quality_of("0" * 16)
        while sitting.game.meeting is None:  # type: ignore[union-attr]
            if sitting.game.hours_left < 1.25:
                sitting.do(EndWeek())
            sitting.do(Meet("opal"))
        sitting.do(Talk(*quality))
        assert sitting.played("opal") == ()
