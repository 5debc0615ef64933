"""The scorecard: caps, bands, what is left out, its JSON, and what it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest
from scoring_builders import Data, data, line, offer, part, play

import scoring
from scoring import Transcript, TranscriptError, score

GOOD = [
    line("open_question", step="issue", hears="wrist.1"),
    line("deep_reflection", step="issue", hears="wrist.2"),
    line("deep_reflection", step="issue", hears="wrist.3"),
    line("ask", step="ask", ask="letter", answer="yes"),
    line("open_question", step="inoculate"),
    line("farewell", step="follow_up", next="Thursday"),
]
TRUE = {"rating": {"denise": 2}, "comes": {"letter": ["denise"]}}
ALL = {"ratings": {"denise": 2}, "forecasts": {"letter.denise": 1}, "end": TRUE}


def test_a_perfect_play_is_a_hundred() -> None:
    card = score(play(*GOOD, **ALL))
    assert (card.overall, card.band, card.skills_counted) == (100, "expert", 4)


@pytest.mark.parametrize("habit", sorted(scoring.gate_habits()))
def test_one_line_behind_the_gate_caps_the_play(habit: str) -> None:
    card = score(play(*GOOD, line("small_talk", habit=habit), **ALL))
    assert (card.overall, card.band) == (59, "not yet")
    assert card.gate == ((habit, 7),)


def test_under_six_lines_no_skill_is_above_59() -> None:
    card = score(play(*GOOD[:5], **ALL))
    assert {skill.score for skill in card.skills.values()} == {59, None}
    assert all(skill.score == 100 for skill in score(play(*GOOD, **ALL)).skills.values() if skill.score is not None)


def test_asks_and_none_made_caps_the_play() -> None:
    quiet = [turn for turn in GOOD if turn["move"] != "ask"] + [line("farewell", next="Thursday")]
    assert score(play(*quiet, **ALL)).overall == 59
    assert score(play(*quiet, **ALL, head={"asks": {}})).overall == 100


def test_good_needs_every_skill_that_is_taught() -> None:
    taught = {"teaches": ["listening", "questioning", "objections", "action", "judgement"]}
    unrated = {"end": TRUE}
    assert score(play(*GOOD, **ALL, head=taught)).band == "expert", "the answer was yes, and nobody objected"
    assert score(play(*GOOD, **unrated, head=taught)).band == "fair", "no judgement"
    assert score(play(*GOOD, **unrated, head=taught)).overall == 100, "the number stays"
    assert score(play(*GOOD, **unrated)).band == "expert", "not taught"
    refused = [turn | {"answer": "no"} if turn["move"] == "ask" else turn for turn in GOOD]
    assert score(play(*refused, **ALL, head=taught)).band == "fair", "no objection was raised, and no yes"


def test_a_share_left_out_goes_to_the_others_of_its_skill() -> None:
    card = score(play(*GOOD, **ALL))
    assert part(card, "cues") == (None, None, ())
    assert part(card, "memory") == (None, None, ())
    assert card.skills["listening"].score == 100


def test_before_the_first_line_nothing_is_exercised() -> None:
    card = score(play(ended=False))
    assert (card.overall, card.band, card.skills_counted, card.habits) == (0, "not yet", 0, ())
    assert {skill.band for skill in card.skills.values()} == {"not exercised"}


def test_the_json_has_the_shape_of_the_format() -> None:
    card = score(play(*GOOD, line("closed_question", habit="leak"), **ALL)).to_json()
    assert list(card) == ["skills", "overall", "band", "skills_counted", "gate", "habits"]
    assert list(card["skills"]) == ["listening", "questioning", "objections", "action", "judgement"]
    for skill in card["skills"].values():
        assert list(skill) == ["score", "band", "components"]
        for component in skill["components"]:
            assert list(component) == ["name", "share", "value", "score", "turns"]
    assert card["gate"] == [{"habit": "leak", "turn": 7}]
    assert list(card["habits"][0]) == ["habit", "turn", "how", "coaching"]
    assert card["skills"]["objections"]["score"] is None
    assert card["skills"]["questioning"]["components"][0]["value"] == 0.6667


REFUSED: list[tuple[str, Data]] = [
    ("head.form", {"head": {"form": "seance"}}),
    ("ratings.denise", {"ratings": {"denise": 7}}),
    ("ratings.denise", {"ratings": {"denise": True}}),
    ("forecasts.letter.denise", {"forecasts": {"letter.denise": 80}}),
    ("forecasts.letter", {"forecasts": {"letter": 0.8}}),
    ("end.rating.denise", {"end": {"rating": {"denise": "two"}}}),
    ("end.answers.letter", {"end": {"answers": {"letter": "yes"}}}),
    ("records[0].support", {"records": [{"stop": "alder", "code": "canvassed", "support": 9}]}),
    ("head.shift.par", {"head": {"shift": {"par": "seven"}}}),
]


@pytest.mark.parametrize(("place", "more"), REFUSED)
def test_what_it_does_not_know_is_refused_with_its_place(place: str, more: Data) -> None:
    with pytest.raises(TranscriptError) as refusal:
        score(play(line("small_talk"), **more))
    assert str(refusal.value).startswith(f"{place}: ")


REFUSED_TURNS: list[tuple[str, Data]] = [
    ("turns[0].move", line("shout")),
    ("turns[0].step", line("small_talk", step="middle")),
    ("turns[0].with", line("small_talk", person="nobody")),
    ("turns[0].answer", line("ask", ask="letter", answer="maybe")),
    ("turns[0].opened", line("small_talk", opened="wrist")),
    ("turns[0].tags.hears", line("small_talk", hears="wrist.deep")),
    ("turns[0].tags.habit", line("small_talk", habit="rude")),
    ("turns[0].tags.ask", line("ask", ask=3)),
    ("turns[0].tags.promises", line("promise", promises={"form": 1})),
    ("turns[0].offered[1].move", line("small_talk", offered=[offer("whisper")])),
    ("turns[0].offered[1].tags.recalls", line("small_talk", offered=[offer("reflection", recalls="4")])),
    ("turns[0].cues_open[0]", line("small_talk", cues_open=[3])),
]


@pytest.mark.parametrize(("place", "turn"), REFUSED_TURNS)
def test_a_turn_it_does_not_know_is_refused_with_its_place(place: str, turn: Data) -> None:
    with pytest.raises(TranscriptError) as refusal:
        score(play(turn))
    assert str(refusal.value).startswith(f"{place}: ")


@pytest.mark.parametrize("hollow", [None, [], "play", {}, {"head": None}, {"head": {"people": []}}, {"head": {}}])
def test_what_is_no_transcript_is_refused(hollow: object) -> None:
    with pytest.raises(TranscriptError):
        Transcript.from_json(hollow)


def test_keys_of_no_concern_are_let_be() -> None:
    plain = data(*GOOD, **ALL)
    more = {**plain, "seed": 7, "turns": [{**turn, "mood": "low"} for turn in plain["turns"]]}
    assert score(Transcript.from_json(more)) == score(Transcript.from_json(plain))


def test_scoring_imports_nothing_but_itself_and_the_standard_library() -> None:
    code = (
        "import sys; before = set(sys.modules); import scoring; scoring.catalogue(); "
        "own = {name.split('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(own - set(sys.stdlib_module_names) - {'scoring'}))"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


ROOT = Path(scoring.__file__).parents[1]


def test_the_public_face_is_whole() -> None:
    assert all(hasattr(scoring, name) for name in scoring.__all__)
