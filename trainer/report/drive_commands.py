"""The command `drive debrief`: the debrief of a season that is over, from the records."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.records.folder import VARIABLE

if TYPE_CHECKING:
    from trainer.drive.game import Game
    from trainer.drive.game_turf import TurfGame
    from trainer.report.export import Format


@click.command("debrief")
@click.argument("drive", default="last")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    help="By default what FILE's name ends with, or text.",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="A new file, instead of printing it.")
@click.option("--no-spread", is_flag=True, help="Leave out the simulated seasons beside it.")
@click.option(
    "--records",
    "folder",
    type=click.Path(path_type=Path),
    envvar=VARIABLE,
    metavar="FOLDER",
    help="The folder of the records, instead of the platform's own.",
)
@click.pass_context
def debrief_of_drive(
    ctx: click.Context, drive: str, form: "Format | None", output: Path | None, no_spread: bool, folder: Path | None
) -> None:
    """Print the debrief of a season that is over: DRIVE is the beginning of its id, or last.

    second-knock records drives lists them. Beside your season stand 400 simulated ones of each way of working; they are
    computed once and kept.
    """
    from trainer.records.commands import Refused, records_to_read
    from trainer.records.drive_commands import drive_wanted

    ctx.obj = folder
    with records_to_read(ctx) as records:
        entry = drive_wanted(records, drive)
        game = records.drives.look(entry.id)
    if game is None:
        raise Refused(f"The drive {entry.id[:8]} cannot be played again, so it has no debrief.")
    if game.stage != "over":
        week = f"week {game.week} of {entry.weeks}"
        raise Refused(f"“{entry.title}” stands in {week}. What was so is told after the season.")
    from trainer.report.export import NotWritten, format_of, write_new

    wanted: Format = form or ("text" if output is None else format_of(output))
    text = _debrief(game, wanted, no_spread)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        write_new(output, text)
    except NotWritten as refused:
        raise Refused(str(refused)) from None
    click.echo(f"Written to {output}.")


def _debrief(game: "Game | TurfGame", form: "Format", no_spread: bool) -> str:
    from trainer.drive.game import Game
    from trainer.report.drive import drive_debrief, mean_quality, turf_debrief
    from trainer.report.drive_export import drive_exported
    from trainer.report.drive_spread import spread_of

    quality = mean_quality(game) if isinstance(game, Game) else 0.5
    spread = None if no_spread else spread_of(game.constituency, quality)
    made = drive_debrief(game, spread) if isinstance(game, Game) else turf_debrief(game, spread)
    return drive_exported(form, made)
