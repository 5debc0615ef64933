"""The trainee's own judgements, before anything is revealed: the skills, where people stand, who will come."""

from scoring import skill_rules
from trainer.conversation.lifecycle import yes_sayers
from trainer.language import _
from trainer.plain.console import Console, one_of
from trainer.practice.sitting import Sitting
from trainer.report.inside import people_met
from trainer.report.terms import BAND_WORDS, BANDS, RATINGS, SKILLS
from trainer.report.words import joined


def rate(console: Console, sitting: Sitting) -> None:
    """Ask for the trainee's own bands and, after visits, for a 1 to 5 for everyone they met."""
    console.say("", _("The talks are over. Before you hear how it went, say what you think."))
    bands = ", ".join(f"{number} {BAND_WORDS[band]}" for number, band in enumerate(BANDS, start=1))
    console.say(_("First your own skills: {bands}. Enter alone leaves one out.").format(bands=bands))
    own = {skill: band for skill in _skills(sitting) if (band := _band(console, skill))}
    if sitting.story.shift:
        sitting.rate({}, own)
        return
    console.say("", _("Now the people, from 1 to 5: by what they would do, and not by how warm they were."))
    console.say(*(f"{rating}: {words}." for rating, words in RATINGS.items()))
    ratings = {person: _rating(console, sitting, person) for person in people_met(sitting.play)}
    sitting.rate(ratings, own)


def forecast(console: Console, sitting: Sitting) -> None:
    """Ask for everyone who said yes how likely it is that they do it."""
    console.say("", _("Last: who will come? Give each yes a number from 0, surely not, to 100, surely."))
    sure = {
        f"{ask}.{person}": _confidence(console, sitting, ask, person) / 100 for ask, person in yes_sayers(sitting.play)
    }
    sitting.forecast(sure)


def _skills(sitting: Sitting) -> list[str]:
    """The skills that the scenario teaches, in the rubric's order; all where it does not say."""
    teaches = sitting.scenario.teaches
    return [rule.name for rule in skill_rules(sitting.scenario.form) if not teaches or rule.name in teaches]


def _band(console: Console, skill: str) -> str:
    console.say(SKILLS[skill].question)

    def accept(typed: str) -> str | None:
        if not typed:
            return ""
        named = {str(number): band for number, band in enumerate(BANDS, start=1)}
        return named.get(typed) or one_of(typed, BANDS)

    numbers = joined(map(str, range(1, 5)), "or")
    wanted = _("Type {numbers}, or only Enter to leave it out.").format(numbers=numbers)
    return console.ask(_("1 to 4"), accept, wanted)


def _rating(console: Console, sitting: Sitting, person: str) -> int:
    console.say(_("Where does {name} stand now?").format(name=sitting.names[person]))
    choices = {str(rating): rating for rating in RATINGS}
    return console.ask(_("1 to 5"), choices.get, _("Type a number from 1 to 5. Type again to hear the key."))


def _confidence(console: Console, sitting: Sitting, ask: str, person: str) -> int:
    name = sitting.names[person]
    asked = sitting.scenario.asks[ask]
    details = ", ".join(str(part) for part in (asked.title, asked.when, asked.where) if part)
    console.say(
        _("{name} said yes to this: {ask}.").format(name=name, ask=details),
        _("How sure are you that {name} will do it?").format(name=name),
    )

    def accept(typed: str) -> int | None:
        number = typed.removesuffix("%").removesuffix("percent").removesuffix(_("percent")).strip()
        whole = int(number) if number.isascii() and number.isdigit() and len(number) <= 3 else None
        return whole if whole is not None and whole <= 100 else None

    return console.ask(_("0 to 100"), accept, _("Type a whole number from 0 to 100."))
