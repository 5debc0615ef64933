"""How an able organizer or canvasser would play: the lines of a talk that do most, by what the engine does with them.

A talk is looked through with a beam: the most promising ways so far are followed a line further, all at once, until
every one of them has come to the talk's end. What a way is worth is what an organizer would care about: where the
person stands after it, what they told, what was picked up, faced, asked and prepared; never a line that is an error.
"""

from typing import Final, NamedTuple

from scoring.moves import AGAINST, FACING, FACING_STEPS, MOODS, REFLECTIONS
from scoring.transcript import HeadVisit
from scoring.words import count_words
from trainer.conversation.advance import Step, offered, present_words, step
from trainer.conversation.state import ANSWER_YES, TALKING, State
from trainer.conversation.story import Story, StoryOption

BEAM: Final = 24
"""Ways through a talk that are followed at once."""

ERROR: Final = -30.0
"""What a named error, or a line against the person, is worth: it is taken only where nothing else is offered."""

SUPPORTERS: Final = frozenset({1, 2})
OPEN_TO_A_TALK: Final = frozenset({1, 2, 3})


class Way(NamedTuple):
    """A way through a talk: the state it leads to, its options by id, and what its lines were worth as lines."""

    state: State
    choices: tuple[str, ...]
    craft: float


def best_way(story: Story, state: State) -> tuple[str, ...]:
    """The options, by id, that an able player says from here to the end of the present talk."""
    worth = _Canvass(story, state) if story.shift else _Organizing(story, state)
    ways = [Way(state, (), 0.0)]
    ended: list[Way] = []
    while ways:
        reached: dict[State, Way] = {}
        for way in ways:
            for option in _sayable(story, way.state):
                brought = step(story, way.state, option)
                after = brought.after
                found = Way(after, (*way.choices, option.id), way.craft + worth.of_line(way.state, option, brought))
                if after.visit != state.visit or after.phase != TALKING or after.ended:
                    ended.append(found)
                elif after not in reached or reached[after].craft < found.craft:
                    reached[after] = found
        ways = sorted(reached.values(), key=lambda way: -worth.of(way))[:BEAM]
        ended += [way for way in ways if not offered(story, way.state)]
    return max(ended, key=worth.of).choices


def _sayable(story: Story, state: State) -> tuple[StoryOption, ...]:
    """What is offered and is no error; where there is only such, that."""
    options = offered(story, state)
    return tuple(option for option in options if not _is_error(option)) or options


def _is_error(option: StoryOption) -> bool:
    return bool(option.offered.tags.get("habit")) or option.move in AGAINST or option.move == "leading_question"


class _Organizing:
    """What a way through a visit is worth to an organizer, in points of readiness."""

    def __init__(self, story: Story, start: State) -> None:
        self.story = story
        self.person = start.person
        kept = {promise for option in story.options for promise in option.keeps}
        self.promise = [1.0 if place in kept else -3.0 for place in range(len(story.promises))]
        self.concerns = [place for place, concern in enumerate(story.concerns) if concern.person == self.person]
        people = len(story.people)
        self.asks = [(place * people + self.person, 4.0 + 2.0 * ask.risk) for place, ask in enumerate(story.asks)]

    def of(self, way: Way) -> float:
        """A way as a whole."""
        state = way.state
        standing = float(sum(state.moods) - 2 * sum(state.moods[MOODS.index("fear") :: len(MOODS)]))
        standing += 2.0 * sum([state.heard[place] for place in self.concerns])
        standing += 4.0 * (state.inoculated >> self.person & 1)
        standing += 2.0 * state.picked.bit_count() + 3.0 * state.kept.bit_count()
        standing += sum([worth for worth, made in zip(self.promise, state.promised, strict=True) if made])
        standing += sum([worth for place, worth in self.asks if state.answers[place] == ANSWER_YES])
        return way.craft + standing

    def of_line(self, state: State, option: StoryOption, brought: Step) -> float:
        """A line as a line: how it asks, gives back, faces and ends."""
        worth = ERROR if _is_error(option) else 0.0
        if option.move == "open_question" or option.move in REFLECTIONS:
            worth += 0.5
        elif option.move == "closed_question":
            worth -= 0.5
        if option.step in ("issue", "agitate"):
            says = present_words(self.story, brought.after)[1] if brought.opens else ""
            worth += 0.3 if count_words(option.say) <= count_words(brought.reply) + count_words(says) else -0.3
        if option.meets >= 0 and option.move in FACING:
            worth += self._faces(state, option)
        if option.ask >= 0:
            worth += 2.0 if self._deep(state) else -1.0
        worth += 1.0 * bool(option.offered.tags.get("next"))
        return worth - 2.0 * brought.spent_by_clock

    def _faces(self, state: State, option: StoryOption) -> float:
        """A step of facing an objection, taken for the first time; half where a later one came before it."""
        taken = state.met[option.meets]
        step = FACING_STEPS.index(FACING[option.move])
        if taken >> step & 1 or self.story.objections[option.meets].person != state.person:
            return 0.0
        return 1.5 if taken >> step else 3.0

    def _deep(self, state: State) -> bool:
        return any(state.heard[place] >= 2 for place in self.concerns)


class _Canvass:
    """What a way through a talk at a stop is worth to a canvasser: kind, brisk, a plan with whoever is with us.

    It knows what the stop's truth says, as somebody does who understands what is said there.
    """

    def __init__(self, story: Story, start: State) -> None:
        self.stop: HeadVisit = story.head.visits[start.visit]
        self.support = self.stop.truth.get("support")

    def of(self, way: Way) -> float:
        """A way as a whole."""
        return way.craft

    def of_line(self, state: State, option: StoryOption, brought: Step) -> float:
        """A line: an error, a question, an ask, a part of a plan, its minutes, a good-bye."""
        worth = ERROR if _is_error(option) else 0.0
        tags = option.offered.tags
        if self.support in SUPPORTERS:
            worth += 6.0 * len(tags.get("plan") or ())
        if self.support in OPEN_TO_A_TALK:
            worth += 4.0 * (option.ask >= 0)
        if option.move == "farewell":
            worth += 3.0
        return worth - 1.0 * brought.minutes - 3.0 * brought.spent_by_clock
