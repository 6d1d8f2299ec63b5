"""Suites for Great Expectations as plain data, built from rules.csv and bounds.csv, so that a rule exists once.

A suite names the mart it guards, the query that makes its frame (summaries and violations, at most FRAME_ROWS rows; promises about
every row are dbt contracts and tests) and its expectations as dicts {type, kwargs, severity, meta}. Great Expectations itself is
imported by whoever runs them. `critical` is a broken promise of the pipeline and blocks publishing; `warning` is an implausible figure.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FRAME_ROWS = 100_000
Expectation = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Suite:
    """`query` runs with the warehouse's schemas in reach (marts, reference); `index` names the columns that identify a row."""

    name: str
    asset: tuple[str, str]
    query: str
    index: tuple[str, ...]
    expectations: tuple[Expectation, ...]

    @property
    def is_blocking(self) -> bool:
        return any(expectation["severity"] == "critical" for expectation in self.expectations)


def build_suites(reference: Path) -> list[Suite]:
    """All suites. Raises FileNotFoundError when rules.csv or bounds.csv is missing."""
    return [*_promises(), _findings(_rows(reference / "rules.csv")), _bounds(_slack(reference))]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _slack(reference: Path) -> float:
    """Slack factor of the rule on bounds: parameters `slack=3`."""
    for row in _rows(reference / "rules.csv"):
        if row["rule_id"] == "outside_bounds":
            return float(row["parameters"].partition("slack=")[2].split(";")[0])
    raise ValueError(f"{reference / 'rules.csv'}: rule outside_bounds is missing; bounds need its slack")


def _expectation(
    name: str, kind: str, kwargs: dict[str, Any], title_zh: str, title_en: str, severity: str = "critical"
) -> Expectation:
    return {
        "type": kind,
        "kwargs": kwargs,
        "severity": severity,
        "meta": {"check": name, "title_zh": title_zh, "title_en": title_en},
    }


def _none(name: str, title_zh: str, title_en: str) -> Expectation:
    """A violation query must come back empty."""
    return _expectation(name, "expect_table_row_count_to_equal", {"value": 0}, title_zh, title_en)


def _promises() -> list[Suite]:
    """What the pipeline promises whatever the reports say."""
    return [
        Suite(
            "values_rest_on_sound_claims",
            ("marts", "fct_indicator_values"),
            "select value_id, claims.status from marts.fct_indicator_values as held_values "
            "inner join marts.fct_claims as claims using (claim_id) "
            "inner join marts.dim_reports as reports on claims.report_id = reports.report_id "
            "where claims.status in ('held', 'rejected') or reports.standing <> 'current' "
            "or claims.value is distinct from held_values.value "
            f"limit {FRAME_ROWS}",
            ("value_id",),
            (
                _none(
                    "held_claims_give_no_value",
                    "搁置、否决的数字和非现行报告不进数值表",
                    "Held or rejected claims and reports out of force give no value",
                ),
            ),
        ),
        Suite(
            "findings_explain_status",
            ("marts", "fct_claims"),
            "select claims.claim_id, claims.status from marts.fct_claims as claims "
            "left join (select claim_id, bool_or(severity = 'error') as has_error from marts.fct_findings "
            "where status = 'open' group by claim_id) as open_findings using (claim_id) "
            "where (claims.status = 'held') <> coalesce(open_findings.has_error, false) "
            "and claims.status not in ('rejected', 'corrected', 'accepted') "
            f"limit {FRAME_ROWS}",
            ("claim_id",),
            (
                _none(
                    "every_held_claim_has_an_open_error",
                    "每个搁置的数字都有未决的错误，反之亦然",
                    "A claim is held exactly when an open error is left",
                ),
            ),
        ),
        Suite(
            "scorecard",
            ("marts", "rpt_report_scorecard"),
            "select report_id, figures_found, mapped + unmapped as mapped_and_unmapped, held + flagged as doubted "
            f"from marts.rpt_report_scorecard order by figures_found desc, report_id limit {FRAME_ROWS}",
            ("report_id",),
            (
                _expectation(
                    "every_claim_is_mapped_or_not",
                    "expect_column_pair_values_to_be_equal",
                    {"column_A": "figures_found", "column_B": "mapped_and_unmapped"},
                    "找到的数字等于对上与未对上之和",
                    "Claims found are the mapped and the unmapped ones",
                ),
                _expectation(
                    "doubts_are_not_more_than_figures",
                    "expect_column_pair_values_a_to_be_greater_than_b",
                    {"column_A": "figures_found", "column_B": "doubted", "or_equal": True},
                    "存疑与搁置之和不超过找到的数字",
                    "Not more doubted figures than figures",
                ),
            ),
        ),
        Suite(
            "vocabulary",
            ("marts", "dim_indicators"),
            "select (select count(*) from marts.dim_indicators) as indicators, "
            "(select count(*) from marts.dim_regions) as regions, "
            "(select count(*) from marts.dim_reports) as reports",
            ("indicators",),
            (
                _expectation(
                    "vocabulary_is_loaded",
                    "expect_column_values_to_be_between",
                    {"column": "indicators", "min_value": 150},
                    "指标目录已载入",
                    "The indicator catalogue is loaded",
                ),
                _expectation(
                    "regions_are_loaded",
                    "expect_column_values_to_be_between",
                    {"column": "regions", "min_value": 3000},
                    "行政区划已载入",
                    "The regions are loaded",
                ),
            ),
        ),
    ]


