"""Two lives of one afternoon: the same people met once with a script and a clock, and again on visits.

A pair is made of the transcripts of both plays, whichever was played first. It says what each way brought, what it
could not know, and what each is the right tool for. Figures carry their source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from scoring.reading import read
from scoring.transcript import StopRecord, Transcript
from trainer.report.words import counted, joined, sentence, short_names
from trainer.scenario.model import Scenario, Stop

TURNOUT_LOW: Final = 4
TURNOUT_HIGH: Final = 2
"""Points of turnout that a talk at the door adds where few and where many talk of the election.

Green, Gerber and Nickerson 2003; Green, McGrath and Aronow 2013; Mann and Haenschen 2024 for the attenuation.
"""

PLAN_POINTS: Final = 4.1
"""Points of turnout that a plan of when, from where and how added; being urged to vote added none.

Nickerson and Rogers 2010.
"""


class NoPair(ValueError):
    """Two plays that are no pair: the message says why."""


@dataclass(frozen=True, slots=True)
class Life:
    """One person in one of the two plays.

    `minutes` were spent with them in `talks` talks. `answers` are what they said to each ask, as it stood at the end.
    `came` is None where they said yes to nothing. `learned` are the depths they opened, in the author's words.
    `recorded` and `true` are what was written down of them and what would have been right. `words` tells it all.
    """

    talks: int
    minutes: int
    answers: tuple[str, ...]
    came: bool | None
    learned: tuple[str, ...]
    recorded: str
    true: str
    words: tuple[str, ...]


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
            once=_life(shift, once, person, names[person]),
            again=_life(visits, again, person, names[person]),
        )
        for person in shared
    )
    return Pair(
        once=str(once.title),
        again=str(again.title),
        people=people,
        ledger=tuple(_ledger(shift, visits, people)),
        turnout=tuple(_turnout(shift)),
        jobs=JOBS,
    )


JOBS: Final = (
    "What the hour at the doors is for: reach. It finds those who are with you already and helps them go. In field "
    "experiments a talk at the door adds about 4 points of turnout where few talk of the election and about 2 where "
    "everybody does. In this program's model of 10,000 voters, 300 volunteer hours at the doors bring some 44 votes, "
    "and the same hours in long talks some 14. With 1.8 minutes a voter nobody can come back.",
    "What it cannot know is what a yes is worth, and it is not meant to. Most people are kind to a stranger on the "
    "step. Where nobody risks anything, that does no harm.",
    "What coming back is for: to know. Where people risk their home or their job, they come when they trust you, when "
    "the fear was looked at, and when others go. In a building of 16 there are hours enough for that.",
    "How sure this is: what a talk at the door does for turnout was measured in experiments. That long talks move "
    "people to act is what organizers report and what studies without experiments suggest. Nobody has tested it as "
    "the doors were tested.",
    "Valentine says the two are different jobs. Harris wants the talk that goes on all year, with the tools of the "
    "campaign beside it. Neither says that one job can be done with the other's hours.",
)
"""The words that are fair to both. Sources: Green, Gerber and Nickerson 2003; Mann and Haenschen 2024; Boudreau and
others 2025; McAdam 1986; the model of the drive for the 10,000 voters; Valentine and Harris, the founding texts."""


def _life(transcript: Transcript, scenario: Scenario, person: str, name: str) -> Life:
    talks = [visit for visit in read(transcript).visits if visit.person == person]
    minutes = sum(moment.turn.minutes for visit in talks for moment in visit.moments)
    end = transcript.end
    answers = {ask: by[person] for ask, by in end.answers.items() if person in by}
    agreed = [ask for ask, answer in answers.items() if answer in ("yes", "polite_yes")]
    came = any(person in end.comes.get(ask, ()) for ask in agreed) if agreed and end.ended else None
    learned = tuple(_learned(transcript, scenario, person))
    stop = next((stop for stop in scenario.stops or () if stop.with_ == person), None)
    record = next((record for record in transcript.records if stop and record.stop == stop.id), None)
    recorded, true = _recorded(record), _true(stop, transcript, person)
    return Life(
        talks=len(talks),
        minutes=minutes,
        answers=tuple(f"{_ANSWERS[answer]} to “{transcript.head.asks[ask].title}”" for ask, answer in answers.items()),
        came=came,
        learned=learned,
        recorded=recorded,
        true=true,
        words=tuple(
            _life_in_words(transcript, person, name, len(talks), minutes, answers, came, learned, recorded, true)
        ),
    )


_ANSWERS: Final = {"yes": "yes", "polite_yes": "yes", "no": "no"}
"""What was said, which is the same words for a yes that is meant and for one that is manners."""


def _learned(transcript: Transcript, scenario: Scenario, person: str) -> Iterator[str]:
    for turn in transcript.turns:
        if turn.person == person and turn.opened:
            concern, _, depth = turn.opened.rpartition(".")
            depths = scenario.people[person].concerns.get(concern, [])
            # the scenario may have been edited since that play
            if int(depth) <= len(depths):
                yield str(depths[int(depth) - 1])


def _recorded(record: StopRecord | None) -> str:
    if record is None:
        return ""
    plan = " with a plan" if record.plan else ""
    return record.code.replace("_", " ") + (f", support {record.support}" if record.support else "") + plan


def _true(stop: Stop | None, transcript: Transcript, person: str) -> str:
    if stop is None:
        return f"a {transcript.end.rating[person]}" if person in transcript.end.rating else ""
    return stop.truth.code.replace("_", " ") + (f", support {stop.truth.support}" if stop.truth.support else "")


def _life_in_words(
    transcript: Transcript,
    person: str,
    name: str,
    talks: int,
    minutes: int,
    answers: Mapping[str, str],
    came: bool | None,
    learned: tuple[str, ...],
    recorded: str,
    true: str,
) -> Iterator[str]:
    if not talks:
        yield f"You did not meet {name}."
        return
    yield f"{counted(minutes, 'minute')} in {counted(talks, 'talk')}."
    if learned:
        yield f"You learned: {'; '.join(learned)}."
    else:
        yield f"You learned nothing of what {name} carries."
    for ask, answer in answers.items():
        yield f"{name} said {_ANSWERS[answer]} to “{transcript.head.asks[ask].title}”."
    if not answers:
        yield "You asked for nothing."
    if came is not None:
        yield _why(transcript, person, name, answers, came)
    if recorded:
        right = "and that was so" if recorded.startswith(true) else f"it was {true}"
        yield f"You wrote down {recorded}; {right}."
    elif transcript.head.form == "visits" and true:
        own = transcript.ratings.get(person)
        rated = f"You rated {name} a {own}; " if own else "You gave no rating; "
        yield f"{rated}{name} was {true}."


def _why(transcript: Transcript, person: str, name: str, answers: Mapping[str, str], came: bool) -> str:
    """Who came and why, or why not, in one sentence."""
    end = transcript.end
    agreed = [ask for ask, answer in answers.items() if answer in ("yes", "polite_yes")]
    if came:
        prepared = " You had talked through what would get in the way." if person in end.inoculated else ""
        return f"{name} came.{prepared}"
    ask = min(agreed, key=lambda ask: transcript.head.asks[ask].risk)
    needed = 4 * transcript.head.asks[ask].risk + 2
    ready = end.readiness[person]
    if answers[ask] == "polite_yes":
        return f"{name} did not come. The yes was manners: it takes a readiness of {needed}, and {name}'s was {ready}."
    return f"{name} did not come. The yes was meant, and by the day readiness was {ready} where it takes {needed}."


def _ledger(shift: Transcript, visits: Transcript, people: tuple[PairedPerson, ...]) -> Iterator[str]:
    """Minutes, yeses and who came, of those who live in both."""
    for title, lives in (
        ("At the doors", [(p.name, p.once) for p in people]),
        ("Coming back", [(p.name, p.again) for p in people]),
    ):
        met = [(name, life) for name, life in lives if life.talks]
        minutes = sum(life.minutes for _, life in met)
        each = f", about {minutes / len(met):.0f} a person" if met else ""
        said = [name for name, life in met if life.came is not None]
        came = [name for name, life in met if life.came]
        yes = f"{joined(said)} said yes" if said else "nobody said yes"
        arrived = f"{joined(came)} came" if came else "nobody came"
        time = f"{counted(minutes, 'minute')}{each}"
        yield f"{title}: you met {len(met)} of these {len(people)}. It took {time}. {sentence(f'{yes}; {arrived}')}"
    others = len({turn.visit for turn in shift.turns}) - sum(1 for p in people if p.once.talks)
    if others > 0:
        yield f"In the same hour you also talked with {counted(others, 'person')} whom the visits never reach."


def _turnout(shift: Transcript) -> Iterator[str]:
    """What the plans of this shift are worth at the polls, by the experiments."""
    planned: dict[str, set[str]] = {}
    for turn in shift.turns:
        planned.setdefault(turn.visit, set()).update(turn.tags.get("plan") or ())
    supporters = {stop.id for stop in shift.head.visits if stop.truth.get("support") in (1, 2)}
    whole = [stop for stop, parts in planned.items() if len(parts) == 3 and stop in supporters]
    talked = len(planned)
    if not talked:
        return
    low, high = talked * TURNOUT_LOW / 100, talked * TURNOUT_HIGH / 100
    yield (
        f"You had {counted(talked, 'contact')}. At {TURNOUT_HIGH} to {TURNOUT_LOW} points a contact that is "
        f"{high:.2f} to {low:.2f} votes more than without you. It adds up: 100 such shifts bring "
        f"{100 * high:.0f} to {100 * low:.0f}."
    )
    if whole:
        yield (
            f"{counted(len(whole), 'supporter')} left with a plan of when, from where and how. Such a plan raised "
            f"turnout by {PLAN_POINTS} points where it was tried; only urging people to vote raised it by none "
            "(Nickerson and Rogers 2010)."
        )
    elif supporters & planned.keys():
        yield (
            "No supporter left with a whole plan of when, from where and how. Such a plan raised turnout by "
            f"{PLAN_POINTS} points where it was tried (Nickerson and Rogers 2010)."
        )
