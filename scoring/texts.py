"""Habits found in the words of a line.

These rules read English, and they only point: a text rule coaches, and asks the author at `check`, but it never opens
the gate and never changes a score. They would rather miss a habit than scold a good line.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from scoring.words import spoken

TALKING: Final = frozenset({"story", "information", "advice", "pitch", "argue"})
"""Moves that tell somebody something."""

JARGON: Final = (
    "ULP", "unfair labor practice", "bargaining unit", "density", "praxis", "concerted activity", "card check",
    "structure test", "organic leader", "inoculate", "inoculation", "NLRA", "NLRB", "section 7", "salting",
    "wall-to-wall", "GOTV", "voter file", "turf", "persuadable", "low-propensity", "stakeholder", "leverage",
    "capacity building", "base-building", "whole worker", "solidarity unionism", "class consciousness",
)  # fmt: skip
"""Words of the trade that mean little at a kitchen table."""


class Said(NamedTuple):
    """A line as the text rules see it: its words without gestures, its move, whether an ask went right before it."""

    text: str
    move: str
    after_ask: bool = False
    task: bool = False


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _has(pattern: str, text: str) -> bool:
    return _pattern(pattern).search(text) is not None


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _pattern(r"(?<=[.?!])\s+").split(text) if part.strip()]


def stacked_q(said: Said) -> bool:
    """Two or more question marks."""
    return said.text.count("?") >= 2


NEGATED: Final = r"(do|does|did|is|are|was|were|would|wo|should|could|ca|have|has|had|ai)n't"
SOMEBODY: Final = r"(you|they|he|she|it|we|that|this|there|your|the|every(one|body)|any(one|body)|people)"


def leading_q(said: Said) -> bool:
    """A question that opens with don't you, isn't it and the like, or ends in right? or isn't it?"""
    return any(
        _has(rf"^((and|but|so|well),?\s+)?{NEGATED}\s+{SOMEBODY}\b", sentence)
        or _has(rf",\s*(right|correct|yeah|{NEGATED}\s+(you|they|he|she|it|we))\?$", sentence)
        for sentence in _sentences(said.text)
        if sentence.endswith("?")
    )


def promise(said: Said) -> bool:
    """A result promised that is not the speaker's to give; a task that was promised is none."""
    if said.task:
        return False
    giver = r"(we|the union|they)('ll|\s+will|('re|\s+are)\s+going\s+to)"
    whom = r"(you|us|everyone|everybody|your|our|all\s+of\s+(you|us)|them\s+to)"
    sworn = r"(?<!can't )(?<!cannot )(?<!won't )(?<!not )(?<!no )\bguarantee"
    result = rf"\b{giver}\s+(get\s+{whom}|win)\b|\byou('ll|\s+will)\s+get\s+(a\s+raise|your|the|those|more|back)\b"
    return any(
        (_has(result, sentence) or _has(sworn, sentence)) and not sentence.endswith("?")
        for sentence in _sentences(said.text)
    )


HEDGE: Final = r"\b(usually|often|most|may|might|still|anyway|sometimes|not always|some (do|bosses|employers|states))\b"


def legal_false(said: Said) -> bool:
    """A law told as if it could not be broken. A line that says it may be broken all the same is honest."""
    if _has(HEDGE, said.text):
        return False
    who = r"(they|he|she|the\s+boss|the\s+landlord|nobody|management)"
    power = r"(fire|touch|evict|discipline|punish|suspend|retaliate|get\s+rid\s+of|do\s+(that|this|anything))"
    cannot = rf"\b{who}\s+(can't|cannot|can\s+not|won't\s+be\s+able\s+to)\s+(legally\s+)?{power}\b"
    other = (
        r"\b(he|she|they)('s|'re|\s+is|\s+are)\s+not\s+allowed|\bnothing\s+(can|will)\s+happen\s+to\s+you|"
        r"\byou('re|\s+are)\s+(fully\s+|completely\s+|legally\s+)?protected\b|"
        r"\b(that's|it's)\s+(totally\s+|completely\s+)?(illegal|against\s+the\s+law)\b"
    )
    return any(
        (_has(cannot, sentence) or _has(other, sentence)) and not sentence.endswith("?")
        for sentence in _sentences(said.text)
    )


