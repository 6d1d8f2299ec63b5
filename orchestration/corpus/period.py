"""The span that a report looks back on, read from its title and lead by the annotation guide's section 5.

Rules are tried from the most explicit to the least; each gives the characters that prove it. The body is only asked for the
newest year that it prints, and how often it says 五年来.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from orchestration.corpus.dates import last_printed_year, month_end, number, safe_date, years_back

_N = r"[一二两三四五六七八九十]|\d{1,2}"
_Y = r"(?:19|20)\d\d"
_PARTY = {
    12: (1982, 9, 1), 13: (1987, 10, 25), 14: (1992, 10, 12), 15: (1997, 9, 12), 16: (2002, 11, 8), 17: (2007, 10, 15),
    18: (2012, 11, 8), 19: (2017, 10, 18), 20: (2022, 10, 16),
}  # fmt: skip
_NATIONAL_UNION = {
    10: (1983, 10, 18), 11: (1988, 10, 22), 12: (1993, 10, 24), 13: (1998, 10, 19), 14: (2003, 9, 22), 15: (2008, 10, 17),
    16: (2013, 10, 18), 17: (2018, 10, 22), 18: (2023, 10, 9),
}  # fmt: skip
_PLANS = {
    "六五": 1981,
    "七五": 1986,
    "八五": 1991,
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
}
_PLANS |= {"十四五": 2021, "十五五": 2026}


@dataclass(frozen=True, slots=True)
class Period:
    """`start` None with `cumulative`: not known. `at` is the place of `proof` in the text the rule read, None elsewhere."""

    start: date | None
    end: date | None
    proof: str
    rule: str
    confidence: float
    at: int | None = None
    approx: bool = False
    cumulative: bool = False
    annual: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    base: int
    where: str


_RANGE_YEARS = re.compile(rf"(?<!\d)({_Y})年?度?\s*(?:[-—–―~～－]{{1,2}}|至|到)\s*({_Y})(?:年|[)）])(?!\d)")
_RANGE_MONTHS = re.compile(
    rf"(?<!\d)({_Y})年\s*(\d{{1,2}})月?(?:份)?(?:\d{{1,2}}日)?\s*(?:[-—–―~～－]{{1,2}}|至|到)\s*(?:({_Y})年)?\s*(\d{{1,2}})月(?:份|底|末)?(?:\d{{1,2}}日)?"
)
_MONTHS_OF_THIS = re.compile(
    r"(?<![\d年])(?:今年)?\s*(?:前|1月?\s*(?:[-—–~～－]|至|到)\s*)(\d{1,2}|[一二三四五六七八九十]{1,2})个?月(?:份)?"
)
_QUARTERS = re.compile(r"上半年|下半年|前三季度|前三个季度|三季度末|第?[一二三四1-4]季度|前两个季度")
_YEAR_OF = re.compile(
    rf"(?<![\d“《])({_Y})\s*(?:年度|年)(?!\s*(?:以来|来|起|开始|前|[-—–~～至到]|底前))(\s*(?:上半年|下半年|前三季度|第?[一二三四1-4]季度|(?:1\s*[-—–~～至到]\s*)?\d{{1,2}}月份?|前\d{{1,2}}个?月))?"
)
_SINCE_YEAR = re.compile(
    rf"(?:自|从)?(?<!\d)({_Y})年(?:(\d{{1,2}})月(?:份)?(?:(\d{{1,2}})日)?)?(?:底|初|以)?(?:以来|来|起至今|开始|起)"
)
_YEARS = re.compile(
    rf"(?:(?:过去|近|这|最近|刚刚过去|走过|历时)(?:的)?)({_N})(?:个)?(?:多)?年(?:来|间|里|中|时间|工作)?|({_N})年(?:以)?来|({_N})年(?:间|工作|历程|巡礼|回眸|回顾|成就|亮点|发展|成果|综述|总结|奋进|答卷|跨越|纪实|辉煌|的工作|征程)"
)
_CONGRESS = re.compile(
    r"(党的|中共|中国工会|全国总工会|全总|[㐀-鿿]{0,8}?(?:省|市|区|县|州|旗|自治区)?(?:总?工会|工代会))?"
    r"(?:第)?([一二三四五六七八九十]{1,3})(大|次(?:会员)?代表大会|届)(?:[一二三四五六七八九十]{1,3}次全(?:委)?会)?(?:召开)?(?:以来|以后|至今)"
)
_PLAN = re.compile(
    r"[“\"'‘]?(六五|七五|八五|九五|十一五|十二五|十三五|十四五|十五五|十五)[”\"'’]?(时期|期间|以来|规划期间|规划以来|五年|收官|时期工作)"
)
_THIS_YEAR = re.compile(r"今年(?:以)?来|今年(?:上半年|前|1)|今年")
_PAST_YEAR = re.compile(r"(?:刚刚)?过去的?一年|一年(?:以)?来|这一年|全年|本年度|年度工作")
_LAST_YEAR = re.compile(r"去年(?:一年)?|上年度?")
_VAGUE = re.compile(r"近年来|近几年来?|多年来|历年来|几年来|近些年|长期以来|连年|这些年")
_LOOK_BACK = re.compile(
    r"总结|回顾|回眸|综述|汇报|述职|完成情况|工作情况|盘点|成绩|亮点|纪实|简报|公报|年鉴|年报|大事记|概况"
)
_AHEAD = re.compile(r"要点|计划|打算|安排|部署|思路|规划|意见|方案|谋划|展望")
_SERIES = re.compile(r"【[^】]{0,30}】|^[\[（(][^\])）]{0,20}[\])）]")


def report_period(
    title: str, lead: str, lead_at: int, text: str, published: date | None, headings: tuple[str, ...] = ()
) -> Period | None:
    """The report period. `title` and `lead` are Simplified; `lead` starts at `lead_at` of `text`; None when nothing is known
    at all (no phrase, no date).

    `2018年工作总结` -> 2018-01-01 to 2018-12-31; `五年来` published 2015-11-11 -> 2010-11-11 to 2015-11-11, approx.
    """
    last = last_printed_year(text, not_after=published.year if published else None)
    series_free = _SERIES.sub(lambda m: "　" * len(m.group()), title)
    parts = (_Part(series_free, -1, "title"), _Part(lead, lead_at, "lead"))
    ended = _end(published, last)
    for rule in (_explicit_range, _title_year, _heading_year):
        found = rule(parts, headings, published, ended)
        if found:
            return found
    since = _since(parts[1], published, last, text) or _since(parts[0], published, last, text)
    many = _many_years(parts, published, last, text, since)
    if many:
        return many
    if since:
        return since
    for simple in (_plan, _congress, _one_year, _running_year):
        found = simple(parts, published, last, text)
        if found:
            return found
    return _vague(parts, published, ended)


def _end(published: date | None, last: tuple[int, int] | None) -> date | None:
    return published or (date(last[0], 12, 31) if last else None)


def _place(part: _Part, match: re.Match[str]) -> int | None:
    return part.base + match.start() if part.base >= 0 else None


def _explicit_range(
    parts: tuple[_Part, ...], headings: tuple[str, ...], published: date | None, ended: date | None
) -> Period | None:
    for part in parts:
        text = part.text[:400]
        match = _RANGE_MONTHS.search(text)
        if match:
            y1, m1, y2, m2 = match.groups()
            first, last = int(y1), int(y2 or y1)
            if 1 <= int(m1) <= 12 and 1 <= int(m2) <= 12 and (last, int(m2)) >= (first, int(m1)):
                return Period(
                    date(first, int(m1), 1), month_end(last, int(m2)), match.group(), f"{part.where}_months", 0.95,
                    _place(part, match), annual=last - first <= 1,
                )  # fmt: skip
        match = _RANGE_YEARS.search(text)
        if match and 0 < int(match.group(2)) - int(match.group(1)) <= 40:
            after = text[match.end() : match.end() + 6]
            if not re.match(r"(?:年)?(?:[）)》]?)(?:规划|发展规划|行动|计划|工作规划|度?周期)", after):
                y1, y2 = int(match.group(1)), int(match.group(2))
                if published is None or y2 <= published.year:
                    stop = date(y2, 12, 31)
                    if published and stop > published:
                        stop = published
                    annual = y2 - y1 == 1 and part.where == "title"
                    return Period(
                        date(y1, 1, 1),
                        stop,
                        match.group(),
                        f"{part.where}_years",
                        0.9,
                        _place(part, match),
                        annual=annual,
                    )
    return None


def _title_year(
    parts: tuple[_Part, ...], headings: tuple[str, ...], published: date | None, ended: date | None
) -> Period | None:
    """`2018年工作总结及2019年计划`: the year whose words look back; a title that only looks ahead gives nothing."""
    part = parts[0]
    found: list[tuple[int, re.Match[str]]] = []
    for match in _YEAR_OF.finditer(part.text):
        found.append((int(match.group(1)), match))
    if not found:
        return None
    if _YEARS.search(part.text) and not _YEAR_OF.search(part.text.split("年来")[0]):
        return None
    back = None
    for i, (_, match) in enumerate(found):
        stop = found[i + 1][1].start() if i + 1 < len(found) else len(part.text)
        words = part.text[match.end() : stop]
        if _AHEAD.search(words) and not _LOOK_BACK.search(words):
            continue
        back = match
        break
    if back is None:
        return None
    year = int(back.group(1))
    sub = (back.group(2) or "").strip()
    if not sub:
        # 2019年工作报告 read in January 2019 looks back on 2018.
        speech = re.search(r"报告|讲话|全委会|全会|会议", part.text) and not re.search(
            r"总结|年度|完成情况|统计公报", part.text
        )
        early = (
            published is not None
            and (published.year, 4) >= (year, published.month)
            and published.year <= year
        )
        if early or (speech and _ahead_of(parts[1].text, year)):
            named = re.search(rf"(?<!\d){year - 1}年|过去的?一年|去年", parts[1].text)
            if named:
                return _year(year - 1, named.group(), "lead_year_before_title", 0.85, _place(parts[1], named))
            if published is not None and published.year <= year:
                return _span_of_year(year, "", published, back.group(), "title_year", 0.6)
    return _span_of_year(year, sub, published, back.group(), "title_year", 0.95)


def _ahead_of(lead: str, year: int) -> bool:
    return bool(re.search(rf"(?<!\d){year - 1}年", lead)) and not re.search(rf"(?<!\d){year}年", lead)


def _heading_year(
    parts: tuple[_Part, ...], headings: tuple[str, ...], published: date | None, ended: date | None
) -> Period | None:
    for heading in headings[:12]:
        match = _YEAR_OF.search(heading)
        if match and _LOOK_BACK.search(heading[match.end() :]) and not _AHEAD.search(heading[match.end() :]):
            return _span_of_year(
                int(match.group(1)),
                (match.group(2) or "").strip(),
                published,
                match.group(),
                "heading_year",
                0.9,
            )
    return None


def _span_of_year(
    year: int,
    sub: str,
    published: date | None,
    proof: str,
    rule: str,
    confidence: float,
    at: int | None = None,
) -> Period:
    first, last = 1, 12
    if "上半年" in sub:
        last = 6
    elif "下半年" in sub:
        first = 7
    elif "前三" in sub:
        last = 9
    elif "季度" in sub:
        quarter = number(re.sub(r"\D", "", sub) or re.search("[一二三四]", sub).group())  # type: ignore[union-attr]
        first, last = quarter * 3 - 2, quarter * 3
    elif "月" in sub:
        months = [int(m) for m in re.findall(r"\d{1,2}", sub)]
        last = months[-1] if 1 <= months[-1] <= 12 else 12
        first = 1 if len(months) > 1 or "前" in sub else last
    stop = month_end(year, last)
    if published is not None and published < stop and published >= date(year, first, 1):
        stop = published
    return Period(date(year, first, 1), stop, proof, rule, confidence, at, annual=True)


def _year(year: int, proof: str, rule: str, confidence: float, at: int | None = None) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), proof, rule, confidence, at, annual=True)


def _since(part: _Part, published: date | None, last: tuple[int, int] | None, text: str) -> Period | None:
    """`2018年以来` in title or lead: from there to the publication, or to the newest printed year when undated."""
    match = _SINCE_YEAR.search(part.text[:500])
    if not match:
        return None
    year, month, day = (int(g) if g else None for g in match.groups())
    start = safe_date(year or 0, month or 1, day or 1)
    if start is None or (published and start > published):
        return None
    end = published
    if published and last and last[0] < published.year and published.month <= 7 and "五年" in text[:3000]:
        end = date(last[0], 12, 31)  # the text ends with the year before
    if end is None:
        end = date(max(last[0] if last else start.year, start.year), 12, 31)
    return Period(start, end, match.group(), f"{part.where}_since", 0.85, _place(part, match))


def _many_years(
    parts: tuple[_Part, ...],
    published: date | None,
    last: tuple[int, int] | None,
    text: str,
    since: Period | None,
) -> Period | None:
    found: tuple[int, _Part, re.Match[str]] | None = None
    for part in parts:
        for match in _YEARS.finditer(part.text[:600]):
            years = number(next(g for g in match.groups() if g).replace("两", "二"))
            if 2 <= years <= 15 and not re.match(
                r"(?:规划|计划|任期)", part.text[match.end() : match.end() + 3]
            ):
                if (
                    part.text[max(0, match.start() - 2) : match.start()] in ("连续", "未来", "今后")
                    or part.text[match.end() :][:1] == "后"
                ):
                    continue
                found = (years, part, match)
                break
        if found:
            break
    if found is None:
        return None
    years, part, match = found
    at = _place(part, match)
    if since is not None and since.start is not None:
        return Period(since.start, since.end, since.proof, "years_with_start", 0.9, since.at)
    if published is None:
        if last is None:
            return Period(None, None, match.group(), "years_undated", 0.3, at, approx=True, cumulative=True)
        return Period(
            date(last[0] - years + 1, 1, 1),
            date(last[0], 12, 31),
            match.group(),
            "years_to_last_printed",
            0.7,
            at,
            approx=True,
        )
    return Period(
        years_back(published, years), published, match.group(), "years_to_publication", 0.85, at, approx=True
    )


def _plan(
    parts: tuple[_Part, ...], published: date | None, last: tuple[int, int] | None, text: str
) -> Period | None:
    for part in parts:
        match = _PLAN.search(part.text[:300])
        if match:
            first = _PLANS[match.group(1)]
            stop = date(first + 4, 12, 31)
            if published and first <= published.year and published < stop:
                stop = published
            elif published and published.year < first:
                continue
            return Period(
                date(first, 1, 1), stop, match.group(), f"{part.where}_plan", 0.85, _place(part, match)
            )
    return None


def _congress(
    parts: tuple[_Part, ...], published: date | None, last: tuple[int, int] | None, text: str
) -> Period | None:
    """`党的十八大以来` has a date; a local congress has none that is printed: blank start, unless the text says 五年."""
    for part in parts:
        for match in _CONGRESS.finditer(part.text[:500]):
            who, ordinal = match.group(1) or "", number(match.group(2))
            end = _end(published, last)
            table = None
            if who in ("党的", "中共") or (
                not who and match.group(3) == "大" and ordinal >= 18 and published and published.year < 2023
            ):
                table = _PARTY
            elif who in ("中国工会", "全国总工会", "全总"):
                table = _NATIONAL_UNION
            if table is not None and ordinal in table and (end is None or date(*table[ordinal]) < end):
                return Period(
                    date(*table[ordinal]),
                    end,
                    match.group(),
                    f"{part.where}_congress",
                    0.8,
                    _place(part, match),
                )
            if "五年" in text or "5年" in text:
                if end is not None:
                    start = years_back(end, 5) if published else date(end.year - 4, 1, 1)
                    return Period(
                        start,
                        end,
                        match.group(),
                        "congress_five_years",
                        0.6,
                        _place(part, match),
                        approx=True,
                    )
            return Period(
                None, end, match.group(), "congress_unknown_start", 0.6, _place(part, match), cumulative=True
            )
    return None


def _one_year(
    parts: tuple[_Part, ...], published: date | None, last: tuple[int, int] | None, text: str
) -> Period | None:
    """A lead that opens with its year, or speaks of the past year."""
    for part in parts:
        head = part.text[:260]
        year = _YEAR_OF.search(head)
        months = _MONTHS_OF_THIS.search(head)
        if months and published and not year:
            count = number(months.group(1))
            if 1 <= count <= 12:
                stop = month_end(published.year - (count > published.month), count)
                return Period(
                    date(stop.year, 1, 1),
                    stop,
                    months.group(),
                    f"{part.where}_months_of_year",
                    0.85,
                    _place(part, months),
                    annual=True,
                )
        quarter = _QUARTERS.search(head)
        if quarter and published and not year:
            at = published.year - (
                1
                if published.month <= 2 and quarter.group() in ("下半年", "前三季度", "第四季度", "四季度")
                else 0
            )
            return _span_of_year(
                at,
                quarter.group(),
                published,
                quarter.group(),
                f"{part.where}_part_of_year",
                0.8,
                _place(part, quarter),
            )
        past = _PAST_YEAR.search(head) or _LAST_YEAR.match(head)
        if year and not re.match(r"\d{1,2}月\d{1,2}日", head[year.end() : year.end() + 6]):
            value = int(year.group(1))
            if published is None or value <= published.year:
                running = published is not None and value == published.year
                if (
                    running
                    and not _THIS_YEAR.search(head)
                    and published
                    and published.month <= 3
                    and not past
                ):
                    continue
                found = _span_of_year(
                    value, (year.group(2) or "").strip(), published, year.group(), f"{part.where}_year", 0.8
                )
                if published is None or not _single_day(head, year):
                    return Period(
                        found.start, found.end, year.group(), found.rule, 0.8, _place(part, year), annual=True
                    )
        if past and published and not _THIS_YEAR.search(head[: past.start()]):
            before = (
                published.year - 1
                if published.month <= 6 or past.group().startswith(("去年", "上年"))
                else published.year
            )
            return _span_of_year(
                before, "", published, past.group(), f"{part.where}_past_year", 0.75, _place(part, past)
            )
        if past and last:
            return _year(last[0], past.group(), f"{part.where}_past_year", 0.6, _place(part, past))
    return None


def _single_day(head: str, year: re.Match[str]) -> bool:
    return bool(re.match(r"\s*年?\s*\d{1,2}月\s*\d{1,2}日", head[year.end() - 1 :]))


def _running_year(
    parts: tuple[_Part, ...], published: date | None, last: tuple[int, int] | None, text: str
) -> Period | None:
    for part in parts:
        match = _THIS_YEAR.search(part.text[:300])
        if match:
            if published:
                return Period(
                    date(published.year, 1, 1),
                    published,
                    match.group(),
                    f"{part.where}_this_year",
                    0.85,
                    _place(part, match),
                )
            if last:
                return Period(
                    date(last[0], 1, 1),
                    date(last[0], 12, 31),
                    match.group(),
                    f"{part.where}_this_year_undated",
                    0.5,
                    _place(part, match),
                )
    return None


def _vague(parts: tuple[_Part, ...], published: date | None, ended: date | None) -> Period | None:
    for part in parts:
        match = _VAGUE.search(part.text)
        if match and ended:
            return Period(
                None, ended, match.group(), f"{part.where}_no_span", 0.8, _place(part, match), cumulative=True
            )
    if ended is None:
        return None
    return Period(None, ended, "", "no_phrase", 0.4, None, cumulative=True)
