"""The exact findings of a file, worked out by a process of its own: nobody waits, and a newer edit stops it."""

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from trainer.scenario.findings import Finding, Spot


class Exact(NamedTuple):
    """What the checking program said: findings in the file's order, and how much of the plays was looked at."""

    findings: tuple[Finding, ...]
    explored: dict[str, Any]


_ROOT = Path(__file__).parents[2]
_RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from trainer.cli import main; main()"


def check_command(file: Path) -> list[str]:
    """The command that checks a file and prints what it found as JSON. It runs this very program from any folder."""
    return [sys.executable, "-c", _RUN, str(_ROOT), "check", "--format", "json", "--no-scores", str(file)]


def read_exact(printed: str) -> Exact | None:
    """What that command printed; None where it was stopped or broke."""
    try:
        (file,) = json.loads(printed)["files"]
        findings = tuple(
            Finding(
                found["code"], found["where"], found["line"], found["column"], found["message"], found["hint"],
                Spot(found["line"], found["column"], 1),
            )
            for found in file["findings"]
        )  # fmt: skip
        return Exact(findings, file["explored"])
    except (ValueError, KeyError, TypeError):
        return None
