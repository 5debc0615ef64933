"""Which visits decide something: those where it happens, and those that bring about what its conditions remember."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from trainer.check.possible import Possible
from trainer.check.settle.shown import Fact, fact
from trainer.conversation.readers import Read, reader_of
from trainer.conversation.state import TALKING, State
from trainer.conversation.story import Holds, Story, StoryOption
from trainer.scenario import model
from trainer.scenario.conditions import (
    ANSWERS,
    And,
    Comparison,
    Name,
    Node,
    Not,
    Number,
    Or,
    compile_condition,
    names,
    parse,
)

Path = tuple[str, ...]


class Clause(NamedTuple):
    """A part of a condition, and the visit in which it is looked at."""

    visit: int
    node: Node


class Decided(NamedTuple):
    """The visits that decide something, and what it depends on from one to another: the clauses of conditions."""

    visits: frozenset[int]
    memory: tuple[Callable[[State], int], ...]
    hopeless: Callable[[State], bool]
    """Whether no play can show it any more that has come to a state."""

    unmet: Callable[[State], int]
    """How many of the clauses that it needs do not hold in a state, where it could be shown with least."""

    goals: frozenset[int]
    """The beats in which it could be shown."""


class Deciding:
    """Answers for the facts of one story."""

    def __init__(self, scenario: model.Scenario, story: Story, possible: Possible) -> None:
        self.scenario = scenario
        self.story = story
        self.possible = possible
        self.written = [option for beat in scenario.beats.values() for option in beat.options]
        self.visits: list[model.Visit | model.Stop] = [*(scenario.visits or []), *(scenario.stops or [])]
        self.showing = Showing(story)
        self.makers: dict[Path, list[tuple[int, frozenset[Clause]]]] = {}
        for visit, path, needs in self._makers():
            self.makers.setdefault(path, []).append((visit, needs))

    def of(self, wanted: Fact) -> Decided:
        """The visits that decide whether a play shows a fact."""
        kind, place, _ = wanted
        options = self.showing.of(wanted)
        places = {option.place for option in options}
        visits = {visit for visit, talk in self.possible.talks.items() if talk.options & places}
        if kind in OF_BEATS:
            visits |= {visit for visit, talk in self.possible.talks.items() if place in talk.beats}
        elif kind == "visit":
            visits.add(place)
        goals = frozenset({option.beat for option in options} | ({place} if kind in OF_BEATS else set()))
        hopeless = self._hopeless(visits, goals, options, wanted)
        unmet = self._unmet(visits, options)
        clauses: set[Clause] = set()
        waiting: set[Clause] = set()
        for option in options:
            for visit in visits:
                waiting |= self._clauses(self.written[option.place].if_, visit)
        found: set[int] = set()
        while visits - found or waiting - clauses:
            for visit in visits - found:
                found.add(visit)
                person = self.story.visits[visit].person
                visits = visits | {one for one in range(visit) if self.story.visits[one].person == person}
                waiting |= self._opening(visit)
            for clause in waiting - clauses:
                clauses.add(clause)
                for name in names(clause.node):
                    for visit, needs in self.makers.get(name.path, ()):
                        if visit <= clause.visit:
                            visits = visits | {visit}
                            waiting = waiting | needs
        ordered = sorted(clauses, key=repr)
        return Decided(frozenset(found), tuple(map(self._test, ordered)), hopeless, unmet, goals)

    def made_in(self, path: Path, visits: Container[int]) -> bool:
        """Whether a name of conditions could change in some visits; of moods that is taken for granted."""
        return path[0] not in REMEMBERED or any(visit in visits for visit, _ in self.makers.get(path, ()))

    def _hopeless(
        self, visits: Iterable[int], goals: Collection[int], options: Sequence[StoryOption], wanted: Fact
    ) -> Callable[[State], bool]:
        """Whether a state has come too far: past every visit where it could be, or past a condition for good."""
        ways: dict[int, tuple[Collection[int], list[Holds]]] = {}
        for visit in visits:
            talk, written = self.possible.talks.get(visit), self.visits[visit]
            needed = [written.if_] if isinstance(written, model.Visit) else []
            if len(options) == 1 and wanted[0] == "offered":
                needed.append(self.written[options[0].place].if_)
            past = [test for condition in needed for test in self._past(condition, self.story.visits[visit].person)]
            ways[visit] = (talk.leading_to(goals) if talk else (), past)

        def hopeless(state: State) -> bool:
            for visit, (beats, past) in ways.items():
                if visit < state.visit or (visit == state.visit and state.phase == TALKING and state.beat not in beats):
                    continue
                if not any(test(state) for test in past):
                    return False
            return True

        return hopeless

    def _unmet(self, visits: Iterable[int], options: Sequence[StoryOption]) -> Callable[[State], int]:
        """How far a state is from what the lines that could show something need, and the visits that they are in."""
        ways: list[tuple[int, list[Callable[[State], int]]]] = []
        for visit in visits:
            talk, written = self.possible.talks.get(visit), self.visits[visit]
            begins = written.if_ if isinstance(written, model.Visit) else None
            lines = [self.written[one.place].if_ for one in options if talk and one.place in talk.options]
            for line in lines or [None]:
                parts = [part for condition in (begins, line) for part in _parts(condition) if not _of_the_clock(part)]
                ways.append((visit, [self._test(Clause(visit, part)) for part in parts]))

        def unmet(state: State) -> int:
            left = [tests for visit, tests in ways if visit >= state.visit]
            return min((sum(not test(state) for test in tests) for tests in left), default=0)

        return unmet

    def _past(self, condition: str | None, person: int) -> Iterator[Holds]:
        """Tests of a state that, once they hold, keep a condition from ever holding."""
        for part in _parts(condition):
            match part:
                case Not(Name(path)) if path[0] in LASTING:
                    yield partial(_above, reader_of(path, self.story.places), 0)
                case Comparison("==" | "<=", Name(("heard" | "met", _) as path), Number(most)):
                    yield partial(_above, reader_of(path, self.story.places), most)

    def _opening(self, visit: int) -> frozenset[Clause]:
        """What decides whether a visit begins, and with which beat."""
        written = self.visits[visit]
        conditions = [written.if_] if isinstance(written, model.Visit) else []
        if written.start is not None and not isinstance(written.start, str):
            conditions += [choice.if_ for choice in written.start]
        return frozenset(clause for condition in conditions for clause in self._clauses(condition, visit))

    def _clauses(self, condition: str | None, visit: int) -> frozenset[Clause]:
        """The clauses of a condition in a visit; none about the minutes left."""
        if condition is None:
            return frozenset()
        return frozenset(Clause(visit, leaf) for leaf in _leaves(parse(condition)) if not _of_the_clock(leaf))

    def _test(self, clause: Clause) -> Callable[[State], int]:
        """Whether a clause holds in a state, whoever is being talked with there."""
        person = self.story.visits[clause.visit].person
        somebody = self.story.people[person].id if person >= 0 else ""

        def reader(path: Path) -> Read:
            if len(path) == 1 and path[0] not in ANSWERS:
                path = (somebody, *path)
            elif path[0] == "asked" and len(path) == 2:
                path = (*path, somebody)
            return reader_of(path, self.story.places)

        return compile_condition(clause.node, reader)

    def _makers(self) -> Iterator[tuple[int, Path, frozenset[Clause]]]:
        """Visits that make a name of conditions true or higher, and what that itself depends on."""
        for visit, talk in self.possible.talks.items():
            for beat in talk.beats:
                yield visit, ("seen", self.story.beats[beat].id), frozenset()
                raises = self.story.beats[beat].raises
                if raises >= 0 and self.story.objections[raises].person == self.story.visits[visit].person:
                    yield visit, ("raised", self.story.objections[raises].id), frozenset()
            for place in talk.options:
                person = self.story.visits[visit].person
                for path in _makes(self.story, self.story.options[place], person):
                    yield visit, path, self._clauses(self.written[place].if_, visit)
            for event in self.story.visits[visit].events:
                written = self.scenario.events[event.place]
                for flag in written.sets:
                    yield visit, ("flag", flag), self._clauses(written.if_, visit)


LASTING: Final = frozenset({"seen", "picked", "raised", "inoculated", "promised", "kept", "flag"})
"""Truths that stay true once they are."""

REMEMBERED: Final = LASTING | {"heard", "met", "asked"}
"""The first words of the names that only lines, beats and events change."""


OF_BEATS: Final = frozenset({"beat", "left", "stuck", "ends"})
"""Kinds of facts about a beat as a whole."""


def _above(read: Read, most: int, state: State) -> bool:
    return read(state) > most


def _parts(condition: str | None) -> Sequence[Node]:
    """The clauses of a condition that must all hold."""
    node = None if condition is None else parse(condition)
    return node.parts if isinstance(node, And) else [node] if node else []


def _of_the_clock(node: Node) -> bool:
    """Whether a clause is about the minutes left."""
    return any(name.path == ("minutes_left",) for name in names(node))


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case Not(part):
            yield from _leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case _:
            yield node


def _makes(story: Story, option: StoryOption, person: int) -> Iterable[Path]:
    """The names of conditions that a line may change, but moods."""
    if option.hears is not None and story.concerns[option.hears[0]].person == person:
        yield "heard", story.concerns[option.hears[0]].id
    if option.meets >= 0 and story.objections[option.meets].person == person:
        yield "met", story.objections[option.meets].id
    if option.picks_up >= 0:
        yield "picked", story.cues[option.picks_up].id
    if option.ask >= 0:
        yield "asked", story.asks[option.ask].id
        yield "asked", story.asks[option.ask].id, story.people[person].id
    if any(row.inoculates for row in option.rows):
        yield "inoculated", story.people[person].id
    yield from made_for_sure(story, option)


def made_for_sure(story: Story, option: StoryOption) -> Iterator[Path]:
    """The truths that a line makes whenever it is said."""
    for promise in option.promises:
        yield "promised", story.promises[promise]
    for promise in option.keeps:
        yield "kept", story.promises[promise]
    for place, flag in enumerate(story.flags):
        if option.sets >> place & 1:
            yield "flag", flag


class Showing:
    """For each fact the options of a story by which a play can show it: where one is offered, or is chosen."""

    def __init__(self, story: Story) -> None:
        self._options: dict[Fact, list[StoryOption]] = {}
        for option in story.options:
            for one in {*_shows(story, option)}:
                self._options.setdefault(one, []).append(option)

    def of(self, wanted: Fact) -> Sequence[StoryOption]:
        """The options for a fact."""
        return self._options.get(_ANYBODY if wanted[0] == "inoculated" else wanted, ())


_ANYBODY: Final = fact("inoculated", -1)


def _shows(story: Story, option: StoryOption) -> Iterator[Fact]:
    """The facts that being offered an option, or choosing it, can show."""
    yield from (fact(kind, option.place) for kind in ("offered", "tested"))
    yield fact("left", option.beat)
    yield fact("raised", story.beats[option.beat].raises)
    yield fact("picked", option.picks_up)
    yield fact("asked", option.ask)
    if option.hears is not None:
        yield fact("opened", *option.hears)
    yield from (fact("promised", promise) for promise in option.promises)
    yield from (fact(kind, promise) for promise in option.keeps for kind in ("kept", "kept_at_all"))
    yield from (fact("flag", place) for place in range(len(story.flags)) if option.sets >> place & 1)
    yield from (fact("beat", target) for target in option.then)
    if any(row.inoculates for row in option.rows):
        yield _ANYBODY
