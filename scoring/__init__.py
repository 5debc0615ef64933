"""Scoring of a play from its transcript alone: no screen, no engine, nothing beyond the standard library.

`score` turns a `Transcript` into a `Scorecard`; `turn_costs` says what each line cost against the best one on offer,
and `costliest` and `habits_to_coach` what a debrief shows of it. A number never comes without the turns it came from.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from scoring.cost import (
        CoachedHabit,
        SkillChange,
        TurnCost,
        costliest,
        habits_to_coach,
        turn_costs,
    )
    from scoring.habits import Habit, catalogue, gate_habits
    from scoring.recognise import FoundHabit
    from scoring.rubric import (
        MITI_COMPLEX_REFLECTIONS,
        MITI_REFLECTIONS_TO_QUESTIONS,
        NOT_EXERCISED,
        Anchors,
        ComponentRule,
        SkillRule,
        Threshold,
        band,
        rounded,
        skill_rules,
    )
    from scoring.scorecard import Component, GateLine, Scorecard, SkillScore, score
    from scoring.texts import text_habits
    from scoring.transcript import Transcript, TranscriptError

__all__ = [
    "MITI_COMPLEX_REFLECTIONS",
    "MITI_REFLECTIONS_TO_QUESTIONS",
    "NOT_EXERCISED",
    "Anchors",
    "CoachedHabit",
    "Component",
    "ComponentRule",
    "FoundHabit",
    "GateLine",
    "Habit",
    "Scorecard",
    "SkillChange",
    "SkillRule",
    "SkillScore",
    "Threshold",
    "Transcript",
    "TranscriptError",
    "TurnCost",
    "band",
    "catalogue",
    "costliest",
    "gate_habits",
    "habits_to_coach",
    "rounded",
    "score",
    "skill_rules",
    "text_habits",
    "turn_costs",
]

_HOMES: Final = {
    "Anchors": "rubric",
    "CoachedHabit": "cost",
    "Component": "scorecard",
    "ComponentRule": "rubric",
    "FoundHabit": "recognise",
    "GateLine": "scorecard",
    "Habit": "habits",
    "MITI_COMPLEX_REFLECTIONS": "rubric",
    "MITI_REFLECTIONS_TO_QUESTIONS": "rubric",
    "NOT_EXERCISED": "rubric",
    "Scorecard": "scorecard",
    "SkillChange": "cost",
    "SkillRule": "rubric",
    "SkillScore": "scorecard",
    "Threshold": "rubric",
    "Transcript": "transcript",
    "TranscriptError": "transcript",
    "TurnCost": "cost",
    "band": "rubric",
    "catalogue": "habits",
    "costliest": "cost",
    "gate_habits": "habits",
    "habits_to_coach": "cost",
    "rounded": "rubric",
    "score": "scorecard",
    "skill_rules": "rubric",
    "text_habits": "texts",
    "turn_costs": "cost",
}
"""The module of each name. It is imported when the name is first wanted: a talk needs the transcript alone."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"scoring.{_HOMES[name]}"), name)
    return found
