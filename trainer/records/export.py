"""One play for others to read: as JSON in the shape that `walk --json` prints, or as plain text.

Lines that were typed stay out unless they are asked for.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from trainer.days import written
from trainer.language import Table, _, mark
from trainer.records import reading
from trainer.records.resume import old_transcript, transcript_data
from trainer.records.shapes import PlayEntry
from trainer.scenario.gestures import bracketed
from trainer.skills import SKILL_TITLES

if TYPE_CHECKING:
    from scoring.transcript import Transcript, Turn
    from trainer.records.store import Records


_BANDS = Table({band: band for band in (mark("not yet"), mark("fair"), mark("good"), mark("expert"))}, _)
_MODES = Table({mode: mode for mode in (mark("learn"), mark("practice"), mark("test"))}, _)


def as_json(records: "Records", entry: PlayEntry, typed_lines: bool = False) -> dict[str, Any] | None:
    """A play as plain data; None where it cannot be read any more.

    The keys are those of `walk --json`, as far as a play that is over tells them, with the play's own under `play`.
    `scoring` reads it, and `choices` can be given to `walk --choose`. `scorecard` is null where it was not finished.
    """
    data = transcript_data(records, entry.id)
    if data is None:
        return None
    end = data.get("end") or {}
    choices = records.choices(entry.id)
    exported = {
        "scenario": entry.scenario,
        "ended": bool(end.get("ended", False)),
        "readiness": end.get("readiness", {}),
        "rating": end.get("rating", {}),
        "asked": end.get("answers", {}),
        "comes": end.get("comes", {}),
        "inoculated": end.get("inoculated", []),
        "promised": end.get("promised", []),
        "kept": end.get("kept", []),
        **data,
        "scorecard": records.read(lambda store: reading.kept_scorecard(store, entry.id), None),
        "choices": [choice.choice for choice in choices if choice.choice],
        "play": {
            "id": entry.id,
            "title": entry.title,
            "mode": entry.mode,
            "seed": entry.seed,
            "began": entry.began,
            "touched": entry.touched,
            "finished": entry.finished,
            "parent": entry.parent._asdict() if entry.parent else None,
        },
    }
    if typed_lines:
        exported["typed_lines"] = [
            {"after_choice": line.number, "visit": line.visit, "beat": line.beat, "line": line.line}
            for line in records.typed_lines(entry.id)
        ]
    return exported


def as_text(records: "Records", entry: PlayEntry, typed_lines: bool = False) -> str | None:
    """A play as it reads, one line a speech, without a character that a terminal would obey; None where unreadable."""
    from trainer.scenario.characters import shown

    transcript = old_transcript(records, entry.id)
    if transcript is None:
        return None
    typed: dict[int, list[str]] = {}
    if typed_lines:
        for line in records.typed_lines(entry.id):
            typed.setdefault(line.number, []).append(line.line)
    numbers = [choice.number for choice in records.choices(entry.id) if "turn" in (choice.step or {})]
    scorecard = records.read(lambda store: reading.kept_scorecard(store, entry.id), None)
    lines = (*_head(entry), *_talk(transcript, numbers, typed), *_end(entry, transcript, scorecard))
    return "".join(f"{shown(line).rstrip()}\n" for line in lines)


def _head(entry: PlayEntry) -> Iterator[str]:
    yield entry.title
    yield _("Played {day} (UTC), {mode} mode").format(day=written(entry.began), mode=_MODES.get(entry.mode, entry.mode))
    if entry.parent:
        yield _("A fork: it parts from another play before turn {turn}").format(turn=entry.parent.turn)


def _talk(transcript: "Transcript", numbers: list[int], typed: Mapping[int, list[str]]) -> Iterator[str]:
    people = transcript.head.people
    titles = {visit.id: visit.title for visit in transcript.head.visits}
    openings = list(transcript.openings)
    present = None
    for place, turn in enumerate(transcript.turns):
        name = people[turn.person].name if turn.person in people else turn.person
        if turn.visit != present:
            present = turn.visit
            yield ""
            yield titles.get(turn.visit) or turn.visit
            opening = next((o for o in openings if o.visit == turn.visit), None)
            if opening is not None:
                openings.remove(opening)
                yield from map(bracketed, opening.events)
                yield from _words(opening.narration, opening.says, name)
        before = numbers[place] - 1 if place < len(numbers) else -1
        for line in typed.get(before, ()):
            yield _("You would have said: {line}").format(line=line)
        yield from _turn(turn, name)
    for line in typed.get(numbers[-1] if numbers else 0, ()):
        yield _("You would have said: {line}").format(line=line)


def _turn(turn: "Turn", name: str) -> Iterator[str]:
    yield f"{_('You')}: {bracketed(turn.say)}" if turn.say else _("You say nothing.")
    if turn.reply:
        yield f"{name}: {bracketed(turn.reply)}"
    yield from _words(turn.narration, turn.says, name)


def _words(narration: str, says: str, name: str) -> Iterator[str]:
    if narration:
        yield bracketed(narration)
    if says:
        yield f"{name}: {bracketed(says)}"


def _end(entry: PlayEntry, transcript: "Transcript", scorecard: Mapping[str, Any] | None) -> Iterator[str]:
    yield ""
    if scorecard is None or entry.overall is None:
        yield _("Not finished.")
        return
    skills = scorecard.get("skills")
    for name, skill in skills.items() if isinstance(skills, dict) else ():
        score = skill.get("score") if isinstance(skill, dict) else None
        shown_score = _("not exercised")
        if score is not None:
            shown_score = _("{points} of 100").format(points=int(score + 0.5))
        yield f"{SKILL_TITLES.get(name, name)}: {shown_score}"
    counted = scorecard.get("skills_counted")
    total = len(skills) if isinstance(skills, dict) else 0
    band = _BANDS.get(entry.band or "", entry.band)
    told = _("Overall: {points} of 100 ({band}), on {counted} of {total} skills")
    yield told.format(points=entry.overall, band=band, counted=counted, total=total)
    for ask, who in transcript.end.comes.items():
        title = transcript.head.asks[ask].title if ask in transcript.head.asks else ask
        people = transcript.head.people
        names = ", ".join(people[person].name if person in people else person for person in who)
        asked = transcript.end.answers.get(ask)
        none = _("{ask}: nobody came") if asked else _("{ask}: nobody was asked")
        came = _("{ask}: {names} came") if names else none
        yield came.format(ask=title or ask, names=names)
