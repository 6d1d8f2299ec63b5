"""Texts whose date, place or union must be inferred: datelines, anchors, cut-offs, chronicles, examples, epithets."""

from __future__ import annotations

import pytest

from orchestration.corpus import read_report
from orchestration.corpus.dates import current_year, first_planned_year, last_printed_year

_TAIL = "\n\n工会干部表示，还要多到班组里走一走，把职工的烦心事一件一件办好，让工会更像职工的家。\n"

# text, published, start, end, stock
DAYS = {
    "a dateline takes the year after the one looked back on": (
        "岳阳工会冬送温暖\n本报岳阳1月9日电 记者某某\n\n记者从岳阳市总工会了解到,2005年全市工会筹集资金860万元,慰问困难职工2.1万户次。截至1月6日,社会各界捐赠棉被800床。今年要再帮助一千人。",
        "2006-01-09", "2005-01-01", "2005-12-31", "2006-01-09"),
    "a dateline takes the year of a link below": (
        "岳阳市工会会员突破42万人\n本网岳阳3月6日电（记者 某某）记者从岳阳市工会第八次代表大会上获悉，五年来，全市工会发展会员6.8万人，涌现劳动模范7名。"
        + _TAIL + "- 2019-03-07 岳阳市召开常委会会议", "2019-03-06", "2014-03-06", "2019-03-06", "2019-03-06"),
    "a month is an anchor, no publication": (
        "在岳阳市工会第九次代表大会上的报告(摘要)\n(2021年12月)\n一、主要工作回顾\n市工会八大以来的五年,岳阳市各级工会团结动员43万职工建功立业,各项工作迈上新台阶。",
        None, "2017-01-01", "2021-12-31", "2021-12-31"),
    "截至今年 in an undated text": (
        "岳阳市总工会:服务到身边\n\n近年来,岳阳市总工会把服务送到一线。仅2022年,各站点就服务户外劳动者86万人次。截至今年9月底,新就业群体会员达到3.6万人。",
        None, None, "2023-09-30", "2023-09-30"),
    "a plan's years are no past": (
        "在岳阳市工会第九次代表大会上的报告\n\n各位代表:\n市工会第八次代表大会以来的五年,工会组织在服务中发展。到2016年底,全市基层工会达到486个。\n今后五年,力争会员突破3.5万人,文化宫2018年建成投用。",
        None, "2012-01-01", "2016-12-31", "2016-12-31"),
    "a circular says up to which day it counts": (
        "关于集体协商进展情况的通报\n\n各县(市)总工会:\n为落实年度目标,岳阳市总工会于3月1日启动要约行动。现将截至6月10日的情况通报如下:\n一、总体进展\n全市签订合同1375份。"
        + _TAIL + "岳阳市总工会办公室\n2015年6月15日",
        "2015-06-15", "2015-03-01", "2015-06-10", "2015-06-10"),
    "a campaign begins on its first day": (
        "岳阳市总工会“两节”送温暖\n发布时间：2022-01-26 15:20\n1月12日起，岳阳市总工会8个慰问组陆续赶往各县市区，把慰问金送到职工手中。今年全市工会准备资金420万元。",
        "2022-01-26", "2022-01-12", "2022-01-26", "2022-01-26"),
    "the month of an event is not the year's report": (
        "某某公用事业集团公司工会\n\n【概况】集团公司工会下辖21个基层工会。2002年8月，2个修造厂工会划出。开展读书活动，举办学校45期。",
        None, "2002-01-01", "2002-12-31", "2002-12-31"),
    "a volume of a yearbook": (
        "岳阳年鉴2009·人民团体　岳阳市总工会\n【概况】 岳阳市有基层工会8654个，会员84.9万人，职工入会率90.6%，工会工作取得了明显的成绩和进步。",
        None, "2008-01-01", "2008-12-31", "2008-12-31"),
    "a chronicle on the web": (
        "岳阳市志·群众团体　第二节　送温暖\n来源：市地方志办公室　日期：2009-04-17\n1997年、1998年，市总工会共筹资186万元，慰问特困职工4310户，有关方面积极配合，职工满意。\n1995年至1998年，培训下岗职工1.14万人。",
        "2009-04-17", "1997-01-01", "1998-12-31", "1998-12-31"),
    "a span printed in a heading": (
        "在岳阳市工会第九次代表大会上的报告\n\n各位代表:\n我代表第八届委员会向大会作报告,请予审议。\n第一部分 过去五年(2017—2021年)工作回顾\n岳阳市总工会召开全委会5次。",
        None, "2017-01-01", "2021-12-31", "2021-12-31"),
    "a base year in the text": (
        "岳阳市总工会服务职工纪实\n2018-05-03\n\n岳阳市基层工会十年间翻了一番还多，从2008年的683个，发展到现在的1512个，会员也有了很大的增长。",
        "2018-05-03", "2008-01-01", "2018-05-03", "2018-05-03"),
    "a bare year in the title": (
        "数说2023|岳阳市总工会的365天\n2024-01-05 17:00\n\n翻开日历最后一页,我们用七组数字为这一年写下注脚。岳阳市总工会新建工会61家。",
        "2024-01-05", "2023-01-01", "2023-12-31", "2023-12-31"),
    "近年来 opens, a base year follows": (
        "岳阳市总工会创新工作室释放动能\n2014-11-05\n\n近年来,岳阳市总工会把工作室作为练功房。工作室由2011年的1个增加到2012年的14个,再到眼下的31个。",
        "2014-11-05", None, "2014-11-05", "2014-11-05"),
}  # fmt: skip


