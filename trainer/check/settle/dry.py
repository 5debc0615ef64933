"""Beats that cannot run dry: proof that in no play somebody is left with nothing to say there.

A beat can be stuck only where each of its options is used up or has a condition that does not hold. Which of them can
be used up at once is followed through the talks that come to the beat, whatever else happens in them; and conditions
that between them always leave one open (`flag.told`, `not flag.told`) are tried with every value their names can have.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from trainer.check.bounds import MAY_FAIL, Bounds, Where
from trainer.check.possible import Possible, Talk
from trainer.check.settle.deciding import LASTING, Deciding, made_for_sure
from trainer.conversation.state import FACING_BIT
from trainer.conversation.story import END, STAY, Story, StoryBeat, StoryOption
from trainer.scenario import model
from trainer.scenario.conditions import Name, Node, compile_condition, names, parse

MOST_VALUES: Final = 5_000
"""Combinations of values of the names in a beat's conditions that are tried; beyond it nothing is proved."""

Path = tuple[str, ...]


def may_run_dry(scenario: model.Scenario, story: Story, possible: Possible, deciding: Deciding) -> set[int]:
    """The beats of which it is not proved that something is offered there in every play."""
    leading: dict[int, list[StoryOption]] = {}
    for option in story.options:
        for target in set(option.then):
            leading.setdefault(target, []).append(option)
    return {
        beat
        for beat in possible.beats()
        if _Beat(scenario, story, possible, deciding, story.beats[beat], leading.get(beat, ())).may_run_dry()
    }


