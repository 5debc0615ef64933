"""One person in one of the two plays of a pair: what was said, what came of it, and what was written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from scoring.reading import AGREEING, read
from scoring.transcript import HeadVisit, StopRecord, Transcript
from trainer.language import Table, _, mark, ngettext
from trainer.report.stops import recorded
from trainer.report.words import minutes as in_minutes
from trainer.report.words import sentence, signed

if TYPE_CHECKING:
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
    """How a kind of shift is spoken of: where it was, and what to say of a stop that was passed by."""

    where: str
    not_met: str


_SHIFT_WORDS: Final = Table(
    {
        "doors": ShiftWords(mark("At the doors"), mark("{stop}: you did not knock, so you never met {name}.")),
        "calls": ShiftWords(mark("On the telephone"), mark("{stop}: you did not call, so you never met {name}.")),
        "texts": ShiftWords(mark("In the messages"), mark("{stop}: you did not write, so you never met {name}.")),
    },
    lambda words: ShiftWords(*map(_, words)),
)


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
    met = [_time(minutes, len(talks)), *_learned_in_words(learned, name)]
    met += [*_asked(transcript, person, name), *_written(records, stops), *_rated(transcript, person, name)]
    return Life(
        talks=len(talks),
        minutes=minutes,
        answers=tuple(
            (_("yes to “{ask}”") if answer in AGREEING else _("no to “{ask}”")).format(
                ask=transcript.head.asks[ask].title
            )
            for ask, answer in answers.items()
        ),
        came=came,
        learned=learned,
        recorded="; ".join(recorded(record.code, record.support, record.plan) for record in records),
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
            concern, _dot, depth = turn.opened.rpartition(".")
            told = lived.concerns.get(concern, [])
            if int(depth) <= len(told):
                yield str(told[int(depth) - 1])


def _time(minutes: int, talks: int) -> str:
    told = (
        ngettext("{minutes} in {count} talk.", "{minutes} in {count} talks.", talks)
        if talks
        else _("{minutes} in no talk.")
    )
    return told.format(minutes=in_minutes(minutes), count=talks)


def _truth(stop: HeadVisit) -> str:
    return recorded(str(stop.truth.get("code")), stop.truth.get("support"))


def _rating(transcript: Transcript, person: str) -> str:
    true = transcript.end.rating.get(person)
    return _("a {rating}").format(rating=true) if true and transcript.head.form == "visits" else ""


def _not_met(transcript: Transcript, stops: Sequence[HeadVisit], name: str) -> Iterator[str]:
    if not stops:
        yield _("You did not meet {name}.").format(name=name)
    for stop in stops:
        yield shift_words(transcript).not_met.format(stop=stop.title, name=name)


def _learned_in_words(learned: Sequence[str], name: str) -> Iterator[str]:
    told = " ".join(map(sentence, learned))
    yield (_("You learned: {told}") if told else _("What weighs on {name} did not come up.")).format(
        told=told, name=name
    )


def _asked(transcript: Transcript, person: str, name: str) -> Iterator[str]:
    """What was asked, what was said, and what came of each yes."""
    answers = answers_of(transcript, person)
    for ask, answer in answers.items():
        said = _("{name} said yes to “{ask}”.") if answer in AGREEING else _("{name} said no to “{ask}”.")
        yield said.format(name=name, ask=transcript.head.asks[ask].title)
        if answer in AGREEING and transcript.end.ended:
            yield " ".join(_outcome(transcript, person, name, ask))
    if not answers:
        yield _("You asked {name} for nothing.").format(name=name)


def _outcome(transcript: Transcript, person: str, name: str, ask: str) -> Iterator[str]:
    """Whether a yes was kept when the day came, and why."""
    end = transcript.end
    polite = end.answers[ask][person] == "polite_yes"
    if person in end.comes.get(ask, ()):
        yield _("When the day came, {name} did it.").format(name=name)
        if polite:
            yield _("It was said out of politeness, and grew.")
        if person in end.inoculated:
            yield _("You had talked through what would get in the way.")
        return
    needed, ready = 4 * transcript.head.asks[ask].risk + 2, signed(end.readiness[person])
    yield _("When the day came, {name} did not do it.").format(name=name)
    if polite:
        told = _("The yes was manners: this takes a readiness of {needed}, and {name}'s was {ready}.")
    else:
        yield _("The yes was meant, and did not last.")
        told = _("This takes a readiness of {needed}, and {name}'s was down to {ready}.")
    yield told.format(needed=needed, name=name, ready=ready)


def _written(records: Sequence[StopRecord], stops: Sequence[HeadVisit]) -> Iterator[str]:
    """What was written down, beside what a right record says; a plan is nobody's to be right or wrong about here."""
    true = {stop.id: stop for stop in stops}
    for record in records:
        right = recorded(record.code, record.support) == _truth(true[record.stop])
        told = _("You wrote down: {wrote}. That is so.")
        if not right:
            told = _("You wrote down: {wrote}. Right would have been: {true}.")
        wrote = recorded(record.code, record.support, record.plan)
        yield told.format(wrote=wrote, true=_truth(true[record.stop]))


def _rated(transcript: Transcript, person: str, name: str) -> Iterator[str]:
    true = transcript.end.rating.get(person)
    if true and transcript.head.form == "visits":
        own = transcript.ratings.get(person)
        told = (
            _("You rated {name} a {own}; {name} was a {true}.")
            if own
            else _("You gave no rating; {name} was a {true}.")
        )
        yield told.format(name=name, own=own, true=true)


def shift_words(transcript: Transcript) -> ShiftWords:
    """How the kind of this shift is spoken of."""
    return _SHIFT_WORDS.get(str(transcript.head.shift.get("kind")), _SHIFT_WORDS["doors"])
