"""What plays show: everything that at least one play of a story brings, found by playing.

A fact is a kind and a place: `fact("offered", 12)`, some play offers option 12. What is shown here can happen, for a
play did it; what is not shown may still happen. `trainer.check.settle` asks what is left to prove.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from scoring.moves import QUESTIONING
from trainer.conversation.advance import (
    Step,
    begin,
    knock,
    next_stop,
    offered,
    record_stop,
    step,
    take_leave,
    who_comes,
)
from trainer.conversation.state import ANSWER_POLITE_YES, AT_STOP, RECORDING, TALKING, State
from trainer.conversation.story import END, STAY, Story, StoryOption
from trainer.scenario.record import PASS, RECORD

Fact = tuple[str, int, int]
"""A kind and what it is of, by its place in the story, with one number more where the kind needs it, otherwise 0:

`visit` begins, `beat` opens, `offered` option, `picked` cue, `raised` objection, `asked` ask, `inoculated` person,
`promised`, `kept` promise (after it was made), `kept_at_all`, `flag`, `opened` concern and depth, `leads` from a beat
to another or END, `left` beat by such a choice, `stuck` beat, `answered` ask with a person and answer as one number,
`comes` ask and person, `tested` option of an ask: after a polite yes to it something is offered that tests it.
"""

ANSWERS: Final = 4
"""One more than the highest answer of a state."""


def fact(kind: str, place: int, more: int = 0) -> Fact:
    """A fact."""
    return kind, place, more


Way = tuple["Way", str] | None
"""The choices that led somewhere, the last one first: what came before it, and the choice as a walk names it."""


class Moment(NamedTuple):
    """A state, how a play came to it, and the asks of this visit that were answered with a polite yes."""

    state: State
    way: Way = None
    polite: frozenset[int] = frozenset()


class Shown:
    """Facts that plays showed. `facts` only grows, `choices` counts choices, `followed` are the moments of walks, and
    `first` is for each beat that was come to the moment when it was.

    `far` is for each option how many lines at least lead by way of it to the end of the talk.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.facts: set[Fact] = set()
        self.choices = 0
        self.followed: list[Moment] = []
        self.first: dict[int, Moment] = {}
        self.far = lines_to_end(story)
        self._ways: dict[int, Way] = {}
        self._tests = [option.move in QUESTIONING or option.ask >= 0 for option in story.options]

    def follow(self, choices: Iterable[str]) -> None:
        """Play choices as a walk names them, but for those that cannot be made: an edit may have come between."""
        moment = Moment(begin(self.story))
        for choice in choices:
            moment = self._next(moment, choice) or moment
        self.arrive(moment)

    def walk_to(self, option: int) -> list[str] | None:
        """The choices of a play that is offered an option, up to there; None where no play was seen that is."""
        if fact("offered", option) not in self.facts:
            return None
        way = self._ways[option]
        choices: list[str] = []
        while way is not None:
            way, choice = way
            choices.append(choice)
        return choices[::-1]

    def _next(self, moment: Moment, choice: str) -> Moment | None:
        """The moment after a choice of a walk; None where it cannot be made."""
        state = moment.state
        options = self.arrive(moment)
        if state.ended:
            return None
        self.followed.append(moment)
        if state.phase == AT_STOP:
            return self._passed(moment) if choice == PASS else self._knocked(moment)
        if state.phase == RECORDING:
            after = self._recorded(moment)
            return after if choice.startswith(RECORD) else self._next(after, choice)
        if not options:
            return self._next(self._left(moment), choice)
        option = next((one for one in options if one.id == choice), None)
        return None if option is None else self.choose(moment, option)

    def onwards(self, moment: Moment) -> Iterator[Moment]:
        """Every moment that one choice leads to."""
        state, story = moment.state, self.story
        if state.phase == AT_STOP:
            yield self._knocked(moment)
            yield self._passed(moment)
        elif state.phase == RECORDING:
            yield self._recorded(moment)
        else:
            options = offered(story, state)
            for option in options:
                yield self.choose(moment, option)
            if not options:
                yield self._left(moment)

    def choose(self, moment: Moment, option: StoryOption) -> Moment:
        """The moment after an option that is offered; what it brought is noted."""
        self.choices += 1
        state = moment.state
        brought = step(self.story, state, option)
        self._note(state, option, brought)
        after, way = brought.after, (moment.way, option.id)
        if after.visit != state.visit or after.phase != TALKING or after.ended:
            return Moment(after, way)
        polite = moment.polite
        if brought.answer == ANSWER_POLITE_YES and not brought.spent_by_clock:
            polite |= {option.place}
        return Moment(after, way, polite)

    def arrive(self, moment: Moment) -> tuple[StoryOption, ...]:
        """Notes what a moment shows by itself; what is offered in it."""
        state, story, facts = moment.state, self.story, self.facts
        if state.ended:
            for place, people in enumerate(who_comes(story, state).values()):
                facts.update(fact("comes", place, story.places.people[person]) for person in people)
            return ()
        if state.phase != TALKING:
            return ()
        facts.add(fact("visit", state.visit))
        facts.add(fact("beat", state.beat))
        self.first.setdefault(state.beat, moment)
        raises = story.beats[state.beat].raises
        if raises >= 0 and story.objections[raises].person == state.person:
            facts.add(fact("raised", raises))
        options = offered(story, state)
        for option in options:
            offer = fact("offered", option.place)
            if offer not in facts:
                facts.add(offer)
                self._ways[option.place] = moment.way
        if moment.polite and any(self._tests[option.place] for option in options):
            facts.update(fact("tested", ask) for ask in moment.polite)
        return options

    def _left(self, moment: Moment) -> Moment:
        """The moment after the person took leave, because nothing is offered."""
        self.facts |= {fact("stuck", moment.state.beat), fact("leads", moment.state.beat, END)}
        return Moment(take_leave(self.story, moment.state), moment.way)

    def _knocked(self, moment: Moment) -> Moment:
        stop = self.story.visits[moment.state.visit].id
        return Moment(knock(self.story, moment.state), (moment.way, stop))

    def _passed(self, moment: Moment) -> Moment:
        return Moment(next_stop(self.story, moment.state), (moment.way, PASS))

    def _recorded(self, moment: Moment) -> Moment:
        answered = self.story.visits[moment.state.visit].person >= 0
        code = RECORD + ("refused" if answered else "not_home")
        return Moment(record_stop(self.story, moment.state), (moment.way, code))

    def _note(self, state: State, option: StoryOption, brought: Step) -> None:
        facts, noted, after = self.facts, brought.noted, brought.after
        if not brought.spent_by_clock:
            facts.add(fact("leads", state.beat, state.beat if brought.destination == STAY else brought.destination))
            if brought.destination != STAY:
                facts.add(fact("left", state.beat))
        if brought.answer:
            facts.add(fact("asked", option.ask))
            facts.add(fact("answered", option.ask, ANSWERS * state.person + brought.answer))
        if brought.opened and option.hears:
            facts.add(fact("opened", *option.hears))
        if noted.picked != state.picked:
            facts.add(fact("picked", option.picks_up))
        if noted.inoculated != state.inoculated:
            facts.add(fact("inoculated", state.person))
        facts.update(fact("promised", promise) for promise in option.promises)
        for promise in option.keeps:
            facts.add(fact("kept_at_all", promise))
            if state.promised[promise]:
                facts.add(fact("kept", promise))
        flags = after.flags & ~state.flags
        while flags:
            facts.add(fact("flag", (flags & -flags).bit_length() - 1))
            flags &= flags - 1


def lines_to_end(story: Story) -> list[int]:
    """For each option how many lines at least lead by way of it to the end of the talk, whatever the conditions."""
    far = [len(story.options)] * len(story.options)
    of_beat = [len(story.options)] * len(story.beats)
    grown = True
    while grown:
        grown = False
        for option in story.options:
            way = 1 + min(0 if to == END else of_beat[option.beat if to == STAY else to] for to in option.then)
            if way < far[option.place]:
                far[option.place], grown = way, True
                of_beat[option.beat] = min(of_beat[option.beat], way)
    return far
