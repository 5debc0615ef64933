"""The scores over all plays: what the rubric can make of a story, whoever plays it and however.

`score_ranges` gives for every component its lowest and highest value over all plays, and for every skill the best and
worst that were reached beside what is proved; `score_problems` the findings S205 and S206. See
docs/scores_over_all_plays.md for what is exact and what is a bound.
"""

from typing import TYPE_CHECKING

from trainer.check.scores.problems import score_problems
from trainer.check.scores.ranges import ScoreRanges, score_ranges

if TYPE_CHECKING:
    from trainer.check.explore.exploration import Explored
    from trainer.check.problem import Problem
    from trainer.check.scores.ground import Ground

TOGETHER = 300_000
"""States that a story may have whose people were explored apart, to be known as one graph all the same."""

__all__ = ["ScoreRanges", "over_all_plays", "score_problems", "score_ranges"]


def over_all_plays(
    explored: "Explored", states: int, full: bool
) -> "tuple[ScoreRanges | None, list[Problem]]":  # fmt: skip
    """The findings about scores, and with `full` the ranges of all of them; `states` is the budget of exploring."""
    ground = _ground(explored, states)
    raised = explored.facts.raised if explored.exact else None
    ranges = score_ranges(explored.story, ground, raised) if full else None
    return ranges, score_problems(explored.story, ground, raised, ranges)


def _ground(explored: "Explored", states: int) -> "Ground | None":
    from trainer.check.explore import graph_of
    from trainer.check.scores.merging import chain_of, ground_of

    graph = explored.graph
    if graph is None:
        graph = graph_of(explored.scenario, explored.story, budget=min(states, TOGETHER))
        if not graph.exact and explored.exact:
            return ground_of(chain_of(explored))
    return ground_of(graph) if graph.exact else None
