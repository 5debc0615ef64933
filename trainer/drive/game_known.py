"""What a trainee knows of a season: what was said and told, the wall chart, what a test showed. Never the truth."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal[
    "event", "campaign", "hours", "round", "talk", "missed", "cares", "leader", "tie", "rumour", "asked", "promise",
    "committee", "member", "reminder", "test", "stood", "stayed", "excuse", "vote", "contacts", "election", "yes", "no",
]  # fmt: skip
"""What a line is: something that happened, something somebody said (an answer in a talk is "yes" or "no"), or what a
decision brought."""

Said = Literal["", "yes", "no"]


class Line(NamedTuple):
    """One line of what was seen or heard in a week (from 1).

    `person` is the id of whoever it is about, or empty. `speech` is true where `text` is what they say, word for word;
    otherwise it is a sentence of its own. `occasion` is the number of the decision that brought it, from 1; 0 is before
    the first. What one decision brought belongs together.
    """

    week: int
    kind: Kind
    person: str
    text: str
    speech: bool = False
    occasion: int = 0


class Cell(NamedTuple):
    """A person on the wall chart, as the trainee has it.

    `rating` is the trainee's own, 1 to 5, or None, `rated` the week it was written. `talked` is the week of the last
    contact that took place, None for none; `talks` and `rounds` count one-on-ones and quick ones. `said` is the last
    answer they gave to being asked, in week `asked`. `named` counts who said that people go to them. `committee` is the
    last week in which they came to the committee. `stood` holds, for each test that was held, whether they stood up;
    a secret vote is not in it. `cares` is what they told that they care about.
    """

    person: str
    name: str
    role: str
    crew: str
    rating: int | None
    rated: int | None
    talked: int | None
    talks: int
    rounds: int
    said: Said
    asked: int | None
    named: int
    committee: int | None
    stood: Mapping[str, bool]
    cares: str


class CrewRow(NamedTuple):
    """A crew of the chart: its people, and how many of them were asked whom people go to."""

    crew: str
    name: str
    cells: tuple[Cell, ...]
    asked_around: int


class KnownTie(NamedTuple):
    """A tie that the trainee has learned of: to whom (an id), and in which week it was told."""

    person: str
    week: int


class OpenPromise(NamedTuple):
    """A promise that somebody asked for. `due` is the last week in which it can be kept, None as long as not made."""

    promise: str
    person: str
    text: str
    hours: float
    made: bool
    due: int | None


class Upcoming(NamedTuple):
    """A test that is still to come: its id, title, week and what standing up means. `secret` marks the vote."""

    test: str
    title: str
    week: int
    act: str
    risk: float
    secret: bool


class Result(NamedTuple):
    """A test that was held, as everybody could see it.

    `stood` are the ids of those who stood up, empty for a secret vote; `number` counts them of `people`. `sure` is what
    the trainee had forecast by person, `guess` how many for a vote.
    """

    test: str
    title: str
    week: int
    secret: bool
    stood: frozenset[str]
    number: int
    people: int
    sure: Mapping[str, float]
    guess: int | None


class TurfResult(NamedTuple):
    """After the election: the net votes that the work brought, by way and in all, and what was forecast.

    Votes for your side less those for the other, beside the same voters with nobody contacted. What two ways did to the
    same voter counts for the one that works more. `minds` is how many people changed sides.
    """

    net: int
    by_way: Mapping[str, int]
    guess: int | None
    minds: int
