"""The command `records export`: a play for others, as text, Markdown, a page of HTML, or data."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.language import _
from trainer.records.commands import (
    Refused,
    as_it_reads,
    as_plain_data,
    play_argument,
    play_wanted,
    records_to_read,
    typed_option,
)

if TYPE_CHECKING:
    from trainer.records.shapes import PlayEntry
    from trainer.records.store import Records
    from trainer.report.export import Format


@click.command()
@play_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text", "markdown", "html"]),
    help="json for programs; text for the talk; markdown and html, one page to read or print, with the whole debrief. "
    "Without it json, or what the ending of --output asks for.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="A new file; .txt, .md, .html or .json."
)
@click.option(
    "--scenario", type=click.Path(path_type=Path), metavar="FILE", help="Where its scenario is, if not in the library."
)
@typed_option
@click.pass_context
def export(
    ctx: click.Context, play: str, form: "Format | None", output: Path | None, scenario: Path | None, typed_lines: bool
) -> None:
    """Write a play for others: PLAY is the beginning of its id, or last. Lines that you typed stay out unless asked."""
    form = form or _asked_for(output)
    with records_to_read(ctx) as records:
        entry = play_wanted(records, play)
        match form:
            case "json":
                text = as_plain_data(records, entry, typed_lines)
            case "text":
                text = as_it_reads(records, entry, typed_lines)
            case _:
                text = _debrief(records, entry, form, scenario, typed_lines)
    if output is None:
        click.echo(text, nl=False)
        return
    from trainer.report.export import NotWritten, write_new
    from trainer.scenario.characters import shown

    try:
        write_new(output, text)
    except NotWritten as refused:
        raise Refused(str(refused)) from None
    click.echo(_("Written to {file}.").format(file=shown(str(output))))


def _asked_for(output: Path | None) -> "Format":
    from trainer.report.export import format_of

    return format_of(output) if output is not None else "json"


def _debrief(records: "Records", entry: "PlayEntry", form: "Format", scenario: Path | None, typed_lines: bool) -> str:
    """The debrief of a play that was kept. Raises Refused where it was not finished, or its scenario is another."""
    from trainer.practice.sitting import CannotOpen, lines_kept, open_scenario
    from trainer.records.resume import DoesNotHold, played_again
    from trainer.report.debrief import debrief_of
    from trainer.report.export import exported
    from trainer.scenario.library import UnknownScenario, find

    only = _("Its talk can still be had with --format text.")
    if not entry.finished:
        raise Refused(f"{_('This play was not finished, so there is no debrief of it.')} {only}")
    try:
        opened = open_scenario(scenario or find(entry.scenario))
        play = played_again(records, entry, opened.edition)
    except (UnknownScenario, CannotOpen):
        told = _("The scenario {scenario} is not in the library or has errors; name its file with --scenario.")
        raise Refused(f"{told.format(scenario=entry.scenario)} {only}") from None
    except DoesNotHold as changed:
        raise Refused(f"{changed.reason} {only}") from None
    return exported(form, play, debrief_of(play, opened.scenario, lines_kept(records, entry.id, play)), typed_lines)
