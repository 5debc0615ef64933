"""What is said of a scenario's structure without exploring: true in every play, and found at its place."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.planting import BUS
from tests.check.test_fifteen_defects import DEFECTS, planted
from tests.oracle.generate import as_yaml
from tests.oracle.generate import scenario as random_scenario
from trainer.check.explore.exploration import explore
from trainer.check.explore.findings import findings
from trainer.check.problem import Problem, tell
from trainer.check.structure import structure
from trainer.conversation.play import Play
from trainer.conversation.state import ANSWER_POLITE_YES, AT_STOP, RECORDING
from trainer.conversation.story import Story, compile_story
from trainer.scenario.load import load_text

PLAYS = 25


class Happened:
    """What some random plays of a story did."""

    def __init__(self, story: Story, seed: int) -> None:
        self.story = story
        self.chance = random.Random(seed)
        self.seen: set[str] = set()
        self.visits: set[str] = set()
        self.offered: set[tuple[str, str]] = set()
        self.ended_from: set[str] = set()
        self.tested_after: set[tuple[str, str]] = set()
        self.true: set[str] = set()
        for _ in range(PLAYS):
            self.play()

    def play(self) -> None:
        """One play, noted as it goes."""
        play = Play.new(self.story)
        beats: list[str] = []
        polite: list[tuple[str, str]] = []
        while not play.ended:
            if play.state.phase == RECORDING:
                play = play.choose(self.chance.choice(["record=canvassed:3", "record=not_home"]))
                continue
            if play.state.phase == AT_STOP:
                play = play.choose(play.offered_ids()[0])
                beats, polite = [], []
                continue
            state = play.state
            beat = self.story.beats[state.beat].id
            self.visits.add(self.story.visits[state.visit].id)
            self.seen.add(beat)
            beats.append(beat)
            offered = play.offered()
            self.offered |= {(beat, option.id) for option in offered}
            if any(o.ask >= 0 or o.move.endswith("question") or o.move == "permission" for o in offered):
                self.tested_after |= set(polite)
            if not offered:
                play, beats, polite = play.leave(), [], []
                continue
            chosen = self.chance.choice(offered)
            play = play.choose(chosen.id)
            turn = play.turns[-1]
            if turn.answer == "polite_yes":
                polite.append((beat, chosen.id))
            went = chosen.then[
                ANSWER_POLITE_YES - 1 if turn.answer == "polite_yes" else 2 if turn.answer == "no" else 0
            ]
            if went == -2:
                self.ended_from |= set(beats)
            if play.state.visit != state.visit or play.ended:
                beats, polite = [], []
        end = play.state
        for kind, bits, ids in (
            ("picked", end.picked, [cue.id for cue in self.story.cues]),
            ("raised", end.raised, [objection.id for objection in self.story.objections]),
            ("flag", end.flags, self.story.flags),
            ("kept", end.kept, self.story.promises),
            ("inoculated", end.inoculated, [person.id for person in self.story.people]),
        ):
            self.true |= {f"{kind}.{id_}" for place, id_ in enumerate(ids) if bits >> place & 1}
        self.true |= {f"promised.{id_}" for id_, made in zip(self.story.promises, end.promised, strict=True) if made}
        for place, concern in enumerate(self.story.concerns):
            self.true |= {f"heard.{concern.id}.{depth}" for depth in range(1, end.heard[place] + 1)}

    def contradicts(self, problem: Problem) -> bool:
        """Whether a play did what a problem says that none does."""
        place = problem.place
        beat = str(place[1])
        match problem.code:
            case "W101" if place[0] == "visits":
                return self.story.visits[int(place[1])].id in self.visits
            case "W101":
                return beat in self.seen
            case "W102":
                return (beat, self.option(problem)) in self.offered
            case "W104":
                return beat in self.ended_from
            case "S210":
                return (beat, self.option(problem)) in self.tested_after
            case "W105" if place[0] == "beats":
                return f"picked.{place[3]}" in self.true
            case "W105" if place[2:3] == ("objections",):
                return f"raised.{place[3]}" in self.true
            case "W105" if place[2:3] == ("concerns",):
                return f"heard.{place[3]}.{int(place[4]) + 1}" in self.true
            case "W106" if "is never true" in problem.message:
                return problem.message.split(" ")[0] in self.true
        return False

    def option(self, problem: Problem) -> str:
        """The id of the option at whose place a problem stands."""
        return self.story.beats[self.story.places.beats[str(problem.place[1])]].options[int(problem.place[3])].id


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 100_000), form=st.sampled_from(["visits", "shift"]))
def test_no_play_does_what_the_structure_says_that_none_can(seed: int, form: str) -> None:
    loaded = load_text(as_yaml(random_scenario(seed, form), seed), "random.yaml")
    assert loaded.scenario is not None
    story = compile_story(loaded.scenario)
    happened = Happened(story, seed)
    assert [problem for problem in structure(loaded.scenario, story) if happened.contradicts(problem)] == []


SEEN_AT_ONCE = (
    "a branch that falls off the end", "an orphan knot", "an impossible choice", "an endless loop",
    "a hub with no way out", "a variable nobody reads",
)  # fmt: skip


@pytest.mark.parametrize("name", SEEN_AT_ONCE)
def test_planted_defects_of_structure_are_seen_without_exploring(name: str) -> None:
    assert told(planted(DEFECTS[name])) == [(code, where) for code, where, _ in DEFECTS[name].found]


NO_SECOND_VISIT = [
    ("W101", "visits.fuel_island"), ("W101", "beats.pump"), ("W106", "beats.pump.options.past_eleven.if"),
    ("W101", "beats.last_ask"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("    start: pump\n", "    start: pump\n    if: heard.seats >= 4\n", NO_SECOND_VISIT),
        ("    start: pump\n", "    start: pump\n    if: bev.hope >= 9\n", NO_SECOND_VISIT),
        ("    start: pump\n", "    start: pump\n    if: heard.seats >= 3 and trust > 9\n", []),
        ("    clock: 13\n", "    clock: 1\n", [("W101", "beats.last_ask")]),
        ("    clock: 13\n", "    clock: 2\n", []),
        ("        picks_up: recount\n", "", [("W105", "beats.aisle.cues.recount")]),
        ("        picks_up: door\n        recalls", "        recalls", []),
        ("        sets: asked_again\n", "", [("W106", "beats.sure.says.2.if")]),
        ("    raises: duane\n", "", [("W105", "people.bev.objections.duane")]),
        ("        hears: seats.2\n", "",
         [("W105", "people.bev.concerns.seats.1"), ("W105", "people.bev.concerns.seats.2"),
          ("W102", "beats.underneath.options.nobody_sneezes"), ("W102", "beats.pump.options.past_eleven")]),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_at_its_place(old: str, new: str, found: list[tuple[str, str]]) -> None:
    text = BUS[: BUS.index("walks:\n")]
    assert old in text
    assert told(text.replace(old, new, 1)) == found


def test_a_promise_that_nothing_keeps_is_told_where_it_is_made_and_where_its_keeping_is_read() -> None:
    text = BUS[: BUS.index("walks:\n")].replace("        keeps: own_card\n", "", 1)
    assert told(text) == [
        ("W106", "beats.sure.options.not_the_box.promises"), ("W106", "beats.pump.options.past_eleven.if"),
    ]  # fmt: skip


@pytest.mark.parametrize(("seed", "form"), [(103, "shift"), (104, "visits"), (107, "shift"), (109, "visits")])
def test_what_the_structure_says_the_exploration_says_at_the_same_place(seed: int, form: str) -> None:
    loaded = load_text(as_yaml(random_scenario(seed, form), seed), "random.yaml")
    assert loaded.scenario is not None
    story = compile_story(loaded.scenario)
    explored = explore(loaded.scenario, story)
    assert explored.exact
    exact = {(problem.code, problem.place) for problem in findings(explored)}
    quick = {(problem.code, problem.place) for problem in structure(loaded.scenario, story)}
    assert quick <= exact
    assert len(quick) > 10


def told(text: str) -> list[tuple[str, str]]:
    """Code and place of what the structure says of a scenario, in the order of the file."""
    loaded = load_text(text, "scene.yaml")
    assert loaded.scenario is not None, loaded.findings
    report = loaded.report()
    tell(report, structure(loaded.scenario, compile_story(loaded.scenario)), loaded.scenario.allow)
    return [(finding.code, finding.where) for finding in report.in_order()]
