"""The command `second-knock`: one thin function a command; what a command needs is imported when it runs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from trainer import __version__, collector
from trainer.command_words import lend_words, speak_help
from trainer.drive.commands import drive_group, drive_names
from trainer.language import _, ask
from trainer.practice.commands import export
from trainer.records.commands import records_group
from trainer.report.drive_commands import debrief_of_drive

if TYPE_CHECKING:
    from trainer.conversation.lifecycle import Mode
    from trainer.drive.game import Mode as DriveMode
    from trainer.report.export import Format
    from trainer.scenario.load import Loaded

NAME = "second-knock"
SETTINGS = (
    "workplace", "tenants", "doors", "phone", "text", "community", "home", "chapter", "online", "street",
)  # fmt: skip
"""The settings of the format, told here so that the command line need not load the model."""

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
    rich_click.rich_click.OPTIONS_PANEL_TITLE = _("Options")
    rich_click.rich_click.COMMANDS_PANEL_TITLE = _("Commands")
    rich_click.rich_click.ARGUMENTS_PANEL_TITLE = _("Arguments")
    with rich_click.RichContext(twin, info_name=ctx.info_name, parent=ctx.parent) as drawn:
        return twin.get_help(drawn)


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name=NAME, message="%(prog)s %(version)s")
@click.option(
    "--records",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Keep what you play, and what you set, in this folder instead of the platform's own; for every command.",
)
@click.option("--plain", is_flag=True, help="Open the game in whole lines and no screen: for screen readers and pipes.")
@click.option("--slow-link", is_flag=True, help="Open the game for a slow connection.")
@click.pass_context
def cli(ctx: click.Context, records: Path | None, plain: bool, slow_link: bool) -> int | None:
    """Practise organizing conversations: ask, listen, come back, face the objection.

    Without a command the game opens.
    """
    if records is not None:
        from trainer.records.folder import VARIABLE

        os.environ[VARIABLE] = str(records)
    ask(_language_set)
    if ctx.invoked_subcommand is not None:
        if plain or slow_link:
            option = "--plain" if plain else "--slow-link"
            raise Wrong(
                _("{option} is for the game, and here a command follows it").format(option=option),
                _("as in: {command}").format(command=f"{NAME} play {option}"),
            )
        return None
    code: int | None = ctx.invoke(play, plain=plain, slow_link=slow_link or None)
    return code


def _language_set() -> str | None:
    """The language that the trainee has set, for commands that say something outside of a play."""
    from trainer.records.folder import NoHome, records_folder
    from trainer.records.settings import settings_in

    try:
        return settings_in(records_folder()).language or None
    except NoHome:
        return None


def _scenario_or_none(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """The same where a scenario can be left out."""
    return None if value is None else _scenario_file(ctx, param, value)


@cli.command()
@click.argument("scenario", required=False, callback=_scenario_or_none, shell_complete=_scenario_names)
@click.option("--plain", is_flag=True, help="Whole lines and no screen: for screen readers and pipes.")
@click.option(
    "--mode",
    type=click.Choice(["learn", "practice", "test"]),
    help="Coaching after each line, after each visit, or only at the very end; without it as set last.",
)
@click.option("--seed", type=int, help="The order in which lines are offered; the same for the same number.")
@click.option(
    "--records",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Keep what you play, and what you set, in this folder instead of the platform's own.",
)
@click.option(
    "--slow-link/--no-slow-link",
    default=None,
    help="For a slow connection: draw as little as can be, and leave out the mouse; without it as set last.",
)
def play(
    scenario: Path | None,
    plain: bool,
    mode: "Mode | None",
    seed: int | None,
    records: Path | None,
    slow_link: bool | None,
) -> int:
    """Play SCENARIO, a file or an id of the library; without one, choose from the list.

    Where input or output is no terminal, or TERM is dumb, it is played in plain lines.
    """
    if scenario is not None:
        from trainer.practice.apart import read_apart
        from trainer.scenario.kept import is_kept

        read_apart(scenario)
        if not is_kept(scenario) and _loaded(scenario).scenario is None:
            return 1
    if seed is None:
        seed = int.from_bytes(os.urandom(2))
    collector.rest()
    from trainer.records.settings import open_settings
    from trainer.records.store import open_records

    # the language is set before anything is said in it
    settings = open_settings(records, mode=mode, slow_link=slow_link)
    if plain or os.environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        from trainer.plain.game import play_plain

        collector.go_on()
        with open_records(records) as kept:
            return play_plain(scenario, seed=seed, stdin=sys.stdin, stdout=sys.stdout, records=kept, settings=settings)
    from trainer.screens.app import run_app

    with open_records(records) as kept:
        return run_app(scenario, seed=seed, records=kept, settings=settings)


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or for programs."
)
@click.option("--strict", is_flag=True, help="Fail on smells too.")
@click.option("--explain", "code", metavar="CODE", help="Print what a finding's code means and how to mend it.")
@click.option(
    "--states",
    type=click.IntRange(min=1),
    default=5_000_000,
    show_default=True,
    metavar="N",
    help="States to tell apart at most, of one scenario, before going on by sampling.",
)
@click.option("--players", is_flag=True, help="Say what five players score: first, longest, random, habits and strong.")
@click.option("--no-scores", is_flag=True, help="JSON without the lowest and highest scores, which take longest.")
def check(
    paths: tuple[Path, ...], form: str, strict: bool, code: str | None, states: int, players: bool, no_scores: bool
) -> int:
    """Check scenarios: all that is wrong in some play, where, and how to mend it; then the author's own walks.

    Of a folder every .yaml file with a line `format: 1` is checked. Exits with 0 where there is nothing to mend, with 1
    where there is, and with 2 where it could not check.
    """
    if code is not None:
        return _explain(code)
    if not paths:
        raise Wrong(
            _("name a file or a folder to check"),
            _("as in: {command}").format(command=f"{NAME} check my_scenario.yaml"),
        )
    collector.rest()
    from trainer.check import show
    from trainer.check.run import NothingToCheck, check_file, files_of

    collector.go_on()

    try:
        scores = form == "json" and not no_scores
        checked = [check_file(file, states, scores, players) for file in files_of(paths)]
    except NothingToCheck as nothing:
        raise Wrong(str(nothing)) from None
    click.echo(show.as_json(checked) if form == "json" else show.as_text(checked), nl=False)
    # what a check leaves is not looked through for garbage when the process ends
    collector.go_on()
    return int(any(one.fails(strict) for one in checked))


def _explain(code: str) -> int:
    from trainer.check.explain import UnknownCode, explain
    from trainer.scenario.report import did_you_mean, listed

    try:
        click.echo(explain(code), nl=False)
    except UnknownCode as unknown:
        raise Wrong(
            str(unknown),
            did_you_mean(code, unknown.known) or _("there are {words}").format(words=listed(unknown.known, 40)),
        ) from None
    return 0


@cli.command()
@click.option("--drive", is_flag=True, help="The format of drives and turfs instead of that of scenarios.")
def schema(drive: bool) -> None:
    """Print the format as a JSON Schema, for an editor that completes and checks while you write."""
    import json

    from trainer.scenario.schema_language import in_the_language

    if drive:
        from trainer.drive.written import schema_for_editors as made
    else:
        from trainer.scenario.schema import schema as made
    click.echo(json.dumps(in_the_language(made()), indent=2, ensure_ascii=False))


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_scenarios(as_json: bool) -> None:
    """Show the scenarios of the library."""
    from trainer.report.terms import SETTING_WORDS
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
            click.echo(("" if setting is None else "\n") + SETTING_WORDS.get(entry.setting, entry.setting))
            setting = entry.setting
        level = "?" if entry.level is None else entry.level
        minutes = "" if entry.minutes is None else _("{minutes} min").format(minutes=entry.minutes)
        told = _("level {level}").format(level=level)
        click.echo(f"  {entry.id:<{wide}}  {told}  {minutes:>7}  {entry.title}")
    if not entries:
        click.echo(_("The library is empty."))


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
@click.option("--record", metavar="NAME", help="Write the play into the scenario's file, as a walk of this name.")
def walk(
    scenario: Path,
    choose: str,
    rate: str,
    forecast: str,
    form: "Format | None",
    as_json: bool,
    output: Path | None,
    record: str | None,
) -> int:
    """Play SCENARIO, a file or an id of the library, by a list of options, and show what came of it.

    With --record the play becomes one of the walks that check plays every time, with what it came to.
    """
    if record is not None and (as_json or form or output):
        raise Wrong(_("--record writes into the scenario's file"), _("leave out --format, --json and --output"))
    if as_json and form not in (None, "json"):
        raise Wrong(_("--json and --format {form} ask for two formats").format(form=form), _("leave one of them out"))
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
        from trainer.check.walk_telling import not_offered

        raise Wrong(*not_offered(loaded.scenario, story, choices, refused)) from None
    if record is not None:
        from trainer.bench import commands

        with _refusals():
            return commands.record(scenario, play, record)
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
    click.echo(_("Written to {file}.").format(file=shown(str(output))))
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
@click.option("--who", metavar="WORDS", help="A name, and after a comma what they do.")
@click.option("--where", metavar="WORDS", help="Where you talk with them.")
@click.option("--fear", metavar="WORDS", help="What they fear, as they would say it.")
@click.option("--ask", metavar="WORDS", help="What you will ask of them, as it follows “Will you …”.")
@click.option("--id", "scenario_id", metavar="ID", help="The scenario's id, instead of one made from the name.")
@click.option("--setting", type=click.Choice(SETTINGS), default="workplace", help="What kind of place it is.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="The new file; without it ID.yaml in this folder."
)
def new(
    who: str | None,
    where: str | None,
    fear: str | None,
    ask: str | None,
    scenario_id: str | None,
    setting: str,
    output: Path | None,
) -> int:
    """Begin a scenario: four questions, and a scene with comments that plays as it stands.

    What the options answer is not asked. A file that is there already is never written over.
    """
    from trainer.bench import commands

    with _refusals():
        return commands.new({"who": who, "where": where, "fear": fear, "ask": ask}, scenario_id, setting, output)


@cli.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE..."
)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit with 1 where a file is not in order.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would be changed.")
def fmt(files: tuple[Path, ...], only_check: bool, diff: bool) -> int:
    """Bring scenarios into the house's order of keys and layout; every word and comment stays.

    A file for which that cannot be promised is left as it is, and the reason printed with its line.
    """
    from trainer.bench import commands

    return commands.fmt(files, only_check, diff)


@cli.command()
@scenario_argument
@click.option(
    "--format", "form", type=click.Choice(["mermaid", "dot", "svg"]),
    help="Without it mermaid, or what the ending of --output asks for.",
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="A new file, instead of printing it.")
def graph(scenario: Path, form: str | None, output: Path | None) -> int:
    """Draw the map of SCENARIO: beats by visit, what leads where, and in grey what no play reaches."""
    from trainer.bench import commands

    loaded = _loaded(scenario)
    if loaded.scenario is None:
        return 1
    with _refusals():
        return commands.graph(loaded.scenario, form, output)


form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or for programs."
)


@cli.command()
@scenario_argument
@form_option
def stats(scenario: Path, form: str) -> int:
    """Count SCENARIO: words and who says them, minutes to read and to play, beats by step, options by move."""
    from trainer.bench import commands

    loaded = _loaded(scenario)
    return 1 if loaded.scenario is None else commands.stats(loaded.scenario, form)


@cli.command()
@scenario_argument
@click.argument("name", required=False)
@form_option
def where(scenario: Path, name: str | None, form: str) -> int:
    """Show where each flag, promise, cue, depth, objection, ask, fact and beat of SCENARIO is written, set and read.

    NAME is one of them: an id, a depth such as wrist.2, or a name of conditions such as flag.asked_twice.
    """
    from trainer.bench import commands
    from trainer.scenario.load import load_scenario

    loaded = load_scenario(scenario)
    if loaded.tree is None or not loaded.tree.complete:
        _loaded(scenario)
        return 1
    with _refusals():
        return commands.where(scenario, loaded.tree, name, form)


@contextmanager
def _refusals() -> Iterator[None]:
    """What the bench refuses, as wrong usage."""
    from trainer.bench.commands import Refused

    try:
        yield
    except Refused as refused:
        raise Wrong(str(refused), refused.hint) from None


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
        raise Wrong(_("{shell} is not known here").format(shell=shell))
    script = made(cli, {}, NAME, f"_{NAME.replace('-', '_').upper()}_COMPLETE")
    click.echo(script.source_template % script.source_vars())


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "origin",
    default="",
    metavar="BEAT",
    help="Begin there: a beat, then moods and depths, as in 'saw trust=7 heard.van=2'.",
)
def preview(file: Path, origin: str) -> int:
    """Show FILE as a play while you write it: its lines, a play of it, and what is wrong, each time you save.

    The play stays at its beat. It needs a terminal.
    """
    from trainer.bench.desk import Desk
    from trainer.bench.origin import NoOrigin, read_origin

    if not file.is_file():
        raise Wrong(
            _("there is no file {file}").format(file=file), _("{command} writes one").format(command=f"{NAME} new")
        )
    from trainer.scenario.file_kinds import is_drive_file

    if is_drive_file(file):
        raise Wrong(
            _("{file} is a drive: people over a season, and no talk to preview").format(file=file),
            _("{play} plays it; {check} says what is wrong with it").format(
                play=f"{NAME} drive play {file}", check=f"{NAME} check {file}"
            ),
        )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        says = _("{command} says what is wrong with a file")
        raise Wrong(_("the preview needs a terminal"), says.format(command=f"{NAME} check {file}"))
    desk = Desk(file)
    if origin:
        if desk.story is None:
            says = _("{command} says them all").format(command=f"{NAME} check {file}")
            raise Wrong(_("{file} has errors").format(file=file), says)
        try:
            desk.begin_at(read_origin(origin, desk.story))
        except NoOrigin as no:
            raise Wrong(str(no)) from None
    from trainer.records.settings import open_settings
    from trainer.records.store import open_records
    from trainer.screens.app import run_app

    settings = open_settings(None)
    with open_records(None) as kept:
        return run_app(records=kept, settings=settings, desk=desk)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put it in the place of your own scenario of the same id.")
def add(file: Path, replace: bool) -> None:
    """Add FILE, a scenario without errors, to the library on this machine.

    A copy goes into your own scenarios folder; SECOND_KNOCK_SCENARIOS names another. To take it out, delete the copy.
    """
    from trainer.bench.drafts import NotAdded, add_to_library
    from trainer.scenario.characters import shown

    try:
        copy = add_to_library(file, replace)
    except NotAdded as refused:
        raise Wrong(str(refused), refused.hint) from None
    click.echo(_("Added: {file}").format(file=shown(str(copy))))


@cli.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="A new scenario file, instead of printing it."
)
def import_story(file: Path, output: Path | None) -> int:
    """Bring a story over from Twine (Twee 3, or a published page) or from ink (compiled JSON).

    Passages become beats and links options. Each guess is marked TODO in the scenario; what cannot come over is listed
    with its line, here and in the scenario. Exits with 1 where the scenario has errors that only you can mend.
    """
    from trainer.bench import moving_commands

    with _refusals():
        return moving_commands.import_story(file, output)


@cli.command("export")
@scenario_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["twee", "script"]),
    required=True,
    help="Twee 3 for Twine, or the cards and sheets of a role-play.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A new file, instead of printing it; a script as .html, .md or .txt.",
)
def export_scenario(scenario: Path, form: str, output: Path | None) -> int:
    """Write SCENARIO, a file or an id of the library, for Twine or as a role-play to print.

    Twee that was exported comes back by import, with what was changed in Twine.
    """
    from trainer.bench import moving_commands

    loaded = _loaded(scenario)
    if loaded.scenario is None:
        return 1
    with _refusals():
        return moving_commands.export_scenario(loaded, form, output)


@cli.command()
@scenario_argument
@click.option("--records", type=click.Path(path_type=Path), metavar="FOLDER", help="The records to read.")
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help="For people, or for programs."
)
@click.option("--typed", is_flag=True, help="Also the lines that were typed because nothing on offer would do.")
def items(scenario: Path, records: Path | None, form: str, typed: bool) -> int:
    """Show what the plays on this machine tell about the lines of SCENARIO; nothing leaves the machine.

    How often each was chosen, how hard it is to find the best one, and how far choosing it tells plays apart.
    """
    from trainer.bench import moving_commands

    loaded = _loaded(scenario)
    if loaded.scenario is None:
        return 1
    with _refusals():
        return moving_commands.items(loaded, records, form, typed)


records_group.add_command(export)
cli.add_command(records_group)
cli.add_command(drive_group)


def _drive_file(ctx: click.Context, param: click.Parameter, value: str) -> Path:
    """A drive's file, from its id or its path. Raises Wrong where there is none."""
    from trainer.drive.constituency import find_drive
    from trainer.scenario.library import UnknownScenario

    try:
        return find_drive(value)
    except UnknownScenario as unknown:
        raise Wrong(str(unknown), unknown.hint) from None


