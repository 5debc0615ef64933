"""A story: a scenario compiled for playing, with beats, options and conditions as flat tuples and small ints."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from scoring.moves import MOODS
from scoring.transcript import Head, HeadAsk, HeadPerson, HeadVisit, Offered
from trainer.conversation.reactions import ROWS, Effect, Row
from trainer.conversation.readers import Places, reader_of
from trainer.conversation.state import State
from trainer.scenario.conditions import compile_condition, parse

if TYPE_CHECKING:
    from trainer.scenario import model

STAY = -1
"""Destination of an option that stays in its beat."""

END = -2
"""Destination of an option that ends the visit."""

WORDS_A_MINUTE = 150
"""How fast people speak; a line's minutes come from its words and the reply's."""

Holds = Callable[[State], bool]
Wordings = tuple[tuple[Holds | None, str], ...]


class StoryPerson(NamedTuple):
    """A person as the engine needs them; moods in the order of MOODS."""

    id: str
    name: str
    moods: tuple[int, ...]


class Concern(NamedTuple):
    """What a person cares about, with how many depths it has."""

    id: str
    person: int
    depths: int


class StoryObjection(NamedTuple):
    """What a person holds against acting, in their own words."""

    id: str
    person: int
    says: str


class StoryCue(NamedTuple):
    """A cue and how many choices it stays open."""

    id: str
    beat: int
    lasts: int
    shows: str


class StoryAsk(NamedTuple):
    """An ask; whoever's readiness reaches `threshold` means yes."""

    id: str
    risk: int
    threshold: int


class StoryOption(NamedTuple):
    """One thing that the trainee can say or do. `place` counts through the whole story."""

    place: int
    beat: int
    id: str
    holds: Holds | None
    again: bool
    waits: bool
    say: str
    say_words: int
    move: str
    step: str
    rows: tuple[Row, ...]
    effects: tuple[Effect, ...] | None
    hears: tuple[int, int] | None
    picks_up: int
    recalls: tuple[int, int] | None
    meets: int
    ask: int
    promises: tuple[int, ...]
    keeps: tuple[int, ...]
    sets: int
    minutes: int | None
    reply: Wordings
    then: tuple[int, int, int]
    offered: Offered


class StoryBeat(NamedTuple):
    """A moment. `options` are the story's options of this beat, in the author's order."""

    place: int
    id: str
    step: str
    narration: str
    says: Wordings
    cues: tuple[int, ...]
    raises: int
    fixed: bool
    options: tuple[StoryOption, ...]


class StoryEvent(NamedTuple):
    """Something that happens when a visit ends."""

    place: int
    holds: Holds | None
    text: str
    effects: tuple[Effect, ...]
    sets: int


class StoryVisit(NamedTuple):
    """A talk with someone, and what happens after it. A stop of a shift where nobody answers has person -1."""

    id: str
    person: int
    title: str
    when: str
    where: str
    clock: int
    holds: Holds | None
    starts: tuple[tuple[Holds | None, int], ...]
    events: tuple[StoryEvent, ...]


class StoryShift(NamedTuple):
    """The frame of a shift: its one clock, and the minutes that follow every knock."""

    minutes: int
    between: int


class Story(NamedTuple):
    """A scenario ready to be played. `visits` are the stops where the scenario is a shift."""

    head: Head
    places: Places
    people: tuple[StoryPerson, ...]
    concerns: tuple[Concern, ...]
    objections: tuple[StoryObjection, ...]
    cues: tuple[StoryCue, ...]
    asks: tuple[StoryAsk, ...]
    promises: tuple[str, ...]
    flags: tuple[str, ...]
    visits: tuple[StoryVisit, ...]
    shift: StoryShift | None
    beats: tuple[StoryBeat, ...]
    options: tuple[StoryOption, ...]

    def option(self, beat: int, id_: str) -> StoryOption | None:
        """The option of this id in a beat, whether or not it is offered."""
        return next((option for option in self.beats[beat].options if option.id == id_), None)


def compile_story(scenario: model.Scenario) -> Story:
    """Compile a scenario in which `check` found no error.

    Raises KeyError or ConditionError where the scenario was never checked and names what does not exist.
    """
    return _Compiler(scenario).story()


@lru_cache(maxsize=10_000)
def words(text: str) -> int:
    """How many words a text has, gestures included."""
    return len(text.split())


def minutes_of(option: StoryOption, reply: str) -> int:
    """Minutes that a line takes: what its author says, or its words and the reply's at 150 a minute, at least 1."""
    if option.minutes is not None:
        return option.minutes
    return max(1, math.ceil((option.say_words + words(reply)) / WORDS_A_MINUTE))


def most_minutes_of(option: StoryOption) -> int:
    """The minutes that a line takes with its longest reply."""
    return max([minutes_of(option, text) for _, text in option.reply], default=minutes_of(option, ""))


