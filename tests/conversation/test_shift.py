"""Every rule of a shift, from the file's text to what `walk` gives."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from scoring import score
from tests.conversation.scenes import moods
from tests.conversation.shift_scenes import FOUR, story, text, worked
from trainer import cli
from trainer.check.run import check_file
from trainer.check.walks import walk, walk_report
from trainer.conversation.lifecycle import Course, NotNow
from trainer.conversation.play import NotOffered, Play
from trainer.conversation.state import AT_STOP, RECORDING, TALKING
from trainer.report.debrief import debrief_of
from trainer.report.export import as_text
from trainer.scenario.load import load_text
from trainer.scenario.model import CODES

HOME, OUT = "record=canvassed:2", "record=not_home"
ALL = f"one bye {HOME} two {OUT} three bye {HOME} four bye {HOME}"
VOW = "- {id: vow, say: I will bring the form., move: promise, promises: form, effects: {}}"


def left(choices: str, options: str = "", **parts: Any) -> int | None:
    """The minutes left after these choices, as walk prints them."""
    minutes: int | None = walk_report(worked(choices, options, **parts))["minutes_left"]
    return minutes


# The clock


def test_a_talk_takes_its_lines_a_silent_door_a_minute_and_the_way_follows_every_knock() -> None:
    assert left("") == 60
    assert left("one") == 60, "that somebody answers takes no time"
    assert left("one bye") == 59
    assert left(f"one bye {HOME}") == 57
    assert left(f"one bye {HOME} two") == 56
    assert left(f"one bye {HOME} two {OUT}") == 54
    assert left(f"one bye {HOME} two {OUT} three bye {HOME}", between=0) == 57


def test_passing_by_costs_nothing() -> None:
    assert left("pass pass") == 60
    assert left(f"pass two {OUT}") == 57


def test_one_clock_runs_through_all_stops() -> None:
    play = worked(ALL.replace("three bye", "three hi bye"), minutes=20)
    assert [turn.minutes_left for turn in play.turns] == [19, 13, 12, 9]
    assert [turn.minutes for turn in play.turns] == [1, 1, 1, 1]


def test_at_nothing_left_the_talk_ends_as_a_visit_does_is_recorded_and_the_shift_is_over() -> None:
    long = "- {id: tea, say: Tea?, move: small_talk, minutes: 9, reply: Two sugars., then: ada_again}"
    event = "events: [{after: one, text: Her bell rings., effects: {ada.fear: +2}}]"
    play = worked("one tea", long, minutes=9, extra=event)
    turn = play.turns[-1]
    assert (turn.reply, turn.says, turn.spent_by_clock, turn.minutes_left) == ("Two sugars.", "", True, 0)
    assert moods(play)[1] == 5, "its events happen"
    report = walk_report(play)
    assert not report["ended"]
    assert report["offered"] == [f"record={code}" for code in CODES]
    over = walk_report(play.choose(HOME))
    assert over["ended"] is True
    assert over["visit"] is over["beat"] is over["minutes_left"] is None
    assert over["offered"] == []
    assert over["records"] == [{"stop": "one", "code": "canvassed", "support": 2, "plan": False}]


def test_the_clock_may_run_out_at_a_silent_door_and_on_the_way() -> None:
    silent = worked("pass two", minutes=1)
    assert not silent.ended
    assert silent.choose(OUT).ended
    on_the_way = worked(f"pass two {OUT}", minutes=3)
    assert on_the_way.ended
    assert not worked(f"pass two {OUT}", minutes=4).ended


def test_the_last_stop_ends_the_shift_with_time_left() -> None:
    assert worked(ALL).ended
    assert worked("pass pass pass pass").ended


# Stops, and what is offered


def test_a_knock_where_nobody_answers_is_no_contact() -> None:
    play = worked(f"pass two {OUT} pass pass")
    assert play.turns == play.openings == ()
    assert [record.stop for record in play.records] == ["two"]


def test_what_is_offered_in_each_phase() -> None:
    def offered(choices: str) -> tuple[list[str], str, str | None]:
        report = walk_report(worked(choices))
        return report["offered"], report["visit"], report["beat"]

    assert offered("") == (["one", "pass"], "one", None)
    assert offered("one") == (["bye"], "one", "at_ada")
    assert offered("one bye") == ([f"record={code}" for code in CODES], "one", None)
    assert offered(f"one bye {HOME}") == (["two", "pass"], "two", None)
    assert offered("pass") == (["two", "pass"], "two", None)
    assert offered("pass two")[1:] == ("two", None)


@pytest.mark.parametrize(
    ("before", "choice", "known"),
    [
        ("", "two", ("one", "pass")),
        ("", "bye", ("one", "pass")),
        ("", OUT, ("one", "pass")),
        ("one", "one", ("bye",)),
        ("one", "pass", ("bye",)),
        ("one", HOME, ("bye",)),
        ("one bye", "bye", tuple(f"record={code}" for code in CODES)),
        ("one bye", "pass", tuple(f"record={code}" for code in CODES)),
        ("pass pass pass pass", "pass", ()),
    ],
)
def test_what_is_not_offered_is_refused_and_what_is_is_named(before: str, choice: str, known: tuple[str, ...]) -> None:
    with pytest.raises(NotOffered) as refused:
        worked(f"{before} {choice}")
    assert refused.value.offered == known
    assert refused.value.turn == len(before.split()) + 1


# Records


@pytest.mark.parametrize(
    ("written", "record"),
    [
        *((f"record={code}", (code, None, False)) for code in CODES),
        ("record=canvassed:1", ("canvassed", 1, False)),
        ("record=canvassed:5:plan", ("canvassed", 5, True)),
        ("record=canvassed:plan", ("canvassed", None, True)),
    ],
)
def test_a_record_is_kept_as_it_was_written(written: str, record: tuple[str, int | None, bool]) -> None:
    (kept,) = worked(f"one bye {written}").records
    assert kept == ("one", *record)


WRONG = [
    # the record, the part that is wrong, what is said, how to mend it
    ("record=canvased:3", "canvased", "there is no code “canvased”", "did you mean canvassed?"),
    ("record=", "", "a record needs a code", "codes: canvassed, not_home"),
    ("record=canvassed:6", "6", "“6” is no support", "1 to 5"),
    ("record=canvassed:plan:3", "plan:3", "“plan:3” is not expected here", "record=canvassed:3:plan"),
    ("record=canvassed:3:plan:plan", "plan:plan", "“plan:plan” is not expected here", "record=canvassed:3:plan"),
    ("record=canvassed:3:paln", "paln", "“paln” is not expected here", "record=canvassed:3:plan"),
    ("record=canvassed:", "", "“” is no support", "1 to 5"),
    ("record=refused:5", "5", "a support and a plan go with canvassed, not with refused", "write record=refused"),
    ("record=not_home:plan", "plan", "a plan goes with canvassed, not with not_home", "write record=not_home"),
]


@pytest.mark.parametrize(("written", "part", "message", "hint"), WRONG)
def test_a_wrong_record_is_refused_in_play_and_named_by_check(
    tmp_path: Path, written: str, part: str, message: str, hint: str
) -> None:
    with pytest.raises(NotOffered):
        worked(f"one bye {written}")
    file = tmp_path / "elm_street.yaml"
    file.write_text(
        text(extra=f'walks:\n  - {{name: w, choose: [one, bye, "{written}"], expect: [trust == 5]}}'), encoding="utf-8"
    )
    (finding,) = check_file(file).findings
    assert (finding.code, finding.where) == ("E004", "walks.0.choose.2")
    assert message in finding.message
    assert hint in finding.hint
    line = file.read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert line[finding.spot.column - 1 :].startswith(part)


def test_check_walks_the_walks_of_a_shift(tmp_path: Path) -> None:
    def found(choose: str, *expect: str) -> list[tuple[str, str]]:
        file = tmp_path / "elm_street.yaml"
        walks = f"walks:\n  - {{name: w, choose: [{choose.replace(' ', ', ')}], expect: [{', '.join(expect)}]}}"
        file.write_text(text(extra=walks), encoding="utf-8")
        return [(finding.code, finding.where) for finding in check_file(file).findings if finding.is_error]

    assert found(ALL, "trust == 5", "record == 59", "seen.at_ben") == []
    assert found(f"pass pass three bye {HOME} pass", "ada.trust == 5") == []
    assert found("one bye record=canvassed:2:plan pass", "minutes_left == 57") == []
    assert found("one bye two") == [("E012", "walks.0.choose.2")]
    assert found("one bye record=refused two record=not_home five") == [("E007", "walks.0.choose.5")]
    assert found("one", "trust == 9") == [("E012", "walks.0.expect.0")]


def test_no_stop_is_called_pass(tmp_path: Path) -> None:
    loaded = load_text(text(stops=FOUR.replace("id: two", "id: pass")), "elm_street.yaml")
    assert [(finding.code, finding.where) for finding in loaded.findings] == [("E004", "stops.pass.id")]


# A stop is a visit for every rule


def test_events_come_after_a_stop_and_their_texts_with_the_next_talk() -> None:
    events = """\
