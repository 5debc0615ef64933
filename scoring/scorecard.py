"""The scorecard of a play: every skill with its evidence, the overall score, the gate and the habits."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from scoring import shift, skills
from scoring.habits import gate_habits
from scoring.measures import LEFT_OUT
from scoring.reading import Reading, read
from scoring.recognise import FoundHabit, found_habits
from scoring.rubric import (
    CAP,
    FAIR_POINTS,
    NOT_EXERCISED,
    SHORT_PLAY,
    ComponentRule,
    SkillRule,
    band,
    rounded,
    skill_rules,
)
from scoring.soundness import require_sound
from scoring.transcript import Transcript


class Component(NamedTuple):
    """A part of a skill. `value` is in its own unit, `score` 0 to 100; both None where it was left out."""

    name: str
    share: int
    value: float | None
    score: float | None
    turns: tuple[int, ...]


class SkillScore(NamedTuple):
    """A skill, 0 to 100 and its band, or None and "not exercised", with its components and their evidence."""

    name: str
    weight: int
    score: float | None
    band: str
    components: tuple[Component, ...]


class GateLine(NamedTuple):
    """A line that caps the play: the habit that the author tagged, and its turn, counted from 1."""

    habit: str
    turn: int


class Standing(NamedTuple):
    """The skills of a play and its overall score before rounding, 0 to 100; `uncapped` is without the caps on it."""

    skills: Mapping[str, SkillScore]
    overall: float
    uncapped: float
    gate: tuple[GateLine, ...]


class Scorecard(NamedTuple):
    """The rubric's result. `overall` is a whole number 0 to 100 and rests on `skills_counted` of the skills."""

    skills: Mapping[str, SkillScore]
    overall: int
    band: str
    skills_counted: int
    gate: tuple[GateLine, ...]
    habits: tuple[FoundHabit, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape of the scenario format; scores and values to four places."""
        return {
            "skills": {name: _skill_to_json(skill) for name, skill in self.skills.items()},
            "overall": self.overall,
            "band": self.band,
            "skills_counted": self.skills_counted,
            "gate": [line._asdict() for line in self.gate],
            "habits": [habit._asdict() for habit in self.habits],
        }


def score(transcript: Transcript) -> Scorecard:
    """Score a play, ended or not.

    Raises TranscriptError, with the place, where the transcript holds something that the rubric does not know.
    """
    require_sound(transcript)
    reading = read(transcript)
    standing = stand(reading)
    overall = rounded(standing.overall)
    return Scorecard(
        skills=standing.skills,
        overall=overall,
        band=_band_shown(reading, standing.skills, overall),
        skills_counted=sum(skill.score is not None for skill in standing.skills.values()),
        gate=standing.gate,
        habits=found_habits(reading),
    )


def stand(reading: Reading, held: Mapping[str, SkillScore] | None = None) -> Standing:
    """The skills, the gate and the overall score of a play that was read; the habits are not looked for.

    Skills that are `held` are taken as they are given.
    """
    rules = skill_rules(reading.transcript.head.form)
    by_name = {rule.name: (held or {}).get(rule.name) or _skill(rule, reading) for rule in rules}
    counted = [skill for skill in by_name.values() if skill.score is not None]
    weights = sum(skill.weight for skill in counted)
    uncapped = sum(skill.weight * (skill.score or 0.0) for skill in counted) / weights if weights else 0.0
    gate = tuple(
        GateLine(habit, m.number) for m in reading.moments for habit in m.line.habits if habit in gate_habits()
    )
    nothing_asked = bool(reading.transcript.head.asks) and not any(m.line.ask for m in reading.moments)
    overall = min(uncapped, CAP) if gate or nothing_asked else uncapped
    return Standing(by_name, overall, uncapped, gate)


def _skill(rule: SkillRule, reading: Reading) -> SkillScore:
    components = tuple(_component(part, reading) for part in rule.components)
    counted = [part for part in components if part.score is not None]
    if not counted:
        return SkillScore(rule.name, rule.weight, None, NOT_EXERCISED, components)
    points = sum(part.share * (part.score or 0.0) for part in counted) / sum(part.share for part in counted)
    if len(reading.moments) < SHORT_PLAY:
        points = min(points, CAP)
    return SkillScore(rule.name, rule.weight, points, band(points), components)


def _component(rule: ComponentRule, reading: Reading) -> Component:
    form = reading.transcript.head.form
    functions = shift.COMPONENTS if form == "shift" else skills.COMPONENTS
    # before the first line nothing was done and nothing left undone; a shift that ended was worked without a word
    begun = reading.moments or reading.transcript.records or (form == "shift" and reading.transcript.end.ended)
    value, turns = functions[rule.name](reading) if begun else LEFT_OUT
    points = None if value is None else rule.anchors.points(value)
    return Component(rule.name, rule.share, value, points, turns)


def _band_shown(reading: Reading, by_name: Mapping[str, SkillScore], overall: int) -> str:
    """The band of the overall score; good and above only where every skill that the scenario teaches was exercised."""
    missing = {name for name in reading.transcript.head.teaches if name in by_name and by_name[name].score is None}
    unopposed = not reading.raised and "yes" in reading.answers.values()
    if unopposed:
        missing.discard("objections")
    return band(min(overall, FAIR_POINTS)) if missing else band(overall)


def _skill_to_json(skill: SkillScore) -> dict[str, Any]:
    return {
        "score": _to_four_places(skill.score),
        "band": skill.band,
        "components": [
            {
                "name": part.name,
                "share": part.share,
                "value": _to_four_places(part.value),
                "score": _to_four_places(part.score),
                "turns": list(part.turns),
            }
            for part in skill.components
        ],
    }


def _to_four_places(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
