"""A talk that can go on for thousands of turns, and a play of it that was left after so many."""

from pathlib import Path

from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.records.shapes import edition_of
from trainer.records.store import open_records
from trainer.scenario.load import load_scenario

MINUTES = 1440
"""The longest visit that there can be; a line costs one of them."""

VISITS = 3
HUBS = 4
ID = "long_talk"


def scenario() -> str:
    """The scenario: hubs that lead round in a circle, four lines in each, none of them ever used up."""
    visits = "\n".join(
        f"  - {{id: visit_{number}, with: ana, clock: {MINUTES}, start: hub_0}}" for number in range(VISITS)
    )
    return f"""format: 1
id: {ID}
title: A long talk
form: visits
method: organizing
setting: workplace
level: 1
language: en
brief: Talk, for measuring.
people:
  ana: {{name: Ana, mood: {{trust: 5, fear: 5, hope: 5, anger: 5}}}}
visits:
{visits}
beats:
{"".join(map(_hub, range(HUBS)))}"""


def _hub(number: int) -> str:
    options = "".join(
        f"      - id: line_{place}\n"
        f"        say: Say more about the {what} at table {number}.\n"
        f"        move: reflection\n        again: true\n        minutes: 1\n"
        f"        reply: The {what}. Well, it was the same {what} last year, and nobody came then either.\n"
        f"        then: hub_{(number + 1) % HUBS}\n"
        for place, what in enumerate(("count", "belt", "clock", "door"))
    )
    leave = "      - {id: leave, say: Good-bye., move: farewell, then: end}\n"
    said = f"So that is how it stands at table {number}."
    return f"  hub_{number}:\n    says: {said}\n    order: fixed\n    options:\n{options}{leave}"


def left_after(turns: int, folder: Path) -> Path:
    """A records folder's play of it that was left after so many turns; the scenario's file.

    `turns` is less than the longest visit times the number of visits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{ID}.yaml"
    file.write_text(scenario(), encoding="utf-8")
    loaded = load_scenario(file)
    assert loaded.scenario is not None, loaded.findings
    edition = edition_of(loaded, compile_story(loaded.scenario))
    play = Play.new(edition.story, 1)
    while len(play.turns) < turns:
        play = play.choose(next(option for option in play.offered_ids() if option != "leave"))
    with open_records(folder / "records") as records:
        records.begin(edition, play, "practice", stage="talking")
    return file
