"""What is looked for where plays and proofs left something open, and how a walk to it becomes whole again."""

from collections.abc import Sequence

from trainer.check.explore.plan import Aims
from trainer.check.explore.variables import Space
from trainer.check.explore.ways import reachable_beats
from trainer.check.settle import Settled
from trainer.check.settle.deciding import OF_BEATS, Showing
from trainer.check.settle.shown import lines_to_end
from trainer.conversation.advance import advance, begin, offered, take_leave
from trainer.conversation.state import ANSWER_POLITE_YES
from trainer.conversation.story import END, STAY, Story

Steps = Sequence[tuple[int, str]]
"""Choices with the visit of each."""


def aims_of(story: Story, space: Space, settled: Settled) -> Aims:
    """The beats, visits and variables about which something is open."""
    beats: set[int] = set()
    visits: set[int] = {0}
    variables = 0
    showing = Showing(story)
    for wanted in settled.open:
        kind, place, _ = wanted
        goals = {option.beat for option in showing.of(wanted)}
        if kind in OF_BEATS:
            goals.add(place)
        if kind in ("beat", "ends"):
            goals.update(reachable_beats(story.beats, [place]))
        elif kind == "tested":
            polite = story.options[place].then[ANSWER_POLITE_YES - 1]
            here = story.options[place].beat
            goals.update(reachable_beats(story.beats, [here if polite == STAY else polite]) if polite != END else ())
        elif kind == "visit":
            visits.add(place)
        elif kind == "flag" and place >= 0:
            setting = {
                visit for visit, one in enumerate(story.visits) if any(event.sets >> place & 1 for event in one.events)
            }
            visits |= setting
            variables |= 1 << space.flag(place) if setting else 0
        beats |= goals
        visits |= {visit for visit, talk in settled.possible.talks.items() if goals & talk.beats.keys()}
    return Aims(frozenset(beats), frozenset(visits), variables)


def whole_walk(story: Story, steps: Steps) -> list[str] | None:
    """A walk whose talks were left where nothing more mattered, with the lines that end them.

    None where it cannot be walked so.
    """
    far = lines_to_end(story)
    state = begin(story)
    choices: list[str] = []
    for visit, choice in steps:
        while not state.ended and state.visit < visit:
            options = offered(story, state)
            if not options:
                state = take_leave(story, state)
                continue
            option = min(options, key=lambda one: far[one.place])
            choices.append(option.id)
            state, _ = advance(story, state, option)
        found = next((one for one in offered(story, state) if one.id == choice), None)
        if state.ended or state.visit != visit or found is None:
            return None
        choices.append(choice)
        state, _ = advance(story, state, found)
    return choices
