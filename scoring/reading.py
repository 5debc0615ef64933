"""A play read once: what was heard, raised, answered and open at each turn.

The transcript says what was said; the rubric asks what had been heard by then, whose objection stood open, whether
a cue could have been picked up. All of that is worked out here, by the rules of the scenario format, and only here.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scoring.moves import QUESTIONING
from scoring.transcript import Head, Offered, Tags, Transcript, Turn

AGREEING = frozenset({"yes", "polite_yes"})


class Line(NamedTuple):
    """Something that was said or could have been said: an option with its move, effective step and tags."""

    option: str
    move: str
    step: str
    say: str
    tags: Tags

    @property
    def habits(self) -> tuple[str, ...]:
        return names(self.tags, "habit")

    @property
    def ask(self) -> str | None:
        return self.tags.get("ask") or None

    @property
    def picks_up(self) -> str | None:
        return self.tags.get("picks_up") or None

    @property
    def promises(self) -> tuple[str, ...]:
        return names(self.tags, "promises")

    @property
    def keeps(self) -> tuple[str, ...]:
        return names(self.tags, "keeps")

    @property
    def next(self) -> str | None:
        return self.tags.get("next") or None

    @property
    def hears(self) -> tuple[str, int] | None:
        return depth(self.tags.get("hears"))

    @property
    def recalls(self) -> tuple[str, int] | None:
        return depth(self.tags.get("recalls"))

    @property
    def may_inoculate(self) -> bool:
        """Whether this line inoculates somebody who has said yes: any question or a fact, in step inoculate."""
        return self.step == "inoculate" and (self.move in QUESTIONING or self.move == "information")


class Moment(NamedTuple):
    """One turn with what stood before it.

    `number` counts from 1. `choices` are the lines that could be said, the chosen one among them. `heard` is the depth
    of each concern before this line, `heard_earlier` before this visit. `opens` is the depth that the line opened.
    `meets` is the objection of this person that it meets, `open_objection` the one that this person raised last in this
    visit. `closed_in_row` counts the closed questions in a row, this one included. `agreed`: the person's latest answer
    to some ask was a yes, meant or polite.
    """

    number: int
    turn: Turn
    line: Line
    choices: tuple[Line, ...]
    heard: Mapping[str, int]
    heard_earlier: Mapping[str, int]
    opens: tuple[str, int] | None
    meets: str | None
    open_objection: str | None
    closed_in_row: int
    agreed: bool


class Visit(NamedTuple):
    """The turns of one talk. `finished` is false only for the visit in which an unended play stands."""

    id: str
    person: str
    moments: tuple[Moment, ...]
    finished: bool


class Showing(NamedTuple):
    """A cue that was open over some turns of a visit, until it was picked up or closed.

    `turns` are the turns at which it was open, `offered_at` those at which some line picked it up, `picked_at` the one
    that did. `closed` is false where the transcript breaks off while it was open.
    """

    cue: str
    turns: tuple[int, ...]
    offered_at: tuple[int, ...]
    picked_at: int | None
    closed: bool


class Reading(NamedTuple):
    """A whole play, read.

    `people` are those visited, in order; `heard` the depths at the end; `raised` each objection raised with the turn
    that brought it; `answers` the standing answer by (ask, person); `inoculated` who was inoculated by the rule.
    """

    transcript: Transcript
    moments: tuple[Moment, ...]
    visits: tuple[Visit, ...]
    people: tuple[str, ...]
    heard: Mapping[str, int]
    raised: Mapping[str, int]
    answers: Mapping[tuple[str, str], str]
    inoculated: frozenset[str]

    def visits_with(self, person: str) -> tuple[Visit, ...]:
        """The visits with one person, in order."""
        return tuple(visit for visit in self.visits if visit.person == person)

    def concerns(self, person: str) -> Mapping[str, int]:
        """The depths of each concern of a person."""
        return self.transcript.head.people[person].concerns

    def deepest(self, person: str, heard: Mapping[str, int]) -> int:
        """How far the concern of this person that is open furthest is open, 0 to 3."""
        return max((heard.get(concern, 0) for concern in self.concerns(person)), default=0)

    def agreed_at(self) -> Mapping[str, tuple[int, ...]]:
        """For each person who said yes or polite yes at some time, the turns of these answers."""
        found: dict[str, tuple[int, ...]] = {}
        for moment in self.moments:
            if moment.turn.answer in AGREEING:
                found[moment.turn.person] = (*found.get(moment.turn.person, ()), moment.number)
        return found

    def showings(self) -> Iterator[Showing]:
        """Every showing of every cue."""
        for visit in self.visits:
            yield from _showings(visit)


def names(tags: Tags, key: str) -> tuple[str, ...]:
    """The ids that a tag holds: one, a list of them, or none."""
    value = tags.get(key)
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def depth(value: str | None) -> tuple[str, int] | None:
    """A tag such as "wrist.2" as concern and depth."""
    if not value:
        return None
    concern, _, number = value.rpartition(".")
    return concern, int(number)


def read(transcript: Transcript) -> Reading:
    """Read a sound transcript."""
    return _Reader(transcript).read()


class _Reader:
    """What is known while the turns go by."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.head: Head = transcript.head
        # a transcript from elsewhere may not say whose an objection is; then each counts for whoever it meets
        self.owners_known = any(person.objections for person in self.head.people.values())
        self.opening_raised = {opening.visit: opening.raised for opening in transcript.openings}
        self.heard: dict[str, int] = {}
        self.raised: dict[str, int] = {}
        self.answers: dict[tuple[str, str], str] = {}
        self.inoculated: set[str] = set()

    def read(self) -> Reading:
        visits: list[tuple[str, str, list[Moment]]] = []
        earlier: dict[str, int] = {}
        standing: str | None = None
        row = 0
        for number, turn in enumerate(self.transcript.turns, start=1):
            if not visits or visits[-1][:2] != (turn.visit, turn.person):
                visits.append((turn.visit, turn.person, []))
                earlier, row = dict(self.heard), 0
                standing = self._raise(self.opening_raised.get(turn.visit), turn.person, number)
            row = row + 1 if turn.move == "closed_question" else 0
            moment = self._moment(number, turn, earlier, standing, row)
            visits[-1][2].append(moment)
            self._note(moment)
            standing = self._raise(turn.raised, turn.person, number) or standing
        last = len(visits) - 1
        return Reading(
            transcript=self.transcript,
            moments=tuple(moment for _, _, moments in visits for moment in moments),
            visits=tuple(
                Visit(visit, person, tuple(moments), at < last or self.transcript.end.ended)
                for at, (visit, person, moments) in enumerate(visits)
            ),
            people=tuple(dict.fromkeys(person for _, person, _ in visits)),
            heard=self.heard,
            raised=self.raised,
            answers=self.answers,
            inoculated=frozenset(self.inoculated),
        )

    def _moment(self, number: int, turn: Turn, earlier: Mapping[str, int], standing: str | None, row: int) -> Moment:
        line = Line(turn.option, turn.move, turn.tags.get("step") or turn.step, turn.say, turn.tags)
        meets = turn.tags.get("meets") or None
        return Moment(
            number=number,
            turn=turn,
            line=line,
            choices=_choices(turn, line),
            heard=dict(self.heard),
            heard_earlier=earlier,
            opens=self._opens(turn, line),
            meets=meets if meets and self._owns(turn.person, meets) else None,
            open_objection=standing,
            closed_in_row=row,
            agreed=any(who == turn.person and a in AGREEING for (_, who), a in self.answers.items()),
        )

    def _note(self, moment: Moment) -> None:
        turn, line = moment.turn, moment.line
        if moment.opens:
            concern, reached = moment.opens
            self.heard[concern] = max(self.heard.get(concern, 0), reached)
        if line.may_inoculate and moment.agreed:
            self.inoculated.add(turn.person)
        if line.ask and turn.answer and turn.answer != "none":
            self.answers[line.ask, turn.person] = turn.answer

    def _opens(self, turn: Turn, line: Line) -> tuple[str, int] | None:
        depths = self.head.people[turn.person].concerns
        stated = depth(turn.opened)
        if stated and stated[0] in depths and stated[1] > self.heard.get(stated[0], 0):
            return stated
        hears = line.hears
        if hears and hears[1] <= depths.get(hears[0], 0) and hears[1] == self.heard.get(hears[0], 0) + 1:
            return hears
        return None

    def _raise(self, objection: str | None, person: str, number: int) -> str | None:
        if not objection or not self._owns(person, objection):
            return None
        self.raised.setdefault(objection, number)
        return objection

    def _owns(self, person: str, objection: str) -> bool:
        return not self.owners_known or objection in self.head.people[person].objections


