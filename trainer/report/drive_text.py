"""A drive's debrief as it is read: the parts that screens, plain mode and files show, in their order, each with its
lines and perhaps a table. `trainer.report.drive_export` makes files of them.
"""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from trainer.language import _, ngettext
from trainer.records.progress import ForecastGroup
from trainer.report.drive import HOUR_TITLES, DriveDebrief, TurfDebrief, percent
from trainer.report.drive_spread import Quantiles


class Table(NamedTuple):
    """A table: its head, and rows of as many cells; every cell is a text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


PartName = Literal[
    "test", "forecasts", "chart", "everybody", "hours", "leaders", "talks", "told", "spread", "election", "limits"
]


class Part(NamedTuple):
    """A part of the debrief: which it is, its title, its paragraphs, and below them a table where there is one."""

    part: PartName
    title: str
    lines: tuple[str, ...]
    table: Table | None = None


def parts_of(debrief: DriveDebrief | TurfDebrief) -> tuple[Part, ...]:
    """The parts of either debrief, in their order; a part with nothing to say is left out."""
    made = _drive_parts(debrief) if isinstance(debrief, DriveDebrief) else _turf_parts(debrief)
    return tuple(part for part in made if part.lines or part.table)


def _drive_parts(debrief: DriveDebrief) -> Iterator[Part]:
    for test in debrief.tests:
        yield Part("test", _("Week {week}: {title}").format(week=test.week, title=test.title), test.words)
    known = _("How well you knew who would come")
    yield Part("forecasts", known, tuple(_forecast_lines(debrief)), _reliability(debrief))
    yield Part("chart", _("Your chart against what was so"), tuple(_chart_lines(debrief)), _chart_table(debrief))
    yield Part("everybody", _("Everybody, at the end"), tuple(_everybody_lines(debrief)), _everybody_table(debrief))
    yield Part("hours", _("Hours, and whom they moved"), tuple(_hours_lines(debrief)), _hours_table(debrief))
    yield Part("leaders", _("Whom people go to"), tuple(_leader_lines(debrief)))
    yield Part("talks", _("Your one-on-ones"), debrief.talks)
    yield Part("told", _("What you were told, and what you promised"), debrief.told)
    beside = _("Your season beside simulated ones")
    yield Part("spread", beside, tuple(_spread_lines(debrief)), _spread_table(debrief))
    yield Part("limits", _("What this can tell, and what it cannot"), debrief.limits)


OFF: Final = 0.05
"""From which difference on between what was said and what came somebody was too sure, or not sure enough. Ours."""


def _forecast_lines(debrief: DriveDebrief) -> Iterator[str]:
    forecasts = debrief.forecasts
    if forecasts is None:
        yield _("You forecast nobody by name.")
        return
    told = ngettext("You forecast one person.", "You forecast {number} times by name.", forecasts.number)
    yield told.format(number=forecasts.number)
    sure, came = percent(forecasts.sure), percent(forecasts.came)
    if forecasts.sure > forecasts.came + OFF:
        verdict = _("You were too sure: you said {sure} on average, and {came} came.")
    elif forecasts.sure < forecasts.came - OFF:
        verdict = _("You were not sure enough: you said {sure} on average, and {came} came.")
    else:
        verdict = _("You said {sure} on average, and {came} came: over all you knew.")
    yield verdict.format(sure=sure, came=came)
    alike = forecasts.came * (1 - forecasts.came)
    yield _(
        "The Brier score says how well you knew who. For each name take how far off you were (you said 0.7: 0.3 off if "
        "they came, 0.7 if not), times itself; the score is the mean. 0 is right and sure every time, 0.25 is what 50 "
        "for everybody gets. Yours is {brier}; {came} for everybody would have got {alike}."
    ).format(brier=f"{forecasts.brier:.2f}", came=came, alike=f"{alike:.2f}")
    each = [f"{test.title} {test.brier:.2f}" for test in debrief.tests if test.brier is not None]
    if len(each) > 1:
        yield _("Test by test: {scores}.").format(scores=", ".join(each))
    yield _("Whoever knows how sure to be sees about so many come as they said, in every line:")


def _reliability(debrief: DriveDebrief) -> Table | None:
    if debrief.forecasts is None:
        return None
    return Table((_("You said"), _("People"), _("Came")), tuple(_group(group) for group in debrief.forecasts.groups))


def _group(group: ForecastGroup) -> tuple[str, str, str]:
    said = _("{low} to {high}").format(low=percent(group.low), high=percent(group.high))
    return said, str(group.number), percent(group.came)


FAR: Final = 2
"""A rating so many steps off is told by name."""


def _everybody_lines(debrief: DriveDebrief) -> Iterator[str]:
    rated = [(line, line.rated - line.true) for line in debrief.everybody if line.rated is not None]
    readier = [line.name for line, off in rated if off <= -FAR]
    less = [line.name for line, off in rated if off >= FAR]
    yield _(
        "For each what you wrote last, what was so at the season's end, and the tests by their week: + stood up, − "
        "stayed away."
    )
    if readier:
        yield _("You took for much readier than they were: {names}.").format(names=", ".join(readier))
    if less:
        yield _("They were much readier than you took them for: {names}.").format(names=", ".join(less))


def _everybody_table(debrief: DriveDebrief) -> Table:
    tests = [test for test in debrief.tests if not test.secret]
    head = (_("Name"), _("You wrote"), _("Was"), *(_("w{week}").format(week=test.week) for test in tests))
    rows = tuple(
        (
            line.name, "–" if line.rated is None else str(line.rated), str(line.true),
            *("+" if line.stood[test.test] else "−" for test in tests),
        )
        for line in debrief.everybody
    )  # fmt: skip
    return Table(head, rows)


def _leader_lines(debrief: DriveDebrief) -> Iterator[str]:
    for line in debrief.leaders:
        yield line.words
    if debrief.together:
        costs = [
            f"{test.title} {debrief.together[test.test]:+d}".replace("-", "−")
            for test in debrief.tests
            if test.test in debrief.together
        ]
        yield _(
            "Had all of them who stayed away been firmly for it, so many others more, or fewer, would have done it: "
            "{costs}."
        ).format(costs=", ".join(costs))
    if any(line.cost for line in debrief.leaders):
        yield _(
            "That is the model's answer: the same season with the same luck, in which only they want it more. "
            "Their own standing up is not counted."
        )


def _chart_lines(debrief: DriveDebrief) -> Iterator[str]:
    if not any(week.rated for week in debrief.chart):
        yield _("You wrote no ratings.")
        return
    yield _(
        "The true rating is the model's, at the risk of the next test: 1 and 2 would rather act than not, 3 might, 4 "
        "and 5 would rather not. Right is how many of your ratings were it, off how far from it they were on average; "
        "a lean below 0 means that you took people to be readier than they were."
    )


def _chart_table(debrief: DriveDebrief) -> Table | None:
    rows = [
        (
            str(week.week), str(week.rated), percent(week.calibration.exact), f"{week.calibration.distance:.1f}",
            f"{week.calibration.bias:+.1f}".replace("-", "−"),
        )
        for week in debrief.chart
        if week.calibration
    ]  # fmt: skip
    return Table((_("Week"), _("Rated"), _("Right"), _("Off"), _("Lean")), tuple(rows)) if rows else None


def _hours_lines(debrief: DriveDebrief) -> Iterator[str]:
    spent: dict[str, float] = {}
    for week in debrief.hours:
        for kind, hours in week.spent.items():
            spent[kind] = spent.get(kind, 0.0) + hours
    total, given = sum(spent.values()), sum(week.given for week in debrief.hours)
    yield _("You spent {total} of {given} hours.").format(total=f"{total:.1f}", given=f"{given:.0f}")
    if spent:
        listed = ", ".join(f"{_(HOUR_TITLES[kind])} {spent[kind]:.1f}" for kind in HOUR_TITLES if spent.get(kind))
        yield _("On {listed}.").format(listed=listed)
    yield _(
        "Moved is how many more would act at the next test than in the same season without you: the sum of everybody's "
        "chances, less the same where you did nothing."
    )


def _hours_table(debrief: DriveDebrief) -> Table:
    rows = tuple(
        (str(week.week), f"{sum(week.spent.values()):.1f}", f"{week.moved:+.1f}".replace("-", "−"))
        for week in debrief.hours
    )
    return Table((_("Week"), _("Hours"), _("Moved")), rows)


def _spread_lines(debrief: DriveDebrief) -> Iterator[str]:
    if not debrief.spread:
        return
    last = next(test for test in reversed(debrief.tests) if not test.secret)
    beaten = ", ".join(f"{line.title} {line.beaten * 100:.0f}" for line in debrief.spread if line.measure == last.test)
    yield _(
        "At {title} {share} stood up with you. Of 100 seasons with your people and hours, but other luck, so many "
        "ended lower: {beaten}."
    ).format(title=last.title, share=percent(last.stood / last.people), beaten=beaten)
    yield _(
        "For each way the table has the middle season, and in brackets from where to where eight of ten lie, in "
        "percent. They overlap widely: one season proves little, and neither does yours."
    )


def _spread_table(debrief: DriveDebrief) -> Table | None:
    if not debrief.spread:
        return None
    measures = list(dict.fromkeys(line.measure for line in debrief.spread))
    titles = {test.test: test for test in debrief.tests}
    found = {(line.strategy, line.measure): line.figures for line in debrief.spread}
    names = {line.strategy: line.title for line in debrief.spread}
    rows = [
        (title, *(_middle_and_ends(found[strategy, measure], 100) for measure in measures))
        for strategy, title in names.items()
    ]
    here = (_("Yours"), *(f"{100 * titles[measure].stood / titles[measure].people:.0f}" for measure in measures))
    head = (_("Way"), *(titles[measure].title for measure in measures))
    return Table(head, (here, *rows))


def _middle_and_ends(figures: Quantiles, times: float) -> str:
    low, middle, high = (f"{times * one:.0f}".replace("-", "−") for one in (figures.low, figures.median, figures.high))
    return _("{middle} ({low} to {high})").format(middle=middle, low=low, high=high)


def _turf_parts(debrief: TurfDebrief) -> Iterator[Part]:
    rows = tuple(
        (
            way.title, f"{way.hours:.0f}", f"{way.contacts:,}", str(way.net).replace("-", "−"),
            f"{way.net / way.hours:+.2f}".replace("-", "−") if way.hours else "",
            "" if way.all_hours is None else _middle_and_ends(way.all_hours, 1),
        )
        for way in debrief.ways
    )  # fmt: skip
    head = (_("Way"), _("Hours"), _("Contacts"), _("Net votes"), _("An hour"), _("With all hours"))
    yield Part("election", _("The election"), debrief.words, Table(head, rows))
    yield Part("limits", _("What this can tell, and what it cannot"), debrief.limits)
