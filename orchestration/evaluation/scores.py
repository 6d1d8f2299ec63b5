"""Scores of our rows against gold rows: counts by score, report, indicator and class, with intervals.

Belongs here: what a pair of rows is worth. Not here: which rows pair (align), how it is printed (report).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from orchestration.evaluation.align import Alignment, align
from orchestration.evaluation.bootstrap import Interval, intervals
from orchestration.evaluation.calibration import CalibrationBin, calibrate
from orchestration.evaluation.errors import Mistake, mistakes_of
from orchestration.evaluation.rows import Row, report_key, rows_from
from orchestration.evaluation.tally import Tally, add_counts

#: Scores in printed order; those of RATE_SCORES are plain shares, the rest have precision and recall.
RATE_SCORES = (
    "class",
    "unit",
    "qualifier",
    "level",
    "period_start",
    "period_end",
    "period",
    "region",
    "relation",
)
SCORE_NAMES = (
    "mention",
    "class",
    "quantity",
    "unit",
    "qualifier",
    "indicator",
    "level",
    "period",
    "period_start",
    "period_end",
    "region",
    "relation",
    "whole_row",
    "whole_row_level",
)

#: The numbers that stand for a corpus in floors and first scores: (score, part).
HEADLINES = (
    ("mention", "precision"),
    ("mention", "recall"),
    ("class", "f1"),
    ("quantity", "f1"),
    ("indicator", "f1"),
    ("level", "f1"),
    ("period", "f1"),
    ("region", "f1"),
    ("relation", "f1"),
    ("whole_row", "f1"),
    ("whole_row_level", "f1"),
)


def headline_key(name: str, part: str) -> str:
    """('mention', 'recall') -> 'mention_recall'; a score with one number keeps its bare name."""
    return f"{name}_{part}" if name == "mention" else name


@dataclass(frozen=True, slots=True)
class Scores:
    """All that `gonghui eval` prints. Tallies are keyed by the names of SCORE_NAMES."""

    totals: dict[str, Tally]
    by_report: dict[str, dict[str, Tally]]
    by_indicator: dict[str, dict[str, Tally]]
    confusion: dict[tuple[str, str], int]
    intervals: dict[str, dict[str, Interval | None]]
    calibration: tuple[CalibrationBin, ...]
    mistakes: tuple[Mistake, ...]
    gold_rows: int
    our_rows: int
    unlabelled_reports: tuple[str, ...] = ()
    confusions: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Tally:
        return self.totals[name]

    def headlines(self) -> dict[str, float | None]:
        """Headline numbers by key (`mention_precision`, `indicator`, ...); None where nothing was judged."""
        return {headline_key(name, part): getattr(self.totals[name], part) for name, part in HEADLINES}

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain JSON values."""
        return {
            "gold_rows": self.gold_rows,
            "our_rows": self.our_rows,
            "unlabelled_reports": list(self.unlabelled_reports),
            "scores": {name: tally.to_dict() for name, tally in self.totals.items()},
            "intervals": {
                name: {part: list(found) if found else None for part, found in parts.items()}
                for name, parts in self.intervals.items()
            },
            "by_report": _tallies(self.by_report),
            "by_indicator": _tallies(self.by_indicator),
            "class_confusion": [
                {"gold": gold, "ours": ours, "rows": count}
                for (gold, ours), count in sorted(self.confusion.items())
            ],
            "confusions": {
                name: [
                    {"gold": gold, "ours": ours, "rows": count}
                    for (gold, ours), count in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
                ]
                for name, pairs in self.confusions.items()
            },
            "calibration": [bin_.to_dict() for bin_ in self.calibration],
            "mistakes": [mistake.to_dict() for mistake in self.mistakes],
        }


def _tallies(table: Mapping[str, Mapping[str, Tally]]) -> dict[str, dict[str, Any]]:
    return {key: {name: tally.to_dict() for name, tally in line.items()} for key, line in table.items()}


