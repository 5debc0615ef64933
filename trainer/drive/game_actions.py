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
from trainer.drive.game_heard import (
    answer_in_a_talk,
    named_by,
    noted_answer,
    own_line,
    spoken,
    tell_cares,
    tell_rumours,
    tell_ties,
)
from trainer.drive.game_run import (
    ASK_HOURS,
    BROKEN_TRUST,
    COMMITTEE_HOURS,
    EPSILON,
    KEPT_TRUST,
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


def quick_round(run: Run, decision: Round) -> None:
    """Ask everybody named, a quarter of an hour each; they answer politely."""
    people = _people(run, decision.people)
    run.pay("round", len(people) / run.parameters.quick_rate)
    at = run.season.at(people)
    run.season.quick(at)
    for person in people:
        run.known[person].rounds += 1
        lines = run.constituency.people[person].lines
        yes = noted_answer(run, person)
        first = own_line(run, lines.round, person) if run.known[person].rounds % 2 else ""
        if first:
            run.tell("round", first, person, speech=True)
        own, usual = (lines.polite, words.POLITE_YES) if yes else (lines.no, words.NO)
        run.tell("round", spoken(run, own, usual, person), person, speech=True)
        if run.chance(TOLD, run.season.week, person) < TELLS_IN_A_ROUND:
            tell_rumours(run, person)


def meet(run: Run, decision: Meet) -> None:
    """Go to a one-on-one; three of four take place."""
    person = run.member(decision.person).number
    run.pay("one_on_one", run.parameters.deep_hours)
    if _takes_place(run, person):
        run.meeting = person
    else:
        at_home = run.constituency.kind == "building"
        run.tell("missed", run.words(words.FELL_THROUGH_AT_HOME if at_home else words.FELL_THROUGH), person)
        run.tell("missed", _("You have not talked, and the hours are gone."), person)


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
    own = lines.open if good >= WELL else lines.closed if good <= 0 else ()
    said = own_line(run, own, person)
    if said:
        run.tell("talk", said, person, speech=True)
    else:
        pool = words.WENT_WELL if good >= WELL else words.WENT_BADLY if good <= 0 else words.WENT_SO_SO
        run.tell("talk", run.words(pool), person)
    if good > 0:
        tell_cares(run, person)
    if good >= WELL:
        tell_ties(run, person)
    tell_rumours(run, person)
    answer_in_a_talk(run, person)
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
    named = named_by(run, person)
    if named is None:
        run.tell("leader", run.words(words.NAMES_NOBODY), person, speech=True)
    else:
        run.known[named].named_by.add(person)
        pool = words.NAMES_SELF if named == person else words.NAMES_SOMEBODY
        run.tell("leader", run.words(pool).format(name=run.name(named)), person, speech=True)
    tell_ties(run, person)


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
        run.tell("committee", run.words(words.NOBODY_MEETS))
        run.tell(
            "committee", _("Whoever trusts you and is for it belongs to it. That takes good talks, and some time.")
        )
        return
    for person in run.attending:
        run.known[person].committee = run.known[person].talked = run.week
    told = run.words(words.MEETS)
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
        missed = run.words(words.MEMBER_MISSED)
        run.tell("member", missed.format(member=run.name(member)), person)
        return
    at = season.at([person])
    season.deep(at, run.parameters.committee_quality * quality, season.pull(at))
    run.known[person].talks += 1
    took = run.words(words.MEMBER_TOOK_IT)
    run.tell("member", took.format(member=run.name(member)), person)
    answer_in_a_talk(run, person)


def remind(run: Run, decision: Remind) -> None:
    """Remind people of a test by phone."""
    people = _people(run, decision.people)
    run.pay("remind", len(people) / run.parameters.reminder_rate)
    run.season.remind(run.season.at(people))
    for person in people:
        run.known[person].talked = run.week
        run.tell("reminder", run.words(words.REMINDED), person, speech=True)


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


def rate(run: Run, decision: Rate) -> None:
    """Write a rating on the chart."""
    person = run.member(decision.person).number
    if decision.rating is not None and not 1 <= decision.rating <= 5:
        raise NotPossible(_("A rating is 1 to 5."), _("1 moves others for it, 5 works against it."))
    run.known[person].rating = decision.rating
    run.known[person].rated = None if decision.rating is None else run.week


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


Act = Callable[[Run, Any], None]

ACTS: Final[dict[type, Act]] = {
    Round: quick_round, Meet: meet, Talk: talk, AskAround: ask_around, Committee: call_committee,
    MemberTalk: member_talk, Remind: remind, Answer: answer, Keep: keep, Rate: rate,
}  # fmt: skip
"""What each decision of a week does."""
