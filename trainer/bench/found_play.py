"""A play in which an option is offered, found among all plays there are."""

from trainer.conversation.story import Story
from trainer.scenario.model import Scenario


def walk_to_option(scenario: Scenario, story: Story, beat: str, option: str) -> list[str] | None:
    """The choices of a shortest play up to where an option is offered; None where no play comes there.

    Also None where there are more plays than can be looked at and none of those that were looked at comes there.
    """
    from trainer.check.explore import graph_of

    wanted = story.option(story.places.beats[beat], option)
    if wanted is None:
        return None
    graph = graph_of(scenario, story)
    distances = graph.distances()
    sources = [steps.source for steps in graph.steps if steps.option == wanted.place and len(steps.source)]
    if not sources:
        return None
    nearest = min((int(distances[source].min()), int(source[distances[source].argmin()])) for source in sources)
    return list(graph.walk_to(nearest[1]))
