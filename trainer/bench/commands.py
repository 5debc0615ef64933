"""What the bench's commands do; the command line itself stands in trainer.cli."""

import json
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from trainer.bench.files import NotWritten, replace, write_new
from trainer.language import _, ngettext
from trainer.scenario.characters import shown

PROGRAM: Final = "second-knock"


class Refused(Exception):
    """What cannot be done as asked: why, and how to go on (`hint`)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def new(answers: dict[str, str | None], scenario_id: str | None, setting: str, output: Path | None) -> int:
    """Ask what is not answered yet, write the scene, and say how to go on. Raises Refused."""
    from trainer.bench.new import QUESTIONS, Answers, NotUsable, begin, default_id, id_from
    from trainer.bench.schema_beside import schema_beside

    if output is not None and output.suffix not in (".yaml", ".yml"):
        raise Refused(_("a scenario's file ends in .yaml, and {file} does not").format(file=output),
                      _("write it as {file}").format(file=f"{output}.yaml"))  # fmt: skip
    if output is not None and os.path.lexists(output):
        raise Refused(_("There is a file {file} already. Nothing was written; take another name.").format(file=output))
    # what stands on the command line is looked at before anything is asked
    told = {question.option: _answer(question, answers[question.option]) for question in QUESTIONS
            if answers.get(question.option) is not None}  # fmt: skip
    given = Answers(*(told.get(question.option) or _answer(question, None) for question in QUESTIONS))
    own_id = scenario_id or (id_from(output.stem) if output else "") or default_id(given)
    if id_from(own_id) != own_id:
        raise Refused(
            _("“{word}” cannot be an id").format(word=own_id),
            _("ids are small letters, digits and underscores, and begin with a letter: hello_again"),
        )
    file = output or Path(f"{own_id}.yaml")
    try:
        begin(given, own_id, setting, file)
    except NotWritten as refused:
        raise Refused(str(refused)) from None
    except NotUsable as wrong:
        raise Refused(str(wrong), wrong.hint) from None
    name = shlex.quote(str(file))
    click.echo(_("{file} is written: a scene that plays as it stands.").format(file=shown(str(file))))
    click.echo()
    steps = (
        (_("Play it:"), "play"), (_("Write beside it:"), "preview"), (_("Check it:"), "check"),
        (_("See its map:"), "graph"),
    )  # fmt: skip
    width = max(len(said) for said, _command in steps)
    for said, command in steps:
        click.echo(f"  {said:<{width}} {PROGRAM} {command} {shown(name)}")
    click.echo()
    click.echo(schema_beside(file))
    return 0


def _answer(question: Any, given: str | None) -> str:
    """An answer from the command line, or asked for: on a terminal until it can be used, elsewhere once."""
    from trainer.bench.new import NotUsable, answered

    asks_again = given is None and sys.stdin.isatty()
    while True:
        written = _asked(question) if given is None else given
        try:
            return answered(question, written)
        except NotUsable as wrong:
            if not asks_again:
                raise Refused(f"--{question.option}: {wrong}", wrong.hint) from None
            click.echo(_("That does not do: {reason} ({hint}).").format(reason=wrong, hint=wrong.hint))


def _asked(question: Any) -> str:
    """One line from whoever sits there. Raises Refused where nobody answers any more."""
    click.echo(_(question.asked))
    click.echo(f"  {_('as in: {example}').format(example=_(question.example))}")
    click.echo("> ", nl=False)
    sys.stdout.flush()
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise Refused(_("the answer is not UTF-8"), _("set the terminal to UTF-8, and type it again")) from None
    if not sys.stdin.isatty():
        click.echo(shown(line.strip()))
    if not line:
        raise Refused(
            _("the question --{option} was not answered: the input ended").format(option=question.option),
            _("answer all four on the command line: --who … --where … --fear … --ask …"),
        )
    click.echo()
    return line


def fmt(files: Sequence[Path], check: bool, diff: bool) -> int:
    """Bring files into the house's order, or only say which are not. 1 where one is not, or was refused."""
    from trainer.bench import fmt as house
    from trainer.scenario.file_kinds import MAX_BYTES

    changed, refused = 0, 0
    for file in files:
        name = shown(str(file))
        try:
            if file.stat().st_size > MAX_BYTES:
                raise house.Refused(1, _("the file is larger than 8 MiB (E011)"))
            source = file.read_bytes().decode("utf-8")
            result = house.formatted(source)
            if result.unchanged:
                continue
            if not check and not diff:
                replace(file, result.text.encode())
        except house.Refused as wrong:
            refused += 1
            click.echo(f"{name}:{wrong.line}: " + _("not changed: {reason}").format(reason=shown(str(wrong))), err=True)
        except UnicodeDecodeError as wrong:
            refused += 1
            line = wrong.object[: wrong.start].count(b"\n") + 1
            click.echo(f"{name}:{line}: " + _("not changed: the file is not UTF-8; save it as UTF-8"), err=True)
        except OSError as wrong:
            refused += 1
            click.echo(f"{name}: " + _("not changed: {reason}").format(reason=wrong.strerror or wrong), err=True)
        except NotWritten as wrong:
            refused += 1
            click.echo(shown(str(wrong)), err=True)
        else:
            changed += 1
            if diff:
                for row in house.difference(source, result.text, str(file)).splitlines():
                    click.echo(shown(row))
            elif check:
                click.echo(_("{file} is not in the house's order").format(file=name))
            else:
                click.echo(_("{file} is in the house's order now").format(file=name))
    if check and not changed and not refused:
        click.echo(ngettext("The file is in order.", "All {n} files are in order.", len(files)).format(n=len(files)))
    return int(bool(refused or (changed and (check or diff))))


