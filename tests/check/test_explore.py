"""What `check` knows of every play, held against an engine that goes through every state one by one."""

import random
import re
from pathlib import Path

import pytest

from benchmarks.story import as_scenario, plan
from tests.oracle import generate
from tests.oracle.engine import play as oracle_play
from trainer.check.explore import ENDED, TURN, Monitor, graph_of
from trainer.check.explore.exploration import Explored, explore
from trainer.check.explore.findings import findings
from trainer.check.walks import walk
from trainer.conversation.story import Story, compile_story
from trainer.scenario import model
from trainer.scenario.load import load_scenario, load_text

from .every_play import Found, every_play
from .linked import linked

WORD_GETS_AROUND = """
format: 1
id: word_gets_around
title: Word gets around
form: visits
method: organizing
setting: workplace
level: 1
language: en
brief: You tell one of them what the other said.
people:
  ana: {name: Ana, mood: {trust: 5, fear: 2, hope: 5, anger: 5}}
  ben: {name: Ben, mood: {trust: 5, fear: 1, hope: 3, anger: 2}}
asks:
  meeting: {title: come on Tuesday, risk: 2}
visits:
  - {id: first, with: ana, clock: 9, start: told}
  - {id: second, with: ben, clock: 9, start: asked}
beats:
  told:
    step: issue
    says: What does Ben say?
    options:
      - {id: angry, say: He is furious., move: small_talk, effects: {ben.anger: +1}, then: told}
      - {id: on, say: See you then., move: farewell, then: end}
  asked:
    step: ask
    says: What is it?
    options:
      - {id: ask, say: Will you come on Tuesday?, move: ask, ask: meeting, then: end}
"""

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def small(seed: int, form: str) -> generate.Data:
    """A random scenario with little time, so that all its plays can be gone through."""
    chance = random.Random(seed)
    data = generate.scenario(seed, form)
    for visit in data.get("visits", []):
        visit["clock"] = str(chance.randint(2, 5))
    if "shift" in data:
        data["shift"]["minutes"] = str(chance.randint(4, 12))
    data.pop("walks", None)
    return data


def compiled(text: str) -> tuple[model.Scenario, Story]:
    loaded = load_text(text, "random.yaml")
    assert loaded.scenario is not None, loaded.findings
    return loaded.scenario, compile_story(loaded.scenario)


def as_found(explored: Explored) -> Found:
    """What the exploration knows, in ids."""
    story, facts = explored.story, explored.facts
    return Found(
        beats={story.beats[beat].id for beat in facts.beats},
        visits={story.visits[visit].id for visit in facts.visits if story.visits[visit].person >= 0},
        offered={(story.beats[story.options[place].beat].id, story.options[place].id) for place in facts.offered},
        answers={
            (story.asks[ask].id, story.people[person].id, ("none", "yes", "polite_yes", "no")[answer])
            for ask, person, answer in facts.answers
        },
        opened={f"{story.concerns[concern].id}.{depth}" for concern, depth in facts.opened},
        picked={story.cues[cue].id for cue in facts.picked},
        raised={story.objections[objection].id for objection in facts.raised},
        inoculated={story.people[person].id for person in facts.inoculated},
        kept={story.promises[promise] for promise in facts.kept_at_all},
        flags={story.flags[flag] for flag in facts.flags},
        promised={story.promises[promise] for promise in facts.promised},
        comes={(story.asks[ask].id, story.people[person].id) for ask, person in facts.comes},
        stuck={story.beats[beat].id for beat in facts.stuck},
        plays=explored.plays or 0,
    )


@pytest.mark.parametrize(
    ("form", "seed"),
    [*(("visits", seed) for seed in (1, 2, 3, 4, 8)), *(("shift", seed) for seed in (1, 2, 6, 10))],
)
def test_all_that_can_happen_in_random_scenarios_is_what_going_through_every_state_finds(form: str, seed: int) -> None:
    data = small(seed, form)
    scenario, story = compiled(generate.as_yaml(data, seed))
    truth = every_play(story)
    explored = explore(scenario, story)
    known = as_found(explored)
    assert explored.exact
    # a flag that nothing reads is not followed through the events that set it
    assert truth.flags <= known.flags, seed
    assert known._replace(flags=truth.flags) == truth, seed
    for problem in findings(explored):
        if "this walk gets stuck: " in problem.message:
            choices = problem.message.partition("this walk gets stuck: ")[2].split(", ")
            assert walk(story, choices).stuck, (seed, choices)
            assert oracle_play(data, choices).offered() == [], (seed, choices)


@pytest.mark.parametrize(
    ("form", "seed"),
    [*(("visits", seed) for seed in (1, 15, 88, 162, 192, 194)), *(("shift", seed) for seed in (2, 5, 7))],
)
def test_of_talks_that_hang_on_one_another_no_play_is_lost_and_none_made_up(form: str, seed: int) -> None:
    scenario, story = compiled(generate.as_yaml(linked(seed, form), seed))
    truth = every_play(story)
    explored = explore(scenario, story)
    assert explored.exact
    assert as_found(explored)._replace(flags=truth.flags) == truth


def test_what_a_line_does_to_somebody_else_reaches_them_where_people_are_looked_at_apart() -> None:
    scenario, story = compiled(WORD_GETS_AROUND)
    explored = explore(scenario, story)
    assert explored.graph is None
    assert as_found(explored) == every_play(story)


