"""What people say in a season: their answers, what they care about, whom they are close to, what they have heard."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from trainer.drive import game_words as words
from trainer.drive import luck as purposes
from trainer.drive.game_run import LEADER, RUMOUR, RUMOUR_PASSES, TIES, TOLD, Run
from trainer.drive.tests import willingness
from trainer.language import _

TIES_TOLD: Final = 2
"""How many ties somebody tells of at a time."""

EXCUSES: Final = 3
"""How many of those who stayed away say something after a test."""


def noted_answer(run: Run, person: int) -> bool:
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


def answer_in_a_talk(run: Run, person: int) -> None:
    """What they say to being asked, in words that mostly tell whether a yes is meant."""
    yes = noted_answer(run, person)
    lines = run.constituency.people[person].lines
    if not yes:
        run.tell("no", spoken(run, lines.no, words.NO, person), person, speech=True)
        return
    means_it = _would(run, person)
    tells = run.chance(TOLD, run.season.week, person, run.known[person].talks, 6) < words.TELLING
    real = means_it if tells else not means_it
    own, usual = (lines.yes, words.REAL_YES) if real else (lines.polite, words.POLITE_YES)
    run.tell("yes", spoken(run, own, usual, person), person, speech=True)


def _would(run: Run, person: int) -> bool:
    """Whether they would rather act than not at the next test."""
    return float(willingness(run.season, next_risk(run))[person, 0]) > 0


def next_risk(run: Run) -> float:
    """The risk of the next test; of the last one where none is to come."""
    tests = run.constituency.tests
    return next((test.risk for test in tests if test.week > run.season.week), tests[-1].risk)


def spoken(run: Run, own: tuple[str, ...], usual: tuple[str, ...], person: int) -> str:
    """What somebody says: the author's lines for them, each once, and then what anybody would say."""
    return own_line(run, own, person) or run.words(usual)


def own_line(run: Run, own: tuple[str, ...], person: int) -> str:
    """The next of an author's lines that somebody has not said yet, as it is written; "" where there is none."""
    said = run.known[person].own_said
    line = next((line for line in own if line not in said), "")
    said.add(line)
    return line


def tell_cares(run: Run, person: int) -> None:
    known, member = run.known[person], run.constituency.people[person]
    if known.cares:
        return
    at_home = run.constituency.kind == "building"
    pool = words.CARES_AT_HOME if at_home else words.CARES_AT_WORK
    # by the place on the chart, so that not three people of one crew have the same story
    known.cares = member.cares or _(pool[(5 * member.number + len(run.constituency.id)) % len(pool)])
    run.tell("cares", _("What it is for them: {cares}.").format(cares=known.cares), person)


def tell_ties(run: Run, person: int) -> None:
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
    pool = words.CLOSE_TO_AT_HOME if run.constituency.kind == "building" else words.CLOSE_TO_AT_WORK
    run.tell("tie", run.words(pool).format(names=run.names(told)), person, speech=True)


def named_by(run: Run, person: int) -> int | None:
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


def tell_rumours(run: Run, person: int) -> None:
    """They tell what they have heard and you have not."""
    for rumour in run.constituency.rumours:
        if person not in run.rumours.get(rumour.id, ()) or rumour.id in run.rumours_told or rumour.about == person:
            continue
        run.rumours_told[rumour.id] = (person, run.week)
        run.tell("rumour", rumour.text, person, speech=True)


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


def tell_excuses(run: Run, sure: Mapping[str, float]) -> None:
    """Afterwards some who had said yes and were not there say something; mostly it tells what kept them.

    Those on whom the trainee counted most come first. It is what they say; the debrief tells what was so.
    """
    behind, people = run.tested[-1], run.constituency.people
    asked = sorted(behind.missing, key=lambda number: (-sure.get(people[number].id, 0.0), number))[:EXCUSES]
    for number in asked:
        kept = next((pool for name, pool in words.EXCUSES.items() if number in getattr(behind, name).decided), None)
        tells = kept is not None and run.chance(TOLD, run.season.week, number, 7) < words.TELLING
        run.tell(
            "excuse", run.words(kept if kept is not None and tells else words.EXCUSES_OF_THE_DAY), number, speech=True
        )
