"""What is promised of two scenarios that meet the same people: each leads to the other, and both lives can be seen."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from screens_driver import SIZES, flattened, on, play_on, playing, press, screen_text, settled, shows, until
from shift_driver import BRISK, STREET, judge, walk_on
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from trainer.records.store import Records, open_records
from trainer.scenario import library
from trainer.screens.page import Page


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    """A store, and a library that holds the pair and nothing else."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for screen in ("debrief", "home", "library"):
        monkeypatch.setattr(f"trainer.screens.{screen}.catalogue", partial(library.catalogue, STREET.parent))
    monkeypatch.setattr("trainer.practice.contrast.contrast_of", partial(library.contrast_of, folder=STREET.parent))
    with open_records(tmp_path / "records") as kept:
        yield kept


@asynccontextmanager
async def at_the_debrief(records: Records, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """The debrief of the shift."""
    async with playing(STREET, records=records, size=size) as pilot:
        await press(pilot, "enter")
        await walk_on(pilot, *BRISK)
        await judge(pilot, *"3333")
        await shows(pilot, "1 of 8")
        yield pilot


async def meet_them_again(pilot: Pilot[int]) -> None:
    """From the debrief of the shift, play the visits to their debrief."""
    await press(pilot, "o")
    await shows(pilot, "The stairs of Elm House", "Enter start")
    await press(pilot, "enter")
    await on(pilot, "TalkScreen")
    await play_on(pilot, "DebriefScreen", seed=4)


async def test_each_leads_to_the_other_and_then_both_lives_are_there(records: Records) -> None:
    async with at_the_debrief(records) as pilot:
        assert "both lives" not in await shows(pilot, "o the other way")
        await press(pilot, "7")
        await shows(pilot, "Meet the same people the other way: The stairs of Elm House.")
        await press(pilot, "b")
        await on(pilot, "DebriefScreen")
        await meet_them_again(pilot)
        await shows(pilot, "b both lives")
        await press(pilot, "b")
        await on(pilot, "PairScreen")
        await shows(pilot, "Two lives of one afternoon", "An hour on Elm", "At the doors: you met")
        await press(pilot, "escape")
        await on(pilot, "DebriefScreen")


async def test_closing_the_debrief_offers_it(records: Records) -> None:
    async with at_the_debrief(records) as pilot:
        await press(pilot, "x")
        await shows(pilot, "Before you go", "Meet the same people the other way: The stairs of Elm House")
        await press(pilot, "2")
        await on(pilot, "HomeScreen")
    async with at_the_debrief(records) as pilot:
        await press(pilot, "x")
        await shows(pilot, "Before you go")
        await press(pilot, "1")
        await shows(pilot, "The stairs of Elm House", "Enter start")


async def test_a_scenario_without_a_pair_offers_nothing() -> None:
    async with playing() as pilot:
        await play_on(pilot, "DebriefScreen")
        for action in ("other_way", "both_lives"):
            page = pilot.app.screen
            assert isinstance(page, Page) and not page.can(action)
        assert "the other way" not in screen_text(pilot.app)


async def test_both_lives_tell_what_was_said_and_what_was_so(
    records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path))
    async with at_the_debrief(records, (160, 45)) as pilot:
        await meet_them_again(pilot)
        await press(pilot, "b")
        await on(pilot, "PairScreen")
        seen = ""
        for _ in range(8):
            seen += flattened(await settled(pilot))
            await press(pilot, "pagedown")
        for words in ("✗ did not come", "The yes was manners", "What it means for the vote",
                      "Which job each does best", "Nickerson and Rogers 2010", "Ray Valentine"):  # fmt: skip
            assert words in seen, words
        await press(pilot, "f8")
        await shows(pilot, "Save it as")
        await press(pilot, "1")
        await until(pilot, lambda: any(tmp_path.rglob("second-knock-both-lives*.txt")))
        file = next(tmp_path.rglob("second-knock-both-lives*.txt"))
        await until(pilot, lambda: "Otis Bray" in file.read_text(encoding="utf-8"))


async def test_the_library_shows_the_pair_as_one(records: Records) -> None:
    async with playing(None, records=records) as pilot:
        await press(pilot, "2")
        await shows(
            pilot, "An hour on Elm", "the same people: The stairs of Elm House", "the same people: An hour on Elm"
        )


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_both_lives_look(size: tuple[int, int], records: Records, snapshot: SnapshotAssertion) -> None:
    async with at_the_debrief(records, size) as pilot:
        await press(pilot, "7")
        await shows(pilot, "7 of 8")
        assert await settled(pilot) == snapshot(name="offered")
        await meet_them_again(pilot)
        await press(pilot, "b")
        await on(pilot, "PairScreen")
        for page in range(3):
            assert await settled(pilot) == snapshot(name=f"lives {page + 1}")
            await press(pilot, "pagedown")
        await press(pilot, "end")
        assert await settled(pilot) == snapshot(name="lives end")
        await press(pilot, "escape", "x")
        await shows(pilot, "Before you go")
        assert await settled(pilot) == snapshot(name="before you go")
