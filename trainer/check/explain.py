"""The page that explains a finding to an author.

In another language than English a page has words of its own, in a folder of that language, and the examples of the
English one: the format's keys are the same everywhere.
"""

from pathlib import Path
from typing import Final

from trainer.language import _, mark, spoken
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


_HEADINGS: Final = (mark("Not like this"), mark("Like this"), mark("Nor like this"), mark("But like this"))
"""What stands above the examples of a page."""


def explain(code: str) -> str:
    """The page of a code, as Markdown, in the language that is spoken where there is one.

    Raises UnknownCode where no finding has that code.
    """
    code = code.strip().upper()
    if code not in TITLES:
        raise UnknownCode(code)
    page = (pages_folder() / page_of(code)).read_text(encoding="utf-8")
    translated = pages_folder() / spoken() / page_of(code)
    if not translated.is_file():
        return page
    examples = page[page.index("\n## ") :]
    for heading in _HEADINGS:
        examples = examples.replace(f"\n## {heading}\n", f"\n## {_(heading)}\n")
    note = _("The examples are in English, as the keys of the format are in every language.")
    return f"{translated.read_text(encoding='utf-8')}\n{note}\n{examples}"
