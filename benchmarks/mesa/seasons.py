"""The drive's season as a plain Mesa model: the same rules, an agent a person, leaders first.

Reads a JSON object on the standard input (unit, parameters, calendar, seasons, seed) and prints one with the processor
seconds that the seasons took and their mean shares. Runs in an environment of its own, which has Mesa and not the game.
"""

import json
import math
import sys
import time
from typing import Any

import mesa  # type: ignore[import-not-found]


class Person(mesa.Agent):  # type: ignore[misc]
    """Somebody in the shop; the names are those of trainer.drive.season."""

    def __init__(self, model: "Shop", crew: int, leads: bool) -> None:
        super().__init__(model)
        chance, p = model.random, model.p
        self.crew, self.leads = crew, leads
        self.baseline = chance.gauss(p["mu"], p["sd_i"]) + model.mood + (p["leader_gap"] if leads else 0.0)
        self.fear, self.trust = chance.uniform(0, 2 * p["fear"]), chance.uniform(0, 2 * p["trust"])
        self.own_luck = model.logistic()
        self.deep_gain = self.inoculation = self.hit = 0.0
        self.talks = 0
        self.support = self.coming = self.baseline
        self.ties: list[tuple[Person, float]] = []
        self.acted = False
        self.seen = 0.0
        self.member = False
        self.luck = 0.0

    def around(self, what: str) -> float:
        """The weighted mean of something over those tied to this person."""
        whole = sum(weight for _other, weight in self.ties)
        mean: float = sum(weight * getattr(other, what) for other, weight in self.ties) / whole
        return mean

    def talk(self, quality: float, pull: float) -> None:
        """A one-on-one that takes place."""
        p = self.model.p
        floor = p["quality_floor"]
        worth = min(1.0, max(-p["quality_harm"], (quality - floor) / (1 - floor))) * pull
        self.deep_gain += worth * p["deep_d"] * p["deep_again"] ** self.talks
        self.trust = min(1.0, max(0.0, self.trust + p["deep_trust"] * worth * (1 - self.trust)))
        self.fear *= max(0.0, 1 - p["deep_fear"] * worth)
        gain = p["deep_inoculation"] * worth * (1 - self.inoculation)
        self.inoculation = min(1.0, max(0.0, self.inoculation + gain))
        self.talks += 1

    def meet_campaign(self) -> None:
        """A week of the campaign against."""
        p = self.model.p
        if self.model.random.random() < p["exposed"]:
            force = 1 - p["shield"] * self.inoculation
            self.hit += p["hit"] * force
            self.fear += p["scare"] * force

    def heed(self) -> None:
        """What this person will want, given those around."""
        lam = self.model.p["lam"]
        self.coming = (1 - lam) * (self.baseline + self.deep_gain - self.hit) + lam * self.around("support")

    def settle(self) -> None:
        """The week is over."""
        p = self.model.p
        self.support = self.coming
        self.deep_gain *= 0.5 ** (1 / p["deep_half"])
        self.trust *= 0.5 ** (1 / p["trust_half"])
        self.inoculation *= 0.5 ** (1 / p["inoculation_half"])

    def ready(self) -> bool:
        """Whether this person would be on the committee."""
        return bool(self.trust >= self.model.p["committee_trust"] and self.support > 0)

    def draw(self) -> None:
        """The luck of a test."""
        own = self.model.random.random() < self.model.p["steady"]
        self.luck = self.own_luck if own else self.model.logistic()

    def decide(self) -> None:
        """Whether this person stands up, seeing who does."""
        p, risk = self.model.p, self.model.risk
        will = p["k"] * (self.support - risk * self.fear * (1 - p["tau"] * self.trust))
        will += p["beta"] * risk * (self.around("seen") - 0.5)
        self.acted = self.acted or self.luck < will


