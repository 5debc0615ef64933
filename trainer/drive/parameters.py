"""Every number of the drive's model: default, range, unit, where it comes from, and how sure anybody can be of it.

A number is *measured* (somebody counted it, in a study or in public records), *fitted* (chosen so that the model
agrees with such counts) or *assumed* (nobody has measured it). Each field of `Parameters` carries its `Fact`; the
parameter page and docs/drive_model.md are made from them. `mark` is for whoever shows meanings and units.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Literal, NamedTuple

from trainer.language import _, mark

Kind = Literal["measured", "fitted", "assumed"]
Confidence = Literal["H", "M", "L"]
"""High, middling, low."""

ASSUMED: Final = "no source; an assumption of this model"
FITTED: Final = "fitted to the reference results in docs/drive_model.md"
GETMAN: Final = "(Getman, Goldberg, Herman 1976, from knowledge)"


class Fact(NamedTuple):
    """What is known about a parameter. `low` and `high` are the least and the most that it can be set to."""

    name: str
    default: float
    low: float
    high: float
    unit: str
    kind: Kind
    confidence: Confidence
    meaning: str
    source: str

    @property
    def whole(self) -> bool:
        """Whether it counts people, rounds, texts or weeks, of which there is no half."""
        return self.name in WHOLE


WHOLE: Final = frozenset({"crew", "rounds", "reminder_weeks", "texts_each", "friends_most"})
"""Numbers of the model that count something whole."""


class WrongParameter(ValueError):
    """A parameter that does not exist, or a value that it cannot have; `hint` says what would do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _known(
    default: float,
    low: float,
    high: float,
    unit: str,
    kind: Kind,
    sure: Confidence,
    meaning: str,
    source: str = ASSUMED,
) -> Any:
    return field(default=default, metadata={"fact": (low, high, unit, kind, sure, meaning, source)})