events:
  - {after: one, text: A dog barks at Ada., effects: {ada.fear: +2}, sets: dog}
  - {after: one, if: flag.dog, text: Ada closes the window., effects: {ben.hope: -1}}
  - {after: two, text: Nobody is at 2., effects: {ben.anger: +1}}
  - {after: three, text: Ben waves., effects: {ada.trust: +1}}
"""
    play = worked("one bye", extra=events)
    assert (moods(play), moods(play, 1)) == ((5, 5, 2, 2), (5, 5, 4, 5))
    play = worked(f"one bye {HOME} two", extra=events)
    assert moods(play, 1) == (5, 5, 4, 6), "a knock that nobody answers is a visit too"
    opened = worked(f"one bye {HOME} two {OUT} three bye {HOME} four", extra=events).openings
    assert [opening.events for opening in opened] == [
        (),
        ("A dog barks at Ada.", "Ada closes the window.", "Nobody is at 2."),
        ("Ben waves.",),
    ]
    passed = worked(f"one bye {HOME} pass three", extra=events)
    assert moods(passed, 1) == (5, 5, 4, 5), "nothing comes after a stop that was passed by"
    assert passed.openings[-1].events == ("A dog barks at Ada.", "Ada closes the window.")


def test_a_promise_is_kept_or_charged_at_a_later_stop_with_the_same_person() -> None:
    keep = "- {id: keep, say: Here it is., move: small_talk, keeps: form}"
    to_four = f"one vow bye {HOME} pass three bye {HOME} four"
    kept = worked(f"{to_four} keep", VOW, again=keep)
    assert moods(kept)[0] == 6
    assert kept.transcript().end.kept == ("form",)
    assert moods(worked(f"{to_four} bye", VOW, again=keep))[0] == 3, "charged as the second talk ends"
    assert moods(worked(to_four, VOW, again=keep))[0] == 5, "not by a talk with somebody else"
    assert moods(worked(f"one vow bye {HOME} two {OUT} three bye {HOME} pass", VOW, again=keep))[0] == 5
    same_talk = "- {id: vow, say: I will., move: promise, promises: form, effects: {}}\n" + keep
    assert moods(worked("one vow keep", same_talk))[0] == 5, "kept in the talk in which it was made"


def test_what_was_heard_at_an_earlier_stop_is_remembered_and_options_stay_spent() -> None:
    lines = """\
