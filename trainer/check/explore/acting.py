"""What a line does to many states at once: the engine's `advance` over columns instead of one state.

An act is one option in one visit. It knows which variables it reads for what, so that a variable is computed only
where something later reads it (`before` is the step of that analysis), and gives what each choice brought. The tests
hold it against `advance`, state by state.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from trainer.check.explore.holding import Column, Columns, Holding, Test, holding, truths
from trainer.check.explore.variables import HIGHEST_MOOD, LONG_RUN, Space
from trainer.check.explore.ways import reachable_beats
from trainer.check.readings import conditions
from trainer.conversation.advance import POLITE_BELOW
from trainer.conversation.reactions import Effect, Row
from trainer.conversation.state import AFFIRMED_OR_ASKED_UNDER, ANSWER_NO, ANSWER_POLITE_YES, ANSWER_YES, FACING_BIT
from trainer.conversation.story import Story, StoryOption, Wordings, minutes_of
from trainer.scenario import model
from trainer.scenario.conditions import And, Comparison, Name, Node, Not, Number, Or, Sum, names, parse

ANGRY: Final = 4
HEARD_DEEP: Final = 2


class Monitor(NamedTuple):
    """A number of somebody else's that travels with the states.

    `name` is its column, `highest` its bound (it is held to 0 … `highest`), `first` its value at the start, `reads` the
    names of the columns that `update` looks at. `update(before, option, outcome, after)` gives its new value for every
    state: `before` and `after` are mappings from names to columns, the monitor's own among them, `outcome` what the
    choice brought.
    """

    name: str
    highest: int
    first: int
    reads: tuple[str, ...]
    update: Any


class Outcome(NamedTuple):
    """What a choice brought in each state: the answer 0 to 3, the depth opened (0: none), whether the option's cue was
    picked up, the minutes that it took, and whether it prepared the person. Numbers stand for columns of one value."""

    answer: Any
    opened: Any
    picked: Any
    minutes: Any
    inoculated: Any


class _RowTest(NamedTuple):
    """A row of the table of reactions, compiled for a person."""

    row: Row
    reads: int
    test: Test | None


@dataclass
class Act:
    """One option in one visit. See `Acts.act`."""

    option: StoryOption
    offer: Holding
    always: int
    kills: int
    mood_targets: int
    mood_sources: int
    moods_asked: int
    reply_reads: int
    later_kills: int
    writes: int

    def before(self, after: int, timed: bool, minutes: int) -> int:
        """The variables that must be known before this line, where those of `after` must be known after it."""
        needed = after
        if timed:
            needed |= minutes | self.reply_reads
        needed = needed & ~self.later_kills | self.moods_asked
        result = needed & ~self.kills | self.always
        return result | self.mood_sources if needed & self.mood_targets else result


class Acts:
    """Compiles options for visits, and applies them. One instance serves one story.

    `apart` holds for a visit the people whose moods its lines leave alone for now: they are explored apart, and what a
    line does to them is done when the visit is over. `first` are options that are chosen wherever one is offered: then
    only the plays of somebody who does so are looked at.
    """

    def __init__(
        self,
        scenario: model.Scenario,
        space: Space,
        keep: int = 0,
        monitors: Sequence[Monitor] = (),
        first: frozenset[int] = frozenset(),
    ) -> None:
        self.first = first
        self.space = space
        self.story = space.story
        self.keep = keep
        self.monitors = monitors
        self.met_alike = [
            met_alike(scenario, self.story, place, bool(keep >> space.met(place) & 1))
            for place in range(len(self.story.objections))
        ]
        self.apart: dict[int, set[int]] = {}
        self._made: list[set[int]] = []
        written = [option for beat in scenario.beats.values() for option in beat.options]
        self.conditions = [None if option.if_ is None else parse(option.if_) for option in written]
        self.replies = [
            ()
            if option.reply is None or isinstance(option.reply, str)
            else tuple(None if variant.if_ is None else parse(variant.if_) for variant in option.reply)
            for option in written
        ]
        self.concerns_of = [
            [space.heard(place) for place, concern in enumerate(self.story.concerns) if concern.person == person]
            for person in range(len(self.story.people))
        ]

    def act(self, option: StoryOption, visit: int) -> Act:
        """An option in a visit: what it reads and writes there."""
        space, story = self.space, self.story
        person = story.visits[visit].person
        condition = self.conditions[option.place]
        offer = Holding(0, lambda _: True) if condition is None else holding(condition, space, person)
        always = offer.reads
        kills = 1 << space.spent(option.place)
        if not option.again:
            always |= 1 << space.spent(option.place)
        moods = _bits(space.moods(person)) | 1 << space.alone(person, 0)
        changed, sources = self._mood_flow(option, visit)
        if any(row.inoculates for row in option.rows):
            always |= self._row_reads(option, person, only_inoculating=True)
        if option.picks_up >= 0:
            always |= 1 << space.cue(option.picks_up)
        if option.hears is not None and story.concerns[option.hears[0]].person == person:
            always |= 1 << space.heard(option.hears[0])
        for promise in option.keeps:
            always |= 1 << space.promised(promise)
            kills |= 1 << space.kept(promise)
        for flag in space.members(option.sets):
            kills |= 1 << space.flag(flag)
        if option.move != "closed_question":
            kills |= 1 << space.closed_run
        if option.move == "permission":
            kills |= 1 << space.permission
        later_kills = 1 << space.answer(option.ask, person) if option.ask >= 0 else 0
        lengths = {minutes_of(option, text) for _, text in option.reply} if option.reply else {minutes_of(option, "")}
        if option.reply and all(holds is not None for holds, _ in option.reply):
            lengths.add(minutes_of(option, ""))
        reply_reads = 0
        if len(lengths) > 1:
            for node in self.replies[option.place]:
                if node is not None:
                    reply_reads |= holding(node, space, person).reads
        for monitor in self.monitors:
            for name in monitor.reads:
                always |= space.with_alone(1 << space.places[name])
        return Act(
            option, offer, always, kills, changed, sources, moods if option.ask >= 0 else 0, reply_reads, later_kills,
            self._writes(option, person) | changed,
        )  # fmt: skip

    def _writes(self, option: StoryOption, person: int) -> int:
        """The variables but moods that a line may change."""
        space = self.space
        writes = self.cue_bits | 1 << space.spent(option.place) | 1 << space.minutes | 1 << space.inoculated(person)
        if option.hears is not None:
            writes |= 1 << space.heard(option.hears[0])
        if option.picks_up >= 0:
            writes |= 1 << space.picked(option.picks_up)
        if option.meets >= 0:
            writes |= 1 << space.met(option.meets)
        if option.move == "closed_question":
            writes |= 1 << space.closed_run
        if option.move == "permission":
            writes |= 1 << space.permission
        if option.ask >= 0:
            writes |= 1 << space.answer(option.ask, person) | 1 << space.at_risk(person)
        if option.place in space.did:
            writes |= 1 << space.did[option.place]
        writes |= _bits(map(space.promised, option.promises)) | _bits(map(space.kept, option.keeps))
        writes |= _bits(map(space.flag, space.members(option.sets)))
        return writes | _bits(space.places[monitor.name] for monitor in self.monitors)

    def apply(
        self, act: Act, visit: int, columns: Columns, count: int, live: int, timed: bool
    ) -> tuple[Columns, Outcome]:
        """The columns after a line, of those in `live`, and what it brought; where nothing opens anew yet.

        `columns` are those of states in which the option is offered, `count` how many states they are.
        """
        space, story, option = self.space, self.story, act.option
        person = story.visits[visit].person
        if timed:
            live |= act.reply_reads
        live |= act.moods_asked
        after = columns.copied()
        picked: Any = columns[space.cue(option.picks_up)] > 0 if option.picks_up >= 0 else False
        opened: Any = 0
        if option.hears is not None and story.concerns[option.hears[0]].person == person:
            concern, depth = option.hears
            opens = columns[space.heard(concern)] == depth - 1
            opened = np.where(opens, depth, 0)
            after[space.heard(concern)] = columns[space.heard(concern)] + opens
        inoculated = self._change_moods(act, visit, columns, after, count, live, picked, opened)
        if option.picks_up >= 0:
            place = space.picked(option.picks_up)
            if live >> place & 1:
                after[place] = np.where(picked, 1, columns[place])
            place = space.cue(option.picks_up)
            after[place] = np.where(picked, 0, columns[place])
        if option.meets >= 0 and story.objections[option.meets].person == person:
            place, bit = space.met(option.meets), FACING_BIT.get(option.move, 0)
            if bit and live >> place & 1:
                after[place] = self.met_alike[option.meets][columns[place] | bit]
        for promise in option.promises:
            place = space.promised(promise)
            if live >> place & 1:
                after[place] = np.where(after[place] == 0, visit + 1, after[place])
        for place in (*map(space.kept, option.keeps), *map(space.flag, space.members(option.sets))):
            after[place] = 1
        after[space.spent(option.place)] = 1
        if option.place in space.did:
            after[space.did[option.place]] = 1
        place = space.closed_run
        if option.move != "closed_question":
            after[place] = 0
        elif live >> place & 1:
            after[place] = np.minimum(columns[place] + 1, LONG_RUN)
        if option.move == "permission":
            after[space.permission] = 1
        answer = self._answer(option, person, after, live) if option.ask >= 0 else 0
        minutes = self._minutes(option, person, after, count) if timed else 0
        if timed:
            after[space.minutes] = columns[space.minutes] - minutes
        for place in space.members(live & self.cue_bits):
            after[place] = np.maximum(after[place] - 1, 0)
        outcome = Outcome(answer, opened, picked, minutes, inoculated)
        for monitor in self.monitors:
            self._watch(monitor, option, columns, after, outcome)
        return after, outcome

    @property
    def cue_bits(self) -> int:
        """The counts of all cues."""
        count = len(self.story.cues)
        return ((1 << count) - 1) << self.space.cue(0) if count else 0

    def effects(self, option: StoryOption, visit: int) -> list[Effect]:
        """The effects of an option but for those on people who are explored apart from this visit."""
        apart = self.apart.get(visit, ())
        return [effect for effect in option.effects or () if effect.person not in apart]

    def swing(self, option: StoryOption, visit: int) -> dict[int, tuple[int, int]]:
        """For each mood how far a line may push it down and up."""
        space = self.space
        person = self.story.visits[visit].person
        low: dict[int, int] = {}
        high: dict[int, int] = {}
        if option.effects is None:
            for row in option.rows:
                for mood, change in enumerate(row.changes):
                    place = space.mood(person, mood)
                    low[place] = min(low.get(place, 0), change)
                    high[place] = max(high.get(place, 0), change)
        for effect in option.effects or ():
            place = space.mood(person if effect.person is None else effect.person, effect.mood)
            low[place] = low.get(place, 0) + effect.change
            high[place] = high.get(place, 0) + effect.change
        trust = space.mood(person, 0)
        more = (option.picks_up >= 0) + (option.recalls is not None) + (option.hears is not None) + len(option.keeps)
        high[trust] = high.get(trust, 0) + more
        return {place: (max(0, -low.get(place, 0)), max(0, value)) for place, value in high.items()}

    def _mood_flow(self, option: StoryOption, visit: int) -> tuple[int, int]:
        """The moods that a line may change, and what it reads to know by how much."""
        space, story = self.space, self.story
        person = story.visits[visit].person
        changed = sources = 0
        for effect in self.effects(option, visit):
            changed |= 1 << space.mood(person if effect.person is None else effect.person, effect.mood)
        if option.effects is None:
            for row in option.rows:
                for mood, change in enumerate(row.changes):
                    if change:
                        changed |= 1 << space.mood(person, mood)
            sources |= self._row_reads(option, person)
        trust = 1 << space.mood(person, 0)
        if option.picks_up >= 0:
            changed |= trust
            sources |= 1 << space.cue(option.picks_up)
        if option.recalls is not None and story.concerns[option.recalls[0]].person == person:
            changed |= trust
            sources |= 1 << space.before(option.recalls[0])
        if option.hears is not None and option.hears[1] == 3:
            changed |= trust
        for promise in set(option.keeps).intersection(self.may_owe(visit)):
            changed |= trust
            sources |= 1 << space.promised(promise) | 1 << space.kept(promise)
        return changed, sources

    def _row_reads(self, option: StoryOption, person: int, only_inoculating: bool = False) -> int:
        reads = 0
        for row in option.rows:
            test = self._row_test(row, option, person)
            if not only_inoculating or row.inoculates:
                reads |= test.reads
            if test.test is None:
                break
        return reads

    def _row_test(self, row: Row, option: StoryOption, person: int) -> _RowTest:
        """A row's `when` over columns; None where it always matches."""
        space = self.space
        kind = _kind(row)
        concerns = self.concerns_of[person]
        match kind:
            case "always":
                return _RowTest(row, 0, None)
            case "said_yes_not_inoculated":
                prepared = space.inoculated(person)
                answers = [space.answer(ask, person) for ask in range(len(self.story.asks))]

                def agreed(columns: Columns) -> Any:
                    result: Any = False
                    for place in answers:
                        result = result | (columns[place] == ANSWER_YES) | (columns[place] == ANSWER_POLITE_YES)
                    return result & (columns[prepared] == 0)

                return _RowTest(row, _bits(answers) | 1 << prepared, agreed)
            case "heard_deep" | "nothing_deep" | "something_heard" | "nothing_heard":
                least = HEARD_DEEP if kind.endswith("deep") else 1
                wanted = kind in ("heard_deep", "something_heard")

                def heard(columns: Columns) -> Any:
                    result: Any = False
                    for place in concerns:
                        result = result | (columns[place] >= least)
                    return result if wanted else np.logical_not(result)

                return _RowTest(row, _bits(concerns), heard)
            case "angry":
                anger = space.mood(person, 3)
                reads = 1 << anger | 1 << space.alone(person, 3)
                return _RowTest(row, reads, lambda columns: columns[anger] >= ANGRY)
            case "third_closed":
                run = space.closed_run
                return _RowTest(row, 1 << run, lambda columns: columns[run] >= LONG_RUN)
            case "meets_faced":
                if option.meets < 0 or self.story.objections[option.meets].person != person:
                    return _RowTest(row, 0, lambda _: False)
                met = space.met(option.meets)
                return _RowTest(row, 1 << met, lambda columns: (columns[met] & AFFIRMED_OR_ASKED_UNDER) != 0)
            case "no_permission":
                allowed = space.permission
                return _RowTest(row, 1 << allowed, lambda columns: columns[allowed] == 0)
            case "objection_in_visit":
                raised = space.raised_here
                return _RowTest(row, 1 << raised, lambda columns: columns[raised] != 0)
        raise NotImplementedError(f"a row of the table of reactions that asks {kind}")

    def _change_moods(
        self,
        act: Act,
        visit: int,
        columns: Columns,
        after: Columns,
        count: int,
        live: int,
        picked: Any,
        opened: Any,
    ) -> Any:
        """Writes the moods after a line into `after`; gives whether the person was prepared."""
        space, story, option = self.space, self.story, act.option
        person = story.visits[visit].person
        changes: dict[int, Any] = {}
        inoculated: Any = False
        by_row = bool(act.mood_targets & live) and option.effects is None
        prepares = any(row.inoculates for row in option.rows)
        if prepares or by_row:
            left: Any = True
            for row in option.rows:
                if not by_row and not row.inoculates:
                    break
                test = self._row_test(row, option, person)
                matched = left if test.test is None else np.logical_and(left, test.test(columns))
                if row.inoculates:
                    inoculated = matched
                if by_row:
                    for mood, change in enumerate(row.changes):
                        place = space.mood(person, mood)
                        if change and live >> place & 1:
                            changes[place] = changes.get(place, 0) + matched * change
                if test.test is None:
                    break
                left = np.logical_and(left, np.logical_not(matched))
        for effect in self.effects(option, visit):
            place = space.mood(person if effect.person is None else effect.person, effect.mood)
            changes[place] = changes.get(place, 0) + effect.change
        trust = space.mood(person, 0)
        if live >> trust & 1:
            added = self._added_trust(option, visit, columns, picked, opened)
            if added is not None:
                changes[trust] = changes.get(trust, 0) + added
        for place, change in changes.items():
            if live >> place & 1:
                after[place] = np.minimum(np.maximum(columns[place] + change, 0), HIGHEST_MOOD)
        place = space.inoculated(person)
        if prepares and live >> place & 1:
            after[place] = np.where(inoculated, 1, columns[place])
        return inoculated

    def _added_trust(self, option: StoryOption, visit: int, columns: Columns, picked: Any, opened: Any) -> Any:
        """What is always added to trust; None where this line adds nothing."""
        space, story = self.space, self.story
        person = story.visits[visit].person
        parts: list[Any] = []
        if option.picks_up >= 0:
            parts.append(picked * 1)
        if option.recalls is not None and story.concerns[option.recalls[0]].person == person:
            concern, depth = option.recalls
            parts.append((columns[space.before(concern)] >= depth) * 1)
        if option.hears is not None and option.hears[1] == 3:
            parts.append(np.equal(opened, 3) * 1)
        for promise in set(option.keeps).intersection(self.may_owe(visit)):
            owed = self.owed(visit)[columns[space.promised(promise)]]
            parts.append((owed & (columns[space.kept(promise)] == 0)) * 1)
        return sum(parts[1:], parts[0]) if parts else None

    def may_owe(self, visit: int) -> tuple[int, ...]:
        """The promises that may be owed in a visit: made by a line of an earlier visit with the same person."""
        if not self._made:
            for one in self.story.visits:
                beats = reachable_beats(self.story.beats, [beat for _, beat in one.starts])
                self._made.append({p for beat in beats for o in self.story.beats[beat].options for p in o.promises})
        person = self.story.visits[visit].person
        earlier = [
            made for made, one in zip(self._made[:visit], self.story.visits, strict=False) if one.person == person
        ]
        return tuple(sorted(set().union(*earlier))) if person >= 0 else ()

    def owed(self, visit: int) -> Any:
        """For each value of a promise whether it was made to this visit's person on an earlier visit."""
        visits = self.story.visits
        return np.array(
            [False, *(made < visit and visits[made].person == visits[visit].person for made in range(len(visits)))]
        )

    def _answer(self, option: StoryOption, person: int, after: Columns, live: int) -> Column:
        space = self.space
        ask = self.story.asks[option.ask]
        trust, fear, hope, anger = space.moods(person)
        ready = after[anger] + after[hope] + after[trust] - after[fear]
        polite = np.where(after[trust] < POLITE_BELOW, ANSWER_POLITE_YES, ANSWER_NO)
        answer: Column = np.where(ready >= ask.threshold, ANSWER_YES, polite)
        after[space.answer(option.ask, person)] = answer
        place = space.at_risk(person)
        if ask.risk >= 2 and live >> place & 1:
            after[place] = np.where(answer == ANSWER_YES, 1, after[place])
        return answer

    def _minutes(self, option: StoryOption, person: int, after: Columns, count: int) -> Any:
        """Minutes that the line and its reply take."""
        nodes = self.replies[option.place]
        lengths = [minutes_of(option, text) for _, text in option.reply]
        silent = minutes_of(option, "")
        if not nodes or len({*lengths, *_silent(option.reply, silent)}) == 1:
            return lengths[0] if lengths else silent
        result = np.full(count, silent)
        left = np.ones(count, dtype=np.bool_)
        for node, length in zip(nodes, lengths, strict=True):
            holds = left if node is None else left & truths(holding(node, self.space, person).test(after), count)
            result[holds] = length
            left = left & ~holds
        return result

    def _watch(self, monitor: Monitor, option: StoryOption, columns: Columns, after: Columns, outcome: Outcome) -> None:
        place = self.space.places[monitor.name]
        value = monitor.update(View(self.space, columns), option, outcome, View(self.space, after))
        after[place] = np.clip(value, 0, monitor.highest)


