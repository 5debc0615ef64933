"""The components that are the story's, as what a watch counts along the edges of a play.

Each is a ratio of two whole numbers, both counted on edges: what is gained and that of which it is a part; where the
part is nothing the value is the gain itself. It is left out where the story gave no chance on the whole way. These are
the rules of scoring.skills, scoring.action and scoring.shift said a second time, edge by edge; tests hold the two to
each other over every play of many scenarios.

A watch is one whole number. Things that a component remembers are fields of its bits; what no later visit can ask for
is forgotten, so that plays which differ only there are one again.
"""

from collections.abc import Callable
from typing import Final

from trainer.check.scores.counting import Counting
from trainer.check.scores.facing import facing
from trainer.check.scores.ground import Ground
from trainer.check.scores.listening import (
    cues,
    depth_of_reflecting,
    giving_the_floor,
    giving_the_floor_at_least,
    memory,
    reflecting,
)
from trainer.check.scores.moving_to_action import inoculated, left_to_stand, made, specific
from trainer.check.scores.of_shifts import farewell, letting_go, plans
from trainer.check.scores.questioning import clean, depth, open_questions

COMPONENTS: Final[dict[str, Callable[[Ground], Counting]]] = {
    "cues": cues,
    "reflecting": reflecting,
    "depth_of_reflecting": depth_of_reflecting,
    "giving_the_floor": giving_the_floor,
    "giving_the_floor_at_least": giving_the_floor_at_least,
    "memory": memory,
    "open": open_questions,
    "depth": depth,
    "clean": clean,
    "facing": facing,
    "made": made,
    "specific": specific,
    "left_to_stand": left_to_stand,
    "inoculated": inoculated,
    "letting_go": letting_go,
    "farewell": farewell,
    "plans": plans,
}
"""The components that are one ratio, by the rubric's names."""
