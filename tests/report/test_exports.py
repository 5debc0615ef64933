"""Debriefs and pairs as files: the same content in each format, texts that stay texts, pages that anybody can read."""

import io
import json
import os
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pages import GOOD, HOUR, POOR, Element, played, read_page, shift_with, visits_with, visits_written

from scoring import score
from scoring.transcript import Transcript
from trainer.check.walks import walk, walk_report
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.plain.game import play_plain
from trainer.report.debrief import Debrief, debrief_of
from trainer.report.export import exported, pair_exported
from trainer.report.html import as_html
from trainer.report.inside import people_met
from trainer.report.markdown import as_markdown, escaped
from trainer.report.pair import Pair, pair_of
from trainer.report.pieces import SIGNS, Piece, pieces
from trainer.report.shapes import Lit
from trainer.report.text import CUE_WORDS, pair_sections, plain, sections, talk_section
from trainer.report.words import NOTHING_SAID
from trainer.scenario.library import catalogue, find
from trainer.scenario.load import load_scenario
from trainer.scenario.model import Scenario

ROOT = Path(__file__).resolve().parents[2]
BUS = "bus_thirty_one"
MOODS = ("trust", "fear", "hope", "anger", "readiness")

WALKS = [*((BUS, place) for place in range(3)), *((entry.id, 0) for entry in catalogue() if entry.id != BUS)]
"""The author's own walks that are written here: all of one scenario and the first of every other."""


@cache
def walked(name: str, place: int) -> tuple[Play, Scenario]:
    """One of an author's own walks, or the first line each time where there is none; judged where there is whom."""
    scenario = load_scenario(find(name)).scenario
    assert scenario is not None
    play = Play.new(compile_story(scenario))
    if scenario.walks:
        play = walk(play.story, [str(choice) for choice in scenario.walks[place].choose])
    while not scenario.walks and not play.ended:
        play = play.leave() if play.stuck else play.choose(play.offered_ids()[0])
    if scenario.form == "visits":
        sure = {f"{ask}.{who}": 0.8 for ask, by in play.transcript().end.answers.items() for who in by}
        play = play.judged(dict.fromkeys(people_met(play), 2), sure, {"listening": "good", "action": "fair"})
    return play, scenario


@cache
def told(name: str, place: int) -> Debrief:
    return debrief_of(*walked(name, place))


def page_of(debrief: Debrief) -> Element:
    return read_page(as_html(debrief))


def spaced(text: str) -> str:
    """A text as a page shows it: one line, no asterisks around gestures."""
    return " ".join("".join(piece.text for piece in pieces(text)).split())


def pair_with(odd: str) -> Pair:
    shift, visits = shift_with(odd), visits_with(odd)
    plays = (played(shift, HOUR).transcript(), played(visits, GOOD).transcript())
    return pair_of(*plays, {"two_doors": shift, "two_talks": visits})


# A page for everybody


@pytest.mark.parametrize(("name", "place"), WALKS)
def test_a_page_loads_nothing_runs_nothing_and_leads_only_into_itself(name: str, place: int) -> None:
    assert_harmless(page_of(told(name, place)))


