"""Level words name who awards; bare 省 or 市 count only before a title."""

from __future__ import annotations

import pytest

from orchestration.catalogue import load_catalogue
from orchestration.claims.levels import LevelReader


@pytest.fixture(scope="module")
def reader() -> LevelReader:
    return LevelReader(load_catalogue())


@pytest.mark.parametrize(
    ("text", "admin_level", "municipality", "levels"),
    [
        ("获全国、省、市劳动模范12名", "municipal", False, ["mixed"]),
        ("市级以上表彰26个", "municipal", False, ["mixed"]),
        ("国家级荣誉5项,市级表彰7项", "county", True, ["national", "provincial"]),
        ("国家级荣誉5项,市级表彰7项", "county", False, ["national", "municipal"]),
        ("省五一劳动奖章8名", "municipal", False, ["provincial"]),
        ("全市现有工会4092个", "municipal", False, []),
        ("市总工会投入资金20万元", "municipal", False, []),
        ("全区性技能大赛25场", "county", True, ["county"]),
        ("各级创新工作室600家", "provincial", False, ["mixed"]),
    ],
)
def test_levels_of_a_phrase(
    reader: LevelReader, text: str, admin_level: str, municipality: bool, levels: list[str]
) -> None:
    assert [lv.level for lv in reader.find(text, 0, len(text), admin_level, municipality)] == levels


def test_the_name_of_a_province_before_a_title_is_a_level(reader: LevelReader) -> None:
    text = "2名“四川工匠”,10名“江川工匠”"
    found = reader.find_named(text, 0, len(text), "江川区", "county")
    assert [lv.level for lv in found] == ["provincial", "county"]
