"""Scenarios that were read before, kept as plain data in the user's cache folder by what their files hold.

A play of one of them needs neither the YAML reader nor the model, which take as much memory as a small app and a third
of a second. Only a scenario in which nothing is wrong to play it is kept. A file that changed, or a program that
reads differently, is read again; where the cache cannot be read or written everything works all the same.
"""

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from trainer import __version__
from trainer.scenario.cache import cache_folder, make_cache

if TYPE_CHECKING:
    from trainer.scenario.model import Scenario

_MOST_KEPT: Final = 40
"""Scenarios kept; beyond these the one that was written longest ago goes."""

_LARGEST: Final = 8 * 1024 * 1024
"""The largest file of a scenario, in bytes."""

_ENDING: Final = ".scenario.json"


class Kept(NamedTuple):
    """A scenario with all that the model would give it, and `content`, the digest that its editions go by."""

    scenario: "Scenario"
    content: str


def digest_of(path: Path) -> str | None:
    """What a file holds and the program that reads it, as one digest; None where it cannot be read.

    Every source file of this package counts, so that what another reader kept is never taken.
    """
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        digest = hashlib.blake2b(path.read_bytes(), digest_size=16)
        for source in sorted(Path(__file__).parent.glob("*.py")):
            status = source.stat()
            digest.update(f"{__version__} {source.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def is_kept(path: Path) -> bool:
    """Whether what a file holds now was read before and is kept, so that nothing is wrong with it."""
    digest = digest_of(path)
    try:
        return digest is not None and (_folder() / f"{digest}{_ENDING}").is_file()
    except (OSError, RuntimeError):
        return False


def kept_scenario(digest: str) -> Kept | None:
    """What was kept under a digest; None where nothing was, or where it does not read as it was written."""
    try:
        total, _, body = (_folder() / f"{digest}{_ENDING}").read_text(encoding="utf-8").partition("\n")
        if total != _sum(body):
            return None
        data = json.loads(body)
        parts = {name: type(name, (_Part,), {"__slots__": tuple(keys)}) for name, keys in data["keys"].items()}
        return Kept(cast("Scenario", _read(data["scenario"], parts)), data["content"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, RuntimeError):
        return None


def keep_scenario(digest: str, kept: Kept) -> None:
    """Keep a scenario under its file's digest. A cache that cannot be written costs time and nothing else."""
    import tempfile

    keys: dict[str, list[str]] = {}
    data = {"content": kept.content, "keys": keys, "scenario": _written(kept.scenario, keys)}
    body = json.dumps(data, separators=(",", ":"))
    with contextlib.suppress(OSError, RuntimeError):
        folder = _folder()
        make_cache(folder)
        handle, written = tempfile.mkstemp(dir=folder, prefix=f".{digest}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as opened:
                opened.write(f"{_sum(body)}\n{body}")
            Path(written).replace(folder / f"{digest}{_ENDING}")
        except OSError:
            Path(written).unlink(missing_ok=True)
            raise
        kept_now = sorted(folder.glob(f"*{_ENDING}"), key=lambda file: file.stat().st_mtime)
        for oldest in kept_now[:-_MOST_KEPT]:
            oldest.unlink(missing_ok=True)


class _Part:
    """A mapping of the format with the attributes that the model's class of the same name has."""

    __slots__: tuple[str, ...] = ()


def _folder() -> Path:
    return cache_folder() / "scenarios"


def _sum(body: str) -> str:
    return hashlib.blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _written(value: Any, keys: dict[str, list[str]]) -> Any:
    """A value as plain data. A list begins with the name of the part that it holds, or with "" where it is a list."""
    from trainer.scenario.model import Part

    if isinstance(value, Part):
        name = type(value).__name__
        names = keys.setdefault(name, list(type(value).model_fields))
        return [name, *(_written(getattr(value, key), keys) for key in names)]
    if isinstance(value, list):
        return ["", *(_written(item, keys) for item in value)]
    if isinstance(value, dict):
        return {key: _written(item, keys) for key, item in value.items()}
    return value


def _read(value: Any, parts: dict[str, type[_Part]]) -> Any:
    """The value again."""
    if isinstance(value, dict):
        return {key: _read(item, parts) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    if not value[0]:
        return [_read(item, parts) for item in value[1:]]
    part = parts[value[0]]()
    for key, item in zip(part.__slots__, value[1:], strict=True):
        setattr(part, key, _read(item, parts))
    return part
