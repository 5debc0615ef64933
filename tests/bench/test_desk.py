"""The desk: a play of a scenario that stays where it is while its file is edited and saved."""

import shutil
from pathlib import Path

import pytest

from trainer.bench.desk import Desk
from trainer.bench.drafts import NotAdded, add_to_library, drafts
from trainer.bench.editor import editor_command
from trainer.bench.origin import NoOrigin, read_origin
from trainer.scenario.library import OWN_VARIABLE, catalogue, find

LIBRARY = Path(__file__).parents[2] / "scenarios"


@pytest.fixture
def bus(tmp_path: Path) -> Path:
    return Path(shutil.copy(LIBRARY / "workplace" / "bus_thirty_one.yaml", tmp_path / "bus.yaml"))


def edit(file: Path, old: str, new: str) -> None:
    """Save the file with every `old` replaced."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_play_stays_where_it_is_when_words_change(bus: Path) -> None:
    desk = Desk(bus)
    desk.choose("is_it_true")
    assert desk.beat == "folded_in"
    moods = desk.play.state.moods  # type: ignore[union-attr]
    edit(bus, "Ten, eleven... shoot", "Ten, twelve... shoot")
    assert desk.reread()
    assert desk.beat == "folded_in"
    assert desk.play is not None
    assert desk.play.choices == ("is_it_true",)
    assert desk.play.state.moods == moods
    assert desk.play.openings[0].says.startswith("Ten, twelve")
    assert not desk.reread(), "nothing was saved since"


def test_the_play_stays_at_its_beat_when_a_choice_that_led_there_is_gone(bus: Path) -> None:
    desk = Desk(bus)
    desk.choose("is_it_true")
    state = desk.play.state  # type: ignore[union-attr]
    edit(bus, "id: is_it_true", "id: is_it_really")
    assert desk.reread()
    assert desk.beat == "folded_in"
    assert desk.play is not None
    assert desk.play.state.moods == state.moods
    assert desk.play.state.heard == state.heard
    assert "stays at its beat" in desk.note
    # the walks that name the old id are told, and nothing else stops the play
    assert {finding.code for finding in desk.findings if finding.is_error} == {"E007"}


def test_with_errors_the_last_version_without_is_played_on(bus: Path) -> None:
    desk = Desk(bus)
    desk.choose("is_it_true")
    edit(bus, "move: pitch", "moove: pitch")
    assert desk.reread()
    assert "E003" in {finding.code for finding in desk.findings}
    assert "errors" in desk.note
    assert desk.beat == "folded_in"
    desk.undo()
    assert desk.beat == "aisle"
    edit(bus, "moove: pitch", "move: pitch")
    assert desk.reread()
    assert desk.note == ""
    assert desk.beat == "aisle"


def test_a_file_that_goes_away_and_comes_back_loses_nothing(bus: Path) -> None:
    desk = Desk(bus)
    desk.choose("is_it_true")
    text = bus.read_text("utf-8")
    bus.unlink()
    assert desk.reread()
    assert desk.beat == "folded_in"
    bus.write_text(text, encoding="utf-8")
    assert desk.reread()
    assert desk.beat == "folded_in"
    assert desk.note == ""


def test_what_options_would_do_is_what_they_do(bus: Path) -> None:
    desk = Desk(bus)
    seen = 0
    for would in desk.would():
        if would.why_not:
            continue
        before = Desk(bus)
        before.choose(would.option)
        turn = before.play.turns[-1]  # type: ignore[union-attr]
        assert (would.changes, would.minutes, would.opened) == (turn.changes, turn.minutes, turn.opened)
        assert would.leads in ("", "end", before.beat)
        seen += 1
    assert seen >= 3


def test_an_option_that_is_not_offered_says_its_condition() -> None:
    desk = Desk(LIBRARY / "workplace" / "bus_thirty_one.yaml")
    desk.follow(["is_it_true"])
    withheld = []
    for beat in desk.scenario.beats:  # type: ignore[union-attr]
        if desk.begin_at(read_origin(beat, desk.story)):  # type: ignore[arg-type]
            withheld += [would.why_not for would in desk.would() if would.why_not]
    assert any(reason.startswith("only if ") for reason in withheld)


def test_a_play_begins_at_any_beat_with_any_moods(bus: Path) -> None:
    desk = Desk(bus)
    assert desk.story is not None
    assert desk.begin_at(read_origin("folded_in trust=9 bev.fear=1 heard.seats=2", desk.story))
    assert desk.beat == "folded_in"
    state = desk.play.state  # type: ignore[union-attr]
    assert state.moods[:2] == (9, 1)
    assert state.heard[desk.story.places.concerns["seats"]] == 2
    edit(bus, "Ten, eleven... shoot", "Ten, twelve... shoot")
    desk.reread()
    assert desk.beat == "folded_in"
    assert desk.play.state.moods[:2] == (9, 1)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "name a beat"),
        ("nowhere", "no beat “nowhere”"),
        ("aisle trust", "write it as trust=7"),
        ("aisle trust=much", "no number"),
        ("aisle trust=11", "from 0 to 10"),
        ("aisle luck=3", "no “luck”"),
        ("aisle visit=monday", "no visit “monday”"),
    ],
)
def test_a_place_to_begin_that_cannot_be_read_says_why(bus: Path, written: str, said: str) -> None:
    desk = Desk(bus)
    with pytest.raises(NoOrigin, match=said):
        read_origin(written, desk.story)  # type: ignore[arg-type]


def test_the_lines_of_a_beat_are_its_own(bus: Path) -> None:
    desk = Desk(bus)
    for beat in desk.scenario.beats:  # type: ignore[union-attr]
        lines = desk.lines_of(beat)
        assert desk.loaded.lines[lines[0] - 1].strip().startswith(f"{beat}:")
        assert not any(line.startswith("walks:") for line in (desk.loaded.lines[number - 1] for number in lines))
    option = desk.line_of("aisle", "is_it_true")
    assert "is_it_true" in desk.loaded.lines[option - 1]


def test_an_editor_is_opened_at_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a file.yaml"
    assert editor_command(file, 7, {"EDITOR": "nano -w"}) == ["nano", "-w", "+7", str(file)]
    assert editor_command(file, 7, {"VISUAL": "code --wait", "EDITOR": "vi"}) == [
        "code", "--wait", "--goto", f"{file}:7",
    ]  # fmt: skip
    assert editor_command(file, 7, {"EDITOR": "hx"}) == ["hx", f"{file}:7"]
    assert editor_command(file, 7, {}) is None
    assert editor_command(file, 7, {"EDITOR": "'"}) is None


def test_an_added_scenario_stands_in_the_library(bus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "own"))
    before = {entry.id for entry in catalogue()}
    edit(bus, "id: bus_thirty_one", "id: bus_of_mine")
    copy = add_to_library(bus)
    assert {entry.id for entry in catalogue()} == {*before, "bus_of_mine"}
    assert find("bus_of_mine") == copy
    with pytest.raises(NotAdded):
        add_to_library(bus)
    edit(bus, "Ten, eleven... shoot", "Ten, twelve... shoot")
    assert add_to_library(bus, replace=True) == copy
    assert "Ten, twelve" in copy.read_text("utf-8")
    assert [draft.path for draft in drafts(bus.parent)][:2] == [bus, copy]
    edit(bus, "move: pitch", "moove: pitch")
    with pytest.raises(NotAdded, match="errors"):
        add_to_library(bus, replace=True)
    assert "Ten, twelve" in copy.read_text("utf-8")
