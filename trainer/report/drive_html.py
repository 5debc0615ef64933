"""The debrief of a season as one page of HTML: to read on a screen, to print, to send as a file.

The page is made as that of a play is (`trainer.report.html`): nothing is loaded, no script, every text escaped. Here
only the places of the two figures are worked out; the template draws them.
"""

from typing import Final, NamedTuple

from trainer.language import _, spoken
from trainer.report.drive import percent
from trainer.report.drive_shapes import DriveDebrief, SpreadLine, TurfDebrief
from trainer.report.drive_text import parts_of
from trainer.report.html import templates

SIDE: Final = 260
"""The side of the reliability plot, in units of the picture."""

WIDE: Final = 300
"""The width of a way's line in the spread."""

SMALLEST_DOT, LARGEST_DOT = 4.0, 11.0


class Dot(NamedTuple):
    """Of those for whom so much was said, so many came: where the dot stands, how large it is, and it in words."""

    x: float
    y: float
    size: float
    words: str


class Way(NamedTuple):
    """A way's seasons on a line from 0 to 100 percent, and where this season lies on it."""

    title: str
    low: float
    quarter: float
    median: float
    three_quarters: float
    high: float
    here: float
    words: str


class Measure(NamedTuple):
    """All ways for one test: its title, with the share that stood up here."""

    title: str
    ways: tuple[Way, ...]


def as_html(debrief: DriveDebrief | TurfDebrief) -> str:
    """The whole debrief as a page."""
    drive = debrief if isinstance(debrief, DriveDebrief) else None
    return (
        templates()
        .get_template("drive.html")
        .render(
            debrief=debrief,
            language=debrief.language,
            spoken=spoken(),
            sections=parts_of(debrief),
            dots=reliability(drive) if drive else (),
            measures=spread(drive) if drive else (),
            side=SIDE,
            wide=WIDE,
        )
    )


def reliability(debrief: DriveDebrief) -> tuple[Dot, ...]:
    """The reliability plot: how sure the trainee was across, how many came up; on the diagonal both are alike."""
    if debrief.forecasts is None:
        return ()
    most = max(group.number for group in debrief.forecasts.groups)
    return tuple(
        Dot(
            round(group.sure * SIDE, 1),
            round((1 - group.came) * SIDE, 1),
            round(SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * (group.number / most) ** 0.5, 1),
            _("Said {sure}, came {came} of {number}").format(
                sure=percent(group.sure), came=percent(group.came), number=group.number
            ),
        )
        for group in debrief.forecasts.groups
    )


def spread(debrief: DriveDebrief) -> tuple[Measure, ...]:
    """The simulated seasons, test by test."""
    tests = {test.test: test for test in debrief.tests}
    made = []
    for measure in dict.fromkeys(line.measure for line in debrief.spread):
        test = tests[measure]
        here = test.stood / test.people
        title = _("{title}: {share} with you").format(title=test.title, share=percent(here))
        ways = tuple(_way(line, here) for line in debrief.spread if line.measure == measure)
        made.append(Measure(title, ways))
    return tuple(made)


def _way(line: SpreadLine, here: float) -> Way:
    figures = line.figures
    low, quarter, median, three_quarters, high, mine = (
        round(share * WIDE, 1)
        for share in (figures.low, figures.quarter, figures.median, figures.three_quarters, figures.high, here)
    )
    words = _("middle {middle}, eight of ten from {low} to {high}; {beaten} of 100 ended lower than yours").format(
        middle=percent(figures.median),
        low=percent(figures.low),
        high=percent(figures.high),
        beaten=f"{line.beaten * 100:.0f}",
    )
    return Way(line.title, low, quarter, median, three_quarters, high, mine, words)