def assert_harmless(page: Element) -> None:
    assert not page.all("script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video")
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page.all():
        assert not {"src", "srcset", "style", "action", "data"} & element.attributes.keys()
        assert not [name for name in element.attributes if name.startswith("on")]
        for name in ("href", "aria-labelledby"):
            for place in element.attributes.get(name, "").replace("#", "").split():
                assert place in ids, f"{name}={place}"
        assert element.attributes.get("href", "#").startswith("#")
    (policy,) = [meta for meta in page.all("meta") if meta.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    style = "".join(child for child in page.one("style").children if isinstance(child, str))
    assert not re.search(r"url\(|@import|@font-face|expression|https?:", style)


@pytest.mark.parametrize(("name", "place"), WALKS)
def test_a_page_can_be_found_through_by_its_headings_landmarks_and_tables(name: str, place: int) -> None:
    assert_findable(page_of(told(name, place)))


def assert_findable(page: Element) -> None:
    assert page.attributes["lang"] == "en"
    assert page.one("head").one("title").text
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert page.one(landmark)
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for section in page.all("section"):
        assert section.attributes["aria-labelledby"]
    for table in page.all("table"):
        assert table.one("caption").text
        assert table.all("th", scope="col")
        for row in (row for body in table.all("tbody") for row in body.all("tr")):
            assert row.all("th", scope="row") or row.all("th", scope="rowgroup") or row.of_class("note")
    assert all("scope" in heading.attributes for heading in page.all("th"))
    for picture in page.all("svg"):
        if picture.attributes.get("aria-hidden") != "true":
            assert picture.attributes["role"] == "img"
            assert picture.one("title").text
            assert picture.one("desc").text
    for scrolling in page.all(tabindex="0"):
        assert scrolling.attributes.get("aria-label") or scrolling.attributes.get("aria-labelledby")
    for sign in page.of_class("sign"):
        assert sign.attributes["aria-hidden"] == "true"


def test_dark_text_stands_on_white() -> None:
    style = "".join(str(child) for child in page_of(told(BUS, 0)).one("style").children)
    colours = dict(re.findall(r"--(\w[\w-]*): (#[0-9a-f]{6});", style))
    grounds = ["#ffffff", *(value for name, value in colours.items() if name.endswith("tint") or name == "tint")]
    inks = {name: value for name, value in colours.items() if value not in grounds and name != "rule"}
    assert inks.keys() >= {"ink", "soft", "link", "good", "miss", *MOODS[:4]}
    for name, ink in inks.items():
        for ground in grounds[:1] if name in MOODS else grounds:
            assert contrast(ink, ground) >= 7, f"{name} on {ground}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 counts it, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# The same content in each format


@pytest.mark.parametrize(("name", "place"), WALKS)
def test_every_part_of_the_debrief_stands_in_each_format_in_the_same_order(name: str, place: int) -> None:
    debrief = told(name, place)
    titles = [plain(section.title) for section in (*sections(debrief, own_lines=False), talk_section(debrief))]
    shown = [heading.text for heading in page_of(debrief).all("h2", "h3")]
    assert [heading for heading in shown if heading in titles] == titles
    written = [line.text for line in headings(as_markdown(debrief))]
    assert [heading for heading in written if heading in titles] == titles


@pytest.mark.parametrize(("name", "place"), WALKS)
def test_every_word_of_both_sides_stands_in_each_format(name: str, place: int) -> None:
    play, scenario = walked(name, place)
    debrief = debrief_of(play, scenario)
    page, text = page_of(debrief), shown_by(as_markdown(debrief))
    lines = {line.seen("sign", "unseen") for line in page.of_class("words")}
    for number, turn in enumerate(play.turns, start=1):
        (mine,) = page.one("li", id=f"turn-{number}").of_class("words")
        assert mine.seen("sign", "unseen") == (spaced(turn.say) or NOTHING_SAID)
        assert plain(turn.say) in text
        for said in filter(None, (turn.reply, turn.says, turn.narration)):
            assert spaced(said) in lines
            assert plain(said) in text
    for part in (*debrief.limits, debrief.overall.words, debrief.next_time, *(one.words for one in debrief.inside)):
        assert plain(part) in page.text
        assert plain(part) in text


@pytest.mark.parametrize(("name", "place"), WALKS)
def test_every_number_leads_to_its_turns(name: str, place: int) -> None:
    debrief = told(name, place)
    page = page_of(debrief)
    parts = [part for skill in debrief.skills if skill.points is not None for part in skill.components]
    rows = [row for table in page.of_class("components") for row in table.all("tr") if row.all("th", scope="rowgroup")]
    for part, row in zip(parts, rows, strict=True):
        assert row.one("th").text == part.title
        links = [link.attributes["href"] for link in row.all("a")]
        assert links == [f"#turn-{exchange.turn}" for exchange in part.evidence]
        assert [link.text for link in row.all("a")] == [f"turn {exchange.turn}" for exchange in part.evidence]
        if part.points is not None:
            assert row.of_class("points")[0].text == str(part.points)
    for fork, drawn in zip(debrief.forks, section_of(page, "Turns that cost most").of_class("fork"), strict=True):
        assert drawn.one("h3").one("a").attributes["href"] == f"#turn-{fork.exchange.turn}"
        assert spaced(fork.exchange.you) in drawn.text


def section_of(page: Element, title: str) -> Element:
    (found,) = [part for part in page.all("section") if part.all("h2", "h3") and part.all("h2", "h3")[0].text == title]
    return found


@pytest.mark.parametrize(("name", "place"), WALKS)
def test_bars_are_as_long_as_the_points_beside_them(name: str, place: int) -> None:
    debrief = told(name, place)
    rows = page_of(debrief).of_class("skills")[0].one("tbody").all("tr")
    for skill, row in zip(debrief.skills, rows, strict=True):
        if skill.points is None:
            assert not row.all("svg")
            continue
        room, full = row.of_class("room")[0], row.of_class("full")[0]
        share = float(full.attributes["width"]) / float(room.attributes["width"])
        assert share == pytest.approx(skill.points / 100)
        assert row.of_class("number")[0].text == str(skill.points)


@pytest.mark.parametrize(("name", "place"), WALKS)
def test_cues_are_lit_up_with_a_sign_a_colour_and_words(name: str, place: int) -> None:
    debrief = told(name, place)
    page = page_of(debrief)
    marks = [(mark.text, mark.attributes["class"]) for mark in page.all("mark")]
    lit = [
        (spaced(line.text[light.start : light.end]), light.state.replace(" ", "-"))
        for line in debrief.talk
        for light in line.lit
    ]
    # a gesture inside a cue's words cuts its mark in two
    assert " ".join(text for text, _ in marks).split() == " ".join(text for text, _ in lit).split()
    assert {state for _, state in marks} == {state for _, state in lit}
    for line in page.of_class("words"):
        for mark in line.all("mark"):
            state = mark.attributes["class"].replace("-", " ")
            assert f"(a cue; {CUE_WORDS[state]})" in line.text  # type: ignore[index]
            assert SIGNS[state] in line.text  # type: ignore[index]
    written = as_markdown(debrief)
    for state, sign in SIGNS.items():
        assert written.count(f"- {sign} A cue: ") == sum(seen == state.replace(" ", "-") for _, seen in lit)


@pytest.mark.parametrize(("name", "place"), WALKS)
def test_moods_stand_in_the_picture_and_in_figures(name: str, place: int) -> None:
    debrief = told(name, place)
    page = page_of(debrief)
    pictures, tables = page.all("svg", role="img"), page.all("table", class_="moods")
    tables = [table for table in page.all("table") if table.attributes.get("class") == "moods"]
    for inside, picture, table in zip(debrief.inside, pictures, tables, strict=True):
        rows = table.one("tbody").all("tr")
        for point, row in zip(inside.moods, rows, strict=True):
            cells = [cell.text.replace("−", "-") for cell in row.of_class("number")]
            assert cells == [str(getattr(point, mood)) for mood in MOODS]
        for mood in MOODS:
            (strip,) = [group for group in picture.all("g") if group.attributes["class"] == mood]
            values = [getattr(point, mood) for point in inside.moods]
            heights = [-float(dot.attributes["cy"]) for dot in strip.all("circle")]
            places = [float(dot.attributes["cx"]) for dot in strip.all("circle")]
            assert places == sorted(set(places))
            assert max(places) < float(picture.attributes["width"])
            for (value, height), (next_value, next_height) in pairwise(zip(values, heights, strict=True)):
                assert (next_value > value) == (next_height > height)
                assert (next_value == value) == (next_height == height)
            written = [label.text.replace("−", "-") for label in strip.of_class("value")]
            assert (written[0], written[-1]) == (str(values[0]), str(values[-1]))
            assert set(written) <= set(map(str, values))
            assert f"{mood.capitalize()} begins at {values[0]} ".replace("-", "−") in picture.one("desc").text


def test_a_picture_shows_where_a_visit_began_and_what_happened_between() -> None:
    picture = page_of(told(BUS, 2)).one("svg", role="img")
    assert len(picture.of_class("visit")) == 1
    (line,) = picture.of_class("visit")
    changed = [dot for dot in picture.of_class("between") if dot.attributes["r"] == "3"]
    assert changed
    assert all(float(dot.attributes["cx"]) < float(line.attributes["x1"]) for dot in changed)


def test_what_was_written_down_has_a_sign_for_right_nearly_and_wrong() -> None:
    scenario = shift_with("word")
    choices = ("alder_12", "hello", "bye", "record=canvassed:1", "alder_14", "record=refused")
    page = page_of(debrief_of(played(scenario, choices), scenario))
    lines = [line.text for line in section_of(page, "What you wrote down").all("li")]
    assert [line[0] for line in lines] == ["○", "✗"]
    right = page_of(debrief_of(played(scenario, (*HOUR[:3], "record=canvassed:2", *HOUR[4:])), scenario))
    assert [line.text[0] for line in section_of(right, "What you wrote down").all("li")] == ["✓", "✓"]


def test_own_judgements_stand_first_in_a_table() -> None:
    page = page_of(told(BUS, 2))
    assert page.all("section")[0].one("h2").text == "What you said before the scores"
    rows = [[cell.text for cell in row.all("th", "td")] for row in page.all("table")[0].one("tbody").all("tr")]
    assert ["Listening", "good", "not yet"] in rows
    assert ["Questioning", "nothing", "fair"] in rows
    assert "| Listening | good | not yet |" in as_markdown(told(BUS, 2))


def test_a_play_of_nothing_and_one_that_has_not_ended_have_their_files_too() -> None:
    scenario = load_scenario(find(BUS)).scenario
    assert scenario is not None
    for choices in ([], ["ask_count"]):
        debrief = debrief_of(walk(compile_story(scenario), choices), scenario)
        page = page_of(debrief)
        assert_harmless(page)
        assert_findable(page)
        assert debrief.overall.words in page.text
        assert debrief.overall.words in shown_by(as_markdown(debrief))


def test_the_scenarios_language_is_told_where_its_words_stand() -> None:
    scenario = visits_with("hola", language="es")
    page = page_of(debrief_of(played(scenario, GOOD), scenario))
    assert page.attributes["lang"] == "en"
    assert page.one("h1").one("span").attributes["lang"] == "es"
    assert all(line.attributes["lang"] == "es" for line in page.of_class("words"))
    assert all(quote.attributes["lang"] == "es" for quote in page.all("q"))
    english = visits_with("hello")
    assert not page_of(debrief_of(played(english, GOOD), english)).all("q", lang="en")


# Texts stay texts


NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></svg></title><b>",
    "<!-- <![CDATA[ ]]>",
    "javascript:alert(1)",
    "{{ 7 + 7 }} {% endblock %} {# #}",
    "[x](y) ![x](y) [x]: y",
    "[^1] <http://evil.example/>",
    "https://evil.example/ //evil.example",
    "www.evil.example evil.example a@evil.example",
    "`code` ``` ~~~",
    "| a | b |",
    "# ## ###",
    "- + = ---",
    "1. 2)",
    "> >>",
    "[ ] [x]",
    "__bold__ _it_ ~~gone~~ ==lit==",
    "$x^2$ $$ x~1~",
    "&lt; &amp; &#60; &copy; & &",
    "\\ \\\\ \\n",
    "%title :::note ::",
    "{: .class} {#id}",
    "at turn 99",
    "' \" `",
]