class View(NamedTuple):
    """Columns by name."""

    space: Space
    columns: Columns

    def __getitem__(self, name: Any) -> Any:
        return self.columns[self.space.places[name]]


def met_alike(scenario: model.Scenario, story: Story, objection: int, kept: bool) -> Any:
    """For each value of an objection's steps one that stands for it: alike where nothing can tell them apart later.

    What can is whether it was affirmed or asked under, where information meets it, and the count, up to the highest
    number that a condition compares it with.
    """
    id_ = story.objections[objection].id
    counted = 4 if kept else 0
    for _, condition in conditions(scenario):
        counted = max(counted, _counted_to(parse(condition), id_))
    informed = any(option.meets == objection and option.move == "information" for option in story.options)
    found = []
    for value in range(16):
        faced = bool(value & AFFIRMED_OR_ASKED_UNDER) or not informed
        if kept or not value or value.bit_count() < counted:
            found.append(value)
        elif faced:
            found.append(15)
        else:
            found.append(15 & ~AFFIRMED_OR_ASKED_UNDER if counted <= 2 else value)
    return np.array(found, dtype=np.int32)


def _counted_to(node: Node, objection: str) -> int:
    """The count of an objection's steps beyond which a condition cannot tell one from another."""
    match node:
        case Comparison(sign, Name(("met", id_), _, _), Number(value), _) if id_ == objection:
            return value if sign in (">=", "<") else value + 1
        case Name(("met", id_), _, _) if id_ == objection:
            return 1
        case Not(part):
            return _counted_to(part, objection)
        case And(parts) | Or(parts):
            return max(_counted_to(part, objection) for part in parts)
        case Comparison(_, left, right, _) | Sum(_, left, right):
            return 4 if any(name.path == ("met", objection) for name in (*names(left), *names(right))) else 0
    return 0


def change_moods(space: Space, columns: Columns, effects: Iterable[Effect], person: int, live: int, where: Any) -> None:
    """Changes of moods in the states where `where` holds, held to 0…10; only of variables in `live`."""
    sums: dict[int, int] = {}
    for effect in effects:
        place = space.mood(person if effect.person is None else effect.person, effect.mood)
        sums[place] = sums.get(place, 0) + effect.change
    for place, change in sums.items():
        if live >> place & 1:
            columns[place] = np.minimum(np.maximum(columns[place] + np.multiply(where, change), 0), HIGHEST_MOOD)


def _silent(reply: Wordings, minutes: int) -> tuple[int, ...]:
    """The minutes of a line whose wordings all have conditions, of which none may hold."""
    return (minutes,) if all(holds is not None for holds, _ in reply) else ()


def _bits(places: Iterable[int]) -> int:
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


def _kind(row: Row) -> str:
    """What a row's `when` asks, by the name of that function."""
    return str(getattr(row.when, "__name__", "")).lstrip("_")
