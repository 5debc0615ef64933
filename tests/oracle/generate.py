"""A seeded generator of random, valid scenarios of both forms, and their YAML.

`scenario(seed)` and `scenario(seed, "shift")` give plain data (dicts, lists, strings: what PyYAML's BaseLoader would
read), `as_yaml(data, seed)` writes it in format 1, in block and flow style, quoted and plain. The scenarios are
nonsense to a reader, and valid: they have no E finding, though warnings and smells in plenty. They are dense on
purpose, so that a few random plays of one scenario pass through most rows of the table of moods.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

Data = dict[str, Any]

MOODS = ("trust", "fear", "hope", "anger")
MOVES = (
    *("open_question", "closed_question", "leading_question", "permission"),
    *("reflection", "deep_reflection", "summary", "affirmation"),
    *("story", "information", "advice", "pitch", "promise", "small_talk"),
    *("ask", "farewell"),
    *("argue", "dodge", "fold"),
)  # and silence, which is `wait: true`
STEPS = ("open", "issue", "agitate", "hope", "ask", "objection", "inoculate", "follow_up")
KINDS = (
    "fear",
    "futility",
    "money",
    "third_party",
    "loyalty",
    "status",
    "time",
    "distrust",
    "conflict",
    "other",
)
SETTINGS = (
    "workplace",
    "tenants",
    "doors",
    "phone",
    "text",
    "community",
    "home",
    "chapter",
    "online",
    "street",
)
METHODS = ("organizing", "deep_canvass", "canvass", "phone_bank", "text_bank", "petition")
SKILLS = {
    "visits": ("listening", "questioning", "objections", "action", "judgement"),
    "shift": ("pace", "respect", "record", "plan"),
}
CODES = (
    *("canvassed", "not_home", "refused", "moved", "deceased", "inaccessible", "language", "wrong_number"),
    *("left_message", "do_not_contact"),
)
PLAN = ("time", "place", "way")
HABITS = (
    "pitch_first",
    "soft_yes",
    "stacked_q",
    "minimise_fear",
    "unask",
    "fixing",
    "one_up",
    "leak",
    "guilt",
)
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")

# Ids of every kind are drawn from this list, so that a concern, a beat and a flag often have the same name, and
# that many of them are words which a programming language keeps for itself.
IDS = (
    *(
        "break",
        "class",
        "in",
        "is",
        "and",
        "or",
        "not",
        "if",
        "lambda",
        "global",
        "with",
        "import",
        "as",
        "def",
    ),
    *(
        "wrist",
        "form",
        "rent",
        "heard",
        "met",
        "asked",
        "flag",
        "kept",
        "a",
        "b2",
        "x_1",
        "long_one",
        "letter",
    ),
    *(
        "on",
        "off",
        "y",
        "n",
        "card",
        "boss",
        "stairs",
        "heating",
        "shift_9",
        "readiness_of_all",
        "minutes",
        "open",
        "ask",
        "reflection",
    ),
)
PEOPLE = ("denise", "sam", "ortiz_2", "bev", "noor", "li")
WORDS = (
    *(
        "the",
        "dryers",
        "stop",
        "and",
        "she",
        "looks",
        "at",
        "door",
        "again",
        "Tuesday",
        "nobody",
        "asked",
        "eleven",
    ),
    *(
        "years",
        "on",
        "nights",
        "two",
        "forms",
        "lost",
        "twice",
        "window",
        "Reyes",
        "hallway",
        "don't",
        "you'd",
    ),
    *("Größe", "señora", "d’accord", "half-past", "$40", "9:00", "100%", "boy", "bus", "linen", "cart", "hm"),
)
# Texts that a loader might turn into a boolean, a number or nothing: a plain scalar is taken as written.
LOOKS_LIKE_DATA = (
    "yes",
    "No",
    "on",
    "true",
    "False",
    "null",
    "~",
    "12",
    "007",
    "0x1F",
    "1e3",
    "9:00",
    "1.50",
    "+3",
    "2026-01-05",
)
LOOKS_LIKE_SYNTAX = (
    *(
        "*She waits.*",
        "[bold]no[/bold]",
        "{{ 7 * 7 }}",
        "a: b",
        "a #b",
        "- no",
        "? well",
        "&anchor",
        "!tag",
        "%x",
        "`",
    ),
    *('she said "no"', "it's", "back\\slash", "%(x)s", "<b>", ": colon", "comma, comma", "| bar", "@at"),
)


class Scope(NamedTuple):
    """What a condition may name at its place."""

    people: tuple[str, ...]
    depths: dict[str, int]  # of each concern
    objections: tuple[str, ...]
    cues: tuple[str, ...]
    asks: tuple[str, ...]
    beats: tuple[str, ...]
    promises: tuple[str, ...]
    flags: tuple[str, ...]
    minutes_left: bool


class Names:
    """Ids of one kind, none given twice."""

    def __init__(self, chance: random.Random, pool: tuple[str, ...] = IDS) -> None:
        self.left = list(pool)
        chance.shuffle(self.left)
        self.given = 0

    def next(self) -> str:
        self.given += 1
        return self.left.pop() if self.left else f"more_{self.given}"


# ----------------------------------------------------------------------------------------------------
# Conditions


def condition(chance: random.Random, scope: Scope, depth: int = 2) -> str:
    """A random condition that can be read in this scope."""
    kind = chance.random()
    if depth == 0 or kind < 0.5:
        return comparison(chance, scope)
    if kind < 0.6:
        inner = comparison(chance, scope)
        return f"not {inner}" if chance.random() < 0.6 else f"not ({condition(chance, scope, depth - 1)})"
    joined = [condition(chance, scope, depth - 1) for _ in range(chance.choice((2, 2, 3)))]
    words = [chance.choice(("and", "or")) for _ in joined[1:]]
    text = in_parentheses(chance, joined[0], 0.3)
    for word, part in zip(words, joined[1:], strict=True):
        text += f" {word} {in_parentheses(chance, part, 0.3)}"
    return text


def in_parentheses(chance: random.Random, text: str, probability: float) -> str:
    return f"({text})" if chance.random() < probability else text


def comparison(chance: random.Random, scope: Scope) -> str:
    kind = chance.random()
    if kind < 0.2 and scope.asks:
        name = f"asked.{chance.choice(scope.asks)}"
        if chance.random() < 0.5:
            name += f".{chance.choice(scope.people)}"
        return f"{name} {chance.choice(('==', '!='))} {chance.choice(('none', 'yes', 'polite_yes', 'no'))}"
    if kind < 0.4:
        return truth(chance, scope)
    operator = chance.choice(COMPARISONS)
    space = "" if chance.random() < 0.1 else " "
    left, most = sum_of(chance, scope)
    if chance.random() < 0.75:
        right = str(chance.randint(-2 if left == "readiness" else 0, max(1, most)))
    else:
        right, _ = sum_of(chance, scope)
    if chance.random() < 0.1:
        left, right = right, left
    return f"{left}{space}{operator}{space}{right}"


def sum_of(chance: random.Random, scope: Scope) -> tuple[str, int]:
    """A name, or names and numbers joined by + and -; with it a constant worth comparing it to."""
    name, most = quantity(chance, scope)
    if chance.random() < 0.7:
        return name, most
    text = name
    for _ in range(chance.choice((1, 1, 2))):
        other = str(chance.randint(0, 6)) if chance.random() < 0.4 else quantity(chance, scope)[0]
        if chance.random() < 0.2:
            other = f"({other} {chance.choice('+-')} {quantity(chance, scope)[0]})"
        text += f" {chance.choice('+-')} {other}"
    return text, most


def quantity(chance: random.Random, scope: Scope) -> tuple[str, int]:
    """The name of a number, and a constant up to which comparing it is worth while."""
    kinds = ["mood", "mood", "readiness", "person", "heard", "heard", "met", "truth"]
    if scope.minutes_left:
        kinds.append("minutes")
    kind = chance.choice(kinds)
    if kind == "readiness":
        return "readiness", 16
    if kind == "person":
        mood = chance.choice((*MOODS, "readiness"))
        return f"{chance.choice(scope.people)}.{mood}", 16 if mood == "readiness" else 8
    if kind == "heard":
        concern = chance.choice(list(scope.depths))
        return f"heard.{concern}", scope.depths[concern]
    if kind == "met" and scope.objections:
        return f"met.{chance.choice(scope.objections)}", 3
    if kind == "truth":
        return truth(chance, scope), 1
    if kind == "minutes":
        return "minutes_left", 9
    return chance.choice(MOODS), 8


def truth(chance: random.Random, scope: Scope) -> str:
    """The name of something that is so or is not (1 or 0), or of a depth, which holds from 1 on."""
    names = [f"seen.{chance.choice(scope.beats)}", f"inoculated.{chance.choice(scope.people)}"]
    names.append(f"heard.{chance.choice(list(scope.depths))}")
    for prefix, ids in (
        ("picked", scope.cues),
        ("raised", scope.objections),
        ("met", scope.objections),
        ("promised", scope.promises),
        ("kept", scope.promises),
        ("flag", scope.flags),
    ):
        if ids:
            names.append(f"{prefix}.{chance.choice(ids)}")
    return chance.choice(names)


# ----------------------------------------------------------------------------------------------------
# Texts


def sentence(chance: random.Random, length: int | None = None, strange: bool = True) -> str:
    """A text of so many words (parted by spaces), by default a few, now and then a strange one."""
    if length is None:
        if strange and chance.random() < 0.06:
            return chance.choice(LOOKS_LIKE_DATA + LOOKS_LIKE_SYNTAX)
        length = chance.randint(1, 9)
    text = " ".join(chance.choice(WORDS) for _ in range(length))
    if length > 2 and chance.random() < 0.15:
        gesture = text.split()
        text = " ".join([f"*{gesture[0]}", f"{gesture[1]}.*", *gesture[2:]])
    return text + chance.choice(("", ".", ".", "?", ", hm?", "...")) if length else ""


def texts(chance: random.Random, scope: Scope, ending: str = "") -> Any:
    """A text, or a list of {if, text} whose last may have no `if`; every text closes with the same words."""

    def one() -> str:
        text = sentence(chance, strange=not ending)
        return f"{text} {ending}" if ending else text

    if chance.random() < 0.6:
        return one()
    entries: list[Data] = [{"if": condition(chance, scope), "text": one()} for _ in range(chance.choice((1, 2, 2, 3)))]
    if chance.random() < 0.7:
        entries.append({"text": one()})
    return entries


def long_line(chance: random.Random) -> tuple[str, str]:
    """A line and its reply whose words together stand close to where another minute begins."""
    length = chance.choice((149, 150, 151, 152, 299, 300, 301))
    in_reply = chance.randint(1, length - 1)

    def of(count: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(count))

    return of(length - in_reply), of(in_reply)


def leaning(chance: random.Random, ids: Sequence[str]) -> str:
    """One of these, the first ones rather: the first person's things come first, so that talks with them go deep."""
    return ids[min(chance.randrange(len(ids)), chance.randrange(len(ids)))]


