"""Habits found in the order of the turns.

Each rule yields the turns, counted from 1, at which a habit shows: where it could have been otherwise, so that the line
which would have been better stood on offer there. What the story gave no chance for is no habit.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from scoring.measures import words_back, words_of_line
from scoring.moves import LISTENING, QUESTIONING, REFLECTIONS
from scoring.reading import AGREEING, Line, Moment, Reading, Visit

TALK_SHARE: Final = 0.3
"""The trainee's part of all words while issues are told: 70/30 in organizers' trainings."""

TALK_LINES: Final = 3
"""Lines in steps issue and agitate of a visit under which a share of words says nothing."""

INOCULATION_RISK: Final = 2
"""From this risk on a yes needs the other side's answer rehearsed; nobody fights a coffee."""

PLANNING: Final = frozenset({"hope", "ask", "inoculate", "follow_up"})
"""Steps that give anger somewhere to go."""

Rule = Callable[[Reading], Iterable[int]]


def pitch_first(reading: Reading) -> Iterator[int]:
    """A pitch outside step open, or an ask, while nothing that matters to them was heard; once a visit."""
    for visit in reading.visits:
        if reading.concerns(visit.person):
            yield from _first(
                m for m in visit.moments if _presses(m.line) and not reading.deepest(visit.person, m.heard)
            )


def closed_run(reading: Reading) -> Iterator[int]:
    """The third closed question in a row in one visit."""
    yield from (m.number for m in reading.moments if m.closed_in_row == 3)


def answer_first(reading: Reading) -> Iterator[int]:
    """An objection that was raised is answered before it was affirmed or asked under; once an objection."""
    honoured: set[str] = set()
    for m in reading.moments:
        if m.meets is None or m.meets in honoured:
            continue
        voiced = reading.raised.get(m.meets, m.number + 1) < m.number or m.open_objection == m.meets
        if m.line.move in {"information", "story"} and voiced:
            yield m.number
            honoured.add(m.meets)
        elif m.line.move in {"affirmation", "reflection", "deep_reflection", "open_question"}:
            honoured.add(m.meets)


def dodge(reading: Reading) -> Iterator[int]:
    """With an objection raised in this visit: move dodge; or, before a line has met it, a pitch, advice or an ask."""
    for visit in reading.visits:
        met: set[str] = set()
        for m in visit.moments:
            standing = m.open_objection
            if m.meets:
                met.add(m.meets)
            if standing is None:
                continue
            away = m.line.move in {"pitch", "advice", "ask"} and not m.meets and standing not in met
            # where the author has named what is wrong with this line, its move need not be named again
            if away or (m.line.move == "dodge" and not m.line.habits):
                met.add(standing)
                yield m.number


def debate(reading: Reading) -> Iterator[int]:
    """Two lines of argument running in one visit: the second of them."""
    for visit in reading.visits:
        row = 0
        for m in visit.moments:
            row = row + 1 if m.line.move == "argue" else 0
            if row == 2:
                yield m.number


def badger(reading: Reading) -> Iterator[int]:
    """The same ask again in one visit after a no, and no question, listening or facing an objection in between."""
    for visit in reading.visits:
        refused: set[str] = set()
        for m in visit.moments:
            if m.line.ask in refused:
                yield m.number
            if m.line.move in (*QUESTIONING, *LISTENING) or m.meets or m.turn.answer in AGREEING:
                refused.clear()
            if m.line.ask and m.turn.answer == "no":
                refused.add(m.line.ask)


def missed_cue(reading: Reading) -> Iterator[int]:
    """A cue that stayed open for two turns or more, could have been picked up, and closed without it."""
    picking = {m.number for m in reading.moments if m.line.picks_up in m.turn.cues_open}
    for showing in reading.showings():
        chances = [at for at in showing.offered_at if at not in picking]
        if showing.closed and showing.picked_at is None and len(showing.turns) >= 2 and chances:
            yield chances[-1]


def shallow_issue(reading: Reading) -> Iterator[int]:
    """Going on to agitate, to hope or to an ask before a concern is open to depth 2, though one could be.

    Once a visit; an ask before anything at all was heard is pitch_first.
    """
    for visit in reading.visits:
        person, depths = visit.person, reading.concerns(visit.person)
        could = [
            m.number
            for m in reading.moments
            if any(x.hears and x.hears[0] in depths and x.hears[1] >= 2 for x in m.choices)
        ]
        going_on = (
            m
            for m in visit.moments
            if _goes_on(m.line)
            and reading.deepest(person, m.heard) < 2
            and any(at <= m.number for at in could)
            and not (_presses(m.line) and not reading.deepest(person, m.heard))
        )
        yield from _first(going_on)


def talk_share(reading: Reading) -> Iterator[int]:
    """More than three words in ten while the issue is told: the wordiest line of the visit."""
    for visit in reading.visits:
        lines = [m for m in visit.moments if m.line.step in {"issue", "agitate"}]
        ours = sum(words_of_line(m) for m in lines)
        theirs = sum(words_back(m) for m in lines)
        if len(lines) >= TALK_LINES and ours > TALK_SHARE * (ours + theirs):
            yield max(lines, key=lambda m: (words_of_line(m) - words_back(m), -m.number)).number


