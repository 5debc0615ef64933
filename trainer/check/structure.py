"""What the text alone gives away, in a moment and without exploring: for the preview while an author types.

All that is said here is so in every play (what could happen is bounded in `possible`, and where a finding needs that
a place is really reached, a sampled play has been there). The exploration finds the same, and more. Places and codes:

- W101 at the beat's key, at the visit; W102 at the option; W103 and W104 at the beat's key;
- W105 at the key of the objection, ask or cue, at the list item of the depth;
- W106 at the flag or promise under `sets` or `promises`, or at the name in the condition that reads it;
- S210 at the option that asks.
"""

from collections.abc import Iterator
from typing import Final

from scoring.moves import QUESTIONING
from trainer.check.bounds import MAY_HOLD, Bounds, Where
from trainer.check.loose_ends import loose_ends, promises_unkept
from trainer.check.possible import Possible, Talk, possible
from trainer.check.problem import Problem
from trainer.check.sampling import moments
from trainer.check.saying import beat_unreached, cue_not_picked, no_options, only_the_clock, polite_yes_untested
from trainer.conversation.state import ANSWER_POLITE_YES
from trainer.conversation.story import END, STAY, Story, StoryOption
from trainer.language import _
from trainer.scenario import model
from trainer.scenario.conditions import And, Name, Node, names, parse

PLAYS: Final = 12
CHOICES: Final = 600
"""Sampled plays in which a place is looked for, and choices in them: a few hundredths of a second."""


def structure(scenario: model.Scenario, story: Story) -> list[Problem]:
    """Every W101 to W106 and S210 that can be told without exploring. Codes that the scenario allows are among them."""
    return list(_Structure(scenario, story).problems())


