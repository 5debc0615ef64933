"""A drive's debrief as it is read: parts with lines and tables, as plain text and as Markdown.

drive_parts(debrief)        the parts that screens, plain mode and files show, in their order
drive_as_text(debrief), drive_as_markdown(debrief)
"""

from collections.abc import Iterator
from typing import NamedTuple

from trainer.drive.constituency import Constituency
from trainer.language import _, ngettext
from trainer.records.progress import ForecastGroup
from trainer.report.drive import HOUR_TITLES, DriveDebrief, TurfDebrief, percent
from trainer.report.markdown import escaped
from trainer.scenario.characters import shown


class Table(NamedTuple):
    """A table: its head, and rows of as many cells; every cell is a text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Part(NamedTuple):
    """A part of the debrief: its title, its paragraphs, and below them a table where there is one."""

    title: str
    lines: tuple[str, ...]
    table: Table | None = None


def parts_of(debrief: DriveDebrief | TurfDebrief) -> tuple[Part, ...]:
    """The parts of either debrief, in their order; a part with nothing to say is left out."""
    made = _drive_parts(debrief) if isinstance(debrief, DriveDebrief) else _turf_parts(debrief)
    return tuple(part for part in made if part.lines or part.table)


def as_text(debrief: DriveDebrief | TurfDebrief) -> str:
    """Plain text in whole lines, without a character that a terminal would obey; ends in a line feed."""
    blocks = [debrief.title]
    for part in parts_of(debrief):
        lines = [part.title, *part.lines]
        if part.table:
            lines += [_read_aloud(part.table.head, row) for row in part.table.rows]
        blocks.append("\n".join(lines))
    return "\n\n".join("\n".join(map(shown, block.split("\n"))) for block in blocks) + "\n"


def as_markdown(debrief: DriveDebrief | TurfDebrief) -> str:
    """Markdown that every common reader shows alike; all words of an author are escaped."""
    blocks = [f"# {escaped(shown(debrief.title))}", escaped(_("The debrief of a season in Second Knock."))]
    for part in parts_of(debrief):
        blocks.append(f"## {escaped(shown(part.title))}")
        blocks += [escaped(shown(line)) for line in part.lines]
        if part.table:
            rows = [part.table.head, tuple("---" for _cell in part.table.head), *part.table.rows]
            blocks.append("\n".join(_row(row, escape=place != 1) for place, row in enumerate(rows)))
    return "\n\n".join(blocks) + "\n"


def _read_aloud(head: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """A row of a table as a line: what it is of, then each cell behind its column's name."""
    of = f"{head[0]} {cells[0]}" if cells[0].isdecimal() else cells[0]
    return f"{of}: {', '.join(f'{name} {cell}' for name, cell in zip(head[1:], cells[1:], strict=True) if cell)}"


def _row(cells: tuple[str, ...], escape: bool) -> str:
    return f"| {' | '.join(escaped(shown(cell)) if escape else cell for cell in cells)} |"


def _drive_parts(debrief: DriveDebrief) -> Iterator[Part]:
    for test in debrief.tests:
        yield Part(_("Week {week}: {title}").format(week=test.week, title=test.title), test.words)
    yield Part(_("How well you knew who would come"), tuple(_forecast_lines(debrief)), _reliability(debrief))
    yield Part(_("Your chart against what was so"), tuple(_chart_lines(debrief)), _chart_table(debrief))
    yield Part(_("Hours, and whom they moved"), tuple(_hours_lines(debrief)), _hours_table(debrief))
    yield Part(_("Whom people go to"), tuple(line.words for line in debrief.leaders))
    yield Part(_("Your one-on-ones"), debrief.talks)
    yield Part(_("What you were told, and what you promised"), debrief.told)
    yield Part(_("Your season beside simulated ones"), tuple(_spread_lines(debrief)), _spread_table(debrief))
    yield Part(_("What this can tell, and what it cannot"), debrief.limits)


