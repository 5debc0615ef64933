"""Where a play on the author's desk begins: at a beat, with any moods, as somebody writes it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from scoring.moves import MOODS
from trainer.conversation.story import Story
from trainer.language import _

HIGHEST_MOOD: Final = 10


class Origin(NamedTuple):
    """A beat that a play begins at instead of at the first visit: by ids, so that it outlasts an edit of the file."""

    visit: str
    beat: str
    moods: Mapping[str, tuple[int, ...]]
    heard: Mapping[str, int]


class NoOrigin(ValueError):
    """A place to begin at that cannot be read; the message says why."""


def read_origin(text: str, story: Story) -> Origin:
    """A place to begin at, as somebody writes it: a beat, then moods and depths, as in "saw trust=7 heard.van=2".

    A mood without a name before it is of the person in the visit: the first visit that can come to the beat, or the
    one that is named as visit=ID. Raises NoOrigin.
    """
    first, *rest = text.split() or [""]
    if first not in story.places.beats:
        raise NoOrigin(_("there is no beat “{name}”").format(name=first) if first else _("name a beat to begin at"))
    given: dict[str, str] = {}
    for word in rest:
        name, equals, value = word.partition("=")
        if not equals:
            raise NoOrigin(_("“{word}” is no mood: write it as trust=7").format(word=word))
        given[name] = value
    visit = given.pop("visit", None) or _first_visit(story, story.places.beats[first])
    place = next((place for place, each in enumerate(story.visits) if each.id == visit), None)
    if place is None:
        raise NoOrigin(_("there is no visit “{name}”").format(name=visit))
    person = story.visits[place].person
    if person < 0:
        raise NoOrigin(_("nobody answers at “{name}”").format(name=visit))
    moods = {each.id: list(each.moods) for each in story.people}
    heard: dict[str, int] = {}
    for name, value in given.items():
        owner, _dot, what = name.rpartition(".")
        if not value.isdigit():
            raise NoOrigin(_("“{value}” is no number").format(value=value))
        if owner == "heard" and what in story.places.concerns:
            heard[what] = int(value)
        elif what in MOODS and (owner or story.people[person].id) in moods:
            if int(value) > HIGHEST_MOOD:
                raise NoOrigin(_("{name} goes from 0 to {highest}").format(name=name, highest=HIGHEST_MOOD))
            moods[owner or story.people[person].id][MOODS.index(what)] = int(value)
        else:
            raise NoOrigin(
                _("there is no “{name}”: write a mood, PERSON.mood, heard.CONCERN or visit").format(name=name)
            )
    return Origin(str(visit), first, {id_: tuple(values) for id_, values in moods.items()}, heard)


def _first_visit(story: Story, beat: int) -> str:
    """The first visit whose talk can come to a beat, as the options alone tell."""
    for visit in story.visits:
        known = {place for _condition, place in visit.starts}
        waiting = list(known)
        while waiting:
            for option in story.beats[waiting.pop()].options:
                fresh = {place for place in option.then if place >= 0} - known
                known |= fresh
                waiting += fresh
        if beat in known:
            return visit.id
    raise NoOrigin(_("no visit comes to the beat “{name}”").format(name=story.beats[beat].id))
