"""S201: whether a trainee could play well by always taking the longest line.

What a line does depends on the moment, so this is judged in moments that plays really come to (docs/decisions.md).
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from trainer.check.problem import Problem
from trainer.check.sampling import moments
from trainer.conversation.advance import step
from trainer.conversation.state import State, readiness
from trainer.conversation.story import Story, StoryOption, words
from trainer.language import _
from trainer.scenario.report import listed

PLAYS: Final = 12
"""Plays in which moments are looked for."""

MOMENTS: Final = 3
"""Moments that are judged of each beat, the first that come."""

A_CHOICE: Final = range(3, 41)
"""How many options make a choice worth guessing at. Beyond forty nobody reads them, whatever their length."""

TOO_MANY: Final = 0.6
"""The share of beats in which length may give the best line away."""

_NAMED: Final = 8


def length_gives_away(story: Story) -> Iterator[Problem]:
    """One problem where in more than 60 % of the beats the longest line is the only best one."""
    judged: Counter[int] = Counter()
    given_away: Counter[int] = Counter()
    for moment in moments(story, PLAYS):
        beat = moment.state.beat
        if len(moment.offered) in A_CHOICE and judged[beat] < MOMENTS:
            judged[beat] += 1
            given_away[beat] += _longest_is_best(story, moment.state, moment.offered)
    told = [story.beats[beat].id for beat in judged if 2 * given_away[beat] > judged[beat]]
    if judged and len(told) > TOO_MANY * len(judged):
        known = sorted(told, key=list(story.places.beats).index)
        yield Problem(
            ("beats",),
            "S201",
            _(
                "in {some} of {all} beats with three or more options the longest line is the one that works best, so a"
                " trainee can do well without reading"
            ).format(some=len(told), all=len(judged)),
            _("cut the good line, or give a tempting wrong one as many words, in {beats}").format(
                beats=listed(known, _NAMED)
            ),
            of_key=True,
        )


def _longest_is_best(story: Story, state: State, options: tuple[StoryOption, ...]) -> bool:
    """Whether one line has more words than any other and, of those without a habit, alone moves the person most."""
    most = max(words(option.say) for option in options)
    longest = [option for option in options if words(option.say) == most]
    if len(longest) > 1 or _habit(longest[0]):
        return False
    worth = _moves(story, state, longest[0])
    return all(
        _moves(story, state, option) < worth for option in options if option is not longest[0] and not _habit(option)
    )


def _habit(option: StoryOption) -> bool:
    return "habit" in option.offered.tags


def _moves(story: Story, state: State, option: StoryOption) -> int:
    """Readiness, as far as a line moves it in the person who hears it."""
    return readiness(step(story, state, option).noted, state.person) - readiness(state, state.person)