@dataclass(frozen=True)
class Parameters:
    """The numbers of one simulation. Attitudes are in standard deviations (SD), acts in logits of `k` per SD."""

    # Who the people are
    mu: float = _known(
        0.37, -2, 2, mark("SD"), "fitted", "L",
        mark("how much people want it on average before anybody talks with them"),
        FITTED,
    )  # fmt: skip
    sd_i: float = _known(
        1.0, 0.05, 2, mark("SD"), "fitted", "L",
        mark("how much people of one shop differ"),
        FITTED,
    )  # fmt: skip
    sd_shop: float = _known(
        0.45, 0, 2, mark("SD"), "fitted", "M",
        mark("how much whole shops differ; .8 for random shops"),
        "; ".join((FITTED, "NLRB elections FY2011–22 (n = 8,719) differ more still")),
    )  # fmt: skip
    leader_gap: float = _known(
        -0.15, -1, 1, mark("SD"), "assumed", "L",
        mark("how much less informal leaders want it at first"),
    )  # fmt: skip
    trust: float = _known(
        0.12, 0, 1, mark("0 to 1"), "fitted", "L",
        mark("trust in the organizer at the start, on average; each person's lies between none and twice this"),
        FITTED,
    )  # fmt: skip
    fear: float = _known(
        0.9, 0, 3, mark("SD"), "fitted", "L",
        mark("mean fear at the start; each person's lies between none and twice this"),
        FITTED,
    )  # fmt: skip
    # How they answer and act
    k: float = _known(
        1.7, 0.1, 5, mark("logit per SD"), "assumed", "M",
        mark("how strongly wanting turns into acting"),
        "1.7 makes a logistic curve nearly a normal one; that acts follow it is assumed",
    )  # fmt: skip
    steady: float = _known(
        0.62, 0, 1, mark("share"), "fitted", "L",
        mark("how often a person's own luck decides, the same at every act, and not the day's"),
        f"{FITTED}, and so to the 72% of card signers who vote yes {GETMAN}",
    )  # fmt: skip
    politeness: float = _known(
        1.0, -1, 4, mark("logit"), "fitted", "L",
        mark("how far a polite yes runs ahead of wanting; vague asks raise it"),
        "set with the flake of volunteers, 50% (20–60) (thecampaignworkshop.com, tectonica.co, victoryguide.us)",
    )  # fmt: skip
    beta: float = _known(
        3.0, -6, 6, mark("logit"), "assumed", "L",
        mark("pull of seeing others act; 0 for none, below 0 where people leave it to others"),
        "Granovetter 1978 has people follow; Cantoni and others (QJE 2019) found the opposite in Hong Kong",
    )  # fmt: skip
    prior: float = _known(
        0.2, 0, 1, mark("share"), "assumed", "L",
        mark("how many people think will act before they have seen anybody act"),
    )  # fmt: skip
    rounds: float = _known(
        4, 1, 12, mark("rounds"), "assumed", "L",
        mark("how often people look again who stands up, at a test"),
    )  # fmt: skip
    tau: float = _known(
        0.8, 0, 1, mark("share"), "assumed", "L",
        mark("how much of fear full trust takes away"),
    )  # fmt: skip
    vote_risk: float = _known(
        0.2, 0, 2, mark("risk"), "assumed", "L",
        mark("risk of a secret vote; tests carry their own"),
    )  # fmt: skip
    act_raises: float = _known(
        0.0, 0, 0.5, mark("SD"), "assumed", "L",
        mark("how much acting itself makes people want it; off unless set"),
        "about half of activists did not start as believers (Munson 2008, from knowledge)",
    )  # fmt: skip
    # Ties
    crew: float = _known(
        8, 2, 40, mark("people"), "assumed", "L",
        mark("size of a crew in generated units"),
    )  # fmt: skip
    rewire: float = _known(
        0.25, 0, 1, mark("share"), "assumed", "L",
        mark("ties that lead out of the crew in generated units"),
    )  # fmt: skip
    leader_weight: float = _known(
        4, 0.1, 20, mark("times"), "assumed", "L",
        mark("what a leader's tie weighs beside another's"),
        "close friends carry nearly all influence (Bond and others, Nature 2012); the 4 is assumed",
    )  # fmt: skip
    lam: float = _known(
        0.3, 0, 0.95, mark("share a week"), "assumed", "L",
        mark("how much of people's support comes from those around them"),
        "form of Friedkin and Johnsen; the value is assumed",
    )  # fmt: skip
    leader_guess: float = _known(
        0.75, 0, 1, mark("share"), "assumed", "L",
        mark("how often the guess who leads a crew is right"),
    )  # fmt: skip
    loud_noise: float = _known(
        1.0, 0, 5, mark("SD"), "assumed", "L",
        mark("how little being loud says about wanting it"),
    )  # fmt: skip
    # A quick contact
    quick_rate: float = _known(
        4, 0.5, 20, mark("an hour"), "assumed", "M",
        mark("quick contacts an hour inside a shop or a building"),
        "doors give 5 (3–8) face to face an hour (Wellstone); a quarter of an hour each inside",
    )  # fmt: skip
    quick_d: float = _known(
        0.0, 0, 0.1, mark("SD"), "measured", "H",
        mark("what a quick contact changes in what somebody wants"),
        "49 field experiments, 0 (Kalla & Broockman, APSR 2018)",
    )  # fmt: skip
    quick_half: float = _known(
        1.5, 0.1, 60, mark("weeks"), "assumed", "M",
        mark("half-life of that"),
        "early effects decay (Kalla & Broockman, APSR 2018)",
    )  # fmt: skip
    quick_trust: float = _known(
        0.02, 0, 0.5, mark("0 to 1"), "assumed", "L",
        mark("trust that a quick contact brings"),
    )  # fmt: skip
    quick_trust_most: float = _known(
        0.15, 0, 1, mark("0 to 1"), "assumed", "L",
        mark("where quick contacts bring no more trust"),
    )  # fmt: skip
    reminder: float = _known(
        0.16, 0, 0.5, mark("logit"), "measured", "H",
        mark("what a contact or reminder does for turning up; .16 is 4 points at 50%"),
        "canvass turnout effects, 4 points (0–9) (Green, Gerber, Nickerson 2003 and later)",
    )  # fmt: skip
    reminder_weeks: float = _known(
        2, 0, 12, mark("weeks"), "assumed", "L",
        mark("how long that lasts"),
    )  # fmt: skip
    reminder_rate: float = _known(
        12, 1, 60, mark("an hour"), "assumed", "L",
        mark("reminders by phone an hour"),
        "6 to 10 phone contacts an hour (Wellstone; callhub), faster with people one knows",
    )  # fmt: skip
    # A one-on-one
    deep_hours: float = _known(
        1.25, 0.25, 4, mark("hours"), "assumed", "M",
        mark("a one-on-one with its setting up"),
        "40–60 minutes (Faith in Action guide; ben Asher), with set-up 1.25 hours by rule of thumb",
    )  # fmt: skip
    deep_happens: float = _known(
        0.75, 0, 1, mark("share"), "assumed", "L",
        mark("one-on-ones that take place"),
        "rule of thumb",
    )  # fmt: skip
    deep_d: float = _known(
        0.2, 0, 0.5, mark("SD"), "assumed", "L",
        mark("what one good one-on-one changes in what somebody wants; plausible .08–.36"),
        "between narrative exchange, .08 (Kalla & Broockman, APSR 2020) and a 2016 study; not measured in organizing",
    )  # fmt: skip
    deep_again: float = _known(
        0.6, 0, 1, mark("times"), "assumed", "L",
        mark("what each further one-on-one does beside the one before"),
    )  # fmt: skip
    deep_half: float = _known(
        40, 1, 500, mark("weeks"), "assumed", "M",
        mark("half-life of that"),
        "lasts four months and more (Kalla & Broockman, APSR 2020); 40 weeks agrees with it",
    )  # fmt: skip
    deep_trust: float = _known(
        0.45, 0, 1, mark("0 to 1"), "assumed", "L",
        mark("share of the missing trust that a good one-on-one brings"),
    )  # fmt: skip
    trust_half: float = _known(
        20, 1, 500, mark("weeks"), "assumed", "L",
        mark("half-life of trust"),
    )  # fmt: skip
    deep_fear: float = _known(
        0.2, 0, 1, mark("share"), "assumed", "L",
        mark("share of fear that a good one-on-one takes away"),
    )  # fmt: skip
    deep_inoculation: float = _known(
        0.6, 0, 1, mark("0 to 1"), "assumed", "L",
        mark("share of the missing inoculation that a good one-on-one brings"),
        "inoculation works, d about .43 (Banas & Rains 2010, size from knowledge)",
    )  # fmt: skip
    inoculation_half: float = _known(
        6, 0.5, 500, mark("weeks"), "assumed", "M",
        mark("half-life of inoculation"),
        "holds about two weeks and then decays (Banas & Rains 2010; 10570314.2018.1454600)",
    )  # fmt: skip
    quality_floor: float = _known(
        0.3, 0, 0.9, mark("0 to 1"), "assumed", "L",
        mark("quality of a talk at which it does nothing"),
    )  # fmt: skip
    quality_harm: float = _known(
        0.3, 0, 1, mark("share"), "assumed", "L",
        mark("the most harm that pushing does, beside a perfect talk's good"),
    )  # fmt: skip
    # The committee
    committee_trust: float = _known(
        0.4, 0, 1, mark("0 to 1"), "assumed", "L",
        mark("trust from which somebody who is for it joins"),
    )  # fmt: skip
    committee_most: float = _known(
        0.2, 0, 1, mark("share"), "assumed", "M",
        mark("the most of the unit on the committee"),
        "practice: 10–15% of the unit, one for every ten (unionhall.aflcio.org)",
    )  # fmt: skip
    committee_hours: float = _known(
        2, 0, 20, mark("hours a week"), "assumed", "L",
        mark("what a member gives in a week that they come"),
    )  # fmt: skip
    committee_comes: float = _known(
        0.6, 0, 1, mark("share"), "assumed", "M",
        mark("how often a member comes"),
        "volunteers' flake is 50% (20–60), members' less",
    )  # fmt: skip
    committee_quality: float = _known(
        0.8, 0, 1.2, mark("times"), "assumed", "L",
        mark("quality of a member's talks beside the organizer's"),
    )  # fmt: skip
    pull_base: float = _known(
        0.75, 0, 3, mark("times"), "assumed", "L",
        mark("strength of a member's talk with somebody tied to none of them"),
    )  # fmt: skip
    pull_ties: float = _known(
        2, 0, 10, mark("times"), "assumed", "L",
        mark("what is added with the share of somebody's ties on the committee"),
    )  # fmt: skip
    pull_most: float = _known(
        1.6, 0, 5, mark("times"), "assumed", "L",
        mark("the most that can come to"),
    )  # fmt: skip
    # The campaign against
    exposed: float = _known(
        0.9, 0, 1, mark("share a week"), "assumed", "M",
        mark("people whom the employer's campaign reaches in a week"),
        "nine in ten employers hold captive meetings (Bronfenbrenner 2009); the weekly reach is assumed",
    )  # fmt: skip
    hit: float = _known(
        0.07, 0, 0.5, mark("SD a week"), "fitted", "L",
        mark("how much less people want it for each week that reaches them"),
        f"set for the 72% of card signers who vote yes {GETMAN}",
    )  # fmt: skip
    scare: float = _known(
        0.07, 0, 0.5, mark("SD a week"), "assumed", "L",
        mark("how much more they fear for it"),
    )  # fmt: skip
    shield: float = _known(
        0.55, 0, 1, mark("share"), "assumed", "L",
        mark("how much of either full inoculation keeps off"),
    )  # fmt: skip
    landlord_exposed: float = _known(
        0.5, 0, 1, mark("share a week"), "assumed", "L",
        mark("people whom a landlord's campaign reaches in a week"),
    )  # fmt: skip
    landlord_scare: float = _known(
        0.14, 0, 0.5, mark("SD a week"), "assumed", "L",
        mark("how much more those fear, who are singled out"),
    )  # fmt: skip
    # A turf of voters
    turnout: float = _known(
        0.45, 0.02, 0.98, mark("share"), "assumed", "L",
        mark("voters who go when nobody contacts them"),
    )  # fmt: skip
    list_right: float = _known(
        0.85, 0.01, 0.99, mark("share"), "assumed", "L",
        mark("voters on the list who are on your side; the rest count against you"),
    )  # fmt: skip
    effect: float = _known(
        0.04, 0, 0.09, mark("share"), "measured", "H",
        mark("what a talk at the door does for turnout; halve it where all talk of the election"),
        "per contact (Green, Gerber, Nickerson 2003: 7 points; Green, McGrath, Aronow 2013: 2.5)",
    )  # fmt: skip
    spillover: float = _known(
        0.6, 0, 1, mark("share"), "measured", "H",
        mark("what of it reaches a housemate"),
        "Nickerson, APSR 2008",
    )  # fmt: skip
    housemates: float = _known(
        0.5, 0, 1, mark("share"), "assumed", "L",
        mark("voters who live with another voter"),
    )  # fmt: skip
    housemate_agrees: float = _known(
        0.75, 0, 1, mark("share"), "assumed", "L",
        mark("housemates who want the same side"),
    )  # fmt: skip
    door_rate: float = _known(
        5, 1, 15, mark("an hour"), "measured", "H",
        mark("talks at doors an hour"),
        "3 to 8 (Wellstone; older books say 12)",
    )  # fmt: skip
    phone_rate: float = _known(
        6, 1, 45, mark("an hour"), "assumed", "L",
        mark("talks by phone an hour"),
        "10 (7–14) in old data (Wellstone); 6 is a judgement for today",
    )  # fmt: skip
    phone_effect: float = _known(
        0.5, 0, 1, mark("times"), "measured", "M",
        mark("effect of a phone call beside a door"),
        "volunteers' calls 2 points (1–3.5) (Green & Gerber, from knowledge)",
    )  # fmt: skip
    text_rate: float = _known(
        300, 50, 2000, mark("an hour"), "assumed", "L",
        mark("texts an hour with answering replies"),
        "rule of thumb",
    )  # fmt: skip
    texts_each: float = _known(
        2, 1, 6, mark("texts"), "assumed", "L",
        mark("texts that a voter gets at most"),
    )  # fmt: skip
    text_effect: float = _known(
        0.0025, 0, 0.01, mark("share"), "measured", "H",
        mark("what a cold text does for turnout"),
        ".0026 (vote.org 2018), .002 (voteamerica 2016)",
    )  # fmt: skip
    voter_talk_rate: float = _known(
        0.8, 0.2, 3, mark("an hour"), "assumed", "L",
        mark("long talks finished an hour at doors"),
        "0.8–2 an hour, from knowledge",
    )  # fmt: skip
    voter_talk_d: float = _known(
        0.08, 0, 0.2, mark("SD"), "measured", "H",
        mark("what such a talk changes in which side somebody is on"),
        "narrative exchange d = .08, .08, .04; arguments alone 0 (Kalla & Broockman, APSR 2020)",
    )  # fmt: skip
    friend_effect: float = _known(
        0.08, 0, 0.15, mark("share"), "measured", "M",
        mark("what a friend's asking does for turnout"),
        "8.3 (Outvote, a vendor), 8.6 (CCI 2025), 13.2 (Turnout Nation, 43 captains)",
    )  # fmt: skip
    friends_most: float = _known(
        200, 0, 100000, mark("people"), "assumed", "L",
        mark("friends on the list whom the volunteers have"),
        "scaling fails (campaigninnovation.org)",
    )  # fmt: skip
    friend_rate: float = _known(
        4, 0.5, 20, mark("an hour"), "assumed", "L",
        mark("friends asked an hour"),
    )  # fmt: skip

    def __post_init__(self) -> None:
        for fact in FACTS:
            value = getattr(self, fact.name)
            if not possible(fact, value):
                told = _("{name} cannot be “{value}”").format(name=fact.name, value=f"{value:g}")
                raise WrongParameter(told, out_of_range(fact))

    def with_values(self, values: dict[str, float]) -> "Parameters":
        """The same with some values replaced. Raises WrongParameter for an unknown name or a value out of range."""
        for name in values:
            fact_of(name)
        return replace(self, **values)

    def as_json(self) -> dict[str, float]:
        """Every value by name."""
        return {fact.name: getattr(self, fact.name) for fact in FACTS}


