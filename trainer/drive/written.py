"""The format of drives and turfs, version 1, as a model: every key, what it means and what it may hold.

The model checks the shape of one file. What needs more than one key is checked in `written_rules`. The JSON Schema for
editors comes from the descriptions here.
"""

import re
from functools import cache
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from trainer.language import mark
from trainer.scenario.model import Condition, Id, Part, Reference, Text, Texts, Truth, Whole
from trainer.scenario.scalars import Plain, as_whole_number
from trainer.scenario.schema import schema_of

MAX_PEOPLE: Final = 1_000
"""The largest drive. Who has more names than this does not play by name, and writes a turf."""

MAX_VOTERS: Final = 1_000_000
MAX_WEEKS: Final = 52
MAX_HOURS: Final = 200

_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


def as_decimal(value: Any) -> Any:
    """The number that an unquoted scalar writes, as YAML 1.2's core schema reads it; otherwise the value as it was."""
    whole = as_whole_number(value)
    if isinstance(whole, int):
        return float(whole)
    if isinstance(value, Plain) and len(value) <= 30 and _FLOAT.match(value):
        return float(value)
    return value


Decimal = Annotated[float, BeforeValidator(as_decimal), Field(strict=True, allow_inf_nan=False)]
Share = Annotated[Decimal, Field(ge=0, le=1)]
Risk = Annotated[Decimal, Field(ge=0, le=1.5)]
Weeks = Annotated[Whole, Field(ge=1, le=MAX_WEEKS)]
Week = Annotated[Whole, Field(ge=-MAX_WEEKS, le=MAX_WEEKS)]
Mood = Annotated[Whole, Field(ge=0, le=10)]
Weight = Annotated[Decimal, Field(ge=0.5, le=8)]
Hours = Annotated[Whole, Field(ge=1, le=MAX_HOURS)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Crew(Part):
    """A crew, shift, floor or stair: the people who see one another every day."""

    name: Text = Field(description="What everybody calls it.")
    size: Annotated[Whole, Field(ge=0, le=MAX_PEOPLE)] = Field(description="How many people are in it.")
    roles: Annotated[Texts, Field(min_length=1)] = Field(
        description="What its people do, or where they live; those without a role of their own take turns at these."
    )


class Hints(Part):
    """How somebody stands at the start; what is left out is drawn as for anybody else."""

    trust: Mood | None = Field(None, description="How far they trust you, 0 to 10; 3 is a stranger's.")
    fear: Mood | None = Field(None, description="How afraid they are of what acting could cost, 0 to 10; 5 is usual.")
    hope: Mood | None = Field(None, description="How far they think that acting could change something, 0 to 10.")
    anger: Mood | None = Field(None, description="How wrong they find it as it is, 0 to 10.")


class Talk(Part):
    """The scenario in which this person can be talked with."""

    scenario: Reference = Field(description="A scenario's id in the library.")
    person: Reference = Field(description="The person's id there.")


class Lines(Part):
    """What this person says in their own words; where a list is empty they speak as anybody would."""

    round: Texts = Field(default=[], description="In a quick round.")
    open: Texts = Field(default=[], description="In a one-on-one that went well.")
    closed: Texts = Field(default=[], description="In a one-on-one that went badly.")
    yes: Texts = Field(default=[], description="Saying a yes that is meant.")
    polite: Texts = Field(default=[], description="Saying yes to be polite.")
    no: Texts = Field(default=[], description="Saying no to what is asked.")


class Person(Part):
    """Somebody whom the author made; the others of a crew are drawn."""

    name: Text = Field(description="The name on the chart.")
    role: Text | None = Field(None, description="Who they are, in a few words; by default one of their crew's roles.")
    crew: Reference = Field(description="The crew.")
    ties: dict[str, Weight] = Field(
        default={}, description="Whom they are close to, by person, with how close; 1 is a usual tie."
    )
    leads: list[Reference] = Field(
        default=[], description="Who looks to them: people of their crew, or the crew itself for all of it."
    )
    cares: Text | None = Field(None, description="What they care about, in one line.")
    mood: Hints | None = Field(None, description="Trust, fear, hope and anger at the start, each 0 to 10.")
    talk: Talk | None = Field(None, description="The scenario and the person in it that play their one-on-one.")
    lines: Lines | None = Field(None, description="What they say in their own words.")


class Test(Part):
    """A structure test: something that shows who stands up."""

    id: Id = Field(description="The test's id, unique in the file.")
    title: Text = Field(description="What it is, in a few words.")
    week: Week = Field(description="The week at the end of which it happens.")
    risk: Risk = Field(description="What it risks: 0.2 a secret vote, 0.5 a petition, 0.7 a sticker, 1.0 a march.")
    act: Text = Field(description="What standing up means: who does what, where and when.")


class Vote(Part):
    """The secret vote that ends the season."""

    title: Text = Field(description="What it is, in a few words.")
    act: Text = Field(description="Who votes on what, where and when.")


class Calendar(Part):
    """The season."""

    weeks: Weeks = Field(description="How many weeks the season has.")
    tests: Annotated[list[Test], Field(min_length=1)] = Field(description="The structure tests.")
    vote: Vote | None = Field(None, description="The secret vote after the last week's tests; without it, none.")


class CampaignWeek(Part):
    """What the other side does in one week."""

    week: Week = Field(description="The week.")
    text: Text = Field(description="What they do, in words.")


class Campaign(Part):
    """What the employer or the landlord does against it."""

    by: Literal["employer", "landlord"] = Field(description="Who campaigns.")
    who: Text = Field(description="The name and what they are.")
    from_: Week = Field(alias="from", description="The first week of it.")
    reach: Share | None = Field(None, description="The share of people whom it reaches each week, 0 to 1.")
    weeks: list[CampaignWeek] = Field(default=[], description="What they do, week by week.")


class Event(Part):
    """Something that happens in a week. It is words, and may take hours from you or give you some."""

    id: Id = Field(description="The event's id, unique in the file.")
    week: Week = Field(description="The week in which it happens, or from which on its condition is looked at.")
    if_: Condition | None = Field(None, alias="if", description="When it happens; without it, always.")
    text: Text = Field(description="What happens.")
    hours: Annotated[Whole, Field(ge=-MAX_HOURS, le=MAX_HOURS)] = Field(
        0, description="Hours of that week that it takes from you (below 0) or gives you."
    )


class Rumour(Part):
    """Something that people tell one another; it travels along ties, a step or more a week."""

    id: Id = Field(description="The rumour's id, unique in the file.")
    week: Week = Field(description="The week in which it starts.")
    from_: Reference = Field(alias="from", description="The person or the crew that it starts with.")
    about: Reference | None = Field(None, description="The person whom it is about.")
    text: Text = Field(description="What is told, in the words of whoever tells it.")
    true: Truth = Field(description="Whether it is so; shown in the debrief.")


class Promise(Part):
    """Something that a person asks of you in a one-on-one."""

    id: Id = Field(description="The promise's id, unique in the file.")
    to: Reference = Field(description="The person who asks it.")
    text: Text = Field(description="What they ask, in their words.")
    hours: Annotated[Decimal, Field(ge=0.25, le=MAX_HOURS)] = Field(description="Hours that keeping it takes.")
    within: Weeks = Field(description="Weeks after the talk in which it must be kept.")
    kept: Text = Field(description="What they say or do when it is kept.")
    broken: Text = Field(description="What they say or do when it is not.")


class Drive(Part):
    """A drive of Second Knock, format 1: a shop, building or plant over a season."""

    format: Annotated[Literal[1], BeforeValidator(as_whole_number)] = Field(description="The version of the format: 1.")
    id: Id = Field(description="The drive's id.")
    title: Text = Field(description="The title in the list of drives.")
    form: Literal["drive", "turf"] = Field(description="drive: people by name. turf: voters by the thousand.")
    kind: Literal["shop", "building", "plant"] = Field(description="What sort of place it is.")
    language: Language = Field(description="The language of the texts, such as en or es.")
    minutes: Annotated[Whole, Field(ge=1, le=600)] | None = Field(None, description="Minutes that a trainee needs.")
    content_notes: list[Text] = Field(default=[], description="What may be hard for someone to play.")
    brief: Text = Field(description="What the trainee reads before the first week.")
    goals: list[Text] = Field(default=[], description="What the trainee tries to reach.")
    size: Annotated[Whole, Field(ge=2, le=MAX_PEOPLE)] = Field(description="How many people there are besides you.")
    hours: Hours = Field(description="The hours that you have each week.")
    crews: Annotated[dict[Id, Crew], Field(min_length=1)] = Field(description="The crews or floors, by id.")
    people: dict[Id, Person] = Field(default={}, description="The people whom the author made, by id.")
    calendar: Calendar = Field(description="The weeks and the structure tests.")
    campaign: Campaign | None = Field(None, description="What the employer or the landlord does; without it, nothing.")
    events: list[Event] = Field(default=[], description="What happens, week by week.")
    rumours: list[Rumour] = Field(default=[], description="What people tell one another.")
    promises: list[Promise] = Field(default=[], description="What people ask of you.")
    parameters: dict[str, Decimal] = Field(default={}, description="Numbers of the model that are other here.")


class TurfCalendar(Part):
    """The weeks before an election."""

    weeks: Weeks = Field(description="How many weeks there are; the election ends the last.")
    election: Text = Field(description="The election, with its day and what it decides.")


class TurfEvent(Part):
    """Something that happens in a week. It is words, and may take hours from you or give you some."""

    id: Id = Field(description="The event's id, unique in the file.")
    week: Week = Field(description="The week in which it happens.")
    text: Text = Field(description="What happens.")
    hours: Annotated[Whole, Field(ge=-MAX_HOURS, le=MAX_HOURS)] = Field(
        0, description="Hours of that week that it takes from you (below 0) or gives you."
    )


class Turf(Part):
    """A turf of Second Knock, format 1: voters by the thousand, and volunteers' hours."""

    format: Annotated[Literal[1], BeforeValidator(as_whole_number)] = Field(description="The version of the format: 1.")
    id: Id = Field(description="The turf's id.")
    title: Text = Field(description="The title in the list of drives.")
    form: Literal["drive", "turf"] = Field(description="drive: people by name. turf: voters by the thousand.")
    kind: Literal["turf"] = Field(description="What sort of place it is.")
    language: Language = Field(description="The language of the texts, such as en or es.")
    minutes: Annotated[Whole, Field(ge=1, le=600)] | None = Field(None, description="Minutes that a trainee needs.")
    content_notes: list[Text] = Field(default=[], description="What may be hard for someone to play.")
    brief: Text = Field(description="What the trainee reads before the first week.")
    goals: list[Text] = Field(default=[], description="What the trainee tries to reach.")
    size: Annotated[Whole, Field(ge=100, le=MAX_VOTERS)] = Field(description="How many voters there are.")
    listed: Annotated[Whole, Field(ge=1, le=MAX_VOTERS)] = Field(description="How many stand on your list.")
    hours: Annotated[Whole, Field(ge=1, le=10_000)] = Field(description="The volunteers' hours of each week.")
    calendar: TurfCalendar = Field(description="The weeks and the election.")
    events: list[TurfEvent] = Field(default=[], description="What happens, week by week.")
    parameters: dict[str, Decimal] = Field(default={}, description="Numbers of the model that are other here.")


OWNERS: Final = {
    "Drive": mark("a drive"),
    "Turf": mark("a turf"),
    "Crew": mark("a crew"),
    "Person": mark("a person"),
    "Hints": mark("a mood"),
    "Talk": mark("a talk"),
    "Lines": mark("lines"),
    "Test": mark("a test"),
    "Vote": mark("a vote"),
    "Calendar": mark("a calendar"),
    "TurfCalendar": mark("a turf's calendar"),
    "CampaignWeek": mark("a week of a campaign"),
    "Campaign": mark("a campaign"),
    "Event": mark("an event"),
    "TurfEvent": mark("an event"),
    "Rumour": mark("a rumour"),
    "Promise": mark("a promise"),
}
"""What the parts of the format are called in findings, by their titles in the schema."""


@cache
def drive_schema() -> dict[str, Any]:
    """The schema of a drive. Not to be changed: everyone who asks gets the same one."""
    made = schema_of(Drive)
    # a crew of nobody and a week before the first are told in words of their own, so the model lets them pass
    made["$defs"]["Crew"]["properties"]["size"]["minimum"] = 1
    for part in ("Test", "Event", "Rumour", "CampaignWeek"):
        made["$defs"][part]["properties"]["week"]["minimum"] = 1
    made["$defs"]["Campaign"]["properties"]["from"]["minimum"] = 1
    return made


@cache
def turf_schema() -> dict[str, Any]:
    """The schema of a turf. Not to be changed: everyone who asks gets the same one."""
    made = schema_of(Turf)
    made["$defs"]["TurfEvent"]["properties"]["week"]["minimum"] = 1
    return made


def schema_for_editors() -> dict[str, Any]:
    """One schema for both, by the file's form."""
    drive, turf = drive_schema(), turf_schema()
    parts = {f"Turf{name}" if name in drive["$defs"] else name: part for name, part in turf["$defs"].items()}
    both = {key: part for key, part in turf.items() if key not in ("$defs", "$schema")}
    return {
        "$schema": drive["$schema"],
        "title": "Drive or turf",
        "if": {"properties": {"form": {"const": "turf"}}},
        "then": both,
        "else": {key: part for key, part in drive.items() if key not in ("$defs", "$schema")},
        "$defs": {**drive["$defs"], **parts},
    }
