"""The library of scenarios that comes with the program: what is in it, and where each one is.

What a list shows of a scenario is kept in the user's cache folder by the content of its file, so that listing needs
neither the YAML reader nor the model. A file that changed, or is new, is read again; where the cache cannot be read or
written the library works all the same.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from trainer.language import _
from trainer.scenario.cache import cache_folder, make_cache
from trainer.scenario.file_kinds import IS_DRIVE, IS_SCENARIO

FOLDER: Final = Path(__file__).parents[2] / "scenarios"
"""The library's folder, with a folder for each setting."""

OWN_VARIABLE: Final = "SECOND_KNOCK_SCENARIOS"
"""This variable of the environment names another folder for one's own scenarios."""

_CACHE_VERSION: Final = 1

_TEXTS: Final = ("id", "title", "form", "method", "setting", "language", "brief")
"""The keys of a scenario that are texts and are shown in a list."""


class Entry(NamedTuple):
    """What a list shows of a scenario. `minutes` and `level` are None where the file does not say.

    `path` is where the file is, `content` a digest of what it holds.
    """

    id: str
    title: str
    form: str
    method: str
    setting: str
    level: int | None
    minutes: int | None
    language: str
    teaches: tuple[str, ...]
    contrast: str | None
    brief: str
    path: str
    content: str

    def to_json(self) -> dict[str, Any]:
        """Plain data with all of it."""
        return {**self._asdict(), "teaches": list(self.teaches)}


class UnknownScenario(Exception):
    """No scenario goes by that name; the message says so, `hint` what may have been meant."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def own_folder() -> Path:
    """Where one's own scenarios stand that were added to the library. It need not be there."""
    named = os.environ.get(OWN_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("second-knock", appauthor=False) / "scenarios"


def catalogue(folder: Path = FOLDER) -> list[Entry]:
    """Everything in the library, one's own scenarios included, by setting, then level, then title.

    A scenario of one's own stands in the place of one that came with the program and has the same id.
    """
    if folder != FOLDER:
        return _in_order(entries_in(folder))
    with contextlib.suppress(OSError, RuntimeError):
        own = own_folder()
        if own.is_dir():
            mine = entries_in(own)
            taken = {entry.id for entry in mine}
            return _in_order([*mine, *(entry for entry in entries_in(folder) if entry.id not in taken)])
    return _in_order(entries_in(folder))


def _in_order(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.setting, entry.level or 0, entry.title, entry.path))


def entries_in(folder: Path, deep: bool = True) -> list[Entry]:
    """The scenarios of a folder, with those of the folders in it unless only its own are wanted."""
    cache = _cache_file(folder)
    known = _read_cache(cache)
    heads: dict[str, Any] = {}
    entries = []
    for file in sorted(folder.rglob("*.yaml") if deep else folder.glob("*.yaml")):
        try:
            content = file.read_bytes()
        except OSError:
            continue
        if not IS_SCENARIO.search(content) or IS_DRIVE.search(content):
            continue
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        head = known.get(digest)
        entry = _entry(head, file, digest)
        if entry is None:
            head = _read_head(content)
            entry = _entry(head, file, digest)
        if entry is not None:
            heads[digest] = head
            entries.append(entry)
    if heads != known:
        _write_cache(cache, heads)
    return entries


def find(name: str, folder: Path = FOLDER) -> Path:
    """The file of a scenario, given its id in the library or a path.

    Raises UnknownScenario where there is neither.
    """
    written = Path(name)
    if os.sep in name or written.suffix in (".yaml", ".yml"):
        if written.is_file():
            return written
        raise UnknownScenario(
            _("there is no file {file}").format(file=name),
            _("a scenario is named by its file, or by its id in the library"),
        )
    entries = catalogue(folder)
    for entry in entries:
        if entry.id == name:
            return Path(entry.path)
    if written.is_file():
        return written
    import difflib  # only a slip needs it

    near = difflib.get_close_matches(name.lower(), [entry.id for entry in entries], n=1, cutoff=0.5)
    hint = _("second-knock list shows what there is")
    if near:
        hint = _("did you mean {name}?").format(name=near[0])
    raise UnknownScenario(_("there is no scenario “{name}” in the library").format(name=name), hint)


def contrast_of(scenario_id: str, folder: Path = FOLDER) -> Entry | None:
    """The scenario that meets the same people the other way, whichever of the two names the other; None without one."""
    entries = catalogue(folder)
    own = next((entry for entry in entries if entry.id == scenario_id), None)
    named = None if own is None else own.contrast
    return next((entry for entry in entries if named == entry.id or entry.contrast == scenario_id), None)


def _read_head(content: bytes) -> dict[str, Any]:
    """The keys of a file that a list shows, as far as they can be read."""
    from trainer.scenario.characters import shown
    from trainer.scenario.scalars import as_whole_number
    from trainer.scenario.tree import read_tree

    data = read_tree(content.decode("utf-8", "replace").removeprefix("\ufeff")).data
    keys: Mapping[str, Any] = data if isinstance(data, dict) else {}

    def text(key: str) -> str:
        value = keys.get(key)
        return shown(value) if isinstance(value, str) else ""

    def number(key: str) -> int | None:
        value = as_whole_number(keys.get(key))
        return value if isinstance(value, int) else None

    teaches = keys.get("teaches")
    return {
        **{key: text(key) for key in _TEXTS},
        "level": number("level"),
        "minutes": number("minutes"),
        "teaches": [shown(skill) for skill in teaches if isinstance(skill, str)] if isinstance(teaches, list) else [],
        "contrast": text("contrast") or None,
    }


def _entry(head: Any, file: Path, digest: str) -> Entry | None:
    """An entry from what was read or kept; None where that is not what it should be."""
    try:
        texts = [head[key] for key in _TEXTS]
        numbers = [head[key] for key in ("level", "minutes")]
        teaches, contrast = head["teaches"], head["contrast"]
    except (KeyError, TypeError):
        return None
    sound = (
        all(isinstance(text, str) for text in texts)
        and all(number is None or type(number) is int for number in numbers)
        and isinstance(teaches, list)
        and all(isinstance(skill, str) for skill in teaches)
        and (contrast is None or isinstance(contrast, str))
    )
    if not sound:
        return None
    own, title, form, method, setting, language, brief = texts
    level, minutes = numbers
    own = own or file.stem
    return Entry(
        own,
        title or own,
        form,
        method,
        setting,
        level,
        minutes,
        language,
        tuple(teaches),
        contrast,
        brief,
        str(file),
        digest,
    )


def _cache_file(folder: Path) -> Path:
    of = hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=4).hexdigest()
    return cache_folder() / f"catalogue-{_CACHE_VERSION}-{of}.json"


def _read_cache(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _write_cache(file: Path, heads: dict[str, Any]) -> None:
    """Keep what was read. A cache that cannot be written costs time and nothing else."""
    import tempfile

    with contextlib.suppress(OSError):
        make_cache(file.parent)
        handle, written = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as opened:
                json.dump(heads, opened)
            Path(written).replace(file)
        except OSError:
            Path(written).unlink(missing_ok=True)
            raise
