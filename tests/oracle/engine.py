"""A naive second engine: it plays a scenario given as plain data, straight from the format's text.

A scenario is what `yaml.load(text, BaseLoader)` gives: dicts, lists and strings, every scalar a text. Nothing is
compiled and nothing is fast; each paragraph of the format ("One choice, in this order", the table of moods, "The
end of a visit", "Who comes" and so on) stands here as one function, in the order in which it is written there.
"""

from __future__ import annotations

import math
import re
from typing import Any

Data = dict[str, Any]

MOODS = ("trust", "fear", "hope", "anger")
QUESTIONS = ("open_question", "closed_question", "leading_question", "permission")
ANSWERS = ("none", "yes", "polite_yes", "no")
CODES = (
    *("canvassed", "not_home", "refused", "moved", "deceased", "inaccessible", "language", "wrong_number"),
    *("left_message", "do_not_contact"),
)
WORDS_A_MINUTE = 150

# The four steps of facing an objection, and the moves that take them.
FACING = {
    "affirmation": "affirmed",
    "reflection": "affirmed",
    "deep_reflection": "affirmed",
    "open_question": "asked under",
    "information": "answered",
    "story": "answered",
    "ask": "invited again",
}

TOKEN = re.compile(r"\s*(?:(\d+)|([a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*)|(==|!=|<=|>=|<|>|\+|-|\(|\)))")


class NotOffered(ValueError):
    """The option chosen is not among those offered."""


# ----------------------------------------------------------------------------------------------------
# Conditions


