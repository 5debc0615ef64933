"""The state of a play between two choices: small whole numbers, never changed, so that keeping it is an undo."""

from typing import Any, Final, NamedTuple

from scoring.moves import FACING, FACING_STEPS

NO_BEAT = -1
"""The beat of a state in which nobody is being talked with."""

TALKING, AT_STOP, RECORDING = range(3)
"""Phases: in a talk; at a stop of a shift, before knocking or passing; after a knock, before it is recorded."""

ANSWER_NONE, ANSWER_YES, ANSWER_POLITE_YES, ANSWER_NO = range(4)
"""Answers as the state holds them, in the order in which conditions name them."""

FACING_BIT = {move: 1 << FACING_STEPS.index(step) for move, step in FACING.items()}
"""The bit of an objection's `met` that a line of this move sets."""

AFFIRMED_OR_ASKED_UNDER = 0b0011
"""The bits of an objection's `met` after which information calms."""


class State(NamedTuple):
    """Everything that later choices can depend on. Bit sets are ints, with bit n for the story's nth thing.

    `visit` is the place of the present visit (of the last one once the play has ended), `phase` is TALKING but for the
    stops of a shift, `person` who it is with, `beat` the present beat, `said` which wording of its `says` was chosen
    (-1 for none). `moods` holds trust, fear, hope and anger, each 0 to 10, person after person. `heard` is the depth
    reached of each concern, `heard_before` the same when the visit began. `met` holds for each objection the four
    steps of facing it as bits. `cues` are the open cues with the choices that they stay open. `answers` holds the
    latest answer, ask after ask and within each person after person. `promised` is, for each promise, one more than
    the place of the visit it was first made in, 0 where it was not. `events` are those that came before the present
    visit, since the talk before it.
    """

    visit: int
    phase: int
    person: int
    beat: int
    said: int
    minutes_left: int
    moods: tuple[int, ...]
    heard: tuple[int, ...]
    heard_before: tuple[int, ...]
    met: tuple[int, ...]
    raised: int
    raised_here: bool
    seen: int
    picked: int
    cues: tuple[tuple[int, int], ...]
    spent: int
    answers: tuple[int, ...]
    said_yes_at_risk: int
    inoculated: int
    promised: tuple[int, ...]
    kept: int
    charged: int
    flags: int
    closed_run: int
    permission: bool
    events: int
    ended: bool

    def but(self, **changed: Any) -> "State":
        """The state with some of its fields changed: what `_replace` does, in a third of its time.

        Raises KeyError for a name that is no field.
        """
        values = list(self)
        for name, value in changed.items():
            values[_PLACES[name]] = value
        return tuple.__new__(State, values)


_PLACES: Final = {name: place for place, name in enumerate(State._fields)}


def readiness(state: State, person: int) -> int:
    """What a person would do, from -10 to 30: anger + hope + trust - fear."""
    trust, fear, hope, anger = state.moods[4 * person : 4 * person + 4]
    return anger + hope + trust - fear


def true_rating(state: State, person: int) -> int:
    """The true rating, 1 (for it, moves others) to 5 (against)."""
    return rating_of(readiness(state, person), bool(state.said_yes_at_risk >> person & 1))


def rating_of(ready: int, said_yes_at_risk: bool) -> int:
    """The rating that a readiness makes, 1 to 5.

    Nobody is a 1 who has never said yes to an ask of risk 2 or more.
    """
    if ready >= 18:
        return 1 if said_yes_at_risk else 2
    if ready >= 12:
        return 2
    if ready >= 6:
        return 3
    return 4 if ready >= 1 else 5
