"""What the scores over all plays say to an author: S205 and S206."""

import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from scoring import score
from scoring.rubric import BANDS
from trainer.check.explore import graph_of
from trainer.check.players import play_with
from trainer.check.problem import Problem
from trainer.check.recording import naive_record
from trainer.check.scores.measure import Choices, Measurer, play_of
from trainer.check.scores.merging import ground_of
from trainer.check.scores.ranges import OVERALL, WATCHED, Known, Tried, bounds_of, joint_of, story_rules, try_players
from trainer.check.scores.search import climb
from trainer.conversation.play import Play
from trainer.conversation.state import AT_STOP, RECORDING
from trainer.conversation.story import Story, StoryOption
from trainer.language import _, mark
from trainer.scenario import model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer.check.scores.ground import Ground

    Bools = NDArray[np.bool_]

FAIR: Final = next(lowest for lowest, name in BANDS if name == "fair")
GOOD: Final = next(lowest for lowest, name in BANDS if name == "good")

HABIT_PLAYS: Final = 24
"""Seeded plays that take a habit wherever one is offered, where the graph of every play is not known."""


class HabitPlay(NamedTuple):
    """A play that takes a habit wherever one is offered, and what it scores overall."""

    overall: int
    walk: tuple[str, ...]


def score_problems(
    scenario: model.Scenario, story: Story, states: int, known: Callable[[], Known], tried: Tried
) -> list[Problem]:
    """S205 and S206 of a story. `tried` are plays that were scored; `states` is the budget of exploring."""
    return [*_too_low(story, known, tried), *_habits_pay(habit_play(scenario, story, states))]


def _too_low(story: Story, known: Callable[[], Known], tried: Tried) -> Iterator[Problem]:
    """A skill in which some play comes out good has no fault; only of the others the bounds are looked for."""
    rules = {rule.name: rule for rule in story_rules(story.head.form)}
    taught = [(place, name) for place, name in enumerate(story.head.teaches) if name in rules]
    low = [(place, name) for place, name in taught if not _is_good(tried, name)]
    if low:
        try_players(tried)
    for place, name in low:
        if _is_good(tried, name):
            continue
        ground, raised = known()
        measurer = Measurer(ground, WATCHED) if ground is not None else None
        bound = bounds_of(measurer, story, [rules[name]], raised)[name].highest
        if bound is None:
            yield Problem(
                ("teaches", place), "S205", _(_LACKS[name]).format(skill=name),
                _("give the scene what {skill} is practised on, or take {skill} out of teaches").format(skill=name),
            )  # fmt: skip
        elif bound < GOOD:
            yield Problem(
                ("teaches", place),
                "S205",
                _(
                    "no play comes out good at {skill}: none reaches more than {most} of 100; good begins at {good}"
                ).format(skill=name, most=f"{bound:.0f}", good=GOOD),
                _("add lines that a good listener would want here, or take it out of teaches"),
            )


def _is_good(tried: Tried, name: str) -> bool:
    best = tried.best(name, 1)
    return best is not None and best[0] >= GOOD


_LACKS: Final = {
    "listening": mark("no play exercises {skill}: nothing is said in it"),
    "questioning": mark("no play exercises {skill}: nothing is asked, and nobody has a concern to open"),
    "objections": mark("no play exercises {skill}: nobody raises an objection"),
    "action": mark("no play exercises {skill}: nothing can be asked of anybody, and no next step be held"),
    "respect": mark("no play exercises {skill}: nobody is talked with"),
    "plan": mark("no play exercises {skill}: no supporter is talked with"),
}
"""What a story lacks in which no play exercises a skill."""


def _habits_pay(found: HabitPlay | None) -> Iterator[Problem]:
    if found is not None:
        yield Problem(
            ("beats",),
            "S206",
            _(
                "a play that takes a habit wherever one is offered still comes out fair, {score} of 100: {choices}"
            ).format(score=found.overall, choices=", ".join(found.walk)),
            _(
                "tag what else is a habit on this walk, offer one where it is offered none, or let it cost them"
                " something"
            ),
            of_key=True,
        )


def habit_play(scenario: model.Scenario, story: Story, states: int) -> HabitPlay | None:
    """A play that takes a habit wherever one is offered and comes out fair; None where none was found.

    Such plays are a small part of all, so they are looked at by themselves. Where their bound lies under fair there is
    none.
    """
    best: HabitPlay | None = None
    for play in _habit_plays(scenario, story, states):
        overall = score(play.transcript()._replace(ratings={}, forecasts={})).overall
        if overall >= FAIR and (best is None or overall > best.overall):
            best = HabitPlay(overall, play.choices)
    return best


def _habit_plays(scenario: model.Scenario, story: Story, states: int) -> Iterator[Play]:
    habits = frozenset(option.place for option in story.options if _has_habit(option))
    if not habits:
        return
    yield play_with(story, "habits")
    graph = graph_of(scenario, story, budget=states, first=habits)
    if not graph.exact:
        yield from (_sampled(story, seed) for seed in range(HABIT_PLAYS))
        return
    ground = ground_of(graph)
    measurer = Measurer(ground, WATCHED, _without_the_gate(ground))
    if not (measurer.exists() and _may_be_fair(measurer, story)):
        return
    rules = story_rules(story.head.form)
    joint = joint_of(measurer, rules)
    found = climb(joint, rules, 1) if joint else None
    if found is not None:
        yield _recorded(story, found.choices)


def _may_be_fair(measurer: Measurer, story: Story) -> bool:
    """Whether it is not proved that no such play is fair; a shift's pace and record are the trainee's."""
    rules = story_rules(story.head.form)
    return story.head.form == "shift" or (bounds_of(measurer, story, rules)[OVERALL].highest or 0) >= FAIR


def _without_the_gate(ground: "Ground") -> "Bools":
    """Choices that are not habits of the gate, behind which nothing is fair."""
    allowed: Bools = ~ground.flag(ground.tables.gate)
    return allowed


def _has_habit(option: StoryOption) -> bool:
    return bool(option.offered.tags.get("habit"))


def _sampled(story: Story, seed: int) -> Play:
    """A play that takes any of the habits on offer, and any line where there is none."""
    chance = random.Random(seed)
    play = Play.new(story)
    while not play.ended:
        if play.stuck:
            play = play.leave()
        elif play.state.phase == RECORDING:
            play = play.choose(naive_record(play))
        elif play.state.phase == AT_STOP:
            play = play.choose(play.offered_ids()[0])
        else:
            options = play.offered()
            play = play.choose(chance.choice([o for o in options if _has_habit(o)] or list(options)).id)
    return play


def _recorded(story: Story, choices: Choices) -> Play:
    """The play of these choices; in a shift recorded at face value, as somebody with these habits would."""
    return play_of(story, choices, naive_record)
