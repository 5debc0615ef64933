"""The components that are the story's, as what a watch counts along the edges of a play.

Each is a ratio of two whole numbers, both counted on edges: what is gained and that of which it is a part; where the
part is nothing the value is the gain itself. It is left out where the story gave no chance on the whole way. These are
the rules of scoring.skills, scoring.action and scoring.shift said a second time, edge by edge; tests hold the two to
each other over every play of many scenarios.

A watch is one whole number. Things that a component remembers are fields of its bits; what no later visit can ask for
is forgotten, so that plays which differ only there are one again.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from scoring.moves import FACING_STEPS
from scoring.rubric import FACING_CAP, FACING_POINTS
from scoring.shift import FURTHER_LINES, OPPOSED_SUPPORT, PLAN_PARTS
from scoring.transcript import HeadVisit
from trainer.check.scores.ground import GIVEN, NOT_GIVEN, Ground
from trainer.check.scores.ways import Step, Steps
from trainer.conversation.state import ANSWER_NO

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

WIDEST: Final = 62
"""Bits of a watch."""


class TooWide(Exception):
    """A component has more to remember than a watch has bits."""


class Counting(NamedTuple):
    """How a component counts: what it does on edges, and the unit of the gain.

    A value is gain · unit / part. `step` is None where nothing has to be remembered, and `plain` counts; a watch has
    so many `bits` and is 0 at the root.
    """

    step: Step | None = None
    plain: Steps | None = None
    bits: int = 0
    unit: Fraction = Fraction(1)


def _plain(gain: "Bools | Numbers", part: "Bools | Numbers", chance: "Bools") -> Counting:
    """A component for which no edge has to know of another."""
    return Counting(plain=Steps(np.zeros(len(gain), np.int64), gain.astype(np.int64), part.astype(np.int64), chance))


# Listening


def cues(ground: Ground) -> Counting:
    """A showing counts from the first moment at which some offered line picks the cue up.

    The watch holds for each cue of the present visit the choices that it stays open, and whether it was on offer in
    this showing.
    """
    story, tables = ground.story, ground.tables
    useful = [cue for cue in range(len(story.cues)) if (tables.picks_up == cue).any()]
    bits = {cue: story.cues[cue].lasts.bit_length() for cue in useful}
    places, used = _slots(ground, bits)
    shows = {cue: ground.opens_beat & (ground.beat[ground.dst] == story.cues[cue].beat) for cue in useful}
    could = {cue: ground.chance(tables.picks_up == cue) for cue in useful}
    picks = {cue: ground.flag(tables.picks_up == cue) for cue in useful}
    of_visit = {cue: np.unique(ground.visit[ground.dst[shows[cue]]]).tolist() for cue in useful}
    visit_of = ground.visit[ground.src]
    goes_on = ground.line & ~ground.ends_visit
    of_use = {cue: ground.ahead(could[cue])[ground.dst] for cue in useful}

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        gain = np.zeros(len(edge), np.int64)
        part = np.zeros(len(edge), np.int64)
        after = np.zeros(len(edge), np.int64)
        visits = visit_of[edge]
        for cue in useful:
            place, count = places[cue], bits[cue]
            # bits are shared with cues of other visits
            here = np.isin(visits, of_visit[cue]) & ground.line[edge]
            left = np.where(here, watch >> place & ((1 << count) - 1), 0)
            known = (watch >> (place + count) & 1) > 0
            offered = (left > 0) & could[cue][edge]
            picked = (left > 0) & picks[cue][edge]
            part += offered & ~known
            gain += picked
            then = np.where(picked | ~goes_on[edge], 0, np.maximum(left - 1, 0))
            then = np.where(shows[cue][edge], story.cues[cue].lasts, then)
            # opened again while it is open is one showing; opened again after it was picked up is another
            on_offer = (left > 0) & (known | offered) & ~picked & (then > 0) & goes_on[edge]
            after |= np.where(of_use[cue][edge], (then | on_offer.astype(np.int64) << count) << place, 0)
        return Steps(after, gain, part, part > 0)

    return Counting(step=step, bits=used)


def _slots(ground: Ground, bits: Mapping[int, int]) -> tuple[dict[int, int], int]:
    """The lowest bit for each cue, such that cues that are open in one visit have different bits; all bits used."""
    story = ground.story
    visits = {
        cue: set(np.unique(ground.visit[ground.beat == story.cues[cue].beat]).tolist()) for cue in bits
    }  # fmt: skip
    places: dict[int, int] = {}
    for cue in bits:
        taken = [other for other in places if visits[other] & visits[cue]]
        place = 0
        while clash := [o for o in taken if place < places[o] + bits[o] + 1 and places[o] < place + bits[cue] + 1]:
            place = max(places[o] + bits[o] + 1 for o in clash)
        places[cue] = place
    used = max((places[cue] + bits[cue] + 1 for cue in bits), default=0)
    if used > WIDEST:
        raise TooWide
    return places, used


def reflecting(ground: Ground) -> Counting:
    tables = ground.tables
    mirrors = ground.flag(tables.reflection) | (ground.flag(tables.meeting_affirmation) & (ground.meets >= 0))
    return _plain(mirrors, ground.flag(tables.question), ground.line)


def depth_of_reflecting(ground: Ground) -> Counting:
    tables = ground.tables
    return _plain(ground.flag(tables.deep_reflection), ground.flag(tables.reflection), ground.line)


def giving_the_floor(ground: Ground) -> Counting:
    """Lines of which the graph does not tell count as given; `giving_the_floor_at_least` counts them as not given."""
    lines = ground.flag(ground.tables.floor_step)
    return _plain(lines & (ground.floor != NOT_GIVEN), lines, lines)


def giving_the_floor_at_least(ground: Ground) -> Counting:
    lines = ground.flag(ground.tables.floor_step)
    return _plain(lines & (ground.floor == GIVEN), lines, lines)


def memory(ground: Ground) -> Counting:
    """The watch holds how deep each concern that can be recalled was heard, now and before this visit.

    And two bits for each depth that some line recalls: on offer, and recalled.
    """
    story, tables = ground.story, ground.tables
    depths = sorted({option.recalls for option in story.options if option.recalls})
    fields = _Fields(ground)
    concerns = sorted({concern for concern, _ in depths})
    opens = {concern: ground.opens_concern == concern for concern in concerns}
    begins = {concern: ground.begins & (ground.with_whom[ground.dst] == story.concerns[concern].person)
              for concern in concerns}  # fmt: skip
    said, could = {}, {}
    for pair in depths:
        recalls = np.array([option.recalls == pair for option in story.options], dtype=bool)
        own = ground.person == story.concerns[pair[0]].person
        said[pair], could[pair] = own & ground.flag(recalls), own & ground.chance(recalls)
    marks = {pair: fields.of(2, could[pair]) for pair in depths}
    nowhere = np.zeros(ground.edges, bool)
    heard = {
        concern: fields.of(4, sum((could[pair] for pair in depths if pair[0] == concern), nowhere))
        for concern in concerns
    }
    depth_of = ground.of_line(tables.hears_depth)
    kept = fields.kept

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        gain = np.zeros(len(edge), np.int64)
        part = np.zeros(len(edge), np.int64)
        after = watch
        for (concern, depth), place in marks.items():
            told = (watch >> (heard[concern] + 2) & 3) >= depth
            offered = told & could[concern, depth][edge] & ((watch >> place & 1) == 0)
            recalled = told & said[concern, depth][edge] & ((watch >> place & 2) == 0)
            part += offered
            gain += recalled
            after = after | (offered | recalled.astype(np.int64) << 1) << place
        for concern, place in heard.items():
            now = np.where(opens[concern][edge], depth_of[edge], after >> place & 3)
            before = np.where(begins[concern][edge], now, after >> (place + 2) & 3)
            after = after & ~(15 << place) | (now | before << 2) << place
        return Steps(after & kept[edge], gain, part, part > 0)

    return Counting(step=step, bits=fields.used)


# Questioning


def open_questions(ground: Ground) -> Counting:
    return _plain(ground.flag(ground.tables.open_question), ground.flag(ground.tables.question), ground.line)


def clean(ground: Ground) -> Counting:
    """The watch holds how many closed questions stand in a row in this visit, up to two."""
    tables = ground.tables
    questions, closed = ground.flag(tables.question), ground.flag(tables.closed_question)
    good = questions & ~ground.flag(tables.spoilt_question)
    goes_on = ~ground.ends_visit

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        third = closed[edge] & (watch >= 2)
        after = np.where(closed[edge] & goes_on[edge], np.minimum(watch + 1, 2), 0)
        gain = (good[edge] & ~third).astype(np.int64)
        return Steps(after, gain, questions[edge].astype(np.int64), ground.line[edge])

    return Counting(step=step, bits=2)


def depth(ground: Ground) -> Counting:
    """The watch holds for each person the greatest part of a concern opened so far, in sixths."""
    story = ground.story
    fields = _Fields(ground)
    people = sorted({concern.person for concern in story.concerns})
    opened = ground.opens_concern >= 0
    place = {person: fields.of(3, opened & (ground.person == person)) for person in people}
    depths = np.array([concern.depths for concern in story.concerns] + [1], dtype=np.int64)
    reached = np.where(
        ground.opens_concern >= 0,
        np.minimum(6 * ground.of_line(ground.tables.hears_depth) // depths[ground.opens_concern], 6),
        0,
    )
    shift = np.array([place.get(person, 0) for person in range(len(story.people))] + [0], np.int64)[ground.person]
    met = _Meetings(ground, fields, people)
    kept = fields.kept

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        gain = np.maximum(reached[edge] - (watch >> shift[edge] & 7), 0)
        part = met.first_time(watch, edge)
        after = (watch + (gain << shift[edge]) | met.bit[edge]) & kept[edge]
        return Steps(after, gain, part, part > 0)

    return Counting(step=step, bits=fields.used, unit=Fraction(1, 6))


class _Meetings:
    """Who of some people has been visited: a bit of the watch for each, set on the edge into the first talk."""

    def __init__(self, ground: Ground, fields: "_Fields", people: Sequence[int]) -> None:
        self.bit = np.zeros(ground.edges, np.int64)
        for person in people:
            begins = ground.begins & (ground.with_whom[ground.dst] == person)
            self.bit |= np.where(begins, 1 << fields.of(1, begins), 0)

    def first_time(self, watch: "Numbers", edge: "Numbers") -> "Numbers":
        """1 where a person is visited whom the watch does not know yet."""
        return ((self.bit[edge] & ~watch) > 0).astype(np.int64)


class _Fields:
    """Gives bits of a watch; those that nothing on any way onwards looks at are forgotten."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.used = 0
        self.kept = np.full(ground.edges, -1, np.int64)
        """For each edge the bits that are still of use after it."""

    def of(self, bits: int, read: "Bools") -> int:
        """The lowest of so many new bits, which are of use as long as one of the edges `read` can follow."""
        if self.used + bits > WIDEST:
            raise TooWide
        place, self.used = self.used, self.used + bits
        ahead = self.ground.ahead(read)[self.ground.dst]
        self.kept &= np.where(ahead, -1, ~(((1 << bits) - 1) << place))
        return place


