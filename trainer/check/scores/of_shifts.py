"""What of a shift is the story's, counted along a play: letting go, farewells, plans."""

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from scoring.shift import FURTHER_LINES, OPPOSED_SUPPORT, PLAN_PARTS
from scoring.transcript import HeadVisit
from trainer.check.scores.counting import Counting
from trainer.check.scores.ground import Ground
from trainer.check.scores.ways import Steps
from trainer.conversation.state import ANSWER_NO

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


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
