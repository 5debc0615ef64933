"""Editors: the real yaml-language-server with our schema completes, explains and checks every key.

Skipped where node or the server is missing: npm ci --prefix benchmarks/language_server.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.language_server import FOLDER, MODELINE, PARTS, LanguageServer, language_server, missing, offered_in
from scoring.habits import catalogue
from trainer.scenario import model
from trainer.scenario.library import FOLDER as LIBRARY
from trainer.scenario.load import OTHER_FORMS, load_scenario, load_text
from trainer.scenario.schema import schema

SCENES = Path(__file__).parents[1] / "scenes"
BUS = (LIBRARY / "workplace" / "bus_thirty_one.yaml").read_text(encoding="utf-8")
FILES = [
    file
    for file in [*sorted(LIBRARY.rglob("*.yaml")), *sorted(SCENES.glob("*.yaml"))]
    if not re.search(rf"^form: ({'|'.join(OTHER_FORMS)})", file.read_text(encoding="utf-8"), re.MULTILINE)
]
MODELS = {
    "a scenario": model.Scenario, "a person": model.Person, "a visit": model.Visit, "a beat": model.Beat,
    "an option": model.Option, "a cue": model.Cue, "an objection": model.Objection, "an ask": model.Ask,
    "a fact": model.Fact, "an event": model.Event, "a walk": model.Walk, "a mood": model.Mood, "a shift": model.Shift,
    "a stop": model.Stop,
}  # fmt: skip
needs_server = pytest.mark.skipif(bool(missing()), reason=missing())


def keys_of(part: str) -> dict[str, str]:
    """The keys of a part with the descriptions of the model."""
    return {field.alias or name: field.description or "" for name, field in MODELS[part].model_fields.items()}


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with language_server() as started:
        yield started


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["node_modules/yaml-language-server"]["integrity"]
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


@needs_server
@pytest.mark.parametrize("part", PARTS)
def test_every_key_is_offered_and_explained(server: LanguageServer, part: str) -> None:
    text, column = PARTS[part]
    offered = offered_in(server, part)
    there = set(re.findall(rf"^ {{{max(0, column - 2)}}}(?:- |  )(\w+):", text, re.MULTILINE)) if column else set()
    wanted = keys_of(part).keys() - there
    assert wanted <= offered.keys()
    assert all(offered[key] for key in wanted)


@needs_server
@pytest.mark.parametrize("part", PARTS)
def test_hovering_over_a_key_explains_it(server: LanguageServer, part: str) -> None:
    text, _column = PARTS[part]
    name = f"hover_{part.replace(' ', '_')}.yaml"
    unexplained = []
    for key, description in keys_of(part).items():
        there = re.search(rf"- {key}:", text)
        source = MODELINE + text.replace("{here}", "" if there else f"{key}: {VALUES.get(key, 'x')}") + "\n"
        lines = source.split("\n")
        line = next(number for number in range(len(lines) - 1, -1, -1) if re.match(rf"[ -]*{key}:", lines[number]))
        server.open(name, source)
        told = server.hover(name, line, lines[line].index(f"{key}:") + 1)
        plain = re.sub(r"[\\*`]|&emsp;", "", told)
        if description[:30].replace("*", "") not in plain:
            unexplained.append((key, told))
    assert unexplained == []


VALUES = {
    "format": "1", "level": "1", "minutes": "5", "influence": "3", "clock": "9", "risk": "2", "lasts": "2",
    "between": "2", "par": "7", "trust": "3", "fear": "3", "hope": "3", "anger": "3", "form": "visits",
    "method": "organizing", "setting": "workplace", "language": "en", "teaches": "[listening]",
    "content_notes": "[a]", "goals": "[a]", "facts": "{}", "people": "{}", "asks": "{}", "visits": "[]",
    "stops": "[]", "events": "[]", "beats": "{}", "walks": "[]", "allow": "{}", "mood": "{}", "concerns": "{}",
    "objections": "{}", "kind": "fear", "shift": "{}", "cues": "{}", "options": "[]", "order": "fixed",
    "step": "ask", "move": "ask", "wait": "true", "again": "true", "hears": "a.1", "recalls": "a.1", "effects": "{}",
    "plan": "[time]", "habit": "fold", "if": "trust > 1", "choose": "[a]", "expect": "[]", "rate": "{}",
    "script": "[a]", "list": "{}", "truth": "{}",
}  # fmt: skip


@needs_server
def test_the_words_that_a_key_may_hold_are_offered_with_their_meaning(server: LanguageServer) -> None:
    for key, wanted in (
        ("move", schema()["$defs"]["Option"]["properties"]["move"]["enum"]),
        ("habit", list(catalogue())),
        ("step", schema()["$defs"]["Option"]["properties"]["step"]["enum"]),
    ):
        source = MODELINE + f"beats:\n  hello:\n    options:\n      - id: one\n        {key}: \n"
        server.open("words.yaml", source)
        offered = server.completions("words.yaml", 5, 10 + len(key))
        assert set(wanted) <= offered.keys(), key
        assert all(offered[word] for word in wanted), key


@needs_server
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_scene_of_ours_is_called_wrong(server: LanguageServer, file: Path) -> None:
    found = server.open(file.name, MODELINE + file.read_text(encoding="utf-8"))
    assert [(finding["range"]["start"]["line"], finding["message"]) for finding in found] == []


FAULTS = [
    ("level: 1", "level: 4", "level"),
    ("level: 1", "level: one", "level"),
    ("form: visits", "form: visit", "form"),
    ("method: organizing", "method: union", "method"),
    ("language: en", "language: English", "language"),
    ("teaches: [listening,", "teaches: [pace,", "teaches"),
    ("title: Bus 31", "titel: Bus 31", "titel"),
    ("influence: 6", "influence: ten", "influence"),
    ("influence: 6", "influence: 10", "influence"),
    ("kind: loyalty", "kind: loyal", "kind"),
    ("fear: 8, hope", "fear: 11, hope", "fear"),
    ("lasts: 2}", "last: 2}", "last"),
    ("clock: 15", "clock: 0", "clock"),
    ("clock: 15", 'clock: "15"', "clock"),
    ("move: pitch", "move: pich", "pich"),
    ("habit: pitch_first", "habit: pitch_frist", "pitch_frist"),
    ("hears: seats.1", "hears: seats", "seats"),
    ("wait: true", "wait: yes", "wait"),
    ("wait: true", "wait: true\n        say: And", "say"),
    ("if: heard.seats >= 2, text", "if: heard.seats = 2, text", "heard.seats = 2"),
    ("ask: card\n        habit: unask", "habit: unask", "ask"),
    ("effects: {bev.hope: +1}", "effects: {hope: +1}", "hope"),
    ("then: {yes: agreed, polite_yes: sure, no: owes}", "then: {yes: agreed, no: owes}", "polite_yes"),
    ("  - name: strong", "  - nome: strong", "nome"),
    ("    as_of: 2026-01\n", "", "as_of"),
    ("form: visits", "form: shift", "shift"),
]


@needs_server
@pytest.mark.parametrize(("right", "wrong", "named"), FAULTS, ids=[wrong[:40] for _, wrong, _ in FAULTS])
def test_what_the_model_refuses_the_editor_underlines(
    server: LanguageServer, right: str, wrong: str, named: str
) -> None:
    assert right in BUS
    source = BUS.replace(right, wrong, 1)
    ours = [finding for finding in load_text(source, "planted").findings if finding.is_error]
    assert ours
    found: list[dict[str, Any]] = server.open("planted.yaml", MODELINE + source)
    lines = source.splitlines()
    near = {finding.line for finding in ours}
    assert found
    told = [
        finding["message"] + " " + " ".join(lines[finding["range"]["start"]["line"] - 1 :][:1]) for finding in found
    ]
    assert any(named in one for one in told), told
    assert any(abs(finding["range"]["start"]["line"] - line) <= 12 for finding in found for line in near) or wrong == (
        "form: shift"
    )


@needs_server
def test_texts_that_yaml_would_take_for_something_else_are_texts_to_both(server: LanguageServer) -> None:
    source = BUS.replace("title: Bus 31", "title: 31", 1).replace("when: Monday, 5:15 a.m.", "when: 5:15", 1)
    source = source.replace("role: drives Bus 31, twenty-two years in the yard", "role: true", 1)
    assert load_text(source, "planted").scenario is not None
    assert server.open("texts.yaml", MODELINE + source) == []


def test_the_library_itself_is_sound() -> None:
    assert all(load_scenario(file).scenario is not None for file in FILES)
