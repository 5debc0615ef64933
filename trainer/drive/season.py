"""A season of a drive: the hidden state of everybody, and what a contact, a talk and a week change in it.

Many seasons are simulated at once. Every array of the state is `[people, seasons]` (a game plays one season, so
`[people, 1]`); a person is a row, a season a column. The steps change the state in place:

    season = open_season(unit, calendar, parameters, Luck((seed,), unit.people, 1))
                                               trainer.drive.opening makes these of a constituency
    at = season.at([3, 8])                     places of people 3 and 8 in season 0; a place stands once in an `at`
    season.quick(at)                           a quarter of an hour each; what they answered is in season.said
    kept = season.appointments(at)             whether a one-on-one takes place, [len(at)] of True and False
    season.deep(at[kept], quality=0.7)         a one-on-one of quality 0 to 1
    season.remind(at)                          five minutes by phone, before a test
    season.committee()                         who is on it, [people, seasons] of True and False
    season.committee_hours()                   hours that members give this week, [seasons]
    season.deep(at, parameters.committee_quality * 0.7, season.pull(at))      a member's talk
    season.end_week()                          the campaign against, influence along ties, fading; week + 1
    acted = hold_test(season, test)            trainer.drive.tests: who stood up, [people, seasons]
    voted = hold_vote(season)

A week is: its hours, then `end_week()`, then the tests that fall in it (their `week` equals `season.week`). Names and
hours are the caller's business. docs/drive_model.md says the rules in plain words, docs/decisions.md how they are read
where they leave it open, and every number stands in trainer.drive.parameters. The state never holds what the organizer
believes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trainer.drive import luck as purposes
from trainer.drive.chance import VALUES, Bits, Floats, share
from trainer.drive.luck import Luck
from trainer.drive.network import Bools, Ints, Ties, Unit, ties_of
from trainer.drive.parameters import Parameters

Small = NDArray[np.uint8]
Signed = NDArray[np.int8]

NOT_ASKED = -1


class StructureTest(NamedTuple):
    """A structure test: its name, the week at whose end it is held (from 1), and its risk, 0 to 1 and more."""

    name: str
    week: int
    risk: float


class Calendar(NamedTuple):
    """A season's weeks, the organizer's hours in each, its tests, and the campaign against it."""

    weeks: int = 12
    hours: float = 8.0
    tests: tuple[StructureTest, ...] = (
        StructureTest("petition", 6, 0.5),
        StructureTest("sticker", 9, 0.7),
        StructureTest("march", 12, 1.0),
    )
    vote: bool = True
    """Whether a secret vote is held at the end of the last week, after its tests."""
    campaign_from: int | None = 7
    """The first week of the campaign, from 1; None for none."""
    campaign: Literal["employer", "landlord"] = "employer"
    reach: float | None = None
    """The share of people whom the campaign reaches each week; None for what the parameters say."""


USUAL_CALENDAR: Final = Calendar()
"""Twelve weeks of eight hours, with an employer's campaign: the season of the reference results."""