@pytest.mark.parametrize("case", DAYS, ids=str)
def test_inferred_days(case: str) -> None:
    text, *wanted = DAYS[case]
    facts = read_report((text if _TAIL in text else text + _TAIL).encode(), "r.txt").facts
    days = (facts.published_on, facts.period_start, facts.period_end, facts.stock_date)
    assert [day.isoformat() if day else None for day in days] == wanted


def test_an_unknown_start_and_an_uncertain_one_are_marked() -> None:
    text = (
        "岳阳市总工会五年工作综述\n2016-09-20\n\n五年来，岳阳市总工会服务职工，工作取得明显成绩，得到各方好评。"
        + _TAIL
    )
    facts = read_report(text.encode(), "r.txt").facts
    assert facts.period_approx and not facts.cumulative
    facts = read_report(text.replace("五年来", "近年来").replace("五年", "").encode(), "r.txt").facts
    assert facts.cumulative and not facts.period_approx


# text, publisher, region, code
PLACES = {
    "a district by an epithet of its city": (
        "通州区总工会2019年工作总结\n2020-01-09\n\n2019年,区总工会围绕副中心建设,全年获首都劳动奖状2个、首都劳动奖章11人。", "通州区总工会", "北京市通州区", "110112"),
    "a city in short before 各级工会": (
        "绍兴各级工会助力开门红\n2022-04-12\n\n记者从市总工会了解到,全市各级工会用心服务,交出一份满意的答卷。", "绍兴市总工会", "绍兴市", "330600"),
    "an enterprise as an example": (
        "黄石市志·群众团体\n\n1997年,市总工会筹资186万元,慰问特困职工。某某水泥厂等大厂工会互助储金会发展会员5.2万人。", "黄石市总工会", "黄石市", "420200"),
    "an enterprise under its province's name and without": (
        "鲁岳供电公司工作室释放新动能\n2014-11-05\n\n近年来,山东鲁岳供电公司工会把创新工作室作为练功房,截至10月底,完成项目1268项。", "鲁岳供电公司工会", "鲁岳供电公司", None),
    "an enterprise of a city in its name": (
        "上海浦汇公用事业公司工会\n\n【概况】上海浦汇公用事业公司工会下辖7个分公司工会,会员37950人,工作有序开展。", "上海浦汇公用事业公司工会", "上海浦汇公用事业公司", "310000"),
    "an enterprise whose name only sounds like a county": (
        "贺兰煤业集团工会2011年工作纪实\n2012-01-09\n\n2011年,宁夏贺兰煤业集团工会统筹推进2.64万名职工的服务工作。", "贺兰煤业集团工会", "贺兰煤业集团", None),
}  # fmt: skip


@pytest.mark.parametrize("case", PLACES, ids=str)
def test_inferred_union(case: str) -> None:
    text, *wanted = PLACES[case]
    facts = read_report((text + _TAIL).encode(), "r.txt").facts
    assert [facts.publisher, facts.region_name, facts.region_code] == wanted
    assert facts.region_id, "figures of a union without a code still have a region"


def test_a_title_keeps_its_ideographic_spaces() -> None:
    for printed in ("奋进新时代　建功新征程——岳阳市总工会工作综述", "主题报告会走进岳阳　19.6万工人唱主角"):
        assert (
            read_report(
                (printed + "\n\n岳阳市总工会2018年新建工会12家。" + _TAIL).encode(), "r.txt"
            ).facts.title
            == printed
        )
    spaced = read_report(
        ("工　会　工　作　总　结\n\n岳阳市总工会2018年新建工会12家。" + _TAIL).encode(), "r.txt"
    )
    assert "　" not in (spaced.facts.title or "")


def test_a_bullet_above_prose_is_a_heading() -> None:
    prose = "站点建设先试点、后铺开，各级工会累计筹措资金，采取自建、共建、嵌入三种方式建成服务站，服务户外劳动者，方便他们歇脚、喝水、热饭、充电，受到普遍欢迎和好评。"
    report = read_report(f"岳阳市总工会工作纪实\n\n■ 小站点装着大民生\n\n{prose}\n".encode(), "r.txt")
    assert [block.kind for block in report.blocks] == ["title", "heading", "paragraph"]


def test_years_of_a_text() -> None:
    text = "2003年全市筹集资金，今年要再帮助一千人。下一步计划到2006年底建成60个。"
    assert last_printed_year(text) == (2003, 0)
    assert first_planned_year(text) == 2006
    assert current_year(text, 1) == 2004
    assert current_year("下一步计划到2024年底再建60个。", 9) == 2023
    assert current_year("再建60个。", 9) is None


def test_a_bulletin_that_begins_with_its_issue_or_a_list_has_no_such_title() -> None:
    body = "一季度，岳阳市总工会新建工会12家，发展会员300人，慰问困难职工320人次，发放慰问金86万元。"
    report = read_report(
        f"第5期\n1、慰问困难职工\n2、劳动竞赛\n2020年3月2日\n{body}{_TAIL}".encode(), "r.txt"
    )
    assert report.facts.title is None
    assert str(report.facts.published_on) == "2020-03-02"
    report = read_report(f"工会简报\n第5期（总第86期）\n2020年3月2日\n{body}{_TAIL}".encode(), "r.txt")
    assert report.facts.title == "工会简报"
    report = read_report(
        f"一、2019年工作\n1.岳阳市总工会新建工会12家。\n2.发展会员300人。{_TAIL}".encode(), "r.txt"
    )
    assert (report.facts.title, report.blocks[0].kind) == (None, "heading")
