"""The debrief: every number with its turns, every promise of a better line true, in words that can be read."""

import random

import pytest

from scoring import score, turn_costs
from scoring.transcript import Transcript
from trainer.check.walks import walk
from trainer.conversation.lifecycle import Course
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.report.coaching import after_line, after_visit
from trainer.report.debrief import Debrief, debrief_of
from trainer.report.export import as_data, as_text
from trainer.report.text import sections, talk_section, wrapped
from trainer.report.words import NOTHING_SAID, short_names
from trainer.scenario.library import catalogue, find
from trainer.scenario.load import load_scenario, load_text
from trainer.scenario.model import Scenario

BUS = "bus_thirty_one"
STRONG, SHALLOW, DISASTROUS = range(3)


def bus() -> Scenario:
    loaded = load_scenario(find(BUS)).scenario
    assert loaded is not None
    return loaded


def played(place: int, rating: int = 2, sure: float = 0.8) -> Play:
    """One of the author's own walks on the bus, judged."""
    scenario = bus()
    play = walk(compile_story(scenario), [str(choice) for choice in scenario.walks[place].choose])
    return play.judged({"bev": rating}, {"card.bev": sure}, {"listening": "good", "action": "fair"})


def told(place: int) -> Debrief:
    return debrief_of(played(place), bus())


@pytest.mark.parametrize("place", [STRONG, SHALLOW, DISASTROUS])
def test_scores_are_the_scorecards_and_name_their_turns(place: int) -> None:
    play = played(place)
    card = score(play.transcript())
    debrief = debrief_of(play, bus())
    assert (debrief.overall.points, debrief.overall.band) == (card.overall, card.band)
    for shown, scored in zip(debrief.skills, card.skills.values(), strict=True):
        assert (shown.skill, shown.band) == (scored.name, scored.band)
        for part, measured in zip(shown.components, scored.components, strict=True):
            assert part.name == measured.name
            assert (part.points is None) == (measured.score is None)
            assert part.points is None or abs(part.points - (measured.score or 0)) <= 0.5
            assert tuple(exchange.turn for exchange in part.evidence) == measured.turns
            for exchange in part.evidence:
                assert exchange.you == (play.turns[exchange.turn - 1].say or NOTHING_SAID)
                assert play.turns[exchange.turn - 1].reply in exchange.they


def test_own_judgements_stand_beside_the_true_ones() -> None:
    debrief = told(DISASTROUS)
    assert {guess.skill: (guess.own, guess.scored) for guess in debrief.skill_guesses}["listening"] == (
        "good", "not yet",
    )  # fmt: skip
    assert {guess.skill: guess.own for guess in debrief.skill_guesses}["questioning"] is None
    (person,) = debrief.person_guesses
    assert (person.own, person.true) == (2, 5)
    assert [exchange.turn for exchange in person.evidence] == [5]
    right = debrief_of(played(STRONG, rating=2), bus()).person_guesses[0]
    assert "and that is so" in right.words
    without = debrief_of(walk(played(STRONG).story, played(STRONG).choices), bus())
    assert without.skill_guesses == without.person_guesses == ()


def test_published_thresholds_stand_beside_reflecting_and_only_there() -> None:
    beside = {part.name: part.beside for skill in told(STRONG).skills for part in skill.components if part.beside}
    assert beside.keys() == {"reflecting", "depth_of_reflecting"}
    assert "1 reflection to a question fair and 2 good" in beside["reflecting"]
    assert "40 percent fair and 50 percent good" in beside["depth_of_reflecting"]


def test_the_gate_names_its_lines_and_is_what_to_change_first() -> None:
    debrief = told(DISASTROUS)
    assert [(line.exchange.turn, line.habit) for line in debrief.gate] == [
        (9, "legal_false"), (10, "guilt"), (12, "leak"),
    ]  # fmt: skip
    assert any(line.exchange.you in debrief.next_time for line in debrief.gate)
    assert told(STRONG).gate == ()


@pytest.mark.parametrize("place", [STRONG, SHALLOW, DISASTROUS])
def test_moods_turn_by_turn_end_where_the_person_stands(place: int) -> None:
    play = played(place)
    (inside,) = debrief_of(play, bus()).inside
    first, last = inside.moods[0], inside.moods[-1]
    assert (first.trust, first.fear, first.hope, first.anger) == (3, 8, 1, 2)
    assert (last.trust, last.fear, last.hope, last.anger) == play.state.moods
    assert [point.turn for point in inside.moods if not point.between] == list(range(len(play.turns) + 1))
    standing = [(point.trust, point.fear, point.hope, point.anger) for point in inside.moods]
    for point, before, after in zip(inside.moods[1:], standing, standing[1:], strict=False):
        assert bool(point.words) == (before != after)
        assert point.readiness == point.anger + point.hope + point.trust - point.fear


