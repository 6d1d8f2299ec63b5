"""Where a sentence ends. One pass of one expression over a block; no meaning is read here."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A stop, an ellipsis or a half-width mark, then the quotes and brackets that close with it. A half-width "." only
# counts where neither a digit nor a Latin letter follows (1.5, www.a.cn), "!" and "?" in both widths.
_END = re.compile(
    r"(?:[。！？]+[!?]*|[!?]+(?![a-zà-ǿ；！])|；(?=$)|…{2,}|……|(?<=[㐀-鿿])\.(?![0-9A-Za-z.]))[”’」』）)》]*\s*"
)


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of `text[start:end]`, without the white space around them.

    `甲会成立。乙会成立` -> `甲会成立。`, `乙会成立`
    """
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop >= end:
            break
        span = _trim(text, at, stop)
        if span[0] < span[1]:
            yield span
        at = stop
    span = _trim(text, at, end)
    if span[0] < span[1]:
        yield span


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
