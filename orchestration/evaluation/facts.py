"""Scores of report facts (title, publisher, region, dates) against facts.csv."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.evaluation.rows import GoldError, report_key, text

FACT_FIELDS = (
    "title",
    "publisher",
    "region",
    "region_code",
    "admin_level",
    "published_on",
    "period_start",
    "period_end",
    "stock_date",
)
#: facts.csv says `region` for the plain official name that `ReportFacts` calls `region_name`.
_ATTRIBUTES = {"region": "region_name"}
#: Free text: width and spaces are the page's furniture, not a difference.
_FREE_TEXT = frozenset({"title", "publisher"})


@dataclass(frozen=True, slots=True)
class FactMistake:
    """One wrong fact. kind: missed (ours blank), invented (gold blank) or wrong."""

    report: str
    field: str
    kind: str
    gold: str
    ours: str


@dataclass(frozen=True, slots=True)
class FactScores:
    """Right and judged reports by field; a blank on both sides is right."""

    right: dict[str, int]
    reports: int
    mistakes: tuple[FactMistake, ...]

    def share(self, field: str) -> float | None:
        return self.right[field] / self.reports if self.reports else None

    @property
    def overall(self) -> float | None:
        """Share of all facts that are right."""
        return sum(self.right.values()) / (self.reports * len(FACT_FIELDS)) if self.reports else None

    def to_dict(self) -> dict[str, Any]:
        return {
            "reports": self.reports,
            "overall": self.overall,
            "fields": {name: {"right": self.right[name], "share": self.share(name)} for name in FACT_FIELDS},
            "mistakes": [
                {"report": m.report, "field": m.field, "kind": m.kind, "gold": m.gold, "ours": m.ours}
                for m in self.mistakes
            ],
        }


def read_facts(path: Path, prefix: str = "") -> dict[str, dict[str, str]]:
    """facts.csv by report key (`prefix` + file name without suffix). Raises GoldError for a wrong header."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        header = ["file", *FACT_FIELDS]
        if reader.fieldnames is None or list(reader.fieldnames) != header:
            raise GoldError(f"{path.name}: the header is not that of a fact sheet; write {','.join(header)}")
        return {
            report_key(prefix + text(row["file"])): {name: text(row[name]) for name in FACT_FIELDS}
            for row in reader
        }


def score_facts(ours: Mapping[str, object], gold: Mapping[str, Mapping[str, str]]) -> FactScores:
    """Compare facts by report key; `ours` holds ReportFacts or mappings, a missing report is blank."""
    right = dict.fromkeys(FACT_FIELDS, 0)
    mistakes: list[FactMistake] = []
    for report in sorted(gold):
        for name in FACT_FIELDS:
            wanted, found = gold[report].get(name, ""), fact_text(ours.get(report), name)
            if _comparable(name, wanted) == _comparable(name, found):
                right[name] += 1
                continue
            kind = "missed" if not found else "invented" if not wanted else "wrong"
            mistakes.append(FactMistake(report, name, kind, wanted, found))
    return FactScores(right=right, reports=len(gold), mistakes=tuple(mistakes))


def fact_text(facts: object, name: str) -> str:
    """One fact as text, "" for none; dates are ISO."""
    if facts is None:
        return ""
    if isinstance(facts, Mapping):
        return text(facts.get(name, facts.get(_ATTRIBUTES.get(name, name))))
    return text(getattr(facts, _ATTRIBUTES.get(name, name), None))


def _comparable(name: str, value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).split()) if name in _FREE_TEXT else value