def test_a_broken_promise_is_told_where_it_costs() -> None:
    scenario = bus()
    story = compile_story(scenario)
    play = walk(story, ["ask_count", "heads_to_count", "stay_quiet", "still_out_here", "whose_sheet", "ask_card",
                        "never_run_down", "which_time", "cant_say_he_wont", "own_pocket", "mine_thursday",
                        "only_fishing", "if_you_cant"])  # fmt: skip
    (inside,) = debrief_of(play, scenario).inside
    assert "after a promise that was not kept" in inside.moods[-1].words


def test_depths_and_objections_come_in_the_scenarios_own_words() -> None:
    (inside,) = told(DISASTROUS).inside
    written = bus().people["bev"]
    assert [(depth.text, depth.turn) for depth in inside.depths] == list(
        zip(written.concerns["seats"], (1, 2, None), strict=True)
    )
    (objection,) = inside.objections
    assert (objection.says, objection.under, objection.turn) == (
        written.objections["duane"].says, written.objections["duane"].under, 6,
    )  # fmt: skip
    assert objection.words == "You asked what is under it. You did not honour it, answer it honestly or invite again."
    assert inside.secret == written.secret
    assert told(SHALLOW).inside[0].objections == ()


@pytest.mark.parametrize("place", [STRONG, SHALLOW, DISASTROUS])
def test_the_talk_holds_every_word_of_both_sides_and_lights_up_the_cues(place: int) -> None:
    play = played(place)
    debrief = debrief_of(play, bus())
    spoken = [line.text for line in debrief.talk]
    for turn in play.turns:
        for text in filter(None, (turn.say, turn.reply, turn.says, turn.narration)):
            assert text in spoken
    for opening in play.openings:
        assert {opening.says, *opening.events} <= set(spoken)
    lit = [(line.text[light.start : light.end], light.state) for line in debrief.talk for light in line.lit]
    assert sorted(lit) == sorted((cue.shows, cue.state) for cue in debrief.cues)
    assert all(cue.your_line for cue in debrief.cues if cue.state != "no chance")


def test_cues_tell_what_became_of_them() -> None:
    cues = {cue.cue: cue for cue in told(DISASTROUS).cues}
    assert (cues["recount"].state, cues["recount"].turns) == ("picked up", (1,))
    assert cues["recount"].your_line == "You started over. What are you counting, on an empty bus?"
    assert (cues["by_ten"].state, cues["by_ten"].turns) == ("stepped over", (3, 4))
    assert cues["door"].line.startswith("She shuts the bus door")


@pytest.mark.parametrize("place", [SHALLOW, DISASTROUS])
def test_a_fork_keeps_what_it_promises(place: int) -> None:
    play = played(place)
    debrief = debrief_of(play, bus())
    costs = {cost.turn: cost.points for cost in turn_costs(play.transcript())}
    assert 0 < len(debrief.forks) <= 3
    assert [fork.cost for fork in debrief.forks] == sorted(costs.values(), reverse=True)[: len(debrief.forks)]
    for fork in debrief.forks:
        onwards = play.fork(fork.exchange.turn).choose(fork.option).turns[-1]
        assert fork.better == (onwards.say or NOTHING_SAID)
        assert onwards.reply in fork.they
        assert fork.changes
        if onwards.opened:
            concern, _, depth = onwards.opened.rpartition(".")
            text = bus().people["bev"].concerns[concern][int(depth) - 1]
            assert f"Bev would have told you this: {text}." in fork.changes


def test_at_most_three_habits_are_coached_with_a_line_from_the_same_beat() -> None:
    play = played(DISASTROUS)
    habits = debrief_of(play, bus()).habits
    assert 0 < len(habits) <= 3
    for habit in habits:
        turn = play.turns[habit.exchange.turn - 1]
        assert habit.better in {option.say or NOTHING_SAID for option in turn.offered} - {turn.say}
        assert habit.coaching in habit.words
    missed = next(habit for habit in habits if habit.habit == "missed_cue")
    assert missed.coaching == "Go back to what they let slip: “opens it, looks down the aisle”."


def test_who_came_stands_beside_the_forecast() -> None:
    (came,) = told(STRONG).arrivals
    assert (came.came, came.confidence) == (True, 80)
    assert came.words.startswith("Bev came. You gave it 80 percent. The yes was meant.")
    (stayed,) = told(DISASTROUS).arrivals
    assert stayed.words.startswith("Bev did not come. You gave it 80 percent. The yes was politeness.")
    assert "takes a readiness of 10, and Bev's was minus 5" in stayed.words


def test_it_says_what_it_cannot_tell() -> None:
    assert any("not you" in line for line in told(STRONG).limits)
    assert any("this program's own judgement" in line for line in told(STRONG).limits)
    short = debrief_of(walk(compile_story(bus()), ["ask_count"]), bus())
    assert short.limits[0].startswith("You said 1 line. Under 6 lines a share says little")
    assert "The play had not ended" in short.overall.words
    assert short.arrivals == ()
    nothing = debrief_of(walk(compile_story(bus()), []), bus())
    assert nothing.overall.points is None
    assert nothing.forks == nothing.habits == ()