def ordinary(odd: str) -> str:
    """As many words that mean nothing to anybody."""
    return " ".join("word" for _ in odd.split())


def shape(element: Element) -> list[tuple[str, dict[str, str]]]:
    """The tags of a page with their attributes, without those that hold words."""
    words = {"aria-label"}
    return [
        (one.tag, {name: value for name, value in one.attributes.items() if name not in words}) for one in element.all()
    ]


@pytest.mark.parametrize("choices", [GOOD, POOR], ids=["good", "poor"])
@pytest.mark.parametrize("odd", NASTY)
def test_no_text_of_a_scenario_becomes_markup_on_a_page(odd: str, choices: tuple[str, ...]) -> None:
    scenario, usual = visits_with(odd), visits_with(ordinary(odd))
    page = page_of(debrief_of(played(scenario, choices), scenario))
    assert_harmless(page)
    assert shape(page) == shape(page_of(debrief_of(played(usual, choices), usual)))
    for text in ("Two talks", "Held over again.", "You again.", "hand in the letter", "Dryers.", "a bad wrist"):
        assert f"{odd} {text}".lower() in page.text.lower()


@pytest.mark.parametrize("choices", [GOOD, POOR], ids=["good", "poor"])
@pytest.mark.parametrize("odd", NASTY)
def test_no_text_of_a_scenario_becomes_markup_in_markdown(odd: str, choices: tuple[str, ...]) -> None:
    scenario, usual = visits_with(odd), visits_with(ordinary(odd))
    written = as_markdown(debrief_of(played(scenario, choices), scenario))
    assert tags(written) == tags(as_markdown(debrief_of(played(usual, choices), usual)))
    for text in ("Two talks", "Held over again.", "You again.", "Dryers.", "a bad wrist"):
        assert f"{odd} {text}".lower() in shown_by(written).lower()


