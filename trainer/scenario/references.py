"""What one place of a scenario says of another: every id that is named must be there, and only once."""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from scoring.habits import catalogue
from scoring.moves import MOODS
from trainer.scenario.conditions import Context, Ids, check_condition
from trainer.scenario.marks import Path
from trainer.scenario.outline import Entries, WrittenBeat, entries, items, mappings, people_of, words
from trainer.scenario.record import PASS, RECORD, NoRecord, read_record
from trainer.scenario.report import Report, brief, did_you_mean, listed, with_article

_SECTIONS: Final = {
    "person": "people", "concern": "people", "objection": "people", "cue": "beats", "option": "beats", "beat": "beats",
    "visit": "visits", "ask": "asks", "fact": "facts",
}  # fmt: skip
"""Which part of the file gives the ids of a kind."""


class Known(NamedTuple):
    """Every id of a scenario. `concerns` holds the number of depths of each, `options` all options of all beats."""

    people: Collection[str]
    concerns: dict[str, int]
    objections: Collection[str]
    cues: Collection[str]
    asks: Collection[str]
    visits: Collection[str]
    stops: Collection[str]
    beats: Collection[str]
    facts: Collection[str]
    options: Collection[str]


def check_references(report: Report, data: Entries, beats: list[WrittenBeat]) -> None:
    """Add a finding for every id that stands twice, every name with nothing behind it, every broken condition."""
    known = _gather(report, data, beats)
    check = _References(report, known, _broken_sections(data))
    for kind in ("visits", "stops"):
        for path, visit in mappings(data.get(kind), (kind,)):
            check.visit(path, visit)
            if kind == "stops" and visit.get("id") == PASS:
                report.at_value("E004", (*path, "id"), f"in a walk “{PASS}” passes a stop by, so no stop is called so",
                                "give the stop another id")  # fmt: skip
    for path, event in mappings(data.get("events"), ("events",)):
        check.event(path, event)
    for beat in beats:
        check.beat(beat)
        for place, keys in beat.options:
            check.option(place, keys)
    for path, walk in mappings(data.get("walks"), ("walks",)):
        check.walk(path, walk)


def _broken_sections(data: Entries) -> set[str]:
    """The parts of the file that cannot be read. That is what there is to say then, and not that each id is unknown."""
    broken = {key for key in ("people", "beats") if not isinstance(data.get(key), dict)}
    broken.update(key for key in ("asks", "facts") if not isinstance(data.get(key, {}), dict))
    if not isinstance(data.get("visits"), list) and not isinstance(data.get("stops"), list):
        broken.add("visits")
    return broken


def _gather(report: Report, data: Entries, beats: list[WrittenBeat]) -> Known:
    concerns: dict[str, int] = {}
    depths: dict[str, Path] = {}
    objections: dict[str, Path] = {}
    cues: dict[str, Path] = {}
    for _, path, person in people_of(data):
        _once(report, depths, [(*path, "concerns", name) for name in entries(person.get("concerns"))], "concern")
        for name, told in entries(person.get("concerns")).items():
            concerns.setdefault(name, len(told) if isinstance(told, list) else 3)
        _once(report, objections, [(*path, "objections", name) for name in entries(person.get("objections"))],
              "objection")  # fmt: skip
    for beat in beats:
        _once(report, cues, [(*beat.path, "cues", name) for name in entries(beat.keys.get("cues"))], "cue")
    visits = _listed_ids(report, mappings(data.get("visits"), ("visits",)), "visit")
    stops = _listed_ids(report, mappings(data.get("stops"), ("stops",)), "stop")
    options: set[str] = set()
    for beat in beats:
        options.update(_listed_ids(report, beat.options, "option", " of this beat"))
    return Known(
        people=entries(data.get("people")), concerns=concerns, objections=objections, cues=cues,
        asks=entries(data.get("asks")), visits=visits, stops=stops, beats=entries(data.get("beats")),
        facts=entries(data.get("facts")), options=options,
    )  # fmt: skip


