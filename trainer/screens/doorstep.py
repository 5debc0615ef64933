"""The talk at a stop of a shift: a talk like any other, with the clock of the whole shift and the script at hand."""

from typing import ClassVar

from textual.binding import BindingType

from trainer.conversation.state import TALKING
from trainer.language import mark
from trainer.report.street import here
from trainer.screens.actions import bindings_of
from trainer.screens.stops import ScriptAtHand, number_of, on_the_list, shift_head
from trainer.screens.talk import TalkScreen
from trainer.screens.texts import plain


class DoorstepScreen(TalkScreen, ScriptAtHand):
    """One short talk, until there is something to write down."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("talk", "shift")
    scopes: ClassVar[tuple[str, ...]] = ("talk", "shift", "choices")
    ending = mark("The talk is over. Next you write down what you found.")

    @property
    def over(self) -> bool:
        return super().over or self.sitting.play.state.phase != TALKING

    def show_head(self) -> None:
        stop = here(self.sitting.scenario, self.sitting.play)
        label = plain(str(stop.label), "bold $ink")
        answered = plain(f": {self.sitting.scenario.people[self.person].name}", "$ink")
        below = on_the_list(self.sitting) or number_of(self.sitting)
        self.head(*shift_head(self.sitting, label + answered, below))

    def action_undo(self) -> None:
        self.sitting.undo()
        if self.sitting.play.state.phase == TALKING:
            self._show(at_once=True)
        else:
            self.move()
