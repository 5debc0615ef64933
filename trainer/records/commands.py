"""The commands `records where|list|show|export|backup|restore|purge`, one thin function each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.records.folder import VARIABLE, Folder, NoHome, records_folder

if TYPE_CHECKING:
    from trainer.records.shapes import PlayEntry
    from trainer.records.store import Records

_SHOWN_OF_ID = 8


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

        raise Refused(NO_HOME) from None


@contextmanager
def _reading(ctx: click.Context) -> "Iterator[Records]":
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


def _entry(records: "Records", play: str) -> "PlayEntry":
    found = records.plays()[:1] if play == "last" else records.plays_named(play)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(f"There is no play “{play}”. second-knock records list shows them all.")
    raise Refused(f"“{play}” begins the name of {len(found)} plays. Write more of it.")


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
    from trainer.records.purge import cache_folder, everything_kept

    folder = _chosen(ctx)
    click.echo(_shown(folder.path))
    kept = everything_kept(folder)
    if not kept:
        click.echo("Nothing is kept there yet.")
        return
    with _reading(ctx) as records:
        plays = records.plays()
    finished = sum(entry.finished is not None for entry in plays)
    there = backups(folder)
    click.echo(f"{_counted(len(plays), 'play')}, {finished} of them finished")
    click.echo(f"{_counted(len(there), 'backup')}" + (f", the newest of {there[0].day}" if there else ""))
    click.echo(f"{_counted(len(kept), 'file')}, {_size(kept)}; records purge lists and deletes them")
    cached = [file for file in kept if not file.is_relative_to(folder.path)]
    if cached:
        click.echo(f"{len(cached)} of them can be made again and are in {_shown(cache_folder())}")


@records_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def list_plays(ctx: click.Context, as_json: bool) -> None:
    """Show your plays, the latest first."""
    with _reading(ctx) as records:
        plays = records.plays()
    if as_json:
        import json

        click.echo(json.dumps([_listed(entry) for entry in plays], indent=2))
        return
    if not plays:
        click.echo("No plays are kept.")
    for entry in plays:
        result = f"{entry.overall} of 100" if entry.overall is not None else _counted(entry.steps, "choice")
        fork = ", a fork" if entry.parent else ""
        line = f"{entry.id[:_SHOWN_OF_ID]}  {entry.touched[:10]}  {result:>10}  {entry.title}"
        click.echo(_shown(f"{line} ({entry.mode}{fork}{'' if entry.finished else ', unfinished'})"))


@records_group.command()
@play_argument
@typed_option
@click.pass_context
def show(ctx: click.Context, play: str, typed_lines: bool) -> None:
    """Print a play as it was: PLAY is the beginning of its id, or last."""
    with _reading(ctx) as records:
        click.echo(_text(records, _entry(records, play), typed_lines), nl=False)


@records_group.command()
@play_argument
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="json", help="json for programs.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="A new file, instead of printing it.")
@typed_option
@click.pass_context
def export(ctx: click.Context, play: str, form: str, output: Path | None, typed_lines: bool) -> None:
    """Write a play for others: PLAY is the beginning of its id, or last. Lines that you typed stay out unless asked."""
    made: Callable[[Records, PlayEntry, bool], str] = _text if form == "text" else _json
    with _reading(ctx) as records:
        text = made(records, _entry(records, play), typed_lines)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(f"{output} is there already. Name a new file.") from None
    except OSError as error:
        raise Refused(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"Written to {_shown(output)}.")


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
            raise Refused("Nothing is kept yet, so there is nothing to back up.")
        if file is not None and file.exists():
            raise Refused(f"{file} is there already. Name a new file.")
        made = back_up_as_asked(folder) if file is None else back_up(folder.file, file)
    except BackupFailed as failed:
        raise Refused(f"The backup could not be made: {failed.reason}") from None
    except OSError as error:
        raise Refused(f"The backup could not be made: {error.strerror}.") from None
    click.echo(f"Backed up to {_shown(made)}; the copy was opened and is sound. It holds the lines that you typed too.")


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
    click.echo(f"Restored {_counted(restored.plays, 'play')} from {_shown(restored.source)}.")
    if restored.replaced is not None:
        click.echo(f"What was there before is kept as {_shown(restored.replaced)}.")


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
        click.echo("Nothing is kept on this machine.")
        return
    click.echo("This is all that Second Knock keeps on this machine:")
    for file in kept:
        click.echo(f"  {_shown(file)}")
    click.echo("Deleting does not overwrite: the bytes may stay on the disk, and in backups of the whole machine.")
    if not yes and not click.confirm("Delete all of it?", default=False):
        click.echo("Nothing was deleted.")
        ctx.exit(1)
    try:
        left = delete(folder)
    except NotDone as refused:
        raise Refused(f"{refused.sentence} Nothing was deleted.") from None
    for file in left:
        click.echo(f"{_shown(file)} could not be deleted.", err=True)
    click.echo(f"Deleted {_counted(len(kept) - len(left), 'file')}.")
    ctx.exit(1 if left else 0)


def _text(records: "Records", entry: "PlayEntry", typed_lines: bool) -> str:
    from trainer.records.export import as_text

    text = as_text(records, entry, typed_lines)
    if text is None:
        raise Refused(f"The play {entry.id[:_SHOWN_OF_ID]} cannot be read any more.")
    return text


def _json(records: "Records", entry: "PlayEntry", typed_lines: bool) -> str:
    import json

    from trainer.records.export import as_json

    data = as_json(records, entry, typed_lines)
    if data is None:
        raise Refused(f"The play {entry.id[:_SHOWN_OF_ID]} cannot be read any more.")
    # escaped, because what a play holds may come to stand on a terminal
    return json.dumps(data, indent=2) + "\n"


def _listed(entry: "PlayEntry") -> dict[str, Any]:
    left_out = ("content", "whole")
    data = {key: value for key, value in entry._asdict().items() if key not in left_out}
    return {**data, "parent": entry.parent._asdict() if entry.parent else None}


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


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
