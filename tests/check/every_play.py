"""What can happen in a story, found the slow way: every state of the engine, one after the other, none merged away."""

from collections import Counter
from typing import NamedTuple

from trainer.conversation.advance import advance, begin, knock, next_stop, offered, record_stop, take_leave, who_comes
from trainer.conversation.state import AT_STOP, RECORDING, State
from trainer.conversation.story import Story


class TooMany(Exception):
    """More states than a test has time for."""


class Found(NamedTuple):
    """What was found; sets of ids and of pairs, and how many plays there are."""

    beats: set[str]
    visits: set[str]
    offered: set[tuple[str, str]]
    answers: set[tuple[str, str, str]]
    opened: set[str]
    picked: set[str]
    raised: set[str]
    inoculated: set[str]
    kept: set[str]
    flags: set[str]
    promised: set[str]
    comes: set[tuple[str, str]]
    stuck: set[str]
    plays: int


def every_play(story: Story, most: int = 40_000) -> Found:
    """Go through every state of a story. Raises TooMany."""
    found = Found(
        set(), set(), set(), set(), set(), set(), set(), set(), set(), set(), set(), set(), set(), 0,
    )  # fmt: skip
    first = _plain(begin(story))
    order: list[State] = []
    onwards: dict[State, list[State]] = {}
    waiting = [first]
    while waiting:
        state = waiting.pop()
        if state in onwards:
            continue
        if len(onwards) > most:
            raise TooMany
        onwards[state] = [_plain(after) for after in _steps(story, state, found)]
        waiting.extend(onwards[state])
    order = _in_order(first, onwards)
    ways: Counter[State] = Counter({first: 1})
    plays = 0
    for state in order:
        if state.ended:
            plays += ways[state]
        for after in onwards[state]:
            ways[after] += ways[state]
    return found._replace(plays=plays)


def _in_order(first: State, onwards: dict[State, list[State]]) -> list[State]:
    done: dict[State, None] = {}
    stack = [(first, iter(onwards[first]))]
    begun = {first}
    while stack:
        state, ways = stack[-1]
        following = next((after for after in ways if after not in begun), None)
        if following is None:
            done[state] = None
            stack.pop()
        else:
            begun.add(following)
            stack.append((following, iter(onwards[following])))
    return list(done)[::-1]


def _plain(state: State) -> State:
    """The state without what nothing later can depend on: wordings chosen, and what was told of events."""
    return state._replace(said=-1, events=0)


def _steps(story: Story, state: State, found: Found) -> list[State]:
    if state.ended:
        found.comes.update((ask, person) for ask, people in who_comes(story, state).items() for person in people)
        _note(story, state, found)
        return []
    if state.phase == AT_STOP:
        return [next_stop(story, state), knock(story, state)]
    if state.phase == RECORDING:
        return [record_stop(story, state)]
    beat = story.beats[state.beat]
    found.beats.add(beat.id)
    found.visits.add(story.visits[state.visit].id)
    _note(story, state, found)
    options = offered(story, state)
    if not options:
        found.stuck.add(beat.id)
        return [take_leave(story, state)]
    steps = []
    for option in options:
        found.offered.add((beat.id, option.id))
        after, turn = advance(story, state, option)
        if turn.answer:
            found.answers.add((story.asks[option.ask].id, story.people[state.person].id, turn.answer))
        if turn.opened:
            found.opened.add(turn.opened)
        steps.append(after)
    return steps


def _note(story: Story, state: State, found: Found) -> None:
    found.picked.update(cue.id for place, cue in enumerate(story.cues) if state.picked >> place & 1)
    found.raised.update(objection.id for place, objection in enumerate(story.objections) if state.raised >> place & 1)
    found.inoculated.update(person.id for place, person in enumerate(story.people) if state.inoculated >> place & 1)
    found.kept.update(promise for place, promise in enumerate(story.promises) if state.kept >> place & 1)
    found.promised.update(promise for place, promise in enumerate(story.promises) if state.promised[place])
    found.flags.update(flag for place, flag in enumerate(story.flags) if state.flags >> place & 1)
