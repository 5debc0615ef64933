"""What the trainee's hours do: each decision of a week, what it costs, what it changes, and what is heard of it."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from trainer.drive import game_words as words
from trainer.drive import luck as purposes
from trainer.drive.chance import share
from trainer.drive.game_decisions import (
    Answer,
    AskAround,
    Committee,
    Keep,
    Meet,
    MemberTalk,
    NotPossible,
    Rate,
    Remind,
    Round,
    Talk,
)
from trainer.drive.game_run import (
    ASK_HOURS,
    BROKEN_TRUST,
    COMMITTEE_HOURS,
    EPSILON,
    KEPT_TRUST,
    LEADER,
    RUMOUR,
    RUMOUR_PASSES,
    TIES,
    TOLD,
    Made,
    Run,
    in_hours,
)
from trainer.language import _

TELLS_IN_A_ROUND: Final = 0.5
"""How likely somebody tells a rumour in a quick round; in a one-on-one they do. The number is this program's own."""

WELL: Final = 0.35
"""The worth of a talk (`g` of the model) from which it went well; at 0 or below it went badly."""

TIES_TOLD: Final = 2
"""How many ties somebody tells of at a time."""


def quick_round(run: Run, decision: Round) -> None:
    """Ask everybody named, a quarter of an hour each; they answer politely."""
    people = _people(run, decision.people)
    run.pay("round", len(people) / run.parameters.quick_rate)
    at = run.season.at(people)
    run.season.quick(at)
    for person in people:
        run.known[person].rounds += 1
        lines = run.constituency.people[person].lines
        own = lines.round
        yes = _asked(run, person)
        if own and run.known[person].rounds % 2:
            run.tell("round", own[(run.known[person].rounds // 2) % len(own)], person, speech=True)
        pool = (lines.polite or words.POLITE_YES) if yes else lines.no or words.NO
        run.tell("round", _line(run, pool, person), person, speech=True)
        if run.chance(TOLD, run.season.week, person) < TELLS_IN_A_ROUND:
            _rumours(run, person)


def meet(run: Run, decision: Meet) -> None:
    """Go to a one-on-one; three of four take place."""
    person = run.member(decision.person).number
    run.pay("one_on_one", run.parameters.deep_hours)
    if _takes_place(run, person):
        run.meeting = person
    else:
        run.tell("missed", _missed(run, person), person)


def talk(run: Run, decision: Talk) -> None:
    """Have the one-on-one that took place."""
    person = run.meeting
    if person is None:
        raise NotPossible(_("Nobody is sitting across from you."), _("Go to a one-on-one with somebody first."))
    quality = _quality(decision.quality)
    run.meeting = None
    run.qualities.append((run.week, person, quality, decision.source))
    run.season.deep(run.season.at([person]), quality)
    good = float(run.season.good(quality))
    run.known[person].talks += 1
    lines = run.constituency.people[person].lines
    if good >= WELL and lines.open:
        run.tell("talk", _own(run, lines.open, person), person, speech=True)
    elif good <= 0 and lines.closed:
        run.tell("talk", _own(run, lines.closed, person), person, speech=True)
    else:
        pool = words.WENT_WELL if good >= WELL else words.WENT_BADLY if good <= 0 else words.WENT_SO_SO
        run.tell("talk", run.words(pool, person), person)
    if good >= WELL:
        _cares(run, person)
        _ties(run, person)
    _rumours(run, person)
    _answer_in_a_talk(run, person)
    if good > 0:
        for promise in run.constituency.promises:
            if promise.to == person and promise.id not in run.promises:
                run.promises[promise.id] = Made(promise, run.week)
                run.tell("asked", promise.text, person, speech=True)


def ask_around(run: Run, decision: AskAround) -> None:
    """Ask somebody whom people go to: right as often as `leader_guess` says."""
    person = run.member(decision.person).number
    known = run.known[person]
    if known.asked_around is not None:
        raise NotPossible(
            _("{name} told you already whom people go to.").format(name=run.name(person)), _("Ask somebody else.")
        )
    run.pay("ask_around", ASK_HOURS)
    known.asked_around = known.talked = run.week
    named = _named_by(run, person)
    if named is None:
        run.tell("leader", run.words(words.NAMES_NOBODY, person), person, speech=True)
    else:
        run.known[named].named_by.add(person)
        pool = words.NAMES_SELF if named == person else words.NAMES_SOMEBODY
        run.tell("leader", run.words(pool, person).format(name=run.name(named)), person, speech=True)
    _ties(run, person)


def call_committee(run: Run, _decision: Committee) -> None:
    """Call the committee: who trusts and is for it belongs to it, and most of them come."""
    if run.committee_called:
        raise NotPossible(_("The committee has met this week."), _("Give its members talks to have."))
    run.pay("committee", COMMITTEE_HOURS)
    run.committee_called = True
    season = run.season
    members = season.committee()
    come = season.luck.drawn(purposes.COMES, season.week) < share(run.parameters.committee_comes)
    run.attending = tuple(map(int, np.flatnonzero((members & come)[:, 0])))
    run.committee_hours = len(run.attending) * run.parameters.committee_hours
    if not run.attending:
        run.tell("committee", _(run.one_of(words.NOBODY_MEETS, TOLD, season.week, 0)))
        return
    for person in run.attending:
        run.known[person].committee = run.known[person].talked = run.week
    told = _(run.one_of(words.MEETS, TOLD, season.week, 1))
    run.tell("committee", told.format(names=run.names(run.attending)))
    run.tell(
        "committee", _("They have {hours} hours among them this week.").format(hours=in_hours(run.committee_hours))
    )


def member_talk(run: Run, decision: MemberTalk) -> None:
    """Have a member of the committee talk with somebody; the closer they are to the committee, the more it does."""
    person = run.member(decision.person).number
    quality = _quality(decision.quality)
    need = run.parameters.deep_hours
    if not run.attending:
        raise NotPossible(_("Nobody of the committee is there to ask."), _("Call the committee together first."))
    if person in run.attending:
        raise NotPossible(
            _("{name} is on the committee.").format(name=run.name(person)), _("Have them talk with somebody else.")
        )
    if need > run.committee_hours + EPSILON:
        raise NotPossible(
            _("The committee has {left} hours left this week, and a talk takes {need}.").format(
                left=in_hours(run.committee_hours), need=in_hours(need)
            )
        )
    run.committee_hours -= need
    member = min(run.attending, key=lambda one: (person not in run.ties_of(one), one))
    season = run.season
    if not _takes_place(run, person):
        missed = _(run.one_of(words.MEMBER_MISSED, TOLD, season.week, person, 2))
        run.tell("member", missed.format(member=run.name(member)), person)
        return
    at = season.at([person])
    season.deep(at, run.parameters.committee_quality * quality, season.pull(at))
    run.known[person].talks += 1
    took = _(run.one_of(words.MEMBER_TOOK_IT, TOLD, season.week, person, 3))
    run.tell("member", took.format(member=run.name(member)), person)
    _answer_in_a_talk(run, person)


def remind(run: Run, decision: Remind) -> None:
    """Remind people of a test by phone."""
    people = _people(run, decision.people)
    run.pay("remind", len(people) / run.parameters.reminder_rate)
    run.season.remind(run.season.at(people))
    for person in people:
        run.known[person].talked = run.week
        run.tell("reminder", _(run.one_of(words.REMINDED, TOLD, run.season.week, person, 4)), person, speech=True)


def answer(run: Run, decision: Answer) -> None:
    """Promise what somebody asked this week, or not."""
    one = _promise(run, decision.promise)
    if one.made:
        raise NotPossible(_("You have promised that."))
    if one.asked != run.week:
        raise NotPossible(_("They asked in week {week}, and it was let pass.").format(week=one.asked))
    if not decision.made:
        # a promise that is not given is asked for once
        one.asked = 0
        run.tell("promise", _("You say that you can't promise that."), one.promise.to)
        return
    one.made, one.due = True, min(run.week + one.promise.within, run.constituency.weeks)
    run.tell("promise", _("You promise it, by week {week}.").format(week=one.due), one.promise.to)


def keep(run: Run, decision: Keep) -> None:
    """Keep a promise that was made."""
    one = _promise(run, decision.promise)
    if not one.made or one.kept or one.broken:
        raise NotPossible(_("There is nothing to keep there."), _("Only a promise that you made can be kept."))
    run.pay("keep", one.promise.hours)
    one.kept = True
    trust = run.season.trust
    trust[one.promise.to] += np.float32(KEPT_TRUST) * (1 - trust[one.promise.to])
    run.known[one.promise.to].talked = run.week
    run.tell("promise", one.promise.kept, one.promise.to)


def break_promise(run: Run, one: Made) -> None:
    """A promise whose time is over was not kept."""
    one.broken = True
    run.season.trust[one.promise.to] *= np.float32(1 - BROKEN_TRUST)
    run.tell("promise", one.promise.broken, one.promise.to)


def rate(run: Run, decision: Rate) -> None:
    """Write a rating on the chart."""
    person = run.member(decision.person).number
    if decision.rating is not None and not 1 <= decision.rating <= 5:
        raise NotPossible(_("A rating is 1 to 5."), _("1 moves others for it, 5 works against it."))
    run.known[person].rating = decision.rating
    run.known[person].rated = None if decision.rating is None else run.week


def spread_rumours(run: Run) -> None:
    """A night's telling: who has heard a rumour tells some of those they are tied to."""
    unit = run.season.unit
    for place, rumour in enumerate(run.constituency.rumours):
        heard = run.rumours.get(rumour.id)
        if heard is None:
            continue
        knows = np.zeros(unit.people, dtype=np.bool_)
        knows[list(heard)] = True
        ends = knows[unit.ties]
        for tie in np.flatnonzero(ends[:, 0] != ends[:, 1]):
            passes = min(0.95, RUMOUR_PASSES * float(unit.closeness[tie]))
            if run.chance(RUMOUR, run.season.week, place, int(tie)) < passes:
                heard.setdefault(int(unit.ties[tie, 1 if ends[tie, 0] else 0]), run.week)


def _people(run: Run, ids: tuple[str, ...]) -> list[int]:
    people = [run.member(person).number for person in ids]
    if not people:
        raise NotPossible(_("Nobody is named."), _("Name somebody, or a crew."))
    if len(set(people)) != len(people):
        raise NotPossible(_("Somebody is named twice."))
    return people


def _quality(quality: float) -> float:
    if not 0 <= quality <= 1:
        raise NotPossible(_("The quality of a talk is 0 to 1."))
    return quality


def _promise(run: Run, promise: str) -> Made:
    one = run.promises.get(promise)
    if one is None:
        raise NotPossible(_("Nobody has asked you for that."))
    return one


def _takes_place(run: Run, person: int) -> bool:
    again = run.tries.get(person, 0)
    run.tries[person] = again + 1
    return bool(run.season.appointments(run.season.at([person]), again)[0])


def _missed(run: Run, person: int) -> str:
    return _(run.one_of(words.FELL_THROUGH, TOLD, run.season.week, person, run.tries[person], 5))


def _asked(run: Run, person: int) -> bool:
    """Note what somebody answered; whether it was a yes."""
    season = run.season
    yes = bool(season.said[person, 0] == 1)
    known = run.known[person]
    known.said, known.asked, known.talked = "yes" if yes else "no", run.week, run.week
    mood = float(season.luck.logistic(purposes.ANSWER)[person, 0])
    meant = mood < season.parameters.k * float(season.support[person, 0])
    run.polite.discard(person)
    if yes and not meant:
        run.polite.add(person)
    return yes


def _answer_in_a_talk(run: Run, person: int) -> None:
    """What they say to being asked, in words that mostly tell whether a yes is meant."""
    yes = _asked(run, person)
    lines = run.constituency.people[person].lines
    if not yes:
        run.tell("talk", _line(run, lines.no or words.NO, person), person, speech=True)
        return
    means_it = _would(run, person)
    tells = run.chance(TOLD, run.season.week, person, run.known[person].talks, 6) < words.TELLING
    real = means_it if tells else not means_it
    pool = (lines.yes or words.REAL_YES) if real else lines.polite or words.POLITE_YES
    run.tell("talk", _line(run, pool, person), person, speech=True)


def _would(run: Run, person: int) -> bool:
    """Whether they would rather act than not at the next test."""
    from trainer.drive.tests import willingness

    return float(willingness(run.season, next_risk(run))[person, 0]) > 0


def next_risk(run: Run) -> float:
    """The risk of the next test; of the last one where none is to come."""
    tests = run.constituency.tests
    return next((test.risk for test in tests if test.week > run.season.week), tests[-1].risk)


def _line(run: Run, pool: tuple[str, ...], person: int) -> str:
    """One of these; an author's own words are said as they are written."""
    return _own(run, pool, person) if pool and _is_own(run, pool, person) else run.words(pool, person)


def _is_own(run: Run, pool: tuple[str, ...], person: int) -> bool:
    return any(pool is part for part in run.constituency.people[person].lines)


def _own(run: Run, pool: tuple[str, ...], person: int) -> str:
    known = run.known[person]
    return pool[(known.talks + known.rounds - 1) % len(pool)]


def _cares(run: Run, person: int) -> None:
    known, member = run.known[person], run.constituency.people[person]
    if known.cares:
        return
    at_home = run.constituency.kind == "building"
    pool = words.CARES_AT_HOME if at_home else words.CARES_AT_WORK
    # by the place on the chart, so that not three people of one crew have the same story
    known.cares = member.cares or _(pool[(3 * member.number + len(run.constituency.id)) % len(pool)])
    run.tell("cares", _("What it is for them: {cares}.").format(cares=known.cares), person)


def _ties(run: Run, person: int) -> None:
    """They tell of some whom they are close to."""
    known = run.known[person]
    left = [other for other in run.ties_of(person) if other not in known.ties]
    if not left:
        return
    unit = run.season.unit
    own = np.flatnonzero((unit.ties == person).any(axis=1))
    close = {int(unit.ties[tie].sum()) - person: float(unit.closeness[tie]) for tie in own}
    left.sort(key=lambda other: (-close[other], run.chance(TIES, person, other)))
    told = left[:TIES_TOLD]
    for other in told:
        known.ties[other] = run.week
        run.known[other].ties.setdefault(person, run.week)
    run.tell("tie", run.words(words.CLOSE_TO, person).format(names=run.names(told)), person, speech=True)


def _named_by(run: Run, person: int) -> int | None:
    """Whom somebody names when asked whom people go to."""
    unit = run.season.unit
    looked_to = sorted({int(leader) for who, leader in unit.looks_to.tolist() if who == person})
    own_crew = run.constituency.people[person].crew
    own = [leader for leader in looked_to if run.constituency.people[leader].crew == own_crew]
    leader = person if unit.leads[person] else next(iter(own or looked_to), None)
    if run.chance(LEADER, person) < run.parameters.leader_guess:
        return leader
    others = [one for one in run.constituency.crews[own_crew].people if one not in (person, leader)]
    return others[int(run.chance(LEADER, person, 1) * len(others)) % len(others)] if others else leader


def _rumours(run: Run, person: int) -> None:
    """They tell what they have heard and you have not."""
    for rumour in run.constituency.rumours:
        if person not in run.rumours.get(rumour.id, ()) or rumour.id in run.rumours_told or rumour.about == person:
            continue
        run.rumours_told[rumour.id] = (person, run.week)
        run.tell("rumour", rumour.text, person, speech=True)


Act = Callable[[Run, Any], None]

ACTS: Final[dict[type, Act]] = {
    Round: quick_round, Meet: meet, Talk: talk, AskAround: ask_around, Committee: call_committee,
    MemberTalk: member_talk, Remind: remind, Answer: answer, Keep: keep, Rate: rate,
}  # fmt: skip
"""What each decision of a week does."""
