"""How a week begins and ends in a season: what happens, what the other side does, what is due, and the tests."""

from typing import Final

from trainer.drive.conditions import condition
from trainer.drive.constituency import VOTE, Event
from trainer.drive.game_actions import break_promise
from trainer.drive.game_decisions import Forecast, NotPossible
from trainer.drive.game_heard import next_risk, spread_rumours, tell_excuses
from trainer.drive.game_known import Kind, Result, Upcoming
from trainer.drive.game_run import Run, Spent, hours_told
from trainer.drive.game_truth import Before, week_truth
from trainer.drive.tests import hold_test, hold_vote
from trainer.language import _, ngettext

_NAMES_AT_ONCE: Final = 12
"""So many names are told after a test; the others stand on the chart."""


def begin_week(run: Run) -> None:
    """A new week: its hours, events, what the other side does, rumours that start."""
    run.tries = {}
    run.committee_called, run.attending, run.committee_hours = False, (), 0.0
    run.spent.append(Spent(float(run.constituency.hours)))
    for event in run.constituency.events:
        if event.id not in run.happened and _happens(run, event):
            run.happened.add(event.id)
            run.tell("event", event.text)
            if event.hours:
                run.spent[-1].given = max(0.0, run.spent[-1].given + event.hours)
                run.tell("hours", hours_told(run.spent[-1].given, event.hours))
    if run.constituency.campaign:
        for text in run.constituency.campaign.weeks.get(run.week, ()):
            run.tell("campaign", text)
    for rumour in run.constituency.rumours:
        if rumour.week == run.week:
            run.rumours[rumour.id] = dict.fromkeys(rumour.start, run.week)


def end_week(run: Run) -> None:
    """The end of a week; tests that fall on it are due then, and the next week begins where none is."""
    broken = [
        one
        for one in run.promises.values()
        if one.made and not one.kept and not one.broken and one.due is not None and one.due <= run.week
    ]
    for one in broken:
        break_promise(run, one)
    spread_rumours(run)
    run.season.end_week()
    for one in broken:
        # heard in the week that begins, which is the one that is looked at then
        run.tell("promise", one.promise.broken, one.promise.to)
    run.truths.append(week_truth(run.season, next_risk(run)))
    ended = run.season.week
    run.due = [test.id for test in run.constituency.tests if test.week == ended]
    if ended == run.constituency.weeks and run.constituency.vote:
        run.due.append(VOTE)
    _go_on(run)


def forecast(run: Run, decision: Forecast) -> None:
    """Take a forecast, and hold the test that it is for."""
    if not run.due or decision.test != run.due[0]:
        due = run.due[0] if run.due else ""
        raise NotPossible(
            _("No forecast is wanted for “{test}” now.").format(test=decision.test),
            _("The next one is for “{test}”.").format(test=due) if due else "",
        )
    if decision.test == VOTE and decision.sure:
        raise NotPossible(_("Nobody learns who voted how."), _("Forecast how many will vote yes."))
    if decision.test != VOTE and decision.number is not None:
        raise NotPossible(_("Here everybody sees who stands up."), _("Forecast by name, each with a confidence."))
    for person, sure in decision.sure.items():
        run.member(person)
        if not 0 <= sure <= 1:
            raise NotPossible(_("A confidence is 0 to 1."))
    if decision.number is not None and not 0 <= decision.number <= run.constituency.size:
        raise NotPossible(_("They are {number} people.").format(number=run.constituency.size))
    run.due.pop(0)
    _hold(run, decision)
    _go_on(run)


def upcoming(run: Run) -> tuple[Upcoming, ...]:
    """The tests that are still to be held, the next first."""
    held = {result.test for result in run.results}
    tests = [*run.constituency.tests, *([run.constituency.vote] if run.constituency.vote else [])]
    return tuple(
        Upcoming(test.id, test.title, test.week, test.act, test.risk, test.id == VOTE)
        for test in tests
        if test.id not in held
    )


