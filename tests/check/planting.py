"""Plants one fault into a real scenario of the library."""

from pathlib import Path
from typing import NamedTuple

from trainer.scenario.load import Loaded, load_text

ROOT = Path(__file__).parents[2]
BUS_FILE = ROOT / "scenarios" / "workplace" / "bus_thirty_one.yaml"
BUS = BUS_FILE.read_text(encoding="utf-8")


class Planted(NamedTuple):
    """A scenario with a fault, and the line and column (from 1) of the spot that was named."""

    text: str
    line: int
    column: int

    def load(self) -> Loaded:
        """Load it."""
        return load_text(self.text, "planted.yaml")


def planted(old: str, new: str, spot: str = "", text: str = BUS) -> Planted:
    """The text with the first `old` replaced; `spot` is the part of `new` at which the finding is expected."""
    assert old in text
    at = text.index(old)
    assert spot in new
    at += new.index(spot)
    changed = text.replace(old, new, 1)
    before = changed[:at]
    return Planted(changed, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)


def codes(loaded: Loaded) -> list[str]:
    """The codes of all findings, in order."""
    return [finding.code for finding in loaded.findings]
