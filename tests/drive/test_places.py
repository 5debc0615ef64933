"""The places that come along are what they are said to be: the shop that of the figures, the others beside it."""

from functools import cache
from typing import Any

import pytest

from tests.drive.seasons import constituency
from trainer.drive.opening import calendar_of, parameters_of, turf_of, unit_of
from trainer.drive.simulate import Setting, simulate

SEASONS = 300


@cache
def simulated(name: str, strategy: str, quality: float = 0.7, campaign: bool = True) -> dict[str, Any]:
    """Means over seasons of a place."""
    place = constituency(name)
    parameters = parameters_of(place)
    if place.form == "turf":
        means: dict[str, Any] = simulate(turf_of(place, parameters), (strategy,), SEASONS, 1)[strategy].means()
        return means
    unit = unit_of(place, parameters)
    setting = Setting(calendar_of(place, campaign), parameters, unit, unit.people, quality)
    made: dict[str, Any] = simulate(setting, (strategy,), SEASONS, 1)[strategy].means()
    return made


def test_the_shop_is_the_one_that_the_models_figures_are_of() -> None:
    canvass, leaders = simulated("shop_40", "canvass"), simulated("shop_40", "leaders_first")
    assert 0.68 <= canvass["said_yes"] <= 0.80
    assert 0.42 <= canvass["tests"]["petition"] <= 0.55
    assert 0.15 <= canvass["tests"]["march"] <= 0.28
    assert 0.45 <= canvass["came_of_yes"]["petition"] <= 0.60
    assert 0.18 <= canvass["came_of_yes"]["march"] <= 0.32
    assert 0.60 <= canvass["card_to_vote"] <= 0.70
    assert 0.38 <= leaders["tests"]["march"] <= 0.52
    assert 0.70 <= leaders["card_to_vote"] <= 0.80
    assert 0.46 <= simulated("shop_40", "leaders_first", 0.9)["tests"]["march"] <= 0.62


def test_in_the_shop_quality_decides() -> None:
    poor = simulated("shop_40", "leaders_first", 0.3)["tests"]["march"]
    assert poor <= simulated("shop_40", "canvass")["tests"]["march"]


def test_where_the_employer_is_neutral_canvassing_is_far_closer() -> None:
    gap = [
        simulated("shop_40", "leaders_first", 0.7, campaign)["vote"]
        - simulated("shop_40", "canvass", 0.7, campaign)["vote"]
        for campaign in (False, True)
    ]
    assert gap[0] <= 0.10
    assert gap[0] <= gap[1] + 0.02


def gap_at_the_last_test(name: str) -> float:
    """How far leaders first is ahead of canvassing at the riskiest test."""
    last = constituency(name).tests[-1].id
    return float(simulated(name, "leaders_first")["tests"][last] - simulated(name, "canvass")["tests"][last])


def test_the_fewer_the_people_the_more_the_same_hours_do() -> None:
    assert gap_at_the_last_test("flats_16") > gap_at_the_last_test("plant_120")
    assert gap_at_the_last_test("shop_40") > gap_at_the_last_test("plant_120") > 0


@pytest.mark.parametrize("name", ["flats_16", "shop_40", "plant_120"])
def test_the_ways_part_at_the_riskiest_test_and_not_at_the_first(name: str) -> None:
    first = constituency(name).tests[0].id
    early = simulated(name, "leaders_first")["tests"][first] - simulated(name, "canvass")["tests"][first]
    assert gap_at_the_last_test(name) > early


def test_on_the_turf_canvassing_is_the_right_tool() -> None:
    net = {tool: simulated("turf_10k", tool)["net_votes"] for tool in ("canvass", "phone", "text", "deep", "friends")}
    assert 35 <= net["canvass"] <= 70
    assert net["canvass"] == max(net.values())
    assert net["canvass"] >= 2 * net["deep"]
