"""The scores in words: the trainee's own judgement beside them, each skill with its parts, the whole, the gate."""

from collections.abc import Iterable, Mapping, Sequence

from scoring import (
    MITI_COMPLEX_REFLECTIONS,
    MITI_REFLECTIONS_TO_QUESTIONS,
    Component,
    ComponentRule,
    Scorecard,
    catalogue,
    rounded,
    skill_rules,
)
from scoring import SkillScore as ScoredSkill
from scoring.moves import COUNTED_QUESTIONS
from scoring.rubric import CAP
from scoring.transcript import Transcript
from trainer.language import _, ngettext
from trainer.report.shapes import (
    ComponentScore,
    CueSeen,
    Exchange,
    GateLine,
    Overall,
    PersonGuess,
    SkillGuess,
    SkillScore,
)
from trainer.report.talk import names_of
from trainer.report.terms import BAND_WORDS, COMPONENTS, RATINGS, SKILLS
from trainer.report.words import anchors_in_words, joined, number, percent, sentence, value_in_words


def skill_guesses(scorecard: Scorecard, own: Mapping[str, str]) -> tuple[SkillGuess, ...]:
    """The trainee's own bands beside the scored ones; none where the trainee gave none at all."""
    if not own:
        return ()
    return tuple(
        SkillGuess(
            skill=name,
            title=SKILLS[name].title,
            own=BAND_WORDS.get(own[name], own[name]) if name in own else None,
            scored=BAND_WORDS[skill.band],
            words=_guess_in_words(skill, own.get(name)),
        )
        for name, skill in scorecard.skills.items()
    )


def _guess_in_words(skill: ScoredSkill, own: str | None) -> str:
    if skill.score is None and own:
        told = _("{skill}: you said {own}. This play gave no chance to show it.")
    elif skill.score is None:
        told = _("{skill}: you gave no band. This play gave no chance to show it.")
    elif own == skill.band:
        told = _("{skill}: you said {own}, and so do the scores.")
    elif own:
        told = _("{skill}: you said {own}, the scores say {scored}.")
    else:
        told = _("{skill}: you gave no band, the scores say {scored}.")
    return told.format(
        skill=SKILLS[skill.name].title, own=BAND_WORDS.get(own, own) if own else "", scored=BAND_WORDS[skill.band]
    )


def person_guesses(
    transcript: Transcript, scorecard: Scorecard, said: Sequence[Exchange], met: Iterable[str]
) -> tuple[PersonGuess, ...]:
    """The trainee's 1 to 5 beside the true one, for everyone met who was rated or could have been."""
    names = names_of(transcript)
    parts = (part for skill in scorecard.skills.values() for part in skill.components)
    turns = next((part.turns for part in parts if part.name == "rating"), ())
    found = []
    for person in met if transcript.ratings else ():
        own, true, name = transcript.ratings.get(person), transcript.end.rating[person], names[person]
        evidence = tuple(said[turn - 1] for turn in turns if transcript.turns[turn - 1].person == person)
        found.append(PersonGuess(person, name, own, true, _rating_in_words(name, own, true), evidence))
    return tuple(found)


def _rating_in_words(name: str, own: int | None, true: int) -> str:
    if own is None:
        told = _("You did not rate {name}, who is a {true}: {meaning}.")
        return told.format(name=name, true=true, meaning=RATINGS[true])
    if own == true:
        told = _("You rated {name} a {own}, and that is so: {meaning}.")
        return told.format(name=name, own=own, meaning=RATINGS[true])
    told = _("You rated {name} a {own}: {own_meaning}. {name} is a {true}: {meaning}.")
    return told.format(name=name, own=own, own_meaning=RATINGS[own], true=true, meaning=RATINGS[true])


def skills_of(
    transcript: Transcript, scorecard: Scorecard, said: Sequence[Exchange], cues: Sequence[CueSeen]
) -> tuple[SkillScore, ...]:
    """Every skill with its parts in words, in the rubric's order."""
    rules = {rule.name: rule for rule in skill_rules(transcript.head.form)}
    return tuple(
        SkillScore(
            skill=name,
            title=SKILLS[name].title,
            points=None if skill.score is None else rounded(skill.score),
            band=BAND_WORDS[skill.band],
            weight=skill.weight,
            words=_skill_in_words(skill),
            components=tuple(
                _component(part, rule, transcript, said, cues)
                for part, rule in zip(skill.components, rules[name].components, strict=True)
            ),
        )
        for name, skill in scorecard.skills.items()
    )