def graph(scenario: Any, form: str | None, output: Path | None) -> int:
    """Print or write a scenario's map. Raises Refused."""
    from trainer.bench.graph import map_of
    from trainer.bench.graph_svg import as_svg
    from trainer.bench.graph_text import as_dot, as_mermaid

    forms = {"mermaid": as_mermaid, "dot": as_dot, "svg": as_svg}
    endings = {".svg": "svg", ".dot": "dot", ".gv": "dot"}
    form = form or endings.get(output.suffix.lower() if output else "", "mermaid")
    text = forms[form](map_of(scenario))
    if output is None:
        click.echo(text, nl=False)
        return 0
    try:
        write_new(output, text)
    except NotWritten as refused:
        raise Refused(str(refused)) from None
    click.echo(_("Written to {file}.").format(file=shown(str(output))))
    return 0


def stats(scenario: Any, form: str) -> int:
    """Print what a scenario holds."""
    from trainer.bench import stats as counting

    counted = counting.stats_of(scenario)
    text = json.dumps(counted.to_json(), indent=2) + "\n" if form == "json" else counting.as_text(counted)
    click.echo(text, nl=False)
    return 0


def where(file: Path, tree: Any, name: str | None, form: str) -> int:
    """Print where things are written, set and read. Raises Refused for a name that the file does not have."""
    from trainer.bench.where import named, where_of
    from trainer.scenario.report import did_you_mean, listed

    everything = where_of(tree)
    found = named(everything, name) if name else everything
    if name and not found:
        known = sorted({thing.name for thing in everything})
        raise Refused(_("nothing in this file is called “{name}”").format(name=name),
                      did_you_mean(name, known) or listed(known, 30))  # fmt: skip
    if form == "json":
        told = [{**thing._asdict(), "uses": [use._asdict() for use in thing.uses]} for thing in found]
        click.echo(json.dumps({"file": str(file), "things": told}, indent=2))
        return 0
    path = _short(file)
    roles = {"written": _("written"), "set": _("set"), "read": _("read")}
    wide = max(map(len, roles.values()))
    blocks = []
    for thing in found:
        lines = [f"{thing.kind} {thing.name}"]
        for use in thing.uses:
            lines.append(f"  {roles[use.role]:<{wide}}  {path}:{use.line}:{use.column}  {use.where}  ({use.key})")
        blocks.append("\n".join(shown(line) for line in lines))
    click.echo("\n\n".join(blocks) if blocks else _("This file names nothing yet."))
    return 0


def record(file: Path, play: Any, name: str) -> int:
    """Write a play into its scenario's file as a walk, and say what it expects. Raises Refused."""
    from trainer.bench.walk_recording import NotRecorded, record_walk

    try:
        recorded = record_walk(file, play, name)
    except NotRecorded as refused:
        raise Refused(str(refused)) from None
    click.echo(
        _("The walk “{name}” stands in {file}, line {line}. It expects:").format(
            name=shown(recorded.name), file=shown(_short(file)), line=recorded.line
        )
    )
    for expectation in recorded.expect:
        click.echo(f"  {expectation}")
    return 0


def _short(file: Path) -> str:
    """A file's name as seen from here, where that is shorter."""
    try:
        return min(str(file), os.path.relpath(file), key=len)
    except ValueError:  # another drive
        return str(file)
