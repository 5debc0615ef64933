"""Where each name of a condition is found in a state."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from scoring.moves import MOODS
from trainer.conversation.state import State, readiness

Read = Callable[[State], int]


class Places(NamedTuple):
    """The place of every id of a story in the tuples and bit sets of its states."""

    people: Mapping[str, int]
    concerns: Mapping[str, int]
    objections: Mapping[str, int]
    cues: Mapping[str, int]
    asks: Mapping[str, int]
    beats: Mapping[str, int]
    promises: Mapping[str, int]
    flags: Mapping[str, int]


def reader_of(path: tuple[str, ...], places: Places) -> Read:
    """A function that reads the number behind a condition's name from a state.

    A flag that nothing sets and a promise that nothing makes are 0. Raises KeyError for an id that the story lacks.
    """
    match path:
        case ("minutes_left",):
            return lambda state: state.minutes_left
        case ("readiness",):
            return lambda state: readiness(state, state.person)
        case (mood,) if mood in MOODS:
            offset = MOODS.index(mood)
            return lambda state: state.moods[4 * state.person + offset]
        case (person, "readiness") if person in places.people:
            place = places.people[person]
            return lambda state: readiness(state, place)
        case (person, mood) if mood in MOODS and person in places.people:
            place = 4 * places.people[person] + MOODS.index(mood)
            return lambda state: state.moods[place]
        case ("heard", concern):
            place = places.concerns[concern]
            return lambda state: state.heard[place]
        case ("met", objection):
            place = places.objections[objection]
            return lambda state: state.met[place].bit_count()
        case ("seen", beat):
            place = places.beats[beat]
            return lambda state: state.seen >> place & 1
        case ("picked", cue):
            place = places.cues[cue]
            return lambda state: state.picked >> place & 1
        case ("raised", objection):
            place = places.objections[objection]
            return lambda state: state.raised >> place & 1
        case ("inoculated", person):
            place = places.people[person]
            return lambda state: state.inoculated >> place & 1
        case ("promised", promise):
            if promise not in places.promises:
                return lambda _: 0
            place = places.promises[promise]
            return lambda state: int(state.promised[place] > 0)
        case ("kept", promise):
            if promise not in places.promises:
                return lambda _: 0
            place = places.promises[promise]
            return lambda state: state.kept >> place & 1
        case ("flag", flag):
            if flag not in places.flags:
                return lambda _: 0
            place = places.flags[flag]
            return lambda state: state.flags >> place & 1
        case ("asked", ask):
            first = places.asks[ask] * len(places.people)
            return lambda state: state.answers[first + state.person]
        case ("asked", ask, person):
            place = places.asks[ask] * len(places.people) + places.people[person]
            return lambda state: state.answers[place]
    raise KeyError(".".join(path))