FACTS: Final[tuple[Fact, ...]] = tuple(
    Fact(each.name, float(each.default), *each.metadata["fact"])  # type: ignore[arg-type]
    for each in fields(Parameters)
)
"""What is known about each parameter, in the order of the page."""

_BY_NAME: Final = {fact.name: fact for fact in FACTS}


_FIRST_OF_TURF: Final = next(place for place, fact in enumerate(FACTS) if fact.name == "turnout")


def facts_of(form: str) -> tuple[Fact, ...]:
    """The parameters that count in a "drive", or on a "turf"; none counts in both."""
    return FACTS[_FIRST_OF_TURF:] if form == "turf" else FACTS[:_FIRST_OF_TURF]


def fact_of(name: str) -> Fact:
    """What is known about the parameter of this name. Raises WrongParameter where there is none."""
    fact = _BY_NAME.get(name)
    if fact is None:
        from difflib import get_close_matches

        near = get_close_matches(name, _BY_NAME, n=1)
        hint = (
            _("did you mean {name}?").format(name=near[0])
            if near
            else _("there are {names}").format(names=", ".join(_BY_NAME))
        )
        raise WrongParameter(_("there is no parameter “{name}”").format(name=name), hint)
    return fact


def out_of_range(fact: Fact) -> str:
    """What a number of the model can be, in words, for somebody who wrote another."""
    span = _("it lies between {low} and {high} ({unit})").format(
        low=f"{fact.low:g}", high=f"{fact.high:g}", unit=_(fact.unit)
    )
    return _("it is a whole number; {span}").format(span=span) if fact.whole else span


