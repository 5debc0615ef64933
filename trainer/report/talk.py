"""The talk as it was: every line of both sides, with the cues lit up and what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from scoring.reading import Showing
from scoring.transcript import Opening, Transcript, Turn
from trainer.conversation.advance import event_texts
from trainer.conversation.play import Play
from trainer.conversation.state import State
from trainer.language import _, ngettext
from trainer.report.shapes import CueSeen, CueState, Exchange, Lit, TalkLine
from trainer.report.words import NOTHING_SAID, joined, short_names

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario


class Moment(NamedTuple):
    """A beat that opened: at a visit's opening (turn 0 for the first) or after a turn, with its words."""

    after: int
    person: str
    beat: str
    narration: str
    says: str


def names_of(transcript: Transcript) -> dict[str, str]:
    """What each person is called in a line, by id."""
    return short_names({id_: person.name for id_, person in transcript.head.people.items()})


def exchanges(transcript: Transcript) -> tuple[Exchange, ...]:
    """What was said at each turn: the trainee's line and all that the person answered."""
    names = names_of(transcript)
    return tuple(
        Exchange(number, names[turn.person], turn.say or NOTHING_SAID, " ".join(filter(None, (turn.reply, turn.says))))
        for number, turn in enumerate(transcript.turns, start=1)
    )


def talk_of(play: Play, scenario: Scenario, showings: Iterable[Showing]) -> tuple[TalkLine, ...]:
    """Every line of a play, from the first visit's opening to what happened after the last."""
    return tuple(_Talk(play, scenario, showings).lines())


def cues_of(play: Play, scenario: Scenario, showings: Iterable[Showing]) -> tuple[CueSeen, ...]:
    """Every showing of a cue, in the order of the turns, with what became of it."""
    transcript = play.transcript()
    names = names_of(transcript)
    moments = tuple(opened_beats(play))
    places = {cue: beat_id for beat_id, beat in scenario.beats.items() for cue in beat.cues}
    found = []
    for showing in showings:
        beat = scenario.beats[places[showing.cue]]
        moment = next(m for m in reversed(moments) if m.beat == places[showing.cue] and m.after < showing.turns[0])
        shows = str(beat.cues[showing.cue].shows)
        state = state_of(showing)
        found.append(
            CueSeen(
                cue=showing.cue,
                person=moment.person,
                name=names[moment.person],
                shows=shows,
                line=next((text for text in (moment.says, moment.narration) if place_of(shows, text)), moment.says),
                state=state,
                turns=showing.turns,
                your_line=_answering_line(transcript, showing),
                words=_became(showing, state),
            )
        )
    return tuple(sorted(found, key=lambda cue: cue.turns))


def state_of(showing: Showing) -> CueState:
    """What became of a cue over one showing."""
    if showing.picked_at is not None:
        return "picked up"
    return "stepped over" if showing.offered_at else "no chance"


def state_before(play: Play, turn: int) -> State:
    """The state in which a turn, counted from 1, was chosen."""
    place = [index for index, step in enumerate(play.steps) if step.turn][turn - 1]
    return play.steps[place - 1].state if place else play.first


def opened_beats(play: Play) -> Iterator[Moment]:
    """Every opening of a beat with words, in order."""
    openings = iter(play.openings)
    first = next(openings, None)
    if first:
        yield _as_moment(first, 0)
    number = 0
    for step in play.steps:
        if turn := step.turn:
            number += 1
            if turn.narration or turn.says:
                yield Moment(number, turn.person, _beat_opened(play, number), turn.narration, turn.says)
        if step.opening:
            yield _as_moment(step.opening, number)


def place_of(shows: str, text: str) -> tuple[int, int] | None:
    """Where a cue's words stand in a text, letter case and line breaks ignored."""
    found = re.search(r"\s+".join(map(re.escape, shows.split())), text, re.IGNORECASE)
    return found.span() if found else None


def _beat_opened(play: Play, number: int) -> str:
    """The beat that a turn opened, where it opened one."""
    turn = play.turns[number - 1]
    option = play.story.option(state_before(play, number).beat, turn.option)
    assert option is not None
    yes, polite_yes, no = option.then
    return play.story.beats[{"polite_yes": polite_yes, "no": no}.get(turn.answer or "", yes)].id


