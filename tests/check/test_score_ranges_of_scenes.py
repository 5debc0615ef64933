"""The scores over all plays of real scenarios, the two findings that rest on them, and five players."""

import json
from functools import cache
from pathlib import Path

import pytest

from scoring import score
from tests.check.planting import BUS, ROOT
from trainer import cli
from trainer.check.explore import graph_of
from trainer.check.explore.exploration import explore
from trainer.check.players import PLAYERS, play_with
from trainer.check.run import check_file
from trainer.check.scores import Known, Tried, score_problems
from trainer.check.scores.distribution import every_play, five_players, player_scores
from trainer.check.scores.merging import chain_of, ground_of
from trainer.check.scores.outline import outline
from trainer.check.scores.ranges import ScoreRanges, score_ranges
from trainer.conversation.play import Play
from trainer.conversation.story import Story, compile_story
from trainer.scenario import model
from trainer.scenario.load import load_scenario, load_text

ELM_HOUSE = ROOT / "tests" / "scenes" / "elm_house.yaml"
CAUCUS = ROOT / "scenarios" / "phone" / "caucus_calls.yaml"
ALDER_COURT = ROOT / "scenarios" / "tenants" / "alder_court.yaml"
NEAR = 1e-6
SCENES = pytest.mark.parametrize("path", [ELM_HOUSE, CAUCUS], ids=lambda path: path.stem)


@cache
def story_of(path: Path) -> Story:
    scenario = load_scenario(path).scenario
    assert scenario is not None
    return compile_story(scenario)


def scenario_of(path: Path) -> model.Scenario:
    scenario = load_scenario(path).scenario
    assert scenario is not None
    return scenario


@cache
def ranges(path: Path) -> ScoreRanges:
    scenario = load_scenario(path).scenario
    assert scenario is not None
    graph = graph_of(scenario, story_of(path))
    assert graph.exact
    return score_ranges(story_of(path), ground_of(graph))


@SCENES
def test_every_walk_gives_the_value_it_is_said_to_give(path: Path) -> None:
    for name, skill in ranges(path).skills.items():
        for part_name, part in skill.components.items():
            for point in (part.lowest, part.highest):
                if point is None:
                    assert part.range.highest is None or not part.exact
                    continue
                play = Play.resumed(story_of(path), 0, point.walk)
                while play.stuck:
                    play = play.leave()
                assert play.ended
                found = score(play.transcript()).skills[name].components
                value = next(one.value for one in found if one.name == part_name)
                assert value == pytest.approx(point.value)


@SCENES
def test_the_bounds_lie_around_what_five_players_score(path: Path) -> None:
    for player in PLAYERS:
        card = score(play_with(story_of(path), player, 3).transcript()._replace(ratings={}, forecasts={}))
        for name, skill in ranges(path).skills.items():
            points = card.overall if name == "overall" else card.skills[name].score
            if points is None:
                continue
            assert skill.lowest.bound is not None
            assert skill.highest.bound is not None
            assert skill.lowest.bound - NEAR <= points <= skill.highest.bound + NEAR, (player, name)


@SCENES
def test_an_exact_end_is_reached_and_none_lies_beyond_its_bound(path: Path) -> None:
    for skill in ranges(path).skills.values():
        for end, sign in ((skill.lowest, -1), (skill.highest, 1)):
            if end.bound is None or end.reached is None:
                assert end.reached is None
                continue
            assert sign * end.reached <= sign * end.bound + NEAR
            assert end.exact == (abs(end.reached - end.bound) < NEAR)


def test_plays_led_by_an_outline_reach_what_the_graph_of_every_play_proves() -> None:
    story, by_graph = story_of(ELM_HOUSE), ranges(ELM_HOUSE).skills
    by_outline = score_ranges(story, outline(scenario_of(ELM_HOUSE), story)).skills
    exact = 0
    for skill, found in by_outline.items():
        for name, part in found.components.items():
            whole = by_graph[skill].components[name]
            if part.exact:
                exact += 1
                assert part.can_be_left_out == whole.can_be_left_out
                for point, true in ((part.lowest, whole.lowest), (part.highest, whole.highest)):
                    assert (point and point.score) == pytest.approx(true and true.score)
    assert exact >= 8, "plays led by it should reach the ends of most components"


