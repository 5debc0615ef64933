"""The card of a person: what only whoever plays them may know."""

from collections.abc import Iterator

from trainer.bench.role_play_scene import Scene
from trainer.bench.role_play_shapes import Block, Card, Items, Paragraph, Part
from trainer.bench.role_play_words import DEPTHS, MOODS, known_as, meeting_line, readable, sentence
from trainer.language import _, ngettext
from trainer.scenario import model


def person_card(scene: Scene, name: str) -> Card:
    person = scene.scenario.people[name]
    parts = [
        Part(_("Who you are"), tuple(_who(person))),
        Part(_("How you stand with them at the start"), (Items(tuple(_moods(person))),)),
    ]
    for number, (concern, depths) in enumerate(person.concerns.items()):
        title = _("What you carry: {concern}").format(concern=readable(concern))
        blocks = tuple(Paragraph(sentence(str(text)), _(DEPTHS[place])) for place, text in enumerate(depths))
        first = Paragraph(_("One at a time, and never the next before the one above it."))
        note = (first,) if number == 0 else ()
        parts.append(Part(title, (*note, *blocks)))
    if person.secret:
        parts.append(Part(_("What nobody knows"), (Paragraph(sentence(str(person.secret))),)))
    if cues := scene.cues(name):
        words = tuple(f"“{shows}”" for shows, _about in cues)
        told = _(
            "Let words like these fall in the middle of what you say, and go on talking. Help nobody to hear them."
        )
        parts.append(Part(_("What you let slip"), (Paragraph(told), Items(words))))
    if person.objections:
        parts.append(Part(_("What you hold against it"), tuple(_objections(person))))
    if asks := scene.asks(name):
        parts.append(Part(_("When they ask you"), tuple(_answers(scene, name, asks))))
    parts.append(Part(_("What moves you"), tuple(_moved())))
    parts.append(Part(_("How each meeting begins"), tuple(_beginnings(scene, name))))
    return Card("person", str(person.name), _("For whoever plays {name}, and for nobody else").format(name=person.name),
                tuple(parts))  # fmt: skip


def _who(person: model.Person) -> Iterator[Block]:
    yield Paragraph(sentence(known_as(person)))
    if person.influence:
        yield Paragraph(
            ngettext(
                "People watch what you do: where you go, {number} other goes too.",
                "People watch what you do: where you go, {number} others go too.",
                person.influence,
            ).format(number=person.influence)
        )


def _moods(person: model.Person) -> Iterator[str]:
    for name, words in MOODS.items():
        value = getattr(person.mood, name)
        yield _(words[0 if value <= 1 else 1 if value <= 3 else 2 if value <= 6 else 3 if value <= 8 else 4])


def _objections(person: model.Person) -> Iterator[Block]:
    for objection in person.objections.values():
        yield Paragraph(str(objection.says), _("You say:"), quoted=True)
        if objection.under:
            yield Paragraph(sentence(str(objection.under)), _("What lies under it:"))
    yield Paragraph(
        _("If they say back what they heard and then ask, let out what lies under it, once. If they argue, agree with "
          "them, and get shorter.")
    )  # fmt: skip


def _answers(scene: Scene, name: str, asks: list[str]) -> Iterator[Block]:
    person = scene.scenario.people[name]
    mood = person.mood
    readiness = mood.anger + mood.hope + mood.trust - mood.fear
    for ask_name in asks:
        ask = scene.scenario.asks[ask_name]
        needed = 4 * ask.risk + 2
        yield Paragraph(
            _("{far} Your count (below) begins at {count}; at {needed} you would do it.").format(
                far=_far(needed - readiness), count=readiness, needed=needed
            ),
            sentence(str(ask.title)),
        )
        words = scene.answers(name, ask_name)
        told = {"yes": _("A real yes of yours:"), "polite_yes": _("A polite yes:"), "no": _("A no:")}
        for answer, lead in told.items():
            if answer in words:
                yield Paragraph(words[answer], lead, quoted=True)
    yield Items(
        (
            _("At that count or above it you mean yes. A real yes is a nuisance: it asks when, where and who else."),
            _("Below it, and you do not trust them much: a polite yes. It comes fast, asks nothing, names nobody."),
            _("Below it, and you trust them: you say no, warmly, and you say why."),
        )
    )  # fmt: skip


def _far(gap: int) -> str:
    if gap <= 0:
        return _("You would do this today.")
    if gap <= 5:
        return _("It would not take much.")
    if gap <= 12:
        return _("It would take a good talk.")
    return _("It would take more than one good talk.")


def _moved() -> Iterator[Block]:
    yield Paragraph(
        _("Play it by feel. If you would rather count, these are the steps; mark each at the edge of the card.")
    )
    yield Items(
        (
            _("They give back what you said, or name something you carry: up 1. They say what it costs you: up 2."),
            _("They hear what you let slip: up 1 more. You tell them the last of what you carry: up 1 more."),
            _("You told them the story, and they ask how that sits with you, or what it would take: up 2."),
            _("They asked what lies under what you hold against it, and answer it with the bad part in it: up 2."),
            _("They promise something: up 1, and down 2 if they come back without it."),
            _("They sell, inform or advise before you told them anything: down 1. They argue with you: down 2."),
            _("They ask what your boss or landlord will say, once you said yes: down 1, and you will stand it better."),
        )
    )


def _beginnings(scene: Scene, name: str) -> Iterator[Block]:
    for number, meeting in enumerate(scene.of(name)):
        yield Paragraph(meeting_line(scene, meeting))
        seen: set[str] = set()
        for start in meeting.starts:
            beat = scene.scenario.beats[start]
            words = scene.opening_words(beat)
            if words and words not in seen:
                lead = _("You begin with something like:") if not seen else _("Or, as it went last time:")
                yield Paragraph(words, lead, quoted=True)
                seen.add(words)
        later = [event for event in scene.scenario.events if event.after == meeting.id and event.text]
        if later and number < len(scene.of(name)) - 1:
            yield Paragraph(_("Before the next one, as far as it fits how this one went:"))
            yield Items(tuple(str(event.text) for event in later))
