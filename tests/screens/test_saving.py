"""Saving a debrief, both lives and a picture: as what is wanted, never over another file, and always said."""

import json
from pathlib import Path

import pytest
from screens_driver import SIZES, gone, play_on, playing, press, settled, shows, until
from syrupy.assertion import SnapshotAssertion


@pytest.fixture(autouse=True)
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of downloads that is empty."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    monkeypatch.setattr("platformdirs.user_downloads_path", lambda: folder)
    return folder


FORMS = {"1": ".txt", "2": ".md", "3": ".html", "4": ".json", "5": ".svg"}


async def test_every_form_is_written_under_a_name_of_its_own(downloads: Path) -> None:
    async with playing(notices=True) as pilot:
        await press(pilot, "enter", "n", *"xylophone", "enter")
        await play_on(pilot, "DebriefScreen")
        for key, ending in FORMS.items():
            for number in ("", "-2"):
                await press(pilot, "f8")
                await shows(pilot, "Text", "[ ] With the lines that you typed")
                await press(pilot, key)
                file = downloads / f"second-knock-laundry_nights{number}{ending}"
                await until(pilot, file.exists, lambda file=file: str(file))
        await shows(pilot, "Saved as")
        written = {file.name: file.read_text(encoding="utf-8") for file in downloads.iterdir()}
        assert len(written) == 10
        assert not any("xylophone" in text for text in written.values())
        assert "scorecard" in json.loads(written["second-knock-laundry_nights.json"])
        assert "Save it as" not in written["second-knock-laundry_nights.svg"], "the sheet is not in the picture"
        assert "Debrief:" in written["second-knock-laundry_nights.svg"].replace("&#160;", " ")


async def test_typed_lines_are_saved_only_where_they_are_ticked(downloads: Path) -> None:
    async with playing() as pilot:
        await press(pilot, "enter", "n", *"xylophone", "enter")
        await play_on(pilot, "DebriefScreen")
        await press(pilot, "f8")
        await shows(pilot, "[ ] With the lines that you typed")
        await press(pilot, "6")
        await shows(pilot, "[x] With the lines that you typed")
        await press(pilot, "2")
        file = downloads / "second-knock-laundry_nights.md"
        await until(pilot, file.exists)
        assert "xylophone" in file.read_text(encoding="utf-8")


async def test_without_typed_lines_there_is_no_tick_and_esc_saves_nothing(downloads: Path) -> None:
    async with playing() as pilot:
        await play_on(pilot, "DebriefScreen")
        await press(pilot, "f8")
        assert "[ ]" not in await shows(pilot, "Markdown", "It goes into")
        await press(pilot, "escape")
        await gone(pilot, "Save it as")
        assert not list(downloads.iterdir())


async def test_a_full_disk_and_a_folder_that_cannot_be_written_are_said(
    downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(notices=True) as pilot:
        await play_on(pilot, "DebriefScreen")
        (downloads / "second-knock-laundry_nights.txt").symlink_to("/dev/full")
        await press(pilot, "f8", "1")
        await until(pilot, (downloads / "second-knock-laundry_nights-2.txt").exists)

        def full(*_: object) -> None:
            from trainer.report.export import NotWritten

            raise NotWritten("notes.txt could not be written: No space left on device.")

        monkeypatch.setattr("trainer.screens.saving.write_new", full)
        await press(pilot, "f8", "1")
        await shows(pilot, "It could not be saved.", "No space left on device")


async def test_a_picture_of_any_screen(downloads: Path) -> None:
    async with playing() as pilot:
        await press(pilot, "enter", "f9")
        await until(pilot, (downloads / "second-knock.svg").exists)
        assert "Denise" in (downloads / "second-knock.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_the_sheet_looks(
    size: tuple[int, int], snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.screens.saving.place_to_save", lambda: Path("/mine/denise/Downloads"))
    async with playing(size=size) as pilot:
        await press(pilot, "enter", "n", *"abc", "enter")
        await play_on(pilot, "DebriefScreen")
        await press(pilot, "f8")
        await shows(pilot, "Markdown")
        assert await settled(pilot) == snapshot
