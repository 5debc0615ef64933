"""The page that explains a finding to an author."""

from pathlib import Path

from trainer.language import _
from trainer.scenario.findings import TITLES, page_of

_INSTALLED = Path(__file__).parent / "pages"
_IN_THE_REPOSITORY = Path(__file__).parents[2] / "docs" / "findings"


class UnknownCode(Exception):
    """A code that no finding has; `known` are those that there are."""

    def __init__(self, code: str) -> None:
        super().__init__(_("there is no finding {code}").format(code=code))
        self.known = tuple(TITLES)


def pages_folder() -> Path:
    """Where the pages are: packed with the program where it is installed, otherwise among the documents."""
    return _INSTALLED if _INSTALLED.is_dir() else _IN_THE_REPOSITORY


def explain(code: str) -> str:
    """The page of a code, as Markdown.

    Raises UnknownCode where no finding has that code.
    """
    code = code.strip().upper()
    if code not in TITLES:
        raise UnknownCode(code)
    return (pages_folder() / page_of(code)).read_text(encoding="utf-8")
