"""The scenario format, version 1, as a model: every key, what it means and what it may hold.

The model checks the shape of one file. What needs the whole file (that a beat exists, that a condition can be read)
or more than one key is checked in `rules`, `references` and `texts`. The JSON Schema that editors use comes from the
descriptions here.
"""

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)
from pydantic_core import PydanticCustomError

from scoring.moves import ORGANIZING_SKILLS, SHIFT_SKILLS
from trainer.scenario.record import CODES as CODES
from trainer.scenario.record import Code
from trainer.scenario.scalars import as_boolean, as_whole_number

RESERVED_IDS = frozenset({"end", "none", "yes", "no", "polite_yes", "trust", "fear", "hope", "anger"})
"""Words that conditions and `then` use themselves; no id may be one of them."""

MAX_CLOCK = 1440
"""The longest clock of a visit or shift in minutes: a day."""


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _not_reserved(value: Any) -> Any:
    if isinstance(value, str) and value in RESERVED_IDS:
        raise PydanticCustomError(
            "reserved_id", "“{word}” is a reserved word and cannot be an id", {"word": str(value)}
        )
    return value


Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$"), BeforeValidator(_not_reserved)]
Reference = Annotated[str, StringConstraints(min_length=1)]
Condition = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Whole = Annotated[int, BeforeValidator(as_whole_number), Field(strict=True)]
Truth = Annotated[bool, BeforeValidator(as_boolean), Field(strict=True)]
MoodValue = Annotated[Whole, Field(ge=0, le=10)]
Change = Annotated[Whole, Field(ge=-10, le=10)]
Clock = Annotated[Whole, Field(ge=1, le=MAX_CLOCK)]
References = Annotated[
    list[Reference], BeforeValidator(_one_or_many, json_schema_input_type=Reference | list[Reference])
]
Ids = Annotated[list[Id], BeforeValidator(_one_or_many, json_schema_input_type=Id | list[Id])]
Texts = Annotated[list[Text], BeforeValidator(_one_or_many, json_schema_input_type=Text | list[Text])]

Form = Literal["visits", "shift"]
Method = Literal["organizing", "deep_canvass", "canvass", "phone_bank", "text_bank", "petition"]
Setting = Literal["workplace", "tenants", "doors", "phone", "text", "community", "home", "chapter", "online", "street"]
Skill = Literal["listening", "questioning", "objections", "action", "judgement", "pace", "respect", "record", "plan"]
Step = Literal["open", "issue", "agitate", "hope", "ask", "objection", "inoculate", "follow_up"]
Move = Literal[
    "open_question", "closed_question", "leading_question", "permission",
    "reflection", "deep_reflection", "summary", "affirmation", "silence",
    "story", "information", "advice", "pitch", "promise", "small_talk",
    "ask", "farewell",
    "argue", "dodge", "fold",
]  # fmt: skip
ObjectionKind = Literal[
    "fear", "futility", "money", "third_party", "loyalty", "status", "time", "distrust", "conflict", "other"
]
PlanPart = Literal["time", "place", "way"]


