"""The tables of docs/drive_model.md: the parameters, and the drive's seasons beside the reference results.

Run `python -m benchmarks.drive_reference` after a change to the model or its parameters. A test holds the page to what
comes out, and others hold the model to the ranges that it must fall into.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean, pstdev
from typing import Final, NamedTuple

import numpy as np

from benchmarks.measure import ROOT
from trainer.drive.chance import bits, stream
from trainer.drive.parameters import FACTS, USUAL_PARAMETERS, Parameters
from trainer.drive.season import USUAL_CALENDAR, Calendar
from trainer.drive.shares import Shares
from trainer.drive.simulate import Outcome, Setting, simulate
from trainer.drive.turf import TOOLS, Turf, TurfOutcome

PAGE: Final = ROOT / "docs" / "drive_model.md"
SEASONS: Final = 400
SHOPS: Final = 2000
SEED: Final = 1
NONE: Final = "–"

REFERENCE: Final[dict[str, tuple[float | None, ...]]] = {
    "nothing": (None, 0.45, 0.33, 0.16, None, None, 0.41, 0.63, 0.29, 0.01),
    "canvass": (0.75, 0.51, 0.41, 0.23, 0.55, 0.26, 0.45, 0.65, 0.37, 0.06),
    "loudest_first": (0.78, 0.53, 0.49, 0.41, 0.73, 0.55, 0.53, 0.75, 0.56, 0.15),
    "random_order": (0.65, 0.53, 0.47, 0.38, 0.60, 0.42, 0.53, 0.73, 0.55, 0.18),
    "leaders_first": (0.68, 0.55, 0.52, 0.45, 0.67, 0.51, 0.56, 0.75, 0.57, 0.25),
    "leaders_first_reminders": (0.74, 0.56, 0.51, 0.43, 0.60, 0.48, 0.55, 0.73, 0.57, 0.21),
}
"""What an independent implementation of the same model gave: 40 people, 400 seasons, standard error about .01."""

COLUMNS: Final[tuple[tuple[str, Callable[[Outcome], Shares]], ...]] = (
    ("said yes", lambda outcome: outcome.said_yes),
    ("petition", lambda outcome: outcome.tests["petition"]),
    ("sticker", lambda outcome: outcome.tests["sticker"]),
    ("march", lambda outcome: outcome.tests["march"]),
    ("petition of yes", lambda outcome: outcome.came_of_yes["petition"]),
    ("march of yes", lambda outcome: outcome.came_of_yes["march"]),
    ("vote", lambda outcome: outcome.vote),
    ("card to vote", lambda outcome: outcome.card_to_vote),
    ("P(vote > 50%)", lambda outcome: won(outcome)),
    ("P(march ≥ 65%)", lambda outcome: marched(outcome)),
)


def won(outcome: Outcome) -> Shares:
    """1 for each season whose vote is won."""
    return (outcome.vote > 0.5).astype(np.float64)


def marched(outcome: Outcome) -> Shares:
    """1 for each season in which at least 65% march."""
    return (outcome.tests["march"] >= 0.65).astype(np.float64)


def mean(values: Shares) -> float:
    """The mean of what is there; NaN where nothing is."""
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else float("nan")


class Shop(NamedTuple):
    """How one random shop went: whether an election was asked for, and the share of yes."""

    filed: bool
    vote: float


def random_shops(shops: int, seed: int = SEED) -> Iterator[Shop]:
    """Shops of many sizes, organizers of every kind, employers of every strength, `sd_shop` and `sd_i` .8.

    An election is asked for where at least 40% sign the petition. Every shop is another one; some 25 seasons of one
    set of circumstances are simulated at a time.
    """
    ways = ("canvass", "loudest_first", "random_order", "leaders_first", "mixed")
    rounds = -(-shops // 25)
    drawn = bits(stream(seed, 9), 6, rounds)
    for number in range(rounds):
        way, size, quality, hours, strength, neutral = (drawn[row, number] / 65536 for row in range(6))
        settings = Parameters(sd_shop=0.8, sd_i=0.8, hit=0.04 + 0.1 * strength, scare=0.04 + 0.1 * strength)
        calendar = USUAL_CALENDAR._replace(
            hours=4.0 + 6.0 * hours, campaign_from=None if neutral < 0.1 else USUAL_CALENDAR.campaign_from
        )
        people = int(12 + 138 * size)
        setting = Setting(calendar, settings, None, people, 0.2 + 0.6 * quality)
        strategy = ways[int(way * len(ways))]
        outcome: Outcome = simulate(setting, [strategy], 25, seed * 10_000 + number)[strategy]
        for petition, vote in zip(outcome.tests["petition"], outcome.vote, strict=True):
            yield Shop(bool(petition >= 0.4), float(vote))


def seasons_of(
    strategies: Sequence[str],
    people: int = 40,
    quality: float = 0.7,
    parameters: Parameters = USUAL_PARAMETERS,
    calendar: Calendar = USUAL_CALENDAR,
) -> dict[str, Outcome]:
    """Seasons of generated shops."""
    return simulate(Setting(calendar, parameters, None, people, quality), strategies, SEASONS, SEED)


def short(share: float | None) -> str:
    """A share as the tables have it: .45."""
    return NONE if share is None or np.isnan(share) else f"{share:.2f}".replace("0.", ".", 1)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its first column to the left."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def parameters_block() -> str:
    """Every number with its range and where it is from."""
    head = ["Name", "Default", "From", "To", "Unit", "Kind", "Sure", "What it says", "Source"]
    rows = [
        [
            f"`{fact.name}`", f"{fact.default:g}", f"{fact.low:g}", f"{fact.high:g}", fact.unit, fact.kind,
            fact.confidence, fact.meaning, fact.source,
        ]
        for fact in FACTS
    ]  # fmt: skip
    lines = [head, ["---", "---:", "---:", "---:", *["---"] * 5], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def results_block() -> str:
    """Ours and the reference's, a pair of rows a strategy."""
    outcomes = seasons_of(tuple(REFERENCE))
    rows = []
    for name, outcome in outcomes.items():
        rows.append([f"{name}, ours", *(short(mean(take(outcome))) for _, take in COLUMNS)])
        rows.append(["reference", *(short(share) for share in REFERENCE[name])])
    return table(["Strategy", *(name for name, _ in COLUMNS)], rows)