MARKDOWN = MarkdownIt("gfm-like", {"html": True})


def tokens(written: str) -> list[Token]:
    return [part for block in MARKDOWN.parse(written) for part in (block, *(block.children or ()))]


def tags(written: str) -> list[str]:
    """What a reader of Markdown takes for markup, in order."""
    return [token.type for token in tokens(written) if token.type not in ("text", "inline")]


def shown_by(written: str) -> str:
    """What a reader of Markdown shows, as one line."""
    blocks = [block for block in MARKDOWN.parse(written) if block.type == "inline"]
    return " ".join("".join(part.content for part in block.children or ()) for block in blocks)


def headings(written: str) -> list[Element]:
    """The headings of a Markdown file."""
    blocks = MARKDOWN.parse(written)
    return [
        Element(before.tag, {}, ["".join(part.content for part in block.children or ())])
        for before, block in pairwise(blocks)
        if before.type == "heading_open"
    ]


@settings(deadline=None)
@given(st.text(alphabet=" \n\tab1.)(-+*_=~`#>|<&;:/\\[]{}!@$^%'\"?wcomhtp", max_size=40))
def test_whatever_is_escaped_shows_as_it_is(text: str) -> None:
    shown = " ".join(text.split())
    for lead, kinds in (("", "paragraph"), ("- ", "bullet_list"), ("## ", "heading"), ("**Sam:** ", "paragraph")):
        written = f"{lead}{escaped(text)}\n" if shown else ""
        assert not shown or tags(written)[0].startswith(kinds)
        allowed = r"(paragraph|bullet_list|list_item|heading|strong)_(open|close)"
        assert all(re.fullmatch(allowed, tag) for tag in tags(written)), written
        assert shown_by(written).removeprefix("Sam: ") == shown
    cell = f"| head |\n| --- |\n| {escaped(text)} |\n"
    assert shown_by(cell) == f"head {shown}"