class Part(BaseModel):
    """A mapping of the format: no unknown keys, and never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False, defer_build=True)


class Variant(Part):
    """One wording of a text and the condition under which it is said; the first that holds is said."""

    if_: Condition | None = Field(None, alias="if", description="When this wording is said; without it, always.")
    text: Text = Field(description="The words. *Asterisks* mark a gesture.")


def _text_or_list(value: Any) -> str:
    return "text" if isinstance(value, str) else "variants"


Wording = Annotated[
    Annotated[Text, Tag("text")] | Annotated[list[Variant], Field(min_length=1), Tag("variants")],
    Discriminator(
        _text_or_list,
        custom_error_type="wording",
        custom_error_message="a text is wanted here, or a list of {if, text}",
    ),
]


class Mood(Part):
    """How a person stands at the start, each 0 to 10."""

    trust: MoodValue = Field(description="How far they trust you, 0 to 10.")
    fear: MoodValue = Field(description="How afraid they are of what acting could cost, 0 to 10.")
    hope: MoodValue = Field(description="How far they think that acting could change something, 0 to 10.")
    anger: MoodValue = Field(description="How wrong they find it as it is, 0 to 10.")


class Objection(Part):
    """Something a person holds against acting."""

    kind: ObjectionKind = Field(description="What sort of objection it is.")
    says: Text = Field(description="The objection in the person's own words.")
    under: Text | None = Field(None, description="What lies under it; for authors, cards and the debrief.")


class Person(Part):
    """Someone the trainee talks with."""

    name: Text = Field(description="The name that the trainee sees.")
    role: Text | None = Field(None, description="Who they are, in a few words.")
    influence: Annotated[Whole, Field(ge=0, le=9)] | None = Field(
        None, description="How many others act when this person does, 0 to 9."
    )
    mood: Mood = Field(description="Trust, fear, hope and anger at the start, each 0 to 10.")
    secret: Text | None = Field(None, description="What nobody is told; for authors, role-play cards and the debrief.")
    concerns: dict[Id, Annotated[list[Text], Field(min_length=1, max_length=3)]] = Field(
        default={},
        description="What they care about: one entry a depth, 1 what happened, 2 the story, 3 what it means.",
    )
    objections: dict[Id, Objection] = Field(default={}, description="What they hold against acting, by id.")


class Ask(Part):
    """A specific request. With who, when and where it is specific."""

    title: Text = Field(description="What is asked, in a few words.")
    who: Text | None = Field(None, description="Who does it together.")
    when: Text | None = Field(None, description="The day and the hour.")
    where: Text | None = Field(None, description="The place.")
    risk: Annotated[Whole, Field(ge=1, le=5)] = Field(
        description="1 a coffee, 2 a private card, 3 an open petition, 4 marching on the boss, 5 a strike."
    )


class Fact(Part):
    """A claim of law or a figure that a line makes."""

    text: Text = Field(description="What is so, in one sentence.")
    jurisdiction: Text = Field(description="Where it is so.")
    as_of: Text = Field(description="The month in which it was so, as 2026-01.")
    source: Text = Field(description="Where it can be checked.")


class StartChoice(Part):
    """One beat that a visit may start with."""

    if_: Condition | None = Field(None, alias="if", description="When the visit starts here; the last has none.")
    beat: Reference = Field(description="The beat.")


Start = Annotated[
    Annotated[Reference, Tag("text")] | Annotated[list[StartChoice], Field(min_length=1), Tag("variants")],
    Discriminator(
        _text_or_list,
        custom_error_type="start",
        custom_error_message="a beat is wanted here, or a list of {if, beat}",
    ),
]


class Visit(Part):
    """One talk with someone."""

    id: Id = Field(description="The visit's id, unique in the file.")
    title: Text | None = Field(None, description="What the trainee reads above the talk.")
    with_: Reference = Field(alias="with", description="The person.")
    when: Text | None = Field(None, description="Day and hour.")
    where: Text | None = Field(None, description="The place.")
    if_: Condition | None = Field(
        None, alias="if", description="A visit whose condition fails when its turn comes is passed over for good."
    )
    clock: Clock = Field(description="Minutes that the talk may take.")
    start: Start = Field(description="The first beat, or a list of {if, beat} whose last has no if.")


class Event(Part):
    """Something that happens when a visit ends."""

    after: Reference = Field(description="The visit after which it happens.")
    text: Text | None = Field(None, description="What the trainee reads between the visits.")
    if_: Condition | None = Field(None, alias="if", description="When it happens; without it, always.")
    effects: dict[str, Change] = Field(default={}, description="Changes of moods, named person.mood.")
    sets: Ids = Field(default=[], description="Flags that it sets.")


class Cue(Part):
    """A small signal in a beat's words."""

    shows: Text = Field(description="Words that stand in the narration or in every wording of says.")
    about: Reference | None = Field(None, description="The concern that it is about.")
    lasts: Annotated[Whole, Field(ge=1, le=50)] = Field(
        2, description="Choices that it stays open, the one of its own beat included."
    )