def _hold(run: Run, decision: Forecast) -> None:
    season = run.season
    secret = decision.test == VOTE
    structure = None if secret else next(test for test in run.calendar.tests if test.name == decision.test)
    before = Before(season, structure)
    acted = hold_vote(season) if structure is None else hold_test(season, structure)
    run.tested.append(before.told(acted, run.polite))
    numbers = [number for number in range(season.people) if acted[number, 0]]
    test = next(one for one in upcoming(run) if one.test == decision.test)
    people = run.constituency.people
    for number, known in enumerate(run.known):
        if not secret:
            known.stood[test.test] = bool(acted[number, 0])
    # held at the end of the week that is over; the week on the lines is that one
    week = season.week
    run.results.append(
        Result(
            test.test, test.title, week, secret,
            frozenset() if secret else frozenset(people[number].id for number in numbers),
            len(numbers), season.people, dict(decision.sure), decision.number,
        )
    )  # fmt: skip
    _tell_result(run, test, numbers, decision)


def _tell_result(run: Run, test: Upcoming, numbers: list[int], decision: Forecast) -> None:
    start = len(run.lines)
    if test.secret:
        told = ngettext(
            "{title}: {number} of {people} vote yes. Nobody can say who.",
            "{title}: {number} of {people} vote yes. Nobody can say who.",
            len(numbers),
        )
        run.tell("vote", told.format(title=test.title, number=len(numbers), people=run.season.people))
        won = 2 * len(numbers) > run.season.people
        run.tell(
            "vote", _("That is more than half: it is won.") if won else _("More than half were needed: it is lost.")
        )
        if decision.number is not None:
            run.tell("vote", _("You had said {number}.").format(number=decision.number))
    else:
        told = ngettext(
            "{title}: {number} of {people} stands up.", "{title}: {number} of {people} stand up.", len(numbers)
        )
        run.tell("test", told.format(title=test.title, number=len(numbers), people=run.season.people))
        named = {run.number[person] for person, sure in decision.sure.items() if sure >= 0.5}
        came = [number for number in numbers if number in named]
        stayed = sorted(named.difference(numbers))
        others = [number for number in numbers if number not in named]
        told_by_name: tuple[tuple[Kind, list[int], str], ...] = (
            ("stood", came, _("You had counted on them, and they are there: {names}.")),
            ("stayed", stayed, _("You had counted on them, and they are not there: {names}.")),
            ("stood", others, _("You had not counted on them, and they are there: {names}.")),
        )
        for kind, people, words in told_by_name:
            if people:
                run.tell(kind, words.format(names=_some(run, people)))
        _tell_changes(run, numbers)
        tell_excuses(run, decision.sure)
    for place in range(start, len(run.lines)):
        run.lines[place] = run.lines[place]._replace(week=run.season.week)


def _tell_changes(run: Run, numbers: list[int]) -> None:
    """Who is there now and was not at the test before, and the other way round."""
    held = [result for result in run.results if not result.secret]
    if len(held) < 2:
        return
    before = held[-2]
    was = {run.number[person] for person in before.stood}
    if new := [number for number in numbers if number not in was]:
        told = _("They stayed away from “{title}”, and are there now: {names}.")
        run.tell("stood", told.format(title=before.title, names=_some(run, new)))
    if gone := sorted(was.difference(numbers)):
        told = _("They were there at “{title}”, and are not now: {names}.")
        run.tell("stayed", told.format(title=before.title, names=_some(run, gone)))


def _some(run: Run, people: list[int]) -> str:
    more = len(people) - _NAMES_AT_ONCE
    if more <= 0:
        return run.names(people)
    first = ", ".join(run.name(number) for number in people[:_NAMES_AT_ONCE])
    return ngettext("{names} and {more} more", "{names} and {more} more", more).format(names=first, more=more)


def _go_on(run: Run) -> None:
    """The next week, or the end of the season, as soon as no test is due."""
    if run.due:
        return
    if run.season.week >= run.constituency.weeks:
        run.over = True
    else:
        begin_week(run)


def _happens(run: Run, event: Event) -> bool:
    if event.condition:
        return run.week >= event.week and condition(event.condition)(_Asked(run))
    return run.week == event.week


class _Asked:
    """A season as conditions ask it."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def number(self, path: tuple[str, ...]) -> int:
        """The number behind a name of a condition."""
        run, last = self.run, path[-1]
        match path[0]:
            case "week":
                return run.week
            case "came":
                held = next((result for result in run.results if result.test == last), None)
                return 0 if held is None else round(100 * held.number / held.people)
            case "talked":
                return run.known[run.number[last]].talks
            case "promised":
                return int(last in run.promises and run.promises[last].made)
            case "kept":
                return int(last in run.promises and run.promises[last].kept)
            case _:
                return int(last in run.promises and run.promises[last].broken)
