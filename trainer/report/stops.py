"""What a trainee reads at the stops of a shift: the list, the codes and what each is for."""

from types import MappingProxyType
from typing import Final

from trainer.report.words import counted
from trainer.scenario.model import Scenario, Stop

KNOCK: Final = MappingProxyType({"doors": "Knock.", "calls": "Call.", "texts": "Write to them."})
"""How a stop is begun, by the kind of the shift."""

NOBODY: Final = MappingProxyType({"doors": "Nobody answers.", "calls": "It rings out.", "texts": "No answer comes."})
"""What happens at a stop where nobody answers, by the kind of the shift."""

STOP: Final = MappingProxyType({"doors": "Door", "calls": "Call", "texts": "Thread"})
"""What a stop is called, by the kind of the shift."""

CODES: Final = MappingProxyType(
    {
        "canvassed": "canvassed: you talked, and know where they stand or that they will not say",
        "not_home": "not home: nobody came, or it was a bad moment",
        "refused": "refused: the right person, who knows who you are, wants no talk",
        "moved": "moved: somebody else lives there now",
        "deceased": "deceased: the person has died",
        "inaccessible": "inaccessible: a gate, a dog, a door that you could not reach",
        "language": "language: somebody who speaks their language should come back",
        "wrong_number": "wrong number: the number is somebody else's",
        "left_message": "left message: a machine, or somebody who will pass it on",
        "do_not_contact": "do not contact: they asked not to be asked again",
    }
)
"""The codes, each with when it is right. After the codes that campaigns in the US use; craft of canvassing, 2026."""

SUPPORT: Final = MappingProxyType(
    {
        1: "strongly with your side",
        2: "leaning your way",
        3: "undecided, or did not say",
        4: "leaning the other way",
        5: "strongly for the other side",
    }
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


def standing(scenario: Scenario, minutes_left: int, contacts: int) -> str:
    """How the shift stands, in one line."""
    par = scenario.shift.par if scenario.shift else 0
    so_far = f"{counted(minutes_left, 'minute')} left, {counted(contacts, 'contact')} so far."
    return f"{so_far} A good pace here is {par} an hour."
