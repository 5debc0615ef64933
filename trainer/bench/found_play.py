"""A play in which an option is offered, found among all plays there are."""

from typing import Final, NamedTuple

from trainer.conversation.story import Story
from trainer.scenario.model import Scenario

FEW_STATES: Final = 300_000
"""States up to which every play is looked at for the shortest one."""


class FoundPlay(NamedTuple):
    """The choices of a play up to where an option is offered, and whether no other is shorter."""

    choices: list[str]
    shortest: bool


def play_to_option(scenario: Scenario, story: Story, beat: str, option: str) -> FoundPlay | None:
    """A play up to where an option is offered, a shortest one where the story is small; None where none was found."""
    from trainer.check.explore import graph_of
    from trainer.check.players import play_with
    from trainer.check.settle import find_play

    wanted = story.option(story.places.beats[beat], option)
    if wanted is None:
        return None
    graph = graph_of(scenario, story, budget=FEW_STATES)
    sources = [steps.source for steps in graph.steps if steps.option == wanted.place and len(steps.source)]
    if sources and graph.exact:
        distances = graph.distances()
        nearest = min((int(distances[source].min()), int(source[distances[source].argmin()])) for source in sources)
        return FoundPlay(graph.walk_to(nearest[1], distances), True)
    if graph.exact:
        return None
    able = play_with(story, "strong").choices
    choices = find_play(scenario, story, wanted.place, [*(walk.choose for walk in scenario.walks), able])
    return None if choices is None else FoundPlay(choices, False)