def test_where_the_graph_is_not_known_nothing_is_claimed() -> None:
    story = story_of(ALDER_COURT)
    found = score_ranges(story, None)
    for skill in found.skills.values():
        assert (skill.lowest.bound, skill.highest.bound) == (0.0, 100.0)
        assert skill.highest.reached is not None
        for part in skill.components.values():
            ends = [point and point.score for point in (part.lowest, part.highest)]
            assert part.exact <= (ends == [0.0, 100.0]), (
                "without a graph only what reaches the ends of the scale is known"
            )
    assert score_problems(scenario_of(ALDER_COURT), story, 10, lambda: Known(None, None), Tried(story)) == []


def test_the_command_prints_them_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(CAUCUS), "--format", "json", "--players"]) == 0
    told = json.loads(capsys.readouterr().out)["files"][0]
    respect = told["scores"]["respect"]
    assert respect.keys() == {"lowest", "highest", "exact", "components"}
    assert respect["highest"].keys() == {"reached", "bound", "walk"}
    assert respect["components"]["farewell"].keys() == {"lowest", "highest", "can_be_left_out", "exact"}
    assert set(told["players"]) == set(PLAYERS)
    assert told["players"]["random"]["exact"] is False
    assert told["players"]["strong"]["scores"]["overall"]["error"] == 0


# Two findings

NO_OBJECTION = """\
format: 1
id: laundry
title: In the laundry
form: visits
method: organizing
setting: workplace
level: 1
language: en
teaches: [objections, listening]
brief: Denise folds linen.
people:
  denise: {name: Denise, mood: {trust: 4, fear: 4, hope: 4, anger: 5}, concerns: {wrist: [it hurts]}}
visits:
  - {id: night, with: denise, clock: 12, start: wrist}
beats:
  wrist:
    step: issue
    says: Held us over again.
    cues: {again: {shows: again, about: wrist}}
    options:
      - {id: mirror, say: Again., move: deep_reflection, picks_up: again, hears: wrist.1, reply: Third time this week it is., then: two}
      - {id: what, say: What happened?, move: open_question, hears: wrist.1, reply: The folder., then: two}
  two: {step: issue, says: It never stops., options: [{id: never, say: Never., move: deep_reflection, then: three}]}
  three: {step: issue, says: Eleven years of it., options: [{id: years, say: Eleven years., move: summary, then: four}]}
  four: {step: issue, says: And a wrist., options: [{id: and_a_wrist, say: "And the wrist, too.", move: summary, then: five}]}
  five: {step: issue, says: Some night., options: [{id: which, say: Which one?, move: open_question, then: six}]}
  six: {says: That's the bell., options: [{id: bye, say: Friday., move: farewell, then: end}]}
"""  # noqa: E501 - a line stands in one line, as authors write them


def codes(text: str, tmp_path: Path) -> list[tuple[str, str]]:
    file = tmp_path / "scene.yaml"
    file.write_text(text, encoding="utf-8")
    found = check_file(file).findings
    return [(finding.code, finding.where) for finding in found if finding.code in ("S205", "S206")]


def test_a_scene_that_teaches_objections_and_raises_none(tmp_path: Path) -> None:
    assert codes(NO_OBJECTION, tmp_path) == [("S205", "teaches.0")]
    assert codes(NO_OBJECTION.replace("objections, ", ""), tmp_path) == []


def test_a_skill_that_nobody_can_be_good_at(tmp_path: Path) -> None:
    """Where the cue can only be stepped over and nothing is given back, the best of all plays is not good."""
    deaf = NO_OBJECTION.replace("deep_reflection", "small_talk").replace("summary", "small_talk")
    deaf = deaf.replace("picks_up: again, ", "").replace("cues: {again: {shows: again, about: wrist}}", "order: fixed")
    assert ("S205", "teaches.1") in codes(deaf, tmp_path)


def test_a_scene_in_which_a_habit_costs_nothing(tmp_path: Path) -> None:
    # a pitch that leads to the same good lines as listening does
    pays = NO_OBJECTION.replace("objections, ", "").replace("{id: what, ", "{id: what, habit: info_dump, ")
    assert codes(pays, tmp_path) == [("S206", "beats")]
    walk = next(one.message for one in check_file(tmp_path / "scene.yaml").findings if one.code == "S206")
    choices = walk.rpartition(": ")[2].split(", ")
    loaded = load_text(pays, "scene.yaml")
    assert loaded.scenario is not None
    play = Play.resumed(compile_story(loaded.scenario), 0, choices)
    assert play.ended
    assert score(play.transcript()).overall >= 60
    assert choices[0] == "what"


