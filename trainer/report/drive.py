"""The debrief of a drive or a turf: one value with every number and sentence ready; see `drive_text` for how it reads.

    debrief = drive_debrief(game, spread_of(constituency, quality))      # or without a spread, at once

Only a season that is over has one. What is counterfactual ("had Opal been for it") is the model's answer with the same
seed and the same decisions, and is said to be that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from trainer.drive.constituency import VOTE
from trainer.drive.game import Game, Truth
from trainer.drive.game_known import Result
from trainer.drive.game_truth import Reason, TestTruth
from trainer.drive.game_turf import TurfGame
from trainer.language import _, mark, ngettext
from trainer.records.progress import forecast_calibration, rating_calibration
from trainer.report.drive_shapes import (
    ChartWeek,
    DriveDebrief,
    HoursWeek,
    LeaderLine,
    PersonLine,
    ReasonLine,
    SpreadLine,
    TestDebrief,
    TurfDebrief,
    WayLine,
)
from trainer.report.drive_spread import STRATEGY_TITLES, Spread

__all__ = ["DriveDebrief", "TurfDebrief", "drive_debrief", "mean_quality", "turf_debrief"]

HOUR_TITLES: Final[Mapping[str, str]] = {
    "round": mark("quick rounds"),
    "one_on_one": mark("one-on-ones"),
    "ask_around": mark("asking whom people go to"),
    "committee": mark("the committee"),
    "remind": mark("reminders"),
    "keep": mark("promises"),
}
"""What hours were spent on."""

REASONS: Final = ("fear", "alone", "unprepared", "polite")


def drive_debrief(game: Game, spread: Spread | None = None) -> DriveDebrief:
    """The debrief of a drive whose season is over. Raises NotPossible before that."""
    truth = game.truth()
    tests = tuple(_tests(game, truth))
    pairs = [pair for result in game.results for pair in _pairs(result)]
    return DriveDebrief(
        constituency=game.constituency.id,
        title=game.constituency.title,
        language=game.constituency.language,
        seed=game.seed,
        tests=tests,
        forecasts=forecast_calibration(pairs),
        chart=tuple(_chart(truth)),
        hours=tuple(_hours(game, truth)),
        leaders=tuple(_leaders(game, truth)),
        together=_together(game, truth),
        everybody=tuple(_everybody(game, truth)),
        spread=tuple(_spread(game, spread)) if spread else (),
        spread_quality=spread.quality if spread else None,
        talks=tuple(_talks(game, truth)),
        told=tuple(_told(game, truth)),
        limits=tuple(_limits(spread)),
    )


def mean_quality(game: Game) -> float:
    """The mean quality of the trainee's own one-on-ones, 0.5 where there was none; for the spread."""
    talks = game.truth().talks
    return sum(quality for _week, _person, quality, _source in talks) / len(talks) if talks else 0.5


def turf_debrief(game: TurfGame, spread: Spread | None = None) -> TurfDebrief:
    """The debrief of a turf whose election is over. Raises ValueError before that."""
    if game.result is None:
        raise ValueError("the election is still to come")
    ways = tuple(
        WayLine(
            line.way,
            line.title,
            line.hours,
            line.contacts,
            game.result.by_way.get(line.way, 0),
            spread.figures[line.way]["net_votes"] if spread else None,
        )
        for line in game.ledger()
    )
    return TurfDebrief(
        game.constituency.id, game.constituency.title, game.constituency.language, game.seed, game.result,
        game.minutes_a_voter(), ways, tuple(_turf_words(game, ways)), tuple(_turf_limits()),
    )  # fmt: skip


# Tests


def _pairs(result: Result) -> list[tuple[float, bool]]:
    return [(sure, person in result.stood) for person, sure in result.sure.items()] if not result.secret else []


def _tests(game: Game, truth: Truth) -> Iterator[TestDebrief]:
    for result, behind in zip(game.results, truth.tests, strict=True):
        pairs = _pairs(result)
        calibration = forecast_calibration(pairs)
        came = sum(stood for _sure, stood in pairs)
        # nobody can say who voted how, so nothing is said of why either
        reasons = () if result.secret else tuple(_reasons(game, behind))
        made = TestDebrief(
            test=result.test,
            title=result.title,
            week=result.week,
            secret=result.secret,
            stood=result.number,
            people=result.people,
            named=len(pairs),
            expected=sum(sure for sure, _stood in pairs),
            came_of_named=came,
            came_unnamed=0 if result.secret else result.number - came,
            brier=None if calibration is None else calibration.brier,
            said_yes=len(behind.said_yes),
            reasons=reasons,
            words=(),
        )
        yield made._replace(words=tuple(_test_words(game, made, result, behind)))