def _findings(rules: list[dict[str, str]]) -> Suite:
    """One row, one column a rule: how many open findings it has. Every finding is already held or flagged, so none of them blocks."""
    counts = ", ".join(
        f"count(*) filter (rule_id = '{rule['rule_id']}') as {rule['rule_id']}" for rule in rules
    )
    return Suite(
        "plausibility",
        ("marts", "fct_findings"),
        f"select {counts} from marts.fct_findings where status = 'open'",
        (rules[0]["rule_id"],),
        tuple(
            _expectation(
                f"rule_{rule['rule_id']}",
                "expect_column_values_to_be_between",
                {"column": rule["rule_id"], "max_value": 0},
                rule["title_zh"],
                rule["title_en"],
                "warning",
            )
            for rule in rules
        ),
    )


def _bounds(slack: float) -> Suite:
    """Newest plain values against bounds.csv: how many times below or above the usual range they lie, the farthest first."""
    return Suite(
        "bounds",
        ("marts", "rpt_region_indicators"),
        "select newest.value_id, newest.region_name, newest.indicator_name_zh, newest.value, "
        "(bounds.low / newest.value)::double as times_below, (newest.value / bounds.high)::double as times_above "
        "from marts.rpt_region_indicators as newest "
        "inner join (select distinct on (region_id) region_id, admin_level from marts.dim_regions "
        "order by region_id, valid_to desc nulls first) as regions on newest.region_id = regions.region_id "
        "inner join reference.bounds as bounds on newest.indicator_id = bounds.indicator_id "
        "and regions.admin_level = bounds.admin_level and bounds.period_basis = 'stock' "
        "where newest.value > 0 "
        f"order by greatest(bounds.low / newest.value, newest.value / bounds.high) desc, newest.value_id limit {FRAME_ROWS}",
        ("value_id", "region_name", "indicator_name_zh"),
        tuple(
            _expectation(
                f"stocks_not_far_{side}",
                "expect_column_values_to_be_between",
                {"column": f"times_{side}", "max_value": slack},
                f"现有数不超出同级常见范围的{slack:g}倍（{title_zh}）",
                f"Stocks lie within {slack:g} times the usual range ({side})",
                "warning",
            )
            for side, title_zh in (("below", "偏低"), ("above", "偏高"))
        ),
    )
