"""Where each flag, promise, cue, depth of a concern, objection, ask, fact and beat of a file is written, set and read.

It reads the file's tree and not the model, so that it also answers for a file that `check` finds faults in.
"""

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from trainer.scenario.conditions import ConditionError, names, parse
from trainer.scenario.marks import Path, Tree
from trainer.scenario.outline import beats_of, entries, items, mappings, people_of, words
from trainer.scenario.report import Report

Kind = Literal["flag", "promise", "cue", "concern", "objection", "ask", "fact", "beat"]
Role = Literal["written", "set", "read"]

KINDS: Final[tuple[Kind, ...]] = ("flag", "promise", "cue", "concern", "objection", "ask", "fact", "beat")


class Use(NamedTuple):
    """One place where a thing is named.

    `role` is `written` where the thing itself stands, `set` where something happens to it (a flag set, a promise made
    or kept, a cue picked up, a depth opened, an objection raised or met, an ask made, a beat opened) and `read` where a
    condition or another line looks at it. `key` says how it is named there (`hears`, `if: heard.wrist`), `where` is the
    dotted place, `line` and `column` count from 1.
    """

    role: Role
    key: str
    where: str
    line: int
    column: int


class Thing(NamedTuple):
    """Something that a file names, with every place that does, in the file's order.

    A depth's name is `wrist.2`; what looks at a concern as a whole (`heard.wrist >= 2`, a cue's `about`) goes by
    `wrist`.
    """

    kind: Kind
    name: str
    uses: tuple[Use, ...]


def where_of(tree: Tree) -> tuple[Thing, ...]:
    """Everything that a file names: by kind, and within a kind in the order of its first place in the file."""
    found: dict[tuple[Kind, str], list[Use]] = {}
    report = Report(tree)
    for kind, name, role, key, path in _all(tree.data):
        place = tree.key_place(path) if role == "written" else tree.value_place(path)
        use = Use(role, key, report.where(path), place.line, place.column)
        found.setdefault((kind, name), []).append(use)
    things = [
        Thing(kind, name, tuple(sorted(uses, key=lambda use: (use.line, use.column))))
        for (kind, name), uses in found.items()
    ]
    return tuple(sorted(things, key=lambda thing: (KINDS.index(thing.kind), thing.uses[0].line, thing.name)))


def named(things: tuple[Thing, ...], name: str) -> tuple[Thing, ...]:
    """The things that go by a name: an id, a depth such as `wrist.2`, a concern with all its depths, or a name of
    conditions such as `flag.asked_twice`."""
    prefix, dot, rest = name.partition(".")
    kind = _PREFIXES.get(prefix)
    if dot and kind is not None:
        wanted = rest.partition(".")[0]
        return tuple(thing for thing in things if thing.kind == kind and _id_of(thing) == wanted)
    exact = tuple(thing for thing in things if thing.name == name)
    return exact or tuple(thing for thing in things if _id_of(thing) == name)


def _id_of(thing: Thing) -> str:
    return thing.name.partition(".")[0] if thing.kind == "concern" else thing.name


_PREFIXES: Final[dict[str, Kind]] = {
    "flag": "flag", "promised": "promise", "kept": "promise", "picked": "cue", "heard": "concern", "met": "objection",
    "raised": "objection", "asked": "ask", "seen": "beat",
}  # fmt: skip

_Found = tuple[Kind, str, Role, str, Path]


