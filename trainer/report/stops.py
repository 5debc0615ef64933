"""What a trainee reads at the stops of a shift: the list, the codes and what each is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from trainer.language import Table, _, mark, ngettext
from trainer.report.words import no_or

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario, Stop

KNOCK: Final[Mapping[str, str]] = Table(
    {"doors": mark("Knock."), "calls": mark("Call."), "texts": mark("Write to them.")}, _
)
"""How a stop is begun, by the kind of the shift."""

NOBODY: Final[Mapping[str, str]] = Table(
    {"doors": mark("Nobody answers."), "calls": mark("It rings out."), "texts": mark("No answer comes.")}, _
)
"""What happens at a stop where nobody answers, by the kind of the shift."""

STOP: Final[Mapping[str, str]] = Table({"doors": mark("Door"), "calls": mark("Call"), "texts": mark("Thread")}, _)
"""What a stop is called, by the kind of the shift."""

CODES: Final[Mapping[str, str]] = Table(
    {
        "canvassed": mark("canvassed: you talked, and know where they stand or that they will not say"),
        "not_home": mark("not home: nobody came, or it was a bad moment"),
        "refused": mark("refused: the right person, who knows who you are, wants no talk"),
        "moved": mark("moved: somebody else lives there now"),
        "deceased": mark("deceased: the person has died"),
        "inaccessible": mark("inaccessible: a gate, a dog, a door that you could not reach"),
        "language": mark("language: somebody who speaks their language should come back"),
        "wrong_number": mark("wrong number: the number is somebody else's"),
        "left_message": mark("left message: a machine, or somebody who will pass it on"),
        "do_not_contact": mark("do not contact: they asked not to be asked again"),
    },
    _,
)
"""The codes, each with when it is right. After the codes that campaigns in the US use; craft of canvassing, 2026."""

_ELSEWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "doors": ("wrong_number", "left_message"),
    "calls": ("inaccessible",),
    "texts": ("inaccessible", "left_message"),
}
"""Codes of another medium, by the kind of the shift: no door has a wrong number, and no call a dog at the gate."""


def codes_of(scenario: Scenario) -> Mapping[str, str]:
    """The codes that fit what is knocked at, each with when it is right; with those that its author says are right."""
    kind = scenario.shift.kind if scenario.shift else ""
    true = {stop.truth.code for stop in scenario.stops or ()}
    return {code: words for code, words in CODES.items() if code in true or code not in _ELSEWHERE.get(kind, ())}


CODE_WORDS: Final[Mapping[str, str]] = Table(
    {
        "canvassed": mark("canvassed"),
        "not_home": mark("not home"),
        "refused": mark("refused"),
        "moved": mark("moved"),
        "deceased": mark("deceased"),
        "inaccessible": mark("inaccessible"),
        "language": mark("language"),
        "wrong_number": mark("wrong number"),
        "left_message": mark("left message"),
        "do_not_contact": mark("do not contact"),
    },
    _,
)
"""The codes alone, as they stand in a sentence or on a list."""

SUPPORT: Final[Mapping[int, str]] = Table(
    {
        1: mark("strongly with your side"),
        2: mark("leaning your way"),
        3: mark("undecided, or did not say"),
        4: mark("leaning the other way"),
        5: mark("strongly for the other side"),
    },
    _,
)
"""The support that is recorded of somebody who was canvassed. It is the campaign's 1 to 5, not the organizer's."""


def stop_of(scenario: Scenario, stop_id: str) -> Stop:
    """A stop by its id."""
    return next(stop for stop in scenario.stops or () if stop.id == stop_id)


def listed(stop: Stop) -> str:
    """What the list says of a stop, in one line: the label, who is said to live there, and the last note."""
    entry = stop.list_
    about = [] if entry is None else [entry.name, None if entry.age is None else str(entry.age), entry.note]
    return ", ".join([str(stop.label), *(str(part) for part in about if part)])


def recorded(code: str, support: int | None, plan: bool = False) -> str:
    """What was written down at a stop, or would be right: a code, with a support and a plan where there are any."""
    word = CODE_WORDS.get(code, code.replace("_", " "))
    if support and plan:
        return _("{code}, support {support}, with a plan").format(code=word, support=support)
    if support:
        return _("{code}, support {support}").format(code=word, support=support)
    return _("{code}, with a plan").format(code=word) if plan else word


def stop_number(kind: str, number: int, stops: int) -> str:
    """Which stop of how many: "Door 3 of 14"."""
    return _("{stop} {number} of {stops}").format(stop=STOP[kind], number=number, stops=stops)


def standing(scenario: Scenario, minutes_left: int, contacts: int) -> str:
    """How the shift stands, in one line."""
    left = no_or(
        minutes_left,
        _("no minute left"),
        ngettext("{count} minute left", "{count} minutes left", minutes_left),
    )
    met = no_or(
        contacts, _("no contact so far"), ngettext("{count} contact so far", "{count} contacts so far", contacts)
    )
    return _("{minutes}, {contacts}. A good pace here is {par} an hour.").format(
        minutes=left, contacts=met, par=scenario.shift.par if scenario.shift else 0
    )
