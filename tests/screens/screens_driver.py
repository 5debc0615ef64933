"""Drives the screens in tests: opens the app without a terminal, presses keys, and reads the screen as text."""

import asyncio
import html
import random
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot

from trainer.records.settings import Settings, Setup
from trainer.records.store import Records
from trainer.screens.app import SecondKnock

SCENES = Path(__file__).parent / "scenes"
LAUNDRY = SCENES / "laundry_nights.yaml"
"""The small scenario of the format's own page: it does not change when the library does."""

LIBRARY = Path(__file__).parents[2] / "scenarios" / "workplace"
SIZES = [(60, 18), (80, 24), (160, 45)]
CELL = 12.2
"""Width of a cell in Textual's pictures."""

TEXT = re.compile(r'<text [^>]*?x="([\d.]+)"[^>]*?-line-(\d+)\)">([^<]*)</text>', re.DOTALL)
"""A piece of text in them: where it begins, its line, and what it says."""


def set_to(*, at_once: bool = True, **settings: object) -> Setup:
    """Settings that are kept nowhere: these, and lines shown at once unless `at_once=False`."""
    return Setup(settings=Settings(pace="at once" if at_once else "spoken")._replace(**settings))  # type: ignore[arg-type]


@asynccontextmanager
async def playing(
    scenario: Path | None = LAUNDRY,
    *,
    size: tuple[int, int] = (80, 24),
    seed: int = 3,
    records: Records | None = None,
    settings: Setup | None = None,
    notices: bool = False,
    **set_so: object,
) -> AsyncIterator[Pilot[int]]:
    """The app with a scenario opened, lines shown at once unless `at_once=False`."""
    app = SecondKnock(scenario, seed=seed, records=records, settings=settings or set_to(**set_so))  # type: ignore[arg-type]
    async with app.run_test(size=size, notifications=notices) as pilot:
        await shows(pilot, "start" if scenario else "library")
        yield pilot


async def until(pilot: Pilot[int], holds: Callable[[], bool], what: Callable[[], str] = str) -> None:
    """Wait for something to be so. Fails with what is there instead."""
    for _ in range(500):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"this never came to be; there is:\n{what()}")


async def shows(pilot: Pilot[int], *words: str) -> str:
    """Wait until all these words stand on the screen, and return its text."""
    text = ""

    def there() -> bool:
        nonlocal text
        text = screen_text(pilot.app)
        flat = flattened(text)
        return all(flattened(part) in flat for part in words)

    await until(pilot, there, lambda: f"{text}\n\nwanted: {words}")
    return text


async def settled(pilot: Pilot[int]) -> str:
    """The screen's text once it has stopped changing."""
    seen: list[str] = []

    def still() -> bool:
        seen.append(screen_text(pilot.app))
        return len(seen) > 1 and seen[-1] == seen[-2]

    await pilot.pause()
    await pilot.pause()
    await until(pilot, still)
    return seen[-1]


async def gone(pilot: Pilot[int], words: str) -> None:
    """Wait until these words are not on the screen any more."""
    await until(
        pilot, lambda: flattened(words) not in flattened(screen_text(pilot.app)), lambda: screen_text(pilot.app)
    )


async def on(pilot: Pilot[int], screen: str) -> None:
    """Wait until a screen is on top."""
    await until(pilot, lambda: type(pilot.app.screen).__name__ == screen, lambda: type(pilot.app.screen).__name__)


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each when the one before was dealt with."""
    for key in keys:
        await pilot.press(key)
        await asyncio.sleep(0)


async def play_on(pilot: Pilot[int], until_screen: str, seed: int = 1) -> None:
    """Choose at random until a screen is on top."""
    chance = random.Random(seed)
    for _ in range(200):
        name = type(pilot.app.screen).__name__
        if name == until_screen:
            return
        if name == "TalkScreen":
            course = pilot.app.sitting.course  # type: ignore[attr-defined]
            offered = len(course.play.shown()) if course.stage == "talking" else 1
            await press(pilot, str(chance.randint(1, max(1, min(9, offered)))))
        elif name in ("RateScreen", "ForecastScreen"):
            await press(pilot, "3", "enter", "enter")
        else:
            await press(pilot, "enter")
    raise AssertionError(f"{until_screen} was never reached")


def flattened(text: str) -> str:
    """A text with every run of spaces and line ends as one space, and no frames."""
    return " ".join(re.sub(r"[│╭╮╰╯─━┃▌]", " ", text).split())


def screen_text(app: SecondKnock | object) -> str:
    """What stands on the screen, as lines of text. It is read from Textual's own picture of the screen."""
    picture = app.export_screenshot()  # type: ignore[union-attr,attr-defined]
    rows: dict[int, dict[int, str]] = {}
    for place, line, written in TEXT.findall(picture):
        column = last = round(float(place) / CELL)
        row = rows.setdefault(int(line), {})
        for character in html.unescape(written).replace("\xa0", " ").rstrip("\n"):
            if cell_len(character):
                row[column] = character
                last, column = column, column + cell_len(character)
            elif row:  # a joiner belongs to the letter before it
                row[last] += character
    height = max(rows, default=-1) + 1
    return "\n".join(_row(rows.get(place, {})) for place in range(height))


def _row(cells: dict[int, str]) -> str:
    line = ""
    for column in sorted(cells):
        line += " " * (column - cell_len(line)) + cells[column]
    return line.rstrip()
