"""A shift in plain mode as somebody works it: door after door through standard input, to its debrief."""

import re
from pathlib import Path

import pytest
from plain_builders import Played, play, scenario_of, typed_in_shift, walk_of
from syrupy.assertion import SnapshotAssertion

from trainer.report.stops import CODES, SUPPORT
from trainer.scenario.library import find
from trainer.scenario.load import load_scenario
from trainer.scenario.model import Scenario

ELM = Path(__file__).parents[1] / "scenes" / "elm_street.yaml"
DOORS = "doors_on_alder"

OPTION = re.compile(r"\d+\. (\(Say nothing\.\)|\S.*[^\s])$")
SPEECH = re.compile(r"(You( \(turn \d+\))?|Coach|[A-Z][\w.é ]+): \S.*$")
SENTENCE = re.compile(r"[A-Z“\"(\d].*[.?!:][”\")]?$")
UNSPOKEN = re.compile(r"[*_|\x00-\x1f\x7f-\x9f\u2500-\u257f]|  |^ | $|\bNone\b|(?<!\.)\.\.(?!\.)")


def elm() -> Scenario:
    scenario = load_scenario(ELM).scenario
    assert scenario is not None
    return scenario


BRISK = walk_of(elm(), 0)


def work(choices: str | list[str], *more: str, mode: str = "practice") -> Played:
    """Work the five doors of Elm Street by these choices, then type more."""
    wanted = choices.split() if isinstance(choices, str) else choices
    inputs = typed_in_shift(elm(), wanted, mode=mode)  # type: ignore[arg-type]
    return play([*inputs, *more], ELM, mode=mode)  # type: ignore[arg-type]


def assert_read_aloud(lines: list[str]) -> None:
    for line in filter(None, lines):
        assert OPTION.match(line) or SPEECH.match(line) or SENTENCE.match(line), line
        assert not UNSPOKEN.search(line), line


LEAVE = ["quit", "yes"]
THROUGH = [""] * 20


def test_a_whole_shift_reads_as_it_did(snapshot: SnapshotAssertion) -> None:
    assert work(BRISK, *[""] * 10, "quit").text == snapshot


@pytest.mark.parametrize("mode", ["learn", "practice", "test"])
def test_a_shift_is_worked_to_its_debrief_in_every_mode(mode: str) -> None:
    played = work(BRISK, *THROUGH, "quit", mode=mode)
    assert played.code == 0
    assert played.lines[-1] == "Good-bye."
    assert "The shift is over." in played.lines
    assert any(re.match(r"Overall: \w+, \d+ of 100\. That rests on 4 of 4 skills\.", line) for line in played.lines)
    assert_read_aloud(played.lines)


def test_a_door_says_who_is_listed_the_time_and_the_contacts() -> None:
    lines = work(BRISK, *LEAVE).lines
    assert "Door 1 of 5. 2 Elm St, Ruth Amsel, 58." in lines
    assert "30 minutes left, no contact so far. A good pace here is 12 an hour." in lines
    assert "Door 2 of 5. 4 Elm St, Ana Ruiz, 40, beware of the dog." in lines
    assert "25 minutes left, 1 contact so far. A good pace here is 12 an hour." in lines
    assert lines.count("1. Knock.") == 5
    assert lines.count("2. Pass it by.") == 5
    assert "Nobody answers." in lines


def test_the_codes_are_told_in_full_once_and_then_in_one_line() -> None:
    lines = work(BRISK, *LEAVE).lines
    # no door has a wrong number, and no message is left at one
    codes = [words for code, words in CODES.items() if code not in ("wrong_number", "left_message")]
    in_full = [f"{number}. {words}." for number, words in enumerate(codes, start=1)]
    at = lines.index("What do you write down for 2 Elm St?")
    assert lines[at + 1 : at + 9] == in_full
    assert all(lines.count(line) == 1 for line in in_full)
    short = lines[lines.index("What do you write down for 4 Elm St?") + 1]
    assert short.startswith("1 canvassed; 2 not home; 3 refused;")
    asked = lines.index("Where do they stand?")
    assert lines[asked + 1 : asked + 6] == [f"{number}: {words}." for number, words in SUPPORT.items()]
    assert "Is there a plan of when, from where and how they vote?" in lines


