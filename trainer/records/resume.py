"""Brings a play back: by its choices where they still hold, otherwise as the transcript that was shown.

A choice holds where the same id stands in the same beat with the same person, and is offered there. Nothing else is
ever taken for it. A play that cannot be gone on with still shows every line of it as it was.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from trainer.language import _, mark, ngettext
from trainer.records import reading, sentences
from trainer.records.shapes import ChoiceEntry, Edition, Judgements, PlayEntry
from trainer.records.store import Records

if TYPE_CHECKING:
    from scoring.transcript import Transcript
    from trainer.conversation.lifecycle import Course, Mode
    from trainer.conversation.play import Play, Step

Kind = Literal["same", "edited", "old", "elsewhere", "missing"]
"""The scenario is the same; it was edited but every choice holds; only the old transcript can be shown; the play is
open in another window; there is no such play."""


class Resumed(NamedTuple):
    """A play that was brought back. `sentence` is to be shown, and None where there is nothing to say.

    `play` is there for kind `same` and `edited`, and to fork for `elsewhere` where its choices hold.
    """

    kind: Kind
    sentence: str | None
    entry: PlayEntry | None = None
    play: "Play | None" = None


class DoesNotHold(Exception):
    """A play that cannot be gone on with; `reason` is a sentence."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def resume(records: Records, play_id: str, edition: Edition | None) -> Resumed:
    """Bring a play back, and make it this window's own where it can be gone on with.

    `edition` is the scenario as it is now; None where it is not there any more or has errors.
    """
    from trainer.scenario.characters import shown

    entry = records.play(play_id)
    if entry is None:
        return Resumed("missing", _("This play is not in your records."))
    choices = records.choices(entry.id)
    try:
        play, edited = _played_again(entry, choices, edition)
    except DoesNotHold as error:
        return Resumed("old", shown(f"{error.reason} {_('You can read it as it was, and begin afresh.')}"), entry)
    play = _with_judgements(play, records.judgements(entry.id))
    if not records.take(entry.id):
        return Resumed("elsewhere", _(sentences.ELSEWHERE), entry, play)
    assert edition is not None
    if records.choices(entry.id) != choices:
        # the other window went on between our reading and our taking
        records.release(entry.id)
        return resume(records, play_id, edition)
    records.go_on(entry, edition, play)
    if not edited:
        return Resumed("same", None, entry, play)
    return Resumed("edited", shown(_edited(entry, choices, play)), entry, play)


def played_again(records: Records, entry: PlayEntry, edition: Edition) -> "Play":
    """A play by its choices and judgements, to be read and not to be gone on with. Raises DoesNotHold."""
    play, _edited = _played_again(entry, records.choices(entry.id), edition)
    return _with_judgements(play, records.judgements(entry.id))


def _played_again(entry: PlayEntry, choices: tuple[ChoiceEntry, ...], edition: Edition | None) -> "tuple[Play, bool]":
    """The play by its choices, and whether it is played in another edition than it was."""
    from trainer.conversation.play import NotOffered, Play

    if edition is None:
        told = _("“{title}” is not in the library any more, or has errors now.")
        raise DoesNotHold(told.format(title=entry.title))
    if edition.scenario != entry.scenario:
        told = _("This play is of “{title}”, not of “{other}”.")
        raise DoesNotHold(told.format(title=entry.title, other=edition.title))
    _require_whole(entry, choices)
    play = Play.new(edition.story, entry.seed)
    for choice in choices:
        try:
            play = _after(play, choice.choice)
        except NotOffered as error:
            raise DoesNotHold(_changed(choice, _NOT_OFFERED)) from error
        if not _is_same(choice, play):
            raise DoesNotHold(_changed(choice, _MOVED))
    return play, any(choice.content != edition.content for choice in choices) or entry.content != edition.content


def _require_whole(entry: PlayEntry, choices: tuple[ChoiceEntry, ...]) -> None:
    for number, choice in enumerate(choices, start=1):
        if not choice.whole or choice.number != number:
            raise DoesNotHold(_("Choice {number} of this play cannot be read any more.").format(number=number))
    if not entry.whole or len(choices) != entry.steps:
        raise DoesNotHold(_("Parts of this play cannot be read any more."))


def _after(play: "Play", choice: str) -> "Play":
    """The play after a choice, or after somebody took leave. Raises NotOffered."""
    from trainer.conversation.play import LEAVE, NotOffered

    if choice != LEAVE:
        return play.choose(choice)
    if not play.stuck:
        raise NotOffered(choice, play.offered_ids(), len(play.steps) + 1)
    return play.leave()


def _is_same(choice: ChoiceEntry, play: "Play") -> bool:
    """Whether the last step of a play was made where the choice was made."""
    turn = play.steps[-1].turn
    if turn is not None:
        return (turn.beat, turn.person) == (choice.beat, choice.person)
    before = play.steps[-2].state if len(play.steps) > 1 else play.first
    return not choice.beat and play.story.visits[before.visit].id == choice.visit


_NOT_OFFERED = mark(
    "The scenario was edited since you played it: your choice {choice} cannot be chosen there any more."
)
_MOVED = mark("The scenario was edited since you played it: your choice {choice} stands in another place now.")


