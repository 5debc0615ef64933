"""What happens between talks, over columns: the end of a visit, its events, and the beginning of the next."""

from typing import Any

import numpy as np

from trainer.check.explore.acting import Acts, change_moods
from trainer.check.explore.holding import Columns, truths
from trainer.check.explore.plan import VisitPlan
from trainer.check.explore.variables import HIGHEST_MOOD
from trainer.check.explore.visiting import Start
from trainer.conversation.advance import BROKEN_PROMISE


def after_talk(acts: Acts, plan: VisitPlan, columns: Columns, happened: dict[int, Any]) -> Columns:
    """The columns after a talk: broken promises are charged, events happen, and of a shift the way on takes its time.

    `happened` takes for each event whether it did, state by state; None where nothing later depends on it, so that what
    its condition reads is not known.
    """
    space, story = acts.space, acts.story
    columns = columns.copied()
    if plan.person >= 0:
        owed = acts.owed(plan.visit)
        trust = space.mood(plan.person, 0)
        for promise in acts.may_owe(plan.visit):
            charged = space.charged(promise)
            if columns[space.promised(promise)] is None or columns[charged] is None:
                continue
            broken = owed[columns[space.promised(promise)]]
            broken = broken & (columns[space.kept(promise)] == 0) & (columns[charged] == 0)
            if columns[trust] is not None:
                columns[trust] = np.minimum(np.maximum(columns[trust] + broken * BROKEN_PROMISE, 0), HIGHEST_MOOD)
            columns[charged] = np.where(broken, 1, columns[charged])
    _events(acts, plan, columns, happened)
    if story.shift and columns[space.minutes] is not None:
        left = columns[space.minutes] - story.shift.between - (plan.person < 0)
        columns[space.minutes] = np.maximum(left, 0)
    return columns


def _events(acts: Acts, plan: VisitPlan, columns: Columns, happened: dict[int, Any]) -> None:
    space = acts.space
    known = columns.known()
    for event in plan.events:
        if event.condition is None:
            happens: Any = True
        elif event.condition.reads & ~known:
            happened[event.place] = None
            continue
        else:
            happens = event.condition.test(columns)
        happened[event.place] = happens
        change_moods(space, columns, event.effects, plan.person, known, happens)
        for flag in event.sets:
            if columns[flag] is None:
                columns[flag] = happens * 1
            elif event.condition is None:
                columns[flag] = 1
            else:
                columns[flag] = np.where(happens, 1, columns[flag])
        known |= sum(1 << flag for flag in event.sets)


def begin_talk(acts: Acts, plan: VisitPlan, columns: Columns, count: int) -> list[tuple[Start, Any]]:
    """The batches of states in which a talk begins, one for each of its first beats, and which rows they are."""
    space, story = acts.space, acts.story
    columns = columns.copied()
    for concern in range(len(story.concerns)):
        columns[space.before(concern)] = columns[space.heard(concern)]
    for cue in range(len(story.cues)):
        columns[space.cue(cue)] = 0
    for did in space.did.values():
        columns[did] = 0
    columns[space.raised_here] = columns[space.closed_run] = columns[space.permission] = 0
    columns[space.last_person] = plan.person
    if not story.shift:
        columns[space.minutes] = story.visits[plan.visit].clock
    starts = []
    left = np.ones(count, dtype=np.bool_)
    for holds, beat in plan.starts:
        chosen = left if holds is None else left & truths(holds.test(columns), count)
        rows = np.flatnonzero(chosen)
        if len(rows):
            starts.append((Start(beat, columns.rows(rows), len(rows)), rows))
        left = left & ~chosen
    return starts