# Facing objections

ANSWERED: Final = FACING_STEPS.index("answered")

HALF_STEP: Final = Fraction(FACING_POINTS) / 2
"""Points of a step that came late: the gain of `facing` counts these."""

_CAP: Final = int(Fraction(FACING_CAP) / HALF_STEP)


_NO_STEP: Final = 4
_IDLE: Final = 4 * _NO_STEP
_CAPS: Final = _IDLE + 1
_RAISES: Final = 4 * (_NO_STEP + 1)
"""Lines by number: four times the step, and 2 where it counts, and 1 where it caps; and that it is raised."""

_Standing = tuple[int, int, int, bool, bool]
"""How an objection stands: steps taken, those counted in full, those counted for half, capped, raised."""


class _Facings(NamedTuple):
    """The standings of an objection, as far as lines still tell them apart; 0 is that nothing was said yet.

    By standing and line: the standing after it, what it gains in half steps (nothing before it is raised), and whether
    it is raised by it for the first time.
    """

    after: "Numbers"
    gain: "Numbers"
    first: "Numbers"
    bits: int


def _facings(lines: Sequence[int]) -> _Facings:
    """The standings that these lines can lead to; those with equal gains from there on are one."""
    letters = sorted({*lines, _RAISES})
    order: list[_Standing] = [(0, 0, 0, False, False)]
    number = {order[0]: 0}
    then: list[list[int]] = []
    gains: list[list[int]] = []
    for standing in order:
        row = []
        for line in letters:
            after = _faced(standing, line)
            if after not in number:
                number[after] = len(order)
                order.append(after)
            row.append(number[after])
        then.append(row)
        gains.append([
            16 * (_points(order[after]) - _points(standing)) + (order[after][4] and not standing[4]) for after in row
        ])  # fmt: skip
    gained = np.array(gains, dtype=np.int64)
    following = np.array(then, dtype=np.int64)
    _, kind = np.unique(gained, axis=0, return_inverse=True)
    kind = kind.reshape(-1)
    while True:
        _, finer = np.unique(np.column_stack([kind, kind[following]]), axis=0, return_inverse=True)
        finer = finer.reshape(-1)
        if finer.max() == kind.max():
            break
        kind = finer
    # nothing said yet is 0
    kind = (kind - kind[0]) % (int(kind.max()) + 1)
    count = int(kind.max()) + 1
    becomes = np.tile(np.arange(count)[:, None], (1, _RAISES + 1))
    brings = np.zeros((count, _RAISES + 1), np.int64)
    for column, line in enumerate(letters):
        becomes[kind, line] = kind[following[:, column]]
        brings[kind, line] = gained[:, column]
    return _Facings(becomes, brings >> 4, brings & 15, max(1, (count - 1).bit_length()))


