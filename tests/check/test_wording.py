"""Claims of law and figures are looked for by their stems first, which must leave out none of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.check.wording import LANGUAGES, claim

PLAIN = re.compile(r"[ -~áéíóúñü]*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_reads_like_a_claim_has_a_stem(language: str) -> None:
    words = LANGUAGES[language]

    @given(st.from_regex(re.compile(words.claims, re.IGNORECASE)).filter(PLAIN.fullmatch))
    def has_a_stem(text: str) -> None:
        assert any(stem in text.lower() for stem in words.stems)

    has_a_stem()


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        ("en", "Sixty percent of shops win.", "percent"),
        ("en", "By state law they must.", "state law"),
        ("en", "Every study shows it.", "Every study shows"),
        ("en", "Four out of five say yes.", "Four out of five"),
        ("en", "They can't do a thing to you.", "can't do a thing to you"),
        ("es", "Eso es ILEGAL aquí.", "ILEGAL"),
        ("es", "Tenemos derecho a reunirnos.", "Tenemos derecho a"),
        ("es", "Dos de cada tres ganan.", "Dos de cada"),
    ],
)
def test_a_claim_is_found_in_either_language(language: str, said: str, found: str) -> None:
    heard = claim(said, language)
    assert heard is not None
    assert heard.text == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_only_hold_a_stem_are_no_claim(language: str) -> None:
    assert claim("I'll be in at ten, on the lawn, by the recent one.", language) is None
