"""What stands around a quantity: short windows left and right, the clause, the quotes, the words to look for.

One object a quantity, so that each rule asks in one line; it looks at most a sentence back and a few
characters ahead. No decision is taken here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .quantity import Quantity
from .quotes import Quotes

WINDOW = 14
SENTENCE = 90
MARKS = frozenset("，,。；;！!？?：:、\n")
CLAUSE = re.compile("[，,。；;！!？?：:、\n]")
_SENTENCE_END = re.compile("[。！!？?\n“「]")


class Context:
    """A quantity in its text: `left` and `right` are windows, `clause` the left window from the last mark on.

    慰问职工,共〔30万元〕资金 -> clause 共, right 资金
    """

    __slots__ = ("_sentence", "clause", "cues", "inside", "left", "previous", "q", "quotes", "right", "text")

    def __init__(
        self,
        text: str,
        q: Quantity,
        cues: Mapping[str, tuple[str, ...]],
        quotes: Quotes,
        previous: str,
    ) -> None:
        s = q.start
        self.text = text
        self.q = q
        self.cues = cues
        self.quotes = quotes
        self.previous = previous
        self.left = left = text[max(0, s - WINDOW) : s]
        self.right = text[q.end : q.end + WINDOW]
        cut = 0
        for m in CLAUSE.finditer(left):
            cut = m.end()
        self.clause = left[cut:]
        self.inside = quotes.kind_at(s, q.end)
        self._sentence: str | None = None

    @property
    def sentence(self) -> str:
        """The sentence up to the quantity, at most SENTENCE characters; quoted speech begins a new one."""
        if self._sentence is None:
            low = max(0, self.q.start - SENTENCE)
            window = self.text[low : self.q.start]
            cut = 0
            for m in _SENTENCE_END.finditer(window):
                cut = m.end()
            self._sentence = window[cut:]
        return self._sentence

    def before(self, kind: str) -> bool:
        """Does a word of this kind end directly before the quantity?"""
        return self.left.endswith(self.cues[kind])

    def after(self, kind: str, skip: int = 0) -> bool:
        """Does a word of this kind begin directly after the quantity (or `skip` characters later)?"""
        return self.right.startswith(self.cues[kind], skip)

    def clause_has(self, kind: str) -> bool:
        """Does a word of this kind stand in the clause to the left?"""
        clause = self.clause
        return any(word in clause for word in self.cues[kind])

    def after_within(self, kind: str, reach: int) -> bool:
        """Does a word of this kind begin within `reach` characters, before the next mark?"""
        right, words = self.right, self.cues[kind]
        for i in range(min(reach, len(right))):
            if right.startswith(words, i):
                return True
            if right[i] in MARKS:
                return False
        return False