class Answers(Part):
    """Where each answer to an ask leads."""

    yes: Reference = Field(description="The beat after a yes, or end.")
    polite_yes: Reference = Field(description="The beat after a polite yes, or end.")
    no: Reference = Field(description="The beat after a no, or end.")


Then = Annotated[
    Annotated[Reference, Tag("text")] | Annotated[Answers, Tag("variants")],
    Discriminator(
        _text_or_list,
        custom_error_type="then",
        custom_error_message="a beat, end, or {yes, polite_yes, no} is wanted here",
    ),
]


class Option(Part):
    """One thing that the trainee can say or do in a beat."""

    id: Id = Field(description="The option's id, unique in its beat.")
    say: Text | None = Field(None, description="What the trainee says.")
    move: Move | None = Field(None, description="The form of the line.")
    wait: Truth = Field(False, description="Say nothing; that is a move too (silence).")
    if_: Condition | None = Field(None, alias="if", description="The option is offered only where this holds.")
    again: Truth = Field(False, description="May be chosen more than once; otherwise it is spent for the whole play.")
    step: Step | None = Field(None, description="The purpose of this line where it is not the beat's.")
    hears: Reference | None = Field(None, description="The concern and depth that this opens, as wrist.2.")
    picks_up: Reference | None = Field(None, description="The cue that this answers.")
    recalls: Reference | None = Field(None, description="What they told on an earlier visit, as wrist.2.")
    meets: Reference | None = Field(None, description="The objection that this faces.")
    ask: Reference | None = Field(None, description="The ask that this makes; with move: ask and only with it.")
    promises: Ids = Field(default=[], description="A promise made, or several.")
    keeps: References = Field(default=[], description="A promise kept, or several.")
    sets: Ids = Field(default=[], description="Flags that this sets.")
    next: Text | None = Field(None, description="A next step with its date, in words.")
    habit: Reference | None = Field(None, description="The named error that this line is an example of.")
    fact: Reference | None = Field(None, description="The entry of facts that its claim rests on.")
    effects: dict[str, Change] | None = Field(
        None, description="Changes of moods in place of those the move would bring: trust, or person.trust."
    )
    minutes: Clock | None = Field(None, description="Minutes that it takes; by default from its words and the reply's.")
    reply: Wording | None = Field(None, description="What the person answers: a text or a list of {if, text}.")
    then: Then | None = Field(None, description="The next beat, end, or after an ask {yes, polite_yes, no}.")
    plan: Annotated[list[PlanPart], Field(min_length=1)] | None = Field(
        None, description="What of a voter's plan this line settled: time, place, way."
    )
    why: Text | None = Field(None, description="One line of coaching for the debrief.")
    heard_as: Texts = Field(default=[], description="Other wordings of the same line.")


class Beat(Part):
    """A moment: what they say and show, and what the trainee can answer."""

    step: Step = Field("open", description="The purpose of this moment in the arc.")
    narration: Text | None = Field(None, description="What a camera would see and hear.")
    says: Wording | None = Field(None, description="What the person says: a text or a list of {if, text}.")
    cues: dict[Id, Cue] = Field(default={}, description="Small signals that stand in the words, by id.")
    raises: Reference | None = Field(None, description="The objection that comes up here.")
    fact: Reference | None = Field(None, description="The entry of facts that its claim rests on.")
    order: Literal["fixed"] | None = Field(None, description="fixed: options as written, otherwise shuffled.")
    options: list[Option] = Field(default=[], description="What the trainee can say or do.")


class Shift(Part):
    """The frame of a shift."""

    minutes: Clock = Field(description="The one clock of the whole shift, in minutes.")
    between: Annotated[Whole, Field(ge=0, le=60)] = Field(description="Minutes that follow every knock.")
    par: Annotated[Whole, Field(ge=1, le=200)] = Field(description="Contacts an hour of a good canvasser here.")
    kind: Literal["doors", "calls", "texts"] = Field(description="Doors, calls or texts.")
    script: list[Text] = Field(default=[], description="The script at hand, line by line.")