@dataclass(eq=False)
class Season:
    """The state of a batch of seasons; see the top of this module. Attitudes in SD units, 0 where one is undecided."""

    unit: Unit
    calendar: Calendar
    parameters: Parameters
    luck: Luck
    ties: Ties
    baseline: Floats
    """What somebody wants before anybody talks with them."""
    fear: Floats
    """In SD units, 0 or more."""
    trust: Floats
    """In the organizer, 0 to 1."""
    support: Floats
    """What somebody wants now, all influence included: `x` of the model."""
    seasons: int
    week: int = 0
    """Weeks that have ended."""
    deep_gain: Floats = field(init=False)
    """What one-on-ones have changed."""
    quick_gain: Floats = field(init=False)
    """What quick contacts have changed: nothing, unless `quick_d` is set."""
    inoculation: Floats = field(init=False)
    """0 to 1."""
    hit: Floats = field(init=False)
    """What the campaign against has taken away."""
    talks: Small = field(init=False)
    """One-on-ones that took place with them."""
    contacts: Small = field(init=False)
    """Quick contacts with them, at most 255 counted."""
    reminded_until: Small = field(init=False)
    """A reminder works while this is above `week`; 0 for none."""
    said: Signed = field(init=False)
    """The last answer they gave: 1 yes, 0 no, -1 not asked."""
    seen_acting: Bools | None = field(init=False, default=None)
    """Who acted at the last test; None before the first."""
    reminders_given: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        shape = (self.unit.people, self.seasons)
        for name in ("deep_gain", "quick_gain", "inoculation", "hit"):
            setattr(self, name, np.zeros(shape, np.float32))
        for name in ("talks", "contacts", "reminded_until"):
            setattr(self, name, np.zeros(shape, np.uint8))
        self.said = np.full(shape, NOT_ASKED, np.int8)

    @property
    def people(self) -> int:
        """How many people there are."""
        return self.unit.people

    def at(self, people: Sequence[int], season: int = 0) -> Ints:
        """The places of these people in one season, as every step takes them."""
        return np.asarray(people, dtype=np.int64) * self.seasons + season

    # What the organizer does

    def quick(self, at: Ints) -> None:
        """A quick contact: a reminder and a little trust; they are asked, and answer politely."""
        settings = self.parameters
        trust = self.trust.reshape(-1)
        before = trust[at]
        most = np.maximum(before, np.float32(settings.quick_trust_most))
        trust[at] = np.minimum(before + np.float32(settings.quick_trust), most)
        if settings.quick_d:
            self.quick_gain.reshape(-1)[at] += np.float32(settings.quick_d)
            self.support.reshape(-1)[at] += np.float32(settings.quick_d * (1 - settings.lam))
        contacts = self.contacts.reshape(-1)
        contacts[at] = np.minimum(contacts[at], 254) + np.uint8(1)
        self._remember(at)
        self.ask(at, 0.0)

    def appointments(self, at: Ints, again: int = 0) -> Bools:
        """Whether a one-on-one that was agreed takes place, for each place; `again` counts further tries in a week."""
        drawn = self.luck.drawn(purposes.KEPT, self.week, again).reshape(-1)
        return drawn[at] < share(self.parameters.deep_happens)

    def good(self, quality: ArrayLike) -> Floats:
        """What a talk of this quality (0 to 1) is worth: 1 a perfect one, 0 arguments alone, less for pushing."""
        settings = self.parameters
        floor = settings.quality_floor
        worth = (np.asarray(quality, dtype=np.float64) - floor) / (1 - floor)
        return np.clip(worth, -settings.quality_harm, 1.0).astype(np.float32)

    def deep(self, at: Ints, quality: ArrayLike, pull: Floats | None = None) -> None:
        """A one-on-one of this quality, one number or one a place; `pull` strengthens a committee member's talk."""
        settings = self.parameters
        good = np.broadcast_to(self.good(quality), at.shape)
        worth = good if pull is None else good * pull
        talks = self.talks.reshape(-1)
        before = talks[at]
        gain = worth * np.take(_powers(settings.deep_d, settings.deep_again), before)
        self.deep_gain.reshape(-1)[at] += gain
        self.support.reshape(-1)[at] += gain * np.float32(1 - settings.lam)
        trust = self.trust.reshape(-1)
        trust[at] = _unit_range(trust[at] + np.float32(settings.deep_trust) * worth * (1 - trust[at]))
        self.fear.reshape(-1)[at] *= np.maximum(1 - np.float32(settings.deep_fear) * worth, np.float32(0))
        shield = self.inoculation.reshape(-1)
        shield[at] = _unit_range(shield[at] + np.float32(settings.deep_inoculation) * worth * (1 - shield[at]))
        talks[at] = np.minimum(before, 254) + np.uint8(1)
        self.ask(at, good)

    def remind(self, at: Ints) -> None:
        """A reminder before a test: it helps whoever is willing to turn up, and changes nothing else."""
        self._remember(at)
        self.reminders_given += len(at)

    def _remember(self, at: Ints) -> None:
        self.reminded_until.reshape(-1)[at] = min(255, self.week + round(self.parameters.reminder_weeks) + 1)

    def ask(self, at: Ints, good: ArrayLike) -> None:
        """Ask whether they are with it; a worse talk (see `good`) and less trust make the answer more polite."""
        settings = self.parameters
        support, trust = self.support.reshape(-1)[at], self.trust.reshape(-1)[at]
        polite = np.float32(settings.politeness) * (1 - trust) * (1 - np.asarray(good, dtype=np.float32))
        mood = self.luck.logistic(purposes.ANSWER).reshape(-1)[at]
        self.said.reshape(-1)[at] = mood < np.float32(settings.k) * support + polite

    # The committee

    def committee(self) -> Bools:
        """Who is on the committee: trusts, is for it, and belongs to the most trusting fifth of the unit at most."""
        settings = self.parameters
        ready = (self.trust >= np.float32(settings.committee_trust)) & (self.support > 0)
        most = int(settings.committee_most * self.people)
        numbers = np.count_nonzero(ready, axis=0)
        full = np.flatnonzero(numbers > most)
        if len(full):
            # Most trusting first; equal ones by their number.
            order = np.argsort(-np.where(ready[:, full], self.trust[:, full], -1), axis=0, kind="stable")
            ready[order[most:], full] = False
        return ready

    def committee_hours(self, committee: Bools | None = None) -> NDArray[np.float64]:
        """The hours that members give this week, in each season: two each, from those who come."""
        settings = self.parameters
        members = self.committee() if committee is None else committee
        come = self.luck.drawn(purposes.COMES, self.week) < share(settings.committee_comes)
        hours: NDArray[np.float64] = np.count_nonzero(members & come, axis=0) * settings.committee_hours
        return hours

    def pull(self, at: Ints, committee: Bools | None = None) -> Floats:
        """How strong a member's talk is with somebody, by how many of that person's ties are on the committee."""
        settings = self.parameters
        members = self.committee() if committee is None else committee
        if not len(at):
            return np.zeros(0, np.float32)
        tied = self.ties.mean(members.astype(np.float32)).reshape(-1)[at]
        tied *= np.float32(settings.pull_ties)
        tied += np.float32(settings.pull_base)
        return np.minimum(tied, np.float32(settings.pull_most))

    # The week's end

    def end_week(self) -> None:
        """The campaign against, influence along ties, and fading; then the next week."""
        if self.calendar.campaign_from is not None and self.week + 1 >= self.calendar.campaign_from:
            self._campaign()
        self._influence()
        self._fade()
        self.week += 1

    def _campaign(self) -> None:
        """Everybody whom it reaches wants it less and fears more; inoculation keeps some of it off."""
        settings = self.parameters
        landlord = self.calendar.campaign == "landlord"
        usual = settings.landlord_exposed if landlord else settings.exposed
        reach = usual if self.calendar.reach is None else self.calendar.reach
        scare = settings.landlord_scare if landlord else settings.scare
        reached = self.luck.drawn(purposes.EXPOSED, self.week) < share(reach)
        force = self.inoculation * np.float32(-settings.shield)
        force += 1
        force *= reached
        self.hit += force * np.float32(settings.hit)
        force *= np.float32(scare)
        self.fear += force

    def _influence(self) -> None:
        """Friedkin and Johnsen: some of one's own mind, some of what those around one want."""
        lam = np.float32(self.parameters.lam)
        around = self.ties.mean(self.support)
        around *= lam
        own = self.baseline + self.deep_gain
        if self.parameters.quick_d:
            own += self.quick_gain
        own -= self.hit
        own *= 1 - lam
        own += around
        self.support = own

    def _fade(self) -> None:
        settings = self.parameters
        if settings.quick_d:
            self.quick_gain *= _fading(settings.quick_half)
        self.deep_gain *= _fading(settings.deep_half)
        self.trust *= _fading(settings.trust_half)
        self.inoculation *= _fading(settings.inoculation_half)