def quality_block() -> str:
    """The march by the quality of one-on-ones."""
    reference = {0.2: 0.14, 0.3: 0.15, 0.5: 0.24, 0.7: 0.45, 0.9: 0.52}
    rows = [["ours"], ["reference", *map(short, reference.values())]]
    for quality in reference:
        rows[0].append(short(mean(seasons_of(["leaders_first"], quality=quality)["leaders_first"].tests["march"])))
    return table(["March, leaders first, at quality", *(f"{quality:g}" for quality in reference)], rows)


def _march(outcomes: dict[str, Outcome]) -> str:
    return " / ".join(short(mean(outcomes[name].tests["march"])) for name in ("canvass", "leaders_first"))


BOTH: Final = ("canvass", "leaders_first")


def hours_block() -> str:
    """The march by how many people the same hours are for."""
    reference = {16: ".21 / .55", 40: ".22 / .42", 120: ".18 / .26", 400: ".16 / .17"}
    rows = [
        [str(people), f"{96 / people:.1f}", _march(seasons_of(BOTH, people)), told]
        for people, told in reference.items()
    ]
    return table(["People", "Hours a head", "March, canvass / leaders first: ours", "reference"], rows)


def neutral_block() -> str:
    """Without a campaign."""
    outcomes = seasons_of(BOTH, calendar=USUAL_CALENDAR._replace(campaign_from=None))
    rows = [
        ["march", _march(outcomes), ".41 / .58"],
        ["vote", " / ".join(short(mean(outcomes[name].vote)) for name in BOTH), ".57 / .64"],
        ["P(vote > 50%)", " / ".join(short(mean(won(outcomes[name]))) for name in BOTH), ".58 / .72"],
    ]
    return table(["Employer neutral: canvass / leaders first", "ours", "reference"], rows)


