"""Loads a scenario file: reads it, checks it, and says everything that is wrong with it in one go."""

import contextlib
import os
import stat
from pathlib import Path
from typing import Final, NamedTuple

from trainer.scenario.findings import Finding, Spot
from trainer.scenario.marks import Tree
from trainer.scenario.model import Scenario
from trainer.scenario.outline import beats_of
from trainer.scenario.references import check_references
from trainer.scenario.report import EnoughFound, Report
from trainer.scenario.rules import check_rules
from trainer.scenario.shape import read_shape
from trainer.scenario.texts import check_texts
from trainer.scenario.tree import MAX_BYTES, read_tree

OTHER_FORMS: Final = ("drive", "turf")
"""The forms of files that are no scenarios; `trainer.drive` reads them."""


class Loaded(NamedTuple):
    """A scenario file as loaded.

    `scenario` is None where there is an error (a finding of a code E). `findings` stand in the order of the file.
    `id` is the scenario's id as far as it could be read, otherwise empty. `lines` are the author's own lines.
    """

    name: str
    scenario: Scenario | None
    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    id: str
    tree: Tree | None

    def report(self) -> Report:
        """A report on this file to which findings of later checks can be added, with their lines and columns.

        Raises ValueError where the file could not even be read.
        """
        if self.tree is None:
            raise ValueError(f"{self.name} could not be read")
        return Report(self.tree)


def load_scenario(path: Path) -> Loaded:
    """Load a file. Never raises for what the file is or holds; that is what the findings are for."""
    content = read_text(path)
    if isinstance(content, Finding):
        return Loaded(str(path), None, (content,), (), "", None)
    return load_text(content, str(path))


def load_text(text: str, name: str) -> Loaded:
    """Load a scenario from its text; `name` is what findings call the file."""
    if len(text) > MAX_BYTES or (4 * len(text) > MAX_BYTES < len(text.encode("utf-8", "surrogatepass"))):
        return Loaded(name, None, (_TOO_LARGE,), (), "", None)
    tree = read_tree(text)
    report = Report(tree)
    scenario = None
    data = tree.data
    with contextlib.suppress(EnoughFound):
        report.tell_troubles()
        if tree.complete and not isinstance(data, dict):
            report.at_key("E001", (), "this is no scenario", "begin with keys and values: format: 1")
        elif tree.complete and data.get("form") in OTHER_FORMS:
            report.at_value("E004", ("form",), f"this is a {data['form']}, not a scenario",
                            "play it with second-knock drive play")  # fmt: skip
        elif tree.complete:
            scenario = read_shape(report)
            beats = beats_of(data)
            check_rules(report, data, beats)
            check_references(report, data, beats)
            check_texts(report, data, beats)
    findings = report.in_order()
    if any(finding.is_error for finding in findings):
        scenario = None
    found_id = data.get("id") if isinstance(data, dict) else None
    return Loaded(name, scenario, findings, tuple(tree.lines), found_id if isinstance(found_id, str) else "", tree)


def read_text(path: Path) -> str | Finding:
    """What a file holds, or a finding that says why it cannot be read. Never raises."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _whole_file("E001", "this is a folder, not a scenario", "name a file in it")
        if not stat.S_ISREG(status.st_mode):
            return _whole_file("E001", "this is not a file", "name a scenario's .yaml file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        return _whole_file("E001", f"this file cannot be read: {reason}", "look at its name and its permissions")
    if len(content) > MAX_BYTES:
        return _TOO_LARGE
    return _decoded(content)


def _decoded(content: bytes) -> str | Finding:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _whole_file("E001", "this file is saved as UTF-16", "save it as UTF-8")
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]  # a mark that some Windows editors put before UTF-8
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        return Finding("E001", "", line, column, f"this file is not UTF-8 (byte {content[error.start]:#04x})",
                       "save it as UTF-8", Spot(line, column, 1))  # fmt: skip


def _whole_file(code: str, message: str, hint: str) -> Finding:
    return Finding(code, "", 1, 1, message, hint, Spot(1, 1, 1))


_TOO_LARGE = _whole_file("E011", "this file is larger than 8 MiB", "split the scenario")