- {id: what, say: What happened?, move: open_question, step: open, hears: light.1}
- {id: recall, again: true, say: Your boy., move: small_talk, recalls: light.1}
"""
    once = worked("one what recall", lines)
    assert moods(once)[0] == 5, "it was heard at this very door"
    stops = FOUR.replace("start: ada_again", "start: at_ada")
    later = worked(f"one what bye {HOME} pass pass four recall", lines, stops=stops)
    assert moods(later)[0] == 6
    assert walk_report(later)["offered"] == ["recall", "bye"]


def test_each_talk_starts_its_counts_afresh() -> None:
    lines = "".join(f"- {{id: c{n}, say: Is it {n}?, move: closed_question}}\n" for n in range(3))
    lines += "- {id: last, say: Is it?, move: closed_question, then: end}\n"
    lines += "- {id: on, say: So., move: small_talk, then: at_objection}\n"
    lines += "- {id: dodge, again: true, say: Anyway., move: dodge}\n"
    lines += "- {id: may, say: May I?, move: permission}\n- {id: tip, again: true, say: Wait., move: advice}\n"
    stops = FOUR.replace("start: ada_again", "start: at_ada")
    there = f"{HOME} pass pass four"
    assert moods(worked("one c0 c1 c2", lines))[0] == 4
    assert moods(worked(f"one c0 last {there} c1", lines, stops=stops))[0] == 5
    assert moods(worked("one may tip", lines))[0] == 5
    assert moods(worked(f"one may bye {there} tip", lines, stops=stops))[0] == 4
    assert moods(worked("one on dodge", lines))[0] == 4
    assert moods(worked(f"one on bye {there} dodge", lines, stops=stops))[0] == 5


def test_a_stop_starts_where_its_list_says() -> None:
    stops = FOUR.replace("start: ada_again", "start: [{if: promised.form, beat: ada_again}, {beat: at_ada}]")
    assert worked(f"one vow bye {HOME} pass pass four", VOW, stops=stops).openings[-1].beat == "ada_again"
    assert worked(f"one bye {HOME} pass pass four", VOW, stops=stops).openings[-1].beat == "at_ada"
    late = FOUR.replace("start: ada_again", "start: [{if: minutes_left <= 57, beat: ada_again}, {beat: at_ada}]")
    assert worked(f"one bye {HOME} pass pass four", stops=late).openings[-1].beat == "ada_again"
    assert worked("pass pass pass four", stops=late).openings[-1].beat == "at_ada"


def test_the_same_person_at_two_stops_is_one_person_and_two_contacts() -> None:
    ask = "- {id: ask, say: Will you vote on Tuesday?, move: ask, ask: vote}"
    play = worked(f"one ask bye {HOME} pass pass four bye {HOME}", ask)
    report = walk_report(play)
    assert report["asked"] == {"vote": {"ada": "yes"}}
    assert [(turn["visit"], turn["with"]) for turn in report["turns"]] == [
        ("one", "ada"),
        ("one", "ada"),
        ("four", "ada"),
    ]
    card = score(play.transcript())
    contacts = next(part for part in card.skills["pace"].components if part.name == "contacts")
    assert contacts.value == pytest.approx(2 * 60 / 60 / 6)
    assert contacts.turns == (1, 3)


def test_where_nothing_is_offered_the_person_takes_leave_and_the_stop_is_recorded() -> None:
    stops = FOUR.replace("start: at_ben", "start: bare")
    bare = text(stops=stops).replace("  at_ben:", "  bare: {says: No.}\n  at_ben:")
    loaded = load_text(bare, "elm_street.yaml")
    assert loaded.scenario is not None, loaded.findings
    from trainer.conversation.story import compile_story

    one = compile_story(loaded.scenario)
    play = walk(one, ["pass", "pass", "three"])
    assert play.stuck
    assert walk_report(play)["offered"] == []
    course = Course(play)
    course.resume()
    course.leave()
    assert course.stage == "talking", "only the talk is over"
    assert course.play.state.phase == RECORDING
    course.choose(OUT)
    course.choose("pass")
    assert course.stage == "between"
    resumed = Play.resumed(one, 0, course.play.choices)
    assert resumed.state == course.play.state


# Undo, fork, resume


def test_every_choice_of_a_shift_can_be_taken_back() -> None:
    plays = [Play.new(story())]
    for choice in f"one bye {HOME} pass three hi bye {HOME} four".split():
        plays.append(plays[-1].choose(choice))
    phases = [play.state.phase for play in plays]
    assert phases == [AT_STOP, TALKING, RECORDING, AT_STOP, AT_STOP, TALKING, TALKING, RECORDING, AT_STOP, TALKING]
    for before, after in pairwise(plays):
        assert after.undo() == before
    assert plays[0].undo() == plays[0]


def test_a_fork_goes_back_to_the_line_and_keeps_what_was_recorded_before_it() -> None:
    play = worked(ALL)
    forked = play.fork(2)
    assert forked.state == worked(f"one bye {HOME} two {OUT} three").state
    assert [record.stop for record in forked.records] == ["one", "two"]
    assert forked.choose("hi").choose("bye").choose("record=refused").records[-1].code == "refused"


def test_a_shift_resumes_by_its_choices_at_any_moment() -> None:
    one = story()
    choices = ALL.split()
    for length in range(len(choices) + 1):
        play = walk(one, choices[:length])
        assert play.choices == tuple(choices[:length])
        assert Play.resumed(one, 0, play.choices).transcript() == play.transcript()


def test_the_course_of_a_shift_goes_from_its_stops_to_the_debrief() -> None:
    course = Course(Play.new(story()))
    course.start()
    for choice in ALL.split():
        assert course.stage == "talking"
        course.choose(choice)
    assert course.stage == "between"
    course.undo()
    assert (course.stage, course.play.state.phase) == ("talking", RECORDING)
    course.choose(HOME)
    course.go_on()
    course.rate({})
    assert course.stage == "debriefing", "who comes is not forecast after a shift"
    course.finish()
    course.fork(1)
    assert (course.stage, course.play.state.phase) == ("talking", TALKING)
    strict = Course(Play.new(story()), "test")
    strict.start()
    strict.choose("pass")
    with pytest.raises(NotNow):
        strict.undo()


# Shifts in which little happens


def test_passing_every_stop_is_a_whole_play() -> None:
    play = worked("pass pass pass pass")
    report = walk_report(play)
    assert report["ended"] is True
    assert report["turns"] == report["records"] == report["openings"] == []
    assert report["moods"]["ada"] == {"trust": 5, "fear": 3, "hope": 2, "anger": 2}
    assert report["scorecard"]["overall"] == 0
    assert Play.resumed(play.story, 0, play.choices).ended


def test_a_shift_in_which_nobody_answers() -> None:
    stops = "\n".join(f"- {{id: s{n}, label: {n} Elm St, truth: {{code: not_home}}}}" for n in range(3))
    play = worked(" ".join(f"s{n} {OUT}" for n in range(3)), stops=stops)
    assert play.ended
    assert play.turns == ()
    assert len(play.records) == 3
    assert walk_report(play)["ended"] is True


def test_a_shift_that_has_not_ended_has_a_scorecard_and_a_debrief_at_every_choice() -> None:
    loaded = load_text(text(), "elm_street.yaml")
    assert loaded.scenario is not None
    one = story()
    choices = ALL.split()
    for length in range(len(choices) + 1):
        play = walk(one, choices[:length])
        card = score(play.transcript())
        assert set(card.skills) == {"pace", "respect", "record", "plan"}
        assert as_text(debrief_of(play, loaded.scenario))


# The command


def walked(capsys: pytest.CaptureFixture[str], file: Path, choices: str) -> tuple[int, str, str]:
    code = cli.run(["walk", str(file), "--choose", ",".join(choices.split()), "--json"])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_walk_prints_a_shift_as_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "elm_street.yaml"
    file.write_text(text(), encoding="utf-8")
    code, out, err = walked(capsys, file, f"one bye {HOME}:plan two")
    report = json.loads(out)
    assert (code, err) == (0, "")
    assert (report["visit"], report["beat"], report["minutes_left"]) == ("two", None, 56)
    assert report["records"] == [{"stop": "one", "code": "canvassed", "support": 2, "plan": True}]
    assert report["head"]["form"] == "shift"
    assert report["head"]["shift"] == {"minutes": 60, "between": 2, "par": 6, "kind": "doors"}
    assert report["head"]["visits"][0]["truth"] == {"code": "canvassed", "support": 2}
    assert report["comes"] == {}
    assert report["scorecard"]["skills"]["record"]["score"] is not None


def test_walk_names_what_is_offered_where_a_choice_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "elm_street.yaml"
    file.write_text(text(), encoding="utf-8")
    code, _, err = walked(capsys, file, "two")
    assert code == 2
    assert "choice 1, “two”, is not offered before the door of “one”" in err
    assert "offered are: one, pass" in err
    code, _, err = walked(capsys, file, "one bye record=canvased:3")
    assert code == 2
    assert "record=canvassed, record=not_home" in err