NAMED_AT_ONCE: Final = 8
"""So many names stand behind a reason; the others are counted."""


def _names(game: Game, numbers: Iterable[int]) -> str:
    names = [game.constituency.people[number].name for number in sorted(numbers)]
    more = len(names) - NAMED_AT_ONCE
    if more <= 0:
        return ", ".join(names)
    first = ", ".join(names[:NAMED_AT_ONCE])
    return ngettext("{names} and {more} more", "{names} and {more} more", more).format(names=first, more=more)


def _reasons(game: Game, behind: TestTruth) -> Iterator[ReasonLine]:
    missing = len(behind.missing)
    for name in REASONS:
        reason: Reason = getattr(behind, name)
        if reason.weighed:
            weighed, decided = len(reason.weighed), len(reason.decided)
            words = _reason_words(name, weighed, decided, missing, _names(game, reason.weighed))
            yield ReasonLine(name, weighed, decided, missing, words)


def _reason_words(name: str, weighed: int, decided: int, missing: int, names: str) -> str:
    match name:
        case "fear":
            told = _(
                "Afraid of what it could cost: {weighed} of {missing} ({names}). Without fear {decided} of them would "
                "have come."
            )
        case "alone":
            told = _(
                "Nobody whom they look to went: {weighed} of {missing} ({names}). With everybody around them there, "
                "{decided} of them would have come."
            )
        case "unprepared":
            told = _(
                "Reached by the other side, and told of it by nobody beforehand: {weighed} of {missing} ({names}). "
                "Prepared, {decided} of them would have come."
            )
        case _:
            told = _("Said yes to be polite, and had not meant it: {weighed} of {missing} ({names}).")
    return told.format(weighed=weighed, missing=missing, decided=decided, names=names)


def _test_words(game: Game, test: TestDebrief, result: Result, behind: TestTruth) -> Iterator[str]:
    share = percent(test.stood / test.people)
    if test.secret:
        yield _("{number} of {people} voted yes, {share}.").format(number=test.stood, people=test.people, share=share)
        won = 2 * test.stood > test.people
        yield _("That is more than half: it is won.") if won else _("More than half were needed: it is lost.")
        if result.guess is not None:
            yield _("You had said {guess}.").format(guess=result.guess)
    else:
        yield _("{number} of {people} stood up, {share}.").format(number=test.stood, people=test.people, share=share)
        if test.named:
            yield ngettext(
                "You named {named} person and expected {expected}; {came} came, and {others} whom you had not named.",
                "You named {named} people and expected {expected}; {came} came, and {others} whom you had not named.",
                test.named,
            ).format(
                named=test.named,
                expected=f"{test.expected:.1f}",
                came=test.came_of_named,
                others=test.came_unnamed,
            )
        else:
            yield _("You named nobody.")
    if test.said_yes:
        kept = test.said_yes - len(behind.missing)
        yield _("{yes} had said yes to you or to the committee, and {kept} of these did it, {share}.").format(
            yes=test.said_yes, kept=kept, share=percent(kept / test.said_yes)
        )
    if test.reasons:
        yield ngettext(
            "{missing} had said yes and did not come. What weighed on them:",
            "{missing} had said yes and did not come. What weighed on them:",
            len(behind.missing),
        ).format(missing=len(behind.missing))
    for reason in test.reasons:
        yield reason.words
    if behind.missing and not test.secret:
        explained = set().union(*(getattr(behind, name).decided for name in REASONS))
        left = behind.missing - explained
        if left:
            yield ngettext(
                "For {left} no single thing would have done, it was several together, and the day: {names}.",
                "For {left} no single thing would have done, it was several together, and the day: {names}.",
                len(left),
            ).format(left=len(left), names=_names(game, left))


# The chart and the hours


def _chart(truth: Truth) -> Iterator[ChartWeek]:
    for ratings, week in zip(truth.ratings, truth.weeks, strict=True):
        pairs = [(own, week.rating[number]) for number, own in sorted(ratings.items())]
        yield ChartWeek(week.week, len(pairs), rating_calibration(pairs))


