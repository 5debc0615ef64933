"""The map of a scenario: for each visit its beats in layers, what leads from one to another, and what no play reaches.

`map_of` gives it as one value; the screens draw it in the terminal, `graph_text` and `graph_svg` write it as a file.
A beat that several visits use stands in the map of each.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from trainer.bench.graph_layers import layers_of
from trainer.scenario.model import Answers, Beat, Option, Scenario, Step, Stop, Visit

END: Final = "end"
STAYS: Final = ""
"""The target of an option after which the talk stays in its beat."""

BUDGET: Final = 3_200_000
"""States that may be looked at to say exactly what is reached: a few seconds at most."""

LETTERS: Final[dict[Step, str]] = {
    "open": "O", "issue": "I", "agitate": "A", "hope": "H", "ask": "K", "objection": "B", "inoculate": "N",
    "follow_up": "F",
}  # fmt: skip
"""One letter a step, so that no colour is needed to tell them apart."""


class MapWay(NamedTuple):
    """Where an option leads: a beat, END or STAYS; of an ask after one answer (yes, polite yes, no)."""

    answer: str
    target: str


class MapOption(NamedTuple):
    """An option as the map shows it. `reached` is whether a play offers it in this visit."""

    id: str
    say: str
    move: str
    habit: str
    condition: str
    ways: tuple[MapWay, ...]
    reached: bool


class MapBeat(NamedTuple):
    """A beat in a visit: its step, its first words, whether the visit may start with it and under which condition.

    `layer` counts from 0, the starts; `reached` is whether a play comes to it in this visit.
    """

    id: str
    step: Step
    says: str
    raises: str
    starts: bool
    start_condition: str
    layer: int
    options: tuple[MapOption, ...]
    reached: bool


class MapEdge(NamedTuple):
    """Options that lead from one beat to another beat or to END, with the answer that does where it is an ask's.

    `back` where the target does not stand in a later layer.
    """

    source: str
    target: str
    options: tuple[str, ...]
    answers: tuple[str, ...]
    back: bool


class MapVisit(NamedTuple):
    """A visit or stop: who, how long, under which condition, and its beats by layer.

    `layers` hold the ids of the beats from top to bottom. A stop where nobody answers has none. `clock` is None in a
    shift, whose one clock is the map's. `exact` tells whether what is reached was found by looking at every play.
    """

    id: str
    title: str
    person: str
    clock: int | None
    condition: str
    layers: tuple[tuple[str, ...], ...]
    beats: dict[str, MapBeat]
    edges: tuple[MapEdge, ...]
    reached: bool
    exact: bool


class Map(NamedTuple):
    """A scenario's map. `lost` are beats that stand in no visit; `clock` is a shift's, otherwise None."""

    id: str
    title: str
    clock: int | None
    visits: tuple[MapVisit, ...]
    lost: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether every visit's reach was found by looking at every play."""
        return all(visit.exact for visit in self.visits)


class _Reach(NamedTuple):
    """Beats and options that plays come to, by the place of the visit, and up to which visit that is exact."""

    beats: set[tuple[int, str]]
    options: set[tuple[int, str, str]]
    visits: set[int]
    exact_before: int


def map_of(scenario: Scenario, budget: int = BUDGET) -> Map:
    """The map of a scenario.

    What is reached is found by looking at every play, as far as `budget` states go; beyond, what the text alone rules
    out is shown as not reached, and `exact` is False there. A budget of 0 looks at the text alone, in a moment.
    """
    reach = _reach(scenario, budget)
    visits: list[Visit | Stop] = [*(scenario.visits or scenario.stops or ())]
    drawn = tuple(_visit(scenario, place, visit, reach) for place, visit in enumerate(visits))
    known = {beat for visit in drawn for beat in visit.beats}
    return Map(
        scenario.id,
        scenario.title,
        scenario.shift.minutes if scenario.shift else None,
        drawn,
        tuple(beat for beat in scenario.beats if beat not in known),
    )


def _visit(scenario: Scenario, place: int, visit: Visit | Stop, reach: _Reach) -> MapVisit:
    starts = dict(_starts(visit))
    ids = _from_starts(scenario, starts)
    ways = {beat: {way.target for _option, way in _ways(scenario.beats[beat], beat)} for beat in ids}
    layers = layers_of(ids, tuple(starts), {beat: [to for to in ids if to in ways[beat]] for beat in ids})
    layer_of = {beat: number for number, layer in enumerate(layers) for beat in layer}
    beats = {
        beat: _beat(scenario, place, beat, starts.get(beat), layer_of[beat], reach)
        for layer in layers
        for beat in layer
    }
    person = scenario.people.get(visit.with_ or "")
    return MapVisit(
        visit.id,
        (visit.title or "") if isinstance(visit, Visit) else visit.label,
        person.name if person else "",
        visit.clock if isinstance(visit, Visit) else None,
        (visit.if_ or "") if isinstance(visit, Visit) else "",
        layers,
        beats,
        tuple(_edges(scenario, ids, layer_of)),
        place in reach.visits,
        place < reach.exact_before,
    )


