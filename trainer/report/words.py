"""The words of a debrief: numbers, lists, names and quotations as they are read aloud."""

from collections.abc import Iterable, Mapping
from typing import Final

from scoring import rounded
from scoring.moves import MOODS
from trainer.language import _, mark, ngettext, spoken
from trainer.report.terms import MOOD_WORDS, Unit

NOTHING_SAID: Final = mark("(say nothing)")
"""What stands for the trainee's silence where a line is quoted or offered; it is shown through `_`."""

SHRUG: Final = 0.75
"""What a forecast of 50 percent for everybody is worth, whoever comes: 1 less the square of a half."""


def short_names(people: Mapping[str, str]) -> dict[str, str]:
    """What each person is called in a line, by id: the first name, or title and last name; whole where two share it."""
    short = {id_: _short(name) for id_, name in people.items()}
    taken = list(short.values())
    return {id_: people[id_] if taken.count(name) > 1 else name for id_, name in short.items()}


def _short(name: str) -> str:
    words = name.split()
    if len(words) > 1 and words[0].endswith("."):
        return f"{words[0]} {words[-1]}"
    return words[0] if words else name


def value_in_words(value: float, unit: Unit, reflections: int = 0, questions: int = 0) -> str:
    """A component's value as it is read aloud; reflections are counted beside the questions."""
    match unit:
        case "reflections":
            given = no_or(
                reflections,
                _("no reflection"),
                ngettext("{count} reflection", "{count} reflections", reflections),
            )
            asked = no_or(questions, _("no question"), ngettext("{count} question", "{count} questions", questions))
            return _("{reflections} to {questions}").format(reflections=given, questions=asked)
        case "points":
            return of_100(rounded(value))
        case "steps":
            return _("{distance} off on average").format(distance=number(value)) if value else _("exactly right")
        case "forecast":
            return _forecast_in_words(value)
        case "percent":
            return percent(value)


def _forecast_in_words(value: float) -> str:
    """A forecast's value beside the one that needs no thought, 50 percent for everybody."""
    told = _("{value} of 1, as good as 50 percent for everybody")
    if value < SHRUG:
        told = _("{value} of 1, worse than 50 percent for everybody")
    elif value > SHRUG:
        told = _("{value} of 1, better than 50 percent for everybody")
    return told.format(value=number(value))


def anchors_in_words(fair: float, full: float, unit: Unit) -> str:
    """Where fair and full marks lie, as a sentence."""
    match unit:
        case "reflections":
            told = _("Fair is {fair} reflections to a question, full marks {full}.")
            return told.format(fair=number(fair), full=number(full))
        case "points":
            told = _("Fair is {fair} of 100, full marks {full}.")
            return told.format(fair=rounded(fair), full=rounded(full))
        case "steps":
            return _("Fair is {fair} off, full marks {full}.").format(fair=number(fair), full=number(full))
        case "forecast":
            return _("Fair is {fair}, full marks {full}.").format(fair=number(fair), full=number(full))
        case "percent":
            return _("Fair is {fair}, full marks {full}.").format(fair=percent(fair), full=percent(full))


def number(value: float) -> str:
    """A number without needless places: 1, 0.5, 0.67."""
    return f"{round(value, 2):g}"


def percent(share: float) -> str:
    """A share of 0 to 1 as a whole percentage."""
    return _("{number} percent").format(number=rounded(share * 100))


def of_100(points: int) -> str:
    """Points as they are read: "78 of 100"."""
    return _("{points} of 100").format(points=points)


def no_or(count: int, none: str, some: str) -> str:
    """`none` where there is nothing to count; otherwise `some`, which the present language counts by `ngettext`."""
    return some.format(count=count) if count else none


def minutes(count: int) -> str:
    """A time: "no minute", "1 minute", "3 minutes"."""
    return no_or(count, _("no minute"), ngettext("{count} minute", "{count} minutes", count))


_AND_OR: Final = (mark("and"), mark("or"))

_BEFORE_THE_SAME_SOUND: Final = {("es", "y"): ("e", ("i", "hi", "í")), ("es", "o"): ("u", ("o", "ho", "ó", "8", "11"))}
"""Spanish says *e* for *y* before the sound i, and *u* for *o* before the sound o (Real Academia Española)."""


def joined(parts: Iterable[str], last: str = "and") -> str:
    """A list as it is spoken: "a", "a and b", "a, b and c"; with `last` "or" the same with that word."""
    listed = list(parts)
    if len(listed) < 2:
        return "".join(listed)
    word = _(last)
    other, sounds = _BEFORE_THE_SAME_SOUND.get((spoken(), word), (word, ()))
    if listed[-1].lower().startswith(sounds) and not listed[-1].lower().startswith("hie"):
        word = other
    return f"{', '.join(listed[:-1])} {word} {listed[-1]}"


def quoted(text: str) -> str:
    """Words that somebody said, in quotation marks; silence has none."""
    return _(text) if text == NOTHING_SAID else f"“{text}”"


def saying(lead: str, text: str) -> str:
    """A sentence that ends in words that somebody said: `You said: “Again.”`; silence is told."""
    if text == NOTHING_SAID:
        return _("{lead} nothing.").format(lead=lead)
    return f"{lead}: {quoted(text)}" + ("" if text.rstrip("*").endswith((".", "?", "!", "…")) else ".")


def signed(value: int) -> str:
    """A whole number as it is read aloud: "minus 5"."""
    return _("minus {number}").format(number=-value) if value < 0 else str(value)


def sentence(text: str) -> str:
    """A text that starts with a capital and ends with a mark."""
    text = text.strip()
    ended = text.rstrip("”\"'*").endswith((".", "?", "!", "…"))
    return text[:1].upper() + text[1:] + ("" if ended or not text else ".")


def moved(before: Iterable[int], after: Iterable[int]) -> str:
    """What moved between two standings of the four moods: "trust up from 4 to 5, fear down from 3 to 1", or ""."""
    return ", ".join(
        (_("{mood} up from {old} to {new}") if new > old else _("{mood} down from {old} to {new}")).format(
            mood=MOOD_WORDS[mood], old=old, new=new
        )
        for mood, old, new in zip(MOODS, before, after, strict=True)
        if new != old
    )
