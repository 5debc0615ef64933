"""What each small number can be where, found without looking at states: the first, coarse look forwards.

For every beat of every visit, the values that each variable may have there, each variable by itself. An option whose
condition none of these values satisfies can be offered in no play, and need not be planned for: what only such options
read is read by nobody. What is found here is never too little.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.moves import MOODS
from trainer.check.explore.acting import Acts
from trainer.check.explore.holding import Columns, reading
from trainer.check.explore.ways import targets_of
from trainer.conversation.story import END, STAY, StoryOption
from trainer.scenario import model
from trainer.scenario.conditions import And, Comparison, Name, Node, Not, Number, Or, Sum, Value, parse

Masks = NDArray[np.int64]
"""For each variable the values that it may have, as bits."""

ANYTHING: Final = (1 << 62) - 1
_READINESS: Final = np.arange(-10, 31)


class Live(NamedTuple):
    """What a visit can come to as far as single values tell: its first beats, and its beats with their options."""

    starts: tuple[int, ...]
    options: dict[int, tuple[StoryOption, ...]]


class Possible:
    """Looks forwards through all visits; `live` holds for each what can come. `watched` are always taken to be live:
    options by their places, and visits as -1 minus theirs."""

    def __init__(self, scenario: model.Scenario, acts: Acts) -> None:
        self.scenario = scenario
        self.acts = acts
        self.space = acts.space
        self.story = acts.story
        self.live: list[Live] = []
        space = self.space
        masks: Masks = np.array([1 << min(first, 61) for first in space.first], dtype=np.int64)
        always = [space.minutes, space.last_person, space.closed_run, space.permission]
        always += [mood for person in range(len(self.story.people)) for mood in space.moods(person)]
        always += [space.cue(cue) for cue in range(len(self.story.cues))]
        always += [space.places[monitor.name] for monitor in acts.monitors]
        masks[always] = ANYTHING
        for visit in range(len(self.story.visits)):
            masks = self._visit(visit, masks)

    def _visit(self, place: int, masks: Masks) -> Masks:
        """What may be when a visit is over, or was not held; notes what is live in it."""
        story, space = self.story, self.space
        visit = story.visits[place]
        written = (self.scenario.visits or self.scenario.stops or [])[place]
        skipped = [masks] if story.shift else []
        if visit.person < 0:
            self.live.append(Live((), {}))
            return _either([masks, self._events(place, masks)])
        begun = masks.copy()
        if isinstance(written, model.Visit) and written.if_ is not None:
            skipped = [masks]
            begun = self._holding(parse(written.if_), visit.person, begun)[0]
        for concern in range(len(story.concerns)):
            begun[space.before(concern)] = begun[space.heard(concern)]
        begun[space.raised_here] = 1
        begun[list(space.did.values())] = 1
        at: dict[int, Masks] = {}
        waiting: list[int] = []

        def arrive(beat: int, arriving: Masks) -> None:
            opened = story.beats[beat]
            arriving = arriving.copy()
            arriving[space.seen(beat)] = 2
            if opened.raises >= 0 and story.objections[opened.raises].person == visit.person:
                arriving[[space.raised(opened.raises), space.raised_here]] = 2
            join(beat, arriving)

        def join(beat: int, arriving: Masks) -> None:
            if beat in at:
                arriving = arriving | at[beat]
                if np.array_equal(arriving, at[beat]):
                    return
            at[beat] = arriving
            if beat not in waiting:
                waiting.append(beat)

        starts = []
        if isinstance(written.start, str):
            starts.append(visit.starts[0][1])
            arrive(visit.starts[0][1], begun)
        else:
            for choice, (_, beat) in zip(written.start, visit.starts, strict=True):
                chosen: Masks | None = begun
                if choice.if_ is not None:
                    chosen, can = self._chosen(parse(choice.if_), visit.person, begun)
                    if not can:
                        continue
                assert chosen is not None
                starts.append(beat)
                arrive(beat, chosen)
        over: list[Masks] = []
        live: dict[int, dict[int, StoryOption]] = {}
        while waiting:
            beat = waiting.pop(0)
            here = at[beat]
            over.append(here)
            live.setdefault(beat, {})
            for option in story.beats[beat].options:
                after = self._after(option, place, here)
                if after is None:
                    continue
                live[beat][option.place] = option
                over.append(after)
                for target in dict.fromkeys(option.then):
                    if target == STAY:
                        join(beat, after)
                    elif target != END:
                        arrive(target, after)
        self.live.append(
            Live(
                tuple(dict.fromkeys(starts)),
                {
                    beat: tuple(option for option in story.beats[beat].options if option.place in found)
                    for beat, found in live.items()
                },
            )
        )
        ended = _either(over) if over else masks
        for promise in self.acts.may_owe(place):
            ended[space.charged(promise)] |= 2
        return _either([*skipped, self._events(place, ended)])

    def _events(self, place: int, masks: Masks) -> Masks:
        masks = masks.copy()
        for event in self.story.visits[place].events:
            for flag in self.space.members(event.sets):
                masks[flag] |= 2
        return masks

    def _after(self, option: StoryOption, visit: int, masks: Masks) -> Masks | None:
        """What may be after an option of a beat; None where it is never offered."""
        space, story = self.space, self.story
        person = story.visits[visit].person
        watched = option.place in self.acts.watched
        if not option.again and masks[space.spent(option.place)] == 2 and not watched:
            return None
        node = self.acts.conditions[option.place]
        after = masks.copy()
        if node is not None and not watched:
            after, can = self._chosen(node, person, masks)
            if not can:
                return None
            after = after.copy()
        after[space.spent(option.place)] = 2
        if option.hears is not None and story.concerns[option.hears[0]].person == person:
            place, depth = space.heard(option.hears[0]), option.hears[1]
            before = int(after[place])
            if before >> (depth - 1) & 1:
                after[place] = before & ~(1 << depth - 1) | 1 << depth
        if option.picks_up >= 0:
            after[space.picked(option.picks_up)] |= 2
        if option.meets >= 0:
            after[space.met(option.meets)] = 0xFFFF
        if option.ask >= 0:
            after[space.answer(option.ask, person)] = 0b1110
            after[space.at_risk(person)] |= 2
        for promise in option.promises:
            place = space.promised(promise)
            before = int(after[place])
            after[place] = before & ~1 | (before & 1) << (visit + 1)
        for place in (*map(space.kept, option.keeps), *map(space.flag, space.members(option.sets))):
            after[place] = 2
        if any(row.inoculates for row in option.rows):
            after[space.inoculated(person)] |= 2
        if option.place in space.did:
            after[space.did[option.place]] = 2
        return after

    def _chosen(self, node: Node, person: int, masks: Masks) -> tuple[Masks, bool]:
        """The values with which a condition can hold, and whether it can."""
        narrowed, can, _ = self._holding(node, person, masks)
        return narrowed, can

    def _holding(self, node: Node, person: int, masks: Masks) -> tuple[Masks, bool, bool]:
        """The values with which a condition can hold, whether it can hold, and whether it can fail."""
        match node:
            case Not(part):
                _, can, fails = self._holding(part, person, masks)
                return self._narrowed(node, person, masks), fails, can
            case And(parts):
                fails = False
                can = True
                for part in parts:
                    masks, one, other = self._holding(part, person, masks)
                    can, fails = can and one, fails or other
                return masks, can, fails
            case Or(parts):
                found = [self._holding(part, person, masks) for part in parts]
                holding = [narrowed for narrowed, can, _ in found if can]
                return (
                    _either(holding) if holding else masks,
                    bool(holding),
                    all(fails for _, _, fails in found),
                )
            case Comparison(sign, left, right, _):
                truths = _compared(sign, self._values(left, person, masks), self._values(right, person, masks))
            case _:
                truths = self._values(node, person, masks) != 0
        return self._narrowed(node, person, masks), bool(truths.any()), not bool(truths.all())

    def _narrowed(self, node: Node, person: int, masks: Masks) -> Masks:
        """The values of a clause about one variable with which it holds; otherwise as they are."""
        negated = isinstance(node, Not)
        clause: Any = node.part if isinstance(node, Not) else node
        name = clause if isinstance(clause, Name) else clause.left if isinstance(clause, Comparison) else None
        if not isinstance(name, Name) or (isinstance(clause, Comparison) and not _constant(clause.right)):
            return masks
        places = self.space.members(reading(name, self.space, person).reads)
        if len(places) != 1 or masks[places[0]] == ANYTHING:
            return masks
        place = places[0]
        values = _members(int(masks[place]))
        numbers = np.broadcast_to(reading(name, self.space, person).value(Columns({place: values})), len(values))
        if isinstance(clause, Comparison):
            holds = _compared(clause.sign, numbers, self._values(clause.right, person, masks)).reshape(-1)
        else:
            holds = numbers != 0
        kept = values[~holds if negated else holds]
        if not len(kept):
            return masks
        narrowed = masks.copy()
        narrowed[place] = sum(1 << int(value) for value in kept)
        return narrowed

    def _values(self, value: Any, person: int, masks: Masks) -> NDArray[Any]:
        """Every number that something may be."""
        match value:
            case Number(number):
                return np.array([number])
            case Sum(sign, left, right):
                first, second = self._values(left, person, masks), self._values(right, person, masks)
                return np.unique(np.add.outer(first, second if sign == "+" else -second))
            case Name(path, _, _):
                if path[-1] == "readiness" and len(path) <= 2:
                    return _READINESS
                if path[-1] in MOODS and (len(path) == 1 or path[0] in self.story.places.people):
                    return np.arange(11)
                one = reading(value, self.space, person)
                places = self.space.members(one.reads)
                if not places:
                    return np.array([one.value(Columns())])
                if masks[places[0]] == ANYTHING:
                    return np.arange(-1, self.space.highest[places[0]] + 1)
                return np.unique(one.value(Columns({places[0]: _members(int(masks[places[0]]))})))
        raise TypeError(f"not a value: {value!r}")


def _constant(value: Value) -> bool:
    return isinstance(value, Number) or (isinstance(value, Name) and len(value.path) == 1 and value.path[0] in _ANSWERS)


_ANSWERS: Final = ("none", "yes", "polite_yes", "no")


def _compared(sign: str, left: NDArray[Any], right: NDArray[Any]) -> NDArray[np.bool_]:
    compare: dict[str, Any] = {
        "==": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
    }  # fmt: skip
    found: NDArray[np.bool_] = compare[sign].outer(left, right)
    return found


def _members(mask: int) -> NDArray[np.int64]:
    return np.array([value for value in range(mask.bit_length()) if mask >> value & 1], dtype=np.int64)


def _either(masks: Sequence[Masks]) -> Masks:
    return np.bitwise_or.reduce(masks)


def leads_of(options: Sequence[StoryOption], beat: int) -> Iterator[int]:
    """The beats that some options of a beat lead to."""
    yield from targets_of(options, beat)
