"""The engine against a second, naive one that was written from the format's text alone (tests/oracle).

Random valid scenarios are played with random choices in both; after every choice everything that `walk --json`
prints must be the same, but for the head and the scorecard, which the second engine does not know.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.engine import MOODS
from oracle.engine import Play as OraclePlay
from oracle.generate import as_yaml, scenario

from trainer.check.walks import walk, walk_report
from trainer.conversation.play import Play
from trainer.conversation.state import AT_STOP
from trainer.conversation.story import Story, compile_story
from trainer.scenario.load import load_scenario

Data = dict[str, Any]
Choose = Callable[[OraclePlay, random.Random], str | None]

LIBRARY = sorted(path for path in Path(__file__).parents[1].glob("scenarios/**/*.yaml") if path.parent.name != "drives")
SEEDS, SHIFT_SEEDS, CHUNK = 400, 100, 10


def story_of(path: Path) -> Story:
    """The story of a file in which there is no error."""
    loaded = load_scenario(path)
    errors = [finding for finding in loaded.findings if finding.code.startswith("E")]
    assert not errors, f"{path.name}: {errors}"
    assert loaded.scenario is not None
    return compile_story(loaded.scenario)


def generated(seed: int, folder: Path, form: str = "visits") -> tuple[Data, Story]:
    """A random scenario as data, and as the story that the product makes of its YAML."""
    data = scenario(seed, form)
    path = folder / f"random_{form}_{seed}.yaml"
    path.write_text(as_yaml(data, seed), encoding="utf-8")
    return data, story_of(path)


def anything(play: OraclePlay, chance: random.Random) -> str:
    """Any choice; at the stops of a shift rather a knock than a pass, and a whole record."""
    choice = str(chance.choice(play.offered()))
    if choice == "record=canvassed":
        choice += chance.choice(("", *(f":{support}" for support in range(1, 6)))) + chance.choice(("", ":plan"))
    return str(play.offered()[0]) if choice == "pass" and chance.random() < 0.6 else choice


def deep(play: OraclePlay, chance: random.Random) -> str:
    """Rather what opens a depth, answers a cue, faces an objection or prepares; rather not the end of the visit."""
    options = play.options()
    if not options:
        return anything(play, chance)
    weights = [
        (
            1.0
            + 6 * (play.depth_that_opens(option) is not None)
            + 5 * play.inoculates(option)
            + 2 * (option.get("picks_up") in play.open_cues)
            + 2 * ("meets" in option)
            + 2 * ("ask" in option)
        )
        * (0.2 if option.get("then") == "end" else 1.0)
        for option in options
    ]
    return str(chance.choices(options, weights)[0]["id"])


def along(choices: list[str]) -> Choose:
    """These choices, and then no more."""
    left = iter(choices)
    return lambda play, chance: next(left, None)


def differences(printed: Any, expected: Any, place: str = "") -> list[str]:
    """Where what is printed is not what is expected. A mapping may print more keys than are expected of it."""
    if isinstance(expected, dict) and isinstance(printed, dict):
        found = [f"{place}.{key}: missing" for key in expected if key not in printed]
        if place != "" and not place.endswith("]"):  # of `asked`, `heard`, `changes`, ...: nothing beside either
            found += [f"{place}.{key}: {printed[key]!r} is not expected" for key in printed if key not in expected]
        for key in expected.keys() & printed.keys():
            found += differences(printed[key], expected[key], f"{place}.{key}")
        return found
    if isinstance(expected, list) and isinstance(printed, list) and len(expected) == len(printed):
        return [
            difference
            for number, (one, other) in enumerate(zip(printed, expected, strict=True))
            for difference in differences(one, other, f"{place}[{number}]")
        ]
    if printed != expected or type(printed) is not type(expected):
        return [f"{place}: printed {printed!r}, expected {expected!r}"]
    return []


def assert_same(printed: Data, expected: Data, choices: list[str], what: str) -> None:
    found = differences(printed, expected)
    assert not found, "\n".join([f"{what} after {', '.join(choices) or 'nothing'}", *found[:12]])


def latest(report: Data) -> Data:
    """A report with how many turns there are and the last of them, in place of all."""
    return {**report, "turns": len(report["turns"]), "last": (report["turns"] or [{}])[-1]}


def play_both(data: Data, story: Story, choose: Choose, chance: random.Random, what: str, each_choice: bool) -> None:
    """Play a scenario to its end in both engines, comparing everything at the end and, if wanted, after each choice.

    Where nothing is offered the person takes leave, in both, and the next visit begins. `choose` may give None to
    stop before the end.
    """
    expected, play = OraclePlay(data), Play.new(story)
    choices: list[str] = []
    while not expected.ended:
        if each_choice:
            assert_same(latest(walk_report(play)), latest(expected.report()), choices, what)
        if not expected.offered():
            assert play.stuck
            play = play.leave()
            expected.take_leave()
            choices.append("(leave)")
        else:
            choice = choose(expected, chance)
            if choice is None:
                break
            choices.append(choice)
            expected.choose(choices[-1])
            play = play.choose(choices[-1])
    assert_same(walk_report(play), expected.report(), choices, what)


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_random_scenarios_play_the_same_in_both_engines(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + CHUNK):
        data, story = generated(seed, tmp_path)
        for number, choose in enumerate((anything, deep)):
            what, chance = f"random scenario {seed}", random.Random(10 * seed + number)
            play_both(data, story, choose, chance, what, each_choice=seed % 2 == number)


@pytest.mark.parametrize("first", range(0, SHIFT_SEEDS, CHUNK))
def test_random_shifts_play_the_same_in_both_engines(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + CHUNK):
        data, story = generated(seed, tmp_path, "shift")
        for number, choose in enumerate((anything, deep, deep)):
            what, chance = f"random shift {seed}", random.Random(10 * seed + number)
            play_both(data, story, choose, chance, what, each_choice=seed % 3 == number)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_library_plays_the_same_in_both_engines(path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    story = story_of(path)
    for seed in range(15):
        play_both(data, story, deep if seed % 3 else anything, random.Random(seed), path.stem, each_choice=True)
    for written in data.get("walks", []):
        what = f"{path.stem}, walk “{written['name']}”"
        play_both(data, story, along(written["choose"]), random.Random(0), what, each_choice=True)


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_what_an_ask_would_have_been_answered_is_what_it_is_answered(first: int, tmp_path: Path) -> None:
    """The transcript keeps of every offered ask what the person would have said to it at that moment."""
    for seed in range(first, first + 20):
        data, story = generated(seed, tmp_path)
        expected, play, chance = OraclePlay(data), Play.new(story), random.Random(seed)
        while expected.offered():
            choice = deep(expected, chance)
            expected.choose(choice)
            play = play.choose(choice)
            kept = {option.option: option.answer for option in play.turns[-1].offered}
            assert kept[choice] == expected.turns[-1]["answer"], f"random scenario {seed}, {play.choices}"


# ----------------------------------------------------------------------------------------------------
# Properties of any play of any scenario

examples = settings(max_examples=40, deadline=None, derandomize=True)
seeds = st.integers(min_value=1000, max_value=9999)
forms = st.sampled_from(["visits", "shift"])
picks = st.lists(st.integers(min_value=0, max_value=5), min_size=100, max_size=100)


def played(story: Story, picks: list[int]) -> list[Play]:
    """The play after each of its choices: one of those offered for each pick, until the end or nothing is offered."""
    plays = [Play.new(story)]
    for pick in picks:
        offered = plays[-1].offered_ids()
        if not offered:
            break
        plays.append(plays[-1].choose(offered[pick % len(offered)]))
    return plays


@examples
@given(seed=seeds, form=forms, picks=picks)
def test_replaying_the_choices_gives_the_same_transcript(
    tmp_path_factory: pytest.TempPathFactory, seed: int, form: str, picks: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("replay")
    _, story = generated(seed, folder, form)
    play = played(story, picks)[-1]
    _, story_again = generated(seed, folder, form)
    assert walk_report(walk(story_again, play.choices)) == walk_report(play)


@examples
@given(seed=seeds, form=forms, picks=picks)
def test_moods_stay_between_nothing_and_ten(
    tmp_path_factory: pytest.TempPathFactory, seed: int, form: str, picks: list[int]
) -> None:
    data, story = generated(seed, tmp_path_factory.mktemp("moods"), form)
    for play in played(story, picks):
        moods = walk_report(play)["moods"]
        assert set(moods) == set(data["people"])
        assert all(0 <= moods[person][mood] <= 10 for person in moods for mood in MOODS)


@examples
@given(seed=seeds, picks=picks)
def test_every_play_ends_within_the_minutes_of_its_clocks(
    tmp_path_factory: pytest.TempPathFactory, seed: int, picks: list[int]
) -> None:
    """Every choice takes a minute or more, so no play has more choices than its clocks have minutes."""
    data, story = generated(seed, tmp_path_factory.mktemp("clocks"))
    plays = played(story, picks)
    clocks = sum(int(visit["clock"]) for visit in data["visits"])
    assert clocks <= len(picks)  # so that it was not we who stopped
    assert len(plays) - 1 <= clocks
    assert plays[-1].ended or plays[-1].stuck
    assert all(turn.minutes >= 1 for turn in plays[-1].turns)
    for turn in plays[-1].turns:
        if turn.spent_by_clock:
            assert turn.minutes_left <= 0


@examples
@given(seed=seeds, picks=picks)
def test_a_shift_has_one_clock_that_only_falls_and_ends_when_it_is_spent(
    tmp_path_factory: pytest.TempPathFactory, seed: int, picks: list[int]
) -> None:
    data, story = generated(seed, tmp_path_factory.mktemp("clock"), "shift")
    plays = played(story, picks)
    left = [play.state.minutes_left for play in plays]
    assert left[0] == int(data["shift"]["minutes"])
    assert left == sorted(left, reverse=True)
    for play in plays:
        assert play.state.phase != AT_STOP or play.state.minutes_left > 0
    assert plays[-1].ended or plays[-1].stuck
    spent = sum(turn.minutes for turn in plays[-1].turns)
    talks = {turn.visit for turn in plays[-1].turns} | {opening.visit for opening in plays[-1].openings}
    silent = sum(record.stop not in talks for record in plays[-1].records)
    assert left[0] - left[-1] == spent + silent + int(data["shift"]["between"]) * len(plays[-1].records)


@examples
@given(seed=seeds, form=forms, picks=picks)
def test_undoing_every_choice_leads_back_to_the_beginning(
    tmp_path_factory: pytest.TempPathFactory, seed: int, form: str, picks: list[int]
) -> None:
    _, story = generated(seed, tmp_path_factory.mktemp("undo"), form)
    plays = played(story, picks)
    for before, after in itertools.pairwise(plays):
        assert after.undo() == before
