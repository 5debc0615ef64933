"""People who share little are explored apart: which parts a story falls into, and what the parts share.

A part is one person, or several whose moods are read or changed in the same talks. Every variable belongs to the one
part that touches it; what more than one part touches is shared, and told apart value by value.
"""

from dataclasses import dataclass

from trainer.check.explore.acting import Acts
from trainer.check.explore.plan import Planner, VisitPlan, opening_writes
from trainer.check.explore.variables import Space


@dataclass
class Parts:
    """`of_visit` is the part of each visit, `of_person` of each person, `own` the variables of each part, `touched`
    what each visit reads or writes, `shared` what several parts do, `apart` for each visit the people of other parts
    whose moods its lines change."""

    count: int
    of_visit: list[int]
    of_person: list[int]
    own: list[int]
    touched: list[int]
    shared: int
    apart: list[set[int]]


def parts_of(space: Space, acts: Acts, planner: Planner) -> Parts:
    """The parts of a story of visits. `planner` has planned them without any of it."""
    story = space.story
    plans = [plan for plan in planner.plans if plan is not None]
    leader = list(range(len(story.people)))

    def part(person: int) -> int:
        while leader[person] != person:
            person = leader[person]
        return person

    done_to = [_done_to(plan) for plan in plans]
    for plan, done in zip(plans, done_to, strict=True):
        variables = _touched(space, acts, plan, moods=False)
        for person in range(len(story.people)):
            read = any(variables >> mood & 1 for mood in space.moods(person))
            if read or (person in done and not done[person]):
                leader[part(person)] = part(plan.person)
    present = sorted({part(plan.person) for plan in plans})
    number = {root: place for place, root in enumerate(present)}
    of_person = [number.get(part(person), -1) for person in range(len(story.people))]
    of_visit = [of_person[plan.person] for plan in plans]
    apart = [{person for person in done if of_person[person] != of_visit[plan.visit]}
             for plan, done in zip(plans, done_to, strict=True)]  # fmt: skip
    touched = []
    for plan, people in zip(plans, apart, strict=True):
        variables = _touched(space, acts, plan, moods=True)
        for person in people:
            for mood in space.moods(person):
                variables &= ~(1 << mood)
        touched.append(variables)
    each = [0] * len(present)
    for place, variables in zip(of_visit, touched, strict=True):
        each[place] |= variables
    for person, place in enumerate(of_person):
        if place >= 0:
            for mood in space.moods(person):
                each[place] |= 1 << mood
            for ask in range(len(story.asks)):
                each[place] |= 1 << space.answer(ask, person)
    shared = once = 0
    for variables in each:
        shared |= once & variables
        once |= variables
    own = [variables & ~shared for variables in each]
    return Parts(len(present), of_visit, of_person, own, touched, shared, apart)


def _done_to(plan: VisitPlan) -> dict[int, bool]:
    """The others whose moods a visit's lines change by name, and whether that can wait for the end of the visit.

    It can where each line is chosen once at most and all of them push a mood the same way: then the order is all one.
    """
    ways: dict[tuple[int, int], set[bool]] = {}
    can_wait: dict[int, bool] = {}
    for row in plan.acts.values():
        for act in row:
            for effect in act.option.effects or ():
                if effect.person is None or effect.person == plan.person:
                    continue
                ways.setdefault((effect.person, effect.mood), set()).add(effect.change > 0)
                can_wait[effect.person] = can_wait.get(effect.person, True) and not act.option.again
    for (person, _), directions in ways.items():
        can_wait[person] = can_wait[person] and len(directions) == 1
    return can_wait


def _touched(space: Space, acts: Acts, plan: VisitPlan, moods: bool) -> int:
    """What a visit reads or writes, but for moods that its events change; without `moods` no moods of others either
    that its lines only add to."""
    variables = plan.condition.reads if plan.condition else 0
    for holds, beat in plan.starts:
        variables |= holds.reads if holds else 0
        variables |= opening_writes(space, beat)
    for beat, row in plan.acts.items():
        variables |= opening_writes(space, beat)
        for act in row:
            variables |= act.always | act.kills | act.later_kills | act.mood_sources | act.moods_asked | act.reply_reads
            if moods:
                variables |= act.mood_targets | act.writes
            else:
                variables |= act.writes & ~act.mood_targets
    for event in plan.events:
        variables |= event.condition.reads if event.condition else 0
        for flag in event.sets:
            variables |= 1 << flag
    for promise in acts.may_owe(plan.visit):
        variables |= 1 << space.promised(promise) | 1 << space.kept(promise) | 1 << space.charged(promise)
    for concern in range(len(space.story.concerns)):
        if variables >> space.before(concern) & 1:
            variables |= 1 << space.heard(concern)
    return variables
