"""Two lives of one afternoon: the same people met once with a script and a clock, and again on visits.

A pair is made of the transcripts of both plays, whichever was played first. It says what each way brought, what it
could not know, and what each is the right tool for. Figures carry their source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scoring import rounded
from scoring.reading import AGREEING
from scoring.shift import PLAN_PARTS
from scoring.transcript import Transcript
from trainer.language import _, mark, ngettext
from trainer.report.lives import Life, answers_of, life_of, shift_words
from trainer.report.words import joined, minutes, short_names

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario

FEW_TALK: Final = 4
MANY_TALK: Final = 2
"""Points of turnout that a talk at the door adds where few and where many talk of the election.

Green, Gerber and Nickerson 2003; Mann and Haenschen 2024 for how much less it is where many do.
"""

PLAN_POINTS: Final = 4.1
"""Points of turnout that a plan of when, from where and how added; being urged to vote added none.

Nickerson and Rogers 2010.
"""


class NoPair(ValueError):
    """Two plays that are no pair: the message says why."""


@dataclass(frozen=True, slots=True)
class PairedPerson:
    """Somebody who lives in both plays."""

    id: str
    name: str
    once: Life
    again: Life


@dataclass(frozen=True, slots=True)
class Pair:
    """Both plays side by side. `once` is the shift's title, `again` that of the visits."""

    once: str
    again: str
    people: tuple[PairedPerson, ...]
    ledger: tuple[str, ...]
    turnout: tuple[str, ...]
    jobs: tuple[str, ...]


def pair_of(one: Transcript, other: Transcript, scenarios: Mapping[str, Scenario]) -> Pair:
    """Put two plays of a contrast side by side, in either order.

    `scenarios` holds both scenarios by id. Raises NoPair where the two are not one shift and one of visits, or share
    nobody.
    """
    shift, visits = (one, other) if one.head.form == "shift" else (other, one)
    if shift.head.form != "shift" or visits.head.form != "visits":
        raise NoPair("a pair is one shift and one scenario of visits")
    shared = [person for person in shift.head.people if person in visits.head.people]
    if not shared:
        raise NoPair(f"{shift.head.scenario} and {visits.head.scenario} have nobody in common")
    once, again = scenarios[shift.head.scenario], scenarios[visits.head.scenario]
    names = short_names({person: visits.head.people[person].name for person in shared})
    people = tuple(
        PairedPerson(
            id=person,
            name=visits.head.people[person].name,
            once=life_of(shift, once, person, names[person]),
            again=life_of(visits, again, person, names[person]),
        )
        for person in shared
    )
    return Pair(
        once=str(once.title),
        again=str(again.title),
        people=people,
        ledger=tuple(_ledger(shift, visits, people, names)),
        turnout=tuple(_turnout(shift)),
        jobs=tuple(_(words).format(few=FEW_TALK, many=MANY_TALK) for words in JOBS),
    )


JOBS: Final = (
    mark(
        "What the hour at the doors is for: reach. It finds those who are with you already and helps them go. In field "
        "experiments a talk at the door adds about {few} points of turnout where few talk of the election, and about "
        "{many} where everybody does. In this program's model of 10,000 voters, 300 volunteer hours at the doors "
        "bring some 44 votes, and the same hours in long talks some 14. With 1.8 minutes a voter nobody can come back."
    ),
    mark(
        "What it cannot know is what a yes is worth, and it is not meant to. Most people are kind to a stranger on the "
        "step. Where nobody risks anything, that does no harm."
    ),
    mark(
        "What coming back is for: to know. Where people risk their home or their job, they come when they trust you, "
        "when the fear was looked at, and when others go. In one building, or one shop, there are hours enough for "
        "that."
    ),
    mark(
        "How sure this is: what a talk at the door does for turnout was measured in experiments. That long talks move "
        "people to act is what organizers report and what studies without experiments suggest. Nobody has tested it as "
        "the doors were tested."
    ),
    mark(
        "Ray Valentine says that the two are different jobs. Seth Harris wants the talk that goes on all year, with "
        "the tools of the campaign beside it. Neither says that one job can be done with the other's hours."
    ),
)
"""The words that are fair to both. Sources: Green, Gerber and Nickerson 2003; Mann and Haenschen 2024; Boudreau and
others 2025; McAdam 1986; the model of the drive for the 10,000 voters; Valentine and Harris, the founding texts."""


