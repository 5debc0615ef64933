"""The engine: one choice, in the format's order, as a pure function of immutable values.

`begin` gives the first state of a story, `offered` what can be chosen, `advance` what a choice brings, `take_leave`
ends a visit in which nothing is offered. None of them knows a clock of the world, chance, or a screen.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from scoring.moves import MOODS
from scoring.transcript import End, Offered, Opening, Turn
from trainer.conversation.reactions import Effect, Row
from trainer.conversation.state import (
    ANSWER_NO,
    ANSWER_NONE,
    ANSWER_POLITE_YES,
    ANSWER_YES,
    AT_STOP,
    FACING_BIT,
    NO_BEAT,
    RECORDING,
    TALKING,
    State,
    readiness,
    true_rating,
)
from trainer.conversation.story import END, STAY, Holds, Story, StoryOption, minutes_of
from trainer.scenario.conditions import ANSWERS

POLITE_BELOW = 5
"""Trust under which a person who does not mean yes says it out of politeness."""

BROKEN_PROMISE = -2
"""What a promise not kept by the end of the next visit costs in trust."""


def begin(story: Story) -> State:
    """The state in which the first visit has opened, or the first stop of a shift is reached.

    It is an ended one where no visit's condition holds.
    """
    state = _blank(story)
    return next_stop(story, state) if story.shift else _next_visit(story, state)


def _blank(story: Story) -> State:
    """Before anything happened."""
    people = len(story.people)
    return State(
        visit=-1,
        phase=TALKING,
        person=0,
        beat=NO_BEAT,
        said=-1,
        minutes_left=story.shift.minutes if story.shift else 0,
        moods=tuple(mood for person in story.people for mood in person.moods),
        heard=(0,) * len(story.concerns),
        heard_before=(0,) * len(story.concerns),
        met=(0,) * len(story.objections),
        raised=0,
        raised_here=False,
        seen=0,
        picked=0,
        cues=(),
        spent=0,
        answers=(ANSWER_NONE,) * (len(story.asks) * people),
        said_yes_at_risk=0,
        inoculated=0,
        promised=(0,) * len(story.promises),
        kept=0,
        charged=0,
        flags=0,
        closed_run=0,
        permission=False,
        events=0,
        ended=False,
    )


def placed(story: Story, visit: int, beat: int, moods: tuple[int, ...], heard: tuple[int, ...] | None = None) -> State:
    """A state that no choice led to: a visit in which a beat has just opened, for trying a scene from there.

    `moods` are everybody's, four a person; `heard` the depth of each concern that was reached before, none by default.
    A beat of a shift is tried with the whole shift's clock.
    """
    clock = story.shift.minutes if story.shift else story.visits[visit].clock
    state = _blank(story).but(
        visit=visit,
        person=story.visits[visit].person,
        minutes_left=clock,
        moods=moods,
        heard=heard or _blank(story).heard,
    )
    return _open_beat(story, state.but(heard_before=state.heard), beat)


def offered(story: Story, state: State) -> tuple[StoryOption, ...]:
    """What can be said or done now, in the author's order; nothing where nobody is being talked with."""
    if state.beat == NO_BEAT:
        return ()
    spent = state.spent
    # a list is made faster than what a tuple would be made of one by one, and this is asked most of all
    return tuple(
        [
            option
            for option in story.beats[state.beat].options
            if (option.again or not spent >> option.place & 1) and (option.holds is None or option.holds(state))
        ]
    )


def advance(story: Story, state: State, option: StoryOption) -> tuple[State, Turn]:
    """Choose an option that is offered: the state after it, and what it brought.

    Raises ValueError where the option is not offered in this state.
    """
    choices = offered(story, state)
    if option not in choices:
        raise ValueError(f"option {option.id} is not offered in beat {story.beats[state.beat].id}")
    return _advance(story, state, option, choices)


class Step(NamedTuple):
    """What a choice brought, without its words for a transcript.

    `after` is the state after it, `noted` the one before its clock ran and anything opened. `answer` is that to an ask
    (ANSWER_NONE where there was none), `opened` the depth that it opened, `destination` where the line leads, and
    `spent_by_clock` whether the talk is over although it does not.
    """

    after: State
    noted: State
    answer: int
    opened: str | None
    reply: str
    minutes: int
    minutes_left: int
    destination: int
    spent_by_clock: bool

    @property
    def opens(self) -> bool:
        """Whether another beat of the talk opened."""
        return self.minutes_left > 0 and self.destination not in (END, STAY)


