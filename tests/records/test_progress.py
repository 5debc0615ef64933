"""What changed from play to play, and what to play next."""

import random
from pathlib import Path
from typing import NamedTuple

import pytest

from scoring import score
from tests.records.scene import begun, opened
from trainer.records.progress import GONE_AFTER, forecast_calibration, progress_of, rating_calibration
from trainer.records.shapes import FinishedPlay
from trainer.records.what_next import what_next


def finished(number: int, **changes: object) -> FinishedPlay:
    """A finished play of a day."""
    play = FinishedPlay(
        id=f"play{number}",
        scenario="one",
        title="One",
        mode="practice",
        at=f"2026-01-{number:02}T00:00:00.000Z",
        overall=50,
        band="not yet",
        skills={"listening": 50.0},
        habits=(),
        ratings=(),
        forecasts=(),
    )
    return play._replace(**changes)  # type: ignore[arg-type]


def test_progress_is_what_the_scorecards_of_real_plays_say(tmp_path: Path) -> None:
    cards, own = [], []
    with opened(tmp_path) as records:
        for seed in range(4):
            session = begun(records, seed)
            session.to_the_end(random.Random(seed))
            transcript = session.course.play.transcript()
            cards.append(score(transcript))
            own += [(rating, transcript.end.rating[who]) for who, rating in transcript.ratings.items()]
        progress = records.progress()
    assert [play.overall for play in progress.plays] == [card.overall for card in cards]
    for history in progress.skills:
        scores = [card.skills[history.skill].score for card in cards]
        assert [point.score for point in history.points] == pytest.approx(
            [s for s in scores if s is not None], abs=1e-4
        )
    assert {habit.habit for habit in progress.habits} == {h.habit for card in cards for h in card.habits}
    assert progress.ratings == rating_calibration(own)


def test_a_skill_that_was_not_exercised_has_no_point() -> None:
    progress = progress_of([finished(1, skills={"listening": None, "action": 10.0}), finished(2)])
    assert {history.skill: len(history.points) for history in progress.skills} == {"action": 1, "listening": 1}


def test_the_change_of_a_skill_is_the_latest_three_against_those_before() -> None:
    scores = [10.0, 20.0, 40.0, 50.0, 60.0]
    (history,) = progress_of([finished(n, skills={"listening": s}) for n, s in enumerate(scores, 1)]).skills
    assert history.recent == 50.0
    assert history.change == 35.0
    (history,) = progress_of([finished(1)]).skills
    assert history.change is None


@pytest.mark.parametrize(
    ("pattern", "standing", "times_back"),
    [
        ("x", "here", 0),
        ("x--", "here", 0),
        ("x---", "gone", 0),
        ("xx-x", "here", 0),
        ("x---x", "came back", 1),
        ("x---x---", "gone", 1),
        ("x---x----x-", "came back", 2),
    ],
)
def test_a_habit_that_stays_away_for_three_plays_is_gone_and_may_come_back(
    pattern: str, standing: str, times_back: int
) -> None:
    assert GONE_AFTER == 3
    plays = [finished(n, habits=("fixing",) if mark == "x" else ()) for n, mark in enumerate(pattern, 1)]
    (habit,) = progress_of(plays).habits
    assert (habit.standing, habit.times_back) == (standing, times_back)
    assert len(habit.plays) == pattern.count("x")


def test_ratings_that_take_people_for_readier_have_a_bias_below_nought() -> None:
    calibration = rating_calibration([(1, 3), (2, 3), (3, 3), (5, 4)])
    assert calibration is not None
    assert calibration.distance == 1.0
    assert calibration.bias == -0.5
    assert calibration.exact == 0.25
    assert rating_calibration([]) is None


def test_forecasts_are_grouped_by_how_sure_they_were() -> None:
    calibration = forecast_calibration([(1.0, True), (0.9, False), (0.2, False), (0.0, False)])
    assert calibration is not None
    assert calibration.brier == pytest.approx((0 + 0.81 + 0.04 + 0) / 4)
    assert [(group.low, group.number, group.came) for group in calibration.groups] == [
        (0.0, 1, 0.0),
        (0.2, 1, 0.0),
        (0.8, 2, 0.5),
    ]
    assert forecast_calibration([]) is None