def _hours(game: Game, truth: Truth) -> Iterator[HoursWeek]:
    nothing = game.otherwise(nothing=True)
    for place, (week, without) in enumerate(zip(truth.weeks, nothing.truths, strict=True)):
        moved = sum(week.chance) - sum(without.chance)
        yield HoursWeek(week.week, truth.given[place], dict(truth.hours[place]), round(moved, 3))


# Leaders


def _leaders(game: Game, truth: Truth) -> Iterator[LeaderLine]:
    tests = [test for test in truth.tests if test.test != VOTE]
    people = game.constituency.people
    for number in sorted(truth.leaders):
        cell = game.cell(people[number].id)
        stood = {test.test: number in test.acted for test in tests}
        cost: dict[str, int] = {}
        if not stood[tests[-1].test]:
            otherwise = game.otherwise(for_it=(number,))
            for before, after in zip(truth.tests, otherwise.tested, strict=True):
                cost[before.test] = len(after.acted - {number}) - len(before.acted - {number})
        yield LeaderLine(
            people[number].id, people[number].name, cell.talks, cell.rating, stood, cost,
            _leader_words(people[number].name, cell.talks, stood, cost),
        )  # fmt: skip


def _together(game: Game, truth: Truth) -> dict[str, int]:
    """What the no of all of them together cost, test by test: how many others had stood up besides."""
    last = [test for test in truth.tests if test.test != VOTE][-1]
    stayed = truth.leaders - last.acted
    if len(stayed) < 2:
        return {}
    otherwise = game.otherwise(for_it=sorted(stayed))
    return {
        before.test: len(after.acted - stayed) - len(before.acted - stayed)
        for before, after in zip(truth.tests, otherwise.tested, strict=True)
    }


def _everybody(game: Game, truth: Truth) -> Iterator[PersonLine]:
    tests = [test for test in truth.tests if test.test != VOTE]
    rated, true = truth.ratings[-1], truth.weeks[-1].rating
    for crew in game.constituency.crews:
        for number in crew.people:
            person = game.constituency.people[number]
            stood = {test.test: number in test.acted for test in tests}
            yield PersonLine(person.id, person.name, crew.name, rated.get(number), true[number], stood)


def _leader_words(name: str, talks: int, stood: Mapping[str, bool], cost: Mapping[str, int]) -> str:
    met = (
        ngettext("you had {talks} one-on-one with them", "you had {talks} one-on-ones with them", talks).format(
            talks=talks
        )
        if talks
        else _("you never had a one-on-one with them")
    )
    if not cost:
        return _("{name} stood up at the last test; {met}.").format(name=name, met=met)
    more = [after for test, after in cost.items() if test != VOTE][-1]
    if more > 0:
        told = ngettext(
            "{name} stayed away from the last test; {met}. Had they been firmly for it from the start, with the same "
            "luck and the same hours of yours, {more} more would have stood up there.",
            "{name} stayed away from the last test; {met}. Had they been firmly for it from the start, with the same "
            "luck and the same hours of yours, {more} more would have stood up there.",
            more,
        )
        return told.format(name=name, met=met, more=more)
    return _(
        "{name} stayed away from the last test; {met}. Had they been firmly for it from the start, nobody else would "
        "have stood up for it."
    ).format(name=name, met=met)


# The spread


def _spread(game: Game, spread: Spread) -> Iterator[SpreadLine]:
    here = {result.test: result.number / result.people for result in game.results}
    for measure, share in here.items():
        for strategy, figures in spread.figures.items():
            if measure in figures:
                yield SpreadLine(
                    strategy, _(STRATEGY_TITLES[strategy]), measure, figures[measure],
                    spread.below(strategy, measure, share), spread.beaten(strategy, measure, share),
                )  # fmt: skip


# Talks, rumours, promises


def _talks(game: Game, truth: Truth) -> Iterator[str]:
    if not truth.talks:
        yield _("You had no one-on-one.")
        return
    mean = mean_quality(game)
    yield ngettext(
        "You had {number} one-on-one, of quality {mean}.",
        "You had {number} one-on-ones, of quality {mean} on average.",
        len(truth.talks),
    ).format(number=len(truth.talks), mean=f"{mean:.2f}")
    worth = float(game.worth(mean))
    if worth > 0:
        told = _("Such a talk does {share} of what a perfect one does: in the model quality decides, not number.")
        yield told.format(share=percent(worth))
    played = sum(source == "play" for *_rest, source in truth.talks)
    if played:
        yield ngettext("You played {played} of them.", "You played {played} of them.", played).format(played=played)
    harm = sum(quality < 0.3 for _week, _person, quality, _source in truth.talks)
    if harm:
        yield ngettext(
            "{harm} was under 0.3, where a talk does harm: it is worse than not to have gone.",
            "{harm} were under 0.3, where a talk does harm: it is worse than not to have gone.",
            harm,
        ).format(harm=harm)


