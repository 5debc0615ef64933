"""The sections of a season's debrief as rows: what trainer.report.drive_text says, with plots where a table is dull."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from textual.content import Content

from trainer.language import _, mark
from trainer.report.drive_shapes import DriveDebrief, SpreadLine, TurfDebrief, WayLine
from trainer.report.drive_text import Part, Table, parts_of
from trainer.screens.sections import heading
from trainer.screens.texts import hang, plain
from trainer.screens.widgets.drawn import Draw, bar, text
from trainer.screens.widgets.rows import Row

SHORT: Final = {
    "forecasts": mark("Forecasts"),
    "chart": mark("Chart"),
    "everybody": mark("Everybody"),
    "hours": mark("Hours"),
    "leaders": mark("People"),
    "talks": mark("People"),
    "told": mark("People"),
    "spread": mark("Others"),
    "limits": mark("Known"),
    "election": mark("Election"),
}
"""A part and the section that it stands in; parts of one section follow each other."""

WAYS: Final = {
    "nothing": mark("nothing"),
    "canvass": mark("quick rounds"),
    "loudest_first": mark("loudest first"),
    "random_order": mark("any order"),
    "leaders_first": mark("leaders first"),
    "mixed": mark("half and half"),
}
"""What the simulated ways of working are called beside a plot; all but the first two are ways of having talks."""

LABEL: Final = 14
WAY: Final = 16
PLOT: Final = 41
"""Cells of a scale from 0 to 100 percent, where there is room: one for each two and a half."""


class Section(NamedTuple):
    """A section: its short and its long name, and its rows."""

    short: str
    title: str
    rows: tuple[Row, ...]


def sections_of(debrief: DriveDebrief | TurfDebrief) -> list[Section]:
    """The sections: all tests together, then each part. Made anew each time, because rows are shown only once."""
    parts = parts_of(debrief)
    made: list[Section] = []
    tests = len(debrief.tests) if isinstance(debrief, DriveDebrief) else 0
    if tests:
        rows: list[Row] = []
        for place, part in enumerate(parts[:tests]):
            rows += [heading(part.title, gap=place > 0), *(Row(text(line)) for line in part.lines)]
        made.append(Section(_("Tests"), _("The days that counted"), tuple(rows)))
    for part in parts[tests:]:
        name = _(SHORT[part.part])
        rows = list(_rows(debrief, part))
        if made and made[-1].short == name:
            made[-1] = made[-1]._replace(rows=(*made[-1].rows, heading(part.title), *rows))
        else:
            made.append(Section(name, part.title, (heading(part.title, gap=False), *rows)))
    return made


def spread_pending(debrief: DriveDebrief | TurfDebrief) -> Section:
    """What stands in the place of the simulated seasons until they are there."""
    ways = 5 if isinstance(debrief, TurfDebrief) else 6
    words = _("Simulating 400 seasons of each of {ways} ways of working. It takes a few seconds, once.").format(
        ways=ways
    )
    title = _("Your season beside simulated ones")
    return Section(_("Others"), title, (heading(title, gap=False), Row(text(words, "$soft"))))


def _rows(debrief: DriveDebrief | TurfDebrief, part: Part) -> Iterable[Row]:
    plotted = part.part == "spread"
    for line in part.lines[:1] if plotted else part.lines:
        yield Row(text(line))
    if isinstance(debrief, TurfDebrief):
        if part.table:
            yield Row(table(part.table), gap=True)
            yield from _turf_plot(debrief.ways)
        return
    if part.part == "forecasts" and debrief.forecasts is not None:
        yield Row(text(_("Of those for whom you said so much, so many came; │ is what you said."), "$soft"), gap=True)
        for group in debrief.forecasts.groups:
            said = _("{low} to {high}").format(low=f"{group.low:.0%}", high=f"{group.high:.0%}")
            yield Row(reliability(said, group.sure, group.came, group.number))
    elif plotted and isinstance(debrief, DriveDebrief):
        yield from _spread_plot(debrief)
    elif part.table:
        yield Row(table(part.table), gap=True)


def table(whole: Table) -> Draw:
    """A table in columns; where it is too wide, a line for each row."""
    lines = [whole.head, *whole.rows]
    wide = [max(len(line[place]) for line in lines) for place in range(len(whole.head))]

    def draw(width: int) -> Content:
        if sum(wide) + 2 * (len(wide) - 1) > width:
            told = []
            for row in whole.rows:
                cells = ", ".join(f"{head} {cell}" for head, cell in zip(whole.head[1:], row[1:], strict=True) if cell)
                told.append(hang(plain(row[0], "bold"), plain(cells), width, LABEL))
            return Content("\n").join(told)
        drawn = []
        for place, line in enumerate(lines):
            cells = "  ".join([line[0].ljust(wide[0]), *(c.rjust(w) for c, w in zip(line[1:], wide[1:], strict=True))])
            drawn.append(Content.styled(cells, "$soft" if place == 0 else "$ink"))
        return Content("\n").join(drawn)

    return draw


def scale(width: int) -> int:
    """Cells for a scale of 0 to 100 percent at a width."""
    return max(11, min(PLOT, width - 28))


def reliability(said: str, sure: float, came: float, number: int) -> Draw:
    """What came of those for whom so much was said: a bar of the share, with a stroke where it was said to be."""

    def draw(width: int) -> Content:
        cells = scale(width)
        full = bar(came * 100, cells)
        at = min(cells - 1, round(sure * (cells - 1)))
        drawn = Content.assemble(full[:at], ("│", "bold $you"), full[at + 1 :])
        told = _("{came} of {number}").format(came=f"{came:.0%}", number=number)
        return hang(plain(said), drawn + Content(f"  {told}"), width, LABEL)

    return draw


def _spread_plot(debrief: DriveDebrief) -> Iterable[Row]:
    tests = {test.test: test for test in debrief.tests}
    key = _(
        "400 seasons of each way of working, with your people and hours. From 0 to 100 percent: ─ eight seasons of "
        "ten, ━ the middle half, ┿ the middle one, ◆ yours."
    )
    yield Row(text(key, "$soft"))
    for measure in dict.fromkeys(line.measure for line in debrief.spread):
        test = tests[measure]
        share = test.stood / test.people
        yield heading(_("{title}: {share} with you").format(title=test.title, share=f"{share:.0%}"))
        for line in debrief.spread:
            if line.measure == measure:
                yield Row(spread_line(line, share))


def spread_line(line: SpreadLine, here: float) -> Draw:
    """A way's seasons on a scale of 0 to 100 percent, and where this one lies."""
    figures = line.figures
    where = _("above {number} of 100").format(number=f"{line.beaten * 100:.0f}")

    def draw(width: int) -> Content:
        cells = scale(width - 20)
        signs = ["·"] * cells
        for low, high, sign in (
            (figures.low, figures.high, "─"),
            (figures.quarter, figures.three_quarters, "━"),
            (figures.median, figures.median, "┿"),
        ):
            for place in range(_at(low, cells), _at(high, cells) + 1):
                signs[place] = sign
        at = _at(here, cells)
        drawn = Content.assemble(
            ("".join(signs[:at]), "$mark"), ("◆", "bold $you"), ("".join(signs[at + 1 :]), "$mark"),
            f"  {figures.median:>4.0%}  ", (where, "$soft"),
        )  # fmt: skip
        return hang(plain(_(WAYS.get(line.strategy, line.title))), drawn, width, WAY)

    return draw


