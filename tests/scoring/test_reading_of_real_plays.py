"""What the scoring works out from a transcript alone is what the engine knows: on real plays of the library."""

import json
import random
from pathlib import Path

import pytest

from scoring import Transcript, costliest, habits_to_coach, score, turn_costs
from scoring.reading import read
from trainer.check.walks import walk_report
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.scenario.load import load_scenario

LIBRARY = sorted(path for path in Path(__file__).parents[2].glob("scenarios/**/*.yaml") if path.parent.name != "drives")
PLAYS = 12


def random_play(path: Path, chance: random.Random) -> Play:
    scenario = load_scenario(path).scenario
    assert scenario is not None
    play = Play.new(compile_story(scenario))
    while not play.ended and play.offered_ids():
        play = play.choose(chance.choice(play.offered_ids()))
    people = [person for person in scenario.people if chance.random() < 0.8]
    ratings = {person: chance.randint(1, 5) for person in people}
    forecasts = {f"{ask}.{person}": round(chance.random(), 2) for ask in scenario.asks or {} for person in people}
    return play.judged(ratings, forecasts)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_reading_knows_what_the_engine_knows(path: Path) -> None:
    chance = random.Random(path.stem)
    for _ in range(PLAYS):
        report = walk_report(random_play(path, chance))
        reading = read(Transcript.from_json(json.loads(json.dumps(report))))
        assert {concern: reading.heard.get(concern, 0) for concern in report["heard"]} == report["heard"]
        assert reading.inoculated == set(report["inoculated"])
        answers = {(ask, who): answer for ask, by in report["asked"].items() for who, answer in by.items()}
        assert dict(reading.answers) == {pair: answer for pair, answer in answers.items() if answer != "none"}
        stated = {turn["raised"] for turn in [*report["turns"], *report["openings"]] if turn["raised"]}
        assert reading.raised.keys() <= stated


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_best_line_scores_what_the_cost_says(path: Path) -> None:
    """A score of the whole play, and what its debrief shows, hold together on plays that nobody arranged."""
    chance = random.Random(path.stem)
    for _ in range(PLAYS // 3):
        transcript = random_play(path, chance).transcript()
        card, costs = score(transcript), turn_costs(transcript)
        assert len(costs) == len(transcript.turns)
        for cost in costliest(costs):
            turn = transcript.turns[cost.turn - 1]
            assert cost.points > 0
            assert cost.best.option in {option.option for option in turn.offered} - {turn.option}
            assert card.overall + cost.points <= 100.5
            assert cost.changes
        for habit in habits_to_coach(card, costs):
            assert any(found.habit == habit.habit and found.turn == habit.turn for found in card.habits)
