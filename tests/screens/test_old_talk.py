"""A play whose scenario was edited since: its old talk is read with its speakers, and a fresh start is offered."""

import re
from pathlib import Path

import pytest
from screens_driver import LAUNDRY, SIZES, on, playing, press, settled, shows, until
from syrupy.assertion import SnapshotAssertion

from trainer.records.store import Records, open_records


async def left_and_edited(tmp_path: Path, records: Records) -> Path:
    """A scenario that was played for three lines and left, and whose lines have other names since."""
    scene = tmp_path / "laundry.yaml"
    scene.write_text(LAUNDRY.read_text(encoding="utf-8"), encoding="utf-8")
    async with playing(scene, records=records) as pilot:
        await press(pilot, "enter")
        for option in ("ask_wrist", "again", "grandson"):
            await shows(pilot, "What do you say?")
            shown = [offered.id for offered in pilot.app.sitting.play.shown()]  # type: ignore[attr-defined]
            await press(pilot, str(shown.index(option) + 1))
        await until(pilot, lambda: len(pilot.app.sitting.play.choices) == 3)  # type: ignore[attr-defined]
        pilot.app.put_away()  # type: ignore[attr-defined]
    text = scene.read_text(encoding="utf-8")
    scene.write_text(re.sub(r"\bask_wrist\b", "ask_hand", text), encoding="utf-8")
    return scene


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_the_old_talk_is_read_and_begun_afresh(
    size: tuple[int, int], tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    with open_records(tmp_path / "records") as records:
        scene = await left_and_edited(tmp_path, records)
        async with playing(None, size=size, records=records) as pilot:
            pilot.app.open(scene)  # type: ignore[attr-defined]
            await shows(pilot, "You stopped in the middle")
            await press(pilot, "1")
            await on(pilot, "OldTalkSheet")
            await shows(pilot, "Begin afresh", "Go back")
            text = re.sub(r"\d{4}-\d\d-\d\d", "DAY", await settled(pilot))
            assert text == snapshot
            seen = ""
            for _ in range(6):
                seen += await settled(pilot)
                await press(pilot, "pagedown")
            assert "DENISE" in seen and "YOU" in seen
            await press(pilot, "1")
            await on(pilot, "BriefScreen")
            assert not records.unfinished(), "what cannot be gone on with is offered no more"
            assert len(records.plays()) == 1, "and it stays in the list"


async def test_a_play_that_another_window_has_open_is_gone_on_with_from_a_copy(tmp_path: Path) -> None:
    with open_records(tmp_path / "records") as first, open_records(tmp_path / "records") as second:
        async with playing(records=first) as there:
            await press(there, "enter", "1")
            await shows(there, "YOU")
            kept = there.app.sitting  # type: ignore[attr-defined]
            async with playing(None, records=second) as here:
                here.app.open(LAUNDRY)  # type: ignore[attr-defined]
                await shows(here, "You stopped in the middle")
                await press(here, "1")
                await shows(here, "open in another window", "Play on from a copy", "Go back")
                await press(here, "1")
                await on(here, "TalkScreen")
                await press(here, "1")
                await until(here, lambda: len(here.app.sitting.play.choices) == 2)  # type: ignore[attr-defined]
                copy = here.app.sitting  # type: ignore[attr-defined]
        assert copy.play_id != kept.play_id
        assert [choice.choice for choice in second.choices(kept.play_id)] == list(kept.play.choices)
        assert [choice.choice for choice in second.choices(copy.play_id)] == list(copy.play.choices)
