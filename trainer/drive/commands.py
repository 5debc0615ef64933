"""The commands `drive …`, one thin function each; what a command needs is imported when it runs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from trainer.language import _

if TYPE_CHECKING:
    from trainer.drive.asked import Asked

NAME = "second-knock"


class Refused(click.ClickException):
    """Something that was asked for and cannot be had: what is wrong, and how to mend it. Exit code 2."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def show(self, file: Any = None) -> None:
        """Print both to the standard error output."""
        from trainer.scenario.characters import shown

        click.echo(f"{NAME}: {shown(self.message)}", err=True)
        if self.hint:
            click.echo(f"  {shown(self.hint)}", err=True)


@click.group("drive")
def drive_group() -> None:
    """A shop, a building or a turf over a whole season."""


def drive_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """The drives that come along, for a shell to complete; a path is left to the shell."""
    from click.shell_completion import CompletionItem

    from trainer.drive.constituency import drives

    found = [CompletionItem(entry.id, help=entry.title) for entry in drives() if entry.id.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


@drive_group.command("simulate")
@click.argument("drive", required=False, metavar="[ID|FILE]", shell_complete=drive_names)
@click.option("--size", type=click.IntRange(2, 100_000), help="A generated shop of so many people, instead of ID|FILE.")
@click.option(
    "--strategy", "strategies", multiple=True, metavar="NAME", help="Again for each one more; without it, all."
)
@click.option("--seasons", type=click.IntRange(1), default=400, show_default=True, help="Seasons of each strategy.")
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="The same figures for the same number."
)
@click.option(
    "--quality", type=click.FloatRange(0, 1), default=0.7, show_default=True, help="How good the one-on-ones are."
)
@click.option("--no-campaign", is_flag=True, help="The employer or the landlord stays neutral.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Another value for a number of the model.")
@click.option("--workers", type=click.IntRange(1, 512), help="Processes to share the work; without it, what pays.")
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler whose machines share the work.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    help="For people, for a spreadsheet, or for programs.",
)
def simulate_command(
    drive: str | None,
    size: int | None,
    strategies: tuple[str, ...],
    seasons: int,
    seed: int,
    quality: float,
    no_campaign: bool,
    settings: tuple[str, ...],
    workers: int | None,
    cluster: str | None,
    form: str,
) -> int:
    """Simulate many seasons of a drive by each strategy, all with the same hours and the same luck.

    Neither workers nor a cluster change a figure. Every number of the model can be set: docs/drive_model.md lists them,
    with where each comes from.
    """
    from trainer.drive.asked import WrongAsked, asked
    from trainer.drive.showing import FORMATS
    from trainer.drive.simulate import simulate

    try:
        ask = asked(drive, size, strategies, quality, not no_campaign, settings)
    except WrongAsked as wrong:
        raise Refused(str(wrong), wrong.hint) from None
    if ask is None:
        return 1  # what is wrong with the file has been printed
    with _executor(ask, seasons, workers, cluster) as executor, _progress(seasons) as done:
        outcomes = simulate(ask.setting, ask.strategies, seasons, seed, executor, done)
    click.echo(FORMATS[form](ask, outcomes, seasons, seed), nl=False)
    return 0


@contextmanager
def _executor(ask: "Asked", seasons: int, workers: int | None, cluster: str | None) -> Iterator[Any]:
    """What shares the work: None for this process alone, processes, or the machines of a cluster."""
    from trainer.drive.simulate import batch_size

    if cluster is not None:
        if workers is not None:
            raise Refused(_("--workers and --cluster ask for two things"), _("leave one of them out"))
        with _cluster(cluster) as executor:
            yield executor
        return
    batches = -(-seasons // batch_size(ask.setting))
    # Starting a process costs as much as some batches.
    number = min(workers or (os.cpu_count() or 1 if batches >= 16 else 1), batches)
    if number == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(number) as pool:
        try:
            yield pool
        except BrokenProcessPool:
            raise Refused(
                _("a worker process died"), _("ask for fewer with --workers, or look whether memory ran out")
            ) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
        from distributed.comm.core import CommClosedError
    except ImportError:
        raise Refused(
            _("--cluster needs the package distributed"),
            _("install it with: {command}").format(command=f"pip install '{NAME}[cluster]'"),
        ) from None
    try:
        client: Any = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, CommClosedError) as error:
        raise Refused(
            _("no scheduler answers at {address}: {error}").format(address=address, error=error),
            _("as in: {example}").format(example="--cluster tcp://host:8786"),
        ) from None
    with client:
        try:
            yield client.get_executor()
        except ImportError as error:
            raise Refused(
                _("the cluster's workers cannot load {program}: {error}").format(program=NAME, error=error),
                _("install it on each of them"),
            ) from None


@contextmanager
def _progress(seasons: int) -> Iterator[Any]:
    """A bar on the standard error output, where that is a terminal; otherwise nothing."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    with click.progressbar(length=seasons, label=_("Simulating"), file=sys.stderr) as bar:
        yield bar.update
