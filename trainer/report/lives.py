"""One person in one of the two plays of a pair: what was said, what came of it, and what was written down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from scoring.reading import AGREEING, read
from scoring.transcript import HeadVisit, StopRecord, Transcript
from trainer.report.words import counted, sentence, signed
from trainer.scenario.model import Scenario


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


class ShiftWords(NamedTuple):
    """How a kind of shift is spoken of: where it was, and what was not done at a stop that was passed by."""

    where: str
    not_done: str


_SHIFT_WORDS: Final = MappingProxyType(
    {
        "doors": ShiftWords("At the doors", "you did not knock"),
        "calls": ShiftWords("On the telephone", "you did not call"),
        "texts": ShiftWords("In the messages", "you did not write"),
    }
)

_SAID: Final = MappingProxyType({"yes": "yes", "polite_yes": "yes", "no": "no"})
"""What was said, which is the same word for a yes that is meant and for one that is manners."""


def life_of(transcript: Transcript, scenario: Scenario, person: str, name: str) -> Life:
    """What one play tells of one person; `name` is what they are called in a sentence."""
    talks = [visit for visit in read(transcript).visits if visit.person == person]
    minutes = sum(moment.turn.minutes for visit in talks for moment in visit.moments)
    end = transcript.end
    answers = answers_of(transcript, person)
    agreed = [ask for ask, answer in answers.items() if answer in AGREEING]
    came = any(person in end.comes.get(ask, ()) for ask in agreed) if agreed and end.ended else None
    learned = tuple(_learned(transcript, scenario, person))
    stops = [stop for stop in transcript.head.visits if stop.person == person and stop.truth]
    records = [record for stop in stops for record in transcript.records if record.stop == stop.id]
    met = [f"{counted(minutes, 'minute')} in {counted(len(talks), 'talk')}.", *_learned_in_words(learned, name)]
    met += [*_asked(transcript, person, name), *_written(records, stops), *_rated(transcript, person, name)]
    return Life(
        talks=len(talks),
        minutes=minutes,
        answers=tuple(f"{_SAID[answer]} to “{transcript.head.asks[ask].title}”" for ask, answer in answers.items()),
        came=came,
        learned=learned,
        recorded="; ".join(_record(record.code, record.support, record.plan) for record in records),
        true="; ".join(map(_truth, stops)) or _rating(transcript, person),
        words=tuple(met if talks else _not_met(transcript, stops, name)),
    )


def answers_of(transcript: Transcript, person: str) -> dict[str, str]:
    """What somebody answered to each ask, as it stood at the end."""
    return {ask: by[person] for ask, by in transcript.end.answers.items() if person in by}


def _learned(transcript: Transcript, scenario: Scenario, person: str) -> Iterator[str]:
    """The depths that somebody opened, in the author's words; a scenario that was edited since may lack some."""
    lived = scenario.people.get(person)
    for turn in transcript.turns:
        if lived and turn.person == person and turn.opened:
            concern, _, depth = turn.opened.rpartition(".")
            told = lived.concerns.get(concern, [])
            if int(depth) <= len(told):
                yield str(told[int(depth) - 1])


def _record(code: str, support: int | None, plan: bool = False) -> str:
    return code.replace("_", " ") + (f", support {support}" if support else "") + (", with a plan" if plan else "")


def _truth(stop: HeadVisit) -> str:
    return _record(str(stop.truth.get("code")), stop.truth.get("support"))


def _rating(transcript: Transcript, person: str) -> str:
    true = transcript.end.rating.get(person)
    return f"a {true}" if true and transcript.head.form == "visits" else ""


def _not_met(transcript: Transcript, stops: Sequence[HeadVisit], name: str) -> Iterator[str]:
    if not stops:
        yield f"You did not meet {name}."
    for stop in stops:
        yield f"{stop.title}: {shift_words(transcript).not_done}, so you never met {name}."


def _learned_in_words(learned: Sequence[str], name: str) -> Iterator[str]:
    told = " ".join(map(sentence, learned))
    yield f"You learned: {told}" if told else f"What weighs on {name} did not come up."


def _asked(transcript: Transcript, person: str, name: str) -> Iterator[str]:
    """What was asked, what was said, and what came of each yes."""
    answers = answers_of(transcript, person)
    for ask, answer in answers.items():
        yield f"{name} said {_SAID[answer]} to “{transcript.head.asks[ask].title}”."
        if answer in AGREEING and transcript.end.ended:
            yield " ".join(_outcome(transcript, person, name, ask))
    if not answers:
        yield f"You asked {name} for nothing."


def _outcome(transcript: Transcript, person: str, name: str, ask: str) -> Iterator[str]:
    """Whether a yes was kept when the day came, and why."""
    end = transcript.end
    polite = end.answers[ask][person] == "polite_yes"
    if person in end.comes.get(ask, ()):
        yield f"When the day came, {name} did it."
        if polite:
            yield "It was said out of politeness, and grew."
        if person in end.inoculated:
            yield "You had talked through what would get in the way."
        return
    needed, ready = 4 * transcript.head.asks[ask].risk + 2, signed(end.readiness[person])
    yield f"When the day came, {name} did not do it."
    if polite:
        yield f"The yes was manners: this takes a readiness of {needed}, and {name}'s was {ready}."
    else:
        yield "The yes was meant, and did not last."
        yield f"This takes a readiness of {needed}, and {name}'s was down to {ready}."


def _written(records: Sequence[StopRecord], stops: Sequence[HeadVisit]) -> Iterator[str]:
    """What was written down, beside what a right record says; a plan is nobody's to be right or wrong about here."""
    true = {stop.id: stop for stop in stops}
    for record in records:
        right = _record(record.code, record.support) == _truth(true[record.stop])
        told = "That is so" if right else f"Right would have been: {_truth(true[record.stop])}"
        yield f"You wrote down: {_record(record.code, record.support, record.plan)}. {told}."


def _rated(transcript: Transcript, person: str, name: str) -> Iterator[str]:
    true = _rating(transcript, person)
    if true:
        own = transcript.ratings.get(person)
        yield f"You rated {name} a {own}; {name} was {true}." if own else f"You gave no rating; {name} was {true}."


def shift_words(transcript: Transcript) -> ShiftWords:
    """How the kind of this shift is spoken of."""
    return _SHIFT_WORDS.get(str(transcript.head.shift.get("kind")), _SHIFT_WORDS["doors"])
