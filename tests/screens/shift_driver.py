"""Plays a shift on the screens: by the names of stops, options and records, as a walk names them."""

from pathlib import Path

from screens_driver import on, press, shows, until
from textual.pilot import Pilot

from trainer.screens.widgets.choices import Choices

STREET = Path(__file__).parents[1] / "scenes" / "elm_street.yaml"
"""A small shift: five doors, one of them where nobody answers."""

HOUSE = STREET.with_name("elm_house.yaml")
"""The scenario that meets three of its people again."""

BRISK = (
    "elm_2", "ruth_ask", "ruth_plan", "ruth_go", "record=canvassed:1:plan", "elm_4", "record=not_home", "elm_6",
    "otis_ask", "otis_great", "record=canvassed:1", "pass", "elm_10", "kemp_thanks", "record=canvassed:5",
)  # fmt: skip
"""A round that passes one door by and takes a polite yes for a strong one."""


def play_of(pilot: Pilot[int]):
    """The play as it stands."""
    return pilot.app.sitting.play  # type: ignore[attr-defined]


async def walk_on(pilot: Pilot[int], *choices: str) -> None:
    """Make these choices, each with the keys that a person would press."""
    for choice in choices:
        before = len(play_of(pilot).choices)
        if choice.startswith("record="):
            await write(pilot, choice)
        elif choice == "pass" or choice.startswith("elm_"):
            await on(pilot, "StreetScreen")
            await press(pilot, "2" if choice == "pass" else "1")
        else:
            await say(pilot, choice)
        await until(pilot, lambda made=before: len(play_of(pilot).choices) == made + 1, lambda missed=choice: missed)


async def say(pilot: Pilot[int], option: str) -> None:
    """Press the number of an option."""
    await on(pilot, "DoorstepScreen")
    shown = [offered.id for offered in play_of(pilot).shown()]
    await until(pilot, lambda: [line.id for line in pilot.app.screen.query_one("#options", Choices).lines] == shown)
    await press(pilot, str(shown.index(option) + 1))


async def write(pilot: Pilot[int], record: str) -> None:
    """Write a record down; where a talk has just ended, go on from it first."""
    code, *rest = record.removeprefix("record=").split(":")
    if type(pilot.app.screen).__name__ == "DoorstepScreen":
        await shows(pilot, "The talk is over")
        await press(pilot, "enter")
    await on(pilot, "RecordScreen")
    await shows(pilot, "What do you write down?")
    offered = [line.id for line in pilot.app.screen.query_one("#codes", Choices).lines]
    await press(pilot, str((offered.index(code) + 1) % 10))
    if code == "canvassed":
        await shows(pilot, "Where do they stand?")
        await press(pilot, rest[0])
        await shows(pilot, "Is there a plan")
        await press(pilot, "1" if rest[1:] else "2")


async def judge(pilot: Pilot[int], *bands: str) -> None:
    """From the end of the shift to the debrief, with these bands."""
    await on(pilot, "BetweenScreen")
    await press(pilot, "enter")
    await on(pilot, "RateScreen")
    await press(pilot, *bands, "enter")
    await on(pilot, "DebriefScreen")
