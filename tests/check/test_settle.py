"""What plays and proofs settle without exploring, held against going through every state one by one."""

import random
import re
from pathlib import Path

import pytest

from tests.oracle import generate
from trainer.bench.found_play import play_to_option
from trainer.check.explore.exploration import explore, explore_open
from trainer.check.explore.findings import findings
from trainer.check.players import play_with
from trainer.check.possible import possible
from trainer.check.run import check_file
from trainer.check.settle import Settled, settle
from trainer.check.settle.settling import wanted_facts
from trainer.check.settle.shown import ANSWERS, Fact, fact
from trainer.check.walks import walk
from trainer.conversation.story import Story, compile_story
from trainer.scenario import model
from trainer.scenario.load import load_scenario, load_text

from .every_play import Found, every_play
from .linked import linked

SCENARIOS = Path(__file__).parents[2] / "scenarios"
ALDER_COURT = SCENARIOS / "tenants" / "alder_court.yaml"


def compiled(text: str) -> tuple[model.Scenario, Story]:
    loaded = load_text(text, "scene.yaml")
    assert loaded.scenario is not None, loaded.findings
    return loaded.scenario, compile_story(loaded.scenario)


def settled(scenario: model.Scenario, story: Story) -> Settled:
    return settle(scenario, story, [*(walk.choose for walk in scenario.walks), play_with(story, "strong").choices])


def is_true(story: Story, found: Found, shown: Fact) -> bool:
    """Whether some play shows a fact, by what the slow search found."""
    kind, place, more = shown
    if place < 0:
        return False
    match kind:
        case "visit":
            return story.visits[place].id in found.visits
        case "beat":
            return story.beats[place].id in found.beats
        case "stuck":
            return story.beats[place].id in found.stuck
        case "offered":
            option = story.options[place]
            return (story.beats[option.beat].id, option.id) in found.offered
        case "picked":
            return story.cues[place].id in found.picked
        case "raised":
            return story.objections[place].id in found.raised
        case "opened":
            return f"{story.concerns[place].id}.{more}" in found.opened
        case "asked":
            return any(ask == story.asks[place].id for ask, _, _ in found.answers)
        case "answered":
            person, answer = divmod(more, ANSWERS)
            told = ("none", "yes", "polite_yes", "no")[answer]
            return (story.asks[place].id, story.people[person].id, told) in found.answers
        case "comes":
            return (story.asks[place].id, story.people[more].id) in found.comes
        case "inoculated":
            return story.people[place].id in found.inoculated
        case "promised":
            return story.promises[place] in found.promised
        case "kept_at_all":
            return story.promises[place] in found.kept
        case "flag":
            return story.flags[place] in found.flags
    return True  # ways, tests and promises kept after they were made are not among what the slow search notes


@pytest.mark.parametrize("form", ["visits", "shift"])
@pytest.mark.parametrize("seed", [seed for seed in range(12) if seed not in (9, 10)])
def test_what_is_shown_can_happen_and_what_is_not_open_is_so(seed: int, form: str) -> None:
    chance = random.Random(seed)
    data = generate.scenario(seed, form)
    for visit in data.get("visits", []):
        visit["clock"] = str(chance.randint(2, 4))
    if "shift" in data:
        data["shift"]["minutes"] = str(chance.randint(4, 9))
    data.pop("walks", None)
    scenario, story = compiled(generate.as_yaml(data, seed))
    truth = every_play(story, 100_000)
    known = settled(scenario, story)
    for shown in known.shown.facts:
        assert is_true(story, truth, shown), shown
    for wanted in set(wanted_facts(scenario, story, known.possible)) - known.open:
        assert wanted[0] == "left" or is_true(story, truth, wanted), wanted
    for beat in story.beats:
        assert beat.id not in truth.stuck or fact("stuck", beat.place) in known.open, beat.id


def test_our_largest_scenario_is_settled_for_every_play() -> None:
    """Five people, twelve visits, lines that are remembered once said: too many states to go through one by one."""
    checked = check_file(ALDER_COURT)
    assert checked.findings == ()
    assert checked.explored is not None
    assert checked.explored.exact


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("[!d]*/*.yaml")), ids=lambda path: path.stem)
def test_little_of_our_scenarios_is_left_to_exploring(path: Path) -> None:
    scenario = load_scenario(path).scenario
    assert scenario is not None
    open_ = settled(scenario, compile_story(scenario)).open
    assert len(open_) <= 1, open_


TWO_WAYS = """\
format: 1
id: stairs
title: On the stairs
form: visits
method: organizing
setting: tenants
level: 1
language: en
brief: Ana lives upstairs.
people:
  ana: {name: Ana, mood: {trust: 4, fear: 4, hope: 4, anger: 5}}
visits:
  - {id: monday, with: ana, clock: 30, start: door}
  - {id: friday, with: ana, clock: 30, start: door}
beats:
  door:
    says: Yes?
    options:
      - {id: first, say: It's about the light., move: information, sets: told, then: stair}
      - {id: second, say: You knew that., move: small_talk, if: flag.told, then: stair}
      - {id: third, say: You did not know that., move: small_talk, if: not flag.told, then: stair}
  stair:
    says: And?
    options:
      - {id: bye, say: Bye., move: farewell, again: true, then: end}
"""


