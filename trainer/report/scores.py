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
from trainer.report.terms import COMPONENTS, RATINGS, SKILLS
from trainer.report.words import anchors_in_words, counted, joined, number, percent, sentence, value_in_words


def skill_guesses(scorecard: Scorecard, own: Mapping[str, str]) -> tuple[SkillGuess, ...]:
    """The trainee's own bands beside the scored ones; none where the trainee gave none at all."""
    if not own:
        return ()
    return tuple(
        SkillGuess(name, SKILLS[name].title, own.get(name), skill.band, _guess_in_words(skill, own.get(name)))
        for name, skill in scorecard.skills.items()
    )


def _guess_in_words(skill: ScoredSkill, own: str | None) -> str:
    title = SKILLS[skill.name].title
    yours = f"you said {own}" if own else "you gave no band"
    if skill.score is None:
        return f"{title}: {yours}. This play gave no chance to show it."
    if own == skill.band:
        return f"{title}: {yours}, and so do the scores."
    return f"{title}: {yours}, the scores say {skill.band}."


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
        return f"You did not rate {name}, who is a {true}: {RATINGS[true]}."
    if own == true:
        return f"You rated {name} a {own}, and that is so: {RATINGS[true]}."
    return f"You rated {name} a {own}: {RATINGS[own]}. {name} is a {true}: {RATINGS[true]}."


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
            band=skill.band,
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
        return f"{title}: not exercised, so it counts neither for you nor against you."
    return f"{title}: {skill.band}, {rounded(skill.score)} of 100."


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
        return "this play gave no chance for it"
    if part.name == "cues":
        chances = [cue for cue in cues if cue.state != "no chance"]
        picked = sum(cue.state == "picked up" for cue in chances)
        return f"{picked} of {len(chances)}, which is {percent(part.value)}"
    questions = _questions(transcript)
    reflections = rounded(part.value * max(1, questions)) if part.name == "reflecting" else 0
    return value_in_words(part.value, COMPONENTS[part.name].unit, reflections, questions)


def _beside(part: Component, transcript: Transcript) -> str:
    """The published thresholds of MITI 4.2.1, for the two components that have one."""
    if part.value is None:
        return ""
    if part.name == "reflecting":
        fair, good = MITI_REFLECTIONS_TO_QUESTIONS
        yours = f"Yours: {number(part.value)}." if _questions(transcript) else "You asked no question."
        return (
            f"In free talk of about twenty minutes the manual MITI 4.2.1 calls {number(fair)} reflection to a question "
            f"fair and {number(good)} good. {yours}"
        )
    if part.name == "depth_of_reflecting":
        fair, good = MITI_COMPLEX_REFLECTIONS
        return f"MITI 4.2.1 calls {percent(fair)} fair and {percent(good)} good. Yours: {percent(part.value)}."
    return ""


def _questions(transcript: Transcript) -> int:
    return sum(turn.move in COUNTED_QUESTIONS for turn in transcript.turns)


def overall_of(transcript: Transcript, scorecard: Scorecard) -> Overall:
    """The whole, with what it rests on and what holds it back."""
    skills = len(scorecard.skills)
    if not scorecard.skills_counted:
        return Overall(None, "not exercised", "This play gave no chance to show any skill, so there is no score.")
    told = [
        f"Overall: {scorecard.band}, {scorecard.overall} of 100.",
        f"That rests on {scorecard.skills_counted} of {counted(skills, 'skill')}.",
    ]
    if not transcript.end.ended:
        told.append("The play had not ended, so this is how it stood then.")
    if transcript.head.asks and not any(turn.tags.get("ask") for turn in transcript.turns):
        when = "" if transcript.end.ended else " so far"
        told.append(f"Nothing was asked of anybody{when}, so it can be {CAP} at most.")
    if scorecard.overall >= 80 and scorecard.band == "fair":
        unseen = [
            SKILLS[name].title.lower()
            for name in transcript.head.teaches
            if name in scorecard.skills and scorecard.skills[name].score is None
        ]
        told.append(f"It is called good only once {joined(unseen)} could be shown too.")
    return Overall(scorecard.overall, scorecard.band, " ".join(told))


def gate_of(scorecard: Scorecard, said: Sequence[Exchange]) -> tuple[GateLine, ...]:
    """The lines that cap the whole, each with why."""
    known = catalogue()
    return tuple(
        GateLine(
            said[line.turn - 1],
            line.habit,
            f"This line holds the whole at {CAP} at most. {sentence(known[line.habit].looks_like)} "
            f"{known[line.habit].coaching}",
        )
        for line in scorecard.gate
    )
