"""The five skills of a scenario of visits: each component as a function over a play.

A component returns its value in its own unit (a share, a ratio, a distance) and the numbers of the turns it came from,
or LEFT_OUT where the story gave no chance for it. What the trainee did not do, though the story gave the chance, is 0.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from scoring.action import inoculated, left_to_stand, made, next_step, specific
from scoring.habits import gate_habits
from scoring.measures import LEFT_OUT, Measure, asks_made, measure, words_back, words_of_line
from scoring.moves import AGAINST, COUNTED_QUESTIONS, FACING, FACING_STEPS, REFLECTIONS
from scoring.reading import AGREEING, Line, Moment, Reading, Visit
from scoring.rubric import FACING_CAP, FACING_POINTS, NOT_FORECAST, NOT_RATED

# Listening


def cues(reading: Reading) -> Measure:
    """Cues picked up, of the showings at which some offered line picked them up."""
    chances = [showing for showing in reading.showings() if showing.offered_at]
    if not chances:
        return LEFT_OUT
    picked = [showing for showing in chances if showing.picked_at]
    return measure(len(picked) / len(chances), (s.picked_at or s.offered_at[-1] for s in chances))


def reflecting(reading: Reading) -> Measure:
    """Reflections to a question: reflection, deep_reflection, summary, and affirmation that meets an objection.

    Where no question was asked the value is the number of reflections.
    """
    mirrors = [m for m in reading.moments if _reflects(m)]
    questions = _questions(reading)
    return measure(len(mirrors) / max(1, len(questions)), _evidence(reading, [*mirrors, *questions], REFLECTIONS))


def depth_of_reflecting(reading: Reading) -> Measure:
    """deep_reflection and summary, of all reflections; 0 where there is none."""
    mirrors = [m for m in reading.moments if m.line.move in REFLECTIONS]
    deep = [m for m in mirrors if m.line.move != "reflection"]
    return measure(len(deep) / max(1, len(mirrors)), _evidence(reading, mirrors, REFLECTIONS))


def giving_the_floor(reading: Reading) -> Measure:
    """Lines in steps issue and agitate with no more words than the person said back."""
    lines = [m for m in reading.moments if m.line.step in {"issue", "agitate"}]
    if not lines:
        return LEFT_OUT
    given = [m for m in lines if words_of_line(m) <= words_back(m)]
    return measure(len(given) / len(lines), (m.number for m in lines))


def memory(reading: Reading) -> Measure:
    """Depths heard on an earlier visit that were recalled, of those that some offered line recalled."""
    recalled: dict[tuple[str, int], int] = {}
    offered: dict[tuple[str, int], int] = {}
    for m in reading.moments:
        for line in m.choices:
            what = line.recalls
            if not what or what[0] not in reading.concerns(m.turn.person):
                continue
            if 1 <= what[1] <= m.heard_earlier.get(what[0], 0):
                offered.setdefault(what, m.number)
                if line is m.line:
                    recalled.setdefault(what, m.number)
    if not offered:
        return LEFT_OUT
    return measure(len(recalled) / len(offered), (recalled.get(what, at) for what, at in offered.items()))


# Questioning


def open_questions(reading: Reading) -> Measure:
    """Open questions, of open, closed and leading ones; 0 where none was asked."""
    asked = _questions(reading)
    good = sum(m.line.move == "open_question" for m in asked)
    return measure(good / max(1, len(asked)), _evidence(reading, asked, COUNTED_QUESTIONS))


def depth(reading: Reading) -> Measure:
    """For each person visited the concern opened furthest, as a part of its depths; the mean over these people."""
    parts: list[float] = []
    turns: list[int] = []
    for person in reading.people:
        depths = {concern: total for concern, total in reading.concerns(person).items() if total > 0}
        if not depths:
            continue
        reached = {concern: min(1.0, reading.heard.get(concern, 0) / total) for concern, total in depths.items()}
        furthest = max(reached, key=lambda concern: reached[concern])
        parts.append(reached[furthest])
        turns += [m.number for m in reading.moments if m.opens and m.opens[0] == furthest]
        if not reached[furthest]:
            turns += [m.number for m in reading.moments if any(_hears(line, depths) for line in m.choices)]
    if not parts:
        return LEFT_OUT
    return measure(sum(parts) / len(parts), turns)


def clean(reading: Reading) -> Measure:
    """Questions neither leading, nor with habit stacked_q, nor the third or later closed one in a row."""
    asked = _questions(reading)
    good = [
        m
        for m in asked
        if m.line.move != "leading_question" and "stacked_q" not in m.line.habits and m.closed_in_row < 3
    ]
    return measure(len(good) / max(1, len(asked)), _evidence(reading, asked, COUNTED_QUESTIONS))


# Facing objections


def facing(reading: Reading) -> Measure:
    """The mean over the objections raised of the points for facing each, 0 to 100."""
    if not reading.raised:
        return LEFT_OUT
    faced = {objection: _Faced() for objection in reading.raised}
    turns = list(reading.raised.values())
    for m in reading.moments:
        step = FACING.get(m.line.move)
        if step and m.meets in faced:
            # a false answer earns nothing; that it came too early is remembered all the same
            counts = step != "answered" or gate_habits().isdisjoint(m.line.habits)
            faced[m.meets].take(step, m.number, counts)
            turns.append(m.number)
        against = m.meets or m.open_objection
        if against in faced and (m.line.move in AGAINST or "minimise_fear" in m.line.habits):
            faced[against].capped = True
            turns.append(m.number)
    return measure(sum(each.points() for each in faced.values()) / len(faced), turns)


class _Faced:
    """How one objection was faced: the turn at which each step was first taken, and first counted."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}
        self.counted: dict[str, int] = {}
        self.capped = False

    def take(self, step: str, turn: int, counts: bool) -> None:
        self.taken.setdefault(step, turn)
        if counts:
            self.counted.setdefault(step, turn)

    def points(self) -> float:
        total = 0.0
        for place, step in enumerate(FACING_STEPS):
            if step in self.counted:
                later = [self.taken[after] for after in FACING_STEPS[place + 1 :] if after in self.taken]
                late = any(turn < self.counted[step] for turn in later)
                total += FACING_POINTS / 2 if late else FACING_POINTS
        return min(total, FACING_CAP) if self.capped else total


