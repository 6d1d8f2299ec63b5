"""Which lines of a page are its article, by trafilatura with recall first.

The extractor is asked for its opinion only; the lines, their order and their places are those of `html`.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

import trafilatura

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of the source text. `kind` comes from the tag (None: plain), `main` from the extractor, `link_share` is
    the share of characters inside links."""

    kind: str | None
    link_share: float
    furniture: bool
    main: bool = False


def main_lines(markup: str, lines: list[str], hints: list[PageLine]) -> list[bool]:
    """Which lines belong to the article, by trafilatura with recall first.

    Between its first and last line nothing is given up except furniture: losing a figure is worse than reading a menu.
    """
    try:
        body = (
            trafilatura.extract(markup, favor_recall=True, include_comments=False, include_tables=True) or ""
        )
    except Exception:  # the extractor parses the wild web: whatever it raises means "no opinion"
        body = ""
    tight = _SPACE.sub("", body).replace("|", "")
    pieces = {_SPACE.sub("", part) for line in body.split("\n") for part in line.split("|")}
    keys = [_SPACE.sub("", line) for line in lines]
    inside = [
        bool(key)
        and ((len(key) >= 8 and key in tight) or key in pieces or _all_cells(line, pieces))
        and not (hint.furniture and hint.link_share > 0.5)
        for line, key, hint in zip(lines, keys, hints, strict=True)
    ]
    if sum(len(key) for key, found in zip(keys, inside, strict=True) if found) < 80:
        return [not hint.furniture for hint in hints]
    firm = [i for i, key in enumerate(keys) if inside[i] and len(key) >= 15 and hints[i].link_share < 0.8]
    firm = firm or [i for i, found in enumerate(inside) if found]
    first, last = firm[0], firm[-1]
    while first and inside[first - 1] and hints[first - 1].link_share < 0.5:
        first -= 1
    while last + 1 < len(keys) and (inside[last + 1] or _carries_on(lines[last + 1], hints[last + 1])):
        last += 1
    result = []
    for i, hint in enumerate(hints):
        menu = hint.furniture or (hint.link_share > 0.6 and not inside[i] and len(keys[i]) < 60)
        result.append(first <= i <= last and not menu)
    return result


def _all_cells(line: str, pieces: set[str]) -> bool:
    return "\t" in line and all(_SPACE.sub("", cell) in pieces for cell in line.split("\t"))


def _carries_on(line: str, hint: PageLine) -> bool:
    if hint.kind in ("table_row", "caption", "list_item") and hint.link_share < 0.3 and not hint.furniture:
        return True
    return len(line) >= 40 and "。" in line and hint.link_share < 0.2 and not hint.furniture
