"""What a trainee is told: who came and who did not, what they say afterwards, and what a week begins with."""

from collections import Counter

import pytest

from tests.drive.seasons import DRIVES, constituency, played
from trainer.drive.game import Game
from trainer.drive.game_decisions import EndWeek, Forecast, Meet, Round, Talk
from trainer.drive.game_words import EXCUSES, EXCUSES_OF_THE_DAY
from trainer.report.drive import drive_debrief
from trainer.report.drive_week import due_words, last_words, since_last_week

SEEDS = range(1, 9)


@pytest.mark.parametrize("name", DRIVES)
def test_some_who_said_yes_and_stayed_away_say_something_of_it(name: str) -> None:
    said: Counter[bool] = Counter()
    for seed in SEEDS:
        game = played(name, seed, seed)
        people = [person.id for person in game.constituency.people]
        for test in game.truth().tests:
            excuses = [line for line in game.news(test.week) if line.kind == "excuse"]
            if test.test == "vote":
                continue
            missing = {people[number] for number in test.missing}
            assert len(excuses) == min(3, len(missing))
            assert all(line.speech for line in excuses)
            assert {line.person for line in excuses} <= missing
            for line in excuses:
                kept = [
                    lines
                    for reason, lines in EXCUSES.items()
                    if people.index(line.person) in getattr(test, reason).decided
                ]
                said[any(line.text in lines for lines in kept)] += bool(kept)
                assert kept or line.text in EXCUSES_OF_THE_DAY
    # mostly what they say tells what kept them, and not always
    assert 0.55 < said[True] / said.total() < 0.95


def test_who_was_counted_on_most_is_heard_first() -> None:
    game = Game(constituency("shop_40"), 3)
    for row in game.chart()[:4]:
        game.do(Round(tuple(cell.person for cell in row.cells)))
    while game.stage == "week":
        game.do(EndWeek())
    yes = [cell.person for row in game.chart() for cell in row.cells if cell.said == "yes"]
    sure = {person: 0.3 + 0.02 * place for place, person in enumerate(yes)}
    told = game.do(Forecast("petition", sure))
    stayed = [person for person in reversed(yes) if person not in game.results[-1].stood]
    assert [line.person for line in told if line.kind == "excuse"] == stayed[:3]


def test_from_the_second_test_on_it_is_told_by_name_who_is_new_and_who_fell_away() -> None:
    game = played("flats_16", 5, 2)
    names = {person.id: person.name for person in game.constituency.people}
    before, *others = [result for result in game.results if not result.secret]
    for result in others:
        told = [
            line.text
            for line in game.news(result.week)
            if before.title in line.text and line.kind in ("stood", "stayed")
        ]
        for people, words in (
            (result.stood - before.stood, "are there now"),
            (before.stood - result.stood, "are not now"),
        ):
            (line,) = [text for text in told if words in text] or [""]
            assert all(names[person] in line for person in people)
            assert bool(line) == bool(people)
        before = result
    assert not any("are there now" in line.text for line in game.news(game.results[0].week) if line.kind == "stood")


def test_a_vote_is_told_as_won_or_lost() -> None:
    told = Counter[str]()
    for seed in SEEDS:
        game = played("shop_40", seed, 1)
        vote = game.results[-1]
        lines = [line.text for line in game.news(vote.week) if line.kind == "vote"]
        outcome = "it is won" if 2 * vote.number > vote.people else "it is lost"
        assert any(outcome in line for line in lines)
        assert any(outcome in line for line in drive_debrief(game).tests[-1].words)
        told[outcome] += 1
    assert len(told) == 2


def test_the_debrief_names_those_on_whom_each_reason_weighed() -> None:
    game = played("shop_40", 2, 3)
    people = game.constituency.people
    seen = 0
    for test, behind in zip(drive_debrief(game).tests, game.truth().tests, strict=True):
        for reason in test.reasons:
            weighed = getattr(behind, reason.reason).weighed
            named = [people[number].name for number in weighed if people[number].name in reason.words]
            assert len(named) == min(8, len(weighed))
            assert ("more" in reason.words) == (len(weighed) > 8)
            seen += 1
    assert seen


@pytest.mark.parametrize("quality", [0.1, 0.9])
def test_no_line_of_an_authors_is_said_twice(quality: float) -> None:
    game = Game(constituency("shop_40"), 11)
    own = {line for group in constituency("shop_40").member("opal").lines for line in group}
    while game.stage == "week":
        game.do(Round(("opal",)))
        game.do(Meet("opal"))
        if game.meeting:
            game.do(Talk(quality))
        game.do(EndWeek())
    said = Counter(line.text for line in game.lines if line.person == "opal" and line.text in own)
    assert said
    assert set(said.values()) == {1}


def test_a_week_begins_with_what_came_of_the_last_and_ends_with_what_is_due() -> None:
    game = Game(constituency("shop_40"), 7)
    assert list(since_last_week(game)) == []
    game.do(Round(tuple(cell.person for cell in game.chart()[1].cells)))
    while not game.promises():
        game.do(Meet("renata"))
        if game.meeting:
            game.do(Talk(0.9))
    (asked,) = game.promises()
    assert list(due_words(game)) == [f"Renata Solis has no answer yet: “{asked.text}”"]
    game.do(EndWeek())
    yes = sum(cell.said == "yes" for cell in game.chart()[1].cells)
    assert list(since_last_week(game)) == [f"Last week 8 people answered you: {yes} yes, {8 - yes} no."]


def test_the_last_words_are_those_of_the_last_time_they_were_asked() -> None:
    game = Game(constituency("shop_40"), 7)
    assert last_words(game, "wanda") == ""
    game.do(Round(("wanda",)))
    (line,) = [line for line in game.lines if line.person == "wanda"][-1:]
    assert last_words(game, "wanda") == f"Wanda Pruss, in a quick round: “{line.text}”"
    while not game.cell("wanda").talks:
        game.do(Meet("wanda"))
        if game.meeting:
            game.do(Talk(0.9))
    (answer,) = [line for line in game.lines if line.person == "wanda" and line.kind in ("yes", "no")]
    assert last_words(game, "wanda") == f"Wanda Pruss, in a one-on-one: “{answer.text}”"
    assert answer.kind == game.cell("wanda").said