def _faced(standing: _Standing, line: int) -> _Standing:
    taken, full, half, capped, raised = standing
    if line == _RAISES:
        return taken, full, half, capped, True
    step, counts, caps = line // 4, line & 2, line & 1
    if step != _NO_STEP:
        bit = 1 << step
        if counts and not (full | half) & bit:
            late = taken >> (step + 1)
            full, half = (full, half | bit) if late else (full | bit, half)
        taken |= bit
    return taken, full, half, capped or bool(caps), raised


def _points(standing: _Standing) -> int:
    """Half steps of 12.5 points, by the rule of scoring.skills; none before it is raised."""
    _, full, half, capped, raised = standing
    found = 2 * full.bit_count() + half.bit_count()
    return 0 if not raised else min(found, _CAP) if capped else found


def _in_this_visit(ground: Ground, edges: "Bools") -> "Bools":
    """For each node whether one of these edges can follow before its talk is over."""
    return ground.ahead(edges, ~ground.ends_visit)


def facing(ground: Ground) -> Counting:
    """The watch holds how each objection stands, and which one stands open in this visit."""
    story, tables = ground.story, ground.tables
    objections = sorted({beat.raises for beat in story.beats if beat.raises >= 0})
    met, raises, against = ground.meets, ground.raises, ground.flag(tables.against)
    fields = _Fields(ground)
    takes = np.where(ground.line, ground.of_line(tables.facing_step, -1), -1)
    counts = (takes >= 0) & ~((takes == ANSWERED) & ground.flag(tables.gate))
    meeting = 4 * np.where(takes >= 0, takes, _NO_STEP) + 2 * counts + against
    faced: list[tuple[int, int, _Facings, Numbers, Bools]] = []
    for objection in objections:
        unmet = against & (met < 0) & (ground.person == story.objections[objection].person)
        lines = np.where(met == objection, meeting, np.where(unmet, _CAPS, _IDLE))
        table = _facings(np.unique(lines).tolist())
        place = fields.of(table.bits, (lines != _IDLE) | (raises == objection))
        faced.append((objection, place, table, lines, unmet))
    open_place = fields.used
    open_bits = len(objections).bit_length()
    if open_place + open_bits > WIDEST:
        raise TooWide
    kept = fields.kept
    goes_on = ground.line & ~ground.ends_visit
    number = np.zeros(len(story.objections) + 1, np.int64)
    number[objections] = np.arange(len(objections)) + 1
    opens = number[raises]
    # which one stands open is of use until the last line against somebody in this visit
    caps_here = _in_this_visit(ground, against & (met < 0))[ground.dst]

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        standing = watch >> open_place
        gain = np.zeros(len(edge), np.int64)
        part = np.zeros(len(edge), np.int64)
        after = watch & ((1 << open_place) - 1)
        for objection, place, table, lines, unmet in faced:
            before = watch >> place & ((1 << table.bits) - 1)
            away = unmet[edge] & (standing != number[objection])
            line = np.where(away, _IDLE, lines[edge])
            gain += table.gain[before, line]
            said = table.after[before, line]
            raised = raises[edge] == objection
            then = np.where(raised, table.after[said, _RAISES], said)
            gain += np.where(raised, table.gain[said, _RAISES], 0)
            part += np.where(raised, table.first[said, _RAISES], 0)
            after += (then - before) << place
        now = np.where(opens[edge] > 0, opens[edge], np.where(goes_on[edge], standing, 0))
        now = np.where(caps_here[edge], now, 0)
        return Steps((after & kept[edge]) | now << open_place, gain, part, part > 0)

    return Counting(step=step, bits=open_place + open_bits, unit=HALF_STEP)


