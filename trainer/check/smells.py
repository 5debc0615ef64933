"""Smells: what an author may have meant, and what mostly makes a scenario worse (codes S)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from scoring.moves import QUESTIONING
from scoring.words import count_words
from trainer.check.giveaway import length_gives_away
from trainer.check.problem import Problem
from trainer.check.wording import asks_nothing, begins_closed, claim, contacts, question_marks
from trainer.conversation.story import Story, StoryOption
from trainer.language import _, mark
from trainer.scenario import model
from trainer.scenario.report import brief

BREATH: Final = 45
"""Words that can be said in one breath."""

Place = tuple[str | int, ...]


def smells(scenario: model.Scenario, story: Story) -> list[Problem]:
    """Every smell that can be told without knowing every play: S201 to S204 and S207 to S209.

    Codes that the scenario allows are among them.
    """
    found = list(length_gives_away(story))
    for id_, beat in scenario.beats.items():
        place: Place = ("beats", id_)
        found += _same_options(place, story.beats[story.places.beats[id_]].options, beat.options)
        found += _beat_words(place, beat, scenario.language)
        for index, option in enumerate(beat.options):
            found += _option_words((*place, "options", index), option, beat, scenario.language)
    for person, about in scenario.people.items():
        for id_, objection in about.objections.items():
            found += _too_long(("people", person, "objections", id_, "says"), objection.says)
    found += _contacts((), scenario.model_dump(by_alias=True, exclude_unset=True))
    return found


def _same_options(place: Place, compiled: Sequence[StoryOption], written: Sequence[model.Option]) -> Iterator[Problem]:
    """S202: options that differ in nothing but their words."""
    first: dict[str, str] = {}
    for index, (option, as_written) in enumerate(zip(compiled, written, strict=True)):
        same = repr((option.move, option.step, option.offered.tags, as_written.if_, option.effects, option.then))
        if same in first:
            yield Problem(
                (*place, "options", index),
                "S202",
                _("this option does the same as “{option}”: only the words differ, so it is no choice").format(
                    option=first[same]
                ),
                _(
                    "give one of the two another move, something to pick up, hear or meet, or another way on; or delete"
                    " it and keep its words under heard_as of the other"
                ),
            )
        else:
            first[same] = option.id


def _beat_words(place: Place, beat: model.Beat, language: str) -> Iterator[Problem]:
    for where, text in _wordings((*place, "says"), beat.says):
        yield from _too_long(where, text)
        if beat.fact is None:
            yield from _claims(where, text, language, _CLAIM_OF_BEAT)


def _option_words(place: Place, option: model.Option, beat: model.Beat, language: str) -> Iterator[Problem]:
    for where, text in _wordings((*place, "reply"), option.reply):
        yield from _too_long(where, text)
    say = option.say
    if say is None:
        return
    move = str(option.move)
    yield from _too_long((*place, "say"), say)
    if move in QUESTIONING and asks_nothing(move, say, language):
        yield Problem(
            (*place, "move"),
            "S203",
            _("the move is {move}, and the line asks nothing").format(move=move),
            _(
                "end the line with its question, or name the move that it is (a reflection, an affirmation, information"
                " …)"
            ),
        )
    elif move == "open_question" and (first := begins_closed(say, language)):
        yield Problem(
            (*place, "move"),
            "S203",
            _("the move is open_question, and the question begins with {words}: yes or no would answer it").format(
                words=brief(first)
            ),
            _("begin with what, how, who, when or why, or write move: closed_question"),
        )
    if question_marks(say) > 1 and option.habit != "stacked_q":
        yield Problem(
            (*place, "say"),
            "S204",
            _("this line asks more than once, so they will answer the easiest question or the last"),
            _("keep one question; or, if it is meant as a mistake to learn from, write habit: stacked_q"),
        )
    if option.fact is None and beat.fact is None:
        yield from _claims((*place, "say"), say, language, _CLAIM_OF_OPTION)


_CLAIM_OF_BEAT: Final = mark("{words} reads like a claim of law or a figure, and the beat names no fact to rest it on")
_CLAIM_OF_OPTION: Final = mark(
    "{words} reads like a claim of law or a figure, and the option names no fact to rest it on"
)


def _claims(place: Place, text: str, language: str, message: str) -> Iterator[Problem]:
    """S207: a claim of law or a figure that nothing in the file stands for."""
    if found := claim(text, language):
        yield Problem(
            place,
            "S207",
            _(message).format(words=brief(found.text)),
            _(
                "write the claim with its place, month and source under facts, and name it here with fact: ID; or say"
                " it without the claim"
            ),
            offset=found.start,
            length=len(found.text),
        )


def _too_long(place: Place, text: str) -> Iterator[Problem]:
    """S209: more words than anybody says in one breath."""
    words = count_words(text) if text.count(" ") >= BREATH or "\n" in text else 0
    if words > BREATH:
        yield Problem(
            place,
            "S209",
            _("{words} words are too many to be said in one breath ({most} at most)").format(words=words, most=BREATH),
            _("cut it, or let them say the rest after another line of the trainee's"),
        )


def _contacts(place: Place, value: Any) -> Iterator[Problem]:
    """S208: an address or a number, anywhere in the file, at which somebody real may be found."""
    if isinstance(value, str):
        for what, found in contacts(value):
            message = _("{words} looks like a real telephone number, and whoever has it may be called")
            hint = _("use one that is kept for examples, such as 555-0142 (555-0100 to 555-0199 are nobody's)")
            if what == "e-mail address":
                message = _("{words} looks like a real e-mail address, and whoever has it may be written to")
                hint = _("use one that is kept for examples, such as somebody@example.org")
            yield Problem(
                place,
                "S208",
                message.format(words=brief(found.text)),
                hint,
                offset=found.start,
                length=len(found.text),
            )
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _contacts((*place, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _contacts((*place, index), inner)


def _wordings(place: Place, wording: str | Sequence[model.Variant] | None) -> Iterator[tuple[Place, str]]:
    if isinstance(wording, str):
        yield place, wording
    elif wording is not None:
        for index, variant in enumerate(wording):
            yield (*place, index, "text"), variant.text