def test_a_line_that_is_used_up_on_an_earlier_visit_is_reckoned_with(tmp_path: Path) -> None:
    """Somebody who says two of the three on Monday could get stuck on Friday only if the door opened three times."""
    scenario, story = compiled(TWO_WAYS)
    assert settled(scenario, story).open == frozenset()
    # with a way back to the door it opens often enough
    back = TWO_WAYS.replace(
        "then: end}", "then: end}\n      - {id: back, say: Once more., move: small_talk, then: door}"
    )
    known = settled(*compiled(back))
    assert {one for one in known.open if one[0] == "stuck"} == {fact("stuck", 0)}
    file = tmp_path / "stairs.yaml"
    file.write_text(back, encoding="utf-8")
    assert "W103" in [finding.code for finding in check_file(file).findings]


@pytest.mark.parametrize("seed", [0, 2, 5, 7, 13, 34, 40, 41, 55])
def test_looking_only_at_what_is_open_says_what_looking_at_everything_says(seed: int) -> None:
    chance = random.Random(seed)
    data = generate.scenario(seed, "visits")
    for visit in data["visits"]:
        visit["clock"] = str(chance.randint(3, 8))
    data.pop("walks", None)
    scenario, story = compiled(generate.as_yaml(data, seed))
    every = explore(scenario, story)
    assert every.exact
    known = settled(scenario, story)
    found = findings(explore_open(scenario, story, known)) if known.open else []
    told = {(one.code, one.place): without_walk(one.message) for one in found}
    assert told == {(one.code, one.place): without_walk(one.message) for one in findings(every)}
    for one in found:
        _, stuck, choices = one.message.partition("this walk gets stuck: ")
        if stuck and " and " not in choices:
            assert walk(story, choices.split(", ")).stuck, choices


THREE_BEATS = """\
format: 1
id: porch
title: On the porch
form: visits
method: organizing
setting: tenants
level: 1
language: en
brief: A porch.
people: {ana: {name: Ana, mood: {trust: 5, fear: 5, hope: 5, anger: 5}}}
visits: [{id: one, with: ana, clock: 9, start: porch}]
beats:
  porch:
    says: Well.
    options: [{id: in, say: "May I come in?", move: closed_question, then: kitchen}]
  kitchen:
    says: Sit down.
    options: [{id: tea, say: "You have tea on.", move: reflection, then: table}]
  table:
    says: I do.
    options: [{id: bye, say: Goodbye., move: farewell, then: end}]
"""


@pytest.mark.parametrize(("form", "seed"), [("visits", 15), ("visits", 88), ("visits", 115), ("shift", 7)])
def test_of_talks_that_hang_on_one_another_both_ways_of_looking_say_the_same(form: str, seed: int) -> None:
    scenario, story = compiled(generate.as_yaml(linked(seed, form), seed))
    settled = settle(scenario, story, [play_with(story, player).choices for player in ("first", "random")])
    told = [
        {(one.code, one.place): without_walk(one.message) for one in findings(explored)}
        for explored in (explore(scenario, story, settled=settled), explore_open(scenario, story, settled))
    ]
    assert told[0] == told[1]


def test_a_beat_that_only_exploring_comes_to_is_followed_to_the_end_of_the_talk() -> None:
    scenario, story = compiled(THREE_BEATS)
    shown = settled(scenario, story).shown
    kitchen, tea = story.places.beats["kitchen"], story.beats[1].options[0].place
    unseen = {one for one in shown.facts if one[0] in ("beat", "left", "leads") and one[1] == kitchen}
    unseen.add(fact("offered", tea))
    shown.facts -= unseen
    known = Settled(shown, possible(scenario, story), frozenset({fact("beat", kitchen), fact("offered", tea)}))
    assert findings(explore_open(scenario, story, known)) == []


def without_walk(message: str) -> str:
    """A message but for its walk: there may be several that are as short."""
    return re.sub(r"(this walk gets stuck|as in this walk).*", "", message)


def test_a_line_that_no_play_of_the_largest_scenario_offers_is_found_with_the_nearest_value(tmp_path: Path) -> None:
    as_written = "        if: promised.bring_ticket and flag.lent\n        say: \"Mine, and three-N's, like I said."
    text = ALDER_COURT.read_text(encoding="utf-8")
    assert as_written in text
    file = tmp_path / "alder_court.yaml"
    file.write_text(text.replace(as_written, as_written.replace("lent\n", "lent and hope >= 10\n")), encoding="utf-8")
    (found,) = check_file(file).findings
    assert (found.code, found.where) == ("W102", "beats.dell_salt.options.salt_mine_hers")
    assert "it needs hope >= 10; the most hope that a play has here is 3" in found.message


def test_a_play_to_a_line_of_the_largest_scenario_can_be_walked() -> None:
    scenario = load_scenario(ALDER_COURT).scenario
    assert scenario is not None
    story = compile_story(scenario)
    found = play_to_option(scenario, story, "dell_salt", "salt_mine_hers")
    assert found is not None
    assert not found.shortest
    assert "salt_mine_hers" in walk(story, found.choices).offered_ids()
