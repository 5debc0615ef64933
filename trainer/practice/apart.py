"""Reading a scenario for the first time, in a process of its own."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from trainer.scenario.kept import is_kept

PATIENCE = 60.0
"""Seconds after which a reader that has not ended is given up; this process then reads the file itself."""

READER = """
import sys
from pathlib import Path
from trainer.practice.sitting import CannotOpen, open_scenario
try:
    open_scenario(Path(sys.argv[1]))
except CannotOpen:
    pass
"""


def read_apart(path: Path) -> None:
    """Have another process read a scenario and keep it, where it is not kept yet.

    What the reader and the model take, 13 MB, goes with that process, and a long talk does not carry it. Whatever
    becomes of it, opening the scenario works all the same: what is not kept afterwards is read here, with its errors.
    """
    if not sys.executable or not path.is_file() or is_kept(path):
        return
    root = str(Path(__file__).parents[2])
    found = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(
            [sys.executable, "-c", READER, str(path.resolve())],
            env={**os.environ, "PYTHONPATH": found},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
