"""What a scenario has that no play uses, as far as the text tells: W105 of people and asks, W106."""

from collections.abc import Iterator

from scoring.moves import MOODS
from trainer.check.possible import Possible
from trainer.check.problem import Problem
from trainer.check.readings import Reading, readings
from trainer.check.saying import (
    CAN_BE_FALSE,
    ask_not_made,
    depth_not_opened,
    flag_not_read,
    never_true,
    objection_not_raised,
    promise_not_kept,
)  # fmt: skip
from trainer.conversation.story import Story
from trainer.scenario import model


def loose_ends(scenario: model.Scenario, story: Story, found: Possible) -> Iterator[Problem]:
    """Objections, depths and asks that no play comes to; flags and promises of which one half is missing."""
    yield from _never_raised_or_opened(scenario, story, found)
    yield from _read_in_vain(scenario, found)
    yield from _flags_unread(scenario)


def _never_raised_or_opened(scenario: model.Scenario, story: Story, found: Possible) -> Iterator[Problem]:
    """W105 of people and asks."""
    bounds = found.bounds
    for person, about in scenario.people.items():
        for id_, depths in about.concerns.items():
            heard = bounds.heard[story.places.concerns[id_]]
            for depth in range(heard + 1, len(depths) + 1):
                message, hint = depth_not_opened(id_, depth, about.name, depth == heard + 1)
                yield Problem(("people", person, "concerns", id_, depth - 1), "W105", message, hint)
        for id_ in about.objections:
            if ("raised", story.places.objections[id_]) not in bounds.true:
                message, hint = objection_not_raised(id_, about.name)
                yield Problem(("people", person, "objections", id_), "W105", message, hint, of_key=True)
    made = {story.options[option].ask for option in found.options()}
    for place, ask in enumerate(story.asks):
        if place not in made:
            yield Problem(("asks", ask.id), "W105", *ask_not_made(ask.id), of_key=True)


def _read_in_vain(scenario: model.Scenario, found: Possible) -> Iterator[Problem]:
    """W106: truths that a condition reads and no play makes true, each at the first condition that does."""
    told: set[tuple[str, ...]] = set()
    for reading in readings(scenario):
        path = reading.name.path
        if reading.in_walk or len(path) != 2 or path[0] not in CAN_BE_FALSE or path[1] in MOODS or path in told:
            continue
        place = found.bounds.place(*path)
        # a flag is set where any line sets it, be it one that nobody comes to: that has a finding of its own
        if place is None or (path[0] != "flag" and (path[0], place) not in found.bounds.true):
            told.add(path)
            yield _never_true(reading)


def _never_true(reading: Reading) -> Problem:
    kind, id_ = reading.name.path
    return Problem(
        reading.place,
        "W106",
        *never_true(kind, id_),
        offset=reading.name.offset,
        length=reading.name.length,
    )


def _flags_unread(scenario: model.Scenario) -> Iterator[Problem]:
    """W106: flags that nothing reads, each at the first line that sets it."""
    read = {reading.name.path for reading in readings(scenario)}
    told: set[str] = set()
    for path, id_ in _made(scenario, "sets"):
        if ("flag", id_) not in read and id_ not in told:
            told.add(id_)
            yield Problem(path, "W106", *flag_not_read(id_))


def promises_unkept(scenario: model.Scenario, story: Story) -> Iterator[tuple[int, Problem]]:
    """W106: promises that nothing keeps, each with its place in the story. It is so where a play makes the promise."""
    keepable = {promise for option in story.options for promise in option.keeps}
    told: set[int] = set()
    for path, id_ in _made(scenario, "promises"):
        promise = story.places.promises[id_]
        if promise not in keepable and promise not in told:
            told.add(promise)
            yield promise, Problem(path, "W106", *promise_not_kept(id_))


def _made(scenario: model.Scenario, key: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every flag set (`sets`) or promise made (`promises`), with its place."""
    for id_, beat in scenario.beats.items():
        for index, option in enumerate(beat.options):
            for number, one in enumerate(option.sets if key == "sets" else option.promises):
                yield ("beats", id_, "options", index, key, number), one
    for index, event in enumerate(scenario.events if key == "sets" else ()):
        for number, one in enumerate(event.sets):
            yield ("events", index, "sets", number), one
