"""Plays that take a habit wherever one is offered: whether one of them comes out fair all the same.

Behind the gate nothing is fair, so of these plays only those count that keep clear of it, and mostly they are few: then
each is played and scored. Where they are many, their graph is looked at (trainer.check.scores.habit_graph).
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from scoring.habits import gate_habits
from scoring.rubric import rounded
from trainer.check.scores.choices import Choices, play_of
from trainer.check.scores.tried import FAIR, standing_of
from trainer.conversation.advance import begin, offered, step, take_leave
from trainer.conversation.play import Play
from trainer.conversation.state import State
from trainer.conversation.story import Story, StoryOption
from trainer.scenario import model

FEW_CHOICES: Final = 2_000
FEW_PLAYS: Final = 40
"""Choices and plays up to which these plays are gone through one by one."""


class HabitPlay(NamedTuple):
    """A play that takes a habit wherever one is offered, and what it scores overall."""

    overall: int
    walk: tuple[str, ...]


def habit_play(scenario: model.Scenario, story: Story, states: int) -> HabitPlay | None:
    """A play that takes a habit wherever one is offered and comes out fair; None where none was found.

    `states` is the budget of exploring. Where such plays are few there is none where none was found; so there is where
    the bound of all of them lies under fair.
    """
    if not any(map(has_habit, story.options)):
        return None
    best: HabitPlay | None = None
    for play in _plays(scenario, story, states):
        overall = rounded(standing_of(play).overall)
        if overall >= FAIR and (best is None or overall > best.overall):
            best = HabitPlay(overall, play.choices)
    return best


def has_habit(option: StoryOption) -> bool:
    """Whether its author tagged a line as a habit."""
    return bool(option.offered.tags.get("habit"))


def _plays(scenario: model.Scenario, story: Story, states: int) -> Iterator[Play]:
    few = None if story.shift else _clear_of_the_gate(story)
    if few is not None:
        yield from (play_of(story, choices) for choices in few)
        return
    # numpy, and all that rests on it, only where it is needed
    from trainer.check.scores.habit_graph import plays_of_graph

    yield from plays_of_graph(scenario, story, states)


def _clear_of_the_gate(story: Story) -> list[Choices] | None:
    """The choices of every play that takes habits and none of the gate; None where they are too many to go through."""
    found: list[Choices] = []
    waiting: list[tuple[State, Choices]] = [(begin(story), ())]
    tried = 0
    while waiting:
        state, choices = waiting.pop()
        if state.ended:
            found.append(choices)
            if len(found) > FEW_PLAYS:
                return None
            continue
        options = offered(story, state)
        if not options:
            waiting.append((take_leave(story, state), choices))
        for option in [option for option in options if has_habit(option)] or options:
            if option.offered.tags.get("habit") not in gate_habits():
                waiting.append((step(story, state, option).after, (*choices, option.place)))
                tried += 1
        if tried > FEW_CHOICES:
            return None
    return found
