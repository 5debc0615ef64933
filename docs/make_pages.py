"""Makes the pages that the program can write about itself, from the repository's folder:  python docs/make_pages.py

A page a command (docs/commands), every key of the keyboard (docs/keys.md), every key of a scenario
(docs/keys_of_a_scenario.md). What stands below the line MINE of a
command's page is written by hand and is left as it is.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

MINE = "<!-- Below this line by hand. -->"
MADE = "<!-- Made by docs/make_pages.py from the program itself. -->"


def pages() -> dict[Path, str]:
    """Every page that is made, with its text."""
    from trainer.cli import NAME, cli

    made = {DOCS / "keys.md": keys_of_the_keyboard(), DOCS / "keys_of_a_scenario.md": keys_of_a_scenario()}
    commands = list(commands_of(cli, NAME))
    made |= {file_of(name): page_of_command(name, command) for name, command in commands}
    made[DOCS / "commands" / "README.md"] = overview(commands)
    return made


def commands_of(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group with its whole name, groups before what is in them."""
    for own, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        yield f"{name} {own}", command
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{name} {own}")


def file_of(name: str) -> Path:
    """The page of a command."""
    return DOCS / "commands" / ("_".join(name.split()[1:]) + ".md")


def overview(commands: list[tuple[str, click.Command]]) -> str:
    """The list of all commands."""
    rows = [
        f"| [`{name}`]({file_of(name).name}) | {cell(command.get_short_help_str(200))} |" for name, command in commands
    ]
    lines = [
        "# Commands", "", MADE, "",
        "`second-knock` alone opens the game. From the repository every command also runs as",
        "`.venv/bin/python -m trainer`.", "",
        "| Command | What it does |", "|---|---|", *rows, "",
    ]  # fmt: skip
    return "\n".join(lines)


def page_of_command(name: str, command: click.Command) -> str:
    """One command: what it is for, how it is called, its options; then what was written by hand."""
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    lines = [f"# {name}", "", MADE, "", *paragraphs(command.help or ""), "", "```text", usage, "```", ""]
    options = [
        parameter for parameter in command.params if isinstance(parameter, click.Option) and not parameter.hidden
    ]
    if options:
        lines += ["| Option | What it does |", "|---|---|"]
        for option in options:
            shown, words = option.get_help_record(context) or ("", "")
            lines.append(f"| `{cell(shown)}` | {cell(words)} |")
        lines.append("")
    if isinstance(command, click.Group):
        below = [f"- [`{whole}`]({file_of(whole).name})" for whole, _ in commands_of(command, name)]
        lines += [*below, ""]
    written = file_of(name).read_text(encoding="utf-8") if file_of(name).exists() else ""
    mine = written.partition(MINE)[2].strip()
    return "\n".join([*lines, MINE, *(["", mine] if mine else []), ""])


def paragraphs(help_: str) -> list[str]:
    """Help text with its lines joined, a blank line between paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in help_.split("\n\n") if part.strip()).split("\n")


def cell(text: str) -> str:
    """A text as a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def keys_of_the_keyboard() -> str:
    """Every key, from the registry of actions."""
    from trainer.screens.actions import ACTIONS, EVERYWHERE, all_keys_shown

    rows = []
    for action in ACTIONS:
        where = ", ".join("everywhere" if scope == EVERYWHERE else scope for scope in action.scopes)
        rows.append(f"| {cell(all_keys_shown(action))} | {cell(action.word)} | {cell(action.help)} | {cell(where)} |")
    lines = [
        "# Keys", "", MADE, "",
        "`?` shows the keys of the screen that you are on, and `Ctrl+P` every command by name.", "",
        "| Key | Word | What it does | Where |", "|---|---|---|---|", *rows, "",
    ]  # fmt: skip
    return "\n".join(lines)


def keys_of_a_scenario() -> str:
    """Every key of the format, from the model."""
    from trainer.scenario.schema import schema

    whole = schema()
    lines = [
        "# Every key of a scenario", "", MADE, "",
        "The same that an editor shows while you write. [The format](format.md) says what they mean together.", "",
        *table_of("A scenario", whole),
    ]  # fmt: skip
    for name, part in sorted(whole["$defs"].items()):
        if part.get("properties"):
            lines += table_of(name, part)
    return "\n".join(lines)


def table_of(name: str, part: dict[str, Any]) -> list[str]:
    """One kind of mapping: its keys, whether they are required, what they hold."""
    required = set(part.get("required", ()))
    lines = [f"## {name}", "", cell(part.get("description", "")), "", "| Key | Holds | Meaning |", "|---|---|---|"]
    for key, described in part["properties"].items():
        star = " (required)" if key in required else ""
        lines.append(f"| `{key}`{star} | {cell(kind_of(described))} | {cell(described.get('description', ''))} |")
    return [*lines, ""]


def kind_of(described: dict[str, Any]) -> str:
    """What a key holds, in a few words."""
    if "$ref" in described:
        return f"[{(name := described['$ref'].rsplit('/', 1)[1])}](#{name.lower()})"
    if "const" in described:
        return f"`{described['const']}`"
    if "enum" in described:
        return ", ".join(f"`{value}`" for value in described["enum"])
    if choices := described.get("anyOf") or described.get("oneOf"):
        return " or ".join(dict.fromkeys(kind_of(choice) for choice in choices))
    match described.get("type"):
        case "array":
            return f"a list of {kind_of(described.get('items', {}))}"
        case "object":
            inner = described.get("patternProperties") or {}
            value = next(iter(inner.values()), described.get("additionalProperties"))
            return f"by id: {kind_of(value)}" if isinstance(value, dict) else "keys and values"
        case "integer":
            low, high = described.get("minimum"), described.get("maximum")
            return f"{low} to {high}" if high is not None else f"{low} or more" if low is not None else "a number"
        case "boolean":
            return "`true` or `false`"
        case None:
            return "a value"
        case _:
            return "a text"


def main() -> None:
    """Write every page that has changed."""
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
