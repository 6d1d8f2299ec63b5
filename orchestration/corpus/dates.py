"""Dates as reports print them: 2019-01-10 09:25, 2023年10月11日, 二〇一八年十二月, (2018年12月20日), and the newest printed year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "o": 0,
    "0": 0,
}
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零九OoＯ0一二三四五六七八]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_FULL = re.compile(
    rf"(?<!\d)({_YEAR})\s*(?:年/?\s*({_MONTH})\s*月/?\s*({_DAY})\s*[日号]|([-/.])(1[0-2]|0?[1-9])\4(3[01]|[12]\d|0?[1-9])(?!\d))"
)
_DAY_FIRST = re.compile(r"(?<![\d.])(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])\.((?:19|20)\d\d)(?![\d.])")
_ISO = re.compile(r"((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")
_YEAR_MONTH = re.compile(rf"(?<!\d)({_YEAR})\s*年\s*({_MONTH})\s*月(?:份)?")
# A year that a plan or a document's name mentions says nothing about how far the text looks.
_PRINTED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?(?=年|[-—–~～至到、](?:19|20)?\d\d年)(?!年(?:底|末)?(?:前|以前|之前))"
)
# Words of a sentence that speaks of what is still to come.
_AHEAD = re.compile(
    r"今后|下一步|下步|力争|计划|打算|展望|将|拟|新建目标|目标|规划|布置|部署|安排|(?:20\d\d)年?(?:工作)?(?:要点|思路|任务|计划|打算)"
)
_BEHIND = re.compile(r"总结|回顾|实现了|完成了|已|截[至止]")
_STOPS = "。！？!?；;\n"


def number(text: str) -> int:
    """`十二` -> 12, `二十一` -> 21, `07` -> 7. Raises ValueError when the text is no small number."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)
    if not text or any(c not in _DIGIT for c in text):
        raise ValueError(f"not a number: {text}")
    return int("".join(str(_DIGIT[c]) for c in text))


def full_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[date, int, int]]:
    """Complete dates with their spans, in order; impossible ones (2月30日) are skipped."""
    for match in _FULL.finditer(text, start, len(text) if end is None else end):
        year, month, day, _, month_too, day_too = match.groups()
        made = safe_date(number(year), number(month or month_too), number(day or day_too))
        if made:
            yield made, match.start(), match.end()
    for match in _DAY_FIRST.finditer(text, start, len(text) if end is None else end):
        made = safe_date(int(match.group(3)), int(match.group(2)), int(match.group(1)))
        if made:
            yield made, match.start(), match.end()


def year_months(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[date, int, int]]:
    """Year and month (2018年12月) as the last day of the month."""
    for match in _YEAR_MONTH.finditer(text, start, len(text) if end is None else end):
        year, month = number(match.group(1)), number(match.group(2))
        yield month_end(year, month), match.start(), match.end()


def meta_date(text: str) -> date | None:
    """The date of a meta tag or file name in any of the usual forms."""
    for found, _, _ in full_dates(text):
        return found
    match = _ISO.search(text)
    return safe_date(*(int(g) for g in match.groups())) if match else None


def safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def years_back(day: date, years: int) -> date:
    """The same day `years` earlier (29 February becomes the 28th)."""
    return safe_date(day.year - years, day.month, day.day) or date(day.year - years, 2, 28)


def last_printed_year(text: str, *, not_after: int | None = None) -> tuple[int, int] | None:
    """Newest year that the text speaks of as past, with its place; years of plans (力争到2025年) are left out."""
    best: tuple[int, int] | None = None
    for match in _PRINTED.finditer(text):
        year = int(match.group(1))
        newer = (not_after is None or year <= not_after) and (best is None or year > best[0])
        if year >= 1978 and newer and not _is_ahead(text, match.start(), match.end()):
            best = (year, match.start())
    return best


def first_planned_year(text: str) -> int | None:
    """The nearest year that a plan of the text names."""
    years = [
        int(match.group(1))
        for match in _PRINTED.finditer(text)
        if _is_ahead(text, match.start(), match.end())
    ]
    return min(years) if years else None


def _is_ahead(text: str, start: int, end: int) -> bool:
    """Does a plan name this year: 计划到2024年底, 2018年建成投用 under 今后五年, 部署2019年任务?"""
    begin = max(text.rfind(stop, max(0, start - 120), start) for stop in _STOPS) + 1 or max(0, start - 120)
    before = text[begin:start]
    last = max((m.start() for m in _AHEAD.finditer(before)), default=-1)
    if last >= 0 and last >= max((m.start() for m in _BEHIND.finditer(before)), default=-1):
        return True
    after = text[end : end + 14]
    if re.match(r"年?(?:的)?(?:工会|主要|重点)?(?:工作)?(?:要点|思路|任务|计划|打算|安排|目标)", after):
        return True
    if before[-1:] in ("到", "至") and not re.search(r"\d年?[到至]$", before):
        # 到2016年底 tells of a state reached; 到2020年, 到2025年底要达到 name an aim.
        reach = re.match(r"年[底末][，,]?([^。；;]{0,40})", text[end : end + 60])
        return reach is None or bool(re.search(r"力争|要达到|将|再建|实现全|目标", reach.group(1)))
    return False


def current_year(text: str, month: int) -> int | None:
    """The year in which an undated text was written in `month`: its newest year, or the next one when it says 今年 of another
    year than the printed ones or looks back on a whole year in winter; with plans alone the year before them. None: no year printed.

    `2003年全市筹集…，今年要再帮助` in January -> 2004; `下一步计划到2024年底再建60个` alone -> 2023
    """
    last, planned = last_printed_year(text), first_planned_year(text)
    if last is None:
        return planned - 1 if planned and "年底" in text else planned
    year = last[0]
    moved_on = "今年" in text or (month <= 3 and re.search(r"去年|全年|岁末|上年", text))
    begun = re.search(rf"{year}年(?:1月)?(?:以来|开年|新春|元旦|春节|[“\"]?两节)", text)
    return year + 1 if moved_on and not begun and (planned is None or year < planned) else year
