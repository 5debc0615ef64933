"""What the trainee knows of the person in a visit, as notes ready to be shown: no mood, nothing hidden."""

from trainer.language import _, mark
from trainer.practice.sitting import Sitting
from trainer.screens.stops import on_the_list, script_of
from trainer.screens.widgets.notes import Note

_ANSWERS = {"yes": mark("said yes"), "polite_yes": mark("said yes"), "no": mark("said no")}
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
        f"{sitting.scenario.asks[ask].title}: {_(_ANSWERS[by[person]])}"
        for ask, by in end.answers.items()
        if person in by
    )  # fmt: skip
    promised = tuple(
        (_("{promise} (kept)") if promise in end.kept else "{promise}").format(promise=promise.replace("_", " "))
        for promise in end.promised
    )
    listed = on_the_list(sitting) if sitting.story.shift else ""
    # on a doorstep nobody says what they do for a living; there is the list, and the script
    about = listed if sitting.story.shift else str(written.role or "")
    by_them = _("{name} told you").format(name=sitting.names[person])
    notes = (
        Note(str(written.name), (about,) if about else (), dotted=False),
        Note(by_them, told) if told else Note(by_them, (_("nothing yet"),), dotted=False),
        Note(_("You asked"), asked),
        Note(_("You promised"), promised),
        *([script_of(sitting)[0]._replace(heading=_("The script"))] if sitting.story.shift else []),
        Note(_("Your goals"), tuple(str(goal) for goal in sitting.scenario.goals)),
    )  # fmt: skip
    return tuple(note for note in notes if note.lines or note.heading == written.name)
