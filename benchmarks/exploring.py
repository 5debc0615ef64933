"""Time to know which choices of a story can be taken: every play looked at, beside playing at random.

python -m benchmarks.exploring [ROUNDS]

Needs node, and `npm ci` in benchmarks/inkjs. Each measurement is a process of its own, so that its memory is its own.
On the layered story of `benchmarks.story`, with 200 and with 1,200 knots: our exploration; a plain random tester of
ours, through the engine; and inkjs playing at random as many plays. Then a whole `check` of the library's largest
scenarios, beside importing the packages that it needs.
"""

import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT, interleaved, machine, rounds_wanted, show
from benchmarks.story import as_ink, as_scenario, plan
from trainer.conversation.advance import advance, begin, offered, take_leave
from trainer.conversation.story import Story, compile_story
from trainer.scenario import model
from trainer.scenario.load import load_text

INKJS = ROOT / "benchmarks" / "inkjs"
KNOTS = (200, 1200)
PLAYS = {200: 5_000, 1200: 5_000}
INKJS_PLAYS = 500
LARGEST = (
    "scenarios/tenants/alder_court.yaml",
    "scenarios/workplace/the_foreman_s_friend.yaml",
    "scenarios/workplace/night_laundry.yaml",
    "scenarios/workplace/bus_thirty_one.yaml",
    "scenarios/doors/doors_on_alder.yaml",
    "scenarios/phone/caucus_calls.yaml",
)


def _story(knots: int) -> tuple[model.Scenario, Story]:
    loaded = load_text(as_scenario(plan(knots)), "measured.yaml")
    if loaded.scenario is None:
        sys.exit("\n".join(f"line {finding.line}: {finding.message}" for finding in loaded.findings))
    return loaded.scenario, compile_story(loaded.scenario)


def _explored(knots: int) -> dict[str, Any]:
    """What the exploration knows; the loading of the file is not part of the time, numpy's is."""
    scenario, story = _story(knots)
    before = time.process_time()
    from trainer.check.explore.exploration import explore

    known = explore(scenario, story)
    seconds = time.process_time() - before
    return {"seconds": seconds, "choices": len(known.facts.offered), "states": known.states, "plays": known.plays}


def _played(knots: int) -> dict[str, Any]:
    """What plays at random come to."""
    _, story = _story(knots)
    chance = random.Random(7)
    seen: set[int] = set()
    before = time.process_time()
    for _ in range(PLAYS[knots]):
        state = begin(story)
        while not state.ended:
            options = offered(story, state)
            seen.update(option.place for option in options)
            state = advance(story, state, chance.choice(options))[0] if options else take_leave(story, state)
    return {"seconds": time.process_time() - before, "choices": len(seen)}


def _checked(file: str) -> dict[str, Any]:
    """A whole `check` of a file, start of the interpreter and imports included."""
    from trainer.check.run import check_file
    from trainer.check.show import as_text

    checked = check_file(ROOT / file)
    if checked.findings or checked.explored is None:
        sys.exit(as_text([checked]))
    return {"seconds": time.process_time(), "states": checked.explored.states, "exact": checked.explored.exact}


def _imported(_: str) -> dict[str, Any]:
    """What any program that reads YAML, validates it and counts with arrays has to import."""
    import click  # noqa: F401
    import numpy  # noqa: F401
    import pydantic  # noqa: F401
    import yaml  # noqa: F401

    return {"seconds": time.process_time()}


def _measured(kind: str, knots: int | str) -> dict[str, Any]:
    """One measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.exploring", kind, str(knots)]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    answer: dict[str, Any] = json.loads(printed)
    return answer


def _inkjs(node: str, source: Path, plays: int) -> float:
    """Processor seconds that inkjs takes for so many plays at random."""
    command = [node, "plays.js", str(source), str(plays), "1", "7"]
    printed = subprocess.run(command, cwd=INKJS, check=True, capture_output=True, text=True).stdout
    return float(json.loads(printed)["seconds"])


def main() -> None:
    """Measure and print."""
    if len(sys.argv) == 3:
        kind, what = sys.argv[1:]
        if kind in ("checked", "imported"):
            answer = (_checked if kind == "checked" else _imported)(what)
        else:
            answer = (_explored if kind == "explored" else _played)(int(what))
        answer["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(answer))
        return
    node = shutil.which("node")
    if node is None or not (INKJS / "node_modules").is_dir():
        sys.exit("This measurement needs node, and inkjs beside it: npm ci --prefix benchmarks/inkjs")
    rounds = rounds_wanted(3)
    for knots in KNOTS:
        _beside_each_other(node, knots, rounds)
    answers: dict[str, dict[str, Any]] = {}

    def check(file: str) -> float:
        answers[file] = _measured("checked", file)
        return float(answers[file]["seconds"])

    taken = interleaved(
        rounds,
        {
            "imports": lambda: float(_measured("imported", "")["seconds"]),
            **{file: partial(check, file) for file in LARGEST},
        },
    )
    show("A whole check of a scenario, processor time of the process", "s", taken, beside="imports")
    for file, answer in answers.items():
        known = "all settled" if answer["exact"] else "not all settled"
        print(f"  {file:<48} {answer['states']:>9,} states and moments, {known}, {answer['megabytes']:.0f} MB")


def _beside_each_other(node: str, knots: int, rounds: int) -> None:
    answers: dict[str, dict[str, Any]] = {}

    def keep(name: str, answer: dict[str, Any]) -> float:
        answers[name] = answer
        return float(answer["seconds"])

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "measured.ink"
        source.write_text(as_ink(plan(knots)), encoding="utf-8")
        plays = PLAYS[knots]
        random_player = f"plays at random, {plays:,}"
        ink = f"inkjs, {plays:,} plays at random ({INKJS_PLAYS:,} measured)"
        taken = interleaved(
            rounds,
            {
                "every play": lambda: keep("explored", _measured("explored", knots)),
                random_player: lambda: keep("played", _measured("played", knots)),
                ink: lambda: _inkjs(node, source, INKJS_PLAYS) * plays / INKJS_PLAYS,
            },
        )
    show(f"Time to know the choices of {knots:,} knots, processor time", "s", taken, beside="every play")
    explored, played = answers["explored"], answers["played"]
    print(
        f"  every play: {explored['choices']} choices can be taken, {explored['plays']:,} plays, "
        f"{explored['states']:,} states, {explored['states'] / explored['seconds']:,.0f} states/s, "
        f"{explored['megabytes']:.0f} MB\n"
        f"  plays at random: {played['choices']} choices seen, {played['megabytes']:.0f} MB\n  {machine()}\n"
    )


if __name__ == "__main__":
    main()
