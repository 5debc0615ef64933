"""The screens of a shift as text at three sizes: look at a change before it is accepted."""

import pytest
from screens_driver import SIZES, on, playing, press, settled, shows
from shift_driver import BRISK, STREET, walk_on
from syrupy.assertion import SnapshotAssertion


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_a_shift_from_brief_to_debrief(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with playing(STREET, size=size) as pilot:

        async def same(name: str) -> None:
            assert await settled(pilot) == snapshot(name=name)

        await same("brief")
        await press(pilot, "enter")
        await on(pilot, "StreetScreen")
        await shows(pilot, "Door 1 of 5")
        await same("street")
        await walk_on(pilot, "elm_2", "ruth_ask")
        await shows(pilot, "I go every year.")
        await same("talk")
        await press(pilot, "s")
        await shows(pilot, "The script")
        await same("script")
        await press(pilot, "escape")
        await walk_on(pilot, "ruth_plan", "ruth_go")
        await shows(pilot, "The talk is over.")
        await same("talk over")
        await press(pilot, "enter")
        await on(pilot, "RecordScreen")
        await shows(pilot, "What do you write down?")
        await same("code")
        await press(pilot, "1")
        await shows(pilot, "Where do they stand?")
        await same("support")
        await press(pilot, "1")
        await shows(pilot, "Is there a plan")
        await same("plan")
        await press(pilot, "1")
        await walk_on(pilot, "elm_4")
        await on(pilot, "RecordScreen")
        await shows(pilot, "Nobody answers.")
        await same("nobody")
        await walk_on(pilot, *BRISK[6:12])
        await shows(pilot, "Door 5 of 5")
        await same("street later")
        await walk_on(pilot, *BRISK[12:])
        await shows(pilot, "Next: your own judgement")
        await same("over")
        await press(pilot, "enter")
        await shows(pilot, "How did it go?")
        await same("rate")
        await press(pilot, *"3322", "enter")
        await shows(pilot, "1 of 8")
        await same("debrief 1")
        await press(pilot, "3")
        await shows(pilot, "3 of 8")
        await same("debrief 3")
