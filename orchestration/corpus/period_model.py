"""Shapes and small helpers that the period rules share: what a period is, which stretch of a report a rule reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from orchestration.corpus.dates import month_end, number

YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
# 2018年, 2018年度, 2018年上半年, 2019年1-9月; not 2018年以来, not a year inside 《》 or a slogan.
YEAR_OF = re.compile(
    rf"(?<![\d“《])({YEAR})\s*(?:年度|年)(?!\s*(?:以来|来|起|开始|前(?![三\d])|[-—–~～至到]|底前|/?\d{{1,2}}月/?\d{{1,2}}日))"
    r"(\s*(?:上半年|下半年|前三季度|第?[一二三四1-4]季度|(?:1\s*月?份?\s*[-—–~～至到]\s*)?\d{1,2}月份?(?!\s*\d{1,2}日)|前\d{1,2}个?月))?"
)
# 201*年, 20XX年: a template hides the year, so nothing may be inferred from the date of the page.
MASKED = re.compile(r"(?:19|20)(?:\d?[*＊xX×_]{1,2}|[*＊xX×_]{2})年|[xX×*＊]{2,4}年")
LOOKS_BACK = re.compile(
    r"总结|回顾|回眸|综述|汇报|述职|完成|工作情况|主要工作|开展情况|盘点|成绩|亮点|纪实|简报|公报|年鉴|年报|大事记|概况|取得|侧记"
)
LOOKS_AHEAD = re.compile(r"要点|计划|打算|安排|部署|思路|规划|意见|方案|谋划|展望|任务|设想")


@dataclass(frozen=True, slots=True)
class Period:
    """`start` None with `cumulative`: not known. `at` is the place of `proof` in the match text, None when it is not there.
    `formal`: the text is a report on its period, so that stocks may be those of the period's end; `closed`: they surely are."""

    start: date | None
    end: date | None
    proof: str
    rule: str
    confidence: float
    at: int | None = None
    approx: bool = False
    cumulative: bool = False
    formal: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Title or lead, Simplified; `base` is its start in the match text, -1 when it is not a stretch of it."""

    text: str
    base: int
    name: str

    def place(self, match: re.Match[str]) -> int | None:
        return self.base + match.start() if self.base >= 0 else None


@dataclass(frozen=True, slots=True)
class Context:
    """What all rules know: the parts, the headings, the whole match text, the date of publication, the newest printed year
    with its place, the day up to which an undated text looks back, and the `head` above the lead (breadcrumbs, title, byline)."""

    title: Part
    lead: Part
    headings: tuple[str, ...]
    text: str
    published: date | None
    last: tuple[int, int] | None
    anchor: date | None = None
    head: str = ""

    @property
    def parts(self) -> tuple[Part, Part]:
        return self.title, self.lead

    @property
    def opening(self) -> Part:
        """The first paragraph of the lead, with the next ones while they are shorter than a sentence (an address)."""
        stop = -1
        while True:
            stop = self.lead.text.find("\n", stop + 1)
            if stop < 0 or stop >= 30:
                break
        return Part(self.lead.text[: stop if stop >= 0 else None], self.lead.base, "lead")

    @property
    def end(self) -> date | None:
        """Publication, or in an undated report the day up to which it looks back, or the last day of its newest year."""
        return self.published or self.anchor or (date(self.last[0], 12, 31) if self.last else None)


def span_of_year(
    year: int,
    part_of_year: str,
    published: date | None,
    proof: str,
    rule: str,
    confidence: float,
    at: int | None = None,
) -> Period:
    """A year, or the half, quarter or months of it; a year still running ends at the publication.

    `2019`, `上半年` -> 2019-01-01 to 2019-06-30
    """
    first, last = 1, 12
    if "上半年" in part_of_year:
        last = 6
    elif "下半年" in part_of_year:
        first = 7
    elif "前三" in part_of_year:
        last = 9
    elif "季度" in part_of_year:
        quarter = number(re.search("[一二三四1-4]", part_of_year)[0])  # type: ignore[index]
        first, last = quarter * 3 - 2, quarter * 3
    elif "月" in part_of_year:
        months = [int(m) for m in re.findall(r"\d{1,2}", part_of_year)]
        last = months[-1] if months and 1 <= months[-1] <= 12 else 12
        first = 1 if len(months) > 1 or "前" in part_of_year else last
    stop = month_end(year, last)
    if published is not None and date(year, first, 1) <= published < stop:
        stop = published
    return Period(date(year, first, 1), stop, proof, rule, confidence, at)
