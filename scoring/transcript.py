"""The transcript, version 1: what a play left behind, and all that the scoring reads.

The shapes are those of the scenario format. `Transcript.to_json` gives plain data; `Transcript.from_json` reads it
back, also when it was written by hand or by another program: keys that are not needed may be missing.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

Tags = Mapping[str, Any]


class TranscriptError(ValueError):
    """A transcript that cannot be read; the message names the place and what was expected there."""


class HeadPerson(NamedTuple):
    """A person as the scoring needs to know them: name, depths of each concern, ids of their objections."""

    name: str
    concerns: Mapping[str, int]
    objections: tuple[str, ...] = ()


class HeadAsk(NamedTuple):
    """A specific request; with who, when and where all given it is specific. `risk` is 1 (a coffee) to 5 (a strike)."""

    title: str
    risk: int
    who: str | None = None
    when: str | None = None
    where: str | None = None


class HeadVisit(NamedTuple):
    """A visit or a stop. `person` is None where nobody answers; `truth` is what a shift's record should say."""

    id: str
    person: str | None
    title: str = ""
    truth: Tags = {}


class Head(NamedTuple):
    """What the play was of. `shift` holds minutes, between, par and kind where the form is a shift."""

    scenario: str
    form: str
    method: str
    teaches: tuple[str, ...]
    people: Mapping[str, HeadPerson]
    asks: Mapping[str, HeadAsk]
    visits: tuple[HeadVisit, ...]
    shift: Tags = {}


class Opening(NamedTuple):
    """What a visit began with, before the trainee said anything, and the events that came before it."""

    visit: str
    person: str | None
    beat: str
    narration: str = ""
    says: str = ""
    raised: str | None = None
    events: tuple[str, ...] = ()


class Offered(NamedTuple):
    """An option that was offered. `answer` is what the person would have said to its ask at that moment."""

    option: str
    move: str
    tags: Tags
    say: str = ""
    step: str | None = None
    answer: str | None = None


class Turn(NamedTuple):
    """One choice and what it brought, both sides.

    `reply`, `says`, `narration` and `raised` are what the choice brought (the latter three from the beat it opened).
    `cues_open` are the cues that were open when it was made. `opened` is the depth it opened, as "concern.depth".
    `changes` are the moods as they really moved: of the person in the visit by mood, of others by "person.mood".
    `minutes` is what the line took, `minutes_left` the clock after it.
    """

    visit: str
    person: str
    beat: str
    step: str
    option: str
    move: str
    tags: Tags
    say: str
    reply: str
    says: str
    narration: str
    offered: tuple[Offered, ...]
    cues_open: tuple[str, ...]
    opened: str | None
    raised: str | None
    answer: str | None
    changes: Mapping[str, int]
    minutes: int
    minutes_left: int
    spent_by_clock: bool


class StopRecord(NamedTuple):
    """What the trainee wrote down at a stop of a shift: a code, a support of 1 to 5, and whether there is a plan."""

    stop: str
    code: str
    support: int | None = None
    plan: bool = False


class End(NamedTuple):
    """How it stands after the last turn. Before the end of the play `ended` is false and `comes` is empty.

    `rating` is the true rating 1 to 5 of each person, `readiness` what they would do, -10 to 30; `comes` names for
    each ask those who will really come; `answers` holds the standing answer by ask and person.
    """

    ended: bool
    rating: Mapping[str, int]
    readiness: Mapping[str, int]
    comes: Mapping[str, tuple[str, ...]]
    promised: tuple[str, ...]
    kept: tuple[str, ...]
    answers: Mapping[str, Mapping[str, str]] = {}
    inoculated: tuple[str, ...] = ()


