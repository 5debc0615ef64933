"""Conditions of a drive's events: the same comparisons as in a scenario, of a season's own names.

came.petition >= 50          how many of a hundred stood up, once the test was (0 before)
talked.opal >= 2             one-on-ones that were had with a person
promised.soap, kept.soap, broken.soap
week >= 5
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final, Protocol

from trainer.drive.written_words import no_such, none_there
from trainer.language import _
from trainer.scenario.condition_checks import Problem
from trainer.scenario.conditions import (
    And,
    Comparison,
    ConditionError,
    Name,
    Node,
    Not,
    Number,
    Or,
    compile_condition,
    names,
    parse,
)
from trainer.scenario.report import did_you_mean, listed

PREFIXES: Final = {
    "came": "test", "talked": "person", "promised": "promise", "kept": "promise", "broken": "promise",
}  # fmt: skip
"""What may stand behind each prefix."""

_TRUTHS: Final = frozenset({"promised", "kept", "broken"})


class Known(Protocol):
    """What a condition can be asked of: a season so far."""

    def number(self, path: tuple[str, ...]) -> int:
        """The whole number behind a name."""


def problems_of(text: str, known: Mapping[str, Collection[str]]) -> list[Problem]:
    """Everything that is wrong with a condition; `known` are the ids by person, test and promise."""
    try:
        node = parse(text)
    except ConditionError as error:
        return [Problem("E008", error.offset, 1, error.message, error.hint)]
    found = [problem for name in names(node) if (problem := _name(name, known))]
    if not found and not _is_condition(node):
        hint = _("compare it with a number, as {example}").format(example="came.petition >= 50")
        found.append(Problem("E008", 0, len(text), _("this is a number, not a condition"), hint))
    return found


def condition(text: str) -> Callable[[Known], bool]:
    """The condition as a function of a season. Raises ConditionError where it cannot be read."""
    return compile_condition(parse(text), lambda path: lambda season: season.number(path))


def _name(name: Name, known: Mapping[str, Collection[str]]) -> Problem | None:
    prefix, rest = name.path[0], name.path[1:]
    if prefix == "week" and not rest:
        return None
    thing = PREFIXES.get(prefix)
    if thing is None or len(rest) != 1:
        written = ".".join(name.path)
        hint = (
            did_you_mean(prefix, ["week", *PREFIXES])
            if thing is None
            else _("write {name}").format(name=f"{prefix}.{thing}")
        )
        forms = "week, " + ", ".join(f"{one}.{of}" for one, of in PREFIXES.items())
        wrong = _("a drive's condition has no “{name}”").format(name=written)
        return Problem("E008", name.offset, name.length, wrong, hint or forms)
    if rest[0] in known[thing]:
        return None
    there = _("there are {words}").format(words=listed(known[thing])) if known[thing] else none_there(thing)
    hint = did_you_mean(rest[0], known[thing]) or there
    offset = name.offset + len(prefix) + 1
    return Problem("E007", offset, len(rest[0]), no_such(thing, f"“{rest[0]}”"), hint)


def _is_condition(node: Node) -> bool:
    match node:
        case Comparison():
            return True
        case Not(part):
            return _is_condition(part)
        case And(parts) | Or(parts):
            return all(_is_condition(part) for part in parts)
        case Name(path, _, _):
            return path[0] in _TRUTHS or path[0] == "talked"
        case Number():
            return False
    return False
