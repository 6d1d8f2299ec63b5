"""Spans counted in years however they are worded, titles below pictures and menus, unions behind examples."""

from datetime import date

import pytest

from orchestration.corpus import read_report
from orchestration.corpus.model import ReportFacts

_BODY = (
    "新建基层工会126家，发展会员2.1万人。筹集帮扶资金380万元，走访慰问困难职工4200人次，举办技能竞赛36场。"
)


def facts(head: str, lead: str, body: str = _BODY) -> ReportFacts:
    return read_report(f"{head}\n\n{lead}\n\n{body}\n".encode(), "report.txt").facts


@pytest.mark.parametrize(
    ("lead", "years"),
    [
        ("五年来，宜春市总工会办了一批实事，职工得到了实惠。", 5),
        ("五年多来，宜春市总工会办了一批实事，职工得到了实惠。", 5),
        ("近五年，宜春市总工会办了一批实事，职工得到了实惠。", 5),
        ("过去的五年，宜春市总工会办了一批实事，职工得到了实惠。", 5),
        ("市工会第七次代表大会召开五年来，宜春市总工会办了一批实事。", 5),
        ("第二次工代会召开以来的这五年，宜春市总工会办了一批实事。", 5),
        ("五载耕耘，硕果盈枝。宜春市总工会办了一批实事。", 5),
        ("五个春秋，宜春市总工会办了一批实事，职工得到了实惠。", 5),
        ("宜春市总工会委员会任期的五年，是职工得到实惠的五年。", 5),
        ("大会以来的五个年头里，宜春市总工会办了一批实事。", 5),
        ("本届委员会履职三年来，宜春市总工会办了一批实事。", 3),
        ("三载耕耘，春风满园。宜春市总工会办了一批实事。", 3),
        ("全市工会走过了不平凡的十年，宜春市总工会办了一批实事。", 10),
        ("十年间，宜春市总工会办了一批实事，职工得到了实惠。", 10),
    ],
)
def test_years_count_back_from_publication(lead: str, years: int) -> None:
    found = facts("情系职工暖人心\n来源：宜春日报 2019-06-20 08:20", lead)
    assert (found.period_start, found.period_end) == (date(2019 - years, 6, 20), date(2019, 6, 20))


def test_a_saying_counts_no_years() -> None:
    found = facts(
        "情系职工暖人心\n来源：宜春日报 2019-06-20",
        "三年五载不变的是宜春市总工会服务职工的心，大家都这样说。",
    )
    assert found.period_start is None


def test_a_month_behind_the_title_is_the_day_to_look_back_from() -> None:
    head = "坚守初心建新功\n——在遂宁市工会第五次代表大会上的报告(2016年11月)\n\n各位代表："
    found = facts(head, "市工会第四次代表大会以来的五年，全市各级工会做了几件实事。")
    assert (found.published_on, found.period_start) == (None, date(2011, 11, 30))
    assert (found.period_end, found.stock_date) == (date(2016, 11, 30), date(2016, 11, 30))


def test_year_to_this_day_names_its_start() -> None:
    found = facts(
        "凝聚力量促发展\n来源：阳泉日报 2018-09-27", "2013年至今，阳泉市总工会干了一批看得见的实事。"
    )
    assert (found.period_start, found.period_end) == (date(2013, 1, 1), date(2018, 9, 27))


def test_cut_off_and_base_of_growth_are_no_span() -> None:
    lead = "全国总工会负责人今天表示，截至2007年9月底，全国工会会员总数达1.93亿人，比2006年增加2300万人。"
    body = "去年各级工会帮助农民工追讨欠薪10.2亿元；今年前两个月办招聘会1.1万场。1至2月提供岗位60万个。"
    found = facts("全总：上年为农民工讨薪超过十亿元\n2008年03月11日 15:10 来源：某网", lead, body)
    assert (found.period_start, found.period_end, found.stock_date) == (
        None,
        date(2008, 3, 11),
        date(2008, 3, 11),
    )


def test_title_stands_below_a_picture_line() -> None:
    head = "图片新闻：建设路爱心驿站内，快递员正在歇脚。\n\n情系职工暖珠源\n——曲靖市总工会2018年工作盘点"
    found = facts(head, "本报讯 (记者 王朋)12月25日，曲靖市总工会盘点全年工作，晒出一张账单。")
    assert found.title == "情系职工暖珠源——曲靖市总工会2018年工作盘点"
    assert (found.period_start, found.period_end) == (date(2018, 1, 1), date(2018, 12, 31))


def test_links_that_begin_alike_are_no_title() -> None:
    head = "今日阜南 今日太和 今日颍上 今日临泉\n\n乘风破浪 工会同行——市总工会四届委员会工作综述\n来源：阜阳日报 2017-07-18"
    lead = "五年来，阜阳市各级工会摘得全国工会职工书屋建设先进单位等31项荣誉。"
    found = facts(head, lead)
    assert (found.title or "").startswith("乘风破浪")
    assert (found.publisher, found.region_code) == ("阜阳市总工会", "341200")


def test_yearbook_entry_speaks_for_its_county_not_for_an_example() -> None:
    head = "梨树年鉴(2001)·群众团体\n\n工  会"
    lead = "【概况】 2000年末，全县有基层工会231个，职工3.42万人。"
    found = facts(head, lead, "【竞赛】 全年开展竞赛46场，参赛1.2万人次。县水泥厂工会被评为先进职工之家。")
    assert found.title == "梨树年鉴(2001)·群众团体 工会"
    assert (found.publisher, found.region_code, found.period_end) == (
        "梨树县总工会",
        "220322",
        date(2000, 12, 31),
    )


def test_city_before_the_name_of_an_enterprise_gives_its_code() -> None:
    head = "湘澜纺织集团工会：一年办好十件实事\n发布时间：2021-01-20"
    found = facts(head, "株洲湘澜纺织集团工会2020年在册会员2160人。一年来，工会把实事办到车间。")
    assert (found.region_name, found.region_code, found.admin_level) == (
        "湘澜纺织集团",
        "430200",
        "enterprise",
    )


def test_a_plan_in_the_title_is_what_five_years_below_it_means() -> None:
    text = (
        "省政府新闻办介绍云岭省工会“十三五”以来服务职工情况\n2021-04-27 18:05 云岭新闻网\n\n"
        "4月27日，省总工会通报工作情况。五年来，全省工会帮扶困难职工2.1万户。\n"
    )
    facts = read_report(text.encode(), "p.txt").facts
    assert (str(facts.period_start), str(facts.period_end)) == ("2016-01-01", "2020-12-31")
