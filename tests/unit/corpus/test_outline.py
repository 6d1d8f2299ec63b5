"""Blocks: boilerplate apart, headings with their paths, captions, lists, rows, sentences."""

from __future__ import annotations

import pytest

from orchestration.corpus import CleanReport, read_report

from .originals import gold_rows, needs_originals, originals

P = "全市各级工会围绕中心、服务大局，组织职工开展劳动和技能竞赛，推动各项工作迈上新台阶。扎实做好帮扶救助，走访慰问职工1200人次。"


def _read(text: str) -> CleanReport:
    return read_report(text.encode(), "report.txt")


def _kinds(report: CleanReport) -> list[tuple[str, str]]:
    return [(block.kind, report.text[block.start : block.end]) for block in report.blocks]


def _path_of(report: CleanReport, words: str) -> tuple[str, ...]:
    return next(
        b.heading_path for b in report.blocks if words in report.text[b.start : b.end] and b.kind != "heading"
    )


def test_numbered_headings_nest() -> None:
    report = _read(
        f"云岚市总工会2018年工作总结\n\n{P}\n第一部分 工作回顾\n一、组织建设\n{P}\n（一）建会入会\n甲{P}\n1.非公企业\n乙{P}\n（二）规范建设\n丙{P}\n二、维权服务\n丁{P}\n"
    )
    assert _path_of(report, "甲全市") == ("第一部分 工作回顾", "一、组织建设", "（一）建会入会")
    assert _path_of(report, "乙全市") == ("第一部分 工作回顾", "一、组织建设", "（一）建会入会", "1.非公企业")
    assert _path_of(report, "丙全市") == ("第一部分 工作回顾", "一、组织建设", "（二）规范建设")
    assert _path_of(report, "丁全市") == ("第一部分 工作回顾", "二、维权服务")


def test_a_heading_that_runs_into_its_paragraph() -> None:
    report = _read(
        f"云岚市总工会2018年工作总结\n\n一、组织建设\n（一）扩大组织覆盖。{P}\n（二）加强规范建设。{P}"
    )
    assert report.blocks[-1].kind == "paragraph"
    assert report.blocks[-1].heading_path == ("一、组织建设", "（二）加强规范建设")


def test_slogan_headings_and_their_second_lines() -> None:
    report = _read(
        f"云岚市总工会工作亮点纪实\n\n{P}\n服务大局显身手\n营造浓郁氛围\n甲{P}\n维权建制促和谐\n开创调解新格局\n乙{P}"
    )
    assert _path_of(report, "甲全市") == ("服务大局显身手", "营造浓郁氛围")
    assert _path_of(report, "乙全市") == ("维权建制促和谐", "开创调解新格局")


def test_captions_do_not_become_headings() -> None:
    report = _read(
        f"云岚市总工会工作亮点纪实\n\n{P}\n强基础增活力\n{P}\n云岚市劳动模范表彰大会\n维权建制促和谐\n乙{P}\n开展送清凉活动\n工人文化宫"
    )
    captions = [text for kind, text in _kinds(report) if kind == "caption"]
    assert captions == ["云岚市劳动模范表彰大会", "开展送清凉活动", "工人文化宫"]
    assert _path_of(report, "乙全市") == ("维权建制促和谐",)


def test_title_of_two_lines_byline_and_editor() -> None:
    report = _read(
        f"凝心聚力促发展\n——云岚市总工会五年工作综述\n本报记者 张三\n2019年1月8日 来源：云岚日报\n\n{P}\n\n（责编：李四）"
    )
    kinds = [kind for kind, _ in _kinds(report)]
    assert kinds == ["title", "title", "byline", "byline", "paragraph", "byline"]
    assert report.facts.title == "凝心聚力促发展——云岚市总工会五年工作综述"
    assert (report.facts.author, report.facts.source) == ("张三", "云岚日报")