def step(story: Story, state: State, option: StoryOption) -> Step:
    """Choose an option that is known to be offered; `advance` makes a turn for the transcript of it."""
    noted, opened, answer = _react(story, state, option)
    reply = _first_holding(option.reply, noted)[1]
    minutes = minutes_of(option, reply)
    left = noted.minutes_left - minutes
    cues = tuple([(cue, lasts - 1) for cue, lasts in noted.cues if lasts > 1]) if noted.cues else ()
    after = noted.but(minutes_left=left, cues=cues)
    destination = option.then[answer - 1 if answer else 0]
    if left <= 0 or destination == END:
        after = _end_visit(story, after)
    elif destination != STAY:
        after = _open_beat(story, after, destination)
    return Step(after, noted, answer, opened, reply, minutes, left, destination, left <= 0 and destination != END)


def _advance(story: Story, state: State, option: StoryOption, choices: tuple[StoryOption, ...]) -> tuple[State, Turn]:
    visit = story.visits[state.visit]
    brought = step(story, state, option)
    narration, says, raised = _brought(story, brought.after) if brought.opens else ("", "", None)
    turn = Turn(
        visit=visit.id,
        person=story.people[state.person].id,
        beat=story.beats[state.beat].id,
        step=option.step,
        option=option.id,
        move=option.move,
        tags=option.offered.tags,
        say=option.say,
        reply=brought.reply,
        says=says,
        narration=narration,
        offered=tuple(_as_offered(story, state, choice) for choice in choices),
        cues_open=tuple(story.cues[cue].id for cue, _ in state.cues),
        opened=brought.opened,
        raised=raised,
        answer=ANSWERS[brought.answer] if brought.answer else None,
        changes=_changes(story, state, brought.noted),
        minutes=brought.minutes,
        minutes_left=brought.minutes_left,
        spent_by_clock=brought.spent_by_clock,
    )
    return brought.after, turn


def take_leave(story: Story, state: State) -> State:
    """End the visit where nothing is offered any more: the person takes leave."""
    return _end_visit(story, state)


def opening(story: Story, state: State) -> Opening:
    """What the present visit began with, where `state` is the state in which it opened."""
    visit = story.visits[state.visit]
    narration, says, raised = _brought(story, state)
    return Opening(
        visit=visit.id,
        person=story.people[state.person].id,
        beat=story.beats[state.beat].id,
        narration=narration,
        says=says,
        raised=raised,
        events=event_texts(story, state),
    )


def event_texts(story: Story, state: State) -> tuple[str, ...]:
    """What happened between the last visit and this state, in the words of the events."""
    return tuple(
        event.text for visit in story.visits for event in visit.events if state.events >> event.place & 1 and event.text
    )


def present_words(story: Story, state: State) -> tuple[str, str]:
    """The narration of the present beat and what the person said when it opened."""
    narration, says, _ = _brought(story, state)
    return narration, says


def who_comes(story: Story, state: State) -> dict[str, tuple[str, ...]]:
    """For each ask those whose answer stands at a yes of either kind and who would really do it."""
    people = len(story.people)
    return {
        ask.id: tuple(
            person.id
            for place, person in enumerate(story.people)
            if state.answers[index * people + place] in (ANSWER_YES, ANSWER_POLITE_YES)
            and readiness(state, place) >= ask.threshold
        )
        for index, ask in enumerate(story.asks)
    }


def end_of(story: Story, state: State) -> End:
    """How it stands in a state, for the transcript. Who comes is known only once the play has ended."""
    people = len(story.people)
    return End(
        ended=state.ended,
        rating={person.id: true_rating(state, place) for place, person in enumerate(story.people)},
        readiness={person.id: readiness(state, place) for place, person in enumerate(story.people)},
        comes=who_comes(story, state) if state.ended else {},
        promised=tuple(sorted(id_ for id_, made in zip(story.promises, state.promised, strict=True) if made)),
        kept=tuple(sorted(id_ for place, id_ in enumerate(story.promises) if state.kept >> place & 1)),
        answers={
            ask.id: {
                person.id: ANSWERS[state.answers[index * people + place]]
                for place, person in enumerate(story.people)
                if state.answers[index * people + place]
            }
            for index, ask in enumerate(story.asks)
        },
        inoculated=tuple(person.id for place, person in enumerate(story.people) if state.inoculated >> place & 1),
    )


