"""The commands `records where|list|show|backup|restore|purge`, one thin function each. `export` joins them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.days import written
from trainer.language import Table, _, mark, ngettext
from trainer.records.drive_commands import export_drive, list_drives
from trainer.records.folder import VARIABLE, Folder, NoHome, records_folder

if TYPE_CHECKING:
    from trainer.records.shapes import PlayEntry
    from trainer.records.store import Records

_SHOWN_OF_ID = 8
_MODES = Table({mode: mode for mode in (mark("learn"), mark("practice"), mark("test"))}, _)


class Refused(click.ClickException):
    """Something that cannot be done with the records; the message says why. Exit code 1."""

    def show(self, file: Any = None) -> None:
        """Print it to the standard error output."""
        from trainer.scenario.characters import shown

        click.echo(f"second-knock: {shown(self.message)}", err=True)


@click.group("records")
@click.option(
    "--records",
    "folder",
    type=click.Path(path_type=Path),
    envvar=VARIABLE,
    metavar="FOLDER",
    help="The folder of the records, instead of the platform's own.",
)
@click.pass_context
def records_group(ctx: click.Context, folder: Path | None) -> None:
    """Your plays on this machine: where they are, what they hold, and how to be rid of them."""
    ctx.obj = folder or ctx.find_root().params.get("records")


def _chosen(ctx: click.Context) -> Folder:
    try:
        return records_folder(ctx.obj)
    except NoHome:
        from trainer.records.sentences import NO_HOME

        raise Refused(_(NO_HOME)) from None


@contextmanager
def records_to_read(ctx: click.Context) -> "Iterator[Records]":
    """The records, to be read only: nothing is made, changed or set aside for it."""
    from trainer.records.opening import Unreadable
    from trainer.records.store import read_records

    try:
        opened = read_records(_chosen(ctx))
    except Unreadable as refused:
        raise Refused(refused.sentence) from None
    with opened as records:
        yield records
        for sentence in records.news():
            click.echo(sentence, err=True)


def play_wanted(records: "Records", play: str) -> "PlayEntry":
    """The play that an argument names. Raises Refused where it names none, or several."""
    found = records.plays()[:1] if play == "last" else records.plays_named(play)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(_("There is no play “{play}”. second-knock records list shows them all.").format(play=play))
    several = _("“{play}” begins the name of {plays} plays. Write more of it.")
    raise Refused(several.format(play=play, plays=len(found)))


play_argument = click.argument("play")
"""The argument PLAY: the beginning of a play's id, or `last`."""

typed_option = click.option(
    "--with-typed-lines", "typed_lines", is_flag=True, help="Also the lines that you typed instead of choosing."
)


@records_group.command()
@click.pass_context
def where(ctx: click.Context) -> None:
    """Show the folder of the records, and what is in it."""
    from trainer.records.backup import backups
    from trainer.records.purge import everything_kept
    from trainer.scenario.cache import cache_folder

    folder = _chosen(ctx)
    click.echo(_shown(folder.path))
    kept = everything_kept(folder)
    if not kept:
        click.echo(_("Nothing is kept there yet."))
        return
    with records_to_read(ctx) as records:
        plays, drives = records.plays(), records.drives.all()
    finished = sum(entry.finished is not None for entry in plays)
    there = backups(folder)
    played = ngettext(
        "{count} play, {finished} of them finished", "{count} plays, {finished} of them finished", len(plays)
    )
    click.echo(played.format(count=len(plays), finished=finished))
    if drives:
        over = sum(entry.finished is not None for entry in drives)
        told = ngettext("{count} drive, {over} of them over", "{count} drives, {over} of them over", len(drives))
        click.echo(told.format(count=len(drives), over=over))
    saved = _("0 backups")
    if there:
        saved = ngettext("{count} backup, the newest of {day}", "{count} backups, the newest of {day}", len(there))
        saved = saved.format(count=len(there), day=written(there[0].day))
    click.echo(saved)
    if folder.settings in kept:
        click.echo(_("your settings, in {file}").format(file=folder.settings.name))
    files = ngettext(
        "{count} file, {size}; records purge lists and deletes them",
        "{count} files, {size}; records purge lists and deletes them",
        len(kept),
    )
    click.echo(files.format(count=len(kept), size=_size(kept)))
    cached = [file for file in kept if not file.is_relative_to(folder.path)]
    if cached:
        again = _("{count} of them can be made again and are in {folder}")
        click.echo(again.format(count=len(cached), folder=_shown(cache_folder())))


records_group.add_command(list_drives)
records_group.add_command(export_drive)


@records_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def list_plays(ctx: click.Context, as_json: bool) -> None:
    """Show your plays, the latest first."""
    with records_to_read(ctx) as records:
        plays = records.plays()
    if as_json:
        import json

        click.echo(json.dumps([_listed(entry) for entry in plays], indent=2))
        return
    if not plays:
        click.echo(_("No plays are kept."))
    for entry in plays:
        result = ngettext("{count} choice", "{count} choices", entry.steps).format(count=entry.steps)
        if entry.overall is not None:
            result = _("{points} of 100").format(points=entry.overall)
        about = ", ".join(
            (
                _MODES.get(entry.mode, entry.mode),
                *([_("a fork")] if entry.parent else []),
                *([] if entry.finished else [_("unfinished")]),
            )
        )
        line = f"{entry.id[:_SHOWN_OF_ID]}  {entry.touched[:10]}  {result:>10}  {entry.title}"
        click.echo(_shown(f"{line} ({about})"))


