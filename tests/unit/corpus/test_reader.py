"""The whole way: one report in many dresses, bad input, and the facts of the five originals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from orchestration.corpus import CleanReport, read_report

from .originals import needs_originals, originals, text_of
from .test_html import PROSE

TITLE = "云岚市总工会2018年工作总结"
TEXT = TITLE + "\n\n" + "\n".join(PROSE) + "\n"


def _sentences(report: CleanReport) -> list[str]:
    return [report.match_text[s.start : s.end] for s in report.sentences]


def _html(text: str) -> str:
    lines = [line for line in text.split("\n") if line]
    body = "".join(f"<p>{line}</p>\n" for line in lines[1:])
    return f'<html><head><meta charset="big5"><title>{lines[0]}</title></head><body><h1>{lines[0]}</h1>{body}</body></html>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_one_report_in_many_encodings(encoding: str) -> None:
    report = read_report(TEXT.encode(encoding), "a.txt", http_charset="big5")
    assert _sentences(report) == _sentences(read_report(TEXT.encode(), "a.txt"))


def test_the_traditional_twin_in_big5_matches_the_simplified_one() -> None:
    twin = OpenCC("s2tw").convert(TEXT)
    data = twin.encode("big5", "ignore")
    report = read_report(data, "a.txt")
    assert report.script == "traditional" and report.charset == "big5"
    assert report.text.startswith("雲嵐市總工會")
    plain = read_report(TEXT.encode(), "a.txt")
    assert _sentences(report) == _sentences(plain)


def test_a_page_with_a_wrong_tag_matches_the_text() -> None:
    report = read_report(_html(TEXT).encode("gb18030"), "a.html")
    assert _sentences(report) == _sentences(read_report(TEXT.encode(), "a.txt"))


def test_traditional_text_is_quoted_as_printed_and_matched_in_simplified() -> None:
    report = read_report(OpenCC("s2t").convert(TEXT).encode(), "a.txt")
    assert "發展會員4.6萬人" in report.text and "发展会员4.6万人" in report.match_text
    assert len(report.text) == len(report.match_text)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"%PDF-1.7 ...", "unsupported"),
        (b"PK\x03\x04....", "unsupported"),
        (bytes(range(128, 256)) * 40, "unreadable"),
    ],
)
def test_bad_input_has_a_status_and_a_reason(data: bytes, status: str) -> None:
    report = read_report(data, "a.txt")
    assert report.text_status == status and report.text_reason
    assert report.text == "" and report.sentences == ()


def test_the_id_is_the_hash_of_the_bytes() -> None:
    one, two = read_report(TEXT.encode(), "a.txt"), read_report(TEXT.encode(), "b.txt")
    assert one.report_id == two.report_id and len(one.report_id) == 64


FACTS = [
    ("广安市", "511600", "municipal", None, "2018-01-01", "2022-12-31", "2022-12-31", False, False),
    ("商洛市", "611000", "municipal", None, "2018-01-01", "2022-12-31", "2022-12-31", True, False),
    ("南通市", "320600", "municipal", "2019-01-10", "2018-01-01", "2018-12-31", "2018-12-31", False, False),
    ("广西壮族自治区", "450000", "provincial", "2023-10-11", None, "2023-10-11", "2023-10-11", False, True),
    ("永川区", "500118", "county", "2015-11-11", "2010-11-11", "2015-11-11", "2015-11-11", True, False),
]


@needs_originals
@pytest.mark.parametrize("number", range(5))
def test_facts_of_the_originals(number: int) -> None:
    facts = read_report(originals()[number].read_bytes(), "a.txt").facts
    name, code, level, published, start, end, stock, approx, cumulative = FACTS[number]
    assert (facts.region_name, facts.region_id, facts.admin_level) == (name, code, level)
    assert facts.publisher == f"{name}总工会"
    given = (facts.published_on, facts.period_start, facts.period_end, facts.stock_date)
    assert given == tuple(date.fromisoformat(d) if d else None for d in (published, start, end, stock))
    assert (facts.period_approx, facts.cumulative) == (approx, cumulative)
    assert facts.title and facts.title[:6] in text_of(number).replace("(jìn)", "")


@needs_originals
@pytest.mark.parametrize("number", [0, 1, 2, 4])
def test_originals_in_other_dresses(number: int) -> None:
    """UTF-16, GB18030, Traditional Big5 and HTML with a wrong tag say the same in the body."""
    plain = read_report(originals()[number].read_bytes(), "a.txt")
    text = text_of(number)
    for encoding in ("utf-16", "gb18030"):
        assert _sentences(read_report(text.encode(encoding), "a.txt")) == _sentences(plain)
    big5 = OpenCC("s2t").convert(text).encode("big5", "ignore")
    numbers = [c for s in _sentences(plain) for c in s if c.isdigit()]
    twin = read_report(big5, "a.txt")
    assert [c for s in _sentences(twin) for c in s if c.isdigit()] == numbers


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a"]))
def test_no_bytes_stop_the_run(data: bytes, name: str) -> None:
    report = read_report(data, name)
    assert report.text_status in ("ok", "empty", "unreadable", "unsupported")


_MARKS = "云岚市总工会123,.年月日五年来第一、（(）)“”》《：:|>\t\n \u3000？?；;。，%％１２(xué)區<p></p><table>&amp;\ufffd"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=_MARKS, max_size=200), st.sampled_from(["a.txt", "a.html"]))
def test_no_text_stops_the_run_and_lengths_agree(text: str, name: str) -> None:
    report = read_report(("<html><body>" + text if name == "a.html" else text).encode(), name)
    assert len(report.text) == len(report.match_text) == report.offsets.clean_length
    for sentence in report.sentences:
        block = report.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
