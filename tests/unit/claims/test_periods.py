"""Each period phrase means the span that the annotation guide gives it."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.catalogue import load_catalogue
from orchestration.claims.periods import Anchor, PeriodReader

ANCHOR = Anchor(date(2023, 7, 10), date(2018, 1, 1), date(2022, 12, 31), date(2022, 12, 31))


@pytest.fixture(scope="module")
def reader() -> PeriodReader:
    return PeriodReader(load_catalogue())


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2018年以来,", "span", "2018-01-01", "2023-07-10"),
        ("截至2023年6月底,", "asof", "2023-06-30", "2023-06-30"),
        ("去年,", "span", "2022-01-01", "2022-12-31"),
        ("2023年1月~7月,", "span", "2023-01-01", "2023-07-31"),
        ("2019~2022年,", "span", "2019-01-01", "2022-12-31"),
        ("今年前8个月", "span", "2023-01-01", "2023-08-31"),
        ("“十四五”期间", "plan", "2021-01-01", "2025-12-31"),
        ("2022年10月12日开展", "day", "2022-10-12", "2022-10-12"),
        ("3月5日举办", "day", "2023-03-05", "2023-03-05"),
        ("2025年底前建成", "asof", "2025-12-31", "2025-12-31"),
        ("上半年", "span", "2023-01-01", "2023-06-30"),
        ("前三季度", "span", "2023-01-01", "2023-09-30"),
        ("截至9月末", "asof", "2022-09-30", "2022-09-30"),
        ("自2019年5月起", "span", "2019-05-01", "2023-07-10"),
        ("今后五年", "ahead", "2023-07-10", "2028-07-10"),
        ("二〇〇八年", "span", "2008-01-01", "2008-12-31"),
        ("近三年来", "span", "2020-01-01", "2022-12-31"),
    ],
)
def test_phrase_has_the_span_of_the_guide(
    reader: PeriodReader, text: str, kind: str, first: str, last: str
) -> None:
    phrases = reader.find(text, 0, len(text), ANCHOR)
    assert [(p.kind, str(p.first), str(p.last)) for p in phrases] == [(kind, first, last)]


@pytest.mark.parametrize("text", ["第十二届代表大会", "三月三歌圩节以外没有日期的句子里的三家", "一线职工"])
def test_no_phrase_where_no_date_stands(reader: PeriodReader, text: str) -> None:
    assert [p for p in reader.find(text, 0, len(text), ANCHOR) if p.kind in ("asof", "day", "plan")] == []


def test_year_after_a_comparing_word_is_a_base(reader: PeriodReader) -> None:
    (phrase,) = reader.find("比2021年同期多", 0, 8, ANCHOR)
    assert phrase.is_base


def test_five_years_are_the_report_period_when_it_has_five(reader: PeriodReader) -> None:
    (phrase,) = reader.find("5年来,", 0, 4, ANCHOR)
    assert phrase.kind == "report"
