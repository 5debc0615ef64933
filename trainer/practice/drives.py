"""A drive at the table: a season opened, decided and kept decision by decision, the same for every face of the game.

    sitting = begin_drive(find_drive("shop_40"), records, mode="practice", seed=7)
    sitting.do(Round(("opal",)))              # committed to the records before the lines come back
    sitting.quality()                         # what a one-on-one is worth that is not played, and why
    sitting.scenario_for("opal")              # the scenario in which hers can be played, or None
    sitting.played("opal")                    # finished plays of it that were not used for her in this drive
    sitting.do(Talk(*sitting.quality_of(play_id)))
    resume_drive(records, drive_id)

How a talk's quality comes from scores is this program's own:

    played      overall / 100 of the play's scorecard, with whatever its gate capped; each play once for each person
    record      the mean over all finished plays of talks of their skills' mean, / 100, and not over 0.7, because lines
                that were chosen from a list say little of lines that have to be found
    start       0.5 where no talk was finished yet
"""

from pathlib import Path
from typing import Final, NamedTuple

from scoring.moves import ORGANIZING_SKILLS
from trainer.drive.constituency import Constituency, find_drive, load_constituency
from trainer.drive.game import Game, Mode, begin
from trainer.drive.game_decisions import Decision, Meet, NotPossible, Source, Talk
from trainer.drive.game_known import Line
from trainer.drive.game_turf import TurfGame
from trainer.language import _, ngettext
from trainer.practice.sitting import CannotOpen, reason_of
from trainer.records.drives import DriveEntry, ResumedDrive
from trainer.records.shapes import FinishedPlay
from trainer.records.store import Records

__all__ = [
    "CAP",
    "START",
    "CannotOpen",
    "DriveSitting",
    "Quality",
    "begin_drive",
    "find_drive",
    "quality_told",
    "resume_drive",
]

START: Final = 0.5
"""The quality of a talk where nothing is known of the trainee's. The number is this program's own."""

CAP: Final = 0.7
"""The most that a record gives: the quality on which the model's reference results rest."""


class Quality(NamedTuple):
    """The quality of a one-on-one, 0 to 1, where it comes from, and the play that it comes from, if one."""

    value: float
    source: Source
    play: str = ""

    def in_words(self, plays: int = 0) -> str:
        """Which quality it is and why, as a sentence. `plays` is how many finished talks a record rests on."""
        value = f"{self.value:.2f}"
        if self.source == "play":
            return _("Quality {value}, from the talk that you played.").format(value=value)
        if self.source == "start":
            return _("Quality {value}: you have finished no talk yet, so it is a middling one.").format(value=value)
        told = ngettext(
            "Quality {value}, from {plays} talk that you finished; a record counts {cap} at most.",
            "Quality {value}, from {plays} talks that you finished; a record counts {cap} at most.",
            plays,
        )
        return told.format(value=value, plays=plays, cap=f"{CAP:g}")


def quality_told() -> str:
    """What the quality of a talk means. The bounds are the model's own results, see docs/drive_model.md."""
    return _(
        "What a talk does hangs on its quality, from 0 to 1. Under 0.3 it does harm. At 0.5 it brings about as much as "
        "quick rounds in the same hours, from 0.7 on clearly more."
    )


class DriveSitting:
    """One season as it is being played. Nothing is computed here: the game holds all that is so."""

    def __init__(self, game: Game | TurfGame, records: Records, drive_id: str) -> None:
        self.game = game
        self.records = records
        self.drive_id = drive_id

    @property
    def constituency(self) -> Constituency:
        """The drive or turf that is played."""
        return self.game.constituency

    def do(self, decision: Decision) -> tuple[Line, ...]:
        """Make a decision; it is kept before its lines come back. Raises NotPossible, and then nothing has changed."""
        lines = self.game.do(decision)
        self.records.drives.keep(self.drive_id, self.game)
        return lines

    def undo_week(self) -> int:
        """Take back a week's decisions, see `Game.undo_week`; the week that is on then. Raises NotPossible."""
        week = self.game.undo_week()
        self.records.drives.keep(self.drive_id, self.game)
        return week

    def leave(self) -> None:
        """Let another window have the drive; it is offered to be gone on with."""
        self.records.drives.release(self.drive_id)

    def entry(self) -> DriveEntry | None:
        """The drive in the records' list."""
        return self.records.drives.entry(self.drive_id)

    # Talks

    def quality(self) -> Quality:
        """The quality of a one-on-one that is not played."""
        talks = self.finished_talks()
        if not talks:
            return Quality(START, "start")
        mean = sum(map(_mean_of, talks)) / len(talks) / 100
        return Quality(round(min(CAP, mean), 4), "record")

    def quality_in_words(self) -> str:
        """That quality and why."""
        return self.quality().in_words(len(self.finished_talks()))

    def finished_talks(self) -> tuple[FinishedPlay, ...]:
        """The finished plays that a record rests on: those in which a skill of talks was scored; forks left out."""
        return tuple(
            play
            for play in self.records.progress().plays
            if any(play.skills.get(skill) is not None for skill in ORGANIZING_SKILLS)
        )

    def quality_of(self, play_id: str) -> Quality:
        """The quality of a finished play. Raises NotPossible where it was not finished."""
        for play in self.records.progress().plays:
            if play.id == play_id:
                return Quality(play.overall / 100, "play", play.id)
        raise NotPossible(_("That talk was not finished."), _("Play it to its debrief."))

    def scenario_for(self, person: str) -> Path | None:
        """The scenario in which somebody's one-on-one can be played; None where there is none, or not any more."""
        from trainer.scenario.library import UnknownScenario, find

        talk = self.constituency.member(person).talk
        if talk is None:
            return None
        try:
            return find(talk.scenario)
        except UnknownScenario:
            return None

    def played(self, person: str) -> tuple[FinishedPlay, ...]:
        """Finished plays of somebody's scenario that were not used for them in this drive yet, the latest first."""
        talk = self.constituency.member(person).talk
        used = self._plays_used(person)
        found = [
            play
            for play in self.records.progress().plays
            if talk is not None and play.scenario == talk.scenario and play.id not in used
        ]
        return tuple(reversed(found))

    def _plays_used(self, person: str) -> set[str]:
        used = set()
        met = ""
        for decision in self.game.decisions:
            if isinstance(decision, Meet):
                met = decision.person
            elif isinstance(decision, Talk) and met == person and decision.play:
                used.add(decision.play)
        return used


def begin_drive(path: Path, records: Records, *, mode: Mode = "practice", seed: int) -> DriveSitting:
    """Begin a season of a drive or a turf, and keep it. Raises CannotOpen where its file has errors."""
    loaded = load_constituency(path)
    if loaded.constituency is None:
        raise CannotOpen(path.name, tuple(reason_of(finding) for finding in loaded.findings if finding.is_error))
    game = begin(loaded.constituency, seed, mode)
    return DriveSitting(game, records, records.drives.begin(game, "\n".join(loaded.lines)))


def resume_drive(records: Records, drive_id: str) -> tuple[DriveSitting | None, ResumedDrive]:
    """Go on with a drive where it stopped. The sitting is None where it cannot be; why, says the second part."""
    resumed = records.drives.resume(drive_id)
    if resumed.game is None or resumed.entry is None:
        return None, resumed
    return DriveSitting(resumed.game, records, resumed.entry.id), resumed


def _mean_of(play: FinishedPlay) -> float:
    scores = [score for skill in ORGANIZING_SKILLS if (score := play.skills.get(skill)) is not None]
    return sum(scores) / len(scores)
