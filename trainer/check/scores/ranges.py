"""The lowest and highest scores over all plays of a story: of every component, every skill, and overall."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from scoring import SkillRule
from scoring.rubric import ComponentRule
from trainer.check.scores.bounds import NEVER_EXERCISED, UNKNOWN, Caps, Range, of_overall, of_skill
from trainer.check.scores.leading import End, led_play
from trainer.check.scores.measure import Measured, Measurer, Reach
from trainer.check.scores.search import Joint, TooMany, TooWide, climb
from trainer.check.scores.tables import OptionTables
from trainer.check.scores.tried import OVERALL, TRAINEES_PART, Point, Tried, plays_of_players, story_rules
from trainer.conversation.story import Story

if TYPE_CHECKING:
    from trainer.check.scores.ground import Ground

WATCHED: Final = 1_500_000
"""Moments told apart by what one component remembers, at most; beyond it the component is not known exactly."""

JOINT: Final = 200_000
"""The same for the components of a whole skill together, in which good plays are looked for."""

ENOUGH: Final = 1e-9


class ComponentRange(NamedTuple):
    """Lowest and highest of a component over all plays, None where no play exercises it.

    Where it is not `exact` they are the best that was found, and `range` what is proved all the same.
    """

    lowest: Point | None
    highest: Point | None
    can_be_left_out: bool
    exact: bool
    range: Range


class SkillEnd(NamedTuple):
    """One end of a skill's range: the best that was reached and its walk, and the bound that no play passes.

    `reached` is None where no play that was tried exercises the skill, `bound` where no play can.
    """

    reached: float | None
    bound: float | None
    walk: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether the bound is reached."""
        if self.reached is None or self.bound is None:
            return self.bound is None
        return abs(self.reached - self.bound) < ENOUGH


class SkillRange(NamedTuple):
    """The range of a skill, or of the overall score, which has no components."""

    lowest: SkillEnd
    highest: SkillEnd
    components: Mapping[str, ComponentRange]

    @property
    def exact(self) -> bool:
        """Whether both ends are known exactly."""
        return self.lowest.exact and self.highest.exact

    @property
    def exercised(self) -> bool:
        """Whether some play may exercise it."""
        return self.highest.bound is not None


@dataclass(frozen=True)
class ScoreRanges:
    """The ranges of the skills that are the story's, by name, and of the overall score (of visits only).

    `tried` are the plays from which what is reached was taken.
    """

    skills: Mapping[str, SkillRange]
    tried: "Tried"

    def to_json(self) -> dict[str, Any]:
        """Plain data; scores and values to four places."""
        return {name: _skill_to_json(skill) for name, skill in self.skills.items()}


def score_ranges(story: Story, ground: "Ground | None", raised: Iterable[int] | None = None) -> ScoreRanges:
    """What every skill and component can be over all plays.

    `ground` is the graph of every play, or one of more than every play, which gives bounds only. It is None where there
    is none; then components are bounded by what a share can be, and `raised`, the objections that some play raises, is
    all that is known of the plays.
    """
    rules = story_rules(story.head.form)
    tried = Tried(story)
    for play in plays_of_players(story):
        tried.add_play(play)
    measurer = Measurer(ground, WATCHED) if ground is not None else None
    parts: dict[tuple[str, str], tuple[Range, Measured | None]] = {}
    for rule in rules:
        for part in rule.components:
            parts[rule.name, part.name] = _measured(story, measurer, part, raised)
            measured = parts[rule.name, part.name][1]
            for reach in (measured.lowest, measured.highest) if measured else ():
                if reach is not None:
                    tried.try_(reach.choices, measured.exact if measured else False)
            if measurer is not None:
                _lead(tried, measurer, rule.name, part, *parts[rule.name, part.name])
            if measured is not None:
                # what plays are led by is a whole graph each time
                parts[rule.name, part.name] = parts[rule.name, part.name][0], measured._replace(aims={})
    bounds = _bounds(measurer, story, rules, {name: found for name, (found, _) in parts.items()})
    if measurer is not None:
        _climb(measurer, rules, bounds, tried)
    skills: dict[str, SkillRange] = {}
    for rule in rules:
        components = {
            part.name: _component(tried, rule.name, part, *parts[rule.name, part.name]) for part in rule.components
        }
        skills[rule.name] = SkillRange(*_ends(tried, rule.name, bounds[rule.name]), components)
    if OVERALL in bounds:
        skills[OVERALL] = SkillRange(*_ends(tried, OVERALL, bounds[OVERALL]), {})
    return ScoreRanges(skills, tried)