def one_or_list(chance: random.Random, ids: list[str]) -> Any:
    if len(ids) == 1 and chance.random() < 0.6:
        return ids[0]
    return ids


# ----------------------------------------------------------------------------------------------------
# The parts of a scenario


def scenario(seed: int, form: str = "visits") -> Data:
    """A random scenario of two people and two to four visits, or three to eight stops, as plain data.

    The same seed gives the same one.
    """
    chance = random.Random(seed)
    people = tuple(chance.sample(PEOPLE, 2))
    concern_names, objection_names, cue_names = Names(chance), Names(chance), Names(chance)

    persons: Data = {}
    depths: dict[str, int] = {}
    objections: list[str] = []
    for person in people:
        concerns: Data = {}
        for _ in range(chance.randint(1, 2)):
            concern = concern_names.next()
            depths[concern] = chance.choice((1, 2, 3, 3, 3))
            concerns[concern] = [sentence(chance) for _ in range(depths[concern])]
        faced: Data = {}
        for _ in range(chance.randint(1, 2)):
            objection = objection_names.next()
            objections.append(objection)
            faced[objection] = {"kind": chance.choice(KINDS), "says": sentence(chance)}
            if chance.random() < 0.5:
                faced[objection]["under"] = sentence(chance)
        ready = chance.random() < 0.6
        mood = {
            "trust": chance.randint(3, 9) if ready else chance.randint(0, 6),
            "fear": chance.randint(0, 4) if ready else chance.randint(2, 10),
            "hope": chance.randint(2, 10) if ready else chance.randint(0, 6),
            "anger": chance.randint(2, 10) if ready else chance.randint(0, 6),
        }
        persons[person] = {
            "name": sentence(chance, 2, strange=False),
            "mood": {name: str(value) for name, value in mood.items()},
            "concerns": concerns,
            "objections": faced,
        }
        if chance.random() < 0.5:
            persons[person] |= {
                "role": sentence(chance),
                "influence": str(chance.randint(0, 9)),
                "secret": sentence(chance),
            }

    ask_names, visit_names, beat_names = Names(chance), Names(chance), Names(chance)
    asks: Data = {}
    for _ in range(chance.randint(1, 3)):
        ask: Data = {"title": sentence(chance), "risk": chance.choice("112345")}
        for key in ("who", "when", "where"):
            if chance.random() < 0.6:
                ask[key] = sentence(chance)
        asks[ask_names.next()] = ask
    visit_ids = [visit_names.next() for _ in range(chance.randint(2, 4) if form == "visits" else chance.randint(3, 8))]
    beat_ids = [beat_names.next() for _ in range(chance.randint(4, 9))]
    promise_names, flag_names = Names(chance), Names(chance)
    promises = [promise_names.next() for _ in range(chance.randint(1, 3))]
    flags = [flag_names.next() for _ in range(chance.randint(1, 3))]
    # Which beats have cues must be known before conditions can name the cues
    cues_of_beats = {beat: [cue_names.next() for _ in range(chance.choice((0, 0, 1, 1, 2)))] for beat in beat_ids}

    scope = Scope(
        people=people,
        depths=depths,
        objections=tuple(objections),
        cues=tuple(cue for cues in cues_of_beats.values() for cue in cues),
        asks=tuple(asks),
        beats=tuple(beat_ids),
        promises=tuple(promises),
        flags=tuple(flags),
        minutes_left=True,
    )
    between = scope._replace(minutes_left=False)

    data: Data = {
        "format": "1",
        "id": f"random_{seed}",
        "title": sentence(chance),
        "form": form,
        "method": chance.choice(METHODS),
        "setting": chance.choice(SETTINGS),
        "level": chance.choice("123"),
        "language": "en",
        "brief": "\n".join(sentence(chance, 6) for _ in range(chance.randint(1, 3))),
        "facts": {
            "law": {
                "text": sentence(chance),
                "jurisdiction": "US",
                "as_of": "2026-01",
                "source": sentence(chance),
            }
        },
        "people": persons,
        "asks": asks,
    }
    if form == "visits":
        data["visits"] = visits(chance, between, visit_ids)
    else:
        data["shift"] = a_shift(chance)
        data["stops"] = stops(chance, scope, visit_ids)
    if chance.random() < 0.5:
        data |= {
            "minutes": "10",
            "teaches": chance.sample(SKILLS[form], chance.randint(1, len(SKILLS[form]))),
            "goals": [sentence(chance)],
        }
    if chance.random() < 0.3:
        data |= {
            "content_notes": [sentence(chance)],
            "allow": {"S202": sentence(chance), "W101": sentence(chance)},
        }
    if chance.random() < 0.85:
        data["events"] = events(chance, between, visit_ids)
    data["beats"] = {beat: a_beat(chance, scope, cues_of_beats[beat], last=beat == beat_ids[-1]) for beat in beat_ids}
    every_promise_is_made(chance, data["beats"], promises)
    if form == "shift":
        plans(chance, data["beats"])
    return data


