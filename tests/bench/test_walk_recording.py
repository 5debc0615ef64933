"""Walks recorded from plays, and what a failing walk says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.bench.walk_recording import NotRecorded, record_walk, suggested_name
from trainer.check.players import PLAYERS, Player, play_with
from trainer.check.run import check_file
from trainer.check.walks import walk
from trainer.cli import run as command_line
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.scenario.library import FOLDER
from trainer.scenario.load import load_scenario, load_text

BUS = FOLDER / "workplace" / "bus_thirty_one.yaml"
SCENES = [BUS, FOLDER / "doors" / "doors_on_alder.yaml", Path(__file__).parents[1] / "scenes" / "elm_house.yaml"]
STRONG = ("ask_count", "all_the_way_back", "heads_to_count", "stay_quiet", "still_out_here", "whose_sheet", "ask_card")


def play_of(source: str, choices: tuple[str, ...] = (), player: Player = "strong", seed: int = 0) -> Play:
    scenario = load_text(source, "scene").scenario
    assert scenario is not None
    story = compile_story(scenario)
    return walk(story, choices) if choices else play_with(story, player, seed)


def added_lines(before: bytes, after: bytes) -> list[bytes]:
    """The lines that were put in; fails where anything else is not as it was."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    head = next((place for place, line in enumerate(old) if line != new[place]), len(old))
    if head < len(old) and old[head] == new[head].rstrip(b"\r\n"):
        head += 1  # the last line had no line feed
    tail = len(old) - head
    assert b"".join(new[:head]).rstrip() == b"".join(old[:head]).rstrip()
    assert new[len(new) - tail :] == old[head:]
    return new[head : len(new) - tail]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(SCENES), st.sampled_from(PLAYERS), st.integers(0, 5), st.booleans())
def test_a_play_becomes_a_walk_that_holds_and_nothing_else_changes(
    tmp_path_factory: pytest.TempPathFactory, scene: Path, player: Player, seed: int, windows: bool
) -> None:
    file = tmp_path_factory.mktemp("walks") / scene.name
    before = scene.read_bytes().replace(b"\n", b"\r\n") if windows else scene.read_bytes()
    file.write_bytes(before)
    play = play_of(scene.read_text(encoding="utf-8"), player=player, seed=seed)
    recorded = record_walk(file, play, f"{player}: “{seed}”, # and more")
    after = file.read_bytes()
    lines = added_lines(before, after)
    assert lines[0].strip().startswith(b"- name: ")
    assert all(line.endswith(b"\r\n") == windows for line in lines)
    assert after.splitlines()[recorded.line - 1].strip().startswith(b"- name: ")
    scenario = load_scenario(file).scenario
    assert scenario is not None
    written = scenario.walks[-1]
    assert (tuple(written.choose), written.rate) == (play.choices, play.ratings or {})
    assert any(one.startswith("overall") for one in written.expect)
    assert not [finding for finding in check_file(file).findings if finding.code == "E012"]


WALKS = re.compile(r"^walks:\n(?:[ #].*\n)*", re.MULTILINE)


@pytest.mark.parametrize(
    ("change", "begins"),
    [
        (lambda text: text.rstrip("\n"), "  - name:"),
        (lambda text: WALKS.sub("", text), "walks:"),
        (lambda text: WALKS.sub("# what is meant\nallow:\n  S201: so it is\n", text), "walks:"),
        (lambda text: WALKS.sub("walks: []  # none yet\n", text), "  - name:"),
        (lambda text: text + "    # under the last walk\n\n# the end\n\n", "  - name:"),
        (lambda text: "\ufeff" + text, "  - name:"),
    ],
)  # fmt: skip
def test_wherever_walks_stand_or_would_stand(tmp_path: Path, change: Callable[[str], str], begins: str) -> None:
    source = BUS.read_text(encoding="utf-8")
    file = tmp_path / "bus.yaml"
    before = change(source)
    file.write_bytes(before.encode())
    record_walk(file, play_of(source, STRONG), "half a morning")
    after = file.read_bytes().decode()
    if "walks: []" not in before:
        lines = added_lines(before.encode(), after.encode())
        assert lines[0].decode().startswith(begins)
    scenario = load_scenario(file).scenario
    assert scenario is not None
    assert scenario.walks[-1].name == "half a morning"
    assert scenario.walks[-1].expect == ["heard.seats == 3", "met.duane == 0", "asked.card.bev == no"]
    assert after.count("# ") >= before.count("# ")
    if "allow:" in before:
        assert after.index("walks:") < after.index("# what is meant") < after.index("allow:")


