"""Moving to action, counted along a play: asks made, specific, left to stand, prepared for, and the next step."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from trainer.check.scores.counting import WIDEST, Counting, Fields, Tallying, TooWide
from trainer.check.scores.ground import Ground
from trainer.check.scores.ways import Steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


def made(ground: Ground) -> Counting:
    """The watch holds for each person whether they could be asked, whether it was in time, and was heard to depth 2."""
    tables = ground.tables
    asks, could = ground.flag(tables.ask >= 0), ground.chance(tables.ask >= 0)
    fields = Fields(ground)
    bits = np.zeros(len(ground.story.people) + 1, np.int64)
    for person in range(len(ground.story.people)):
        chances = could & (ground.person == person)
        if chances.any():
            bits[person] = 1 << fields.of(3, chances)
    own = bits[ground.person]
    deep = np.where(ground.opened & (ground.of_line(tables.hears_depth) >= 2), own << 2, 0)
    kept = fields.kept

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        mine = own[edge]
        first = could[edge] & ((watch & mine) == 0)
        in_time = asks[edge] & ((watch & mine << 2) > 0) & ((watch & mine << 1) == 0)
        after = watch | np.where(first, mine, 0) | np.where(in_time, mine << 1, 0) | deep[edge]
        return Steps(after & kept[edge], in_time.astype(np.int64), first.astype(np.int64), could[edge])

    return Counting(step=step, bits=fields.used)


def specific(ground: Ground) -> Counting:
    tables = ground.tables
    asks = ground.flag(tables.ask >= 0)
    return _of_people(
        ground, part=asks, gain=asks & ground.flag(tables.specific_ask), chance=ground.chance(tables.ask >= 0)
    )


def inoculated(ground: Ground) -> Counting:
    """The watch holds for each person whether they agreed, and were prepared; and to which asks they agree now."""
    story, tables = ground.story, ground.tables
    prepares, agrees = ground.flag(tables.may_inoculate), ground.agrees
    asks = len(story.asks)
    fields = Fields(ground)
    low = np.zeros(len(story.people) + 1, np.int64)
    known = np.zeros(len(story.people) + 1, bool)
    for person in range(len(story.people)):
        if (agrees & (ground.person == person)).any():
            read = (agrees | prepares) & (ground.person == person)
            low[person], known[person] = fields.of(2 + asks, read), True
    place, counts = low[ground.person], known[ground.person] & ground.line
    ask = ground.of_line(tables.ask, -1)
    kept = fields.kept

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        at, line = place[edge], counts[edge]
        agreeing = (watch >> (at + 2) & ((1 << asks) - 1)) > 0
        first = agrees[edge] & ((watch >> at & 1) == 0)
        prepared = line & prepares[edge] & agreeing & ((watch >> at & 2) == 0)
        after = watch | np.where(first, 1 << at, 0) | np.where(prepared, 2 << at, 0)
        of_ask = np.where(line & (ask[edge] >= 0), np.int64(1) << (at + 2 + np.maximum(ask[edge], 0)), 0)
        after = after & ~of_ask | np.where(agrees[edge], of_ask, 0)
        return Steps(after & kept[edge], prepared.astype(np.int64), first.astype(np.int64), agrees[edge])

    return Counting(step=step, bits=fields.used)


def _of_people(ground: Ground, part: "Bools", gain: "Bools", chance: "Bools") -> Counting:
    """People with whom the one happened, of those with whom the other did; each counts once."""
    fields = Fields(ground)
    bits = np.zeros(len(ground.story.people) + 1, np.int64)
    for person in range(len(ground.story.people)):
        read = (part | gain) & (ground.person == person)
        if read.any():
            bits[person] = 1 << fields.of(2, read)
    of_part = np.where(part, bits[ground.person], 0)
    of_gain = np.where(gain, bits[ground.person], 0)
    kept = fields.kept

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        new = of_part[edge] & ~watch
        won = of_gain[edge] & ~(watch >> 1)
        after = (watch | new | won << 1) & kept[edge]
        return Steps(after, (won > 0).astype(np.int64), (new > 0).astype(np.int64), chance[edge])

    return Counting(step=step, bits=fields.used)


def left_to_stand(ground: Ground) -> Counting:
    """The watch holds whether the last line asked; for each person whether they were asked and whether an ask fell."""
    tables = ground.tables
    fields = Fields(ground)
    asks, unsettles = ground.flag(tables.ask >= 0), ground.flag(tables.unsettles)
    places = np.zeros(len(ground.story.people) + 1, np.int64)
    for person in range(len(ground.story.people)):
        if (asks & (ground.person == person)).any():
            read = (asks | unsettles) & (ground.person == person)
            places[person] = 1 << (fields.of(2, read) + 1)
    own = places[ground.person]  # shifted by one: the lowest bit is whether the last line asked
    kept = (fields.kept << 1) | 1
    chance = ground.chance(tables.ask >= 0)
    stays = ground.line & ~ground.ends_visit

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        asked, fallen = (watch & own[edge]) > 0, (watch & own[edge] << 1) > 0
        asks_now, unsettled = asks[edge], unsettles[edge]
        first = asks_now & ~asked
        asked_then = asked | asks_now
        fallen_then = fallen | (unsettled & (asks_now | ((watch & 1) > 0)))
        stood, stands = asked & ~fallen, asked_then & ~fallen_then
        after = watch & ~1 | np.where(asked_then, own[edge], 0) | np.where(fallen_then, own[edge] << 1, 0)
        after = after & kept[edge] & ~1 | (asks_now & stays[edge])
        return Steps(after, stands.astype(np.int64) - stood, first.astype(np.int64), chance[edge])

    return Counting(step=step, bits=fields.used + 1)


def next_step(ground: Ground) -> Tallying:
    """Two shares: last visits that held a next step, of those that could; promises kept, of those that could be.

    The watch holds for each person of the visit with them that is the last so far whether a next step was on offer and
    whether one was held; for each promise whether it was made, could be kept since, was kept; and of people whom no
    later visit is with, how many there are of each.
    """
    story, tables = ground.story, ground.tables
    people = sorted({visit.person for visit in story.visits if visit.person >= 0})
    could = ground.chance(tables.dated_ask | tables.next_or_promise)
    held = ground.flag(tables.next_or_promise) | (ground.flag(tables.dated_ask) & ground.agrees)
    begins = {person: ground.begins & (ground.with_whom[ground.dst] == person) for person in people}
    people = [person for person in people if (could & (ground.person == person)).any()]
    keeps = tables.sets(lambda option: option.keeps, len(story.promises))
    makes = tables.sets(lambda option: option.promises, len(story.promises))
    keeps_it, could_keep, makes_it = [], [], []
    for promise in range(len(story.promises)):
        if ground.flag(keeps[:, promise]).any() and ground.flag(makes[:, promise]).any():
            keeps_it.append(ground.flag(keeps[:, promise]))
            could_keep.append(ground.chance(keeps[:, promise]))
            makes_it.append(ground.flag(makes[:, promise]))
    promises = range(len(keeps_it))
    # first what is settled, summed up; then two bits for each person and promise that is not
    count = max(len(people), len(keeps_it)).bit_length() or 1
    low = 4 * count
    used = low + 2 * len(people) + 2 * len(promises)
    if used > WIDEST:
        raise TooWide
    of_person = {person: low + 2 * number for number, person in enumerate(people)}
    of_promise = [low + 2 * len(people) + 2 * promise for promise in promises]
    shifts = np.array([of_person.get(person, 0) for person in range(len(story.people))] + [0], np.int64)[ground.person]
    mark = np.where(could, np.int64(1) << shifts, 0) | np.where(held, np.int64(2) << shifts, 0)
    open_person = {
        person: ground.ahead(begins[person] | (could & (ground.person == person)))[ground.dst] for person in people
    }
    open_promise = [ground.ahead(could_keep[promise])[ground.dst] for promise in promises]

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        after = watch | mark[edge]
        for person, place in of_person.items():
            after = np.where(begins[person][edge], after & ~(3 << place), after)
            had = after >> place & 3
            settled = after - (had << place) + (had & 1) + (had >> 1 << count)
            after = np.where(open_person[person][edge], after, settled)
        for promise, place in enumerate(of_promise):
            status = after >> place & 3
            made = status > 0
            then = np.where(made & could_keep[promise][edge], np.maximum(status, 2), status)
            then = np.where(made & keeps_it[promise][edge], 3, then)
            then = np.where(~made & makes_it[promise][edge], 1, then)
            settled = after - (status << place) + (then >> 1 << 2 * count) + ((then == 3).astype(np.int64) << 3 * count)
            after = np.where(open_promise[promise][edge], after + ((then - status) << place), settled)
        nothing = np.zeros(len(edge), np.int64)
        return Steps(after, nothing, nothing, nothing > 0)

    def tallies(watch: "Numbers") -> "Numbers":
        return np.stack([watch >> count * number & ((1 << count) - 1) for number in range(4)], axis=1)

    return Tallying(step, used, tallies)


def next_step_value(tallies: Sequence[int]) -> Fraction | None:
    """The mean of the shares that there were; None where there was neither."""
    last, held, able, kept = (int(number) for number in tallies)
    shares = [Fraction(part, whole) for part, whole in ((held, last), (kept, able)) if whole]
    return sum(shares, Fraction()) / len(shares) if shares else None