def _ledger(
    shift: Transcript, visits: Transcript, people: Sequence[PairedPerson], names: Mapping[str, str]
) -> Iterator[str]:
    """Minutes, yeses and who came, of those who live in both."""
    yield _balance(shift_words(shift).where, shift, {person.id: person.once for person in people}, names)
    others = len({turn.person for turn in shift.turns} - {person.id for person in people})
    if others:
        told = ngettext(
            "In the same time you also talked with {count} more person, whom the visits never reach.",
            "In the same time you also talked with {count} more people, whom the visits never reach.",
            others,
        )
        yield told.format(count=others)
    yield _balance(_("Coming back"), visits, {person.id: person.again for person in people}, names)


def _balance(title: str, transcript: Transcript, lives: Mapping[str, Life], names: Mapping[str, str]) -> str:
    """One play of the two, in a few sentences."""
    met = [person for person, life in lives.items() if life.talks]
    if not met:
        return _("{title}: you met none of these {all}.").format(title=title, all=len(lives))
    whom = _("{title}: you met {met} of these {all}.") if len(met) < len(lives) else _("{title}: you met all {all}.")
    spent = sum(lives[person].minutes for person in met)
    took = _("It took {minutes}, about {each} each.") if len(met) > 1 else _("It took {minutes}.")
    said = [person for person in met if AGREEING.intersection(answers_of(transcript, person).values())]
    told = [
        whom.format(title=title, met=len(met), all=len(lives)),
        took.format(minutes=minutes(spent), each=minutes(rounded(spent / len(met)))),
        *_agreed([names[person] for person in said]),
    ]
    if said and transcript.end.ended:
        told += _kept([names[person] for person in said if lives[person].came])
    return " ".join(told)


def _agreed(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield ngettext("{names} said yes.", "{names} said yes.", len(names)).format(names=joined(names))
    else:
        yield _("Nobody said yes.")


def _kept(names: Sequence[str]) -> Iterator[str]:
    if names:
        told = ngettext("When the day came, {names} did it.", "When the day came, {names} did it.", len(names))
        yield told.format(names=joined(names))
    else:
        yield _("When the day came, nobody did it.")


def _turnout(shift: Transcript) -> Iterator[str]:
    """What the talks and plans of this shift are worth at the polls, by the experiments; those are of doors."""
    planned: dict[str, set[str]] = {}
    for turn in shift.turns:
        planned.setdefault(turn.visit, set()).update(turn.tags.get("plan") or ())
    truths = {stop.id: stop.truth for stop in shift.head.visits}
    voters = [stop for stop in planned if truths[stop].get("code") == "canvassed"]
    if voters and shift.head.shift.get("kind") == "doors":
        low, high = (f"{len(voters) * points / 100:.2f}" for points in (MANY_TALK, FEW_TALK))
        told = ngettext("You talked with {count} voter.", "You talked with {count} voters.", len(voters))
        worth = _(
            "At {many} to {few} points of turnout a talk, that is {low} to {high} votes more than without you. "
            "It adds up: 100 such shifts bring {at_least} to {at_most}."
        )
        yield (
            told.format(count=len(voters))
            + " "
            + worth.format(
                many=MANY_TALK,
                few=FEW_TALK,
                low=low,
                high=high,
                at_least=len(voters) * MANY_TALK,
                at_most=len(voters) * FEW_TALK,
            )
        )
    supporters = [stop for stop in voters if truths[stop].get("support") in (1, 2)]
    whole = [stop for stop in supporters if len(planned[stop]) == len(PLAN_PARTS)]
    measured = _(
        "Such a plan raised turnout by {points} points where it was tried; being urged to vote, without one, did "
        "not raise it (Nickerson and Rogers 2010)."
    ).format(points=PLAN_POINTS)
    if whole:
        told = ngettext(
            "You left {count} supporter with a plan of when, from where and how to go.",
            "You left {count} supporters with a plan of when, from where and how to go.",
            len(whole),
        )
        yield f"{told.format(count=len(whole))} {measured}"
    elif supporters:
        yield f"{_('You left no supporter with a whole plan of when, from where and how to go.')} {measured}"
