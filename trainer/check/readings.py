"""Every name that some condition of a scenario reads, with its place."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trainer.scenario import model
from trainer.scenario.conditions import Name, names, parse

Place = tuple[str | int, ...]


class Reading(NamedTuple):
    """A name, the place of the condition that it stands in, and whether that is one of a walk's expectations."""

    place: Place
    name: Name
    in_walk: bool


def readings(scenario: model.Scenario) -> Iterator[Reading]:
    """Every name in every condition: those of the walks last, the others in the order of the format's sections."""
    for place, condition in conditions(scenario):
        for name in names(parse(condition)):
            yield Reading(place, name, place[0] == "walks")


def conditions(scenario: model.Scenario) -> Iterator[tuple[Place, str]]:
    """Every condition of a scenario with its place, the walks' expectations last."""
    for index, visit in enumerate(scenario.visits or []):
        if visit.if_ is not None:
            yield ("visits", index, "if"), visit.if_
        yield from _starts(("visits", index, "start"), visit.start)
    for index, stop in enumerate(scenario.stops or []):
        yield from _starts(("stops", index, "start"), stop.start)
    for index, event in enumerate(scenario.events):
        if event.if_ is not None:
            yield ("events", index, "if"), event.if_
    for id_, beat in scenario.beats.items():
        yield from _wordings(("beats", id_, "says"), beat.says)
        for index, option in enumerate(beat.options):
            place: Place = ("beats", id_, "options", index)
            if option.if_ is not None:
                yield (*place, "if"), option.if_
            yield from _wordings((*place, "reply"), option.reply)
    for index, walk in enumerate(scenario.walks):
        for number, expectation in enumerate(walk.expect):
            yield ("walks", index, "expect", number), expectation


def _starts(place: Place, start: str | Sequence[model.StartChoice] | None) -> Iterator[tuple[Place, str]]:
    if start is not None and not isinstance(start, str):
        for index, choice in enumerate(start):
            if choice.if_ is not None:
                yield (*place, index, "if"), choice.if_


def _wordings(place: Place, wording: str | Sequence[model.Variant] | None) -> Iterator[tuple[Place, str]]:
    if wording is not None and not isinstance(wording, str):
        for index, variant in enumerate(wording):
            if variant.if_ is not None:
                yield (*place, index, "if"), variant.if_
