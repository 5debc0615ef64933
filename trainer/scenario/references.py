"""What one place of a scenario says of another: every id that is named must be there, and only once."""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from scoring.habits import catalogue
from scoring.moves import MOODS
from trainer.language import _
from trainer.scenario.condition_checks import Context, Ids, check_condition
from trainer.scenario.kinds import already, no_such, none_yet
from trainer.scenario.marks import Path
from trainer.scenario.outline import (
    Entries,
    WrittenBeat,
    entries,
    is_id,
    items,
    mappings,
    people_of,
    stray_beats,
    words,
)  # fmt: skip
from trainer.scenario.record import PASS, RECORD, NoRecord, read_record
from trainer.scenario.report import Report, brief, did_you_mean, listed

_SECTIONS: Final = {
    "person": "people",
    "concern": "people",
    "objection": "people",
    "cue": "beats",
    "option": "options",
    "beat": "beats",
    "visit": "visits",
    "ask": "asks",
    "fact": "facts",
}
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
    check = _References(report, known, _broken_sections(report, data, beats))
    for kind in ("visits", "stops"):
        for path, visit in mappings(data.get(kind), (kind,)):
            check.visit(path, visit)
            if kind == "stops" and visit.get("id") == PASS:
                wrong = _("in a walk “{word}” passes a stop by, so no stop is called so")
                report.at_value("E004", (*path, "id"), wrong.format(word=PASS), _("give the stop another id"))
    for path, event in mappings(data.get("events"), ("events",)):
        check.event(path, event)
    for beat in beats:
        check.beat(beat)
        for place, keys in beat.options:
            check.option(place, keys)
    for path, walk in mappings(data.get("walks"), ("walks",)):
        check.walk(path, walk)


def _broken_sections(report: Report, data: Entries, beats: list[WrittenBeat]) -> set[str]:
    """The parts of the file that cannot be read. That is what there is to say then, and not that each id is unknown."""
    broken = {key for key in ("people", "beats") if not isinstance(data.get(key), dict)}
    if any(trouble.code == "E002" and trouble.path[:1] == ("beats",) for trouble in report.tree.troubles):
        broken.add("options")  # those of a beat that stands twice, or of its second list, are not read
    if any(isinstance(entries(beat).get("options", []), dict) for beat in entries(data.get("beats")).values()):
        broken.add("options")
    broken.update(key for key in ("asks", "facts") if not isinstance(data.get(key, {}), dict))
    if not isinstance(data.get("visits"), list) and not isinstance(data.get("stops"), list):
        broken.add("visits")
    for kind, ids in _ids_of(data, beats).items():
        if not all(map(is_id, ids)):
            broken.add(kind)  # what is wrong with the id itself is told, and names of it are then mended with it
    return broken


def _ids_of(data: Entries, beats: list[WrittenBeat]) -> dict[str, Collection[str]]:
    """The ids of each kind that stand as keys."""
    people = [person for _name, _path, person in people_of(data)]
    return {
        "person": entries(data.get("people")),
        "concern": [name for person in people for name in entries(person.get("concerns"))],
        "objection": [name for person in people for name in entries(person.get("objections"))],
        "cue": [name for beat in beats for name in entries(beat.keys.get("cues"))],
        "ask": entries(data.get("asks")),
        "fact": entries(data.get("facts")),
        "beat": entries(data.get("beats")),
    }


def _gather(report: Report, data: Entries, beats: list[WrittenBeat]) -> Known:
    concerns: dict[str, int] = {}
    depths: dict[str, Path] = {}
    objections: dict[str, Path] = {}
    cues: dict[str, Path] = {}
    for _id, path, person in people_of(data):
        _once(report, depths, [(*path, "concerns", name) for name in entries(person.get("concerns"))], "concern")
        for name, told in entries(person.get("concerns")).items():
            concerns.setdefault(name, len(told) if isinstance(told, list) else 3)
        _once(report, objections, [(*path, "objections", name) for name in entries(person.get("objections"))],
              "objection")  # fmt: skip
    for beat in beats:
        _once(report, cues, [(*beat.path, "cues", name) for name in entries(beat.keys.get("cues"))], "cue")
    visits = _listed_ids(report, mappings(data.get("visits"), ("visits",)), "visit")
    stops = _listed_ids(report, mappings(data.get("stops"), ("stops",)), "stop")
    stray = list(stray_beats(data, beats))
    options: dict[str, Path] = {}
    for beat in [*beats, *stray]:
        options.update(_listed_ids(report, beat.options, "option"))
    return Known(
        people=entries(data.get("people")),
        concerns=concerns,
        objections=objections,
        cues=cues,
        asks=entries(data.get("asks")),
        visits=visits,
        stops=stops,
        beats={**entries(data.get("beats")), **{beat.id: beat for beat in stray}, **dict.fromkeys(report.begun)},
        facts=entries(data.get("facts")),
        options=options,
    )


