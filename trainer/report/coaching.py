"""Coaching while a play still runs: after a line in learn mode, after a visit in practice mode, never in test mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring import catalogue, score, turn_costs
from scoring.reading import read
from trainer.conversation.lifecycle import Course
from trainer.language import _
from trainer.report.forks import coaching_of
from trainer.report.shapes import Coaching
from trainer.report.talk import cues_of, exchanges

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario

AFTER_A_VISIT = 2
"""How many habits are coached after a visit: few enough to be remembered in the next one."""


def after_line(course: Course, scenario: Scenario) -> tuple[str, ...]:
    """What a coach says after the last line, in learn mode: the author's own word, and the habit's. Empty otherwise."""
    if course.mode != "learn" or not course.play.turns:
        return ()
    turn = course.play.turns[-1]
    option = next(option for option in scenario.beats[turn.beat].options if option.id == turn.option)
    habit = catalogue().get(str(option.habit)) if option.habit else None
    return tuple(filter(None, (str(option.why or ""), _(habit.coaching) if habit else "")))


def after_visit(course: Course, scenario: Scenario) -> tuple[Coaching, ...]:
    """The habits of the visit that has just ended, in practice mode, the costliest first; empty otherwise.

    After the last visit it is empty too: first the trainee judges, then the debrief speaks.
    """
    play = course.play
    if course.mode != "practice" or not play.between or play.ended or not play.turns:
        return ()
    transcript = play.transcript()
    scorecard = score(transcript)
    visit = transcript.turns[-1].visit
    here = tuple(habit for habit in scorecard.habits if transcript.turns[habit.turn - 1].visit == visit)
    cues = cues_of(play, scenario, read(transcript).showings())
    said = exchanges(transcript)
    return coaching_of(scorecard._replace(habits=here), turn_costs(transcript), said, cues, AFTER_A_VISIT)
