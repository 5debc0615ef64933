"""The script of a role-play: who may know what, read from the pages themselves."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from trainer.bench.role_play import role_play
from trainer.bench.role_play_page import as_page
from trainer.bench.role_play_shapes import Card, Script
from trainer.bench.role_play_text import WIDTH, as_markdown, as_text
from trainer.cli import run
from trainer.scenario.library import catalogue, find
from trainer.scenario.load import load_scenario, load_text
from trainer.scenario.model import Scenario


def scenario_of(name: str) -> Scenario:
    made = load_scenario(find(name)).scenario
    assert made is not None
    return made


def words_of(script: Script, card: Card) -> str:
    """A card's words as text, on one line."""
    return " ".join(as_text(Script(script.title, script.language, (card,))).split())


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.id)
def test_only_the_person_knows_what_the_person_knows(entry) -> None:  # type: ignore[no-untyped-def]
    scenario = load_scenario(Path(entry.path)).scenario
    assert scenario is not None
    script = role_play(scenario)
    met = [person for person in scenario.people.values() if any(card.title == person.name for card in script.cards)]
    assert met
    organizer = next(words_of(script, card) for card in script.cards if card.kind == "organizer").casefold()
    guide = next(words_of(script, card) for card in script.cards if card.kind == "guide").casefold()
    cards = {card.title: words_of(script, card).casefold() for card in script.cards if card.kind == "person"}
    for person in met:
        own = cards[person.name]
        hidden = [text for depths in person.concerns.values() for text in depths]
        hidden += [
            text for objection in person.objections.values() for text in (objection.says, objection.under) if text
        ]
        hidden += [person.secret] if person.secret else []
        for text in hidden:
            plain = " ".join(re.sub(r"\*([^*]+)\*", r"(\1)", text).split()).rstrip(".").casefold()
            assert plain in own, text
            assert plain not in organizer
            assert plain not in guide
            for name, other in cards.items():
                if name != person.name and len(plain) > 20:
                    assert plain not in other


def test_the_cards_of_a_scenario_of_visits() -> None:
    scenario = scenario_of("night_laundry")
    script = role_play(scenario)
    assert [card.kind for card in script.cards] == ["guide", "person", "organizer", "observer"]
    guide, person, organizer, observer = (words_of(script, card) for card in script.cards)
    # moods are words: trust 1, fear 9, hope 0, anger 0
    assert "You do not trust them, and you are too polite to show it." in person
    assert "You are so afraid of what it could cost you that you change the subject." in person
    assert "You do not believe that anything here can change." in person
    assert "where you go, 6 others go too" in person
    # readiness 1 + 0 + 0 - 9 = -8; an ask of risk 3 needs 14
    assert "Your count (below) begins at -8; at 14 you would do it." in person
    assert "“since January”" in person
    assert "it asks when, where and who else" in person
    assert "Who: fourteen from the clean side, and whoever comes from soil" in organizer
    assert "When: Wednesday the 9th, 6:00 a.m." in organizer
    assert "Where: the time clock" in organizer
    assert "National Labor Relations Act" in organizer
    assert "since January" not in organizer
    assert "“since January”" in observer
    for word in ("open question", "leading question", "deep reflection", "silence", "arguing"):
        assert f"{word} (" in observer
    assert "[ ] affirmed [ ] asked under [ ] answered [ ] invited again" in observer
    assert observer.count("What did Opal Renfro say that nobody answered?") == 1
    assert observer.count("_" * WIDTH) >= 9
    assert "an injury from a used hospital sharp" in guide
    assert "47 minutes in all" in guide


def test_many_people_and_shifts() -> None:
    script = role_play(scenario_of("alder_court"))
    assert sum(card.kind == "person" for card in script.cards) == 5
    assert sum(card.kind == "observer" for card in script.cards) == 5
    doors = role_play(scenario_of("doors_on_alder"))
    assert any(card.kind == "person" for card in doors.cards)
    organizer = next(words_of(doors, card) for card in doors.cards if card.kind == "organizer")
    assert "The script in your hand" in organizer


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.style = tag == "style"

    def handle_data(self, data: str) -> None:
        if not self.style:
            self.text.append(data)


def test_the_page_prints_a_card_a_sheet_without_colour() -> None:
    script = role_play(scenario_of("bus_thirty_one"))
    page = as_page(script)
    read = _Page()
    read.feed(page)
    assert sum(tag == "article" for tag, _attributes in read.tags) == len(script.cards)
    assert "break-before: page" in page
    colours = re.findall(r"#[0-9a-f]{3,6}\b", page[: page.index("</style>")])
    assert all(len(set(colour[1:])) == 1 for colour in colours), colours
    assert not any(tag in ("script", "img", "link", "iframe") for tag, _attributes in read.tags)
    # the page says what the text says
    said = " ".join(" ".join(read.text).split())
    for card in script.cards:
        for part in card.parts:
            assert part.title in said


def test_text_fits_and_parts_its_cards() -> None:
    script = role_play(scenario_of("alder_court"))
    text = as_text(script)
    assert text.count("\f") == len(script.cards) - 1
    assert max(len(line) for line in re.split(r"[\n\f]", text)) <= WIDTH
    markdown = as_markdown(script)
    assert markdown.count("\n---\n") == len(script.cards) - 1
    assert sum(line.startswith("# ") for line in markdown.split("\n")) == len(script.cards)


def test_words_of_a_scenario_are_never_markup() -> None:
    text = find("night_laundry").read_text(encoding="utf-8").replace("Opal Renfro", "<b>Opal</b> _R_ {{ 1 }}")
    scenario = load_text(text, "x.yaml").scenario
    assert scenario is not None
    script = role_play(scenario)
    assert "&lt;b&gt;Opal&lt;/b&gt; _R_ {{ 1 }}" in as_page(script)
    assert "<b>Opal" not in as_page(script)
    assert "\\<b\\>Opal" in as_markdown(script)


def test_the_command_writes_what_the_ending_asks_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ending, beginning in ((".html", "<!DOCTYPE html>"), (".md", "# "), (".txt", "THE SOIL SIDE")):
        file = tmp_path / f"script{ending}"
        assert run(["export", "night_laundry", "--format", "script", "--output", str(file)]) == 0
        assert file.read_text(encoding="utf-8").startswith(beginning)
        assert run(["export", "night_laundry", "--format", "script", "--output", str(file)]) == 2
    capsys.readouterr()
    assert run(["export", "night_laundry", "--format", "script"]) == 0
    assert capsys.readouterr().out.startswith("THE SOIL SIDE")
    assert run(["export", "night_laundry", "--format", "pdf"]) == 2
