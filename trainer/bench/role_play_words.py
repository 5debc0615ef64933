"""The words that the cards of a role-play share: moods, depths, moves, risks and ratings in plain speech."""

from typing import Final

from scoring.moves import AGAINST, LISTENING, MOVING, QUESTIONING, SHARING
from trainer.bench.role_play_scene import Meeting, Scene
from trainer.language import _, mark, ngettext
from trainer.scenario import model

MOODS: Final = {
    "trust": (
        mark("You do not trust them, and you are too polite to show it."),
        mark("You are civil, and you watch what they do."),
        mark("You know them a little. They have done you no harm."),
        mark("You trust them."),
        mark("You would tell them what you tell nobody."),
    ),
    "fear": (
        mark("You are not afraid of what this could cost you."),
        mark("You have thought about what it could cost you, once."),
        mark("What it could cost you is never far from your mind."),
        mark("You are afraid of what it could cost you, and you have counted it."),
        mark("You are so afraid of what it could cost you that you change the subject."),
    ),
    "hope": (
        mark("You do not believe that anything here can change."),
        mark("You would have to see it before you believe that anything can change."),
        mark("Whether anything can change, you could not say."),
        mark("You think that it can be changed."),
        mark("You know that it can be changed. You have seen it done."),
    ),
    "anger": (
        mark("It is how it is. You do not find it wrong."),
        mark("It is not right, but what is."),
        mark("It bothers you, some days more than others."),
        mark("It is wrong, and you say so to people you know."),
        mark("It is wrong, and you cannot leave it alone."),
    ),
}
"""A mood in words: 0 and 1, 2 and 3, 4 to 6, 7 and 8, 9 and 10."""

DEPTHS: Final = (
    mark("What happened. Anyone who asks you about it plainly may hear this."),
    mark("The story. Only for somebody who takes up something you said, or gives it back to you in their own words."),
    mark("What it means to you. Only for somebody who waits, who remembers, or who kept their word to you."),
)

MOVES: Final = {
    "open_question": mark("what, how, tell me"),
    "closed_question": mark("yes or no would answer it"),
    "leading_question": mark("it holds the answer already"),
    "permission": mark("may I, would you like to hear"),
    "reflection": mark("gives their words back"),
    "deep_reflection": mark("says what they meant, or what it costs them"),
    "summary": mark("puts together what they told"),
    "affirmation": mark("names something they did or carry"),
    "silence": mark("waits, and lets them go on"),
    "story": mark("something of one's own, short"),
    "information": mark("a fact, with what is bad about it"),
    "advice": mark("you should, why don't you"),
    "pitch": mark("sells the plan"),
    "promise": mark("I will"),
    "small_talk": mark("weather, bus, games"),
    "ask": mark("will you"),
    "farewell": mark("goes"),
    "argue": mark("against the person"),
    "dodge": mark("goes round what was said"),
    "fold": mark("takes it back"),
}

MOVE_NAMES: Final = {
    "open_question": mark("open question"), "closed_question": mark("closed question"),
    "leading_question": mark("leading question"), "permission": mark("asking leave"),
    "reflection": mark("reflection"), "deep_reflection": mark("deep reflection"), "summary": mark("summary"),
    "affirmation": mark("affirmation"), "silence": mark("silence"), "story": mark("own story"),
    "information": mark("information"), "advice": mark("advice"), "pitch": mark("pitch"), "promise": mark("promise"),
    "small_talk": mark("small talk"), "ask": mark("ask"), "farewell": mark("farewell"), "argue": mark("arguing"),
    "dodge": mark("dodging"), "fold": mark("folding"),
}  # fmt: skip

FAMILIES: Final = (
    (mark("Questions"), QUESTIONING),
    (mark("Listening"), LISTENING),
    (mark("Sharing"), SHARING),
    (mark("Moving"), MOVING),
    (mark("Against"), AGAINST),
)

RISKS: Final = (
    mark("a small thing, like a coffee or a telephone number"),
    mark("a private thing, like a card or a survey"),
    mark("an open thing that others can see, like a petition or a letter"),
    mark("a bold thing, like walking in on the boss together or speaking up in public"),
    mark("the largest thing, like a strike or withholding the rent"),
)

RATINGS: Final = (
    mark("a leader: for it in public, and has moved others"),
    mark("with it: has done something for it, moves nobody yet"),
    mark("undecided, or says one thing and does another; “sounds good” is a 3"),
    mark("leaning against it"),
    mark("against it, and works against it"),
)

MOST_HABITS: Final = 8


def meeting_line(scene: Scene, meeting: Meeting) -> str:
    name = str(scene.scenario.people[meeting.person].name)
    told = [part for part in (meeting.title, meeting.when, meeting.where) if part]
    length = ngettext("{number} minute", "{number} minutes", meeting.minutes).format(number=meeting.minutes)
    line = _("{name}: {what}").format(name=name, what="; ".join(told)) if told else name
    line = f"{line} ({length})" if meeting.minutes else line
    return _("{meeting}, if it still comes to that").format(meeting=line) if meeting.maybe else line


def joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def known_as(person: model.Person) -> str:
    return f"{person.name}, {person.role}" if person.role else str(person.name)


def debrief_questions(names: list[str]) -> tuple[str, ...]:
    return (
        _("What did {name} say that nobody answered? Read out the words.").format(
            name=joined(names) if len(names) < 3 else _("somebody")
        ),
        _("Where did the talk turn, for better or worse, and what had been said just before?"),
        _("What would you say there next time? Say it aloud, as if they sat here."),
    )


def sentence(text: str) -> str:
    """An author's note as a sentence."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", "”", '"', "*")) else f"{text}."


def readable(name: str) -> str:
    return name.replace("_", " ")


def short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + " …"


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
