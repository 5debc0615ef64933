"""From a drive or turf as its author wrote it to the constituency: whoever no author made gets a name and a role."""

from collections.abc import Iterator, Mapping
from typing import Any

from trainer.drive.constituency import (
    VOTE,
    Campaign,
    Constituency,
    Crew,
    Event,
    Lines,
    Member,
    Mood,
    Promise,
    Rumour,
    Talk,
    Test,
)
from trainer.drive.names import names_for
from trainer.drive.parameters import Parameters
from trainer.drive.written import Drive, Person, Turf


def peopled(written: Drive | Turf) -> Constituency:
    """The constituency that a file without errors describes."""
    # texts that stood without quotes are of a type of their own; what is kept and compared later is plain
    common: dict[str, Any] = {
        "id": str(written.id),
        "title": str(written.title),
        "kind": str(written.kind),
        "language": str(written.language),
        "minutes": written.minutes,
        "content_notes": tuple(map(str, written.content_notes)),
        "brief": str(written.brief),
        "goals": tuple(map(str, written.goals)),
        "size": written.size,
        "hours": written.hours,
        "weeks": written.calendar.weeks,
        "parameters": {str(name): value for name, value in written.parameters.items()},
    }
    if isinstance(written, Turf):
        events = tuple(Event(str(one.id), one.week, "", str(one.text), one.hours) for one in written.events)
        return Constituency(
            form="turf", crews=(), people=(), tests=(), campaign=None, events=events, rumours=(), promises=(),
            listed=written.listed, election=str(written.calendar.election), **common,
        )  # fmt: skip
    crews, people = _people(written)
    number = {one.id: one.number for one in people if one.authored}
    of_crew = {crew.id: crew.people for crew in crews}
    return Constituency(
        form="drive",
        crews=crews,
        people=people,
        tests=tuple(
            sorted(
                (Test(str(one.id), str(one.title), one.week, one.risk, str(one.act)) for one in written.calendar.tests),
                key=lambda test: test.week,
            )
        ),
        vote=_vote(written),
        campaign=_campaign(written),
        events=tuple(
            Event(str(one.id), one.week, str(one.if_ or ""), str(one.text), one.hours) for one in written.events
        ),
        rumours=tuple(
            Rumour(
                str(one.id), one.week, of_crew.get(str(one.from_)) or (number[one.from_],),
                None if one.about is None else number[one.about], str(one.text), one.true,
            )
            for one in written.rumours
        ),
        promises=tuple(
            Promise(
                str(one.id), number[one.to], str(one.text), one.hours, one.within, str(one.kept), str(one.broken)
            )
            for one in written.promises
        ),
        **common,
    )  # fmt: skip


def _vote(written: Drive) -> Test | None:
    vote = written.calendar.vote
    if vote is None:
        return None
    risk = written.parameters.get("vote_risk", Parameters().vote_risk)
    return Test(VOTE, str(vote.title), written.calendar.weeks, risk, str(vote.act))


def _campaign(written: Drive) -> Campaign | None:
    against = written.campaign
    if against is None:
        return None
    weeks: dict[int, tuple[str, ...]] = {}
    for entry in against.weeks:
        weeks[entry.week] = (*weeks.get(entry.week, ()), str(entry.text))
    return Campaign(against.by, str(against.who), against.from_, against.reach, weeks)


def _people(written: Drive) -> tuple[tuple[Crew, ...], tuple[Member, ...]]:
    """Everybody, crew after crew, those whom the author made first; and the crews."""
    authored = {str(name): person for name, person in written.people.items()}
    drawn = iter(names_for(str(written.id), written.size - len(authored), {str(one.name) for one in authored.values()}))
    places: list[tuple[str, str, int]] = []
    crews = []
    for place, (crew_id, crew) in enumerate(written.crews.items()):
        named = [name for name, person in authored.items() if person.crew == crew_id]
        first = len(places)
        places += [(name, str(authored[name].name), place) for name in named]
        places += [(f"{crew_id}_{extra + 1}", next(drawn), place) for extra in range(crew.size - len(named))]
        crews.append(Crew(str(crew_id), str(crew.name), tuple(range(first, len(places)))))
    number = {id_: place for place, (id_, _, _) in enumerate(places) if id_ in authored}
    members = list(_members(written, places, authored, number, crews))
    return tuple(crews), tuple(members)


def _members(
    written: Drive,
    places: list[tuple[str, str, int]],
    authored: Mapping[str, Person],
    number: Mapping[str, int],
    crews: list[Crew],
) -> Iterator[Member]:
    roles = {str(crew_id): tuple(map(str, crew.roles)) for crew_id, crew in written.crews.items()}
    for place, (id_, name, crew_place) in enumerate(places):
        crew = crews[crew_place]
        turn = roles[crew.id][(place - crew.people[0]) % len(roles[crew.id])]
        person = authored.get(id_)
        if person is None:
            yield Member(place, id_, name, turn, crew_place, authored=False)
            continue
        led: list[int] = []
        for who in person.leads:
            led += [number[who]] if who in number else [one for one in crew.people if one != place]
        yield Member(
            place, id_, name, str(person.role or turn), crew_place, True,
            {number[other]: weight for other, weight in person.ties.items()},
            tuple(dict.fromkeys(led)),
            str(person.cares or ""),
            Mood() if person.mood is None else Mood(
                person.mood.trust, person.mood.fear, person.mood.hope, person.mood.anger
            ),
            None if person.talk is None else Talk(str(person.talk.scenario), str(person.talk.person)),
            Lines() if person.lines is None else Lines(
                *(tuple(map(str, getattr(person.lines, part))) for part in Lines._fields)
            ),
        )  # fmt: skip
