"""Settings that last: colours, pace, mode, language and a slow link, in one small file of the records folder.

What the environment or a command says counts for one run and is never written down. A file that cannot be read gives
the program's own settings, one that cannot be written leaves the change to this run; both are said.
"""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeVar, cast, get_args

from trainer import language
from trainer.language import _
from trainer.records.folder import Folder, NoHome, make_private_file, records_folder, sync_folder

Pace = Literal["spoken", "at once"]
Mode = Literal["learn", "practice", "test"]

THEME: Final = "SECOND_KNOCK_THEME"
AT_ONCE: Final = "SECOND_KNOCK_AT_ONCE"
SLOW_LINK: Final = "SECOND_KNOCK_SLOW_LINK"
"""Variables of the environment that count before the file: the name of a theme; set to anything; set to anything."""

LARGEST: Final = 64 * 1024
"""Bytes of a settings file that is read at all."""

_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{0,40}")


class Settings(NamedTuple):
    """What a trainee has set. An empty `theme` or `language` leaves it to the program, or to the system.

    `pace` tells whether lines come as they are said or all at once. `slow_link` spares a slow connection.
    """

    theme: str = ""
    pace: Pace = "spoken"
    mode: Mode = "practice"
    language: str = ""
    slow_link: bool = False


Value = TypeVar("Value")


class Setup:
    """The settings of this run, and the file in which those that are changed are kept.

    `now` is what counts. `ruled` names those that the environment or a command decides at the start, each with what
    does. `file` is None where there is no folder to keep it in.
    """

    def __init__(self, file: Path | None = None, settings: Settings | None = None) -> None:
        self.file = file
        self.now = settings or Settings()
        self.ruled: dict[str, str] = {}
        self._news: list[str] = []

    def news(self) -> tuple[str, ...]:
        """Sentences that the trainee was not told yet; each is given once."""
        told, self._news = tuple(self._news), []
        return told

    def change(self, **changed: Any) -> None:
        """Change settings now, and keep them for the next time. Never raises; `news` says what went wrong.

        Only what was changed is written: two windows at once do not undo each other's settings.
        """
        self.now = self.now._replace(**changed)
        if "language" in changed:
            language.use(self.now.language or None)
        if self.file is None:
            return
        try:
            kept, _damage = _read(self.file)
            _write(self.file, {**kept, **changed})
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self.tell(
                _("Your settings cannot be kept in {place}: {reason}. They count until you leave.").format(
                    place=_where(self.file), reason=reason
                )
            )

    def rule(self, setting: str, value: Any, by: str) -> None:
        """Let something outside decide a setting for this run."""
        self.now = self.now._replace(**{setting: value})
        self.ruled[setting] = by

    def tell(self, sentence: str) -> None:
        """Add a sentence to the news."""
        self._news.append(sentence)


def open_settings(
    folder: Path | None = None,
    *,
    mode: Mode | None = None,
    slow_link: bool | None = None,
    environment: Mapping[str, str] | None = None,
) -> Setup:
    """The settings for a run: the program's own, then the file's, then the environment's, then the command's.

    The language that counts is spoken from here on. Never raises for what stands in the file.
    """
    environ = os.environ if environment is None else environment
    try:
        file = records_folder(folder).settings
    except NoHome:
        file = None
    setup = Setup(file)
    if file is not None:
        kept, damage = _read(file)
        setup.now, unusable = _settings_of(kept)
        if not damage and unusable:
            names = ", ".join(sorted(unusable))
            damage = _("These cannot be used: {names}").format(names=names)
        language.use(setup.now.language or None)
        if damage:
            setup.tell(
                _("Your settings in {place} cannot all be read, so the program's own take their place. {why}.").format(
                    place=_where(file), why=damage
                )
            )
    else:
        language.use(None)
    if theme := environ.get(THEME):
        setup.rule("theme", theme, THEME)
    if AT_ONCE in environ:
        setup.rule("pace", "at once", AT_ONCE)
    if SLOW_LINK in environ:
        setup.rule("slow_link", True, SLOW_LINK)
    if environ.get(language.VARIABLE):
        setup.ruled["language"] = language.VARIABLE
    if mode is not None:
        setup.rule("mode", mode, f"--mode {mode}")
    if slow_link is not None:
        setup.rule("slow_link", slow_link, "--slow-link" if slow_link else "--no-slow-link")
    return setup


def settings_in(folder: Folder) -> Settings:
    """The settings that a folder's file holds, as far as they can be used."""
    return _settings_of(_read(folder.settings)[0])[0]


def _where(file: Path) -> str:
    # what is said of the records needs SQLite, which a command that only asks for the language does not
    from trainer.records.sentences import where

    return where(file)


def _read(file: Path) -> tuple[dict[str, Any], str]:
    """What stands in the file, and why it cannot be read ("" where it can, or where there is none)."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except FileNotFoundError:
        return {}, ""
    except OSError as error:
        return {}, error.strerror or str(error)
    if len(raw) > LARGEST:
        return {}, _("The file is too large")
    try:
        found = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}, _("The file is damaged")
    return (found, "") if isinstance(found, dict) else ({}, _("The file is damaged"))


def _settings_of(found: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """The settings in plain data, and the names of those that cannot be used. Unknown names are a newer program's."""
    unusable: list[str] = []

    def usable(name: str, holds: bool, value: Value, otherwise: Value) -> Value:
        if name in found and not holds:
            unusable.append(name)
        return value if name in found and holds else otherwise

    own = Settings()
    theme, spoken = found.get("theme"), found.get("language")
    pace, mode, slow = found.get("pace"), found.get("mode"), found.get("slow_link")
    return (
        Settings(
            theme=usable("theme", _is_name(theme), cast("str", theme), own.theme),
            pace=usable("pace", pace in get_args(Pace), cast("Pace", pace), own.pace),
            mode=usable("mode", mode in get_args(Mode), cast("Mode", mode), own.mode),
            language=usable("language", _is_spoken(spoken), cast("str", spoken), own.language),
            slow_link=usable("slow_link", isinstance(slow, bool), cast("bool", slow), own.slow_link),
        ),
        unusable,
    )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _is_spoken(value: object) -> bool:
    return isinstance(value, str) and value in ("", *language.languages())


def _write(file: Path, data: Mapping[str, Any]) -> None:
    """Write the file in one step: whoever reads it finds the old one or the new one. Raises OSError."""
    Folder(file.parent).make()
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        make_private_file(part)
        with part.open("w", encoding="utf-8") as opened:
            opened.write(json.dumps(data, indent=2) + "\n")
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(file.parent)
