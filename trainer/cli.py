"""The command `second-knock`: one thin function a command; what a command needs is imported when it runs."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from trainer import __version__
from trainer.records.commands import records_group

if TYPE_CHECKING:
    from trainer.conversation.lifecycle import Mode
    from trainer.report.export import Format
    from trainer.scenario.load import Loaded

NAME = "second-knock"
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

BROKEN = 70
"""Exit code where the fault is ours."""


class Wrong(click.ClickException):
    """A wrong use of a command: what is wrong, and how to mend it. Exit code 2."""

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


class Command(click.Command):
    """A command whose help is drawn by rich-click on a terminal, imported only then, and is plain text elsewhere."""

    def get_help(self, ctx: click.Context) -> str:
        """The help text."""
        return _drawn_help(self, ctx) or super().get_help(ctx)


class Group(click.Group):
    """The group of all commands, with the same help."""

    command_class = Command

    def get_help(self, ctx: click.Context) -> str:
        """The help text."""
        return _drawn_help(self, ctx) or super().get_help(ctx)


def _scenario_file(ctx: click.Context, param: click.Parameter, value: str) -> Path:
    """A scenario's file, from its id in the library or its path. Raises Wrong where there is none."""
    from trainer.scenario.library import UnknownScenario, find

    try:
        return find(value)
    except UnknownScenario as unknown:
        raise Wrong(str(unknown), unknown.hint) from None


