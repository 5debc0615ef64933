"""Whether a transcript can be scored: every name and number in it is one that the rubric knows.

Reading the file (scoring.transcript) settles its shape; this settles its meaning, so that a transcript written by hand
or by another program is refused with the place of what is wrong and never scored wrongly in silence.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from scoring.habits import catalogue
from scoring.moves import MOVES, STEPS
from scoring.transcript import Tags, Transcript, TranscriptError, Turn

FORMS = ("visits", "shift")
ANSWERS = ("yes", "polite_yes", "no", "none")
ONE_NAME = ("picks_up", "meets", "ask", "step", "next")
"""Tags that hold one text."""
SOME_NAMES = ("promises", "keeps", "sets", "plan", "habit")
"""Tags that hold one text or a list of them."""
DEPTHS = ("hears", "recalls")
"""Tags that hold a concern and a depth, as "wrist.2"."""


def require_sound(transcript: Transcript) -> None:
    """Raise TranscriptError, with the dotted place, at the first thing that cannot be scored."""
    head = transcript.head
    _one_of(head.form, FORMS, "head.form")
    for key in ("minutes", "between", "par"):
        _number(head.shift.get(key), 0, 100_000, f"head.shift.{key}", optional=True)
    for index, visit in enumerate(head.visits):
        _number(visit.truth.get("support"), 1, 5, f"head.visits[{index}].truth.support", optional=True)
    for index, turn in enumerate(transcript.turns):
        _turn(transcript, turn, f"turns[{index}]")
    for index, opening in enumerate(transcript.openings):
        _text(opening.raised, f"openings[{index}].raised", optional=True)
    _end(transcript)


def _turn(transcript: Transcript, turn: Turn, place: str) -> None:
    if turn.person not in transcript.head.people:
        _refuse(f"{place}.with", f"nobody in head.people is called {turn.person!r}")
    _one_of(turn.move, MOVES, f"{place}.move")
    _one_of(turn.step, STEPS, f"{place}.step")
    _tags(turn.tags, f"{place}.tags")
    if turn.answer is not None:
        _one_of(turn.answer, ANSWERS, f"{place}.answer")
    for index, option in enumerate(turn.offered):
        here = f"{place}.offered[{index}]"
        _one_of(option.move, MOVES, f"{here}.move")
        if option.step is not None:
            _one_of(option.step, STEPS, f"{here}.step")
        if option.answer is not None:
            _one_of(option.answer, ANSWERS, f"{here}.answer")
        _tags(option.tags, f"{here}.tags")
    for index, cue in enumerate(turn.cues_open):
        _text(cue, f"{place}.cues_open[{index}]")
    _text(turn.raised, f"{place}.raised", optional=True)
    _depth(turn.opened, f"{place}.opened")


def _tags(tags: Tags, place: str) -> None:
    for key in ONE_NAME:
        _text(tags.get(key), f"{place}.{key}", optional=True)
    if tags.get("step"):
        _one_of(tags["step"], STEPS, f"{place}.step")
    for key in DEPTHS:
        _depth(tags.get(key), f"{place}.{key}")
    for key in SOME_NAMES:
        value = tags.get(key)
        for name in [value] if isinstance(value, str) else _list(value, f"{place}.{key}"):
            _text(name, f"{place}.{key}")
            if key == "habit":
                _one_of(name, catalogue(), f"{place}.habit")


def _end(transcript: Transcript) -> None:
    for person, rating in transcript.end.rating.items():
        _number(rating, 1, 5, f"end.rating.{person}")
    for ask, by_person in transcript.end.answers.items():
        if not isinstance(by_person, Mapping):
            _refuse(f"end.answers.{ask}", "answers by person are wanted here")
    for person, rating in transcript.ratings.items():
        _number(rating, 1, 5, f"ratings.{person}")
    for pair, confidence in transcript.forecasts.items():
        if "." not in pair:
            _refuse(f"forecasts.{pair}", 'an ask and a person are wanted, as "letter.denise"')
        _number(confidence, 0, 1, f"forecasts.{pair}")
    for index, record in enumerate(transcript.records):
        _number(record.support, 1, 5, f"records[{index}].support", optional=True)


def _refuse(place: str, wanted: str) -> NoReturn:
    raise TranscriptError(f"{place}: {wanted}")


def _one_of(value: Any, known: Iterable[str], place: str) -> None:
    if not isinstance(value, str) or value not in known:
        _refuse(place, f"{value!r} is not one of {', '.join(known)}")


def _text(value: Any, place: str, *, optional: bool = False) -> None:
    if not isinstance(value, str) and not (optional and value is None):
        _refuse(place, f"a text is wanted here, not {value!r}")


def _list(value: Any, place: str) -> Iterable[Any]:
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        _refuse(place, f"a text or a list of texts is wanted here, not {value!r}")
    return value


def _number(value: Any, lowest: float, highest: float, place: str, *, optional: bool = False) -> None:
    if optional and value is None:
        return
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and lowest <= value <= highest
    if not good:
        _refuse(place, f"a number from {lowest:g} to {highest:g} is wanted here, not {value!r}")


def _depth(value: Any, place: str) -> None:
    _text(value, place, optional=True)
    if value:
        concern, _, number = value.rpartition(".")
        if not concern or number not in {"1", "2", "3"}:
            _refuse(place, f'a concern and a depth are wanted, as "wrist.2", not {value!r}')