def _as_moment(opening: Opening, after: int) -> Moment:
    return Moment(after, opening.person or "", opening.beat, opening.narration, opening.says)


class _Talk:
    def __init__(self, play: Play, scenario: Scenario, showings: Iterable[Showing]) -> None:
        self.play = play
        self.scenario = scenario
        self.transcript = play.transcript()
        self.names = names_of(self.transcript)
        self.fates: Mapping[tuple[str, int], CueState] = {
            (showing.cue, turn): state_of(showing) for showing in showings for turn in showing.turns
        }
        self.beats = {(m.after, m.person, m.says): m.beat for m in opened_beats(play)}

    def lines(self) -> Iterator[TalkLine]:
        numbered = list(enumerate(self.transcript.turns, start=1))
        done = 0
        for opening in self.transcript.openings:
            yield from self.opened(opening, done)
            for number, turn in numbered:
                if turn.visit == opening.visit:
                    yield from self.turned(number, turn)
                    done = number
        if self.play.ended:
            for text in event_texts(self.play.story, self.play.state):
                yield TalkLine("event", "", text, done)

    def opened(self, opening: Opening, after: int) -> Iterator[TalkLine]:
        for text in opening.events:
            yield TalkLine("event", "", text, after)
        yield TalkLine("visit", "", self.heading(opening.visit), after)
        yield from self.words(opening.narration, opening.says, opening.person or "", opening.beat, after, 0)

    def turned(self, number: int, turn: Turn) -> Iterator[TalkLine]:
        yield TalkLine("you" if turn.say else "silence", _("You"), turn.say, number)
        if turn.reply:
            yield TalkLine("them", self.names[turn.person], turn.reply, number)
        beat = self.beats.get((number, turn.person, turn.says), "")
        yield from self.words(turn.narration, turn.says, turn.person, beat, number, number)

    def words(self, narration: str, says: str, person: str, beat: str, after: int, turn: int) -> Iterator[TalkLine]:
        """What a beat brought; its cues are open from the turn that follows `after`."""
        if narration:
            yield TalkLine("narration", "", narration, turn, self.lit(narration, beat, after + 1))
        if says:
            yield TalkLine("them", self.names[person], says, turn, self.lit(says, beat, after + 1))

    def lit(self, text: str, beat: str, turn: int) -> tuple[Lit, ...]:
        if beat not in self.scenario.beats:
            return ()
        spans = (
            (place, cue, self.fates[cue, turn])
            for cue, words in self.scenario.beats[beat].cues.items()
            if (cue, turn) in self.fates and (place := place_of(str(words.shows), text))
        )
        return tuple(sorted(Lit(*place, cue, fate) for place, cue, fate in spans))

    def heading(self, visit_id: str) -> str:
        for visit in self.scenario.visits or ():
            if visit.id == visit_id:
                return heading_of(visit.title, visit.when, visit.where)
        return next(str(stop.label) for stop in self.scenario.stops or () if stop.id == visit_id)


def heading_of(title: str | None, when: str | None, where: str | None) -> str:
    """A visit's heading: "Bay three. Monday, 5:15 a.m., the bus garage"."""
    place = ", ".join(filter(None, (when, where)))
    return ". ".join(filter(None, (title, place)))


def _answering_line(transcript: Transcript, showing: Showing) -> str:
    """The line that picked a cue up or, where none did, the first on offer that would have."""
    if showing.picked_at is not None:
        return transcript.turns[showing.picked_at - 1].say or NOTHING_SAID
    for at in showing.offered_at:
        for option in transcript.turns[at - 1].offered:
            if option.tags.get("picks_up") == showing.cue:
                return option.say or NOTHING_SAID
    return ""


def _became(showing: Showing, state: CueState) -> str:
    if state == "picked up":
        return _("You picked it up at turn {turn}.").format(turn=showing.picked_at)
    if state == "stepped over":
        told = ngettext(
            "You stepped over it at turn {turns}.", "You stepped over it at turns {turns}.", len(showing.turns)
        )
    else:
        told = ngettext(
            "It was open at turn {turns}, and no line on offer answered it.",
            "It was open at turns {turns}, and no line on offer answered it.",
            len(showing.turns),
        )
    return told.format(turns=joined(map(str, showing.turns)))
