"""Where a figure's own words end: clauses and list items around each mention of a sentence.

A sentence is cut at strong marks (，；： and the like) and weak ones (、); marks inside quotes, titles and brackets do not cut.
Only geometry lives here: which words mean what is decided in `match`, `periods`, `levels` and `relations`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = re.compile(r"[，,；;。！？!?：:、\n…—|()（）“”\"《》【】〔〕\[\]]")
_STRONG = frozenset("，,；;。！？!?：:\n…—|")
_OPEN = {"(": ")", "（": "）", "“": "”", "《": "》", "【": "】", "〔": "〕", "[": "]"}
#: longest quote or bracket that is read as one name
_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Marks:
    """Positions of the marks that cut a stretch of text: strong ones, and strong or weak ones."""

    strong: tuple[int, ...]
    every: tuple[int, ...]


def find_marks(text: str, start: int, end: int) -> Marks:
    """Marks of text[start:end] that stand outside quotes, titles and brackets.

    >>> find_marks("编印《甲、乙》3册，书屋2个、站4个", 0, 19)
    Marks(strong=(9,), every=(9, 14))
    """
    strong: list[int] = []
    every: list[int] = []
    closing: list[str] = []
    for found in _MARKS.finditer(text, start, end):
        mark = found.group()
        if closing and mark in (closing[-1], ")", "）"):
            closing.pop()
        elif mark in _OPEN:
            # a quoted speech has clauses of its own; a name, a title or a bracket has none
            if text.find(_OPEN[mark], found.end(), min(end, found.end() + _NAME_LENGTH)) >= 0:
                closing.append(_OPEN[mark])
        elif mark in "。；;\n":
            # an unclosed bracket must not swallow the rest of the paragraph
            closing.clear()
            strong.append(found.start())
            every.append(found.start())
        elif not closing and mark in "，,！？!?：:…—|":
            strong.append(found.start())
            every.append(found.start())
        elif not closing and mark == "、":
            every.append(found.start())
    return Marks(tuple(strong), tuple(every))


@dataclass(frozen=True, slots=True)
class Segment:
    """Windows around one mention, all half-open offsets of the same text.

    own_left..start and end..own_right are the words of the list item itself; free_left..start reaches back over 、 to the figure before
    or the clause mark; clause_left..clause_right the clause between strong marks;
    sentence_left..sentence_right the sentence. `clause_starts` are the starts of the clauses of the sentence up to this one.
    """

    start: int
    end: int
    own_left: int
    own_right: int
    free_left: int
    clause_left: int
    clause_right: int
    sentence_left: int
    sentence_right: int
    clause_starts: tuple[int, ...]


def segment(marks: Marks, sentence: tuple[int, int], spans: Sequence[tuple[int, int]]) -> list[Segment]:
    """Windows of each span (sorted, of one sentence), each bounded by the neighbouring spans and marks."""
    left, right = sentence
    segments = []
    for index, (start, end) in enumerate(spans):
        previous_end = spans[index - 1][1] if index and spans[index - 1][1] <= start else left
        next_start = spans[index + 1][0] if index + 1 < len(spans) and spans[index + 1][0] >= end else right
        segments.append(
            Segment(
                start=start,
                end=end,
                own_left=max(left, previous_end, _before(marks.every, start, left)),
                own_right=min(right, next_start, _after(marks.every, end, right)),
                free_left=max(left, previous_end, _before(marks.strong, start, left)),
                clause_left=max(left, _before(marks.strong, start, left)),
                clause_right=min(right, _after(marks.strong, end, right)),
                sentence_left=left,
                sentence_right=right,
                clause_starts=_clause_starts(marks.strong, left, start),
            )
        )
    return segments


def _before(positions: tuple[int, ...], at: int, default: int) -> int:
    index = bisect_left(positions, at)
    return positions[index - 1] + 1 if index else default


def _after(positions: tuple[int, ...], at: int, default: int) -> int:
    index = bisect_left(positions, at)
    return positions[index] if index < len(positions) else default


def _clause_starts(strong: tuple[int, ...], left: int, at: int) -> tuple[int, ...]:
    first, last = bisect_left(strong, left), bisect_right(strong, at)
    return (left, *(position + 1 for position in strong[first:last]))