def _once(report: Report, seen: dict[str, Path], paths: Iterable[Path], thing: str) -> None:
    for path in paths:
        name = str(path[-1])
        first = seen.setdefault(name, path)
        if first is not path:
            line = report.tree.key_place(first).line
            report.at_key("E002", path, f"there is {with_article(thing)} “{name}” already, in line {line}",
                          "give one of the two another id")  # fmt: skip


def _listed_ids(report: Report, found: Iterable[tuple[Path, Entries]], thing: str, of: str = "") -> dict[str, Path]:
    seen: dict[str, Path] = {}
    for path, keys in found:
        name = keys.get("id")
        if not isinstance(name, str) or not name:
            continue
        first = seen.setdefault(name, path)
        if first is not path:
            line = report.tree.value_place((*first, "id")).line
            report.at_value("E002", (*path, "id"), f"another {thing}{of} has the id “{name}” already, in line {line}",
                            "give one of the two another id")  # fmt: skip
    return seen


class _References:
    """Checks the places of one scenario against its ids."""

    def __init__(self, report: Report, known: Known, broken: set[str]) -> None:
        self.report = report
        self.broken = broken
        self.known = known
        self.ids = Ids(known.people, known.concerns, known.objections, known.cues, known.asks, known.beats)
        self.habits = catalogue()
        self.good_conditions: set[tuple[str, Context]] = set()

    def visit(self, path: Path, visit: Entries) -> None:
        self.name(path, visit, "with", self.known.people, "person")
        self.condition(path, visit, "visit")
        start = visit.get("start")
        if isinstance(start, str):
            self.goes_to((*path, "start"), start, may_end=False)
        for place, choice in mappings(start, (*path, "start")):
            self.condition(place, choice, "talk")
            if isinstance(choice.get("beat"), str):
                self.goes_to((*place, "beat"), choice["beat"], may_end=False)

    def event(self, path: Path, event: Entries) -> None:
        known = {**dict.fromkeys(self.known.visits), **dict.fromkeys(self.known.stops)}
        self.name(path, event, "after", known, "visit")
        self.condition(path, event, "event")
        self.effects(path, event)

    def beat(self, beat: WrittenBeat) -> None:
        self.name(beat.path, beat.keys, "raises", self.known.objections, "objection")
        self.name(beat.path, beat.keys, "fact", self.known.facts, "fact")
        for name, cue in entries(beat.keys.get("cues")).items():
            self.name((*beat.path, "cues", name), entries(cue), "about", self.known.concerns, "concern")
        self.wordings(beat.path, beat.keys, "says")

    def option(self, path: Path, option: Entries) -> None:
        known = self.known
        self.condition(path, option, "talk")
        self.wordings(path, option, "reply")
        if "hears" in option:
            self.depth((*path, "hears"), option["hears"])
        if "recalls" in option:
            self.depth((*path, "recalls"), option["recalls"])
        if "picks_up" in option:
            self.name(path, option, "picks_up", known.cues, "cue")
        if "meets" in option:
            self.name(path, option, "meets", known.objections, "objection")
        if "ask" in option:
            self.name(path, option, "ask", known.asks, "ask")
        if "habit" in option:
            self.name(path, option, "habit", self.habits, "habit")
        if "fact" in option:
            self.name(path, option, "fact", known.facts, "fact")
        if "effects" in option:
            self.effects(path, option)
        then = option.get("then")
        if isinstance(then, str):
            self.goes_to((*path, "then"), then)
        elif isinstance(then, dict):
            for answer, beat in then.items():
                if isinstance(beat, str):
                    self.goes_to((*path, "then", answer), beat)

    def walk(self, path: Path, walk: Entries) -> None:
        known = self.known
        for place, choice in words(walk.get("choose"), (*path, "choose")):
            if known.stops and choice.startswith(RECORD):
                self.record(place, choice)
            elif (
                "visits" not in self.broken
                and choice not in known.options
                and not (known.stops and (choice == PASS or choice in known.stops))
            ):
                self.unknown(place, choice, [*known.options, *known.stops], "option")
        for index, condition in enumerate(items(walk.get("expect"))):
            if isinstance(condition, str):
                self.one_condition((*path, "expect", index), condition, "walk")
        for person in entries(walk.get("rate")):
            if person not in known.people:
                self.unknown((*path, "rate", person), person, known.people, "person", at_key=True)

    def record(self, path: Path, choice: str) -> None:
        try:
            read_record(choice)
        except NoRecord as wrong:
            self.report.at_value("E004", path, str(wrong), wrong.hint, wrong.offset, wrong.length)

    def name(self, path: Path, keys: Entries, key: str, known: Collection[str], thing: str) -> None:
        value = keys.get(key)
        if isinstance(value, str) and value and value not in known:
            self.unknown((*path, key), value, known, thing)

    def unknown(self, path: Path, word: str, known: Collection[str], thing: str, at_key: bool = False) -> None:
        if _SECTIONS.get(thing) in self.broken:
            return
        hint = did_you_mean(word, known) or (f"known: {listed(known)}" if known else _nothing(thing))
        tell = self.report.at_key if at_key else self.report.at_value
        tell("E007", path, f"there is no {thing} {brief(word)}", hint)

    def goes_to(self, path: Path, beat: str, may_end: bool = True) -> None:
        if not beat or beat in self.known.beats or (may_end and beat == "end") or "beats" in self.broken:
            return
        known = [*self.known.beats, *(["end"] if may_end else [])]
        self.report.at_value("E006", path, f"there is no beat {brief(beat)}",
                             did_you_mean(beat, known) or f"known: {listed(known)}")  # fmt: skip

    def depth(self, path: Path, value: Any) -> None:
        if not isinstance(value, str) or not value:
            return
        concern, _, depth = value.partition(".")
        depths = self.known.concerns.get(concern)
        if depths is None:
            self.unknown(path, concern, self.known.concerns, "concern")
        elif not depth.isascii() or not depth.isdecimal():
            hint = f"write {concern}.1 to {concern}.{depths}" if depths > 1 else f"write {concern}.1"
            self.report.at_value("E004", path, f"{brief(value)} names no depth", hint)
        elif not 1 <= int(depth[:9]) <= depths:
            hint = f"its depths go from 1 to {depths}" if depths > 1 else f"its only depth is {concern}.1"
            self.report.at_value("E007", path, f"{concern} has no depth {brief(depth)[1:-1]}", hint)

    def effects(self, path: Path, keys: Entries) -> None:
        for name in entries(keys.get("effects")):
            place = (*path, "effects", name)
            person, dot, mood = name.rpartition(".")
            if dot and person not in self.known.people:
                self.unknown(place, person, self.known.people, "person", at_key=True)
            elif mood not in MOODS:
                self.report.at_key("E003", place, f"there is no mood {brief(mood)}",
                                   did_you_mean(mood, MOODS) or f"moods: {listed(MOODS)}")  # fmt: skip

    def wordings(self, path: Path, keys: Entries, key: str) -> None:
        value = keys.get(key)
        if isinstance(value, list):
            for place, variant in mappings(value, (*path, key)):
                self.condition(place, variant, "talk")

    def condition(self, path: Path, keys: Entries, context: Context) -> None:
        text = keys.get("if")
        if isinstance(text, str) and text:
            self.one_condition((*path, "if"), text, context)

    def one_condition(self, path: Path, text: str, context: Context) -> None:
        if (text, context) in self.good_conditions or len(text) > 1000:  # the model tells of the long ones
            return
        problems = check_condition(text, self.ids, context)
        if not problems:
            self.good_conditions.add((text, context))
        for problem in problems:
            if problem.code == "E007" and self.broken:
                continue
            self.report.at_value(problem.code, path, problem.message, problem.hint, problem.offset, problem.length)


def _nothing(thing: str) -> str:
    return f"this scenario has no {thing} yet: write {with_article(thing)} first"
