"""What could happen by the text alone, found without playing: where each visit can come, and what it can bring about.

Visits come in their order, so each is bounded by what it and those before it can do. Every name of a condition is
taken by itself. What is left out of the result never happens in any play; what is in it may still not happen, and to
say which is the exploration's part.
"""

import heapq
import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from trainer.check.bounds import MAY_FAIL, MAY_HOLD, Bounds, Where, effects_by_mood
from trainer.conversation.advance import BROKEN_PROMISE
from trainer.conversation.state import ANSWER_POLITE_YES, ANSWER_YES, FACING_BIT
from trainer.conversation.story import WORDS_A_MINUTE, Story, StoryOption, StoryVisit, words
from trainer.scenario import model


class Talk(NamedTuple):
    """A visit or stop that could begin: its beats with the fewest minutes after which each could open, and its options.

    `options` are places of options that could be offered in it; `ways` the beats (or END) to which each beat could lead
    in one choice.
    """

    visit: int
    beats: dict[int, int]
    options: set[int]
    ways: dict[int, set[int]]
    back: dict[int, set[int]]
    """The same the other way round: the beats that could lead to each beat or END."""

    polite: set[int]
    """Options whose ask could be answered with a polite yes in this talk."""

    def leading_to(self, goals: Iterable[int]) -> set[int]:
        """The beats from which choices may lead to some beats, these included."""
        found = set(goals)
        waiting = list(found)
        while waiting:
            new = self.back.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found


class Possible(NamedTuple):
    """Every talk that could begin, by the place of its visit, and the bounds of everything at the end."""

    talks: dict[int, Talk]
    bounds: Bounds

    def beats(self) -> set[int]:
        """Every beat that could open."""
        return {beat for talk in self.talks.values() for beat in talk.beats}

    def options(self) -> set[int]:
        """Every option that could be offered."""
        return {option for talk in self.talks.values() for option in talk.options}


def possible(scenario: model.Scenario, story: Story) -> Possible:
    """What could happen in any play of a scenario."""
    bounds = Bounds(story)
    search = _Search(scenario, story, bounds)
    talks = {}
    for place, visit in enumerate(story.visits):
        talk = search.talk(place, visit)
        if talk is not None:
            talks[place] = talk
        if talk is not None or story.shift:
            search.events(visit)
    return Possible(talks, bounds)