def test_what_only_some_readers_of_markdown_know_is_escaped_too() -> None:
    assert escaped(": a definition") == r"\: a definition"
    assert escaped("::: note") == r"\::: note"
    assert escaped("% a title") == r"\% a title"
    assert escaped("$5 and {: .class} ==lit==") == r"\$5 and \{: .class\} \=\=lit\=\="
    assert escaped("At 5:15 a.m. it's 3 - 2, isn't it?") == "At 5:15 a.m. it's 3 - 2, isn't it?"


@settings(deadline=None)
@given(st.text(alphabet="ab *.", max_size=30), st.data())
def test_pieces_lose_nothing_but_asterisks_and_light_up_what_they_should(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=2))
    lit = [Lit(start, end, "cue", "picked up") for start, end in spans if start < end]
    cut = pieces(text, lit)
    gestures = re.sub(r"\*([^*]+)\*", r"\1", text)
    assert "".join(piece.text for piece in cut) == gestures
    assert sum(len(piece.ended) for piece in cut) == len(lit)
    lit_letters = {place for light in lit for place in range(light.start, light.end)}
    assert sum(len(piece.text) for piece in cut if not piece.states) <= len(text) - len(lit_letters)


def test_a_cue_across_a_gesture_is_lit_up_as_a_whole_and_signed_once_at_its_end() -> None:
    text = "Fine. *She rubs her wrist.* Really."
    start, end = text.index("rubs"), text.index("ly.")
    assert pieces(text, [Lit(start, end, "wrist", "stepped over")]) == (
        Piece("Fine. ", False),
        Piece("She ", True),
        Piece("rubs her wrist.", True, ("stepped over",)),
        Piece(" Real", False, ("stepped over",), ("stepped over",)),
        Piece("ly.", False),
    )


# What was typed


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_what_was_typed_stays_out_of_every_format_unless_asked_for(form: str) -> None:
    scenario = visits_with("word")
    play = played(scenario, GOOD)
    private = "A <b>zebra</b> of a *thought*"
    debrief = debrief_of(play, scenario, [(2, private)])
    assert "zebra" not in exported(form, play, debrief)  # type: ignore[arg-type]
    written = exported(form, play, debrief, own_lines=True)  # type: ignore[arg-type]
    if form == "html":
        page = read_page(written)
        assert private in page.text
        assert not page.all("b")
    elif form == "json":
        assert json.loads(written)["own_lines"] == [{"turn": 2, "text": private}]
        assert score(Transcript.from_json(json.loads(written))).to_json() == json.loads(written)["scorecard"]
    else:
        assert "zebra" in written


