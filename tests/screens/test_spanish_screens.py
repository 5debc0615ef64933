"""The screens in Spanish: no English word of ours is left, nothing is cut that is whole in English, scenarios stay."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from screens_driver import LAUNDRY, flattened, on, play_on, press, set_to, settled, shows, until
from textual.pilot import Pilot

from trainer import language
from trainer.bench.desk import Desk
from trainer.report.words import NOTHING_SAID
from trainer.scenario.library import catalogue
from trainer.screens.app import SecondKnock
from trainer.screens.widgets.choices import Choices
from trainer.screens.widgets.footer import KeyLine

SHORTEST = 5
"""Letters of a word that is looked for: shorter ones stand in both languages, or in what people say."""


class Seen(NamedTuple):
    """A screen: its text, and how many keys its footer names."""

    text: str
    keys: int


@pytest.fixture(autouse=True)
def tongue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test chooses its language, and leaves none behind."""
    monkeypatch.delenv(language.VARIABLE, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    yield
    language.use(None)


@asynccontextmanager
async def speaking(
    spoken: str, scenario: Path | None = None, *, size: tuple[int, int] = (80, 24), desk: Path | None = None
) -> AsyncIterator[Pilot[int]]:
    """The app in a language."""
    language.use(spoken)
    app = SecondKnock(scenario, seed=3, settings=set_to(), desk=Desk(desk) if desk else None)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def seen(pilot: Pilot[int]) -> Seen:
    text = await settled(pilot)
    line = next((screen for screen in reversed(pilot.app.screen_stack) if screen.query(KeyLine)), pilot.app.screen)
    return Seen(text, len(line.query_one(KeyLine).keys()))


async def doorway(spoken: str, size: tuple[int, int] = (80, 24)) -> dict[str, Seen]:
    """Home, the sheets above it, the palette, and the library in its three orders."""
    found = {}
    async with speaking(spoken, size=size) as pilot:
        found["home"] = await seen(pilot)
        for name, key in (("settings", "f4"), ("help", "question_mark"), ("palette", "ctrl+p")):
            await press(pilot, key)
            found[name] = await seen(pilot)
            await press(pilot, "escape")
            await on(pilot, "HomeScreen")
        pilot.app.show_library()  # type: ignore[attr-defined]
        await on(pilot, "LibraryScreen")
        for order in ("setting", "level", "skill"):
            found[f"library by {order}"] = await seen(pilot)
            await press(pilot, "s")
    return found


async def play(spoken: str, size: tuple[int, int] = (80, 24)) -> dict[str, Seen]:
    """A play from its brief to the last section of its debrief, and the sheets on the way."""
    found = {}
    async with speaking(spoken, LAUNDRY, size=size) as pilot:
        found["brief"] = await seen(pilot)
        await press(pilot, "enter")
        found["talk"] = await seen(pilot)
        for name, key in (("known", "w"), ("own words", "n"), ("help in a talk", "question_mark")):
            await press(pilot, key)
            found[name] = await seen(pilot)
            await press(pilot, "escape")
            await on(pilot, "TalkScreen")
        await press(pilot, "1")
        found["after a line"] = await seen(pilot)
        for screen in ("BetweenScreen", "RateScreen", "DebriefScreen"):
            await play_on(pilot, screen)
            found[screen] = await seen(pilot)
        for number in "123456789":
            await press(pilot, number)
            found[f"section {number}"] = await seen(pilot)
        await press(pilot, "2", "e")
        found["evidence"] = await seen(pilot)
        await press(pilot, "f8")
        found["save"] = await seen(pilot)
    return found


async def desk(spoken: str, file: Path, size: tuple[int, int] = (80, 24)) -> dict[str, Seen]:
    """The bench in each of its sections, and its sheet."""
    found = {}
    async with speaking(spoken, desk=file, size=size) as pilot:
        # what every play tells of the file comes a while after it
        told = {"en": "plays", "es": "partidas"}[spoken]
        await shows(pilot, told)
        for number in "12345":
            await press(pilot, number)
            found[f"bench {number}"] = await seen(pilot)
        await press(pilot, "1", "b")
        found["begin at"] = await seen(pilot)
    return found


def pieces(text: str) -> list[str]:
    """A message's words between what is put into it, as they can be looked for on a screen."""
    parts = [" ".join(part.split()).strip(" .,:;") for part in re.split(r"\{\w*\}", text)]
    return [part for part in parts if len(re.sub(r"\W", "", part)) >= SHORTEST]


def forms(text: object) -> tuple[str, ...]:
    """A text, or its forms for one and for many."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


@pytest.fixture(scope="module")
def messages() -> dict[str, str]:
    """The pieces of every English message that reads otherwise in Spanish."""
    with (language.FOLDER / "es" / "LC_MESSAGES" / "second_knock.po").open("rb") as file:
        found = [message for message in read_po(file) if message.id]
    spanish: set[str] = set()
    english: dict[str, str] = {}
    for message in found:
        spanish.update(piece.lower() for form in forms(message.string) for piece in pieces(form))
        english.update((piece, form) for form in forms(message.id) for piece in pieces(form))
    return {piece: whole for piece, whole in english.items() if piece.lower() not in spanish}


def written() -> str:
    """What scenarios say themselves, and the program's name, which stay as they are."""
    told = " ".join(f"{entry.title} {entry.method} {entry.brief}" for entry in catalogue())
    return flattened(f"{LAUNDRY.read_text('utf-8')} {told} Second Knock").lower()


def english_left(spanish: str, english: str, messages: dict[str, str], known: str) -> list[str]:
    """Our English words that stand on both screens."""

    def on_it(piece: str, text: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(piece.lower())}(?!\w)", text) is not None

    there, here = flattened(english).lower(), flattened(spanish).lower()
    return [piece for piece in messages if on_it(piece, there) and on_it(piece, here) and not on_it(piece, known)]


def same_in_spanish(english: dict[str, Seen], spanish: dict[str, Seen], messages: dict[str, str]) -> None:
    assert english.keys() == spanish.keys()
    known = written()
    for name, there in english.items():
        here = spanish[name]
        ours = [piece for piece in messages if piece.lower() in flattened(there.text).lower()]
        assert ours, f"{name}: the English screen says nothing of ours"
        assert here.text != there.text, name
        assert not english_left(here.text, there.text, messages, known), f"{name}\n{here.text}"
        assert here.text.count("…") <= there.text.count("…"), f"{name} is cut:\n{here.text}"
        assert here.keys >= there.keys, f"{name} names fewer keys:\n{here.text}"
        assert "{" not in here.text.replace("{", "", there.text.count("{")), f"{name} has an empty place:\n{here.text}"


async def test_home_library_settings_help_and_palette(messages: dict[str, str]) -> None:
    same_in_spanish(await doorway("en"), await doorway("es"), messages)


async def test_a_play_from_brief_to_debrief(messages: dict[str, str]) -> None:
    same_in_spanish(await play("en"), await play("es"), messages)


async def test_the_bench(messages: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    allowed = "allow: {S205: it shows the format and teaches nobody}"
    text = LAUNDRY.read_text("utf-8").replace("walks:", f"{allowed}\nwalks:", 1)
    Path("laundry.yaml").write_text(text, encoding="utf-8")
    same_in_spanish(await desk("en", Path("laundry.yaml")), await desk("es", Path("laundry.yaml")), messages)


async def test_the_footer_of_a_narrow_window_leads_to_the_help_page() -> None:
    for found in (await doorway("es", (60, 18)), await play("es", (60, 18))):
        for name, here in found.items():
            assert here.keys >= 3, f"{name}\n{here.text}"
            if name not in ("palette",):
                assert here.text.rstrip().endswith("? más"), f"{name}\n{here.text}"


async def test_the_language_is_changed_on_the_settings_sheet_at_once_and_back() -> None:
    async with speaking("en") as pilot:
        await shows(pilot, "Look around the library", "as people do", "? more")
        await press(pilot, "f4", "4", "4")
        await shows(pilot, "Ajustes", "Idioma: Español", "Un número cambia un ajuste", "No hay carpeta")
        await press(pilot, "escape")
        await on(pilot, "HomeScreen")
        text = await shows(pilot, "Mirar la biblioteca", "? más")
        assert "Look around" not in text
        await press(pilot, "f4", "4")
        await shows(pilot, "Settings", "Language: the system's", "A number changes a setting")
        await press(pilot, "4", "escape")
        await on(pilot, "HomeScreen")
        text = await shows(pilot, "Look around the library", "? more")
        assert "biblioteca" not in text


async def test_a_talk_goes_on_in_the_other_language_with_its_own_words() -> None:
    async with speaking("en", LAUNDRY) as pilot:
        await press(pilot, "enter")
        before = await shows(pilot, "What do you say?", "minutes left")
        said = spoken_options(pilot)
        assert said and all(flattened(line) in flattened(before) for line in said)
        await press(pilot, "f4", "4", "4", "escape")
        await on(pilot, "TalkScreen")
        after = await shows(pilot, "¿Qué dices?", "quedan")
        await until(pilot, lambda: spoken_options(pilot) == said)
        assert all(flattened(line) in flattened(after) for line in said), "a scenario's words were changed"
        await press(pilot, "2")
        await shows(pilot, "TÚ", *said[:1])


def spoken_options(pilot: Pilot[int]) -> list[str]:
    """What can be said now; to say nothing is no line of the scenario's."""
    lines = pilot.app.screen.query_one("#options", Choices).lines
    return [line.text.plain for line in lines if line.text.plain != language._(NOTHING_SAID)]
