"""Every play there is: what can happen in a story, exactly.

    graph = graph_of(scenario, story, keep=("denise.trust",), monitors=(...), budget=5_000_000)

`scenario` is the loaded model (`Loaded.scenario`), `story` what `compile_story` makes of it. A `Graph` has

- `places`: nodes in groups, in topological order. A `Place` is `(visit, beat, first, count, layout, keys)`: its nodes
  are numbered `first … first + count - 1`. `beat` is a beat of the story, `ENDED` (the talk is over, before broken
  promises are charged and events happen), or `TURN` (the turn of that visit has come; of visit `len(story.visits)`: the
  play is over). Node 0 is the beginning. A beat inside a hub has several places of one visit.
- `columns(place, *names)`: arrays by name, one value a node: `minutes_left`, `denise.trust`, `heard.wrist`,
  `heard_before.wrist`, `met.fired` (four bits), `raised.fired`, `raised_here`, `seen.folder`, `picked.rubs`,
  `open.rubs` (the choices a cue stays open), `spent.folder.again`, `asked.letter.denise` (0 none, 1 yes, 2 polite yes,
  3 no), `said_yes_at_risk.denise`, `inoculated.denise`, `promised.x` (the visit + 1), `kept.x`, `charged.x`, `flag.x`,
  `closed_run` (up to 2), `permission`. A column that nothing later reads is not there, unless named in `keep`; moods
  that are read only in readiness add up to the right readiness, but need `keep` to be the right ones each.
- `steps`: in the order of their sources, each a group of steps by one option: `(option, visit, beat, source, target,
  outcome, by_clock)`. `option` is the option's place in `story.options`, or LEAVE (nothing was offered), ONWARDS
  (follows by itself: no choice), KNOCKED, PASSED (at a stop). `source` and `target` are arrays of nodes; `outcome` has
  `answer` (0 to 3), `opened` (the depth of the option's own `hears` that opened, 0: none), `picked` (its cue was open),
  `minutes` (0 where the clock cannot run out and `minutes_left` is not in `keep`), `inoculated`: arrays, or one plain
  value for all of the group.
- `plays()`: how many plays there are; `distances()`, `walk_to(node)`: a shortest walk to a node, as `walk` takes it.
- `exact` is false where the budget did not suffice; then `reached` is the first visit that is not wholly in it.

A `Monitor` is a column of your own that travels with the states: see there. States that differ in it are told apart.
`exploration.explore` is what `check` calls: it looks at people apart where it can, which a graph does not.
"""

from trainer.check.explore.acting import Monitor, Outcome, View
from trainer.check.explore.graph import BUDGET, KNOCKED, ONWARDS, PASSED, TURN, Graph, Place, Steps, graph_of
from trainer.check.explore.plan import ENDED
from trainer.check.explore.visiting import LEAVE

__all__ = [
    "BUDGET", "ENDED", "KNOCKED", "LEAVE", "ONWARDS", "PASSED", "TURN", "Graph", "Monitor", "Outcome", "Place", "Steps",
    "View", "graph_of",
]  # fmt: skip
