"""The other life: the scenario that meets the same people the other way, and both plays side by side."""

from pathlib import Path

from scoring.transcript import Transcript
from trainer.practice.sitting import CannotOpen, Sitting, open_scenario
from trainer.records.resume import old_transcript
from trainer.records.store import Records
from trainer.report.pair import NoPair, Pair, pair_of
from trainer.scenario.library import Entry, contrast_of


def other_life(sitting: Sitting) -> Entry | None:
    """The library's scenario that meets the same people the other way; None where there is none."""
    return contrast_of(str(sitting.scenario.id))


def last_finished(records: Records, scenario_id: str) -> Transcript | None:
    """The last play of a scenario that went to its end; None where there is none."""
    finished = (entry for entry in records.plays(scenario_id) if entry.finished)
    return next((transcript for entry in finished if (transcript := old_transcript(records, entry.id))), None)


def both_lives(sitting: Sitting) -> Pair | None:
    """This play beside the last finished one of its contrast; None where that was not played yet."""
    other = other_life(sitting)
    if other is None or not sitting.play.ended:
        return None
    transcript = last_finished(sitting.records, other.id)
    if transcript is None or not transcript.end.ended:
        return None
    try:
        scenario = open_scenario(Path(other.path)).scenario
        scenarios = {str(sitting.scenario.id): sitting.scenario, other.id: scenario}
        return pair_of(sitting.play.transcript(), transcript, scenarios)
    except (CannotOpen, NoPair):
        return None
