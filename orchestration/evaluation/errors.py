"""The list of mistakes: what is wrong with a row, in its sentence, gold beside ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orchestration.evaluation.align import Alignment
from orchestration.evaluation.rows import Row, plain

#: Fields a mistake can name, in the order they are printed.
FIELDS = (
    "mention",
    "value",
    "class",
    "unit",
    "qualifier",
    "indicator",
    "level",
    "period",
    "region",
    "relation",
)
_SENTENCE_ENDS = "。！？；!?;\n\r"
_LONGEST_SIDE = 90


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong row. kind: missed, spurious, misread (other value) or differs (matched, labels differ)."""

    kind: str
    fields: tuple[str, ...]
    gold: Row | None
    ours: Row | None
    sentence: str

    @property
    def row(self) -> Row:
        """The gold row, or ours where gold has none."""
        row = self.gold or self.ours
        if row is None:
            raise ValueError("a mistake without a row")
        return row

    def pair(self, name: str) -> tuple[str, str]:
        """(gold, ours) of one field, '-' for a blank."""
        return (shown(self.gold, name), shown(self.ours, name))

    def to_dict(self) -> dict[str, Any]:
        return {
            "report": self.row.report,
            "start": self.row.start,
            "surface": self.row.surface,
            "kind": self.kind,
            "fields": list(self.fields),
            "sentence": self.sentence,
            "gold": self.gold.to_dict() if self.gold else None,
            "ours": self.ours.to_dict() if self.ours else None,
        }


def shown(row: Row | None, name: str) -> str:
    """One field of a row as text: shown(row, 'period') -> '2022-01-01..2022-12-31'."""
    if row is None:
        return "-"
    if name == "mention":
        return row.surface
    if name == "value":
        return "-" if row.value is None else plain(row.value)
    if name == "period":
        return f"{row.period_start}..{row.period_end}"
    attribute = {"class": "class_", "indicator": "indicator_id"}.get(name, name)
    return str(getattr(row, attribute)) or "-"


def mistakes_of(alignment: Alignment, report_text: str | None) -> list[Mistake]:
    """Mistakes of one report by place; lexical rows alone are none."""
    found: list[Mistake] = []
    for ours, gold in alignment.matched:
        fields = wrong_fields(ours, gold)
        if fields:
            found.append(Mistake("differs", fields, gold, ours, sentence_of(gold, ours, report_text)))
    for ours, gold in alignment.misread:
        if ours.class_ == gold.class_ == "lexical":
            continue
        found.append(
            Mistake("misread", ("mention", "value"), gold, ours, sentence_of(gold, ours, report_text))
        )
    found.extend(
        Mistake("missed", ("mention",), row, None, sentence_of(row, None, report_text))
        for row in alignment.missed
        if row.class_ != "lexical"
    )
    found.extend(
        Mistake("spurious", ("mention",), None, row, sentence_of(row, row, report_text))
        for row in alignment.spurious
        if row.class_ != "lexical"
    )
    return sorted(found, key=lambda mistake: mistake.row.start)


def wrong_fields(ours: Row, gold: Row) -> tuple[str, ...]:
    """Scored fields in which a matched pair differs (the definitions of scores.py)."""
    wrong = []
    if ours.class_ != gold.class_:
        wrong.append("class")
    if gold.is_claim:
        wrong.extend(name for name in ("unit", "qualifier") if getattr(ours, name) != getattr(gold, name))
    if (gold.indicator_id or ours.indicator_id) and ours.indicator_id != gold.indicator_id:
        wrong.append("indicator")
    if gold.class_ == "figure" and ours.is_claim:
        names = ("level", "period", "region", "relation")
        wrong.extend(name for name in names if getattr(ours, name) != getattr(gold, name))
    return tuple(wrong)


def sentence_of(row: Row, ours: Row | None, report_text: str | None) -> str:
    """The sentence with the mention in 〔〕, cut to a readable length; without a text, that of our row."""
    if report_text is None:
        return ours.sentence if ours else ""
    start = row.start
    while start > 0 and report_text[start - 1] not in _SENTENCE_ENDS and row.start - start < _LONGEST_SIDE:
        start -= 1
    end = row.end
    while end < len(report_text) and report_text[end] not in _SENTENCE_ENDS and end - row.end < _LONGEST_SIDE:
        end += 1
    before, after = report_text[start : row.start], report_text[row.end : end]
    return f"{before}〔{report_text[row.start : row.end]}〕{after}".strip()