def _changed(choice: ChoiceEntry, what: str) -> str:
    if not choice.choice:
        return _("The scenario was edited since you played it: where somebody took leave, the talk goes on now.")
    said = _turn(choice).get("say")
    line = f" (“{said}”)" if isinstance(said, str) and said else ""
    return _(what).format(choice=f"{choice.number}{line}")


def _edited(entry: PlayEntry, choices: tuple[ChoiceEntry, ...], play: "Play") -> str:
    """What to say of an edit after which every choice still holds."""
    different = sum(_reads_differently(choice, step) for choice, step in zip(choices, play.steps, strict=True))
    told = _(
        "“{title}” was edited since you played it. All your choices still hold, and the play goes on from them; "
        "no line of yours or theirs reads differently, and people may answer differently from here."
    )
    if different == 1:
        told = _(
            "“{title}” was edited since you played it. All your choices still hold, and the play goes on from them; "
            "one exchange reads differently now, and people may answer differently from here."
        )
    elif different:
        told = ngettext(
            "“{title}” was edited since you played it. All your choices still hold, and the play goes on from them; "
            "{count} exchange reads differently now, and people may answer differently from here.",
            "“{title}” was edited since you played it. All your choices still hold, and the play goes on from them; "
            "{count} exchanges read differently now, and people may answer differently from here.",
            different,
        )
    return told.format(title=entry.title, count=different)


def _reads_differently(choice: ChoiceEntry, step: "Step") -> bool:
    was, turn = _turn(choice), step.turn
    return turn is not None and (was.get("say"), was.get("reply"), was.get("says")) != (turn.say, turn.reply, turn.says)


def _turn(choice: ChoiceEntry) -> Mapping[str, Any]:
    turn = (choice.step or {}).get("turn")
    return turn if isinstance(turn, dict) else {}


def _with_judgements(play: "Play", judged: Judgements) -> "Play":
    """The play with what was judged, as far as there still is what was judged."""
    if judged.ratings is None:
        return play
    head = play.story.head
    forecasts = judged.forecasts or {}
    return play.judged(
        {person: rating for person, rating in judged.ratings.items() if person in head.people},
        {who: sure for who, sure in forecasts.items() if _is_known(who, head.asks, head.people)},
        judged.own_skills,
    )


def _is_known(who: str, asks: Mapping[str, Any], people: Mapping[str, Any]) -> bool:
    ask, _dot, person = who.partition(".")
    return ask in asks and person in people


def course_of(resumed: Resumed) -> "Course":
    """The course of a play that was brought back, at the stage where it stopped as far as the play still is there.

    Raises ValueError where there is no play to go on with.
    """
    from trainer.conversation.lifecycle import Course

    entry, play = resumed.entry, resumed.play
    if entry is None or play is None:
        raise ValueError("there is no play to go on with")
    mode: Mode = "learn" if entry.mode == "learn" else "test" if entry.mode == "test" else "practice"
    course = Course(play, mode)
    if entry.stage == "briefing" and not play.steps:
        return course
    if play.steps:
        course.resume()
    else:
        course.start()
    if entry.stage not in ("briefing", "between") and course.stage == "between" and course.may("go_on"):
        course.go_on()
    if entry.stage in ("forecasting", "debriefing", "done") and course.stage == "rating":
        course.rate(play.ratings or {}, play.own_skills)
    if entry.stage in ("debriefing", "done") and course.stage == "forecasting":
        course.forecast(play.forecasts or {})
    if entry.stage == "done" and course.stage == "debriefing":
        course.finish()
    return course


def old_transcript(records: Records, play_id: str) -> "Transcript | None":
    """A play as it was shown, whatever became of its scenario; None where nothing of it can be read.

    A finished play comes as it was scored, any other as it was up to its last choice. Lines that cannot be read any
    more are left out.
    """
    from scoring.transcript import Transcript, TranscriptError

    data = transcript_data(records, play_id)
    if data is None:
        return None
    try:
        return Transcript.from_json(data)
    except TranscriptError:
        return None


def transcript_data(records: Records, play_id: str) -> Mapping[str, Any] | None:
    """The same as plain data in the shape of the scenario format."""
    entry = records.play(play_id)
    if entry is None:
        return None
    kept = records.read(lambda store: reading.kept_transcript(store, entry.id), None)
    if kept is not None:
        return kept
    head = records.read(lambda store: reading.kept_head(store, entry.id), None)
    if head is None:
        return None
    first = records.read(lambda store: reading.kept_opening(store, entry.id), None)
    judged = records.judgements(entry.id)
    steps = [step for choice in records.choices(entry.id) if (step := choice.step) is not None]
    openings = [step["opening"] for step in steps if "opening" in step]
    return {
        "head": head,
        "openings": [first, *openings] if first is not None else openings,
        "turns": [step["turn"] for step in steps if "turn" in step],
        "end": {"ended": False},
        "ratings": dict(judged.ratings or {}),
        "forecasts": dict(judged.forecasts or {}),
        "records": [step["record"] for step in steps if "record" in step],
    }
