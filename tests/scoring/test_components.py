"""The components of the skills where a hand-scored play does not reach: one rule, one small play."""

import pytest
from scoring_builders import Data, line, offer, part, play

from scoring import Scorecard, TurnCost, band, rounded, score, skill_rules, turn_costs
from scoring.rubric import Anchors

ONE = line("open_question", step="issue", hears="wrist.1")
TWO = line("reflection", step="issue", hears="wrist.2")
FIRED = line("small_talk", raised="fired")


def value(name: str, *turns: Data, **more: object) -> float | None:
    return part(score(play(*turns, **more)), name)[0]


@pytest.mark.parametrize(("form", "skills"), [("visits", 5), ("shift", 4)])
def test_weights_and_shares_sum_to_a_hundred(form: str, skills: int) -> None:
    rules = skill_rules(form)
    assert len(rules) == skills
    assert sum(rule.weight for rule in rules) == 100
    assert all(sum(part.share for part in rule.components) == 100 for rule in rules)


@pytest.mark.parametrize(
    ("anchors", "points"),
    [
        (Anchors(0.3, 0.5, 0.7), {0: 0, 0.3: 0, 0.4: 30, 0.5: 60, 0.6: 80, 0.7: 100, 1: 100}),
        (Anchors(1.5, 0.5, 0), {4: 0, 1.5: 0, 1: 30, 0.5: 60, 0.25: 80, 0: 100}),
    ],
)
def test_points_are_linear_between_the_anchors_and_held_to_0_and_100(
    anchors: Anchors, points: dict[float, float]
) -> None:
    assert {at: anchors.points(at) for at in points} == pytest.approx(points)


def test_a_score_is_rounded_half_up_and_its_band_follows_the_rounded_number() -> None:
    assert [rounded(x) for x in (0, 58.5, 59.4999, 59.5, 60.5, 59.49999999999999)] == [0, 59, 59, 60, 61, 60]
    assert [band(x) for x in (59.4, 59.5, 79.4, 79.5, 94.4, 94.5, 100)] == [
        "not yet",
        "fair",
        "fair",
        "good",
        "good",
        "expert",
        "expert",
    ]


FACING = {
    "all four": (["affirmation", "open_question", "information", "ask"], 100),
    "two at once": (["reflection", "deep_reflection"], 25),
    "answered first": (["information", "affirmation", "open_question", "ask"], 25 + 12.5 + 12.5 + 25),
    "backwards": (["ask", "story", "open_question", "affirmation"], 25 + 12.5 + 12.5 + 12.5),
    "nothing": (["small_talk"], 0),
    "closed questions and pitches take no step": (["closed_question", "pitch", "promise", "silence"], 0),
    "argued down at the end": (["affirmation", "open_question", "information", "ask", "argue"], 25),
    "argued down before": (["fold", "affirmation", "open_question"], 25),
    "only argued": (["argue"], 0),
    "dodged after one step": (["affirmation", "dodge"], 25),
}


@pytest.mark.parametrize("case", FACING)
def test_facing_an_objection(case: str) -> None:
    moves, points = FACING[case]
    lines = [line(move, meets="fired") for move in moves]
    assert value("facing", FIRED, *lines) == points


def test_facing_counts_only_what_meets_the_persons_own_objection() -> None:
    assert value("facing", FIRED, line("affirmation", meets="dues")) == 0
    assert value("facing", FIRED, line("affirmation")) == 0
    assert value("facing", line("affirmation", meets="fired")) is None, "raised by nobody"
    assert value("facing", line("small_talk", raised="busy")) is None, "that is Omar's, and Denise is here"
    assert value("facing", line("affirmation", meets="fired"), FIRED, FIRED) == 25, "also before it was raised"


def test_a_line_against_that_meets_none_follows_the_objection_raised_last_in_this_visit() -> None:
    facing = [line(move, meets=about) for about in ("fired", "dues") for move in ("affirmation", "open_question")]
    dues = line("small_talk", raised="dues")
    assert value("facing", FIRED, dues, *facing) == 50
    assert value("facing", FIRED, dues, line("argue"), *facing) == (50 + 25) / 2
    assert value("facing", FIRED, dues, line("argue", meets="fired"), *facing) == (25 + 50) / 2
    assert value("facing", FIRED, dues, *facing, line("dodge", visit="parking_lot")) == 50, "another visit"
    assert value("facing", FIRED, *facing[:2], line("pitch", habit="minimise_fear")) == 25


