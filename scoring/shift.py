"""The four skills of a shift: pace, respect, record and plan, each component as a function over a play.

Brisk, kind and accurate is good canvassing. A contact is a stop where somebody talked; a knock where nobody answers is
none. Values and evidence are those of scoring.measures: a share each, and LEFT_OUT where the shift gave no chance.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from scoring.measures import LEFT_OUT, Measure, measure
from scoring.moves import QUESTIONING
from scoring.reading import Moment, Reading, Visit
from scoring.transcript import HeadVisit, StopRecord

FURTHER_LINES: Final = 2
"""Lines that may follow an opposed answer: thanks, and good night."""

OPPOSED_SUPPORT: Final = 4
"""From this support on, of 1 for to 5 against, a person is opposed."""

PLAN_PARTS: Final = ("time", "place", "way")
"""What a voter's plan holds (Nickerson and Rogers 2010: when, from where, how to get there)."""


def contacts(reading: Reading) -> Measure:
    """Contacts an hour, as a part of the shift's par.

    The hour is the one that was worked: the lines, one minute for a knock that nobody answered, and the way between.
    Where stops were passed by, the whole shift counts, since there was time to knock.
    """
    par = reading.transcript.head.shift.get("par")
    minutes = _minutes(reading)
    if not par or not minutes:
        return LEFT_OUT
    return measure(len(reading.visits) * 60 / minutes / par, (v.moments[0].number for v in reading.visits))


def letting_go(reading: Reading) -> Measure:
    """Contacts without an argument and with no more than two further lines after an opposed answer."""
    if not reading.visits:
        return LEFT_OUT
    let_go = [_lets_go(reading, visit) for visit in reading.visits]
    return measure(sum(let_go) / len(let_go), (visit.moments[-1].number for visit in reading.visits))


def farewell(reading: Reading) -> Measure:
    """Contacts that ended with a farewell; the one in which an unended play stands is not counted."""
    lasts = [visit.moments[-1] for visit in reading.visits if _over(reading, visit)]
    if not lasts:
        return LEFT_OUT
    return measure(sum(m.line.move == "farewell" for m in lasts) / len(lasts), (m.number for m in lasts))


def do_not_contact(reading: Reading) -> Measure:
    """Stops recorded as do_not_contact, of the stops knocked at where that is true."""
    return _share_of_codes(reading, lambda stop: stop.truth.get("code") == "do_not_contact")


def codes(reading: Reading) -> Measure:
    """Stops recorded with the right code, of the stops knocked at; one that was not recorded is wrong."""
    return _share_of_codes(reading, lambda stop: bool(stop.truth.get("code")))


def supports(reading: Reading) -> Measure:
    """The mean over the stops that have a support: recorded exactly 1, one beside it a half, anything else 0.

    A polite yes that was recorded as strong support (1) is wrong, also where it is one beside the truth.
    """
    points: list[float] = []
    turns: list[int] = []
    for stop in _knocked(reading):
        true = stop.truth.get("support")
        if true is None:
            continue
        record = _records(reading).get(stop.id)
        off = abs(record.support - true) if record and record.support is not None else None
        polite = record is not None and record.support == 1 and _last_answer(reading, stop.id) == "polite_yes"
        points.append(0.0 if off is None or polite else {0: 1.0, 1: 0.5}.get(off, 0.0))
        turns += _turns_at(reading, stop.id)
    return measure(sum(points) / len(points), turns) if points else LEFT_OUT


def plans(reading: Reading) -> Measure:
    """Of supporters met (a true support of 1 or 2), what they leave with: time, place and way, a third each."""
    supporters = {stop.id for stop in reading.transcript.head.visits if stop.truth.get("support") in {1, 2}}
    met = [visit for visit in reading.visits if visit.id in supporters]
    if not met:
        return LEFT_OUT
    parts: list[float] = []
    turns: list[int] = []
    for visit in met:
        settled = {part for m in visit.moments for part in m.turn.tags.get("plan") or ()} & set(PLAN_PARTS)
        parts.append(len(settled) / len(PLAN_PARTS))
        turns += [m.number for m in visit.moments if m.turn.tags.get("plan")] or [visit.moments[-1].number]
    return measure(sum(parts) / len(parts), turns)


def _minutes(reading: Reading) -> int:
    transcript = reading.transcript
    shift = transcript.head.shift
    whole, between = shift.get("minutes") or 0, shift.get("between") or 0
    talked = {visit.id for visit in reading.visits}
    knocked = _knocked(reading)
    silent = sum(stop.id not in talked for stop in knocked)
    worked: int = sum(turn.minutes for turn in transcript.turns) + silent + between * len(knocked)
    passed = len(transcript.head.visits) > len(knocked)
    # a shift that ends before its clock was spent has passed doors by: the time to knock was there
    return max(worked, whole) if transcript.end.ended and passed else worked


def _lets_go(reading: Reading, visit: Visit) -> bool:
    if any(m.line.move == "argue" for m in visit.moments):
        return False
    opposed = _opposed_answer(reading, visit)
    return opposed is None or visit.moments[-1].number - opposed.number <= FURTHER_LINES


def _opposed_answer(reading: Reading, visit: Visit) -> Moment | None:
    """The line that was answered with opposition: the first no to an ask, or at a door that is truly against you
    the first question or ask, whatever came first."""
    truth = next((stop.truth for stop in reading.transcript.head.visits if stop.id == visit.id), {})
    against = (truth.get("support") or 0) >= OPPOSED_SUPPORT or truth.get("code") in {"refused", "do_not_contact"}
    for m in visit.moments:
        if m.turn.answer == "no" or (against and (m.line.move in QUESTIONING or m.line.move == "ask")):
            return m
    return None


def _records(reading: Reading) -> Mapping[str, StopRecord]:
    return {record.stop: record for record in reading.transcript.records}


def _knocked(reading: Reading) -> list[HeadVisit]:
    """The stops that were knocked at: those recorded, and those where somebody talked and the talk is over."""
    over = {visit.id for visit in reading.visits if _over(reading, visit)} | _records(reading).keys()
    return [stop for stop in reading.transcript.head.visits if stop.id in over]


def _over(reading: Reading, visit: Visit) -> bool:
    return visit.finished or visit.id in _records(reading)


def _share_of_codes(reading: Reading, counts: Callable[[HeadVisit], bool]) -> Measure:
    stops = [stop for stop in _knocked(reading) if counts(stop)]
    if not stops:
        return LEFT_OUT
    records = _records(reading)
    right = sum(stop.id in records and records[stop.id].code == stop.truth.get("code") for stop in stops)
    return measure(right / len(stops), (at for stop in stops for at in _turns_at(reading, stop.id)))


def _turns_at(reading: Reading, stop: str) -> list[int]:
    return [visit.moments[-1].number for visit in reading.visits if visit.id == stop]


def _last_answer(reading: Reading, stop: str) -> str | None:
    answers = [m.turn.answer for visit in reading.visits if visit.id == stop for m in visit.moments if m.turn.answer]
    return answers[-1] if answers else None


COMPONENTS: Final[Mapping[str, Callable[[Reading], Measure]]] = MappingProxyType(
    {
        "contacts": contacts,
        "letting_go": letting_go,
        "farewell": farewell,
        "do_not_contact": do_not_contact,
        "codes": codes,
        "supports": supports,
        "plans": plans,
    }
)
"""The component functions by the names that the rubric gives them."""
