"""Plays as they are kept and brought back, with everything that belongs to them."""

import random
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.records.scene import Session, begun, choices_in, edition, edition_from, gone_on, opened, session_of
from trainer.conversation.lifecycle import Course
from trainer.conversation.play import Play
from trainer.records.resume import course_of, old_transcript, resume


def test_a_choice_is_in_the_file_when_keeping_it_returns(tmp_path: Path) -> None:
    with opened(tmp_path) as records:
        session = begun(records)
        for count in range(1, 5):
            choice = session.any_choice(random.Random(count))
            # another connection sees what is committed and nothing else
            with sqlite3.connect(f"file:{tmp_path / 'second-knock.sqlite3'}?mode=ro", uri=True) as other:
                kept = other.execute("SELECT number, choice FROM choices ORDER BY number").fetchall()
            assert len(kept) == count
            assert kept[-1] == (count, choice)


@pytest.mark.parametrize("seed", range(4))
def test_a_play_comes_back_as_it_was_at_every_stage(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with opened(tmp_path) as records:
        session = begun(records, seed)
    while not session.course.play.ended:
        with opened(tmp_path) as records:
            session = gone_on(records, session.id)
            before = session.any_choice(chance), session.course.play, session.course.stage
        with opened(tmp_path) as records:
            session = gone_on(records, session.id)
            assert session.course.play.choices[-1] == before[0]
            assert session.course.play.transcript() == before[1].transcript()
            assert session.course.stage == before[2]
            assert session.course.play.shown() == before[1].shown() if not before[1].ended else True
    with opened(tmp_path) as records:
        session = gone_on(records, session.id)
        session.to_the_end(chance)
    with opened(tmp_path) as records:
        again = course_of(resume(records, session.id, edition()))
        assert again.stage == "debriefing"
        assert again.play.transcript() == session.course.play.transcript()
        assert again.play.own_skills == {"listening": "fair"}
        assert not records.unfinished()
        (entry,) = records.plays()
        assert entry.finished is not None
        assert entry.overall is not None
        assert old_transcript(records, entry.id) == session.course.play.transcript()


def test_a_play_stopped_between_rating_and_forecast_comes_back_to_the_forecast(tmp_path: Path) -> None:
    walk = ["hows_the_run", "whose_sheet", "ask_card"]
    with opened(tmp_path) as records:
        session = begun(records)
        chance = random.Random(0)
        while not session.course.play.ended:
            wanted = [choice for choice in walk if choice in session.course.play.offered_ids()]
            session.choose(wanted[0]) if wanted else session.any_choice(chance)
        course = session.course
        course.go_on()
        course.rate({"bev": 2})
        assert course.stage == "forecasting"
        records.judged(session.id, course.play, course.stage)
    with opened(tmp_path) as records:
        again = gone_on(records, session.id).course
        assert again.stage == "forecasting"
        assert again.play.ratings == {"bev": 2}


def test_what_was_undone_is_marked_and_not_gone_on_with(tmp_path: Path) -> None:
    chance = random.Random(3)
    with opened(tmp_path) as records:
        session = begun(records)
        for _ in range(4):
            session.any_choice(chance)
        first_three = list(session.course.play.choices[:3])
        undone = session.course.play.choices[3]
        session.undo()
        other = next(c for c in session.course.play.offered_ids() if c != undone)
        session.choose(other)
    with opened(tmp_path) as records:
        assert list(gone_on(records, session.id).course.play.choices) == [*first_three, other]
        every = records.choices(session.id, undone=True)
        assert [(choice.choice, choice.undone is not None) for choice in every] == [
            *((choice, False) for choice in first_three),
            (undone, True),
            (other, False),
        ]


def test_a_fork_is_a_play_of_its_own_that_names_its_parent(tmp_path: Path) -> None:
    chance = random.Random(5)
    with opened(tmp_path) as records:
        session = begun(records)
        session.to_the_end(chance)
        parent_choices = choices_in(records, session.id)
        course = session.course
        course.fork(3)
        fork = records.fork(session.id, 3, edition(), course.play)
        Session(records, fork, course).to_the_end(chance)
    with opened(tmp_path) as records:
        assert len(records.plays()) == 2
        assert choices_in(records, session.id) == parent_choices
        assert choices_in(records, fork)[:2] == parent_choices[:2]
        entry = records.play(fork)
        assert entry is not None
        assert entry.parent == (session.id, 3)
        assert gone_on(records, fork).course.play.choices == course.play.choices
        assert [play.id for play in records.progress().plays] == [session.id]


def test_a_visit_that_people_took_leave_of_comes_back_left(tmp_path: Path) -> None:

    of = edition_from(STUCK)
    course = Course(Play.new(of.story, 1))
    with opened(tmp_path) as records:
        course.start()
        play_id = records.begin(of, course.play, stage=course.stage)
        course.choose("hello")
        records.choice(play_id, course.play, course.stage)
        assert course.play.stuck
        course.leave()
        records.left(play_id, course.play, course.stage)
    with opened(tmp_path) as records:
        resumed = resume(records, play_id, of)
        assert resumed.play is not None
        assert resumed.play.transcript() == course.play.transcript()
        again = session_of(records, resumed)
        assert again.course.stage == "between"
        again.choose("back")
    with opened(tmp_path) as records:
        again = gone_on(records, play_id, of)
        assert again.course.play.choices == ("hello", "back")
        old = old_transcript(records, play_id)
        assert old is not None
        assert [opening.visit for opening in old.openings] == ["first", "second"]


def test_a_play_that_is_put_away_is_not_offered_again_and_stays_in_the_list(tmp_path: Path) -> None:
    with opened(tmp_path) as records, opened(tmp_path) as other:
        session, second = begun(records, 1), begun(records, 2)
        session.any_choice(random.Random(1))
        second.any_choice(random.Random(1))
        assert not other.put_away(session.id)
        assert records.put_away(session.id)
        assert [entry.id for entry in records.unfinished()] == [second.id]
        assert {entry.id for entry in records.plays()} == {session.id, second.id}


def test_any_text_that_is_typed_can_be_kept(tmp_path: Path) -> None:
    lines = [
        "What would you change, Bev?",
        "¿Y tú? 🙂 \x00 \x1b[31m",
        "half \udc80 a character",
        "'; DROP TABLE plays; --",
    ]
    with opened(tmp_path) as records:
        session = begun(records)
        session.any_choice(random.Random(1))
        for line in lines:
            records.none_of_these(session.id, "depot", "count", line)
        assert records.saving
    with opened(tmp_path) as records:
        kept = [(line.number, line.line) for line in records.typed_lines(session.id)]
        assert kept == [(1, line.replace("\udc80", "?")) for line in lines]


def test_only_the_owner_can_read_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "second-knock"
    with opened(folder) as records:
        begun(records).any_choice(random.Random(1))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    folders = {name: mode for name, mode in modes.items() if name in ("second-knock", "windows", "backups")}
    assert set(folders.values()) == {0o700}
    files = {name: mode for name, mode in modes.items() if name not in folders}
    assert "second-knock.sqlite3-wal" in files
    assert set(files.values()) == {0o600}


def test_a_play_that_was_never_begun_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with opened(tmp_path) as records, pytest.raises(KeyError):
        records.choice("0" * 16, Play.new(edition().story), "talking")


def test_another_scenario_and_an_unknown_play_are_told_apart(tmp_path: Path) -> None:
    with opened(tmp_path) as records:
        session = begun(records)
        session.any_choice(random.Random(1))
    with opened(tmp_path) as records:
        assert resume(records, "nothing", edition()).kind == "missing"
        other = resume(records, session.id, edition("night_laundry"))
        assert other.kind == "old"
        assert other.play is None
        assert other.sentence is not None
        assert "Bus 31" in other.sentence


STUCK = """\
format: 1
id: stuck
title: A visit that runs dry
form: visits
method: organizing
setting: workplace
level: 1
language: en
brief: You fold linen.
people:
  ada: {name: Ada, mood: {trust: 5, fear: 5, hope: 5, anger: 5}}
visits:
  - {id: first, with: ada, clock: 9, start: talk}
  - {id: second, with: ada, clock: 9, start: again}
beats:
  talk:
    says: Hello.
    options:
      - {id: hello, say: Hello, move: small_talk, then: dry}
  dry:
    says: So.
    options:
      - {id: never, say: Never, move: farewell, if: trust > 9, then: end}
  again:
    says: You again.
    options:
      - {id: back, say: Me again, move: small_talk, then: bye}
  bye:
    says: Bye.
    options:
      - {id: leave, say: Bye, move: farewell, then: end}
"""


SHIFT = """\
format: 1
id: alder_street
title: Alder Street
form: shift
method: canvass
setting: doors
level: 1
language: en
brief: You knock on doors.
shift: {minutes: 30, between: 2, par: 7, kind: doors}
people:
  denise: {name: Denise, mood: {trust: 5, fear: 5, hope: 5, anger: 5}}
stops:
  - {id: alder_12, label: 12 Alder St, with: denise, start: door, truth: {code: canvassed, support: 3}}
  - {id: alder_14, label: 14 Alder St, truth: {code: not_home}}
  - {id: alder_16, label: 16 Alder St, truth: {code: not_home}}
beats:
  door:
    says: Yes?
    options:
      - {id: hello, say: "Hello, is Denise in?", move: closed_question, reply: That is me., then: talk}
  talk:
    says: Go on.
    options:
      - {id: bye, say: Thank you., move: farewell, then: end}
"""


def test_a_shift_comes_back_with_its_stops_and_what_was_written_down(tmp_path: Path) -> None:
    of = edition_from(SHIFT)
    walk = ["alder_12", "hello", "bye", "record=canvassed:3:plan", "pass", "alder_16", "record=not_home"]
    play = Play.new(of.story, 1)
    with opened(tmp_path) as records:
        play_id = records.begin(of, play)
        for choice in walk:
            play = play.choose(choice)
            records.choice(play_id, play, "talking")
    with opened(tmp_path) as records:
        resumed = resume(records, play_id, of)
        assert resumed.play is not None
        assert resumed.play.choices == tuple(walk)
        assert resumed.play.transcript() == play.transcript()
        old = old_transcript(records, play_id)
        assert old is not None
        assert old.records == play.transcript().records
        assert old.turns == play.transcript().turns
    # another stop at the same place in the shift is another choice
    renamed = edition_from(SHIFT.replace("id: alder_14", "id: alder_15"))
    with opened(tmp_path) as records:
        assert resume(records, play_id, renamed).kind == "old"