def visits(chance: random.Random, scope: Scope, ids: list[str]) -> list[Data]:
    # Somebody is met twice, so that promises can be kept
    met = [scope.people[0], scope.people[0], scope.people[1], leaning(chance, scope.people)][: len(ids)]
    if chance.random() < 0.1:
        met = [chance.choice(scope.people) for _ in ids]
    chance.shuffle(met)
    found = []
    for number, (visit, person) in enumerate(zip(ids, met, strict=True)):
        entry: Data = {"id": visit, "with": person, "clock": str(chance.randint(5, 20))}
        if chance.random() < (0.04 if number == 0 else 0.35):
            entry["if"] = condition(chance, scope, depth=1)
        if chance.random() < 0.5:
            entry["start"] = chance.choice(scope.beats)
        else:
            entry["start"] = [
                {"if": condition(chance, scope), "beat": chance.choice(scope.beats)}
                for _ in range(chance.randint(0, 2))
            ]
            entry["start"].append({"beat": chance.choice(scope.beats)})
        for key in ("title", "when", "where"):
            if chance.random() < 0.3:
                entry[key] = sentence(chance)
        found.append(entry)
    return found


def a_shift(chance: random.Random) -> Data:
    return {
        "minutes": str(chance.choice((3, 12, 25, 40, 60))),
        "between": str(chance.randint(0, 3)),
        "par": str(chance.randint(1, 30)),
        "kind": chance.choice(("doors", "calls", "texts")),
        "script": [sentence(chance) for _ in range(chance.randint(0, 2))],
    }


