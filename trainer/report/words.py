"""The words of a debrief: numbers, lists, names and quotations as they are read aloud."""

from collections.abc import Iterable, Mapping
from typing import Final

from scoring import rounded
from scoring.moves import MOODS
from trainer.report.terms import Unit

NOTHING_SAID: Final = "(say nothing)"
"""What stands for the trainee's silence where a line is quoted or offered."""


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
            return f"{counted(reflections, 'reflection')} to {counted(questions, 'question')}"
        case "points":
            return f"{rounded(value)} of 100"
        case "steps":
            return f"{number(value)} off on average" if value else "exactly right"
        case "forecast":
            return number(value)
        case "percent":
            return percent(value)


def anchors_in_words(fair: float, full: float, unit: Unit) -> str:
    """Where fair and full marks lie, as a sentence."""
    match unit:
        case "reflections":
            return f"Fair is {number(fair)} reflections to a question, full marks {number(full)}."
        case "points":
            return f"Fair is {rounded(fair)} of 100, full marks {rounded(full)}."
        case "steps":
            return f"Fair is {number(fair)} off, full marks {number(full)}."
        case "forecast":
            return f"Fair is {number(fair)}, full marks {number(full)}."
        case "percent":
            return f"Fair is {percent(fair)}, full marks {percent(full)}."


def number(value: float) -> str:
    """A number without needless places: 1, 0.5, 0.67."""
    return f"{round(value, 2):g}"


def percent(share: float) -> str:
    """A share of 0 to 1 as a whole percentage."""
    return f"{rounded(share * 100)} percent"


def counted(count: int, thing: str) -> str:
    """A count with its noun: "no question", "1 question", "3 questions"."""
    if count == 0:
        return f"no {thing}"
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"


def joined(parts: Iterable[str], last: str = "and") -> str:
    """A list as it is spoken: "a", "a and b", "a, b and c"."""
    listed = list(parts)
    return f" {last} ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def quoted(text: str) -> str:
    """Words that somebody said, in quotation marks; silence has none."""
    return text if text == NOTHING_SAID else f"“{text}”"


def saying(lead: str, text: str) -> str:
    """A sentence that ends in words that somebody said: `You said: “Again.”`; silence is told."""
    if text == NOTHING_SAID:
        return f"{lead} nothing."
    return f"{lead}: {quoted(text)}" + ("" if text.rstrip("*").endswith((".", "?", "!", "…")) else ".")


def signed(value: int) -> str:
    """A whole number as it is read aloud: "minus 5"."""
    return f"minus {-value}" if value < 0 else str(value)


def sentence(text: str) -> str:
    """A text that starts with a capital and ends with a mark."""
    text = text.strip()
    ended = text.rstrip("”\"'*").endswith((".", "?", "!", "…"))
    return text[:1].upper() + text[1:] + ("" if ended or not text else ".")


def moved(before: Iterable[int], after: Iterable[int]) -> str:
    """What moved between two standings of the four moods: "trust up from 4 to 5, fear down from 3 to 1", or ""."""
    return ", ".join(
        f"{mood} {'up' if new > old else 'down'} from {old} to {new}"
        for mood, old, new in zip(MOODS, before, after, strict=True)
        if new != old
    )