def open_season(unit: Unit, calendar: Calendar, parameters: Parameters, luck: Luck) -> Season:
    """The first morning of a batch of seasons, as many as `luck` has."""
    baseline = np.float32(parameters.sd_i) * luck.normal(purposes.ATTITUDE)
    baseline += np.float32(parameters.mu)
    baseline[unit.leads] += np.float32(parameters.leader_gap)
    fear = _up_to_twice(luck.drawn(purposes.FEAR), parameters.fear)
    trust = np.minimum(_up_to_twice(luck.drawn(purposes.TRUST), parameters.trust), np.float32(1))
    for values, written in ((baseline, unit.attitude), (trust, unit.trust), (fear, unit.fear)):
        if written is not None:
            known = ~np.isnan(written)
            values[known] = written[known, None]
    # Some seasons find the whole shop in a better mood than others, those whom an author made too.
    baseline += np.float32(parameters.sd_shop) * luck.shops()
    return Season(
        unit=unit,
        calendar=calendar,
        parameters=parameters,
        luck=luck,
        ties=ties_of(unit, parameters.leader_weight),
        baseline=baseline,
        fear=fear,
        trust=trust,
        support=baseline.copy(),
        seasons=luck.seasons,
    )


def _up_to_twice(drawn: Bits, mean: float) -> Floats:
    """Values between none and twice the mean, each as likely."""
    values = drawn.astype(np.float32)
    values *= np.float32(2 * mean / VALUES)
    return values


@cache
def _powers(first: float, factor: float) -> Floats:
    """first, first·factor, first·factor² and so on, for up to 255 times."""
    return np.array([first * factor**times for times in range(256)], dtype=np.float32)


def _fading(half_life: float) -> np.float32:
    return np.float32(0.5 ** (1 / half_life))


def _unit_range(values: Floats) -> Floats:
    return np.clip(values, np.float32(0), np.float32(1))
