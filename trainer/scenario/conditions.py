"""Conditions: small comparisons such as `trust >= 4 and not promised.form`, read into a tree of our own.

A condition compares bounded whole numbers and joins comparisons with and, or, not and parentheses. It is data: nothing
in it is ever handed to Python. The parser is written by hand, and not the standard `ast`, because ids may be Python's
own words (`seen.break`) and because an author needs the exact spot of a mistake.
"""

import operator
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeVar

from trainer.language import _, mark

ANSWERS: Final = ("none", "yes", "polite_yes", "no")
"""What a person has answered to an ask; the place in this tuple is the number that conditions compare."""

PERSON_NUMBERS: Final = ("trust", "fear", "hope", "anger", "readiness")
SCORE_NAMES: Final = (
    "listening", "questioning", "objections", "action", "judgement", "pace", "respect", "record", "plan", "overall",
)  # fmt: skip
TRUTH_PREFIXES: Final = ("seen", "picked", "raised", "inoculated", "promised", "kept", "flag")
COUNT_PREFIXES: Final = ("heard", "met")
PREFIXES: Final = (*COUNT_PREFIXES, *TRUTH_PREFIXES, "asked")

MAX_NESTING: Final = 50
"""Parentheses and nots within one another, so that a hostile file cannot exhaust the stack."""

