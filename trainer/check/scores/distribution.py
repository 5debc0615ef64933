"""What five players score in a story: the four that always play alike, and the one that plays by chance.

The plays of `first`, `longest`, `habits` and `strong` are one each, so their scores are exact. The random player takes
every line that is offered, and every way at a stop, with the same chance. Where it has few plays in all, each is played
and counts with its chance, and its mean is exact; otherwise seeded plays are a sample, and the mean has an error.
"""

from collections.abc import Sequence
from math import sqrt
from typing import Any, Final, NamedTuple

from scoring import Scorecard, band, rounded, score, skill_rules
from trainer.check.judging import sunny
from trainer.check.players import PLAYERS, Player, play_with
from trainer.check.recording import naive_record
from trainer.conversation.play import Play
from trainer.conversation.state import AT_STOP, RECORDING
from trainer.conversation.story import Story
from trainer.language import _, mark

SEEDS: Final = 200
"""Plays of a sample."""

FEW: Final = 400
"""Plays up to which the random player's are played one and all."""

OVERALL: Final = "overall"


class Mean(NamedTuple):
    """A mean score, 0 to 100, over the plays that exercise it; `spread` is their standard deviation, and `error` the
    standard error of the mean, 0 where it is exact."""

    mean: float
    spread: float
    error: float


class PlayerScores(NamedTuple):
    """What a player scores: each skill and `overall` by name, None where no play of theirs exercised it.

    `plays` is how many plays that rests on; `exact` whether these are all that there are.
    """

    player: Player
    plays: int
    exact: bool
    scores: dict[str, Mean | None]

    @property
    def band(self) -> str:
        """The band of the overall mean."""
        overall = self.scores[OVERALL]
        return band(overall.mean if overall else 0.0)

    def to_json(self) -> dict[str, Any]:
        """Plain data, to two places."""
        scores = {
            name: None if mean is None else {key: round(number, 2) for key, number in mean._asdict().items()}
            for name, mean in self.scores.items()
        }
        return {"plays": self.plays, "exact": self.exact, "band": self.band, "scores": scores}


def five_players(story: Story) -> tuple[PlayerScores, ...]:
    """What each of the five players scores in a story."""
    return tuple(player_scores(story, player) for player in PLAYERS)


def player_scores(story: Story, player: Player) -> PlayerScores:
    """What a player scores in a story, by exact expectation or by a seeded sample."""
    if player != "random":
        return _scores(story, player, [(1.0, play_with(story, player))], True)
    every = every_play(story, FEW)
    if every is not None:
        return _scores(story, player, every, True)
    return _scores(story, player, [(1 / SEEDS, play_with(story, "random", seed)) for seed in range(SEEDS)], False)


def every_play(story: Story, most: int) -> list[tuple[float, Play]] | None:
    """Every play of the random player with its chance, which sum to 1; None where there are more than `most`."""
    found: list[tuple[float, Play]] = []
    waiting = [(1.0, Play.new(story))]
    while waiting:
        if len(found) + len(waiting) > most:
            return None
        chance, play = waiting.pop()
        if play.ended:
            judgement = sunny(play)
            judged = play if story.shift else play.judged(judgement.ratings, judgement.forecasts)
            found.append((chance, judged))
        elif play.stuck:
            waiting.append((chance, play.leave()))
        elif play.state.phase == RECORDING:
            waiting.append((chance, play.choose(naive_record(play))))
        else:
            ids = play.offered_ids() if play.state.phase == AT_STOP else [option.id for option in play.offered()]
            waiting += [(chance / len(ids), play.choose(choice)) for choice in ids]
    return found


def _scores(story: Story, player: Player, plays: Sequence[tuple[float, Play]], exact: bool) -> PlayerScores:
    cards = [(chance, score(play.transcript())) for chance, play in plays]
    names = [OVERALL, *(rule.name for rule in skill_rules(story.head.form))]
    return PlayerScores(player, len(cards), exact, {name: _mean(cards, name, exact) for name in names})


def _mean(cards: Sequence[tuple[float, Scorecard]], name: str, exact: bool) -> Mean | None:
    scores = [(chance, points) for chance, card in cards if (points := _score(card, name)) is not None]
    if not scores:
        return None
    whole = sum(chance for chance, _ in scores)
    mean = sum(chance * points for chance, points in scores) / whole
    spread = sqrt(sum(chance * (points - mean) ** 2 for chance, points in scores) / whole)
    return Mean(mean, spread, 0.0 if exact else spread / sqrt(len(scores)))


def _score(card: Scorecard, name: str) -> float | None:
    return float(card.overall) if name == OVERALL else card.skills[name].score


_HEADS: Final = {
    "listening": mark("listening"), "questioning": mark("questioning"), "objections": mark("objections"),
    "action": mark("action"), "judgement": mark("judgement"), OVERALL: mark("overall"),
}  # fmt: skip
"""The scores of visits, as the head of the table names them."""


def as_table(title: str, players: Sequence[PlayerScores]) -> str:
    """The players of a scenario as a table in plain text; ends in a line feed."""
    names = list(players[0].scores)
    head = [_("player"), *(_(_HEADS.get(name, name)) for name in names), _("band"), _("plays")]
    rows = [
        [_(each.player), *(_cell(each.scores[name]) for name in names), _(each.band), _plays(each)] for each in players
    ]  # fmt: skip
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = ["  ".join(_put(cell, width, at) for at, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
             for row in [head, *rows]]  # fmt: skip
    told = [
        _("{player}: a sample of {plays} plays; ± is the standard error of the mean. The others are exact.").format(
            player=_(each.player), plays=each.plays
        )
        for each in players
        if not each.exact
    ] or [_("All of these are exact: every play counts with its chance.")]
    return "\n".join([title, *lines, *told]) + "\n"


def _put(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)


def _cell(mean: Mean | None) -> str:
    if mean is None:
        return "–"
    error = f" ±{mean.error:.1f}" if mean.error else ""
    return f"{rounded(mean.mean)}{error}"


def _plays(scores: PlayerScores) -> str:
    return _("all {plays}").format(plays=scores.plays) if scores.exact and scores.plays > 1 else str(scores.plays)
