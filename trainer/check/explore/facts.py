"""What can happen in some play: read off explored visits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scoring.moves import QUESTIONING
from trainer.check.explore.holding import Columns
from trainer.check.explore.plan import ENDED
from trainer.check.explore.variables import Space
from trainer.check.explore.visiting import LEAVE, VisitGraph
from trainer.check.settle.shown import ANSWERS, Fact
from trainer.conversation.story import END


@dataclass
class Facts:
    """What at least one play brings. Everything goes by its place in the story.

    `answers` are (ask, person, answer 1 to 3), `opened` (concern, depth), `comes` (ask, person), `leads` for each beat
    the beats that some play goes on to from it, with END where an option ends the visit there. `kept` are promises kept
    after they were made, `kept_at_all` those that some line keeps, made or not. `asked` are asks, and `tested` options
    of asks after whose polite yes something tests it, that single plays showed.
    """

    visits: set[int] = field(default_factory=set)
    beats: set[int] = field(default_factory=set)
    offered: set[int] = field(default_factory=set)
    answers: set[tuple[int, int, int]] = field(default_factory=set)
    opened: set[tuple[int, int]] = field(default_factory=set)
    picked: set[int] = field(default_factory=set)
    raised: set[int] = field(default_factory=set)
    inoculated: set[int] = field(default_factory=set)
    promised: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
    kept_at_all: set[int] = field(default_factory=set)
    flags: set[int] = field(default_factory=set)
    comes: set[tuple[int, int]] = field(default_factory=set)
    leads: dict[int, set[int]] = field(default_factory=dict)
    stuck: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    tested: set[int] = field(default_factory=set)


def note_visit(facts: Facts, space: Space, graph: VisitGraph) -> None:
    """Adds what can happen in one visit."""
    story, plan = space.story, graph.plan
    if graph.count:
        facts.visits.add(plan.visit)
    for chunk in graph.chunks:
        if chunk.beat == ENDED or not chunk.count:
            continue
        facts.beats.add(chunk.beat)
        raises = story.beats[chunk.beat].raises
        if raises >= 0 and story.objections[raises].person == plan.person:
            facts.raised.add(raises)
    facts.offered |= graph.offered.keys()
    facts.stuck |= graph.stuck.keys()
    for piece in graph.pieces:
        if piece.option == LEAVE:
            beat = graph.chunk_of(int(piece.source[0])).beat
            facts.leads.setdefault(beat, set()).add(END)
            continue
        option = story.options[piece.option]
        if not piece.by_clock:
            facts.leads.setdefault(option.beat, set()).add(END if piece.beat == ENDED else piece.beat)
        outcome = piece.outcome
        if option.ask >= 0:
            facts.answers |= {(option.ask, plan.person, int(answer)) for answer in np.unique(outcome.answer)}
        if option.hears is not None and np.any(outcome.opened):
            facts.opened.add(option.hears)
        if option.picks_up >= 0 and np.any(outcome.picked):
            facts.picked.add(option.picks_up)
        if np.any(outcome.inoculated):
            facts.inoculated.add(plan.person)
        facts.promised.update(option.promises)
        facts.flags.update(space.members(option.sets))
        facts.kept_at_all.update(option.keeps)
        if option.keeps:
            chunk = graph.chunk_of(int(piece.source[0]))
            for promise in option.keeps:
                made = chunk.layout.one(chunk.keys, space.promised(promise))[piece.source - chunk.first]
                if promise not in facts.kept and np.any(made > 0):
                    facts.kept.add(promise)


def add_shown(facts: Facts, shown: Iterable[Fact]) -> None:
    """Adds what plays have shown."""
    single = {
        "visit": facts.visits, "beat": facts.beats, "offered": facts.offered, "picked": facts.picked,
        "raised": facts.raised, "inoculated": facts.inoculated, "promised": facts.promised, "kept": facts.kept,
        "kept_at_all": facts.kept_at_all, "flag": facts.flags, "stuck": facts.stuck, "asked": facts.asked,
        "tested": facts.tested,
    }  # fmt: skip
    for fact in shown:
        if fact[0] == "opened":
            facts.opened.add((fact[1], fact[2]))
        elif fact[0] == "answered":
            facts.answers.add((fact[1], *divmod(fact[2], ANSWERS)))
        elif fact[0] == "comes":
            facts.comes.add((fact[1], fact[2]))
        elif fact[0] == "leads":
            facts.leads.setdefault(fact[1], set()).add(fact[2])
        elif fact[0] in single:
            single[fact[0]].add(fact[1])


def note_coming(facts: Facts, space: Space, people: Iterable[int], columns: Columns) -> None:
    """Adds who can come to what, where nothing more happens with some people."""
    story = space.story
    for person in people:
        trust, fear, hope, anger = (columns[place] for place in space.moods(person))
        for place, ask in enumerate(story.asks):
            answer = columns[space.answer(place, person)]
            ready = anger + hope + trust - fear
            if np.any((ready >= ask.threshold) & ((answer == 1) | (answer == 2))):
                facts.comes.add((place, person))


def ends_of(facts: Facts) -> set[int]:
    """The beats from which choices that some play makes lead to an end that is not the clock's."""
    found = {beat for beat, targets in facts.leads.items() if END in targets}
    growing = True
    while growing:
        more = {beat for beat, targets in facts.leads.items() if beat not in found and targets & found}
        found |= more
        growing = bool(more)
    return found


def answered_politely(graph: VisitGraph, space: Space) -> list[tuple[int, Any, bool]]:
    """Of each ask's polite yeses in a visit: the option, the nodes after which the visit offers no question, ask or
    inoculation, and whether there are others. Answers with which the clock ran out are left out."""
    story = space.story
    polite = [
        (piece, np.flatnonzero(np.equal(piece.outcome.answer, 2) & np.ones(len(piece.source), dtype=np.bool_)))
        for piece in graph.pieces
        if piece.option >= 0 and story.options[piece.option].ask >= 0 and not piece.by_clock
    ]
    if not any(len(rows) for _, rows in polite):
        return []
    followed = np.zeros(graph.count, dtype=np.bool_)
    for piece in sorted(graph.pieces, key=lambda piece: -int(piece.source[0])):
        option = story.options[piece.option] if piece.option >= 0 else None
        if option is not None and (option.move in QUESTIONING or option.ask >= 0):
            followed[piece.source] = True
        elif np.any(piece.outcome.inoculated):
            followed[piece.source] |= piece.outcome.inoculated
        followed[piece.source] |= followed[piece.target]
    found = []
    for piece, rows in polite:
        if len(rows):
            after = followed[piece.target[rows]]
            found.append((piece.option, piece.target[rows][~after], bool(after.any())))
    return found
