"""The page of checks: self-contained, Chinese first, worst first, nothing of the data read as markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from orchestration.quality.report_page import CheckResult, report_page

OK = CheckResult("a_suite", "marts/fct_claims", "甲项", "first", "critical", True, 7, 0)
DOUBT = CheckResult(
    "a_suite",
    "marts/fct_claims",
    "乙项",
    "second",
    "warning",
    False,
    7,
    60,
    ({"surface": "<b>12</b>", "n": None},),
)
BROKEN = CheckResult(
    "b_suite", "marts/dim_reports", "丙项", "third", "warning", False, 0, 0, (), "no such column"
)


class Outside(HTMLParser):
    """Collects everything that a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img", "iframe") or any(name in ("src", "href") for name, _ in attrs):
            self.found.append(tag)


def test_the_page_fetches_and_runs_nothing() -> None:
    page = report_page([OK, DOUBT, BROKEN], "2026-11-21")
    parser = Outside()
    parser.feed(page)
    assert parser.found == [] and not re.search(r"@import|url\(", page)


def test_counts_and_states_are_said_in_chinese_first() -> None:
    page = report_page([OK, DOUBT, BROKEN], "2026-11-21")
    assert "共3项，通过1项，存疑1项，未通过1项" in page
    assert page.index("乙项") < page.index("甲项") < page.index("丙项")
    assert page.index("丙项") < page.index("third") < page.index("no such column")


def test_data_is_never_markup() -> None:
    page = report_page([DOUBT], "2026-11-21")
    assert "&lt;b&gt;12&lt;/b&gt;" in page and "<b>12" not in page and "None" not in page


def test_no_check_is_a_page_too() -> None:
    assert "共0项" in report_page([], "2026-11-21")