def sensitivity_block() -> str:
    """What the march hangs on."""
    changed: tuple[tuple[str, dict[str, float], str], ...] = (
        ("as it is", {}, ".22 / .42"),
        ("`deep_d=0.08`", {"deep_d": 0.08}, ".21 / .37"),
        ("`deep_d=0.36`", {"deep_d": 0.36}, ".21 / .45"),
        ("`deep_d=0`", {"deep_d": 0.0}, ".21 / .35"),
        ("`tau=0`: trust does not offset fear", {"tau": 0.0}, ".18 / .30"),
        ("`beta=0`: nobody looks at others", {"beta": 0.0}, ".18 / .32"),
        ("`leader_weight=1`", {"leader_weight": 1.0}, ".17 / .32"),
    )
    rows = [
        [name, _march(seasons_of(BOTH, parameters=USUAL_PARAMETERS.with_values(values))), told]
        for name, values, told in changed
    ]
    return table(["March, canvass / leaders first", "ours", "reference"], rows)


def elections_block() -> str:
    """Random shops beside the elections of the NLRB."""
    shops = list(random_shops(SHOPS))
    votes = [shop.vote for shop in shops if shop.filed]
    quantiles = np.quantile(votes, (0.1, 0.25, 0.5, 0.75, 0.9))
    rows = [
        [
            f"random shops, {len(votes)} of {len(shops)} filed",
            short(fmean(vote > 0.5 for vote in votes)), short(fmean(votes)), short(pstdev(votes)),
            " ".join(map(short, quantiles)),
        ],
        ["NLRB, 30–50 eligible (n = 1,940)", ".64", ".62", ".26", ".26 .42 .62 .84 .97"],
        ["NLRB, 12–200 eligible (n = 8,719)", ".66", ".63", ".26", NONE],
    ]  # fmt: skip
    return table(["", "won", "mean vote", "SD", "10, 25, 50, 75, 90%"], rows)


def turf_block() -> str:
    """What 300 hours bring on a turf."""
    reference = {"canvass": "+44", "phone": "+24", "text": "+8.5", "deep": "+14", "friends": "+9"}
    outcomes: dict[str, TurfOutcome] = simulate(Turf(), TOOLS, SEASONS, SEED)
    rows = [
        [
            tool, f"{mean(outcome.contacts):,.0f}", f"{mean(outcome.hours):.0f}", f"{mean(outcome.net_votes):+.1f}",
            reference[tool], f"{mean(outcome.net_votes) / mean(outcome.hours):+.2f}",
        ]
        for tool, outcome in outcomes.items()
    ]  # fmt: skip
    return table(["Tool", "Contacts", "Hours", "Net votes: ours", "reference", "ours, an hour"], rows)


BLOCKS: Final[dict[str, Callable[[], str]]] = {
    "parameters": parameters_block,
    "results": results_block,
    "quality": quality_block,
    "hours": hours_block,
    "neutral": neutral_block,
    "sensitivity": sensitivity_block,
    "elections": elections_block,
    "turf": turf_block,
}
"""What stands between the marks `<!-- NAME -->` and `<!-- end -->` of the page."""


def page(text: str, blocks: Sequence[str] = tuple(BLOCKS)) -> str:
    """The page's text with these blocks made anew. Raises ValueError where one has no place in it."""
    for name in blocks:
        marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        made = BLOCKS[name]()
        text, placed = marks.subn(lambda found, made=made: f"{found[1]}{made}\n{found[2]}", text)  # type: ignore[misc]
        if placed != 1:
            raise ValueError(f"the page has {placed} places for {name}")
    return text


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"Written to {PAGE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
