"""A process that plays a drive and keeps it, to be killed at any moment.

    python -m tests.drive.season_player FOLDER SEED

It goes on with the drive that is there or begins one, and prints how many decisions stand once each is committed.
"""

import os
import random
import sys
from pathlib import Path

from tests.drive.seasons import some_decision
from trainer.drive.constituency import find_drive
from trainer.drive.game import Game
from trainer.drive.game_decisions import NotPossible
from trainer.practice.drives import begin_drive, resume_drive
from trainer.records.store import open_records


def play(folder: Path, seed: int) -> None:
    """Play until killed."""
    chance = random.Random(seed)
    records = open_records(folder)
    there = records.drives.unfinished()
    sitting = resume_drive(records, there[0].id)[0] if there else None
    if sitting is None:
        sitting = begin_drive(find_drive("flats_16"), records, seed=7)
    os.write(1, b"ready\n")
    game = sitting.game
    assert isinstance(game, Game)
    while True:
        if game.stage == "over":
            sitting.leave()
            sitting = begin_drive(find_drive("flats_16"), records, seed=7)
            game = sitting.game
            assert isinstance(game, Game)
            os.write(1, b"0\n")
        try:
            if chance.random() < 0.04 and game.decisions:
                sitting.undo_week()
            else:
                sitting.do(some_decision(game, chance))
        except NotPossible:
            continue
        os.write(1, f"{len(game.decisions)}\n".encode())


if __name__ == "__main__":
    play(Path(sys.argv[1]), int(sys.argv[2]))
