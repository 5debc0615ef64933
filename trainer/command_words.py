"""The help of the commands in the language that is spoken, and click's own words beside it.

The texts stand in English where each command is written; `trainer.locale.commands` finds them for translating. They are
translated when help is asked for, so that no other command waits for it.
"""

import gettext
import inspect
import os
from collections.abc import Iterator

import click

from trainer.language import DOMAIN, FOLDER, VARIABLE, _, mark, spoken

CLICKS = (
    mark("Usage:"), mark("Options"), mark("Commands"), mark("Show this message and exit."), mark("Aborted!"),
    mark("Error: {message}"), mark("Try '{command} {option}' for help."), mark("default: {default}"), mark("required"),
    mark("No such option {name!r}."), mark("No such command {name!r}."), mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"), mark("Missing argument"), mark("Missing option"),
    mark("Missing parameter"), mark("Missing command."), mark("Arguments"),
)  # fmt: skip
"""What click says itself, through the standard library's gettext."""

CLICKS_ONE_OR_MANY = (("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),)
"""What it says of one thing or of many."""


def lend_words() -> None:
    """Let click find its own words in our catalogue. It costs nothing before click says one."""
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    if wanted := os.environ.get(VARIABLE):
        os.environ["LANGUAGE"] = wanted


def speak_help(command: click.Command) -> None:
    """Put the help of a command, its options and all commands below it into the language that is spoken."""
    if spoken() == "en":
        return
    os.environ["LANGUAGE"] = spoken()
    _translate(command)


def paragraphs(help_: str) -> list[str]:
    """The paragraphs of a help text, each in one line."""
    return [" ".join(part.split()) for part in inspect.cleandoc(help_).split("\n\n") if part.strip()]


def help_texts(command: click.Command) -> Iterator[str]:
    """Every text of the help of a command, its options and all commands below it."""
    yield from paragraphs(command.help or "")
    for option in command.params:
        if isinstance(option, click.Option) and option.help:
            yield option.help
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from help_texts(below)


def _translate(command: click.Command) -> None:
    if command.help:
        command.help = "\n\n".join(map(_, paragraphs(command.help)))
    for option in command.params:
        if isinstance(option, click.Option) and option.help:
            option.help = _(option.help)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _translate(below)
