"""What the screens of a shift share: which one comes next, the head with clock and contacts, the script."""

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from trainer.conversation.state import AT_STOP, RECORDING
from trainer.language import _
from trainer.practice.sitting import Sitting
from trainer.report.stops import stop_number
from trainer.report.street import frame_of, here, pace, said_to_be
from trainer.screens.actions import bindings_of
from trainer.screens.page import PlayPage
from trainer.screens.texts import plain, time_left
from trainer.screens.widgets.masthead import Row
from trainer.screens.widgets.notes import Note

LATE = 5
"""Minutes left from which on the clock of a shift stands out."""


def stop_screen(sitting: Sitting) -> PlayPage:
    """The screen for where a shift stands: at a stop, in a talk, or writing down what was found."""
    match sitting.play.state.phase:
        case phase if phase == AT_STOP:
            from trainer.screens.street import StreetScreen

            return StreetScreen(sitting)
        case phase if phase == RECORDING:
            from trainer.screens.record import RecordScreen

            return RecordScreen(sitting)
        case _:
            from trainer.screens.doorstep import DoorstepScreen

            return DoorstepScreen(sitting)


class ScriptAtHand(PlayPage):
    """A screen of a shift, on which the script is a key away."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("shift")

    def action_script(self) -> None:
        from trainer.screens.sheets import ScriptSheet

        self.app.push_screen(ScriptSheet(script_of(self.sitting)))


def shift_head(sitting: Sitting, left: Content, below: str) -> tuple[Row, Row]:
    """The head of every screen of a shift: clock and contacts at the right, where they are never shortened."""
    minutes = max(0, sitting.play.state.minutes_left)
    clock = Content.styled(time_left(minutes), "bold $miss" if minutes <= LATE else "$ink")
    return (left, clock), (plain(below, "$soft"), plain(pace(sitting.scenario, sitting.play), "$soft"))


def number_of(sitting: Sitting) -> str:
    """Which stop of how many: "Door 3 of 14"."""
    play = sitting.play
    return stop_number(frame_of(sitting.scenario).kind, play.state.visit + 1, len(play.story.visits))


def on_the_list(sitting: Sitting) -> str:
    """What the list says of the present stop, in a line; "" where it says nothing."""
    stop = here(sitting.scenario, sitting.play)
    note = str(stop.list_.note) if stop.list_ and stop.list_.note else ""
    said = ". ".join(part.rstrip(".") for part in (said_to_be(stop), note) if part)
    return _("On the list: {said}").format(said=said) if said else ""


def script_of(sitting: Sitting) -> tuple[Note, ...]:
    """The script, and the brief with what the codes mean here."""
    script = tuple(str(line) for line in frame_of(sitting.scenario).script)
    notes = (
        Note("", script or (_("This shift has no script."),), dotted=False),
        Note(_("Your goals"), tuple(str(goal) for goal in sitting.scenario.goals)),
        Note(_("Your brief"), tuple(part for part in str(sitting.scenario.brief).split("\n\n") if part), dotted=False),
    )
    return tuple(note for note in notes if note.lines)
