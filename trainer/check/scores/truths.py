"""Truths that an outline keeps in mind: what whether a visit takes place, and how it begins, rests on.

`if: promised.walk_over` lets one visit begin, `if: not promised.walk_over` another, and no play has both. A truth that
lines and beats make, and nothing unmakes, is followed from where it is made to where it is read for the last time.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from trainer.check.bounds import MAY_FAIL, MAY_HOLD, Where
from trainer.check.possible import Possible
from trainer.check.settle.deciding import made_for_sure
from trainer.conversation.story import Story
from trainer.scenario import model
from trainer.scenario.conditions import names, parse

MOST_TRUTHS: Final = 5
"""Truths that are kept in mind, at most: the first that visits read. Each doubles the moments."""

FOLLOWED: Final = frozenset({"promised", "kept", "flag", "seen"})
"""The first words of names that a line, a beat or an event makes true for sure, and for good."""

Path = tuple[str, ...]


class Truths:
    """What is known of some truths along the plays of a story of visits, as the bits of a number."""

    def __init__(self, scenario: model.Scenario, story: Story, possible: Possible) -> None:
        self.story = story
        self.possible = possible
        self.visits = scenario.visits or []
        self.events = scenario.events
        read = dict.fromkeys(path for visit in self.visits for path in _read_to_begin(visit) if path[0] in FOLLOWED)
        self.paths: list[Path] = list(read)[:MOST_TRUTHS]
        written = [option for beat in scenario.beats.values() for option in beat.options]
        self.read_by_option = [self._bits(_read(option.if_)) for option in written]
        self.made_by_option = [self._bits(made_for_sure(story, option)) for option in story.options]
        self.made_by_beat = [self._bits([("seen", beat.id)]) for beat in story.beats]
        self._read_from = [0] * (len(story.visits) + 1)
        for place in reversed(range(len(story.visits))):
            self._read_from[place] = self._read(place)
        self.values = lru_cache(None)(self._values)
        self.after_talk = lru_cache(None)(self._after_talk)
        self.at_turn = self._at_turns()
        """For each visit's turn, and the end, the truths with which it can come."""

    def later(self, turn: int, known: int) -> int:
        """What of the truths is still read when a visit's turn has come."""
        return known & self._read_from[turn]

    def read_after(self, visit: int) -> int:
        """The truths that are read when a talk is over."""
        read = self._read_from[visit + 1]
        for event in self.story.visits[visit].events:
            read |= self._bits(_read(self.events[event.place].if_))
        return read

    def of_visit(self, place: int, known: int) -> int:
        """Whether a visit may and may not take place, as MAY_HOLD | MAY_FAIL."""
        return self._verdict(place, self.visits[place].if_, known)

    def starts(self, place: int, known: int) -> Iterator[int]:
        """The beats with which a visit may begin."""
        start = self.visits[place].start
        choices = [] if start is None or isinstance(start, str) else start
        if not choices:
            yield from (beat for _, beat in self.story.visits[place].starts)
            return
        for choice, (_, beat) in zip(choices, self.story.visits[place].starts, strict=True):
            verdict = self._verdict(place, choice.if_, known)
            if verdict & MAY_HOLD:
                yield beat
            if not verdict & MAY_FAIL:
                return

    def _verdict(self, place: int, condition: str | None, known: int) -> int:
        where = Where(self.story.visits[place].person, known=self.values(known))
        return self.possible.bounds.verdict(condition, where)

    def _values(self, known: int) -> Mapping[Path, int]:
        """The truths as the names of conditions, with 1 or 0."""
        return {path: known >> bit & 1 for bit, path in enumerate(self.paths)}

    def _after_talk(self, visit: int, known: int) -> tuple[int, ...]:
        """What may be known after the events that follow a talk."""
        found = {known}
        for event in self.story.visits[visit].events:
            written = self.events[event.place]
            sets = self._bits(("flag", flag) for flag in written.sets)
            verdicts = {one: self._verdict(visit, written.if_, one) for one in found} if sets else {}
            found = {
                after
                for one in found
                for after, needed in ((one | sets, MAY_HOLD), (one, MAY_FAIL))
                if verdicts.get(one, MAY_FAIL) & needed
            }
        return tuple(sorted({self.later(visit + 1, one) for one in found}))

    def _bits(self, paths: Iterable[Path]) -> int:
        return sum({1 << self.paths.index(path) for path in paths if path in self.paths})

    def _read(self, place: int) -> int:
        """The truths that are read from the turn of a visit on."""
        read = self.read_after(place) | self._bits(_read_to_begin(self.visits[place]))
        talk = self.possible.talks.get(place)
        for option in talk.options if talk else ():
            read |= self.read_by_option[option]
        return read

    def _at_turns(self) -> list[list[int]]:
        found = {0}
        turns = [[0]]
        for place in range(len(self.story.visits)):
            talk = self.possible.talks.get(place)
            made = {self.made_by_option[option] for option in talk.options} if talk else set()
            made |= {self.made_by_beat[beat] for beat in talk.beats} if talk else set()
            ended = set(found)
            for bits in made - {0}:
                ended |= {one | bits for one in ended}
            skipped = {self.later(place + 1, one) for one in found}
            found = skipped | {after for one in ended for after in self.after_talk(place, one)}
            turns.append(sorted(found))
        return turns


def _read(condition: str | None) -> Iterator[Path]:
    """The names that a condition reads."""
    return iter(()) if condition is None else (name.path for name in names(parse(condition)))


def _read_to_begin(visit: model.Visit) -> Iterator[Path]:
    """The names that decide whether a visit takes place, and with which beat it begins."""
    yield from _read(visit.if_)
    for choice in () if visit.start is None or isinstance(visit.start, str) else visit.start:
        yield from _read(choice.if_)
