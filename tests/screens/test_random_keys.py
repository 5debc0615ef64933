"""Keys at random, always the same ones: whatever somebody presses, the program goes on."""

import random
import time

import pytest
from screens_driver import LAUNDRY, LIBRARY

from trainer.screens.app import SecondKnock

KEYS = (
    *"1234567890", "enter", "enter", "space", "up", "down", "left", "right", "escape", "tab", "shift+tab", "pageup",
    "pagedown", "home", "end", "backspace", "delete", *"uunwmsepxthjkl", "slash", "question_mark", "ctrl+p", "q", "f2",
)  # fmt: skip
SECONDS = 3.0


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_keys(seed: int) -> None:
    chance = random.Random(seed)
    scenario = [LAUNDRY, LIBRARY / "bus_thirty_one.yaml"][seed % 2]
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        app = SecondKnock(scenario, seed=seed, at_once=bool(chance.getrandbits(1)))
        async with app.run_test(size=(chance.randint(30, 130), chance.randint(8, 50))) as pilot:
            while time.monotonic() < end and app.return_value is None:
                if chance.random() < 0.02:
                    await pilot.resize_terminal(chance.randint(30, 180), chance.randint(8, 60))
                await pilot.press(chance.choice(KEYS))
        assert app.return_value in (None, 0)
