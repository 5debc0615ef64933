"""The debrief of a play: one value with everything that is shown, in the rubric's order.

    debrief = debrief_of(course.play, scenario)

`Debrief` and its parts are described in `trainer.report.shapes`. A play that has not ended has a debrief too; it says
so, and nobody has come yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from scoring import rounded, score, turn_costs
from scoring.reading import read
from scoring.rubric import SHORT_PLAY
from scoring.transcript import Transcript
from trainer.conversation.play import Play
from trainer.language import _, ngettext
from trainer.report.forks import coaching_of, forks_of, next_line_of, next_time_of
from trainer.report.inside import insides_of, people_met
from trainer.report.scores import gate_of, overall_of, person_guesses, skill_guesses, skills_of
from trainer.report.shapes import Arrival, Debrief, Exchange, OwnLine, RecordLine
from trainer.report.stops import recorded
from trainer.report.talk import cues_of, exchanges, names_of, talk_of
from trainer.report.terms import RISKS
from trainer.report.words import sentence, signed

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario

__all__ = ["Debrief", "debrief_of"]


def debrief_of(play: Play, scenario: Scenario, own_lines: Iterable[tuple[int, str]] = ()) -> Debrief:
    """Everything that a debrief of this play of this scenario shows.

    `own_lines` are what the trainee would have said in their own words, each with the number of the turn (from 1) that
    came next.
    """
    visits = scenario.form == "visits"
    transcript = play.transcript()
    scorecard = score(transcript)
    reading = read(transcript)
    showings = tuple(reading.showings())
    costs = turn_costs(transcript)
    said = exchanges(transcript)
    cues = cues_of(play, scenario, showings)
    habits = coaching_of(scorecard, costs, said, cues)
    next_line = next_line_of(scorecard, costs, said, cues)
    return Debrief(
        scenario=str(scenario.id),
        title=str(scenario.title),
        language=str(scenario.language),
        ended=play.ended,
        skill_guesses=skill_guesses(scorecard, play.own_skills or {}),
        person_guesses=person_guesses(transcript, scorecard, said, people_met(play)),
        overall=overall_of(transcript, scorecard),
        skills=skills_of(transcript, scorecard, said, cues),
        gate=gate_of(scorecard, said),
        records=tuple(_records(transcript, scenario)),
        inside=insides_of(play, scenario, reading) if visits else (),
        cues=cues,
        talk=talk_of(play, scenario, showings),
        forks=forks_of(play, scenario, costs, said),
        habits=habits,
        next_line=next_line,
        next_time=next_time_of(scorecard, next_line),
        own_lines=tuple(_own(own_lines, said)),
        arrivals=tuple(_arrivals(play, transcript)) if visits else (),
        facts=tuple(_facts(transcript, scenario)),
        limits=tuple(_limits(transcript, scenario)),
    )


def _own(lines: Iterable[tuple[int, str]], said: Sequence[Exchange]) -> Iterator[OwnLine]:
    for turn, text in sorted(lines, key=lambda line: line[0]):
        yield OwnLine(turn, text, said[turn - 1] if turn <= len(said) else None)


def _arrivals(play: Play, transcript: Transcript) -> Iterator[Arrival]:
    """Everyone who stands at a yes of either kind, once the play has ended."""
    names = names_of(transcript)
    for ask, by_person in transcript.end.answers.items() if play.ended else ():
        risk = transcript.head.asks[ask].risk
        for person, answer in by_person.items():
            if answer not in ("yes", "polite_yes"):
                continue
            came = person in transcript.end.comes.get(ask, ())
            sure = transcript.forecasts.get(f"{ask}.{person}")
            confidence = None if sure is None else rounded(100 * sure)
            yield Arrival(
                ask=ask,
                title=transcript.head.asks[ask].title,
                person=person,
                name=names[person],
                confidence=confidence,
                came=came,
                words=_arrival_in_words(
                    names[person], answer, came, confidence, transcript.end.readiness[person], risk
                ),
            )


def _arrival_in_words(name: str, answer: str, came: bool, confidence: int | None, ready: int, risk: int) -> str:
    forecast = _("You gave no forecast.")
    if confidence is not None:
        forecast = _("You gave it {number} percent.").format(number=confidence)
    came_words = (_("{name} came.") if came else _("{name} did not come.")).format(name=name)
    needed = _("Such an ask ({like}) takes a readiness of {needed}, and {name}'s was {ready}.").format(
        like=RISKS[risk], needed=4 * risk + 2, name=name, ready=signed(ready)
    )
    if came:
        why = _("It was said out of politeness, and grew.") if answer == "polite_yes" else _("The yes was meant.")
    elif answer == "polite_yes":
        why = _("The yes was politeness.")
    else:
        why = _("The yes was meant when it was said, and it did not last.")
    return f"{came_words} {forecast} {why} {needed}"


def _records(transcript: Transcript, scenario: Scenario) -> Iterator[RecordLine]:
    """What was written down at each stop of a shift, beside the truth."""
    stops = {stop.id: stop for stop in scenario.stops or ()}
    for record in transcript.records:
        stop = stops[record.stop]
        wrote, true = recorded(record.code, record.support), recorded(stop.truth.code, stop.truth.support)
        right = record.code == stop.truth.code
        exact = right and record.support == stop.truth.support
        told = _("You wrote {wrote}, and that is so.") if exact else _("You wrote {wrote}. It was {true}.")
        words = f"{stop.label}. {told.format(wrote=wrote, true=true)}"
        yield RecordLine(record.stop, str(stop.label), right, exact, words)


def _facts(transcript: Transcript, scenario: Scenario) -> Iterator[str]:
    """The claims of law and the figures that this play's lines rested on, with where and when they hold."""
    used = [turn.tags.get("fact") for turn in transcript.turns]
    used += [scenario.beats[turn.beat].fact for turn in transcript.turns if turn.beat in scenario.beats]
    for id_ in dict.fromkeys(used):
        if id_ in scenario.facts:
            fact = scenario.facts[id_]
            holds = _("Holds for: {place}, as of {date}. Source: {source}.").format(
                place=_("fiction") if fact.jurisdiction == "fiction" else fact.jurisdiction,
                date=fact.as_of,
                source=fact.source,
            )
            yield f"{sentence(fact.text)} {holds}"


