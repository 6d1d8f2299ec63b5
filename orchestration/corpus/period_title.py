"""Rules that read a period from explicit spans, from headings (一、2018年工作回顾) and from the years of a title."""

from __future__ import annotations

import re
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
_RANGE_MONTHS = re.compile(
    rf"(?<!\d)({YEAR})年\s*(\d{{1,2}})月?(?:份)?(?:\d{{1,2}}日)?{_DASH}(?:({YEAR})年)?\s*(\d{{1,2}})月(?:份|底|末)?(?:\d{{1,2}}日)?"
)
_NAME_OF_PLAN = re.compile(r"(?:年)?(?:[）)》]?)(?:规划|发展规划|行动|计划|工作规划|度?周期)")
_RECAP = re.compile(
    rf"(?:总结|回顾|通报|盘点|报告)(?:了|和|与)?[^。；\d]{{0,16}}?({YEAR})年(?![^。，,]{{0,8}}(?:经验|基础|成绩的))"
)
_SPEECH = re.compile(r"报告|讲话|全委会|全会|会议|大会")
# A dump without line ends: 一、2014年主要工作回顾 stands in the middle of the text.
_HEADING_IN_LINE = re.compile(r"[。！\s][一二]、\s?([^。，]{4,24}?(?:回顾|总结|工作情况|完成情况))")
_YEARS_IN_HEADING = re.compile(
    r"(?:过去|近|这)?(?:的)?(五|5|四|4|三|3)年(?:来|间)?(?:的)?(?:主要)?(?:工作)?(?:情况)?(?:的)?(?:回顾|总结|工作|成绩)"
)


def explicit_range(context: Context) -> Period | None:
    """`2018年1月至9月`, `2013—2017年`, `2017年10月至2018年9月` in title or lead."""
    for part in context.parts:
        text = part.text[:400]
        match = _RANGE_MONTHS.search(text)
        if match:
            first, last = number(match.group(1)), number(match.group(3) or match.group(1))
            month, until = number(match.group(2)), number(match.group(4))
            if 1 <= month <= 12 and 1 <= until <= 12 and (last, until) >= (first, month):
                stop = month_end(last, until)
                at = part.place(match)
                return Period(
                    date(first, month, 1),
                    stop,
                    match.group(),
                    f"{part.name}_months",
                    0.95,
                    at,
                    annual=last - first <= 1,
                )
        match = _RANGE_YEARS.search(text)
        if match and not _NAME_OF_PLAN.match(text, match.end()):
            first, last = number(match.group(1)), number(match.group(2))
            if 0 < last - first <= 40 and (context.published is None or last <= context.published.year):
                stop = date(last, 12, 31)
                if context.published and stop > context.published:
                    stop = context.published
                return Period(
                    date(first, 1, 1), stop, match.group(), f"{part.name}_years", 0.9, part.place(match)
                )
    return None


def heading_year(context: Context) -> Period | None:
    """A heading that looks back on a year by name: it decides against a title that only names the meeting."""
    in_line = _HEADING_IN_LINE.search(context.lead.text)
    for heading in (*context.headings[:12], *([in_line.group(1)] if in_line else [])):
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
    found = list(YEAR_OF.finditer(title))
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
            return span_of_year(
                number(match.group(1)), "", context.published, match.group(), f"{part.name}_recap", 0.85, at
            )
    return None
