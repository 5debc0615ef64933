"""What is promised of what was played: it stands in the library, leads to what comes next, and is shown over time."""

import shutil
from functools import partial
from pathlib import Path

import pytest
from screens_driver import LAUNDRY, LIBRARY, SIZES, flattened, on, play_on, playing, press, screen_text, settled, shows
from syrupy.assertion import SnapshotAssertion

from trainer.records.progress import Progress, progress_of
from trainer.records.shapes import FinishedPlay
from trainer.records.store import Unsaved, open_records
from trainer.scenario import library
from trainer.screens.actions import EVERYWHERE, actions_of

LISTENING = (41, 48, 55, 52, 66, 74)


def finished(number: int, **other: object) -> FinishedPlay:
    """A finished play of the laundry, a day after the one before."""
    values: dict[str, object] = {
        "id": f"play{number}",
        "scenario": "laundry_nights",
        "title": "Nights in the laundry",
        "mode": "practice",
        "at": f"2026-03-{number + 1:02}T10:00:00+00:00",
        "overall": LISTENING[number],
        "band": "fair" if LISTENING[number] >= 60 else "not yet",
        "skills": {"listening": float(LISTENING[number]), "objections": None, "action": 20.0 + 10 * number},
        "habits": (),
        "ratings": (("denise", 2, 4), ("denise", 3, 3)),
        "forecasts": (("letter.denise", 0.9, number % 3 == 0),),
    }
    return FinishedPlay(**(values | other))  # type: ignore[arg-type]


PLAYS = (
    finished(0, habits=("pitch_first", "soft_yes")),
    finished(1, habits=("soft_yes",)),
    finished(2),
    finished(3),
    finished(4),
    finished(5, habits=("pitch_first",)),
)
"""One habit came back after four plays, one stayed away."""


class Told(Unsaved):
    """Records that tell of these plays."""

    def __init__(self, *plays: FinishedPlay) -> None:
        super().__init__("")
        self.plays_told = plays

    def progress(self) -> Progress:
        return progress_of(self.plays_told)


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of two scenarios that does not change."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "scenarios"
    folder.mkdir()
    shutil.copy(LAUNDRY, folder)
    shutil.copy(LIBRARY / "bus_thirty_one.yaml", folder)
    for screen in ("debrief", "home", "library"):
        monkeypatch.setattr(f"trainer.screens.{screen}.catalogue", partial(library.catalogue, folder))


async def test_before_a_first_play_there_is_no_progress_to_look_at() -> None:
    async with playing(None) as pilot:
        text = await shows(pilot, "Start with")
        assert "how you are doing" not in text and "progress" not in text
        await press(pilot, "p")
        await on(pilot, "HomeScreen")
        await press(pilot, "2")
        await on(pilot, "LibraryScreen")
        text = await shows(pilot, "by setting")
        assert "Next:" not in text and "played" not in text


async def test_a_finished_play_is_known_at_home_and_in_the_library(tmp_path: Path) -> None:
    with open_records(tmp_path / "records") as records:
        async with playing(LAUNDRY, records=records) as pilot:
            await play_on(pilot, "DebriefScreen")
            await press(pilot, "x")
            await on(pilot, "HomeScreen")
            await shows(
                pilot,
                "Play Bus 31 next",
                "You have not faced an objection yet",
                "See how you are doing",
                "1 play finished",
            )
            await press(pilot, "2")
            await shows(pilot, "played once, at best not yet (", "Next: Bus 31. You have not faced an objection yet")
            await shows(pilot, "Why play it now")
            await press(pilot, "p")
            await on(pilot, "ProgressScreen")
            await shows(pilot, "1 play finished", "Your skills, play by play", "Listening")


async def test_skills_judgement_and_habits_are_told_with_their_numbers() -> None:
    async with playing(None, records=Told(*PLAYS), size=(80, 60)) as pilot:
        await press(pilot, "p")
        await on(pilot, "ProgressScreen")
        text = flattened(await shows(pilot, "6 plays finished"))
        for words in (
            "Now 64 of 100, the mean of the last 3 plays; 16 above those before.",
            "You rated 12 people: 6 exactly right, on average 1 off",
            "You tend to take people to be readier than they are.",
            "90 percent on average.",
            "Of these 33 percent came.",
            "You are surer than you can be.",
            "Where you said 80 to 100 percent, 2 of 6 came.",
            "Came back after it had been gone.",
            "Gone: not in your last 4 plays.",
        ):
            assert words in text, words
        assert "Facing objections" not in text, "what was never exercised has no plot"


async def test_the_plays_behind_a_plot_are_a_key_away() -> None:
    async with playing(None, records=Told(*PLAYS)) as pilot:
        await press(pilot, "p")
        await on(pilot, "ProgressScreen")
        await shows(pilot, "Your skills")
        assert "1 March 2026" not in screen_text(pilot.app)
        await press(pilot, "e")
        await shows(pilot, "Nights in the laundry: 41, on 1 March 2026", "Nights in the laundry: 74, on 6 March 2026")
        await press(pilot, "escape")
        await on(pilot, "HomeScreen")


async def test_few_judgements_are_called_few() -> None:
    async with playing(None, records=Told(PLAYS[0]), size=(80, 60)) as pilot:
        await press(pilot, "p")
        await shows(pilot, "That is too few to say which way you lean.", "Now 41 of 100.")


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_the_look(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with playing(None, records=Told(*PLAYS), size=size) as pilot:
        await shows(pilot, "See how you are doing")
        assert await settled(pilot) == snapshot(name="home")
        await press(pilot, "2")
        await shows(pilot, "Next: Bus 31")
        assert await settled(pilot) == snapshot(name="library")
        await press(pilot, "p")
        await shows(pilot, "6 plays finished")
        assert await settled(pilot) == snapshot(name="progress")
        await press(pilot, "end")
        assert await settled(pilot) == snapshot(name="progress end")


def test_no_key_means_two_things_on_the_new_pages() -> None:
    for scopes in (("progress", "reading", "rows"), ("pair", "reading", "rows"), ("debrief", "pair", "rows")):
        taken: dict[str, str] = {}
        for action in actions_of((*scopes, EVERYWHERE)):
            for key in action.keys:
                assert key not in taken, (scopes, key, taken.get(key), action.id)
                taken[key] = action.id
