"""Report facts against a fact sheet."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.evaluation import GoldError, score_facts
from orchestration.evaluation.facts import FACT_FIELDS, read_facts

GOLD = dict(
    zip(
        FACT_FIELDS,
        [
            "云岚市总工会2022年工作综述",
            "云岚市总工会",
            "云岚市",
            "990100",
            "municipal",
            "",
            "2022-01-01",
            "2022-12-31",
            "2022-12-31",
        ],
        strict=True,
    )
)


class Facts:
    """The attributes of ReportFacts that are compared."""

    title = "云岚市总工会２０２２年 工作综述"
    publisher = "云岚市总工会"
    region_name = "云岚市"
    region_code = "990100"
    admin_level = "municipal"
    published_on = None
    period_start = date(2022, 1, 1)
    period_end = date(2022, 12, 31)
    stock_date = date(2022, 12, 31)


def test_facts_with_other_width_and_spaces_are_equal():
    found = score_facts({"r": Facts()}, {"r": GOLD})
    assert found.overall == 1.0 and not found.mistakes


def test_a_fact_sheet_agrees_with_itself():
    assert score_facts({"r": GOLD}, {"r": GOLD}).overall == 1.0


def test_missed_invented_and_wrong_facts_are_told_apart():
    ours = GOLD | {"published_on": "2023-01-05", "period_start": "", "region": "云岚市东湖区"}
    found = score_facts({"r": ours}, {"r": GOLD})
    assert {(m.field, m.kind) for m in found.mistakes} == {
        ("published_on", "invented"),
        ("period_start", "missed"),
        ("region", "wrong"),
    }
    assert found.share("title") == 1 and found.share("region") == 0


def test_report_that_was_not_read_has_only_its_blanks_right():
    found = score_facts({}, {"r": GOLD})
    assert found.right["published_on"] == 1 and sum(found.right.values()) == 1


def test_fact_sheet_is_read_by_report_key(tmp_path):
    sheet = tmp_path / "facts.csv"
    sheet.write_text(
        "file," + ",".join(FACT_FIELDS) + "\n01.txt," + ",".join(GOLD.values()) + "\n", encoding="utf-8"
    )
    assert read_facts(sheet, "b1/") == {"b1/01": GOLD}


def test_fact_sheet_with_other_columns_is_refused(tmp_path):
    sheet = tmp_path / "facts.csv"
    sheet.write_text("file,title\n01.txt,x\n", encoding="utf-8")
    with pytest.raises(GoldError, match="header is not that of a fact sheet"):
        read_facts(sheet)
