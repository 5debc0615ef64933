"""A schema's explanations in the language that is spoken: what an editor shows beside a key, a word or a mistake."""

from typing import Any, Final

from trainer.language import _

_SAID: Final = frozenset({"description", "patternErrorMessage", "enumDescriptions"})
"""What stands in a schema for people to read. Keys, words and examples are of the format and stay."""


def in_the_language(made: Any) -> Any:
    """A copy of a schema with its explanations translated."""
    if isinstance(made, list):
        return [in_the_language(part) for part in made]
    if not isinstance(made, dict):
        return made
    return {key: _translated(value) if _is_said(key, value) else in_the_language(value) for key, value in made.items()}


def said_in(made: Any) -> list[str]:
    """Every explanation of a schema, for translating."""
    if isinstance(made, list):
        return [words for part in made for words in said_in(part)]
    if not isinstance(made, dict):
        return []
    found: list[str] = []
    for key, value in made.items():
        if _is_said(key, value):
            found += [value] if isinstance(value, str) else value
        else:
            found += said_in(value)
    return found


def _is_said(key: str, value: Any) -> bool:
    """Whether a value is an explanation: a key of the format may have the same name, and its value has keys itself."""
    return key in _SAID and (
        isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))
    )


def _translated(said: Any) -> Any:
    return _(said) if isinstance(said, str) else [_(words) for words in said]
