"""The commands `records …`, as somebody types them."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scoring import Transcript, score
from tests.records.scene import begun, edition, opened
from trainer.cli import records_group
from trainer.conversation.play import Play
from trainer.records.settings import open_settings

STORE = "second-knock.sqlite3"


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, on any system."""
    folder = tmp_path_factory.mktemp("cache") / "second-knock"
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *names, **options: folder)
    return folder


def run(folder: Path, *arguments: str, answer: str = "") -> Result:
    """Run `records --records FOLDER …`."""
    result = CliRunner().invoke(
        records_group, ["--records", str(folder), *arguments], input=answer, standalone_mode=True
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def plays(tmp_path: Path) -> tuple[Path, str, str]:
    """A folder with a finished play in which a line was typed, and one that is not finished; and their ids."""
    folder = tmp_path / "records"
    with opened(folder) as records:
        finished = begun(records, 1)
        finished.any_choice(random.Random(1))
        records.none_of_these(finished.id, "bay_three", "count", "I would say\x1b[2J nothing of it")
        finished.to_the_end(random.Random(1))
        open_ = begun(records, 2, "test")
        open_.any_choice(random.Random(2))
        return folder, finished.id, open_.id


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    assert "Nothing is kept there yet" in run(folder, "where").output
    assert "No plays are kept" in run(folder, "list").output
    assert json.loads(run(folder, "list", "--json").output) == []
    assert run(folder, "show", "last").exit_code == 1
    assert run(folder, "backup").exit_code == 1
    assert "Nothing is kept on this machine" in run(folder, "purge", "--yes").output
    assert not folder.exists()


def test_looking_changes_nothing(plays: tuple[Path, str, str]) -> None:
    folder, finished, _ = plays
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    for command in (["where"], ["list"], ["show", finished], ["export", finished]):
        assert run(folder, *command).exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_where_names_the_folder_and_counts(plays: tuple[Path, str, str]) -> None:
    lines = run(plays[0], "where").output.splitlines()
    assert lines[0] == str(plays[0])
    assert lines[1] == "2 plays, 1 of them finished"


def test_the_environment_names_the_folder_too(plays: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECOND_KNOCK_RECORDS", str(plays[0]))
    assert CliRunner().invoke(records_group, ["where"]).output.splitlines()[0] == str(plays[0])


def test_the_list_shows_the_latest_first(plays: tuple[Path, str, str]) -> None:
    folder, finished, open_ = plays
    first, second = run(folder, "list").output.splitlines()
    assert first.startswith(open_[:8])
    assert "1 choice " in first
    assert "(test, unfinished)" in first
    assert second.startswith(finished[:8])
    assert "of 100" in second
    assert "Bus 31" in second
    assert [entry["id"] for entry in json.loads(run(folder, "list", "--json").output)] == [open_, finished]


def test_a_play_is_shown_as_it_reads_without_what_a_terminal_obeys(plays: tuple[Path, str, str]) -> None:
    folder, finished, _ = plays
    shown = run(folder, "show", finished[:8]).output
    assert "Bev Tallman: " in shown
    assert "You: " in shown
    assert "Overall: " in shown
    assert "would have said" not in shown
    with_lines = run(folder, "show", finished[:8], "--with-typed-lines").output
    assert "You would have said: I would say␛[2J nothing of it" in with_lines
    assert "\x1b" not in with_lines
    place = with_lines.splitlines().index("You would have said: I would say␛[2J nothing of it")
    said_before = [
        line for line in with_lines.splitlines()[:place] if line.startswith("You: ") or "say nothing" in line
    ]
    assert len(said_before) == 1


def test_the_text_of_a_play_has_the_words_of_the_debrief(plays: tuple[Path, str, str]) -> None:
    folder, finished, _ = plays
    shown = run(folder, "show", finished).output
    assert "\nFacing objections: " in shown
    assert "\nMoving to action: " in shown
    assert "*" not in shown
    assert "(She " in shown, "a gesture stands in brackets"


def test_a_play_in_which_nobody_was_asked_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    with opened(folder) as records:
        play = begun(records, 1)
        while not play.course.play.ended:
            if play.course.stage == "between":
                play.course.go_on()
            play.choose(next(option.id for option in play.course.play.shown() if option.move != "ask"))
        play.to_the_end(random.Random(1))
    shown = run(folder, "show", play.id).output
    assert ": nobody was asked" in shown
    assert "nobody came" not in shown


def test_a_beginning_that_fits_several_plays_or_none_is_refused(plays: tuple[Path, str, str]) -> None:
    refused = run(plays[0], "show", "")
    assert refused.exit_code == 1
    assert "2 plays" in refused.stderr
    refused = run(plays[0], "show", "zzz\x1b[31m")
    assert refused.exit_code == 1
    assert "There is no play" in refused.stderr
    assert "\x1b" not in refused.stderr


def test_an_export_can_be_scored_and_played_again_and_keeps_typed_lines_out(plays: tuple[Path, str, str]) -> None:
    folder, finished, _ = plays
    data = json.loads(run(folder, "export", finished).output)
    assert "typed_lines" not in data
    assert "nothing of it" not in json.dumps(data)
    transcript = Transcript.from_json(data)
    assert json.loads(json.dumps(score(transcript).to_json())) == data["scorecard"]
    play = Play.resumed(edition().story, data["play"]["seed"], data["choices"])
    assert play.transcript().to_json()["turns"] == data["turns"]
    asked = json.loads(run(folder, "export", finished, "--with-typed-lines").output)
    assert asked["typed_lines"] == [
        {"after_choice": 1, "visit": "bay_three", "beat": "count", "line": "I would say\x1b[2J nothing of it"}
    ]


def test_an_unfinished_play_is_exported_up_to_its_last_choice(plays: tuple[Path, str, str]) -> None:
    data = json.loads(run(plays[0], "export", "last").output)
    assert data["play"]["id"] == plays[2]
    assert data["ended"] is False
    assert data["scorecard"] is None
    assert len(data["turns"]) == len(data["choices"]) == 1
    Transcript.from_json(data)


def test_an_export_never_writes_over_a_file(plays: tuple[Path, str, str], tmp_path: Path) -> None:
    target = tmp_path / "play.txt"
    assert run(plays[0], "export", "last", "--format", "text", "--output", str(target)).exit_code == 0
    written = target.read_text(encoding="utf-8")
    assert written == run(plays[0], "show", "last").output
    again = run(plays[0], "export", "last", "--output", str(target))
    assert again.exit_code == 1
    assert "already" in again.stderr
    assert target.read_text(encoding="utf-8") == written


def test_backup_and_restore(plays: tuple[Path, str, str], tmp_path: Path) -> None:
    folder, finished, open_ = plays
    target = tmp_path / "usb" / "backup.sqlite3"
    assert "is sound" in run(folder, "backup", str(target)).output
    assert run(folder, "backup", str(target)).exit_code == 1
    assert "is sound" in run(folder, "backup").output
    (folder / STORE).write_bytes(b"damaged" * 1000)
    refused = run(folder, "list")
    assert refused.exit_code == 1
    assert "are not a file of Second Knock" in refused.stderr or "are damaged" in refused.stderr
    assert "Restored 2 plays" in run(folder, "restore", str(target)).output
    assert [line[:8] for line in run(folder, "list").output.splitlines()] == [open_[:8], finished[:8]]
    assert "Restored 2 plays" in run(folder, "restore").output


def test_purge_lists_first_asks_and_deletes_everything_of_ours(
    plays: tuple[Path, str, str], cache: Path, tmp_path: Path
) -> None:
    folder, *_ = plays
    opened(folder).close()
    run(folder, "backup")
    run(folder, "restore")
    cache.mkdir()
    (cache / "catalogue.json").write_text("{}", encoding="utf-8")
    mine = [folder / "letter.txt", folder / "backups" / "photos.sqlite3"]
    for file in mine:
        file.write_text("mine", encoding="utf-8")
    asked = run(folder, "purge", answer="n\n")
    assert asked.exit_code == 1
    assert "Nothing was deleted" in asked.output
    for name in (STORE, "backups", "set-aside", "catalogue.json", "second-knock.lock"):
        assert name in asked.output
    assert "does not overwrite" in asked.output
    assert (folder / STORE).exists()
    purged = run(folder, "purge", answer="y\n")
    assert purged.exit_code == 0
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert sorted(left) == sorted(mine)
    assert not cache.exists()
    assert not list(tmp_path.rglob("*second-knock*.sqlite3*"))


def test_purge_takes_the_folder_away_where_nothing_else_is_in_it(plays: tuple[Path, str, str]) -> None:
    opened(plays[0]).close()
    assert run(plays[0], "purge", "--yes").exit_code == 0
    assert not plays[0].exists()


def test_purge_waits_for_no_open_window(plays: tuple[Path, str, str]) -> None:
    with opened(plays[0]) as records:
        refused = run(plays[0], "purge", "--yes")
        assert refused.exit_code == 1
        assert "open in another window" in refused.stderr
        assert records.plays()
    assert (plays[0] / STORE).exists()


def test_a_store_of_a_newer_version_is_said_and_not_shown(plays: tuple[Path, str, str]) -> None:
    other = sqlite3.connect(plays[0] / STORE)
    other.execute("PRAGMA user_version = 50")
    other.close()
    before = (plays[0] / STORE).read_bytes()
    refused = run(plays[0], "list")
    assert refused.exit_code == 1
    assert "newer version" in refused.stderr
    assert (plays[0] / STORE).read_bytes() == before


def test_plays_are_shown_while_a_window_has_them_open(plays: tuple[Path, str, str]) -> None:
    with opened(plays[0]) as records:
        session = begun(records, 3)
        session.any_choice(random.Random(1))
        assert run(plays[0], "list").output.startswith(session.id[:8])
        assert records.saving


def test_the_store_needs_neither_the_screens_nor_the_scenario_reader_to_open(tmp_path: Path) -> None:
    program = (
        "import sys; from trainer.records.store import open_records; from pathlib import Path; "
        f"open_records(Path({str(tmp_path)!r})).close(); "
        "import trainer.records.resume, trainer.records.progress, trainer.records.what_next, trainer.records.export; "
        "print([name for name in ('textual', 'pydantic', 'yaml', 'transitions', 'platformdirs', 'scoring', 'click', "
        "'dataclasses', 'trainer.conversation', 'trainer.scenario.model') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True, env={**os.environ},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_a_finished_play_is_exported_with_its_debrief_as_markdown_and_as_a_page(
    plays: tuple[Path, str, str], tmp_path: Path
) -> None:
    folder, finished, unfinished = plays
    markdown = run(folder, "export", finished, "--format", "markdown").output
    assert markdown.startswith("# ") and "One thing to change next time" in markdown and "nothing of it" not in markdown
    page = tmp_path / "play.html"
    assert run(folder, "export", finished, "--output", str(page), "--with-typed-lines").exit_code == 0
    written = page.read_text(encoding="utf-8")
    assert "<!doctype html>" in written.lower() and "nothing of it" in written and "\x1b" not in written
    refused = run(folder, "export", unfinished, "--format", "html")
    assert refused.exit_code == 1 and "not finished" in refused.stderr and "--format text" in refused.stderr
    other = tmp_path / "other.yaml"
    other.write_text("format: 1\n", encoding="utf-8")
    assert run(folder, "export", finished, "--format", "html", "--scenario", str(other)).exit_code == 1


def test_settings_are_listed_and_purged_with_the_records(plays: tuple[Path, str, str]) -> None:
    folder = plays[0]
    open_settings(folder, environment={}).change(theme="light")
    assert "your settings, in second-knock-settings.json" in run(folder, "where").output
    assert "second-knock-settings.json" in run(folder, "purge", "--yes").output
    assert not folder.exists()
