"""Reads the store. Rows that cannot be read any more are left out or marked, and never taken for something else."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trainer.records.packing import sum_of, unpacked
from trainer.records.shapes import (
    ChoiceEntry,
    FinishedPlay,
    Judgements,
    Parent,
    PlayEntry,
    TypedLine,
)

if TYPE_CHECKING:
    from trainer.conversation.lifecycle import Stage

_STAGES: "tuple[Stage, ...]" = ("briefing", "talking", "between", "rating", "forecasting", "debriefing", "done")

_PLAYS = """
SELECT plays.id, scenario, content, title, form, mode, seed, began, touched, stage, steps, parent, parent_turn, sum,
        finished.at AS finished, overall, band
FROM plays LEFT JOIN finished ON finished.play = plays.id
"""
_PLAYED = "(steps > 0 OR finished.at IS NOT NULL)"


def play_entries(connection: sqlite3.Connection, scenario: str | None = None) -> tuple[PlayEntry, ...]:
    """The plays in which something was chosen, the latest first; of one scenario if wanted. Raises sqlite3.Error."""
    where = f"WHERE {_PLAYED}" + ("" if scenario is None else " AND scenario = :scenario")
    return _entries(connection, f"{_PLAYS} {where} ORDER BY touched DESC, plays.rowid DESC", {"scenario": scenario})


def unfinished_entries(connection: sqlite3.Connection) -> tuple[PlayEntry, ...]:
    """The plays that can be gone on with, the latest first. Raises sqlite3.Error."""
    where = "WHERE steps > 0 AND finished.at IS NULL AND stage != 'done'"
    return _entries(connection, f"{_PLAYS} {where} ORDER BY touched DESC, plays.rowid DESC", {})


def play_entry(connection: sqlite3.Connection, play: str) -> PlayEntry | None:
    """A play, also one in which nothing was chosen yet. Raises sqlite3.Error."""
    found = _entries(connection, f"{_PLAYS} WHERE plays.id = :play", {"play": play})
    return found[0] if found else None


def entries_beginning(connection: sqlite3.Connection, beginning: str) -> tuple[PlayEntry, ...]:
    """The plays whose id begins so. Raises sqlite3.Error."""
    where = "WHERE substr(plays.id, 1, length(:beginning)) = :beginning"
    return _entries(connection, f"{_PLAYS} {where} ORDER BY touched DESC", {"beginning": beginning})


def choice_entries(connection: sqlite3.Connection, play: str, undone: bool = False) -> tuple[ChoiceEntry, ...]:
    """The choices of a play that stand, in their order; with `undone` every one ever made. Raises sqlite3.Error."""
    rows = connection.execute(
        "SELECT serial, number, content, visit, beat, person, choice, at, undone, step, sum FROM choices "
        f"WHERE play = ? {'' if undone else 'AND undone IS NULL'} ORDER BY {'serial' if undone else 'number, serial'}",
        (play,),
    )
    return tuple(_choice(play, row) for row in rows)


def owner_of(connection: sqlite3.Connection, play: str) -> tuple[str | None] | None:
    """The window that has a play, in a tuple; None where there is no such play. Raises sqlite3.Error."""
    row = connection.execute("SELECT owner FROM plays WHERE id = ?", (play,)).fetchone()
    return None if row is None else (None if row[0] is None else str(row[0]),)


def judgements_of(connection: sqlite3.Connection, play: str) -> Judgements:
    """What the trainee judged in a play. Raises sqlite3.Error."""
    row = connection.execute("SELECT ratings, forecasts, own_skills FROM judgements WHERE play = ?", (play,)).fetchone()
    if row is None:
        return Judgements()
    ratings, forecasts, own = (_mapping(value) for value in row)
    return Judgements(
        None if ratings is None else {key: value for key, value in ratings.items() if isinstance(value, int)},
        None if forecasts is None else {k: float(v) for k, v in forecasts.items() if isinstance(v, int | float)},
        None if own is None else {key: str(value) for key, value in own.items()},
    )


def typed_lines(connection: sqlite3.Connection, play: str | None = None) -> tuple[TypedLine, ...]:
    """The lines that were typed instead of chosen, in their order; of one play if wanted. Raises sqlite3.Error."""
    rows = connection.execute(
        "SELECT play, scenario, number, visit, beat, at, line FROM typed_lines JOIN plays ON plays.id = play "
        f"{'' if play is None else 'WHERE play = :play'} ORDER BY at, typed_lines.rowid",
        {"play": play},
    )
    return tuple(TypedLine(*(str(v) if place != 2 else _whole(v) for place, v in enumerate(row))) for row in rows)  # type: ignore[arg-type]


def finished_plays(connection: sqlite3.Connection) -> tuple[FinishedPlay, ...]:
    """The finished plays, the earliest first. Raises sqlite3.Error.

    Forks are left out: they were played by somebody who had seen what the people were thinking.
    """
    rows = connection.execute(
        "SELECT plays.id, scenario, title, mode, at, overall, band, skills, habits, ratings, forecasts "
        "FROM finished JOIN plays ON plays.id = play WHERE parent IS NULL ORDER BY at, finished.rowid"
    )
    return tuple(play for row in rows if (play := _finished(row)) is not None)


def kept_transcript(connection: sqlite3.Connection, play: str) -> Mapping[str, Any] | None:
    """The transcript of a finished play as plain data, as it was scored. Raises sqlite3.Error."""
    return _unpacked_mapping(connection, "SELECT transcript FROM finished WHERE play = ?", play)


def kept_scorecard(connection: sqlite3.Connection, play: str) -> Mapping[str, Any] | None:
    """The scorecard of a finished play as plain data. Raises sqlite3.Error."""
    return _unpacked_mapping(connection, "SELECT scorecard FROM finished WHERE play = ?", play)


def kept_head(connection: sqlite3.Connection, play: str) -> Mapping[str, Any] | None:
    """The head of a play's transcript as plain data, as it was when it began. Raises sqlite3.Error."""
    return _unpacked_mapping(connection, "SELECT head FROM plays WHERE id = ?", play)


