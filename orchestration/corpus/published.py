"""When a report was published, and where an undated one stands in time.

A printed date is published_on; a dateline without its year takes the year that the text gives. A month alone or the day of an event
never is a publication: it is the anchor from which an undated text looks back. The period itself is decided in `period`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from orchestration.corpus.dates import (
    current_year,
    full_dates,
    meta_date,
    month_end,
    safe_date,
    year_months,
)
from orchestration.corpus.model import Block, Fact

# 德宏某报/2024年/1月/18日/第008版 in front of a text without lines
_PAGE_LINE = re.compile(r"[^。]{0,40}?(?:19|20)\d\d\s*年/?\s*\d{1,2}\s*月/?\s*\d{1,2}\s*日/?\s*第")
# 本报天津1月8日电, 新华社南京3月2日电, 某网5月6日讯
_DATELINE = re.compile(r"[报网社刊台讯]\s?[㐀-鿿]{0,8}?\s?(\d{1,2})月(\d{1,2})日\s?(?:电|讯|消息|报道)")
_STAMPED = re.compile(r"时间|日期|发布|发表|\d{1,2}:\d\d")
_AS_OF = re.compile(r"截[至止](?:到)?今年\s*(\d{1,2})月(?:底|末|份|(\d{1,2})日)?")
_DAY_AT_HEAD = re.compile(
    r"(?:[^。！？\n]{0,24}(?:讯|电)\s?(?:[（(][^)）]{0,40}[)）])?|[^。！？\n]{2,16}[。！])?\s?(\d{1,2})月(\d{1,2})日(?!起|以来|[电讯])"
)


def find_published(
    text: str, match_text: str, blocks: Sequence[Block], meta: Mapping[str, str]
) -> tuple[date, Fact] | None:
    """Bylines at the head first, then the meta tags, a date that signs the text, lines of furniture above the text, the dateline."""
    body = _body(blocks)

    def found(day: date, start: int, end: int, confidence: float) -> tuple[date, Fact]:
        return day, Fact(day.isoformat(), text[start:end], start, end, confidence)

    for block in blocks[: body + 1]:
        if block.kind == "byline":
            for day, start, end in full_dates(match_text, block.start, block.end):
                if day.year >= 1978:
                    return found(day, start, end, 0.97)
    stamped = meta_date(meta["published"]) if meta.get("published") else None
    if stamped:
        return stamped, Fact(stamped.isoformat(), f"meta: {meta['published']}", confidence=0.9)
    signed = _signed(match_text, blocks)
    if signed is not None:
        return found(*signed, 0.85)
    lead = blocks[body] if body < len(blocks) else None
    if lead is not None and (match := _PAGE_LINE.match(match_text, lead.start, lead.end)):
        for day, start, end in full_dates(match_text, lead.start, match.end()):
            return found(day, start, end, 0.8)
    for block in blocks:
        if block.kind == "title":
            for day, start, end in full_dates(match_text, block.start, block.end):
                return found(day, start, end, 0.7)
    for block in blocks[:body]:
        if block.kind == "boilerplate" and _STAMPED.search(match_text, block.start, block.end):
            for day, start, end in full_dates(match_text, block.start, block.end):
                return found(day, start, end, 0.8)
    line = _DATELINE.search(match_text, 0, (lead.start + 120) if lead is not None else 400)
    if line is not None:
        month, day_of = int(line.group(1)), int(line.group(2))
        year = _year_of_dateline(match_text, month, day_of)
        made = safe_date(year, month, day_of) if year else None
        if made:
            return found(made, line.start(1), line.end() - 1, 0.6)
    return None


def _body(blocks: Sequence[Block]) -> int:
    return next(
        (i for i, b in enumerate(blocks) if b.kind == "paragraph" and b.end - b.start > 40), len(blocks)
    )


def _year_of_dateline(match_text: str, month: int, day_of: int) -> int | None:
    """A complete date within ten days of the dateline (a link below the text) gives the year, else the text's own years do."""
    for day, _, _ in full_dates(match_text):
        near = safe_date(day.year, month, day_of)
        if near and abs((day - near).days) <= 10:
            return day.year
    return current_year(match_text, month)


def _signed(match_text: str, blocks: Sequence[Block]) -> tuple[date, int, int] | None:
    """A date alone on a line below the text, as official reports are signed."""
    for block in reversed(blocks):
        if block.kind == "paragraph" and block.end - block.start > 30:
            return None
        if block.kind != "boilerplate" and block.end - block.start <= 16:
            for day, start, end in full_dates(match_text, block.start, block.end):
                if end - start >= block.end - block.start - 3:
                    return day, start, end
    return None


def find_anchor(match_text: str, blocks: Sequence[Block], lead_start: int) -> date | None:
    """The day up to which an undated text looks back: `（2021年12月）` in a byline or signature, `截至今年9月底`, the day that
    its first sentence tells of. None when the text gives no year for it."""
    body = _body(blocks)
    for i, block in enumerate(blocks):
        if block.kind == "title":
            for day, start, end in year_months(match_text, block.start, block.end):
                if match_text[start - 1 : start] in ("（", "(") and match_text[end : end + 1] in ("）", ")"):
                    return day
        if (block.kind == "byline" and i <= body) or (i > body and block.end - block.start <= 14):
            for day, start, end in year_months(match_text, block.start, block.end):
                if block.kind == "byline" or end - start >= block.end - block.start - 2:
                    return day
    as_of = _AS_OF.search(match_text)
    if as_of:
        month, year = int(as_of.group(1)), current_year(match_text, int(as_of.group(1)))
        if year and 1 <= month <= 12:
            if as_of.group(2):
                return safe_date(year, month, int(as_of.group(2)))
            return month_end(year, month)
    event = _DAY_AT_HEAD.match(match_text, lead_start)
    if event:
        month, day_of = int(event.group(1)), int(event.group(2))
        year = current_year(match_text, month)
        return safe_date(year, month, day_of) if year else None
    return None
