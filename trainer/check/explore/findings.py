"""What is wrong in some play, or in all of them: W101 to W106 and S210, read off an exploration.

The places are those of `structure`, which tells a part of this while an author types.
"""

from collections.abc import Iterator, Sequence

from trainer.check.explore.blocking import Seen, why_never
from trainer.check.explore.exploration import Explored
from trainer.check.explore.facts import answered_politely, ends_of
from trainer.check.problem import Problem
from trainer.check.readings import readings
from trainer.check.saying import (
    LONGEST_WALK,
    ask_not_made,
    beat_unreached,
    cue_not_picked,
    depth_not_opened,
    flag_not_read,
    never_true,
    no_options,
    objection_not_raised,
    only_the_clock,
    polite_yes_untested,
    promise_not_kept,
)  # fmt: skip
from trainer.conversation.story import StoryOption
from trainer.language import _
from trainer.scenario.conditions import parse
from trainer.scenario.report import listed

Place = tuple[str | int, ...]


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
            message, hint = beat_unreached(self._leading_to(place))
            yield Problem(("beats", beat.id), "W101", message, hint, of_key=True)
        key = "stops" if story.shift else "visits"
        for index, visit in enumerate(story.visits):
            if index in facts.visits or index in open_.visits or visit.person < 0:
                continue
            written = None if self.scenario.visits is None else self.scenario.visits[index].if_
            turns = self.explored.turns.get(index)
            if written is not None and turns is not None and turns.size:
                reason = why_never(parse(written), self.explored.space, [turns])
                message = _("no play comes to this visit: it needs {reason}").format(reason=reason)
            elif story.shift:
                message = _("no play comes to this stop: its turn never comes")
            else:
                message = _("no play comes to this visit: its turn never comes")
            yield Problem((key, index), "W101", message, _("change what it needs, or delete it"))

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
            message = _("no play offers this option: it was chosen before, in every play that comes here")
            hint = _("write again: true, or delete it")
        else:
            reason = why_never(parse(condition), self.explored.space, seen)
            message = _("no play offers this option: it needs {reason}").format(reason=reason)
            hint = _("change the condition, or what leads here, or delete the option")
        return Problem(("beats", beat, "options", index), "W102", message, hint)

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
        id_ = story.cues[cue].id
        message, hint = cue_not_picked(id_, lasts, somebody)
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
                message = no_options()[0]
            elif walk is None:
                message = _("in some plays nothing is offered here")
            elif not walk:
                message = _("in some plays nothing is offered here: they get stuck before the first choice")
            else:
                message = _("in some plays nothing is offered here: this walk gets stuck: {choices}")
            yield Problem(
                ("beats", id_), "W103", message.format(choices=listed(walk or (), LONGEST_WALK)),
                _("give it an option that is always offered"), of_key=True,
            )  # fmt: skip

    def _shortest(self, nodes: Iterator[tuple[int, int]]) -> list[str] | None:
        return self.explored.walk_to(list(nodes))

    def _clock_alone(self) -> Iterator[Problem]:
        """W104."""
        if self.explored.open.beats:
            return
        ending = ends_of(self.facts)
        for beat in sorted(self.facts.beats - ending - self.facts.stuck):
            yield Problem(("beats", self.story.beats[beat].id), "W104", *only_the_clock(), of_key=True)

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
                message, hint = depth_not_opened(concern.id, depth, person.name, first)
                yield Problem(("people", person.id, "concerns", concern.id, depth - 1), "W105", message, hint)
        for place, objection in enumerate(story.objections):
            if place not in facts.raised:
                person = story.people[objection.person]
                message, hint = objection_not_raised(objection.id, person.name)
                yield Problem(("people", person.id, "objections", objection.id), "W105", message, hint, of_key=True)
        made = {ask for ask, _, _ in facts.answers} | facts.asked
        for place, ask in enumerate(story.asks):
            if place not in made:
                yield Problem(("asks", ask.id), "W105", *ask_not_made(ask.id), of_key=True)

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
            yield Problem(
                reading.place, "W106", *never_true(*path), offset=reading.name.offset, length=reading.name.length
            )
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
            message, hint = flag_not_read(id_) if kind == "flag" else promise_not_kept(id_)
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
            yield Problem(("beats", beat.id, "options", index), "S210", *polite_yes_untested(walk))
