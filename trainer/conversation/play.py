"""A play: one run of a story, with every state it went through, so that it can be undone, forked and resumed."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from scoring.transcript import Opening, StopRecord, Transcript, Turn
from trainer.conversation.advance import (
    advance,
    begin,
    end_of,
    knock,
    next_stop,
    offered,
    opening,
    record_stop,
    take_leave,
)
from trainer.conversation.state import AT_STOP, RECORDING, TALKING, State
from trainer.conversation.story import Story, StoryOption
from trainer.scenario.record import CODES, NoRecord, read_record
from trainer.scenario.record import PASS as PASS
from trainer.scenario.record import RECORD as RECORD


class NotOffered(ValueError):
    """An option was chosen that is not offered; `offered` are the ids of those that are."""

    def __init__(self, option: str, offered: tuple[str, ...], turn: int) -> None:
        self.option = option
        self.offered = offered
        self.turn = turn
        known = ", ".join(offered) if offered else "nothing"
        super().__init__(f"option {option!r} (choice {turn}) is not offered here; offered: {known}")


LEAVE = ""
"""The step in which a person takes leave because nothing is offered: nobody chose it."""


class Step(NamedTuple):
    """A choice and the state after it, with what it brought.

    `turn` is the turn of a talk, `opening` what the visit that it began opened with, `record` what was written down at
    a stop of a shift; each is None where the choice brought no such thing.
    """

    choice: str
    state: State
    turn: Turn | None = None
    opening: Opening | None = None
    record: StopRecord | None = None


def record_of(stop: str, written: str) -> StopRecord | None:
    """What a choice such as record=canvassed:3:plan writes down at a stop; None where it cannot be read so."""
    try:
        code, support, plan = read_record(written)
    except NoRecord:
        return None
    return StopRecord(stop, code, support, plan)


@dataclass(frozen=True)
class Play:
    """One run of a story: its seed, its choices and what they brought, the trainee's own ratings and forecasts.

    Everything but seed, choices, ratings and forecasts is derived from these by the engine. `ratings` are 1 to 5 by
    person, `forecasts` confidences 0 to 1 by "ask.person", `own_skills` the trainee's own bands by skill.
    """

    story: Story
    seed: int
    first: State
    steps: tuple[Step, ...] = ()
    ratings: Mapping[str, int] | None = None
    forecasts: Mapping[str, float] | None = None
    own_skills: Mapping[str, str] | None = None

    @classmethod
    def new(cls, story: Story, seed: int = 0) -> Self:
        """A play before its first choice. The seed decides only in which order options are shown."""
        return cls(story, seed, begin(story))

    @classmethod
    def resumed(cls, story: Story, seed: int, choices: Iterable[str]) -> Self:
        """A play brought back by its choices. Raises NotOffered where a choice no longer holds."""
        play = cls.new(story, seed)
        for choice in choices:
            while play.stuck:
                play = play.leave()
            play = play.choose(choice)
        return play

    @property
    def state(self) -> State:
        """The present state."""
        return self.steps[-1].state if self.steps else self.first

    @property
    def ended(self) -> bool:
        """Whether the last visit is over."""
        return self.state.ended

    @property
    def stuck(self) -> bool:
        """Whether a talk runs in which nothing is offered."""
        return not self.ended and self.state.phase == TALKING and not self.offered()

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices so far: options by id, and of a shift stops, `pass` and records."""
        return tuple(step.choice for step in self.steps if step.choice != LEAVE)

    @property
    def last_choice(self) -> Step:
        """The last step that somebody chose. Raises IndexError where nothing was chosen yet."""
        return [step for step in self.steps if step.choice != LEAVE][-1]

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns of the talks so far."""
        return tuple(step.turn for step in self.steps if step.turn)

    @property
    def openings(self) -> tuple[Opening, ...]:
        """What each talk so far began with."""
        first = () if self.first.ended or self.first.phase != TALKING else (opening(self.story, self.first),)
        return (*first, *(step.opening for step in self.steps if step.opening))

    @property
    def records(self) -> tuple[StopRecord, ...]:
        """What was written down at the stops of a shift."""
        return tuple(step.record for step in self.steps if step.record)

    @property
    def between(self) -> bool:
        """Whether the last choice ended a visit, so that another begins or the play is over."""
        if self.ended or not self.steps:
            return bool(self.steps)
        return self.story.shift is None and self.steps[-1].opening is not None

    def offered(self) -> tuple[StoryOption, ...]:
        """The lines that can be chosen, in the author's order; none at a stop before a talk or after it."""
        return offered(self.story, self.state)

    def offered_ids(self) -> tuple[str, ...]:
        """Everything that can be chosen, by id: at a stop of a shift its id and `pass`, after a knock the records."""
        if self.ended:
            return ()
        if self.state.phase == AT_STOP:
            return self.story.visits[self.state.visit].id, PASS
        if self.state.phase == RECORDING:
            return tuple(RECORD + code for code in CODES)
        return tuple(option.id for option in self.offered())

    def shown(self) -> tuple[StoryOption, ...]:
        """What can be chosen, in the order in which it is shown: the same for the same seed, beat and options."""
        options = list(self.offered())
        beat = self.story.beats[self.state.beat]
        if not beat.fixed:
            order = list(range(len(beat.options)))
            random.Random(f"{self.seed} {beat.id}").shuffle(order)
            place = {option.id: order[index] for index, option in enumerate(beat.options)}
            options.sort(key=lambda option: place[option.id])
        return tuple(options)

    def choose(self, choice: str) -> Self:
        """The play after a choice. Raises NotOffered."""
        if self.ended or self.state.phase == TALKING:
            return self._say(choice)
        stop = self.story.visits[self.state.visit].id
        if self.state.phase == RECORDING:
            record = record_of(stop, choice) if choice.startswith(RECORD) else None
            if record is None:
                raise self._not_offered(choice)
            return self._stepped(Step(choice, record_stop(self.story, self.state), record=record))
        if choice == PASS:
            return self._stepped(Step(choice, next_stop(self.story, self.state)))
        if choice != stop:
            raise self._not_offered(choice)
        state = knock(self.story, self.state)
        began = opening(self.story, state) if state.phase == TALKING else None
        return self._stepped(Step(choice, state, opening=began))

    def leave(self) -> Self:
        """The play after the person took leave of a talk in which nothing is offered."""
        state = take_leave(self.story, self.state)
        return self._stepped(Step(LEAVE, state, opening=self._opening_of(state)))

    def undo(self) -> Self:
        """The play before its last choice; itself where there was none."""
        steps = self.steps
        while steps and steps[-1].choice == LEAVE:
            steps = steps[:-1]
        return replace(self, steps=steps[:-1])

    def fork(self, turn: int) -> Self:
        """The play as it stood before a turn, counted from 1, to be played on differently, without judgements."""
        places = [place for place, step in enumerate(self.steps) if step.turn]
        return replace(self, steps=self.steps[: places[turn - 1]], ratings=None, forecasts=None, own_skills=None)

    def judged(
        self,
        ratings: Mapping[str, int],
        forecasts: Mapping[str, float],
        own_skills: Mapping[str, str] | None = None,
    ) -> Self:
        """The play with the trainee's own judgements, given before anything is revealed."""
        return replace(self, ratings=ratings, forecasts=forecasts, own_skills=own_skills)

    def transcript(self) -> Transcript:
        """What the scoring reads."""
        return Transcript(
            head=self.story.head,
            turns=self.turns,
            end=end_of(self.story, self.state),
            openings=self.openings,
            ratings=self.ratings or {},
            forecasts=self.forecasts or {},
            records=self.records,
        )

    def _say(self, option_id: str) -> Self:
        chosen = next((option for option in self.offered() if option.id == option_id), None)
        if chosen is None:
            raise self._not_offered(option_id)
        state, turn = advance(self.story, self.state, chosen)
        return self._stepped(Step(option_id, state, turn, self._opening_of(state)))

    def _stepped(self, step: Step) -> Self:
        return replace(self, steps=(*self.steps, step))

    def _not_offered(self, choice: str) -> NotOffered:
        return NotOffered(choice, self.offered_ids(), len(self.steps) + 1)

    def _opening_of(self, state: State) -> Opening | None:
        if state.ended or state.phase != TALKING or state.visit == self.state.visit:
            return None
        return opening(self.story, state)
