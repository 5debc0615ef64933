"""`stats` and `where`: what a scenario holds, and where each thing in it is written, set and read."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from trainer.bench.stats import WORDS_A_MINUTE, stats_of
from trainer.bench.where import named, where_of
from trainer.cli import run as command_line
from trainer.scenario.library import FOLDER
from trainer.scenario.load import OTHER_FORMS, load_scenario
from trainer.scenario.tree import read_tree

BUS = FOLDER / "workplace" / "bus_thirty_one.yaml"
FILES = [
    file
    for file in sorted(FOLDER.rglob("*.yaml"))
    if not re.search(rf"^form: ({'|'.join(OTHER_FORMS)})", file.read_text(encoding="utf-8"), re.MULTILINE)
]

SMALL = """\
format: 1
id: small
title: Small
form: visits
method: organizing
setting: workplace
level: 1
language: en
minutes: 3
brief: Five words stand in here.
people:
  ann:
    name: Ann
    mood: {trust: 3, fear: 3, hope: 3, anger: 3}
    concerns: {back: [it hurts, it hurts more]}
    objections: {fired: {kind: fear, says: I would be fired.}}
asks: {card: {title: sign, risk: 2}}
facts: {law: {text: So it is., jurisdiction: US, as_of: 2026-01, source: a book}}
visits:
  - {id: one, with: ann, clock: 9, start: [{if: flag.late, beat: two}, {beat: one}]}
beats:
  one:
    step: issue
    says: [{if: heard.back >= 2, text: One two.}, {text: One two three.}]
    cues: {two: {shows: One two, about: back}}
    options:
      - {id: a, say: What is it?, move: open_question, picks_up: two, hears: back.1, reply: It hurts., sets: late}
      - {id: b, wait: true, promises: form, fact: law, then: two}
      - {id: c, say: Will you sign?, move: ask, ask: card, if: picked.two or promised.form, then: end}
  two:
    step: objection
    raises: fired
    options:
      - {id: d, say: Bye., move: farewell, keeps: form, meets: fired, habit: fold, then: end}
"""


def test_words_lines_shares_steps_and_moves_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    scenario = load_scenario(file).scenario
    assert scenario is not None
    stats = stats_of(scenario)
    trainee, ann = stats.speakers
    assert (trainee.name, trainee.lines, trainee.words) == ("", 3, 3 + 3 + 1)
    assert (ann.name, ann.lines, ann.words) == ("Ann", 4, 2 + 3 + 2 + 4)
    assert stats.narration == 5
    assert stats.words == 7 + 11 + 5
    assert stats.reading == pytest.approx(23 / WORDS_A_MINUTE)
    assert trainee.share + ann.share == pytest.approx(1)
    assert stats.steps == {"issue": 1, "objection": 1}
    assert stats.moves == {"open_question": 1, "silence": 1, "ask": 1, "farewell": 1}
    assert stats.habits == {"fold": 1}
    assert [one.player for one in stats.plays] == ["first", "longest", "random", "habits", "strong"]
    assert (stats.minutes, stats.beats, stats.options) == (3, 2, 4)


def test_each_thing_is_found_where_it_stands() -> None:
    things = {(thing.kind, thing.name): thing for thing in where_of(read_tree(SMALL))}
    assert Counter(kind for kind, _ in things) == {
        "flag": 1, "promise": 1, "cue": 1, "concern": 3, "objection": 1, "ask": 1, "fact": 1, "beat": 2,
    }  # fmt: skip
    lines = SMALL.splitlines()

    def told(kind: str, name: str) -> list[tuple[str, str, str]]:
        for use in things[kind, name].uses:
            assert name.rpartition(".")[0] or name in lines[use.line - 1]
        return [(use.role, use.key, use.where) for use in things[kind, name].uses]

    assert told("flag", "late") == [
        ("read", "if: flag.late", "visits.one.start.0.if"),
        ("set", "sets", "beats.one.options.a.sets"),
    ]
    assert told("promise", "form") == [
        ("set", "promises", "beats.one.options.b.promises"),
        ("read", "if: promised.form", "beats.one.options.c.if"),
        ("set", "keeps", "beats.two.options.d.keeps"),
    ]
    assert told("cue", "two") == [
        ("written", "cues", "beats.one.cues.two"),
        ("set", "picks_up", "beats.one.options.a.picks_up"),
        ("read", "if: picked.two", "beats.one.options.c.if"),
    ]
    assert told("concern", "back") == [
        ("written", "concerns", "people.ann.concerns.back"),
        ("read", "if: heard.back", "beats.one.says.0.if"),
        ("read", "about", "beats.one.cues.two.about"),
    ]
    assert [use.role for use in things["concern", "back.1"].uses] == ["written", "set"]
    assert [use.role for use in things["concern", "back.2"].uses] == ["written"]
    assert told("objection", "fired") == [
        ("written", "objections", "people.ann.objections.fired"),
        ("set", "raises", "beats.two.raises"),
        ("set", "meets", "beats.two.options.d.meets"),
    ]
    assert [use.key for use in things["ask", "card"].uses] == ["asks", "ask"]
    assert [use.key for use in things["fact", "law"].uses] == ["facts", "fact"]
    assert [use.key for use in things["beat", "two"].uses] == ["start", "then", "beats"]


def test_names_of_conditions_ids_and_depths_are_all_names() -> None:
    things = where_of(read_tree(SMALL))
    assert [thing.name for thing in named(things, "heard.back")] == ["back", "back.1", "back.2"]
    assert [thing.name for thing in named(things, "back.2")] == ["back.2"]
    assert [thing.kind for thing in named(things, "two")] == ["cue", "beat"]
    assert [thing.kind for thing in named(things, "seen.two")] == ["beat"]
    assert named(things, "nothing") == ()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_place_of_the_library_names_what_it_is_listed_under(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    lines = source.splitlines()
    things = where_of(read_tree(source))
    for thing in things:
        roles = {use.role for use in thing.uses}
        for use in thing.uses:
            rest = lines[use.line - 1][use.column - 1 :]
            if thing.kind == "concern" and use.role == "written" and "." in thing.name:
                continue
            assert thing.name.partition(".")[0] in rest, (thing.kind, thing.name, use)
        if thing.kind == "flag":
            assert roles == {"set", "read"}, thing.name


def test_a_file_with_faults_is_answered_too(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL.replace("then: two}", "then: nowhere}"), encoding="utf-8")
    assert command_line(["where", str(file), "nowhere"]) == 0
    assert f"{file}:28:" in capfd.readouterr().out
    file.write_text("a: [", encoding="utf-8")
    assert command_line(["where", str(file)]) == 1
    assert "E001" in capfd.readouterr().err


def test_the_commands_answer_people_and_programs(capfd: pytest.CaptureFixture[str]) -> None:
    assert command_line(["stats", "bus_thirty_one", "--format", "json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["scenario"] == "bus_thirty_one"
    assert sum(one["share"] for one in told["speakers"]) == pytest.approx(1, abs=0.01)
    assert command_line(["stats", "bus_thirty_one"]) == 0
    assert "Bev Tallman" in capfd.readouterr().out
    assert command_line(["where", "bus_thirty_one", "own_card", "--format", "json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert {use["role"] for use in told["things"][0]["uses"]} == {"set", "read"}
    assert command_line(["where", "bus_thirty_one", "own_crad"]) == 2
    assert "did you mean own_card?" in capfd.readouterr().err
