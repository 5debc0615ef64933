"""Makes the picture of a talk that the README shows, from the real screen: python docs/images/make_pictures.py"""

import asyncio
from pathlib import Path

from trainer.records.settings import Settings, Setup
from trainer.scenario.library import find
from trainer.screens.app import SecondKnock
from trainer.screens.picture import picture_of

HERE = Path(__file__).parent
SIZE = (100, 30)
SCENARIO = "bus_thirty_one"
LINES = ("ask_count", "heads_to_count")
"""What is said before the picture is taken: the count on the empty bus, and the names behind it."""


async def picture_of_talk() -> str:
    """The Talk screen after these lines, as SVG."""
    app = SecondKnock(find(SCENARIO), seed=1, settings=Setup(settings=Settings(pace="at once")))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        for line in LINES:
            assert app.sitting is not None
            offered = [option.id for option in app.sitting.play.shown()]
            await pilot.press(str(offered.index(line) + 1))
        await pilot.pause()
        return picture_of(app)


if __name__ == "__main__":
    (HERE / "talk.svg").write_text(asyncio.run(picture_of_talk()), encoding="utf-8")
