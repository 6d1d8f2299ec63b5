"""What stands around a quantity: short windows left and right, the clause, the quotes, the words to look for.

One object a quantity, so that each rule asks in one line; it looks at most a sentence back and a few
characters ahead. No decision is taken here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from .numerals import CN_CHARS
from .qualifiers import Quantity
from .quantity import read_quantity
from .quotes import Quotes
from .units import Unit, UnitTable

WINDOW = 14
SENTENCE = 90
MARKS = frozenset("，,。；;！!？?：:、\n")
CLAUSE = re.compile("[，,。；;！!？?：:、\n]")
_DIGITS = frozenset(CN_CHARS + "0123456789")
_SENTENCE_END = re.compile("[。！!？?\n“「]")


class Context:
    """A quantity in its text: `left` and `right` are windows, `clause` the left window from the last mark on.

    `sentence` reaches back to the last full stop; `inside` is the kind of quotes around it.
    """

    __slots__ = (
        "_sentence",
        "between",
        "clause",
        "cues",
        "inside",
        "last",
        "left",
        "previous",
        "q",
        "quotes",
        "right",
        "text",
    )

    def __init__(
        self,
        text: str,
        q: Quantity,
        cues: Mapping[str, tuple[str, ...]],
        quotes: Quotes,
        previous: str,
        last: str = "",
        between: str = "",
    ) -> None:
        s = q.start
        self.text = text
        self.q = q
        self.cues = cues
        self.quotes = quotes
        self.previous = previous
        self.last = last
        self.between = between
        self.left = left = text[max(0, s - WINDOW) : s]
        self.right = text[q.end : q.end + WINDOW]
        cut = 0
        for m in CLAUSE.finditer(left):
            cut = m.end()
        self.clause = left[cut:]
        self.inside = quotes.kind_at(s, q.end)
        self._sentence: str | None = None

    @classmethod
    def first(cls, text: str, families: Mapping[str, str], **cues: tuple[str, ...]) -> Context:
        """Context of the first quantity of `text` with units by family: to try a rule by hand, and for doctests.

        >>> c = Context.first("慰问职工,共30万元资金", {"元": "money"})
        >>> c.q.value, c.clause, c.right
        (Decimal('300000'), '共', '资金')
        """
        units = UnitTable(Unit(printed, printed, family) for printed, family in families.items())
        for at in range(len(text)):
            q = read_quantity(text, at, 0, len(text), units) if text[at] in _DIGITS else None
            if q is not None:
                known: defaultdict[str, tuple[str, ...]] = defaultdict(tuple, cues)
                return cls(text, q, known, Quotes(text, 0, len(text)), "")
        raise ValueError(f"no quantity in {text!r}")

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