def test_facts_behind_lines_come_with_place_date_and_source() -> None:
    (fact,) = told(DISASTROUS).facts
    assert fact.endswith("Holds for: US, as of 2026-01. Source: National Labor Relations Act, section 7.")
    assert told(STRONG).facts == ()


def test_what_was_typed_stays_out_of_files_unless_asked_for() -> None:
    debrief = debrief_of(played(STRONG), bus(), [(2, "A very private thought")])
    assert debrief.own_lines[0].exchange is not None
    assert debrief.own_lines[0].exchange.turn == 2
    assert "private thought" not in as_text(debrief)
    assert "private thought" in as_text(debrief, own_lines=True)
    assert any("private thought" in line for section in sections(debrief) for line in section.lines)


def test_a_text_file_is_as_wide_as_it_says_and_loses_no_word() -> None:
    debrief = told(DISASTROUS)
    narrow = as_text(debrief, width=50)
    assert max(map(len, narrow.splitlines())) <= 50
    assert narrow.split() == as_text(debrief, width=None).split()
    assert wrapped(["one two three"], None) == ["one two three"]


def test_data_can_be_read_back_and_scores_the_same() -> None:
    data = as_data(played(SHALLOW))
    assert score(Transcript.from_json(data)).to_json() == data["scorecard"]


def test_names_in_lines_are_short_where_that_is_clear() -> None:
    names = short_names({"a": "Ada Lane", "b": "Ada Moss", "c": "Mrs. Ruth Abernathy", "d": "Sam"})
    assert names == {"a": "Ada Lane", "b": "Ada Moss", "c": "Mrs. Abernathy", "d": "Sam"}


def test_coaching_while_a_play_runs_keeps_to_its_mode() -> None:
    scenario = bus()
    story = compile_story(scenario)
    heard = {}
    for mode in ("learn", "practice", "test"):
        course = Course(Play.new(story), mode)  # type: ignore[arg-type]
        course.start()
        course.choose("youd_be_perfect")
        line = after_line(course, scenario)
        course.choose("just_checking")
        heard[mode] = (line, [habit.habit for habit in after_visit(course, scenario)])
    why = "Quick feels kind at this hour. She knows what you want now, and you know nothing about her."
    assert heard["learn"] == ((why, "No issue, no ask."), [])
    assert heard["practice"][0] == ()
    assert 0 < len(heard["practice"][1]) <= 2
    assert heard["test"] == ((), [])


SHIFT = """\
format: 1
id: two_doors
title: Two doors
form: shift
method: canvass
setting: doors
level: 1
language: en
brief: Two doors before dark.
people:
  sam: {name: Sam Ortiz, mood: {trust: 4, fear: 2, hope: 4, anger: 3}}
shift: {minutes: 20, between: 2, par: 7, kind: doors}
stops:
  - {id: alder_12, label: 12 Alder St, with: sam, start: door, truth: {code: canvassed, support: 2}}
  - {id: alder_14, label: 14 Alder St, truth: {code: not_home}}
beats:
  door:
    says: Yes?
    options:
      - {id: hello, say: Can she count on your vote?, move: closed_question, reply: I guess so.}
      - {id: bye, say: Thank you. Good night., move: farewell, then: end}
"""


def test_a_shift_has_its_records_and_no_thoughts() -> None:
    scenario = load_text(SHIFT, "two_doors.yaml").scenario
    assert scenario is not None
    choices = ["alder_12", "hello", "bye", "record=canvassed:1", "alder_14", "record=not_home"]
    debrief = debrief_of(walk(compile_story(scenario), choices), scenario)
    assert [skill.skill for skill in debrief.skills] == ["pace", "respect", "record", "plan"]
    assert [record.words for record in debrief.records] == [
        "12 Alder St. You wrote canvassed, support 1. It was canvassed, support 2.",
        "14 Alder St. You wrote not home, and that is so.",
    ]
    assert debrief.inside == debrief.arrivals == ()
    assert "What you wrote down" in as_text(debrief)


@pytest.mark.parametrize("seed", range(8))
def test_any_play_of_the_library_has_a_debrief_in_whole_sentences(seed: int) -> None:
    for entry in catalogue():
        scenario = load_scenario(find(entry.id)).scenario
        assert scenario is not None
        chance = random.Random(seed)
        play = Play.new(compile_story(scenario), seed)
        lines_to_say = chance.choice((0, 2, 6, 99))
        while not play.ended and len(play.turns) < lines_to_say:
            play = play.leave() if play.stuck else play.choose(chance.choice(play.offered_ids()))
        debrief = debrief_of(play, scenario)
        for section in (*sections(debrief), talk_section(debrief)):
            for line in filter(None, section.lines):
                assert line == " ".join(line.split())
                assert line.rstrip("”\")'")[-1] in ".?!…:", line
                assert "*" not in line
                assert "None" not in line
