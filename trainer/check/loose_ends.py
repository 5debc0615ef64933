"""What a scenario has that no play uses, as far as the text tells: W105 of people and asks, W106."""

from collections.abc import Iterator
from typing import Final

from scoring.moves import MOODS
from trainer.check.possible import Possible
from trainer.check.problem import Problem
from trainer.check.readings import Reading, readings
from trainer.conversation.story import Story
from trainer.scenario import model

_MADE_TRUE: Final = {
    "flag": ("nothing sets it", "write sets: {id} on an option or in an event, or delete it here"),
    "picked": (
        "no play picks up that cue",
        "write picks_up: {id} on an option that is offered while the cue is open, or delete it here",
    ),
    "promised": ("no play makes that promise", "write promises: {id} on an option, or delete it here"),
    "kept": ("no play keeps that promise", "write keeps: {id} on an option that can be offered, or delete it here"),
    "inoculated": (
        "no play prepares them for what will come",
        "offer a question or information in step: inoculate after they said yes, or delete it here",
    ),
}
"""The truths that W106 looks at: why one is never true, and how to mend it."""


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
                yield Problem(
                    ("people", person, "concerns", id_, depth - 1),
                    "W105",
                    f"no play opens {id_}.{depth}: "
                    + (
                        f"no option that can be offered in a talk with {about.name} hears it"
                        if depth == heard + 1
                        else f"{id_}.{heard + 1} comes first, and no play opens that"
                    ),
                    f"write hears: {id_}.{depth} on an option, or delete this depth",
                )
        for id_ in about.objections:
            if ("raised", story.places.objections[id_]) not in bounds.true:
                yield Problem(
                    ("people", person, "objections", id_),
                    "W105",
                    f"no play raises this objection: no beat that a talk with {about.name} can come to raises it",
                    f"write raises: {id_} in a beat, or delete it",
                    of_key=True,
                )
    made = {story.options[option].ask for option in found.options()}
    for place, ask in enumerate(story.asks):
        if place not in made:
            yield Problem(
                ("asks", ask.id),
                "W105",
                "no play makes this ask: no option that can be offered has it",
                f"write an option with move: ask and ask: {ask.id}, or delete it",
                of_key=True,
            )


def _read_in_vain(scenario: model.Scenario, found: Possible) -> Iterator[Problem]:
    """W106: truths that a condition reads and no play makes true, each at the first condition that does."""
    told: set[tuple[str, ...]] = set()
    for reading in readings(scenario):
        path = reading.name.path
        if reading.in_walk or len(path) != 2 or path[0] not in _MADE_TRUE or path[1] in MOODS or path in told:
            continue
        place = found.bounds.place(*path)
        # a flag is set where any line sets it, be it one that nobody comes to: that has a finding of its own
        if place is None or (path[0] != "flag" and (path[0], place) not in found.bounds.true):
            told.add(path)
            yield _never_true(reading)


def _never_true(reading: Reading) -> Problem:
    kind, id_ = reading.name.path
    what, hint = _MADE_TRUE[kind]
    return Problem(
        reading.place,
        "W106",
        f"{kind}.{id_} is never true: {what}",
        hint.format(id=id_),
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
            yield Problem(
                path,
                "W106",
                f"the flag {id_} is set and never read",
                f"read it in a condition as flag.{id_}, or delete it",
            )


def promises_unkept(scenario: model.Scenario, story: Story) -> Iterator[tuple[int, Problem]]:
    """W106: promises that nothing keeps, each with its place in the story. It is so where a play makes the promise."""
    keepable = {promise for option in story.options for promise in option.keeps}
    told: set[int] = set()
    for path, id_ in _made(scenario, "promises"):
        promise = story.places.promises[id_]
        if promise not in keepable and promise not in told:
            told.add(promise)
            yield (
                promise,
                Problem(
                    path,
                    "W106",
                    f"nothing can keep the promise {id_}, so it is broken whatever the trainee does",
                    f"write keeps: {id_} on an option of a later visit with the same person, or delete the promise",
                ),
            )


def _made(scenario: model.Scenario, key: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every flag set (`sets`) or promise made (`promises`), with its place."""
    for id_, beat in scenario.beats.items():
        for index, option in enumerate(beat.options):
            for number, one in enumerate(option.sets if key == "sets" else option.promises):
                yield ("beats", id_, "options", index, key, number), one
    for index, event in enumerate(scenario.events if key == "sets" else ()):
        for number, one in enumerate(event.sets):
            yield ("events", index, "sets", number), one