# Judgement


def rating(reading: Reading) -> Measure:
    """The mean distance between the trainee's 1 to 5 and the true rating, over everyone met; not rated counts 4."""
    true = reading.transcript.end.rating
    met = [person for person in reading.people if person in true]
    given = reading.transcript.ratings
    if not given or not met:
        return LEFT_OUT
    distances = [abs(given[p] - true[p]) if p in given else NOT_RATED for p in met]
    return measure(sum(distances) / len(met), (at for p in met for at in _last_word(reading, p)))


def forecast(reading: Reading) -> Measure:
    """1 − Brier score of who will come, over every ask and person whose answer stands at yes or polite yes.

    A yes that was not forecast counts as a certain and wrong one. Left out before the end of the play.
    """
    transcript = reading.transcript
    if not transcript.end.ended or not transcript.ratings:
        return LEFT_OUT
    standing = [pair for pair, answer in standing_answers(reading).items() if answer in AGREEING]
    if not standing:
        return LEFT_OUT
    errors = []
    for ask, person in standing:
        confidence = transcript.forecasts.get(f"{ask}.{person}")
        came = person in transcript.end.comes.get(ask, ())
        errors.append(NOT_FORECAST if confidence is None else (confidence - came) ** 2)
    turns = [m.number for m in asks_made(reading) if (m.line.ask, m.turn.person) in standing]
    return measure(1 - sum(errors) / len(errors), turns)


def standing_answers(reading: Reading) -> Mapping[tuple[str, str], str]:
    """The latest answer by (ask, person), as the transcript's end states it or as the turns gave it."""
    stated = {
        (ask, person): answer
        for ask, by_person in reading.transcript.end.answers.items()
        for person, answer in by_person.items()
    }
    return {**reading.answers, **stated}


# What several components ask


def _questions(reading: Reading) -> list[Moment]:
    return [m for m in reading.moments if m.line.move in COUNTED_QUESTIONS]


def _evidence(reading: Reading, lines: list[Moment], moves: frozenset[str]) -> list[int]:
    """The turns of these lines; where there is none, the turns at which one was on offer and was not taken."""
    if lines:
        return [m.number for m in lines]
    return [m.number for m in reading.moments if any(line.move in moves for line in m.choices)]


def _reflects(moment: Moment) -> bool:
    return moment.line.move in REFLECTIONS or (moment.line.move == "affirmation" and moment.meets is not None)


def _hears(line: Line, depths: Mapping[str, int]) -> bool:
    return line.hears is not None and line.hears[0] in depths


def _last_word(reading: Reading, person: str) -> list[int]:
    """What a rating can rest on: the answers to asks, or else the last turn with the person."""
    answers = [m.number for m in asks_made(reading) if m.turn.person == person and m.turn.answer]
    last: Visit = reading.visits_with(person)[-1]
    return answers or [last.moments[-1].number]


COMPONENTS: Final[Mapping[str, Callable[[Reading], Measure]]] = MappingProxyType(
    {
        "cues": cues,
        "reflecting": reflecting,
        "depth_of_reflecting": depth_of_reflecting,
        "giving_the_floor": giving_the_floor,
        "memory": memory,
        "open": open_questions,
        "depth": depth,
        "clean": clean,
        "facing": facing,
        "made": made,
        "specific": specific,
        "left_to_stand": left_to_stand,
        "inoculated": inoculated,
        "next_step": next_step,
        "rating": rating,
        "forecast": forecast,
    }
)
"""The component functions by the names that the rubric gives them."""
