"""A play: one run of a story, with every state it went through, so that it can be undone, forked and resumed."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from scoring.transcript import Opening, Transcript, Turn
from trainer.conversation.advance import advance, begin, end_of, offered, opening, take_leave
from trainer.conversation.state import State
from trainer.conversation.story import Story, StoryOption


class NotOffered(ValueError):
    """An option was chosen that is not offered; `offered` are the ids of those that are."""

    def __init__(self, option: str, offered: tuple[str, ...], turn: int) -> None:
        self.option = option
        self.offered = offered
        self.turn = turn
        known = ", ".join(offered) if offered else "nothing"
        super().__init__(f"option {option!r} (choice {turn}) is not offered here; offered: {known}")


class Step(NamedTuple):
    """The state after a choice, the turn it brought, and the opening of the visit that it began, if it did."""

    state: State
    turn: Turn
    opening: Opening | None


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
            if play.stuck:
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
        """Whether a visit runs in which nothing is offered."""
        return not self.ended and not self.offered()

    @property
    def choices(self) -> tuple[str, ...]:
        """The options chosen so far, by id."""
        return tuple(step.turn.option for step in self.steps)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What the choices brought."""
        return tuple(step.turn for step in self.steps)

    @property
    def openings(self) -> tuple[Opening, ...]:
        """What each visit so far began with."""
        first = () if self.first.ended else (opening(self.story, self.first),)
        return (*first, *(step.opening for step in self.steps if step.opening))

    @property
    def between(self) -> bool:
        """Whether the last choice ended a visit, so that another begins or the play is over."""
        return bool(self.steps) and (self.steps[-1].opening is not None or self.ended)

    def offered(self) -> tuple[StoryOption, ...]:
        """What can be chosen, in the author's order."""
        return offered(self.story, self.state)

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

    def choose(self, option_id: str) -> Self:
        """The play after a choice. Raises NotOffered."""
        choices = self.offered()
        chosen = next((option for option in choices if option.id == option_id), None)
        if chosen is None:
            raise NotOffered(option_id, tuple(option.id for option in choices), len(self.steps) + 1)
        state, turn = advance(self.story, self.state, chosen)
        return replace(self, steps=(*self.steps, Step(state, turn, self._opening_of(state))))

    def leave(self) -> Self:
        """The play after the person took leave of a visit in which nothing is offered."""
        state = take_leave(self.story, self.state)
        began = self._opening_of(state)
        if not self.steps:
            return replace(self, first=state)
        last = self.steps[-1]
        return replace(self, steps=(*self.steps[:-1], Step(state, last.turn, began or last.opening)))

    def undo(self) -> Self:
        """The play before its last choice; itself where there was none."""
        return replace(self, steps=self.steps[:-1])

    def fork(self, turn: int) -> Self:
        """The play as it stood before a turn, counted from 1, to be played on differently, without judgements."""
        return replace(self, steps=self.steps[: turn - 1], ratings=None, forecasts=None, own_skills=None)

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
        )

    def _opening_of(self, state: State) -> Opening | None:
        if state.ended or state.visit == self.state.visit:
            return None
        return opening(self.story, state)
