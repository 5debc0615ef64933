"""The catalogue of habits is whole, and says truly how each habit is found."""

import json
from pathlib import Path

from scoring import catalogue, gate_habits
from scoring.habits import WAYS
from scoring.sequences import SEQUENCE_RULES
from scoring.texts import TEXT_RULES

NAMED = [
    "stacked_q", "closed_run", "leading_q", "happy_q", "talk_share", "pitch_first", "issue_swap", "shallow_issue",
    "missed_cue", "parrot", "one_up", "fixing", "info_dump", "debate", "answer_first", "dodge", "fold",
    "minimise_fear", "promise", "legal_false", "third_party", "jargon", "ideology", "blame_workers", "no_decider",
    "anger_no_plan", "plan_no_anger", "no_ask", "vague_ask", "oversize_ask", "tiny_ask", "multi_ask",
    "fill_silence", "unask", "soft_yes", "vibe_rating", "no_inoculation", "scare_list", "leak", "unsafe_place",
    "fan_as_leader", "avoid_leader", "canvass_habit", "badger", "guilt", "false_crowd", "collude", "scold",
    "script_deaf", "canvass_debate", "miscode", "judge_face", "no_followup", "risk_hidden",
]  # fmt: skip


def test_all_54_habits_stand_in_it_in_their_order() -> None:
    assert list(catalogue()) == NAMED
    assert [habit.number for habit in catalogue().values()] == list(range(1, 55))


def test_every_habit_says_what_it_is() -> None:
    for habit in catalogue().values():
        assert all([habit.looks_like, habit.sign, habit.coaching, habit.source]), habit.tag
        assert len(habit.coaching.split()) <= 14, f"{habit.tag}: one line of coaching"
        assert set(habit.recognised) <= set(WAYS)
        assert "tagged" in habit.recognised, f"{habit.tag}: every habit can be tagged by the author"


def test_the_gate_is_the_five_of_the_rubric() -> None:
    assert gate_habits() == {"legal_false", "leak", "guilt", "false_crowd", "risk_hidden"}


def test_the_catalogue_and_the_rules_agree_on_how_a_habit_is_found() -> None:
    ways = {way: {tag for tag, habit in catalogue().items() if way in habit.recognised} for way in WAYS}
    assert ways["sequence"] == set(SEQUENCE_RULES)
    assert ways["text"] == set(TEXT_RULES)
    assert ways["drive"] == {"fan_as_leader", "avoid_leader", "canvass_habit"}


def test_the_file_is_plain_data_with_one_key_a_field() -> None:
    file = Path(__file__).parents[2] / "scoring" / "habits.json"
    keys = {"number", "tag", "looks_like", "recognised", "sign", "coaching", "source", "gate"}
    assert all(set(entry) == keys for entry in json.loads(file.read_text(encoding="utf-8")))