class _Compiler:
    """Turns ids into places. One instance serves one scenario."""

    def __init__(self, scenario: model.Scenario) -> None:
        self.scenario = scenario
        people = scenario.people
        self.people = _numbered(people)
        self.concerns = _numbered(c for p in people.values() for c in p.concerns)
        self.objections = _numbered(o for p in people.values() for o in p.objections)
        self.beats = _numbered(scenario.beats)
        self.cues = _numbered(c for beat in scenario.beats.values() for c in beat.cues)
        self.asks = _numbered(scenario.asks)
        options = [option for beat in scenario.beats.values() for option in beat.options]
        self.promises = _numbered(p for option in options for p in (*option.promises, *option.keeps))
        flags = [f for option in options for f in option.sets]
        self.flags = _numbered([*flags, *(f for event in scenario.events for f in event.sets)])
        self.places = Places(
            people=self.people,
            concerns=self.concerns,
            objections=self.objections,
            cues=self.cues,
            asks=self.asks,
            beats=self.beats,
            promises=self.promises,
            flags=self.flags,
        )
        self.option_count = 0

    def story(self) -> Story:
        scenario = self.scenario
        beats = tuple(self.beat(id_, beat) for id_, beat in scenario.beats.items())
        return Story(
            head=head_of(scenario),
            places=self.places,
            people=tuple(
                StoryPerson(id_, person.name, tuple(getattr(person.mood, mood) for mood in MOODS))
                for id_, person in scenario.people.items()
            ),
            concerns=tuple(
                Concern(id_, self.people[owner], len(depths))
                for owner, person in scenario.people.items()
                for id_, depths in person.concerns.items()
            ),
            objections=tuple(
                StoryObjection(id_, self.people[owner], objection.says)
                for owner, person in scenario.people.items()
                for id_, objection in person.objections.items()
            ),
            cues=tuple(
                StoryCue(id_, self.beats[beat_id], cue.lasts, cue.shows)
                for beat_id, beat in scenario.beats.items()
                for id_, cue in beat.cues.items()
            ),
            asks=tuple(StoryAsk(id_, ask.risk, 4 * ask.risk + 2) for id_, ask in scenario.asks.items()),
            promises=tuple(self.promises),
            flags=tuple(self.flags),
            visits=(
                *(self.visit(visit) for visit in scenario.visits or []),
                *(self.stop(stop) for stop in scenario.stops or []),
            ),
            shift=StoryShift(scenario.shift.minutes, scenario.shift.between) if scenario.shift else None,
            beats=beats,
            options=tuple(option for beat in beats for option in beat.options),
        )

    def holds(self, condition: str | None) -> Holds | None:
        return (
            None
            if condition is None
            else compile_condition(parse(condition), lambda path: reader_of(path, self.places))
        )

    def wordings(self, wording: str | Sequence[model.Variant] | None) -> Wordings:
        if wording is None:
            return ()
        if isinstance(wording, str):
            return ((None, str(wording)),)
        return tuple((self.holds(variant.if_), str(variant.text)) for variant in wording)

    def effects(self, effects: Mapping[str, int]) -> tuple[Effect, ...]:
        return tuple(self.effect(name, change) for name, change in effects.items())

    def effect(self, name: str, change: int) -> Effect:
        person, _, mood = name.rpartition(".")
        return Effect(self.people[person] if person else None, MOODS.index(mood), change)

    def depth(self, reference: str | None) -> tuple[int, int] | None:
        if reference is None:
            return None
        concern, _, depth = reference.rpartition(".")
        return self.concerns[concern], int(depth)

    def bits(self, ids: Iterable[str], places: Mapping[str, int]) -> int:
        return sum({1 << places[id_] for id_ in ids})

    def destination(self, target: str | None, present: str) -> int:
        if target is None or target == present:
            return STAY
        return END if target == "end" else self.beats[target]

    def beat(self, id_: str, beat: model.Beat) -> StoryBeat:
        return StoryBeat(
            place=self.beats[id_],
            id=id_,
            step=beat.step,
            narration=str(beat.narration or ""),
            says=self.wordings(beat.says),
            cues=tuple(self.cues[cue] for cue in beat.cues),
            raises=-1 if beat.raises is None else self.objections[beat.raises],
            fixed=beat.order == "fixed",
            options=tuple(self.option(id_, beat, option) for option in beat.options),
        )

    def option(self, beat_id: str, beat: model.Beat, option: model.Option) -> StoryOption:
        move = "silence" if option.wait else str(option.move)
        step = option.step or beat.step
        then = option.then
        targets = (then,) * 3 if then is None or isinstance(then, str) else (then.yes, then.polite_yes, then.no)
        yes, polite_yes, no = (self.destination(target, beat_id) for target in targets)
        say = str(option.say or "")
        index = self.option_count
        self.option_count += 1
        return StoryOption(
            place=index,
            beat=self.beats[beat_id],
            id=str(option.id),
            holds=self.holds(option.if_),
            again=option.again,
            waits=option.wait,
            say=say,
            say_words=words(say),
            move=move,
            step=step,
            rows=tuple(row for row in ROWS if move in row.moves and (row.steps is None or step in row.steps)),
            effects=None if option.effects is None else self.effects(option.effects),
            hears=self.depth(option.hears),
            picks_up=-1 if option.picks_up is None else self.cues[option.picks_up],
            recalls=self.depth(option.recalls),
            meets=-1 if option.meets is None else self.objections[option.meets],
            ask=-1 if option.ask is None else self.asks[option.ask],
            promises=tuple(self.promises[promise] for promise in option.promises),
            keeps=tuple(self.promises[promise] for promise in option.keeps),
            sets=self.bits(option.sets, self.flags),
            minutes=option.minutes,
            reply=self.wordings(option.reply),
            then=(yes, polite_yes, no),
            offered=Offered(str(option.id), move, tags_of(option), say, step),
        )

    def visit(self, visit: model.Visit) -> StoryVisit:
        return StoryVisit(
            id=str(visit.id),
            person=self.people[visit.with_],
            title=str(visit.title or ""),
            when=str(visit.when or ""),
            where=str(visit.where or ""),
            clock=visit.clock,
            holds=self.holds(visit.if_),
            starts=self.starts(visit.start),
            events=self.events(visit.id),
        )

    def stop(self, stop: model.Stop) -> StoryVisit:
        return StoryVisit(
            id=str(stop.id),
            person=-1 if stop.with_ is None else self.people[stop.with_],
            title=str(stop.label),
            when="",
            where="",
            clock=0,
            holds=None,
            starts=() if stop.start is None else self.starts(stop.start),
            events=self.events(stop.id),
        )

    def starts(self, start: str | Sequence[model.StartChoice]) -> tuple[tuple[Holds | None, int], ...]:
        if isinstance(start, str):
            return ((None, self.beats[start]),)
        return tuple((self.holds(choice.if_), self.beats[choice.beat]) for choice in start)

    def events(self, visit_id: str) -> tuple[StoryEvent, ...]:
        return tuple(
            StoryEvent(
                place=place,
                holds=self.holds(event.if_),
                text=str(event.text or ""),
                effects=self.effects(event.effects),
                sets=self.bits(event.sets, self.flags),
            )
            for place, event in enumerate(self.scenario.events)
            if event.after == visit_id
        )


