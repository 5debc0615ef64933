"""A shift as it stands: the list with what was written down, the pace so far, and the frame that a trainee is told.

What each thing is called, by the kind of the shift, stands in `trainer.report.stops`.
"""

from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from scoring import rounded
from scoring.transcript import StopRecord
from trainer.conversation.play import Play
from trainer.report.stops import stop_of
from trainer.report.words import counted
from trainer.scenario.model import Scenario, Shift, Stop

Standing = Literal["done", "passed", "here", "to come"]

KIND: Final = MappingProxyType({"doors": "door", "calls": "call", "texts": "thread"})
"""What a stop is called in a sentence, by the kind of the shift."""

UNANSWERED: Final = MappingProxyType(
    {
        "doors": "a knock that nobody answers",
        "calls": "a call that nobody answers",
        "texts": "a message that nobody answers",
    }
)
"""What takes a minute and is no contact, by the kind of the shift."""

ON_THE_WAY: Final = MappingProxyType(
    {"doors": "the way to the next door", "calls": "the time to the next call", "texts": "the time to the next thread"}
)
"""What lies between two stops, by the kind of the shift."""


class ListLine(NamedTuple):
    """A stop as it stands on the list: who is said to be there, how far the shift has come, what was written down."""

    label: str
    who: str
    note: str
    standing: Standing
    written: str


def frame_of(scenario: Scenario) -> Shift:
    """The frame of a shift. Raises ValueError where the scenario is none."""
    if scenario.shift is None:
        raise ValueError(f"{scenario.id} is no shift")
    return scenario.shift


def the_list(scenario: Scenario, play: Play) -> tuple[ListLine, ...]:
    """Every stop of a shift, as it stands now."""
    records = {record.stop: record for record in play.records}
    present = play.state.visit
    lines = []
    for place, stop in enumerate(scenario.stops or ()):
        record = records.get(str(stop.id))
        standing: Standing = "to come" if place > present else "here" if place == present else "passed"
        if play.ended and place == present:
            standing = "passed"
        lines.append(
            ListLine(
                label=str(stop.label),
                who=said_to_be(stop),
                note=str(stop.list_.note) if stop.list_ and stop.list_.note else "",
                standing="done" if record else standing,
                written=written(record) if record else "",
            )
        )
    return tuple(lines)


def said_to_be(stop: Stop) -> str:
    """Who the list says is there: a name and an age, as far as it knows them."""
    entry = stop.list_
    parts = (entry.name, entry.age) if entry else ()
    return ", ".join(str(part) for part in parts if part is not None)


def written(record: StopRecord) -> str:
    """What was written down at a stop, as it is read on the list."""
    support = f", support {record.support}" if record.support else ""
    return record.code.replace("_", " ") + support + (", with a plan" if record.plan else "")


def here(scenario: Scenario, play: Play) -> Stop:
    """The stop at which the play stands."""
    return stop_of(scenario, play.story.visits[play.state.visit].id)


def pace(scenario: Scenario, play: Play) -> str:
    """Contacts so far against the shift's par for the minutes that are gone, in a few words."""
    shift = frame_of(scenario)
    gone = min(shift.minutes, shift.minutes - play.state.minutes_left)
    contacts = len(play.openings)
    so_far = counted(contacts, "contact") if contacts else "no contacts yet"
    return f"{so_far}, par by now {rounded(shift.par * gone / 60)}"


def frame_in_words(scenario: Scenario) -> tuple[str, ...]:
    """What a trainee has to know of a shift before it begins: its time, what takes time, and what is counted."""
    shift = frame_of(scenario)
    kind = shift.kind
    between = f", and {ON_THE_WAY[kind]} takes {shift.between}" if shift.between else ""
    return (
        f"You have {counted(shift.minutes, 'minute')} for {counted(len(scenario.stops or ()), KIND[kind])}, and one "
        f"clock. A line of yours takes a minute or more, {UNANSWERED[kind]} takes one{between}.",
        f"Counted are contacts, of which {shift.par} an hour are a good pace here; whether you let people be; whether "
        "what you write down is so; and whether supporters leave with a time, a place and a way to get there.",
        f"After each {KIND[kind]} you write down a code. Of those you canvassed you also write down a support from 1 "
        "to 5, and whether there is a plan.",
    )