def stops(chance: random.Random, scope: Scope, ids: list[str]) -> list[Data]:
    """Doors of which most are opened by one of the two people, so that somebody answers at several."""
    found = []
    for stop in ids:
        entry: Data = {"id": stop, "label": sentence(chance, 2, strange=False)}
        code = chance.choice(CODES)
        if chance.random() < 0.75:
            entry["with"] = leaning(chance, scope.people)
            choices: list[Data] = [
                {"if": condition(chance, scope), "beat": chance.choice(scope.beats)}
                for _ in range(chance.randint(0, 2))
            ]
            choices.append({"beat": chance.choice(scope.beats)})
            entry["start"] = choices if chance.random() < 0.5 else choices[-1]["beat"]
            code = chance.choice(("canvassed", "canvassed", code))
        if chance.random() < 0.6:
            entry["list"] = {"name": sentence(chance, 2, strange=False), "age": str(chance.randint(18, 99))}
        entry["truth"] = {"code": code}
        if code == "canvassed" and chance.random() < 0.8:
            entry["truth"]["support"] = chance.choice("12345")
        found.append(entry)
    return found


def plans(chance: random.Random, beats: Data) -> None:
    """Some lines settle a part of a voter's plan."""
    for beat in beats.values():
        for option in beat.get("options", []):
            if chance.random() < 0.15:
                option["plan"] = chance.sample(PLAN, chance.randint(1, 3))