def _react(story: Story, state: State, option: StoryOption) -> tuple[State, str | None, int]:
    """The person's moods, then what is noted of the line, then the answer to an ask."""
    person = state.person
    row = _matching(story, state, option)
    added, opens, picks = _additions(story, state, option)
    effects = option.effects if option.effects is not None else row.effects if row else ()
    moods = _changed(state.moods, (*effects, Effect(None, 0, added)) if added else effects, person)
    changed: dict[str, Any] = {"moods": moods, "spent": state.spent | 1 << option.place}
    opened = None
    if opens >= 0:
        heard = changed["heard"] = _with(state.heard, opens, state.heard[opens] + 1)
        opened = f"{story.concerns[opens].id}.{heard[opens]}"
    if picks:
        changed["picked"] = state.picked | 1 << option.picks_up
        changed["cues"] = tuple(cue for cue in state.cues if cue[0] != option.picks_up)
    met = option.meets
    if met >= 0 and story.objections[met].person == person:
        changed["met"] = _with(state.met, met, state.met[met] | FACING_BIT.get(option.move, 0))
    for promise in option.promises:
        if not state.promised[promise]:
            promised = changed.get("promised", state.promised)
            changed["promised"] = _with(promised, promise, state.visit + 1)
    if option.keeps:
        changed["kept"] = state.kept | sum({1 << promise for promise in option.keeps})
    if option.sets:
        changed["flags"] = state.flags | option.sets
    if row and row.inoculates:
        changed["inoculated"] = state.inoculated | 1 << person
    if option.move == "closed_question":
        changed["closed_run"] = state.closed_run + 1
    elif state.closed_run:
        changed["closed_run"] = 0
    if option.move == "permission":
        changed["permission"] = True
    noted = state.but(**changed)
    if option.ask < 0:
        return noted, opened, ANSWER_NONE
    return _answered(story, noted, option.ask, opened)


def _matching(story: Story, state: State, option: StoryOption) -> Row | None:
    """The row of the format's table that is for this line, now."""
    for row in option.rows:
        if row.when(story, state, option):
            return row
    return None


def _answered(story: Story, state: State, ask: int, opened: str | None) -> tuple[State, str | None, int]:
    answer = _answer(story, state, ask)
    risky_yes = answer == ANSWER_YES and story.asks[ask].risk >= 2
    state = state.but(
        answers=_with(state.answers, ask * len(story.people) + state.person, answer),
        said_yes_at_risk=state.said_yes_at_risk | (1 << state.person if risky_yes else 0),
    )
    return state, opened, answer


def _answer(story: Story, state: State, ask: int) -> int:
    """A yes where they would do it; otherwise politeness while trust is low, and the truth where it is not."""
    if readiness(state, state.person) >= story.asks[ask].threshold:
        return ANSWER_YES
    return ANSWER_POLITE_YES if state.moods[4 * state.person] < POLITE_BELOW else ANSWER_NO


def _additions(story: Story, state: State, option: StoryOption) -> tuple[int, int, bool]:
    """Trust that is always added; the concern whose next depth opens (-1: none); whether an open cue is picked up."""
    added = 0
    picks = option.picks_up >= 0 and any(cue == option.picks_up for cue, _ in state.cues)
    added += picks
    if option.recalls is not None:
        concern, depth = option.recalls
        added += story.concerns[concern].person == state.person and state.heard_before[concern] >= depth
    opens = -1
    if option.hears is not None:
        concern, depth = option.hears
        if story.concerns[concern].person == state.person and state.heard[concern] == depth - 1:
            opens = concern
            added += depth == 3
    for promise in dict.fromkeys(option.keeps):
        added += _owed(story, state, promise) and not state.kept >> promise & 1
    return added, opens, picks


def _owed(story: Story, state: State, promise: int) -> bool:
    """A promise made to the person in the visit on an earlier visit."""
    made = state.promised[promise] - 1
    return 0 <= made < state.visit and story.visits[made].person == state.person


def _changed(moods: tuple[int, ...], effects: Sequence[Effect], person: int) -> tuple[int, ...]:
    """Moods after changes, summed for each mood first and then held to 0…10."""
    if not effects:
        return moods
    sums = list(moods)
    places = []
    for whose, mood, change in effects:
        place = 4 * (person if whose is None else whose) + mood
        sums[place] += change
        places.append(place)
    for place in places:
        if not 0 <= sums[place] <= 10:
            sums[place] = 0 if sums[place] < 0 else 10
    return tuple(sums)


def _end_visit(story: Story, state: State) -> State:
    """Promises not kept are charged, then events happen, then the next visit whose condition holds begins."""
    moods, charged = state.moods, state.charged
    for promise in range(len(story.promises)):
        if _owed(story, state, promise) and not (state.kept | charged) >> promise & 1:
            moods = _changed(moods, [Effect(None, 0, BROKEN_PROMISE)], state.person)
            charged |= 1 << promise
    return _close(story, state.but(moods=moods, charged=charged, cues=(), events=0))


