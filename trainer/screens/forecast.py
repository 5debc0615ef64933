"""Forecast: who of those who said yes will come, and how sure you are."""

from collections.abc import Iterable

from textual.widget import Widget

from trainer.conversation.lifecycle import yes_sayers
from trainer.language import mark
from trainer.practice.sitting import Sitting
from trainer.screens.judging import JudgingScreen
from trainer.screens.widgets.scales import Confidence, Scale


class ForecastScreen(JudgingScreen):
    """A confidence for each yes."""

    asked = mark("These said yes. How sure are you, from 0 to 100, that they will come? Type it, or use ← and →.")
    missing = mark("You have not said it for {names}. Enter again goes on all the same.")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.rows = [self._row(ask, person) for ask, person in yes_sayers(sitting.play)]

    def _row(self, ask: str, person: str) -> Confidence:
        asked = self.sitting.story.head.asks[ask]
        note = ", ".join(part for part in (asked.title, asked.when, asked.where) if part)
        return Confidence(f"{ask}.{person}", self.sitting.names[person], note)

    def parts(self) -> Iterable[Widget]:
        return self.rows

    def needed(self) -> Iterable[Scale]:
        return self.rows

    def hand_in(self, values: dict[str, int]) -> None:
        self.sitting.forecast({name: value / 100 for name, value in values.items()})
