"""What the scores over all plays say to an author: S205 and S206."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Final

from trainer.check.problem import Problem
from trainer.check.scores.habit_plays import habit_play
from trainer.check.scores.tried import GOOD, Known, Tried, plays_of_players, story_rules
from trainer.conversation.play import NotOffered, Play
from trainer.conversation.story import Story
from trainer.language import _, mark
from trainer.scenario import model


def score_problems(
    scenario: model.Scenario, story: Story, states: int, known: Callable[[], Known], tried: Tried
) -> list[Problem]:
    """S205 and S206 of a story. `tried` are plays that were scored; `states` is the budget of exploring."""
    return [*_too_low(scenario, story, known, tried), *_habits_pay(scenario, story, states)]


def _too_low(scenario: model.Scenario, story: Story, known: Callable[[], Known], tried: Tried) -> Iterator[Problem]:
    """A skill in which some play comes out good has no fault; only of the others the bounds are looked for."""
    rules = {rule.name: rule for rule in story_rules(story.head.form)}
    taught = [(place, name) for place, name in enumerate(story.head.teaches) if name in rules]
    low = [(place, name) for place, name in taught if not _is_good(tried, name)]
    for play in _likely_good(scenario, story):
        if not low:
            return
        tried.add_play(play)
        low = [(place, name) for place, name in low if not _is_good(tried, name)]
    if not low:
        return
    # numpy, and all that rests on it, only where something has to be proved
    from trainer.check.scores.measure import Measurer
    from trainer.check.scores.ranges import WATCHED, bounds_of

    for place, name in low:
        ground, raised = known()
        measurer = Measurer(ground, WATCHED) if ground is not None else None
        bound = bounds_of(measurer, story, [rules[name]], raised)[name].highest
        if bound is None:
            yield Problem(
                ("teaches", place), "S205", _(_LACKS[name]).format(skill=name),
                _("give the scene what {skill} is practised on, or take {skill} out of teaches").format(skill=name),
            )  # fmt: skip
        elif bound < GOOD:
            yield Problem(
                ("teaches", place),
                "S205",
                _(
                    "no play comes out good at {skill}: none reaches more than {most} of 100; good begins at {good}"
                ).format(skill=name, most=f"{bound:.0f}", good=GOOD),
                _("add lines that a good listener would want here, or take it out of teaches"),
            )


def _likely_good(scenario: model.Scenario, story: Story) -> Iterator[Play]:
    """Plays that may come out good: the author's walks as far as they lead to an end, then all kinds of players."""
    for walk in scenario.walks:
        with contextlib.suppress(NotOffered):
            play = Play.resumed(story, 0, walk.choose)
            if play.ended:
                yield play
    yield from plays_of_players(story)


def _is_good(tried: Tried, name: str) -> bool:
    best = tried.best(name, 1)
    return best is not None and best[0] >= GOOD


_LACKS: Final = {
    "listening": mark("no play exercises {skill}: nothing is said in it"),
    "questioning": mark("no play exercises {skill}: nothing is asked, and nobody has a concern to open"),
    "objections": mark("no play exercises {skill}: nobody raises an objection"),
    "action": mark("no play exercises {skill}: nothing can be asked of anybody, and no next step be held"),
    "respect": mark("no play exercises {skill}: nobody is talked with"),
    "plan": mark("no play exercises {skill}: no supporter is talked with"),
}
"""What a story lacks in which no play exercises a skill."""


def _habits_pay(scenario: model.Scenario, story: Story, states: int) -> Iterator[Problem]:
    found = habit_play(scenario, story, states)
    if found is not None:
        yield Problem(
            ("beats",),
            "S206",
            _(
                "a play that takes a habit wherever one is offered still comes out fair, {score} of 100: {choices}"
            ).format(score=found.overall, choices=", ".join(found.walk)),
            _(
                "tag what else is a habit on this walk, offer one where it is offered none, or let it cost them"
                " something"
            ),
            of_key=True,
        )
