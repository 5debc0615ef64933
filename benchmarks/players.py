"""What the rubric makes of five ways to play each scenario of the library; writes docs/players.md.

Run `python -m benchmarks.players` after a change to a scenario, the engine, the rubric or the players. The test of the
players plays them again and holds the page to what comes out.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.measure import ROOT
from scoring import band, rounded, skill_rules
from trainer.check.players import PLAYERS, Player
from trainer.check.scores.distribution import OVERALL, SEEDS, player_scores
from trainer.check.walks import walk_problems
from trainer.conversation.story import Story, compile_story
from trainer.scenario.file_kinds import is_drive_file
from trainer.scenario.load import load_scenario

PAGE: Final = ROOT / "docs" / "players.md"
NOT_EXERCISED: Final = "–"

_HEAD: Final = """\
# Five players

What the rubric makes of five ways to play each scenario of the library. Scenarios and a rubric that teach to listen
must tell these apart: the able player comes out *good* or better; whoever chooses blindly or by length stays under
*fair*, and so does whoever takes a habit wherever one is offered. `tests/test_players.py` holds every scenario to
that, and this page to the figures.

| Player | What it does |
|---|---|
| first | takes the first line as the author wrote them; a trainee sees them shuffled |
| longest | takes the line with most words |
| random | takes any line, and at the stops of a shift knocks or passes; figures are the means of {seeds} plays |
| habits | takes a line that is tagged as a named error wherever there is one, else the first |
| strong | looks each talk through for the way that does most, and never takes a named error |

The first four take every yes for sure: they rate whoever said yes a 2 and whoever said no a 4, and forecast each yes
at 90 percent. At the stops of a shift they record a yes as strong support, and busy as refused.

**What the strong player cannot show.** It knows every reply beforehand, and what it goes for (where the person stands
after the talk, what they told, what was picked up, faced, asked and prepared) is what the rubric counts too. So its
figures say that a scenario can be played well, not how well a good organizer would score. At a stop it knows the
`truth`, as somebody would who understands what is said there: its figure for Record is full by construction.

Figures are points of 100; {dash} is *not exercised*. To make the page again: `.venv/bin/python -m benchmarks.players`.
"""


class Row(NamedTuple):
    """What a player scored in a scenario: overall and by skill, 0 to 100; None where a skill was not exercised."""

    player: Player
    overall: int
    skills: dict[str, int | None]

    @property
    def band(self) -> str:
        """The band that the overall figure has."""
        return band(self.overall)


def stories(files: Iterable[Path]) -> Iterator[Story]:
    """The stories of these files; one that has errors, or whose walks do not hold, is left out."""
    for file in files:
        # a drive has no talk to play
        scenario = None if is_drive_file(file) else load_scenario(file).scenario
        if scenario is not None:
            story = compile_story(scenario)
            if not any(walk_problems(scenario, story)):
                yield story


def library() -> list[Path]:
    """Every scenario of the library, by folder and name; translations are none."""
    return sorted(path for path in (ROOT / "scenarios").rglob("*.yaml") if "." not in path.stem)


def row_of(story: Story, player: Player) -> Row:
    """Play a story and score it; the random player plays it many times."""
    scores = {
        name: None if mean is None else rounded(mean.mean)
        for name, mean in player_scores(story, player).scores.items()
    }  # fmt: skip
    return Row(player, scores.pop(OVERALL) or 0, scores)


def line_of(scenario: str, row: Row) -> str:
    """A row of a table."""
    cells = [NOT_EXERCISED if points is None else str(points) for points in row.skills.values()]
    return f"| {scenario} | {row.player} | **{row.overall}** | {row.band} | {' | '.join(cells)} |"


def page() -> str:
    """The whole page."""
    parts = [_HEAD.format(seeds=SEEDS, dash=NOT_EXERCISED)]
    found = list(stories(library()))
    for form, title in (("visits", "Scenarios of visits"), ("shift", "Shifts")):
        names = [rule.name for rule in skill_rules(form)]
        lines = [
            f"## {title}\n",
            f"| Scenario | Player | Overall | Band | {' | '.join(name.capitalize() for name in names)} |",
            f"|---|---|---:|---|{'---:|' * len(names)}",
        ]
        of_form = [story for story in found if story.head.form == form]
        lines += [line_of(story.head.scenario, row_of(story, player)) for story in of_form for player in PLAYERS]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Written to {PAGE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