def _beat(scenario: Scenario, place: int, beat: str, condition: str | None, layer: int, reach: _Reach) -> MapBeat:
    written = scenario.beats[beat]
    return MapBeat(
        beat,
        written.step,
        _first_words(scenario, written),
        written.raises or "",
        condition is not None,
        condition or "",
        layer,
        tuple(
            MapOption(
                option.id,
                option.say or "",
                option.move or "silence",
                option.habit or "",
                option.if_ or "",
                _ways_of(option, beat),
                (place, beat, option.id) in reach.options,
            )
            for option in written.options
        ),
        (place, beat) in reach.beats,
    )


def _starts(visit: Visit | Stop) -> Iterator[tuple[str, str]]:
    """The beats that a visit may start with, each with its condition."""
    if isinstance(visit.start, str):
        yield visit.start, ""
    else:
        seen = set()
        for choice in visit.start or ():
            if choice.beat not in seen:
                seen.add(choice.beat)
                yield choice.beat, choice.if_ or ""


def _from_starts(scenario: Scenario, starts: dict[str, str]) -> list[str]:
    """Every beat to which a line of options leads from the starts, the nearest first."""
    found = list(starts)
    for beat in found:
        for _option, way in _ways(scenario.beats[beat], beat):
            if way.target not in (END, STAYS) and way.target not in found:
                found.append(way.target)
    return found


def _ways(beat: Beat, own: str) -> Iterator[tuple[Option, MapWay]]:
    for option in beat.options:
        for way in _ways_of(option, own):
            yield option, way


def _ways_of(option: Option, own: str) -> tuple[MapWay, ...]:
    then = option.then
    if isinstance(then, Answers):
        answers = (("yes", then.yes), ("polite yes", then.polite_yes), ("no", then.no))
        return tuple(MapWay(answer, STAYS if to == own else to) for answer, to in answers)
    return (MapWay("", STAYS if then is None or then == own else then),)


def _edges(scenario: Scenario, ids: list[str], layer_of: dict[str, int]) -> Iterator[MapEdge]:
    for beat in ids:
        options: dict[str, list[str]] = {}
        answers: dict[str, list[str]] = {}
        for option, way in _ways(scenario.beats[beat], beat):
            if way.target != STAYS:
                options.setdefault(way.target, []).append(option.id)
                answers.setdefault(way.target, []).append(way.answer)
        for target, names in options.items():
            back = target != END and layer_of[target] <= layer_of[beat]
            yield MapEdge(beat, target, tuple(names), tuple(answers[target]), back)


def _first_words(scenario: Scenario, beat: Beat) -> str:
    """What is said first in a beat, as far as one wording can stand for all."""
    if isinstance(beat.says, str):
        return beat.says
    if beat.says:
        return beat.says[-1].text
    if beat.raises:
        said = [person.objections[beat.raises].says for person in scenario.people.values()
                if beat.raises in person.objections]  # fmt: skip
        return said[0] if said else ""
    return beat.narration or ""


def _reach(scenario: Scenario, budget: int) -> _Reach:
    from trainer.check.possible import possible
    from trainer.conversation.story import compile_story

    story = compile_story(scenario)
    beats: set[tuple[int, str]] = set()
    options: set[tuple[int, str, str]] = set()
    visits: set[int] = set()
    exact_before = 0
    if budget:
        # the exploration needs numpy, which a look at the text alone does without
        from trainer.check.explore import graph_of

        explored = graph_of(scenario, story, budget=budget)
        exact_before = len(story.visits) if explored.exact else explored.reached
        for place in explored.places:
            if place.visit < exact_before:
                visits.add(place.visit)
                if place.beat >= 0:
                    beats.add((place.visit, story.beats[place.beat].id))
        for step in explored.steps:
            if step.option >= 0 and step.visit < exact_before:
                option = story.options[step.option]
                options.add((step.visit, story.beats[option.beat].id, option.id))
        silent = {place for place, visit in enumerate(story.visits) if visit.person < 0}
        visits |= {place for place in silent if place < exact_before}
    if exact_before < len(story.visits):
        for number, talk in possible(scenario, story).talks.items():
            if number >= exact_before:
                visits.add(number)
                beats |= {(number, story.beats[beat].id) for beat in talk.beats}
                options |= {
                    (number, story.beats[story.options[place].beat].id, story.options[place].id)
                    for place in talk.options
                }
    return _Reach(beats, options, visits, exact_before)
