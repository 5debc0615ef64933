"""What a trainee can decide in a season, each as a value that can be kept and played again.

A decision names people, promises and tests by their ids, and holds everything that it depends on beside the
constituency and the seed: the quality of a talk stands in it, so that a season replays the same wherever it is opened.
"""

import math
from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

Source = Literal["start", "record", "play"]
"""Where a talk's quality comes from: nothing yet, the trainee's record in such talks, or a scenario that was played."""


class Round(NamedTuple):
    """A quick round: a quarter of an hour with each of these people."""

    people: tuple[str, ...]


class Meet(NamedTuple):
    """Go to a one-on-one with somebody. Three of four take place; where it does, `Talk` comes next."""

    person: str


class Talk(NamedTuple):
    """Have the one-on-one that took place, with a quality of 0 to 1; `play` is the play in the records it came from."""

    quality: float
    source: Source = "record"
    play: str = ""


class AskAround(NamedTuple):
    """Ask somebody whom people go to, and whom they are close to."""

    person: str


class Committee(NamedTuple):
    """Call the committee together, once a week."""


class MemberTalk(NamedTuple):
    """Have a member of the committee talk with somebody; `quality` is that of the trainee's own talks."""

    person: str
    quality: float


class Remind(NamedTuple):
    """Remind these people of a test, by phone."""

    people: tuple[str, ...]


class Answer(NamedTuple):
    """Promise what somebody asked, or say no to it."""

    promise: str
    made: bool


class Keep(NamedTuple):
    """Keep a promise."""

    promise: str


class Rate(NamedTuple):
    """Write 1 (for it, moves others) to 5 (against it) on the chart, or rub it out with None."""

    person: str
    rating: int | None


class Forecast(NamedTuple):
    """Before a test: who will stand up, each with a confidence of 0 to 1; before a secret vote only how many."""

    test: str
    sure: Mapping[str, float] = {}
    number: int | None = None


class EndWeek(NamedTuple):
    """Let the week end; hours that are left are gone."""


class Spend(NamedTuple):
    """On a turf: spend hours of this week on a way of reaching voters."""

    way: str
    hours: float


Decision = (
    Round
    | Meet
    | Talk
    | AskAround
    | Committee
    | MemberTalk
    | Remind
    | Answer
    | Keep
    | Rate
    | Forecast
    | EndWeek
    | Spend
)

_NAMES: Final[dict[str, type[Decision]]] = {
    "round": Round, "meet": Meet, "talk": Talk, "ask_around": AskAround, "committee": Committee,
    "member_talk": MemberTalk, "remind": Remind, "answer": Answer, "keep": Keep, "rate": Rate, "forecast": Forecast,
    "end_week": EndWeek, "spend": Spend,
}  # fmt: skip
_NAME_OF: Final = {kind: name for name, kind in _NAMES.items()}


class NotPossible(ValueError):
    """A decision that cannot be made now; the message says why, `hint` what can be done. Nothing was changed."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class NotReadable(ValueError):
    """Kept data that is no decision or no season."""


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """A decision as plain data."""
    data = {key: list(value) if isinstance(value, tuple) else value for key, value in decision._asdict().items()}
    if isinstance(decision, Forecast):
        data["sure"] = dict(decision.sure)
    return {"do": _NAME_OF[type(decision)], **data}


def decision_from_json(data: Any) -> Decision:
    """The decision again. Raises NotReadable for whatever else."""
    kind = _NAMES.get(str(data.get("do"))) if isinstance(data, dict) else None
    if kind is None:
        raise NotReadable("this is no decision of a season")
    values = {key: value for key, value in data.items() if key != "do"}
    if set(values) - set(kind._fields):
        raise NotReadable(f"a decision “{data['do']}” has no {', '.join(sorted(set(values) - set(kind._fields)))}")
    try:
        return kind(**{key: _value(key, value) for key, value in values.items()})
    except TypeError as error:
        raise NotReadable(f"the decision “{data['do']}” is not whole") from error


def _value(key: str, value: Any) -> Any:
    if key == "people" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if key in ("person", "promise", "test", "way", "play", "source") and isinstance(value, str):
        return value
    if key in ("quality", "hours") and _is_number(value):
        return float(value)
    if key == "made" and isinstance(value, bool):
        return value
    if key in ("rating", "number") and (value is None or type(value) is int):
        return value
    if key == "sure" and isinstance(value, dict) and all(_is_number(one) for one in value.values()):
        return {str(person): float(one) for person, one in value.items()}
    raise NotReadable(f"{key} of a decision cannot be {value!r}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