def kept_opening(connection: sqlite3.Connection, play: str) -> Mapping[str, Any] | None:
    """What a play's first visit opened with, as plain data. Raises sqlite3.Error."""
    return _unpacked_mapping(connection, "SELECT opening FROM plays WHERE id = ?", play)


def _unpacked_mapping(connection: sqlite3.Connection, query: str, play: str) -> Mapping[str, Any] | None:
    row = connection.execute(query, (play,)).fetchone()
    data = None if row is None else unpacked(row[0])
    return data if isinstance(data, dict) else None


def _entries(connection: sqlite3.Connection, query: str, values: Mapping[str, Any]) -> tuple[PlayEntry, ...]:
    return tuple(_entry(row) for row in connection.execute(query, values))


def _entry(row: tuple[Any, ...]) -> PlayEntry:
    (id_, scenario, content, title, form, mode, seed, began, touched, stage, steps, parent, turn, total,
     finished, overall, band) = row  # fmt: skip
    whole = total == play_sum((id_, scenario, title, form, mode, seed, began, parent, turn))
    return PlayEntry(
        id=str(id_),
        scenario=str(scenario),
        content=str(content),
        title=str(title),
        form=str(form),
        mode=str(mode),
        seed=_seed(seed),
        began=str(began),
        touched=str(touched),
        stage=next((known for known in _STAGES if known == stage), "talking"),
        steps=_whole(steps),
        parent=None if parent is None else Parent(str(parent), _whole(turn)),
        finished=None if finished is None else str(finished),
        overall=overall if isinstance(overall, int) else None,
        band=None if band is None else str(band),
        whole=whole,
    )


def play_sum(values: Iterable[Any]) -> int:
    """The sum of what never changes in a play: id, scenario, title, form, mode, seed, began, parent and its turn."""
    return sum_of(tuple(values))


def choice_sum(play: str, values: Iterable[Any]) -> int:
    """The sum of what never changes in a choice: serial, number, content, visit, beat, person, choice and when."""
    return sum_of((play, *values))


def _choice(play: str, row: tuple[Any, ...]) -> ChoiceEntry:
    serial, number, content, visit, beat, person, choice, at, undone, step, total = row
    return ChoiceEntry(
        serial=_whole(serial),
        number=_whole(number),
        content=str(content),
        visit=str(visit),
        beat=str(beat),
        person=str(person),
        choice=str(choice),
        at=str(at),
        undone=None if undone is None else str(undone),
        kept=step if isinstance(step, bytes) else None,
        whole=total == choice_sum(play, (serial, number, content, visit, beat, person, choice, at)),
    )


def _finished(row: tuple[Any, ...]) -> FinishedPlay | None:
    id_, scenario, title, mode, at, overall, band, skills, habits, ratings, forecasts = row
    scores, found = _mapping(skills), _list(habits)
    judged, foretold = _list(ratings), _list(forecasts)
    if scores is None or found is None or judged is None or foretold is None:
        return None
    try:
        return FinishedPlay(
            id=str(id_),
            scenario=str(scenario),
            title=str(title),
            mode=str(mode),
            at=str(at),
            overall=int(overall),
            band=str(band),
            skills={name: None if value is None else float(value) for name, value in scores.items()},
            habits=tuple(str(tag) for tag in found),
            ratings=tuple((str(person), int(own), int(true)) for person, own, true in judged),
            forecasts=tuple((str(who), float(sure), bool(came)) for who, sure, came in foretold),
        )
    except (TypeError, ValueError):
        return None


def _seed(value: Any) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _mapping(text: Any) -> dict[str, Any] | None:
    data = _parsed(text)
    return data if isinstance(data, dict) else None


def _list(text: Any) -> list[Any] | None:
    data = _parsed(text)
    return data if isinstance(data, list) else None


def _parsed(text: Any) -> Any:
    import json

    try:
        return json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