def _scenario_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """The library's ids, for a shell to complete; a path is left to the shell."""
    from click.shell_completion import CompletionItem

    from trainer.scenario.library import catalogue

    found = [CompletionItem(entry.id, help=entry.title) for entry in catalogue() if entry.id.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


scenario_argument = click.argument("scenario", callback=_scenario_file, shell_complete=_scenario_names)
"""The argument SCENARIO of a command: an id of the library or a file; the command gets its path."""


def _drawn_help(command: click.Command, ctx: click.Context) -> str:
    """Help drawn by rich-click; empty where no terminal would show it."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return ""
    import rich_click

    of: dict[str, Any] = {"params": command.params, "help": command.help, "epilog": command.epilog}
    twin: click.Command
    if isinstance(command, click.Group):
        twin = rich_click.RichGroup(name=command.name, commands=command.commands, **of)
    else:
        twin = rich_click.RichCommand(name=command.name, **of)
    with rich_click.RichContext(twin, info_name=ctx.info_name, parent=ctx.parent) as drawn:
        return twin.get_help(drawn)


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name=NAME, message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """Practise organizing conversations: ask, listen, come back, face the objection.

    Without a command the game opens.
    """
    code: int | None = ctx.invoke(play) if ctx.invoked_subcommand is None else None
    return code


def _scenario_or_none(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """The same where a scenario can be left out."""
    return None if value is None else _scenario_file(ctx, param, value)


@cli.command()
@click.argument("scenario", required=False, callback=_scenario_or_none, shell_complete=_scenario_names)
@click.option("--plain", is_flag=True, help="Whole lines and no screen: for screen readers and pipes.")
@click.option(
    "--mode",
    type=click.Choice(["learn", "practice", "test"]),
    default="practice",
    help="Coaching after each line, after each visit, or only at the very end.",
)
@click.option("--seed", type=int, help="The order in which lines are offered; the same for the same number.")
@click.option(
    "--records",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Keep what you play in this folder instead of the platform's own.",
)
def play(scenario: Path | None, plain: bool, mode: "Mode", seed: int | None, records: Path | None) -> int:
    """Play SCENARIO, a file or an id of the library; without one, choose from the list.

    Where input or output is no terminal, or TERM is dumb, it is played in plain lines.
    """
    if scenario is not None and _loaded(scenario).scenario is None:
        return 1
    if seed is None:
        seed = int.from_bytes(os.urandom(2))
    from trainer.records.store import open_records

    if plain or os.environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        from trainer.plain.game import play_plain

        with open_records(records) as kept:
            return play_plain(scenario, mode=mode, seed=seed, stdin=sys.stdin, stdout=sys.stdout, records=kept)
    from trainer.screens.app import run_app

    with open_records(records) as kept:
        return run_app(scenario, mode=mode, seed=seed, records=kept)


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or for programs."
)
@click.option("--strict", is_flag=True, help="Fail on smells too.")
@click.option("--explain", "code", metavar="CODE", help="Print what a finding's code means and how to mend it.")
def check(paths: tuple[Path, ...], form: str, strict: bool, code: str | None) -> int:
    """Check scenarios: all that is wrong, where, and how to mend it; then the author's own walks.

    Of a folder every .yaml file with a line `format: 1` is checked. Exits with 0 where there is nothing to mend, with 1
    where there is, and with 2 where it could not check.
    """
    if code is not None:
        return _explain(code)
    if not paths:
        raise Wrong("name a file or a folder to check", f"as in: {NAME} check my_scenario.yaml")
    from trainer.check import show
    from trainer.check.run import NothingToCheck, check_file, files_of

    try:
        checked = [check_file(file) for file in files_of(paths)]
    except NothingToCheck as nothing:
        raise Wrong(str(nothing)) from None
    click.echo(show.as_json(checked) if form == "json" else show.as_text(checked), nl=False)
    return int(any(one.fails(strict) for one in checked))


def _explain(code: str) -> int:
    from trainer.check.explain import UnknownCode, explain
    from trainer.scenario.report import did_you_mean, listed

    try:
        click.echo(explain(code), nl=False)
    except UnknownCode as unknown:
        raise Wrong(
            str(unknown), did_you_mean(code, unknown.known) or f"there are {listed(unknown.known, 40)}"
        ) from None
    return 0


@cli.command()
def schema() -> None:
    """Print the format as a JSON Schema, for an editor that completes and checks while you write."""
    import json

    from trainer.scenario.schema import schema as made

    click.echo(json.dumps(made(), indent=2))


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_scenarios(as_json: bool) -> None:
    """Show the scenarios of the library."""
    from trainer.scenario.library import catalogue

    entries = catalogue()
    if as_json:
        import json

        click.echo(json.dumps([entry.to_json() for entry in entries], indent=2))
        return
    wide = max((len(entry.id) for entry in entries), default=0)
    setting = None
    for entry in entries:
        if entry.setting != setting:
            click.echo(("" if setting is None else "\n") + entry.setting)
            setting = entry.setting
        level = "?" if entry.level is None else entry.level
        minutes = "" if entry.minutes is None else f"{entry.minutes} min"
        click.echo(f"  {entry.id:<{wide}}  level {level}  {minutes:>7}  {entry.title}")
    if not entries:
        click.echo("The library is empty.")


@cli.command()
@scenario_argument
@click.option("--choose", default="", metavar="A,B,...", help="The options by id, from the first visit on.")
@click.option("--rate", default="", metavar="PERSON=1..5,...", help="Your rating of each person.")
@click.option("--forecast", default="", metavar="ASK.PERSON=0..1,...", help="How sure you are that each will come.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    help="The debrief to read, or for programs how it stands, transcript and scorecard. Without it text, or what the "
    "ending of --output asks for.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A new file, instead of printing it; .txt, .md, .html or .json.",
)
def walk(
    scenario: Path,
    choose: str,
    rate: str,
    forecast: str,
    form: "Format | None",
    as_json: bool,
    output: Path | None,
) -> int:
    """Play SCENARIO, a file or an id of the library, by a list of options, and show what came of it."""
    if as_json and form not in (None, "json"):
        raise Wrong(f"--json and --format {form} ask for two formats", "leave one of them out")
    from trainer.check.walks import WrongJudgement, judgements, walk_report
    from trainer.check.walks import walk as walked
    from trainer.conversation.play import NotOffered
    from trainer.conversation.story import compile_story
    from trainer.scenario.characters import shown

    loaded = _loaded(scenario)
    if loaded.scenario is None:
        return 1
    story = compile_story(loaded.scenario)
    choices = [choice.strip() for choice in choose.split(",") if choice.strip()]
    try:
        ratings, forecasts = judgements(story, rate, forecast)
        play = walked(story, choices, ratings, forecasts)
    except WrongJudgement as wrong:
        raise Wrong(str(wrong), wrong.hint) from None
    except NotOffered as refused:
        known = ", ".join(refused.offered)
        raise Wrong(
            f"choice {refused.turn}, “{refused.option}”, is not offered there",
            f"offered are: {known}" if known else "nothing is offered there any more",
        ) from None
    from trainer.report.export import NotWritten, exported, format_of, write_new

    form = "json" if as_json else form or (format_of(output) if output else "text")
    if form == "json":
        import json

        text = json.dumps(walk_report(play), indent=2, ensure_ascii=False) + "\n"
    else:
        from trainer.report.debrief import debrief_of

        text = exported(form, play, debrief_of(play, loaded.scenario))
    if output is None:
        click.echo(text, nl=False)
        return 0
    try:
        write_new(output, text)
    except NotWritten as refused:
        raise Wrong(str(refused)) from None
    click.echo(f"Written to {shown(str(output))}.")
    return 0


def _loaded(file: Path) -> "Loaded":
    """A scenario's file, loaded; what is wrong with it is printed to the standard error output."""
    from trainer.scenario.load import load_scenario

    loaded = load_scenario(file)
    if loaded.scenario is None:
        from trainer.check import show
        from trainer.check.run import Checked

        click.echo(show.as_text([Checked(str(file), loaded, loaded.findings, 0)]), nl=False, err=True)
    return loaded


@cli.command()
def doctor() -> None:
    """Say what a report of a fault should say: versions, terminal, folders, and nothing of what you played."""
    from trainer.doctor import lines

    for line in lines():
        click.echo(line)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script with which a shell completes commands and the names of scenarios.

    For bash add this to ~/.bashrc: eval "$(second-knock completion bash)"
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is None:
        raise Wrong(f"{shell} is not known here")
    script = made(cli, {}, NAME, f"_{NAME.replace('-', '_').upper()}_COMPLETE")
    click.echo(script.source_template % script.source_vars())


cli.add_command(records_group)


def main() -> NoReturn:
    """Run the command line; ends the process with the command's exit code and never with a traceback."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; gives the exit code: its own, 2 for wrong usage, 130 for Ctrl-C, 70 for a fault of ours."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(arguments, prog_name=NAME, standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.ctx.get_help() if asked.ctx else asked.message, err=True)
        return asked.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone: nothing more is to be said, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        _confess(error)
        return BROKEN
    return code if isinstance(code, int) else 0


def _confess(error: Exception) -> None:
    """Say that the fault is ours, what it was, and what to send us."""
    import traceback

    from trainer.scenario.characters import shown

    if os.environ.get("SECOND_KNOCK_TRACEBACK"):
        traceback.print_exception(error)
        return
    frames = traceback.extract_tb(error.__traceback__)
    folder = Path(__file__).parents[1]
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)] or frames
    at = f" ({Path(ours[-1].filename).name}, line {ours[-1].lineno})" if ours else ""
    for line in (
        f"{NAME}: something broke, and it is our fault: {type(error).__name__}: {shown(str(error))}{at}",
        f"  Please report it with the command that you ran and {NAME} {__version__}, Python {sys.version.split()[0]}.",
        "  SECOND_KNOCK_TRACEBACK=1 before the command shows more.",
    ):
        click.echo(line, err=True)
