"""What `import`, `export` and `items` do; the command line itself stands in trainer.cli."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.bench.commands import Refused
from trainer.bench.files import NotWritten, write_new
from trainer.language import _, ngettext
from trainer.scenario.characters import shown

if TYPE_CHECKING:
    from trainer.scenario.load import Loaded


def import_story(file: Path, output: Path | None) -> int:
    """Bring another program's story over: the scenario to a new file or to the output, what is lost to the errors.

    Gives 1 where the scenario that came of it has errors that only its author can mend, otherwise 0. Raises Refused.
    """
    from trainer.bench.foreign import CannotImport
    from trainer.bench.importing import import_file, summary

    try:
        made = import_file(file)
    except CannotImport as cannot:
        place = f"{file}:{cannot.line}" if cannot.line else str(file)
        raise Refused(f"{place}: {cannot}", cannot.hint) from None
    if output is None:
        click.echo(made.text, nl=False)
    else:
        _write(output, made.text)
    name = shown(str(file))
    for loss in made.losses:
        click.echo(f"{name}:{loss.line}: " + _("lost: {what}").format(what=shown(loss.what)), err=True)
    click.echo(shown(summary(made)), err=True)
    if output is not None:
        click.echo(_("Written to {file}.").format(file=shown(str(output))), err=True)
    return _left_to_mend(made.text, output or file.with_suffix(".yaml"))


def _left_to_mend(text: str, name: Path) -> int:
    """Print the errors of a scenario that came of an import, with their lines; 1 where there are any."""
    from trainer.scenario.load import load_text

    loaded = load_text(text, str(name))
    errors = tuple(finding for finding in loaded.findings if finding.is_error)
    if not errors:
        return 0
    from trainer.check import show
    from trainer.check.run import Checked

    click.echo(show.as_text([Checked(str(name), loaded, errors, 0)]), nl=False, err=True)
    return 1


def export_scenario(loaded: "Loaded", form: str, output: Path | None) -> int:
    """Write a scenario without errors as Twee or as the script of a role-play. Raises Refused."""
    assert loaded.scenario is not None
    if form == "twee":
        from trainer.bench.twee_writing import as_twee

        text = as_twee(loaded.scenario)
    else:
        text = _script(loaded.scenario, output)
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text)
        click.echo(_("Written to {file}.").format(file=shown(str(output))), err=True)
    comments = sum(line.lstrip().startswith("#") for line in loaded.lines)
    if form == "twee" and comments:
        told = ngettext(
            "{number} line of comment stays behind: Twee has no place for it.",
            "{number} lines of comments stay behind: Twee has no place for them.",
            comments,
        )
        click.echo(told.format(number=comments), err=True)
    return 0


def _script(scenario: Any, output: Path | None) -> str:
    """The script in the form that the file's ending asks for: HTML, Markdown, or text."""
    from trainer.bench.role_play import role_play

    script = role_play(scenario)
    ending = output.suffix.lower() if output else ""
    if ending in (".html", ".htm"):
        from trainer.bench.role_play_page import as_page

        return as_page(script)
    from trainer.bench.role_play_text import as_markdown, as_text

    return as_markdown(script) if ending == ".md" else as_text(script)


def _write(file: Path, text: str) -> None:
    try:
        write_new(file, text)
    except NotWritten as refused:
        raise Refused(str(refused)) from None


def items(loaded: "Loaded", records: Path | None, form: str, typed: bool) -> int:
    """Print what the plays on this machine tell about a scenario without errors. Raises Refused."""
    from trainer.bench import items_text
    from trainer.bench.items import items_of
    from trainer.conversation.story import compile_story
    from trainer.records.folder import NoHome, records_folder
    from trainer.records.opening import Unreadable
    from trainer.records.shapes import edition_of
    from trainer.records.store import read_records

    assert loaded.scenario is not None
    content = edition_of(loaded, compile_story(loaded.scenario)).content
    try:
        with read_records(records_folder(records)) as kept:
            found = items_of(kept, loaded.scenario, content, typed)
            news = kept.news()
    except NoHome:
        from trainer.records.sentences import NO_HOME

        raise Refused(_(NO_HOME)) from None
    except Unreadable as refused:
        raise Refused(refused.sentence) from None
    for sentence in news:
        click.echo(sentence, err=True)
    if form == "json":
        import json

        # escaped, because what a play holds may come to stand on a terminal
        click.echo(json.dumps(items_text.as_data(found), indent=2))
    else:
        click.echo(items_text.as_csv(found) if form == "csv" else items_text.as_text(found), nl=False)
    return 0