def events(chance: random.Random, scope: Scope, visit_ids: list[str]) -> list[Data]:
    found: list[Data] = []
    for _ in range(chance.randint(1, 5)):
        event: Data = {"after": leaning(chance, visit_ids), "text": sentence(chance)}
        before = [other for other in found if other["after"] == event["after"]]
        if before and chance.random() < 0.5:
            event["if"] = on_what_it_left(chance, before[-1])
        elif chance.random() < 0.4:
            event["if"] = condition(chance, scope)
        if chance.random() < 0.8:
            moods = [f"{person}.{mood}" for person in scope.people for mood in MOODS]
            event["effects"] = {mood: amount(chance) for mood in chance.sample(moods, chance.randint(1, 3))}
        if chance.random() < 0.4:
            event["sets"] = one_or_list(chance, chance.sample(scope.flags, chance.randint(1, len(scope.flags))))
        found.append(event)
    return found


def on_what_it_left(chance: random.Random, event: Data) -> str:
    """A condition on a flag or mood that an earlier event after the same visit touches."""
    flags = event.get("sets")
    if flags:
        flag = flags if isinstance(flags, str) else chance.choice(flags)
        return chance.choice((f"flag.{flag}", f"not flag.{flag}"))
    moods = list(event.get("effects", {}))
    if moods:
        return f"{chance.choice(moods)} {chance.choice(COMPARISONS)} {chance.randint(1, 9)}"
    return "readiness >= 6"


def amount(chance: random.Random) -> str:
    """A change of a mood, signed or not."""
    number = chance.choice((-5, -4, -3, -2, -1, -1, 0, 1, 1, 2, 3, 4, 5))
    return f"+{number}" if number > 0 and chance.random() < 0.7 else str(number)