def _lead(
    tried: Tried, measurer: Measurer, skill: str, part: ComponentRule, proved: Range, measured: Measured | None
) -> None:  # fmt: skip
    """Tries plays that are led to the ends of a component which no play that was tried has reached."""
    aims = measured.aims if measured else measurer.rough_aims(part.name)
    for end, aim in aims.items():
        if not _is_reached(tried, skill, part.name, proved, end):
            led = led_play(tried.story, aim)
            if led is not None:
                tried.add(led)


def _is_reached(tried: Tried, skill: str, name: str, proved: Range, end: End) -> bool:
    """Whether a play that was tried has the points that are proved of an end, or leaves the component out."""
    if end is End.LEFT_OUT:
        return not proved.can_be_left_out or tried.leaves_out(skill, name)
    points = proved.lowest if end is End.LOWEST else proved.highest
    found = tried.best_part(skill, name, end.value)
    return points is None or (found is not None and abs(points - found.score) < ENOUGH)


def bounds_of(
    measurer: Measurer | None, story: Story, rules: Sequence[SkillRule], raised: Iterable[int] | None = None
) -> dict[str, Range]:
    """What is proved of these skills, and of the overall score by them (of visits only)."""
    parts = {
        (rule.name, part.name): _measured(story, measurer, part, raised)[0]
        for rule in rules
        for part in rule.components
    }
    return _bounds(measurer, story, rules, parts)


def _measured(
    story: Story, measurer: Measurer | None, part: ComponentRule, raised: Iterable[int] | None
) -> tuple[Range, Measured | None]:
    """The range of a component in points, and what was measured."""
    if part.name in TRAINEES_PART:
        wanted = any(visit.truth.get("code") == part.name for visit in story.head.visits)
        return (UNKNOWN if wanted else NEVER_EXERCISED), None
    measured = measurer.measure(part.name) if measurer is not None else None
    if measured is None:
        never = part.name == "facing" and raised is not None and not list(raised)
        return (NEVER_EXERCISED if never else UNKNOWN), None
    if measured.lowest is None or measured.highest is None:
        return NEVER_EXERCISED, measured
    lowest, highest = (part.anchors.points(float(reach.value)) for reach in (measured.lowest, measured.highest))
    return Range(lowest, highest, measured.can_be_left_out), measured


def _climb(measurer: Measurer, rules: Sequence[SkillRule], bounds: Mapping[str, Range], tried: Tried) -> None:
    """Looks for plays in which a whole skill, or all of them together, come nearer to what bounds them."""
    targets = [(rule.name, (rule,)) for rule in rules if len(rule.components) > 1]
    for name, target in [*targets, (OVERALL, tuple(rules))]:
        ends = zip((-1, 1), _ends(tried, name, bounds[name]), strict=True) if name in bounds else ()
        signs = [sign for sign, end in ends if not end.exact]
        joint = joint_of(measurer, target) if signs else None
        for sign in signs if joint else ():
            found = climb(joint, target, sign) if joint else None
            if found is not None:
                tried.try_(found.choices, measurer.ground.whole)


