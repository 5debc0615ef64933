"""The five players: what they do, what the rubric makes of them in every scenario, and the page that says so."""

import random
from functools import cache
from pathlib import Path

import pytest
from oracle.generate import as_yaml
from oracle.generate import scenario as random_scenario

from benchmarks.players import PAGE, Row, library, line_of, row_of, stories
from scoring import score
from trainer.check.players import PLAYERS, Player, play_with
from trainer.conversation.play import Play
from trainer.conversation.story import Story, compile_story
from trainer.scenario.load import load_text

FAIR, GOOD = 60, 80
OF_THE_PAGE = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if "| **" in line]


@cache
def story_of(path: Path) -> Story:
    """The story of a scenario of the library; skips where it is not complete."""
    found = list(stories([path]))
    if not found:
        pytest.skip(f"{path.name} has errors, or a walk that does not hold")
    return found[0]


@cache
def row(path: Path, player: Player) -> Row:
    return row_of(story_of(path), player)


each_scenario = pytest.mark.parametrize("path", library(), ids=lambda path: path.stem)


# What the rubric intends


@each_scenario
def test_an_able_player_is_good_and_the_others_are_not(path: Path) -> None:
    overall = {player: row(path, player).overall for player in PLAYERS}
    assert overall["strong"] >= GOOD
    assert overall["habits"] < FAIR
    assert overall["random"] < FAIR
    assert overall["longest"] < FAIR


@each_scenario
def test_the_able_player_is_good_in_every_skill_that_the_scenario_teaches(path: Path) -> None:
    found = row(path, "strong").skills
    for skill in story_of(path).head.teaches:
        # where people stand it only estimates, and there nobody is good in every scenario
        assert (found[skill] or 0) >= (FAIR if skill == "judgement" else GOOD), skill


@each_scenario
def test_the_page_says_what_comes_out(path: Path) -> None:
    """Where this fails the page is old: python -m benchmarks.players writes it again."""
    of_this = [line for line in OF_THE_PAGE if line.startswith(f"| {story_of(path).head.scenario} |")]
    assert of_this == [line_of(story_of(path).head.scenario, row(path, player)) for player in PLAYERS]


def test_the_page_names_no_scenario_that_the_library_does_not_have() -> None:
    named = {line.split("|")[1].strip() for line in OF_THE_PAGE}
    assert named <= {path.stem for path in library()}


# What the players do


@each_scenario
def test_the_able_player_says_nothing_that_is_an_error(path: Path) -> None:
    for turn in play_with(story_of(path), "strong").turns:
        assert "habit" not in turn.tags, f"{turn.beat}.{turn.option}"
        assert turn.move not in ("argue", "dodge", "fold", "leading_question"), f"{turn.beat}.{turn.option}"


@each_scenario
def test_the_others_choose_as_their_names_say(path: Path) -> None:
    story = story_of(path)
    for turn in play_with(story, "first").turns:
        assert turn.option == turn.offered[0].option
    for turn in play_with(story, "longest").turns:
        assert len(turn.say.split()) == max(len(option.say.split()) for option in turn.offered)
    for turn in play_with(story, "habits").turns:
        tempted = [option.option for option in turn.offered if "habit" in option.tags]
        assert turn.option == (tempted or [turn.offered[0].option])[0]
    assert play_with(story, "random", 1).choices != play_with(story, "random", 2).choices


@each_scenario
def test_beginners_take_every_yes_for_sure(path: Path) -> None:
    story = story_of(path)
    play = play_with(story, "habits")
    if story.shift:
        assert play.ratings is None
        return
    answers = play.transcript().end.answers
    agreed = {f"{ask}.{who}" for ask, by in answers.items() for who, said in by.items() if said.endswith("yes")}
    assert play.forecasts == dict.fromkeys(agreed, 0.9)
    assert play.ratings is not None
    assert all(play.ratings[pair.rpartition(".")[2]] == 2 for pair in agreed)
    assert play.ratings.keys() == {turn.person for turn in play.turns}


