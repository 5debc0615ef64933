"""The moods of a person turn by turn, laid out as a picture: five strips under one another, one line of turns below.

Only places and words are worked out here; the template draws them. Lengths are in units of the picture.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from scoring.moves import MOODS
from trainer.language import _, pgettext
from trainer.report.shapes import Debrief, Inside, MoodPoint
from trainer.report.terms import MOOD_WORDS

LEFT: Final = 112
"""Room for the names of the moods and the ends of their scales."""

RIGHT: Final = 30
STEP: Final = 44
"""The widest that two turns stand apart; a long play brings them closer together."""

WIDEST: Final = 720
NARROWEST_STEP: Final = 15
HEIGHT: Final = 40
GAP: Final = 26
FIGURE_WIDTH: Final = 7
"""The room that one figure of a label takes, in any common font."""

LOWEST_READINESS: Final = -10
HIGHEST_READINESS: Final = 30
HIGHEST_MOOD: Final = 10


class Dot(NamedTuple):
    """The value after a turn, or after a visit (`between`), and whether it changed there.

    `label` is the value in figures where there is room for it: at both ends and where it changed; elsewhere "".
    """

    x: float
    y: float
    label: str
    changed: bool
    between: bool


class Tick(NamedTuple):
    """The number of a turn below its place."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One mood over the turns: its name, the ends of its scale, the height of its zero, and its values as a line."""

    mood: str
    title: str
    top: float
    bottom: float
    highest: str
    lowest: str
    zero: float
    dots: tuple[Dot, ...]
    words: str

    @property
    def line(self) -> str:
        """The dots as the points of a polyline."""
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole picture. The lines go from `left` to `right`; `visits` are the places at which a new visit began."""

    width: float
    height: float
    left: float
    right: float
    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    visits: tuple[float, ...]
    words: str


def mood_chart(inside: Inside, debrief: Debrief) -> Chart:
    """The moods of one person of a debrief as a picture."""
    points = inside.moods
    step = min(STEP, max(NARROWEST_STEP, (WIDEST - LEFT - RIGHT) / max(1, len(points) - 1)))
    places = [round(LEFT + step * place, 1) for place in range(len(points))]
    strips = tuple(
        _strip(mood, row, places, points, attrgetter(mood)) for row, mood in enumerate((*MOODS, "readiness"))
    )
    return Chart(
        width=places[-1] + RIGHT,
        height=strips[-1].bottom + GAP,
        left=LEFT,
        right=places[-1],
        strips=strips,
        ticks=_ticks(points, places, step),
        visits=tuple(_visits(points, places, {line.turn for line in debrief.talk if line.kind == "visit"})),
        words=" ".join(strip.words for strip in strips),
    )


def _strip(
    mood: str, row: int, places: Sequence[float], points: Sequence[MoodPoint], value_of: Callable[[MoodPoint], int]
) -> Strip:
    lowest, highest = (LOWEST_READINESS, HIGHEST_READINESS) if mood == "readiness" else (0, HIGHEST_MOOD)
    top = GAP + row * (HEIGHT + GAP)
    values = [value_of(point) for point in points]

    def height(value: int) -> float:
        return round(top + HEIGHT * (highest - value) / (highest - lowest), 1)

    changed = [False, *(before != after for before, after in pairwise(values))]
    labelled = _with_room(places, values, changed)
    dots = [
        Dot(x, height(value), figure(value) if place in labelled else "", changed[place], points[place].between)
        for place, (x, value) in enumerate(zip(places, values, strict=True))
    ]
    return Strip(
        mood=mood,
        title=MOOD_WORDS[mood].capitalize(),
        top=top,
        bottom=top + HEIGHT,
        highest=figure(highest),
        lowest=figure(lowest),
        zero=height(0),
        dots=tuple(dots),
        words=_("{mood} begins at {first} and ends at {last}.").format(
            mood=MOOD_WORDS[mood].capitalize(), first=figure(values[0]), last=figure(values[-1])
        ),
    )


def _with_room(places: Sequence[float], values: Sequence[int], changed: Sequence[bool]) -> set[int]:
    """The dots that get a label: the last, the first, and then the changes that no label before them would touch."""
    kept: set[int] = set()
    last = len(values) - 1
    for place in (last, 0, *(place for place, moved in enumerate(changed) if moved)):
        room = FIGURE_WIDTH * len(figure(values[place]))
        if all(
            abs(places[place] - places[other]) > (room + FIGURE_WIDTH * len(figure(values[other]))) / 2 + 2
            for other in kept
            if other != place
        ):
            kept.add(place)
    return kept


def figure(value: int) -> str:
    """A whole number in figures, with a real minus."""
    return f"{value}".replace("-", "−")


def _ticks(points: Sequence[MoodPoint], places: Sequence[float], step: float) -> tuple[Tick, ...]:
    """Every turn by number where there is room, and every fifth where there is not."""
    every = 1 if step >= 20 else 5
    return tuple(
        Tick(x, pgettext("where the turns begin", "start") if point.turn == 0 else str(point.turn))
        for x, point in zip(places, points, strict=True)
        if not point.between and (point.turn % every == 0)
    )


def _visits(points: Sequence[MoodPoint], places: Sequence[float], begun: set[int]) -> Iterator[float]:
    """Before the first turn of a visit, half way from the point before; `begun` are the turns before the visits."""
    last = 0
    for place, point in enumerate(points):
        if not point.between:
            if any(last <= turn < point.turn for turn in begun if turn):
                yield (places[place - 1] + places[place]) / 2
            last = point.turn
