"""What a turn cost, and what to change next time.

The cost of a turn is the overall points lost against the option offered there that would score best with the rest of
the play unchanged. The person's words, the later turns and the trainee's judgements stay as they were: only the line
changes. An option that the author tagged with a habit is never the better line.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scoring.habits import catalogue, gate_habits
from scoring.reading import Reading, offered_line, read
from scoring.scorecard import Scorecard, Standing, stand
from scoring.soundness import require_sound
from scoring.transcript import Offered, Transcript, Turn

AT_MOST = 3
"""How many turns are shown as forks after a play, and how many habits are coached."""


class SkillChange(NamedTuple):
    """What another line would have made of a skill: its score as played and then, None where not exercised."""

    played: float | None
    then: float | None


class TurnCost(NamedTuple):
    """What a turn cost, in overall points (0 to 100, before rounding), against its best line.

    `turn` counts from 1. `best` is the option offered there that scores best, the played one where none scores better;
    `changes` are the skills that it would have changed. `points_below_cap` is the same without the caps on the overall
    score. `better` are all other options offered, best first. An option that is a habit itself is none of them.
    """

    turn: int
    points: float
    points_below_cap: float
    best: Offered
    changes: Mapping[str, SkillChange]
    better: tuple[Offered, ...]


class CoachedHabit(NamedTuple):
    """A habit to work on: its turn, what that turn cost, the coaching line, and a better line from the same beat."""

    habit: str
    turn: int
    how: str
    points: float
    coaching: str
    better: Offered | None


def turn_costs(transcript: Transcript) -> tuple[TurnCost, ...]:
    """The cost of every turn, in the play's order.

    Raises TranscriptError where the transcript cannot be scored.
    """
    require_sound(transcript)
    reading = read(transcript)
    ground = _loosened(transcript, reading)
    played = stand(read(ground))
    return tuple(_cost(ground, at, played) for at in range(len(ground.turns)))


def costliest(costs: Iterable[TurnCost], at_most: int = AT_MOST) -> tuple[TurnCost, ...]:
    """The turns that cost most, costliest first, ties to the earlier; turns that cost nothing are left out.

    Where a cap hides every cost (two lines behind the gate, each of which alone keeps it shut), the costs are those
    without the caps.
    """
    found = tuple(costs)
    shown = [cost for cost in found if cost.points > 0] or [
        cost._replace(points=cost.points_below_cap) for cost in found if cost.points_below_cap > 0
    ]
    return tuple(sorted(shown, key=lambda cost: (-cost.points, cost.turn))[:at_most])


def habits_to_coach(
    scorecard: Scorecard, costs: Iterable[TurnCost], at_most: int = AT_MOST
) -> tuple[CoachedHabit, ...]:
    """The habits to coach, costliest first, each once: at the turn where it cost most, with a better line from there.

    At equal cost a habit of the gate comes first, then the earlier turn.
    """
    by_turn = {cost.turn: cost for cost in costs}
    gate = gate_habits()
    coached: dict[str, CoachedHabit] = {}
    ordered = sorted(
        scorecard.habits,
        key=lambda h: (-by_turn[h.turn].points, h.habit not in gate, h.turn, catalogue()[h.habit].number),
    )
    for habit in ordered:
        cost = by_turn[habit.turn]
        better = cost.better[0] if cost.better else None
        coached.setdefault(
            habit.habit,
            CoachedHabit(habit.habit, habit.turn, habit.how, cost.points, habit.coaching, better),
        )
    return tuple(coached.values())[:at_most]


def _cost(ground: Transcript, at: int, played: Standing) -> TurnCost:
    turn = ground.turns[at]
    # a named error is never held up as the better line, also where it happens to score
    others = [o for o in turn.offered if o.option != turn.option and not offered_line(o, turn).habits]
    # the trainee rated and forecast the play that was played: another line does not change that judgement
    held = {name: skill for name, skill in played.skills.items() if name == "judgement"}
    stands = {option.option: stand(read(_replaced(ground, at, option)), held) for option in others}

    def order(option: Offered) -> tuple[float, float]:
        return -round(stands[option.option].overall, 9), -round(stands[option.option].uncapped, 9)

    ranked = sorted(others, key=order)
    lost = round(stands[ranked[0].option].overall - played.overall, 9) if ranked else 0.0
    best = ranked[0] if lost > 0 else _as_offered(turn)
    below = max((stands[option.option].uncapped for option in others), default=played.uncapped)
    return TurnCost(
        turn=at + 1,
        points=max(0.0, lost),
        points_below_cap=max(0.0, round(below - played.uncapped, 9)),
        best=best,
        changes=_changes(played, stands[best.option]) if lost > 0 else {},
        better=tuple(ranked),
    )


def _changes(played: Standing, then: Standing) -> dict[str, SkillChange]:
    pairs = {name: SkillChange(skill.score, then.skills[name].score) for name, skill in played.skills.items()}
    return {name: pair for name, pair in pairs.items() if pair.played != pair.then}


def _as_offered(turn: Turn) -> Offered:
    return Offered(turn.option, turn.move, turn.tags, turn.say, turn.step, turn.answer)


def _loosened(transcript: Transcript, reading: Reading) -> Transcript:
    """The same play without what its end states and another line might have undone.

    Who was inoculated by a line of this play follows from that line again.
    """
    stated = tuple(person for person in transcript.end.inoculated if person not in reading.inoculated)
    return transcript._replace(end=transcript.end._replace(inoculated=stated))


def _replaced(ground: Transcript, at: int, option: Offered) -> Transcript:
    """The play with another option chosen at one turn; a depth that hung on the played line has to be heard again."""
    turn = ground.turns[at]
    line = offered_line(option, turn)
    offered = turn.offered
    if all(other.option != turn.option for other in offered):
        offered = (*offered, _as_offered(turn))
    there = turn._replace(
        offered=offered,
        option=option.option,
        move=option.move,
        tags=option.tags,
        step=line.step,
        say=option.say,
        opened=None,
        answer=option.answer if line.ask else None,
    )
    after = ground.turns[at + 1 :]
    if turn.opened:
        concern = turn.opened.rpartition(".")[0]
        after = tuple(_hears_again(later, concern) for later in after)
    return ground._replace(turns=(*ground.turns[:at], there, *after))


def _hears_again(turn: Turn, concern: str) -> Turn:
    stated = turn.opened and turn.opened == turn.tags.get("hears") and turn.opened.rpartition(".")[0] == concern
    return turn._replace(opened=None) if stated else turn
