"""All literal cues of the vocabulary in one automaton, so that a sentence is read once whatever the number of aliases.

A hit says where a cue stands and which aliases it serves; what a hit is worth is `match`'s business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import ahocorasick

from orchestration.catalogue import Alias

#: group number of a head hit and of a veto hit; 0, 1 … are the groups of `Alias.required`.
HEAD = -1
VETO = -2


#: a cue at text[start:end] as (start, end, term); `term` indexes the lexicon. A tuple, for a report has thousands of them.
Hit = tuple[int, int, int]


class Lexicon:
    """Literal cues of all aliases; `uses[term]` lists (alias number, group) pairs."""

    def __init__(self, aliases: Sequence[Alias]) -> None:
        self.aliases = tuple(aliases)
        self.terms: list[str] = []
        uses: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, alias in enumerate(self.aliases):
            for literal in alias.head:
                uses[literal].append((number, HEAD))
            for group, literals in enumerate(alias.required):
                for literal in literals:
                    uses[literal].append((number, group))
            for literal in alias.without:
                uses[literal].append((number, VETO))
        self._automaton = ahocorasick.Automaton()
        self.uses: list[tuple[tuple[int, int], ...]] = []
        for literal, pairs in uses.items():
            self._automaton.add_word(literal, (len(self.terms), len(literal)))
            self.terms.append(literal)
            self.uses.append(tuple(pairs))
        self._automaton.make_automaton()

    def hits(self, text: str, start: int, end: int) -> list[Hit]:
        """Every cue in text[start:end], overlapping ones included, by end position."""
        return [
            (last + 1 - length, last + 1, term)
            for last, (term, length) in self._automaton.iter(text, start, end)
        ]
