"""The graph of the plays that take a habit wherever one is offered, and the best play in it."""

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from trainer.check.explore import graph_of
from trainer.check.players import play_by, play_with
from trainer.check.recording import naive_record
from trainer.check.scores.choices import Choices, play_of
from trainer.check.scores.habit_plays import has_habit
from trainer.check.scores.measure import Measurer
from trainer.check.scores.merging import ground_of
from trainer.check.scores.ranges import WATCHED, bounds_of, joint_of
from trainer.check.scores.search import climb
from trainer.check.scores.tried import FAIR, OVERALL, story_rules
from trainer.conversation.play import Play
from trainer.conversation.story import Story
from trainer.scenario import model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer.check.scores.ground import Ground

    Bools = NDArray[np.bool_]

HABIT_PLAYS: Final = 24
"""Seeded plays that take a habit wherever one is offered, where the graph of all of them is not known."""


def plays_of_graph(scenario: model.Scenario, story: Story, states: int) -> Iterator[Play]:
    """Plays that take a habit wherever one is offered, among them the best that is found in the graph of all of them.

    Such plays are a small part of all, so their graph is explored by itself. Where their bound lies under fair only the
    player's own is left.
    """
    habits = frozenset(option.place for option in story.options if has_habit(option))
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


def _sampled(story: Story, seed: int) -> Play:
    """A play that takes any of the habits on offer, and any line where there is none."""
    chance = random.Random(seed)
    return play_by(story, lambda options: chance.choice([one for one in options if has_habit(one)] or list(options)))


def _recorded(story: Story, choices: Choices) -> Play:
    """The play of these choices; in a shift recorded at face value, as somebody with these habits would."""
    return play_of(story, choices, naive_record)
