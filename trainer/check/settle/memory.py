"""What conditions remember of a play, as the bits of one number, and whether something about it is new."""

from collections.abc import Hashable, Iterable
from typing import Final

from trainer.conversation.readers import Places, Read, reader_of
from trainer.conversation.state import State

LOWEST: Final = -10
VALUES: Final = 42
"""The lowest value of a name, that of readiness, and the bits for a name that is no truth: one for each value."""


class Memory:
    """The names of conditions read from a state at once: a bit for each truth, for others one a value but 0."""

    def __init__(self, paths: Iterable[tuple[str, ...]], places: Places) -> None:
        masks = {"seen": 0, "picked": 0, "raised": 0, "kept": 0, "inoculated": 0, "flag": 0}
        found = {"seen": places.beats, "picked": places.cues, "raised": places.objections, "kept": places.promises,
                 "inoculated": places.people, "flag": places.flags}  # fmt: skip
        self.values: list[Read] = []
        for path in sorted(paths):
            kind = path[0]
            if kind not in masks:
                self.values.append(reader_of(path, places))
            elif path[1] in found[kind]:
                masks[kind] |= 1 << found[kind][path[1]]
        self.seen, self.picked, self.raised, self.kept, self.inoculated, self.flags = masks.values()
        self.widths = [len(found[kind]) for kind in masks]
        self.all = 0
        for width, mask in zip(self.widths, masks.values(), strict=True):
            self.all = self.all << width | mask
        self.all |= ((1 << VALUES * len(self.values)) - 1) << sum(self.widths)

    def of(self, state: State) -> int:
        """What is remembered in a state."""
        bits = 0
        for read in self.values:
            value = read(state)
            bits = bits << VALUES | (1 << value - LOWEST if value else 0)
        seen, picked, raised, kept, inoculated, flags = self.widths
        bits = bits << seen | state.seen & self.seen
        bits = bits << picked | state.picked & self.picked
        bits = bits << raised | state.raised & self.raised
        bits = bits << kept | state.kept & self.kept
        bits = bits << inoculated | state.inoculated & self.inoculated
        return bits << flags | state.flags & self.flags


class News:
    """What was come to: in each place every bit that was set and that was not, and the pairs that were set at once."""

    def __init__(self, every_bit: int) -> None:
        self.every_bit = every_bit
        self.set: dict[Hashable, int] = {}
        self.unset: dict[Hashable, int] = {}
        self.together: dict[tuple[Hashable, int], int] = {}

    def is_news(self, place: Hashable, bits: int) -> bool:
        """Whether a bit is new in a place, set or not."""
        unset = self.every_bit & ~bits
        was_set, was_unset = self.set.get(place, 0), self.unset.get(place, 0)
        self.set[place], self.unset[place] = was_set | bits, was_unset | unset
        return bool(bits & ~was_set or unset & ~was_unset)

    def is_new_pair(self, place: Hashable, bits: int) -> bool:
        """Whether in a place two bits were never set together before."""
        news = False
        left = bits
        while left:
            bit = left & -left
            left ^= bit
            before = self.together.get((place, bit), 0)
            if bits & ~before:
                self.together[place, bit] = before | bits
                news = True
        return news
