"""Why a walk fails, told so that an author need not play it: where it left the path, and when a value changed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from scoring.scorecard import Standing
from trainer.conversation.play import LEAVE, NotOffered, Play
from trainer.conversation.readers import reader_of
from trainer.conversation.state import AT_STOP, NO_BEAT, RECORDING, State, readiness
from trainer.conversation.story import Story
from trainer.language import _
from trainer.scenario import model
from trainer.scenario.conditions import ANSWERS, PERSON_NUMBERS, TRUTH_PREFIXES, names, parse
from trainer.scenario.report import listed

_MOST_CHANGES: Final = 6
_MOST_BEFORE: Final = 3


def not_offered(scenario: model.Scenario, story: Story, choices: Sequence[str], error: NotOffered) -> tuple[str, str]:
    """What is wrong with a choice that was not offered, and how to mend it.

    `choices` are those of the walk; `error` is what choosing them one after the other came to.
    """
    number = error.turn
    play = Play.new(story)
    for choice in choices[: number - 1]:
        play = play.choose(choice)
    message = _not_offered_here(play).format(
        number=number, option=error.option, after=_after(choices[: number - 1]), **_places(play)
    )
    why = _why(scenario, play, error.option)
    if why:
        message += f"; {why}"
    hint = _("nothing is offered here; the walk can end before this choice")
    if error.offered:
        hint = _("offered are: {options}").format(options=", ".join(error.offered))
    return message, hint


def _not_offered_here(play: Play) -> str:
    if play.ended:
        return _("choice {number}, “{option}”, is not offered after the end of the play{after}")
    if play.state.phase == AT_STOP:
        return _("choice {number}, “{option}”, is not offered before the door of “{visit}”{after}")
    if play.state.phase == RECORDING:
        return _("choice {number}, “{option}”, is not offered while “{visit}” is recorded{after}")
    return _("choice {number}, “{option}”, is not offered in beat “{beat}” of visit “{visit}”{after}")


def _places(play: Play) -> dict[str, str]:
    """The visit and the beat of a play, by their ids."""
    state, story = play.state, play.story
    return {
        "visit": "" if play.ended else story.visits[state.visit].id,
        "beat": "" if state.beat == NO_BEAT else story.beats[state.beat].id,
    }


def _after(choices: Sequence[str]) -> str:
    if not choices:
        return _(", the first")
    shown = [*(["…"] if len(choices) > _MOST_BEFORE else []), *choices[-_MOST_BEFORE:]]
    return _(" after {choices}").format(choices=", ".join(shown))


def _why(scenario: model.Scenario, play: Play, option: str) -> str:
    """Why an option is not offered: it stands elsewhere, was chosen before, or its condition does not hold."""
    state, story = play.state, play.story
    if play.ended or state.beat == NO_BEAT:
        return ""
    here = story.option(state.beat, option)
    if here is None:
        beats = [beat.id for beat in story.beats if any(one.id == option for one in beat.options)]
        named = listed([f"“{beat}”" for beat in beats], 3)
        if not beats:
            return ""
        stands = _("it stands in beat {beats}").format(beats=named)
        return f"{stands}; {answered}" if (answered := _last_answer(play)) else stands
    if here.holds is not None and not here.holds(state):
        written = next(one for one in scenario.beats[story.beats[state.beat].id].options if one.id == option).if_ or ""
        return _("its condition is {condition}, but {values}").format(
            condition=written, values=values_now(written, state, story)
        )
    if not here.again and state.spent >> here.place & 1:
        at = next((number for number, step in enumerate(_chosen(play), 1) if step == option), 0)
        return _("it was chosen before, as choice {number}, and has no again: true").format(number=at)
    return ""


def _last_answer(play: Play) -> str:
    """What the last choice's ask was answered, and what the answer hung on; empty where it was none."""
    story = play.story
    last = play.steps[-1] if play.steps else None
    turn = last.turn if last else None
    if last is None or turn is None or turn.answer is None or last.state.ended:
        return ""
    person = story.places.people[turn.person]
    if story.people[last.state.person].id != turn.person or story.visits[last.state.visit].id != turn.visit:
        return ""
    asked = story.option(story.places.beats[turn.beat], turn.option)
    if asked is None:
        return ""
    told = _("“{option}” was answered {answer}: their readiness is {number}, and a yes begins at {threshold}")
    return told.format(
        option=turn.option,
        answer=turn.answer,
        number=readiness(last.state, person),
        threshold=story.asks[asked.ask].threshold,
    )


def _chosen(play: Play) -> list[str]:
    return [step.choice for step in play.steps if step.choice != LEAVE]


def values_now(condition: str, state: State, story: Story) -> str:
    """What the names of a condition are in a state: `heard.wrist is 1 and trust is 3`."""
    return _(" and ").join(is_now(path, reader_of(path, story.places)(state)) for path in _read(condition))


def is_now(path: tuple[str, ...], value: int) -> str:
    """What a name is: `heard.wrist is 1`."""
    return _("{name} is {value}").format(name=".".join(path), value=value_in_words(path, value))


def _read(condition: str) -> Iterator[tuple[str, ...]]:
    for path in dict.fromkeys(name.path for name in names(parse(condition))):
        if len(path) > 1 or path[0] not in ANSWERS:
            yield path


def changes_of(path: tuple[str, ...], play: Play) -> str:
    """The turns that changed a value: `3 at the start, 4 after choice 1 (ask_wrist), 2 after choice 3 (wave_off)`.

    A name of the person in the visit is followed for the person of the end.
    """
    story = play.story
    if len(path) == 1 and path[0] in PERSON_NUMBERS:
        path = (story.people[play.state.person].id, path[0])
    elif len(path) == 2 and path[0] == "asked":
        path = (*path, story.people[play.state.person].id)
    elif len(path) == 1:
        return ""
    read = reader_of(path, story.places)
    value = read(play.first)
    told = [_("{value} at the start").format(value=value_in_words(path, value))]
    number = 0
    for step in play.steps:
        number += step.choice != LEAVE
        now = read(step.state)
        if now != value:
            value = now
            what = step.choice or _("they took leave")
            told.append(
                _("{value} after choice {number} ({choice})").format(
                    value=value_in_words(path, now), number=number, choice=what
                )
            )
    if len(told) == 1:
        return _("{start}, and no choice changed it").format(start=told[0])
    if len(told) > _MOST_CHANGES + 1:
        told = [told[0], "…", *told[-_MOST_CHANGES:]]
    return ", ".join(told)


def made_up_of(name: str, standing: Standing) -> str:
    """What a score rests on: the components of a skill, or the skills of the overall score."""
    if name == "overall":
        parts: Iterable[tuple[str, float | None]] = ((key, skill.score) for key, skill in standing.skills.items())
    elif name in standing.skills:
        parts = ((part.name, part.score) for part in standing.skills[name].components)
    else:
        return ""
    told = ", ".join(f"{part.replace('_', ' ')} {score:.0f}" for part, score in parts if score is not None)
    if name == "overall" and standing.gate:
        told += "; " + _("held down by {habits}").format(habits=", ".join(map(str, standing.gate)))
    return told


def value_in_words(path: tuple[str, ...], value: int) -> str:
    """A value as an author writes it: an answer, true or false, or the number."""
    if path[0] == "asked":
        return ANSWERS[value]
    if path[0] in TRUTH_PREFIXES and len(path) == 2:
        return "true" if value else "false"
    return str(value)
