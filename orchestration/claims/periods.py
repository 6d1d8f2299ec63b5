"""Period phrases of a text and the span that each means for a figure (annotation guide, section 5).

`find_phrases` reads the phrases, `Timeline.governing` says which one reaches a figure. What a stock or a flow makes of it is in
`datings`. Nothing here knows an indicator.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orchestration.catalogue import Catalogue

_CN_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_N = r"[0-9一二三四五六七八九十]{1,3}"
_Y = r"(?:(?:19|20)[0-9]{2}|[一二][〇○零九一二三四五六七八]{3})年"
_DASH = r"\s*(?:-|－|—|–|~|～|至|到)\s*"

_PHRASE = re.compile(
    rf"""
    (?P<asof>截至|截止到?|截至到|到|至)?(?P<year1>{_Y}|去年|今年|本年|上年|当年|前年|明年|次年|新的一年)?(?:度)?
    (?:
        (?P<month1>{_N})月(?:(?P<day1>{_N})(?:日|号))?(?:份)?
        (?:{_DASH}(?P<year2>{_Y})?(?:(?P<month2>{_N})月)?(?:(?P<day2>{_N})(?:日|号))?(?:份)?)?
      | (?P<m_from>{_N}){_DASH}(?P<m_to>{_N})月(?:份)?
      | 前(?P<first_months>{_N})个?月
      | (?P<quarter>前三季度|前两季度|前二季度|第?[一二三四1234]季度)
      | (?P<half>上半年|下半年)
    )?
    (?P<edge>年?底前|年?底|年?末|初)?
    (?P<since>以来|起至今|至今|起|开始)?
    """,
    re.X,
)
_START = re.compile(
    rf"截至|截止|{_Y}|去年|今年|本年|上年|当年|(?<!以)前年|明年|次年|新的一年|{_N}月|{_N}{_DASH}{_N}月|前{_N}个?月|前[三两二]季度|第?[一二三四1234]季度|上半年|下半年|到(?={_Y}|去年|今年|年底)|年底"
)
_YEARS = re.compile(rf"(?P<a>(?:19|20)[0-9]{{2}})年?{_DASH}(?P<b>(?:19|20)[0-9]{{2}})年")
_N_YEARS = re.compile(
    rf"(?<![0-9])(?:近|过去的?|最近|这)?(?P<n>{_N}|两)(?:个)?(?P<u>多年来|年来|年间|年多来|年以来|年(?=共|累计|总共))|"
    rf"(?<![0-9])(?:过去的?|近|今后|未来|往后|下一?个)(?P<n2>{_N}|两)年|"
    rf"(?:用|力争|争取|计划)(?P<n3>{_N}|两)年(?:左右)?(?:时间)?|(?<![0-9])(?P<n4>{_N}|两)年(?:(?:之)?内|(?=要|将))|"
    r"(?P<term>新一届[^，,。；;0-9]{0,8}任期内?)"
)
_PLAN = re.compile(
    r"[“\"]?(?P<plan>十[一二三四五]?五|[七八九]五)[”\"]?(?:规划)?(?P<tail>期间|以来|时期|末|期末)"
)
_BASE_BEFORE = re.compile(r"(?:比|较|同|与|相比|对比|是|占)\s*$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A period phrase at text[start:end]. kind: span, asof, day, open, now, report, report_year, plan, ahead.

    `is_base`: it names what is compared with (比上年); `attached`: it dates only the number after 的 (2018年的〔6万人〕).
    """

    start: int
    end: int
    kind: str
    first: date | None
    last: date | None
    is_base: bool = False
    attached: bool = False
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """Dates that a phrase is read against: today for the report, and the report's own span."""

    published_on: date | None
    period_start: date | None
    period_end: date | None
    stock_date: date | None

    @property
    def year(self) -> int | None:
        """The year that 今年 means."""
        if self.published_on:
            return self.published_on.year
        return self.period_end.year if self.period_end else None

    @property
    def horizon(self) -> date | None:
        """The last day that the report speaks of: an annual report printed in the weeks after its year ends with the year."""
        if self.published_on and self.period_end and 0 <= (self.published_on - self.period_end).days <= 150:
            return self.period_end
        return self.published_on or self.period_end


def number(text: str) -> int:
    """Small numeral in Arabic or Chinese digits.

    >>> [number(t) for t in ("5", "十", "十二", "二十三", "两")]
    [5, 10, 12, 23, 2]
    """
    text = text.replace("两", "二")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (number(tens) if tens else 1) * 10 + (number(ones) if ones else 0)
    return int(text.translate(_CN_DIGITS))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


