"""What a person was thinking: moods turn by turn, what they care about as far as it opened, what lay under a no."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scoring import gate_habits
from scoring.moves import FACING, MOODS
from scoring.reading import Reading
from scoring.transcript import Turn
from trainer.conversation.play import Play
from trainer.conversation.state import State, readiness
from trainer.language import _
from trainer.report.shapes import DepthLine, Inside, MoodPoint, ObjectionInside
from trainer.report.talk import names_of
from trainer.report.terms import RATINGS, STEPS_OF_FACING
from trainer.report.words import joined, moved, signed

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario


def insides_of(play: Play, scenario: Scenario, reading: Reading) -> tuple[Inside, ...]:
    """What everyone who was met was thinking, in the order of the meetings."""
    return tuple(_inside(play, scenario, reading, person) for person in people_met(play))


def people_met(play: Play) -> tuple[str, ...]:
    """The people of the visits so far, by id, in order."""
    return tuple(dict.fromkeys(opening.person for opening in play.openings if opening.person))


def _inside(play: Play, scenario: Scenario, reading: Reading, person: str) -> Inside:
    transcript = play.transcript()
    written = scenario.people[person]
    name = names_of(transcript)[person]
    opened = {turn.opened: number for number, turn in enumerate(transcript.turns, start=1) if turn.opened}
    return Inside(
        person=person,
        name=name,
        role=str(written.role or ""),
        moods=tuple(_moods(play, person)),
        depths=tuple(
            DepthLine(str(concern), depth, str(text), opened.get(f"{concern}.{depth}"))
            for concern, texts in written.concerns.items()
            for depth, text in enumerate(texts, start=1)
        ),
        objections=tuple(
            ObjectionInside(
                str(objection),
                str(words.says),
                str(words.under or ""),
                reading.raised[objection],
                _faced(transcript.turns, person, objection),
            )
            for objection, words in written.objections.items()
            if objection in reading.raised
        ),
        secret=str(written.secret or ""),
        words=_stand(play, person, name),
    )


def _stand(play: Play, person: str, name: str) -> str:
    place = play.story.places.people[person]
    trust, fear, hope, anger = _moods_in(play.state, place)
    true = play.transcript().end.rating[person]
    stands = (
        _("At the end {name} is a {rating}: {meaning}.") if play.ended else _("By now {name} is a {rating}: {meaning}.")
    )
    ready = _("Readiness to act is {ready}: anger {anger}, hope {hope} and trust {trust}, less fear {fear}.")
    return " ".join(
        (
            stands.format(name=name, rating=true, meaning=RATINGS[true]),
            ready.format(ready=signed(readiness(play.state, place)), anger=anger, hope=hope, trust=trust, fear=fear),
        )
    )


def _moods(play: Play, person: str) -> Iterator[MoodPoint]:
    """The standing before the first turn, after every turn with this person or that moved them, and between visits."""
    place = play.story.places.people[person]
    now = _moods_in(play.first, place)
    yield _point(0, now, now, False)
    before = play.first
    number = 0
    for step in play.steps:
        noted = now
        if turn := step.turn:
            number += 1
            noted = _after_line(turn, person, now)
            if turn.person == person or noted != now:
                yield _point(number, now, noted, False)
        settled = _moods_in(step.state, place)
        if settled != noted:
            yield _point(number, noted, settled, True, _broken(play, before, step.state, person))
        now, before = settled, step.state


def _point(turn: int, old: tuple[int, ...], new: tuple[int, ...], between: bool, reason: str = "") -> MoodPoint:
    trust, fear, hope, anger = new
    words = moved(old, new)
    return MoodPoint(turn, trust, fear, hope, anger, anger + hope + trust - fear, words + (words and reason), between)


def _moods_in(state: State, place: int) -> tuple[int, ...]:
    return state.moods[4 * place : 4 * place + 4]


def _after_line(turn: Turn, person: str, moods: tuple[int, ...]) -> tuple[int, ...]:
    """The moods right after a line, before anything that the end of a visit brings."""
    prefix = "" if turn.person == person else f"{person}."
    return tuple(value + turn.changes.get(prefix + mood, 0) for mood, value in zip(MOODS, moods, strict=True))


def _broken(play: Play, before: State, after: State, person: str) -> str:
    charged = after.charged & ~before.charged
    theirs = any(
        charged >> promise & 1
        and play.story.visits[after.promised[promise] - 1].person == play.story.places.people[person]
        for promise in range(len(play.story.promises))
    )
    return _(", after a promise that was not kept") if theirs else ""


def _faced(turns: tuple[Turn, ...], person: str, objection: str) -> str:
    """The steps that were taken, in the order in which they were, and those that were not."""
    meeting = [turn for turn in turns if turn.person == person and turn.tags.get("meets") == objection]
    taken = dict.fromkeys(
        step
        for turn in meeting
        if (step := FACING.get(turn.move)) and not (step == "answered" and turn.tags.get("habit") in gate_habits())
    )
    left = [words.do for step, words in STEPS_OF_FACING.items() if step not in taken]
    if not taken:
        return _("You took none of the four steps: {steps}.").format(steps=joined(left))
    did = _("You {steps}.").format(steps=joined(STEPS_OF_FACING[step].did for step in taken))
    if not left:
        return did
    return did + " " + _("You did not {steps}.").format(steps=joined(left, "or"))