class _Structure:
    def __init__(self, scenario: model.Scenario, story: Story) -> None:
        self.scenario = scenario
        self.story = story
        self.possible: Possible = possible(scenario, story)
        self.bounds: Bounds = self.possible.bounds
        self.beats = self.possible.beats()
        self.options = self.possible.options()

    def problems(self) -> Iterator[Problem]:
        yield from self._unreached()
        yield from loose_ends(self.scenario, self.story, self.possible)
        waiting = {
            **{("beat", beat, number): problem for number, (beat, problem) in enumerate(self._in_beats())},
            **{("polite", option, 0): problem for option, problem in self._polite_ends()},
            **{("promise", promise, 0): one for promise, one in promises_unkept(self.scenario, self.story)},
        }
        been = self._been({(kind, place) for kind, place, _ in waiting})
        yield from (problem for (kind, place, _), problem in waiting.items() if (kind, place) in been)

    def _been(self, wanted: set[tuple[str, int]]) -> set[tuple[str, int]]:
        """Of what is wanted that which a sampled play had: beats, asks answered with a polite yes, promises made."""
        found: set[tuple[str, int]] = set()
        if not wanted:
            return found
        for moment in moments(self.story, PLAYS, CHOICES):
            found.add(("beat", moment.state.beat))
            if moment.chosen and moment.brought:
                found |= {("promise", promise) for promise in moment.chosen.promises}
                if moment.brought.answer == ANSWER_POLITE_YES and not moment.brought.spent_by_clock:
                    found.add(("polite", moment.chosen.place))
            if wanted <= found:
                break
        return found

    def _unreached(self) -> Iterator[Problem]:
        """W101: beats that nothing can lead to, visits whose condition cannot hold."""
        sources = self._sources()
        for place, beat in enumerate(self.story.beats):
            if place in self.beats:
                continue
            message, hint = beat_unreached(sources.get(place, []))
            yield Problem(("beats", beat.id), "W101", message, hint, of_key=True)
        for index, visit in enumerate(self.scenario.visits or []):
            if index not in self.possible.talks:
                where = Where(self.story.visits[index].person)
                yield Problem(
                    ("visits", index),
                    "W101",
                    _("no play comes to this visit: its condition cannot hold when its turn comes"),
                    self._why_not(str(visit.if_), [where]),
                )

    def _sources(self) -> dict[int, list[str]]:
        """For each beat what names it: options as beat.option, visits by their ids."""
        found: dict[int, list[str]] = {}
        for option in self.story.options:
            for target in dict.fromkeys(option.then):
                if target >= 0:
                    found.setdefault(target, []).append(f"{self.story.beats[option.beat].id}.{option.id}")
        for visit in self.story.visits:
            for _condition, target in visit.starts:
                found.setdefault(target, []).append(visit.id)
        return found

    def _in_beats(self) -> Iterator[tuple[int, Problem]]:
        """W102 to W105 of beats, each with the beat that a play must have been in for it to be so."""
        lasting = self._without_end()
        for place, beat in enumerate(self.story.beats):
            if place not in self.beats:
                continue
            path: tuple[str | int, ...] = ("beats", beat.id)
            if not beat.options:
                yield place, Problem(path, "W103", *no_options(), of_key=True)
            elif place in lasting:
                yield place, Problem(path, "W104", *only_the_clock(), of_key=True)
            for index, option in enumerate(beat.options):
                if option.place not in self.options:
                    yield place, self._never_offered((*path, "options", index), option, place)
            for cue in beat.cues:
                if ("picked", cue) not in self.bounds.true:
                    yield place, self._never_picked((*path, "cues", self.story.cues[cue].id), cue)

    def _never_offered(self, path: tuple[str | int, ...], option: StoryOption, beat: int) -> Problem:
        written = self.scenario.beats[self.story.beats[beat].id].options[int(path[-1])].if_
        places = [
            Where(self.story.visits[talk.visit].person, (1, self._clock(talk) - talk.beats[beat]))
            for talk in self.possible.talks.values()
            if beat in talk.beats
        ]
        return Problem(
            path,
            "W102",
            _("no play offers this option: its condition cannot hold here"),
            self._why_not(str(written), places),
        )

    def _never_picked(self, path: tuple[str | int, ...], cue: int) -> Problem:
        lasts = self.story.cues[cue].lasts
        somebody = any(option.picks_up == cue for option in self.story.options)
        message, hint = cue_not_picked(str(path[-1]), lasts, somebody)
        return Problem(path, "W105", message, hint, of_key=True)

    def _clock(self, talk: Talk) -> int:
        return self.story.shift.minutes if self.story.shift else self.story.visits[talk.visit].clock

    def _without_end(self) -> set[int]:
        """Beats from which no choices lead to `end`, in whatever talk they come.

        Nor to a beat that can run dry: there the person takes leave, and that is W103.
        """
        found = set(self.beats)
        lasts = {beat.place for beat in self.story.beats if any(o.again and o.holds is None for o in beat.options)}
        for talk in self.possible.talks.values():
            ending = {END, *(talk.beats.keys() - lasts)}
            grown = True
            while grown:
                more = {beat for beat, ways in talk.ways.items() if ways & ending} - ending
                ending |= more
                grown = bool(more)
            found -= ending
        return found

    def _polite_ends(self) -> Iterator[tuple[int, Problem]]:
        """S210: asks after whose polite yes, wherever it is given, the visit has nothing to test it with."""
        for option in self.story.options:
            talks = [talk for talk in self.possible.talks.values() if option.place in talk.polite]
            if not talks or any(self._tests_after(talk, option) for talk in talks):
                continue
            beat = self.story.beats[option.beat]
            index = next(number for number, one in enumerate(beat.options) if one.place == option.place)
            yield option.place, Problem(("beats", beat.id, "options", index), "S210", *polite_yes_untested())

    def _tests_after(self, talk: Talk, option: StoryOption) -> bool:
        """Whether a talk that goes on from a polite yes could still offer a question, an ask or an inoculation."""
        target = option.then[ANSWER_POLITE_YES - 1]
        if target == END:
            return False
        waiting = [option.beat if target == STAY else target]
        seen: set[int] = set()
        while waiting:
            beat = waiting.pop()
            if beat in seen or beat < 0:
                continue
            seen.add(beat)
            if any(
                one.place in talk.options and (one.place != option.place or one.again) and _tests(one)
                for one in self.story.beats[beat].options
            ):
                return True
            waiting += talk.ways.get(beat, ())
        return False

    def _why_not(self, condition: str, places: list[Where]) -> str:
        """The part of a condition that cannot hold, and what its names can be at most."""
        node = parse(condition)
        parts: tuple[Node, ...] = node.parts if isinstance(node, And) else (node,)
        never = [part for part in parts if not any(self.bounds.of(part, where) & MAY_HOLD for where in places)]
        told = [self._bounds_of(name, places) for part in (never or parts) for name in names(part)]
        return "; ".join(dict.fromkeys(filter(None, told))) or _("change the condition, or delete it")

    def _bounds_of(self, name: Name, places: list[Where]) -> str:
        values = [self.bounds.value(name, where) for where in places]
        written = ".".join(name.path)
        if any(isinstance(value, frozenset) for value in values):
            return "" if len(name.path) == 1 else _("{name} is never answered so here").format(name=written)
        low = min(value[0] for value in values if not isinstance(value, frozenset))
        high = max(value[1] for value in values if not isinstance(value, frozenset))
        if name.path[0] in _TRUTHS:
            told = _("{name} is true only on some ways here") if high else _("{name} is never true here")
        else:
            told = _("{name} is always {low} here") if low == high else _("{name} goes from {low} to {high} here")
        return told.format(name=written, low=low, high=high)


_TRUTHS: Final = frozenset({"seen", "picked", "raised", "inoculated", "promised", "kept", "flag"})


def _tests(option: StoryOption) -> bool:
    return option.move in QUESTIONING or option.ask >= 0 or option.step == "inoculate"
