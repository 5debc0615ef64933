"""The files that an author may want on the bench, and how one of them comes into the library."""

from pathlib import Path
from typing import NamedTuple

from trainer.language import _, mark
from trainer.scenario.library import FOLDER, entries_in, own_folder

HERE = mark("In this folder")
OWN = mark("Your own, in the library")
LIBRARY = mark("In the library")


class Draft(NamedTuple):
    """A file: what its scenario is called, where it stands, and which kind of place that is."""

    title: str
    path: Path
    where: str


class NotAdded(Exception):
    """A scenario that was not added to the library; the message says why, `hint` what would help."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def drafts(folder: Path | None = None) -> list[Draft]:
    """The scenarios of a folder (the present one if none is named), then one's own, then the library's."""
    found: list[Draft] = []
    seen: set[Path] = set()
    own = own_folder()
    places = ((HERE, folder or Path.cwd()), (OWN, own), (LIBRARY, FOLDER))
    for where, place in places:
        if not place.is_dir():
            continue
        for entry in entries_in(place, deep=where != HERE):
            path = Path(entry.path).resolve()
            if path not in seen:
                seen.add(path)
                found.append(Draft(entry.title, path, where))
    return found


def add_to_library(file: Path, replace: bool = False) -> Path:
    """Copy a scenario without errors into the folder of one's own, from where the library shows it; gives the copy.

    Raises NotAdded where it has errors, where one's own library has a scenario of that id and `replace` is not said,
    and where the copy cannot be written.
    """
    from trainer.bench.files import NotWritten, write_new
    from trainer.bench.files import replace as put_in_place
    from trainer.scenario.load import load_scenario

    loaded = load_scenario(file)
    if loaded.scenario is None:
        raise NotAdded(
            _("{file} has errors, and only a scenario without any is added").format(file=file),
            _("second-knock check {file} says them all").format(file=file),
        )
    own = own_folder()
    copy = own / f"{loaded.scenario.id}.yaml"
    content = file.read_bytes()
    try:
        own.mkdir(parents=True, exist_ok=True)
        if copy.exists() and replace:
            put_in_place(copy, content)
        else:
            write_new(copy, content.decode("utf-8-sig"))
    except (OSError, NotWritten) as refused:
        hint = _("--replace puts the new one in its place") if copy.exists() else ""
        raise NotAdded(str(refused), hint) from None
    return copy
