"""How players judge at the end of a play: everyone who said yes for sure, or by what the answers were worth."""

from typing import Final, NamedTuple

from scoring.reading import AGREEING, Reading, read
from scoring.transcript import Transcript
from trainer.conversation.play import Play
from trainer.conversation.state import rating_of

SUNNY: Final = 0.9
"""How sure a beginner is of every yes."""

FORECASTS: Final = {"yes": 0.9, "polite_yes": 0.05}
"""How sure an able organizer is of a yes that was meant, and of one that was manners."""

START: Final = 3
"""The readiness that somebody is taken to have before the first talk: more afraid than hopeful, and not against it."""

READINESS_MOST: Final = 30

_SIGNS: Final = {"trust": 1, "hope": 1, "anger": 1, "fear": -1}
"""How each mood counts in readiness."""

UNPREPARED: Final = 0.75
"""How sure of a yes after which nobody talked through what would get in the way."""


class Judgement(NamedTuple):
    """Ratings 1 to 5 by person, and confidences 0 to 1 by "ask.person"."""

    ratings: dict[str, int]
    forecasts: dict[str, float]


def sunny(play: Play) -> Judgement:
    """A beginner's: whoever said yes is a 2 and comes, whoever said no is a 4, everybody else a 3."""
    transcript = play.transcript()
    ratings: dict[str, int] = {}
    for person in read(transcript).people:
        answers = {by[person] for by in transcript.end.answers.values() if person in by}
        ratings[person] = 2 if answers & AGREEING else 4 if "no" in answers else 3
    return Judgement(ratings, {pair: SUNNY for pair, _ in _yeses(transcript)})


def by_what_was_heard(play: Play) -> Judgement:
    """An able organizer's: from the answers, what they were worth, and how the person moved after them."""
    transcript = play.transcript()
    reading = read(transcript)
    ratings = {person: _rating(reading, person) for person in reading.people}
    forecasts = {}
    for pair, answer in _yeses(transcript):
        person = pair.rpartition(".")[2]
        prepared = answer != "yes" or person in transcript.end.inoculated
        forecasts[pair] = FORECASTS[answer] if prepared else UNPREPARED
    return Judgement(ratings, forecasts)


def _yeses(transcript: Transcript) -> list[tuple[str, str]]:
    """Everyone who stands at a yes of either kind, as "ask.person" with the answer."""
    return [
        (f"{ask}.{person}", answer)
        for ask, by in transcript.end.answers.items()
        for person, answer in by.items()
        if answer in AGREEING
    ]


def _rating(reading: Reading, person: str) -> int:
    """From how they moved in the talks, and what each answer said of where they stood at that moment."""
    moved, lowest, highest = 0, -READINESS_MOST, READINESS_MOST
    said_yes_at_risk = False
    for turn in (moment.turn for visit in reading.visits_with(person) for moment in visit.moments):
        moved += sum(sign * turn.changes.get(mood, 0) for mood, sign in _SIGNS.items())
        ask = turn.tags.get("ask")
        if ask and turn.answer:
            risk = reading.transcript.head.asks[ask].risk
            needed = 4 * risk + 2 - moved
            # the latest answer counts where two cannot both be so: between the talks something happened
            if turn.answer == "yes":
                lowest, highest = max(lowest, needed), max(highest, needed)
                said_yes_at_risk |= risk >= 2
            else:
                lowest, highest = min(lowest, needed - 1), min(highest, needed - 1)
    return rating_of(min(max(START, lowest), highest) + moved, said_yes_at_risk)
