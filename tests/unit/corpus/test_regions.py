"""Units of today and of the past, and where they are named in a text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from orchestration.corpus.publisher import Zone, choose, find_publisher
from orchestration.corpus.regions import RegionIndex, plain_name, region_table


def test_every_unit_of_today_is_there() -> None:
    today = [r for rows in region_table().by_id.values() for r in rows if r.valid_in(None)]
    counts = {level: sum(r.level == level for r in today) for level in ("provincial", "municipal", "county")}
    # The Ministry's table of 31 December 2025: 33 provinces (and Taiwan), 333 prefectures, 2,845 counties.
    assert counts == {"provincial": 34, "municipal": 333, "county": 2845}


def test_codes_and_periods_are_well_formed() -> None:
    for rows in region_table().by_id.values():
        for region in rows:
            assert len(region.region_id) == 6 and region.region_id.isdigit()
            assert region.first <= region.last
            assert len(region.name) >= 2 and region.full_name.endswith(region.name)
        spans = sorted((r.first, r.last) for r in rows)
        assert all(a[1] < b[0] for a, b in pairwise(spans)), rows


@pytest.mark.parametrize(
    ("name", "year", "region_id"),
    [
        ("永川县", 1988, "510229"),
        ("永川市", 2003, "500383"),
        ("永川区", 2015, "500118"),
        ("万县市", 1994, "511200"),
        ("万州区", 2000, "500101"),
        ("广安市", 2005, "511600"),
        ("商洛市", 2010, "611000"),
        ("海门市", 2010, "320684"),
        ("海门区", 2021, "320614"),
        ("莱芜市", 2010, "371200"),
        ("莱芜区", 2022, "370116"),
        ("错那市", 2024, "540581"),
    ],
)
def test_a_name_at_its_time(name: str, year: int, region_id: str) -> None:
    region, reason, _ = choose(region_table().named(name), "", year)
    assert region is not None and region.region_id == region_id, reason


def test_namesakes_need_context_and_say_so() -> None:
    regions = region_table().named("鼓楼区")
    assert choose(regions, "", 2020)[0] is None
    assert "share this name" in choose(regions, "", 2020)[1]
    region, reason, sure = choose(regions, "在徐州市委领导下，徐州市各级工会", 2020)
    assert region is not None and region.full_name == "江苏省徐州市鼓楼区"
    assert "徐州市" in reason and sure < 1


def test_plain_names() -> None:
    assert plain_name("511600") == "广安市"
    assert plain_name("450000") == "广西壮族自治区"
    assert plain_name("500118") == "永川区"
    assert plain_name("620102") == "兰州市城关区"
    assert plain_name("110105") == "北京市朝阳区"
    assert plain_name("000000") == "全国"
    assert plain_name("611022:丹凤某集团公司") == "丹凤某集团公司"
    assert plain_name("123456") == "123456"


INDEX = RegionIndex()


def _names(text: str, within: str | None, year: int | None = None) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.name) for m in INDEX.find(text, 0, len(text), within=within, year=year)]


def test_short_and_full_names_inside_a_city() -> None:
    text = "其中丹凤、山阳县文化宫被纳入，商州区新建6家，洛南工会2家"
    assert _names(text, "611000") == [
        ("丹凤", "丹凤县"),
        ("山阳县", "山阳县"),
        ("商州区", "商州区"),
        ("洛南", "洛南县"),
    ]


def test_short_names_inside_words_are_not_units() -> None:
    assert _names("丹凤朝阳图，山阳光明媚", "611000") == []


def test_units_inside_a_province() -> None:
    text = "南宁市和桂林、柳州等市建成职工之家"
    assert [name for _, name in _names(text, "450000")] == ["南宁市", "桂林市", "柳州市"]


def test_official_names_everywhere() -> None:
    text = "赴南京市鼓楼区、青海省西宁市和重庆市永川区慰问"
    assert [name for _, name in _names(text, None)] == [
        "南京市",
        "鼓楼区",
        "青海省",
        "西宁市",
        "重庆市",
        "永川区",
    ]
    ids = [m.region_id for m in INDEX.find(text, 0, len(text))]
    assert ids[1] == "320106"


def test_a_market_is_no_city() -> None:
    assert _names("走访中山市场监管人员", None) == []


def test_old_units_by_year() -> None:
    assert _names("海门市新建6家", "320600", 2010) == [("海门市", "海门市")]
    assert _names("海门市新建6家", "320600", 2024) == []


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "甲乙丙。商州区新建6家。丹凤县2家。"
    assert [(m.start, m.end) for m in INDEX.find(text, 4, 12, within="611000")] == [(4, 7)]


def test_every_unit_of_today_is_found_by_its_full_name() -> None:
    missed = []
    for region in (r for rows in region_table().by_id.values() for r in rows if r.valid_in(None)):
        if region.level != "national":
            text = f"2019年，在省总工会的领导下，{region.full_name}总工会"
            found = find_publisher([Zone(text, 0, 3)], text, 2025)
            if found.region_id != region.region_id:
                missed.append((region.full_name, found.region_id, found.reason))
    assert not missed


def test_every_unshared_name_is_found_alone() -> None:
    table = region_table()
    missed = []
    for name, rows in table.by_name.items():
        ids = {r.region_id for r in rows if r.valid_in(None)}
        if len(ids) == 1 and name != "全国":
            found = find_publisher([Zone(f"{name}总工会2025年工作总结", 0, 12)], name, 2025)
            if found.region_id not in ids:
                missed.append((name, found.region_id, found.reason))
    assert not missed
