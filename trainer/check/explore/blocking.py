"""Why a condition never holds: the clause that blocks it, and how near any play comes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trainer.check.explore.holding import Columns, holding, reading, truths
from trainer.check.explore.variables import Space
from trainer.language import _
from trainer.scenario.conditions import ANSWERS, And, Comparison, Name, Node, Not, Number, Or, Sum


class Seen(NamedTuple):
    """States in which a condition was looked at, as columns, and the person of the talk."""

    columns: Columns
    size: int
    person: int


def why_never(node: Node, space: Space, seen: Sequence[Seen]) -> str:
    """What keeps a condition from holding in every one of some states, in words that follow "it needs".

    `seen` holds at least one state, and in none of them the condition holds.
    """
    parts = list(node.parts) if isinstance(node, And) else [node]
    held = [
        np.concatenate([truths(holding(part, space, one.person).test(one.columns), one.size) for one in seen])
        for part in parts
    ]
    for part, holds in zip(parts, held, strict=True):
        if not holds.any():
            return _told(part, space, seen, None)
    for place, part in enumerate(parts):
        others = np.all([holds for number, holds in enumerate(held) if number != place], axis=0)
        if others.any():
            rest = " and ".join(written(other) for number, other in enumerate(parts) if number != place)
            return _("{needed} where {rest}").format(needed=_told(part, space, seen, others), rest=rest)
    return _("{condition}, which no play brings together").format(condition=" and ".join(map(written, parts)))


def _told(part: Node, space: Space, seen: Sequence[Seen], where: NDArray[np.bool_] | None) -> str:
    """One clause, and the nearest value that some play has there."""
    text = written(part)
    if not isinstance(part, Comparison) or part.sign == "!=":
        return _("{condition}, which no play has here").format(condition=text)
    left = _numbers(part.left, space, seen)
    right = _numbers(part.right, space, seen)
    if where is not None:
        left, right = left[where], right[where]
    if isinstance(part.left, Name) and part.left.path[0] == "asked":
        had = ", ".join(ANSWERS[int(value)] for value in np.unique(left))
        return _("{condition}; what plays have here is {answers}").format(condition=text, answers=had)
    if not isinstance(part.right, Number):
        return _("{condition}, which no play has here").format(condition=text)
    wanted = part.right.value
    name = written(part.left)
    if part.sign in (">=", ">"):
        told, number = _("{condition}; the most {name} that a play has here is {number}"), int(left.max())
    elif part.sign in ("<=", "<"):
        told, number = _("{condition}; the least {name} that a play has here is {number}"), int(left.min())
    else:
        told = _("{condition}; the nearest {name} that a play has here is {number}")
        number = int(left[np.argmin(np.abs(left - wanted))])
    return told.format(condition=text, name=name, number=number)


def _numbers(value: Any, space: Space, seen: Sequence[Seen]) -> NDArray[Any]:
    return np.concatenate(
        [np.broadcast_to(reading(value, space, one.person).value(one.columns), one.size) for one in seen]
    )


def written(node: Node) -> str:
    """A condition as an author would write it."""
    match node:
        case Number(value):
            return str(value)
        case Name(path, _, _):
            return ".".join(path)
        case Sum(sign, left, right):
            return f"{written(left)} {sign} {written(right)}"
        case Comparison(sign, left, right, _):
            return f"{written(left)} {sign} {written(right)}"
        case Not(part):
            inner = written(part)
            return f"not ({inner})" if isinstance(part, And | Or) else f"not {inner}"
        case And(parts):
            return " and ".join(f"({written(part)})" if isinstance(part, Or) else written(part) for part in parts)
        case Or(parts):
            return " or ".join(written(part) for part in parts)