# Moving to action


def made(ground: Ground) -> Counting:
    """The watch holds for each person whether they could be asked, whether it was in time, and was heard to depth 2."""
    tables = ground.tables
    asks, could = ground.flag(tables.ask >= 0), ground.chance(tables.ask >= 0)
    fields = _Fields(ground)
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
    fields = _Fields(ground)
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
    fields = _Fields(ground)
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
    fields = _Fields(ground)
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


class Tallying(NamedTuple):
    """How a component counts that is no one ratio: its sums stand in the watch, and are read where a play ends."""

    step: Step
    bits: int
    tallies: Callable[["Numbers"], "Numbers"]
    """From watches a row of whole numbers each, which sum up over groups of people."""


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


# A shift


def farewell(ground: Ground) -> Counting:
    """The watch holds whether the last line of the talk so far was a farewell: the person may take leave after it."""
    byes, ends = ground.flag(ground.tables.farewell), _ends_talk(ground)
    begins, line = ground.begins, ground.line

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        bye = np.where(line[edge], byes[edge], watch > 0)
        gain = (ends[edge] & bye).astype(np.int64)
        after = (bye & ~ends[edge] & line[edge]).astype(np.int64)
        return Steps(after, gain, begins[edge].astype(np.int64), begins[edge])

    return Counting(step=step, bits=1)


