"""The five skills of a scenario of visits: each component as a function over a play.

A component returns its value in its own unit (a share, a ratio, a distance) and the numbers of the turns it came from,
or LEFT_OUT where the story gave no chance for it. What the trainee did not do, though the story gave the chance, is 0.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from scoring.habits import gate_habits
from scoring.moves import AGAINST, COUNTED_QUESTIONS, FACING_STEPS, REFLECTIONS
from scoring.reading import AGREEING, Line, Moment, Reading, Visit, takes_step
from scoring.rubric import FACING_CAP, FACING_POINTS, NOT_FORECAST, NOT_RATED
from scoring.words import count_words


class Measure(NamedTuple):
    """A component's value in its own unit, or None where it is left out, and its evidence: turns counted from 1."""

    value: float | None
    turns: tuple[int, ...] = ()


LEFT_OUT: Final = Measure(None)
UNSETTLING: Final = frozenset({"unask", "fill_silence", "multi_ask"})
"""Habits that do not let an ask stand."""


def measure(value: float, turns: Iterable[int]) -> Measure:
    """A value with its evidence: each turn once, in order."""
    return Measure(value, tuple(sorted(set(turns))))


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
    return measure(len(mirrors) / max(1, len(questions)), (m.number for m in (*mirrors, *questions)))


def depth_of_reflecting(reading: Reading) -> Measure:
    """deep_reflection and summary, of all reflections; 0 where there is none."""
    mirrors = [m for m in reading.moments if m.line.move in REFLECTIONS]
    deep = [m for m in mirrors if m.line.move != "reflection"]
    return measure(len(deep) / max(1, len(mirrors)), (m.number for m in mirrors))


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
    return measure(
        sum(m.line.move == "open_question" for m in asked) / max(1, len(asked)), (m.number for m in asked)
    )


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
    return measure(len(good) / max(1, len(asked)), (m.number for m in asked))


# Facing objections


def facing(reading: Reading) -> Measure:
    """The mean over the objections raised of the points for facing each, 0 to 100."""
    if not reading.raised:
        return LEFT_OUT
    taken: dict[str, dict[str, int]] = {objection: {} for objection in reading.raised}
    capped: set[str] = set()
    turns = list(reading.raised.values())
    for m in reading.moments:
        step = takes_step(m.line.move, m.line.habits, gate_habits())
        if step and m.meets in taken:
            taken[m.meets].setdefault(step, m.number)
            turns.append(m.number)
        against = m.meets or m.open_objection
        if against in taken and (m.line.move in AGAINST or "minimise_fear" in m.line.habits):
            capped.add(against)
            turns.append(m.number)
    points = [_facing_points(steps, objection in capped) for objection, steps in taken.items()]
    return measure(sum(points) / len(points), turns)


def _facing_points(taken: Mapping[str, int], capped: bool) -> float:
    points = 0.0
    for place, step in enumerate(FACING_STEPS):
        if step in taken:
            late = any(taken.get(after, taken[step]) < taken[step] for after in FACING_STEPS[place + 1 :])
            points += FACING_POINTS / 2 if late else FACING_POINTS
    return min(points, FACING_CAP) if capped else points


# Moving to action


def made(reading: Reading) -> Measure:
    """Of the people visited where an ask was on offer, those asked after a concern of theirs was heard to depth 2."""
    chances = _chances_to_ask(reading)
    if not chances:
        return LEFT_OUT
    asked = {m.turn.person for m in _asks(reading) if reading.deepest(m.turn.person, m.heard) >= 2}
    turns = [m.number for m in _asks(reading)]
    turns += [at for person, at in chances.items() if person not in {m.turn.person for m in _asks(reading)}]
    return measure(len(asked & chances.keys()) / len(chances), turns)


def specific(reading: Reading) -> Measure:
    """Of the people asked, those with some ask that names who, when and where."""

    def named(moment: Moment) -> bool:
        ask = reading.transcript.head.asks.get(moment.line.ask or "")
        return bool(ask and ask.who and ask.when and ask.where)

    return _of_people_asked(reading, lambda asks: any(named(m) for m in asks))


def left_to_stand(reading: Reading) -> Measure:
    """Of the people asked, those all of whose asks stood: neither the ask nor the next line took it back."""
    after = {
        visit.moments[at].number: visit.moments[at + 1]
        for visit in reading.visits
        for at in range(len(visit.moments) - 1)
    }

    def stood(moment: Moment) -> bool:
        following = after.get(moment.number)
        return not any(_unsettles(m) for m in (moment, following) if m)

    return _of_people_asked(reading, lambda asks: all(stood(m) for m in asks))