def _forecast_lines(debrief: DriveDebrief) -> Iterator[str]:
    forecasts = debrief.forecasts
    if forecasts is None:
        yield _("You forecast nobody by name.")
        return
    told = ngettext("You forecast one person.", "You forecast {number} times by name.", forecasts.number)
    yield told.format(number=forecasts.number)
    yield _("You were {sure} sure on average, and {came} came.").format(
        sure=percent(forecasts.sure), came=percent(forecasts.came)
    )
    yield _("Brier score {brier}: 0 is right and sure every time, 0.25 is a coin.").format(
        brier=f"{forecasts.brier:.2f}"
    )


def _reliability(debrief: DriveDebrief) -> Table | None:
    if debrief.forecasts is None:
        return None
    return Table((_("You said"), _("People"), _("Came")), tuple(_group(group) for group in debrief.forecasts.groups))


def _group(group: ForecastGroup) -> tuple[str, str, str]:
    said = _("{low} to {high}").format(low=percent(group.low), high=percent(group.high))
    return said, str(group.number), percent(group.came)


def _chart_lines(debrief: DriveDebrief) -> Iterator[str]:
    if not any(week.rated for week in debrief.chart):
        yield _("You wrote no ratings.")
        return
    yield _(
        "The true rating is the model's: 1 and 2 would rather act than not, 3 might, 4 and 5 would rather not. Off is "
        "the distance on average; below 0 in the lean you took people to be readier than they were."
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
    titles = {test.test: test for test in debrief.tests}
    last = next(test for test in reversed(debrief.tests) if not test.secret)
    yield _("At {title} {share} stood up with you. The table has what each way brings in eight seasons of ten.").format(
        title=titles[last.test].title, share=percent(last.stood / last.people)
    )


def _spread_table(debrief: DriveDebrief) -> Table | None:
    if not debrief.spread:
        return None
    measures = list(dict.fromkeys(line.measure for line in debrief.spread))
    titles = {test.test: test for test in debrief.tests}
    found = {(line.strategy, line.measure): line for line in debrief.spread}
    names = {line.strategy: line.title for line in debrief.spread}
    rows = [
        (
            title,
            *(
                _("{low} to {high}").format(
                    low=percent(found[strategy, measure].figures.low),
                    high=percent(found[strategy, measure].figures.high),
                )
                for measure in measures
            ),
        )
        for strategy, title in names.items()
    ]
    here = (_("Yours"), *(percent(titles[measure].stood / titles[measure].people) for measure in measures))
    head = (_("Way"), *(titles[measure].title for measure in measures))
    return Table(head, (here, *rows))


def _turf_parts(debrief: TurfDebrief) -> Iterator[Part]:
    rows = tuple(
        (
            way.title, f"{way.hours:.0f}", f"{way.contacts:,}", str(way.net),
            "" if way.all_hours is None else _("{low} to {high}").format(
                low=f"{way.all_hours.low:.0f}", high=f"{way.all_hours.high:.0f}"
            ),
        )
        for way in debrief.ways
    )  # fmt: skip
    head = (_("Way"), _("Hours"), _("Contacts"), _("Net votes"), _("With all hours"))
    yield Part(_("The election"), debrief.words, Table(head, rows))
    yield Part(_("What this can tell, and what it cannot"), debrief.limits)


def brief_lines(constituency: Constituency) -> tuple[str, ...]:
    """A drive or turf in a few sentences, as a list shows it: people or voters, weeks and hours."""
    size = (
        ngettext("{size} voter", "{size} voters", constituency.size)
        if constituency.form == "turf"
        else ngettext("{size} person", "{size} people", constituency.size)
    ).format(size=f"{constituency.size:,}")
    weeks = ngettext("{weeks} week", "{weeks} weeks", constituency.weeks).format(weeks=constituency.weeks)
    hours = ngettext("{hours} hour a week", "{hours} hours a week", constituency.hours).format(hours=constituency.hours)
    heads = 60 * constituency.hours * constituency.weeks / constituency.size
    return size, weeks, hours, _("{minutes} minutes for each").format(minutes=f"{heads:.1f}".rstrip("0").rstrip("."))
