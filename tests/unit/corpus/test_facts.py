"""Facts of reports of many kinds. The texts are invented; the kinds are those found on union sites, in yearbooks and papers."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.corpus import read_report

BODY = (
    "\n\n全市各级工会围绕中心、服务大局，组织职工开展劳动和技能竞赛，推动各项工作迈上新台阶。"
    "扎实做好帮扶救助工作，走访慰问困难职工1200人次，发放慰问金86万元，受到职工的普遍欢迎。\n"
)

# text, published, start, end, approx, cumulative, stock
PERIODS = {
    "annual title": ("临江市总工会2018年工作总结", None, "2018-01-01", "2018-12-31", 0, 0, "2018-12-31"),
    "annual title with a plan behind": (
        "天门市总工会2019年工作总结及2020年工作计划", None, "2019-01-01", "2019-12-31", 0, 0, "2019-12-31"),
    "annual title with plan, dated": (
        "天门市总工会2019年工作总结和2020年工作思路\n2020-01-08 来源：本站", "2020-01-08", "2019-01-01", "2019-12-31", 0, 0, "2019-12-31"),
    "title names the meeting's year": (
        "天门市总工会2019年工作报告\n（2019年2月26日）\n\n2018年，全市各级工会在市委领导下，各项工作取得新成绩，得到上级充分肯定和好评。",
        "2019-02-26", "2018-01-01", "2018-12-31", 0, 0, "2018-12-31"),
    "heading looks back on a year": (
        "2015年天门市总工会工作报告\n\n各位委员、同志们，现在我代表常务委员会向全会报告工作，请予审议并提出意见。\n一、2014年主要工作回顾",
        None, "2014-01-01", "2014-12-31", 0, 0, "2014-12-31"),
    "half year title": ("天门市总工会2021年上半年工作总结", None, "2021-01-01", "2021-06-30", 0, 0, "2021-06-30"),
    "half year, next half planned": (
        "天门市总工会2021年上半年工作总结及下半年工作打算\n2021年7月5日", "2021-07-05", "2021-01-01", "2021-06-30", 0, 0, "2021-07-05"),
    "third quarters": ("天门市总工会2020年前三季度工作情况", None, "2020-01-01", "2020-09-30", 0, 0, "2020-09-30"),
    "one quarter": ("天门市总工会2020年第一季度工作总结", None, "2020-01-01", "2020-03-31", 0, 0, "2020-03-31"),
    "months in the lead": (
        "天门市工会维权工作见实效\n2023-08-20 来源：某报\n\n2023年1月至7月，天门市总工会接待职工来访320人次，调解争议210件，为职工挽回损失。",
        "2023-08-20", "2023-01-01", "2023-07-31", 0, 0, "2023-08-20"),
    "1至9月 of the running year": (
        "天门市工会维权工作见实效\n2022-10-20\n\n1至9月，天门市总工会接待职工来访320人次，调解争议210件，为职工挽回经济损失。",
        "2022-10-20", "2022-01-01", "2022-09-30", 0, 0, "2022-10-20"),
    "前8个月": (
        "天门市工会维权工作见实效\n2022-09-12\n\n今年前8个月，天门市总工会接待职工来访320人次，调解争议210件，为职工挽回损失。",
        "2022-09-12", "2022-01-01", "2022-08-31", 0, 0, "2022-09-12"),
    "今年以来": (
        "天门市总工会多措并举暖民心\n2022-11-03 来源：某报\n\n今年以来，天门市总工会坚持以职工为中心，扎实开展各类服务活动，成效明显。",
        "2022-11-03", "2022-01-01", "2022-11-03", 0, 0, "2022-11-03"),
    "去年 at the head": (
        "天门市总工会帮扶工作暖人心\n2022-02-03 来源：某报\n\n去年，天门市总工会筹集资金320万元，帮扶困难职工，各项工作走在前列。",
        "2022-02-03", "2021-01-01", "2021-12-31", 0, 0, "2021-12-31"),
    "五年来, dated": (
        "天门市总工会五年工作综述\n2016-09-20\n\n五年来，天门市各级工会组织团结带领广大职工，为全市经济社会发展作出了贡献。",
        "2016-09-20", "2011-09-20", "2016-09-20", 1, 0, "2016-09-20"),
    "五年来, undated": (
        "天门市总工会五年工作综述\n\n五年来，天门市各级工会组织团结带领职工前进。2017年底，全市建成市级职工服务中心并投入使用，2013年打下基础。",
        None, "2013-01-01", "2017-12-31", 1, 0, "2017-12-31"),
    "五年 printed as a range": (
        "天门市总工会工作综述（2013—2017年）\n2018-05-01\n\n五年来，天门市各级工会组织团结带领广大职工，为全市发展作出贡献。",
        "2018-05-01", "2013-01-01", "2017-12-31", 0, 0, "2018-05-01"),
    "三年来": (
        "天门市推进产业工人队伍建设改革三年回眸\n2020-06-01\n\n三年来，天门市总工会推动改革落地见效，职工技能水平不断提升。",
        "2020-06-01", "2017-06-01", "2020-06-01", 1, 0, "2020-06-01"),
    "2018年以来": (
        "天门市总工会服务职工纪实\n2021-03-01\n\n2018年以来，天门市总工会推动工作创新，职工获得感不断提升，基层活力不断增强。",
        "2021-03-01", "2018-01-01", "2021-03-01", 0, 0, "2021-03-01"),
    "自2019年5月起": (
        "天门市总工会服务职工纪实\n2021-03-01\n\n自2019年5月起，天门市总工会推动工作创新，职工获得感不断提升，活力不断增强。",
        "2021-03-01", "2019-05-01", "2021-03-01", 0, 0, "2021-03-01"),
    "party congress": (
        "天门市总工会服务职工纪实\n2016-03-01\n\n党的十八大以来，天门市总工会推动工作创新，职工获得感不断提升，活力不断增强。",
        "2016-03-01", "2012-11-08", "2016-03-01", 0, 0, "2016-03-01"),
    "national union congress": (
        "天门市总工会服务职工纪实\n2017-03-01\n\n中国工会十六大以来，天门市总工会推动工作创新，职工获得感不断提升，活力增强。",
        "2017-03-01", "2013-10-18", "2017-03-01", 0, 0, "2017-03-01"),
    "local congress without a year": (
        "天门市总工会服务职工纪实\n2017-03-01\n\n市工会十六大以来，天门市总工会推动工作创新，职工获得感不断提升，活力增强。",
        "2017-03-01", None, "2017-03-01", 0, 1, "2017-03-01"),
    "a plan's years, over": (
        "“十三五”时期天门市工会工作回眸\n2021-02-01\n\n天门市总工会推动工作创新，职工获得感不断提升，基层工会活力不断增强。",
        "2021-02-01", "2016-01-01", "2020-12-31", 0, 0, "2021-02-01"),
    "近年来": (
        "天门市总工会帮扶工作暖人心\n2022-02-03 来源：某报\n\n近年来，天门市总工会坚持帮扶困难职工，各项工作走在全省前列。",
        "2022-02-03", None, "2022-02-03", 0, 1, "2022-02-03"),
    "news of a meeting": (
        "天门市总工会召开六届五次全委会\n2023-01-10\n\n1月8日，天门市总工会召开六届五次全委会议，总结2022年工作，部署2023年任务。",
        "2023-01-10", "2022-01-01", "2022-12-31", 0, 0, "2022-12-31"),
    "the past year, told in January": (
        "天门市总工会工作结硕果\n2019-01-10\n\n在刚刚过去的一年里，天门市总工会获得市级以上荣誉27项，多项工作走在全省前列。",
        "2019-01-10", "2018-01-01", "2018-12-31", 0, 0, "2018-12-31"),
    "statistics year": (
        "天门市总工会工会统计情况\n\n2017年10月至2018年9月，天门市新建基层工会320家，新发展会员1.2万人，完成年度目标任务。",
        None, "2017-10-01", "2018-09-30", 0, 0, "2018-09-30"),
    "yearbook entry": (
        "天门市总工会\n\n【概况】 2015年，天门市总工会内设6个部室，全市有基层工会1200个，会员9.8万人，全年工作取得新进展。",
        None, "2015-01-01", "2015-12-31", 0, 0, "2015-12-31"),
    "signed below": (
        "天门市总工会工作总结\n\n2017年，天门市总工会紧紧围绕中心，服务大局，全年新建工会76家，发展会员2300人，成绩明显。"
        + BODY + "天门市总工会\n2017年12月20日",
        "2017-12-20", "2017-01-01", "2017-12-20", 0, 0, "2017-12-20"),
    "过去五年 in a heading": (
        "在天门市工会第六次代表大会上的报告\n（2018年12月20日）\n\n各位代表、同志们：现在，我代表第五届委员会向大会作报告，请予审议。\n一、过去五年的工作回顾",
        "2018-12-20", "2013-12-20", "2018-12-20", 1, 0, "2018-12-20"),
    "two years": (
        "天门市工会送温暖活动暖人心\n2007年12月22日\n\n两年来，天门市工会系统走访慰问困难职工家庭，受到了全国总工会的充分肯定。",
        "2007-12-22", "2005-12-22", "2007-12-22", 1, 0, "2007-12-22"),
    "a newspaper's date line": (
        "奋进新时代 建功新征程\n——天门市总工会2023年工作纪实\n2024年1月18日 第008版\n\n2023年，天门市总工会把职工所需贯穿始终，推动各项工作。",
        "2024-01-18", "2023-01-01", "2023-12-31", 0, 0, "2023-12-31"),
    "day first": (
        "天门市农民工入会稳步推进\n26.04.2016  10:29\n\n去年，天门市总工会推动农民工入会，全市新增农民工会员，各项工作走在全省前列。",
        "2016-04-26", "2015-01-01", "2015-12-31", 0, 0, "2016-04-26"),
    "五年多来": (
        "天门市工会第六次代表大会开幕\n2023年05月23日20:15 |\n小字号\n\n五年多来，天门市总工会坚持以职工为中心，做好维权服务，活力增强。",
        "2023-05-23", "2018-05-23", "2023-05-23", 1, 0, "2023-05-23"),
    "a masked year infers nothing": (
        "天门市总工会201*年上半年工作总结\n时间：2019-05-26 21:34:39\n\n201*年上半年，天门市总工会按照部署和要求，全方位推进各项工作。",
        "2019-05-26", None, "2019-05-26", 0, 1, "2019-05-26"),
    "the year before is only experience": (
        "天门市总工会工作总结\n\n2017年天门市总工会在总结2016年工作经验的基础上，扎实推进各项举措，圆满完成了上级下达的工作任务。",
        None, "2017-01-01", "2017-12-31", 0, 0, "2017-12-31"),
    "a date line before the title": (
        "天门日报/2024年/1月/18日/第008版奋进新时代\n书写新答卷\n——天门市总工会2023年工作纪实\n\n2023年，天门市总工会坚持职工所需，推动工作。",
        "2024-01-18", "2023-01-01", "2023-12-31", 0, 0, "2023-12-31"),
    "a dump of one line": (
        "强化服务意识 提升保障水平 ——2015年云岚大学教代会、工会工作报告 各位代表：现在，我向大会作报告，请予审议。 一、2014年主要工作回顾 过去的一年，围绕中心任务，强化服务。",
        None, "2014-01-01", "2014-12-31", 0, 0, "2014-12-31"),
    "Chinese digits": (
        "天门市总工会二〇〇八年工作总结\n二〇〇八年十二月十日\n\n2008年，天门市总工会紧紧围绕中心，服务大局，全年新建工会76家。",
        "2008-12-10", "2008-01-01", "2008-12-10", 0, 0, "2008-12-10"),
}  # fmt: skip


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@pytest.mark.parametrize("case", PERIODS, ids=str)
def test_report_period(case: str) -> None:
    text, published, start, end, approx, cumulative, stock = PERIODS[case]
    facts = read_report((text if BODY in text else text + BODY).encode(), "report.txt").facts
    assert facts.published_on == _date(published)
    assert (facts.period_start, facts.period_end) == (_date(start), _date(end))
    assert (facts.period_approx, facts.cumulative) == (bool(approx), bool(cumulative))
    assert facts.stock_date == _date(stock)


# first lines -> region_id, plain name, level
REGIONS = {
    "city": ("南通市总工会2018年工作总结", "320600", "南通市", "municipal"),
    "short name": ("广安工会工作掠影\n2020-01-01\n\n广安市总工会坚持服务职工，广安工会工作再上台阶，得到职工好评和肯定。", "511600", "广安市", "municipal"),
    "province": ("陕西省总工会2018年工作总结", "610000", "陕西省", "provincial"),
    "autonomous region, short": ("内蒙古工会2018年工作回眸", "150000", "内蒙古自治区", "provincial"),
    "municipality": ("重庆市总工会2018年工作总结", "500000", "重庆市", "provincial"),
    "district of a municipality": ("重庆市永川区总工会2016年工作总结", "500118", "永川区", "county"),
    "prefecture in short": ("德宏州总工会2023年工作纪实", "533100", "德宏傣族景颇族自治州", "municipal"),
    "autonomous county": ("长阳土家族自治县总工会2019年工作总结", "420528", "长阳土家族自治县", "county"),
    "banner": ("库伦旗总工会2019年工作总结", "150524", "库伦旗", "county"),
    "namesake with its city": ("甘肃兰州城关区总工会2022年工作总结", "620102", "兰州市城关区", "county"),
    "namesake by context": (
        "鼓楼区总工会2022年工作总结\n\n2022年，鼓楼区总工会在福州市总工会和区委领导下开展工作，福州市各级部门给予有力支持。", "350102", "福州市鼓楼区", "county"),
    "namesake without context": ("朝阳区总工会2022年工作总结", None, "朝阳区", "county"),
    "old name at its time": ("永川市总工会2003年工作总结", "500383", "永川市", "county"),
    "old prefecture": ("万县市总工会1995年工作总结", "511200", "万县市", "municipal"),
    "new name later": ("万州区总工会2005年工作总结", "500101", "万州区", "county"),
    "renamed city": ("襄樊市总工会2008年工作总结", "420600", "襄樊市", "municipal"),
    "abolished district": ("青岛市四方区总工会2010年工作总结", "370205", "四方区", "county"),
    "city that became a district": ("海门市总工会2018年工作总结", "320684", "海门市", "county"),
    "the same place today": ("海门区总工会2022年工作总结", "320614", "海门区", "county"),
    "nation": ("中华全国总工会2018年工作综述", "000000", "全国", "national"),
    "town": ("东城区东花市街道总工会2016年工作总结\n\n2016年，北京市东城区东花市街道总工会完成建会144家的目标任务，受到好评。", "110101:东花市街道", "东花市街道", "township"),
    "enterprise": ("陕西龙桥集团公司工会2018年工作总结\n\n2018年，公司工会在陕西省丹凤县总工会指导下开展工作，丹凤县给予支持。", None, "陕西龙桥集团公司", "enterprise"),
    "university": ("云岚大学工会2018年工作总结\n\n2018年，南昌市云岚大学工会在学校党委领导下，各项工作有序开展，南昌市给予支持。", None, "云岚大学", "enterprise"),
    "industry union": ("上海市教育工会2018年工作总结", "310000:上海市教育", "上海市教育", "enterprise"),
    "park": ("洛阳市经济技术开发区总工会2018年工作总结", "410300:经济技术开发区", "经济技术开发区", "county"),
    "corps": ("新疆生产建设兵团总工会2018年工作总结", "650000:新疆生产建设兵团", "新疆生产建设兵团", "provincial"),
    "led by others": (
        "坚持服务大局 奋力创先争优\n\n2018年，在四川省总工会的正确领导下，眉山市总工会扎实推进各项工作，取得了明显成效。", "511400", "眉山市", "municipal"),
    "only 市总工会": (
        "我市工会工作再上新台阶\n\n2018年，市总工会围绕中心工作，在景德镇市各县区开展活动。景德镇市职工踊跃参加各类活动。", "360200", "景德镇市", "municipal"),
    "signed in brackets": (
        "多措并举促发展\n\n2018年，全市工会扎实推进各项工作，取得了明显成效，得到各级领导的充分肯定和广大职工的好评。（汉中市总工会）", "610700", "汉中市", "municipal"),
    "a verb is no name": ("召开州总工会全委会\n\n2022年，州总工会主席主持召开州总工会主席办公会，传达学习省总工会全委会议精神，部署工作。", None, None, None),
    "two characters behind an edge": ("忠县总工会2019年工作总结", "500233", "忠县", "county"),
    "led by an industry union": (
        "云岚大学第七届教代会暨第十三次工会委员会工作报告\n\n2018年，在学校党委和上海市教育工会的领导下，云岚大学工会推进民主管理工作。", None, "云岚大学", "enterprise"),
    "no place at all": ("工会工作总结\n\n2018年，工会扎实推进各项工作，取得了明显成效，得到领导的肯定。", None, None, None),
}  # fmt: skip


@pytest.mark.parametrize("case", REGIONS, ids=str)
def test_publishing_union_and_its_unit(case: str) -> None:
    text, region_id, name, level = REGIONS[case]
    facts = read_report((text + BODY).encode(), "report.txt").facts
    assert facts.region_name == name
    assert facts.admin_level == level
    if region_id or name is None or level == "county":
        assert facts.region_id == region_id
    if region_id is None:
        fact = facts.evidence["region_id"]
        assert facts.region_id or (fact.confidence == 0 and fact.evidence), "an open region says why"


def test_evidence_is_a_slice_of_the_clean_text() -> None:
    for text, *_ in PERIODS.values():
        report = read_report((text + BODY).encode(), "report.txt")
        for name, fact in report.facts.evidence.items():
            assert 0 <= fact.confidence <= 1
            if fact.start is not None and fact.end is not None and name != "title":
                shown = report.match_text[fact.start : fact.end]
                assert shown and (shown in fact.evidence or fact.evidence in shown), (name, fact)


def test_overrides_win_and_say_so() -> None:
    text = "工会工作总结\n\n2018年，工会扎实推进各项工作。" + BODY
    facts = read_report(
        text.encode(), "r.txt", overrides={"region_id": "320600", "period_start": "2017-01-01"}
    ).facts
    assert (facts.region_id, facts.region_name, facts.admin_level) == ("320600", "南通市", "municipal")
    assert facts.period_start == date(2017, 1, 1)
    assert facts.evidence["region_id"].evidence == "override"


def test_an_override_that_cannot_be_read_names_its_field() -> None:
    with pytest.raises(ValueError, match="override region_id 999999"):
        read_report("工会工作".encode(), "r.txt", overrides={"region_id": "999999"})
    with pytest.raises(ValueError, match="override colour: no such fact"):
        read_report("工会工作".encode(), "r.txt", overrides={"colour": "red"})
