"""A process that plays and keeps what it plays, to be killed at any moment.

It is given the folder of the records and the file of a scenario. It loads everything once, and forks a window for each
line on its input, so that a kill costs no start of Python:

    play SEED    play on where the last window stopped, at random, until killed; print each choice once it is committed
    bury         wait for the window's end

The window's id is printed first. With `--as-nobody` windows give up the rights of root before they open the records.
"""

import gettext  # noqa: F401 - nobody may not be allowed to read the library, so what is said is loaded before
import os
import random
import sys
import tempfile
import traceback
from pathlib import Path

from tests.records.scene import Session, begun, edition_from, session_of
from trainer.records.resume import resume
from trainer.records.shapes import Edition
from trainer.records.store import Records, open_records

NOBODY = 65534


def say(line: str) -> None:
    """Print a line in one piece, at once."""
    os.write(1, f"{line}\n".encode())


def window(folder: Path, of: Edition, seed: int) -> None:
    """Play until the process is killed."""
    chance = random.Random(seed)
    records = open_records(folder)
    for sentence in records.news():
        say(f"news {sentence}")
    while True:
        session = free_play(records, of) or begun(records, seed, of=of)
        say(f"opened {session.id}")
        play_a_while(session, chance)


def free_play(records: Records, of: Edition) -> Session | None:
    """A play that can be gone on with and that no other window has."""
    for entry in records.unfinished():
        resumed = resume(records, entry.id, of)
        if resumed.kind != "elsewhere":
            return session_of(records, resumed)
    return None


def play_a_while(session: Session, chance: random.Random) -> None:
    """Play to the end, now and then taking something back."""
    while not session.course.play.ended:
        if session.course.play.steps and chance.random() < 0.2:
            session.undo()
            say(f"undone {session.id}")
        else:
            say(f"chosen {session.id} {session.any_choice(chance)}")
    session.to_the_end(chance)
    say(f"finished {session.id}")


def main() -> None:
    """Fork a window for each line that asks for one."""
    folder, scenario = Path(sys.argv[1]), Path(sys.argv[2])
    of = edition_from(scenario.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as elsewhere, open_records(Path(elsewhere)) as records:
        # once through, so that everything is imported that a window needs
        begun(records, of=of).to_the_end(random.Random(1))
    say("ready")
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "play":
            child = os.fork()
            if child == 0:
                if "--as-nobody" in sys.argv:
                    os.setegid(NOBODY)
                    os.seteuid(NOBODY)
                try:
                    window(folder, of, int(rest))
                except BaseException:
                    say("broken " + traceback.format_exc().replace("\n", " | "))
                    os._exit(1)
            say(f"window {child}")
        elif word == "bury":
            os.wait()
            say("buried")


if __name__ == "__main__":
    main()