def unask(said: Said) -> bool:
    """A softener in an ask, or right after one."""
    soft = (
        r"\bno\s+pressure|\bonly\s+if\s+you\b|\bif\s+you\s+feel\s+like|\bno\s+worries\b|\bforget\s+(that\s+)?I\s+asked|"
        r"\bif\s+you\s+can't\s+make\s+it|\byou\s+(really\s+)?don't\s+have\s+to\b|\bno\s+big\s+deal|\btotally\s+(fine|okay|ok)\s+if|\bif\s+it's\s+not\s+too\s+much"
    )
    return (said.move == "ask" or said.after_ask) and _has(soft, said.text)


WHEN: Final = (
    r"\b((mon|tues|wednes|thurs|fri|satur|sun)days?|tonight|tomorrow|today|noon|midnight|\d{1,2}(:\d\d)?|"
    r"(at|before|after|by)\s+(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|o'clock|[ap]\.?m\b)"
)


def vague_ask(said: Said) -> bool:
    """An ask or a pitch to come or join, with no day and no time."""
    vague = (
        r"\bsome\s?time\b|\bget\s+involved|\b(come|stop|drop|swing)\s+(by|in)\b|\bhelp\s+out\b|\bone\s+of\s+these\s+days|"
        r"\bbe\s+(a\s+)?part\s+of|\bget\s+in\s+on|\bjoin\s+(us|in)\b|\bwhenever\b|\bcheck\s+(us|it)\s+out"
    )
    return said.move in {"ask", "pitch"} and _has(vague, said.text) and not _has(WHEN, said.text)


def third_party(said: Said) -> bool:
    """The union as somebody else who comes and does things."""
    deeds = (
        r"(can|will|could|would|wants?|gets?|got|helps?|protects?|fights?|makes?|takes?|gives?|negotiates?|"
        r"is\s+going\s+to)"
    )
    return _has(rf"\bthe\s+union('ll|\s+{deeds})\b", said.text)


def jargon(said: Said) -> bool:
    """A word of the trade."""
    return _has(rf"\b({'|'.join(re.escape(word) for word in JARGON)})s?\b", said.text)


def info_dump(said: Said) -> bool:
    """Two or more figures in a line that tells something. Times of day are none."""
    if said.move not in TALKING:
        return False
    text = _pattern(r"\b\d{1,2}:\d\d\b|\b\d{1,2}\s*[ap]\.?m\b").sub(" ", said.text)
    figure = r"[$€£]?\d[\d,.]*|\b(percent|per\s+cent|million|billion|thousand|hundred)\b"
    # "12 percent" and "3 thousand" are one figure each
    merged = _pattern(r"(\d)\s+(percent|per\s+cent|million|billion|thousand|hundred)\b").sub(r"\1", text)
    return len(_pattern(figure).findall(merged)) >= 2


TEXT_RULES: Final[Mapping[str, Callable[[Said], bool]]] = MappingProxyType(
    {
        "stacked_q": stacked_q,
        "leading_q": leading_q,
        "promise": promise,
        "legal_false": legal_false,
        "unask": unask,
        "vague_ask": vague_ask,
        "third_party": third_party,
        "jargon": jargon,
        "info_dump": info_dump,
    }
)
"""The text rules by habit."""


def text_habits(say: str, move: str, *, after_ask: bool = False, task: bool = False) -> tuple[str, ...]:
    """The habits that the words of a line show.

    `say` is the line as written, gestures and all; `after_ask` whether the line before it in this visit was an ask;
    `task` whether the line promises something that the author names (`promises`), which is no promised result.
    """
    # typographic apostrophes are written as often as plain ones
    said = Said(spoken(say).replace("’", "'").strip(), move, after_ask, task)
    return tuple(tag for tag, rule in TEXT_RULES.items() if rule(said))
