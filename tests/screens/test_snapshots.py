"""Every screen as text at three sizes. A change here is a change that people see: look at it before it is accepted."""

import shutil
from pathlib import Path

import pytest
from screens_driver import LAUNDRY, SIZES, on, play_on, playing, press, settled, shows
from syrupy.assertion import SnapshotAssertion

from trainer.scenario import library

sizes = pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of one scenario that does not change."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "scenarios"
    folder.mkdir()
    shutil.copy(LAUNDRY, folder)
    for screen in ("debrief", "home", "library"):
        monkeypatch.setattr(f"trainer.screens.{screen}.catalogue", lambda: library.catalogue(folder))


async def test_home_and_library(snapshot: SnapshotAssertion) -> None:
    for size in SIZES:
        async with playing(None, size=size) as pilot:
            await shows(pilot, "Practice mode")
            assert await settled(pilot) == snapshot(name=f"home {size}")
            await press(pilot, "2")
            await on(pilot, "LibraryScreen")
            await shows(pilot, "Nights in the laundry", "by setting")
            assert await settled(pilot) == snapshot(name=f"library {size}")


@sizes
async def test_a_play_from_brief_to_debrief(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with playing(size=size) as pilot:

        async def same(name: str) -> None:
            assert await settled(pilot) == snapshot(name=name)

        await same("brief")
        await press(pilot, "enter")
        await shows(pilot, "What do you say?")
        await same("talk opens")
        for option in ("ask_wrist", "again", "grandson", "ask_letter"):
            await say(pilot, option)
        await shows(pilot, "Friday. Before or after the count?", "What do you say?")
        await same("talk later")
        await say(pilot, "rehearse")
        await shows(pilot, "The visit is over.")
        await same("a visit over")
        await press(pilot, "enter")
        await shows(pilot, "Next:")
        await same("between")
        await play_on(pilot, "RateScreen")
        await shows(pilot, "How did it go?")
        await press(pilot, "3", "2")
        await shows(pilot, "[2 fair]")
        await same("rate")
        await press(pilot, "4", "3", "2", "2", "enter")
        await shows(pilot, "not said yet")
        await press(pilot, "7", "0")
        await shows(pilot, "70 of 100")
        await same("forecast")
        await press(pilot, "enter")
        for number in range(1, 9) if size == (80, 24) else range(1, 6):
            await press(pilot, str(number))
            await shows(pilot, f"{number} of 8")
            await same(f"debrief {number}")


@sizes
async def test_sheets(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with playing(size=size) as pilot:
        await press(pilot, "enter")
        await shows(pilot, "What do you say?")
        for key, words, name in (
            ("question_mark", "Every key here", "help"),
            ("w", "What you know", "known"),
            ("n", "None of these?", "none of these"),
            ("q", "Leave the program?", "leave"),
        ):
            await press(pilot, key)
            await shows(pilot, words)
            assert await settled(pilot) == snapshot(name=name)
            await press(pilot, "escape")
            await shows(pilot, "What do you say?")


async def say(pilot, option: str) -> None:
    """Press the number of an option."""
    await shows(pilot, "What do you say?")
    turns = len(pilot.app.sitting.play.turns)
    shown = [offered.id for offered in pilot.app.sitting.play.shown()]
    await press(pilot, str(shown.index(option) + 1))
    assert len(pilot.app.sitting.play.turns) == turns + 1
