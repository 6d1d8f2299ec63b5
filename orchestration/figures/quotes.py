"""Quotation marks: is a place inside a brand, a title or somebody's speech?

Guide section 2: a number in quotes is a name when the quotes enclose a brand, a figure when they enclose
speech. Only marks and lengths are judged here, no words.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_QUOTED = re.compile(
    r"“[^“”\n]{1,80}”|「[^「」\n]{1,80}」|『[^『』\n]{1,60}』|‘[^‘’\n]{1,60}’|《[^《》\n]{1,100}》|\"[^\"\n]{1,40}\"|〔(?:1[89]|20)[0-9]{2}〕"
)
_SENTENCE = re.compile("[。!！?？；;]|我们|我")
MAX_BRAND = 26


class Quotes:
    """Quoted spans of one text, looked up by place.

    >>> q = Quotes('开展“五个一”活动,他说:“走访了260家企业。”', 0, 25)
    >>> q.kind_at(3, 6), q.kind_at(18, 22), q.kind_at(0, 2)
    ('brand', 'speech', '')
    """

    __slots__ = ("_ends", "_kinds", "_starts")

    def __init__(self, text: str, start: int, end: int) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._kinds: list[str] = []
        for m in _QUOTED.finditer(text, start, end):
            first = m.start()
            mark = text[first]
            if mark == "《":
                kind = "title"
            elif mark == "〔":
                kind = "number"
            else:
                length = m.end() - first - 2
                before = text[first - 1] if first else ""
                inside = text[first + 1 : m.end() - 1]
                speech = length > MAX_BRAND or before in (":", "：") or _SENTENCE.search(inside)
                kind = "speech" if speech else "brand"
            self._starts.append(first)
            self._ends.append(m.end())
            self._kinds.append(kind)

    def kind_at(self, start: int, end: int) -> str:
        """`brand`, `title`, `number` (〔2021〕), `speech` or an empty string for start..end."""
        i = bisect_right(self._starts, start) - 1
        if i >= 0 and self._ends[i] >= end and self._starts[i] < end:
            return self._kinds[i]
        return ""

    def length_at(self, start: int) -> int:
        """Number of characters inside the quotes around `start`, 0 when outside.

        >>> Quotes("推进“五小”竞赛", 0, 8).length_at(3)
        2
        """
        i = bisect_right(self._starts, start) - 1
        return self._ends[i] - self._starts[i] - 2 if i >= 0 and self._ends[i] > start else 0