def _numbered(ids: Iterable[str]) -> dict[str, int]:
    return {id_: place for place, id_ in enumerate(dict.fromkeys(str(id_) for id_ in ids))}


def tags_of(option: model.Option) -> dict[str, Any]:
    """What an option says of itself for the transcript, in the words of the format."""
    single = {
        "hears": option.hears,
        "picks_up": option.picks_up,
        "recalls": option.recalls,
        "meets": option.meets,
        "ask": option.ask,
        "next": option.next,
        "habit": option.habit,
        "fact": option.fact,
        "step": option.step,
    }
    tags: dict[str, Any] = {key: str(value) for key, value in single.items() if value is not None}
    many: dict[str, Sequence[str]] = {
        "promises": option.promises,
        "keeps": option.keeps,
        "sets": option.sets,
        "plan": option.plan or [],
    }
    tags.update({key: [str(value) for value in values] for key, values in many.items() if values})
    if option.wait:
        tags["wait"] = True
    return tags


def head_of(scenario: model.Scenario) -> Head:
    """The head of every transcript of a scenario."""
    return Head(
        scenario=str(scenario.id),
        form=scenario.form,
        method=scenario.method,
        teaches=tuple(scenario.teaches),
        people={
            str(id_): HeadPerson(
                str(person.name),
                {str(concern): len(depths) for concern, depths in person.concerns.items()},
                tuple(str(objection) for objection in person.objections),
            )
            for id_, person in scenario.people.items()
        },
        asks={
            str(id_): HeadAsk(str(ask.title), ask.risk, ask.who, ask.when, ask.where)
            for id_, ask in scenario.asks.items()
        },
        visits=(
            *(HeadVisit(str(v.id), str(v.with_), str(v.title or "")) for v in scenario.visits or []),
            *(
                HeadVisit(
                    str(stop.id),
                    None if stop.with_ is None else str(stop.with_),
                    str(stop.label),
                    {"code": stop.truth.code} | ({"support": stop.truth.support} if stop.truth.support else {}),
                )
                for stop in scenario.stops or []
            ),
        ),
        shift={key: getattr(scenario.shift, key) for key in ("minutes", "between", "par", "kind") if scenario.shift},
    )