class Transcript(NamedTuple):
    """A whole play: its head, openings and turns, how it ended, and the trainee's own judgements.

    `ratings` are the trainee's 1 to 5 by person; `forecasts` the trainee's confidence, 0 to 1, that a person comes,
    by "ask.person"; `records` what was written down at the stops of a shift.
    """

    head: Head
    turns: tuple[Turn, ...]
    end: End
    openings: tuple[Opening, ...] = ()
    ratings: Mapping[str, int] = {}
    forecasts: Mapping[str, float] = {}
    records: tuple[StopRecord, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data, ready for a JSON file, in the order of the format's page."""
        head = self.head
        return {
            "head": {
                "scenario": head.scenario,
                "form": head.form,
                "method": head.method,
                "teaches": list(head.teaches),
                "people": {
                    key: {"name": p.name, "concerns": dict(p.concerns), "objections": list(p.objections)}
                    for key, p in head.people.items()
                },
                "asks": {key: ask._asdict() for key, ask in head.asks.items()},
                "visits": [
                    {"id": v.id, "with": v.person, "title": v.title, **({"truth": dict(v.truth)} if v.truth else {})}
                    for v in head.visits
                ],
                **({"shift": dict(head.shift)} if head.shift else {}),
            },
            "openings": [{**_with(o._asdict()), "events": list(o.events)} for o in self.openings],
            "turns": [turn_to_json(t) for t in self.turns],
            "end": {
                "ended": self.end.ended,
                "rating": dict(self.end.rating),
                "readiness": dict(self.end.readiness),
                "comes": {key: list(who) for key, who in self.end.comes.items()},
                "promised": list(self.end.promised),
                "kept": list(self.end.kept),
                "answers": {key: dict(by) for key, by in self.end.answers.items()},
                "inoculated": list(self.end.inoculated),
            },
            "ratings": dict(self.ratings),
            "forecasts": dict(self.forecasts),
            "records": [r._asdict() for r in self.records],
        }

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Read plain data back.

        Raises TranscriptError, with the dotted place, where something needed is missing or of the wrong kind.
        """
        head = _mapping(data, "transcript").get("head")
        h = _mapping(head, "head")
        end = _mapping(data.get("end") or {}, "end")
        return cls(
            head=Head(
                scenario=_text(h, "scenario", "head"),
                form=_text(h, "form", "head", "visits"),
                method=_text(h, "method", "head", "organizing"),
                teaches=tuple(_list(h.get("teaches"), "head.teaches")),
                people={
                    key: _person(_mapping(value, f"head.people.{key}"), key)
                    for key, value in _mapping(h.get("people"), "head.people").items()
                },
                asks={
                    key: _ask(_mapping(value, f"head.asks.{key}"), f"head.asks.{key}")
                    for key, value in _mapping(h.get("asks") or {}, "head.asks").items()
                },
                visits=tuple(
                    _visit(v, f"head.visits[{n}]") for n, v in enumerate(_list(h.get("visits"), "head.visits"))
                ),
                shift=_mapping(h.get("shift") or {}, "head.shift"),
            ),
            turns=tuple(_turn(t, f"turns[{n}]") for n, t in enumerate(_list(data.get("turns"), "turns"))),
            end=End(
                ended=bool(end.get("ended", False)),
                rating=_mapping(end.get("rating") or {}, "end.rating"),
                readiness=_mapping(end.get("readiness") or {}, "end.readiness"),
                comes={
                    k: tuple(_list(v, f"end.comes.{k}"))
                    for k, v in _mapping(end.get("comes") or {}, "end.comes").items()
                },
                promised=tuple(_list(end.get("promised"), "end.promised")),
                kept=tuple(_list(end.get("kept"), "end.kept")),
                answers=_mapping(end.get("answers") or {}, "end.answers"),
                inoculated=tuple(_list(end.get("inoculated"), "end.inoculated")),
            ),
            openings=tuple(
                _opening(o, f"openings[{n}]") for n, o in enumerate(_list(data.get("openings"), "openings"))
            ),
            ratings=_mapping(data.get("ratings") or {}, "ratings"),
            forecasts=_mapping(data.get("forecasts") or {}, "forecasts"),
            records=tuple(_record(r, f"records[{n}]") for n, r in enumerate(_list(data.get("records"), "records"))),
        )


def turn_to_json(turn: Turn) -> dict[str, Any]:
    """One turn as plain data; the person in the visit stands under `with`."""
    data = _with(turn._asdict())
    data["tags"] = dict(turn.tags)
    data["offered"] = [{k: v for k, v in o._asdict().items() if v is not None} for o in turn.offered]
    data["cues_open"] = list(turn.cues_open)
    data["changes"] = dict(turn.changes)
    return data


def _with(data: dict[str, Any]) -> dict[str, Any]:
    return {("with" if key == "person" else key): value for key, value in data.items()}


def _mapping(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TranscriptError(f"{place}: a mapping is wanted here, not {_kind(value)}")
    return value


def _list(value: Any, place: str) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise TranscriptError(f"{place}: a list is wanted here, not {_kind(value)}")
    return value


def _kind(value: Any) -> str:
    return "nothing" if value is None else type(value).__name__


def _text(data: Mapping[str, Any], key: str, place: str, default: str | None = None) -> str:
    value = data.get(key)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise TranscriptError(f"{place}.{key}: a text is wanted here, not {_kind(value)}")
    return value


def _number(data: Mapping[str, Any], key: str, place: str, default: int | None = None) -> int:
    value = data.get(key)
    if value is None and default is not None:
        return default
    if isinstance(value, bool) or not isinstance(value, int):
        raise TranscriptError(f"{place}.{key}: a whole number is wanted here, not {_kind(value)}")
    return value


def _one(data: Mapping[str, Any], key: str, place: str) -> str | None:
    """An id, or none; a list of at most one is read as the one."""
    value = data.get(key)
    if isinstance(value, list) and len(value) <= 1:
        value = value[0] if value else None
    if value is not None and not isinstance(value, str):
        raise TranscriptError(f"{place}.{key}: one id is wanted here, not {_kind(value)}")
    return value or None


def _person(data: Mapping[str, Any], key: str) -> HeadPerson:
    place = f"head.people.{key}"
    concerns = _mapping(data.get("concerns") or {}, f"{place}.concerns")
    return HeadPerson(
        name=_text(data, "name", place, key),
        concerns={c: _number(concerns, c, f"{place}.concerns") for c in concerns},
        objections=tuple(_list(data.get("objections"), f"{place}.objections")),
    )


def _ask(data: Mapping[str, Any], place: str) -> HeadAsk:
    return HeadAsk(
        title=_text(data, "title", place, ""),
        risk=_number(data, "risk", place),
        who=data.get("who"),
        when=data.get("when"),
        where=data.get("where"),
    )


def _visit(data: Any, place: str) -> HeadVisit:
    if isinstance(data, str):
        return HeadVisit(data, None)
    v = _mapping(data, place)
    truth = _mapping(v.get("truth") or {}, f"{place}.truth")
    return HeadVisit(_text(v, "id", place), v.get("with"), _text(v, "title", place, ""), truth)


def _opening(data: Any, place: str) -> Opening:
    o = _mapping(data, place)
    return Opening(
        visit=_text(o, "visit", place),
        person=o.get("with"),
        beat=_text(o, "beat", place, ""),
        narration=_text(o, "narration", place, ""),
        says=_text(o, "says", place, ""),
        raised=o.get("raised"),
        events=tuple(_list(o.get("events"), f"{place}.events")),
    )


def _offered(data: Any, place: str) -> Offered:
    if isinstance(data, str):
        raise TranscriptError(f"{place}: an option with its move and tags is wanted here, not only its name")
    o = _mapping(data, place)
    return Offered(
        option=_text(o, "option", place),
        move=_text(o, "move", place),
        tags=_mapping(o.get("tags") or {}, f"{place}.tags"),
        say=_text(o, "say", place, ""),
        step=o.get("step"),
        answer=o.get("answer"),
    )


def _turn(data: Any, place: str) -> Turn:
    t = _mapping(data, place)
    return Turn(
        visit=_text(t, "visit", place),
        person=_text(t, "with", place),
        beat=_text(t, "beat", place, ""),
        step=_text(t, "step", place, "open"),
        option=_text(t, "option", place, ""),
        move=_text(t, "move", place),
        tags=_mapping(t.get("tags") or {}, f"{place}.tags"),
        say=_text(t, "say", place, ""),
        reply=_text(t, "reply", place, ""),
        says=_text(t, "says", place, ""),
        narration=_text(t, "narration", place, ""),
        offered=tuple(
            _offered(o, f"{place}.offered[{n}]") for n, o in enumerate(_list(t.get("offered"), f"{place}.offered"))
        ),
        cues_open=tuple(_list(t.get("cues_open"), f"{place}.cues_open")),
        opened=_one(t, "opened", place),
        raised=_one(t, "raised", place),
        answer=t.get("answer") or None,
        changes=_mapping(t.get("changes") or {}, f"{place}.changes"),
        minutes=_number(t, "minutes", place, 1),
        minutes_left=_number(t, "minutes_left", place, 0),
        spent_by_clock=bool(t.get("spent_by_clock", False)),
    )


def _record(data: Any, place: str) -> StopRecord:
    r = _mapping(data, place)
    return StopRecord(_text(r, "stop", place), _text(r, "code", place), r.get("support"), bool(r.get("plan", False)))
