"""What a line does to a person when its author does not say: the format's table, row by row.

The first row that matches counts. A row is matched on the state before the choice; what a line adds in every case (a
cue picked up, a memory, a third depth, a promise kept) is in `advance`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from scoring.moves import QUESTIONING
from trainer.conversation.state import AFFIRMED_OR_ASKED_UNDER, ANSWER_POLITE_YES, ANSWER_YES, State

if TYPE_CHECKING:
    from trainer.conversation.story import Story, StoryOption

When = Callable[["Story", State, "StoryOption"], bool]


class Effect(NamedTuple):
    """A change of one mood; `person` is None for the person in the visit. `mood` is its place in MOODS."""

    person: int | None
    mood: int
    change: int


class Row(NamedTuple):
    """One row: the moves and steps it is for (None: every step), when it matches, and what it changes.

    `changes` are those of trust, fear, hope and anger, `effects` the same without those that are 0.
    """

    moves: frozenset[str]
    steps: frozenset[str] | None
    when: When
    changes: tuple[int, int, int, int]
    effects: tuple[Effect, ...]
    inoculates: bool


def said_yes_not_inoculated(story: "Story", state: State, option: "StoryOption") -> bool:
    """The person's latest answer to some ask is a yes or a polite yes, and nobody has prepared them yet."""
    if state.inoculated >> state.person & 1:
        return False
    people = len(story.people)
    return any(answer in (ANSWER_YES, ANSWER_POLITE_YES) for answer in state.answers[state.person :: people])


def deepest_heard(story: "Story", state: State) -> int:
    """How deep any concern of the person in the visit was heard in this play, 0 to 3."""
    return max(
        (state.heard[place] for place, concern in enumerate(story.concerns) if concern.person == state.person),
        default=0,
    )


def _heard_deep(story: "Story", state: State, option: "StoryOption") -> bool:
    return deepest_heard(story, state) >= 2


def _nothing_deep(story: "Story", state: State, option: "StoryOption") -> bool:
    return deepest_heard(story, state) < 2


def _something_heard(story: "Story", state: State, option: "StoryOption") -> bool:
    return deepest_heard(story, state) >= 1


def _nothing_heard(story: "Story", state: State, option: "StoryOption") -> bool:
    return deepest_heard(story, state) == 0


def _angry(story: "Story", state: State, option: "StoryOption") -> bool:
    return state.moods[4 * state.person + 3] >= 4


def _third_closed(story: "Story", state: State, option: "StoryOption") -> bool:
    return state.closed_run >= 2


def _meets_faced(story: "Story", state: State, option: "StoryOption") -> bool:
    met = option.meets
    return met >= 0 and story.objections[met].person == state.person and bool(state.met[met] & AFFIRMED_OR_ASKED_UNDER)


def _no_permission(story: "Story", state: State, option: "StoryOption") -> bool:
    return not state.permission


def _objection_in_visit(story: "Story", state: State, option: "StoryOption") -> bool:
    return state.raised_here


def _always(story: "Story", state: State, option: "StoryOption") -> bool:
    return True


_STEPS_BUT_OPEN = frozenset({"issue", "agitate", "hope", "ask", "objection", "inoculate", "follow_up"})


def _row(
    moves: str,
    when: When = _always,
    steps: str = "",
    trust: int = 0,
    fear: int = 0,
    hope: int = 0,
    anger: int = 0,
    inoculates: bool = False,
) -> Row:
    changes = trust, fear, hope, anger
    effects = tuple(Effect(None, mood, change) for mood, change in enumerate(changes) if change)
    return Row(frozenset(moves.split()), frozenset(steps.split()) or None, when, changes, effects, inoculates)


ROWS: tuple[Row, ...] = (
    _row(" ".join((*QUESTIONING, "information")), said_yes_not_inoculated, "inoculate", fear=+1, inoculates=True),
    _row("open_question", _heard_deep, "agitate", anger=+2),
    _row("open_question", _nothing_deep, "agitate", trust=-1),
    _row("open_question", _angry, "hope", hope=+2),
    _row("closed_question", _third_closed, trust=-1),
    _row("leading_question", trust=-1),
    _row("reflection summary affirmation", trust=+1),
    _row("deep_reflection", steps="issue agitate", trust=+1, anger=+1),
    _row("deep_reflection", trust=+1),
    _row("story", _something_heard, trust=+1),
    _row("story", _nothing_heard, trust=-1),
    _row("information", _meets_faced, fear=-2),
    _row("information", _angry, "hope", hope=+1),
    _row("information pitch", _nothing_heard, " ".join(sorted(_STEPS_BUT_OPEN)), trust=-1),
    _row("advice", _no_permission, trust=-1),
    _row("promise", trust=+1),
    _row("argue", trust=-2),
    _row("dodge", _objection_in_visit, trust=-1),
)
"""The table, in the format's order."""
