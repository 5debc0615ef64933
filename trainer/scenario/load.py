"""Loads a scenario file: reads it, checks it, and says everything that is wrong with it in one go."""

import contextlib
import os
import stat
from pathlib import Path
from typing import Final, NamedTuple

from trainer.language import _, mark
from trainer.scenario.cut_words import check_cut_words
from trainer.scenario.file_kinds import MAX_BYTES
from trainer.scenario.findings import Finding, Spot
from trainer.scenario.marks import Tree
from trainer.scenario.model import Scenario
from trainer.scenario.outline import beats_of
from trainer.scenario.references import check_references
from trainer.scenario.report import EnoughFound, Report
from trainer.scenario.rules import check_rules
from trainer.scenario.shape import read_shape
from trainer.scenario.texts import check_texts
from trainer.scenario.tree import read_tree

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
    content = _content_of(path)
    text = content if isinstance(content, Finding) else _decoded(content)
    if isinstance(text, str):
        return load_text(text, str(path))
    # the line of the wrong character, as most editors that do not write UTF-8 would have written it
    lines = content.decode("cp1252", "replace").split("\n") if isinstance(content, bytes) and text.line > 1 else ()
    return Loaded(str(path), None, (text,), tuple(lines), "", None)


def load_text(text: str, name: str) -> Loaded:
    """Load a scenario from its text; `name` is what findings call the file."""
    if len(text) > MAX_BYTES or (4 * len(text) > MAX_BYTES < len(text.encode("utf-8", "surrogatepass"))):
        return Loaded(name, None, (_too_large(),), (), "", None)
    tree = read_tree(text)
    report = Report(tree)
    scenario = None
    data = tree.data
    with contextlib.suppress(EnoughFound):
        report.tell_troubles()
        if tree.complete and not isinstance(data, dict):
            report.at_key("E001", (), _("this is no scenario"), _("begin with keys and values: format: 1"))
        elif tree.complete and data.get("form") in OTHER_FORMS:
            wrong = _("this is a {form}, not a scenario").format(form=data["form"])
            report.at_value("E004", ("form",), wrong, _("play it with {command}").format(
                command="second-knock drive play"))  # fmt: skip
        elif tree.complete:
            scenario = read_shape(report)
            beats = beats_of(data)
            check_rules(report, data, beats)
            check_references(report, data, beats)
            check_texts(report, data, beats)
            check_cut_words(report, text, data.get("allow"))
    findings = report.in_order()
    if any(finding.is_error for finding in findings):
        scenario = None
    found_id = data.get("id") if isinstance(data, dict) else None
    return Loaded(name, scenario, findings, tuple(tree.lines), found_id if isinstance(found_id, str) else "", tree)


def read_text(path: Path) -> str | Finding:
    """What a file holds, or a finding that says why it cannot be read. Never raises."""
    content = _content_of(path)
    return content if isinstance(content, Finding) else _decoded(content)


def _content_of(path: Path) -> bytes | Finding:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _whole_file("E001", _("this is a folder, not a scenario"), _("name a file in it"))
        if not stat.S_ISREG(status.st_mode):
            return _whole_file("E001", _("this is not a file"), _("name a scenario's .yaml file"))
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        return _whole_file("E001", _("this file cannot be read: {reason}").format(reason=reason),
                           _("look at its name and its permissions"))  # fmt: skip
    if len(content) > MAX_BYTES:
        return _too_large()
    return content


def _decoded(content: bytes) -> str | Finding:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf_16()
    if content.startswith(_DOCUMENTS):
        return _whole_file(
            "E001",
            _("this file was saved by a word processor and is no plain text"),
            _("save it there as plain text in UTF-8, and give it a name that ends in .yaml"),
        )
    if content[:1000].count(0) > len(content[:1000]) // 3:
        return _utf_16()
    if content.count(b"\r") > 1 and b"\n" not in content:
        return _whole_file("E001", _("the lines of this file end in a carriage return alone, as on very old computers"),
                           _("save it with the line ends of Unix or Windows (LF or CRLF)"))  # fmt: skip
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]  # a mark that some Windows editors put before UTF-8
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        wrong = _("this file is not UTF-8 (byte {number})").format(number=f"{content[error.start]:#04x}")
        return Finding("E001", "", line, column, wrong, _(_AS_UTF_8), Spot(line, column, 1))


def _whole_file(code: str, message: str, hint: str) -> Finding:
    return Finding(code, "", 1, 1, message, hint, Spot(1, 1, 1))


_DOCUMENTS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")
"""What the files of word processors begin with: .docx and .odt, .doc, .rtf, .pdf."""

_AS_UTF_8: Final = mark("save it as UTF-8: in most editors under Save as, Encoding")


def _utf_16() -> Finding:
    return _whole_file("E001", _("this file is saved as UTF-16"), _(_AS_UTF_8))


def _too_large() -> Finding:
    return _whole_file("E011", _("this file is larger than 8 MiB"), _("split the scenario"))