@records_group.command()
@play_argument
@typed_option
@click.pass_context
def show(ctx: click.Context, play: str, typed_lines: bool) -> None:
    """Print a play as it was: PLAY is the beginning of its id, or last."""
    with records_to_read(ctx) as records:
        click.echo(as_it_reads(records, play_wanted(records, play), typed_lines), nl=False)


@records_group.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_context
def backup(ctx: click.Context, file: Path | None) -> None:
    """Copy the records now, to FILE or to the folder's own backups, and check the copy.

    A backup is made by itself once a day in which you play; the last seven are kept.
    """
    from trainer.records.backup import BackupFailed, back_up, back_up_as_asked

    folder = _chosen(ctx)
    try:
        if not folder.file.exists():
            raise Refused(_("Nothing is kept yet, so there is nothing to back up."))
        if file is not None and file.exists():
            raise Refused(_("{file} is there already. Name a new file.").format(file=file))
        made = back_up_as_asked(folder) if file is None else back_up(folder.file, file)
    except BackupFailed as failed:
        raise Refused(_("The backup could not be made: {reason}").format(reason=failed.reason)) from None
    except OSError as error:
        raise Refused(_("The backup could not be made: {reason}.").format(reason=error.strerror)) from None
    done = _("Backed up to {file}; the copy was opened and is sound. It holds the lines that you typed too.")
    click.echo(done.format(file=_shown(made)))


@records_group.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_context
def restore(ctx: click.Context, file: Path | None) -> None:
    """Bring the records back from FILE, or from the newest backup that is sound.

    What stands there now is kept beside, under another name.
    """
    from trainer.records.restore import NotDone
    from trainer.records.restore import restore as bring_back

    try:
        restored = bring_back(_chosen(ctx), file)
    except NotDone as refused:
        raise Refused(refused.sentence) from None
    done = ngettext("Restored {count} play from {file}.", "Restored {count} plays from {file}.", restored.plays)
    click.echo(done.format(count=restored.plays, file=_shown(restored.source)))
    if restored.replaced is not None:
        before = _("What was there before is kept as {file}.")
        click.echo(before.format(file=_shown(restored.replaced)))


@records_group.command()
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.pass_context
def purge(ctx: click.Context, yes: bool) -> None:
    """Delete everything that Second Knock keeps on this machine.

    The files are deleted as files are. Their bytes may stay on the disk until something else is written there, and in
    backups of the whole machine: overwriting them is not promised.
    """
    from trainer.records.purge import everything_kept
    from trainer.records.purge import purge as delete
    from trainer.records.restore import NotDone

    folder = _chosen(ctx)
    kept = everything_kept(folder)
    if not kept:
        click.echo(_("Nothing is kept on this machine."))
        return
    click.echo(_("This is all that Second Knock keeps on this machine:"))
    for file in kept:
        click.echo(f"  {_shown(file)}")
    click.echo(_("Deleting does not overwrite: the bytes may stay on the disk, and in backups of the whole machine."))
    if not yes and not click.confirm(_("Delete all of it?"), default=False):
        click.echo(_("Nothing was deleted."))
        ctx.exit(1)
    try:
        left = delete(folder)
    except NotDone as refused:
        raise Refused(f"{refused.sentence} {_('Nothing was deleted.')}") from None
    for file in left:
        click.echo(_("{file} could not be deleted.").format(file=_shown(file)), err=True)
    deleted = len(kept) - len(left)
    click.echo(ngettext("Deleted {count} file.", "Deleted {count} files.", deleted).format(count=deleted))
    ctx.exit(1 if left else 0)


def as_it_reads(records: "Records", entry: "PlayEntry", typed_lines: bool) -> str:
    """A play as plain text. Raises Refused where it cannot be read any more."""
    from trainer.records.export import as_text

    text = as_text(records, entry, typed_lines)
    if text is None:
        raise Refused(_("The play {play} cannot be read any more.").format(play=entry.id[:_SHOWN_OF_ID]))
    return text


def as_plain_data(records: "Records", entry: "PlayEntry", typed_lines: bool) -> str:
    """A play as JSON. Raises Refused where it cannot be read any more."""
    import json

    from trainer.records.export import as_json

    data = as_json(records, entry, typed_lines)
    if data is None:
        raise Refused(_("The play {play} cannot be read any more.").format(play=entry.id[:_SHOWN_OF_ID]))
    # escaped, because what a play holds may come to stand on a terminal
    return json.dumps(data, indent=2) + "\n"


def _listed(entry: "PlayEntry") -> dict[str, Any]:
    left_out = ("content", "whole")
    data = {key: value for key, value in entry._asdict().items() if key not in left_out}
    return {**data, "parent": entry.parent._asdict() if entry.parent else None}


def _size(files: tuple[Path, ...]) -> str:
    total = 0
    for file in files:
        try:
            total += file.stat().st_size
        except OSError:
            continue
    return f"{total / 1_000_000:.1f} MB" if total >= 1_000_000 else f"{(total + 999) // 1000} kB"


def _shown(what: object) -> str:
    from trainer.scenario.characters import shown

    return shown(str(what))
