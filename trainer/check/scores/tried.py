"""Plays that were tried and scored, and which scores are the story's: what the findings about scores begin with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from scoring import SkillRule, skill_rules
from scoring.reading import read
from scoring.rubric import BANDS, rounded
from scoring.scorecard import Standing, stand
from trainer.check.players import play_with
from trainer.check.scores.choices import Choices, play_near, play_of
from trainer.conversation.play import Play
from trainer.conversation.story import Story

if TYPE_CHECKING:
    from trainer.check.scores.ground import Ground

OVERALL: Final = "overall"

FAIR: Final = next(lowest for lowest, name in BANDS if name == "fair")
GOOD: Final = next(lowest for lowest, name in BANDS if name == "good")

TRAINEES: Final = frozenset({"judgement", "pace", "record"})
"""Skills that rest on what a trainee writes down or how they spend a shift: no story makes them high or low."""

TRAINEES_PART: Final = frozenset({"do_not_contact"})
"""Components of other skills that rest on what a trainee writes down."""


class Point(NamedTuple):
    """A value of a component in its own unit, its score 0 to 100, and a walk that reaches it."""

    value: float
    score: float
    walk: tuple[str, ...]


class Known(NamedTuple):
    """What exploring knows that scores rest on: the graph of plays, None where there is none, and the objections that
    some play raises, None where that is not known."""

    ground: "Ground | None"
    raised: "Iterable[int] | None"


@dataclass
class Tried:
    """Plays that were played and scored, each once. Judgements are nobody's here: no rating, no forecast."""

    story: Story
    cards: dict[tuple[str, ...], Standing] = field(default_factory=dict)
    walks: dict[Choices, tuple[str, ...]] = field(default_factory=dict)

    def add(self, choices: Choices) -> tuple[str, ...]:
        """Play these choices and score the play; its walk."""
        if choices not in self.walks:
            self.walks[choices] = self.add_play(play_of(self.story, choices))
        return self.walks[choices]

    def try_(self, choices: Choices, is_play: bool) -> None:
        """Play these choices, or where they are not those of a play, one that is near them."""
        if is_play:
            self.add(choices)
        else:
            self.add_play(play_near(self.story, choices))

    def add_play(self, play: Play) -> tuple[str, ...]:
        """Score a play that ended; its walk."""
        if play.choices not in self.cards:
            self.cards[play.choices] = standing_of(play)
        return play.choices

    def best(self, name: str, sign: int) -> tuple[float, tuple[str, ...]] | None:
        """The highest (sign 1) or lowest score of a skill, or overall, and its walk."""
        scores = [
            (sign * points, walk) for walk, card in self.cards.items() if (points := _score(card, name)) is not None
        ]
        if not scores:
            return None
        most = max(points for points, _ in scores)
        return sign * most, min((walk for points, walk in scores if points == most), key=lambda walk: (len(walk), walk))

    def leaves_out(self, skill: str, name: str) -> bool:
        """Whether a play leaves a component of a skill out."""
        return any(
            part.name == name and part.score is None
            for card in self.cards.values()
            for part in card.skills[skill].components
        )

    def best_part(self, skill: str, name: str, sign: int) -> Point | None:
        """The same of a component of a skill."""
        found = [
            (part.score, part.value, walk)
            for walk, card in self.cards.items()
            for part in card.skills[skill].components
            if part.name == name and part.score is not None and part.value is not None
        ]
        if not found:
            return None
        points, value, walk = max(found, key=lambda each: sign * each[1])
        return Point(value, points, walk)


def story_rules(form: str) -> tuple[SkillRule, ...]:
    """The skills of a form that are the story's."""
    return tuple(rule for rule in skill_rules(form) if rule.name not in TRAINEES)


def plays_of_players(story: Story) -> Iterator[Play]:
    """The plays of the five players, the able one's first."""
    for player in ("strong", "first", "longest", "habits"):
        yield play_with(story, player)
    for seed in range(8):
        yield play_with(story, "random", seed)


def standing_of(play: Play) -> Standing:
    """What a play scores, without anybody's judgements, and without a look for habits."""
    return stand(read(play.transcript()._replace(ratings={}, forecasts={})))


def _score(card: Standing, name: str) -> float | None:
    return float(rounded(card.overall)) if name == OVERALL else card.skills[name].score