def test_what_was_written_down_stands_in_the_debrief_beside_what_was_so() -> None:
    lines = work([choice.replace("canvassed:3", "canvassed:1") for choice in BRISK], *THROUGH, "quit").lines
    assert "2 Elm St. You wrote canvassed, support 1, and that is so." in lines
    assert "6 Elm St. You wrote canvassed, support 1. It was canvassed, support 3." in lines


def test_a_code_is_taken_by_its_word_too() -> None:
    by_word = work("pass elm_4", "not home", *LEAVE).lines
    by_number = work("pass elm_4 record=not_home", *LEAVE).lines
    assert by_word == by_number
    assert work("pass elm_4", "NOT_HOME", *LEAVE).lines == by_number


@pytest.mark.parametrize(
    ("choices", "asked"),
    [
        ("", "Door 1 of 5. 2 Elm St, Ruth Amsel, 58."),
        ("elm_2", "What do you say? 30 minutes left."),
        ("elm_2 ruth_bye", "What do you write down for 2 Elm St?"),
    ],
)
def test_the_script_is_read_wherever_one_stands_and_the_same_is_asked_again(choices: str, asked: str) -> None:
    lines = work(choices, "script", *LEAVE).lines
    at = lines.index("The script:")
    assert lines[at + 1 : at + 3] == ["Hi, I'm with Mina Vogel's campaign.", "Can she count on your vote?"]
    assert asked in lines[:at]
    assert asked in lines[at:]


def test_the_list_says_what_was_passed_what_was_recorded_and_what_is_to_come() -> None:
    lines = work("elm_2 ruth_bye record=canvassed:1 pass elm_6 otis_tired", "list", *LEAVE).lines
    at = lines.index("The list:")
    assert lines[at + 1 : at + 6] == [
        "2 Elm St, Ruth Amsel, 58: canvassed, support 1.",
        "4 Elm St, Ana Ruiz, 40, beware of the dog: passed by.",
        "6 Elm St, Otis Bray, 44: here.",
        "8 Elm St, Nell Frye, 29: to come.",
        "10 Elm St, Walter Kemp, 71: to come.",
    ]


def test_every_choice_can_be_taken_back_to_the_first_door() -> None:
    choices = "elm_2 ruth_ask ruth_corner ruth_go record=canvassed:1 elm_4"
    lines = work(choices, *["undo"] * 7, *LEAVE).lines
    taken = [line for line in lines if line.startswith(("You take", "There is no line"))]
    assert taken == [
        "You take that back.",
        "You take that back.",
        "You take this back: “Thank you, Ruth. Good day.”",
        "You take this back: “What's it like, crossing here?”",
        "You take this back: “Can she count on you on Tuesday?”",
        "You take that back.",
        "There is no line to take back yet.",
    ]
    assert lines.count("Door 1 of 5. 2 Elm St, Ruth Amsel, 58.") == 3
    assert lines.count("30 minutes left, no contact so far. A good pace here is 12 an hour.") == 3


def test_what_is_taken_back_is_worked_again() -> None:
    lines = work("elm_2 ruth_bye", "undo", "undo", "2", *LEAVE).lines
    at = lines.index("Door 2 of 5. 4 Elm St, Ana Ruiz, 40, beware of the dog.")
    assert lines[at + 1] == "30 minutes left, no contact so far. A good pace here is 12 an hour."


def test_a_shift_that_is_over_can_still_be_taken_back() -> None:
    last = [*typed_in_shift(elm(), BRISK)][: -len(elm().teaches) - 1]
    lines = play([*last, "undo", "3", *LEAVE], ELM).lines
    over = [at for at, line in enumerate(lines) if line == "The shift is over."]
    assert len(over) == 2
    assert "What do you write down for 10 Elm St?" in lines[over[0] :]


