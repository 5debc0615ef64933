"""What ink works out while playing, in words, and as a condition of our format where that can say the same."""

from typing import Any, Final, NamedTuple

from trainer.bench.foreign import Seen, Taken
from trainer.bench.ink_tree import Box

BINARY: Final = {
    "+": "+", "-": "-", "*": "*", "/": "/", "%": "%", "==": "==", ">": ">", "<": "<", ">=": ">=", "<=": "<=",
    "!=": "!=", "&&": "and", "||": "or", "MIN": "MIN", "MAX": "MAX", "POW": "POW", "?": "?", "!?": "!?", "L^": "^",
}  # fmt: skip
UNARY: Final = frozenset(
    {"_", "!", "FLOOR", "CEILING", "INT", "FLOAT", "LIST_MIN", "LIST_MAX", "LIST_ALL", "LIST_COUNT", "LIST_VALUE",
     "LIST_INVERT"}
)  # fmt: skip
COMMANDS: Final = {
    "choiceCnt": 0, "turn": 0, "turns": 1, "readc": 1, "rnd": 2, "srnd": 1, "listInt": 2, "range": 3, "lrnd": 1,
    "seq": 2, "visit": 0,
}  # fmt: skip
"""Commands that work something out, and how many values each takes."""

_DEEPEST: Final = 60


class Value(NamedTuple):
    """Something worked out, of `parts`; `kind` is text, number, var, read, target, op, not, call or other."""

    kind: str
    parts: tuple[Any, ...] = ()
    depth: int = 0


UNKNOWN: Final = Value("other")


def combined(kind: str, *parts: Any) -> Value:
    """A value made of others; what nests too deep is not told any more."""
    depth = 1 + max((part.depth for part in parts if isinstance(part, Value)), default=0)
    return UNKNOWN if depth > _DEEPEST else Value(kind, parts, depth)


def told(value: Value) -> str:
    """A value as it would be written in ink."""
    match value.kind:
        case "text":
            return f'"{value.parts[0]}"'
        case "number":
            return str(value.parts[0]).lower() if isinstance(value.parts[0], bool) else str(value.parts[0])
        case "var":
            return str(value.parts[0])
        case "read":
            return str(value.parts[0])
        case "target":
            return f"-> {value.parts[0]}"
        case "not":
            return f"not {told(value.parts[0])}"
        case "op":
            name, left, right = value.parts
            if name in ("MIN", "MAX", "POW"):
                return f"{name}({told(left)}, {told(right)})"
            return f"{_inner(left)} {name} {_inner(right)}"
        case "call":
            name, *inner = value.parts
            return f"{name}({', '.join(told(one) for one in inner)})"
    return "…"


def _inner(value: Value) -> str:
    return f"({told(value)})" if value.kind == "op" else told(value)


def changes_by_itself(value: Value) -> bool:
    """Whether a condition asks how often a place was come to, as a text does that changes each time."""
    if value.kind == "call" and value.parts[0] in ("visit", "seq"):
        return True
    return any(changes_by_itself(part) for part in value.parts if isinstance(part, Value))


Number = int | float | bool


def at_first(value: Value, variables: dict[str, Number]) -> Number | None:
    """What a value is when nothing was come to yet and every variable is as it starts; None where it cannot be told."""
    match value.kind:
        case "number":
            number: Number = value.parts[0]
            return number
        case "var":
            return variables.get(value.parts[0])
        case "read":
            return 0
        case "not":
            inner = at_first(value.parts[0], variables)
            return None if inner is None else not inner
        case "call":
            return 0 if value.parts[0] == "visit" else None
        case "op":
            name, left, right = value.parts
            one, other = at_first(left, variables), at_first(right, variables)
            if one is None or other is None:
                return None
            return _worked_out(name, one, other)
    return None


def _worked_out(name: str, one: Number, other: Number) -> Number | None:
    match name:
        case "+":
            return one + other
        case "-":
            return one - other
        case "%":
            return one % other if other else None
        case "MIN":
            return min(one, other)
        case "MAX":
            return max(one, other)
        case "and":
            return bool(one and other)
        case "or":
            return bool(one or other)
        case "==":
            return one == other
        case "!=":
            return one != other
        case ">":
            return one > other
        case "<":
            return one < other
        case ">=":
            return one >= other
        case "<=":
            return one <= other
    return None


Pieces = tuple[str | Seen | Taken, ...]


def condition(value: Value, taken: frozenset[str], seen: dict[str, tuple[str, ...]]) -> Pieces | None:
    """A condition in our format; None where it cannot say the same.

    `taken` are the paths of choices, `seen` of each path the passages of which one must have been come to.
    """
    match value.kind:
        case "read":
            return _come_to(value.parts[1], taken, seen)
        case "not":
            inner = condition(value.parts[0], taken, seen)
            return None if inner is None else ("not ", *_bracketed(inner))
        case "op":
            name, left, right = value.parts
            if name in ("and", "or"):
                first, second = condition(left, taken, seen), condition(right, taken, seen)
                if first is None or second is None:
                    return None
                return (*_bracketed(first), f" {name} ", *_bracketed(second))
            return _compared(name, left, right, taken, seen)
    return None


def _compared(
    name: str, left: Value, right: Value, taken: frozenset[str], seen: dict[str, tuple[str, ...]]
) -> Pieces | None:
    if left.kind != "read" or right.kind != "number":
        return None
    come = _come_to(left.parts[1], taken, seen)
    if come is None:
        return None
    if (name, right.parts[0]) in ((">", 0), (">=", 1), ("!=", 0)):
        return come
    if (name, right.parts[0]) in (("==", 0), ("<", 1), ("<=", 0)):
        return ("not ", *_bracketed(come))
    return None


def _come_to(box: Box, taken: frozenset[str], seen: dict[str, tuple[str, ...]]) -> Pieces | None:
    path = box.path
    if path in taken:
        return (Taken(path),)
    keys = seen.get(path, ())
    if not keys or len(keys) > 12:
        return None
    pieces: list[str | Seen | Taken] = [Seen(keys[0])]
    for key in keys[1:]:
        pieces += [" or ", Seen(key)]
    return tuple(pieces)


def _bracketed(pieces: Pieces) -> Pieces:
    return pieces if len(pieces) == 1 else ("(", *pieces, ")")
