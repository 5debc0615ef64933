"""What skills, components, bands, ratings and risks are called, so that nobody needs to have read the rubric.

What a component counts stands in the rubric; here it is said in plain words, with one thing to do about it.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from trainer.language import Table, _, mark
from trainer.skills import SKILL_TITLES

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


SKILLS: Final[Mapping[str, SkillWords]] = Table(
    {
        "listening": SkillWords("listening", mark("How well did you listen?")),
        "questioning": SkillWords("questioning", mark("How well did you ask?")),
        "objections": SkillWords("objections", mark("How well did you face objections?")),
        "action": SkillWords("action", mark("How well did you move from talk to a next step?")),
        "judgement": SkillWords("judgement", mark("How well do you know where people stand now?")),
        "pace": SkillWords("pace", mark("How well did you keep going?")),
        "respect": SkillWords("respect", mark("How well did you let people be?")),
        "record": SkillWords("record", mark("How well did you write down what you found?")),
        "plan": SkillWords("plan", mark("How well did you help supporters plan their vote?")),
    },
    lambda words: SkillWords(SKILL_TITLES[words.title], _(words.question)),
)
"""The skills of visits, and then those of a shift, in the rubric's order."""

COMPONENTS: Final[Mapping[str, ComponentWords]] = Table(
    {
        "cues": ComponentWords(
            mark("Cues picked up"),
            mark(
                "Of the small signals that you could have answered, such as an odd word or a hand, those that you did."
            ),
            "percent",
            mark("Before you answer the question, answer the word that did not fit."),
        ),
        "reflecting": ComponentWords(
            mark("Reflecting"),
            mark("How often you gave back what was said, for each question that you asked."),
            "reflections",
            mark("After an answer, give back what you heard before you ask again."),
        ),
        "depth_of_reflecting": ComponentWords(
            mark("Depth of reflecting"),
            mark("Of the times you gave something back, those that said what it meant and did not only repeat it."),
            "percent",
            mark("When you give something back, say what it means to them."),
        ),
        "giving_the_floor": ComponentWords(
            mark("Giving the floor"),
            mark("While their story was being told: lines of yours that were no longer than the answer."),
            "percent",
            mark("Use fewer words than you get back."),
        ),
        "memory": ComponentWords(
            mark("Memory"),
            mark("What you had been told on an earlier visit and came back to, where a line on offer did."),
            "percent",
            mark("Open the next visit with something they told you on the last."),
        ),
        "open": ComponentWords(
            mark("Open questions"),
            mark("Of your questions, those that cannot be answered with yes or no."),
            "percent",
            mark("Start a question with what, how, or tell me."),
        ),
        "depth": ComponentWords(
            mark("Depth"),
            mark("How far into what matters to them you came: what happened, the story, what it means."),
            "percent",
            mark("Stay with the first thing that hurts, and ask what it is like at home."),
        ),
        "clean": ComponentWords(
            mark("Clean questions"),
            mark(
                "Of your questions, those that were not leading, came one at a time, and were no third yes-or-no in a "
                "row."
            ),
            "percent",
            mark("Ask one question, so that either answer is welcome, and stop."),
        ),
        "facing": ComponentWords(
            mark("Four steps"),
            mark("For each objection: honour it, ask what is under it, answer it honestly, invite again."),
            "points",
            mark("Honour an objection first, ask what is under it, and only then answer."),
        ),
        "made": ComponentWords(
            mark("An ask that was earned"),
            mark("People you asked for something after they had told you a story, of those you could ask."),
            "percent",
            mark("Ask for one thing, once you know what it would change for them."),
        ),
        "specific": ComponentWords(
            mark("A specific ask"),
            mark("Of the people you asked, those who heard who, when and where."),
            "percent",
            mark("Put a day, an hour, a place and the others into the ask."),
        ),
        "left_to_stand": ComponentWords(
            mark("An ask that stood"),
            mark("Of the people you asked, those whose answer you waited for without softening the ask."),
            "percent",
            mark("After an ask, stop. The next voice is theirs."),
        ),
        "inoculated": ComponentWords(
            mark("Prepared for the reply"),
            mark("Of the people who said yes, those with whom you talked through what the other side will do."),
            "percent",
            mark("After a yes, ask what the boss will say, and what the answer will be."),
        ),
        "next_step": ComponentWords(
            mark("A next step"),
            mark("Talks that ended with a date or a promise, and promises that you kept."),
            "percent",
            mark("Leave with a day and an hour, and keep what you promised."),
        ),
        "rating": ComponentWords(
            mark("Your rating"),
            mark("How far your 1 to 5 was from where each person stands."),
            "steps",
            mark("Rate what somebody did, not how the talk felt."),
        ),
        "forecast": ComponentWords(
            mark("Your forecast"),
            mark("How near your percentages came to who came. Certain and right is 1, a shrug at 50 percent is 0.75."),
            "forecast",
            mark("Before you count on a yes, ask what would get in the way."),
        ),
        "contacts": ComponentWords(
            mark("Contacts an hour"),
            mark("People you talked with in an hour, as a part of what a good canvasser makes here."),
            "percent",
            mark("Say thanks and go on; the next door is waiting."),
        ),
        "letting_go": ComponentWords(
            mark("Letting go"),
            mark("Talks without an argument that were over two lines after a clear no."),
            "percent",
            mark("After a clear no, thank them and leave."),
        ),
        "farewell": ComponentWords(
            mark("Good-byes"),
            mark("Talks that ended with a good-bye."),
            "percent",
            mark("End every talk with a good-bye, short ones too."),
        ),
        "do_not_contact": ComponentWords(
            mark("Do not contact"),
            mark("Of the people who want no more visits, those recorded so."),
            "percent",
            mark("Write down at once that somebody wants to be left alone."),
        ),
        "codes": ComponentWords(
            mark("Codes"),
            mark("Of the stops you knocked at, those with the right code."),
            "percent",
            mark("Busy is not refused. The next visitor lives with your code."),
        ),
        "supports": ComponentWords(
            mark("Supports"),
            mark("How near the supports you wrote down came; one beside the truth counts half."),
            "percent",
            mark("A friendly yes is no strong support. Write down what they said they would do."),
        ),
        "plans": ComponentWords(
            mark("Plans made"),
            mark(
                "Of what supporters need for a plan (when, from where, how to get there), what you settled with them."
            ),
            "percent",
            mark("Ask a supporter when, from where and how they will go and vote."),
        ),
    },
    lambda words: words._replace(title=_(words.title), meaning=_(words.meaning), advice=_(words.advice)),
)
"""The components of these skills by the names that the rubric gives them."""

