"""The shapes that `corpus` hands on: a clean report, its blocks, sentences, facts and the way back.

Only frozen data and the arithmetic of the offset map live here. Nothing here reads bytes, decides what a line
is, or knows a word of Chinese; that is the work of the other modules of this package.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Script = Literal["simplified", "traditional"]
TextStatus = Literal["ok", "empty", "unreadable", "unsupported", "needs_ocr"]

BLOCK_KINDS = frozenset(
    {
        "title",
        "heading",
        "paragraph",
        "list_item",
        "table_row",
        "caption",
        "byline",
        "quote",
        "boilerplate",
    }
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Source characters `start:end` are replaced by `text` (empty: deleted)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Piecewise map from clean code points to source code points.

    Segment i covers clean `clean[i]:clean[i + 1]` (the last ends at `clean_length`) and source
    `source[i]:source_end[i]`. Equal lengths are copied character by character; unequal ones were replaced as a
    whole. Source characters between two segments were deleted.
    """

    clean: tuple[int, ...]
    source: tuple[int, ...]
    source_end: tuple[int, ...]
    clean_length: int

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that needed no cleaning."""
        if length == 0:
            return cls((), (), (), 0)
        return cls((0,), (0,), (length,), length)

    @classmethod
    def from_edits(cls, source_length: int, edits: Sequence[Edit]) -> OffsetMap:
        """Map of a text after `edits`, which are in source offsets, sorted and without overlap."""
        clean: list[int] = []
        source: list[int] = []
        source_end: list[int] = []
        at = 0
        length = 0
        for edit in edits:
            if edit.start > at:
                clean.append(length)
                source.append(at)
                source_end.append(edit.start)
                length += edit.start - at
            if edit.text:
                clean.append(length)
                source.append(edit.start)
                source_end.append(edit.end)
                length += len(edit.text)
            at = edit.end
        if source_length > at:
            clean.append(length)
            source.append(at)
            source_end.append(source_length)
            length += source_length - at
        return cls(tuple(clean), tuple(source), tuple(source_end), length)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Clean half-open span -> source half-open span, covering every source character it came from.

        Deleted characters inside the span are covered, deleted characters at its edges are not. An empty span
        gives an empty span. Raises ValueError when the span leaves the clean text.
        """
        if not 0 <= start <= end <= self.clean_length:
            raise ValueError(
                f"span {start}:{end} is outside the clean text of {self.clean_length} characters"
            )
        if start == end:
            point = self._first(start)
            return point, point
        last = end - 1
        i = bisect_right(self.clean, last) - 1
        shift = last - self.clean[i]
        stop = self.source[i] + shift + 1 if self._linear(i) else self.source_end[i]
        return self._first(start), stop

    def clean_span(self, start: int, end: int) -> tuple[int, int]:
        """Source half-open span -> the clean span of the characters that survived (may be empty)."""
        return self._clean_at(start), max(self._clean_at(start), self._clean_at(end))

    def then(self, later: OffsetMap) -> OffsetMap:
        """Map of two cleanings in a row: `self` was made first, `later` cleaned its clean text."""
        if (
            len(self.clean) == 1
            and self.source_end[0] - self.source[0] == self.clean_length
            and self.source[0] == 0
        ):
            return later
        clean: list[int] = []
        source: list[int] = []
        source_end: list[int] = []
        for i, at in enumerate(later.clean):
            first, stop = later.source[i], later.source_end[i]
            if not later._linear(i):
                low, high = self.source_span(first, stop)
                size = later._clean_stop(i) - at
                # Equal lengths would read as copied one by one: keep each character on the whole run.
                parts = size if high - low == size else 1
                clean.extend(range(at, at + parts))
                source.extend([low] * parts)
                source_end.extend([high] * parts)
                continue
            while first < stop:
                k = bisect_right(self.clean, first) - 1
                until = min(stop, self._clean_stop(k))
                if self._linear(k):
                    low = self.source[k] + first - self.clean[k]
                    high = low + until - first
                else:
                    # A replaced run stays whole for every clean character that came from it.
                    low, high = self.source[k], self.source_end[k]
                    if high - low == until - first:
                        until = first + 1
                clean.append(at)
                source.append(low)
                source_end.append(high)
                at += until - first
                first = until
        return OffsetMap(tuple(clean), tuple(source), tuple(source_end), later.clean_length)

    def _linear(self, i: int) -> bool:
        return self.source_end[i] - self.source[i] == self._clean_stop(i) - self.clean[i]

    def _clean_stop(self, i: int) -> int:
        return self.clean[i + 1] if i + 1 < len(self.clean) else self.clean_length

    def _first(self, at: int) -> int:
        if not self.clean:
            return 0
        if at >= self.clean_length:
            return self.source_end[-1]
        i = bisect_right(self.clean, at) - 1
        return self.source[i] + (at - self.clean[i] if self._linear(i) else 0)

    def _clean_at(self, at: int) -> int:
        i = bisect_right(self.source, at) - 1
        if i < 0:
            return 0
        stop = self._clean_stop(i)
        if at >= self.source_end[i]:
            return stop
        return self.clean[i] + (at - self.source[i] if self._linear(i) else 0)


@dataclass(frozen=True, slots=True)
class Block:
    """One title, heading, paragraph, list item, table row, caption, byline, quote or boilerplate run.

    `start:end` is half-open in the clean text; `heading_path` holds the Simplified headings above the block,
    outermost first.
    """

    kind: str
    start: int
    end: int
    heading_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block that is not boilerplate, in clean offsets; `block` indexes `CleanReport.blocks`."""

    start: int
    end: int
    block: int
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with the characters that prove it; `start:end` are clean offsets, None when it came from outside
    the text (a meta tag, an HTTP header, an override). `confidence` is a share from 0 to 1."""

    value: str
    evidence: str
    start: int | None = None
    end: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report says about itself. `region_id` is six digits or `<code>:<name>`; a null period start with
    `cumulative` means that the start is not known; `period_approx` that it was counted back from the end."""

    title: str | None = None
    publisher: str | None = None
    region_id: str | None = None
    region_code: str | None = None
    region_name: str | None = None
    admin_level: str | None = None
    published_on: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    stock_date: date | None = None
    period_approx: bool = False
    cumulative: bool = False
    source: str | None = None
    author: str | None = None
    evidence: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CleanReport:
    """A report ready for reading: `match_text` is `text` in Simplified characters, aligned one to one."""

    report_id: str
    file_name: str
    source_text: str
    text: str
    match_text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    facts: ReportFacts
    charset: str
    charset_evidence: str
    script: Script
    text_status: TextStatus
    text_reason: str | None = None