def a_beat(chance: random.Random, scope: Scope, cues: list[str], last: bool) -> Data:
    beat: Data = {}
    if chance.random() < 0.85:
        beat["step"] = chance.choice(STEPS)
    ending = ""
    shown: list[str] = []
    if cues and chance.random() < 0.5:
        ending = " ".join(f"cue {cue} stands here" for cue in cues)
    if cues and not ending:
        beat["narration"] = " ".join([sentence(chance, strange=False), *(f"Cue {cue} Stands here" for cue in cues)])
    elif chance.random() < 0.4:
        beat["narration"] = sentence(chance)
    for cue in cues:
        words = f"cue {cue} stands"
        shown.append(chance.choice((words, words.upper(), words.title(), f"{cue} stands here")))
    raises = leaning(chance, scope.objections) if chance.random() < 0.4 else None
    if raises is not None:
        beat["raises"] = raises
    if ending or (chance.random() < (0.4 if raises else 0.9)):
        beat["says"] = texts(chance, scope, ending)
    if cues:
        beat["cues"] = {}
        for cue, words in zip(cues, shown, strict=True):
            entry: Data = {"shows": words}
            if chance.random() < 0.7:
                entry["about"] = chance.choice(list(scope.depths))
            if chance.random() < 0.7:
                entry["lasts"] = chance.choice("123")
            beat["cues"][cue] = entry
    if chance.random() < 0.2:
        beat["order"] = "fixed"
    if chance.random() < 0.1:
        beat["fact"] = "law"
    if chance.random() < 0.02 and not last:
        return beat  # a beat with no options at all: the talk is stuck there
    names = Names(chance)
    options = [an_option(chance, scope, names.next(), list(cues)) for _ in range(chance.randint(2, 6))]
    if chance.random() < 0.4:
        options.insert(
            chance.randint(0, len(options)),
            {"id": names.next(), "say": sentence(chance), "move": "farewell", "again": "true", "then": "end"},
        )
    if chance.random() < 0.75:
        chosen = chance.choice(options)
        chosen.pop("if", None)
        chosen["again"] = "true"
    if last:  # somewhere all the talk can always go on
        options.append({"id": names.next(), "wait": "true", "again": "true", "then": chance.choice(scope.beats)})
    beat["options"] = options
    return beat


def an_option(chance: random.Random, scope: Scope, name: str, cues_here: list[str]) -> Data:
    option: Data = {"id": name}
    if chance.random() < 0.3:
        option["if"] = condition(chance, scope)
    if chance.random() < 0.5:
        option["again"] = chance.choice(("true", "true", "true", "false"))
    move = chance.choice((*MOVES, "silence", "ask", "ask", "open_question", "information", "closed_question", "dodge"))
    if move == "silence":
        option["wait"] = "true"
    else:
        option["say"] = sentence(chance)
        option["move"] = move
    tells = move in ("open_question", "information")  # the moves with most rows in the table
    if tells and chance.random() < 0.4:
        option["step"] = chance.choice(("agitate", "hope", "hope", "inoculate"))
    elif chance.random() < 0.3:
        option["step"] = chance.choice(STEPS)
    if chance.random() < 0.6:
        concern = leaning(chance, list(scope.depths))
        option["hears"] = f"{concern}.{min(chance.choice((1, 1, 2, 2, 3)), scope.depths[concern])}"
    if chance.random() < 0.25:
        concern = leaning(chance, list(scope.depths))
        option["recalls"] = f"{concern}.{min(chance.choice((1, 1, 2, 3)), scope.depths[concern])}"
    if scope.cues and chance.random() < 0.45:
        option["picks_up"] = chance.choice(cues_here if cues_here and chance.random() < 0.6 else list(scope.cues))
    if chance.random() < (0.7 if tells else 0.4):
        option["meets"] = leaning(chance, scope.objections)
    if move == "ask":
        option["ask"] = chance.choice(scope.asks)
    if chance.random() < (0.7 if move == "promise" else 0.08):
        option["promises"] = one_or_list(
            chance, chance.sample(scope.promises, chance.choice((1, 1, len(scope.promises))))
        )
    if chance.random() < 0.2:
        option["keeps"] = one_or_list(chance, chance.sample(scope.promises, chance.choice((1, 1, len(scope.promises)))))
    if chance.random() < 0.2:
        option["sets"] = one_or_list(chance, chance.sample(scope.flags, chance.choice((1, 1, len(scope.flags)))))
    if chance.random() < 0.1:
        option["next"] = sentence(chance)
    if chance.random() < 0.1:
        option["habit"] = chance.choice(HABITS)
    if chance.random() < 0.1:
        option["fact"] = "law"
    if chance.random() < 0.15:
        option["effects"] = effects(chance, scope)
    if chance.random() < 0.75:
        option["reply"] = texts(chance, scope)
    if move != "silence" and chance.random() < 0.08:
        option["say"], option["reply"] = long_line(chance)
    if chance.random() < 0.12:
        option["minutes"] = str(chance.randint(1, 4))
    then = chance.random()
    if move == "ask" and then < 0.5:
        option["then"] = {answer: next_beat(chance, scope) for answer in ("yes", "polite_yes", "no")}
    elif then < 0.8:
        option["then"] = next_beat(chance, scope)
    if chance.random() < 0.1:
        option["why"] = sentence(chance)
    if move != "silence" and chance.random() < 0.05:
        option["heard_as"] = [sentence(chance)]
    return option


