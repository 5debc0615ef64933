"""Short transcripts for the tests of the scoring: one line of code a turn, read through the public door."""

from typing import Any

from scoring import Scorecard, Transcript, score

Data = dict[str, Any]

PEOPLE: Data = {
    "denise": {"name": "Denise Walker", "concerns": {"wrist": 3}, "objections": ["fired", "dues"]},
    "omar": {"name": "Omar Haddad", "concerns": {"hours": 2}, "objections": ["busy"]},
}
ASKS: Data = {
    "letter": {
        "title": "hand Reyes the letter",
        "risk": 3,
        "who": "twelve",
        "when": "Friday 9:00",
        "where": "break room",
    },
    "coffee": {"title": "a coffee", "risk": 1},
}
TURN_KEYS = {
    "with",
    "visit",
    "step",
    "say",
    "reply",
    "says",
    "cues_open",
    "opened",
    "raised",
    "answer",
    "offered",
    "minutes",
}


def line(move: str, **keys: Any) -> Data:
    """A turn: the keys of a turn by their names (`person` for `with`), every other key a tag."""
    keys["with"] = keys.pop("person", "denise")
    turn: Data = {
        "visit": "first_break",
        "step": "open",
        "option": move,
        "move": move,
        "reply": "And so on, and so on.",
    }
    tags = {key: value for key, value in keys.items() if key not in TURN_KEYS}
    return turn | {key: value for key, value in keys.items() if key in TURN_KEYS} | {"tags": tags}


def offer(move: str, option: str | None = None, **keys: Any) -> Data:
    """An option on offer at a turn."""
    own = {key: keys.pop(key) for key in ("say", "step", "answer") if key in keys}
    return {"option": option or f"other_{move}", "move": move, "tags": keys, **own}


def numbered(turns: list[Data]) -> list[Data]:
    """The same turns with an option id each, and each on offer at its own turn."""
    done = []
    for number, turn in enumerate(turns, start=1):
        option = f"{turn['option']}_{number}"
        chosen = offer(turn["move"], option, **{**turn["tags"], "step": turn["step"], "say": turn.get("say", "")})
        if turn.get("answer"):
            chosen["answer"] = turn["answer"]
        done.append(turn | {"option": option, "offered": [chosen, *turn.get("offered", [])]})
    return done


def data(*turns: Data, ended: bool = True, head: Data | None = None, end: Data | None = None, **more: Any) -> Data:
    """A transcript as plain data."""
    visits = list(dict.fromkeys(turn["visit"] for turn in turns))
    return {
        "head": {
            "scenario": "laundry_nights",
            "form": "visits",
            "method": "organizing",
            "teaches": [],
            "people": PEOPLE,
            "asks": ASKS,
            "visits": visits,
            **(head or {}),
        },
        "turns": numbered(list(turns)),
        "end": {"ended": ended, **(end or {})},
        **more,
    }


def play(*turns: Data, **more: Any) -> Transcript:
    """A transcript."""
    return Transcript.from_json(data(*turns, **more))


def found(*turns: Data, **more: Any) -> set[tuple[str, int, str]]:
    """The habits of a play as (habit, turn, how)."""
    return {(habit.habit, habit.turn, habit.how) for habit in score(play(*turns, **more)).habits}


def part(card: Scorecard, name: str) -> tuple[float | None, float | None, tuple[int, ...]]:
    """A component of a scorecard as value, score and turns."""
    hit = next(p for skill in card.skills.values() for p in skill.components if p.name == name)
    return hit.value, hit.score, hit.turns
