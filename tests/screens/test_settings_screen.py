"""Settings on screen and in plain mode: shown, changed, kept, and honoured at the next start."""

import io
from pathlib import Path

import pytest
from screens_driver import LAUNDRY, SIZES, on, playing, press, settled, shows, until
from syrupy.assertion import SnapshotAssertion

from trainer.plain.game import play_plain
from trainer.records.settings import Settings, open_settings
from trainer.screens.themes import NO_COLOUR, THEME_NAMES

NOTHING: dict[str, str] = {}


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


async def test_the_keys_are_kept_and_the_next_start_has_them(tmp_path: Path) -> None:
    async with playing(settings=open_settings(tmp_path, environment=NOTHING)) as pilot:
        await press(pilot, "t", "f2", "m")
        await shows(pilot, "Test mode")
    kept = open_settings(tmp_path, environment=NOTHING)
    assert kept.now == Settings(THEME_NAMES[1], "at once", "test")
    async with playing(settings=kept) as pilot:
        await shows(pilot, "Test mode")
        assert pilot.app.theme == THEME_NAMES[1]
        await press(pilot, "enter", "1")
        await shows(pilot, "What do you say?", "11 minutes left")


async def test_every_setting_is_shown_and_changed_by_its_number(tmp_path: Path) -> None:
    setup = open_settings(tmp_path, environment=NOTHING)
    async with playing(settings=setup, size=(80, 30)) as pilot:
        await press(pilot, "f4")
        await shows(pilot, "Settings", "Colours: dark", "Pace: as spoken", "Practice", "the system's", "Slow link: no")
        await shows(pilot, str(tmp_path)[:30])
        await press(pilot, "1", "2", "3", "4", "5")
        await shows(pilot, "Colours: light", "Test", "Language: English", "Slow link: yes", "because the link is slow")
        await press(pilot, "escape")
        await shows(pilot, "Test mode")
    assert open_settings(tmp_path, environment=NOTHING).now == Settings("light", "at once", "test", "en", True)


async def test_the_palette_leads_there_and_a_talk_goes_on_after_it() -> None:
    async with playing() as pilot:
        await press(pilot, "enter", "1", "ctrl+p", *"settings")
        await shows(pilot, "Change colours, pace")
        await press(pilot, "enter")
        await shows(pilot, "Coaching of the next play")
        await press(pilot, "3", "4", "escape")
        await on(pilot, "TalkScreen")
        await shows(pilot, "What do you say?", "YOU", "11 minutes left")
        assert pilot.app.sitting.course.mode == "practice", "a play that runs keeps its mode"  # type: ignore[attr-defined]
        await press(pilot, "2")
        await until(pilot, lambda: len(pilot.app.sitting.play.choices) == 2)  # type: ignore[attr-defined]


async def test_another_language_sets_home_and_library_anew() -> None:
    async with playing(None) as pilot:
        await press(pilot, "2")
        await on(pilot, "LibraryScreen")
        before = pilot.app.screen
        await press(pilot, "f4", "4", "escape")
        await until(pilot, lambda: pilot.app.screen is not before and type(pilot.app.screen) is type(before))
        await shows(pilot, "by setting")
        await press(pilot, "escape")
        await on(pilot, "HomeScreen")
        await shows(pilot, "Practice mode")
        await press(pilot, "2")
        await on(pilot, "LibraryScreen")


async def test_what_the_environment_rules_is_said(tmp_path: Path) -> None:
    setup = open_settings(tmp_path, environment={"SECOND_KNOCK_THEME": "light"})
    async with playing(settings=setup) as pilot:
        assert pilot.app.theme == "light"
        await press(pilot, "f4")
        await shows(pilot, "At this start it came from SECOND_KNOCK_THEME.")


async def test_no_colour_counts_before_what_was_kept_and_unknown_colours_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_settings(tmp_path, environment=NOTHING).change(theme="light")
    monkeypatch.setenv("NO_COLOR", "1")
    async with playing(settings=open_settings(tmp_path, environment=NOTHING)) as pilot:
        assert pilot.app.theme == NO_COLOUR
    monkeypatch.delenv("NO_COLOR")
    setup = open_settings(tmp_path, environment={"SECOND_KNOCK_THEME": "mauve"})
    async with playing(settings=setup, notices=True) as pilot:
        await shows(pilot, "no colours called “mauve”", "high-contrast")
        assert pilot.app.theme == THEME_NAMES[0]


async def test_a_damaged_file_and_one_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    (tmp_path / "second-knock-settings.json").write_text("{", encoding="utf-8")
    async with playing(settings=open_settings(tmp_path, environment=NOTHING), notices=True) as pilot:
        await shows(pilot, "cannot all be read")
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    setup = open_settings(in_the_way, environment=NOTHING)
    setup.news()
    async with playing(settings=setup, notices=True) as pilot:
        await press(pilot, "t")
        await shows(pilot, "Your settings cannot be kept")


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_the_sheet_looks(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with playing(size=size) as pilot:
        await press(pilot, "f4")
        await shows(pilot, "Slow link")
        assert await settled(pilot) == snapshot


def plainly(folder: Path, *typed: str) -> str:
    """What plain mode prints for these lines, with the settings of a folder."""
    stdout = io.StringIO()
    stdin = io.StringIO("".join(f"{line}\n" for line in typed))
    play_plain(LAUNDRY if typed[:1] != ("settings",) else None, stdin=stdin, stdout=stdout, seed=3,
               settings=open_settings(folder, environment=NOTHING))  # fmt: skip
    return stdout.getvalue()


def test_plain_mode_honours_and_changes_them(tmp_path: Path) -> None:
    open_settings(tmp_path, environment=NOTHING).change(mode="learn")
    assert "You play in learn mode" in plainly(tmp_path, "quit")
    told = plainly(tmp_path, "settings", "test", "en", "", "quit")
    assert "You play in test mode" in told and "the language en" in told and str(tmp_path) in told
    assert open_settings(tmp_path, environment=NOTHING).now[2:4] == ("test", "en")
    plainly(tmp_path, "practice", "quit")
    assert open_settings(tmp_path, environment=NOTHING).now.mode == "practice"
