"""Texts that would break a screen which trusted them: brackets, wide and right-to-left letters, words without end."""

import re
from pathlib import Path

import pytest
import yaml
from screens_driver import LAUNDRY, flattened, on, play_on, playing, press, settled, shows

from trainer.scenario.characters import FORBIDDEN
from trainer.screens.texts import paragraphs, plain, spoken

HOSTILE = (
    "[bold]not bold[/bold] [/] [@click=app.quit]press[/] [link=x]l[/link] $mark {x} %s \\n 'q\" "
    "日本語の文字 ＷＩＤＥ العربية עברית 👩‍👩‍👧 é " + "endless" * 30
)
FIELDS = ("title", "name", "role", "text", "says", "say", "reply", "narration", "when", "where", "who", "why", "under")


def hostile(value: object, key: str = "") -> object:
    """A scenario in which every text that people read also holds what could break a screen."""
    match value:
        case dict():
            return {k: hostile(v, str(k)) for k, v in value.items()}
        case list():
            return [hostile(v, key) for v in value]
        case str() if key in FIELDS or key in ("brief", "goals", "secret", "content_notes"):
            return f"{value} {HOSTILE}"
        case str() if re.fullmatch(r"[+-]?\d+", value):
            return int(value)
        case "true" | "false":
            return value == "true"
        case _:
            return value


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """The laundry with a hostile text in every field."""
    data = yaml.load(LAUNDRY.read_text(encoding="utf-8"), yaml.BaseLoader)
    data.pop("walks")
    data = hostile(data)
    for person in data["people"].values():  # type: ignore[index]
        person["concerns"] = {k: [f"{d} {HOSTILE}" for d in v] for k, v in person["concerns"].items()}
    file = tmp_path / "hostile.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


@pytest.mark.parametrize("size", [(40, 12), (80, 24)], ids=str)
async def test_a_play_of_hostile_texts_shows_them_as_they_are(scene: Path, size: tuple[int, int]) -> None:
    async with playing(scene, size=size) as pilot:
        await press(pilot, "enter")
        await on(pilot, "TalkScreen")
        for screen in ("BetweenScreen", "RateScreen", "DebriefScreen"):
            await play_on(pilot, screen, seed=5)
            await fits(pilot, size)
        for number in "1345":
            await press(pilot, number, "e")
            await fits(pilot, size)


async def fits(pilot, size: tuple[int, int]) -> None:
    """Nothing hangs over the edge, and no character reaches the terminal that it would obey."""
    from rich.cells import cell_len

    text = await settled(pilot)
    for line in text.split("\n"):
        assert cell_len(line) <= size[0], line
        assert not FORBIDDEN.search(line), repr(line)


async def test_every_line_on_offer_can_be_read_to_its_end(scene: Path) -> None:
    async with playing(scene, size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await on(pilot, "TalkScreen")
        seen = ""
        for _ in range(4):
            await press(pilot, "down")
            seen += " " + await settled(pilot)
        text = flattened(seen).replace(" ", "")
        for option in pilot.app.sitting.play.shown():
            for word in option.say.split():
                assert word[:40] in text or len(word) > 40, word


async def test_brackets_stand_as_they_were_written(scene: Path) -> None:
    async with playing(scene, size=(160, 45)) as pilot:
        await shows(pilot, "[bold]not bold[/bold] [/] [@click=app.quit]press[/]")


def test_no_control_character_gets_through() -> None:
    for text in ("a\x1b]52;c;aGk=\x07b", "a\u202eb", "a\x00b", "a\x9bb", "a\tb", "a\rb"):
        for made in (plain(text), spoken(text), spoken(f"*{text}*"), paragraphs(text)):
            assert not FORBIDDEN.search(made.plain), repr(made.plain)
            assert "a" in made.plain and "b" in made.plain


def test_gestures_are_set_apart_and_lone_asterisks_stay() -> None:
    assert spoken("It's nothing. *She rubs her wrist.*").plain == "It's nothing. She rubs her wrist."
    assert [span.style for span in spoken("a *b* c").spans] == ["italic $soft"]
    assert spoken("2 * 3").plain == "2 * 3"
