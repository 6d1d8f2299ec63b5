"""The words that the rules of this package consult, built from rows of seeds/reference.

Words are data; what a kind of word means is decided in classes.py. Nothing is read from disk here: the
catalogue loads the CSV files and passes their rows in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .numerals import CN_CHARS
from .units import UnitTable

PHRASE_CLASSES = ("lexical", "name", "vague", "date", "duration", "ordinal", "rank")
"""Kinds whose phrases hold a numeral themselves: the class of that numeral is the kind."""

CUE_KINDS = (
    "structure_noun", "structure_noun_weak", "structure_verb", "done_verb", "price_noun", "hotline_noun",
    "boilerplate_left", "threshold_noun", "rank_left", "rank_right", "event_verb", "gain_verb",
    "one_article_left", "per_standard",
    "param_left_small", "param_left", "param_percent_right", "aggregate_cue", "brand_noun",
    "slogan_noun",
    "countable_noun", "label_left", "congress_right", "threshold_verb", "institution_noun", "number_thing",
    "role_noun", "surname", "name_after", "name_verb", "person_noun", "people_label",
)  # fmt: skip
"""Kinds that stand beside a number; each becomes a tuple for str.startswith or str.endswith."""

_ANCHORS = frozenset(CN_CHARS + "半首几数若翻0123456789")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed phrase with a numeral in it: 进一步, with the numeral at `offset`."""

    text: str
    class_: str
    offset: int
    span_start: int


@dataclass(frozen=True, slots=True)
class FigureVocabulary:
    """All words the mention rules need: unit table, fixed phrases, cue tuples by kind."""

    units: UnitTable
    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_rows(
        cls, *, units: Iterable[Mapping[str, str]], phrases: Iterable[Mapping[str, str]]
    ) -> FigureVocabulary:
        """Build from the rows of units.csv and of all mention_*.csv (`kind,phrase,note`).

        Raises ValueError, naming the row, when a kind is unknown or a class phrase holds no numeral.
        """
        cues: dict[str, dict[str, None]] = {kind: {} for kind in CUE_KINDS}
        found: dict[tuple[str, int], Phrase] = {}
        for row in phrases:
            kind, text = row["kind"], row["phrase"]
            if not text:
                raise ValueError(
                    f"mention words: row {dict(row)!r} has no phrase; fill it in or remove the row"
                )
            if kind in cues:
                cues[kind][text] = None
            elif kind in PHRASE_CLASSES:
                for phrase in _anchored(text, kind):
                    found.setdefault((text, phrase.offset), phrase)
            else:
                raise ValueError(
                    f"mention words: unknown kind {kind!r} of {text!r}; see CUE_KINDS, PHRASE_CLASSES"
                )
        by_pair: dict[str, list[Phrase]] = {}
        for phrase in found.values():
            at = phrase.offset
            pair = (
                phrase.text[at : at + 2] if at + 1 < len(phrase.text) else "<" + phrase.text[at - 1 : at + 1]
            )
            by_pair.setdefault(pair, []).append(phrase)
        return cls(
            units=UnitTable.from_rows(units),
            phrases={k: tuple(sorted(v, key=lambda p: -len(p.text))) for k, v in by_pair.items()},
            cues={kind: tuple(words) for kind, words in cues.items()},
        )

    def phrase_at(self, text: str, pos: int) -> Phrase | None:
        """The longest fixed phrase whose numeral stands at `pos`, or None.

        >>> words = FigureVocabulary.from_rows(units=[], phrases=[{"kind": "lexical", "phrase": "进一步"}])
        >>> words.phrase_at("进一步", 1).class_, words.phrase_at("第一步", 1)
        ('lexical', None)
        """
        best: Phrase | None = None
        phrases = self.phrases
        found = phrases.get(text[pos : pos + 2])
        if found is not None:
            for phrase in found:
                if pos >= phrase.offset and text.startswith(phrase.text, pos - phrase.offset):
                    best = phrase
                    break
        if pos:
            found = phrases.get("<" + text[pos - 1 : pos + 1])
            if found is not None:
                for phrase in found:
                    if best is not None and len(phrase.text) <= len(best.text):
                        break
                    if pos >= phrase.offset and text.startswith(phrase.text, pos - phrase.offset):
                        best = phrase
                        break
        return best


def _anchored(text: str, class_: str) -> Iterable[Phrase]:
    """One entry for the first character of each run of numerals in a phrase."""
    anchors = [i for i, ch in enumerate(text) if ch in _ANCHORS]
    if not anchors:
        raise ValueError(f"mention words: {text!r} ({class_}) holds no numeral; remove the row")
    for i in anchors:
        if i - 1 not in anchors:
            start = 0 if class_ in ("name", "date", "duration", "vague", "ordinal", "rank") else i
            yield Phrase(text, class_, i, i - start)