def test_every_beat_of_every_visit_can_be_walked_to_and_the_walk_ends_there() -> None:
    walked = 0
    for seed, form in ((1, "visits"), (3, "visits"), (4, "visits"), (1, "shift"), (10, "shift")):
        scenario, story = compiled(generate.as_yaml(small(seed, form), seed))
        graph = graph_of(scenario, story)
        far = graph.distances()
        for place in graph.places:
            if place.beat in (ENDED, TURN) or not place.count or far[place.first] > 1_000:
                continue
            play = walk(story, graph.walk_to(place.first, far))
            assert (play.state.visit, play.state.beat) == (place.visit, place.beat)
            walked += 1
    assert walked > 20


@pytest.mark.parametrize("knots", [200, 1200])
def test_a_layered_story_is_known_as_a_search_over_plain_states_knows_it(knots: int) -> None:
    layered = plan(knots, 12)
    scenario, story = compiled(as_scenario(layered))
    explored = explore(scenario, story)
    by_id = {knot.id: knot for knot in layered}
    begun: tuple[str, tuple[int, ...]] = (layered[0].id, (5, 5, 5, 5, 5, 5))
    names = ("trust", "fear", "hope", "anger", "ben.trust", "ben.fear")
    ways = {begun: 1}
    offered_there: set[tuple[str, str]] = set()
    plays = 0
    while ways:
        onwards: dict[tuple[str, tuple[int, ...]], int] = {}
        for (place, moods), number in ways.items():
            stuck = True
            for choice in by_id[place].choices:
                if choice.needs is not None and moods[names.index(choice.needs[0])] < choice.needs[1]:
                    continue
                stuck = False
                offered_there.add((place, choice.id))
                if choice.leads_to is None:
                    plays += number
                    continue
                after = tuple(
                    max(0, min(10, mood + choice.changes[name])) for mood, name in zip(moods, names, strict=True)
                )
                onwards[choice.leads_to, after] = onwards.get((choice.leads_to, after), 0) + number
            plays += number if stuck else 0
        ways = onwards
    known = as_found(explored)
    assert known.offered == offered_there
    assert known.beats == {beat for beat, _ in offered_there}
    assert known.plays == plays


@pytest.mark.parametrize("name", ["workplace/bus_thirty_one", "doors/doors_on_alder", "phone/caucus_calls"])
def test_the_library_is_known_exactly_and_nothing_in_it_is_amiss(name: str) -> None:
    loaded = load_scenario(SCENARIOS / f"{name}.yaml")
    assert loaded.scenario is not None
    story = compile_story(loaded.scenario)
    explored = explore(loaded.scenario, story)
    assert explored.exact
    assert explored.plays is not None and explored.plays > 1_000
    assert [problem for problem in findings(explored) if problem.code not in loaded.scenario.allow] == []


def test_where_the_budget_runs_out_nothing_is_claimed_of_what_was_not_seen() -> None:
    loaded = load_scenario(SCENARIOS / "workplace" / "bus_thirty_one.yaml")
    assert loaded.scenario is not None
    story = compile_story(loaded.scenario)
    explored = explore(loaded.scenario, story, budget=50)
    assert not explored.exact
    assert explored.plays is None
    assert explored.open.visits
    assert [problem for problem in findings(explored) if problem.code != "W103"] == []
    assert len(explored.facts.offered) > len(story.options) // 2


def test_a_monitor_travels_with_the_states_and_what_is_kept_is_told_apart() -> None:
    scenario, story = compiled(as_scenario(plan(40, 6)))
    questions = Monitor(
        "questions", 6, 0, (), lambda before, option, outcome, after: before["questions"]
        + (option.move == "open_question")
    )  # fmt: skip
    graph = graph_of(scenario, story, keep=("anna.trust",), monitors=(questions,))
    end = graph.places[-1]
    columns = graph.columns(end, "anna.trust", "questions")
    assert set(columns) == {"anna.trust", "questions"}
    far = graph.distances()
    for node in range(end.first, end.first + min(end.count, 40)):
        play = walk(story, graph.walk_to(node, far))
        assert play.ended
        assert columns["anna.trust"][node - end.first] == play.state.moods[0]
        assert columns["questions"][node - end.first] == sum(turn.move == "open_question" for turn in play.turns)


@pytest.mark.parametrize("clocks", [(3, 2, 1, 1, 1), (1, 3, 2, 1, 1), (2, 1, 1, 3, 1)])
def test_people_looked_at_apart_can_do_what_going_through_every_state_finds(clocks: tuple[int, ...]) -> None:
    text = (SCENARIOS / "workplace" / "the_foreman_s_friend.yaml").read_text(encoding="utf-8")
    left = iter(clocks)
    text = re.sub(r"clock: \d+", lambda _: f"clock: {next(left)}", text).partition("\nwalks:")[0]
    scenario, story = compiled(text)
    explored = explore(scenario, story)
    truth = every_play(story, 200_000)
    known = as_found(explored)
    assert known._replace(flags=truth.flags) == truth
    walked = 0
    for visit, graph in explored.visits.items():
        for chunk in graph.chunks:
            if chunk.beat != ENDED and chunk.count:
                node = chunk.first + chunk.count - 1
                choices = explored.walk_to([(visit, node)])
                assert choices is not None
                play = walk(story, choices)
                assert (play.state.visit, play.state.beat) == (visit, chunk.beat)
                walked += 1
    assert walked > len(story.visits)