def _at(share: float, cells: int) -> int:
    return max(0, min(cells - 1, round(share * (cells - 1))))


def _turf_plot(ways: Sequence[WayLine]) -> Iterable[Row]:
    known = [way for way in ways if way.all_hours is not None]
    if not known:
        return
    most = max(1.0, *(way.all_hours.high for way in known if way.all_hours))
    least = min(0.0, *(way.all_hours.low for way in known if way.all_hours))
    key = _(
        "With all of the hours on one way, from {least} to {most} net votes: ─ eight of ten seasons, ┿ the middle one."
    )
    yield Row(text(key.format(least=f"{least:.0f}".replace("-", "−"), most=f"{most:.0f}"), "$soft"), gap=True)
    for way in known:
        yield Row(_way_line(way, least, most))


def _way_line(way: WayLine, least: float, most: float) -> Draw:
    figures = way.all_hours
    assert figures is not None

    def draw(width: int) -> Content:
        cells = scale(width)
        signs = ["·"] * cells
        low, middle, high = ((one - least) / (most - least) for one in (figures.low, figures.median, figures.high))
        for place in range(_at(low, cells), _at(high, cells) + 1):
            signs[place] = "─"
        signs[_at(middle, cells)] = "┿"
        told = f"{figures.median:+.0f}".replace("-", "−")
        return hang(plain(way.title), Content.assemble(("".join(signs), "$mark"), f"  {told}"), width, LABEL)

    return draw
