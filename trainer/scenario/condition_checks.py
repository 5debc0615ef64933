"""What is wrong with a condition that can be read: names that there are not, and things that cannot be compared."""

import difflib
from collections.abc import Collection
from typing import Final, Literal, NamedTuple

from trainer.language import _
from trainer.scenario.conditions import (
    ANSWERS,
    COUNT_PREFIXES,
    PERSON_NUMBERS,
    PREFIXES,
    SCORE_NAMES,
    TRUTH_PREFIXES,
    And,
    Comparison,
    ConditionError,
    Name,
    Node,
    Not,
    Number,
    Or,
    Sum,
    Value,
    names,
    parse,
)
from trainer.scenario.kinds import no_such, none_yet

Context = Literal["talk", "visit", "event", "walk"]
"""Where a condition stands: in a beat, at a visit's `if`, in an event, or among a walk's expectations."""


class Problem(NamedTuple):
    """A finding in a condition: its code (E007 or E008), where in the text, what is wrong, and the mend."""

    code: str
    offset: int
    length: int
    message: str
    hint: str


class Ids(NamedTuple):
    """The ids that conditions of one scenario may name. `depths` are the number of depths of each concern."""

    people: Collection[str]
    concerns: Collection[str]
    objections: Collection[str]
    cues: Collection[str]
    asks: Collection[str]
    beats: Collection[str]

    def behind(self, prefix: str) -> Collection[str] | None:
        """The ids that may stand behind a prefix; None where any word may (flags and promises)."""
        known: dict[str, Collection[str]] = {
            "heard": self.concerns,
            "met": self.objections,
            "seen": self.beats,
            "picked": self.cues,
            "raised": self.objections,
            "inoculated": self.people,
            "asked": self.asks,
        }
        return known.get(prefix)


_THINGS: Final = {
    "heard": "concern", "met": "objection", "seen": "beat", "picked": "cue", "raised": "objection",
    "inoculated": "person", "asked": "ask",
}  # fmt: skip


def check_condition(text: str, ids: Ids, context: Context) -> list[Problem]:
    """Everything that is wrong with a condition, in the order of the text; an empty list where it can be used."""
    try:
        node = parse(text)
    except ConditionError as error:
        return [Problem("E008", error.offset, 1, error.message, error.hint)]
    problems = [problem for name in names(node) if (problem := _check_name(name, ids, context))]
    return problems or [problem for problem in [_check_kinds(node, text)] if problem]


def _check_name(name: Name, ids: Ids, context: Context) -> Problem | None:
    path = name.path
    first = path[0]
    if len(path) == 1:
        return _check_bare(name, context)
    if len(path) == 2 and path[1] in PERSON_NUMBERS and first in ids.people:
        return None
    if first in PREFIXES:
        if len(path) > (3 if first == "asked" else 2):
            return _unknown_name(name)
        known = ids.behind(first)
        if known is not None and path[1] not in known:
            return _unknown_id(name, path[1], _THINGS[first], known, offset=name.offset + len(first) + 1)
        if len(path) == 3 and path[2] not in ids.people:
            return _unknown_id(name, path[2], "person", ids.people, offset=name.offset + name.length - len(path[2]))
        return None
    if len(path) == 2 and path[1] in PERSON_NUMBERS:
        return _unknown_id(name, first, "person", ids.people, offset=name.offset)
    if len(path) == 2 and first in ids.people:
        moods = ", ".join(PERSON_NUMBERS)
        return Problem(
            "E008", name.offset, name.length, _("a person has no “{word}” in conditions").format(word=path[1]),
            _near(path[1], PERSON_NUMBERS) or _("a person has {moods}").format(moods=moods),
        )  # fmt: skip
    return _unknown_name(name)


