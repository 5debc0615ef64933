"""Moving to action: an ask made in time, specific, left to stand, inoculated, and a next step."""

from collections.abc import Callable
from typing import Final

from scoring.measures import LEFT_OUT, Measure, asks_made, measure
from scoring.reading import AGREEING, Line, Moment, Reading

UNSETTLING: Final = frozenset({"unask", "fill_silence", "multi_ask"})
"""Habits that do not let an ask stand."""


def made(reading: Reading) -> Measure:
    """Of the people visited where an ask was on offer, those asked after a concern of theirs was heard to depth 2."""
    chances = _chances_to_ask(reading)
    if not chances:
        return LEFT_OUT
    asked = {m.turn.person for m in asks_made(reading) if reading.deepest(m.turn.person, m.heard) >= 2}
    turns = [m.number for m in asks_made(reading)]
    turns += [at for person, at in chances.items() if person not in {m.turn.person for m in asks_made(reading)}]
    return measure(len(asked & chances.keys()) / len(chances), turns)


def specific(reading: Reading) -> Measure:
    """Of the people asked, those with some ask that names who, when and where."""

    def named(moment: Moment) -> bool:
        ask = reading.transcript.head.asks.get(moment.line.ask or "")
        return bool(ask and ask.who and ask.when and ask.where)

    return _of_people_asked(reading, lambda asks: any(named(m) for m in asks))


def left_to_stand(reading: Reading) -> Measure:
    """Of the people asked, those all of whose asks stood: neither the ask nor the next line took it back."""
    after = {
        visit.moments[at].number: visit.moments[at + 1]
        for visit in reading.visits
        for at in range(len(visit.moments) - 1)
    }

    def stood(moment: Moment) -> bool:
        following = after.get(moment.number)
        return not any(_unsettles(m) for m in (moment, following) if m)

    return _of_people_asked(reading, lambda asks: all(stood(m) for m in asks))


def inoculated(reading: Reading) -> Measure:
    """Of the people who said yes or polite yes at some time, those who were inoculated."""
    agreed = reading.agreed_at()
    if not agreed:
        return LEFT_OUT
    safe = {p for p in agreed if p in reading.inoculated or p in reading.transcript.end.inoculated}
    turns = [at for answers in agreed.values() for at in answers]
    turns += [m.number for m in reading.moments if m.agreed and m.line.may_inoculate]
    return measure(len(safe) / len(agreed), turns)


def next_step(reading: Reading) -> Measure:
    """The mean of two shares: last visits that held a next step, and promises kept of those that could be."""
    halves = [half for half in (_last_visits(reading), _promises(reading)) if half.value is not None]
    if not halves:
        return LEFT_OUT
    return measure(sum(half.value or 0.0 for half in halves) / len(halves), (t for half in halves for t in half.turns))


def _last_visits(reading: Reading) -> Measure:
    asks = reading.transcript.head.asks

    def dated(line: Line) -> bool:
        ask = asks.get(line.ask or "")
        return bool(ask and ask.when)

    held: dict[str, bool] = {}
    turns: list[int] = []
    for person in reading.people:
        moments = reading.visits_with(person)[-1].moments
        chances = [m for m in moments if any(dated(x) or x.promises or x.next for x in m.choices)]
        if not chances:
            continue
        steps = [m for m in moments if m.line.promises or m.line.next or (dated(m.line) and m.turn.answer in AGREEING)]
        held[person] = bool(steps)
        turns += [m.number for m in steps or chances]
    return measure(sum(held.values()) / len(held), turns) if held else LEFT_OUT


def _promises(reading: Reading) -> Measure:
    first: dict[str, int] = {}
    for m in reading.moments:
        for promise in m.line.promises:
            first.setdefault(promise, m.number)
    kept: dict[str, bool] = {}
    turns: list[int] = []
    for promise, at in first.items():
        later = [m for m in reading.moments[at:] if any(promise in line.keeps for line in m.choices)]
        if later:
            keeping = [m.number for m in later if promise in m.line.keeps]
            kept[promise] = bool(keeping)
            turns += [at, *(keeping[:1] or [m.number for m in later])]
    return measure(sum(kept.values()) / len(kept), turns) if kept else LEFT_OUT


def _chances_to_ask(reading: Reading) -> dict[str, int]:
    """The people of whom something could be asked, each with the last turn at which it could."""
    return {m.turn.person: m.number for m in reading.moments if any(line.ask for line in m.choices)}


def _of_people_asked(reading: Reading, holds: Callable[[list[Moment]], bool]) -> Measure:
    chances = _chances_to_ask(reading)
    if not chances:
        return LEFT_OUT
    asks = asks_made(reading)
    if not asks:
        return measure(0.0, chances.values())
    people = dict.fromkeys(m.turn.person for m in asks)
    good = sum(holds([m for m in asks if m.turn.person == person]) for person in people)
    return measure(good / len(people), (m.number for m in asks))


def _unsettles(moment: Moment) -> bool:
    return moment.line.move == "fold" or not UNSETTLING.isdisjoint(moment.line.habits)