def _limits(transcript: Transcript, scenario: Scenario) -> Iterator[str]:
    """What the scores can tell and what they cannot, in plain words."""
    lines = len(transcript.turns)
    if lines < SHORT_PLAY:
        said = _("You said no line.")
        if lines:
            said = ngettext("You said {count} line.", "You said {count} lines.", lines).format(count=lines)
        short = _("Under {number} lines a share says little, so no skill is called fair or better.")
        yield f"{said} {short.format(number=SHORT_PLAY)}"
    yield _(
        "The scores read your lines, not you. They count what you chose and what came back, "
        "and every number names the turns that it comes from."
    )
    yield _(
        "You chose from lines that somebody wrote. To recognise a good line is easier than to find one "
        "at the end of a shift, so say the better lines aloud, in your own words."
    )
    if scenario.form == "shift":
        yield _(
            "An hour at doors counts contacts and leaves a record. It cannot know who meant it, or who will come. "
            "Brisk, kind and accurate is the work, and it is scored as that."
        )
    yield _(
        "The people are invented and follow rules that can be read. Nobody you meet will follow them, "
        "and who came here says nothing about who comes where you are."
    )
    yield _(
        "The marks for reflecting and for open questions follow published measures of counselling talks. "
        "The weights, and the other marks, are this program's own judgement."
    )
    if any(fact.jurisdiction != "fiction" for fact in scenario.facts.values()):
        yield _("What was said about law is no legal advice. Check it where you are before you say it to anybody.")