def _skill_in_words(skill: ScoredSkill) -> str:
    title = SKILLS[skill.name].title
    if skill.score is None:
        return _("{skill}: not exercised, so it counts neither for you nor against you.").format(skill=title)
    told = _("{skill}: {band}, {points} of 100.")
    return told.format(skill=title, band=BAND_WORDS[skill.band], points=rounded(skill.score))


def _component(
    part: Component, rule: ComponentRule, transcript: Transcript, said: Sequence[Exchange], cues: Sequence[CueSeen]
) -> ComponentScore:
    words = COMPONENTS[part.name]
    return ComponentScore(
        name=part.name,
        title=words.title,
        meaning=words.meaning,
        value=_value(part, transcript, cues),
        points=None if part.score is None else rounded(part.score),
        share=0 if part.score is None else part.share,
        anchors=anchors_in_words(rule.anchors.fair, rule.anchors.full, words.unit),
        beside=_beside(part, transcript),
        evidence=tuple(said[turn - 1] for turn in part.turns),
    )


def _value(part: Component, transcript: Transcript, cues: Sequence[CueSeen]) -> str:
    if part.value is None:
        return _("this play gave no chance for it")
    if part.name == "cues":
        chances = [cue for cue in cues if cue.state != "no chance"]
        picked = sum(cue.state == "picked up" for cue in chances)
        told = _("{picked} of {chances}, which is {share}")
        return told.format(picked=picked, chances=len(chances), share=percent(part.value))
    questions = _questions(transcript)
    reflections = rounded(part.value * max(1, questions)) if part.name == "reflecting" else 0
    return value_in_words(part.value, COMPONENTS[part.name].unit, reflections, questions)


def _beside(part: Component, transcript: Transcript) -> str:
    """The published thresholds of MITI 4.2.1, for the two components that have one."""
    if part.value is None:
        return ""
    if part.name == "reflecting":
        fair, good = MITI_REFLECTIONS_TO_QUESTIONS
        asked = _questions(transcript)
        yours = _("Yours: {value}.").format(value=number(part.value)) if asked else _("You asked no question.")
        told = _(
            "In free talk of about twenty minutes the manual MITI 4.2.1 calls {fair} reflection to a question fair "
            "and {good} good."
        )
        return told.format(fair=number(fair), good=number(good)) + " " + yours
    if part.name == "depth_of_reflecting":
        fair, good = MITI_COMPLEX_REFLECTIONS
        told = _("MITI 4.2.1 calls {fair} fair and {good} good. Yours: {value}.")
        return told.format(fair=percent(fair), good=percent(good), value=percent(part.value))
    return ""


def _questions(transcript: Transcript) -> int:
    return sum(turn.move in COUNTED_QUESTIONS for turn in transcript.turns)


def overall_of(transcript: Transcript, scorecard: Scorecard) -> Overall:
    """The whole, with what it rests on and what holds it back."""
    skills = len(scorecard.skills)
    if not scorecard.skills_counted:
        none = _("This play gave no chance to show any skill, so there is no score.")
        return Overall(None, BAND_WORDS["not exercised"], none)
    band = BAND_WORDS[scorecard.band]
    rests = ngettext("That rests on {number} of {count} skill.", "That rests on {number} of {count} skills.", skills)
    told = [
        _("Overall: {band}, {points} of 100.").format(band=band, points=scorecard.overall),
        rests.format(number=scorecard.skills_counted, count=skills),
    ]
    if not transcript.end.ended:
        told.append(_("The play had not ended, so this is how it stood then."))
    if transcript.head.asks and not any(turn.tags.get("ask") for turn in transcript.turns):
        asked = _("Nothing was asked of anybody, so it can be {cap} at most.")
        if not transcript.end.ended:
            asked = _("Nothing was asked of anybody so far, so it can be {cap} at most.")
        told.append(asked.format(cap=CAP))
    if scorecard.overall >= 80 and scorecard.band == "fair":
        unseen = [
            SKILLS[name].title.lower()
            for name in transcript.head.teaches
            if name in scorecard.skills and scorecard.skills[name].score is None
        ]
        told.append(_("It is called good only once {skills} could be shown too.").format(skills=joined(unseen)))
    return Overall(scorecard.overall, band, " ".join(told))


def gate_of(scorecard: Scorecard, said: Sequence[Exchange]) -> tuple[GateLine, ...]:
    """The lines that cap the whole, each with why."""
    known = catalogue()
    return tuple(
        GateLine(
            said[line.turn - 1],
            line.habit,
            _("This line holds the whole at {cap} at most. {habit} {coaching}").format(
                cap=CAP,
                habit=sentence(_(known[line.habit].looks_like)),
                coaching=_(known[line.habit].coaching),
            ),
        )
        for line in scorecard.gate
    )