@pytest.mark.parametrize("form", ["visits", "shift"])
@pytest.mark.parametrize("player", PLAYERS)
def test_any_scenario_is_played_to_its_end_and_twice_the_same(player: Player, form: str) -> None:
    for seed in range(8):
        loaded = load_text(as_yaml(random_scenario(seed, form), seed), "random.yaml")
        assert loaded.scenario is not None
        story = compile_story(loaded.scenario)
        play = play_with(story, player, seed)
        assert play.ended
        score(play.transcript())
        again = play_with(story, player, seed)
        assert again.transcript() == play.transcript()
        assert Play.resumed(story, seed, play.choices).turns == play.turns


# At the stops of a shift

SHIFT = """\
format: 1
id: elm_street
title: Elm Street
form: shift
method: canvass
setting: doors
level: 1
language: en
brief: Four doors.
people:
  ada: {name: Ada, mood: {trust: 4, fear: 3, hope: 2, anger: 2}}
  ben: {name: Ben, mood: {trust: 5, fear: 1, hope: 5, anger: 5}}
asks:
  vote: {title: vote on Tuesday, risk: 1}
shift: {minutes: 60, between: 2, par: 8, kind: doors}
stops:
  - {id: one, label: 1 Elm St, with: ada, start: at_ada, truth: {code: canvassed, support: 3}}
  - {id: gate, label: 2 Elm St, truth: {code: inaccessible}}
  - {id: three, label: 3 Elm St, with: ben, start: at_ben, truth: {code: canvassed, support: 1}}
  - {id: busy, label: 4 Elm St, with: ada, start: busy, truth: {code: not_home}}
beats:
  at_ada:
    says: You bet.
    options:
      - {id: ask_her, say: Will you vote on Tuesday?, move: ask, ask: vote, reply: You bet., then: on}
      - {id: time_her, say: What time will you go?, move: open_question, plan: [time], reply: Whenever., then: on}
  on:
    says: Anything else?
    options:
      - {id: thank_her, say: Thank you., move: farewell, then: end}
  at_ben:
    says: I'm for it.
    options:
      - {id: ask_him, say: Will you vote on Tuesday?, move: ask, ask: vote, reply: I will., then: when}
      - {id: argue, say: Everybody says so., move: argue, then: when}
  when:
    says: After work.
    options:
      - {id: leave_him, say: "Then thank you, and good night.", move: farewell, then: end}
      - {id: plan_him, say: "At five, on foot, to the firehouse?", move: closed_question, plan: [time, place, way], reply: Yes., then: thanks}
  thanks:
    says: Five it is.
    options:
      - {id: bye, say: Good night., move: farewell, then: end}
  busy:
    says: Not now, sorry.
    options:
      - {id: later, say: Another day then., move: farewell, then: end}
      - {id: press, say: Will you vote on Tuesday?, move: ask, ask: vote, reply: Fine. Yes., then: end}
"""  # noqa: E501 - a stop or a line stands in one line, as authors write them


def shift() -> Story:
    loaded = load_text(SHIFT, "elm_street.yaml")
    assert loaded.scenario is not None, loaded.findings
    return compile_story(loaded.scenario)


def test_the_able_canvasser_is_brisk_plans_with_supporters_and_records_what_is_so() -> None:
    play = play_with(shift(), "strong")
    assert play.choices == (
        *("one", "ask_her", "thank_her", "record=canvassed:3"),
        *("gate", "record=inaccessible"),
        *("three", "ask_him", "plan_him", "bye", "record=canvassed:1:plan"),
        *("busy", "later", "record=not_home"),
    )


def test_a_beginner_records_at_face_value() -> None:
    play = play_with(shift(), "first")
    assert [(record.stop, record.code, record.support) for record in play.records] == [
        ("one", "canvassed", 1),
        ("gate", "not_home", None),
        ("three", "canvassed", 1),
        ("busy", "refused", None),
    ]


def test_the_random_player_passes_some_stops_by() -> None:
    choices = [choice for seed in range(20) for choice in play_with(shift(), "random", seed).choices]
    assert "pass" in choices
    assert "gate" in choices


def test_the_order_in_which_lines_are_shown_changes_no_choice_of_the_others() -> None:
    story = story_of(next(path for path in library() if path.stem == "bus_thirty_one"))
    for player in ("first", "longest", "habits", "strong"):
        seeds = random.Random(0).sample(range(1000), 3)
        assert len({play_with(story, player, seed).choices for seed in seeds}) == 1