_TOKEN = re.compile(r"\s*(?:(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>[0-9]+)|(?P<sign>==|!=|<=|>=|[-+<>().]))")
_COMPARISONS: Final[dict[str, Callable[[int, int], bool]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_MENDS: Final = {
    "=": mark("write == to compare"),
    "&": mark("write and"),
    "|": mark("write or"),
    "!": mark("write not"),
    "≥": mark("write >="),
    "≤": mark("write <="),
    "≠": mark("write !="),
    "−": mark("write - (the hyphen of the keyboard)"),
    **dict.fromkeys("\"'", mark("ids and answers stand without quotes")),
    **dict.fromkeys("“”„‘’«»", mark("ids and answers stand without quotes, and the condition itself too")),
}


class ConditionError(ValueError):
    """A condition that cannot be read: what is wrong, at which offset of the text, and how to mend it."""

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


class Number(NamedTuple):
    """A whole number as written."""

    value: int


class Name(NamedTuple):
    """A name such as `trust`, `heard.wrist` or `asked.letter.denise`, with where it stands in the text."""

    path: tuple[str, ...]
    offset: int
    length: int


class Sum(NamedTuple):
    """left + right or left - right."""

    sign: Literal["+", "-"]
    left: "Value"
    right: "Value"


class Comparison(NamedTuple):
    """left sign right, where sign is one of == != < <= > >=."""

    sign: str
    left: "Value"
    right: "Value"
    offset: int


class Not(NamedTuple):
    """True where its part is not."""

    part: "Node"


class And(NamedTuple):
    """True where all parts are."""

    parts: tuple["Node", ...]


class Or(NamedTuple):
    """True where one of its parts is."""

    parts: tuple["Node", ...]


Value = Number | Name | Sum
Node = Number | Name | Sum | Comparison | Not | And | Or


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """Read a condition, each text once.

    Raises ConditionError where the text is not a condition. Whether its names exist is the question of
    `condition_checks`.
    """
    return _Parser(text).whole()


def names(node: Node) -> Iterator[Name]:
    """Every name that a condition reads, from left to right."""
    match node:
        case Name():
            yield node
        case Sum(_, left, right) | Comparison(_, left, right, _):
            yield from names(left)
            yield from names(right)
        case Not(part):
            yield from names(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from names(part)


S = TypeVar("S")


def compile_condition(node: Node, reader: Callable[[tuple[str, ...]], Callable[[S], int]]) -> Callable[[S], bool]:
    """A function of whatever `reader` reads names from: for a path it gives a function that looks the number up."""
    match node:
        case Comparison(sign, left, right, _):
            compare = _COMPARISONS[sign]
            of_left = _compile_value(left, reader)
            if isinstance(right, Number):
                constant = right.value
                return lambda state: compare(of_left(state), constant)
            of_right = _compile_value(right, reader)
            return lambda state: compare(of_left(state), of_right(state))
        case Not(part):
            holds = compile_condition(part, reader)
            return lambda state: not holds(state)
        case And(parts):
            all_of = tuple(compile_condition(part, reader) for part in parts)
            if len(all_of) == 2:
                first, second = all_of
                return lambda state: first(state) and second(state)
            return lambda state: all(part(state) for part in all_of)
        case Or(parts):
            any_of = tuple(compile_condition(part, reader) for part in parts)
            return lambda state: any(part(state) for part in any_of)
    value = _compile_value(node, reader)
    return lambda state: value(state) != 0


def _compile_value(node: Node, reader: Callable[[tuple[str, ...]], Callable[[S], int]]) -> Callable[[S], int]:
    match node:
        case Number(value):
            return lambda _: value
        case Name(path, _, _) if len(path) == 1 and path[0] in ANSWERS:
            answer = ANSWERS.index(path[0])
            return lambda _: answer
        case Name(path, _, _):
            return reader(path)
        case Sum(sign, left, right):
            of_left, of_right = _compile_value(left, reader), _compile_value(right, reader)
            if sign == "+":
                return lambda state: of_left(state) + of_right(state)
            return lambda state: of_left(state) - of_right(state)
    raise TypeError(f"not a value: {node!r}")


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


class _Parser:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.position = 0
        self.nesting = 0

    def whole(self) -> Node:
        if self.token.kind == "end":
            raise ConditionError(_("there is no condition here"), 0, _("write something like trust >= 4"))
        node = self.either()
        if self.token.kind != "end":
            raise self.unexpected()
        return node

    @property
    def token(self) -> _Token:
        return self.tokens[self.position]

    def take(self) -> _Token:
        token = self.token
        self.position += 1
        return token

    def unexpected(self) -> ConditionError:
        if self.token.kind == "end":
            return ConditionError(
                _("the condition ends too early"), max(0, len(self.text) - 1), _("something is missing at the end")
            )
        hint = _("join comparisons with and or or") if self.token.kind in ("word", "number") else ""
        if self.token.text.lower() in ("is", "equals"):
            hint = _(_MENDS["="])
        elif self.token.text.lower() in ("and", "or", "not"):
            hint = _("write {word}, in small letters").format(word=self.token.text.lower())
        elif not any(token.text in _COMPARISONS for token in self.tokens):
            hint = _("a condition is no sentence: compare, as in heard.ID >= 1 or trust >= 4")
        wrong = _("{word} is not expected here").format(word=f"“{self.token.text}”")
        return ConditionError(wrong, self.token.offset, hint)

    def is_word(self, word: str) -> bool:
        return self.token.kind == "word" and self.token.text == word

    def either(self) -> Node:
        parts = [self.both()]
        while self.is_word("or"):
            self.take()
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Node:
        parts = [self.negation()]
        while self.is_word("and"):
            self.take()
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self) -> Node:
        if self.is_word("not"):
            self.deeper()
            self.take()
            part = self.negation()
            self.nesting -= 1
            return Not(part)
        return self.comparison()

    def comparison(self) -> Node:
        left = self.sum()
        if self.token.text not in _COMPARISONS:
            return left
        sign = self.take()
        right = self.sum()
        if self.token.text in _COMPARISONS:
            raise ConditionError(
                _("comparisons cannot be chained"),
                self.token.offset,
                _("write both, joined with and: 2 <= trust and trust <= 5"),
            )
        return Comparison(sign.text, _value(left, sign), _value(right, sign), sign.offset)

    def sum(self) -> Node:
        node = self.term()
        while self.token.text in ("+", "-"):
            sign = self.take()
            plus_or_minus: Literal["+", "-"] = "+" if sign.text == "+" else "-"
            node = Sum(plus_or_minus, _value(node, sign), _value(self.term(), sign))
        return node

    def term(self) -> Node:
        token = self.token
        if token.text == "-":
            self.deeper()
            self.take()
            part = self.term()
            self.nesting -= 1
            return Sum("-", Number(0), _value(part, token))
        if token.text == "(":
            self.deeper()
            self.take()
            node = self.either()
            if self.token.text != ")":
                raise ConditionError(
                    _("this parenthesis is never closed"), token.offset, _("add a ) where the part ends")
                )
            self.take()
            self.nesting -= 1
            return node
        if token.kind == "number":
            self.take()
            if len(token.text) > 6:
                raise ConditionError(_("this number is too large to mean anything here"), token.offset)
            return Number(int(token.text))
        if token.kind == "word" and token.text not in ("and", "or", "not"):
            return self.name()
        raise self.unexpected()

    def name(self) -> Name:
        first = self.take()
        path = [first.text]
        end = first.offset + len(first.text)
        while self.token.text == "." and self.token.offset == end:
            dot = self.take()
            if self.token.kind not in ("word", "number") or self.token.offset != dot.offset + 1:
                raise ConditionError(
                    _("an id is missing behind the dot"), dot.offset, _("no space may stand around the dot")
                )
            word = self.take()
            path.append(word.text)
            end = word.offset + len(word.text)
        return Name(tuple(path), first.offset, end - first.offset)

    def deeper(self) -> None:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise ConditionError(_("this condition is nested too deeply"), self.token.offset)


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if not found:
            if not text[position:].strip():
                break
            offset = position + len(text[position:]) - len(text[position:].lstrip())
            sign = text[offset]
            wrong = _("“{sign}” has no meaning in a condition").format(sign=sign)
            raise ConditionError(wrong, offset, _(_MENDS.get(sign, "")))
        kind = found.lastgroup or ""
        yield _Token(kind, found[kind], found.start(kind))
        position = found.end()
    yield _Token("end", "", len(text))


def _value(node: Node, near: _Token) -> Value:
    if isinstance(node, Number | Name | Sum):
        return node
    wrong = _("“{sign}” compares what cannot be compared").format(sign=near.text)
    raise ConditionError(wrong, near.offset, _("compare numbers or answers"))