def anger_no_plan(reading: Reading) -> Iterator[int]:
    """A visit that agitates and ends without hope, ask, promise or next step: its last line."""
    for visit in reading.visits:
        angry = any(m.line.step == "agitate" and m.line.move in (*QUESTIONING, *LISTENING) for m in visit.moments)
        if visit.finished and angry and not any(_plans(m.line) for m in visit.moments):
            yield visit.moments[-1].number


def no_ask(reading: Reading) -> Iterator[int]:
    """Somebody heard to depth 2, of whom something could be asked, and nothing ever was: the last chance for it."""
    if not reading.transcript.end.ended:
        return
    for person in reading.people:
        moments = [m for visit in reading.visits_with(person) for m in visit.moments]
        chances = [m.number for m in moments if any(x.ask for x in m.choices) and reading.deepest(person, m.heard) >= 2]
        if chances and not any(m.line.ask for m in moments):
            yield chances[-1]


def soft_yes(reading: Reading) -> Iterator[int]:
    """A polite yes that was not tested though it could be, or that the trainee rated better than it was."""
    taken: set[str] = set()
    for visit in reading.visits:
        for at, m in enumerate(visit.moments):
            if m.turn.answer == "polite_yes":
                rest = visit.moments[at + 1 :]
                chances = [x.number for x in rest if any(_tests(line) for line in x.choices)]
                over = visit.finished or any(x.line.move == "farewell" for x in rest)
                if over and chances and not any(_tests(x.line) for x in rest):
                    taken.add(visit.person)
                    yield chances[0]
    given, true = reading.transcript.ratings, reading.transcript.end.rating
    for person, turns in reading.agreed_at().items():
        meant = any(answer == "yes" for (_, who), answer in reading.answers.items() if who == person)
        sunny = person in given and given[person] <= 2 and given[person] < true.get(person, 0)
        if sunny and not meant and person not in taken:
            yield turns[-1]


def no_inoculation(reading: Reading) -> Iterator[int]:
    """A visit that ends with a yes to something risky and no word of the reply to it, though one was on offer."""
    safe: set[str] = set()
    for visit in reading.visits:
        said_yes = False
        chances: list[int] = []
        for m in visit.moments:
            if said_yes and any(line.may_inoculate for line in m.choices):
                chances.append(m.number)
            if m.agreed and m.line.may_inoculate:
                safe.add(visit.person)
            if m.turn.answer == "yes" and _risk(reading, m.line.ask) >= INOCULATION_RISK:
                said_yes = True
        if visit.finished and chances and visit.person not in safe:
            yield chances[-1]


def no_followup(reading: Reading) -> Iterator[int]:
    """The last visit with somebody held no next step, though a date or a promise was on offer: the last chance."""
    if not reading.transcript.end.ended:
        return
    for person in reading.people:
        last: Visit = reading.visits_with(person)[-1]
        chances = [m.number for m in last.moments if any(x.promises or x.next for x in m.choices)]
        held = any(
            m.line.promises or m.line.next or (m.turn.answer in AGREEING and _dated(reading, m.line.ask))
            for m in last.moments
        )
        if chances and not held:
            yield chances[-1]


def _first(moments: Iterable[Moment]) -> Iterator[int]:
    for moment in moments:
        yield moment.number
        return


def _presses(line: Line) -> bool:
    return line.move == "ask" or (line.move == "pitch" and line.step != "open")


def _goes_on(line: Line) -> bool:
    """Whether a line moves the talk on instead of listening further."""
    if line.hears or line.picks_up or line.recalls or line.move in LISTENING:
        return False
    return line.move == "ask" or (line.step in {"agitate", "hope"} and line.move not in {"small_talk", "farewell"})


def _plans(line: Line) -> bool:
    return bool(line.step in PLANNING or line.ask or line.promises or line.next)


def _tests(line: Line) -> bool:
    """Whether a line looks behind a yes: a question, a mirror, silence, the ask again, or a when to hold on to."""
    if line.move in (*QUESTIONING, *REFLECTIONS, "silence", "ask"):
        return True
    return bool(line.step == "inoculate" or line.promises or line.next)


def _risk(reading: Reading, ask: str | None) -> int:
    known = reading.transcript.head.asks.get(ask or "")
    return known.risk if known else 0


def _dated(reading: Reading, ask: str | None) -> bool:
    known = reading.transcript.head.asks.get(ask or "")
    return bool(known and known.when)


SEQUENCE_RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "pitch_first": pitch_first,
        "closed_run": closed_run,
        "answer_first": answer_first,
        "dodge": dodge,
        "debate": debate,
        "no_ask": no_ask,
        "soft_yes": soft_yes,
        "no_inoculation": no_inoculation,
        "no_followup": no_followup,
        "badger": badger,
        "missed_cue": missed_cue,
        "shallow_issue": shallow_issue,
        "anger_no_plan": anger_no_plan,
        "talk_share": talk_share,
    }
)
"""The sequence rules by habit."""

SHIFT_RULES: Final = frozenset({"debate", "badger", "dodge", "missed_cue"})
"""Those that hold on a shift too: there a pitch comes first, questions are closed, and nobody is asked for a secret."""

WHOLE_VISIT: Final = frozenset({"no_ask", "soft_yes", "no_inoculation", "no_followup", "anger_no_plan", "talk_share"})
"""Those that judge a whole visit: where the author tagged it anywhere in the visit it is not found a second time."""