class ListEntry(Part):
    """What the list says about who lives there."""

    name: Text | None = Field(None, description="The name on the list.")
    age: Annotated[Whole, Field(ge=0, le=130)] | None = Field(None, description="The age on the list.")
    note: Text | None = Field(None, description="What the last visitor left on the list.")


class StopTruth(Part):
    """What a right record of this stop says."""

    code: Code = Field(description="The right code.")
    support: Annotated[Whole, Field(ge=1, le=5)] | None = Field(None, description="The true support, 1 to 5.")


class Stop(Part):
    """One door, call or thread of a shift."""

    id: Id = Field(description="The stop's id, unique in the file.")
    label: Text = Field(description="What the trainee reads on the list, such as 12 Alder St.")
    list_: ListEntry | None = Field(None, alias="list", description="Who is said to live there.")
    with_: Reference | None = Field(None, alias="with", description="The person who answers; without it nobody does.")
    start: Start | None = Field(None, description="The first beat where somebody answers.")
    truth: StopTruth = Field(description="What a right record of this stop says.")


class Walk(Part):
    """The author's own test: choices and what must hold after them."""

    name: Text = Field(description="What this walk shows.")
    choose: list[Reference] = Field(description="The options by id, from the first visit on.")
    expect: list[Condition] = Field(default=[], description="Conditions, and the skills and overall.")
    rate: dict[str, Annotated[Whole, Field(ge=1, le=5)]] = Field(default={}, description="The ratings, by person.")


class Scenario(Part):
    """A scenario of Second Knock, format 1."""

    format: Annotated[Literal[1], BeforeValidator(as_whole_number)] = Field(description="The version of the format: 1.")
    id: Id = Field(description="The scenario's id.")
    title: Text = Field(description="The title in the library.")
    form: Form = Field(description="visits: going back to the same people. shift: a queue of short contacts.")
    method: Method = Field(description="The kind of work that the scenario practises.")
    setting: Setting = Field(description="Where it plays.")
    level: Annotated[Whole, Field(ge=1, le=3)] = Field(description="1 first steps, 2 working, 3 hard.")
    minutes: Annotated[Whole, Field(ge=1, le=600)] | None = Field(None, description="Minutes that a trainee needs.")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        description="The language of the texts, such as en or es."
    )
    teaches: list[Skill] = Field(default=[], description="The skills that the scenario exercises.")
    content_notes: list[Text] = Field(default=[], description="What may be hard for someone to play.")
    contrast: Reference | None = Field(None, description="The scenario that meets the same people the other way.")
    brief: Text = Field(description="What the trainee reads before the first visit.")
    goals: list[Text] = Field(default=[], description="What the trainee tries to reach.")
    facts: dict[Id, Fact] = Field(default={}, description="Every claim of law or figure that a line makes.")
    people: Annotated[dict[Id, Person], Field(min_length=1)] = Field(description="The people, by id.")
    asks: dict[Id, Ask] = Field(default={}, description="Specific requests, by id.")
    visits: Annotated[list[Visit], Field(min_length=1)] | None = Field(None, description="The talks, in their order.")
    shift: Shift | None = Field(None, description="The frame of a shift, with form: shift.")
    stops: Annotated[list[Stop], Field(min_length=1)] | None = Field(
        None, description="The doors, calls or threads of a shift, in their order."
    )
    events: list[Event] = Field(default=[], description="What happens between visits.")
    beats: Annotated[dict[Id, Beat], Field(min_length=1)] = Field(description="The moments, by id.")
    walks: list[Walk] = Field(default=[], description="The author's own tests; check runs them.")
    allow: dict[str, Text] = Field(default={}, description="Findings that are meant: the code and the reason.")


TEACHES_BY_FORM = {"visits": ORGANIZING_SKILLS, "shift": SHIFT_SKILLS}
"""The skills that a scenario of each form can name under `teaches`."""