def effects(chance: random.Random, scope: Scope) -> Data:
    """Explicit effects: bare moods of whoever is met, and moods of a person by name."""
    names = list(MOODS) + [f"{person}.{mood}" for person in scope.people for mood in MOODS]
    return {name: amount(chance) for name in chance.sample(names, chance.choice((0, 1, 1, 2, 3)))}


def next_beat(chance: random.Random, scope: Scope) -> str:
    return "end" if chance.random() < 0.06 else chance.choice(scope.beats)


def every_promise_is_made(chance: random.Random, beats: Data, promises: list[str]) -> None:
    """Conditions and `keeps` may name a promise only where some option makes it, and one keeps it."""
    options = [option for beat in beats.values() for option in beat.get("options", []) if "say" in option]
    for key in ("promises", "keeps"):
        for promise in promises:
            if not any(
                promise in (option.get(key, "") if isinstance(option.get(key), list) else [option.get(key)])
                for option in options
            ):
                option = chance.choice(options)
                there = option.get(key, [])
                option[key] = [*([there] if isinstance(there, str) else there), promise]


# ----------------------------------------------------------------------------------------------------
# YAML

PLAIN = re.compile(r"[A-Za-z(][A-Za-z0-9 _.'()<>=!+-]*[A-Za-z0-9_.)]|[A-Za-z]")
NUMBER_OR_ID = re.compile(r"[-+]?[a-z0-9_.]+")


def scalar(text: str, chance: random.Random, flow: bool) -> str:
    """A text as a plain, single-quoted or double-quoted scalar that reads back as the same text."""
    can_be_plain = (
        PLAIN.fullmatch(text) or NUMBER_OR_ID.fullmatch(text) or text in LOOKS_LIKE_DATA
    ) and not text.startswith("=")
    if can_be_plain and (NUMBER_OR_ID.fullmatch(text) or chance.random() < 0.7):
        return text
    if "\n" not in text and chance.random() < 0.3:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=chance.random() < 0.1)


def in_flow(data: Any, chance: random.Random) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {in_flow(value, chance)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(in_flow(value, chance) for value in data) + "]"
    return scalar(data, chance, flow=True)


def is_small(data: Any) -> bool:
    return len(json.dumps(data)) < 160


def lines_of(data: Any, indent: str, chance: random.Random) -> list[str]:
    """The lines of a dict or list in block style; small parts of it in flow style."""
    lines = []
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in entries:
        head = f"{indent}{key}:" if isinstance(data, dict) else f"{indent}-"
        if isinstance(value, str):
            if "\n" in value:
                lines += [f"{head} |-", *(f"{indent}  {line}" for line in value.split("\n"))]
            else:
                lines.append(f"{head} {scalar(value, chance, flow=False)}")
        elif not value or (is_small(value) and chance.random() < 0.6):
            lines.append(f"{head} {in_flow(value, chance)}")
        elif isinstance(data, list):
            inner = lines_of(value, indent + "  ", chance)
            lines += [f"{indent}- {inner[0].lstrip()}", *inner[1:]]
        else:
            lines += [head, *lines_of(value, indent + "  ", chance)]
    return lines


def as_yaml(data: Data, seed: int = 0) -> str:
    """The scenario as a YAML file of format 1. The seed only chooses between ways to write the same."""
    chance = random.Random(f"yaml {seed}")
    return "\n".join(lines_of(data, "", chance)) + "\n"
