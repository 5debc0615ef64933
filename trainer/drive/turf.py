"""A turf: thousands of voters before an election, where a quick contact at the right door is worth most.

A brief contact changes who goes to vote and nobody's side (Kalla & Broockman 2018); only a long talk changes a few
minds. The list names those whom the campaign believes to be on its side; where it is wrong, bringing them out counts
against it. Only those on the list and their housemates are simulated: whoever is never contacted votes the same either
way, so the difference that the work made does not hang on them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trainer.drive import luck as purposes
from trainer.drive.chance import Floats, share
from trainer.drive.luck import Luck
from trainer.drive.network import Bools
from trainer.drive.parameters import USUAL_PARAMETERS, Parameters
from trainer.drive.shares import Shares, mean_of

TOOLS: Final = ("canvass", "phone", "text", "deep", "friends")
"""Ways to spend the hours on a turf."""

LOGIT_AT_HALF: Final = 4.0
"""Logits for a change of one in the probability, where that is a half: 4 points are .16."""


@dataclass(frozen=True)
class Turf:
    """The voters on the list, and the hours that volunteers have for them."""

    listed: int = 3000
    hours: float = 300.0
    parameters: Parameters = USUAL_PARAMETERS

    def __post_init__(self) -> None:
        if self.listed < 1 or self.hours < 0:
            raise ValueError("a turf needs somebody on its list, and hours of 0 or more")


class Work(NamedTuple):
    """What a tool does with its hours: contacts, hours used, texts or calls each, and the effect of one contact.

    `contacts` counts every text; `reached` the people. `effect` is what it does for turnout, in logits; `minds` what it
    does for which side somebody is on, in SD; `spills` whether a housemate hears of it.
    """

    contacts: int
    reached: int
    hours: float
    effect: float
    minds: float = 0.0
    spills: bool = False


class TurfOutcome(NamedTuple):
    """What came of a tool, season by season, each an array [seasons].

    `net_votes` are the votes for the side less those against it, beside a season in which nobody was contacted;
    `changed_sides` the people whose side changed, which brief contacts never do.
    """

    net_votes: Shares
    contacts: Shares
    hours: Shares
    changed_sides: Shares

    def means(self) -> dict[str, Any]:
        """Means over seasons, as in the output."""
        return {name: mean_of(getattr(self, name)) for name in ("net_votes", "contacts", "hours")}


def work_of(turf: Turf, tool: str) -> Work:
    """What a tool can do on this turf. Raises KeyError for an unknown tool."""
    settings = turf.parameters
    door = settings.effect * LOGIT_AT_HALF

    def reaching(rate: float, most: float) -> tuple[int, float]:
        number = min(int(turf.hours * rate + 1e-6), int(most), turf.listed)
        return number, min(turf.hours, number / rate)

    if tool == "canvass":
        number, hours = reaching(settings.door_rate, turf.listed)
        return Work(number, number, hours, door, spills=True)
    if tool == "phone":
        number, hours = reaching(settings.phone_rate, turf.listed)
        return Work(number, number, hours, door * settings.phone_effect)
    if tool == "text":
        most = turf.listed * round(settings.texts_each)
        texts = min(int(turf.hours * settings.text_rate + 1e-6), most)
        reached = min(texts, turf.listed)
        effect = settings.text_effect * LOGIT_AT_HALF * texts / max(reached, 1)
        return Work(texts, reached, texts / settings.text_rate, effect)
    if tool == "deep":
        number, hours = reaching(settings.voter_talk_rate, turf.listed)
        return Work(number, number, hours, door, settings.voter_talk_d, spills=True)
    if tool == "friends":
        number, hours = reaching(settings.friend_rate, settings.friends_most)
        return Work(number, number, hours, settings.friend_effect * LOGIT_AT_HALF)
    raise KeyError(tool)


def play_turf(turf: Turf, tools: Sequence[str], key: tuple[int, ...], seasons: int) -> dict[str, TurfOutcome]:
    """One batch of seasons, every tool on the same voters and the same luck."""
    luck = Luck(key, turf.listed, seasons)
    settings = turf.parameters
    side = np.float32(NormalDist().inv_cdf(settings.list_right)) + luck.normal(purposes.ATTITUDE)
    turnout = np.float32(math.log(settings.turnout / (1 - settings.turnout)))
    order = np.argsort(np.argsort(luck.drawn(purposes.ORDER), axis=0, kind="stable"), axis=0, kind="stable")
    # Housemates, with the luck of their own; who has none counts for nothing.
    lives_with = luck.drawn(purposes.HOUSEMATE) < share(settings.housemates)
    agrees = luck.drawn(purposes.AGREES) < share(settings.housemate_agrees)
    mood, mate_mood = luck.logistic(purposes.ACTS), luck.logistic(purposes.ACTS, 1)
    outcomes = {}
    for tool in tools:
        work = work_of(turf, tool)
        reached = order < work.reached
        after: Floats = side + np.where(reached, np.float32(work.minds), np.float32(0))
        gained = _votes(mood, turnout, work.effect, reached, after) - _votes(mood, turnout, 0.0, reached, side)
        if work.spills:
            touched = reached & lives_with
            mate: Floats = np.where(agrees, side, -side).astype(np.float32, copy=False)
            gained += _votes(mate_mood, turnout, work.effect * settings.spillover, touched, mate)
            gained -= _votes(mate_mood, turnout, 0.0, touched, mate)
        outcomes[tool] = TurfOutcome(
            gained.astype(np.float64),
            np.full(seasons, float(work.contacts)),
            np.full(seasons, work.hours),
            np.count_nonzero((side > 0) != (after > 0), axis=0).astype(np.float64),
        )
    return outcomes


def _votes(mood: Floats, turnout: np.float32, effect: float, whom: Bools, side: Floats) -> NDArray[np.int64]:
    """Votes for the side less votes against it, among these, in each season."""
    goes = (mood < turnout + np.float32(effect)) & whom
    for_it = np.count_nonzero(goes & (side > 0), axis=0)
    return np.asarray(2 * for_it - np.count_nonzero(goes, axis=0), dtype=np.int64)
