"""The language of the program's own words: English as written in the code, others from catalogues made with gettext.

A scenario's words are never translated; a scenario has its own language.
"""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN: Final = "second_knock"
FOLDER: Final = Path(__file__).parent / "locale"
VARIABLE: Final = "SECOND_KNOCK_LANGUAGE"
"""This variable of the environment names the language, before a setting and before the system's."""

_chosen: str | None = None


def use(language: str | None) -> None:
    """Speak this language from now on ("en", "es"); None for the one that the system speaks."""
    global _chosen
    _chosen = language
    _translations.cache_clear()


def languages() -> tuple[str, ...]:
    """The languages that there are, English first."""
    return ("en", *sorted(catalogue.parents[1].name for catalogue in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


@cache
def _translations() -> "NullTranslations":
    from gettext import translation

    wanted = os.environ.get(VARIABLE) or _chosen
    return translation(DOMAIN, FOLDER, languages=[wanted] if wanted else None, fallback=True)


def _(text: str) -> str:
    """The program's words in the present language. The text is a literal, so that it can be found for translating."""
    return _translations().gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The words for one or for many, as the present language counts."""
    return _translations().ngettext(one, many, number)


def mark(text: str) -> str:
    """The text as it is; marks words for translating that are shown later, through `_`."""
    return text
