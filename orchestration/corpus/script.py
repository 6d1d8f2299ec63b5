"""Simplified or Traditional, and the Simplified twin of a Traditional text, character by character.

The conversion is OpenCC's t2s (opencc-python-reimplemented). The library converts about 0.3 million characters a second, so
characters go through a table and only the stretches that hold a phrase of its dictionary go to the library itself; a test
proves both ways equal. The result always has the length of the text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from opencc import OpenCC

from orchestration.corpus.model import Script

_SAMPLE = 1_000


def detect_script(text: str) -> Script:
    """Which script the document is in, by the characters that exist in one of them only.

    `產業工會` -> traditional, `产业工会` -> simplified
    """
    middle = len(text) // 2
    sample = (
        text
        if len(text) <= 3 * _SAMPLE
        else text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
    )
    only_traditional, only_simplified = _telling()
    traditional = len(sample) - len(sample.translate(only_traditional))
    if traditional * 50 < len(sample):
        return "simplified"
    simplified = len(sample) - len(sample.translate(only_simplified))
    return "traditional" if traditional > simplified else "simplified"


def to_simplified(text: str) -> str:
    """Simplified text of the same length.

    `產業工會` -> `产业工会`
    """
    characters, phrases, split = _tables()
    plain = text.translate(characters)
    if phrases.search(text) is None:
        return plain
    out = []
    done = 0
    for match in phrases.finditer(text):
        if match.start() < done:
            continue
        # The library works on stretches between separators; a stretch with a phrase is converted by itself.
        start = done
        for separator in split.finditer(text, done, match.start()):
            start = separator.end()
        after = split.search(text, match.end())
        end = after.start() if after else len(text)
        out.append(plain[done:start])
        stretch = _library(text[start:end])
        out.append(stretch if len(stretch) == end - start else plain[start:end])
        done = end
    out.append(plain[done:])
    return "".join(out)


def traditional_forms(character: str) -> tuple[str, ...]:
    """The Traditional characters that a Simplified one may stand for, itself left out."""
    return tuple(t for t in _rows("STCharacters.txt").get(character, ()) if t != character and len(t) == 1)


@lru_cache(maxsize=4096)
def _library(stretch: str) -> str:
    return str(_converter().convert(stretch))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _rows(name: str) -> dict[str, tuple[str, ...]]:
    table = resources.files("opencc").joinpath("dictionary", name).read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {key: tuple(values.split()) for key, values in pairs}


@cache
def _tables() -> tuple[dict[int, str], re.Pattern[str], re.Pattern[str]]:
    characters = {
        ord(key): values[0]
        for key, values in _rows("TSCharacters.txt").items()
        if values[0] != key and len(values[0]) == 1
    }
    # A phrase that says what its characters say anyway needs no library.
    phrases = [
        re.escape(key)
        for key, values in _rows("TSPhrases.txt").items()
        if values[0] != key.translate(characters) or len(values[0]) != len(key)
    ]
    phrases.sort(key=len, reverse=True)
    return characters, re.compile("|".join(phrases)), _converter().split_chars_re


@cache
def _telling() -> tuple[dict[int, None], dict[int, None]]:
    """Deletion tables of the characters that only one of the scripts uses."""
    to_plain = {key for key, values in _rows("TSCharacters.txt").items() if key not in values}
    from_plain = {key for key, values in _rows("STCharacters.txt").items() if key not in values}
    plain_too = set(_rows("STCharacters.txt")) | {
        v for values in _rows("TSCharacters.txt").values() for v in values
    }
    return ({ord(c): None for c in to_plain - plain_too}, {ord(c): None for c in from_plain - to_plain})
