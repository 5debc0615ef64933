"""States as whole numbers: columns packed into one word each (or a few), and equal ones found."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trainer.check.explore.holding import Columns
from trainer.check.explore.variables import Space

Keys = NDArray[Any]
"""Packed states: one whole number each, or a row of them where one word is too small."""

WORD: Final = 62
SHORT: Final = 30


class Layout:
    """Where each of some variables stands in a packed state; those that nothing has changed yet take no room."""

    def __init__(self, space: Space, variables: int, varying: int = -1) -> None:
        self.variables = variables
        self.members = space.members(variables & varying)
        self.fixed = variables & ~varying
        self.first = space.first
        self.fields: list[tuple[int, int, int, int]] = []
        word = shift = 0
        for place in self.members:
            bits = max(1, space.highest[place].bit_length())
            if shift + bits > WORD:
                word, shift = word + 1, 0
            self.fields.append((place, word, shift, (1 << bits) - 1))
            shift += bits
        self.words = word + 1
        self.bits = shift if not word else WORD
        self.type: Any = np.int32 if self.words == 1 and self.bits <= SHORT else np.int64

    def pack(self, columns: Columns, count: int) -> Keys:
        """The packed states of columns; a plain number stands for a column of it."""
        words: list[Any] = [0] * self.words
        constants = [0] * self.words
        for place, word, shift, _ in self.fields:
            value = columns[place]
            if isinstance(value, np.ndarray) and value.ndim:
                words[word] = words[word] | (value.astype(self.type, copy=False) << shift)
            else:
                constants[word] |= int(value) << shift
        full = [
            np.full(count, constant, dtype=self.type)
            if isinstance(word, int)
            else (word | self.type(constant) if constant else word)
            for word, constant in zip(words, constants, strict=True)
        ]
        return full[0] if self.words == 1 else np.stack(full, axis=1)

    def unpack(self, keys: Keys) -> Columns:
        """The columns of packed states, by the variables' places."""
        columns = Columns((), self.fixed, self.first)
        for place, word, shift, mask in self.fields:
            source = keys if self.words == 1 else keys[:, word]
            columns[place] = (source >> shift) & mask if shift else source & mask
        return columns

    def one(self, keys: Keys, place: int) -> Any:
        """One column of packed states."""
        for field, word, shift, mask in self.fields:
            if field == place:
                return ((keys if self.words == 1 else keys[:, word]) >> shift) & mask
        if self.fixed >> place & 1:
            return np.full(len(keys), self.first[place], dtype=self.type)
        raise KeyError(place)


def distinct(keys: Keys) -> tuple[Keys, NDArray[np.int64]]:
    """The distinct packed states, and for each state its place among them."""
    if keys.ndim == 1:
        return _distinct_words(keys)
    codes, places = _distinct_words(np.ascontiguousarray(keys[:, 0]))
    for word in range(1, keys.shape[1]):
        values, of_word = _distinct_words(np.ascontiguousarray(keys[:, word]))
        codes, places = _distinct_words(places * len(values) + of_word)
    first = np.empty(len(codes), dtype=np.int64)
    first[places[::-1]] = np.arange(len(places) - 1, -1, -1)
    return keys[first], places


def _distinct_words(keys: Keys) -> tuple[Keys, NDArray[np.int64]]:
    count = len(keys)
    if count <= 1:
        return keys, np.zeros(count, dtype=np.int64)
    low = count.bit_length()
    highest = int(keys.max())
    if highest.bit_length() + low <= 63:
        # the place rides along in the low bits: sorting whole numbers is much faster than sorting places by them
        both = (keys.astype(np.int64) << low) | np.arange(count, dtype=np.int64)
        both.sort()
        ordered = both >> low
        order = both & ((1 << low) - 1)
    else:
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
    new = np.empty(count, dtype=np.bool_)
    new[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    places = np.empty(count, dtype=np.int64)
    places[order] = np.cumsum(new) - 1
    return ordered[new].astype(keys.dtype, copy=False), places