@pytest.mark.parametrize(
    ("change", "name", "said"),
    [
        (lambda text: text, "strong, she says no to your face and then comes", "already"),
        (lambda text: text, " ", "needs a name"),
        (lambda text: text, "a\x1b[2J", "escape character"),
        (lambda text: text.replace("then: the_card", "then: the_crad", 1), "new", "line "),
        (lambda text: text.replace("id: ask_count", "id: asked", 1).split("walks:")[0], "new", "choice 1, “ask_"),
        (lambda text: WALKS.sub("walks: [{name: a, choose: [ask_count]}]\n", text), "new", "brackets"),
        (lambda text: "---\n" + text, "new", "line 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_is_refused_and_the_file_stays(
    tmp_path: Path, change: Callable[[str], str], name: str, said: str
) -> None:
    source = BUS.read_text(encoding="utf-8")
    file = tmp_path / "bus.yaml"
    file.write_text(change(source), encoding="utf-8")
    with pytest.raises(NotRecorded, match=re.escape(said)):
        record_walk(file, play_of(source, STRONG), name)
    assert file.read_text(encoding="utf-8") == change(source)
    assert [path.name for path in tmp_path.iterdir()] == ["bus.yaml"]


def test_a_write_protected_file_is_refused_in_a_clear_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bus.yaml"
    file.write_bytes(BUS.read_bytes())
    file.chmod(0o444)
    assert command_line(["walk", str(file), "--choose", "ask_count", "--record", "one"]) == 2
    assert "write-protected" in capfd.readouterr().err
    assert file.read_bytes() == BUS.read_bytes()


def test_the_command_records_and_says_what_it_expects(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bus.yaml"
    file.write_bytes(BUS.read_bytes())
    choices = ",".join(STRONG)
    assert command_line(["walk", str(file), "--choose", choices, "--rate", "bev=3", "--record", "half a morning"]) == 0
    out = capfd.readouterr().out
    assert "asked.card.bev == no" in out
    assert "rate: {bev: 3}" in file.read_text(encoding="utf-8")
    assert command_line(["walk", str(file), "--choose", choices, "--record", "again", "--json"]) == 2


def test_a_name_is_suggested_from_what_the_play_came_to() -> None:
    play = play_of(BUS.read_text(encoding="utf-8"), STRONG)
    assert suggested_name(play) == "no from Bev Tallman, 7 choices"


def problems(tmp_path: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    source = BUS.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    file = tmp_path / "bus.yaml"
    file.write_text(source, encoding="utf-8")
    return [(finding.message, finding.hint) for finding in check_file(file).findings if finding.code == "E012"]


def test_a_walk_that_leaves_its_path_says_where_and_why(tmp_path: Path) -> None:
    ((message, hint),) = problems(tmp_path, ("choose: [is_it_true, hendricks, fenwick", "choose: [is_it_true, fenwick"))
    assert "choice 2, “fenwick”, is not offered in beat “folded_in” of visit “bay_three” after is_it_true" in message
    assert "it stands in beat “who_decides”" in message
    assert hint == "offered are: call_it_in, all_the_way_back, hendricks, heads_to_count"
    ((message, _),) = problems(tmp_path, ("choose: [is_it_true, hendricks, fenwick", "choose: [sick_bus, sick_bus"))
    assert "it was chosen before, as choice 1, and has no again: true" in message
    ((message, _),) = problems(tmp_path, ("fenwick, ask_card, that_makes_seven", "fenwick, ask_card, with_a_coffee"))
    assert "“ask_card” was answered polite_yes: their readiness is -2, and a yes begins at 10" in message
    ((message, _),) = problems(
        tmp_path, ("ask_card, that_makes_seven, good", "ask_card, let_it_hang, nobody_sneezes, good")
    )
    assert "it stands in beat “underneath”" in message
    ((message, _),) = problems(
        tmp_path,
        ("choose: [is_it_true, hendricks, fenwick, ask_card, that",
         "choose: [is_it_true, hendricks, fenwick, ask_card, "
         "let_it_hang, which_time, nobody_sneezes, that"),
    )  # fmt: skip
    assert "its condition is heard.seats >= 2, but heard.seats is 1" in message


def test_an_expectation_that_fails_says_which_choices_made_it_so(tmp_path: Path) -> None:
    ((message, hint),) = problems(tmp_path, ('"trust == 10", "fear == 6"', '"trust == 10", "fear == 5"'))
    assert "expected fear == 5, but fear is 6" in message
    assert "8 at the start, 6 after choice 10 (cant_say_he_wont), 7 after choice 12 (with_a_coffee)" in message
    assert "fear == 6" in hint
    ((message, _),) = problems(tmp_path, ('"asked.card.bev == yes", "trust', '"asked.card.bev == no", "trust'))
    assert "none at the start, no after choice 7 (ask_card), yes after choice 11 (own_pocket)" in message
    ((message, _),) = problems(tmp_path, ('"asked.card.bev == yes", "trust', '"overall < 50", "trust'))
    assert re.search(r"overall is \d+ \(listening \d+, questioning \d+", message)
    ((message, _),) = problems(tmp_path, ('"asked.card.bev == yes", "trust', '"not kept.own_card", "trust'))
    assert "kept.own_card is true (false at the start, true after choice 14 (heres_mine))" in message
