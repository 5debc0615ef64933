"""A text of a scenario cut into the pieces that look different on a page: gestures, and words that give a cue away."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final, NamedTuple

from trainer.report.shapes import CueState, Lit
from trainer.scenario.gestures import GESTURE

SIGNS: Final[Mapping[CueState, str]] = MappingProxyType({"picked up": "✓", "stepped over": "✗", "no chance": "○"})
"""What stands after a cue's words, so that nobody needs the colour. The screens use the same."""


class Piece(NamedTuple):
    """Part of a text, in one look.

    `states` tells what became of the cues that these words give away, the first one first; mostly there is none.
    `ended` are those of them whose words end here, so that a sign follows.
    """

    text: str
    gesture: bool
    states: tuple[CueState, ...] = ()
    ended: tuple[CueState, ...] = ()


def pieces(text: str, lit: Iterable[Lit] = ()) -> tuple[Piece, ...]:
    """The pieces of a text in order. Nothing is lost but the asterisks around gestures."""
    lights = tuple(lit)
    gestures = [found.span() for found in GESTURE.finditer(text)]
    asterisks = {place for start, end in gestures for place in (start, end - 1)}
    cuts = {0, len(text), *asterisks, *(place + 1 for place in asterisks)}
    cuts.update(place for light in lights for place in (light.start, light.end))
    found = []
    for start, end in pairwise(sorted(cuts)):
        words = "" if start in asterisks else text[start:end]
        ended = tuple(light.state for light in lights if light.end == end)
        if words or ended:
            states = tuple(light.state for light in lights if light.start <= start and end <= light.end)
            gesture = any(first < start < last for first, last in gestures)
            found.append(Piece(words, gesture, states, ended))
    return tuple(found)