class Shop(mesa.Model):  # type: ignore[misc]
    """One season."""

    def __init__(self, asked: dict[str, Any], seed: int) -> None:
        super().__init__(seed=seed)
        self.p, self.calendar = asked["parameters"], asked["calendar"]
        self.quality = asked["quality"]
        self.mood = self.random.gauss(0, self.p["sd_shop"])
        self.people = [Person(self, crew, leads) for crew, leads in zip(asked["crew"], asked["leads"], strict=True)]
        for a, b, weight in asked["heeds"]:
            self.people[a].ties.append((self.people[b], weight))
        guessed = [self.guess(leader) for leader in self.people if leader.leads]
        others = [person for person in self.people if person not in guessed]
        self.random.shuffle(guessed)
        self.random.shuffle(others)
        self.order, self.first = guessed + others, set(guessed)
        self.lap = self.first_lap = 0
        self.hours = self.members_hours = 0.0
        self.risk = 0.0
        self.held = False

    def logistic(self) -> float:
        """A draw of the standard logistic distribution."""
        drawn = self.random.uniform(1e-6, 1 - 1e-6)
        return math.log(drawn / (1 - drawn))

    def guess(self, leader: Person) -> Person:
        """Whom the organizer takes for this crew's leader."""
        others = [person for person in self.people if person.crew == leader.crew and person is not leader]
        if not others or self.random.random() < self.p["leader_guess"]:
            return leader
        chosen: Person = self.random.choice(others)
        return chosen

    def choose_committee(self) -> list[Person]:
        """Whoever trusts and is for it, the most trusting fifth at most."""
        ready = sorted((person for person in self.people if person.ready()), key=lambda person: -person.trust)
        members = ready[: int(self.p["committee_most"] * len(self.people))]
        for person in self.people:
            person.member = False
        for person in members:
            person.member = True
        return members

    def work(self) -> None:
        """The organizer's hours and the committee's."""
        p = self.p
        members = self.choose_committee()
        self.hours += self.calendar["hours"]
        own = int(self.hours / p["deep_hours"] + 1e-6)
        self.hours -= own * p["deep_hours"]
        self.members_hours += sum(p["committee_hours"] for _ in members if self.random.random() < p["committee_comes"])
        theirs = int(self.members_hours / p["deep_hours"] + 1e-6)
        self.members_hours -= theirs * p["deep_hours"]
        free = [person for person in self.order if not person.member]
        sooner = [person for person in free if person in self.first and person.talks <= self.first_lap]
        due = [person for person in free if person.talks <= self.lap or person in sooner]
        if len(sooner) <= own + theirs and self.first_lap < 2:
            self.first_lap += 1
        if len(due) <= own + theirs:
            self.lap += 1
        for place, person in enumerate(due[: own + theirs]):
            if self.random.random() >= p["deep_happens"]:
                continue
            if place < own:
                person.talk(self.quality, 1.0)
            else:
                pull = min(p["pull_most"], p["pull_base"] + p["pull_ties"] * person.around("member"))
                person.talk(p["committee_quality"] * self.quality, pull)

    def hold(self, risk: float) -> float:
        """A test or the vote; the share that acts."""
        self.risk = risk
        self.choose_committee()
        for person in self.people:
            last = person.acted if self.held else self.p["prior"]
            person.seen = 1.0 if person.member else float(last)
            person.acted = False
        self.agents.do("draw")
        for _round in range(1 + int(self.p["rounds"])):
            self.agents.do("decide")
            for person in self.people:
                person.seen = float(person.acted or person.member)
        self.held = True
        return sum(person.acted for person in self.people) / len(self.people)

    def play(self) -> dict[str, float]:
        """The whole season; the share that acts at each test."""
        shares = {}
        for week in range(1, self.calendar["weeks"] + 1):
            self.work()
            if week >= self.calendar["campaign_from"]:
                self.agents.do("meet_campaign")
            self.agents.do("heed")
            self.agents.do("settle")
            for name, held, risk in self.calendar["tests"]:
                if held == week:
                    shares[name] = self.hold(risk)
        shares["vote"] = self.hold(self.p["vote_risk"])
        return shares


def main() -> None:
    """Simulate what was asked for, and print."""
    asked = json.load(sys.stdin)
    seasons = []
    before = time.process_time()
    for number in range(asked["seasons"]):
        seasons.append(Shop(asked, asked["seed"] + number).play())
    seconds = time.process_time() - before
    means = {name: sum(season[name] for season in seasons) / len(seasons) for name in seasons[0]}
    json.dump({"seconds": seconds, "means": means}, sys.stdout)


if __name__ == "__main__":
    main()
