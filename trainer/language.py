"""The language of the program's own words: English as written in the code, others from catalogues made with gettext.

A scenario's words are never translated; a scenario has its own language.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN: Final = "second_knock"
FOLDER: Final = Path(__file__).parent / "locale"
VARIABLE: Final = "SECOND_KNOCK_LANGUAGE"
"""This variable of the environment names the language, before a setting and before the system's."""

Key = TypeVar("Key")
Value = TypeVar("Value")


def _by_the_system() -> str | None:
    """The choice that leaves it to the system."""
    return None


_chosen: Callable[[], str | None] = _by_the_system


def use(language: str | None) -> None:
    """Speak this language from now on ("en", "es"); None for the one that the system speaks."""
    ask(lambda: language)


def ask(chosen: Callable[[], str | None]) -> None:
    """Speak the language that this gives. It is asked when the first word is looked up, so that it may take time."""
    global _chosen
    _chosen = chosen
    _translations.cache_clear()


def spoken() -> str:
    """The language that is spoken: "en" also where the one that was wanted has no catalogue."""
    return _translations().info().get("language") or "en"


def languages() -> tuple[str, ...]:
    """The languages that there are, English first."""
    return ("en", *sorted(catalogue.parents[1].name for catalogue in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


@cache
def _translations() -> "NullTranslations":
    from gettext import translation

    wanted = os.environ.get(VARIABLE) or _chosen()
    return translation(DOMAIN, FOLDER, languages=[wanted] if wanted else None, fallback=True)


def _(text: str) -> str:
    """The program's words in the present language. The text is a literal, so that it can be found for translating."""
    return _translations().gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The words for one or for many, as the present language counts."""
    return _translations().ngettext(one, many, number)


def pgettext(context: str, text: str) -> str:
    """The same where one English word is several in another language; the context tells a translator which it is."""
    return _translations().pgettext(context, text)


def mark(text: str) -> str:
    """The text as it is; marks words for translating that are shown later, through `_`."""
    return text


class Table(Mapping[Key, Value]):
    """Marked words by a key. Each is given in the language that is spoken when it is looked up, through `say`."""

    def __init__(self, marked: Mapping[Key, Value], say: Callable[[Value], Value]) -> None:
        self._marked = dict(marked)
        self._say = say

    def __getitem__(self, key: Key) -> Value:
        return self._say(self._marked[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._marked)

    def __len__(self) -> int:
        return len(self._marked)
