"""Checks files and folders: loading with all its findings, then the author's own walks."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from trainer.scenario.findings import Finding
from trainer.scenario.library import IS_SCENARIO
from trainer.scenario.load import Loaded, load_scenario
from trainer.scenario.tree import MAX_BYTES


class Checked(NamedTuple):
    """A checked file: what loading gave, all findings in the file's order, and how many walks were walked."""

    file: str
    loaded: Loaded
    findings: tuple[Finding, ...]
    walks: int

    @property
    def title(self) -> str:
        """What the scenario is called, or its file where that cannot be read."""
        return self.loaded.scenario.title if self.loaded.scenario else self.file

    def fails(self, strict: bool) -> bool:
        """Whether something was found that must be mended; smells count only where asked for."""
        return any(strict or not finding.is_smell for finding in self.findings)


class NothingToCheck(Exception):
    """A path that names no scenario; the message says why."""


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that the paths name: a file as it is, of a folder every .yaml that has `format:`, each file once.

    Raises NothingToCheck for a path that does not exist and for a folder without a scenario.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise NothingToCheck(f"there is no file or folder {path}")
        found = list(_in_folder(path)) if path.is_dir() else [path]
        if not found:
            raise NothingToCheck(f"there is no scenario in {path}: no .yaml file there has a line format: 1")
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _in_folder(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*.yaml")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file() and _looks_like_a_scenario(file):
            yield file


def _looks_like_a_scenario(file: Path) -> bool:
    """Whether a line begins with `format:`. A file that cannot be read counts: the check says why it cannot."""
    try:
        with file.open("rb") as opened:
            return bool(IS_SCENARIO.search(opened.read(MAX_BYTES)))
    except OSError:
        return True


def check_file(path: Path) -> Checked:
    """Check one file. Never raises for what the file holds."""
    loaded = load_scenario(path)
    if loaded.scenario is None:
        return Checked(str(path), loaded, loaded.findings, 0)
    # The engine is needed only where there is something to walk.
    from trainer.check.walks import walk_problems
    from trainer.conversation.story import compile_story

    report = loaded.report()
    report.findings = list(loaded.findings)
    if loaded.scenario.walks:
        for problem in walk_problems(loaded.scenario, compile_story(loaded.scenario)):
            report.at_value(problem.code, problem.place, problem.message, problem.hint)
    return Checked(str(path), loaded, report.in_order(), len(loaded.scenario.walks))