@drive_group.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or programs.")
def list_drives(form: str) -> int:
    """List the drives and turfs that come along."""
    import json

    from trainer.drive.constituency import drives
    from trainer.report.drive_week import about

    entries = drives()
    if form == "json":
        click.echo(json.dumps([entry._asdict() for entry in entries], indent=2))
        return 0
    wide = max((len(entry.id) for entry in entries), default=0)
    for entry in entries:
        click.echo(f"{entry.id:<{wide}}  {entry.title}\n{'':<{wide}}  {about(entry)}")
    return 0


@drive_group.command("play")
@click.argument("drive", callback=_drive_file, shell_complete=drive_names, metavar="ID|FILE")
@click.option("--plain", is_flag=True, help="Whole lines and no screen: for screen readers and pipes.")
@click.option("--mode", type=click.Choice(["practice", "test"]), help="In practice a week can be taken back.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="The same season for the same number and decisions.")
@click.option(
    "--records",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Keep what you play, and what you set, in this folder instead of the platform's own.",
)
def play_drive(drive: Path, plain: bool, mode: "DriveMode | None", seed: int | None, records: Path | None) -> int:
    """Play a season: spend the hours of each week, forecast each test by name, and see.

    A season that was left is offered to be gone on with. Every decision is kept before its outcome is shown.
    """
    from trainer.drive.constituency import load_constituency
    from trainer.records.settings import open_settings
    from trainer.records.store import open_records

    loaded = load_constituency(drive)
    if loaded.constituency is None:
        from trainer.check import show
        from trainer.check.run import Checked

        click.echo(show.as_text([Checked(str(drive), loaded, loaded.findings, 0)]), nl=False, err=True)
        return 1
    settings = open_settings(records)
    if plain or os.environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        from trainer.plain.drive import play_drive_plain

        with open_records(records) as kept:
            return play_drive_plain(
                drive, seed=seed, mode=mode, stdin=sys.stdin, stdout=sys.stdout, records=kept, settings=settings
            )
    from trainer.screens.app import run_app
    from trainer.screens.drive_page import DriveWanted

    with open_records(records) as kept:
        return run_app(records=kept, settings=settings, drive=DriveWanted(drive, seed, mode))


drive_group.add_command(debrief_of_drive)


def main() -> NoReturn:
    """Run the command line; ends the process with the command's exit code and never with a traceback."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; gives the exit code: its own, 2 for wrong usage, 130 for Ctrl-C, 70 for a fault of ours."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    lend_words()
    if "--help" in arguments or "-h" in arguments:
        ask(_language_set)
        speak_help(cli)
    try:
        code = cli.main(arguments, prog_name=NAME, standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as asked:
        speak_help(cli)
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
