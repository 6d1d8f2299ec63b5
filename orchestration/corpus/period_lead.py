"""Rules that read a period from phrases: 2018年以来, 五年来, 十六大以来, “十三五”期间, 今年以来, 去年, 近年来.

Source of the readings: annotation guide, section 5. Congress dates are facts of record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from orchestration.corpus.dates import month_end, number, safe_date, years_back
from orchestration.corpus.period_model import MASKED, YEAR, YEAR_OF, Context, Part, Period, span_of_year

_N = r"[一二两三四五六七八九十]|\d{1,2}"
_PARTY = {12: (1982, 9, 1), 13: (1987, 10, 25), 14: (1992, 10, 12), 15: (1997, 9, 12), 16: (2002, 11, 8)}
_PARTY |= {17: (2007, 10, 15), 18: (2012, 11, 8), 19: (2017, 10, 18), 20: (2022, 10, 16)}
_UNION = {10: (1983, 10, 18), 11: (1988, 10, 22), 12: (1993, 10, 24), 13: (1998, 10, 19), 14: (2003, 9, 22)}
_UNION |= {15: (2008, 10, 17), 16: (2013, 10, 18), 17: (2018, 10, 22), 18: (2023, 10, 9)}
_PLANS = {
    "六五": 1981,
    "七五": 1986,
    "八五": 1991,
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
}
_PLANS |= {"十三五": 2016, "十四五": 2021, "十五五": 2026}

_SINCE_YEAR = re.compile(
    rf"(?:自|从)?(?<!\d)({YEAR})年(?:(\d{{1,2}})月(?:份)?(?:(\d{{1,2}})日)?)?(?:底|初)?(?:以来|来|起?至今|开始|起)"
)
_YEARS = re.compile(
    rf"(?:过去|近|这|最近|刚刚过去|走过|历时)(?:的)?({_N})(?:个)?(?:多)?年(?:来|间|里|中|时间|工作)?"
    rf"|(?<![十百第\d〇○零一二三四五六七八九])({_N})年多?(?:以来|来|下来)"
    rf"|(?<![十百第\d〇○零一二三四五六七八九])({_N})年(?:间|工作|历程|巡礼|回眸|回顾|成就|亮点|发展|成果|综述|总结|奋进|答卷|跨越|纪实|辉煌|的工作|征程|砥砺|耕耘)"
    rf"|^({_N})年[，,]"
    # 五载耕耘, 五个春秋, 五个年头; the saying 三年五载 counts nothing
    rf"|(?<![年十百千第\d])({_N})(?:载(?!体|重|入)|(?:个|度)(?:春秋|年头|寒暑))"
    # 大会以来的五年, 走过了不平凡的十年, 任期的五年
    rf"|(?:以来|不平凡|不寻常|非凡|难忘|奋进|奋斗|辉煌|任期|届期|本届)内?的?({_N})年(?=[。！，,；;、是]|里|间|中|多)"
)
_CONGRESS = re.compile(
    r"(党的|中共|中国工会|全国总工会|全总|[㐀-鿿]{0,8}?(?:省|市|区|县|州|旗|自治区)?(?:总?工会|工代会))?"
    r"(?:第)?([一二三四五六七八九十]{1,3})(大|次(?:会员)?代表大会|届)(?:[一二三四五六七八九十]{1,3}次全(?:委)?会)?(?:召开)?(?:以来|以后|至今)"
)
_PLAN = re.compile(
    r"[“\"'‘]?(六五|七五|八五|九五|十一五|十二五|十三五|十四五|十五五|十五)[”\"'’]?(?:时期|期间|以来|规划期间|规划以来|五年|收官)"
)
_THIS_YEAR = re.compile(
    r"今年(?:以)?来|年初(?:以来|至今)|今年(?!是|第?[一二三四1-4]季度|上半年|前[一二两三四五六七八九十\d]|\s?1\s?月?[-—–~～至到])"
)
# 将截至6月10日的情况通报如下: the day up to which all figures of the text hold
_CUT_OFF = re.compile(
    r"现?将截[至止](?:到)?(?:((?:19|20)\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|底|末)的?[^。，,]{0,16}(?:情况|进展|结果)"
)
_STARTED = re.compile(r"(?<!\d)(\d{1,2})月(?:(\d{1,2})日)?(?:正式)?(?:启动|开始|起|以来|部署)")
# 去年12月中旬起 names its year itself
_CAMPAIGN = re.compile(r"^[^。！？\n]{0,60}?(?<![\d年])(\d{1,2})月(?:(\d{1,2})日)?(?:起|以来|启动以来)")
# 2012年元旦春节送温暖, 2021年“金秋助学”: the year names an action, it is not what the text looks back on
_NAMES_ACTION = re.compile(r"年度?(?:的)?(?:[“\"‘《]|元旦|春节|两节|双节|新春|金秋助学)|年的\s?\d")
_ARRANGED = re.compile(r"(?:布置|部署|安排)(?:了|和)?[^。；\d]{0,8}?((?:19|20)\d\d)年")
_MONTH_ONLY = re.compile(r"^\s*\d{1,2}月(?:份)?$")
_PAST_YEAR = re.compile(r"(?:刚刚)?过去的?一年|一年(?:以)?来|这一年|本年度")
_LAST_YEAR = re.compile(r"去年(?:一年|以来)?|上年度?")
_MONTHS = re.compile(
    r"(?<![\d年])(?:今年)?\s*(?:前|1\s*月?\s*(?:[-—–~～－]|至|到)\s*)(\d{1,2}|[一二三四五六七八九十]{1,2})个?月(?:份)?(?!\d)"
)
_PART_OF_YEAR = re.compile(r"上半年|下半年|前三季度|前三个季度|第?[一二三四1-4]季度")
_VAGUE = re.compile(r"近年来|近几年来?|多年来|历年来|几年来|近些年|长期以来|连年|这些年")
_DAY_FOLLOWS = re.compile(r"\s*\d{1,2}月\s*\d{1,2}日")


def since_year(context: Context) -> Period | None:
    """`2018年以来` in lead or title: until the publication, or the newest printed year of an undated text."""
    for part in (context.lead, context.title):
        match = _SINCE_YEAR.search(part.text[:500])
        if not match:
            continue
        year, month, day = (number(group) if group else None for group in match.groups())
        start = safe_date(year or 0, month or 1, day or 1)
        published, last = context.published, context.last
        if start is None or (published and start > published):
            continue
        end = published
        if (
            published
            and last
            and last[0] < published.year
            and published.month <= 7
            and "五年" in context.text[:3000]
        ):
            end = date(last[0], 12, 31)  # the text ends with the year before
        if end is None:
            end = context.anchor or date(max(last[0] if last else start.year, start.year), 12, 31)
            if end < start:
                continue
        return Period(start, end, match.group(), f"{part.name}_since", 0.85, part.place(match))
    return None


def many_years(context: Context, heading: re.Match[str] | None) -> Period | None:
    """`五年来`, `过去五年`, `5年工作亮点`: counted back from the publication, or calendar years of an undated text."""
    found: tuple[int, Part | None, re.Match[str]] | None = None
    for part in context.parts:
        for match in _YEARS.finditer(part.text[:600]):
            years = number(next(group for group in match.groups() if group).replace("两", "二"))
            before, after = part.text[max(0, match.start() - 2) : match.start()], part.text[match.end() :][:3]
            ahead = (
                before in ("连续", "未来", "今后", "往后")
                or after[:1] == "后"
                or re.match("规划|计划|任期", after)
            )
            if 2 <= years <= 15 and not ahead:
                found = (years, part, match)
                break
        if found:
            break
    if found is None and heading is not None:
        found = (number(heading.group(1)), None, heading)
    if found is None:
        return None
    since = since_year(context)
    if since is not None:
        return since
    years, origin, match = found
    at = origin.place(match) if origin else None
    now = context.published or context.anchor
    if now is not None:
        start = years_back(now, years)
        base = start.year
        # 十年间翻了一番，从2008年的683个: the text prints the year it counts from.
        if origin and re.search(
            rf"[从由自比较]{base}年(?:底|末)?的?", re.split("[。！\n]", origin.text[match.end() :][:60])[0]
        ):
            return Period(date(base, 1, 1), now, match.group(), "years_from_base", 0.8, at)
        if context.published is None and (now.month, now.day) == (12, 31):
            start += timedelta(days=1)  # whole years: 2017-01-01 to 2021-12-31
        sure = 0.85 if context.published else 0.6
        return Period(start, now, match.group(), "years_to_publication", sure, at, approx=True)
    if context.last is None:
        return Period(None, None, match.group(), "years_undated", 0.3, at, approx=True, cumulative=True)
    last = context.last[0]
    return Period(
        date(last - years + 1, 1, 1),
        date(last, 12, 31),
        match.group(),
        "years_to_last_printed",
        0.7,
        at,
        approx=True,
    )


def title_plan(context: Context) -> Period | None:
    """A plan named by the title is what 五年来 below it means: 介绍工会“十三五”以来工作 -> 2016 to 2020."""
    return _plan_of(context, (context.title,))


def plan_years(context: Context) -> Period | None:
    """`“十三五”期间` -> 2016 to 2020; a plan still running ends at the publication."""
    return _plan_of(context, context.parts)


def _plan_of(context: Context, parts: Iterable[Part]) -> Period | None:
    for part in parts:
        match = _PLAN.search(part.text[:300])
        if match:
            first = _PLANS[match.group(1)]
            stop = date(first + 4, 12, 31)
            if context.published and context.published.year < first:
                continue
            if context.published and context.published < stop:
                stop = context.published
            return Period(
                date(first, 1, 1), stop, match.group(), f"{part.name}_plan", 0.85, part.place(match)
            )
    return None


def congress(context: Context) -> Period | None:
    """`党的十八大以来` has a date; a local congress has none that is printed: blank start, unless the text says 五年."""
    for part in context.parts:
        match = _CONGRESS.search(part.text[:500])
        if match is None:
            continue
        who, ordinal, end = match.group(1) or "", number(match.group(2)), context.end
        table = None
        if who in ("党的", "中共"):
            table = _PARTY
        elif who in ("中国工会", "全国总工会", "全总"):
            table = _UNION
        at = part.place(match)
        if table is not None and ordinal in table and (end is None or date(*table[ordinal]) < end):
            return Period(date(*table[ordinal]), end, match.group(), f"{part.name}_congress", 0.8, at)
        if end is not None and ("五年" in context.text or "5年" in context.text):
            start = years_back(end, 5) if context.published else years_back(end, 5) + timedelta(days=1)
            return Period(start, end, match.group(), "congress_five_years", 0.6, at, approx=True)
        return Period(None, end, match.group(), "congress_unknown_start", 0.6, at, cumulative=True)
    return None


def one_year(part: Part, context: Context) -> Period | None:
    """A lead that opens with its year, a part of it, or the year just past."""
    published = context.published
    head = part.text[:260]
    year = _work_year(head, published, part.name == "title")
    if year is None and published is not None:
        # 1至2月共举办…场 in a later paragraph dates its own figures only.
        opening = head if part.name == "title" else context.opening.text[:260]
        partial = _part_of_running_year(part, opening, published)
        if partial is not None:
            return partial
    past = _PAST_YEAR.search(head) or _LAST_YEAR.match(head)
    if past is not None and (year is None or past.start() < year.start()):
        arranged = _ARRANGED.search(head)
        value = _past_year(past.group(), number(arranged.group(1)) if arranged else None, context)
        if value is not None and not _THIS_YEAR.search(head[: past.start()]):
            rule = f"{part.name}_past_year"
            return span_of_year(value, "", published, past.group(), rule, 0.7, part.place(past))
    if year is None:
        return None
    of_year = (year.group(2) or "").strip()
    if part.name == "lead" and _MONTH_ONLY.match(of_year):
        of_year = ""  # the month of one event in a report on the year
    proof, at = year.group(), part.place(year)
    return span_of_year(number(year.group(1)), of_year, published, proof, f"{part.name}_year", 0.8, at)


def _past_year(words: str, arranged: int | None, context: Context) -> int | None:
    """去年 and 一年来 before the publication, before the year that a meeting arranges (部署2019年工作), or the newest one."""
    published = context.published
    if arranged is not None and (published is None or arranged <= published.year + 1):
        return arranged - 1
    if published is not None:
        back = published.month <= 6 or words.startswith(("去年", "上年"))
        return published.year - 1 if back else published.year
    return context.last[0] if context.last else None


def _work_year(head: str, published: date | None, title: bool) -> re.Match[str] | None:
    """The first year that is neither a day (2022年10月12日), a base (2011年的1个), the name of an action nor ahead of the publication.

    In a lead a plain year (2019年，) goes before the month of one event (2019年3月，).
    """
    month = None
    for match in YEAR_OF.finditer(head):
        at_year = head.index("年", match.start())
        if _DAY_FOLLOWS.match(head, at_year + 1) or (not title and _NAMES_ACTION.match(head, at_year)):
            continue
        if published is not None and number(match.group(1)) > published.year:
            continue
        before = head[max(0, match.start() - 10) : match.start()]
        if re.search(r"(?:布置|部署|安排|谋划|展望)(?:了|和)?[㐀-鿿]{0,4}$", before):
            continue
        if re.search(r"截[至止]到?$", before) and re.match(r"[，,]|\s?\d{1,2}月[底末]", head[at_year + 1 :]):
            continue  # 截至2020年，累计帮助: how far a sum counts, not what the text is about
        if before.endswith(("比", "较", "相比")):
            continue  # 比2007年上升: the base of a growth
        if not title and _MONTH_ONLY.match((match.group(2) or "").strip()):
            month = month or match
            continue
        if month is not None and number(match.group(1)) != number(month.group(1)):
            return month
        return match
    return month


def _part_of_running_year(part: Part, head: str, published: date) -> Period | None:
    months, quarter = _MONTHS.search(head), _PART_OF_YEAR.search(head)
    if months and not 1 <= number(months.group(1)) <= 12:
        months = None
    if months and (quarter is None or months.start() < quarter.start()):
        count = number(months.group(1))
        stop = month_end(published.year - (count > published.month), count)
        at = part.place(months)
        rule = f"{part.name}_months_of_year"
        return Period(date(stop.year, 1, 1), stop, months.group(), rule, 0.85, at)
    if quarter and not MASKED.search(head):
        late = quarter.group() in ("下半年", "前三季度", "第四季度", "四季度", "第三季度", "三季度")
        year = published.year - (1 if late and published.month <= 3 else 0)
        at = part.place(quarter)
        return span_of_year(
            year, quarter.group(), published, quarter.group(), f"{part.name}_part_of_year", 0.8, at
        )
    return None


def running_year(part: Part, context: Context) -> Period | None:
    """`今年以来`: from 1 January to the publication."""
    match = _THIS_YEAR.search(part.text[:300])
    if match is None:
        return None
    at = part.place(match)
    now = context.published or context.anchor
    if now:
        sure = 0.85 if context.published else 0.6
        return Period(date(now.year, 1, 1), now, match.group(), f"{part.name}_this_year", sure, at)
    if context.last:
        year, rule = context.last[0], f"{part.name}_this_year_undated"
        return Period(date(year, 1, 1), date(year, 12, 31), match.group(), rule, 0.5, at)
    return None


def vague(part: Part, context: Context) -> Period | None:
    """`近年来`: no start, the end is the publication."""
    match = _VAGUE.search(part.text)
    if match is None or context.end is None:
        return None
    at, rule = part.place(match), f"{part.name}_no_span"
    return Period(None, context.end, match.group(), rule, 0.8, at, cumulative=True)


def first_phrase(context: Context) -> Period | None:
    """Of year, running year and 近年来 the one that the title says, else the one that comes first in the lead."""
    for part in context.parts:
        found = [p for rule in (one_year, running_year, vague) if (p := rule(part, context)) is not None]
        if found:
            return min(found, key=lambda p: p.at if p.at is not None else 0)
    return None


def cut_off(context: Context) -> Period | None:
    """A circular that says up to which day it counts: `市总工会于3月1日启动…现将截至6月10日的情况通报如下`."""
    match = _CUT_OFF.search(context.lead.text)
    now = context.published or context.anchor
    if match is None or (now is None and match.group(1) is None):
        return None
    year, month = number(match.group(1)) if match.group(1) else now.year if now else 0, number(match.group(2))
    if not 1 <= month <= 12:
        return None
    end = safe_date(year, month, number(match.group(3))) if match.group(3) else month_end(year, month)
    if end is None:
        return None
    started = _STARTED.search(context.lead.text[: match.start()])
    start = _day(started, end) if started else None
    at = context.lead.place(match)
    return Period(start, end, match.group(), "cut_off", 0.85, at, cumulative=start is None, closed=True)


def campaign(context: Context) -> Period | None:
    """News of one campaign: `1月22日起，市总工会…慰问组` -> from that day to the publication."""
    match = _CAMPAIGN.search(context.opening.text)
    end = context.published
    if match is None or end is None:
        return None
    start = _day(match, end)
    at = context.lead.place(match)
    return Period(start, end, match.group(), "campaign", 0.75, at) if start and start < end else None


def _day(match: re.Match[str], end: date) -> date | None:
    """The month and day of a match in the last such year not after `end`."""
    month, day = number(match.group(1)), number(match.group(2)) if match.group(2) else 1
    return next((d for y in (end.year, end.year - 1) if (d := safe_date(y, month, day)) and d <= end), None)


def no_span(context: Context) -> Period | None:
    """No phrase at all: no start, the end is the publication."""
    end = context.end
    return Period(None, end, "", "no_phrase", 0.4, None, cumulative=True) if end else None
