"""What chance deals in a season, told by purpose and week, so that every strategy and every choice meets the same luck.

A draw depends on the seed, the purpose and the week alone, never on what was drawn before it. So a season can be played
again up to any week, and strategies differ by what they did and not by their luck (common random numbers).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, cast

import numpy as np

from trainer.drive.chance import Bits, Floats, bits, logistic, normal, share, stream

(
    ATTITUDE,
    SHOP,
    FEAR,
    ANSWER,
    KEPT,
    COMES,
    EXPOSED,
    ACTS,
    ORDER,
    LOUD,
    LEADERS,
    OWN,
    STEADY,
    TRUST,
    HOUSEMATE,
    AGREES,
) = range(16)

_FORMS: Final[dict[str, Callable[[Bits], object]]] = {
    "bits": lambda drawn: drawn,
    "normal": normal,
    "logistic": logistic,
}


@dataclass
class Luck:
    """The luck of a batch of seasons, [people, seasons]. The same key gives the same luck."""

    key: tuple[int, ...]
    """Seed and number of the batch, whole numbers of 0 or more."""
    people: int
    seasons: int
    _kept: dict[tuple[object, ...], object] = field(default_factory=dict, repr=False)

    def drawn(self, purpose: int, week: int = 0, again: int = 0) -> Bits:
        """Random bits for every person and season; `again` counts further tries in the same week."""
        return cast(Bits, self._once("bits", purpose, week, again))

    def normal(self, purpose: int) -> Floats:
        """Standard normal draws for every person and season."""
        return cast(Floats, self._once("normal", purpose, 0, 0))

    def logistic(self, purpose: int, week: int = 0) -> Floats:
        """Standard logistic draws for every person and season."""
        return cast(Floats, self._once("logistic", purpose, week, 0))

    def acting(self, occasion: int, steady: float) -> Floats:
        """The luck that decides who acts on an occasion: in this share of cases a person's own, else the day's."""
        key = ("acting", occasion, 0, 0)
        if key not in self._kept:
            own = self.drawn(STEADY, occasion) < share(steady)
            self._kept[key] = logistic(np.where(own, self.drawn(OWN), self.drawn(ACTS, occasion)))
        return cast(Floats, self._kept[key])

    def shops(self) -> Floats:
        """One standard normal draw for each season, [seasons]."""
        return normal(bits(stream(*self.key, SHOP, 0, 0), self.seasons))

    def _once(self, form: str, purpose: int, week: int, again: int) -> object:
        key = (form, purpose, week, again)
        if key not in self._kept:
            drawn = bits(stream(*self.key, purpose, week, again), self.people, self.seasons)
            self._kept[key] = _FORMS[form](drawn)
        return self._kept[key]