def _all(data: Any) -> Iterator[_Found]:
    top = entries(data)
    for _person, path, person in people_of(top):
        for concern, told in entries(person.get("concerns")).items():
            place: Path = (*path, "concerns", concern)
            yield "concern", concern, "written", "concerns", place
            for number in range(len(items(told))):
                yield "concern", f"{concern}.{number + 1}", "written", "concerns", (*place, number)
        for objection in entries(person.get("objections")):
            yield "objection", objection, "written", "objections", (*path, "objections", objection)
    for ask in entries(top.get("asks")):
        yield "ask", ask, "written", "asks", ("asks", ask)
    for fact in entries(top.get("facts")):
        yield "fact", fact, "written", "facts", ("facts", fact)
    finder = _Finder()
    for section in ("visits", "stops"):
        for path, visit in mappings(top.get(section), (section,)):
            yield from finder.conditions(path, visit)
            yield from finder.beat((*path, "start"), visit.get("start"), "start")
            for place, choice in mappings(visit.get("start"), (*path, "start")):
                yield from finder.conditions(place, choice)
                yield from finder.beat((*place, "beat"), choice.get("beat"), "start")
    for path, event in mappings(top.get("events"), ("events",)):
        yield from finder.conditions(path, event)
        yield from finder.each(path, event, "sets", "flag", "set")
    for beat in beats_of(top):
        yield "beat", beat.id, "written", "beats", beat.path
        yield from finder.in_beat(beat.path, beat.keys)
        for option in beat.options:
            yield from finder.option(option.path, option.keys)
    for path, walk in mappings(top.get("walks"), ("walks",)):
        for number, expected in enumerate(items(walk.get("expect"))):
            yield from finder.condition((*path, "expect", number), expected, "expect")


class _Finder:
    """Finds what is named in one part of a file."""

    def in_beat(self, path: Path, keys: dict[str, Any]) -> Iterator[_Found]:
        for cue, about in entries(keys.get("cues")).items():
            place = (*path, "cues", cue)
            yield "cue", cue, "written", "cues", place
            yield from self.concern((*place, "about"), entries(about).get("about"), "about", "read")
        yield from self.each(path, keys, "raises", "objection", "set")
        yield from self.each(path, keys, "fact", "fact", "read")
        yield from self.wordings(path, keys, "says")

    def option(self, path: Path, keys: dict[str, Any]) -> Iterator[_Found]:
        yield from self.conditions(path, keys)
        yield from self.concern((*path, "hears"), keys.get("hears"), "hears", "set")
        yield from self.concern((*path, "recalls"), keys.get("recalls"), "recalls", "read")
        for key, kind, role in _OF_OPTION:
            yield from self.each(path, keys, key, kind, role)
        yield from self.wordings(path, keys, "reply")
        then = keys.get("then")
        yield from self.beat((*path, "then"), then, "then")
        for answer, target in entries(then).items():
            yield from self.beat((*path, "then", answer), target, f"then: {answer}")

    def each(self, path: Path, keys: dict[str, Any], key: str, kind: Kind, role: Role) -> Iterator[_Found]:
        for place, name in words(keys.get(key), (*path, key)):
            yield kind, str(name), role, key, place

    def beat(self, path: Path, name: Any, key: str) -> Iterator[_Found]:
        if isinstance(name, str) and name != "end":
            yield "beat", str(name), "set", key, path

    def concern(self, path: Path, name: Any, key: str, role: Role) -> Iterator[_Found]:
        """A concern with its depth, or without one."""
        if isinstance(name, str):
            yield "concern", str(name), role, key, path

    def wordings(self, path: Path, keys: dict[str, Any], key: str) -> Iterator[_Found]:
        for place, variant in mappings(keys.get(key), (*path, key)):
            yield from self.conditions(place, variant)

    def conditions(self, path: Path, keys: dict[str, Any]) -> Iterator[_Found]:
        yield from self.condition((*path, "if"), keys.get("if"), "if")

    def condition(self, path: Path, text: Any, key: str) -> Iterator[_Found]:
        if not isinstance(text, str):
            return
        try:
            read = list(dict.fromkeys(name.path for name in names(parse(text))))
        except ConditionError:
            return
        for parts in read:
            kind = _PREFIXES.get(parts[0]) if len(parts) > 1 else None
            if kind == "concern":
                yield from self.concern(path, parts[1], f"{key}: {'.'.join(parts)}", "read")
            elif kind is not None:
                yield kind, parts[1], "read", f"{key}: {'.'.join(parts)}", path


_OF_OPTION: Final[tuple[tuple[str, Kind, Role], ...]] = (
    ("sets", "flag", "set"),
    ("promises", "promise", "set"),
    ("keeps", "promise", "set"),
    ("picks_up", "cue", "set"),
    ("meets", "objection", "set"),
    ("ask", "ask", "set"),
    ("fact", "fact", "read"),
)
