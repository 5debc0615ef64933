"""The sheet of an observer: what to tick, what to listen for, and what to ask afterwards."""

from collections.abc import Iterator

from scoring.habits import catalogue
from trainer.bench.role_play_scene import Scene
from trainer.bench.role_play_shapes import Blank, Block, Card, Paragraph, Part, Ticks
from trainer.bench.role_play_words import FAMILIES, MOST_HABITS, MOVE_NAMES, MOVES, debrief_questions, short
from trainer.language import _


def observer_card(scene: Scene, name: str) -> Card:
    person = scene.scenario.people[name]
    parts = [
        Part(
            _("What you do"),
            (
                Paragraph(_("Watch the organizer. Make a mark for each line. Write down words, not opinions.")),
                Paragraph(_("Afterwards you speak first.")),
            ),
        ),
        Part(_("Their lines, a mark each"), tuple(_move_ticks())),
    ]  # fmt: skip
    if cues := scene.cues(name):
        rows = tuple((f"“{shows}”", "") for shows, _about in cues)
        told = Paragraph(_("{name} may let fall words like these. What became of them?").format(name=person.name))
        parts.append(Part(_("Words to listen for"), (told, Ticks(rows, (_("taken up"), _("stepped over"))))))
    if person.objections:
        rows = tuple((f"“{short(str(one.says))}”", "") for one in person.objections.values())
        steps = (_("affirmed"), _("asked under"), _("answered"), _("invited again"))
        parts.append(Part(_("When they hold something against it"), (Ticks(rows, steps),)))
    if scene.asks(name):
        rows = (
            (_("They heard a story before they asked"), ""),
            (_("The ask said who, when and where"), ""),
            (_("They left it to stand, and waited"), ""),
            (_("After a yes they asked what will come at them"), ""),
            (_("They left with a next step and its day"), ""),
        )
        parts.append(Part(_("The ask"), (Ticks(rows, (_("yes"), _("no"))),)))
    known = catalogue()
    habits = [known[habit] for habit in scene.habits([name]) if habit in known][:MOST_HABITS]
    if habits:
        rows = tuple((_(habit.looks_like), "") for habit in habits)
        told = Paragraph(_("Easy to do, and worth a mark with its words:"))
        parts.append(Part(_("Habits to look for"), (told, Ticks(rows, ("",) * 3))))
    parts.append(Part(_("Who talked: a line for each minute, O for the organizer, P for the person"), (Blank(1),)))
    questions = debrief_questions([str(person.name)])
    blocks: list[Block] = []
    for number, question in enumerate(questions, 1):
        blocks += [Paragraph(question, f"{number}."), Blank(3)]
    parts.append(Part(_("Three questions for afterwards"), tuple(blocks)))
    title = _("Watching the talk with {name}").format(name=person.name)
    return Card("observer", title, _("For an observer"), tuple(parts))


def _move_ticks() -> Iterator[Block]:
    for title, moves in FAMILIES:
        yield Paragraph(_(title))
        yield Ticks(tuple((_(MOVE_NAMES[move]), _(MOVES[move])) for move in moves))
