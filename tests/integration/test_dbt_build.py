"""The dbt project on a lake made by hand: each rule finds its failing figure and leaves its sound twin alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.integration.dbt_lake import ROOT, STOCK, YEAR, LakeBuilder, run_dbt, warehouse_reader

YEAR_2021 = (date(2021, 1, 1), date(2021, 12, 31))
STOCK_2021 = (date(2021, 12, 31), date(2021, 12, 31))


def cities() -> Iterator[str]:
    """Each case lives in a city of its own, so that no case is evidence in another's. Jiangsu is kept for counties in cities."""
    with (ROOT / "seeds" / "reference" / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["admin_level"] == "municipal" and not row["valid_to"] and row["province_code"] != "320000":
                yield row["region_id"]


class Cases:
    """The lake of all cases, with the claims of each by name."""

    def __init__(self) -> None:
        self.lake = LakeBuilder()
        self.cities = cities()
        self.ids: dict[str, str] = {}
        self.expected: list[
            tuple[str, str, str | None]
        ] = []  # rule, case, severity; None = no finding of this rule

    def report(self, name: str, **given: Any) -> dict[str, Any]:
        return self.lake.report(name, given.pop("region_id", None) or next(self.cities), **given)

    def expect(self, rule_id: str, case: str, severity: str | None) -> None:
        self.expected.append((rule_id, case, severity))

    def one(self, rule_id: str, case: str, severity: str | None, *claim: Any, **given: Any) -> str:
        """A case of a single claim."""
        self.ids[case] = self.lake.claim(self.report(case), *claim, **given)
        self.expect(rule_id, case, severity)
        return self.ids[case]


def grammar_cases(cases: Cases) -> None:
    one = cases.one
    one("fraction_of_count", "12.53人次", "error", "warmth_workers_visited", "12.53人次", "12.53", "人次")
    one("fraction_of_count", "12.5万人次", None, "warmth_workers_visited", "12.5万人次", 125000, "人次")
    one(
        "qualifier_after_decimal",
        "480.5余元",
        "error",
        "warmth_funds",
        "480.5余元",
        "480.5",
        "元",
        qualifier="余",
    )
    one(
        "qualifier_after_decimal", "3.5万余元", None, "warmth_funds", "3.5万余元", 35000, "元", qualifier="余"
    )
    one("rate_outside_0_100", "104%", "error", "wage_contract_signing_rate", "104%", 104, "%", STOCK)
    one("rate_outside_0_100", "112%", None, "negotiated_wage_growth", "112%", 112, "%")
    one("rate_outside_0_100", "128%", None, "wage_contract_signing_rate", "128%", 128, "%", relation="target")
    one(
        "multiplier_twice",
        "2631760万元",
        "error",
        "mutual_aid_premium_income",
        "2631760万元",
        26317600000,
        "元",
    )
    one("multiplier_twice", "13104万元", None, "mutual_aid_premium_income", "13104万元", 131040000, "元")
    one("punctuation_in_number", "92。3%", "error", "petition_resolution_rate", "92。3%", "92.3", "%")
    one("punctuation_in_number", "1,234人", None, "student_aid_recipients", "1,234人", 1234, "人")
    one("unit_contradicts_indicator", "资金300人", "error", "legal_case_amount_involved", "300人", 300, "人")
    one(
        "unit_contradicts_indicator",
        "资金3000万元",
        None,
        "legal_case_amount_involved",
        "3000万元",
        30000000,
        "元",
    )
    one(
        "classifier_mismatch",
        "先锋号6名",
        "warning",
        "worker_pioneer_teams",
        "6名",
        6,
        "个",
        unit_printed="名",
    )
    one("classifier_mismatch", "奖章奖状6名", None, "may1_labor_awards", "6名", 6, "个", unit_printed="名")


def text_cases(cases: Cases) -> None:
    lake = cases.lake
    for case, part, severity in (("part_bad", 230000, "error"), ("part_good", 80000, None)):
        here, said = cases.report(case), f"{case}会员，其中女会员"
        whole = lake.claim(
            here, "union_members", "20万人", 200000, "人", STOCK, low=195000, high=210000, sentence=said
        )
        cases.ids[case] = lake.claim(here, "women_members", f"{part}人", part, "人", STOCK, sentence=said)
        lake.link("part_of", cases.ids[case], "part", whole, "whole")
        cases.expect("part_above_whole", case, severity)
    for case, total, severity in (("sum_bad", 110, "error"), ("sum_good", 105, None)):
        here = cases.report(case)
        parts = [lake.claim(here, None, f"{n}元", n, "元", wording=str(n)) for n in (60, 45)]
        cases.ids[case] = lake.claim(here, None, f"{total}元", total, "元", wording="合计")
        for part in parts:
            lake.link("sum_of", cases.ids[case], "total", part, "part", cases.ids[case])
        cases.expect("sum_mismatch", case, severity)
    for case, growth, severity in (
        ("growth_bad", 90, "error"),
        ("growth_near", 60, "warning"),
        ("growth_good", 58, None),
    ):
        here = cases.report(case, admin_level="provincial")
        base = lake.claim(
            here, "mutual_aid_participants", "144万人", 1440000, "人", STOCK_2021, low=1435000, high=1450000
        )
        now = lake.claim(
            here, "mutual_aid_participants", "227万人", 2270000, "人", STOCK, low=2265000, high=2280000
        )
        period = (STOCK_2021[0], STOCK[1])
        cases.ids[case] = lake.claim(
            here,
            "mutual_aid_participants",
            f"{growth}%",
            growth,
            "%",
            period,
            low=growth - 0.5,
            high=growth + 1,
            relation="growth",
        )
        for other, role in ((base, "base"), (now, "current")):
            lake.link("growth_between", cases.ids[case], "growth", other, role, cases.ids[case])
        cases.expect("growth_mismatch", case, severity)
    for case, delta, severity in (("difference_bad", 900, "error"), ("difference_good", 100, None)):
        here = cases.report(case)
        base = lake.claim(here, "labor_disputes_mediated", "500件", 500, "件", YEAR_2021)
        now = lake.claim(here, "labor_disputes_mediated", "600件", 600, "件")
        cases.ids[case] = lake.claim(
            here, "labor_disputes_mediated", f"{delta}件", delta, "件", relation="delta"
        )
        for other, role in ((base, "base"), (now, "current")):
            lake.link("difference_between", cases.ids[case], "difference", other, role, cases.ids[case])
        cases.expect("difference_mismatch", case, severity)
    for case, total, severity in (("product_bad", 3110000, "error"), ("product_good", 11100000, None)):
        here = cases.report(case)
        count = lake.claim(here, None, "111个", 111, "个")
        cases.ids[case] = lake.claim(here, "grassroots_subsidy_funds", f"{total}元", total, "元")
        lake.link("product_of", cases.ids[case], "total", count, "count", cases.ids[case], "each=100000")
        cases.expect("product_mismatch", case, severity)
    for case, share, severity in (
        ("share_bad", "50", "error"),
        ("share_near", "41", "warning"),
        ("share_good", "40", None),
    ):
        here = cases.report(case)
        said = f"全市会员10万人，其中女会员4万人，占{share}.0%。"
        lake.claim(here, "union_members", "10万人", 100000, "人", STOCK, sentence=said)
        lake.claim(
            here, "women_members", "4万人", 40000, "人", STOCK, sentence=said, of_indicator_id="union_members"
        )
        cases.ids[case] = lake.claim(
            here, None, f"{share}.0%", share, "%", STOCK, sentence=said, relation=None
        )
        cases.expect("share_mismatch", case, severity)
    for case, second, severity in (("twice_bad", 103081, "warning"), ("twice_good", 150000, None)):
        here = cases.report(case)
        lake.claim(here, "member_cards_issued", "15万张", 150000, "张", STOCK, low=145000, high=160000)
        cases.ids[case] = lake.claim(here, "member_cards_issued", f"{second}张", second, "张", STOCK)
        cases.expect("two_values", case, severity)
    for case, unit, severity in (("times_bad", "人次", "warning"), ("times_good", "人", None)):
        here = cases.report(case)
        first = lake.claim(here, "return_travel_assisted", "3020名", 3020, "人")
        cases.ids[case] = lake.claim(here, "return_travel_assisted", f"3020{unit}", 3020, unit)
        lake.link("same_as", cases.ids[case], "repeat", first, "first", first)
        cases.expect("person_vs_times", case, severity)
    for case, end, severity in (
        ("late_bad", date(2023, 6, 30), "warning"),
        ("late_good", date(2022, 12, 31), None),
    ):
        cases.one(
            "period_after_publication", case, severity, "worker_bookrooms", "300个", 300, "个", (end, end)
        )
    for case, year, severity in (("year_bad", 1895, "error"), ("year_good", 1995, None)):
        cases.one(
            "year_impossible",
            case,
            severity,
            "facility_floor_area",
            "9平方米",
            9,
            "平方米",
            (date(year, 1, 1), YEAR[1]),
        )


def series_cases(cases: Cases) -> None:
    lake = cases.lake

    def two_reports(case: str) -> tuple[dict[str, Any], dict[str, Any]]:
        old = cases.report(f"{case}_old", published_on=date(2022, 1, 20))
        return old, cases.report(f"{case}_new", region_id=old["region_id"])

    def pair(
        rule: str,
        case: str,
        severity: str | None,
        indicator: str,
        first: Any,
        second: Any,
        unit: str,
        **more: Any,
    ) -> None:
        old, new = two_reports(case)
        one, two = more.pop("periods", (STOCK_2021, STOCK))
        lake.claim(old, indicator, f"{first}{unit}", first, unit, one, **more)
        cases.ids[case] = lake.claim(new, indicator, f"{second}{unit}", second, unit, two, **more)
        cases.expect(rule, case, severity)

    flows = (YEAR_2021, YEAR_2021)
    pair(
        "restated_differently",
        "restated_bad",
        "warning",
        "petitions_handled",
        510,
        610,
        "件次",
        periods=flows,
    )
    pair("restated_differently", "restated_good", None, "petitions_handled", 510, 510, "件次", periods=flows)
    pair("cumulative_falling", "falling_bad", "warning", "member_cards_issued", 90000, 70000, "张")
    pair("cumulative_falling", "falling_good", None, "member_cards_issued", 90000, 91000, "张")
    pair("series_jump", "jump_bad", "warning", "union_lawyers", 60, 300, "人")
    pair("series_jump", "jump_good", None, "union_lawyers", 60, 75, "人")
    pair("power_of_ten_slip", "slip_bad", "warning", "legal_service_sites", 270, 2750, "个")
    pair("power_of_ten_slip", "slip_good", None, "legal_service_sites", 270, 300, "个")
    for case, now, severity in (("carried_bad", 300, "warning"), ("carried_good", 260, None)):
        old, new = two_reports(case)
        lake.claim(old, "bargaining_advisers", "200人", 200, "人", STOCK_2021)
        lake.claim(new, "bargaining_advisers", "60人", 60, "人", YEAR, relation="delta", wording="净增")
        cases.ids[case] = lake.claim(new, "bargaining_advisers", f"{now}人", now, "人", STOCK)
        cases.expect("carried_increase", case, severity)
    for case, county, severity in (("nested_bad", 900, "error"), ("nested_good", 90, None)):
        city = cases.report(f"{case}_city", region_id={"nested_bad": "320100", "nested_good": "320200"}[case])
        inner = cases.report(
            case, region_id={"nested_bad": "320102", "nested_good": "320205"}[case], admin_level="county"
        )
        lake.claim(city, "recuperation_bases", "300个", 300, "个", STOCK)
        cases.ids[case] = lake.claim(inner, "recuperation_bases", f"{county}个", county, "个", STOCK)
        cases.expect("subregion_above_parent", case, severity)
    for case, copied, severity in (("repost_bad", 4200, "warning"), ("repost_good", 2400, None)):
        first = cases.report(f"{case}_first")
        again = cases.report(
            case, region_id=first["region_id"], standing="reprint", reprint_of=first["report_id"]
        )
        lake.claim(first, "books_donated", "2400册", 2400, "册")
        cases.ids[case] = lake.claim(again, "books_donated", f"{copied}册", copied, "册")
        cases.expect("repost_changed", case, severity)


def range_cases(cases: Cases) -> None:
    lake = cases.lake
    for case, people, severity in (("ratio_bad", 3000, "warning"), ("ratio_good", 240, None)):
        here, said = cases.report(case), f"{case}举办三期培训班"
        lake.claim(here, "cadre_training_classes", "三期", 3, "期", sentence=said)
        cases.ids[case] = lake.claim(here, "cadres_trained", f"{people}人次", people, "人次", sentence=said)
        cases.expect("ratio_out_of_range", case, severity)
    cases.one("outside_bounds", "bounds_bad", "warning", "mother_baby_rooms", "9000个", 9000, "个", STOCK)
    cases.one("outside_bounds", "bounds_good", None, "mother_baby_rooms", "300个", 300, "个", STOCK)
    for case, value, severity in (("copied_bad", 58939, "warning"), ("copied_good", 58000, None)):
        here = cases.report(case)
        lake.claim(here, "health_checkup_workers", f"{value}人", value, "人")
        cases.ids[case] = lake.claim(here, "childcare_children", f"{value}人", value, "人")
        cases.expect("copied_value", case, severity)


def repair_cases(cases: Cases) -> None:
    """The emblem of the project, the pair of cards, and a lost 万 beside a paired figure."""
    lake = cases.lake
    here, said = cases.report("emblem"), "筹集480余万元，慰问12.53余人次"
    lake.claim(
        here, "epidemic_aid_funds", "480余万元", 4800000, "元", qualifier="余", high=4810000, sentence=said
    )
    cases.ids["emblem"] = lake.claim(
        here,
        "epidemic_workers_comforted",
        "12.53余人次",
        "12.53",
        "人次",
        qualifier="余",
        high="12.54",
        sentence=said,
    )
    here, said = cases.report("cards"), "办卡13.6万余张、激活85万余张"
    lake.claim(here, "member_cards_issued", "13.6万余张", 136000, "张", STOCK, high=137000, sentence=said)
    cases.ids["cards"] = lake.claim(
        here, "member_cards_activated", "85万余张", 850000, "张", STOCK, high=860000, sentence=said
    )
    lake.claim(here, "app_registered_users", "33万余人", 330000, "人", STOCK, high=340000)
    here = cases.report("members")
    lake.claim(here, "union_organizations", "4092个", 4092, "个", STOCK)
    cases.ids["members"] = lake.claim(here, "union_members", "21人", 21, "人", STOCK)
    lake.claim(here, "migrant_worker_members", "9.4万人", 94000, "人", STOCK, low=93500, high=95000)


def decision_cases(cases: Cases) -> None:
    lake = cases.lake
    for name in ("corrected", "accepted", "rejected", "undone", "guarded"):
        report = cases.report(f"decided_{name}")
        cases.ids[name] = lake.claim(report, "gift_packs_distributed", "7.5份", "7.5", "份")
    ids = cases.ids
    lake.review("r1", "correct", claim_id=ids["corrected"], field="value", old_value="7.5", new_value="74000")
    lake.review(
        "r2", "correct", claim_id=ids["corrected"], field="value", old_value="74000", new_value="75000"
    )
    lake.review("r3", "accept", claim_id=ids["accepted"])
    lake.review("r4", "reject", claim_id=ids["rejected"])
    lake.review("r5", "reject", claim_id=ids["undone"])
    lake.review("r6", "undo", claim_id=ids["undone"], old_value="r5")
    lake.review("r7", "accept", claim_id=ids["guarded"], guard_surface="8.5份")
    lake.review("r8", "accept", claim_id="no such claim")


def value_cases(cases: Cases) -> None:
    """One grain, several claims: which one gives the value."""
    lake = cases.lake
    old = cases.report("choice_old", published_on=date(2022, 1, 20))
    new = cases.report("choice_new", region_id=old["region_id"])
    lake.claim(old, "worker_palaces", "5个", 5, "个", STOCK_2021)
    cases.ids["newest"] = lake.claim(new, "worker_palaces", "6个", 6, "个", STOCK_2021)
    lake.claim(new, "publicity_materials_distributed", "5万份", 50000, "份", wording="手册")
    cases.ids["plain"] = lake.claim(new, "publicity_materials_distributed", "9万份", 90000, "份")
    first = lake.claim(new, "job_fairs_held", "72场", 72, "场次")
    cases.ids["repeat"] = lake.claim(new, "job_fairs_held", "72场", 72, "场次")
    lake.link("same_as", cases.ids["repeat"], "repeat", first, "first", first)


@pytest.fixture(scope="module")
def cases() -> Cases:
    made = Cases()
    for add in (
        grammar_cases,
        text_cases,
        series_cases,
        range_cases,
        repair_cases,
        decision_cases,
        value_cases,
    ):
        add(made)
    return made


@pytest.fixture(scope="module")
def built(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """One `dbt build` with its unit tests, for all tests of this module."""
    home = tmp_path_factory.mktemp("dbt")
    lake = cases.lake.write(home / "lake")
    done = run_dbt(lake, home / "warehouse.duckdb", "build")
    assert done.returncode == 0, done.stdout[-4000:]
    with warehouse_reader(home / "warehouse.duckdb") as connection:
        yield connection


def _all_expected() -> list[tuple[str, str, str | None]]:
    made = Cases()
    for add in (grammar_cases, text_cases, series_cases, range_cases):
        add(made)
    return made.expected


@pytest.mark.parametrize(("rule_id", "case", "severity"), _all_expected())
def test_rule_finds_its_failing_figure_and_no_other(
    built: duckdb.DuckDBPyConnection, cases: Cases, rule_id: str, case: str, severity: str | None
) -> None:
    found = built.execute(
        "select severity from fct_findings where claim_id = ? and rule_id = ?", [cases.ids[case], rule_id]
    ).fetchall()
    assert found == ([(severity,)] if severity else [])


def test_reports_of_the_sound_twins_have_no_finding_at_all(
    built: duckdb.DuckDBPyConnection, cases: Cases
) -> None:
    sound = [cases.ids[case] for _, case, severity in cases.expected if severity is None]
    found = built.execute(
        "select findings.rule_id, findings.message_zh from fct_findings as findings inner join fct_claims as claims using (claim_id) "
        "where claims.report_id in (select report_id from fct_claims where list_contains(?, claim_id))",
        [sound],
    ).fetchall()
    assert found == []


def test_every_rule_of_the_registry_has_a_case(built: duckdb.DuckDBPyConnection, cases: Cases) -> None:
    registered = {row[0] for row in built.execute("select rule_id from wh.reference.rules").fetchall()}
    assert registered == {rule_id for rule_id, _, severity in cases.expected if severity}


@pytest.mark.parametrize(("case", "suggested"), [("emblem", 125300), ("cards", 85000), ("members", 210000)])
def test_evidence_that_points_one_way_gives_a_proposal(
    built: duckdb.DuckDBPyConnection, cases: Cases, case: str, suggested: int
) -> None:
    rows = built.execute(
        "select suggested_value, suggestion_reason_zh from fct_findings where claim_id = ?", [cases.ids[case]]
    ).fetchall()
    assert {row[0] for row in rows} == {Decimal(suggested)}
    assert all(str(suggested) in row[1] for row in rows)


def test_held_claims_give_no_value(built: duckdb.DuckDBPyConnection, cases: Cases) -> None:
    status, value = built.execute(
        "select status, value from fct_claims where claim_id = ?", [cases.ids["emblem"]]
    ).fetchone()
    used = built.execute(
        "select count(*) from fct_indicator_values where claim_id = ?", [cases.ids["emblem"]]
    ).fetchone()
    assert (status, value, used) == ("held", None, (0,))


@pytest.mark.parametrize(
    ("case", "status", "value"),
    [
        ("corrected", "corrected", Decimal(75000)),
        ("accepted", "accepted", Decimal("7.5")),
        ("rejected", "rejected", None),
        ("undone", "held", None),
        ("guarded", "held", None),
    ],
)
def test_decision_sets_status_and_value(
    built: duckdb.DuckDBPyConnection, cases: Cases, case: str, status: str, value: Decimal | None
) -> None:
    found = built.execute(
        "select status, value, value_reported from fct_claims where claim_id = ?", [cases.ids[case]]
    )
    assert found.fetchone() == (status, value, Decimal("7.5"))


def test_each_decision_has_its_state(built: duckdb.DuckDBPyConnection) -> None:
    assert dict(built.execute("select review_id, state from fct_reviews").fetchall()) == {
        "r1": "superseded",
        "r2": "in_force",
        "r3": "in_force",
        "r4": "in_force",
        "r5": "undone",
        "r6": "in_force",
        "r7": "retired",
        "r8": "waiting",
    }


@pytest.mark.parametrize(
    ("indicator_id", "period_end", "value", "claims", "rivals", "because"),
    [
        ("worker_palaces", date(2021, 12, 31), 6, 2, 1, "newest report"),
        ("publicity_materials_distributed", date(2022, 12, 31), 90000, 2, 0, "without narrower wording"),
        ("job_fairs_held", date(2022, 12, 31), 72, 2, 0, "repeats of one thing"),
    ],
)
def test_value_is_chosen_by_the_written_rules(
    built: duckdb.DuckDBPyConnection,
    cases: Cases,
    indicator_id: str,
    period_end: date,
    value: int,
    claims: int,
    rivals: int,
    because: str,
) -> None:
    found = built.execute(
        "select held.value, held.claim_count, held.rival_count, held.chosen_because from fct_indicator_values as held "
        "inner join fct_claims as claims using (claim_id) inner join dim_reports as reports on reports.report_id = claims.report_id "
        "where held.indicator_id = ? and held.period_end = ? and reports.title like 'choice%'",
        [indicator_id, period_end],
    ).fetchall()
    assert [(row[0], row[1], row[2]) for row in found] == [(value, claims, rivals)]
    assert found[0][3].endswith(because)


def test_every_published_column_has_a_comment_in_both_languages(built: duckdb.DuckDBPyConnection) -> None:
    bare = built.execute(
        "select table_name, column_name from duckdb_columns() where database_name = 'wh' and schema_name = 'marts' "
        "and (comment is null or comment not like '% / %')"
    ).fetchall()
    assert bare == []


def test_a_lake_without_claims_builds_empty_marts(tmp_path: Path) -> None:
    lake = LakeBuilder().write(tmp_path / "lake")
    done = run_dbt(lake, tmp_path / "warehouse.duckdb", "build", "--exclude-resource-type", "unit_test")
    assert done.returncode == 0, done.stdout[-4000:]
    with warehouse_reader(tmp_path / "warehouse.duckdb") as connection:
        assert connection.execute("select count(*) from fct_claims").fetchone() == (0,)
        assert connection.execute("select count(*) > 3000 from dim_regions").fetchone() == (True,)


def test_a_lake_that_lacks_a_table_stops_with_one_clear_line(tmp_path: Path) -> None:
    lake = LakeBuilder().write(tmp_path / "lake")
    manifest = lake / "manifest.json"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace('"claim_links"', '"somewhere_else"'), encoding="utf-8"
    )
    done = run_dbt(lake, tmp_path / "warehouse.duckdb", "build")
    assert done.returncode != 0
    assert "lake table 'claim_links' has no file in the lake's manifest" in done.stdout
