"""Where a sentence ends. One pass of one expression over a block; no meaning is read here."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A run of stops with the quotes and brackets that close with it. It begins with one class of characters so that the
# engine can run over the rest; what a single mark means is decided afterwards.
_MARK = re.compile(r"[。！？!?….][。！？!?….]*[”’」』）)》]*\s*")
_NO_END_BEFORE = re.compile(r"[a-zà-ǿ；！]")
_WORD_AFTER = re.compile(r"[0-9A-Za-z.]")


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of `text[start:end]`, without the white space around them.

    `甲会成立。乙会成立` -> `甲会成立。`, `乙会成立`
    """
    at = start
    for match in _MARK.finditer(text, start, end):
        stop = match.end()
        if stop >= end:
            break
        mark = match.group()
        if mark[0] == "." and (_WORD_AFTER.match(text, stop) or not _is_han(text[match.start() - 1])):
            continue
        if mark in ("?", "!") and _NO_END_BEFORE.match(text, stop):
            continue
        if mark[0] == "…" and len(mark) == 1:
            continue
        span = _trim(text, at, stop)
        if span[0] < span[1]:
            yield span
        at = stop
    span = _trim(text, at, end)
    if span[0] < span[1]:
        yield span


def _is_han(character: str) -> bool:
    return "㐀" <= character <= "鿿"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
