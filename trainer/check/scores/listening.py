"""Listening, counted along a play: cues, reflections, the floor, memory."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from trainer.check.scores.counting import WIDEST, Counting, Fields, TooWide, plain_counting
from trainer.check.scores.floor import GIVEN, NOT_GIVEN
from trainer.check.scores.ground import Ground
from trainer.check.scores.ways import Steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


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
    return plain_counting(mirrors, ground.flag(tables.question), ground.line)


def depth_of_reflecting(ground: Ground) -> Counting:
    tables = ground.tables
    return plain_counting(ground.flag(tables.deep_reflection), ground.flag(tables.reflection), ground.line)


def giving_the_floor(ground: Ground) -> Counting:
    """Lines of which the graph does not tell count as given; `giving_the_floor_at_least` counts them as not given."""
    lines = ground.flag(ground.tables.floor_step)
    return plain_counting(lines & (ground.floor != NOT_GIVEN), lines, lines)


def giving_the_floor_at_least(ground: Ground) -> Counting:
    lines = ground.flag(ground.tables.floor_step)
    return plain_counting(lines & (ground.floor == GIVEN), lines, lines)


def memory(ground: Ground) -> Counting:
    """The watch holds how deep each concern that can be recalled was heard, now and before this visit.

    And two bits for each depth that some line recalls: on offer, and recalled.
    """
    story, tables = ground.story, ground.tables
    depths = sorted({option.recalls for option in story.options if option.recalls})
    fields = Fields(ground)
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
