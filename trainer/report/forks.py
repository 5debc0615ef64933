"""The turns that cost most and the habits to coach, each with a better line and what that would have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from scoring import (
    CoachedHabit,
    Scorecard,
    TurnCost,
    catalogue,
    costliest,
    gate_habits,
    habits_to_coach,
    rounded,
)
from scoring.cost import AT_MOST
from scoring.moves import FACING, MOODS
from scoring.transcript import Offered, Turn
from trainer.conversation.advance import advance
from trainer.conversation.play import Play
from trainer.conversation.state import State
from trainer.language import Table, _, mark, ngettext
from trainer.report.shapes import Coaching, CueSeen, Exchange, Fork
from trainer.report.talk import names_of, state_before
from trainer.report.terms import COMPONENTS, SKILLS, STEPS_OF_FACING
from trainer.report.words import NOTHING_SAID, moved, quoted, saying, sentence

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario


def forks_of(play: Play, scenario: Scenario, costs: Iterable[TurnCost], said: Sequence[Exchange]) -> tuple[Fork, ...]:
    """The turns that cost most, costliest first, at most three.

    A better line that was on offer at several of them is shown once, where it would have gained most.
    """
    listed = tuple(costs)
    hidden = not any(cost.points > 0 for cost in listed)
    better: dict[tuple[int, str], tuple[TurnCost, Offered]] = {}
    for cost in costliest(listed, at_most=len(listed)):
        if best := _best(cost, hidden):
            better.setdefault((state_before(play, cost.turn).beat, best.option), (cost, best))
    return tuple(
        _fork(play, scenario, cost, best, said[cost.turn - 1], hidden) for cost, best in list(better.values())[:AT_MOST]
    )


def _best(cost: TurnCost, hidden: bool) -> Offered | None:
    """The line that scores best; where a cap hides every cost, the best of those without a habit."""
    if not hidden:
        return cost.best
    return cost.better[0] if cost.better else None


def _fork(play: Play, scenario: Scenario, cost: TurnCost, best: Offered, said: Exchange, hidden: bool) -> Fork:
    before = state_before(play, cost.turn)
    option = play.story.option(before.beat, best.option)
    assert option is not None
    after, turn = advance(play.story, before, option)
    skills = [
        _skill_in_words(SKILLS[name].title, change.played, change.then)
        for name, change in cost.changes.items()
        if change.then is not None
    ]
    return Fork(
        exchange=said,
        cost=cost.points,
        option=best.option,
        better=best.say or NOTHING_SAID,
        they=" ".join(filter(None, (turn.reply, turn.says))),
        changes=(*_consequences(play, scenario, before, after, turn), *skills),
        words=f"{_cost_in_words(cost.points)} {_cap_in_words(hidden)}".strip(),
    )


def _cost_in_words(points: float) -> str:
    whole = rounded(points)
    if not whole:
        return _("It cost less than a point of the whole.")
    told = ngettext("It cost {points} point of the whole.", "It cost {points} points of the whole.", whole)
    return told.format(points=whole)


def _cap_in_words(hidden: bool) -> str:
    return _("That is without the cap, which hides it in the score.") if hidden else ""


def _skill_in_words(title: str, played: float | None, then: float) -> str:
    if played is None:
        return _("{skill} would stand at {then}.").format(skill=title, then=rounded(then))
    told = _("{skill} would stand at {then} in place of {now}.")
    return told.format(skill=title, then=rounded(then), now=rounded(played))


def _consequences(play: Play, scenario: Scenario, before: State, after: State, turn: Turn) -> Iterator[str]:
    """What the better line brings at once, in sentences."""
    name = names_of(play.transcript())[turn.person]
    person = play.story.places.people[turn.person]
    if turn.opened:
        concern, _dot, depth = turn.opened.rpartition(".")
        text = scenario.people[turn.person].concerns[concern][int(depth) - 1]
        yield _("{name} would have told you this: {text}.").format(name=name, text=text)
    picked = turn.tags.get("picks_up")
    if picked in turn.cues_open:
        shows = next(cue.shows for cue in play.story.cues if cue.id == picked)
        yield _("It answers what {name} let slip: {quote}.").format(name=name, quote=quoted(shows))
    step = FACING.get(turn.move)
    objection = turn.tags.get("meets")
    if step and objection in scenario.people[turn.person].objections:
        yield STEPS_OF_FACING[step].would
    if turn.answer:
        yield _ANSWERS[turn.answer]
    elif after.inoculated >> person & 1 and not before.inoculated >> person & 1:
        yield _("{name} would have had words ready for when the other side comes.").format(name=name)
    old = before.moods[4 * person : 4 * person + 4]
    new = tuple(value + turn.changes.get(mood, 0) for mood, value in zip(MOODS, old, strict=True))
    if change := moved(old, new):
        yield _("At once: {change}.").format(change=change)


_ANSWERS = Table(
    {
        "yes": mark("The answer to the ask would have been a yes that is meant."),
        "polite_yes": mark("The answer to the ask would have been a polite yes."),
        "no": mark("The answer to the ask would have been an honest no."),
    },
    _,
)


def coaching_of(
    scorecard: Scorecard,
    costs: Iterable[TurnCost],
    said: Sequence[Exchange],
    cues: Sequence[CueSeen],
    at_most: int = 3,
) -> tuple[Coaching, ...]:
    """The habits to coach, the costliest first, each with its turn and a better line from the same beat."""
    return tuple(_coached(habit, said, cues) for habit in habits_to_coach(scorecard, costs, at_most))


def _coached(habit: CoachedHabit, said: Sequence[Exchange], cues: Sequence[CueSeen]) -> Coaching:
    exchange = said[habit.turn - 1]
    better = (habit.better.say or NOTHING_SAID) if habit.better else ""
    title = sentence(_(catalogue()[habit.habit].looks_like))
    coaching = _signal(habit, cues) or _(habit.coaching)
    words = f"{at_turn(exchange)} {title} {coaching}"
    return Coaching(
        habit=habit.habit,
        title=title,
        how=_HOW[habit.how],
        exchange=exchange,
        coaching=coaching,
        better=better,
        words=words,
    )


def _signal(habit: CoachedHabit, cues: Sequence[CueSeen]) -> str:
    """Of a missed cue, the very words to go back to: those that the better line answers, where it answers any."""
    if habit.habit != "missed_cue":
        return ""
    missed = [cue for cue in cues if cue.state == "stepped over" and habit.turn in cue.turns]
    answered = habit.better.tags.get("picks_up") if habit.better else None
    missed.sort(key=lambda cue: cue.cue != answered)
    return saying(_("Go back to what they let slip"), missed[0].shows) if missed else ""


_HOW = Table(
    {
        "tagged": mark("The author of the scene marked this line."),
        "sequence": mark("It shows in the order of the lines."),
        "text": mark("It shows in the words of the line."),
    },
    _,
)


def at_turn(exchange: Exchange) -> str:
    """What was said at a turn, as a sentence."""
    return saying(_("At turn {turn} you said").format(turn=exchange.turn), exchange.you)


def next_line_of(
    scorecard: Scorecard, costs: Iterable[TurnCost], said: Sequence[Exchange], cues: Sequence[CueSeen]
) -> Coaching | None:
    """The line with the one thing to change: one behind the gate, or the costliest habit; None without a habit."""
    habits = habits_to_coach(scorecard, costs, at_most=len(scorecard.habits))
    if not habits:
        return None
    gate = gate_habits()
    return _coached(next((habit for habit in habits if habit.habit in gate), habits[0]), said, cues)


def next_time_of(scorecard: Scorecard, line: Coaching | None) -> str:
    """The one thing to change, in words: that line's, or else the weakest part's."""
    if line is not None:
        instead = " " + saying(_("You could have said"), line.better) if line.better else ""
        return f"{line.coaching} {at_turn(line.exchange)}{instead}"
    parts = [
        ((100 - part.score) * part.share * skill.weight, part.name)
        for skill in scorecard.skills.values()
        for part in skill.components
        if part.score is not None and part.score < 100
    ]
    if not parts:
        return _("Nothing stands out in this play. Take a harder scene next.")
    return COMPONENTS[max(parts)[1]].advice