def test_what_an_author_allows_is_not_told(tmp_path: Path) -> None:
    assert codes(NO_OBJECTION + "allow: {S205: they come in the second scene}\n", tmp_path) == []


def test_a_scenario_of_ours_has_neither(tmp_path: Path) -> None:
    assert codes(BUS, tmp_path) == []


# People who share nothing


def two_talks() -> str:
    """The scene again with somebody else, whose talk nothing of the first depends on."""
    head, beats = NO_OBJECTION.split("beats:\n")
    again = beats
    for name in ("wrist", "again", "two", "three", "four", "five", "six"):
        again = again.replace(f"  {name}:", f"  {name}_2:").replace(f"then: {name}}}", f"then: {name}_2}}")
    again = again.replace("about: wrist}", "about: back}").replace("hears: wrist.1", "hears: back.1")
    again = again.replace("picks_up: again", "picks_up: again_2").replace("cues: {again:", "cues: {again_2:")
    omar = "  omar: {name: Omar, mood: {trust: 5, fear: 3, hope: 4, anger: 5}, concerns: {back: [it is stiff]}}\n"
    head = head.replace("visits:\n  -", f"{omar}visits:\n  -")
    head += "  - {id: morning, with: omar, clock: 12, start: wrist_2}\n"
    return f"{head}beats:\n{beats}{again}"


def test_what_each_visit_allows_bounds_what_all_plays_reach() -> None:
    loaded = load_text(two_talks(), "scene.yaml")
    assert loaded.scenario is not None, loaded.findings
    story = compile_story(loaded.scenario)
    explored = explore(loaded.scenario, story)
    assert explored.graph is None
    chain = ground_of(chain_of(explored))
    assert not chain.whole
    known = score_ranges(story, ground_of(graph_of(loaded.scenario, story)))
    bounds = score_ranges(story, chain)
    for name, skill in known.skills.items():
        assert (skill.highest.bound is None) == (bounds.skills[name].highest.bound is None)
        if skill.highest.reached is None or skill.lowest.reached is None:
            continue
        found = bounds.skills[name]
        assert found.highest.bound is not None
        assert found.lowest.bound is not None
        assert found.lowest.bound - NEAR <= skill.lowest.reached
        assert skill.highest.reached <= found.highest.bound + NEAR
        for part_name, part in skill.components.items():
            other = found.components[part_name]
            # here nothing goes over from one talk to the other, so the chain is every play
            assert part.range == other.range


# Five players


def test_few_plays_are_played_one_and_all() -> None:
    loaded = load_text(NO_OBJECTION, "scene.yaml")
    assert loaded.scenario is not None
    story = compile_story(loaded.scenario)
    plays = every_play(story, 100)
    assert plays is not None
    assert len(plays) == 2
    assert sum(chance for chance, _ in plays) == pytest.approx(1)
    found = player_scores(story, "random")
    overall = found.scores["overall"]
    assert overall is not None
    assert (found.exact, found.plays, overall.error) == (True, 2, 0.0)
    assert overall.mean == pytest.approx(sum(score(play.transcript()).overall for _, play in plays) / 2)


def test_a_sample_comes_near_what_it_is_a_sample_of() -> None:
    """Over every play of the small scene the sample's mean lies within a few standard errors of the exact one."""
    loaded = load_text(NO_OBJECTION, "scene.yaml")
    assert loaded.scenario is not None
    story = compile_story(loaded.scenario)
    exact = player_scores(story, "random").scores["listening"]
    assert exact is not None
    sample = [score(play_with(story, "random", seed).transcript()).skills["listening"].score for seed in range(200)]
    mean = sum(points for points in sample if points is not None) / len(sample)
    assert abs(mean - exact.mean) <= 4 * exact.spread / len(sample) ** 0.5 + NEAR


def test_five_players_are_told_apart() -> None:
    found = {each.player: each for each in five_players(story_of(ELM_HOUSE))}
    assert list(found) == list(PLAYERS)
    assert all(each.exact == (each.player != "random" or each.plays != 200) for each in found.values())
