"""What follows where a number of the drive's model is another: seasons of each way of working, as usual and so changed.

read_value("beta", "0")                            # 0.0; raises WrongParameter
compared(constituency, {"beta": 0.0}, quality=0.7) # each way's median at each test, both times
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from trainer.drive.parameters import FACTS, Fact, settings_of
from trainer.language import _, mark
from trainer.report.drive_spread import STRATEGY_TITLES, Spread, spread_of

if TYPE_CHECKING:
    from trainer.drive.constituency import Constituency

SEASONS: Final = 300
"""Seasons of each way for a comparison: the standard error of a share is then under three points."""

KINDS: Final = {
    "measured": mark("measured: somebody counted it"),
    "fitted": mark("fitted, so that the model agrees with what was counted"),
    "assumed": mark("assumed: nobody has measured it"),
}

CONFIDENCES: Final = {"H": mark("high"), "M": mark("middling"), "L": mark("low")}


class Compared(NamedTuple):
    """A way of working at a test: what share stands up in the middle season as usual, and with the numbers changed.

    On a turf the measure is "net_votes", and these are votes.
    """

    strategy: str
    title: str
    measure: str
    usual: float
    changed: float


def read_value(name: str, written: str) -> float:
    """A value for a number of the model. Raises WrongParameter for one that it cannot have."""
    return settings_of([f"{name}={written}"])[name]


def usual_values(constituency: "Constituency") -> dict[str, float]:
    """Every number as this place has it."""
    return {fact.name: float(constituency.parameters.get(fact.name, fact.default)) for fact in FACTS}


def compared(constituency: "Constituency", changed: Mapping[str, float], quality: float) -> tuple[Compared, ...]:
    """Each way of working at each test, as usual and with some numbers changed; the same luck both times."""
    usual = spread_of(constituency, quality, SEASONS)
    other = spread_of(constituency._replace(parameters={**constituency.parameters, **changed}), quality, SEASONS)
    return tuple(_compared(usual, other))


def _compared(usual: Spread, other: Spread) -> list[Compared]:
    return [
        Compared(
            strategy, _(STRATEGY_TITLES[strategy]), measure, figures.median, other.figures[strategy][measure].median
        )
        for strategy, measures in usual.figures.items()
        for measure, figures in measures.items()
    ]


def fact_lines(fact: Fact, value: float, default: float) -> tuple[str, ...]:
    """What is known of a number, a sentence a line."""
    now = _("It is {value} ({unit}).").format(value=f"{value:g}", unit=_(fact.unit))
    if value != default:
        now = _("It is {value} ({unit}); usually {default}.").format(
            value=f"{value:g}", unit=_(fact.unit), default=f"{default:g}"
        )
    return (
        now,
        _("It can be {low} to {high}.").format(low=f"{fact.low:g}", high=f"{fact.high:g}"),
        _("It is {kind}.").format(kind=_(KINDS[fact.kind])),
        _("How sure anybody can be of it: {sure}.").format(sure=_(CONFIDENCES[fact.confidence])),
        _("From: {source}.").format(source=fact.source),
    )
