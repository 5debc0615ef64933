"""Plain mode as somebody uses it: whole plays through standard input, read aloud line by line."""

import json
import re
from pathlib import Path

import pytest
from plain_builders import BUS, play, scenario_of, typed, walk_of
from syrupy.assertion import SnapshotAssertion

from trainer.report.terms import RATINGS

STRONG, SHALLOW, DISASTROUS = range(3)
LEAVING = "Good-bye."
ENDED = "The input has ended, so the game ends here."

OPTION = re.compile(r"\d+\. (\(Say nothing\.\)|\S.*[^\s])$")
SPEECH = re.compile(r"(You( \(turn \d+\))?|Coach|Bev|Denise): \S.*$")
SENTENCE = re.compile(r"[A-Z“\"(\d].*[.?!:][”\")]?$")
UNSPOKEN = re.compile(r"[*_|\x00-\x1f\x7f-\x9f\u2500-\u257f]|  |^ | $|\bNone\b|(?<!\.)\.\.(?!\.)")


def assert_read_aloud(lines: list[str]) -> None:
    """Every line is somebody's speech, a line on offer or a whole sentence, and holds nothing that is only seen."""
    for line in filter(None, lines):
        assert OPTION.match(line) or SPEECH.match(line) or SENTENCE.match(line), line
        assert not UNSPOKEN.search(line), line


def to_the_end(place: int, **more: object) -> list[str]:
    """What is typed for one of the author's walks on the bus, through its debrief."""
    scenario = scenario_of(BUS)
    return [*typed(scenario, walk_of(scenario, place), **more), *[""] * 20]  # type: ignore[arg-type]


def test_a_whole_play_reads_as_it_did(snapshot: SnapshotAssertion) -> None:
    assert play([*to_the_end(STRONG), "quit"]).text == snapshot


@pytest.mark.parametrize("mode", ["learn", "practice", "test"])
@pytest.mark.parametrize("place", [STRONG, SHALLOW, DISASTROUS])
def test_every_line_can_be_read_aloud(place: int, mode: str) -> None:
    played = play([*to_the_end(place, mode=mode), "talk", "help", "quit"], mode=mode)  # type: ignore[arg-type]
    assert played.code == 0
    assert played.lines[-1] == LEAVING
    assert "What now?" in played.lines
    assert_read_aloud(played.lines)


def test_both_sides_are_heard_and_the_clock_is_told_in_words() -> None:
    lines = play(to_the_end(STRONG)).lines
    assert "You: You started over. What are you counting, on an empty bus?" in lines
    assert "You say nothing." in lines
    assert "What do you say? 14 minutes left." in lines
    # a gesture is a line of its own, between the words that it stands between
    at = lines.index("She turns the flashlight over and over.")
    assert lines[at - 1] == "Bev: I heard you the first time."
    assert lines[at + 1] == "Bev: They printed a new sheet in January. They changed the logo."


def test_ratings_come_with_their_key_and_before_anything_is_revealed() -> None:
    lines = play(to_the_end(DISASTROUS)).lines
    asked = lines.index("Where does Bev stand now?")
    for rating, words in RATINGS.items():
        assert f"{rating}: {words}." in lines[:asked]
    revealed = next(at for at, line in enumerate(lines) if line.startswith("Overall:"))
    assert lines.index("How sure are you that Bev will do it?") < revealed
    assert not any("polite" in line for line in lines[:asked])


def test_coaching_comes_when_the_mode_says_so() -> None:
    coached = {mode: play(to_the_end(SHALLOW, mode=mode), mode=mode).lines for mode in ("learn", "practice", "test")}  # type: ignore[arg-type]
    heard = {mode: [line for line in lines if line.startswith("Coach:")] for mode, lines in coached.items()}
    assert "Coach: You heard Saturday and sure. There was a field trip in between." in heard["learn"]
    assert 0 < len(heard["practice"]) <= 2
    assert not heard["test"]
    at = next(place for place, line in enumerate(coached["practice"]) if line.startswith("Coach:"))
    assert "The visit is over." in coached["practice"][:at]


def test_the_mode_can_be_changed_at_the_brief() -> None:
    lines = play(["test", "learn", "", "1", "quit", "yes"]).lines
    assert "You play in test mode: no coaching and no taking back, until the debrief." in lines
    assert any(line.startswith("Coach:") for line in lines)