RATINGS: Final[Mapping[int, str]] = Table(
    {
        1: mark("for it openly, and moves others"),
        2: mark("a supporter, ready to act"),
        3: mark("undecided or unclear; “sounds good” is a 3"),
        4: mark("leaning against it"),
        5: mark("against it, and says so to others"),
    },
    _,
)
"""The assessment 1 to 5 as unions use it. Locals differ and some invert it, so the key is always shown."""

BANDS: Final = (mark("not yet"), mark("fair"), mark("good"), mark("expert"))
"""The bands in which trainees rate their own skills, lowest first, by the names that the scores give them."""

BAND_WORDS: Final[Mapping[str, str]] = Table(
    {**{band: band for band in BANDS}, "not exercised": mark("not exercised")},
    _,
)
"""The bands as they are shown, and what stands where a skill could not be shown."""

MOOD_WORDS: Final[Mapping[str, str]] = Table(
    {
        "trust": mark("trust"),
        "fear": mark("fear"),
        "hope": mark("hope"),
        "anger": mark("anger"),
        "readiness": mark("readiness"),
    },
    _,
)
"""The four moods, and the readiness that they come to."""

MODE_WORDS: Final[Mapping[str, str]] = Table(
    {"learn": mark("learn"), "practice": mark("practice"), "test": mark("test")}, _
)
"""The modes as they are called in a sentence."""

SETTING_WORDS: Final[Mapping[str, str]] = Table(
    {
        "workplace": mark("workplace"),
        "tenants": mark("tenants"),
        "doors": mark("doors"),
        "phone": mark("phone"),
        "text": mark("text"),
        "community": mark("community"),
        "home": mark("home"),
        "chapter": mark("chapter"),
        "online": mark("online"),
        "street": mark("street"),
    },
    _,
)
"""What kind of place a scenario is in."""

RISKS: Final[Mapping[int, str]] = Table(
    {
        1: mark("small, like a coffee"),
        2: mark("private, like a card in a pocket"),
        3: mark("open, like a name on a petition"),
        4: mark("in front of the boss"),
        5: mark("a strike, or rent withheld"),
    },
    _,
)
"""What an ask of each risk is like, 1 to 5."""


class FacingWords(NamedTuple):
    """A step of facing an objection: as it was done, as it is to be done, and as a sentence of what a line does."""

    did: str
    do: str
    would: str


STEPS_OF_FACING: Final[Mapping[str, FacingWords]] = Table(
    {
        "affirmed": FacingWords(
            mark("honoured it"), mark("honour it"), mark("It faces the objection: you would have honoured it.")
        ),
        "asked_under": FacingWords(
            mark("asked what is under it"),
            mark("ask what is under it"),
            mark("It faces the objection: you would have asked what is under it."),
        ),
        "answered": FacingWords(
            mark("answered it honestly"),
            mark("answer it honestly"),
            mark("It faces the objection: you would have answered it honestly."),
        ),
        "invited_again": FacingWords(
            mark("invited again"), mark("invite again"), mark("It faces the objection: you would have invited again.")
        ),
    },
    lambda words: FacingWords(*map(_, words)),
)
"""The four steps of facing an objection, in the order in which they belong."""
