"""What the trainee knows of the person in a visit, as notes ready to be shown: no mood, nothing hidden."""

from trainer.practice.sitting import Sitting
from trainer.screens.stops import on_the_list, script_of
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
    listed = on_the_list(sitting) if sitting.story.shift else ""
    # on a doorstep nobody says what they do for a living; there is the list, and the script
    about = listed if sitting.story.shift else str(written.role or "")
    notes = (
        Note(str(written.name), (about,) if about else (), dotted=False),
        Note(f"{sitting.names[person]} told you", told) if told
        else Note(f"{sitting.names[person]} told you", ("nothing yet",), dotted=False),
        Note("You asked", asked),
        Note("You promised", promised),
        *([script_of(sitting)[0]._replace(heading="The script")] if sitting.story.shift else []),
        Note("Your goals", tuple(str(goal) for goal in sitting.scenario.goals)),
    )  # fmt: skip
    return tuple(note for note in notes if note.lines or note.heading == written.name)