def test_lists_and_rows() -> None:
    report = _read(
        f"云岚市总工会2018年工作总结\n\n{P}\n● 新建工会48家\n● 发展会员2300人\n单位\t会员\n东湖区\t1200\n{P}"
    )
    kinds = {text: kind for kind, text in _kinds(report)}
    assert kinds["● 新建工会48家"] == "list_item"
    assert kinds["东湖区\t1200"] == "table_row"


BOILERPLATE = [
    "首页 新闻 时政 论坛 房产 汽车 教育 视频",
    "您的当前位置：首页 > 工会要闻 > 正文",
    "【字号 大 中 小】 | 打印 | 留言 | 论坛 | 纠错 |",
    "阅读次数：1896",
    "版权所有 云岚日报社 2009-2016",
    "云ICP备08106468号",
    "电话：0000-85118941 邮箱：a@b.cn",
    "上一篇：云岚市总工会召开全委会",
    "临海县| 望都县| 惠东县| 思南县| 东阳市| 通江县| 镇平县| 辽阳市| 泽库县",
]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_page_furniture_is_marked_and_never_read(line: str) -> None:
    above = line.startswith(("首页", "您的"))
    text = (
        f"{line}\n云岚市总工会2018年工作总结\n\n{P}\n{P}\n"
        if above
        else f"云岚市总工会2018年工作总结\n\n{P}\n{P}\n{line}\n"
    )
    report = _read(text)
    assert ("boilerplate", report.text.split("\n")[0 if above else -1]) in _kinds(report)
    furniture = {i for i, block in enumerate(report.blocks) if block.kind == "boilerplate"}
    assert furniture and not any(sentence.block in furniture for sentence in report.sentences)
    assert sum(block.kind == "paragraph" for block in report.blocks) == 2


def test_headlines_after_the_editors_line() -> None:
    report = _read(
        f"云岚市总工会2018年工作总结\n\n{P}\n{P}\n（责编：李四）\n相关专题\n- 七部门发文维护权益\n- 2021年“五一”发布会\n- 全总第三季度发布会"
    )
    assert [kind for kind, _ in _kinds(report)][-4:] == ["boilerplate"] * 4


def test_a_counter_beside_the_date_is_furniture_and_the_date_is_not() -> None:
    report = _read(
        f"云岚市总工会2018年工作总结\n2019-01-10 来源：云岚网 阅读次数：1896 作者：张三\n\n{P}\n{P}"
    )
    assert ("boilerplate", "阅读次数：1896") in _kinds(report)
    assert report.facts.published_on is not None and report.facts.published_on.isoformat() == "2019-01-10"


def test_name_lists_and_tables_of_figures_are_no_menus() -> None:
    report = _read(f"云岚市总工会2018年工作总结\n\n{P}\n东湖 12 西湖 35 南湖 48 北湖 27 中湖 9\n{P}")
    assert not any(block.kind == "boilerplate" for block in report.blocks)


def test_sentences_end_at_stops_and_not_inside_numbers() -> None:
    report = _read("甲会成立。会员达1.5万人！“真好！”他说。网址www.a.cn可查……还有很多")
    assert [report.text[s.start : s.end] for s in report.sentences] == [
        "甲会成立。", "会员达1.5万人！", "“真好！”", "他说。", "网址www.a.cn可查……", "还有很多"
    ]  # fmt: skip


@needs_originals
@pytest.mark.parametrize("number", range(5))
def test_gold_boilerplate_lies_in_furniture_and_the_body_does_not(number: int) -> None:
    report = read_report(originals()[number].read_bytes(), originals()[number].name)
    furniture = [report.offsets.source_span(b.start, b.end) for b in report.blocks if b.kind == "boilerplate"]
    body = [report.offsets.source_span(s.start, s.end) for s in report.sentences]
    for row in gold_rows(number):
        at = int(row["start"])
        inside = any(start <= at < end for start, end in furniture)
        assert inside == (row["class"] == "boilerplate"), row["surface"]
        if row["class"] != "boilerplate":
            assert any(start <= at < end for start, end in body), row["surface"]
