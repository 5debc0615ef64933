"""Choices a second through `advance`, with text and turns, beside inkjs on the same story and the same choices.

python -m benchmarks.engine_against_inkjs [ROUNDS]

Needs node, and `npm ci` in benchmarks/inkjs. Both sides play the same plays: the measurement fails where they did not
offer the same options, come to the same numbers, or show the same words.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT, interleaved, processor_seconds, rounds_wanted, show
from benchmarks.story import as_ink, as_scenario, plan
from trainer.conversation.advance import advance, begin, offered, present_words
from trainer.conversation.story import Story, compile_story
from trainer.scenario.load import load_text

INKJS = ROOT / "benchmarks" / "inkjs"
PLAYS, UNTIMED_PLAYS, SEED = 300, 100, 7
MOODS_MEASURED = 6


class _Chance:
    """The generator that plays.js has too."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        self.state = self.state * 16807 % 2147483647
        return self.state % limit


def _play_all(story: Story, plays: int) -> tuple[list[str], int, int, int]:
    """Play at random; the words shown, and the number of choices, of options offered, and what the moods came to."""
    chance = _Chance(SEED)
    shown: list[str] = []
    choices = on_offer = numbers = 0
    for _ in range(plays):
        state = begin(story)
        shown.extend(present_words(story, state))
        while not state.ended:
            options = offered(story, state)
            state, turn = advance(story, state, options[chance.below(len(options))])
            shown += (turn.say, turn.reply, turn.narration, turn.says)
            on_offer += len(options)
            choices += 1
        for mood in state.moods[:MOODS_MEASURED]:
            numbers = (numbers * 11 + mood) % 1000003
    return shown, choices, on_offer, numbers


def _ours(story: Story) -> dict[str, Any]:
    played: list[tuple[list[str], int, int, int]] = []
    seconds = processor_seconds(lambda: played.append(_play_all(story, PLAYS)))
    shown, choices, on_offer, numbers = played[0]
    letters = sum(len("".join(text.split())) for text in shown)
    return {"choices": choices, "offered": on_offer, "letters": letters, "numbers": numbers, "seconds": seconds}


def _theirs(node: str, source: Path) -> dict[str, Any]:
    command = [node, "plays.js", str(source), str(PLAYS), str(UNTIMED_PLAYS), str(SEED)]
    printed = subprocess.run(command, cwd=INKJS, check=True, capture_output=True, text=True).stdout
    answer: dict[str, Any] = json.loads(printed)
    return answer


def main() -> None:
    """Measure and print."""
    node = shutil.which("node")
    if node is None or not (INKJS / "node_modules").is_dir():
        sys.exit("This measurement needs node, and inkjs beside it: npm ci --prefix benchmarks/inkjs")
    written = plan()
    loaded = load_text(as_scenario(written), "measured.yaml")
    if loaded.scenario is None:
        sys.exit("\n".join(f"line {finding.line}: {finding.message}" for finding in loaded.findings))
    story = compile_story(loaded.scenario)
    answers: dict[str, dict[str, Any]] = {}

    def rate(name: str, answer: dict[str, Any]) -> float:
        answers[name] = answer
        return float(answer["choices"] / answer["seconds"])

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "measured.ink"
        source.write_text(as_ink(written), encoding="utf-8")
        taken = interleaved(
            rounds_wanted(7),
            {"inkjs": lambda: rate("inkjs", _theirs(node, source)), "second-knock": lambda: rate("ours", _ours(story))},
        )
    for key in ("choices", "offered", "letters", "numbers"):
        if answers["inkjs"][key] != answers["ours"][key]:
            sys.exit(f"The two did not play the same: {key} {answers['inkjs'][key]} and {answers['ours'][key]}")
    knots, options = len(story.beats), len(story.options)
    show(
        f"Choices through the engine, a second of processor time ({knots} knots, {options} choices, {PLAYS} plays)",
        "choices/s",
        taken,
        beside="inkjs",
    )


if __name__ == "__main__":
    main()