def test_silence_has_a_number_and_is_nought() -> None:
    inputs = _inputs(["ask_count", "heads_to_count"])
    assert "You say nothing." in play([*inputs, "0", "quit", "yes"]).lines
    refused = play([*_inputs([]), "0", "quit", "yes"]).lines
    assert "“0” does not fit here. Type a number from 1 to 4. The word help tells what else can be typed." in refused


def test_undo_takes_a_line_back_and_reads_what_came_before() -> None:
    lines = play([*_inputs(["is_it_true", "hendricks"]), "undo", "undo", "undo", "quit", "yes"]).lines
    taken = [line for line in lines if line.startswith("You take this back:")]
    assert taken == [
        "You take this back: “He's on mine now. He wrestles. It's like hauling a bear. Says hi.”",
        "You take this back: “Is it true what I heard, they put half of Forty on you?”",
    ]
    assert lines.count("Bev: Since October. Half of Forty and none of the minutes.") == 2
    assert "There is no line to take back yet." in lines
    assert lines.count("What do you say? 15 minutes left.") == 3


def test_a_visit_that_is_over_can_still_be_taken_back() -> None:
    lines = play([*_inputs(["youd_be_perfect", "just_checking"]), "undo", "quit", "yes"]).lines
    over = lines.index("The visit is over.")
    assert any(line.startswith("You take this back: “No, nothing.") for line in lines[over:])
    assert lines[-3].startswith("What you have played so far is not kept.")


def test_in_test_mode_a_line_said_is_said() -> None:
    lines = play([*_inputs(["is_it_true"], mode="test"), "undo", "quit", "yes"], mode="test").lines
    assert "In test mode a line said is said." in lines
    finished = play([*to_the_end(SHALLOW, mode="test"), "quit"], mode="test").lines
    assert not any("Play on from before turn" in line for line in finished)


def test_own_words_are_kept_for_the_debrief_and_out_of_files(tmp_path: Path) -> None:
    inputs = to_the_end(SHALLOW)
    words = "Why do you count them twice?"
    told = play([inputs[0], "none", words, *inputs[1:], "6", str(tmp_path / "talk.txt"), "quit"])
    own = (
        f"At turn 1 you would have said: “{words}” You chose: “Is it true what I heard, they put half of Forty on you?”"
    )
    assert own in told.lines
    written = (tmp_path / "talk.txt").read_text(encoding="utf-8")
    assert "The scores" in written
    assert words not in written


def test_what_is_typed_cannot_reach_the_terminal() -> None:
    nasty = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31mhello\u202e\u200b\tthere"
    lines = play([*_inputs([]), nasty, "none", nasty, "1", "quit", "yes"]).text
    assert "hello" in lines
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b]", lines)


@pytest.mark.parametrize(
    "junk", ["404", "99999999999999999999", "-1", "1.5", "²", "one", "ask_count", "1 2", "yes", "💥"]
)
def test_a_slip_gets_one_line_that_says_what_can_be_typed(junk: str) -> None:
    plain_play = to_the_end(SHALLOW)
    slips = [line for typed_line in plain_play for line in (junk, typed_line)]
    played = play([*slips, "quit"])
    refusals = [line for line in played.lines if line.startswith(f"“{junk}” does not fit here.")]
    assert len(refusals) >= len(plain_play) - 20
    assert all("Type " in line or "Press Enter" in line for line in refusals)
    # nothing was taken for an answer
    rest = [line for line in played.lines if line not in refusals]
    assert rest == play([*plain_play, "quit"]).lines


def test_again_and_help_read_and_change_nothing() -> None:
    inputs = _inputs(["is_it_true"])
    lines = play([*inputs, "again", "help", "again", "quit", "yes"]).lines
    assert lines.count("Bev: Since October. Half of Forty and none of the minutes.") == 3
    assert lines.count("What do you say? 15 minutes left.") == 1
    assert "The word undo takes your last line back." in lines