def _once(report: Report, seen: dict[str, Path], paths: Iterable[Path], thing: str) -> None:
    for path in paths:
        name = str(path[-1])
        first = seen.setdefault(name, path)
        if first is not path:
            line = report.tree.key_place(first).line
            report.at_key("E002", path, already(thing, name, line), _("give one of the two another id"))


def _listed_ids(report: Report, found: Iterable[tuple[Path, Entries]], thing: str) -> dict[str, Path]:
    seen: dict[str, Path] = {}
    for path, keys in found:
        name = keys.get("id")
        if not isinstance(name, str) or not name:
            continue
        first = seen.setdefault(name, path)
        if first is not path:
            line = report.tree.value_place((*first, "id")).line
            report.at_value("E002", (*path, "id"), already(thing, name, line), _("give one of the two another id"))
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
        for place, choice in words(items(walk.get("choose")), (*path, "choose")):
            if known.stops and choice.startswith(RECORD):
                self.record(place, choice)
            elif (
                not self.broken.intersection(("visits", "beats"))
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
        if thing in self.broken or _SECTIONS.get(thing) in self.broken:
            return
        hint = _several(word, known) or did_you_mean(word, known) or (_known(known) if known else none_yet(thing))
        tell = self.report.at_key if at_key else self.report.at_value
        tell("E007", path, no_such(thing, brief(word)), hint)

    def goes_to(self, path: Path, beat: str, may_end: bool = True) -> None:
        if not beat or beat in self.known.beats or (may_end and beat == "end"):
            return
        if self.broken.intersection(("beat", "beats")):
            return
        known = [*self.known.beats, *(["end"] if may_end else [])]
        self.report.at_value("E006", path, no_such("beat", brief(beat)), did_you_mean(beat, known) or _known(known))

    def depth(self, path: Path, value: Any) -> None:
        if not isinstance(value, str) or not value:
            return
        concern, _dot, depth = value.partition(".")
        depths = self.known.concerns.get(concern)
        if depths is None:
            self.unknown(path, concern, self.known.concerns, "concern")
        elif not depth.isascii() or not depth.isdecimal():
            first, last = f"{concern}.1", f"{concern}.{depths}"
            hint = _("write {first} to {last}") if depths > 1 else _("write {first}")
            self.report.at_value("E004", path, _("{word} names no depth").format(word=brief(value)),
                                 hint.format(first=first, last=last))  # fmt: skip
        elif not 1 <= int(depth[:9]) <= depths:
            hint = _("its depths go from 1 to {last}") if depths > 1 else _("its only depth is {concern}.1")
            wrong = _("{concern} has no depth {depth}").format(concern=concern, depth=brief(depth)[1:-1])
            self.report.at_value("E007", path, wrong, hint.format(last=depths, concern=concern))

    def effects(self, path: Path, keys: Entries) -> None:
        for name in entries(keys.get("effects")):
            place = (*path, "effects", name)
            person, dot, mood = name.rpartition(".")
            if dot and person not in self.known.people:
                self.unknown(place, person, self.known.people, "person", at_key=True)
            elif mood not in MOODS:
                hint = did_you_mean(mood, MOODS) or _("moods: {moods}").format(moods=listed(MOODS))
                self.report.at_key("E003", place, _("there is no mood {word}").format(word=brief(mood)), hint)

    def wordings(self, path: Path, keys: Entries, key: str) -> None:
        value = keys.get(key)
        if isinstance(value, list):
            for place, variant in mappings(value, (*path, key)):
                self.condition(place, variant, "talk")

    def condition(self, path: Path, keys: Entries, context: Context) -> None:
        text = keys.get("if")
        if isinstance(text, str) and text:
            self.one_condition((*path, "if"), text, context)

    def names_no_id(self, text: str) -> bool:
        """Whether a condition names something by a word that cannot be an id, such as one with a hyphen."""
        return any(not is_id(name) and name in text for ids in self.ids for name in ids)

    def one_condition(self, path: Path, text: str, context: Context) -> None:
        if (text, context) in self.good_conditions or len(text) > 1000:  # the model tells of the long ones
            return
        problems = check_condition(text, self.ids, context)
        if not problems:
            self.good_conditions.add((text, context))
        for problem in problems:
            if self.broken and ((problem.code == "E007" and self.broken != {"options"}) or self.names_no_id(text)):
                continue
            self.report.at_value(problem.code, path, problem.message, problem.hint, problem.offset, problem.length)


def _several(word: str, known: Collection[str]) -> str:
    """The mend of a list whose entries no comma parts; otherwise nothing."""
    parts = word.split()
    if len(parts) < 2 or not {*parts} <= {*known}:
        return ""
    return _("put commas between them: {words}").format(words=", ".join(parts))


def _known(known: Collection[str]) -> str:
    return _("known: {ids}").format(ids=listed(known))
