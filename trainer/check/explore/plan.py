"""What must be known where: for each visit its beats in order, and at each beat the variables that something later
reads.

A variable that nothing downstream reads before it is overwritten is left out, so that states which differ only in it
are one. The analysis goes backwards, from the end of the last visit to the first; within a visit it repeats until
nothing changes. The clock counts only where it can run out, and no further than it can be used up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from trainer.check.explore.acting import Act, Acts
from trainer.check.explore.holding import Columns, Holding, holding
from trainer.check.explore.sums import FAR, NOTHING, Swing, furthest, settle
from trainer.check.explore.variables import Space
from trainer.check.explore.ways import components, reachable_beats, targets_of
from trainer.conversation.advance import BROKEN_PROMISE
from trainer.conversation.story import END, STAY, most_minutes_of
from trainer.scenario import model
from trainer.scenario.conditions import Node, parse

ENDED: Final = -1
"""The beat of a state in which the talk is over."""

ENDLESS: Final = 1 << 20
"""Minutes of a talk that could go round for ever, but for its clock."""


@dataclass
class Knot:
    """Beats that lead to one another, in any number; most are one beat by itself.

    `cyclic` where a beat can be come back to; `finite` where every way round spends an option, so that it is not
    endless even without a clock. `spends` are the variables that count the ways round.
    """

    beats: tuple[int, ...]
    cyclic: bool
    finite: bool
    spends: tuple[int, ...]


class Aims(NamedTuple):
    """What alone is looked for: what happens in some beats of some visits, whether visits begin, and variables after
    the last of them. What makes no difference to that is left out."""

    beats: frozenset[int]
    visits: frozenset[int]
    variables: int

    @property
    def last(self) -> int:
        """The last visit that has to be explored."""
        return max(self.visits)


@dataclass
class PlannedEvent:
    """An event: its condition, and the people whose moods it changes."""

    place: int
    condition: Holding | None
    effects: Any
    sets: tuple[int, ...]


@dataclass
class VisitPlan:
    """One visit: its beats in order, its acts, and the variables needed at each beat.

    `needs` are those needed at a beat once it has opened, `ending` those when the talk ends, before what follows from
    it. `timed` tells whether the clock can run out, `most` how many minutes may still pass from a beat (ENDLESS where
    only the clock ends it), `exact_clock` whether a condition reads the minutes. `varying` are for each beat the
    variables that may no longer have the value of the start, `swings` how far moods may still be pushed from there on.
    `cut` are beats from which on nothing happens that is looked for: a talk that comes to one of them is left there.
    """

    visit: int
    person: int
    condition: Holding | None
    starts: tuple[tuple[Holding | None, int], ...]
    knots: tuple[Knot, ...]
    acts: dict[int, tuple[Act, ...]]
    needs: dict[int, int]
    ending: int
    timed: bool
    exact_clock: bool
    most: dict[int, int]
    events: tuple[PlannedEvent, ...]
    cut: frozenset[int] = frozenset()
    varying: dict[int, int] = field(default_factory=dict)
    swings: dict[int, Swing] = field(default_factory=dict)


class Planner:
    """Plans the visits of a story, all or those up to the last of `aims`. `boundary[k]` is what must be known when
    visit k's turn comes."""

    def __init__(
        self,
        scenario: model.Scenario,
        space: Space,
        acts: Acts,
        keep: int = 0,
        tokens: Sequence[int] = (),
        aims: Aims | None = None,
    ) -> None:
        self.aims = aims
        self.tokens = tokens
        self.scenario = scenario
        self.space = space
        self.story = space.story
        self.acts = acts
        self.keep = keep
        self.last_touch = self._last_touches()
        count = len(self.story.visits) if aims is None else aims.last + 1
        self.boundary = [keep] * (len(self.story.visits) + 1)
        self.boundary[count] |= self._judged(count) if aims is None else aims.variables
        self.plans: list[VisitPlan | None] = [None] * count
        self.minutes_ahead = 0
        self.swings = [NOTHING] * (len(self.story.visits) + 1)
        for visit in reversed(range(count)):
            self._plan(visit)
        self.varying = [0] * (len(self.story.visits) + 1)
        for visit in range(count):
            self._vary(visit)

    def _vary(self, place: int) -> None:
        """Notes which variables may have changed by each beat of a visit, and by the next one's turn."""
        space, story, plan = self.space, self.story, self.plans[place]
        assert plan is not None
        before = self.varying[place]
        clock = 1 << space.minutes
        changed = before
        for event in plan.events:
            for effect in event.effects:
                changed |= 1 << space.mood(effect.person, effect.mood)
            for flag in event.sets:
                changed |= 1 << flag
        for act in (act for row in plan.acts.values() for act in row):
            # of people who are explored apart too, to whom it is done when the talk is over
            for effect in act.option.effects or ():
                changed |= 1 << space.mood(plan.person if effect.person is None else effect.person, effect.mood)
        if plan.person >= 0:
            begun = before | clock | 1 << space.last_person
            for concern in range(len(story.concerns)):
                if before >> space.heard(concern) & 1:
                    begun |= 1 << space.before(concern)
            arriving = dict.fromkeys((beat for _, beat in plan.starts), begun)
            plan.varying = arriving
            for knot in plan.knots:
                inside = 0
                for beat in knot.beats:
                    inside |= arriving.get(beat, 0)
                    if knot.cyclic:
                        for act in plan.acts[beat]:
                            inside |= act.writes
                        inside |= opening_writes(space, beat)
                for beat in knot.beats:
                    arriving[beat] = inside | opening_writes(space, beat)
                    # a talk may end here without a line, where nothing is offered
                    changed |= arriving[beat]
                    for act in plan.acts[beat]:
                        for target in targets_of([act.option], beat):
                            arriving[target] = arriving.get(target, 0) | arriving[beat] | act.writes
                        changed |= act.writes
            for promise in self.acts.may_owe(place):
                changed |= 1 << space.mood(plan.person, 0) | 1 << space.charged(promise)
        self.varying[place + 1] |= changed | clock
        plan.varying[ENDED] = changed | clock

    def _last_touches(self) -> list[int]:
        """For each person the last visit after which neither their moods nor their answers change; -1 for none."""
        last = [-1] * len(self.story.people)
        for place, visit in enumerate(self.story.visits):
            people = set()
            if visit.person >= 0:
                people.add(visit.person)
                for beat in reachable_beats(self.story.beats, [beat for _, beat in visit.starts]):
                    for option in self.story.beats[beat].options:
                        people |= {effect.person for effect in option.effects or () if effect.person is not None}
            for event in visit.events:
                people |= {effect.person for effect in event.effects if effect.person is not None}
            for person in people:
                last[person] = place
        return last

    def _judged(self, boundary: int) -> int:
        """What must be known at a boundary of the people with whom nothing more happens: who comes to what."""
        needed = 0
        if self.aims is not None:
            return needed
        for person, last in enumerate(self.last_touch):
            if last + 1 == boundary and last >= 0 and self.story.asks:
                for place in self.space.moods(person):
                    needed |= 1 << place
                for ask in range(len(self.story.asks)):
                    needed |= 1 << self.space.answer(ask, person)
        return needed

    def judged_people(self, boundary: int) -> list[int]:
        """Those whose coming is settled at a boundary, for nothing happens with them after it."""
        return [person for person, last in enumerate(self.last_touch) if last >= 0 and last + 1 == boundary]

    def _plan(self, place: int) -> None:
        space, story = self.space, self.story
        visit = story.visits[place]
        after = self.boundary[place + 1]
        written = (self.scenario.visits or self.scenario.stops or [])[place]
        events = self._events(place)
        if visit.person < 0:
            ending = self._before_events(events, after)
            self.boundary[place] |= self.keep | ending | after | self._judged(place) | 1 << space.minutes
            self.minutes_ahead += 1 + (story.shift.between if story.shift else 0)
            self.plans[place] = VisitPlan(place, -1, None, (), (), {}, {}, ending, True, True, {}, events)
            self.swings[place] = self._swing_of_end(self.plans[place])
            return
        person = visit.person
        starts = self._starts(written, person, visit.starts)
        beats = reachable_beats(story.beats, [beat for _, beat in starts])
        acts = {beat: tuple(self.acts.act(option, place) for option in story.beats[beat].options) for beat in beats}
        knots = self._knots(beats)
        between = story.shift.between if story.shift else 0
        ahead = self.minutes_ahead + between if story.shift else 0
        most = self._most_minutes(knots, ahead)
        minutes = 1 << space.minutes
        reads_clock = any(act.offer.reads & minutes for row in acts.values() for act in row) or bool(
            self.keep & minutes
        )
        reads_clock = reads_clock or any(act.reply_reads & minutes for row in acts.values() for act in row)
        reads_clock = reads_clock or any(holds is not None and holds.reads & minutes for holds, _ in starts)
        longest = max(most[beat] for _, beat in starts)
        timed = reads_clock or bool(story.shift) or visit.clock <= longest
        ending = self._before_ending(place, events, after) | (self.tokens[place] if self.tokens else 0)
        cut = self._cut(place, knots, acts, ending)
        acts = {beat: () if beat in cut else row for beat, row in acts.items()}
        needs = self._needs(place, knots, acts, ending, timed, cut)
        passed = self._is_passed(place, starts, events, after, ending, cut)
        if passed:
            starts = ((None, starts[0][1]),)
        opened = 0
        for holds, beat in starts:
            opened |= before_opening(space, beat, needs[beat], person) | (holds.reads if holds else 0)
        opened &= ~(1 << space.raised_here | 1 << space.closed_run | 1 << space.permission | self.acts.cue_bits)
        opened &= ~(self.tokens[place] if self.tokens else 0)
        for concern in range(len(story.concerns)):
            if opened >> space.before(concern) & 1:
                opened = opened & ~(1 << space.before(concern)) | 1 << space.heard(concern)
        condition = None
        if not story.shift:
            opened &= ~minutes
            if isinstance(written, model.Visit) and written.if_ is not None and not passed:
                condition = holding(parse(written.if_), space, person)
                opened |= condition.reads | after
        else:
            opened = opened & ~(1 << space.last_person) | after | minutes
            self.minutes_ahead = max(self.minutes_ahead, longest)
        self.boundary[place] |= self.keep | opened | self._judged(place)
        self.plans[place] = VisitPlan(
            place, person, condition, starts, knots, acts, needs, ending, timed, reads_clock, most, events, cut
        )
        self._swing(self.plans[place])

    def _cut(self, place: int, knots: Sequence[Knot], acts: Mapping[int, Sequence[Act]], ending: int) -> frozenset[int]:
        """The beats from which on nothing happens that is looked for, or that could make a difference to it later."""
        aims = self.aims
        if aims is None or self.story.shift:
            return frozenset()
        goals = aims.beats if place in aims.visits else frozenset()
        matters: set[int] = set()
        for knot in reversed(knots):
            row = [act for beat in knot.beats for act in acts[beat]]
            opened = {target for beat in knot.beats for act in acts[beat] for target in targets_of([act.option], beat)}
            if (
                goals.intersection(knot.beats)
                or any(act.writes & ending for act in row)
                or any(target in matters or opening_writes(self.space, target) & ending for target in opened)
            ):
                matters.update(knot.beats)
        return frozenset(beat for knot in knots for beat in knot.beats if beat not in matters)

    def _is_passed(
        self,
        place: int,
        starts: Sequence[tuple[Holding | None, int]],
        events: Sequence[PlannedEvent],
        after: int,
        ending: int,
        cut: frozenset[int],
    ) -> bool:
        """Whether it makes no difference if a visit takes place: nothing that is looked for can come of it."""
        if self.aims is None or place in self.aims.visits or any(beat not in cut for _, beat in starts):
            return False
        changed = 0
        for _, beat in starts:
            changed |= opening_writes(self.space, beat)
        for event in events:
            changed |= sum(1 << self.space.mood(effect.person, effect.mood) for effect in event.effects)
            changed |= sum(1 << flag for flag in event.sets)
        for promise in self.acts.may_owe(place):
            changed |= 1 << self.space.mood(self.story.visits[place].person, 0) | 1 << self.space.charged(promise)
        return not changed & (after | ending)

    def settle(self, columns: Columns, boundary: int) -> None:
        """Puts moods that are read only together into one form, at a visit's turn."""
        people = range(len(self.story.people))
        held = self.varying[boundary]
        settle(self.space, columns, self.boundary[boundary], held, self.swings[boundary], people)

    def _swing_of_end(self, plan: VisitPlan | None) -> Swing:
        """How far moods may be pushed from the end of a talk on."""
        assert plan is not None
        swing = self.swings[plan.visit + 1]
        for event in plan.events:
            for effect in event.effects:
                place = self.space.mood(effect.person, effect.mood)
                swing = swing.then({place: (max(0, -effect.change), max(0, effect.change))})
        if plan.person >= 0:
            for _ in self.acts.may_owe(plan.visit):
                swing = swing.then({self.space.mood(plan.person, 0): (-BROKEN_PROMISE, 0)})
        return swing

    def _swing(self, plan: VisitPlan | None) -> None:
        """How far moods may be pushed from each beat of a visit on, and from its turn."""
        assert plan is not None
        end = self._swing_of_end(plan)
        plan.swings[ENDED] = end
        for knot in reversed(plan.knots):
            within = set(knot.beats)
            ways = [end]
            inner = NOTHING
            for beat in knot.beats:
                for act in plan.acts[beat]:
                    pushes = self.acts.swing(act.option, plan.visit)
                    targets = targets_of([act.option], beat)
                    ways.append(end.then(pushes))
                    ways += [plan.swings[target].then(pushes) for target in targets if target not in within]
                    if within & set(targets):
                        if act.option.again:
                            pushes = {
                                place: (FAR if low else 0, FAR if high else 0) for place, (low, high) in pushes.items()
                            }
                        inner = inner.then(pushes)
            total = furthest(ways).then(
                {place: (inner.down.get(place, 0), inner.up.get(place, 0)) for place in {*inner.down, *inner.up}}
            )
            for beat in knot.beats:
                plan.swings[beat] = total
        self.swings[plan.visit] = furthest(
            [*(plan.swings[beat] for _, beat in plan.starts), self.swings[plan.visit + 1]]
        )

    def _starts(
        self, written: Any, person: int, starts: Sequence[tuple[Any, int]]
    ) -> tuple[tuple[Holding | None, int], ...]:
        if isinstance(written.start, str):
            return ((None, starts[0][1]),)
        return tuple(
            (None if choice.if_ is None else holding(parse(choice.if_), self.space, person), beat)
            for choice, (_, beat) in zip(written.start, starts, strict=True)
        )

    def _events(self, place: int) -> tuple[PlannedEvent, ...]:
        story = self.story
        person = story.visits[place].person
        planned = []
        for event in story.visits[place].events:
            written = self.scenario.events[event.place]
            condition = None
            if written.if_ is not None:
                node = parse(written.if_)
                condition = holding(node, self.space, person) if person >= 0 else self._of_the_last(node)
            sets = tuple(self.space.flag(flag) for flag in self.space.members(event.sets))
            if event.effects or sets:
                planned.append(PlannedEvent(event.place, condition, event.effects, sets))
        return tuple(planned)

    def _of_the_last(self, node: Node) -> Holding:
        """A condition after a stop where nobody answers: bare names are those of whom was talked with last."""
        space = self.space
        each = [holding(node, space, person) for person in range(len(self.story.people))]
        reads = 1 << space.last_person
        for one in each:
            reads |= one.reads

        def test(columns: Columns) -> Any:
            result: Any = False
            for person, one in enumerate(each):
                result = result | ((columns[space.last_person] == person) & one.test(columns))
            return result

        return Holding(reads, test) if len({one.reads for one in each}) > 1 else each[0]

    def _before_events(self, events: Sequence[PlannedEvent], after: int) -> int:
        for event in reversed(events):
            targets = 0
            for effect in event.effects:
                targets |= 1 << self.space.mood(effect.person, effect.mood)
            flags = 0
            for flag in event.sets:
                flags |= 1 << flag
            if event.condition is None:
                after &= ~flags
            elif after & (targets | flags):
                after |= event.condition.reads
        return after

    def _before_ending(self, place: int, events: Sequence[PlannedEvent], after: int) -> int:
        """What must be known when a talk ends: for its events, for promises broken, and for what comes later."""
        space = self.space
        after = self._before_events(events, after)
        after &= ~self.acts.cue_bits
        person = self.story.visits[place].person
        trust = 1 << space.mood(person, 0)
        for promise in self.acts.may_owe(place):
            charged = 1 << space.charged(promise)
            if after & (charged | trust):
                after |= 1 << space.promised(promise) | 1 << space.kept(promise) | charged
        return after

    def _needs(
        self,
        place: int,
        knots: Sequence[Knot],
        acts: dict[int, tuple[Act, ...]],
        ending: int,
        timed: bool,
        cut: frozenset[int],
    ) -> dict[int, int]:
        space = self.space
        person = self.story.visits[place].person
        minutes = 1 << space.minutes
        base = self.keep | (minutes if timed else 0)
        needs = dict.fromkeys(acts, base | ending)
        for knot in reversed(knots):
            changing = not cut.intersection(knot.beats)
            while changing:
                changing = False
                for beat in knot.beats:
                    # where nothing is offered the visit ends from here
                    needed = base | ending
                    for act in acts[beat]:
                        after = ending if timed else 0
                        for destination in set(act.option.then):
                            if destination == END:
                                after |= ending
                            elif destination == STAY:
                                after |= needs[beat]
                            else:
                                after |= before_opening(space, destination, needs[destination], person)
                        needed |= act.before(after, timed, minutes)
                    if knot.cyclic:
                        for spent in knot.spends:
                            needed |= 1 << spent
                    if needed | needs[beat] != needs[beat]:
                        needs[beat] |= needed
                        changing = knot.cyclic
        return needs

    def _knots(self, beats: Sequence[int]) -> tuple[Knot, ...]:
        story = self.story
        leads = {beat: targets_of(story.beats[beat].options, beat) for beat in beats}
        knots = []
        for group in components(beats, leads):
            within = set(group)
            inner = [
                option
                for beat in group
                for option in story.beats[beat].options
                if within & set(targets_of([option], beat))
            ]
            finite = not any(option.again for option in inner)
            spends = tuple(self.space.spent(option.place) for option in inner) if finite else ()
            knots.append(Knot(tuple(group), bool(inner), finite, spends))
        return tuple(knots)

    def _most_minutes(self, knots: Sequence[Knot], ahead: int) -> dict[int, int]:
        """For each beat how many minutes may pass from it to the end of the visit (of a shift: of the shift)."""
        story = self.story
        most: dict[int, int] = {}
        for knot in reversed(knots):
            within = set(knot.beats)
            round_ = longest = 0
            for beat in knot.beats:
                for option in story.beats[beat].options:
                    takes = most_minutes_of(option)
                    targets = targets_of([option], beat)
                    outside = [most[target] for target in targets if target not in within]
                    if END in option.then:
                        outside.append(ahead)
                    if within & set(targets):
                        round_ += takes
                    longest = max([longest, *(takes + far for far in outside)])
            total = ENDLESS if not knot.finite else min(ENDLESS, round_ + max(longest, ahead))
            for beat in knot.beats:
                most[beat] = total
        return most


def opening_writes(space: Space, beat: int) -> int:
    """The variables that opening a beat sets."""
    opened = space.story.beats[beat]
    writes = 1 << space.seen(beat)
    for cue in opened.cues:
        writes |= 1 << space.cue(cue)
    if opened.raises >= 0:
        writes |= 1 << space.raised(opened.raises) | 1 << space.raised_here
    return writes


def before_opening(space: Space, beat: int, needed: int, person: int) -> int:
    """What must be known before a beat opens in a talk with someone, where `needed` must be known after it."""
    opened = space.story.beats[beat]
    needed &= ~(1 << space.seen(beat))
    for cue in opened.cues:
        needed &= ~(1 << space.cue(cue))
    if opened.raises >= 0 and space.story.objections[opened.raises].person == person:
        needed &= ~(1 << space.raised(opened.raises) | 1 << space.raised_here)
    return needed
