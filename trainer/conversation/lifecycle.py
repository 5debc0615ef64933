"""The course of a play from its brief to its debrief, as a state machine around the play.

The machine says what may be done when: choose while talking, undo where the mode allows it, judge before anything is
revealed. What a choice means is the engine's alone; no step of the engine runs inside the machine.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from transitions import EventData, Machine, MachineError

from trainer.conversation.play import Play

Stage = Literal["briefing", "talking", "between", "rating", "forecasting", "debriefing", "done"]
Mode = Literal["learn", "practice", "test"]
"""learn coaches at the turn, practice after the visit, test after the last; test has no undo and no fork."""

STAGES: tuple[Stage, ...] = ("briefing", "talking", "between", "rating", "forecasting", "debriefing", "done")


class NotNow(ValueError):
    """Something was tried at a stage of the play, or in a mode, that does not allow it."""


class Course:
    """A play on its way from brief to debrief. `stage` is where it stands, `play` what was played so far."""

    def __init__(self, play: Play, mode: Mode = "practice") -> None:
        self.play = play
        self.mode: Mode = mode
        self.stage: Stage = "briefing"

    def start(self) -> None:
        """Leave the brief: the first visit begins."""
        self._fire("start")

    def choose(self, option_id: str) -> None:
        """Say or do something. Raises NotOffered, or NotNow where nobody is being talked with."""
        self._allow("choose")
        self.play = self.play.choose(option_id)
        self._fire("choose")

    def leave(self) -> None:
        """The person takes leave of a visit in which nothing is offered."""
        self._allow("leave")
        self.play = self.play.leave()
        self._fire("leave")

    def go_on(self) -> None:
        """Leave what came between two visits: the next visit, or the trainee's judgements after the last."""
        self._fire("go_on")

    def rate(self, ratings: Mapping[str, int], own_skills: Mapping[str, str] | None = None) -> None:
        """Take the trainee's 1 to 5 for each person, and their own bands for the skills, before any reveal."""
        self._allow("rate")
        self.play = self.play.judged(ratings, {}, own_skills)
        self._fire("rate")

    def forecast(self, forecasts: Mapping[str, float]) -> None:
        """Take who will come, with a confidence of 0 to 1 by "ask.person"."""
        self._allow("forecast")
        self.play = self.play.judged(self.play.ratings or {}, forecasts, self.play.own_skills)
        self._fire("forecast")

    def finish(self) -> None:
        """Close the debrief."""
        self._fire("finish")

    def undo(self) -> None:
        """Take the last choice back. Raises NotNow in test mode and where nothing was chosen yet."""
        self._fire("undo")
        self.play = self.play.undo()

    def fork(self, turn: int) -> None:
        """Play on from before a turn, counted from 1, once the play was debriefed. Raises NotNow in test mode."""
        self._fire("fork")
        self.play = self.play.fork(turn)

    def resume(self) -> None:
        """Go on where the choices of a play brought back from records left off."""
        self._fire("resume")

    def may(self, event: str) -> bool:
        """Whether an event (choose, undo, fork …) is allowed now."""
        return event in _machine().get_triggers(self.stage) and _GUARDS.get(event, _always)(self)

    def _allow(self, event: str) -> None:
        """Refuse before anything is changed."""
        if not self.may(event):
            raise NotNow(f"{event} is not possible while {self.stage}")

    def _fire(self, event: str) -> None:
        try:
            done = _machine().events[event].trigger(self)
        except MachineError as error:
            raise NotNow(f"{event} is not possible while {self.stage}") from error
        if not done:
            raise NotNow(f"{event} is not possible here")


def _always(course: Course) -> bool:
    return True


def _may_undo(course: Course) -> bool:
    return course.mode != "test" and bool(course.play.steps)


def _may_fork(course: Course) -> bool:
    return course.mode != "test"


_GUARDS = {"undo": _may_undo, "fork": _may_fork}


def _course(event: EventData) -> Course:
    assert isinstance(event.model, Course)
    return event.model


def _undo_allowed(event: EventData) -> bool:
    return _may_undo(_course(event))


def _fork_allowed(event: EventData) -> bool:
    return _may_fork(_course(event))


def _in_visit(event: EventData) -> bool:
    return not _visit_over(event)


def _visit_over(event: EventData) -> bool:
    return _course(event).play.between


def _more_visits(event: EventData) -> bool:
    return not _all_over(event)


def _all_over(event: EventData) -> bool:
    return _course(event).play.ended


def _has_choices(event: EventData) -> bool:
    return bool(_course(event).play.steps)


def _somebody_said_yes(event: EventData) -> bool:
    return bool(yes_sayers(_course(event).play))


def yes_sayers(play: Play) -> tuple[tuple[str, str], ...]:
    """Who stands at a yes of either kind: pairs of ask and person, for the forecast.

    Nobody after a shift: what its people do later is not forecast at the doors.
    """
    if play.story.shift:
        return ()
    answers = play.transcript().end.answers
    return tuple(
        (ask, person) for ask, by in answers.items() for person, answer in by.items() if answer in ("yes", "polite_yes")
    )


@cache
def _machine() -> Machine:
    """One machine for every course; it is given callables only, never names that came from a file."""
    return Machine(
        model=None,
        states=list(STAGES),
        initial="briefing",
        auto_transitions=False,
        send_event=True,
        model_attribute="stage",
        transitions=[
            {"trigger": "start", "source": "briefing", "dest": "talking", "conditions": [_more_visits]},
            {"trigger": "start", "source": "briefing", "dest": "rating", "conditions": [_all_over]},
            {"trigger": "resume", "source": "briefing", "dest": "talking", "conditions": [_has_choices, _in_visit]},
            {"trigger": "resume", "source": "briefing", "dest": "between", "conditions": [_has_choices, _visit_over]},
            {"trigger": "choose", "source": "talking", "dest": "between", "conditions": [_visit_over]},
            {"trigger": "choose", "source": "talking", "dest": "talking"},
            {"trigger": "leave", "source": "talking", "dest": "between", "conditions": [_visit_over]},
            {"trigger": "leave", "source": "talking", "dest": "talking"},
            {"trigger": "go_on", "source": "between", "dest": "talking", "conditions": [_more_visits]},
            {"trigger": "go_on", "source": "between", "dest": "rating", "conditions": [_all_over]},
            {"trigger": "rate", "source": "rating", "dest": "forecasting", "conditions": [_somebody_said_yes]},
            {"trigger": "rate", "source": "rating", "dest": "debriefing"},
            {"trigger": "forecast", "source": "forecasting", "dest": "debriefing"},
            {"trigger": "finish", "source": "debriefing", "dest": "done"},
            {"trigger": "undo", "source": ["talking", "between"], "dest": "talking", "conditions": [_undo_allowed]},
            {
                "trigger": "fork",
                "source": ["debriefing", "done"],
                "dest": "talking",
                "conditions": [_fork_allowed],
            },
        ],
    )