def joint_of(measurer: Measurer, rules: Sequence[SkillRule]) -> Joint | None:
    """The plays with the components of these skills counted at once; with those left out that are too much."""
    weights = {part.name: rule.weight * part.share for rule in rules for part in rule.components}
    smaller = measurer.within(max(JOINT, 2 * measurer.ground.nodes))
    names = [name for name in weights if smaller.countable(name)]
    free = [name for name in names if not smaller.remembers(name)]
    # those that have to remember something make the moments many
    costly = sorted((name for name in names if name not in free), key=lambda name: -weights[name])
    while free or costly:
        try:
            return Joint(smaller, [*free, *costly])
        except (TooMany, TooWide):
            if not costly:
                return None
            costly = costly[: len(costly) * 2 // 3]
    return None


def _bounds(
    measurer: Measurer | None, story: Story, rules: Sequence[SkillRule], parts: Mapping[tuple[str, str], Range]
) -> dict[str, Range]:
    fewest, most = measurer.lines() if measurer is not None else (0, 1 << 30)
    bounds = {
        rule.name: of_skill([(part.share, parts[rule.name, part.name]) for part in rule.components], fewest, most)
        for rule in rules
    }
    if story.head.form == "visits":
        weighed = [(rule.weight, bounds[rule.name]) for rule in rules]
        bounds[OVERALL] = of_overall(weighed, _caps(measurer, story))
    return bounds


def _caps(measurer: Measurer | None, story: Story) -> Caps:
    tables = OptionTables(story)
    if measurer is None:
        return Caps(True, False)
    gated = measurer.can(tables.gate)
    always_gated = not measurer.can_do_without(tables.gate)
    if not story.asks:
        return Caps(gated, always_gated)
    asks = tables.ask >= 0
    return Caps(gated or measurer.can_do_without(asks), always_gated or not measurer.can(asks))


def _ends(tried: Tried, name: str, bound: Range) -> tuple[SkillEnd, SkillEnd]:
    found = []
    for sign, limit in ((-1, bound.lowest), (1, bound.highest)):
        best = tried.best(name, sign)
        reached, walk = best if best is not None else (None, ())
        if reached is not None and limit is not None and abs(reached - limit) < ENOUGH:
            limit = reached
        found.append(SkillEnd(reached, limit, walk))
    return found[0], found[1]


def _component(
    tried: Tried, skill: str, part: ComponentRule, found: Range, measured: Measured | None
) -> ComponentRange:  # fmt: skip
    def point(reach: Reach) -> Point:
        return Point(float(reach.value), part.anchors.points(float(reach.value)), tried.add(reach.choices))

    if measured is not None and measured.exact:
        lowest, highest = (reach and point(reach) for reach in (measured.lowest, measured.highest))
        return ComponentRange(lowest, highest, found.can_be_left_out, True, found)
    low, high = (tried.best_part(skill, part.name, sign) for sign in (-1, 1))
    # a path may be no play: one has to be seen for each end, and where it can be left out
    reached = all(_is_reached(tried, skill, part.name, found, end) for end in End)
    return ComponentRange(low, high, found.can_be_left_out, reached and _has_the_values(measured, low, high), found)


def _has_the_values(measured: Measured | None, low: Point | None, high: Point | None) -> bool:
    """Whether what was found has the values that were measured; a graph of more than every play has none to hold to."""
    if measured is None or not measured.whole:
        return True
    pairs = ((measured.lowest, low), (measured.highest, high))
    return all(
        reach is None or (point is not None and abs(float(reach.value) - point.value) < ENOUGH)
        for reach, point in pairs
    )


def _skill_to_json(skill: SkillRange) -> dict[str, Any]:
    told: dict[str, Any] = {
        side: {"reached": _four(end.reached), "bound": _four(end.bound), "walk": list(end.walk)}
        for side, end in (("lowest", skill.lowest), ("highest", skill.highest))
    }
    told["exact"] = skill.exact
    if skill.components:
        told["components"] = {name: _component_to_json(part) for name, part in skill.components.items()}
    return told


def _component_to_json(part: ComponentRange) -> dict[str, Any]:
    return {
        "lowest": _point_to_json(part.lowest),
        "highest": _point_to_json(part.highest),
        "can_be_left_out": part.can_be_left_out,
        "exact": part.exact,
    }


def _point_to_json(point: Point | None) -> dict[str, Any] | None:
    return point and {"value": _four(point.value), "score": _four(point.score), "walk": list(point.walk)}


def _four(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
