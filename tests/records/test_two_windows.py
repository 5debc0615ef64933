"""Two windows at once: both keep theirs, and never do two append to one play."""

import os
import random
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.records.scene import Session, begun, choices_in, edition, gone_on, opened, session_of
from tests.records.test_kills import as_kept, driver, follow, window_of
from trainer.conversation.lifecycle import Course
from trainer.records.resume import resume
from trainer.records.sentences import ELSEWHERE, PARTED

STORE = "second-knock.sqlite3"


def test_a_play_that_is_open_is_said_and_can_be_forked(tmp_path: Path) -> None:
    with opened(tmp_path) as first, opened(tmp_path) as second:
        session = begun(first)
        for number in range(3):
            session.any_choice(random.Random(number))
        resumed = resume(second, session.id, edition())
        assert resumed.kind == "elsewhere"
        assert resumed.sentence == ELSEWHERE
        assert resumed.play is not None
        # both play on, each its own
        course = Course(resumed.play)
        course.resume()
        turn = len(course.play.turns) + 1
        copy = Session(second, second.fork(session.id, turn, edition(), course.play), course)
        for number in range(2):
            copy.any_choice(random.Random(number))
            session.any_choice(random.Random(number + 10))
        assert choices_in(first, session.id) == list(session.course.play.choices)
        assert choices_in(first, copy.id) == list(copy.course.play.choices)
        entry = first.play(copy.id)
        assert entry is not None
        assert entry.parent == (session.id, turn)


def test_a_play_is_free_once_its_window_closed_or_went_on_to_another(tmp_path: Path) -> None:
    with opened(tmp_path) as second:
        with opened(tmp_path) as first:
            session, other = begun(first, 1), begun(first, 2)
            session.any_choice(random.Random(1))
            other.any_choice(random.Random(1))
            first.release(session.id)
            assert gone_on(second, session.id).course.play.choices == session.course.play.choices
            assert resume(second, other.id, edition()).kind == "elsewhere"
        assert gone_on(second, other.id).course.play.choices == other.course.play.choices


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_window_that_was_killed_gives_its_play_up_and_one_that_only_hangs_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    with driver(folder) as playing, opened(folder) as ours:
        playing.tell("play 5")
        lines = list(playing.lines("chosen"))
        while not any(line.startswith("window") for line in lines):
            lines += playing.lines("")
        window = window_of(lines)
        os.kill(window, signal.SIGSTOP)
        (entry,) = ours.unfinished()
        assert resume(ours, entry.id, edition()).kind == "elsewhere"
        os.kill(window, signal.SIGKILL)
        playing.tell("bury")
        lines += playing.lines("buried")
        said: dict[str, list[str]] = {}
        follow(lines, said, set())
        resumed = resume(ours, entry.id, edition())
        assert resumed.kind == "same"
        assert resumed.play is not None
        assert list(resumed.play.choices) == as_kept(ours, entry.id, said[entry.id])
        session_of(ours, resumed).any_choice(random.Random(1))
        assert ours.saving


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_two_processes_that_play_at_once_both_keep_everything(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    with driver(folder) as one, driver(folder) as two:
        lines: dict[int, list[str]] = {}
        for number, playing in enumerate((one, two)):
            playing.tell(f"play {number}")
            lines[number] = []
        for _ in range(60):
            for number, playing in enumerate((one, two)):
                lines[number] += playing.lines("chosen")
        said: dict[str, list[str]] = {}
        finished: set[str] = set()
        for number, playing in enumerate((one, two)):
            os.kill(window_of(lines[number]), signal.SIGKILL)
            playing.tell("bury")
            lines[number] += playing.lines("buried")
            assert not [line for line in lines[number] if line.startswith("news")]
            follow(lines[number], said, finished)
        with opened(folder) as records:
            assert not records.news()
            for play_id, expected in said.items():
                as_kept(records, play_id, expected)
            assert finished <= {entry.id for entry in records.plays() if entry.finished}


def test_a_play_that_was_taken_from_outside_goes_on_as_a_play_of_its_own(tmp_path: Path) -> None:
    with opened(tmp_path) as records:
        session = begun(records)
        for number in range(3):
            session.any_choice(random.Random(number))
        kept = choices_in(records, session.id)
        records.none_of_these(session.id, "bay_three", "count", "Mine")
        with sqlite3.connect(tmp_path / STORE) as other:
            other.execute("UPDATE plays SET owner = 'somebody else'")
        other.close()
        session.any_choice(random.Random(9))
        assert records.news() == (PARTED,)
        session.any_choice(random.Random(9))
        assert records.saving
        assert not records.news()
        played = list(session.course.play.choices)
        assert choices_in(records, session.id) == played
    with opened(tmp_path) as records:
        assert choices_in(records, session.id) == kept
        (own,) = [entry for entry in records.plays() if entry.id != session.id]
        assert own.parent is not None
        assert own.parent.play == session.id
        assert gone_on(records, own.id).course.play.choices == tuple(played)
        assert [line.line for line in records.typed_lines(own.id)] == ["Mine"]


def test_a_play_that_was_deleted_from_outside_is_kept_whole_as_a_play_of_its_own(tmp_path: Path) -> None:
    with opened(tmp_path) as records:
        session = begun(records)
        for number in range(3):
            session.any_choice(random.Random(number))
        with sqlite3.connect(tmp_path / STORE) as other:
            other.execute("DELETE FROM choices")
            other.execute("DELETE FROM plays")
        other.close()
        session.to_the_end(random.Random(9))
        assert records.news() == (PARTED,)
    with opened(tmp_path) as records:
        (own,) = records.plays()
        assert own.finished is not None
        assert choices_in(records, own.id) == list(session.course.play.choices)


def test_a_program_that_holds_the_store_is_waited_for_and_then_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.records.database.BUSY_SECONDS", 0.05)
    with opened(tmp_path) as records:
        session = begun(records)
        holding = sqlite3.connect(tmp_path / STORE, isolation_level=None)
        holding.execute("BEGIN EXCLUSIVE")
        session.any_choice(random.Random(1))
        (sentence,) = records.news()
        assert "Another program holds your records" in sentence
        holding.execute("ROLLBACK")
        holding.close()
        session.any_choice(random.Random(1))
        assert records.saving
    with opened(tmp_path) as records:
        assert gone_on(records, session.id).course.play.choices == session.course.play.choices
