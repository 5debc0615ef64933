"""Explores a scenario for `check`: people apart where they can be, and what the budget leaves open by sampling."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from trainer.check.explore.acting import Acts
from trainer.check.explore.aiming import Steps, aims_of, whole_walk
from trainer.check.explore.apart import Apart
from trainer.check.explore.blocking import Seen
from trainer.check.explore.facts import Facts, add_shown, note_coming, note_visit
from trainer.check.explore.graph import BUDGET, TURN, UNWALKED, Graph, build
from trainer.check.explore.holding import Columns
from trainer.check.explore.parts import parts_of
from trainer.check.explore.plan import Aims, Planner
from trainer.check.explore.variables import Space
from trainer.check.explore.visiting import OutOfBudget, VisitGraph
from trainer.check.explore.ways import reachable_beats
from trainer.check.explore.witness import Witness
from trainer.check.settle import Settled
from trainer.conversation.advance import advance, begin, knock, next_stop, offered, record_stop, take_leave, who_comes
from trainer.conversation.state import AT_STOP, RECORDING
from trainer.conversation.story import END, STAY, Story
from trainer.scenario import model

SAMPLED_CHOICES: Final = 20_000
"""Choices of seeded plays with which what the budget left open is looked at."""


@dataclass
class Open:
    """What was not wholly looked at: visits, and the beats that those can come to."""

    visits: set[int] = field(default_factory=set)
    beats: set[int] = field(default_factory=set)


@dataclass
class Explored:
    """What is known of every play of a scenario.

    `exact` unless the budget ran out; then `open` says for which places. `settles_all` also where what the budget left
    open was settled otherwise. `plays` is how many plays there are, None where that is not known. `turns` holds of
    visits that no play comes to the states in which their turn came. `graph` is the graph of every play, None where
    people were explored apart. It is `aimed` where only a part was looked for.
    """

    scenario: model.Scenario
    story: Story
    space: Space
    facts: Facts
    visits: dict[int, VisitGraph]
    turns: dict[int, Seen]
    states: int
    exact: bool
    plays: int | None
    open: Open
    witness: Any
    graph: Graph | None = None
    settles_all: bool = True
    aimed: bool = False

    def walk_to(self, places: Sequence[tuple[int, int]]) -> list[str] | None:
        """A shortest walk to one of some nodes, each given with its visit; None where no walk comes there."""
        steps: Steps | None = self.witness(places) if places else None
        if steps is None:
            return None
        return whole_walk(self.story, steps) if self.aimed else [choice for _, choice in steps]


def explore(scenario: model.Scenario, story: Story, budget: int = BUDGET, settled: Settled | None = None) -> Explored:
    """Look at every play of a scenario in which `check` found no error.

    Where the budget runs out only what `settled` has left is open.
    """
    explored = _explored(scenario, story, budget)
    return _with_settled(story, explored, settled)


def explore_open(scenario: model.Scenario, story: Story, settled: Settled, budget: int = BUDGET) -> Explored:
    """Look at what `settled` has left open, in every play, and at nothing else. A shift is looked at as a whole."""
    aims = None if story.shift else aims_of(story, Space(story), settled)
    explored = _explored(scenario, story, budget, aims)
    add_shown(explored.facts, settled.shown.facts)
    return _with_settled(story, explored, settled)


def _with_settled(story: Story, explored: Explored, settled: Settled | None) -> Explored:
    explored.settles_all = explored.exact
    if settled is not None:
        # of events on which nothing rests later exploring tells nothing, but the text may tell that they never happen
        explored.facts.flags &= {place for kind, place in settled.possible.bounds.true if kind == "flag"}
    if not explored.exact and settled is not None:
        explored.open = _still_open(story, explored, settled)
        explored.settles_all = not settled.open
        add_shown(explored.facts, settled.shown.facts)
    elif not explored.exact:
        _sample(story, explored.facts)
    return explored


def _still_open(story: Story, explored: Explored, settled: Settled) -> Open:
    """Of the places that the budget left open those about which something is not settled."""
    beats: set[int] = set()
    everywhere = False
    for kind, place, _ in settled.open:
        match kind:
            case "beat" | "stuck" | "ends":
                beats.add(place)
            case "offered" | "tested":
                beats.add(story.options[place].beat)
            case "picked":
                beats |= {option.beat for option in story.options if option.picks_up == place}
            case _:
                everywhere = True
    visits = {visit for visit in explored.open.visits if everywhere or ("visit", visit, 0) in settled.open}
    if not visits and beats & explored.open.beats:
        visits = {
            place for place in explored.open.visits
            if beats & set(reachable_beats(story.beats, [beat for _, beat in story.visits[place].starts]))
        }  # fmt: skip
    return Open(visits, explored.open.beats if everywhere else beats & explored.open.beats)


def _explored(scenario: model.Scenario, story: Story, budget: int, aims: Aims | None = None) -> Explored:
    space = Space(story)
    acts = Acts(scenario, space)
    planner = Planner(scenario, space, acts, aims=aims)
    parts = None if story.shift else parts_of(space, acts, planner)
    if parts is None or parts.count < 2:
        return _together(scenario, build(story, space, acts, planner, budget))
    acts.apart = dict(enumerate(parts.apart))
    tokens = [
        sum(
            1 << space.did[act.option.place]
            for row in (plan.acts.values() if plan else ())
            for act in row
            if any(effect.person in people for effect in act.option.effects or ())
        )
        for plan, people in zip(planner.plans, parts.apart, strict=True)
    ]
    apart = Apart(acts, Planner(scenario, space, acts, tokens=tokens, aims=aims), parts, budget)
    return _by_parts(scenario, apart)


def _together(scenario: model.Scenario, graph: Graph) -> Explored:
    story, space = graph.story, graph.space
    visits = {visit: explored for visit, (explored, _) in graph.graphs.items()}
    aims = graph.planner.aims
    facts = Facts()
    for visit, explored in visits.items():
        if aims is None or visit in aims.visits:
            note_visit(facts, space, explored)
    turns: dict[int, Seen] = {}
    for place in graph.places:
        if place.beat != TURN or not place.count:
            continue
        columns = place.layout.unpack(place.keys)
        people = graph.planner.judged_people(place.visit) if aims is None else []
        if place.visit < len(story.visits):
            if place.visit not in visits and story.visits[place.visit].person >= 0:
                turns[place.visit] = Seen(columns, place.count, story.visits[place.visit].person)
            elif place.visit not in visits:
                facts.visits.add(place.visit)
        note_coming(facts, space, people, columns)
        if story.shift and place.visit < len(story.visits):
            _note_early_end(facts, space, graph, place.visit, columns)
    _note_events(facts, story, graph.happened, aims is None)
    far: list[Any] = []

    def witness(places: Sequence[tuple[int, int]]) -> Steps | None:
        if not far:
            far.append(graph.distances())
        nodes = [graph.graphs[visit][1] + node for visit, node in places]
        node = min(nodes, key=lambda node: int(far[0][node]))
        return None if far[0][node] >= UNWALKED else graph.steps_to(node, far[0])

    open_ = Open() if graph.exact else _opened(story, graph.reached)
    plays = graph.plays() if graph.exact and aims is None else None
    return Explored(
        scenario, story, space, facts, visits, turns, graph.count, graph.exact, plays, open_, witness,
        None if aims else graph, aimed=aims is not None,
    )  # fmt: skip


def _note_early_end(facts: Facts, space: Space, graph: Graph, boundary: int, columns: Columns) -> None:
    """Who comes where a shift's clock has run out before the last stop."""
    over = np.flatnonzero(np.equal(columns[space.minutes], 0))
    people = [person for person, last in enumerate(graph.planner.last_touch) if last >= boundary]
    known = [person for person in people if space.story.asks and columns[space.answer(0, person)] is not None]
    if len(over):
        note_coming(facts, space, known, columns.rows(over))


