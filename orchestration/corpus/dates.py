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
    r"(?<![\d到至])((?:19|20)\d\d)(?=年|[-—–~～至到、](?:19|20)?\d\d年)(?!年(?:底|末)?(?:前|以前|之前))"
)


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
    """Newest year that the text speaks of as past, with its place; years of plans (到2025年) are left out."""
    best: tuple[int, int] | None = None
    for match in _PRINTED.finditer(text):
        year = int(match.group(1))
        if year >= 1978 and (not_after is None or year <= not_after) and (best is None or year > best[0]):
            best = (year, match.start())
    return best