def test_in_test_mode_nothing_is_taken_back() -> None:
    assert "In test mode a line said is said." in work("pass", "undo", *LEAVE, mode="test").lines


def test_after_a_shift_nobody_is_rated_and_nothing_is_forecast() -> None:
    text = work(BRISK, *THROUGH, "quit").text
    assert "How well did you keep going?" in text
    assert "Where does Otis stand now?" not in text
    assert "who will come?" not in text
    assert "The yes was politeness" not in text, "what people did later is told only in the pair"


def test_passing_every_door_is_a_shift_too() -> None:
    played = work("pass pass pass pass pass", *THROUGH, "quit")
    assert played.code == 0
    assert "That was the last of the 5 doors." in played.lines
    assert "The shift is over." in played.lines
    assert_read_aloud(played.lines)


def test_a_person_to_whom_nothing_can_be_said_takes_leave_and_the_shift_goes_on(tmp_path: Path) -> None:
    text = ELM.read_text(encoding="utf-8").replace("start: kemp_door", "start: bare")
    file = tmp_path / "elm_street.yaml"
    file.write_text(text[: text.index("walks:")].replace("beats:\n", "beats:\n  bare: {says: Hm.}\n"), encoding="utf-8")
    lines = play(["", "2", "2", "2", "2", "1", "2", "", *LEAVE], file).lines
    at = lines.index("Mr. Kemp takes leave.")
    assert lines[at - 2] == "Mr. Kemp: Hm."
    assert lines[at + 2] == "What do you write down for 10 Elm St?"
    assert lines.index("The shift is over.") > at


@pytest.mark.parametrize("junk", ["404", "knock", "-1", "canvassed:3", "record=not_home", "💥"])
def test_a_slip_gets_one_line_and_changes_nothing(junk: str) -> None:
    inputs = [*typed_in_shift(elm(), BRISK)]
    slips = [line for typed_line in inputs for line in (junk, typed_line)]
    played = play([*slips, *THROUGH, "quit"], ELM)
    refused = [line for line in played.lines if line.startswith(f"“{junk}” does not fit here. ")]
    assert len(refused) == len(inputs)
    assert all("Type " in line or "Press Enter" in line for line in refused)
    rest = [line for line in played.lines if line not in refused]
    assert rest == work(BRISK, *THROUGH, "quit").lines


def test_the_input_may_end_anywhere() -> None:
    inputs = [*typed_in_shift(elm(), BRISK), *[""] * 3]
    for length in range(len(inputs) + 1):
        played = play(inputs[:length], ELM)
        assert played.code == 0
        assert played.lines[-1] == "The input has ended, so the game ends here."


@pytest.mark.parametrize("place", range(3))
def test_the_walks_of_alder_street_are_worked_to_their_debrief(place: int) -> None:
    scenario = scenario_of(DOORS)
    played = play([*typed_in_shift(scenario, walk_of(scenario, place)), *THROUGH, "quit"], find(DOORS))
    assert played.code == 0
    assert played.lines[-1] == "Good-bye."
    assert any(line.startswith("Overall: ") for line in played.lines)
    assert_read_aloud(played.lines)


def test_where_the_clock_runs_out_before_the_list_it_says_how_far_one_came(tmp_path: Path) -> None:
    short = tmp_path / "elm_street.yaml"
    short.write_text(ELM.read_text(encoding="utf-8").replace("minutes: 30, between: 2", "minutes: 5, between: 2"))
    scenario = load_scenario(short).scenario
    assert scenario is not None
    choices = ["elm_2", "ruth_ask", "ruth_plan", "ruth_go", "record=canvassed:1:plan"]
    played = play([*typed_in_shift(scenario, choices), *THROUGH, "quit"], short)
    assert "Your time is up. You came as far as door 1 of 5." in played.lines
