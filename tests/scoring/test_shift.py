"""The four skills of a shift where the hand-scored one does not reach."""

import pytest
from scoring_builders import Data, line, part, play

from scoring import score

STOPS: list[Data] = [
    {"id": "alder_12", "with": "denise", "truth": {"code": "canvassed", "support": 2}},
    {"id": "alder_14", "with": None, "truth": {"code": "not_home"}},
    {"id": "alder_16", "with": "omar", "truth": {"code": "canvassed", "support": 5}},
]
HEAD: Data = {
    "form": "shift",
    "method": "canvass",
    "visits": STOPS,
    "asks": {},
    "shift": {"minutes": 30, "between": 2, "par": 6, "kind": "doors"},
}
VOTE = line("closed_question", visit="alder_12")
BYE = line("farewell", visit="alder_12")
OPPOSED = line("closed_question", visit="alder_16", person="omar")
FURTHER = line("small_talk", visit="alder_16", person="omar")
LEAVE = line("farewell", visit="alder_16", person="omar")


def value(name: str, *turns: Data, records: list[Data] | None = None, **more: object) -> float | None:
    return part(score(play(*turns, records=records or [], head=HEAD, **more)), name)[0]


def recorded(stop: str, code: str, support: int | None = None) -> Data:
    return {"stop": stop, "code": code, "support": support}


def test_pace_counts_the_time_that_was_worked() -> None:
    silent = [recorded("alder_14", "not_home")]
    # the talk 2, the silent door 1, the way after both 4: one contact in 7 minutes, of 6 an hour
    assert value("contacts", VOTE, BYE, records=[*silent, recorded("alder_12", "canvassed", 2)], ended=False) == (
        pytest.approx(60 / 7 / 6)
    )
    # ended with a door passed by: the whole half hour
    assert value("contacts", VOTE, BYE, records=silent) == pytest.approx(60 / 30 / 6)


def test_two_further_lines_after_an_opposed_answer_are_courtesy_and_three_are_not() -> None:
    assert value("letting_go", OPPOSED, FURTHER, LEAVE) == 1
    assert value("letting_go", OPPOSED, FURTHER, FURTHER, LEAVE) == 0
    assert value("letting_go", VOTE, VOTE, VOTE, VOTE, BYE) == 1, "a supporter may talk"
    no = line("ask", ask="letter", answer="no", visit="alder_12")
    assert value("letting_go", no, VOTE, VOTE, BYE) == 0, "whoever says no is opposed"
    assert value("letting_go", VOTE, line("argue", visit="alder_12"), BYE) == 0


def test_a_contact_that_still_goes_on_has_not_failed_to_end() -> None:
    assert value("farewell", VOTE, ended=False) is None
    assert value("farewell", VOTE) == 0
    assert value("farewell", VOTE, BYE, OPPOSED, ended=False) == 1


def test_codes_and_supports() -> None:
    talk = [VOTE, BYE, OPPOSED, LEAVE]
    right = [recorded("alder_12", "canvassed", 2), recorded("alder_16", "canvassed", 5)]
    assert value("codes", *talk, records=right) == 1
    assert value("codes", *talk, records=right[:1]) == 0.5, "not recorded is wrong"
    assert value("supports", *talk, records=right) == 1
    assert value("supports", *talk, records=[recorded("alder_12", "canvassed", 3), right[1]]) == 0.75
    assert value("supports", *talk, records=[recorded("alder_12", "canvassed", 4), right[1]]) == 0.5
    assert value("do_not_contact", *talk, records=right) is None


def test_a_polite_yes_recorded_as_strong_support_is_wrong() -> None:
    strong = [recorded("alder_12", "canvassed", 1)]
    polite = line("ask", ask="letter", answer="polite_yes", visit="alder_12")
    assert value("supports", VOTE, BYE, records=strong) == 0.5
    assert value("supports", polite, BYE, records=strong) == 0


def test_a_plan_has_a_time_a_place_and_a_way() -> None:
    assert value("plans", VOTE, BYE) == 0
    assert value("plans", line("open_question", visit="alder_12", plan=["time", "place"]), BYE) == pytest.approx(2 / 3)
    assert value("plans", line("open_question", visit="alder_12", plan=["time", "place", "way"]), BYE) == 1
    assert value("plans", OPPOSED, LEAVE) is None, "no supporter was met"


def test_a_skill_without_a_chance_is_not_exercised() -> None:
    skills = score(play(OPPOSED, LEAVE, head={**HEAD, "shift": {}})).skills
    assert {name for name, skill in skills.items() if skill.score is None} == {"pace", "plan"}