def letting_go(ground: Ground) -> Counting:
    """The watch holds that a talk runs, whether somebody argued in it, and the lines since an opposed answer."""
    story, tables = ground.story, ground.tables
    opposed_stop = np.array([_is_opposed(visit) for visit in story.head.visits] + [False], dtype=bool)
    presses = ground.flag(tables.presses)
    opposes = (ground.line & (ground.answer == ANSWER_NO)) | (presses & opposed_stop[ground.visit[ground.src]])
    argues, ends, begins, line = ground.flag(tables.argue), _ends_talk(ground), ground.begins, ground.line
    most = FURTHER_LINES + 2  # the answer itself is the first, and one more than may follow is all the same as many

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        talks = (watch & 1) > 0
        argued = ((watch & 2) > 0) | argues[edge]
        since = watch >> 2
        since = np.where(line[edge] & (since > 0), np.minimum(since + 1, most), since)
        since = np.where((since == 0) & opposes[edge], 1, since)
        goes_on = talks & line[edge] & ~ends[edge]
        after = np.where(goes_on, 1 | argued << 1 | since << 2, 0)
        after = np.where(begins[edge], 1, after)
        let_go = talks & ends[edge] & ~argued & (since < most)
        return Steps(after, let_go.astype(np.int64), begins[edge].astype(np.int64), begins[edge])

    return Counting(step=step, bits=2 + most.bit_length())


def plans(ground: Ground) -> Counting:
    """The watch holds which parts of a plan this talk has settled."""
    supports = [visit.truth.get("support") in (1, 2) for visit in ground.story.head.visits] + [False]
    supporter = np.array(supports, dtype=bool)
    parts = ground.tables.sets(
        lambda option: [PLAN_PARTS.index(part) for part in option.offered.tags.get("plan") or ()], len(PLAN_PARTS)
    )
    settles = np.zeros(ground.edges, np.int64)
    for place in range(len(PLAN_PARTS)):
        settles |= np.where(ground.flag(parts[:, place]) & supporter[ground.visit[ground.src]], 1 << place, 0)
    met = ground.begins & supporter[ground.visit[ground.dst]]
    goes_on = ground.line & ~ground.ends_visit

    def step(watch: "Numbers", edge: "Numbers") -> Steps:
        new = settles[edge] & ~watch
        after = np.where(goes_on[edge], watch | new, 0)
        return Steps(after, np.bitwise_count(new).astype(np.int64), met[edge].astype(np.int64), met[edge])

    return Counting(step=step, bits=len(PLAN_PARTS), unit=Fraction(1, len(PLAN_PARTS)))


def _is_opposed(stop: HeadVisit) -> bool:
    """Whether somebody at a stop is truly against, so that the first question or ask is answered with opposition."""
    against = (stop.truth.get("support") or 0) >= OPPOSED_SUPPORT
    return against or stop.truth.get("code") in {"refused", "do_not_contact"}


def _ends_talk(ground: Ground) -> "Bools":
    """Edges on which a talk in which something was said is over: its last line, or that somebody took leave."""
    ends: Bools = (ground.beat[ground.src] >= 0) & ground.ends_visit
    return ends


COMPONENTS: Final[dict[str, Callable[[Ground], Counting]]] = {
    "cues": cues,
    "reflecting": reflecting,
    "depth_of_reflecting": depth_of_reflecting,
    "giving_the_floor": giving_the_floor,
    "giving_the_floor_at_least": giving_the_floor_at_least,
    "memory": memory,
    "open": open_questions,
    "depth": depth,
    "clean": clean,
    "facing": facing,
    "made": made,
    "specific": specific,
    "left_to_stand": left_to_stand,
    "inoculated": inoculated,
    "letting_go": letting_go,
    "farewell": farewell,
    "plans": plans,
}
"""The components that are one ratio, by the rubric's names."""
