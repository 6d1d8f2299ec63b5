"""Rules that read a period from explicit spans, from headings (一、2018年工作回顾) and from the years of a title."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from orchestration.corpus.dates import month_end, number
from orchestration.corpus.period_model import (
    LOOKS_AHEAD,
    LOOKS_BACK,
    YEAR,
    YEAR_OF,
    Context,
    Period,
    span_of_year,
)

_DASH = r"\s*(?:[-—–―~～－]{1,2}|至|到)\s*"
_RANGE_YEARS = re.compile(rf"(?<!\d)({YEAR})年?度?{_DASH}({YEAR})(?:年|[)）])(?!\d)")
# 1997年、1998年，市总工会共筹资: years named side by side at the head of a chronicle
_YEARS_LISTED = re.compile(rf"^\s*({YEAR})年(?:[、和]({YEAR})年){{1,3}}(?=[，,])")
_RANGE_MONTHS = re.compile(
    rf"(?<!\d)({YEAR})年\s*(\d{{1,2}})月?(?:份)?(?:\d{{1,2}}日)?{_DASH}(?:({YEAR})年)?\s*(\d{{1,2}})月(?:份|底|末)?(?:\d{{1,2}}日)?"
)
_NAME_OF_PLAN = re.compile(r"(?:年)?(?:[）)》]?)(?:规划|发展规划|行动|计划|工作规划|度?周期)")
_RECAP = re.compile(
    rf"(?:总结|回顾|通报|盘点|报告)(?:了|和|与)?[^。；\d]{{0,16}}?({YEAR})年(?![^。，,]{{0,8}}(?:经验|基础|成绩的))"
)
# 数说2023|某区总工会的365天: a year without 年 in a title that shows what the year brought
_BARE_YEAR = re.compile(r"(?<![\d年])(20\d\d)(?=[｜|│·,，:：!！、\s—]|$|[工这我])")
_SHOWS_A_YEAR = re.compile(
    r"数说|数读|盘点|回眸|回顾|再见|年终|答卷|成绩单|365天|这一年|年度|大事|我们的|[｜|│]"
)
# 昆明年鉴2008, 年鉴 / 2013卷, 2009年鉴: the volume appears the year after its events
_VOLUME = re.compile(r"年鉴[^。\n]{0,8}?((?:19|20)\d\d)|((?:19|20)\d\d)年?(?:卷|版|[㐀-鿿]{0,6}年鉴)")
# 在…大会上的报告（2018年9月）: when it was read, not what it tells of
_DATES_TITLE = re.compile(rf"[（(]\s?{YEAR}年\s?\d{{1,2}}月[)）]")
_SPEECH = re.compile(r"报告|讲话|全委会|全会|会议|大会")
# A dump without line ends: 一、2014年主要工作回顾 stands in the middle of the text.
_HEADING_IN_LINE = re.compile(r"[。！\s][一二]、\s?([^。，]{4,24}?(?:回顾|总结|工作情况|完成情况))")
_YEARS_IN_HEADING = re.compile(
    r"(?:过去|近|这)?(?:的)?(五|5|四|4|三|3)年(?:来|间)?(?:的)?(?:主要)?(?:工作)?(?:情况)?(?:的)?(?:回顾|总结|工作|成绩)"
)


def explicit_range(context: Context) -> Period | None:
    """`2018年1月至9月`, `2013—2017年`, `2017年10月至2018年9月` in title or opening paragraph."""
    for part in (context.title, context.opening):
        text = part.text[:400]
        match = _RANGE_MONTHS.search(text)
        if match:
            first, last = number(match.group(1)), number(match.group(3) or match.group(1))
            month, until = number(match.group(2)), number(match.group(4))
            if 1 <= month <= 12 and 1 <= until <= 12 and (last, until) >= (first, month):
                at = part.place(match)
                return Period(
                    date(first, month, 1),
                    month_end(last, until),
                    match.group(),
                    f"{part.name}_months",
                    0.95,
                    at,
                )
        match = _YEARS_LISTED.search(text) or _RANGE_YEARS.search(text)
        found = _of_years(context, match, text) if match else None
        if match and found:
            return Period(*found, match.group(), f"{part.name}_years", 0.9, part.place(match))
    return None


def _of_years(context: Context, match: re.Match[str], text: str) -> tuple[date, date] | None:
    if _NAME_OF_PLAN.match(text, match.end()):
        return None
    first, last = number(match.group(1)), number(match.group(2))
    if not 0 < last - first <= 40 or (context.published and last > context.published.year):
        return None
    stop = date(last, 12, 31)
    return date(first, 1, 1), min(stop, context.published) if context.published else stop


def heading_year(context: Context) -> Period | None:
    """A heading that looks back on a year by name: it decides against a title that only names the meeting."""
    in_line = _HEADING_IN_LINE.search(context.lead.text)
    for heading in (*context.headings[:12], *([in_line.group(1)] if in_line else [])):
        span = _RANGE_YEARS.search(heading)
        years = _of_years(context, span, heading) if span and LOOKS_BACK.search(heading) else None
        if span and years:
            return Period(*years, span.group(), "heading_years", 0.9, formal=True)
        match = YEAR_OF.search(heading)
        if match:
            after = heading[match.end() :]
            if LOOKS_BACK.search(after) and not LOOKS_AHEAD.search(after):
                part_of_year = (match.group(2) or "").strip()
                return span_of_year(
                    number(match.group(1)),
                    part_of_year,
                    context.published,
                    match.group(),
                    "heading_year",
                    0.9,
                )
    return None


def years_in_heading(context: Context) -> re.Match[str] | None:
    """`一、过去五年的主要工作`."""
    for heading in context.headings[:4]:
        match = _YEARS_IN_HEADING.search(heading)
        if match:
            return match
    return None


def title_year(context: Context) -> Period | None:
    """`2018年工作总结及2019年计划`: the year whose words look back; a title that only looks ahead gives nothing."""
    title = context.title.text
    bare = _BARE_YEAR.search(title)
    if bare and _SHOWS_A_YEAR.search(title):
        year, published = number(bare.group(1)), context.published
        if published is None or year <= published.year:
            return span_of_year(
                year, "", published, bare.group(1), "title_bare_year", 0.85, context.title.place(bare)
            )
    found = [m for m in YEAR_OF.finditer(title) if not _DATES_TITLE.match(title, max(0, m.start() - 1))]
    back = None
    for i, match in enumerate(found):
        words = title[match.end() : found[i + 1].start() if i + 1 < len(found) else len(title)]
        if not (LOOKS_AHEAD.search(words) and not LOOKS_BACK.search(words)):
            back = match
            break
    if back is None:
        return None
    year, part_of_year = number(back.group(1)), (back.group(2) or "").strip()
    if not part_of_year and _is_of_meeting(context, year):
        before = _named_before(context, year)
        if before is not None:
            return before
    if context.published is not None and year > context.published.year:
        return None
    at = context.title.place(back)
    return span_of_year(year, part_of_year, context.published, back.group(), "title_year", 0.95, at)


def _is_of_meeting(context: Context, year: int) -> bool:
    """Does the year of the title date the meeting (2019年工作报告, read in January 2019), not the work?"""
    title, published = context.title.text, context.published
    if published is not None and published.year == year and published.month <= 4:
        return True
    if published is not None or not _SPEECH.search(title) or re.search(r"总结|年度|完成情况|公报", title):
        return False
    return bool(re.search(rf"(?<!\d){year - 1}年", context.lead.text)) and not re.search(
        rf"(?<!\d){year}年", context.lead.text
    )


def _named_before(context: Context, year: int) -> Period | None:
    match = re.search(rf"(?<!\d){year - 1}年|过去的?一年|去年", context.lead.text)
    if match is None:
        return None
    return span_of_year(
        year - 1, "", None, match.group(), "lead_year_before_title", 0.85, context.lead.place(match)
    )


def recap(context: Context) -> Period | None:
    """News of a meeting: `总结2022年工作，部署2023年任务`."""
    for part in context.parts:
        match = _RECAP.search(part.text[:500])
        if match and (context.published is None or number(match.group(1)) <= context.published.year):
            at = part.place(match)
            rule = f"{part.name}_recap"
            whole = YEAR_OF.match(part.text, match.start(1))
            of_year = ((whole.group(2) if whole else None) or "").strip()
            year, proof = number(match.group(1)), match.group()
            found = span_of_year(year, of_year, context.published, proof, rule, 0.85, at)
            return replace(found, formal=True)
    return None


def yearbook(context: Context) -> Period | None:
    """`昆明年鉴2008`: the volume tells of the year before it, unless the entry only prints the year of the volume."""
    match = _VOLUME.search(context.head) if "年鉴" in context.head else None
    if match is None:
        return None
    year = number(match.group(1) or match.group(2))
    if f"{year}年" not in context.lead.text or f"{year - 1}年" in context.text:
        year -= 1
    return Period(
        date(year, 1, 1), date(year, 12, 31), match.group(), "yearbook", 0.85, match.start(), formal=True
    )