def test_an_answer_behind_the_gate_does_not_count() -> None:
    false = line("information", meets="fired", habit="legal_false")
    affirm, honest = line("affirmation", meets="fired"), line("information", meets="fired")
    assert value("facing", FIRED, affirm, false) == 25
    assert value("facing", FIRED, affirm, false, honest) == 50
    assert value("facing", FIRED, false, affirm) == 12.5, "it came before the affirmation all the same"


def test_a_cue_that_is_opened_anew_is_another_showing() -> None:
    pick = offer("reflection", picks_up="sigh")
    open_, shut = line("small_talk", cues_open=["sigh"], offered=[pick]), line("small_talk")
    picked = line("reflection", cues_open=["sigh"], picks_up="sigh")
    assert value("cues", open_, picked) == 1, "open over two lines is one showing"
    assert value("cues", open_, shut, picked) == 0.5
    assert value("cues", picked, picked) == 1, "a pick ends a showing"
    assert value("cues", open_, picked | {"visit": "parking_lot"}) == 0.5, "so does the end of a visit"
    assert value("cues", line("small_talk", cues_open=["sigh"])) is None, "nothing on offer picks it up"
    assert value("cues", line("reflection", picks_up="sigh")) is None, "a cue that is not open"


def test_reflections_without_a_question_are_full_marks() -> None:
    assert part(score(play(TWO, TWO)), "reflecting")[:2] == (2, 100)
    assert part(score(play(line("permission"), TWO)), "reflecting")[:2] == (1, 100), "permission is no question"
    assert part(score(play(line("affirmation"))), "reflecting")[:2] == (0, 0), "an affirmation that meets nothing"


def test_silence_gives_the_floor_and_gestures_are_no_words() -> None:
    said = "Two words. *She looks at the dryer for a good while.*"
    assert value("giving_the_floor", line("silence", step="issue", reply="")) == 1
    assert value("giving_the_floor", line("reflection", step="issue", say="Three words here.", reply=said)) == 0
    assert (
        value("giving_the_floor", line("reflection", step="issue", say="*You sit down.* Two words.", reply=said)) == 1
    )
    assert (
        value("giving_the_floor", line("reflection", step="issue", say="One two three four", reply=said, says=said))
        == 1
    )
    assert value("giving_the_floor", line("reflection", step="hope", say="Three words here.", reply="")) is None


def test_the_steps_own_option_counts_before_the_beats() -> None:
    turn = line("reflection", step="ask", say="Three words here.", reply="")
    assert value("giving_the_floor", turn | {"tags": {"step": "issue"}}) == 0


def test_memory_is_of_what_was_heard_before_this_visit() -> None:
    recall = line("reflection", recalls="wrist.2", visit="parking_lot")
    later = line("small_talk", visit="parking_lot", offered=[offer("reflection", recalls="wrist.2")])
    assert value("memory", ONE, TWO, recall) == 1
    assert value("memory", ONE, TWO, later) == 0
    assert value("memory", ONE, TWO, later, recall) == 1, "each depth once"
    assert value("memory", ONE, recall) is None, "that depth was not heard"
    assert value("memory", ONE, TWO, recall | {"visit": "first_break"}) is None, "heard in this very visit"


def test_a_depth_opens_only_where_the_one_before_was_open() -> None:
    assert value("depth", TWO) == 0
    assert value("depth", ONE, TWO) == pytest.approx(2 / 3)
    assert value("depth", ONE, ONE) == pytest.approx(1 / 3)
    assert value("depth", ONE | {"with": "omar"}) == 0, "Denise's concern does not open with Omar"
    assert value("depth", line("reflection", opened="wrist.2")) == pytest.approx(2 / 3), "what the transcript states"
    assert value("depth", ONE, line("reflection", hears="hours.1", person="omar", visit="dock")) == pytest.approx(
        (1 / 3 + 1 / 2) / 2
    )


def test_a_third_closed_question_in_a_row_is_not_clean() -> None:
    closed, stacked = line("closed_question"), line("open_question", habit="stacked_q")
    assert value("clean", closed, closed, closed, closed) == 0.5
    assert value("clean", closed, closed, line("permission"), closed) == 1
    assert value("clean", stacked, line("leading_question"), line("open_question")) == pytest.approx(1 / 3)
    assert value("clean", line("small_talk")) == 0, "no question asked"
    assert value("open", line("small_talk")) == 0