def _choices(turn: Turn, chosen: Line) -> tuple[Line, ...]:
    offered = tuple(offered_line(option, turn) for option in turn.offered if option.option != turn.option)
    return (*offered, chosen)


def offered_line(option: Offered, turn: Turn) -> Line:
    """An option that was offered at a turn, as a line; its step is the turn's where it does not say."""
    step = option.tags.get("step") or option.step or turn.step
    return Line(option.option, option.move, step, option.say, option.tags)


def _showings(visit: Visit) -> Iterator[Showing]:
    showing: dict[str, tuple[list[int], list[int]]] = {}
    for moment in visit.moments:
        still_open = moment.turn.cues_open
        for cue in [cue for cue in showing if cue not in still_open]:
            turns, offered_at = showing.pop(cue)
            yield Showing(cue, tuple(turns), tuple(offered_at), None, True)
        could = {line.picks_up for line in moment.choices}
        for cue in still_open:
            turns, offered_at = showing.setdefault(cue, ([], []))
            turns.append(moment.number)
            if cue in could:
                offered_at.append(moment.number)
        picked = moment.line.picks_up
        if picked in showing and picked is not None:
            turns, offered_at = showing.pop(picked)
            yield Showing(picked, tuple(turns), tuple(offered_at), moment.number, True)
    for cue, (turns, offered_at) in showing.items():
        yield Showing(cue, tuple(turns), tuple(offered_at), None, visit.finished)
