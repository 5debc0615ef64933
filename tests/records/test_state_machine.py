"""Windows that choose, undo, fork, stop, crash and come back, against a list in memory."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.records.scene import Session, begun, choices_in, edition, gone_on, opened
from trainer.conversation.lifecycle import Course
from trainer.conversation.play import Play
from trainer.records.resume import resume
from trainer.records.store import Records

pick = st.integers(min_value=0, max_value=99)


class Windows(RuleBasedStateMachine):
    """`model` holds the choices that stand in each play, as they have to be after anything."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="records-"))
        self.crashes = 0
        self.folder = self.place / "0"
        self.records: Records
        self.session: Session | None = None
        self.model: dict[str, tuple[str, ...]] = {}
        self.made: dict[str, int] = {}

    @initialize()
    def start(self) -> None:
        self.records = opened(self.folder)

    def teardown(self) -> None:
        if hasattr(self, "records"):
            self.records.close()
        shutil.rmtree(self.place, ignore_errors=True)

    def _note(self) -> None:
        assert self.session is not None
        self.model[self.session.id] = self.session.course.play.choices

    @rule(seed=st.integers(min_value=-(2**70), max_value=2**70))
    def begin(self, seed: int) -> None:
        self.session = begun(self.records, seed)
        self.made[self.session.id] = 0
        self._note()

    @precondition(lambda self: self.session is not None and not self.session.course.play.ended)
    @rule(pick=pick)
    def choose(self, pick: int) -> None:
        assert self.session is not None
        offered = self.session.course.play.offered_ids()
        self.session.choose(offered[pick % len(offered)])
        self.made[self.session.id] += 1
        self._note()

    @precondition(lambda self: self.session is not None and self.session.course.may("undo"))
    @rule()
    def undo(self) -> None:
        assert self.session is not None
        self.session.undo()
        self._note()

    @precondition(lambda self: self.session is not None and len(self.session.course.play.turns) > 1)
    @rule(pick=pick)
    def fork(self, pick: int) -> None:
        assert self.session is not None
        turn = pick % len(self.session.course.play.turns) + 1
        play = self.session.course.play.fork(turn)
        course = Course(play)
        course.resume() if play.steps else course.start()
        fork = self.records.fork(self.session.id, turn, edition(), play)
        self.session = Session(self.records, fork, course)
        self.made[fork] = len(play.steps)
        self._note()

    @rule()
    def stop_and_come_back(self) -> None:
        self.records.close()
        self.records = opened(self.folder)
        self.session = None

    @rule()
    def crash_and_come_back(self) -> None:
        """What a kill leaves is what stands in the files."""
        self.crashes += 1
        left = self.place / str(self.crashes)
        shutil.copytree(self.folder, left)
        self.records.close()
        self.folder = left
        self.records = opened(left)
        self.session = None

    @precondition(lambda self: bool(self.model))
    @rule(pick=pick)
    def go_on(self, pick: int) -> None:
        play_id = list(self.model)[pick % len(self.model)]
        self.session = gone_on(self.records, play_id)
        assert self.session.course.play.choices == self.model[play_id]

    @precondition(lambda self: bool(self.model))
    @rule(pick=pick)
    def another_window_looks(self, pick: int) -> None:
        play_id = list(self.model)[pick % len(self.model)]
        with opened(self.folder) as other:
            assert choices_in(other, play_id) == list(self.model[play_id])
            if self.session is not None and play_id == self.session.id:
                assert resume(other, play_id, edition()).kind == "elsewhere"

    @invariant()
    def everything_is_kept(self) -> None:
        if not hasattr(self, "records"):
            return
        assert self.records.saving
        assert not self.records.news()
        for play_id, choices in self.model.items():
            assert choices_in(self.records, play_id) == list(choices)
            assert len(self.records.choices(play_id, undone=True)) == self.made[play_id]
            entry = self.records.play(play_id)
            assert entry is not None
            assert entry.whole
            assert entry.steps == len(choices)
            stored = [choice.step["turn"]["say"] for choice in self.records.choices(play_id) if choice.step]
            assert stored == [turn.say for turn in Play.resumed(edition().story, entry.seed, choices).turns]
        listed = {entry.id for entry in self.records.plays()}
        assert listed == {play_id for play_id, choices in self.model.items() if choices}


TestWindows = Windows.TestCase
TestWindows.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