ASK = line("ask", step="ask", ask="letter", answer="no")


def test_an_ask_counts_as_made_only_after_depth_2() -> None:
    assert value("made", ONE, ASK) == 0
    assert value("made", ONE, TWO, ASK) == 1
    assert value("made", ONE, ASK, TWO, ASK) == 1, "some time after it"
    assert value("made", ONE, TWO) is None, "nothing to ask"


@pytest.mark.parametrize("spoils", [{"habit": "unask"}, {"habit": "fill_silence"}, {"habit": "multi_ask"}])
def test_an_ask_stands_where_neither_it_nor_the_next_line_takes_it_back(spoils: Data) -> None:
    assert value("left_to_stand", ASK, line("silence")) == 1
    assert value("left_to_stand", ASK, line("small_talk", **spoils)) == 0
    assert value("left_to_stand", ASK | {"tags": {"ask": "letter", **spoils}}) == 0
    assert value("left_to_stand", ASK, line("fold")) == 0
    assert value("left_to_stand", ASK, line("silence"), line("fold")) == 1, "only the next line"
    assert value("left_to_stand", ASK, line("fold", visit="parking_lot")) == 1, "in the same visit"
    assert value("left_to_stand", ASK, line("silence"), ASK, line("fold")) == 0, "all asks of this person"


YES = line("ask", step="ask", ask="letter", answer="yes")


def test_who_is_inoculated() -> None:
    ready = line("open_question", step="inoculate")
    assert value("inoculated", YES, ready) == 1
    assert value("inoculated", ready, YES) == 0, "before the yes there is nothing to hold"
    assert value("inoculated", YES, line("open_question", step="hope")) == 0
    assert value("inoculated", YES, line("advice", step="inoculate")) == 0, "advice is neither question nor fact"
    assert value("inoculated", YES, ASK, ready) == 0, "the latest answer is a no"
    assert value("inoculated", YES, end={"inoculated": ["denise"]}) == 1, "what the transcript states"
    assert value("inoculated", ASK) is None, "nobody said yes"


def test_a_next_step() -> None:
    could = offer("farewell", next="Thursday")
    assert value("next_step", line("farewell", next="Thursday")) == 1
    assert value("next_step", line("farewell", offered=[could])) == 0
    assert value("next_step", line("farewell")) is None
    assert value("next_step", line("farewell", next="Thursday"), line("farewell", visit="parking_lot")) is None
    assert value("next_step", YES) == 1
    assert value("next_step", ASK) == 0
    assert value("next_step", line("ask", ask="coffee", answer="yes")) is None, "a coffee without a when"
    keep = offer("affirmation", keeps=["form"])
    promise = line("promise", promises=["form"])
    assert value("next_step", promise, line("small_talk", offered=[keep])) == 0.5
    assert value("next_step", promise, line("affirmation", keeps="form")) == 1
    assert value("next_step", promise, line("farewell", visit="parking_lot", offered=[keep])) == 0


def test_rating_and_forecast() -> None:
    end = {"rating": {"denise": 3}, "comes": {"letter": ["denise"]}}
    rated = {"ratings": {"denise": 1}, "end": end}
    assert value("rating", YES, **rated) == 2
    assert value("rating", YES, end=end) is None
    assert value("rating", YES, line("small_talk", person="omar"), ratings={"denise": 3}, end=end) == 0, "no truth"
    assert value("forecast", YES, **rated) == 0, "a yes that was not forecast"
    assert value("forecast", YES, forecasts={"letter.denise": 0.5}, **rated) == 0.75
    assert value("forecast", YES, forecasts={"letter.denise": 0.5}, ratings={"denise": 1}, ended=False) is None
    assert value("forecast", YES, ASK, forecasts={"letter.denise": 0.5}, **rated) is None, "the no stands"
    assert value("forecast", YES, forecasts={"letter.denise": 1}, end=end) is None, "without any rating"


def test_what_was_not_done_shows_where_it_could_have_been() -> None:
    card: Scorecard = score(play(line("small_talk", offered=[offer("open_question")]), line("small_talk")))
    assert part(card, "open") == (0, 0, (1,))
    costs: tuple[TurnCost, ...] = turn_costs(play(line("small_talk", offered=[offer("open_question")])))
    assert costs[0].best.move == "open_question"
