"""Loading a scenario of 3,000 lines, with the place of every value and full validation, beside PyYAML's C loader alone.

python -m benchmarks.loading [ROUNDS]
"""

import sys
import tempfile
from pathlib import Path

import yaml

from benchmarks.measure import interleaved, processor_seconds, rounds_wanted, show
from benchmarks.story import as_scenario, plan
from trainer.conversation.story import compile_story
from trainer.scenario.load import load_scenario

LINES = 3000
KNOTS = 85
"""As many knots as come to about LINES lines."""


def main() -> None:
    """Measure and print."""
    text = as_scenario(plan(knots=KNOTS))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "measured.yaml"
        path.write_text(text, encoding="utf-8")
        loaded = load_scenario(path)
        scenario = loaded.scenario
        if scenario is None:
            sys.exit("\n".join(f"line {finding.line}: {finding.message}" for finding in loaded.findings))

        def plain() -> object:
            return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

        taken = interleaved(
            rounds_wanted(15),
            {
                "PyYAML's C loader alone": lambda: processor_seconds(plain) * 1000,
                "loaded with places and validated": lambda: processor_seconds(lambda: load_scenario(path)) * 1000,
                "compiled for playing, after that": lambda: processor_seconds(lambda: compile_story(scenario)) * 1000,
            },
        )
    show(f"Loading a scenario of {len(text.splitlines()):,} lines", "ms", taken, beside="PyYAML's C loader alone")


if __name__ == "__main__":
    main()
