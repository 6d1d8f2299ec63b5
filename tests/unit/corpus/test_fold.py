"""Spaces, widths, wraps and hyphens are folded; tables and slogans keep their blanks."""

from __future__ import annotations

import pytest

from orchestration.corpus.reader import clean

FOLDED = [
    ("新建 48 家，会员 2 300 人次，补助五百 余万元。", "新建48家，会员2300人次，补助五百余万元。"),
    ("工 作 报 告", "工作报告"),
    (
        "全市工会会员达38.\n5万人，比上年增加，共有一千二百人参加，很好。",
        "全市工会会员达38.5万人，比上年增加，共有一千二百人参加，很好。",
    ),
    (
        "全市新建工会48家，会员2\n300人次，共有一千二百人参加，很好。",
        "全市新建工会48家，会员2300人次，共有一千二百人参加，很好。",
    ),
    ("１２．５％以上的职工参加了Ａ类竞赛", "12.5%以上的职工参加了A类竞赛"),
    ("资金达到 12 . 5 万元，增长 3 . 2 %，很好。", "资金达到12.5万元，增长3.2%，很好。"),
    ("重点项目 、重点工程 ，都有竞赛。", "重点项目、重点工程，都有竞赛。"),
    ("服务站点(🙂)建成86个", "服务站点建成86个"),
    ("会\u200b员\u00ad达8万人", "会员达8万人"),
    ("⼯会会员⼈数", "工会会员人数"),
    ("采用 informa-\ntion 平台为职工服务，受到好评。", "采用 information 平台为职工服务，受到好评。"),
]

KEPT = [
    "踔厉奋发书写答卷 笃行不怠再续新篇",
    "1. 5年来的工作",
    "单位\t会员\t经费\n东区\t1200\t35",
    "开展“跟党走 建新功”活动，共有3000人参加，反响热烈。",
    "奖牌 12 35 48",
    "2018 300人",
    "召开1, 500人大会",
]


@pytest.mark.parametrize(("source", "expected"), FOLDED)
def test_folded(source: str, expected: str) -> None:
    assert clean(source)[0] == expected


@pytest.mark.parametrize("source", KEPT)
def test_kept(source: str) -> None:
    assert clean(source)[0] == source


PARAGRAPH = (
    "五年来，云岚市总工会坚持围绕中心、服务大局，组织动员广大职工建功立业，全年新建基层工会320家，发展会员4.6万人，"
    "其中新就业形态劳动者1.2万人，筹集帮扶资金近900万元，帮扶困难职工1.1万余人次，得到职工群众普遍好评。"
)


@pytest.mark.parametrize("width", [18, 25, 36])
@pytest.mark.parametrize("gap", ["\n", "\r\n", "\n\n"])
def test_hard_wrapped_lines_are_joined(width: int, gap: str) -> None:
    """Two indented paragraphs wrapped at a margin come back as two lines."""
    wrapped = []
    for paragraph in (PARAGRAPH, PARAGRAPH.replace("五年来", "一年来")):
        whole = "　　" + paragraph
        wrapped.append(gap.join(whole[i : i + width] for i in range(0, len(whole), width)))
    text = clean(gap.join(wrapped))[0]
    assert text == PARAGRAPH + "\n" + PARAGRAPH.replace("五年来", "一年来")


def test_headings_are_not_joined_to_the_text_below() -> None:
    source = "一、组织建设不断加强\n" + PARAGRAPH + "\n二、维权服务成效明显\n" + PARAGRAPH
    assert clean(source)[0] == source


def test_a_paragraph_cut_by_an_empty_line_is_joined() -> None:
    cut = PARAGRAPH.index("帮扶困难")
    assert clean(PARAGRAPH[:cut] + "\n\n" + PARAGRAPH[cut:])[0] == PARAGRAPH