# Two lives of one afternoon


def test_a_pair_stands_in_each_format_with_every_sentence() -> None:
    pair = pair_with("word")
    page = read_page(pair_exported("html", pair))
    assert_harmless(page)
    assert_findable(page)
    markdown, text = pair_exported("markdown", pair), " ".join(pair_exported("text", pair).split())
    sentences = [plain(line) for section in pair_sections(pair) for line in section.lines if line]
    assert len(sentences) > 10
    for line in sentences:
        title = line.removesuffix(".") in (plain(pair.once), plain(pair.again))
        assert title or line in page.text
        assert title or line in shown_by(markdown)
        assert line in text
    data = json.loads(pair_exported("json", pair))
    assert [person["id"] for person in data["people"]] == ["sam"]
    assert data["people"][0]["again"]["came"] is True
    (row,) = page.of_class("ledger")[0].one("tbody").all("tr")
    cells = [cell.text for cell in row.all("td")]
    once, again = pair.people[0].once, pair.people[0].again
    assert cells[0] == str(once.minutes)
    assert cells[2] == "–"
    assert (cells[3], cells[5]) == (str(again.minutes), "yes")


@pytest.mark.parametrize("odd", NASTY)
def test_no_text_of_a_scenario_becomes_markup_in_a_pair(odd: str) -> None:
    pair, usual = pair_with(odd), pair_with(ordinary(odd))
    page = read_page(pair_exported("html", pair))
    assert_harmless(page)
    assert shape(page) == shape(read_page(pair_exported("html", usual)))
    assert tags(pair_exported("markdown", pair)) == tags(pair_exported("markdown", usual))
    assert f"{odd} Two doors {odd} and {odd} Two talks {odd}" == page.one("h1").text


# The commands


