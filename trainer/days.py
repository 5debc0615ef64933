"""Days as they are written and said. What is kept, and what programs read, has them as 2026-11-30 instead."""

from datetime import date, datetime, timedelta
from typing import Final

from trainer.language import _, mark

_MONTHS: Final = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)


def written(stamp: str) -> str:
    """The day of a moment that was kept, for a file that is read later: "30 November 2026", in universal time."""
    return _written(date.fromisoformat(stamp[:10]))


def on_day(stamp: str) -> str:
    """When a moment was, as one says it now: "today", "yesterday", "on 30 November 2026"; where the reader is."""
    moment, today = datetime.fromisoformat(stamp).astimezone().date(), datetime.now().astimezone().date()
    if moment == today:
        return _("today")
    if moment == today - timedelta(days=1):
        return _("yesterday")
    return _("on {day}").format(day=_written(moment))


def _written(day: date) -> str:
    return _("{day} {month} {year}").format(day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)
