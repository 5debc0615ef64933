"""A scenario as the script of a role-play: a card for each person, one for the organizer, sheets for observers.

Organizers train in threes, one being the person, one the organizer, one watching, and switch. Observers learn as much
as players where they have a sheet, a clear task and a part in the debrief (O'Regan and others 2016, doi
10.1186/s41077-015-0004-8); the three questions are the round What, So what, Now what.
"""

from collections.abc import Iterator

from trainer.bench.role_play_observer import observer_card
from trainer.bench.role_play_person import person_card
from trainer.bench.role_play_scene import Scene
from trainer.bench.role_play_shapes import Blank, Block, Card, Items, Paragraph, Part, Script, Ticks
from trainer.bench.role_play_words import (
    RATINGS,
    RISKS,
    debrief_questions,
    joined,
    known_as,
    meeting_line,
    paragraphs,
    sentence,
)
from trainer.language import _, ngettext
from trainer.scenario import model


def role_play(scenario: model.Scenario) -> Script:
    """The script of a scenario without errors."""
    scene = Scene(scenario)
    people = scene.people()
    cards = [
        _guide(scene),
        *(person_card(scene, name) for name in people),
        _organizer(scene),
        *(observer_card(scene, name) for name in people),
    ]
    return Script(str(scenario.title), scenario.language, tuple(cards))


def _guide(scene: Scene) -> Card:
    scenario = scene.scenario
    names = [str(scenario.people[name].name) for name in scene.people()]
    minutes = sum(meeting.minutes for meeting in scene.meetings) or (scenario.shift.minutes if scenario.shift else 0)
    several = ngettext(
        "One of you plays {names}, one is the organizer, and everyone else watches with a sheet.",
        "One of you plays {names} (or one of you each), one is the organizer, and everyone else watches with a sheet.",
        len(names),
    ).format(names=joined(names))
    run = [
        _("Hand out the cards. Nobody reads another's. Give everyone five minutes with theirs."),
        _("Play one meeting after the other, each no longer than its card says: {minutes} minutes in all.").format(
            minutes=minutes
        ),
        _("Nobody reads lines off a card. The cards say who you are, not what you say."),
        _("Anyone may stop it at any time, and need not say why."),
        _("After the last meeting the organizer writes down who will do what was asked, before anybody tells."),
        _("Observers speak first: what they ticked and heard, not what they think of it. Then the person: what it was "
          "like. The organizer speaks last."),
        _("Change chairs and play it again."),
    ]  # fmt: skip
    parts = [Part(_("How to play it"), (Paragraph(several), Items(tuple(run), numbered=True)))]
    if scenario.content_notes:
        notes = tuple(str(note) for note in scenario.content_notes)
        parts.insert(0, Part(_("Before you begin"), (Paragraph(_("It touches on:")), Items(notes))))
    meetings = tuple(meeting_line(scene, meeting) for meeting in scene.meetings)
    parts.append(Part(_("The meetings"), (Items(meetings, numbered=True),)))
    questions = Items(debrief_questions(names), numbered=True)
    parts.append(
        Part(_("Afterwards"), (Paragraph(_("Fifteen minutes, with these three questions in this order:")), questions))
    )
    return Card("guide", str(scenario.title), _("For whoever leads the round"), tuple(parts))


def _organizer(scene: Scene) -> Card:
    scenario = scene.scenario
    parts = [Part(_("Where you stand"), tuple(Paragraph(text) for text in paragraphs(str(scenario.brief))))]
    if scenario.goals:
        parts.append(Part(_("What you are after"), (Items(tuple(str(goal) for goal in scenario.goals)),)))
    met = tuple(known_as(scenario.people[name]) for name in scene.people())
    parts.append(Part(_("Whom you meet"), (Items(met),)))
    parts.append(Part(_("When"), (Items(tuple(meeting_line(scene, one) for one in scene.meetings), numbered=True),)))
    if asks := [name for name in scenario.asks if any(name in scene.asks(person) for person in scene.people())]:
        blocks: list[Block] = []
        for name in asks:
            blocks += _ask(scenario.asks[name])
        blocks.append(Paragraph(_("Ask once, say when and where and with whom, and then say nothing until they have.")))
        parts.append(Part(_("What you can ask for"), tuple(blocks)))
    if scenario.shift is not None and scenario.shift.script:
        parts.append(Part(_("The script in your hand"), (Items(tuple(str(line) for line in scenario.shift.script)),)))
    if scenario.facts:
        facts = tuple(
            _("{text} ({where}, as of {when}; {source})").format(
                text=fact.text, where=fact.jurisdiction, when=fact.as_of, source=fact.source
            )
            for fact in scenario.facts.values()
        )
        parts.append(Part(_("What is so"), (Paragraph(_("Say only what you can stand behind:")), Items(facts))))
    parts.append(Part(_("What you noticed"), (Blank(4),)))
    parts.append(Part(_("Before anybody tells you"), tuple(_judgement(scene))))
    return Card("organizer", _("The organizer"), _("For whoever organizes, and for nobody else"), tuple(parts))


def _ask(ask: model.Ask) -> Iterator[Block]:
    yield Paragraph(_("It is {risk}.").format(risk=_(RISKS[ask.risk - 1])), sentence(str(ask.title)))
    told = [(_("Who"), ask.who), (_("When"), ask.when), (_("Where"), ask.where)]
    rows = tuple(f"{label}: {value}" for label, value in told if value)
    if rows:
        yield Items(rows)


def _judgement(scene: Scene) -> Iterator[Block]:
    yield Paragraph(_("Rate each of them by what they did, not by how it felt:"))
    yield Items(tuple(f"{number}: {_(words)}" for number, words in enumerate(RATINGS, 1)))
    for name in scene.people():
        person = scene.scenario.people[name]
        yield Ticks(((str(person.name), _("your rating")),), ("1", "2", "3", "4", "5"))
    yield Paragraph(_("Who of those who said yes will do it, and how sure are you, in percent?"))
    yield Blank(2)
