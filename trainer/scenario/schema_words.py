"""What an editor says of the format beyond the model's own descriptions: what each word means, examples, patterns."""

from typing import Any, Final

from scoring.habits import catalogue
from scoring.moves import MOODS, ORGANIZING_SKILLS, SHIFT_SKILLS
from trainer.scenario.findings import MAY_BE_ALLOWED, TITLES

_ID: Final = "[a-z][a-z0-9_]*"
_MOODS: Final = "|".join(MOODS)

MEANINGS: Final[dict[str, dict[str, dict[Any, str]]]] = {
    "Scenario": {
        "form": {
            "visits": "Going back to the same people, visit after visit.",
            "shift": "A queue of short contacts: doors, calls or texts under one clock.",
        },
        "method": {
            "organizing": "Conversations that find leaders and build a majority that acts.",
            "deep_canvass": "Long talks at the door that change minds by stories and listening.",
            "canvass": "Short talks at doors: find supporters, make plans to vote.",
            "phone_bank": "The same by telephone.",
            "text_bank": "The same by text message.",
            "petition": "Gathering signatures.",
        },
        "setting": {
            "workplace": "At work.", "tenants": "In a building or among neighbors who rent.", "doors": "At doors.",
            "phone": "On the telephone.", "text": "In text messages.", "community": "In a community: a hall, a church.",
            "home": "At somebody's home.", "chapter": "In an organization of one's own.", "online": "Online.",
            "street": "On the street.",
        },
        "level": {1: "First steps.", 2: "Working.", 3: "Hard."},
    },
    "Objection": {
        "kind": {
            "fear": "Of what acting could bring on them.",
            "futility": "Nothing will come of it.",
            "money": "What it costs: dues, pay, rent.",
            "third_party": "The organization is an outsider that wants something.",
            "loyalty": "To somebody on the other side who was decent to them.",
            "status": "Papers, a permit, a probation: a standing that could be lost.",
            "time": "No time: children, a second job.",
            "distrust": "Of you, of the others, of how it went the last time.",
            "conflict": "With people whom they have to live or work with.",
            "other": "None of these.",
        },
    },
    "Ask": {
        "risk": {
            1: "A coffee, a phone number.",
            2: "A private card or survey.",
            3: "An open petition, a sticker, a letter.",
            4: "Marching on the boss, speaking up in public.",
            5: "A strike, withholding rent.",
        },
    },
    "Option": {
        "move": {
            "open_question": "A question that cannot be answered with yes or no.",
            "closed_question": "A question for yes, no or one fact.",
            "leading_question": "A question that holds the answer you want.",
            "permission": "Asking leave before advice or a hard question.",
            "reflection": "What they said, given back in other words.",
            "deep_reflection": "What they meant and did not say, given back.",
            "summary": "Several things that they told, put together.",
            "affirmation": "Something true and good about them, from what they told.",
            "silence": "Saying nothing; written as wait: true.",
            "story": "Something that happened to you or to others.",
            "information": "A fact, with its bad part.",
            "advice": "What they should do.",
            "pitch": "Speaking for the organization or the plan.",
            "promise": "Something that you will do; name it under promises.",
            "small_talk": "Weather, traffic, the game.",
            "ask": "The ask itself; name it under ask.",
            "farewell": "Taking leave.",
            "argue": "A rebuttal.",
            "dodge": "Passing over what they hold against it.",
            "fold": "Giving up at the first push back.",
        },
    },
    "StopTruth": {
        "code": {
            "canvassed": "Somebody was talked with.", "not_home": "Nobody answered, or it was no moment to talk.",
            "refused": "They would not talk.", "moved": "They live elsewhere now.", "deceased": "They have died.",
            "inaccessible": "A gate, a dog, a locked hall.", "language": "No common language.",
            "wrong_number": "Somebody else's number.", "left_message": "A message was left.",
            "do_not_contact": "They asked never to be contacted again.",
        },
    },
    "Shift": {"kind": {"doors": "At doors.", "calls": "By telephone.", "texts": "By text message."}},
}  # fmt: skip
"""What each word means that a key may hold, by part and key."""

STEPS: Final = {
    "open": "Getting to talk at all.",
    "issue": "What matters to them: asking and listening.",
    "agitate": "What it does to them, and that it need not be so.",
    "hope": "What could change, and who could change it.",
    "ask": "The ask itself.",
    "objection": "Facing what they hold against it.",
    "inoculate": "After a yes: what will be done to stop them, rehearsed.",
    "follow_up": "Coming back: testing a yes, keeping a promise.",
}

SKILLS: Final = {
    "listening": "Cues picked up, things given back, room left to talk.",
    "questioning": "Open questions that go deep, one at a time.",
    "objections": "Affirmed, asked under, answered, invited again.",
    "action": "A real ask, left to stand, prepared for.",
    "judgement": "Telling who will come, and how sure.",
    "pace": "Contacts an hour.",
    "respect": "No arguing, a good-bye, every do-not-contact written down.",
    "record": "The right code and support for every door.",
    "plan": "Supporters leave with a time, a place and a way to vote.",
}

