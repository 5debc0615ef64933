"""The scores over all plays: what the rubric can make of a story, whoever plays it and however.

`ranges.score_ranges` gives for every component its lowest and highest value over all plays, and for every skill the
best and worst that were reached beside what is proved; `score_problems` the findings S205 and S206. See
docs/scores_over_all_plays.md for what is exact and what is a bound.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.check.scores.problems import score_problems
from trainer.check.scores.tried import Known, Tried

if TYPE_CHECKING:
    from trainer.check.explore.exploration import Explored
    from trainer.check.problem import Problem
    from trainer.check.scores.ranges import ScoreRanges
    from trainer.conversation.story import Story
    from trainer.scenario import model

TOGETHER = 300_000
"""States that a story may have whose people were explored apart, to be known as one graph all the same."""

__all__ = ["Known", "Tried", "over_all_plays", "score_problems"]


def over_all_plays(
    scenario: "model.Scenario",
    story: "Story",
    states: int,
    explored: "Callable[[], Explored]",
    full: bool,
) -> "tuple[ScoreRanges | None, list[Problem]]":
    """The findings about scores, and with `full` the ranges of all of them.

    `states` is the budget of exploring, `explored` gives every play where it has to be known.
    """
    found: list[Known] = []

    def known() -> Known:
        if not found:
            found.append(_known(explored(), states))
        return found[0]

    ranges = None
    if full:
        from trainer.check.scores.ranges import score_ranges

        ranges = score_ranges(story, *known())
    tried = Tried(story) if ranges is None else ranges.tried
    return ranges, score_problems(scenario, story, states, known, tried)


def _known(explored: "Explored", states: int) -> Known:
    from trainer.check.explore import graph_of
    from trainer.check.scores.merging import chain_of, ground_of
    from trainer.check.scores.outline import outline

    raised = explored.facts.raised if explored.exact else None
    graph = explored.graph
    if graph is None:
        graph = graph_of(explored.scenario, explored.story, budget=min(states, TOGETHER))
        if not graph.exact and explored.exact:
            return Known(ground_of(chain_of(explored)), raised)
    if graph.exact:
        return Known(ground_of(graph), raised)
    return Known(None if explored.story.shift else outline(explored.scenario, explored.story), raised)
