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
MAX_LABELLED = 6
"""After a colon that no verb of saying precedes, so short a text is a name: 问题:“三送”不够."""
_COLONS = frozenset(":：")
_SAYING = frozenset("说道称言问答喊诉示叹")


class Quotes:
    """Quoted spans of one text, looked up by place.

    >>> q = Quotes('开展“五个一”活动,他说:“走访了260家企业。”', 0, 25)
    >>> q.kind_at(3, 6), q.kind_at(18, 22), q.kind_at(0, 2)
    ('brand', 'speech', '')
    """

    __slots__ = ("_ends", "_kinds", "_starts", "_text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
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
                said = before in _COLONS and (length > MAX_LABELLED or text[max(0, first - 2)] in _SAYING)
                speech = length > MAX_BRAND or said or _SENTENCE.search(inside)
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

    def inner_at(self, start: int) -> str:
        """Text inside the quotes around `start`, empty when outside.

        >>> Quotes("推进“五小”竞赛", 0, 8).inner_at(3)
        '五小'
        """
        i = bisect_right(self._starts, start) - 1
        return self._text[self._starts[i] + 1 : self._ends[i] - 1] if i >= 0 and self._ends[i] > start else ""