class PeriodReader:
    """Finds period phrases; built once for a catalogue (word list `cue_periods`, plan years `cue_plan_years`)."""

    def __init__(self, catalogue: Catalogue) -> None:
        rows = catalogue.rows("cue_periods", ("pattern", "kind"))
        self._kinds = {row["pattern"]: row["kind"] for row in rows}
        words = sorted(self._kinds, key=len, reverse=True)
        self._words = re.compile("(?:" + "|".join(map(re.escape, words)) + ")(?!年)")
        self._plans = {
            row["name"]: (date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
            for row in catalogue.rows("cue_plan_years", ("name", "start", "end"))
        }

    def find(self, text: str, start: int, end: int, anchor: Anchor) -> list[Phrase]:
        """Phrases of text[start:end] in order, longest first where they overlap."""
        found: list[Phrase] = []
        found += self._listed(text, start, end)
        found += self._plan_years(text, start, end, anchor)
        found += _year_ranges(text, start, end)
        found += _years_back(text, start, end, anchor)
        taken = [(p.start, p.end) for p in found]
        found += _dates(text, start, end, anchor, taken)
        return _without_overlap(text, found)

    def _listed(self, text: str, start: int, end: int) -> Iterable[Phrase]:
        for match in self._words.finditer(text, start, end):
            kind = self._kinds[match.group()]
            attached = kind == "now" and bool(_ATTACHED.match(text, match.end()))
            yield Phrase(match.start(), match.end(), kind, None, None, attached=attached)

    def _plan_years(self, text: str, start: int, end: int, anchor: Anchor) -> Iterable[Phrase]:
        for match in _PLAN.finditer(text, start, end):
            if match["plan"] not in self._plans:
                continue
            first, last = self._plans[match["plan"]]
            if match["tail"] in ("末", "期末"):
                yield Phrase(match.start(), match.end(), "asof", last, last)
            else:
                yield Phrase(match.start(), match.end(), "plan", first, last)


def _year_ranges(text: str, start: int, end: int) -> Iterable[Phrase]:
    for match in _YEARS.finditer(text, start, end):
        first, last = int(match["a"]), int(match["b"])
        if first < last:
            yield Phrase(match.start(), match.end(), "span", date(first, 1, 1), date(last, 12, 31))


def _years_back(text: str, start: int, end: int, anchor: Anchor) -> Iterable[Phrase]:
    for match in _N_YEARS.finditer(text, start, end):
        # a term of office is five years
        count = 5 if match["term"] else number(match["n"] or match["n2"] or match["n3"] or match["n4"])
        if match["term"] or match["n3"] or match["n4"] or (match["n2"] and match.group()[0] in "今未往下"):
            begin = anchor.published_on or anchor.period_end
            if begin:
                yield Phrase(match.start(), match.end(), "ahead", begin, _shift(begin, count))
            continue
        if count > 60:
            continue
        if "多" in (match["u"] or ""):
            yield Phrase(match.start(), match.end(), "open", None, None)
            continue
        first, last = anchor.period_start, anchor.period_end
        if first and last and abs((last - first).days / 365.25 - count) < 0.6:
            yield Phrase(match.start(), match.end(), "report", None, None)
        elif last:
            begin = _shift(last, -count)
            if (last + timedelta(days=1)).day == 1:
                # whole months: five years to 31 December 2022 begin on 1 January 2018
                begin += timedelta(days=1)
            yield Phrase(match.start(), match.end(), "span", begin, last)


def _shift(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _dates(
    text: str, start: int, end: int, anchor: Anchor, taken: Sequence[tuple[int, int]]
) -> Iterable[Phrase]:
    at = start
    while found := _START.search(text, at, end):
        match = _PHRASE.match(text, found.start(), end)
        at = found.end()
        if match is None or match.end() <= found.start():
            continue
        if any(a < match.end() and found.start() < b for a, b in taken):
            continue
        phrase = _read_date(match, text, anchor)
        if phrase is not None:
            at = max(at, phrase.end)
            yield phrase


def _year_of(word: str | None, anchor: Anchor) -> int | None:
    if word is None:
        return anchor.year
    if word == "上年" and anchor.period_end:
        # 比上年: the year before the one reported on, whenever the report was printed
        return anchor.period_end.year - 1
    if word == "新的一年" and anchor.period_end:
        return anchor.period_end.year + (1 if anchor.period_end.month > 6 else 0)
    relative = {"去年": -1, "上年": -1, "前年": -2, "今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1}
    if word in relative:
        return None if anchor.year is None else anchor.year + relative[word]
    return int(word[:-1].translate(_CN_DIGITS))


def _read_date(match: re.Match[str], text: str, anchor: Anchor) -> Phrase | None:
    part = match.groupdict()
    year = _year_of(part["year1"], anchor)
    if year is None or not 1900 < year < 2100:
        return None
    try:
        first, last, exact = _bounds(part, year)
    except ValueError:
        return None
    if first is None or last is None:
        return None
    begin, stop = match.start(), match.end()
    today = anchor.published_on or anchor.period_end
    if part["year1"] is None and today and first > today and (part["asof"] in _ASOF or not part["edge"]):
        # 截至12月底 in a report of January: the December before
        first, last = _shift(first, -1), _shift(last, -1)
    if (
        part["year1"] is None
        and part["month1"] is None
        and not any(part[k] for k in ("m_from", "first_months", "quarter", "half", "edge"))
    ):
        return None
    if part["year1"] is None and part["month1"] and not part["month1"][0].isdigit() and not part["day1"]:
        # 三月三 is a festival, 三月 without a year a manner of speaking
        return None
    is_base = bool(_BASE_BEFORE.search(text, max(0, begin - 3), begin)) and not part["asof"]
    attached = bool(_ATTACHED.match(text, stop))
    if part["since"]:
        # 2018年以来: to the end of the report's knowledge
        return Phrase(begin, stop, "span", first, max(first, anchor.horizon or last), is_base)
    bare_year = part["year1"] and not any(
        part[k] for k in ("month1", "m_from", "first_months", "quarter", "half")
    )
    edge = part["edge"] not in (None, "初")
    by_then = part["asof"] in ("到", "至") and bare_year and not attached
    if edge or part["asof"] in _ASOF or by_then:
        return Phrase(begin, stop, "asof", last, last, is_base, attached)
    return Phrase(begin, stop, "day" if exact else "span", first, last, is_base, attached)


_ASOF = ("截至", "截止", "截止到", "截至到")
_ATTACHED = re.compile(r"的(?:近|约)?[0-9一二三四五六七八九十百]")


def _bounds(part: dict[str, str | None], year: int) -> tuple[date | None, date | None, bool]:
    """First and last day of the phrase; True when it is a single day."""
    if part["month1"]:
        month = number(part["month1"])
        if not 1 <= month <= 12:
            return None, None, False
        if part["day1"] and not part["month2"] and not part["day2"]:
            day = date(year, month, number(part["day1"]))
            return day, day, True
        first = date(year, month, number(part["day1"]) if part["day1"] else 1)
        if part["month2"]:
            year2 = int(part["year2"][:-1].translate(_CN_DIGITS)) if part["year2"] else year
            month2 = number(part["month2"])
            if month2 < month and not part["year2"]:
                year2 += 1
            last = date(year2, month2, number(part["day2"])) if part["day2"] else _month_end(year2, month2)
            return first, last, False
        if part["day2"]:
            return first, date(year, month, number(part["day2"])), False
        return first, _month_end(year, month), False
    if part["m_from"] and part["m_to"]:
        return date(year, number(part["m_from"]), 1), _month_end(year, number(part["m_to"])), False
    if part["first_months"]:
        return date(year, 1, 1), _month_end(year, number(part["first_months"])), False
    if part["quarter"]:
        word = part["quarter"]
        if word.startswith("前"):
            return date(year, 1, 1), _month_end(year, 9 if "三" in word else 6), False
        index = number(word.removeprefix("第")[0])
        return date(year, 3 * index - 2, 1), _month_end(year, 3 * index), False
    if part["half"] == "上半年":
        return date(year, 1, 1), date(year, 6, 30), False
    if part["half"] == "下半年":
        return date(year, 7, 1), date(year, 12, 31), False
    return date(year, 1, 1), date(year, 12, 31), False


def _without_overlap(text: str, phrases: list[Phrase]) -> list[Phrase]:
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda p: (p.start, p.start - p.end)):
        if kept and phrase.start < kept[-1].end:
            if phrase.end - phrase.start > kept[-1].end - kept[-1].start:
                kept[-1] = phrase
            continue
        kept.append(phrase)
    return kept
