"""Turns what happens in a play into the statements that keep it."""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trainer.records.packing import packed, storable
from trainer.records.reading import choice_sum, play_sum
from trainer.records.saving import Statement
from trainer.records.schema import version_here
from trainer.records.shapes import Edition, Parent

if TYPE_CHECKING:
    from scoring.transcript import Transcript
    from trainer.conversation.play import Play, Step


def now() -> str:
    """This moment in UTC, to the millisecond, as text that sorts by time."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"


def new_id() -> str:
    """An id that no other play has, on this machine or another: 64 random bits, in hexadecimal."""
    return os.urandom(8).hex()


def begun(
    play_id: str, owner: str, edition: Edition, play: "Play", mode: str, stage: str, parent: Parent | None
) -> Statement:
    """The row of a play that begins."""
    at = now()
    scenario, title = storable(edition.scenario), storable(edition.title)
    came_from = (parent.play, parent.turn) if parent else (None, None)
    first = play.openings[0] if _opens_at_once(play) else None
    values = {
        "id": play_id,
        "scenario": scenario,
        "content": edition.content,
        "title": title,
        "form": edition.form,
        "mode": mode,
        "seed": str(play.seed),
        "began": at,
        "touched": at,
        "stage": stage,
        "steps": 0,
        "parent": came_from[0],
        "parent_turn": came_from[1],
        "owner": owner,
        "version": version_here(),
        "head": packed(play.transcript().to_json()["head"]),
        "opening": None if first is None else packed(_opening(first)),
        "sum": play_sum((play_id, scenario, title, edition.form, mode, str(play.seed), at, *came_from)),
    }
    places = ", ".join("?" * len(values))
    return Statement(
        f"INSERT INTO plays ({', '.join(values)}) VALUES ({places}) ON CONFLICT (id) DO NOTHING",
        tuple(values.values()),
    )


def chosen(play_id: str, edition: Edition, play: "Play", number: int, serial: int) -> Statement:
    """The row of a choice: the play's step of this number, counted from 1."""
    step = play.steps[number - 1]
    before = play.steps[number - 2].state if number > 1 else play.first
    visit = step.turn.visit if step.turn else play.story.visits[before.visit].id
    beat, person = (step.turn.beat, step.turn.person) if step.turn else ("", "")
    values = (serial, number, edition.content, visit, beat, person, storable(step.choice), now())
    return Statement(
        "INSERT INTO choices (play, serial, number, content, visit, beat, person, choice, at, step, sum) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (play, serial) DO NOTHING",
        (play_id, *values, packed(_brought(step)), choice_sum(play_id, values)),
    )


def undone(play_id: str, serial: int) -> Statement:
    """The mark of a choice that was taken back."""
    return Statement(
        "UPDATE choices SET undone = ? WHERE play = ? AND serial = ? AND undone IS NULL", (now(), play_id, serial)
    )


def touched(play_id: str, owner: str, stage: str, steps: int, content: str) -> Statement:
    """The mark that a play was played, which only the window that owns it can make."""
    return Statement(
        "UPDATE plays SET touched = ?, stage = ?, steps = ?, content = ? WHERE id = ? AND owner = ?",
        (now(), stage, steps, content, play_id, owner),
        claimed=True,
    )


def owned(play_id: str, before: str | None, owner: str) -> Statement:
    """A play that goes over to a window, where no other took it meanwhile."""
    return Statement("UPDATE plays SET owner = ? WHERE id = ? AND owner IS ?", (owner, play_id, before), claimed=True)


def put_away(play_id: str, owner: str) -> Statement:
    """A play that is over without having been finished."""
    return Statement("UPDATE plays SET stage = 'done' WHERE id = ? AND owner = ?", (play_id, owner), claimed=True)


def judged(play_id: str, play: "Play") -> Statement:
    """The trainee's own judgements so far."""
    return Statement(
        "INSERT INTO judgements (play, at, ratings, forecasts, own_skills) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (play) DO UPDATE SET at = excluded.at, ratings = excluded.ratings, "
        "forecasts = excluded.forecasts, own_skills = excluded.own_skills",
        (play_id, now(), _text(play.ratings or {}), _text_or_none(play.forecasts), _text_or_none(play.own_skills)),
    )


def typed(line_id: str, play_id: str, number: int, visit: str, beat: str, line: str) -> Statement:
    """A line that was typed instead of one on offer."""
    return Statement(
        "INSERT INTO typed_lines (id, play, number, visit, beat, at, line) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO NOTHING",
        (line_id, play_id, number, visit, beat, now(), storable(line)),
    )


def finished(play_id: str, transcript: "Transcript", scorecard: Mapping[str, Any]) -> Statement:
    """A play that was scored, with its transcript as it was."""
    skills = {name: skill["score"] for name, skill in scorecard["skills"].items()}
    habits = sorted({habit["habit"] for habit in scorecard["habits"]})
    return Statement(
        "INSERT INTO finished (play, at, overall, band, skills, habits, ratings, forecasts, transcript, scorecard) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (play) DO NOTHING",
        (
            play_id, now(), scorecard["overall"], scorecard["band"], _text(skills), _text(habits),
            _text(list(_ratings(transcript))), _text(list(_forecasts(transcript))), packed(transcript.to_json()),
            packed(scorecard),
        ),
    )  # fmt: skip


def _ratings(transcript: "Transcript") -> Iterable[tuple[str, int, int]]:
    for person, own in transcript.ratings.items():
        if person in transcript.end.rating:
            yield person, own, transcript.end.rating[person]


def _forecasts(transcript: "Transcript") -> Iterable[tuple[str, float, bool]]:
    for who, sure in transcript.forecasts.items():
        ask, _, person = who.partition(".")
        yield who, sure, person in transcript.end.comes.get(ask, ())


def _opens_at_once(play: "Play") -> bool:
    return len(play.openings) > sum(step.opening is not None for step in play.steps)


def _brought(step: "Step") -> dict[str, Any]:
    from scoring.transcript import turn_to_json

    brought: dict[str, Any] = {}
    if step.turn is not None:
        brought["turn"] = turn_to_json(step.turn)
    if step.opening is not None:
        brought["opening"] = _opening(step.opening)
    if step.record is not None:
        brought["record"] = step.record._asdict()
    return brought


def _opening(opening: Any) -> dict[str, Any]:
    data = opening._asdict()
    return {("with" if key == "person" else key): value for key, value in data.items()}


def _text(data: Any) -> str:
    import json

    return json.dumps(dict(data) if isinstance(data, Mapping) else data, separators=(",", ":"))


def _text_or_none(data: Mapping[str, Any] | None) -> str | None:
    return None if data is None else _text(data)
