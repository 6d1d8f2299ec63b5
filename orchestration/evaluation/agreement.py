"""How far two annotators agree on the same reports: the ceiling for any score against either of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orchestration.evaluation.align import align
from orchestration.evaluation.rows import Row, rows_from
from orchestration.evaluation.scores import Scores, both_lexical, score

#: Compared on matched rows: (name, attribute, only where both are figures).
_FIELDS = (
    ("class", "class_", False),
    ("indicator", "indicator_id", True),
    ("unit", "unit", True),
    ("qualifier", "qualifier", True),
    ("level", "level", True),
    ("period_start", "period_start", True),
    ("period_end", "period_end", True),
    ("region", "region", True),
    ("relation", "relation", True),
)


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """rows compared, rows equal, Cohen's kappa (None where one label is all there is)."""

    rows: int
    agree: int
    kappa: float | None

    @property
    def share(self) -> float | None:
        return self.agree / self.rows if self.rows else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """`scores` takes A as gold and B as ours, to compare with our own scores; `fields` adds kappa."""

    reports: int
    scores: Scores
    fields: dict[str, FieldAgreement]

    def to_dict(self) -> dict[str, Any]:
        return {
            "reports": self.reports,
            "scores": self.scores.to_dict(),
            "fields": {
                name: {"rows": found.rows, "agree": found.agree, "share": found.share, "kappa": found.kappa}
                for name, found in self.fields.items()
            },
        }


def agreement(
    first: Iterable[Row | Mapping[str, Any]],
    second: Iterable[Row | Mapping[str, Any]],
    *,
    texts: Mapping[str, str] | None = None,
    reports: Iterable[str] | None = None,
) -> Agreement:
    """Compare two annotators on the reports that both labelled (or on `reports`)."""
    a_rows, b_rows = rows_from(first), rows_from(second)
    shared = set(reports or ({row.report for row in a_rows} & {row.report for row in b_rows}))
    a_by, b_by = _by_report(a_rows, shared), _by_report(b_rows, shared)
    pairs = [
        (b, a)
        for name in sorted(shared)
        for b, a in align(b_by[name], a_by[name]).matched
        if not both_lexical(b, a)
    ]
    figures = [(b, a) for b, a in pairs if a.class_ == b.class_ == "figure"]
    fields = {
        name: _field_agreement(
            [(getattr(b, attr), getattr(a, attr)) for b, a in (figures if narrow else pairs)]
        )
        for name, attr, narrow in _FIELDS
    }
    scores = score(
        [row for rows in b_by.values() for row in rows],
        [row for rows in a_by.values() for row in rows],
        texts=texts,
        reports=shared,
    )
    return Agreement(reports=len(shared), scores=scores, fields=fields)


def _by_report(rows: Iterable[Row], shared: set[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.report in shared:
            found[row.report].append(row)
    return found


def _field_agreement(pairs: Sequence[tuple[str, str]]) -> FieldAgreement:
    rows = len(pairs)
    agree = sum(b == a for b, a in pairs)
    if not rows:
        return FieldAgreement(0, 0, None)
    b_labels, a_labels = Counter(b for b, _ in pairs), Counter(a for _, a in pairs)
    by_chance = sum(b_labels[label] * a_labels[label] for label in b_labels) / rows**2
    kappa = None if by_chance == 1 else (agree / rows - by_chance) / (1 - by_chance)
    return FieldAgreement(rows, agree, kappa)
