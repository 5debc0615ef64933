"""The voters of a turf that is played: who they are by the seed, and what the work did with each of them."""

import math
from collections.abc import Mapping
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trainer.drive import luck as purposes
from trainer.drive.chance import Floats, share
from trainer.drive.game_known import TurfResult
from trainer.drive.luck import Luck
from trainer.drive.network import Ints
from trainer.drive.parameters import Parameters
from trainer.drive.turf import Work

_POLITE_SHARE: Final = 0.5
"""Share of those for the other side who say that they are for yours. Assumed; it only words what is heard."""


class Voters:
    """The voters on the list: side, luck, housemates; drawn by the seed as in the simulation of turfs."""

    def __init__(self, listed: int, seed: int, parameters: Parameters) -> None:
        luck = Luck((seed,), listed, 1)
        self.listed = listed
        self.parameters = parameters
        self.side = (np.float32(NormalDist().inv_cdf(parameters.list_right)) + luck.normal(purposes.ATTITUDE))[:, 0]
        self.turnout = np.float32(math.log(parameters.turnout / (1 - parameters.turnout)))
        self.order = np.argsort(luck.drawn(purposes.ORDER)[:, 0], kind="stable")
        self.lives_with = (luck.drawn(purposes.HOUSEMATE) < share(parameters.housemates))[:, 0]
        self.agrees = (luck.drawn(purposes.AGREES) < share(parameters.housemate_agrees))[:, 0]
        self.mood = luck.logistic(purposes.ACTS)[:, 0]
        self.mate_mood = luck.logistic(purposes.ACTS, 1)[:, 0]
        polite = (luck.drawn(purposes.ANSWER) < share(_POLITE_SHARE))[:, 0]
        self.says_for = (self.side > 0) | polite

    def walk(self, way: str) -> Ints:
        """The list in the order in which a way goes through it: doors from one end, phones from the other."""
        start = {"canvass": 0, "deep": self.listed // 2, "friends": self.listed // 4, "text": 0}.get(way, 0)
        rolled = np.roll(self.order, -start)
        return rolled[::-1] if way == "phone" else rolled

    def result(self, works: Mapping[str, Work], guess: int) -> TurfResult:
        """What the work did: each voter takes the strongest of what reached them; texts add nothing to it."""
        effect = np.zeros(self.listed, dtype=np.float32)
        spill = np.zeros(self.listed, dtype=np.float32)
        minds = np.zeros(self.listed, dtype=np.float32)
        by = np.full(self.listed, -1)
        for place, (way, work) in enumerate(works.items()):
            voters = self.walk(way)[: work.reached]
            stronger = voters[effect[voters] < np.float32(work.effect)]
            effect[stronger], by[stronger] = work.effect, place
            minds[voters] = np.maximum(minds[voters], np.float32(work.minds))
            if work.spills:
                spill[voters] = np.maximum(spill[voters], np.float32(work.effect * self.parameters.spillover))
        after = self.side + minds
        gained = self._votes(self.mood, effect, after) - self._votes(self.mood, np.zeros_like(effect), self.side)
        mate = np.where(self.agrees, self.side, -self.side)
        spilt = self._votes(self.mate_mood, spill, mate) - self._votes(self.mate_mood, np.zeros_like(spill), mate)
        gained = gained + spilt * self.lives_with
        return TurfResult(
            int(gained.sum()),
            {way: int(gained[by == place].sum()) for place, way in enumerate(works)},
            guess,
            int(np.count_nonzero((self.side > 0) != (after > 0))),
        )

    def _votes(self, mood: Floats, effect: Floats, side: Floats) -> NDArray[np.int64]:
        """For each voter 1 for your side, -1 for the other, 0 for staying at home."""
        return np.where(mood < self.turnout + effect, np.where(side > 0, 1, -1), 0)
