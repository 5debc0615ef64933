"""The drive's model against the ranges that it must fall into: V1 to V11 of docs/drive_model.md, with fixed seeds.

V4, V5, V8, V9 and V10 have numbers from outside behind them; the others guard the model's own behaviour.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from statistics import fmean, pstdev

import numpy as np
import pytest

from benchmarks.drive_reference import mean, random_shops
from trainer.drive.asked import asked
from trainer.drive.simulate import Outcome, Setting, simulate
from trainer.drive.turf import TOOLS, Turf, TurfOutcome, play_turf, work_of

SEASONS, SEED = 400, 11
SHOPS = ("shop_40", "")
"""The shop that comes along, and generated ones of forty people."""


@cache
def seasons_of(
    shop: str, strategies: Sequence[str], quality: float = 0.7, campaign: bool = True, settings: Sequence[str] = ()
) -> Mapping[str, Outcome]:
    """Seasons of a shop, as the command simulates them."""
    ask = asked(shop or None, None if shop else 40, strategies, quality, campaign, settings)
    assert ask is not None
    return simulate(ask.setting, ask.strategies, SEASONS, SEED)


def one(shop: str, strategy: str, quality: float = 0.7, campaign: bool = True, *settings: str) -> Outcome:
    return seasons_of(shop, (strategy,), quality, campaign, settings)[strategy]


def march(outcome: Outcome) -> float:
    return mean(outcome.tests["march"])


def marching(outcome: Outcome) -> float:
    """The share of seasons in which at least 65% march."""
    return float((outcome.tests["march"] >= 0.65).mean())


both_shops = pytest.mark.parametrize("shop", SHOPS, ids=("shop_40", "generated"))


@both_shops
def test_v1_canvass(shop: str) -> None:
    canvass = one(shop, "canvass")
    assert 0.68 <= mean(canvass.said_yes) <= 0.80
    assert 0.42 <= mean(canvass.tests["petition"]) <= 0.55
    assert 0.15 <= march(canvass) <= 0.28


@both_shops
@pytest.mark.parametrize(
    ("quality", "share", "often"), [(0.7, (0.38, 0.52), (0.15, 0.35)), (0.9, (0.46, 0.62), (0.30, 0.50))]
)
def test_v2_leaders_first(shop: str, quality: float, share: tuple[float, float], often: tuple[float, float]) -> None:
    leaders = one(shop, "leaders_first", quality)
    assert share[0] <= march(leaders) <= share[1]
    assert often[0] <= marching(leaders) <= often[1]


@both_shops
@pytest.mark.parametrize("quality", [0.0, 0.2, 0.3])
def test_v3_poor_talks_do_no_better_than_canvass(shop: str, quality: float) -> None:
    assert march(one(shop, "leaders_first", quality)) <= march(one(shop, "canvass"))


@both_shops
def test_v4_who_comes_of_those_who_said_yes(shop: str) -> None:
    came = one(shop, "canvass").came_of_yes
    assert 0.45 <= mean(came["petition"]) <= 0.60
    assert 0.18 <= mean(came["march"]) <= 0.32


@both_shops
def test_v5_from_card_to_vote(shop: str) -> None:
    assert 0.60 <= mean(one(shop, "canvass").card_to_vote) <= 0.70
    assert 0.70 <= mean(one(shop, "leaders_first").card_to_vote) <= 0.80


@both_shops
def test_v6_without_a_campaign_canvass_is_close(shop: str) -> None:
    canvass, leaders = (one(shop, name, 0.7, False) for name in ("canvass", "leaders_first"))
    assert abs(mean(leaders.vote) - mean(canvass.vote)) <= 0.10


def test_v7_hours_run_out_at_four_hundred_people() -> None:
    outcomes = simulate(Setting(size=400), ["canvass", "leaders_first"], 300, SEED)
    assert abs(march(outcomes["leaders_first"]) - march(outcomes["canvass"])) <= 0.03


def test_v8_random_shops_vote_as_shops_do() -> None:
    votes = [shop.vote for shop in random_shops(1500) if shop.filed]
    assert len(votes) >= 300
    assert 0.58 <= fmean(vote > 0.5 for vote in votes) <= 0.72
    assert 0.56 <= fmean(votes) <= 0.66
    assert pstdev(votes) >= 0.18


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if tool != "deep"])
def test_v9_brief_contacts_change_nobody(tool: str) -> None:
    outcome = play_turf(Turf(), [tool], (SEED, 0), 100)[tool]
    assert np.count_nonzero(outcome.changed_sides) == 0
    assert work_of(Turf(), tool).minds == 0


def test_v9_holds_whatever_a_contact_does_for_turnout() -> None:
    ask = asked("turf_10k", None, ("canvass",), 0.7, True, ("effect=0.09", "spillover=1", "housemates=1"))
    assert ask is not None
    assert not simulate(ask.setting, ask.strategies, 50, SEED)["canvass"].changed_sides.any()


def test_v10_canvass_wins_the_turf() -> None:
    ask = asked("turf_10k", None, (), 0.7, True, ())
    assert ask is not None
    outcomes: dict[str, TurfOutcome] = simulate(ask.setting, ask.strategies, 300, SEED)
    net = {tool: mean(outcome.net_votes) for tool, outcome in outcomes.items()}
    assert 35 <= net["canvass"] <= 70
    assert net["canvass"] >= 2 * net["deep"]
    assert max(net, key=lambda tool: net[tool]) == "canvass"
    hours = {tool: mean(outcome.hours) for tool, outcome in outcomes.items()}
    assert hours["text"] == 20
    assert max(net, key=lambda tool: net[tool] / hours[tool]) == "text"


@both_shops
def test_v11_a_talk_without_effects_is_nothing(shop: str) -> None:
    off = ("deep_d=0", "deep_trust=0", "deep_fear=0", "deep_inoculation=0")
    outcomes = seasons_of(shop, ("nothing", "leaders_first"), 0.7, True, off)
    for name, shares in outcomes["nothing"].tests.items():
        # The same luck, so not a single person differs.
        assert np.array_equal(shares, outcomes["leaders_first"].tests[name])
    assert np.array_equal(outcomes["nothing"].vote, outcomes["leaders_first"].vote)


# The readings that must survive


@both_shops
def test_the_gap_opens_at_the_risky_test(shop: str) -> None:
    canvass, leaders = one(shop, "canvass"), one(shop, "leaders_first")
    gaps = [mean(leaders.tests[test]) - mean(canvass.tests[test]) for test in ("petition", "sticker", "march")]
    assert gaps == sorted(gaps)
    assert gaps[0] <= 0.08
    assert gaps[2] >= 0.15


@both_shops
def test_quality_decides(shop: str) -> None:
    shares = [march(one(shop, "leaders_first", quality)) for quality in (0.2, 0.3, 0.5, 0.7, 0.9)]
    assert shares == sorted(shares)
    canvass = march(one(shop, "canvass"))
    assert shares[0] < canvass
    assert abs(shares[2] - canvass) <= 0.06


@both_shops
def test_leaders_first_is_a_little_better_than_loudest_first(shop: str) -> None:
    leaders, loudest = one(shop, "leaders_first"), one(shop, "loudest_first")
    assert 0.0 < march(leaders) - march(loudest) < 0.10
    assert marching(leaders) > marching(loudest)


@both_shops
def test_nobody_always_wins(shop: str) -> None:
    assert marching(one(shop, "leaders_first")) <= 0.35
    assert mean((one(shop, "leaders_first").vote > 0.5).astype(float)) <= 0.75


def test_the_gap_closes_as_hours_a_head_run_out() -> None:
    gaps = []
    for people in (16, 40, 120, 400):
        outcomes = simulate(Setting(size=people), ["canvass", "leaders_first"], 150, SEED)
        gaps.append(march(outcomes["leaders_first"]) - march(outcomes["canvass"]))
    assert gaps == sorted(gaps, reverse=True)


def test_most_of_the_gain_is_trust_fear_and_coordination() -> None:
    """Without any change of mind by talks, most of the gap stays: it rests on what nobody has measured."""
    gap = march(one("", "leaders_first")) - march(one("", "canvass"))
    without = march(one("", "leaders_first", 0.7, True, "deep_d=0")) - march(one("", "canvass"))
    assert without > gap / 2