def possible(fact: Fact, value: float) -> bool:
    """Whether a number of the model can have this value."""
    return fact.low <= value <= fact.high and (not fact.whole or value == int(value))  # false for NaN too


def settings_of(texts: Iterable[str]) -> dict[str, float]:
    """Values from texts such as `beta=0`. Raises WrongParameter for whatever else."""
    found: dict[str, float] = {}
    for text in texts:
        name, equals, written = (part.strip() for part in text.partition("="))
        if not (name and equals and written):
            raise WrongParameter(_("“{text}” sets nothing").format(text=text), _("write name=value, as in beta=0"))
        fact = fact_of(name)
        cannot = _("{name} cannot be “{value}”").format(name=name, value=written)
        try:
            value = float(written)
        except ValueError:
            hint = (
                _("write a number with a point, as in beta=0.5")
                if "," in written
                else _("write a number, as in beta=0")
            )
            raise WrongParameter(cannot, hint) from None
        if not possible(fact, value):
            raise WrongParameter(cannot, out_of_range(fact))
        if found.get(name, value) != value:
            raise WrongParameter(
                _("{name} is set twice, to different values").format(name=name), _("leave one of them out")
            )
        found[name] = value
    return found


USUAL_PARAMETERS: Final = Parameters()
"""Every number at its default."""
