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
    """From where the last answer put them, and what was seen to move since."""
    standing: int | None = None
    said_yes_at_risk = False
    for moment in (moment for visit in reading.visits_with(person) for moment in visit.moments):
        turn = moment.turn
        if standing is not None:
            standing += sum(sign * turn.changes.get(mood, 0) for mood, sign in _SIGNS.items())
        if moment.line.ask and turn.answer:
            risk = reading.transcript.head.asks[moment.line.ask].risk
            needed, meant = 4 * risk + 2, turn.answer == "yes"
            said_yes_at_risk |= meant and risk >= 2
            # an answer says on which side of the ask they stand, and no more than that
            if standing is None or (standing >= needed) is not meant:
                standing = needed if meant else needed - 1
    if standing is None:
        return 3 if reading.deepest(person, reading.heard) >= 2 else 4
    return rating_of(standing, said_yes_at_risk)
