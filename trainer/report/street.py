"""A shift as it stands: the list with what was written down, the pace so far, and the frame that a trainee is told.

What each thing is called, by the kind of the shift, stands in `trainer.report.stops`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from scoring import rounded
from scoring.transcript import StopRecord
from trainer.conversation.play import Play
from trainer.language import Table, _, mark, ngettext
from trainer.report.stops import recorded, stop_of
from trainer.report.words import no_or

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario, Shift, Stop

Standing = Literal["done", "passed", "here", "to come"]

CLOCK: Final = Table(
    {
        "doors": mark("A line of yours takes a minute or more, a knock that nobody answers takes one."),
        "calls": mark("A line of yours takes a minute or more, a call that nobody answers takes one."),
        "texts": mark("A line of yours takes a minute or more, a message that nobody answers takes one."),
    },
    _,
)
"""What takes time, by the kind of the shift."""

CLOCK_AND_WAY: Final = Table(
    {
        "doors": mark(
            "A line of yours takes a minute or more, a knock that nobody answers takes one, and the way to the next "
            "door takes {between}."
        ),
        "calls": mark(
            "A line of yours takes a minute or more, a call that nobody answers takes one, and the time to the next "
            "call takes {between}."
        ),
        "texts": mark(
            "A line of yours takes a minute or more, a message that nobody answers takes one, and the time to the next "
            "thread takes {between}."
        ),
    },
    _,
)
"""The same where the way between two stops takes minutes too."""

CODING: Final = Table(
    {
        "doors": mark(
            "After each door you write down a code. Of those you canvassed you also write down a support from 1 to 5, "
            "and whether there is a plan."
        ),
        "calls": mark(
            "After each call you write down a code. Of those you canvassed you also write down a support from 1 to 5, "
            "and whether there is a plan."
        ),
        "texts": mark(
            "After each thread you write down a code. Of those you canvassed you also write down a support from 1 to "
            "5, and whether there is a plan."
        ),
    },
    _,
)
"""What is written down after a stop, by the kind of the shift."""


ALL_OF_THEM: Final = Table(
    {
        "doors": mark("That was the last of the {stops} doors."),
        "calls": mark("That was the last of the {stops} calls."),
        "texts": mark("That was the last of the {stops} threads."),
    },
    _,
)
"""How a shift ended in which the whole list was gone through, by its kind."""

TIME_UP: Final = Table(
    {
        "doors": mark("Your time is up. You came as far as door {count} of {stops}."),
        "calls": mark("Your time is up. You came as far as call {count} of {stops}."),
        "texts": mark("Your time is up. You came as far as thread {count} of {stops}."),
    },
    _,
)
"""How a shift ended in which the clock ran out before the list did, by its kind."""


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


def how_far(scenario: Scenario, play: Play) -> str:
    """How a shift that is over ended: with the list, or with the clock before it."""
    shift = frame_of(scenario)
    stops, came_to = len(scenario.stops or ()), play.state.visit + 1
    over = ALL_OF_THEM if came_to >= stops else TIME_UP
    return over[shift.kind].format(count=came_to, stops=stops)


def said_to_be(stop: Stop) -> str:
    """Who the list says is there: a name and an age, as far as it knows them."""
    entry = stop.list_
    parts = (entry.name, entry.age) if entry else ()
    return ", ".join(str(part) for part in parts if part is not None)


def written(record: StopRecord) -> str:
    """What was written down at a stop, as it is read on the list."""
    return recorded(record.code, record.support, bool(record.plan))


def here(scenario: Scenario, play: Play) -> Stop:
    """The stop at which the play stands."""
    return stop_of(scenario, play.story.visits[play.state.visit].id)


def pace(scenario: Scenario, play: Play) -> str:
    """Contacts so far against the shift's par for the minutes that are gone, in a few words."""
    shift = frame_of(scenario)
    gone = min(shift.minutes, shift.minutes - play.state.minutes_left)
    contacts = len(play.openings)
    so_far = no_or(contacts, _("no contacts yet"), ngettext("{count} contact", "{count} contacts", contacts))
    return _("{contacts}, par by now {par}").format(contacts=so_far, par=rounded(shift.par * gone / 60))


def frame_in_words(scenario: Scenario) -> tuple[str, ...]:
    """What a trainee has to know of a shift before it begins: its time, what takes time, and what is counted."""
    shift = frame_of(scenario)
    kind = shift.kind
    took = (CLOCK_AND_WAY if shift.between else CLOCK)[kind].format(between=shift.between)
    return (
        f"{_time(shift, len(scenario.stops or ()))} {took}",
        _(
            "Counted are contacts, of which {par} an hour are a good pace here; whether you let people be; whether "
            "what you write down is so; and whether supporters leave with a time, a place and a way to get there."
        ).format(par=shift.par),
        CODING[kind],
    )


def _time(shift: Shift, stops: int) -> str:
    time = ngettext("{count} minute", "{count} minutes", shift.minutes).format(count=shift.minutes)
    match shift.kind:
        case "calls":
            told = ngettext(
                "You have {minutes} for {stops} call, and one clock.",
                "You have {minutes} for {stops} calls, and one clock.",
                stops,
            )
        case "texts":
            told = ngettext(
                "You have {minutes} for {stops} thread, and one clock.",
                "You have {minutes} for {stops} threads, and one clock.",
                stops,
            )
        case "doors":
            told = ngettext(
                "You have {minutes} for {stops} door, and one clock.",
                "You have {minutes} for {stops} doors, and one clock.",
                stops,
            )
    return told.format(minutes=time, stops=stops)
