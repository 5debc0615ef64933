"""Conditions: small comparisons such as `trust >= 4 and not promised.form`, read into a tree of our own.

A condition compares bounded whole numbers and joins comparisons with and, or, not and parentheses. It is data: nothing
in it is ever handed to Python. The parser is written by hand, and not the standard `ast`, because ids may be Python's
own words (`seen.break`) and because an author needs the exact spot of a mistake.
"""

import difflib
import operator
import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeVar

from trainer.language import _, mark
from trainer.scenario.kinds import no_such, none_yet

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

Context = Literal["talk", "visit", "event", "walk"]
"""Where a condition stands: in a beat, at a visit's `if`, in an event, or among a walk's expectations."""

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


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """Read a condition, each text once.

    Raises ConditionError where the text is not a condition. Whether its names exist is `check_condition`'s question.
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


def check_condition(text: str, ids: Ids, context: Context) -> list[Problem]:
    """Everything that is wrong with a condition, in the order of the text; an empty list where it can be used."""
    try:
        node = parse(text)
    except ConditionError as error:
        return [Problem("E008", error.offset, 1, error.message, error.hint)]
    problems = [problem for name in names(node) if (problem := _check_name(name, ids, context))]
    return problems or [problem for problem in [_check_kinds(node, text)] if problem]


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
        if self.token.text.lower() in ("and", "or", "not"):
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
