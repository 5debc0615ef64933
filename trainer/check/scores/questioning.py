"""Questioning, counted along a play: open and clean questions, and how deep each person was heard."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from trainer.check.scores.counting import Counting, Fields, plain_counting
from trainer.check.scores.ground import Ground
from trainer.check.scores.ways import Steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


def open_questions(ground: Ground) -> Counting:
    return plain_counting(ground.flag(ground.tables.open_question), ground.flag(ground.tables.question), ground.line)


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
    fields = Fields(ground)
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

    def __init__(self, ground: Ground, fields: "Fields", people: Sequence[int]) -> None:
        self.bit = np.zeros(ground.edges, np.int64)
        for person in people:
            begins = ground.begins & (ground.with_whom[ground.dst] == person)
            self.bit |= np.where(begins, 1 << fields.of(1, begins), 0)

    def first_time(self, watch: "Numbers", edge: "Numbers") -> "Numbers":
        """1 where a person is visited whom the watch does not know yet."""
        return ((self.bit[edge] & ~watch) > 0).astype(np.int64)
