"""The user's cache folder: what the program can make again, such as the catalogue of the library."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """Where it is kept."""
    from platformdirs import user_cache_path

    return user_cache_path("second-knock", appauthor=False)


def make_cache(folder: Path) -> None:
    """Make a folder of the cache. Raises OSError, also where the home folder is missing: that is not ours to make."""
    # unlike Path.home this never raises
    home = os.path.expanduser("~")  # noqa: PTH111
    if folder.is_relative_to(home) and not Path(home).is_dir():
        raise FileNotFoundError(home)
    folder.mkdir(parents=True, exist_ok=True)