class Listed(NamedTuple):
    """A scenario of a library."""

    id: str
    title: str
    level: int | None
    teaches: tuple[str, ...]
    form: str = "visits"
    contrast: str | None = None


LIBRARY = [
    Listed("hard", "Hard", 3, ("listening",)),
    Listed("two", "Two", 2, ("action",)),
    Listed("one", "One", 1, ("listening",)),
    Listed("ears", "Ears", 2, ("listening", "questioning")),
]


def order(*plays: FinishedPlay) -> list[str]:
    """The library in the order in which it is suggested."""
    return [suggestion.scenario for suggestion in what_next(LIBRARY, progress_of(plays))]


def test_who_never_played_begins_with_the_first_level() -> None:
    assert order() == ["one", "two", "ears", "hard"]
    assert "A good place to begin" in what_next(LIBRARY, progress_of([]))[0].why


def test_what_trains_the_weakest_skill_comes_first_within_reach() -> None:
    done = finished(1, overall=70, skills={"listening": 41.5, "action": 90.0})
    suggestions = what_next(LIBRARY, progress_of([done]))
    assert suggestions[0].scenario == "ears"
    assert "listening, your lowest of late at 42 of 100" in suggestions[0].why
    assert order(done) == ["ears", "two", "hard", "one"]


def test_what_went_badly_comes_before_what_is_too_hard_and_what_went_well_comes_last() -> None:
    plays = [
        finished(1, scenario="one", overall=80, skills={"action": 80.0}),
        finished(2, scenario="two", overall=30, skills={"action": 30.0}),
        finished(3, scenario="ears", overall=45, skills={"listening": 45.0}),
    ]
    suggestions = what_next(LIBRARY, progress_of(plays))
    assert [suggestion.scenario for suggestion in suggestions] == ["two", "ears", "hard", "one"]
    assert [suggestion.best for suggestion in suggestions] == [30, 45, None, 80]
    assert "harder: level 3" in suggestions[2].why


def test_a_scenario_without_a_level_counts_as_a_first_one() -> None:
    (suggestion,) = what_next([Listed("odd", "Odd", None, ())], progress_of([]))
    assert "level 1" in suggestion.why


def reason(library: list[Listed], *plays: FinishedPlay) -> str:
    """Why the first of the library is to be played next."""
    return what_next(library, progress_of(plays))[0].why


def test_who_never_met_an_objection_is_told_so() -> None:
    library = [Listed("one", "One", 1, ("listening",)), Listed("no", "No", 1, ("objections",))]
    assert reason(library, finished(1)).startswith("You have not faced an objection yet.")
    met = finished(1, skills={"listening": 80.0, "objections": 90.0})
    assert "objection yet" not in reason(library, met)


def test_who_only_knocked_is_sent_back_to_the_same_person_and_the_other_way_round() -> None:
    shift = Listed("doors", "Doors", 1, ("pace",), "shift", "house")
    house = Listed("house", "House", 1, ("action",), "visits")
    knocked = finished(1, scenario="doors", skills={"pace": 80.0})
    assert "Try going back to the same person" in reason([shift, house], knocked)
    sat = finished(1, scenario="house", skills={"action": 80.0})
    assert reason([shift, house], sat) == "You know its people from House. Meet them the other way."
    alone = shift._replace(contrast=None)
    assert "You have only sat down with people" in reason([alone, house], sat)


def test_a_skill_that_does_not_move_is_named_with_how_long_it_has_stood() -> None:
    library = [Listed("one", "One", 1, ("action",)), Listed("ears", "Ears", 1, ("listening",))]
    plays = [finished(n, skills={"listening": 55.0 + n % 2, "action": 40.0 + n * 12}) for n in range(1, 4)]
    suggestion = what_next(library, progress_of(plays))[0]
    assert suggestion.scenario == "ears"
    assert suggestion.why.startswith("Your listening has stood at 56 for 3 plays.")
    risen = [finished(n, skills={"listening": 20.0 * n}) for n in range(1, 4)]
    assert "has stood" not in reason(library, *risen)
    good = [finished(n, skills={"listening": 90.0}) for n in range(1, 4)]
    assert "has stood" not in reason(library, *good)
