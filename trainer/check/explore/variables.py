"""The columns of a state: every small number that a later choice could read, with its bound and its name.

A variable goes by its place in `Space`; a set of variables is an int with a bit for each. The names are those of
conditions where conditions have one (`denise.trust`, `heard.wrist`, `flag.told`), so that a finding can say them.
"""

from collections.abc import Iterable
from typing import Final

from scoring.moves import MOODS
from trainer.conversation.story import Story

HIGHEST_MOOD: Final = 10
MINUTES: Final = "minutes_left"
RAISED_HERE: Final = "raised_here"
CLOSED_RUN: Final = "closed_run"
PERMISSION: Final = "permission"

LONG_RUN: Final = 2
"""Closed questions in a row beyond which their number makes no difference."""


class Space:
    """The variables of one story. `names`, `highest` and `first` (the value at the start) go by their places.

    `did` are variables of options that change the moods of somebody by name: whether they were chosen in this visit,
    which is all that must be known of them where that somebody is explored apart. `hidden` are no variables at all but
    notes for the analysis of what is needed: that a mood is read by itself, and not only in readiness.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.names: list[str] = []
        self.highest: list[int] = []
        self.first: list[int] = []
        self.places: dict[str, int] = {}
        people = [person.id for person in story.people]
        longest = story.shift.minutes if story.shift else max((visit.clock for visit in story.visits), default=0)
        self.minutes = self.add(MINUTES, longest, story.shift.minutes if story.shift else 0)
        self.raised_here = self.add(RAISED_HERE, 1)
        self.closed_run = self.add(CLOSED_RUN, LONG_RUN)
        self.permission = self.add(PERMISSION, 1)
        self.last_person = self.add("last_person", max(1, len(people) - 1))
        self._moods = len(self.names)
        for person in story.people:
            for mood, first in zip(MOODS, person.moods, strict=True):
                self.add(f"{person.id}.{mood}", HIGHEST_MOOD, first)
        self._heard = self._row((f"heard.{concern.id}", concern.depths) for concern in story.concerns)
        self._before = self._row((f"heard_before.{concern.id}", concern.depths) for concern in story.concerns)
        self._met = self._row((f"met.{objection.id}", 15) for objection in story.objections)
        self._raised = self._row((f"raised.{objection.id}", 1) for objection in story.objections)
        self._seen = self._row((f"seen.{beat.id}", 1) for beat in story.beats)
        self._picked = self._row((f"picked.{cue.id}", 1) for cue in story.cues)
        self._cue = self._row((f"open.{cue.id}", cue.lasts) for cue in story.cues)
        self._spent = self._row((f"spent.{story.beats[o.beat].id}.{o.id}", 1) for o in story.options)
        self._answer = self._row((f"asked.{ask.id}.{person}", 3) for ask in story.asks for person in people)
        self._at_risk = self._row((f"said_yes_at_risk.{person}", 1) for person in people)
        self._inoculated = self._row((f"inoculated.{person}", 1) for person in people)
        self._promised = self._row((f"promised.{promise}", len(story.visits)) for promise in story.promises)
        self._kept = self._row((f"kept.{promise}", 1) for promise in story.promises)
        self._charged = self._row((f"charged.{promise}", 1) for promise in story.promises)
        self.did = {
            option.place: self.add(f"did.{story.beats[option.beat].id}.{option.id}", 1)
            for option in story.options
            if any(effect.person is not None for effect in option.effects or ())
        }
        self._alone = self._row((f"alone.{person}.{mood}", 1) for person in people for mood in MOODS)
        self.hidden = range(self._alone, len(self.names))
        self._flag = self._row((f"flag.{flag}", 1) for flag in story.flags)

    def add(self, name: str, highest: int, first: int = 0) -> int:
        """One more variable; its place."""
        self.places[name] = len(self.names)
        self.names.append(name)
        self.highest.append(highest)
        self.first.append(first)
        return len(self.names) - 1

    def _row(self, variables: Iterable[tuple[str, int]]) -> int:
        start = len(self.names)
        for name, highest in variables:
            self.add(name, highest)
        return start

    def mood(self, person: int, mood: int) -> int:
        """A mood of a person, in the order of MOODS."""
        return self._moods + 4 * person + mood

    def moods(self, person: int) -> tuple[int, int, int, int]:
        """The four moods of a person."""
        start = self._moods + 4 * person
        return start, start + 1, start + 2, start + 3

    def alone(self, person: int, mood: int) -> int:
        """The note that a mood is read by itself."""
        return self._alone + 4 * person + mood

    def with_alone(self, variables: int) -> int:
        """Some variables, and for the moods among them the notes that they are read by themselves."""
        moods = variables >> self._moods & ((1 << 4 * len(self.story.people)) - 1)
        return variables | moods << self._alone

    def heard(self, concern: int) -> int:
        """The depth heard of a concern."""
        return self._heard + concern

    def before(self, concern: int) -> int:
        """The depth heard of a concern before the present visit."""
        return self._before + concern

    def met(self, objection: int) -> int:
        """The steps of facing an objection, as four bits."""
        return self._met + objection

    def raised(self, objection: int) -> int:
        """Whether an objection was raised."""
        return self._raised + objection

    def seen(self, beat: int) -> int:
        """Whether a beat was opened."""
        return self._seen + beat

    def picked(self, cue: int) -> int:
        """Whether a cue was picked up."""
        return self._picked + cue

    def cue(self, cue: int) -> int:
        """The choices that a cue stays open."""
        return self._cue + cue

    def spent(self, option: int) -> int:
        """Whether an option was chosen."""
        return self._spent + option

    def answer(self, ask: int, person: int) -> int:
        """A person's latest answer to an ask."""
        return self._answer + ask * len(self.story.people) + person

    def at_risk(self, person: int) -> int:
        """Whether a person ever said yes to an ask of risk 2 or more."""
        return self._at_risk + person

    def inoculated(self, person: int) -> int:
        """Whether a person was prepared."""
        return self._inoculated + person

    def promised(self, promise: int) -> int:
        """One more than the visit in which a promise was first made, 0 where it was not."""
        return self._promised + promise

    def kept(self, promise: int) -> int:
        """Whether a promise was kept."""
        return self._kept + promise

    def charged(self, promise: int) -> int:
        """Whether a broken promise has cost its trust."""
        return self._charged + promise

    def flag(self, flag: int) -> int:
        """Whether a flag is set."""
        return self._flag + flag

    def members(self, variables: int) -> list[int]:
        """The places in a set of variables, lowest first."""
        found = []
        while variables:
            low = variables & -variables
            found.append(low.bit_length() - 1)
            variables ^= low
        return found
