"""The bench: a file beside a play of it that follows what is saved, findings, map, numbers and items."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from screens_driver import SIZES, press, set_to, settled, shows
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input

from trainer.bench.desk import Desk
from trainer.check.run import check_file
from trainer.screens.app import SecondKnock

SCENE = Path(__file__).parent / "scenes" / "laundry_nights.yaml"


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of one's own, in a folder with a short name."""
    monkeypatch.chdir(tmp_path)
    text = SCENE.read_text("utf-8").replace(
        "walks:", "allow: {S205: it shows the format and teaches nobody}\nwalks:", 1
    )
    Path("laundry.yaml").write_text(text, encoding="utf-8")
    return Path("laundry.yaml")


@asynccontextmanager
async def bench(file: Path, size: tuple[int, int] = (140, 40)) -> AsyncIterator[Pilot[int]]:
    """The bench with a file on it."""
    app = SecondKnock(settings=set_to(), desk=Desk(file))
    async with app.run_test(size=size, notifications=True) as pilot:
        yield pilot


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


async def test_what_is_saved_is_seen_and_the_play_stays(scene: Path) -> None:
    async with bench(scene) as pilot:
        await shows(pilot, "Nights in the laundry", "You're holding that wrist", "opens wrist.1")
        await press(pilot, "1")
        await shows(pilot, "The folder. Same motion", "You're easy to talk to")
        edit(scene, "You're easy to talk to.", "You're good at this.")
        await shows(pilot, "You're good at this.", "The folder. Same motion")
        edit(scene, "move: deep_reflection", "mvoe: deep_reflection")
        await shows(pilot, "E003", "mvoe", "The file has errors")
        edit(scene, "mvoe: deep_reflection", "move: deep_reflection")
        text = await shows(pilot, "all well")
        assert "The file has errors" not in text
        assert "You're good at this." in text


async def test_the_first_line_of_the_play_is_the_files(scene: Path) -> None:
    async with bench(scene, (80, 24)) as pilot:
        await shows(pilot, "Held us over again.")
        edit(scene, "says: Held us over again.", "says: They held us again, over the count.")
        assert "Held us over" not in await shows(pilot, "They held us again, over the count.")
        await press(pilot, "right", "right")
        await shows(pilot, "The 2 a.m. break")
        await press(pilot, *["down"] * 6, "p")
        await shows(pilot, "[Preview]", "You came back.", "I said I would.")


async def test_of_a_file_with_errors_no_play_is_said_to_be_looked_at(scene: Path) -> None:
    async with bench(scene, (80, 24)) as pilot:
        edit(scene, "move: deep_reflection", "mvoe: deep_reflection")
        await shows(pilot, "E003")
        assert "ooking at every play" not in await shows(pilot, "mvoe", "1 finding")


async def test_exact_findings_follow_and_say_how_many_plays(scene: Path) -> None:
    async with bench(scene) as pilot:
        await shows(pilot, "all well", "plays")
        edit(scene, "{id: leave, say: See you out there.", "{id: leave, if: trust >= 10, say: See you out there.")
        await shows(pilot, "W102", "trust")
        await press(pilot, "right")
        await shows(pilot, "W102")
        await press(pilot, "enter")
        await shows(pilot, "See you out there", "mend")


async def test_an_option_that_is_not_offered_takes_one_to_a_play_in_which_it_is(scene: Path) -> None:
    edit(scene, "{id: leave, say: See you out there.", "{id: leave, if: heard.wrist >= 3, say: See you out there.")
    async with bench(scene) as pilot:
        await press(pilot, "1")
        await shows(pilot, "leave: only if heard.wrist >= 3")
        await press(pilot, "4")
        await shows(pilot, "shortest play", "See you out there.", "He asks me to.")


async def test_undo_afresh_and_begin_at_a_beat(scene: Path) -> None:
    async with bench(scene) as pilot:
        await press(pilot, "1")
        await shows(pilot, "The folder. Same motion")
        await press(pilot, "u")
        await shows(pilot, "You're holding that wrist. What happened?")
        await press(pilot, "b")
        await shows(pilot, "A beat, then moods")
        for key in " trust=99":
            await press(pilot, {" ": "space", "=": "equals_sign"}.get(key, key))
        await press(pilot, "enter")
        await shows(pilot, "trust goes from 0 to 10")
        await press(pilot, "backspace", "enter")
        await shows(pilot, "What happened?", "Nights in the laundry")


async def test_the_map_names_neighbours_and_plays_from_a_beat(scene: Path) -> None:
    async with bench(scene) as pilot:
        await press(pilot, "right", "right")
        await shows(pilot, "The 2 a.m. break", "folder", "→ agreed, sure, scared, end")
        await press(pilot, "down", "enter")
        await shows(pilot, "from", "wrist", "ask_letter")
        await press(pilot, "p")
        await shows(pilot, "[Preview]", "Again.", "See you out there.")


