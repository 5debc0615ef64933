"""Seasons for the tests: constituencies by id, and trainees who play a whole one."""

import random
from collections.abc import Iterator
from functools import cache

from trainer.drive.constituency import Constituency, find_drive, load_constituency
from trainer.drive.game import Game, begin
from trainer.drive.game_decisions import (
    Answer,
    AskAround,
    Committee,
    Decision,
    EndWeek,
    Forecast,
    Keep,
    Meet,
    MemberTalk,
    NotPossible,
    Rate,
    Remind,
    Round,
    Spend,
    Talk,
)
from trainer.drive.game_turf import ELECTION, WAYS, TurfGame

DRIVES = ("flats_16", "shop_40", "plant_120")


@cache
def constituency(name: str) -> Constituency:
    """One of those that come along."""
    loaded = load_constituency(find_drive(name))
    assert loaded.constituency is not None
    return loaded.constituency


def some_decision(game: Game, chance: random.Random) -> Decision:
    """Anything that a trainee could try now; it need not be possible."""
    people = [cell.person for row in game.chart() for cell in row.cells]
    one = chance.choice(people)
    if game.stage == "forecast":
        test = game.upcoming()[0]
        if test.secret:
            return Forecast(test.test, number=chance.randrange(len(people)))
        named = chance.sample(people, chance.randrange(len(people)))
        return Forecast(test.test, {person: chance.random() for person in named})
    if game.meeting:
        return Talk(chance.random())
    promises = game.promises()
    tries = [
        lambda: Round(tuple(chance.sample(people, chance.randrange(1, 9)))),
        lambda: Meet(one),
        lambda: Meet(one),
        lambda: AskAround(one),
        lambda: Committee(),
        lambda: MemberTalk(one, chance.random()),
        lambda: Remind(tuple(chance.sample(people, chance.randrange(1, 9)))),
        lambda: Rate(one, chance.choice([None, 1, 2, 3, 4, 5])),
        lambda: EndWeek(),
    ]
    if promises:
        some = chance.choice(promises)
        tries.append(lambda: Keep(some.promise) if some.made else Answer(some.promise, chance.random() < 0.7))
    made: Decision = chance.choice(tries)()
    return made


def steps(game: Game, seed: int) -> Iterator[Decision]:
    """Play to the season's end, giving each decision that was made."""
    chance = random.Random(seed)
    while game.stage != "over":
        decision = some_decision(game, chance)
        try:
            game.do(decision)
        except NotPossible:
            if chance.random() < 0.3 and game.stage == "week" and not game.meeting:
                game.do(EndWeek())
                yield game.decisions[-1]
            continue
        yield decision


def played(name: str, seed: int, trainee: int = 0) -> Game:
    """A whole season of a drive."""
    game = Game(constituency(name), seed)
    for _decision in steps(game, trainee):
        pass
    return game


def played_turf(seed: int, way: str = "canvass") -> TurfGame:
    """A whole season of the turf, as many hours as there are on one way."""
    game = begin(constituency("turf_10k"), seed)
    assert isinstance(game, TurfGame)
    while game.stage == "week":
        left = min(game.hours_left, game.most_hours(way) - game.hours_of(way))
        if left > 0:
            game.do(Spend(way, left))
        game.do(EndWeek())
    game.do(Forecast(ELECTION, number=44))
    assert way in WAYS
    return game