class _Search:
    def __init__(self, scenario: model.Scenario, story: Story, bounds: Bounds) -> None:
        self.story = story
        self.bounds = bounds
        self.written = [option for beat in scenario.beats.values() for option in beat.options]
        self.minutes = [_fewest_minutes(option) for option in story.options]
        self.visits: list[model.Visit | model.Stop] = [*(scenario.visits or []), *(scenario.stops or [])]
        self.event_conditions = [event.if_ for event in scenario.events]

    def talk(self, place: int, visit: StoryVisit) -> Talk | None:
        """Where a talk could come; None where it cannot begin."""
        written = self.visits[place]
        if visit.person < 0:
            return None
        condition = written.if_ if isinstance(written, model.Visit) else None
        if not self.bounds.verdict(condition, Where(visit.person)) & MAY_HOLD:
            return None
        clock = self.story.shift.minutes if self.story.shift else visit.clock
        talk = Talk(place, {}, set(), {}, {}, set())
        while True:
            self.bounds.changed = False
            before = dict(talk.beats)
            self.spread(talk, visit.person, clock)
            for option in list(talk.options):
                self.bring(self.story.options[option], talk, visit.person)
            self.pick_up(talk)
            if not self.bounds.changed and before == talk.beats:
                break
        for place_, promise in enumerate(self.story.promises):
            if ("promised", place_) in self.bounds.true:
                self.bounds.may_move(("broken", promise), 4 * visit.person, BROKEN_PROMISE, 0)
        return talk

    def spread(self, talk: Talk, person: int, clock: int) -> None:
        """Open every beat that the options so far could lead to in time, the soonest first."""
        story, bounds = self.story, self.bounds
        waiting = [(0, beat) for beat in self.starts(talk.visit, person, clock)]
        done: set[int] = set()
        while waiting:
            spent, place = heapq.heappop(waiting)
            if place in done:
                continue
            done.add(place)
            talk.beats[place] = spent
            beat = story.beats[place]
            bounds.may_be_true("seen", place)
            if beat.raises >= 0 and story.objections[beat.raises].person == person:
                bounds.may_be_true("raised", beat.raises)
            where = Where(person, (1, clock - spent))
            for option in beat.options:
                if option.place not in talk.options:
                    if not bounds.verdict(self.written[option.place].if_, where) & MAY_HOLD:
                        continue
                    talk.options.add(option.place)
                    bounds.changed = True
                for target in self.leads_to(option, talk, person):
                    talk.ways.setdefault(place, set()).add(target)
                    talk.back.setdefault(target, set()).add(place)
                    if target >= 0 and spent + self.minutes[option.place] < clock:
                        heapq.heappush(waiting, (spent + self.minutes[option.place], target))

    def starts(self, visit: int, person: int, clock: int) -> Iterator[int]:
        written = self.visits[visit].start
        where = Where(person, (1 if self.story.shift else clock, clock))
        for index, (_, beat) in enumerate(self.story.visits[visit].starts):
            condition = None if written is None or isinstance(written, str) else written[index].if_
            verdict = self.bounds.verdict(condition, where)
            if verdict & MAY_HOLD:
                yield beat
            if not verdict & MAY_FAIL:
                return

    def leads_to(self, option: StoryOption, talk: Talk, person: int) -> set[int]:
        if option.ask < 0:
            return {option.then[0]}
        answers = self.bounds.may_be_answered(option.ask, person)
        if ANSWER_POLITE_YES in answers:
            talk.polite.add(option.place)
        return {option.then[answer - 1] for answer in answers}

    def bring(self, option: StoryOption, talk: Talk, person: int) -> None:
        """What an option could bring about when it is chosen in a talk with a person."""
        story, bounds = self.story, self.bounds
        if option.hears is not None and story.concerns[option.hears[0]].person == person:
            bounds.may_be_heard(*option.hears)
        if option.meets >= 0 and story.objections[option.meets].person == person:
            bounds.may_be_met(option.meets, FACING_BIT.get(option.move, 0))
        for promise in option.promises:
            bounds.may_be_true("promised", promise)
        for promise in option.keeps:
            bounds.may_be_true("kept", promise)
        for flag in range(option.sets.bit_length()):
            if option.sets >> flag & 1:
                bounds.may_be_true("flag", flag)
        if any(row.inoculates for row in option.rows) and any(
            answer in bounds.answers[ask * len(story.people) + person]
            for ask in range(len(story.asks))
            for answer in (ANSWER_YES, ANSWER_POLITE_YES)
        ):
            bounds.may_be_true("inoculated", person)
        added = (
            (option.picks_up >= 0)
            + (option.recalls is not None)
            + (option.hears is not None and option.hears[1] == 3)
            + len(set(option.keeps))
        )
        if option.effects is None:
            for mood in range(4):
                changes = [row.changes[mood] for row in option.rows]
                low, high = min(0, *changes, 0), max(0, *changes, 0)
                bounds.may_move(
                    (option.place, person), 4 * person + mood, low, high + (mood == 0) * added, option.again
                )
            return
        changed = effects_by_mood(option.effects, person)
        for place in {*changed, 4 * person}:
            change = changed.get(place, 0)
            more = added if place == 4 * person else 0
            bounds.may_move((option.place, person), place, change, change + more, option.again)

    def pick_up(self, talk: Talk) -> None:
        """Every cue of the talk that an option could answer before it closes."""
        for beat in talk.beats:
            for cue in self.story.beats[beat].cues:
                if ("picked", cue) not in self.bounds.true and self.can_pick_up(talk, beat, cue):
                    self.bounds.may_be_true("picked", cue)

    def can_pick_up(self, talk: Talk, beat: int, cue: int) -> bool:
        """Whether an option that answers a cue could come while it is open; it closes after so many choices."""
        reached, latest = {beat}, {beat}
        for _ in range(self.story.cues[cue].lasts - 1):
            latest = {next_ for one in latest for next_ in talk.ways.get(one, ()) if next_ >= 0} - reached
            if not latest:
                break
            reached |= latest
        return any(
            option.picks_up == cue and option.place in talk.options
            for one in reached
            for option in self.story.beats[one].options
        )

    def events(self, visit: StoryVisit) -> None:
        """What could happen after a visit. In a shift the last person met may be anybody."""
        people = [visit.person] if visit.person >= 0 else range(len(self.story.people))
        for event in visit.events:
            condition = self.event_conditions[event.place]
            for person in people:
                if not self.bounds.verdict(condition, Where(person)) & MAY_HOLD:
                    continue
                for flag in range(event.sets.bit_length()):
                    if event.sets >> flag & 1:
                        self.bounds.may_be_true("flag", flag)
                for place, change in effects_by_mood(event.effects, person).items():
                    self.bounds.may_move(("event", event.place), place, change, change)


def _fewest_minutes(option: StoryOption) -> int:
    if option.minutes is not None:
        return option.minutes
    shortest = min((words(text) for _, text in option.reply), default=0)
    if option.reply and option.reply[-1][0] is not None:
        shortest = 0  # none of the replies may hold
    return max(1, math.ceil((option.say_words + shortest) / WORDS_A_MINUTE))
