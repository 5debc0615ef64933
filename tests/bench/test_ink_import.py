"""Compiled ink, brought over: knots, gathers and choices, and what is said of all that ink works out while playing."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.bench.foreign import CannotImport
from trainer.bench.importing import import_text
from trainer.cli import run
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.scenario.load import load_text
from trainer.scenario.model import Scenario

STORIES = Path(__file__).parent / "stories"
INKJS = Path(__file__).parents[2] / "benchmarks" / "inkjs" / "node_modules"


def brought_over(name: str) -> tuple[Scenario, list[str]]:
    """The scenario made of a story, and what was lost."""
    made = import_text((STORIES / f"{name}.ink.json").read_text(encoding="utf-8"), f"{name}.ink.json")
    loaded = load_text(made.text, name)
    assert loaded.scenario is not None, loaded.findings
    for loss in made.losses:
        assert f"# lost, line {loss.line}: {loss.what}" in made.text
    return loaded.scenario, [loss.what for loss in made.losses]


def compiled(*root: Any) -> str:
    return json.dumps({"inkVersion": 21, "root": [*root], "listDefs": {}})


def test_a_small_story() -> None:
    scenario, losses = brought_over("break_room")
    assert losses == []
    start, then = scenario.beats["start"], scenario.beats["then"]
    assert start.narration == "Denise is at the vending machine."
    assert [(one.say, one.reply, one.then, one.again) for one in start.options] == [
        ('"Again?"', '"Again," she says. It kept her dollar.', "then", False),
        ("Wait", None, "then", False),
    ]
    assert then.narration == "She kicks it."
    assert [(one.say, one.then) for one in then.options] == [('"See you."', "end")]


def test_a_story_with_most_of_ink_in_it() -> None:
    scenario, losses = brought_over("night_shift")
    assert scenario.title == "The last cart"
    beats = scenario.beats
    assert scenario.visits and scenario.visits[0].start == "dock"
    ways = {name: [(one.say or "", one.then) for one in beat.options] for name, beat in beats.items()}
    assert ways == {
        "dock": [
            ("Ask about her hands", "dock_ask_about_her"), ('"Long night."', "dock_together"),
            ("Look at the lot", "dock"), ("", "gate_lights"),
        ],
        "dock_ask_about_her": [('"Since when?"', "dock_together"), ("Sit down", "dock_together")],
        "dock_together": [("", "cab")],
        "cab": [("", "dock_together_after")],
        "dock_together_after": [("Ask who else", "gate_lights"), ("Leave it", "end")],
        "gate_lights": [
            ("", "end"), ("Talk about the rain", "gate_lights"), ("Go back", "dock"), ('"See you Thursday?"', "end"),
        ],
    }  # fmt: skip
    # once-only and sticky; a choice that was taken and a knot that was come to are conditions here too
    dock = {option.id: option for option in beats["dock"].options}
    assert dock["ask_about_her_hands"].again is False
    assert dock["look_at_the_lot"].again is True
    assert dock["look_at_the_lot"].if_ == "flag.ask_about_her_hands"
    assert dock["ask_about_her_hands"].sets == ["ask_about_her_hands"]
    assert beats["dock_together_after"].options[0].if_ == "not seen.gate_lights"
    # glue, a choice's words in what follows, and of two texts the one that is read at first
    assert dock["long_night"].reply == '"Long night," you say.\n"They\'re all long." She yawns.'
    assert beats["dock"].narration == ("The last cart is in. Bev sits on the edge of the dock. She looks at the lot.")
    assert beats["gate_lights"].narration == "The lights over the gate go off one by one.\nShe has no coat."
    assert beats["gate_lights"].options[0].reply == "She puts her coat on."
    for what in (
        "the variable trust, 0 at the start",
        "the variable coat, false at the start",
        "the function lift",
        "the tag # author: nobody",
        "in cab: the tag # sound: engine",
        "in dock: ~ trust = trust + 1",
        "in dock: the tunnel -> cab ->; it became a way there and back",
        "in gate: the thread <- weather; its words and choices stand here",
        "offered only where coat",
        "in dock: another text at this place (dock > 1): She has not moved.",
        "in dock: another text at this place (it changes from time to time): A second gull lands.",
        "ink takes this by itself when nothing else is left; here it is offered as saying nothing",
    ):
        assert what in losses, what


@pytest.mark.parametrize("name", ["break_room", "night_shift"])
def test_it_plays_to_an_end(name: str) -> None:
    scenario, _losses = brought_over(name)
    play = Play.new(compile_story(scenario))
    for turn in range(100):
        if play.ended:
            break
        offered = play.offered_ids()
        assert offered
        play = play.choose(offered[turn % len(offered)])
    assert play.ended


@pytest.mark.parametrize("name", ["break_room", "night_shift"])
def test_the_compiled_stories_are_what_inkjs_makes(name: str) -> None:
    node = shutil.which("node")
    if node is None or not INKJS.is_dir():
        pytest.skip("inkjs is not installed in benchmarks/inkjs")
    program = (
        f"const {{Compiler}} = require({json.dumps(str(INKJS / 'inkjs' / 'dist' / 'ink-full.js'))});"
        "process.stdout.write(new Compiler(require('fs').readFileSync(process.argv[1], 'utf8')).Compile().ToJson())"
    )
    made = subprocess.run([node, "-e", program, str(STORIES / f"{name}.ink")], capture_output=True, check=True)
    assert json.loads(made.stdout) == json.loads((STORIES / f"{name}.ink.json").read_text(encoding="utf-8"))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "made.yaml"
    story = STORIES / "night_shift.ink.json"
    assert run(["import", str(story), "--output", str(made)]) == 0
    said = capsys.readouterr().err
    assert "compiled ink: 6 beats, 14 options" in said
    assert re.search(rf"^{re.escape(str(story))}:1: lost: in dock: ~ trust = trust \+ 1$", said, re.MULTILINE)
    # what is pretty-printed has lines to point at
    spread = tmp_path / "spread.json"
    spread.write_text("\ufeff" + json.dumps(json.loads(story.read_text(encoding="utf-8")), indent=1), encoding="utf-8")
    assert run(["import", str(spread)]) == 0
    lines = spread.read_text(encoding="utf-8").split("\n")
    told = re.findall(r"spread\.json:(\d+): lost: in cab:", capsys.readouterr().err)
    assert told and '"cab"' in lines[int(told[0]) - 1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is no JSON that can be read"),
        ("[" * 100_000, "lists stand too deep in one another"),
        ("{}", "it has no inkVersion"),
        ('{"inkVersion": 99, "root": []}', "this is compiled ink of version 99"),
        ('{"inkVersion": 21}', "this compiled ink has no root"),
        ('{"inkVersion": 21, "root": ' + "[" * 500 + "]" * 500 + "}", "its parts stand more than 200 deep"),
        (compiled(["done", None]), "there is neither a word nor a choice"),
        (compiled([{"->": "0"}, None], None), "there is neither a word nor a choice"),
    ],
)
def test_what_cannot_come_over_is_said(text: str, said: str) -> None:
    with pytest.raises(CannotImport, match=re.escape(said)):
        import_text(text, "story.json")


def test_a_circle_of_knots_is_no_trap() -> None:
    text = compiled({"->": "a"}, {"a": ["^One.", {"->": "b"}, None], "b": [{"->": "a"}, None]})
    loaded = load_text(import_text(text, "story.json").text, "x")
    assert loaded.scenario is not None
    assert [option.then for option in loaded.scenario.beats["a"].options] == ["a"]


ITEMS = st.sampled_from(
    [
        "^words", "\n", "<>", "ev", "/ev", "str", "/str", "out", "pop", "du", "nop", "void", "#", "/#", "->->", "~ret",
        "done", "end", "thread", "visit", "seq", "+", "!", "==", "MIN", "turns", 1, 2.5, True, {"->": "a"}, {"->": "b"},
        {"->": ".^.^.0"}, {"->": "a", "c": True}, {"->": "nowhere"}, {"->": "$r", "var": True}, {"->t->": "a"},
        {"->t->": "b"}, {"f()": "a"}, {"x()": "out", "exArgs": 2}, {"^->": "b"}, {"VAR?": "x"}, {"CNT?": "a"},
        {"VAR=": "x"}, {"temp=": "$r"}, {"*": "b", "flg": 20}, {"*": "a", "flg": 31}, {"*": ".^.c-0", "flg": 8},
        {"#": "tag"}, {"list": {}}, {"->": 5}, {"*": None, "flg": "x"},
    ]
)  # fmt: skip
BOXES = st.recursive(
    st.lists(ITEMS, max_size=8).map(lambda items: [*items, None]),
    lambda inner: st.tuples(st.lists(ITEMS | inner, max_size=6), st.dictionaries(st.sampled_from("bcs"), inner)).map(
        lambda both: [*both[0], {**both[1], "#f": 1}]
    ),
    max_leaves=6,
)


@settings(deadline=None, max_examples=150)
@given(BOXES, BOXES, BOXES)
def test_nothing_in_compiled_ink_breaks_the_import(first: list[Any], second: list[Any], third: list[Any]) -> None:
    try:
        made = import_text(compiled(first, {"a": second, "b": third}), "story.json")
    except CannotImport:
        return
    loaded = load_text(made.text, "made.yaml")
    assert loaded.scenario is not None, (loaded.findings, made.text)