class Condition:
    """One reading of a condition: a recursive descent that computes as it goes.

    condition  = both ("or" both)*          sum   = value (("+" | "-") value)*
    both       = negation ("and" negation)* value = number | "-" value | name | "(" condition ")"
    negation   = "not" negation | comparison
    comparison = sum [("==" | "!=" | "<" | "<=" | ">" | ">=") sum]
    """

    def __init__(self, text: str, look_up: Any) -> None:
        self.tokens: list[str] = []
        self.look_up = look_up
        position, text = 0, text.rstrip()
        while position < len(text):
            match = TOKEN.match(text, position)
            if match is None:
                raise ValueError(f"cannot read {text[position:]!r} in the condition {text!r}")
            self.tokens.append(match.group().strip())
            position = match.end()

    def holds(self) -> bool:
        value = self.condition()
        if self.tokens:
            raise ValueError(f"left over in a condition: {self.tokens}")
        return bool(value)

    def next_is(self, *tokens: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in tokens

    def condition(self) -> Any:
        value = self.both()
        while self.next_is("or"):
            self.tokens.pop(0)
            right = self.both()
            value = int(bool(value) or bool(right))
        return value

    def both(self) -> Any:
        value = self.negation()
        while self.next_is("and"):
            self.tokens.pop(0)
            right = self.negation()
            value = int(bool(value) and bool(right))
        return value

    def negation(self) -> Any:
        if self.next_is("not"):
            self.tokens.pop(0)
            return int(not self.negation())
        return self.comparison()

    def comparison(self) -> Any:
        left = self.sum()
        if not self.next_is("==", "!=", "<", "<=", ">", ">="):
            return left
        operator = self.tokens.pop(0)
        right = self.sum()
        if operator == "==":
            return int(left == right)
        if operator == "!=":
            return int(left != right)
        if operator == "<":
            return int(left < right)
        if operator == "<=":
            return int(left <= right)
        if operator == ">":
            return int(left > right)
        return int(left >= right)

    def sum(self) -> Any:
        value = self.value()
        while self.next_is("+", "-"):
            operator = self.tokens.pop(0)
            right = self.value()
            value = value + right if operator == "+" else value - right
        return value

    def value(self) -> Any:
        token = self.tokens.pop(0)
        if token == "(":
            value = self.condition()
            if self.tokens.pop(0) != ")":
                raise ValueError("a parenthesis is not closed")
            return value
        if token == "-":
            return -self.value()
        if token.isdigit():
            return int(token)
        return self.look_up(token)


# ----------------------------------------------------------------------------------------------------
# Small helpers on the data as written


def as_list(value: Any) -> list[Any]:
    """What may be left out, one thing or a list of things, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def is_true(value: Any) -> bool:
    return bool(value == "true")


def concern_and_depth(text: str) -> tuple[str, int]:
    concern, depth = text.split(".")
    return concern, int(depth)


def words(text: str) -> int:
    return len(text.split())


# ----------------------------------------------------------------------------------------------------
# A play


class Play:
    """One play of a scenario. `offered` says what can be chosen, `choose` chooses, `report` is what walk prints."""

    def __init__(self, scenario: Data) -> None:
        self.scenario = scenario
        self.people: Data = scenario["people"]
        self.asks: Data = scenario.get("asks", {})
        self.beats: Data = scenario["beats"]
        self.visits: list[Data] = scenario.get("visits", [])
        self.stops: list[Data] = scenario.get("stops", [])

        self.owner_of_concern: dict[str, str] = {}
        self.owner_of_objection: dict[str, str] = {}
        self.objections: Data = {}
        for person, entry in self.people.items():
            for concern in entry.get("concerns", {}):
                self.owner_of_concern[concern] = person
            for objection, words_of_it in entry.get("objections", {}).items():
                self.owner_of_objection[objection] = person
                self.objections[objection] = words_of_it
        self.lasts: dict[str, int] = {}
        for beat in self.beats.values():
            for cue, entry in beat.get("cues", {}).items():
                self.lasts[cue] = int(entry.get("lasts", "2"))

        # The whole play
        self.moods = {
            person: {mood: int(entry["mood"][mood]) for mood in MOODS} for person, entry in self.people.items()
        }
        self.heard = dict.fromkeys(self.owner_of_concern, 0)
        self.met: dict[str, set[str]] = {objection: set() for objection in self.objections}
        self.raised: set[str] = set()
        self.seen: set[str] = set()
        self.picked: set[str] = set()
        self.flags: set[str] = set()
        self.inoculated: set[str] = set()
        self.spent: set[tuple[str, str]] = set()
        self.promised: dict[str, tuple[str, str]] = {}  # the promise: the person and visit it was first made in
        self.kept: set[str] = set()
        self.charged: set[str] = set()
        self.answers: dict[str, dict[str, str]] = {ask: {} for ask in self.asks}
        self.said_yes_to_a_risk: set[str] = set()  # people who ever said yes to an ask of risk 2 or more
        self.turns: list[Data] = []
        self.openings: list[Data] = []
        self.records: list[Data] = []

        # The present visit
        self.ended = False
        self.visit: Data | None = None
        # Of the visit, and after it still; before anybody was met bare names mean the first person of the file
        self.person = next(iter(self.people))
        self.beat = ""
        self.minutes_left = 0
        self.heard_before_the_visit: dict[str, int] = {}
        self.closed_in_a_row = 0
        self.permission_asked = False
        self.raised_in_the_visit: set[str] = set()
        self.open_cues: dict[str, int] = {}  # the cue: choices that it still stays open

        # Of a shift: "at a stop" before knocking or passing, "recording" after a knock, otherwise "talking"
        self.phase = "talking"
        self.texts_since_the_last_talk: list[str] = []

        if scenario["form"] == "shift":
            self.minutes_left = int(scenario["shift"]["minutes"])
            self.stops_to_come = list(self.stops)
            self.come_to_the_next_stop()
        else:
            self.visits_to_come = list(self.visits)
            self.start_the_next_visit(event_texts=[])

    # -- what conditions read ------------------------------------------------------

    def readiness(self, person: str) -> int:
        mood = self.moods[person]
        return mood["anger"] + mood["hope"] + mood["trust"] - mood["fear"]

    def holds(self, condition: str | None, person: str) -> bool:
        """Whether a condition holds; bare names mean this person. No condition always holds."""
        if condition is None:
            return True
        return Condition(condition, lambda name: self.look_up(name, person)).holds()

    def look_up(self, name: str, person: str) -> Any:
        if name in MOODS:
            return self.moods[person][name]
        if name == "readiness":
            return self.readiness(person)
        if name == "minutes_left":
            return self.minutes_left
        if name in ANSWERS:
            return name
        prefix, _, rest = name.partition(".")
        if prefix == "heard":
            return self.heard[rest]
        if prefix == "seen":
            return int(rest in self.seen)
        if prefix == "picked":
            return int(rest in self.picked)
        if prefix == "raised":
            return int(rest in self.raised)
        if prefix == "met":
            return len(self.met[rest])
        if prefix == "asked":
            ask, _, whom = rest.partition(".")
            return self.answers[ask].get(whom or person, "none")
        if prefix == "inoculated":
            return int(rest in self.inoculated)
        if prefix == "promised":
            return int(rest in self.promised)
        if prefix == "kept":
            return int(rest in self.kept)
        if prefix == "flag":
            return int(rest in self.flags)
        if prefix in self.people and rest in MOODS:
            return self.moods[prefix][rest]
        if prefix in self.people and rest == "readiness":
            return self.readiness(prefix)
        raise ValueError(f"conditions have no name {name!r}")

    def choose_text(self, written: Any) -> str:
        """A text, or the first of a list of {if, text} that holds; none: nothing."""
        if written is None:
            return ""
        if isinstance(written, str):
            return written
        for entry in written:
            if self.holds(entry.get("if"), self.person):
                return str(entry["text"])
        return ""

    # -- visits and beats ------------------------------------------------------

    def start_the_next_visit(self, event_texts: list[str]) -> None:
        """The next visit whose condition holds; those before it are passed over for good."""
        while self.visits_to_come:
            visit = self.visits_to_come.pop(0)
            if self.holds(visit.get("if"), visit["with"]):
                break
        else:
            self.ended = True
            self.visit = None
            return
        self.minutes_left = int(visit["clock"])
        self.start_to_talk(visit, event_texts)

    def start_to_talk(self, visit: Data, event_texts: list[str]) -> None:
        """A visit, or a stop where somebody answers, opens with one of its beats."""
        self.visit = visit
        self.person = visit["with"]
        self.phase = "talking"
        self.heard_before_the_visit = dict(self.heard)
        self.closed_in_a_row = 0
        self.permission_asked = False
        self.raised_in_the_visit = set()
        self.open_cues = {}
        start = visit["start"]
        if isinstance(start, list):
            start = next(entry["beat"] for entry in start if self.holds(entry.get("if"), self.person))
        narration, says, raised = self.open_beat(start)
        self.openings.append(
            {
                "visit": visit["id"],
                "with": self.person,
                "beat": start,
                "narration": narration,
                "says": says,
                "raised": raised,
                "events": event_texts,
            }
        )

    def open_beat(self, name: str) -> tuple[str, str, str | None]:
        """Open a beat with its cues and its objection; return its narration, what is said and what is raised."""
        beat = self.beats[name]
        self.beat = name
        self.seen.add(name)
        for cue in beat.get("cues", {}):
            self.open_cues.pop(cue, None)  # opened anew, also in the order of opening
            self.open_cues[cue] = self.lasts[cue]
        raised = beat.get("raises")
        if raised is not None and self.owner_of_objection[raised] != self.person:
            raised = None  # someone else's objection: nothing of the kind
        if raised is not None:
            self.raised.add(raised)
            self.raised_in_the_visit.add(raised)
        if "says" in beat:
            says = self.choose_text(beat["says"])
        elif raised is not None:
            says = self.objections[raised]["says"]
        else:
            says = ""
        return beat.get("narration", ""), says, raised

    def take_leave(self) -> None:
        """Where nothing is offered the person takes leave, and the visit ends."""
        assert not self.ended and not self.offered()
        self.end_the_visit()

    def end_the_visit(self) -> None:
        assert self.visit is not None
        ended = self.visit["id"]
        # Promises made to this person on an earlier visit, not kept by now and not yet charged
        for promise, (whom, made_in) in self.promised.items():
            if whom == self.person and made_in != ended and promise not in self.kept | self.charged:
                self.charged.add(promise)
                self.add_to_moods({(self.person, "trust"): -2})
        texts = self.events_after(ended)
        self.open_cues = {}
        if self.stops:
            self.texts_since_the_last_talk = texts
            self.phase, self.beat = "recording", ""
        else:
            self.start_the_next_visit(texts)

    def events_after(self, ended: str) -> list[str]:
        """The events of a visit in their order, each on what the one before left; their texts."""
        texts: list[str] = []
        for event in self.scenario.get("events", []):
            if event["after"] == ended and self.holds(event.get("if"), self.person):
                texts += as_list(event.get("text"))
                self.add_to_moods(self.effects_as_written(event))
                self.flags.update(as_list(event.get("sets")))
        return texts

    # -- a shift ------------------------------------------------------

    def come_to_the_next_stop(self) -> None:
        """Stops come in their order; at 0 minutes, and after the last, the shift is over."""
        self.beat = ""
        if self.minutes_left <= 0 or not self.stops_to_come:
            self.ended, self.visit, self.phase = True, None, "talking"
        else:
            self.visit, self.phase = self.stops_to_come.pop(0), "at a stop"

    def knock(self) -> None:
        """Somebody answers and a talk begins, or a minute passes and nobody does; a stop is a visit all the same."""
        assert self.visit is not None
        if "with" in self.visit:
            self.start_to_talk(self.visit, self.texts_since_the_last_talk)
        else:
            self.minutes_left -= 1
            self.texts_since_the_last_talk += self.events_after(self.visit["id"])
            self.phase = "recording"

    def record(self, written: str) -> None:
        """`record=code`, where canvassed with a support and a plan; then the way to the next stop."""
        assert self.visit is not None
        code, *rest = written.removeprefix("record=").split(":")
        if code not in CODES or (rest and code != "canvassed"):
            raise NotOffered(written)
        plan = rest[-1:] == ["plan"]
        support = rest[: len(rest) - plan]
        if support not in ([], ["1"], ["2"], ["3"], ["4"], ["5"]):
            raise NotOffered(written)
        self.records.append(
            {"stop": self.visit["id"], "code": code, "support": int(support[0]) if support else None, "plan": plan}
        )
        self.minutes_left -= int(self.scenario["shift"]["between"])
        self.come_to_the_next_stop()

    def choose_at_a_stop(self, chosen: str) -> None:
        assert self.visit is not None
        if self.phase == "recording" and chosen.startswith("record="):
            self.record(chosen)
        elif self.phase == "at a stop" and chosen == "pass":
            self.come_to_the_next_stop()
        elif self.phase == "at a stop" and chosen == self.visit["id"]:
            self.knock()
        else:
            raise NotOffered(f"{chosen!r} is not offered; offered: {self.offered()}")

    # -- one choice ------------------------------------------------------

    def options(self) -> list[Data]:
        """The options offered now, in the author's order."""
        if self.ended or self.phase != "talking":
            return []
        return [
            option
            for option in self.beats[self.beat].get("options", [])
            if self.holds(option.get("if"), self.person)
            and (is_true(option.get("again")) or (self.beat, option["id"]) not in self.spent)
        ]

    def offered(self) -> list[str]:
        """What can be chosen, by id; at a stop of a shift its id and `pass`, after a knock a record of each code."""
        if self.visit is not None and self.phase == "at a stop":
            return [self.visit["id"], "pass"]
        if self.visit is not None and self.phase == "recording":
            return [f"record={code}" for code in CODES]
        return [option["id"] for option in self.options()]

    def move_of(self, option: Data) -> str:
        return "silence" if is_true(option.get("wait")) else str(option["move"])

    def step_of(self, option: Data) -> str:
        return str(option.get("step", self.beats[self.beat].get("step", "open")))

    def is_theirs(self, concern_or_objection: str | None, owners: dict[str, str]) -> bool:
        return concern_or_objection is not None and owners[concern_or_objection] == self.person

    def heard_to(self, depth: int) -> bool:
        """Whether any concern of the person in the visit was heard to this depth in this play."""
        return any(
            reached >= depth and self.owner_of_concern[concern] == self.person
            for concern, reached in self.heard.items()
        )

    def has_agreed_to_something(self) -> bool:
        return any(answers.get(self.person) in ("yes", "polite_yes") for answers in self.answers.values())

    def inoculates(self, option: Data) -> bool:
        """The first row of the table."""
        return (
            (self.move_of(option) in QUESTIONS or self.move_of(option) == "information")
            and self.step_of(option) == "inoculate"
            and self.has_agreed_to_something()
            and self.person not in self.inoculated
        )

    def row(self, option: Data) -> Data:
        """The moods of the first row that matches, for the person in the visit."""
        move, step = self.move_of(option), self.step_of(option)
        anger = self.moods[self.person]["anger"]
        meets = option.get("meets")
        if self.inoculates(option):
            return {"fear": +1}
        if move == "open_question" and step == "agitate" and self.heard_to(2):
            return {"anger": +2}
        if move == "open_question" and step == "agitate" and not self.heard_to(2):
            return {"trust": -1}
        if move == "open_question" and step == "hope" and anger >= 4:
            return {"hope": +2}
        if move == "closed_question" and self.closed_in_a_row + 1 >= 3:
            return {"trust": -1}
        if move == "leading_question":
            return {"trust": -1}
        if move in ("reflection", "summary", "affirmation"):
            return {"trust": +1}
        if move == "deep_reflection" and step in ("issue", "agitate"):
            return {"trust": +1, "anger": +1}
        if move == "deep_reflection":
            return {"trust": +1}
        if move == "story" and self.heard_to(1):
            return {"trust": +1}
        if move == "story" and not self.heard_to(1):
            return {"trust": -1}
        if (
            move == "information"
            and self.is_theirs(meets, self.owner_of_objection)
            and self.met[str(meets)] & {"affirmed", "asked under"}
        ):
            return {"fear": -2}
        if move == "information" and step == "hope" and anger >= 4:
            return {"hope": +1}
        if move in ("information", "pitch") and step != "open" and not self.heard_to(1):
            return {"trust": -1}
        if move == "advice" and not self.permission_asked:
            return {"trust": -1}
        if move == "promise":
            return {"trust": +1}
        if move == "argue":
            return {"trust": -2}
        if move == "dodge" and self.raised_in_the_visit:
            return {"trust": -1}
        return {}

    def depth_that_opens(self, option: Data) -> tuple[str, int] | None:
        if "hears" not in option:
            return None
        concern, depth = concern_and_depth(option["hears"])
        if self.is_theirs(concern, self.owner_of_concern) and self.heard[concern] == depth - 1:
            return concern, depth
        return None

    def additions(self, option: Data) -> int:
        """The trust that is always added."""
        assert self.visit is not None
        trust = 0
        if option.get("picks_up") in self.open_cues:
            trust += 1
        if "recalls" in option:
            concern, depth = concern_and_depth(option["recalls"])
            if self.is_theirs(concern, self.owner_of_concern) and self.heard_before_the_visit[concern] >= depth:
                trust += 1
        opens = self.depth_that_opens(option)
        if opens is not None and opens[1] == 3:
            trust += 1
        for promise in set(as_list(option.get("keeps"))):
            whom, made_in = self.promised.get(promise, ("", ""))
            if whom == self.person and made_in != self.visit["id"] and promise not in self.kept:
                trust += 1
        return trust

    def effects_as_written(self, entry: Data) -> dict[tuple[str, str], int]:
        """The `effects` of an option or event: bare moods are those of the person in the visit."""
        effects: dict[tuple[str, str], int] = {}
        for name, amount in entry.get("effects", {}).items():
            person, _, mood = name.rpartition(".")
            key = (person or self.person, mood)
            effects[key] = effects.get(key, 0) + int(amount)
        return effects

    def add_to_moods(self, amounts: dict[tuple[str, str], int]) -> Data:
        """Add, hold every mood to 0…10, and return what really changed (others' moods as person.mood)."""
        changes = {}
        for (person, mood), amount in amounts.items():
            before = self.moods[person][mood]
            after = min(10, max(0, before + amount))
            self.moods[person][mood] = after
            if after != before:
                changes[mood if person == self.person else f"{person}.{mood}"] = after - before
        return changes

    def answer_to(self, ask: str) -> str:
        readiness, risk = self.readiness(self.person), int(self.asks[ask]["risk"])
        if readiness >= 4 * risk + 2:
            return "yes"
        if self.moods[self.person]["trust"] < 5:
            return "polite_yes"
        return "no"

    def tags(self, option: Data) -> Data:
        """The option's other keys, as a transcript carries them."""
        tags: Data = {}
        for key in ("hears", "picks_up", "recalls", "meets", "ask", "next", "habit", "fact", "step"):
            if key in option:
                tags[key] = option[key]
        for key in ("promises", "keeps", "sets", "plan"):
            if key in option:
                tags[key] = as_list(option[key])
        if is_true(option.get("wait")):
            tags["wait"] = True
        return tags

    def choose(self, chosen: str) -> None:
        """Choose an option by its id, or what a stop of a shift offers. Raises NotOffered."""
        if self.phase != "talking":
            self.choose_at_a_stop(chosen)
            return
        offered = self.options()
        option = next((option for option in offered if option["id"] == chosen), None)
        if option is None or self.visit is None:
            raise NotOffered(f"{chosen!r} is not offered; offered: {self.offered()}")
        visit, person, beat = self.visit["id"], self.person, self.beat
        move, step = self.move_of(option), self.step_of(option)
        cues_open = list(self.open_cues)
        offered_with_tags = [
            {"option": other["id"], "move": self.move_of(other), "tags": self.tags(other)} for other in offered
        ]

        # The row (or effects) and the additions, all judged on the state before the choice
        if "effects" in option:
            amounts = self.effects_as_written(option)
        else:
            amounts = {(person, mood): amount for mood, amount in self.row(option).items()}
        trust = (person, "trust")
        amounts[trust] = amounts.get(trust, 0) + self.additions(option)
        opens = self.depth_that_opens(option)
        inoculates = self.inoculates(option)
        changes = self.add_to_moods(amounts)

        # Then depths, cues, objections' steps, promises, flags and inoculation are noted
        if opens is not None:
            self.heard[opens[0]] = opens[1]
        cue = option.get("picks_up")
        if cue in self.open_cues:
            del self.open_cues[cue]
            self.picked.add(cue)
        meets = option.get("meets")
        if self.is_theirs(meets, self.owner_of_objection) and move in FACING:
            self.met[str(meets)].add(FACING[move])
        for promise in as_list(option.get("promises")):
            self.promised.setdefault(promise, (person, visit))
        self.kept.update(as_list(option.get("keeps")))
        self.flags.update(as_list(option.get("sets")))
        if inoculates:
            self.inoculated.add(person)
        self.closed_in_a_row = self.closed_in_a_row + 1 if move == "closed_question" else 0
        if move == "permission":
            self.permission_asked = True
        self.spent.add((beat, chosen))

        # An ask is answered from the moods that result
        answer = None
        if "ask" in option:
            answer = self.answer_to(option["ask"])
            self.answers[option["ask"]][person] = answer
            if answer == "yes" and int(self.asks[option["ask"]]["risk"]) >= 2:
                self.said_yes_to_a_risk.add(person)

        # The reply is chosen; the clock runs; open cues count down
        say = option.get("say", "")
        reply = self.choose_text(option.get("reply"))
        if "minutes" in option:
            minutes = int(option["minutes"])
        else:
            minutes = max(1, math.ceil((words(say) + words(reply)) / WORDS_A_MINUTE))
        self.minutes_left -= minutes
        for cue in list(self.open_cues):
            self.open_cues[cue] -= 1
            if self.open_cues[cue] == 0:
                del self.open_cues[cue]

        # The next beat opens, unless the talk stays, ends, or has no time left
        then = option.get("then", beat)
        if isinstance(then, dict):
            then = then[answer]
        out_of_time = self.minutes_left <= 0
        narration, says, raised = "", "", None
        minutes_left = self.minutes_left
        if not out_of_time and then != "end" and then != beat:
            narration, says, raised = self.open_beat(then)
        self.turns.append(
            {
                "visit": visit,
                "with": person,
                "beat": beat,
                "step": step,
                "option": chosen,
                "move": move,
                "tags": self.tags(option),
                "say": say,
                "reply": reply,
                "says": says,
                "narration": narration,
                "offered": offered_with_tags,
                "cues_open": cues_open,
                "opened": f"{opens[0]}.{opens[1]}" if opens is not None else None,
                "raised": raised,
                "answer": answer,
                "changes": changes,
                "minutes": minutes,
                "minutes_left": minutes_left,
                "spent_by_clock": out_of_time and then != "end",
            }
        )
        if out_of_time or then == "end":
            self.end_the_visit()

    # -- what walk prints ------------------------------------------------------

    def rating(self, person: str) -> int:
        readiness = self.readiness(person)
        if readiness >= 18:
            return 1 if person in self.said_yes_to_a_risk else 2
        if readiness >= 12:
            return 2
        if readiness >= 6:
            return 3
        if readiness >= 1:
            return 4
        return 5

    def comes(self) -> Data:
        if not self.ended:
            return {}
        return {
            ask: [
                person
                for person in self.people
                if self.answers[ask].get(person) in ("yes", "polite_yes")
                and self.readiness(person) >= 4 * int(entry["risk"]) + 2
            ]
            for ask, entry in self.asks.items()
        }

    def report(self) -> Data:
        """What `walk --json` prints, but for head and scorecard."""
        return {
            "scenario": self.scenario["id"],
            "ended": self.ended,
            "visit": self.visit["id"] if self.visit is not None else None,
            "beat": self.beat if not self.ended and self.phase == "talking" else None,
            "offered": self.offered(),
            "minutes_left": None if self.ended else self.minutes_left,
            "moods": {person: dict(moods) for person, moods in self.moods.items()},
            "readiness": {person: self.readiness(person) for person in self.people},
            "rating": {person: self.rating(person) for person in self.people},
            "heard": dict(self.heard),
            "met": {objection: len(steps) for objection, steps in self.met.items()},
            "asked": {ask: dict(answers) for ask, answers in self.answers.items()},
            "comes": self.comes(),
            "inoculated": [person for person in self.people if person in self.inoculated],
            "flags": sorted(self.flags),
            "promised": sorted(self.promised),
            "kept": sorted(self.kept),
            "turns": list(self.turns),
            "openings": list(self.openings),
            "records": list(self.records),
        }


def play(scenario: Data, choices: list[str]) -> Play:
    """Play these choices from the first visit on. Raises NotOffered."""
    played = Play(scenario)
    for choice in choices:
        played.choose(choice)
    return played
