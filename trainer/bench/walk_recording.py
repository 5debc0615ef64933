"""Records a play as a walk: the choices that were made, and a few telling things that must be so at their end.

The walk is put into the author's file behind the last one there, and every other byte of the file stays as it is. The
file that would result is loaded and its new walk walked before anything is written.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from scoring import score
from scoring.rubric import BANDS
from trainer.bench.files import NotWritten, replace
from trainer.bench.fmt_source import CannotMove, Node, read_nodes
from trainer.check.walks import walk, walk_problems
from trainer.conversation.play import NotOffered, Play
from trainer.conversation.story import compile_story
from trainer.language import _, ngettext
from trainer.scenario.characters import FORBIDDEN, name_of
from trainer.scenario.load import Loaded, load_scenario, load_text
from trainer.scenario.model import Scenario

WIDTH: Final = 110
_PLAIN: Final = re.compile(r"[a-z][a-z0-9_]*\Z")


class NotRecorded(Exception):
    """A play that was not recorded; the message says why, as a sentence."""


class Recorded(NamedTuple):
    """A walk that stands in its file now: in which line, and what it expects."""

    file: Path
    line: int
    name: str
    expect: tuple[str, ...]


def suggested_name(play: Play) -> str:
    """A name for a walk, from what the play came to: `yes from Denise, 12 choices`."""
    names = {person.id: person.name for person in play.story.people}
    answers = [
        (answer.replace("_", " "), names[person])
        for by in play.transcript().end.answers.values()
        for person, answer in by.items()
    ]
    told = [_("{answer} from {person}").format(answer=answer, person=person) for answer, person in answers[:3]]
    count = len(play.choices)
    return ", ".join([*told, ngettext("{n} choice", "{n} choices", count).format(n=count)])


def record_walk(file: Path, play: Play, name: str) -> Recorded:
    """Write a play into its scenario's file as a new walk. The play's ratings become the walk's.

    Raises NotRecorded, and leaves the file as it was: where the file has faults, where the choices do not hold in it
    any more, where a walk has that name already, or where the file may not be written.
    """
    name = " ".join(name.split())
    loaded = load_scenario(file)
    if loaded.scenario is None:
        told = next(finding for finding in loaded.findings if finding.is_error)
        raise NotRecorded(
            _("{file} has a fault in line {line} ({code}: {message}). Mend it first, then record.").format(
                file=file, line=told.line, code=told.code, message=told.message
            )
        )
    _refuse_name(loaded.scenario, name)
    expect = tuple(_expectations(_walked(loaded.scenario, play)))
    source = file.read_bytes().decode("utf-8")
    text, line = _with_walk(source, loaded.scenario, play, name, expect)
    _refuse_unsound(loaded, load_text(text.removeprefix("\ufeff"), str(file)))
    try:
        replace(file, text.encode())
    except NotWritten as refused:
        raise NotRecorded(str(refused)) from None
    return Recorded(file, line, name, expect)


def _refuse_name(scenario: Scenario, name: str) -> None:
    if not name:
        raise NotRecorded(_("A walk needs a name that says what it shows."))
    if found := FORBIDDEN.search(name):
        raise NotRecorded(_("The name holds {sign}. Type it again.").format(sign=name_of(found[0])))
    if any(walk.name == name for walk in scenario.walks):
        raise NotRecorded(_("There is a walk “{name}” already. Give this one another name.").format(name=name))


def _walked(scenario: Scenario, play: Play) -> Play:
    """The same choices in the file as it is now."""
    if not play.choices:
        raise NotRecorded(_("Nothing was chosen yet, so there is nothing to record."))
    try:
        return walk(compile_story(scenario), play.choices, play.ratings)
    except NotOffered as refused:
        raise NotRecorded(
            _(
                "In the file as it is now choice {number}, “{option}”, is not offered. Play it again, then record."
            ).format(number=refused.turn, option=refused.option)
        ) from None


def _expectations(play: Play) -> Iterator[str]:
    """What must be so at the end: what was heard, met, answered, kept and prepared, and the band."""
    story, state = play.story, play.state
    end = play.transcript().end
    met_people = {turn.person for turn in play.turns}
    for place, concern in enumerate(story.concerns):
        if story.people[concern.person].id in met_people:
            yield f"heard.{concern.id} == {state.heard[place]}"
    for place, objection in enumerate(story.objections):
        if state.raised >> place & 1:
            yield f"met.{objection.id} == {state.met[place].bit_count()}"
    for ask, by in end.answers.items():
        for person, answer in by.items():
            yield f"asked.{ask}.{person} == {answer}"
    for person in end.inoculated:
        yield f"inoculated.{person}"
    for promise in end.promised:
        yield f"kept.{promise}" if promise in end.kept else f"not kept.{promise}"
    overall = score(play.transcript()).overall if play.ended else None
    if overall is not None:
        yield _band(overall)


def _band(overall: float) -> str:
    """The band that a score stands in, as a condition."""
    reached = max(floor for floor, _name in BANDS if overall >= floor)
    above = min((floor for floor, _name in BANDS if floor > overall), default=None)
    parts = ([f"overall >= {reached}"] if reached else []) + ([f"overall < {above}"] if above is not None else [])
    return " and ".join(parts)


def _with_walk(source: str, scenario: Scenario, play: Play, name: str, expect: tuple[str, ...]) -> tuple[str, int]:
    """The file with the walk in it, and the line (from 1) where that begins."""
    ending = "\r\n" if source.split("\n", 1)[0].endswith("\r") else "\n"
    lines = source.removeprefix("\ufeff").split("\n")
    bare = [line.removesuffix("\r") for line in lines]
    try:
        root = read_nodes("\n".join(bare), bare)
    except CannotMove as cannot:
        raise NotRecorded(
            _("The walk cannot be put into this file, because of its line {line}: {reason}.").format(
                line=cannot.line, reason=cannot
            )
        ) from None
    assert root.entries is not None
    top = {key.text: (key, value) for key, value in root.entries}
    column = root.start.column
    written = top.get("walks")
    if written is None:
        at = _line_for_walks(bare, root, top.get("allow"))
        added = [" " * column + "walks:", *_lines(play, name, expect, column + 2)]
    else:
        key, value = written
        if value.flow and value.items:
            raise NotRecorded(
                _("The walks of this file stand in brackets (line {line}). Write them one below the other, each with "
                  "a dash, then record.").format(line=key.start.line + 1)
            )  # fmt: skip
        if not value.items:
            head = bare[key.start.line]
            lines[key.start.line] = head[: value.start.column].rstrip() + head[value.end.column :] + ending[:-1]
            at, dash = value.end.line + 1, column + 2
        else:
            dash = _dash_column(bare, value)
            at = value.end.line + 1
            while at < len(bare) and bare[at].strip().startswith("#") and _indent(bare[at]) > dash:
                at += 1
        added = _lines(play, name, expect, dash)
    if at >= len(lines) and lines[-1]:
        lines[-1] += ending[:-1]
        lines.append("")
    at = min(at, len(lines) - 1) if lines[-1] == "" else at
    added = [line + ending[:-1] for line in added]
    mark = "\ufeff" if source.startswith("\ufeff") else ""
    begins = at + 1 + (written is None)
    return mark + "\n".join([*lines[:at], *added, *lines[at:]]), begins


def _line_for_walks(lines: list[str], root: Node, allow: tuple[Node, Node] | None) -> int:
    """Where `walks:` goes in a file that has none: before `allow:` and what is written above it, else at the end."""
    if allow is None:
        end = len(lines)
        while end and not lines[end - 1].strip():
            end -= 1
        return end
    at = allow[0].start.line
    while at > 0 and lines[at - 1].strip().startswith("#") and _indent(lines[at - 1]) == root.start.column:
        at -= 1
    return at


def _dash_column(lines: list[str], walks: Node) -> int:
    """The column of the dashes of a list."""
    assert walks.items
    line = lines[walks.items[0].start.line]
    stripped = line.lstrip()
    return len(line) - len(stripped) if stripped.startswith("-") else walks.start.column


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _lines(play: Play, name: str, expect: tuple[str, ...], dash: int) -> list[str]:
    lead, inner = " " * dash, " " * (dash + 2)
    lines = [f"{lead}- name: {_scalar(name)}"]
    lines += _row(f"{inner}choose: ", [_scalar(choice) for choice in play.choices], dash + 4)
    if play.ratings:
        rated = ", ".join(f"{person}: {number}" for person, number in play.ratings.items())
        lines.append(f"{inner}rate: {{{rated}}}")
    if expect:
        lines += _row(f"{inner}expect: ", [json.dumps(one) for one in expect], dash + 4)
    return lines


def _row(head: str, items: list[str], indent: int) -> list[str]:
    """Items in brackets, over as many lines as they need."""
    lines = [head + "["]
    for place, item in enumerate(items):
        last = place == len(items) - 1
        text = item + ("]" if last else ",")
        if len(lines[-1]) + len(text) + 1 > WIDTH:
            lines.append(" " * indent + text)
        else:
            lines[-1] += text if lines[-1].endswith("[") else " " + text
    return lines


def _scalar(text: str) -> str:
    """A text as YAML takes it in brackets: as it is where that is plainly safe, otherwise in quotes."""
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


def _refuse_unsound(before: Loaded, after: Loaded) -> None:
    """Raises NotRecorded unless the file with the new walk is the old one and that walk, which holds."""
    old, new = before.scenario, after.scenario
    sound = (
        old is not None
        and new is not None
        and new.walks[:-1] == old.walks
        and _without_walks(new) == _without_walks(old)
        and not any(problem.place[1] == len(new.walks) - 1 for problem in walk_problems(new, compile_story(new)))
    )
    if not sound:
        raise NotRecorded(_("The walk would not hold in this file as it is written, so nothing was changed."))


def _without_walks(scenario: Scenario) -> dict[str, Any]:
    return {key: value for key, value in scenario if key != "walks"}
