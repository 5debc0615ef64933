"""The commands `records drives` and `records drive`: the seasons that are kept, and one of them as data."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.language import Table, _, mark

if TYPE_CHECKING:
    from trainer.records.drives import DriveEntry
    from trainer.records.store import Records

_SHOWN_OF_ID = 8
_MODES = Table({mode: mode for mode in (mark("practice"), mark("test"))}, _)


@click.command("drives")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def list_drives(ctx: click.Context, as_json: bool) -> None:
    """Show your drives, the latest first."""
    from trainer.records.commands import records_to_read
    from trainer.scenario.characters import shown

    with records_to_read(ctx) as records:
        kept = records.drives.all()
    if as_json:
        import json

        click.echo(json.dumps([_listed(entry) for entry in kept], indent=2))
        return
    if not kept:
        click.echo(_("No drives are kept."))
    for entry in kept:
        mode = _MODES.get(entry.mode, entry.mode)
        line = f"{entry.id[:_SHOWN_OF_ID]}  {entry.touched[:10]}  {_stands(entry):>16}  {entry.title} ({mode})"
        click.echo(shown(line))


@click.command("drive")
@click.argument("drive")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="A new file, instead of printing it.")
@click.pass_context
def export_drive(ctx: click.Context, drive: str, output: Path | None) -> None:
    """Write one of your drives as JSON: DRIVE is the beginning of its id, or last.

    It holds the seed, every decision that stands, and the text of the drive's file; from these it can be played again.
    """
    import json

    from trainer.records.commands import Refused, records_to_read

    with records_to_read(ctx) as records:
        entry = drive_wanted(records, drive)
        data = records.drives.export(entry.id)
    if data is None:
        told = _("The drive {drive} cannot be played again, so it cannot be written.")
        raise Refused(told.format(drive=entry.id[:_SHOWN_OF_ID]))
    # escaped, because what a file holds may come to stand on a terminal
    text = json.dumps(data, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(_("{file} is there already. Name a new file.").format(file=output)) from None
    except OSError as error:
        raise Refused(_("{file} cannot be written: {reason}.").format(file=output, reason=error.strerror)) from None
    click.echo(_("Written to {file}.").format(file=output))


def drive_wanted(records: "Records", drive: str) -> "DriveEntry":
    """The drive whose id begins so, or the last that was played. Raises Refused."""
    from trainer.records.commands import Refused

    found = records.drives.all()[:1] if drive == "last" else records.drives.named(drive)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(_("There is no drive “{drive}”. second-knock records drives shows them all.").format(drive=drive))
    several = _("“{drive}” begins the name of {drives} drives. Write more of it.")
    raise Refused(several.format(drive=drive, drives=len(found)))


def _stands(entry: "DriveEntry") -> str:
    if entry.finished:
        return _("over")
    told = _("week {week} of {weeks}, away") if entry.away else _("week {week} of {weeks}")
    return told.format(week=entry.week, weeks=entry.weeks)


def _listed(entry: "DriveEntry") -> dict[str, object]:
    return {key: value for key, value in entry._asdict().items() if key != "whole"}