def _check_bare(name: Name, context: Context) -> Problem | None:
    word = name.path[0]
    if word in PERSON_NUMBERS or word in ANSWERS:
        return None
    if word == "minutes_left":
        if context in ("talk", "walk"):
            return None
        wrong = _("minutes_left has no meaning after a visit has ended")
        if context == "visit":
            wrong = _("minutes_left has no meaning before a visit begins")
        return Problem("E008", name.offset, name.length, wrong, _("no clock runs there"))
    if word in SCORE_NAMES and context == "walk":
        return None
    if word in PREFIXES:
        return Problem("E008", name.offset, name.length, _("“{word}” needs an id behind it").format(word=word),
                       _("write {words}").format(words=f"{word}.ID"))  # fmt: skip
    return _unknown_name(name)


def _unknown_name(name: Name) -> Problem:
    written = ".".join(name.path)
    wrong = _("conditions have no name “{name}”").format(name=written)
    if written.lower() in ("true", "always", "yes"):
        return Problem("E008", name.offset, name.length, wrong, _("delete this if: what has none always holds"))
    words = [*PERSON_NUMBERS, "minutes_left", *PREFIXES, *ANSWERS] if len(name.path) == 1 else PREFIXES
    near = _near(name.path[0].lower(), words, "".join(f".{part}" for part in name.path[1:]))
    names = ", ".join([*PERSON_NUMBERS, "minutes_left", *(f"{prefix}.ID" for prefix in PREFIXES)])
    return Problem("E008", name.offset, name.length, wrong, near or _("conditions know {names}").format(names=names))


def _unknown_id(name: Name, word: str, thing: str, known: Collection[str], offset: int) -> Problem:
    hint = none_yet(thing)
    if known:
        hint = _near(word, known) or _("known: {ids}").format(ids=", ".join(sorted(known)[:8]))
    return Problem("E007", offset, len(word), no_such(thing, f"“{word}”"), hint)


def _near(word: str, known: Collection[str], rest: str = "") -> str:
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return _("did you mean {word}?").format(word=f"{found[0]}{rest}") if found else ""


def _kind(node: Node) -> Literal["number", "count", "truth", "answer", "condition"]:
    match node:
        case Number() | Sum():
            return "number"
        case Name(path, _, _):
            if path[0] == "asked" or (len(path) == 1 and path[0] in ANSWERS):
                return "answer"
            if len(path) > 1 and path[0] in TRUTH_PREFIXES:
                return "truth"
            if len(path) > 1 and path[0] in COUNT_PREFIXES:
                return "count"
            return "number"
        case _:
            return "condition"


def _check_kinds(node: Node, text: str) -> Problem | None:
    """What an author compares must be comparable, and what they join must be true or false."""
    match node:
        case And(parts) | Or(parts):
            return next((problem for part in parts if (problem := _check_kinds(part, text))), None)
        case Not(part):
            return _check_kinds(part, text)
        case Comparison(sign, left, right, offset):
            kinds = {_kind(left), _kind(right)}
            if "answer" in kinds:
                if kinds != {"answer"}:
                    return Problem("E008", offset, len(sign),
                                   _("an answer is compared with none, yes, polite_yes or no"),
                                   _("write it as asked.ID == yes"))  # fmt: skip
                if sign not in ("==", "!="):
                    return Problem("E008", offset, len(sign), _("answers have no order"),
                                   _("compare them with == or !="))  # fmt: skip
            return _check_sums(left) or _check_sums(right)
        case _:
            if _kind(node) in ("truth", "count"):
                return None
            written = text.strip()
            mend = _("write asked.ID == yes") if _kind(node) == "answer" else _("compare it, as in trust >= 4")
            offset = node.offset if isinstance(node, Name) else 0
            length = node.length if isinstance(node, Name) else len(written)
            return Problem("E008", offset, length, _("this is neither true nor false by itself"), mend)


def _check_sums(value: Value) -> Problem | None:
    if not isinstance(value, Sum):
        return None
    for part in (value.left, value.right):
        if isinstance(part, Name) and _kind(part) == "answer":
            return Problem("E008", part.offset, part.length, _("an answer is not a number"),
                           _("compare it with == or !="))  # fmt: skip
        if problem := _check_sums(part):
            return problem
    return None
