"""What a check says of a place in a scenario, before its line and column are looked up."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from trainer.scenario.report import Report


class Problem(NamedTuple):
    """A finding by its place in the data: the code, what is wrong, and the mend.

    `of_key` puts it at the key that ends the place (a beat, a cue, an ask), otherwise it stands at the value or the
    list item there. `offset` and `length` underline a part of that value's text.
    """

    place: tuple[str | int, ...]
    code: str
    message: str
    hint: str
    of_key: bool = False
    offset: int | None = None
    length: int = 1


def tell(report: Report, problems: Iterable[Problem], allowed: Mapping[str, str]) -> None:
    """Add problems to a report, but for the codes that the scenario allows.

    Raises EnoughFound where there are too many.
    """
    for problem in problems:
        if problem.code in allowed:
            continue
        place = _as_written(report, problem.place)
        if problem.of_key:
            report.at_key(problem.code, place, problem.message, problem.hint)
        else:
            report.at_value(problem.code, place, problem.message, problem.hint, problem.offset, problem.length)


def _as_written(report: Report, place: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A place in the file: what the model holds as a list of one may stand there as a single word."""
    alone = place and isinstance(place[-1], int) and isinstance(report.value(place[:-1]), str)
    return place[:-1] if alone else place
