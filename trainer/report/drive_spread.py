"""A season beside simulated ones: what each strategy brings in 400 seasons of the same place, kept once it is computed.

Simulated seasons have the same people, ties, calendar and campaign, the hours that the calendar gives, and other luck.
They know no events, rumours or promises. What was computed is kept in the user's cache folder by what it depends on.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from trainer.language import mark
from trainer.scenario.cache import cache_folder, make_cache

if TYPE_CHECKING:
    from trainer.drive.constituency import Constituency

SEASONS: Final = 400
SEED: Final = 1

STRATEGY_TITLES: Final[Mapping[str, str]] = {
    "nothing": mark("Nothing"),
    "canvass": mark("Canvass"),
    "loudest_first": mark("One-on-ones, the loudest first"),
    "random_order": mark("One-on-ones, in any order"),
    "leaders_first": mark("One-on-ones, leaders first"),
    "mixed": mark("Half one-on-ones, half rounds"),
    "phone": mark("Phone"),
    "text": mark("Texts"),
    "deep": mark("Long talks"),
    "friends": mark("Friends of friends"),
}
"""What the strategies are called, those of a turf too."""

_VERSION: Final = 3
_ALIKE: Final = 1e-5
"""Values that differ by less are one."""
_POINTS: Final = (0.1, 0.25, 0.5, 0.75, 0.9)


class Quantiles(NamedTuple):
    """A figure over simulated seasons: its tenth, quarter, median, three quarters, nine tenths, and its mean."""

    low: float
    quarter: float
    median: float
    three_quarters: float
    high: float
    mean: float


class Spread(NamedTuple):
    """What strategies brought in simulated seasons.

    `figures` holds, by strategy and then by measure (a test's id, "vote", or "net_votes" on a turf), the quantiles;
    shares are 0 to 1. `ends` holds in the same way how many seasons ended at each value. `quality` is that of the
    simulated talks; it means nothing on a turf.
    """

    seasons: int
    seed: int
    quality: float
    figures: Mapping[str, Mapping[str, Quantiles]]
    ends: Mapping[str, Mapping[str, tuple[tuple[float, int], ...]]]

    def beaten(self, strategy: str, measure: str, value: float) -> float:
        """The share of a strategy's seasons that ended lower than a value, 0 to 1; those alike count a half."""
        ends = self.ends[strategy][measure]
        lower = sum(number for end, number in ends if end < value - _ALIKE)
        alike = sum(number for end, number in ends if abs(end - value) <= _ALIKE)
        return (lower + alike / 2) / sum(number for _end, number in ends)

    def below(self, strategy: str, measure: str, value: float) -> str:
        """Where a value lies in a strategy's spread: "low", "middle" or "high", by its tenth and nine tenths."""
        found = self.figures[strategy][measure]
        return "low" if value < found.low else "high" if value > found.high else "middle"


def spread_of(
    constituency: "Constituency", quality: float, seasons: int = SEASONS, seed: int = SEED, cache: Path | None = None
) -> Spread:
    """The spread for this place, with one-on-ones of this quality (to two places). Computed once, then kept."""
    quality = round(quality, 2)
    file = (cache or cache_folder()) / f"spread-{_key(constituency, quality, seasons, seed)}.json"
    kept = _kept(file)
    if kept is not None:
        return kept
    simulated = _simulated(constituency, quality, seasons, seed)
    made = Spread(
        seasons,
        seed,
        quality,
        {way: {measure: _quantiles(values) for measure, values in of.items()} for way, of in simulated.items()},
        {way: {measure: _ends(values) for measure, values in of.items()} for way, of in simulated.items()},
    )
    _keep(file, made)
    return made


def _simulated(constituency: "Constituency", quality: float, seasons: int, seed: int) -> dict[str, dict[str, Any]]:
    """What each season of each strategy came to, by measure."""
    from trainer.drive.opening import calendar_of, parameters_of, turf_of, unit_of
    from trainer.drive.simulate import Setting, simulate
    from trainer.drive.strategies import USUAL
    from trainer.drive.turf import TOOLS

    parameters = parameters_of(constituency)
    if constituency.form == "turf":
        outcomes = simulate(turf_of(constituency, parameters), TOOLS, seasons, seed)
        return {tool: {"net_votes": outcome.net_votes} for tool, outcome in outcomes.items()}
    unit = unit_of(constituency, parameters)
    setting = Setting(calendar_of(constituency), parameters, unit, unit.people, quality)
    found: dict[str, dict[str, Any]] = {}
    for strategy, outcome in simulate(setting, USUAL, seasons, seed).items():
        found[strategy] = dict(outcome.tests)
        if constituency.vote:
            found[strategy]["vote"] = outcome.vote
    return found


def _ends(values: Any) -> tuple[tuple[float, int], ...]:
    import numpy as np

    ends, numbers = np.unique(np.round(values, 6), return_counts=True)
    return tuple((float(end), int(number)) for end, number in zip(ends, numbers, strict=True))


def _quantiles(values: Any) -> Quantiles:
    import numpy as np

    low, quarter, median, three_quarters, high = (round(float(one), 6) for one in np.quantile(values, _POINTS))
    return Quantiles(low, quarter, median, three_quarters, high, round(float(np.mean(values)), 6))


def _key(constituency: "Constituency", quality: float, seasons: int, seed: int) -> str:
    """A digest of all that the figures depend on: also the model's own code, so that a new version computes anew."""
    from trainer.drive import chance, luck, network, opening, season, simulate, strategies, tests, turf
    from trainer.drive.opening import parameters_of

    digest = hashlib.blake2b(digest_size=12)
    for module in (chance, luck, network, opening, season, simulate, strategies, tests, turf):
        with contextlib.suppress(OSError):
            digest.update(Path(str(module.__file__)).read_bytes())
    said = (_VERSION, quality, seasons, seed, parameters_of(constituency), constituency._replace(brief="", events=()))
    digest.update(repr(said).encode("utf-8", "replace"))
    return digest.hexdigest()


def _kept(file: Path) -> Spread | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        figures = {
            strategy: {measure: Quantiles(*map(float, values)) for measure, values in measures.items()}
            for strategy, measures in data["figures"].items()
        }
        ends = {
            strategy: {
                measure: tuple((float(end), int(number)) for end, number in values)
                for measure, values in measures.items()
            }
            for strategy, measures in data["ends"].items()
        }
        return Spread(int(data["seasons"]), int(data["seed"]), float(data["quality"]), figures, ends)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _keep(file: Path, made: Spread) -> None:
    """Keep what was computed. A cache that cannot be written costs time and nothing else."""
    import tempfile

    with contextlib.suppress(OSError):
        make_cache(file.parent)
        handle, written = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as opened:
                json.dump(made._asdict(), opened)
            Path(written).replace(file)
        except OSError:
            Path(written).unlink(missing_ok=True)
            raise