def score(
    ours: Iterable[Row | Mapping[str, Any]],
    gold: Iterable[Row | Mapping[str, Any]],
    *,
    texts: Mapping[str, str] | None = None,
    reports: Iterable[str] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Scores:
    """Score our rows (shape of `gonghui extract --all --format jsonl`) against gold rows with a `report`.

    `texts` maps report keys to source text, for sentences in the error list. `reports` names the labelled
    reports where one may have no gold row at all; by default those that occur in gold. Rows of ours in other
    reports are left out and those reports listed. Definitions: `definitions.DEFINITIONS`. Raises GoldError
    for an unreadable row.
    """
    our_rows, gold_rows = rows_from(ours), rows_from(gold)
    labelled = {report_key(name) for name in reports or ()} | {row.report for row in gold_rows}
    ours_by: dict[str, list[Row]] = defaultdict(list)
    gold_by: dict[str, list[Row]] = defaultdict(list)
    for row in our_rows:
        ours_by[row.report].append(row)
    for row in gold_rows:
        gold_by[row.report].append(row)

    by_report: dict[str, dict[str, Tally]] = {}
    by_indicator: dict[str, Counter[str]] = defaultdict(Counter)
    confusion: Counter[tuple[str, str]] = Counter()
    confusions: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    judged: list[tuple[Row, bool, bool]] = []
    mistakes: list[Mistake] = []
    for name in sorted(labelled):
        alignment = align(ours_by[name], gold_by[name])
        by_report[name] = report_tallies(alignment)
        count_indicators(alignment, by_indicator)
        confusion.update(class_pairs(alignment))
        judged.extend(judged_claims(alignment))
        found = mistakes_of(alignment, (texts or {}).get(name))
        mistakes.extend(found)
        for mistake in found:
            for part in mistake.fields:
                if part != "mention":
                    confusions[part][mistake.pair(part)] += 1
    totals = {
        score_name: add_counts(tallies[score_name] for tallies in by_report.values())
        for score_name in SCORE_NAMES
    }
    return Scores(
        totals=totals,
        by_report=by_report,
        by_indicator={key: indicator_tallies(by_indicator[key]) for key in sorted(by_indicator)},
        confusion=dict(confusion),
        intervals=intervals(list(by_report.values()), SCORE_NAMES, draws=draws, seed=seed),
        calibration=calibrate(judged),
        mistakes=tuple(mistakes),
        gold_rows=len(gold_rows),
        our_rows=sum(len(ours_by[name]) for name in labelled),
        unlabelled_reports=tuple(sorted(name for name in ours_by if name not in labelled)),
        confusions={name: dict(pairs) for name, pairs in confusions.items()},
    )


def report_tallies(alignment: Alignment) -> dict[str, Tally]:
    """Counts of every score for one report."""
    # Two lexical rows say nothing: the guide lets both sides leave them out.
    matched = [pair for pair in alignment.matched if not both_lexical(*pair)]
    misread = alignment.misread
    missed = [row for row in alignment.missed if row.class_ != "lexical"]
    spurious = [row for row in alignment.spurious if row.class_ != "lexical"]
    our_misread = [ours for ours, _ in misread if ours.class_ != "lexical"]
    gold_misread = [gold for _, gold in misread if gold.class_ != "lexical"]
    ours = [pair[0] for pair in matched] + our_misread + spurious
    gold = [pair[1] for pair in matched] + gold_misread + missed
    claims = [pair for pair in matched if pair[1].is_claim]
    figures = [(o, g) for o, g in matched if g.class_ == "figure" and o.is_claim]
    gold_quantities = sum(row.is_claim for row in gold)
    our_quantities = (
        len(claims)
        + sum(g.is_claim and o.class_ != "lexical" for o, g in misread)
        + sum(row.is_claim for row in spurious)
    )
    our_ids = sum(bool(row.indicator_id) for row in ours)
    gold_ids = sum(bool(row.indicator_id) for row in gold)
    our_figures = sum(row.class_ == "figure" for row in ours)
    gold_figures = sum(row.class_ == "figure" for row in gold)

    def rate(pairs: list[tuple[Row, Row]], attribute: str) -> Tally:
        return Tally.rate(sum(getattr(o, attribute) == getattr(g, attribute) for o, g in pairs), len(pairs))

    return {
        "mention": Tally(len(matched), len(ours), len(gold)),
        "class": rate(matched, "class_"),
        "quantity": Tally(sum(same_quantity(*pair) for pair in claims), our_quantities, gold_quantities),
        "unit": rate(claims, "unit"),
        "qualifier": rate(claims, "qualifier"),
        "indicator": Tally(sum(same_indicator(*pair) for pair in matched), our_ids, gold_ids),
        "level": rate(figures, "level"),
        "period": rate(figures, "period"),
        "period_start": rate(figures, "period_start"),
        "period_end": rate(figures, "period_end"),
        "region": rate(figures, "region"),
        "relation": rate(figures, "relation"),
        "whole_row": Tally(sum(same_whole_row(*pair) for pair in matched), our_figures, gold_figures),
        "whole_row_level": Tally(
            sum(same_whole_row(o, g) and o.level == g.level for o, g in matched), our_figures, gold_figures
        ),
    }


def both_lexical(ours: Row, gold: Row) -> bool:
    return ours.class_ == gold.class_ == "lexical"


def same_quantity(ours: Row, gold: Row) -> bool:
    """Value, unit and qualifier equal."""
    return ours.value == gold.value and ours.unit == gold.unit and ours.qualifier == gold.qualifier


def same_indicator(ours: Row, gold: Row) -> bool:
    """The same id; two blanks are nothing to count."""
    return bool(gold.indicator_id) and ours.indicator_id == gold.indicator_id


def same_whole_row(ours: Row, gold: Row) -> bool:
    """A figure with indicator, value, unit, qualifier, period, region and relation equal (level apart)."""
    return (
        gold.class_ == ours.class_ == "figure"
        and same_indicator(ours, gold)
        and same_quantity(ours, gold)
        and ours.period == gold.period
        and ours.region == gold.region
        and ours.relation == gold.relation
    )


def count_indicators(alignment: Alignment, counts: dict[str, Counter[str]]) -> None:
    """Add one report's hits, gold rows and our rows by indicator id."""
    for ours, gold in alignment.matched:
        if same_indicator(ours, gold):
            counts[gold.indicator_id]["hit"] += 1
            counts[gold.indicator_id]["whole"] += same_whole_row(ours, gold)
    for row in [o for o, _ in alignment.matched + alignment.misread] + list(alignment.spurious):
        if row.indicator_id:
            counts[row.indicator_id]["ours"] += 1
    for row in [g for _, g in alignment.matched + alignment.misread] + list(alignment.missed):
        if row.indicator_id:
            counts[row.indicator_id]["gold"] += 1


def indicator_tallies(counts: Counter[str]) -> dict[str, Tally]:
    """Indicator and whole-row counts of one id."""
    return {
        "indicator": Tally(counts["hit"], counts["ours"], counts["gold"]),
        "whole_row": Tally(counts["whole"], counts["ours"], counts["gold"]),
    }


def class_pairs(alignment: Alignment) -> Iterable[tuple[str, str]]:
    """(gold class, our class) of every row; a row with no matching partner stands against '-'."""
    yield from ((gold.class_, ours.class_) for ours, gold in alignment.matched)
    for ours, gold in alignment.misread:
        yield (gold.class_, "-")
        yield ("-", ours.class_)
    yield from ((row.class_, "-") for row in alignment.missed)
    yield from (("-", row.class_) for row in alignment.spurious)


def judged_claims(alignment: Alignment) -> Iterable[tuple[Row, bool, bool]]:
    """Our rows with an id, whether the indicator is right, and whether the whole row is."""
    for ours, gold in alignment.matched:
        if ours.indicator_id:
            yield ours, same_indicator(ours, gold), same_whole_row(ours, gold)
    for ours in [o for o, _ in alignment.misread] + list(alignment.spurious):
        if ours.indicator_id:
            yield ours, False, False