class _Beat:
    def __init__(
        self,
        scenario: model.Scenario,
        story: Story,
        possible: Possible,
        deciding: Deciding,
        beat: StoryBeat,
        leading: Sequence[StoryOption],
    ) -> None:
        self.story = story
        self.deciding = deciding
        self.beat = beat
        self.leading = leading
        self.talks = [talk for talk in possible.talks.values() if beat.place in talk.beats]
        self.bounds: Bounds = possible.bounds
        self.conditions = [option.if_ for option in scenario.beats[beat.id].options]
        self.visits = [visit.if_ for visit in scenario.visits or []] or [None] * len(story.visits)

    def may_run_dry(self) -> bool:
        """Whether in some talk all options may be used up or not offered."""
        options = self.beat.options
        if any(option.again and condition is None for option, condition in zip(options, self.conditions, strict=True)):
            return False
        return any(self._may_run_dry_along(talks) for talks in self._together(self.talks))

    def _may_run_dry_along(self, talks: Sequence[Talk]) -> bool:
        before = {0}
        most = self._most_openings(talks)
        leaving = sum(
            1 << index for index, option in enumerate(self.beat.options)
            if all(target not in (STAY, self.beat.place) for target in option.then)
        )  # fmt: skip
        for talk in talks:
            here, after = self._used_up(talk, before)
            # each line that leads away was followed by another opening
            here = {spent for spent in here if (spent & leaving).bit_count() < most}
            if any(self._nothing_left(talk, spent) for spent in here):
                return True
            before |= after
        return False

    def _most_openings(self, talks: Sequence[Talk]) -> float:
        """How many times the beat can open in a play with these talks: a line that leads here can be said once."""
        here = self.beat.place
        begins = sum(any(beat == here for _, beat in self.story.visits[talk.visit].starts) for talk in talks)
        leading = [option for option in self.leading if option.beat != here]
        if any(option.again for option in leading):
            return math.inf
        return begins + sum(any(option.place in talk.options for talk in talks) for option in leading)

    def _together(self, talks: Sequence[Talk]) -> Iterator[Sequence[Talk]]:
        """The talks that one play may come to, as far as their conditions tell; each such choice of talks."""
        for first, second in itertools.combinations(talks, 2):
            if not self._both(first, second):
                yield from self._together([talk for talk in talks if talk is not first])
                yield from self._together([talk for talk in talks if talk is not second])
                return
        yield talks

    def _both(self, first: Talk, second: Talk) -> bool:
        """Whether the conditions of two visits, one after the other, may both hold in one play."""
        conditions = [self.visits[talk.visit] for talk in (first, second)]
        if None in conditions:
            return True
        nodes = [parse(condition) for condition in conditions]
        wheres = [Where(self.story.visits[talk.visit].person) for talk in (first, second)]
        values: dict[tuple[int, Path], Sequence[int]] = {}
        for number, (node, where) in enumerate(zip(nodes, wheres, strict=True)):
            for name in names(node):
                values[number, name.path] = self._values(name, where)
        if math.prod(map(len, values.values())) > MOST_VALUES:
            return True
        tests = [compile_condition(node, _value_of) for node in nodes]
        shared = [path for number, path in values if number == 0 and len(path) > 1 and (1, path) in values]
        lasting = [path for path in shared if path[0] in LASTING]
        same = [path for path in shared if not self.deciding.made_in(path, range(first.visit, second.visit))]
        for chosen in itertools.product(*values.values()):
            state = dict(zip(values, chosen, strict=True))
            if any(state[0, path] > state[1, path] for path in lasting):
                continue
            if any(state[0, path] != state[1, path] for path in same):
                continue
            before, after = ({path: value for (at, path), value in state.items() if at == number} for number in (0, 1))
            if tests[0](before) and tests[1](after):
                return True
        return False

    def _values(self, name: Name, where: Where) -> Sequence[int]:
        """Every value that a name may have."""
        value = self.bounds.value(name, where)
        return sorted(value) if isinstance(value, frozenset) else range(value[0], value[1] + 1)

    def _used_up(self, talk: Talk, before: set[int]) -> tuple[set[int], set[int]]:
        """Which options may be used up, as sets of bits, while a talk is at the beat, and which when it is over."""
        back = talk.leading_to([self.beat.place])
        here, over = set(before), set(before)
        waiting = list(before)
        while waiting:
            spent = waiting.pop()
            for index, option in enumerate(self.beat.options):
                if option.place not in talk.options or (spent >> index & 1 and not option.again):
                    continue
                after = spent | 1 << index
                over.add(after)
                stays = any(target == STAY or target in back for target in option.then if target != END)
                if stays and after not in here:
                    here.add(after)
                    waiting.append(after)
        return here, over

    def _nothing_left(self, talk: Talk, spent: int) -> bool:
        """Whether with these used up the conditions of all others may fail at once."""
        person = self.story.visits[talk.visit].person
        clock = self.story.shift.minutes if self.story.shift else self.story.visits[talk.visit].clock
        where = Where(person, (1, clock - talk.beats[self.beat.place]))
        left: list[Node] = []
        for index, (option, condition) in enumerate(zip(self.beat.options, self.conditions, strict=True)):
            if spent >> index & 1 and not option.again:
                continue
            if not self.bounds.verdict(condition, where) & MAY_FAIL:
                return False
            left.append(parse(condition))
        return not left or self._may_all_fail(left, where, self._done_by(spent, person))

    def _done_by(self, spent: int, person: int) -> dict[Path, int]:
        """What is so once some lines of the beat were said: names of conditions and the least that they are."""
        least: dict[Path, int] = {}
        met: dict[int, int] = {}
        for index, option in enumerate(self.beat.options):
            if not spent >> index & 1:
                continue
            for path in made_for_sure(self.story, option):
                least[path] = 1
            if option.meets >= 0 and self.story.objections[option.meets].person == person:
                met[option.meets] = met.get(option.meets, 0) | FACING_BIT.get(option.move, 0)
        for objection, steps in met.items():
            least["met", self.story.objections[objection].id] = steps.bit_count()
        return least

    def _may_all_fail(self, conditions: Sequence[Node], where: Where, least: Mapping[Path, int]) -> bool:
        values: dict[Path, Sequence[int]] = {}
        for name in (name for node in conditions for name in names(node)):
            lowest = least.get(name.path, 0)
            values[name.path] = [value for value in self._values(name, where) if not lowest or value >= lowest]
        if math.prod(map(len, values.values())) > MOST_VALUES:
            return True
        tests = [compile_condition(node, _value_of) for node in conditions]
        return any(
            not any(test(state) for test in tests)
            for state in (dict(zip(values, chosen, strict=True)) for chosen in itertools.product(*values.values()))
        )


def _value_of(path: Path) -> Callable[[Mapping[Path, int]], int]:
    return lambda values: values[path]
