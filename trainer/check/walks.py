"""Walks: plays given as a list of options, by an author in the file or by anyone on the command line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scoring import score
from scoring.moves import FACING_STEPS, MOODS
from scoring.reading import read as read_play
from scoring.rubric import rounded
from scoring.scorecard import Standing, stand
from trainer.check.walk_telling import changes_of, is_now, made_up_of, not_offered, value_in_words
from trainer.conversation.play import NotOffered, Play
from trainer.conversation.readers import reader_of
from trainer.conversation.state import NO_BEAT, State, readiness, true_rating
from trainer.conversation.story import Story
from trainer.language import _
from trainer.scenario import model
from trainer.scenario.conditions import (
    ANSWERS,
    SCORE_NAMES,
    Comparison,
    Name,
    Node,
    Number,
    compile_condition,
    names,
    parse,
)


class WalkProblem(NamedTuple):
    """What is wrong with a walk of a file: the dotted place, the finding's code, what is wrong, and the mend."""

    place: tuple[str | int, ...]
    code: str
    message: str
    hint: str


class WrongJudgement(ValueError):
    """A rating or forecast on the command line that cannot be read, with the mend."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class _NotExercised(Exception):
    """An expectation names a skill that this walk did not exercise."""


class _WalkEnd(NamedTuple):
    state: State
    scores: Mapping[str, float | None]


def walk(
    story: Story,
    choices: Sequence[str],
    ratings: Mapping[str, int] | None = None,
    forecasts: Mapping[str, float] | None = None,
) -> Play:
    """Play options by id from the first visit on; one list runs across visits.

    Stops where nothing is offered. Raises NotOffered where an option is not offered.
    """
    play = Play.new(story)
    for choice in choices:
        play = play.choose(choice)
    return play.judged(ratings or {}, forecasts or {})


def judgements(story: Story, rate: str, forecast: str) -> tuple[dict[str, int], dict[str, float]]:
    """Ratings from `denise=3,…` and forecasts from `letter.denise=0.8,…`. Raises WrongJudgement."""
    people = [person.id for person in story.people]
    asked = [f"{ask.id}.{person}" for ask in story.asks for person in people]
    ratings = {
        person: int(number)
        for person, number in _pairs(
            rate,
            people,
            _("“{name}” is not a person of this scenario"),
            lambda n: n in ("1", "2", "3", "4", "5"),
            (1, 5),
        )
    }
    forecasts = {
        pair: float(number)
        for pair, number in _pairs(
            forecast, asked, _("“{name}” is not an ask and a person of this scenario"), _is_share, (0, 1)
        )
    }
    return ratings, forecasts


def _pairs(
    written: str, known: Sequence[str], unknown: str, allowed: Callable[[str], bool], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    for part in filter(None, (part.strip() for part in written.split(","))):
        name, _equals, number = (piece.strip() for piece in part.partition("="))
        if name not in known:
            raise WrongJudgement(unknown.format(name=name), _("known: {ids}").format(ids=", ".join(known)))
        if not allowed(number):
            low, high = span
            raise WrongJudgement(
                _("“{words}” needs a number from {low} to {high}").format(words=part, low=low, high=high),
                _("write it as {words}").format(words=f"{name}={low}"),
            )
        yield name, number


def _is_share(number: str) -> bool:
    try:
        return 0 <= float(number) <= 1
    except ValueError:
        return False


def walk_report(play: Play) -> dict[str, Any]:
    """What `walk --json` prints: how it stands, the transcript and the scorecard, as plain data."""
    story, state = play.story, play.state
    transcript = play.transcript()
    end = transcript.end
    return {
        "scenario": story.head.scenario,
        "ended": state.ended,
        "visit": None if state.ended else story.visits[state.visit].id,
        "beat": None if state.beat == NO_BEAT else story.beats[state.beat].id,
        "offered": list(play.offered_ids()),
        "minutes_left": None if state.ended else state.minutes_left,
        "moods": {
            person.id: dict(zip(MOODS, state.moods[4 * place : 4 * place + 4], strict=True))
            for place, person in enumerate(story.people)
        },
        "readiness": {person.id: readiness(state, place) for place, person in enumerate(story.people)},
        "rating": {person.id: true_rating(state, place) for place, person in enumerate(story.people)},
        "heard": {concern.id: state.heard[place] for place, concern in enumerate(story.concerns)},
        "met": {objection.id: state.met[place].bit_count() for place, objection in enumerate(story.objections)},
        "met_steps": {
            objection.id: [step for bit, step in enumerate(FACING_STEPS) if state.met[place] >> bit & 1]
            for place, objection in enumerate(story.objections)
        },
        "asked": {ask: dict(by) for ask, by in end.answers.items()},
        "comes": {ask: list(who) for ask, who in end.comes.items()},
        "inoculated": list(end.inoculated),
        "flags": sorted(flag for place, flag in enumerate(story.flags) if state.flags >> place & 1),
        "promised": list(end.promised),
        "kept": list(end.kept),
        **transcript.to_json(),
        "scorecard": score(transcript).to_json(),
    }


def walk_problems(scenario: model.Scenario, story: Story) -> Iterator[WalkProblem]:
    """Everything that is wrong with the walks of a file, in their order; each walk up to its first wrong choice."""
    for number, written in enumerate(scenario.walks):
        place = ("walks", number)
        try:
            play = walk(story, written.choose, written.rate)
        except NotOffered as error:
            message, hint = not_offered(scenario, story, written.choose, error)
            where = (*place, "choose", error.turn - 1)
            yield WalkProblem(where, "E012", _of_walk(written, message), hint)
            continue
        yield from _expectation_problems(written, place, play)


def _expectation_problems(written: model.Walk, place: tuple[str | int, ...], play: Play) -> Iterator[WalkProblem]:
    standing: Standing | None = None
    for number, expectation in enumerate(written.expect):
        where = (*place, "expect", number)
        node = parse(expectation)
        read = list(names(node))
        if play.ended and any(name.path == ("minutes_left",) for name in read):
            yield WalkProblem(where, "E008", _("minutes_left has no meaning after the end"), _("no clock runs there"))
            continue
        scores: dict[str, float | None] = {}
        if any(name.path[0] in SCORE_NAMES for name in read):
            standing = standing or stand(read_play(play.transcript()))
            scores = _scores_of(standing)
        end = _WalkEnd(play.state, scores)
        try:
            holds = compile_condition(node, lambda path: _reader(path, play.story))(end)
        except _NotExercised as error:
            yield WalkProblem(
                where,
                "E012",
                _of_walk(written, _("{skill} is not exercised by this walk").format(skill=error)),
                _("choose lines that do, or rate"),
            )
            continue
        if not holds:
            found = "; ".join(dict.fromkeys(_told(name, end, play, standing) for name in read if _shown(name)))
            yield WalkProblem(
                where,
                "E012",
                _of_walk(written, _("expected {condition}, but {found}").format(condition=expectation, found=found)),
                _mend(node, end, play.story),
            )


def _of_walk(written: model.Walk, message: str) -> str:
    return _("walk “{name}”: {message}").format(name=written.name, message=message)


def _scores_of(standing: Standing) -> dict[str, float | None]:
    """The score of every skill and overall by name; None where a skill was not exercised."""
    scores: dict[str, float | None] = {name: skill.score for name, skill in standing.skills.items()}
    return {**scores, "overall": rounded(standing.overall)}


def _reader(path: tuple[str, ...], story: Story) -> Callable[[_WalkEnd], int]:
    if len(path) == 1 and path[0] in SCORE_NAMES:
        return lambda end: _score(end.scores.get(path[0]), path[0])
    read = reader_of(path, story.places)
    return lambda end: read(end.state)


def _score(value: float | None, name: str) -> int:
    if value is None:
        raise _NotExercised(name)
    return int(value + 0.5)


def _shown(name: Name) -> bool:
    return name.path[0] not in ANSWERS or len(name.path) > 1


def _mend(node: Node, end: _WalkEnd, story: Story) -> str:
    """What to write where the scene is right and the expectation is not."""
    if isinstance(node, Comparison) and isinstance(node.left, Name) and isinstance(node.right, Number | Name):
        is_value = isinstance(node.right, Number) or not _shown(node.right)
        if is_value and _shown(node.left):
            path = node.left.path
            value = value_in_words(path, _reader(path, story)(end))
            mend = _("mend the scene; or, where it is right as it is, write {condition} here")
            return mend.format(condition=f"{'.'.join(path)} == {value}")
    return _("mend the walk or the scene")


def _told(name: Name, end: _WalkEnd, play: Play, standing: Standing | None) -> str:
    """What a name was found to be, and how it came to that."""
    value = _reader(name.path, play.story)(end)
    found = is_now(name.path, value)
    if standing is not None and name.path[0] in SCORE_NAMES:
        how = made_up_of(name.path[0], standing)
    else:
        how = changes_of(name.path, play)
    return f"{found} ({how})" if how else found
