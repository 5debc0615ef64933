"""The rules of a season, one at a time, with numbers worked out by hand; and what must hold whatever is done."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.drive.luck import Luck
from trainer.drive.network import Ties, Unit
from trainer.drive.parameters import Parameters
from trainer.drive.season import Calendar, Season, StructureTest, open_season
from trainer.drive.tests import hold_test, hold_vote

PLAIN = Parameters(sd_i=0.05, sd_shop=0.0, mu=0.0, leader_gap=0.0, fear=0.5, trust=0.0)


def season_of(
    people: int = 4,
    parameters: Parameters = PLAIN,
    calendar: Calendar | None = None,
    seasons: int = 1,
    seed: int = 1,
    ties: dict[tuple[int, int], float] | None = None,
    leads: dict[int, list[int]] | None = None,
    attitude: float = 0.0,
    fear: float = 0.5,
) -> Season:
    """A season of people who all begin alike; where ties are given, each person is a crew and there are no others."""
    unit = Unit.of_size(people) if ties is None else Unit.of_crews(range(people), ties=ties, leads=leads)
    unit = unit.beginning_with([attitude] * people, [0.0] * people, [fear] * people)
    return open_season(unit, calendar or Calendar(campaign_from=None), parameters, Luck((seed,), people, seasons))


def test_a_perfect_talk() -> None:
    season = season_of()
    at = season.at([2])
    season.deep(at, 1.0)
    assert season.deep_gain[2, 0] == pytest.approx(0.20)
    assert season.trust[2, 0] == pytest.approx(0.45)
    assert season.fear[2, 0] == pytest.approx(0.5 * 0.8)
    assert season.inoculation[2, 0] == pytest.approx(0.6)
    season.deep(at, 1.0)
    assert season.deep_gain[2, 0] == pytest.approx(0.20 + 0.20 * 0.6)
    assert season.trust[2, 0] == pytest.approx(0.45 + 0.45 * 0.55)
    assert season.talks.reshape(-1).tolist() == [0, 0, 2, 0]


@pytest.mark.parametrize(("quality", "worth"), [(0.3, 0.0), (0.65, 0.5), (1.0, 1.0), (0.2, -1 / 7), (0.0, -0.3)])
def test_what_a_talk_of_some_quality_is_worth(quality: float, worth: float) -> None:
    season = season_of()
    season.deep(season.at([0]), quality)
    assert season.deep_gain[0, 0] == pytest.approx(0.2 * worth, abs=1e-6)
    assert season.fear[0, 0] == pytest.approx(0.5 * (1 - 0.2 * worth), abs=1e-6)


def test_quick_contacts_bring_a_little_trust_and_nothing_else() -> None:
    season = season_of()
    at = season.at([1])
    for _round in range(20):
        season.quick(at)
    assert season.trust[1, 0] == pytest.approx(0.15)
    assert season.support[1, 0] == season.baseline[1, 0]
    assert season.fear[1, 0] == pytest.approx(0.5)
    assert not season.deep_gain.any()
    assert not season.quick_gain.any()


def test_quick_contacts_take_no_trust_away() -> None:
    season = season_of()
    season.deep(season.at([1]), 1.0)
    season.quick(season.at([1]))
    assert season.trust[1, 0] == pytest.approx(0.45)


def test_a_reminder_works_in_its_week_and_the_next() -> None:
    def acting(weeks_before: int | None) -> int:
        season = season_of(40, seasons=500)
        for week in range(3):
            if weeks_before == 2 - week:
                season.remind(np.arange(40 * 500))
            season.end_week()
        return int(np.count_nonzero(hold_test(season, season.calendar.tests[0])))

    assert acting(0) == acting(1) > acting(2) == acting(None)
    # 4 points where about half come, the same as canvassing does for turnout; seeing them makes it a little more
    assert 0.03 < (acting(0) - acting(None)) / 20_000 < 0.12


def test_influence_is_some_of_ones_own_and_some_of_the_others() -> None:
    unit = Unit(
        crew=np.zeros(3, np.int64),
        leads=np.array([False, False, True]),
        ties=np.array([[0, 1], [0, 2]]),
        closeness=np.ones(2, np.float32),
        looks_to=np.array([[0, 2]]),
    )
    season = open_season(unit, Calendar(campaign_from=None), PLAIN, Luck((1,), 3, 1))
    season.baseline[:, 0] = season.support[:, 0] = (0.0, 1.0, -1.0)
    season.end_week()
    # 0 hears 1 once and the leader 2 four times; 1 and 2 hear 0 only.
    assert season.support[0, 0] == pytest.approx(0.3 * (1.0 - 4.0) / 5)
    assert season.support[1, 0] == pytest.approx(0.7)
    assert season.support[2, 0] == pytest.approx(-0.7)


def test_influence_does_not_force_consensus() -> None:
    season = season_of(2, ties={(0, 1): 1.0})
    season.baseline[:, 0] = season.support[:, 0] = (1.0, -1.0)
    for _week in range(100):
        season.end_week()
    assert season.support[0, 0] == pytest.approx(0.7 / 1.3, abs=1e-5)


def test_the_campaign_hits_whom_it_reaches_and_inoculation_keeps_some_off() -> None:
    season = season_of(2, parameters=Parameters(exposed=1.0, trust=0.0), calendar=Calendar(campaign_from=1), ties={})
    season.inoculation[1, 0] = 1.0
    season.end_week()
    assert season.hit[0, 0] == pytest.approx(0.07)
    assert season.hit[1, 0] == pytest.approx(0.07 * 0.45)
    assert season.fear[0, 0] == pytest.approx(0.57)


def test_the_campaign_begins_in_its_week() -> None:
    season = season_of(40, calendar=Calendar(campaign_from=3))
    for week in range(1, 4):
        season.end_week()
        assert bool(season.hit.any()) == (week == 3)


def test_what_fades_fades_by_half() -> None:
    season = season_of()
    season.deep(season.at([0]), 1.0)
    before = season.trust[0, 0], season.inoculation[0, 0]
    for _week in range(6):
        season.end_week()
    assert season.inoculation[0, 0] == pytest.approx(before[1] / 2)
    assert season.trust[0, 0] == pytest.approx(before[0] * 0.5 ** (6 / 20))


def sigma(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


@pytest.mark.parametrize("good", [0.0, 0.5, 1.0])
def test_a_yes_is_polite(good: float) -> None:
    season = season_of(40, seasons=1000, attitude=0.2)
    season.ask(np.arange(40_000), good)
    assert np.mean(season.said) == pytest.approx(sigma(1.7 * 0.2 + (1 - good)), abs=0.01)


@pytest.mark.parametrize(("risk", "trust"), [(0.2, 0.0), (1.0, 0.0), (1.0, 0.5)])
def test_acting_without_seeing_others(risk: float, trust: float) -> None:
    season = season_of(40, Parameters(beta=0.0, sd_shop=0.0), seasons=1000, attitude=0.4, fear=0.8)
    season.trust[:] = trust
    test = StructureTest("march", 1, risk)
    season = _with(season, test)
    acted = hold_test(season, test)
    assert np.mean(acted) == pytest.approx(sigma(1.7 * (0.4 - risk * 0.8 * (1 - 0.8 * trust))), abs=0.01)


def _with(season: Season, test: StructureTest) -> Season:
    season.calendar = season.calendar._replace(tests=(test,))
    return season


def test_who_sees_others_act_acts_sooner_and_where_it_is_left_to_others_later() -> None:
    def share(beta: float) -> float:
        season = season_of(40, Parameters(beta=beta, sd_shop=0.0), seasons=300, attitude=-0.6)
        season.seen_acting = np.ones((40, 300), dtype=np.bool_)
        return float(np.mean(hold_test(season, season.calendar.tests[0])))

    # With beta below 0 nobody takes part who was content to leave it to the others.
    assert share(-3.0) < share(0.0) < share(3.0)


def test_a_committee_is_trusting_for_it_and_a_fifth_at_most() -> None:
    season = season_of(40, attitude=1.0)
    season.trust[:20, 0] = np.linspace(0.41, 0.8, 20)
    season.support[19, 0] = -0.1
    assert np.flatnonzero(season.committee()[:, 0]).tolist() == list(range(11, 19))
    season.trust[:16, 0] = 0.0
    assert np.flatnonzero(season.committee()[:, 0]).tolist() == [16, 17, 18]


def test_a_members_talk_pulls_whoever_is_tied_to_the_committee() -> None:
    season = season_of(4, ties={(0, 1): 1.0, (0, 2): 1.0, (0, 3): 1.0, (1, 2): 1.0}, attitude=1.0)
    season.trust[1, 0] = 0.9
    members = np.array([[False], [True], [False], [False]])
    assert season.pull(season.at([0, 2, 3]), members) == pytest.approx([0.75 + 2 / 3, 1.6, 0.75])


def test_acting_can_make_people_want_it() -> None:
    season = season_of(40, Parameters(act_raises=0.1), attitude=0.3)
    before = season.baseline.copy()
    acted = hold_test(season, season.calendar.tests[0])
    assert np.allclose(season.baseline - before, 0.1 * acted)


steps = st.lists(
    st.tuples(st.sampled_from(["quick", "deep", "remind", "week", "test"]), st.integers(0, 11), st.floats(0, 1)),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(0, 5), st.booleans())
def test_whatever_is_done_the_state_keeps_its_ranges_and_repeats(
    done: list[tuple[str, int, float]], seed: int, landlord: bool
) -> None:
    def play() -> Season:
        calendar = Calendar(campaign_from=2, campaign="landlord" if landlord else "employer")
        season = open_season(Unit.of_size(12, seed), calendar, Parameters(), Luck((seed,), 12, 3))
        for what, person, quality in done:
            at = season.at([person, (person + 5) % 12], season=person % 3)
            if what == "quick":
                season.quick(at)
            elif what == "deep":
                season.deep(at[season.appointments(at)], quality)
            elif what == "remind":
                season.remind(at)
            elif what == "week":
                season.end_week()
            else:
                hold_test(season, season.calendar.tests[0])
        return season

    first, second = play(), play()
    for name in ("trust", "inoculation"):
        values = getattr(first, name)
        assert values.min() >= 0
        assert values.max() <= 1
    assert first.fear.min() >= 0
    assert set(np.unique(first.said)) <= {-1, 0, 1}
    assert np.count_nonzero(first.committee(), axis=0).max() <= 12 // 5
    for name in ("support", "trust", "fear", "said", "talks"):
        assert np.array_equal(getattr(first, name), getattr(second, name))
    assert np.array_equal(hold_vote(first), hold_vote(second))


@given(st.integers(2, 90), st.integers(0, 50), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_generated_units_have_crews_leaders_and_as_many_ties(people: int, seed: int, rewire: float) -> None:
    unit = Unit.of_size(people, seed, Parameters(rewire=rewire))
    tied = Unit.of_size(people, seed, Parameters(rewire=0.0))
    assert len(unit.ties) == len(tied.ties)
    assert len({(int(min(tie)), int(max(tie))) for tie in unit.ties}) == len(unit.ties)
    assert all(a != b for a, b in unit.ties)
    for crew in np.unique(unit.crew):
        assert np.count_nonzero(unit.leads & (unit.crew == crew)) == 1
    assert np.bincount(unit.crew).max() <= 12
    if people >= 20 and rewire > 0.5:
        assert not np.array_equal(unit.ties, tied.ties)


@given(st.integers(2, 40), st.integers(0, 30), st.floats(0.5, 8))
@settings(max_examples=30, deadline=None)
def test_the_mean_over_ties_is_the_weighted_mean(people: int, seed: int, weight: float) -> None:
    unit = Unit.of_crews(
        np.arange(people) // 8, seed, ties={(0, people - 1): 3.0}, leads={1 % people: [0]} if people > 2 else {}
    )
    values = np.linspace(-1, 1, people * 2, dtype=np.float32).reshape(people, 2)
    looks = {(int(a), int(b)) for a, b in unit.looks_to}
    for person, mean in enumerate(Ties.of(unit, weight).mean(values)):
        weights, sums = 0.0, np.zeros(2)
        for (a, b), close in zip(unit.ties.tolist(), unit.closeness, strict=True):
            if person in (a, b):
                other = b if person == a else a
                counts = float(close) * (weight if (person, other) in looks else 1.0)
                weights, sums = weights + counts, sums + counts * values[other]
        expected = sums / weights if weights else values[person]
        assert np.allclose(mean, expected, atol=1e-5)


def test_a_tie_to_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="not among the 4 people"):
        Unit.of_crews([0, 0, 1, 1], ties={(0, 9): 1.0})