EXAMPLES: Final[dict[str, dict[str, list[Any]]]] = {
    "Person": {
        "role": ["folder operator, eleven years on nights"],
        "concerns": [{"wrist": ["the wrist hurts every shift", "HR lost the form twice"]}],
    },
    "Ask": {"who": ["twelve of you"], "when": ["Friday 9:00"], "where": ["break room"]},
    "Fact": {"jurisdiction": ["US"], "as_of": ["2026-01"], "source": ["National Labor Relations Act, section 7"]},
    "Visit": {"if": ["heard.wrist >= 1"], "start": ["hi", [{"if": "promised.form", "beat": "late"}, {"beat": "hi"}]]},
    "Event": {"effects": [{"denise.fear": 3}], "if": ["not inoculated.denise"]},
    "Beat": {
        "says": ["Held us over again.", [{"if": "trust >= 4", "text": "You're easy to talk to."}, {"text": "Anyway."}]],
        "cues": [{"again": {"shows": "again", "about": "wrist", "lasts": 2}}],
    },
    "Cue": {"shows": ["rubs her wrist"]},
    "Option": {
        "if": ["trust >= 4", "heard.wrist >= 2 and not promised.form", "asked.letter == polite_yes"],
        "hears": ["wrist.2"],
        "recalls": ["wrist.2"],
        "effects": [{"trust": 1, "fear": -1}],
        "then": ["folder", "end", {"yes": "agreed", "polite_yes": "sure", "no": "scared"}],
        "reply": ["The folder.", [{"if": "trust >= 4", "text": "Since March."}, {"text": "A while."}]],
        "plan": [["time", "place"]],
        "next": ["Friday, 9:00, the break room"],
    },
    "Walk": {
        "choose": [["ask_wrist", "ask_letter"]],
        "expect": [["heard.wrist == 1", "asked.letter.denise == yes", "overall >= 60"]],
        "rate": [{"denise": 2}],
    },
}  # fmt: skip
"""Examples that an editor shows with the explanation of a key."""

CONDITION: Final = {
    "type": "string",
    # letters, digits, dots, signs and parentheses, and never a lone =
    "pattern": r"^[\sA-Za-z0-9_.()+<>!=-]+$",
    "not": {"pattern": r"(^|[^=!<>])=($|[^=])"},
    "patternErrorMessage": "A condition compares names with numbers: trust >= 4, heard.wrist >= 2 and not flag.x.",
}
_DEPTH: Final = {
    "type": "string",
    "pattern": rf"^{_ID}\.[0-9]+$",
    "patternErrorMessage": "A concern and its depth: wrist.1, wrist.2 or wrist.3.",
}
OWN_MOODS: Final = {"pattern": rf"^({_ID}\.)?({_MOODS})$"}
MOODS_OF_PEOPLE: Final = {"pattern": rf"^{_ID}\.({_MOODS})$"}


def say_more(made: dict[str, Any]) -> None:
    """Add to the schema what editors complete, explain and check with; nothing that the model accepts is refused."""
    parts = {"Scenario": made, **made["$defs"]}
    for part, keys in MEANINGS.items():
        for key, meanings in keys.items():
            _choices(parts[part]["properties"][key], meanings)
    for part in ("Beat", "Option"):
        _choices(parts[part]["properties"]["step"], STEPS)
    _choices(made["properties"]["teaches"]["items"], SKILLS)
    habits = {tag: habit.looks_like for tag, habit in catalogue().items()}
    _choices(parts["Option"]["properties"]["habit"], habits)
    for part, shown in EXAMPLES.items():
        for key, examples in shown.items():
            parts[part]["properties"][key]["examples"] = examples
    for part in ("Option", "Visit", "Event", "Variant", "StartChoice"):
        parts[part]["properties"]["if"].update(CONDITION)
    parts["Walk"]["properties"]["expect"]["items"].update(CONDITION)
    for key in ("hears", "recalls"):
        parts["Option"]["properties"][key].update(_DEPTH)
    own = parts["Option"]["properties"]["effects"]
    own["propertyNames"] = OWN_MOODS
    own["properties"] = {
        mood: {**own["additionalProperties"], "description": f"The change of {mood}."} for mood in MOODS
    }
    parts["Event"]["properties"]["effects"]["propertyNames"] = MOODS_OF_PEOPLE
    allow = made["properties"]["allow"]
    allow["properties"] = {
        code: {**allow["additionalProperties"], "description": TITLES.get(code, "A finding that is meant: why.")}
        for code in MAY_BE_ALLOWED
    }
    allow["additionalProperties"] = False
    _rules(parts)


def _rules(parts: dict[str, dict[str, Any]]) -> None:
    """What several keys of one part say together."""
    parts["Option"]["allOf"] = [
        {
            "if": {"properties": {"wait": {"const": True}}, "required": ["wait"]},
            "then": {"properties": {"say": False, "heard_as": False, "move": {"const": "silence"}}},
            "else": {"required": ["say", "move"]},
        },
        {
            "if": {"properties": {"move": {"const": "ask"}}, "required": ["move"]},
            "then": {"required": ["ask"]},
            "else": {"properties": {"ask": False, "then": {"type": ["string", "number", "boolean"]}}},
        },
    ]
    parts["Stop"].update({
        "if": {"required": ["with"]},
        "then": {"required": ["start"]},
        "else": {"properties": {"start": False}},
    })  # fmt: skip
    parts["StopTruth"].update({
        "if": {"properties": {"code": {"const": "canvassed"}}, "required": ["code"]},
        "else": {"properties": {"support": False}},
    })  # fmt: skip


OF_FORM: Final = {
    "if": {"properties": {"form": {"const": "shift"}}, "required": ["form"]},
    "then": {
        "required": ["shift", "stops"],
        "properties": {"visits": False, "teaches": {"items": {"enum": list(SHIFT_SKILLS)}}},
    },
    "else": {
        "required": ["visits"],
        "properties": {"shift": False, "stops": False, "teaches": {"items": {"enum": list(ORGANIZING_SKILLS)}}},
    },
}
"""What a scenario of each form has."""


def _choices(described: dict[str, Any], meanings: dict[Any, str]) -> None:
    """The words that a key may hold, each with its meaning; editors read the meanings from `enumDescriptions`."""
    described["enum"] = list(meanings)
    described["enumDescriptions"] = list(meanings.values())
    if described.get("type") == ["string", "number", "boolean"]:
        described["type"] = "string"
