"""`graph`: what a map shows is what can be played, in three formats that other programs read."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.bench.graph import END, LETTERS, Map, map_of
from trainer.bench.graph_layers import layers_of
from trainer.bench.graph_svg import as_svg
from trainer.bench.graph_text import STEP_COLOURS, as_dot, as_mermaid
from trainer.check.players import PLAYERS, play_with
from trainer.cli import run as command_line
from trainer.conversation.story import compile_story
from trainer.scenario.library import FOLDER
from trainer.scenario.load import load_scenario, load_text
from trainer.scenario.model import Scenario

BUS = FOLDER / "workplace" / "bus_thirty_one.yaml"
SCENES = [BUS, FOLDER / "doors" / "doors_on_alder.yaml", Path(__file__).parents[1] / "scenes" / "elm_house.yaml"]
SVG = "{http://www.w3.org/2000/svg}"


def scenario_of(file: Path) -> Scenario:
    scenario = load_scenario(file).scenario
    assert scenario is not None
    return scenario


@pytest.fixture(params=SCENES, ids=lambda file: file.stem)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return scenario_of(request.param)


def test_every_beat_and_option_that_players_come_to_is_on_the_map_and_reached(scenario: Scenario) -> None:
    map_ = map_of(scenario)
    assert map_.exact
    visits = {visit.id: visit for visit in map_.visits}
    for player in PLAYERS:
        for seed in range(8):
            for turn in play_with(compile_story(scenario), player, seed).turns:
                beat = visits[turn.visit].beats[turn.beat]
                assert visits[turn.visit].reached
                assert beat.reached
                reached = {option.id for option in beat.options if option.reached}
                assert {offered.option for offered in turn.offered} <= reached


def test_looking_at_the_text_alone_rules_out_no_more_than_looking_at_every_play(scenario: Scenario) -> None:
    exact, quick = map_of(scenario), map_of(scenario, budget=0)
    assert not quick.exact
    for one, other in zip(exact.visits, quick.visits, strict=True):
        assert one.layers == other.layers
        assert {beat.id for beat in one.beats.values() if beat.reached} <= {
            beat.id for beat in other.beats.values() if beat.reached
        }


def test_layers_lead_onwards_and_hold_each_beat_once(scenario: Scenario) -> None:
    for visit in map_of(scenario, budget=0).visits:
        flat = [beat for layer in visit.layers for beat in layer]
        assert sorted(flat) == sorted(visit.beats)
        for edge in visit.edges:
            if edge.target != END and not edge.back:
                assert visit.beats[edge.source].layer < visit.beats[edge.target].layer
        starts = [beat for beat in visit.beats.values() if beat.starts]
        assert all(beat.layer == 0 or any(e.target == beat.id for e in visit.edges) for beat in starts)


def test_what_no_play_reaches_is_grey_and_says_so() -> None:
    source = BUS.read_text(encoding="utf-8")
    source = source.replace(
        "beats:\n",
        "beats:\n  attic:\n    says: Up here.\n    options: [{id: out, say: Bye., move: farewell, then: end}]\n",
        1,
    ).replace("        then: folded_in\n", "        if: trust > 9\n        then: folded_in\n", 1)
    scenario = load_text(source, "bus").scenario
    assert scenario is not None
    map_ = map_of(scenario)
    assert map_.lost == ("attic",)
    aisle = map_.visits[0].beats["aisle"]
    assert [option.id for option in aisle.options if not option.reached] == ["is_it_true"]
    assert "In no visit: attic." in as_mermaid(map_)
    assert "In no visit: attic." in as_svg(map_)
    assert "is_it_true*" in as_dot(map_)
    assert "* marks an option that no play is offered." in as_dot(map_)
    wednesday = map_of(scenario_of(FOLDER / "workplace" / "night_laundry.yaml"), budget=4_000_000).visits[0]
    assert not wednesday.beats["ring"].reached


def test_the_svg_is_sound_and_shows_every_beat_option_and_way(scenario: Scenario) -> None:
    map_ = map_of(scenario, budget=0)
    root = ElementTree.fromstring(as_svg(map_))
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    width, height = (float(root.attrib[key]) for key in ("width", "height"))
    for visit in map_.visits:
        for beat in visit.beats.values():
            assert any(text.startswith(beat.id[:24]) for text in texts)
            assert LETTERS[beat.step] in texts
            for option in beat.options:
                assert any(text.startswith(option.id[:10]) for text in texts), option.id
    for box in root.iter(f"{SVG}rect"):
        if box.attrib.get("class", "").startswith("box"):
            assert 0 < float(box.attrib["x"]) < width
            assert 0 < float(box.attrib["y"]) < height
    assert "href" not in as_svg(map_)


def test_no_two_boxes_of_a_visit_overlap() -> None:
    for file in (*SCENES, FOLDER / "tenants" / "alder_court.yaml"):
        for panel in ElementTree.fromstring(as_svg(map_of(scenario_of(file), budget=0))).iter(f"{SVG}g"):
            if "transform" not in panel.attrib:
                continue
            boxes = [
                tuple(float(box.attrib[key]) for key in ("x", "y", "width", "height"))
                for box in panel.iter(f"{SVG}rect")
                if box.attrib.get("class", "").startswith("box")
            ]
            for place, (x, y, width, height) in enumerate(boxes):
                for other_x, other_y, other_width, other_height in boxes[place + 1 :]:
                    apart = x + width <= other_x or other_x + other_width <= x or y + height <= other_y
                    assert apart or other_y + other_height <= y


def edges_in(map_: Map) -> int:
    stays = sum(
        any(way.target == "" for option in beat.options for way in option.ways)
        for visit in map_.visits
        for beat in visit.beats.values()
    )
    starts = sum(beat.starts for visit in map_.visits for beat in visit.beats.values())
    return sum(len(visit.edges) for visit in map_.visits) + stays + starts


def test_mermaid_and_dot_hold_every_edge_once_and_no_sign_of_their_own_in_a_text(scenario: Scenario) -> None:
    hostile = scenario.model_copy(update={"title": 'a "b" ]; } --> c | `x` \\ <b> %% #'})
    map_ = map_of(hostile, budget=0)
    mermaid, dot = as_mermaid(map_), as_dot(map_)
    assert len(re.findall(r"^    v\d+_\w+ (?:-->|-\.->)", mermaid, re.MULTILINE)) == edges_in(map_)
    assert len(re.findall(r"^    v\d+_\w+ -> ", dot, re.MULTILINE)) == edges_in(map_)
    for line in mermaid.splitlines():
        if not line.startswith("%%"):
            assert line.count('"') in (0, 2), line
    without_texts = re.sub(r'"(?:[^"\\]|\\.)*"', "", "\n".join(line for line in dot.splitlines() if line[:2] != "//"))
    assert '"' not in without_texts
    assert without_texts.count("{") == without_texts.count("}") == 1 + len(map_.visits)


def test_the_letters_can_be_told_apart_and_read_on_their_colours() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS) == len(STEP_COLOURS)

    def brightness(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colour in STEP_COLOURS.values():
        assert 1.05 / (brightness(colour.dark) + 0.05) >= 4.5
        assert (brightness(colour.light) + 0.05) / (brightness("#4a4a4a") + 0.05) >= 4.5


def test_a_ring_with_a_way_back_is_laid_out() -> None:
    assert layers_of(["a", "b", "c"], ["a"], {"a": ["b"], "b": ["c"], "c": ["a"]}) == (("a",), ("b",), ("c",))
    assert layers_of([], [], {}) == ()


Run = Callable[..., tuple[int, str]]


def test_the_command_prints_or_writes_by_the_files_ending(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command_line(["graph", "bus_thirty_one"]) == 0
    assert "flowchart LR" in capfd.readouterr().out
    out = tmp_path / "map.svg"
    assert command_line(["graph", str(BUS), "--output", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("<svg")
    assert command_line(["graph", str(BUS), "--format", "dot", "--output", str(out)]) == 2
    assert "already" in capfd.readouterr().err
    assert command_line(["graph", str(BUS), "--format", "dot", "--output", str(tmp_path / "map.gv")]) == 0
    assert (tmp_path / "map.gv").read_text(encoding="utf-8").count("digraph") == 1
