"""Facing objections, counted along a play: for each objection the steps that were taken, and in which order."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from scoring.moves import FACING_STEPS
from scoring.rubric import FACING_CAP, FACING_POINTS
from trainer.check.scores.counting import WIDEST, Counting, Fields, TooWide
from trainer.check.scores.ground import Ground
from trainer.check.scores.ways import Steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

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
    fields = Fields(ground)
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