def _told(game: Game, truth: Truth) -> Iterator[str]:
    for text, true in truth.rumours:
        yield (_("You were told: “{text}” It was so.") if true else _("You were told: “{text}” It was not so.")).format(
            text=text
        )
    for one in truth.promises:
        name = game.constituency.member(one.person).name
        told = _("You kept what you promised {name}.") if one.kept else _("You did not keep what you promised {name}.")
        yield told.format(name=name)


# What is known and what is not


def _limits(spread: Spread | None) -> Sequence[str]:
    told = [
        _("The people are invented, and what they did follows rules that can be read. Nobody you know follows them."),
        _(
            "Measured, in experiments: what contacts do for turning out, that a quick contact changes nobody's mind, "
            "and that the effect of a good long talk is small and lasts."
        ),
        _(
            "Assumed, because nobody has measured it: what trust does, how far it takes away fear, how much people "
            "wait for one another, and that a leader counts four times. Most of what one-on-ones bring in the model "
            "comes from there."
        ),
        _(
            "That deep organizing wins and shallow loses rests on what organizers report and on records of elections. "
            "No experiment has tested it in a shop or a building."
        ),
        _(
            "The gap between the ways of working is calibrated, not discovered. A first, careful set of numbers gave "
            "27 percent at the march for leaders first and 20 for canvassing; in four versions hours, trust, fear and "
            "the pull of others were then set so that the gap is what organizers report."
        ),
        _(
            "In a shop of forty even leaders first misses 65 percent at the march in three seasons of four. No way of "
            "working always wins, and in a neutral shop the ways lie close together."
        ),
    ]
    if spread:
        told.append(
            _(
                "The simulated seasons have the same people and hours, {seasons} of each way, and talks of quality "
                "{quality}. They know no events, no rumours and no promises."
            ).format(seasons=spread.seasons, quality=f"{spread.quality:.2f}")
        )
    return told


def _turf_words(game: TurfGame, ways: Sequence[WayLine]) -> Iterator[str]:
    assert game.result is not None
    result = game.result
    yield ngettext("Your work brought {net} net vote.", "Your work brought {net} net votes.", result.net).format(
        net=result.net
    )
    if result.guess is not None:
        off = abs(result.guess - result.net)
        yield ngettext("You had said {guess}, {off} off.", "You had said {guess}, {off} off.", off).format(
            guess=result.guess, off=off
        )
    yield _("There were {minutes} minutes of volunteers for each voter.").format(
        minutes=f"{game.minutes_a_voter():.1f}"
    )
    means = {way.title: way.all_hours.mean for way in ways if way.all_hours}
    if means:
        best = max(means, key=lambda title: means[title])
        yield _("With all hours on one way, this one brings most: {title}, {net} net votes on average.").format(
            title=best, net=f"{means[best]:.0f}"
        )
    if result.minds:
        yield ngettext(
            "{minds} voter changed sides, in a long talk.", "{minds} voters changed sides, in long talks.", result.minds
        ).format(minds=result.minds)
    else:
        yield _("Nobody changed sides. Quick contacts change who turns out, and no minds.")


def _turf_limits() -> Iterator[str]:
    yield _(
        "Measured in experiments: 4 points of turnout for a talk at the door, a quarter of a point for a text, 60 "
        "percent of a talk's effect for a housemate, 8 points where a friend asks, and no minds changed by a quick "
        "contact."
    )
    yield _(
        "Quoted from memory of such studies, and not looked up again: that a call does half of what a door does. "
        "Assumed: how many on the list are on your side, how many share a home, and how many texts and long talks an "
        "hour brings."
    )
    yield _("Where everybody talks of the election, halve the effect of a door.")
    yield _(
        "With hours to spare for each person, a known list of names, and something risky to do together, it is the "
        "other way round: there knocking once is not enough. The tool has to fit the task."
    )


def percent(share: float) -> str:
    """A share in whole percent."""
    return _("{number} percent").format(number=int(100 * share + 0.5))
