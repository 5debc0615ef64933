"""What skills, components, bands, ratings and risks are called, so that nobody needs to have read the rubric.

What a component counts stands in the rubric; here it is said in plain words, with one thing to do about it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Unit = Literal["percent", "reflections", "points", "steps", "forecast"]


class SkillWords(NamedTuple):
    """A skill's title, and the question by which trainees rate themselves in it."""

    title: str
    question: str


class ComponentWords(NamedTuple):
    """A component's title, what it counts, the unit of its value, and what to do about it next time."""

    title: str
    meaning: str
    unit: Unit
    advice: str


SKILLS: Final[Mapping[str, SkillWords]] = MappingProxyType(
    {
        "listening": SkillWords("Listening", "How well did you listen?"),
        "questioning": SkillWords("Questioning", "How well did you ask?"),
        "objections": SkillWords("Facing objections", "How well did you face objections?"),
        "action": SkillWords("Moving to action", "How well did you move from talk to a next step?"),
        "judgement": SkillWords("Judgement", "How well do you know where people stand now?"),
        "pace": SkillWords("Pace", "How well did you keep going?"),
        "respect": SkillWords("Respect", "How well did you let people be?"),
        "record": SkillWords("Record", "How well did you write down what you found?"),
        "plan": SkillWords("Plans", "How well did you help supporters plan their vote?"),
    }
)
"""The skills of visits, and then those of a shift, in the rubric's order."""

COMPONENTS: Final[Mapping[str, ComponentWords]] = MappingProxyType(
    {
        "cues": ComponentWords(
            "Cues picked up",
            "Of the small signals that you could have answered, such as an odd word or a hand, those that you did.",
            "percent",
            "Before you answer the question, answer the word that did not fit.",
        ),
        "reflecting": ComponentWords(
            "Reflecting",
            "How often you gave back what was said, for each question that you asked.",
            "reflections",
            "After an answer, give back what you heard before you ask again.",
        ),
        "depth_of_reflecting": ComponentWords(
            "Depth of reflecting",
            "Of the times you gave something back, those that said what it meant and did not only repeat it.",
            "percent",
            "When you give something back, say what it means to them.",
        ),
        "giving_the_floor": ComponentWords(
            "Giving the floor",
            "While their story was being told: lines of yours that were no longer than the answer.",
            "percent",
            "Use fewer words than you get back.",
        ),
        "memory": ComponentWords(
            "Memory",
            "What you had been told on an earlier visit and came back to, where a line on offer did.",
            "percent",
            "Open the next visit with something they told you on the last.",
        ),
        "open": ComponentWords(
            "Open questions",
            "Of your questions, those that cannot be answered with yes or no.",
            "percent",
            "Start a question with what, how, or tell me.",
        ),
        "depth": ComponentWords(
            "Depth",
            "How far into what matters to them you came: what happened, the story, what it means.",
            "percent",
            "Stay with the first thing that hurts, and ask what it is like at home.",
        ),
        "clean": ComponentWords(
            "Clean questions",
            "Of your questions, those that were not leading, came one at a time, and were no third yes-or-no in a row.",
            "percent",
            "Ask one question, so that either answer is welcome, and stop.",
        ),
        "facing": ComponentWords(
            "Four steps",
            "For each objection: honour it, ask what is under it, answer it honestly, invite again.",
            "points",
            "Honour an objection first, ask what is under it, and only then answer.",
        ),
        "made": ComponentWords(
            "An ask that was earned",
            "People you asked for something after they had told you a story, of those you could ask.",
            "percent",
            "Ask for one thing, once you know what it would change for them.",
        ),
        "specific": ComponentWords(
            "A specific ask",
            "Of the people you asked, those who heard who, when and where.",
            "percent",
            "Put a day, an hour, a place and the others into the ask.",
        ),
        "left_to_stand": ComponentWords(
            "An ask that stood",
            "Of the people you asked, those whose answer you waited for without softening the ask.",
            "percent",
            "After an ask, stop. The next voice is theirs.",
        ),
        "inoculated": ComponentWords(
            "Prepared for the reply",
            "Of the people who said yes, those with whom you talked through what the other side will do.",
            "percent",
            "After a yes, ask what the boss will say, and what the answer will be.",
        ),
        "next_step": ComponentWords(
            "A next step",
            "Talks that ended with a date or a promise, and promises that you kept.",
            "percent",
            "Leave with a day and an hour, and keep what you promised.",
        ),
        "rating": ComponentWords(
            "Your rating",
            "How far your 1 to 5 was from where each person stands.",
            "steps",
            "Rate what somebody did, not how the talk felt.",
        ),
        "forecast": ComponentWords(
            "Your forecast",
            "How near your percentages came to who came. Certain and right is 1, a shrug at 50 percent is 0.75.",
            "forecast",
            "Before you count on a yes, ask what would get in the way.",
        ),
        "contacts": ComponentWords(
            "Contacts an hour",
            "People you talked with in an hour, as a part of what a good canvasser makes here.",
            "percent",
            "Say thanks and go on; the next door is waiting.",
        ),
        "letting_go": ComponentWords(
            "Letting go",
            "Talks without an argument that were over two lines after a clear no.",
            "percent",
            "After a clear no, thank them and leave.",
        ),
        "farewell": ComponentWords(
            "Good-byes",
            "Talks that ended with a good-bye.",
            "percent",
            "End every talk with a good-bye, short ones too.",
        ),
        "do_not_contact": ComponentWords(
            "Do not contact",
            "Of the people who want no more visits, those recorded so.",
            "percent",
            "Write down at once that somebody wants to be left alone.",
        ),
        "codes": ComponentWords(
            "Codes",
            "Of the stops you knocked at, those with the right code.",
            "percent",
            "Busy is not refused. The next visitor lives with your code.",
        ),
        "supports": ComponentWords(
            "Supports",
            "How near the supports you wrote down came; one beside the truth counts half.",
            "percent",
            "A friendly yes is no strong support. Write down what they said they would do.",
        ),
        "plans": ComponentWords(
            "Plans made",
            "Of what supporters need for a plan (when, from where, how to get there), what you settled with them.",
            "percent",
            "Ask a supporter when, from where and how they will go and vote.",
        ),
    }
)
"""The components of these skills by the names that the rubric gives them."""

RATINGS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "for it openly, and moves others",
        2: "a supporter, ready to act",
        3: "undecided or unclear; “sounds good” is a 3",
        4: "leaning against it",
        5: "against it, and says so to others",
    }
)
"""The assessment 1 to 5 as unions use it. Locals differ and some invert it, so the key is always shown."""

BANDS: Final = ("not yet", "fair", "good", "expert")
"""The bands in which trainees rate their own skills, lowest first."""

RISKS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "small, like a coffee",
        2: "private, like a card in a pocket",
        3: "open, like a name on a petition",
        4: "in front of the boss",
        5: "a strike, or rent withheld",
    }
)
"""What an ask of each risk is like, 1 to 5."""


class FacingWords(NamedTuple):
    """A step of facing an objection, as it was done and as it is to be done."""

    did: str
    do: str


STEPS_OF_FACING: Final[Mapping[str, FacingWords]] = MappingProxyType(
    {
        "affirmed": FacingWords("honoured it", "honour it"),
        "asked_under": FacingWords("asked what is under it", "ask what is under it"),
        "answered": FacingWords("answered it honestly", "answer it honestly"),
        "invited_again": FacingWords("invited again", "invite again"),
    }
)
"""The four steps of facing an objection, in the order in which they belong."""
