"""The rubric as data: skills, weights, shares, anchors, bands and caps.

Sources. The reflections and their published thresholds follow MITI 4.2.1 (Moyers and others); the open questions
MITI 3.1.1; giving the floor the 70/30 rule of organizers' trainings; the plan of a voter Nickerson and Rogers 2010. In
a played line of options a person cannot reflect as often as in free speech, so the anchors of reflecting are lower than
the published ones. The weights and shares are this program's own, not a finding of research.
"""

import math
from typing import Final, NamedTuple

FAIR_POINTS: Final = 60.0
"""Points of a value that stands exactly at its middle anchor."""

CAP: Final = 59
"""The most that a play can score behind the gate, without any ask, or (by skill) under six lines."""

SHORT_PLAY: Final = 6
"""Lines of the trainee's under which no skill goes above CAP: a ratio of so few lines says little."""

NOT_EXERCISED: Final = "not exercised"

BANDS: Final = ((95, "expert"), (80, "good"), (60, "fair"), (0, "not yet"))
"""Lowest rounded score of each band, best band first."""


class Anchors(NamedTuple):
    """Three values of a component: the one that is worth 0 points, the one worth 60, and the one worth 100.

    The anchors may rise (a share of good lines) or fall (a distance). Between them points are linear.
    """

    none: float
    fair: float
    full: float

    def points(self, value: float) -> float:
        """Points of a value, held to 0…100."""
        sign = 1.0 if self.full > self.none else -1.0
        at, none, fair, full = sign * value, sign * self.none, sign * self.fair, sign * self.full
        if at >= full:
            return 100.0
        if at >= fair:
            return FAIR_POINTS + (100.0 - FAIR_POINTS) * (at - fair) / (full - fair)
        return max(0.0, FAIR_POINTS * (at - none) / (fair - none))


SHARE: Final = Anchors(0.0, 0.6, 1.0)
"""Plain per cent: the share itself, times 100."""


class ComponentRule(NamedTuple):
    """A part of a skill: its name, its share of the skill in per cent, and its anchors."""

    name: str
    share: int
    anchors: Anchors = SHARE


class SkillRule(NamedTuple):
    """A skill: its name, its weight in the overall score in per cent, and its components, whose shares sum to 100."""

    name: str
    weight: int
    components: tuple[ComponentRule, ...]


ORGANIZING: Final = (
    SkillRule(
        "listening",
        25,
        (
            ComponentRule("cues", 35, Anchors(0.0, 0.6, 1.0)),
            ComponentRule("reflecting", 25, Anchors(0.0, 0.5, 1.0)),
            ComponentRule("depth_of_reflecting", 15, Anchors(0.0, 0.4, 0.5)),
            ComponentRule("giving_the_floor", 15, Anchors(0.3, 0.5, 0.7)),
            ComponentRule("memory", 10, Anchors(0.0, 0.6, 1.0)),
        ),
    ),
    SkillRule(
        "questioning",
        20,
        (
            ComponentRule("open", 40, Anchors(0.3, 0.5, 0.7)),
            ComponentRule("depth", 40, Anchors(0.0, 2 / 3, 1.0)),
            ComponentRule("clean", 20, Anchors(0.5, 0.8, 1.0)),
        ),
    ),
    SkillRule("objections", 20, (ComponentRule("facing", 100, Anchors(0.0, 60.0, 100.0)),)),
    SkillRule(
        "action",
        15,
        (
            ComponentRule("made", 30),
            ComponentRule("specific", 20),
            ComponentRule("left_to_stand", 15),
            ComponentRule("inoculated", 20),
            ComponentRule("next_step", 15),
        ),
    ),
    SkillRule(
        "judgement",
        20,
        (
            ComponentRule("rating", 60, Anchors(1.5, 0.5, 0.0)),
            ComponentRule("forecast", 40, Anchors(0.75, 0.85, 1.0)),
        ),
    ),
)
"""The five skills of a scenario of visits."""

SHIFT: Final = (
    SkillRule("pace", 30, (ComponentRule("contacts", 100, Anchors(0.0, 0.75, 1.0)),)),
    SkillRule(
        "respect",
        20,
        (
            ComponentRule("letting_go", 50),
            ComponentRule("farewell", 25),
            ComponentRule("do_not_contact", 25),
        ),
    ),
    SkillRule("record", 25, (ComponentRule("codes", 60), ComponentRule("supports", 40))),
    SkillRule("plan", 25, (ComponentRule("plans", 100),)),
)
"""The four skills of a shift: brisk, kind and accurate is good canvassing, and scores well."""

FACING_POINTS: Final = 25.0
"""Points of each of the four steps of facing an objection; half of it where a later step was taken before."""

FACING_CAP: Final = 25.0
"""The most that an objection is worth once it was argued down, dodged, folded before, or its fear made small."""

NOT_RATED: Final = 4
"""Distance counted for somebody met and not rated: the widest there is on a scale of 1 to 5."""

NOT_FORECAST: Final = 1.0
"""Squared error counted for a yes that was not forecast: that of a certain and wrong forecast."""


class Threshold(NamedTuple):
    """A published threshold of MITI 4.2.1, shown beside our own: what it calls fair and good."""

    fair: float
    good: float


MITI_REFLECTIONS_TO_QUESTIONS: Final = Threshold(1.0, 2.0)
"""MITI 4.2.1: one reflection a question is fair, two are good. Expert opinion, for some twenty minutes of free talk."""

MITI_COMPLEX_REFLECTIONS: Final = Threshold(0.4, 0.5)
"""MITI 4.2.1: the share of complex reflections, 40 % fair, 50 % good. The least reliable of its codes."""


def skill_rules(form: str) -> tuple[SkillRule, ...]:
    """The skills of a form, `visits` or `shift`, in the rubric's order."""
    return SHIFT if form == "shift" else ORGANIZING


def rounded(points: float) -> int:
    """A score as it is shown: to the next whole number, half up."""
    # 59.5 may arrive as 59.49999999999999 from a weighted mean; it is a half all the same
    return math.floor(round(points, 9) + 0.5)


def band(points: float) -> str:
    """The band of a score, on the rounded number: not yet, fair, good or expert."""
    whole = rounded(points)
    return next(name for lowest, name in BANDS if whole >= lowest)
