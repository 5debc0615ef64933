"""What a turn cost, and which habits are coached."""

import json
from pathlib import Path

import pytest
from scoring_builders import line, offer, play

from scoring import Transcript, costliest, habits_to_coach, score, turn_costs

PLAYS = Path(__file__).parent / "plays"


def scored_by_hand(name: str) -> Transcript:
    data = json.loads((PLAYS / f"{name}.json").read_text(encoding="utf-8"))
    return Transcript.from_json(data["transcript"])


def test_the_false_answer_cost_what_the_honest_one_would_have_brought() -> None:
    costs = turn_costs(scored_by_hand("behind_the_gate"))
    assert [cost.turn for cost in costs] == [1, 2, 3, 4, 5, 6, 7]
    (worst,) = costliest(costs)
    assert (worst.turn, worst.best.option) == (6, "honest")
    assert worst.points == pytest.approx(93.586667 - 59, abs=1e-5)
    assert worst.changes == {"objections": (75, 100)}


def test_a_turn_without_a_better_line_costs_nothing() -> None:
    for cost in turn_costs(play(line("open_question"), line("reflection", offered=[offer("small_talk")]))):
        assert cost.points == 0
        assert cost.changes == {}


def test_ties_go_to_the_earlier_turn_and_at_most_three_are_shown() -> None:
    chance = line("closed_question", offered=[offer("open_question")])
    costs = turn_costs(play(*[chance, line("reflection")] * 4, *[line("open_question")] * 2, head={"asks": {}}))
    shown = costliest(costs)
    assert [cost.turn for cost in shown] == [1, 3, 5]
    assert len({cost.points for cost in shown}) == 1
    assert len(costliest(costs, at_most=2)) == 2


def test_two_lines_behind_the_gate_still_show_what_they_cost() -> None:
    """Each alone keeps the gate shut, so the cost on the capped score is nothing; without the cap it shows."""
    false = line("information", meets="fired", habit="legal_false", offered=[offer("information", meets="fired")])
    good = [line("open_question", step="issue", hears="wrist.1"), *[line("deep_reflection", step="issue")] * 4]
    transcript = play(
        *good, line("small_talk", raised="fired"), false, line("farewell", habit="leak"), head={"asks": {}}
    )
    costs = turn_costs(transcript)
    assert score(transcript).overall == 59
    assert all(cost.points == 0 for cost in costs)
    assert [cost.turn for cost in costliest(costs)] == [7]
    assert habits_to_coach(score(transcript), costs)[0].habit == "legal_false"


def test_another_line_takes_the_depth_with_it() -> None:
    """Depths two and three hung on depth one: without the question they are not heard, whatever the turns state."""
    first = line("small_talk", offered=[offer("open_question", hears="wrist.1")])
    heard = [line("reflection", hears="wrist.2"), line("reflection", hears="wrist.3")]
    missed = turn_costs(play(first, *heard, head={"asks": {}}))[0]
    assert missed.changes["questioning"].then is not None
    taken = play(line("open_question", hears="wrist.1", opened="wrist.1", offered=[offer("small_talk")]), *heard)
    assert turn_costs(taken)[0].points == 0


def test_a_habit_is_never_held_up_as_the_better_line() -> None:
    tempting = offer("open_question", "stacked", habit="happy_q")
    (cost,) = turn_costs(play(line("closed_question", offered=[tempting]), head={"asks": {}}))
    assert (cost.points, cost.better) == (0, ())
    (cost,) = turn_costs(play(line("closed_question", offered=[tempting, offer("open_question")]), head={"asks": {}}))
    assert cost.points > 0
    assert [option.option for option in cost.better] == ["other_open_question"]


def test_the_trainees_judgement_is_not_changed_by_another_line() -> None:
    yes = offer("ask", ask="letter", answer="yes", step="ask")
    base = [line("open_question", step="issue", hears="wrist.1"), line("reflection", step="issue", hears="wrist.2")]
    transcript = play(
        *base,
        line("small_talk", offered=[yes]),
        *[line("silence")] * 3,
        ratings={"denise": 3},
        end={"rating": {"denise": 3}},
    )
    cost = turn_costs(transcript)[2]
    assert cost.best.move == "ask"
    assert "judgement" not in cost.changes


def test_habits_are_coached_costliest_first_each_once_with_a_better_line() -> None:
    transcript = scored_by_hand("pitch_and_polite_yes")
    card, costs = score(transcript), turn_costs(transcript)
    coached = habits_to_coach(card, costs)
    assert 1 <= len(coached) <= 3
    assert len({habit.habit for habit in coached}) == len(coached)
    assert [habit.points for habit in coached] == sorted((habit.points for habit in coached), reverse=True)
    by_turn = {cost.turn: cost.points for cost in costs}
    assert coached[0].points == max(by_turn[habit.turn] for habit in card.habits)
    for habit in coached:
        assert habit.better is None or not habit.better.tags.get("habit")
        options = transcript.turns[habit.turn - 1].offered
        assert habit.better is None or habit.better in options
    assert coached[0].better is not None


def test_a_play_without_habits_has_nothing_to_coach() -> None:
    transcript = play(line("open_question", step="issue", hears="wrist.1"))
    assert habits_to_coach(score(transcript), turn_costs(transcript)) == ()