def test_leaving_is_asked_once_and_only_where_something_is_lost() -> None:
    question = "What you have played so far is not kept. Leave all the same? Type yes or no."
    stayed = play([*_inputs(["is_it_true"]), "quit", "perhaps", "no", "undo", "quit", "yes"]).lines
    assert stayed.count(question) == 2
    assert "Type yes or no." in stayed
    assert stayed[-1] == LEAVING
    assert question not in play(["quit"]).lines
    assert question not in play([*to_the_end(SHALLOW), "7"]).lines


def test_the_input_may_end_anywhere() -> None:
    inputs = to_the_end(SHALLOW)
    for length in range(len(inputs) + 1):
        played = play(inputs[:length])
        assert played.code == 0
        assert played.lines[-1] == ENDED


def test_playing_on_from_a_turn_that_cost_keeps_what_came_before() -> None:
    first = play(to_the_end(SHALLOW)).lines
    at = first.index("What now?")
    turn = re.match(r"1\. Play on from before turn (\d+), where you said: “(.*)”", first[at + 1])
    assert turn is not None
    lines = play([*to_the_end(SHALLOW), "1", "quit", "yes"]).lines
    back = lines.index(f"You are back before turn {turn[1]}.")
    offered = [line for line in lines[back:] if OPTION.match(line)]
    assert any(turn[2] in line for line in offered)
    heads = next(line for line in offered if "heads to count" in line)
    onwards = play([*to_the_end(SHALLOW), "1", heads.split(".")[0], "quit", "yes"]).lines
    assert any(line.startswith("Bev: I knew their dogs.") for line in onwards)


def test_after_a_debrief_the_same_or_another_can_be_played() -> None:
    again = play([*to_the_end(SHALLOW), "4", "quit"]).lines
    assert again.count("Bus 31. It takes about 10 minutes.") == 2
    another = play([*to_the_end(SHALLOW), "5", BUS, "quit"]).lines
    assert "Which scenario do you want to play?" in another
    assert another.count("Bus 31. It takes about 10 minutes.") == 2


def test_a_file_is_written_once_and_never_over_another(tmp_path: Path) -> None:
    data, absent = tmp_path / "play.json", tmp_path / "no" / "where.txt"
    lines = play([*to_the_end(STRONG), "3", str(data), "3", str(data), "3", str(absent), "3", "", "quit"]).lines
    told = json.loads(data.read_text(encoding="utf-8"))
    assert told["head"]["scenario"] == BUS
    assert told["scorecard"]["overall"] > 90
    assert f"There is a file {data} already. Nothing was written; take another name." in lines
    assert any(line.startswith(f"{absent} could not be written: No such file") for line in lines)
    assert "Nothing was written." in lines


def test_a_scenario_with_errors_says_where_and_how_to_mend_it(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\nid: broken\ntitel: x\n", encoding="utf-8")
    played = play([], broken)
    assert played.code == 1
    assert f"{broken} cannot be played until this is mended." in played.lines
    assert any(re.match(r"Line 3, column 1: .*titel.*To mend it: .*title", line) for line in played.lines)


def test_the_list_takes_a_number_or_an_id_and_leaves_shifts_out() -> None:
    by_id = play([BUS, "quit"], None).lines
    number = next(line.split(".")[0] for line in by_id if re.match(r"\d+\. Bus 31: workplace", line))
    by_number = play([number, "quit"], None).lines
    assert by_id == by_number
    assert "Bus 31. It takes about 10 minutes." in by_id
    assert_read_aloud(by_id)


def test_ctrl_c_and_a_closed_pipe_end_quietly() -> None:
    import io

    from trainer.plain.game import play_plain
    from trainer.scenario.library import find

    class Interrupted(io.StringIO):
        def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    stdout = io.StringIO()
    assert play_plain(find(BUS), stdin=Interrupted(), stdout=stdout) == 130
    assert stdout.getvalue().endswith("Stopped.\n")
    assert play_plain(find(BUS), stdin=io.StringIO(), stdout=Closed()) == 0


def _inputs(choices: list[str], mode: str = "practice") -> list[str]:
    """What is typed up to and with these choices, which need not end the play."""
    from trainer.conversation.play import Play
    from trainer.conversation.story import compile_story

    story_play = Play.new(compile_story(scenario_of(BUS)))
    inputs = [""]
    for choice in choices:
        inputs.append(str([option.id for option in story_play.shown()].index(choice) + 1))
        story_play = story_play.choose(choice)
    return inputs