def inoculated(reading: Reading) -> Measure:
    """Of the people who said yes or polite yes at some time, those who were inoculated."""
    agreed = reading.agreed_at()
    if not agreed:
        return LEFT_OUT
    safe = {p for p in agreed if p in reading.inoculated or p in reading.transcript.end.inoculated}
    turns = [at for answers in agreed.values() for at in answers]
    turns += [m.number for m in reading.moments if m.agreed and m.line.may_inoculate]
    return measure(len(safe) / len(agreed), turns)


def next_step(reading: Reading) -> Measure:
    """The mean of two shares: last visits that held a next step, and promises kept of those that could be."""
    halves = [half for half in (_last_visits(reading), _promises(reading)) if half.value is not None]
    if not halves:
        return LEFT_OUT
    return measure(sum(half.value or 0.0 for half in halves) / len(halves), (t for half in halves for t in half.turns))


def _last_visits(reading: Reading) -> Measure:
    asks = reading.transcript.head.asks

    def dated(line: Line) -> bool:
        return bool(line.ask and line.ask in asks and asks[line.ask].when)

    held: dict[str, bool] = {}
    turns: list[int] = []
    for person in reading.people:
        moments = reading.visits_with(person)[-1].moments
        chances = [m for m in moments if any(dated(x) or x.promises or x.next for x in m.choices)]
        if not chances:
            continue
        steps = [
            m
            for m in moments
            if m.line.promises or m.line.next or (dated(m.line) and m.turn.answer in AGREEING)
        ]
        held[person] = bool(steps)
        turns += [m.number for m in steps or chances]
    return measure(sum(held.values()) / len(held), turns) if held else LEFT_OUT


def _promises(reading: Reading) -> Measure:
    first: dict[str, int] = {}
    for m in reading.moments:
        for promise in m.line.promises:
            first.setdefault(promise, m.number)
    kept: dict[str, bool] = {}
    turns: list[int] = []
    for promise, at in first.items():
        later = [m for m in reading.moments[at:] if any(promise in line.keeps for line in m.choices)]
        if later:
            keeping = [m.number for m in later if promise in m.line.keeps]
            kept[promise] = bool(keeping)
            turns += [at, *(keeping[:1] or [m.number for m in later])]
    return measure(sum(kept.values()) / len(kept), turns) if kept else LEFT_OUT


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
    turns = [m.number for m in _asks(reading) if (m.line.ask, m.turn.person) in standing]
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


def words_of_line(moment: Moment) -> int:
    """The trainee's words of a line: none for silence, and no gestures."""
    return 0 if moment.line.move == "silence" else count_words(moment.line.say)


def words_back(moment: Moment) -> int:
    """The words the person said back: the reply and what they said as the next beat opened."""
    return count_words(moment.turn.reply) + count_words(moment.turn.says)


def _questions(reading: Reading) -> list[Moment]:
    return [m for m in reading.moments if m.line.move in COUNTED_QUESTIONS]


def _reflects(moment: Moment) -> bool:
    return moment.line.move in REFLECTIONS or (moment.line.move == "affirmation" and moment.meets is not None)


def _hears(line: Line, depths: Mapping[str, int]) -> bool:
    return line.hears is not None and line.hears[0] in depths


def _asks(reading: Reading) -> list[Moment]:
    return [m for m in reading.moments if m.line.ask]


def _chances_to_ask(reading: Reading) -> dict[str, int]:
    """The people of whom something could be asked, each with the last turn at which it could."""
    return {m.turn.person: m.number for m in reading.moments if any(line.ask for line in m.choices)}


def _of_people_asked(reading: Reading, holds: Callable[[list[Moment]], bool]) -> Measure:
    chances = _chances_to_ask(reading)
    if not chances:
        return LEFT_OUT
    asks = _asks(reading)
    if not asks:
        return measure(0.0, chances.values())
    people = dict.fromkeys(m.turn.person for m in asks)
    good = sum(holds([m for m in asks if m.turn.person == person]) for person in people)
    return measure(good / len(people), (m.number for m in asks))


def _unsettles(moment: Moment) -> bool:
    return moment.line.move == "fold" or not UNSETTLING.isdisjoint(moment.line.habits)


def _last_word(reading: Reading, person: str) -> list[int]:
    """What a rating can rest on: the answers to asks, or else the last turn with the person."""
    answers = [m.number for m in _asks(reading) if m.turn.person == person and m.turn.answer]
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
