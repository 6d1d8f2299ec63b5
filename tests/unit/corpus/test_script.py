"""Script detection, and the equality of the fast converter with OpenCC."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from orchestration.corpus.script import _rows, detect_script, to_simplified

from .originals import needs_originals, originals, text_of
from .test_charset import OWN

LIBRARY = OpenCC("t2s")


def test_script_of_a_document() -> None:
    assert detect_script(OWN) == "simplified"
    assert detect_script(OpenCC("s2t").convert(OWN)) == "traditional"


def test_a_quotation_in_the_other_script_does_not_turn_the_document() -> None:
    assert detect_script(OWN + "（原文：職工會員權益）") == "simplified"


def test_phrases_and_characters_equal_the_library() -> None:
    """A long text out of every phrase and every character of the library's dictionaries, in random company."""
    pick = random.Random(3)
    words = [*_rows("TSPhrases.txt"), *_rows("TSCharacters.txt")]
    for _ in range(40):
        text = "".join(
            pick.choice(words) + pick.choice(["", "，", "。", "工", "會", "1", " "]) for _ in range(500)
        )
        expected = LIBRARY.convert(text)
        if len(expected) == len(text):
            assert to_simplified(text) == expected


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=sorted(set("".join(_rows("TSPhrases.txt"))))[:400] + list("，。 工會職"), max_size=60)
)
def test_any_mix_of_phrase_characters_equals_the_library(text: str) -> None:
    converted = to_simplified(text)
    assert len(converted) == len(text)
    expected = LIBRARY.convert(text)
    if len(expected) == len(text):
        assert converted == expected


@needs_originals
def test_the_originals_equal_the_library() -> None:
    to_traditional = OpenCC("s2t")
    for number in range(len(originals())):
        text = to_traditional.convert(text_of(number))
        assert to_simplified(text) == LIBRARY.convert(text)
