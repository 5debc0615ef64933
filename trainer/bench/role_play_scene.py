"""Which beats, cues, habits and words of a scenario belong to whom: what the cards of a role-play are made of."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trainer.scenario import model


class Meeting(NamedTuple):
    """A visit, or a stop where somebody answers: how it is called, when, where and how long (0: no clock of its own).

    `maybe` tells that it hangs on how the ones before it went.
    """

    id: str
    title: str
    person: str
    when: str
    where: str
    minutes: int
    starts: tuple[str, ...]
    maybe: bool = False


class Scene:
    """A scenario as the cards ask for it."""

    def __init__(self, scenario: model.Scenario) -> None:
        self.scenario = scenario
        self.meetings = tuple(_meetings(scenario))

    def of(self, person: str) -> tuple[Meeting, ...]:
        """The meetings with a person, in their order."""
        return tuple(meeting for meeting in self.meetings if meeting.person == person)

    def people(self) -> list[str]:
        """The people whom somebody meets, in the order of the file."""
        met = {meeting.person for meeting in self.meetings}
        return [str(name) for name in self.scenario.people if name in met]

    def beats(self, person: str) -> dict[str, model.Beat]:
        """The beats that the talks with a person can come to, in the order of the file."""
        found: set[str] = set()
        waiting = [beat for meeting in self.of(person) for beat in meeting.starts]
        while waiting:
            name = waiting.pop()
            beat = self.scenario.beats.get(name)
            if name in found or beat is None:
                continue
            found.add(name)
            waiting += [target for option in beat.options for target in targets(option)]
        return {str(name): beat for name, beat in self.scenario.beats.items() if name in found}

    def cues(self, person: str) -> list[tuple[str, str]]:
        """The words that give something away in the talks with a person, each with the concern it is about."""
        own = self.scenario.people[person].concerns
        cues = [cue for beat in self.beats(person).values() for cue in beat.cues.values()]
        found = {str(cue.shows): str(cue.about or "") for cue in cues if cue.about is None or cue.about in own}
        return list(found.items())

    def habits(self, people: Iterable[str]) -> list[str]:
        """The named errors that the scenario's lines are examples of, the most frequent first."""
        count: dict[str, int] = {}
        for person in people:
            for beat in self.beats(person).values():
                for option in beat.options:
                    if option.habit:
                        count[str(option.habit)] = count.get(str(option.habit), 0) + 1
        return sorted(count, key=lambda habit: (-count[habit], habit))

    def asks(self, person: str) -> list[str]:
        """The asks that are made of a person, in the order of the file."""
        made = {option.ask for beat in self.beats(person).values() for option in beat.options if option.ask}
        return [str(name) for name in self.scenario.asks if name in made]

    def answers(self, person: str, ask: str) -> dict[str, str]:
        """The person's words for each answer to an ask, where a beat of its own has them."""
        found: dict[str, str] = {}
        for beat in self.beats(person).values():
            for option in beat.options:
                if option.ask == ask and isinstance(option.then, model.Answers):
                    for answer in ("yes", "polite_yes", "no"):
                        target = self.scenario.beats.get(getattr(option.then, answer))
                        if words := self.opening_words(target):
                            found.setdefault(answer, words)
        return found

    def opening_words(self, beat: model.Beat | None) -> str:
        """What a beat says: its words, the last of several wordings, or those of the objection that it raises."""
        if beat is None:
            return ""
        if isinstance(beat.says, str):
            return str(beat.says)
        if beat.says:
            return str(beat.says[-1].text)
        for person in self.scenario.people.values():
            if beat.raises in person.objections:
                return str(person.objections[str(beat.raises)].says)
        return ""


def targets(option: model.Option) -> Sequence[str]:
    """The beats that an option can lead to; `end` may be among them."""
    then = option.then
    if isinstance(then, model.Answers):
        return (then.yes, then.polite_yes, then.no)
    return () if then is None else (then,)


def _meetings(scenario: model.Scenario) -> Iterable[Meeting]:
    for visit in scenario.visits or []:
        yield Meeting(
            str(visit.id), str(visit.title or ""), str(visit.with_), str(visit.when or ""), str(visit.where or ""),
            visit.clock, _starts(visit.start), visit.if_ is not None,
        )  # fmt: skip
    for stop in scenario.stops or []:
        if stop.with_ is not None and stop.start is not None:
            yield Meeting(str(stop.id), str(stop.label), str(stop.with_), "", "", 0, _starts(stop.start))


def _starts(start: str | list[model.StartChoice]) -> tuple[str, ...]:
    return (str(start),) if isinstance(start, str) else tuple(str(one.beat) for one in start)
