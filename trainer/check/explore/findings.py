"""What is wrong in some play, or in all of them: W101 to W106 and S210, read off an exploration.

The places are those of `structure`, which tells a part of this while an author types.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from trainer.check.explore.blocking import Seen, why_never
from trainer.check.explore.exploration import Explored
from trainer.check.explore.facts import answered_politely, ends_of
from trainer.check.problem import Problem
from trainer.check.readings import readings
from trainer.conversation.story import StoryOption
from trainer.scenario.conditions import parse
from trainer.scenario.report import listed

Place = tuple[str | int, ...]

LONGEST_WALK: Final = 40
"""Choices of a witness that a finding shows; nobody reads more."""


def findings(explored: Explored) -> list[Problem]:
    """Everything wrong that the exploration shows. What the budget left open is not claimed."""
    return list(_Findings(explored).problems())


class _Findings:
    def __init__(self, explored: Explored) -> None:
        self.explored = explored
        self.scenario = explored.scenario
        self.story = explored.story
        self.facts = explored.facts

    def problems(self) -> Iterator[Problem]:
        yield from self._unreached()
        yield from self._in_beats()
        yield from self._stuck()
        yield from self._clock_alone()
        yield from self._people()
        yield from self._loose_ends()
        yield from self._polite()

    def _unreached(self) -> Iterator[Problem]:
        """W101."""
        story, facts, open_ = self.story, self.facts, self.explored.open
        for place, beat in enumerate(story.beats):
            if place in facts.beats or place in open_.beats:
                continue
            leading = self._leading_to(place)
            if leading:
                message = "no play comes to this beat: no play makes a choice that leads here"
                hint = f"look at {listed(leading, 4)}"
            else:
                message, hint = "no play comes to this beat: nothing leads here", "name it behind a then, or delete it"
            yield Problem(("beats", beat.id), "W101", message, hint, of_key=True)
        key = "stops" if story.shift else "visits"
        for index, visit in enumerate(story.visits):
            if index in facts.visits or index in open_.visits or visit.person < 0:
                continue
            written = None if self.scenario.visits is None else self.scenario.visits[index].if_
            turns = self.explored.turns.get(index)
            if written is not None and turns is not None and turns.size:
                reason = why_never(parse(written), self.explored.space, [turns])
                message = f"no play comes to this visit: it needs {reason}"
            else:
                message = f"no play comes to this {key[:-1]}: its turn never comes"
            yield Problem((key, index), "W101", message, "change what it needs, or delete it")

    def _leading_to(self, place: int) -> list[str]:
        """What names a beat: options as beat.option, visits by their ids."""
        story = self.story
        options = [f"{story.beats[option.beat].id}.{option.id}" for option in story.options if place in option.then]
        return options + [visit.id for visit in story.visits if any(beat == place for _, beat in visit.starts)]

    def _in_beats(self) -> Iterator[Problem]:
        """W102, and W105 of cues, in beats that are reached."""
        story, facts, open_ = self.story, self.facts, self.explored.open
        for place in sorted(facts.beats - open_.beats):
            beat = story.beats[place]
            for index, option in enumerate(beat.options):
                if option.place not in facts.offered:
                    yield self._never_offered(option, index)
            for cue in beat.cues:
                if cue in facts.picked or any(
                    option.picks_up == cue and option.beat in open_.beats for option in story.options
                ):
                    continue
                yield self._never_picked(beat.id, cue)

    def _never_offered(self, option: StoryOption, index: int) -> Problem:
        beat = self.story.beats[option.beat].id
        condition = self.scenario.beats[beat].options[index].if_
        seen = self._states_of(option.beat)
        if condition is None or not seen:
            reason, hint = "it was chosen before, in every play that comes here", "write again: true, or delete it"
        else:
            reason = f"it needs {why_never(parse(condition), self.explored.space, seen)}"
            hint = "change the condition, or what leads here, or delete the option"
        return Problem(("beats", beat, "options", index), "W102", f"no play offers this option: {reason}", hint)

    def _states_of(self, beat: int) -> list[Seen]:
        """Every state of a beat in which a play can be."""
        return [
            Seen(chunk.columns(), chunk.count, graph.plan.person)
            for graph in self.explored.visits.values()
            for chunk in graph.chunks
            if chunk.beat == beat and chunk.count
        ]

    def _never_picked(self, beat: str, cue: int) -> Problem:
        story = self.story
        lasts = story.cues[cue].lasts
        somebody = any(option.picks_up == cue for option in story.options)
        choices = "choice" if lasts == 1 else f"{lasts} choices"
        message = "nobody can pick up this cue: " + (
            f"no option that does is offered within the {choices} that it stays open" if somebody else "no option does"
        )
        id_ = story.cues[cue].id
        hint = f"write picks_up: {id_} on an option of this beat{', or let it last longer' if somebody else ''}"
        return Problem(("beats", beat, "cues", id_), "W105", message, hint, of_key=True)

    def _stuck(self) -> Iterator[Problem]:
        """W103, with a walk."""
        for beat in sorted(self.facts.stuck):
            id_ = self.story.beats[beat].id
            always = not self.story.beats[beat].options
            walk = self._shortest(
                (visit, int(node))
                for visit, graph in self.explored.visits.items()
                for node in graph.stuck.get(beat, ())
            )
            if always:
                message = "nothing is offered here: this beat has no options"
            elif walk is None:
                message = "in some plays nothing is offered here"
            else:
                message = f"in some plays nothing is offered here: {_walk('this walk gets stuck', walk)}"
            yield Problem(("beats", id_), "W103", message, "give it an option that is always offered", of_key=True)

    def _shortest(self, nodes: Iterator[tuple[int, int]]) -> list[str] | None:
        return self.explored.walk_to(list(nodes))

    def _clock_alone(self) -> Iterator[Problem]:
        """W104."""
        if self.explored.open.beats:
            return
        ending = ends_of(self.facts)
        for beat in sorted(self.facts.beats - ending - self.facts.stuck):
            yield Problem(
                ("beats", self.story.beats[beat].id),
                "W104",
                "only the clock ends a talk that comes here: no choice from here on leads to end",
                "give this beat, or one that it leads to, an option with then: end",
                of_key=True,
            )

    def _people(self) -> Iterator[Problem]:
        """W105 of concerns, objections and asks."""
        if self.explored.open.visits:
            return
        story, facts = self.story, self.facts
        for place, concern in enumerate(story.concerns):
            person = story.people[concern.person]
            for depth in range(1, concern.depths + 1):
                if (place, depth) in facts.opened:
                    continue
                first = depth == 1 or (place, depth - 1) in facts.opened
                reason = (
                    f"no option that hears it is offered in a talk with {person.name} when its turn has come"
                    if first
                    else f"{concern.id}.{depth - 1} comes first, and no play opens that"
                )
                yield Problem(
                    ("people", person.id, "concerns", concern.id, depth - 1),
                    "W105",
                    f"no play opens {concern.id}.{depth}: {reason}",
                    f"write hears: {concern.id}.{depth} on an option, or delete this depth",
                )
        for place, objection in enumerate(story.objections):
            if place not in facts.raised:
                person = story.people[objection.person]
                yield Problem(
                    ("people", person.id, "objections", objection.id),
                    "W105",
                    f"no play raises this objection: no talk with {person.name} comes to a beat that raises it",
                    f"write raises: {objection.id} in a beat, or delete it",
                    of_key=True,
                )
        made = {ask for ask, _, _ in facts.answers} | facts.asked
        for place, ask in enumerate(story.asks):
            if place not in made:
                yield Problem(
                    ("asks", ask.id),
                    "W105",
                    "no play makes this ask: no option that has it is ever offered",
                    f"write an option with move: ask and ask: {ask.id}, or delete it",
                    of_key=True,
                )

    def _loose_ends(self) -> Iterator[Problem]:
        """W106."""
        if self.explored.open.visits:
            return
        told: set[tuple[str, ...]] = set()
        read: set[tuple[str, ...]] = set()
        for reading in readings(self.scenario):
            path = reading.name.path
            read.add(path)
            if reading.in_walk or len(path) != 2 or path in told or self._comes_true(*path):
                continue
            told.add(path)
            what, hint = _NEVER_TRUE[path[0]]
            yield Problem(
                reading.place, "W106", f"{path[0]}.{path[1]} is never true: {what}", hint.format(id=path[1]),
                offset=reading.name.offset, length=reading.name.length,
            )  # fmt: skip
        yield from self._made_in_vain(read)

    def _comes_true(self, kind: str, id_: str) -> bool:
        """Whether some play makes a truth that a condition reads true; of other names, yes."""
        facts, places = self.facts, self.story.places
        known = {
            "flag": (places.flags, facts.flags),
            "picked": (places.cues, facts.picked),
            "promised": (places.promises, facts.promised),
            "kept": (places.promises, facts.kept_at_all),
            "inoculated": (places.people, facts.inoculated),
        }.get(kind)
        if known is None or id_ in ("trust", "fear", "hope", "anger", "readiness"):
            return True
        ids, true = known
        return id_ in ids and ids[id_] in true

    def _made_in_vain(self, read: set[tuple[str, ...]]) -> Iterator[Problem]:
        """Flags that nothing reads and promises that no play keeps, each at the first line that makes it."""
        facts, places = self.facts, self.story.places
        told: set[tuple[str, str]] = set()
        for path, kind, id_ in self._made():
            if (kind, id_) in told or ((kind, id_) in read and kind == "flag"):
                continue
            if kind == "promised" and (
                places.promises[id_] in facts.kept or places.promises[id_] not in facts.promised
            ):
                continue
            told.add((kind, id_))
            if kind == "flag":
                message, hint = f"the flag {id_} is set and never read", f"read flag.{id_} in a condition, or delete it"
            else:
                message = f"no play keeps the promise {id_}, so it is broken whatever the trainee does"
                hint = f"write keeps: {id_} on an option of a later visit with the same person, or delete the promise"
            yield Problem(path, "W106", message, hint)

    def _made(self) -> Iterator[tuple[Place, str, str]]:
        """Every flag set and promise made, with its place."""
        for id_, beat in self.scenario.beats.items():
            for index, option in enumerate(beat.options):
                made: Sequence[tuple[str, str, Sequence[str]]] = (
                    ("sets", "flag", option.sets),
                    ("promises", "promised", option.promises),
                )
                for key, kind, ids in made:
                    for number, one in enumerate(ids):
                        yield ("beats", id_, "options", index, key, number), kind, one
        for index, event in enumerate(self.scenario.events):
            for number, one in enumerate(event.sets):
                yield ("events", index, "sets", number), "flag", one

    def _polite(self) -> Iterator[Problem]:
        """S210: asks after whose polite yes no play finds anything to test it with."""
        lonely: dict[int, list[tuple[int, int]]] = {}
        tested = set(self.facts.tested)
        for visit, graph in self.explored.visits.items():
            for option, nodes, followed in answered_politely(graph, self.explored.space):
                if followed:
                    tested.add(option)
                lonely.setdefault(option, []).extend((visit, int(node)) for node in nodes)
        for option, places in sorted(lonely.items()):
            if option in tested or not places or self.story.options[option].beat in self.explored.open.beats:
                continue
            walk = self.explored.walk_to(places)
            beat = self.story.beats[self.story.options[option].beat]
            index = next(number for number, one in enumerate(beat.options) if one.place == option)
            message = (
                "after a polite yes to this ask the visit offers no question, no ask and nothing to prepare them with, "
                "so a trainee cannot find out what it is worth"
            )
            if walk is not None:
                message += f": {_walk('as in this walk', walk)}"
            yield Problem(
                ("beats", beat.id, "options", index), "S210", message,
                "lead polite_yes to a beat with a question such as “What would get in the way?”",
            )  # fmt: skip


_NEVER_TRUE: Final = {
    "flag": ("no play sets it", "write sets: {id} on an option or in an event, or delete it here"),
    "picked": (
        "no play picks up that cue",
        "write picks_up: {id} on an option that is offered while the cue is open, or delete it here",
    ),
    "promised": ("no play makes that promise", "write promises: {id} on an option, or delete it here"),
    "kept": ("no play keeps that promise", "write keeps: {id} on an option that can be offered, or delete it here"),
    "inoculated": (
        "no play prepares them for what will come",
        "offer a question or information in step: inoculate after they said yes, or delete it here",
    ),
}


def _walk(what: str, choices: Sequence[str]) -> str:
    if not choices:
        return f"{what} before its first choice"
    shown = ", ".join(choices[:LONGEST_WALK])
    more = len(choices) - LONGEST_WALK
    return f"{what}: {shown}{f' and {more} choices more' if more > 0 else ''}"
