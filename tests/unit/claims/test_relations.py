"""What the words around a number make of it: amount, difference, growth, plan, yearly amount."""

from __future__ import annotations

import pytest

from orchestration.claims.relations import read_relation
from orchestration.claims.segments import find_marks, segment


def relation_of(text: str, unit: str, headings: tuple[str, ...] = (), *, future: bool = False):
    """Relation of the part of `text` that stands in 〔〕."""
    start = text.index("〔")
    end = text.index("〕") - 1
    plain = text.replace("〔", "").replace("〕", "")
    (only,) = segment(find_marks(plain, 0, len(plain)), (0, len(plain)), [(start, end)])
    return read_relation(plain, only, unit, headings, future=future)


@pytest.mark.parametrize(
    ("text", "unit", "relation"),
    [
        ("会员达〔31万人〕", "人", "level"),
        ("会员净增〔2万人〕", "人", "delta"),
        ("比上年增加〔60件〕", "件", "delta"),
        ("较2021年同期多〔500件〕", "件", "delta"),
        ("提高〔2个百分点〕", "百分点", "delta"),
        ("会员同比增长〔12%〕", "%", "growth"),
        ("增幅〔58%〕", "%", "growth"),
        ("是上年的〔1.5倍〕", "倍", "growth"),
        ("入会率提高到〔95%〕", "%", "level"),
        ("会员增加到〔9万人〕", "人", "level"),
        ("力争建成驿站〔200个〕", "个", "target"),
        ("计划培训职工〔5万人〕", "人", "target"),
        ("将新建书屋〔12个〕", "个", "target"),
        ("完成年度任务的〔128%〕", "%", "target"),
        ("年均培训〔3000人〕", "人", "per_period"),
        ("每年组织疗休养〔400人〕", "人", "per_period"),
        ("日均服务〔900人次〕", "人次", "per_period"),
        ("将矛盾化解在基层,调解纠纷〔90件〕", "件", "level"),
    ],
)
def test_relation_of_the_guide(text: str, unit: str, relation: str) -> None:
    assert relation_of(text, unit).relation == relation


def test_per_period_names_its_basis() -> None:
    assert relation_of("日均服务〔900人次〕", "人次").per == "day"


def test_figures_under_a_plan_heading_are_targets() -> None:
    assert relation_of("建成驿站〔20个〕", "个", ("三、2024年工作打算",)).relation == "target"


def test_a_share_is_told_from_a_growth() -> None:
    found = relation_of("农民工占〔40.9%〕", "%")
    assert (found.relation, found.share) == ("level", True)


def test_a_new_thing_is_marked_so_that_a_stock_becomes_a_difference() -> None:
    assert relation_of("新建职工书屋〔12个〕", "个").new
