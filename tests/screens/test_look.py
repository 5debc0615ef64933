"""Themes can be read, and the registry of actions is the one source of keys, footer, help and palette."""

import re
from pathlib import Path

import pytest
from screens_driver import on, playing, press, shows
from textual.color import Color

from trainer.screens.actions import ACTIONS, EVERYWHERE, actions_of, all_keys_shown
from trainer.screens.themes import NO_COLOUR, PALETTES, THEME_NAMES
from trainer.screens.widgets.footer import KeyLine

SCREENS = Path(__file__).parents[2] / "trainer" / "screens"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, 1 to 21."""
    lights = []
    for colour in (one, other):
        parts = [part / 255 for part in Color.parse(colour).rgb]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    low, high = sorted(lights)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", PALETTES)
def test_every_theme_can_be_read(name: str) -> None:
    palette = PALETTES[name]
    for ground in (palette.page, palette.panel):
        assert contrast(palette.ink, ground) >= 7
        for colour in (palette.soft, palette.you, palette.them, palette.mark, palette.good, palette.miss):
            assert contrast(colour, ground) >= (7 if name == "high-contrast" else 4.5), (colour, ground)


@pytest.mark.parametrize("bare", [False, True], ids=["colour", "NO_COLOR"])
async def test_every_theme_shows_the_same_words(bare: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if bare:
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    async with playing() as pilot:
        assert pilot.app.theme == (NO_COLOUR if bare else THEME_NAMES[0])
        await press(pilot, "enter", "1", "down")
        text = await shows(pilot, "What do you say?", "›")
        for _ in THEME_NAMES:
            await press(pilot, "t")
            await shows(pilot, "What do you say?", "›")
            pilot.app.clear_notifications()
            if bare:
                assert not re.search(r"fill: #(?!c5c8c6|292929|000000)", colours(pilot.app.export_screenshot()))
        assert "YOU" in text


def colours(picture: str) -> str:
    """The styles of a picture, which name the colours in it."""
    return "\n".join(re.findall(r"-r\d+ \{[^}]*\}", picture))


def test_every_action_is_done_by_something() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in SCREENS.rglob("*.py"))
    inherited = {"command_palette", "suspend_process"}
    for action in ACTIONS:
        assert action.id in inherited or f"def action_{action.id}(" in source, action.id


def test_no_key_means_two_things_on_one_screen() -> None:
    for scopes in (
        ("home", "choices"), ("library", "choices"), ("brief", "reading"), ("talk", "choices"), ("between", "reading"),
        ("judging", "scales"), ("debrief", "reading", "rows"),
    ):  # fmt: skip
        taken: dict[str, str] = {}
        for action in actions_of((*scopes, EVERYWHERE)):
            for key in action.keys:
                # While somebody speaks any key shows the rest, so that one may be named as an example.
                assert key not in taken or "hurry" in (taken[key], action.id), (scopes, key, taken.get(key), action.id)
                taken[key] = action.id


def test_every_key_is_one_that_every_terminal_sends() -> None:
    named = {
        "up", "down", "left", "right", "enter", "space", "escape", "tab", "backspace", "delete", "pageup", "pagedown",
        "question_mark", "slash", "minus", "plus", "left_square_bracket", "right_square_bracket",
    }  # fmt: skip
    for action in ACTIONS:
        for key in action.keys:
            assert key in named or re.fullmatch(r"[a-z0-9]|f([1-9]|10)|ctrl\+[a-z]", key), key


def test_help_is_one_line_and_says_something() -> None:
    for action in ACTIONS:
        assert action.help.endswith(".") and len(action.help) <= 100, action.id
        assert all_keys_shown(action), action.id


async def test_the_footer_names_five_at_most_and_always_the_way_to_more() -> None:
    async with playing(size=(200, 60)) as pilot:
        await press(pilot, "enter", "1")
        await on(pilot, "TalkScreen")
        await shows(pilot, "u undo")
        for width in (200, 80, 60, 40):
            await pilot.resize_terminal(width, 24)
            await shows(pilot, "? more")
            assert len(pilot.app.screen.query_one(KeyLine).keys()) <= 6