def _by_parts(scenario: model.Scenario, apart: Apart) -> Explored:
    exact = True
    try:
        apart.explore()
    except OutOfBudget:
        exact = False
    facts = apart.facts
    aims = apart.planner.aims
    for visit, explored in apart.graphs.items():
        if aims is None or visit in aims.visits:
            note_visit(facts, apart.space, explored)
    _note_events(facts, apart.story, apart.happened, aims is None)
    open_ = Open() if exact else _opened(apart.story, apart.reached)
    finder = Witness(apart)

    def witness(places: Sequence[tuple[int, int]]) -> Steps | None:
        visit = min(visit for visit, _ in places)
        return finder.steps_to(visit, [node for one, node in places if one == visit])

    return Explored(
        scenario, apart.story, apart.space, facts, apart.graphs, apart.unheld, apart.states, exact, apart.plays, open_,
        witness, aimed=aims is not None,
    )  # fmt: skip


def _note_events(facts: Facts, story: Story, happened: dict[int, Any], all_told: bool) -> None:
    """Flags that events set. Where nothing later reads what an event rests on, it counts, but for a part looked for."""
    for visit in story.visits:
        for event in visit.events:
            told = happened.get(event.place, False)
            if (all_told and told is None) or (told is not None and np.any(told)):
                facts.flags.update(place for place in range(len(story.flags)) if event.sets >> place & 1)


def _opened(story: Story, reached: int) -> Open:
    """What is open where the budget ran out in a visit: it and all later ones."""
    open_ = Open(set(range(reached, len(story.visits))))
    for visit in open_.visits:
        open_.beats.update(reachable_beats(story.beats, [beat for _, beat in story.visits[visit].starts]))
    return open_


def _sample(story: Story, facts: Facts) -> None:
    """Adds what plays by a seeded random player come to."""
    chance = random.Random(0)
    left = SAMPLED_CHOICES
    while left > 0:
        state = begin(story)
        while not state.ended:
            left -= 1
            if state.phase == AT_STOP:
                state = next_stop(story, state) if chance.random() < 0.2 else knock(story, state)
                continue
            if state.phase == RECORDING:
                state = record_stop(story, state)
                continue
            facts.visits.add(state.visit)
            facts.beats.add(state.beat)
            options = offered(story, state)
            facts.offered.update(option.place for option in options)
            if not options:
                facts.stuck.add(state.beat)
                facts.leads.setdefault(state.beat, set()).add(END)
                state = take_leave(story, state)
                continue
            option = chance.choice(options)
            before, beat = state, state.beat
            state, turn = advance(story, state, option)
            if turn.answer:
                answer = state.answers[option.ask * len(story.people) + before.person]
                facts.answers.add((option.ask, before.person, answer))
                target = option.then[answer - 1]
            else:
                target = option.then[0]
            if turn.opened and option.hears:
                facts.opened.add(option.hears)
            if not turn.spent_by_clock:
                facts.leads.setdefault(beat, set()).add(beat if target == STAY else target)
        facts.comes.update(
            (place, story.places.people[person])
            for place, people in enumerate(who_comes(story, state).values())
            for person in people
        )


__all__ = ["Explored", "Open", "explore", "explore_open"]
