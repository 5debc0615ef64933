"""Structure tests and the vote: who acts, given what they want, what they fear, and whom they see acting."""

import numpy as np

from trainer.drive.chance import Floats
from trainer.drive.network import Bools
from trainer.drive.season import Season, StructureTest

VOTE = 255
"""The occasion that the vote is, for luck; tests are numbered by their place in the calendar."""


def hold_test(season: Season, test: StructureTest) -> Bools:
    """Hold a structure test; returns who acted, [people, seasons], and lets everybody remember it.

    Each looks at those tied to them: who acted at the last test, who is on the committee; then, for a few rounds, who
    is standing up now, and may join. Before the first test people believe that a fifth will.
    """
    acted = _acting(season, test.risk, _place(season, test))
    season.seen_acting = acted
    if season.parameters.act_raises:
        season.baseline += acted * np.float32(season.parameters.act_raises)
    return acted


def hold_vote(season: Season) -> Bools:
    """Hold the secret vote: who votes yes, [people, seasons]."""
    return _acting(season, season.parameters.vote_risk, VOTE)


def willingness(season: Season, risk: float) -> Floats:
    """The logit of acting at this risk where half of those around somebody act, [people, seasons]."""
    settings = season.parameters
    will = season.trust * np.float32(-settings.tau)
    will += 1
    will *= season.fear
    will *= np.float32(-risk)
    will += season.support
    will *= np.float32(settings.k)
    will += (season.reminded_until > season.week) * np.float32(settings.reminder)
    return will


def _place(season: Season, test: StructureTest) -> int:
    """Which draw a test uses: its place in the calendar, so that tests of one week differ."""
    return season.calendar.tests.index(test)


def _acting(season: Season, risk: float, occasion: int) -> Bools:
    settings = season.parameters
    ties, committee = season.ties, season.committee()
    if season.seen_acting is None:
        believed = np.where(committee, np.float32(1), np.float32(settings.prior))
    else:
        believed = (season.seen_acting | committee).astype(np.float32)
    # Somebody acts where luck < will + slope (y - 1/2), that is where `needed` < slope · y.
    slope = np.float32(settings.beta * risk)
    needed = season.luck.acting(occasion, settings.steady) - willingness(season, risk)
    needed += slope * np.float32(0.5)
    acting = needed < slope * ties.mean(believed)
    if slope <= 0:
        # Whoever leaves it to others goes by what they expect, before anybody stands up.
        return acting
    for _round in range(round(settings.rounds)):
        seen = (acting | committee).astype(np.float32)
        acting = acting | (needed < slope * ties.mean(seen))
    return acting