async def test_an_opened_beat_stays_open_and_marked_while_the_file_changes(scene: Path) -> None:
    async with bench(scene, (80, 24)) as pilot:
        await press(pilot, "right", "right", "down", "enter")
        await shows(pilot, "›−     folder", "You're easy to talk to.")
        edit(scene, "You're easy to talk to.", "You're good at this.")
        edit(scene, "{id: again, say: Again.", "{id: again, say: Again?")
        await shows(pilot, "folder", "You're good at this.", "Again?")
        edit(scene, "        then: folder\n        why: One", "        then: before\n        why: One")
        edit(
            scene,
            "  folder:\n",
            "  before: {says: Hm., options: [{id: hm, say: Hm., move: reflection, then: folder}]}\n  folder:\n",
        )
        await shows(pilot, "before", "›−     folder", "You're good at this.")


async def test_the_editor_is_asked_for_where_none_is_set(scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with bench(scene) as pilot:
        await press(pilot, "e")
        await shows(pilot, "Set EDITOR")


async def test_a_broken_file_can_be_put_on_the_bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("broken.yaml")
    file.write_text("format: 1\nbeats: [\n", encoding="utf-8")
    async with bench(file) as pilot:
        await shows(pilot, "broken.yaml", "E001")
        for _ in range(5):
            await press(pilot, "right")
        await shows(pilot, "E001")
        shutil.copy(SCENE, file)
        await shows(pilot, "Nights in the laundry", "You're holding that wrist")


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_where_two_panes_do_not_fit_there_is_one(scene: Path, size: tuple[int, int]) -> None:
    async with bench(scene, size) as pilot:
        text = await shows(pilot, "Held us over again", "1 minute")
        assert "narration:" not in text
        await press(pilot, "tab")
        text = await shows(pilot, "narration:")
        assert "1 minute" not in text


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (140, 40)])
async def test_a_file_that_was_never_right_shows_its_slip_and_the_mend(scene: Path, size: tuple[int, int]) -> None:
    edit(scene, "        move: pitch", "        move:pitch")
    async with bench(scene, size) as pilot:
        await shows(pilot, "E001", "move:pitch", "a space is missing", "mend: write move:")


async def test_on_a_wide_screen_the_marked_beat_and_finding_stand_beside(scene: Path) -> None:
    async with bench(scene) as pilot:
        await press(pilot, "right", "right")
        await shows(pilot, "The 2 a.m. break", "Held us over again", "ask_wrist")
        await press(pilot, "down")
        await shows(pilot, "You're easy to talk to", "ask_letter")
        edit(scene, "        move: pitch", "        move: pich")
        await press(pilot, "left")
        await shows(pilot, "“pich” is no move", "did you mean pitch?")


async def test_the_door_from_home_leads_to_the_files(scene: Path) -> None:
    async with SecondKnock(settings=set_to()).run_test(size=(100, 30)) as pilot:
        text = await shows(pilot, "Write a scenario")
        (door,) = re.findall(r"(\d) +Write a scenario", text)
        await press(pilot, door)
        await shows(pilot, "In this folder", "laundry.yaml", "In the library")
        await press(pilot, "1")
        await shows(pilot, "[Preview]", "Nights in the laundry")


async def test_a_scenario_is_begun_with_four_questions_in_the_game(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = SecondKnock(settings=set_to())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        text = await shows(pilot, "Write a scenario")
        (door,) = re.findall(r"(\d) +Write a scenario", text)
        await press(pilot, door)
        await shows(pilot, "In the library", "n begins a scenario")
        await press(pilot, "n")
        for asked, answer in (
            ("Question 1 of 4. Who is it?", "Rosa Lind, packer"),
            ("Question 2 of 4.", "the yard"),
            ("Question 3 of 4.", "they'd cut my hours"),
            ("Question 4 of 4.", "sign the letter"),
        ):
            await shows(pilot, asked, "as in:")
            await press(pilot, "enter")
            await shows(pilot, "That does not do")
            app.screen.query_one(Input).value = answer
            await press(pilot, "enter")
        await shows(pilot, "talk_with_rosa.yaml", "[Preview]", "ring of keys")
    assert {file.name for file in tmp_path.iterdir()} == {"talk_with_rosa.yaml", "second-knock.schema.json"}
    assert check_file(tmp_path / "talk_with_rosa.yaml").findings == ()


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_every_section_at_three_sizes(scene: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with bench(scene, size) as pilot:
        await shows(pilot, "all well", "plays", "Nothing found.")
        for section in ("preview", "findings", "map", "numbers", "items"):
            assert await settled(pilot) == snapshot(name=section)
            await press(pilot, "right")
        if size[0] < 112:
            await press(pilot, "tab")
            assert await settled(pilot) == snapshot(name="source")