def _close(story: Story, state: State) -> State:
    """What happens after a visit or a knock, and then the next visit or, in a shift, the record."""
    for event in story.visits[state.visit].events:
        if event.holds is None or event.holds(state):
            state = state.but(
                moods=_changed(state.moods, event.effects, state.person),
                flags=state.flags | event.sets,
                events=state.events | 1 << event.place,
            )
    if story.shift:
        return state.but(phase=RECORDING, beat=NO_BEAT, said=-1)
    return _next_visit(story, state)


def _next_visit(story: Story, state: State) -> State:
    for place in range(state.visit + 1, len(story.visits)):
        visit = story.visits[place]
        if visit.holds is None or visit.holds(state.but(person=visit.person)):
            return _start_talk(story, state, place, visit.clock)
    return state.but(beat=NO_BEAT, said=-1, ended=True)


def _start_talk(story: Story, state: State, place: int, minutes_left: int) -> State:
    visit = story.visits[place]
    started = state.but(
        visit=place,
        person=visit.person,
        minutes_left=minutes_left,
        phase=TALKING,
        heard_before=state.heard,
        raised_here=False,
        closed_run=0,
        permission=False,
    )
    return _open_beat(story, started, next(beat for holds, beat in visit.starts if holds is None or holds(started)))


def next_stop(story: Story, state: State) -> State:
    """The next stop of a shift is reached; the shift is over where none is left or its clock has run out."""
    place = state.visit + 1
    if place >= len(story.visits) or state.minutes_left <= 0:
        return state.but(beat=NO_BEAT, said=-1, ended=True, phase=TALKING)
    return state.but(visit=place, phase=AT_STOP, beat=NO_BEAT, said=-1)


def knock(story: Story, state: State) -> State:
    """Knock, call or write at the present stop: a talk begins, or a minute passes and nobody answers."""
    person = story.visits[state.visit].person
    if person < 0:
        # the texts of events since the last talk stay, for the next talk to open with
        return _close(story, state.but(minutes_left=state.minutes_left - 1))
    return _start_talk(story, state, state.visit, state.minutes_left)


def record_stop(story: Story, state: State) -> State:
    """The present stop has been recorded: the way to the next one takes its minutes."""
    between = story.shift.between if story.shift else 0
    return next_stop(story, state.but(minutes_left=state.minutes_left - between))


def _open_beat(story: Story, state: State, place: int) -> State:
    beat = story.beats[place]
    raises = beat.raises >= 0 and story.objections[beat.raises].person == state.person
    opened = state.but(
        beat=place,
        said=0 if beat.says else -1,
        seen=state.seen | 1 << place,
        cues=(
            *(cue for cue in state.cues if cue[0] not in beat.cues),
            *((cue, story.cues[cue].lasts) for cue in beat.cues),
        )
        if beat.cues
        else state.cues,
        raised=state.raised | 1 << beat.raises if raises else state.raised,
        raised_here=state.raised_here or raises,
    )
    if beat.says and beat.says[0][0] is not None:
        opened = opened.but(said=_first_holding(beat.says, opened)[0])
    return opened


def _brought(story: Story, state: State) -> tuple[str, str, str | None]:
    """Narration, words and objection of the present beat as it opened."""
    beat = story.beats[state.beat]
    objection = story.objections[beat.raises] if beat.raises >= 0 else None
    raised = objection if objection and objection.person == state.person else None
    says = beat.says[state.said][1] if state.said >= 0 else raised.says if raised and not beat.says else ""
    return beat.narration, says, raised.id if raised else None


def _first_holding(wordings: tuple[tuple[Holds | None, str], ...], state: State) -> tuple[int, str]:
    for place, (holds, text) in enumerate(wordings):
        if holds is None or holds(state):
            return place, text
    return -1, ""


def _as_offered(story: Story, state: State, option: StoryOption) -> Offered:
    """An option as the transcript keeps it; of an ask also what the person would have answered."""
    if option.ask < 0:
        return option.offered
    _, _, answer = _react(story, state, option)
    return option.offered._replace(answer=ANSWERS[answer])


def _changes(story: Story, before: State, after: State) -> dict[str, int]:
    changes: dict[str, int] = {}
    if before.moods == after.moods:
        return changes
    for place, (old, new) in enumerate(zip(before.moods, after.moods, strict=True)):
        if old != new:
            person, mood = divmod(place, 4)
            name = MOODS[mood] if person == before.person else f"{story.people[person].id}.{MOODS[mood]}"
            changes[name] = new - old
    return changes


def _with(values: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*values[:place], value, *values[place + 1 :])