IMPORTED_AFTER = """
import sys
from trainer.cli import run
code = run(sys.argv[1:])
print("imported:", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""
CHOICES = "ask_count,heads_to_count"


def walk_command(tmp_path: Path, *arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """`walk` on the bus with these options, away from anybody's folders."""
    own = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    return subprocess.run(
        [sys.executable, "-c", before + IMPORTED_AFTER, "walk", BUS, "--choose", CHOICES, *arguments],
        cwd=tmp_path, env={**os.environ, **own, "HOME": str(tmp_path), "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_walk_prints_each_format_and_makes_pages_only_where_asked(tmp_path: Path) -> None:
    scenario = load_scenario(find(BUS)).scenario
    assert scenario is not None
    play = walk(compile_story(scenario), CHOICES.split(","))
    debrief = debrief_of(play, scenario)
    for form in ("text", "markdown", "html", "json"):
        answer = walk_command(tmp_path, "--format", form)
        assert answer.returncode == 0, answer.stderr
        assert ("jinja2" in answer.stderr) == (form == "html")
        if form == "json":
            assert json.loads(answer.stdout) == json.loads(json.dumps(walk_report(play)))
            assert walk_command(tmp_path, "--json").stdout == answer.stdout
        else:
            assert answer.stdout == exported(form, play, debrief)
            assert form != "text" or walk_command(tmp_path).stdout == answer.stdout


def test_walk_writes_what_the_ending_asks_for_and_never_over_a_file(tmp_path: Path) -> None:
    begins = {
        "a.txt": "Second Knock: Bus 31",
        "a.MD": "# Bus 31",
        "a.html": "<!DOCTYPE html>",
        "a.json": "{",
        "a": "Sec",
    }
    for name, start in begins.items():
        answer = walk_command(tmp_path, "--output", name)
        assert (answer.returncode, answer.stdout) == (0, f"Written to {name}.\n")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    asked = walk_command(tmp_path, "--output", "b.txt", "--format", "html")
    assert asked.returncode == 0
    assert (tmp_path / "b.txt").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    before = (tmp_path / "a.html").read_bytes()
    again = walk_command(tmp_path, "--output", "a.html")
    assert again.returncode == 2
    assert "There is a file a.html already. Nothing was written; take another name." in again.stderr
    assert (tmp_path / "a.html").read_bytes() == before
    nowhere = walk_command(tmp_path, "--output", "no/where.md")
    assert nowhere.returncode == 2
    assert "could not be written: No such file or directory." in nowhere.stderr


def test_two_formats_at_once_are_a_wrong_use(tmp_path: Path) -> None:
    answer = walk_command(tmp_path, "--json", "--format", "html")
    assert answer.returncode == 2
    assert "--json and --format html ask for two formats" in answer.stderr
    assert walk_command(tmp_path, "--json", "--format", "json").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no limits to files")
def test_no_half_file_is_left_where_there_is_no_room(tmp_path: Path) -> None:
    full = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
    answer = walk_command(tmp_path, "--output", "a.html", before=full)
    assert answer.returncode == 2
    assert "a.html could not be written: File too large." in answer.stderr
    assert not (tmp_path / "a.html").exists()


def plain_play(scenario: Path, *typed: str) -> list[str]:
    """What plain mode says to these lines, unsaved."""
    stdout = io.StringIO()
    play_plain(scenario, stdin=io.StringIO("".join(f"{line}\n" for line in typed)), stdout=stdout)
    return stdout.getvalue().splitlines()


@pytest.fixture
def two_talks(tmp_path: Path) -> Path:
    """A scenario whose options come in a fixed order."""
    file = tmp_path / "two_talks.yaml"
    file.write_text(json.dumps(visits_written("word")), encoding="utf-8")
    return file


TO_THE_END = ("", "1", "2", "", "2", "1", "1", "1", "", *("3",) * 5, "2", "80", *("",) * 20)
"""Both visits as in GOOD, then own bands, a rating, a forecast, and the debrief read through."""


def test_plain_mode_says_which_endings_there_are_and_writes_them(tmp_path: Path, two_talks: Path) -> None:
    files = [tmp_path / f"debrief{ending}" for ending in (".txt", ".md", ".html", ".json")]
    lines = plain_play(two_talks, *TO_THE_END, *(part for file in files for part in ("save", str(file))), "quit")
    menu = [line for line in lines if "Save the debrief and the talk to a file." in line]
    assert menu
    number = menu[0].partition(".")[0]
    lines = plain_play(two_talks, *TO_THE_END, *(part for file in files for part in (number, str(file))), "quit")
    (question,) = {line for line in lines if line.startswith("What shall the file be called?")}
    assert all(ending in question for ending in (".txt text", ".md Markdown", ".html a page", ".json the transcript"))
    begins = ("Second Knock: word", "# word Two talks", "<!DOCTYPE html>", "{")
    for file, start in zip(files, begins, strict=True):
        assert f"Written to {file}." in lines
        assert file.read_text(encoding="utf-8").startswith(start)


def test_plain_mode_asks_before_a_stray_answer_becomes_a_file(
    tmp_path: Path, two_talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = {two_talks}
    menu = next(line for line in plain_play(two_talks, *TO_THE_END, "quit") if "the talk to a file" in line)
    save = menu.partition(".")[0]
    lines = plain_play(two_talks, *TO_THE_END, save, "2", "no", "", "quit")
    assert any(line.startswith("The name “2” has none of the endings .txt, .md, .html, .json.") for line in lines)
    assert "Nothing was written." in lines
    assert set(tmp_path.iterdir()) == there
    lines = plain_play(two_talks, *TO_THE_END, save, "2", "no", "kept.md", "quit")
    assert "Written to kept.md." in lines
    lines = plain_play(two_talks, *TO_THE_END, save, "debrief", "yes", "quit")
    assert "Written to debrief." in lines
    assert set(tmp_path.iterdir()) == there | {tmp_path / "kept.md", tmp_path / "debrief"}


def test_plain_mode_writes_what_was_typed_only_where_it_is_asked_for(tmp_path: Path, two_talks: Path) -> None:
    typed = ("", "none", "A thought of zebras", *TO_THE_END[1:])
    menu = [line for line in plain_play(two_talks, *typed, "quit") if re.match(r"\d+\. Save ", line)]
    without, including = (line.partition(".")[0] for line in menu)
    files = tmp_path / "without.html", tmp_path / "including.html"
    plain_play(two_talks, *typed, without, str(files[0]), including, str(files[1]), "quit")
    assert "zebra" not in files[0].read_text(encoding="utf-8")
    assert "A thought of zebras" in read_page(files[1].read_text(encoding="utf-8")).text
