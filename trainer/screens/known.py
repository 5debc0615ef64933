"""What the trainee knows of the person in a visit, as notes ready to be shown: no mood, nothing hidden."""

from trainer.practice.sitting import Sitting
from trainer.screens.widgets.notes import Note

_ANSWERS = {"yes": "said yes", "polite_yes": "said yes", "no": "said no"}
"""A polite yes sounds like a yes; which it was is learnt in the debrief."""


def known_of(sitting: Sitting, person: str) -> tuple[Note, ...]:
    """Who they are, what they told you, what you asked and promised, and your goals. Empty parts are left out."""
    written = sitting.scenario.people[person]
    state = sitting.play.state
    places = sitting.story.places
    told = tuple(
        str(text)
        for concern, depths in written.concerns.items()
        for text in depths[: state.heard[places.concerns[str(concern)]]]
    )
    end = sitting.play.transcript().end
    asked = tuple(
        f"{sitting.scenario.asks[ask].title}: {_ANSWERS[by[person]]}"
        for ask, by in end.answers.items()
        if person in by
    )  # fmt: skip
    promised = tuple(
        f"{promise.replace('_', ' ')}{' (kept)' if promise in end.kept else ''}" for promise in end.promised
    )
    shift = sitting.story.shift is not None
    # on a step nobody says what they do for a living; there is the list, and the script
    first = Note(str(written.name), (on_the_list(sitting),) if shift else (str(written.role),) if written.role else (),
                 dotted=False)  # fmt: skip
    notes = (
        first,
        Note(f"{sitting.names[person]} told you", told) if told
        else Note(f"{sitting.names[person]} told you", ("nothing yet",), dotted=False),
        Note("You asked", asked),
        Note("You promised", promised),
        Note("Your goals", tuple(str(goal) for goal in sitting.scenario.goals)),
    )  # fmt: skip
    return tuple(note for note in notes if note.lines)
