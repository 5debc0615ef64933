"""Keys at random, always the same ones: as many as somebody presses in two minutes, and the program goes on.

After every few keys it has to stand on a screen of its own, with a play that can be played again from its choices.
"""

import random
from pathlib import Path

import pytest
from screens_driver import LAUNDRY, LIBRARY, set_to
from shift_driver import STREET

from trainer.conversation.play import Play
from trainer.screens.app import SecondKnock
from trainer.screens.page import Page, Sheet

KEYS = (
    *"1234567890", "enter", "enter", "space", "up", "down", "left", "right", "escape", "tab", "shift+tab", "pageup",
    "pagedown", "home", "end", "backspace", "delete", *"uunwmsepxtcobjkhl", "slash", "question_mark", "ctrl+p", "q",
    "f2", "f4", "f8",
)  # fmt: skip
RUNS = 8
KEYS_A_RUN = 60
"""Eight runs of sixty keys: somebody who presses four a second needs two minutes for them."""

LOOK = 6
"""Keys between two looks at what stands there."""


@pytest.fixture(autouse=True)
def nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved goes into a folder of the test's."""
    monkeypatch.setattr("platformdirs.user_downloads_path", lambda: tmp_path)


@pytest.mark.parametrize("seed", range(RUNS))
async def test_random_keys(seed: int) -> None:
    chance = random.Random(seed)
    scenario = (LAUNDRY, LIBRARY / "bus_thirty_one.yaml", STREET, None)[seed % 4]
    settings = set_to(at_once=seed % 3 > 0, mode=chance.choice(("learn", "practice", "test")))
    app = SecondKnock(scenario, seed=seed, settings=settings)
    async with app.run_test(size=(chance.randint(30, 130), chance.randint(8, 50))) as pilot:
        for number in range(KEYS_A_RUN):
            if app.return_value is not None:
                break
            if chance.random() < 0.03:
                await pilot.resize_terminal(chance.randint(30, 180), chance.randint(8, 60))
            await pilot.press(chance.choice(KEYS))
            if number % LOOK == 0 and app.return_value is None:
                look(app)
    assert app.return_value in (None, 0)


def look(app: SecondKnock) -> None:
    """What is so wherever one stands: a screen of ours, and a play that its choices bring back."""
    assert isinstance(app.screen, Page | Sheet) or type(app.screen).__name__ == "CommandPalette"
    if app.sitting is None:
        return
    course, play = app.sitting.course, app.sitting.play
    again = Play.resumed(app.sitting.story, play.seed, play.choices)
    assert again.turns == play.turns and again.state == play.state
    assert play.state.minutes_left >= 0 or play.ended or play.between
    assert app.sitting.open or course.stage in ("briefing", "debriefing", "done")
