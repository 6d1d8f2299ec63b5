"""Which period phrase reaches a figure, and what a stock or a flow makes of it (annotation guide, section 5).

`Timeline` knows reach, `date_figure` knows stocks, flows and plans. Reading the phrases themselves is `periods`' business.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from orchestration.catalogue import Indicator
from orchestration.claims.periods import Anchor, Phrase
from orchestration.claims.segments import Segment

#: words that open a sentence with a subject of its own, so that the phrase of the sentence before does not reach it
_SUBJECT = re.compile(
    r"\s*(?:全[市县区省州国]|我[市县区省]|市总|区总|县总|省总|各级|各地|各[市县区]|工会|目前|现|据|同时|此外|另外|除此|与此同时|[一-龥]{2,8}(?:总工会|工会|区|市|县|公司|集团))"
)
_FLOW_VERB = re.compile(
    r"签订(?!率|.{0,14}(?:企业|单位)$)|签署|派出|选派|选配|派驻|抽调|动员|组织[^，,。；;]{0,20}参加"
)
_STATE_NOUN = re.compile(r"(?:现有|共有|拥有|已有|现存|设有|在册|在档|在读|目前)")
_FLOW_VERB_CATEGORIES = frozenset(
    ("bargaining_democracy", "assistance_relief", "mutual_aid", "cadres_finance")
)
_EXISTS = re.compile(
    r"(?:现有|共有|拥有|已有|设有|建有|建成|建立|成立|设立|在册|在档|达到|对口联系|联系|打造|组建|采集监测)"
)
_IN_STATE = re.compile(r"在(?:读|册|档|岗|职|建)")


@dataclass(frozen=True, slots=True)
class Dating:
    """Dates of a claim; `first` None with kind open. `tokens` are note tokens of the guide (cumulative, approx_period)."""

    first: date | None
    last: date | None
    kind: str
    tokens: tuple[str, ...]
    evidence: str


class Timeline:
    """The period phrases of one block and their reach over its sentences."""

    def __init__(
        self,
        text: str,
        phrases: Sequence[Phrase],
        sentences: Sequence[tuple[int, int]],
        heading: Phrase | None,
    ):
        self._text = text
        self._phrases = [p for p in phrases if not p.is_base and not _quoted(text, p)]
        self._starts = [p.start for p in self._phrases]
        self._sentences = list(sentences)
        self._heading = heading

    def governing(self, segment: Segment) -> Phrase | None:
        """The phrase that reaches the figure of `segment`, or None (the report period)."""
        index = bisect_right(self._starts, segment.start) - 1
        while index >= 0 and self._phrases[index].start >= segment.sentence_left:
            phrase = self._phrases[index]
            if phrase.attached and phrase.end + 2 < segment.start:
                index -= 1
                continue
            if phrase.kind == "now":
                return self._since_event(index)
            if phrase.kind == "asof" and _ends_reach(self._text, phrase.end, segment.start):
                return replace(phrase, carried=True)
            return self._of_that_year(index)
        return self._carried(index, segment) or self._heading

    def _carried(self, index: int, segment: Segment) -> Phrase | None:
        """A phrase of an earlier sentence: one that opens the block governs it, another reaches the next sentence of one subject."""
        if index < 0 or not self._sentences:
            return None
        opening = self._sentences[0][0] + 3
        sentence = bisect_right([left for left, _ in self._sentences], segment.sentence_left) - 1
        last = self._phrases[index]
        next_sentence = sentence > 0 and last.start >= self._sentences[sentence - 1][0]
        same_subject = last.start <= opening or not _SUBJECT.match(self._text, segment.sentence_left)
        if next_sentence and same_subject and not last.attached and last.kind != "now":
            return replace(self._of_that_year(index), carried=True)
        new_subject = bool(_SUBJECT.match(self._text, segment.sentence_left))
        for phrase in reversed(self._phrases[: index + 1]):
            if phrase.start > opening or phrase.kind == "now" or phrase.attached:
                continue
            if (
                phrase.kind in ("span", "day", "asof")
                and self._text[phrase.end : phrase.end + 1] not in _SETS_OFF
            ):
                # 2013年建档困难职工12460户 dates its own figure; 2013年,… the paragraph
                continue
            if not (new_subject and _is_short(phrase)):
                return phrase
        return None

    def _of_that_year(self, index: int) -> Phrase:
        """全年 means the year that the block speaks of (去年…。全年给付2.06亿元); 今年 ends where 截至6月底 before it ended."""
        phrase = self._phrases[index]
        for earlier in self._phrases[:index]:
            cut = earlier.last if earlier.kind == "asof" else None
            if (
                phrase.kind == "span"
                and cut
                and phrase.first
                and phrase.last
                and phrase.first <= cut < phrase.last
            ):
                phrase = replace(phrase, last=cut)
        if phrase.kind == "report_year":
            for earlier in reversed(self._phrases[:index]):
                if earlier.kind == "span" and not earlier.attached and earlier.last and earlier.first:
                    return replace(
                        earlier, first=date(earlier.last.year, 1, 1), last=date(earlier.last.year, 12, 31)
                    )
        return phrase

    def _since_event(self, index: int) -> Phrase:
        """2022年11月17日启动…。截至目前,共举办530场: a flow runs from the day that the block told of."""
        now = self._phrases[index]
        for earlier in reversed(self._phrases[:index]):
            if earlier.kind == "day":
                return replace(now, first=earlier.first)
        return now


#: marks that set a period off from what it governs
_SETS_OFF = ("，", ",", "：", ":", " ")


def _is_short(phrase: Phrase) -> bool:
    """A day or a month tells of one event; it does not govern what another subject did."""
    if phrase.kind == "day":
        return True
    return (
        phrase.kind == "span"
        and phrase.first is not None
        and phrase.last is not None
        and (phrase.last - phrase.first).days < 32
    )


def _ends_reach(text: str, start: int, end: int) -> bool:
    """A date that fixes one fact (于2022年底建成…) does not reach over a semicolon."""
    return text.find(";", start, end) >= 0 or text.find("；", start, end) >= 0


def _quoted(text: str, phrase: Phrase) -> bool:
    before = text[phrase.start - 1 : phrase.start]
    return (
        phrase.kind != "plan"
        and before in ("《", "(", "（", "〔", "“")
        and text[phrase.end : phrase.end + 1] not in (",", "，")
    )


def date_figure(
    indicator: Indicator | None,
    relation: str,
    phrase: Phrase | None,
    anchor: Anchor,
    segment: Segment,
    text: str,
    unit: str,
    *,
    cumulative: bool,
    approx: bool,
) -> Dating:
    """Dates of a figure.

    会员达38.5万人 under 截至2023年6月底 -> 2023-06-30 twice; 去年调解512件 -> the whole year; 力争2025年底建成 -> that day.
    """
    stock = is_state(indicator, relation, text, segment, unit)
    if phrase is not None and phrase.carried and phrase.kind == "asof" and not stock:
        # a date of the sentence before holds for states, not for what was done since
        phrase = None
    printed = text[phrase.start : phrase.end] if phrase else "report period"
    tokens: list[str] = []
    first, last = anchor.period_start, anchor.period_end
    if phrase is None or phrase.kind in ("report", "now"):
        if stock:
            first = last = anchor.stock_date or anchor.period_end
        elif phrase is not None and phrase.kind == "now":
            first = phrase.first or first
            last = anchor.horizon
        if not stock:
            tokens += ["approx_period"] if approx else []
            tokens += ["cumulative"] if cumulative and first is None else []
    elif phrase.kind == "open":
        if stock:
            first = last = anchor.stock_date or anchor.period_end
        else:
            first = None
            tokens.append("cumulative")
    elif phrase.kind == "report_year":
        if last is not None:
            first, last = (last, last) if stock else (date(last.year, 1, 1), last)
    elif phrase.kind == "asof":
        last = phrase.last
        if stock or _stock_like(indicator):
            first = last
        elif relation == "target" and anchor.horizon and last and last > anchor.horizon:
            # what is to be done by a day is done from now on
            first = anchor.horizon
        elif first is not None and last is not None and first >= last:
            first = last
    else:
        first, last = phrase.first, phrase.last
        today = anchor.published_on or anchor.period_end
        runs = first is None or (today is not None and first <= today)
        if last and today and last > today and runs and relation != "target":
            # a year still running at publication ends there
            last = today
        if phrase.kind == "ahead":
            tokens.append("approx_period")
        if stock or (
            relation == "target" and phrase.kind != "plan" and _stands_at_end(indicator, text, segment)
        ):
            first = last
    undated = phrase is None or not phrase.attached
    if stock and undated and _is_base_value(text, segment):
        first = None
    return Dating(first, last, period_kind(first, last, stock or _instant(phrase)), tuple(tokens), printed)


def _instant(phrase: Phrase | None) -> bool:
    return phrase is not None and phrase.kind == "asof"


_BASE_VALUE = re.compile(r"(?:由|从)[^，,。；;、0-9]{0,10}$")
_CHANGES = re.compile(
    r"[^，,。；;、0-9]{0,4}(?:发展|增加|增长|提高|上升|提升|扩大|升|增|降|下降|减少|扩展|壮大)[^，,。；;0-9]{0,4}(?:到|至|为)"
)
_BUILT_ANEW = re.compile(r"新建|新增|再建|再创建|新创建|增设|新设|再新")


def _is_base_value(text: str, segment: Segment) -> bool:
    """Whether the figure is the A of 由A增至B; when there was so much is not printed: 律师团由〔28支〕发展到139支."""
    before = _BASE_VALUE.search(text, max(segment.sentence_left, segment.start - 14), segment.start)
    return bool(before and _CHANGES.match(text, segment.end))


def _stands_at_end(indicator: Indicator | None, text: str, segment: Segment) -> bool:
    """A planned stock or rate holds on the last day; what is to be built anew takes the whole span."""
    return _stock_like(indicator) and not _BUILT_ANEW.search(text, segment.clause_left, segment.start)


def _stock_like(indicator: Indicator | None) -> bool:
    return indicator is not None and (indicator.kind == "stock" or indicator.rate_kind == "state")


def is_state(indicator: Indicator | None, relation: str, text: str, segment: Segment, unit: str) -> bool:
    """Whether the figure describes a state (equal dates): a stock at level, or a rate of a state."""
    if relation == "delta" and unit == "百分点" and indicator is not None and indicator.rate_kind == "state":
        return True
    if relation != "level":
        return False
    clause = text[segment.clause_left : segment.start]
    if indicator is None:
        own = text[segment.own_left : segment.start]
        return bool(_EXISTS.search(own))
    if indicator.kind == "rate":
        return indicator.rate_kind == "state"
    if indicator.kind != "stock":
        return bool(_IN_STATE.search(text, segment.own_left, segment.start))
    if indicator.category not in _FLOW_VERB_CATEGORIES:
        return True
    if _FLOW_VERB.search(clause):
        return bool(_STATE_NOUN.search(clause))
    before = text[segment.sentence_left : segment.clause_left]
    return not (_covers(clause) and _FLOW_VERB.search(before))


def _covers(clause: str) -> bool:
    return any(word in clause for word in ("覆盖", "涉及", "惠及", "受益"))


def period_kind(first: date | None, last: date | None, state: bool) -> str:
    """Kind of a span, for comparisons between equals (design, `period_kind`).

    >>> [period_kind(date(2022, 1, 1), date(2022, m, d), False) for m, d in ((12, 31), (6, 30), (3, 31), (1, 31), (7, 10))]
    ['year', 'half_year', 'quarter', 'month', 'to_date']
    >>> period_kind(date(2018, 1, 1), date(2022, 12, 31), False), period_kind(None, date(2022, 12, 31), False)
    ('multi_year', 'open')
    """
    if last is None or first is None:
        return "open"
    if first == last:
        return "instant" if state else "day"
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    whole = first.day == 1 and after.day == 1
    if whole and (first.month, months) == (10, 12):
        return "statistics_year"
    if whole and months == 12 and first.month == 1:
        return "year"
    if whole and months == 6 and first.month in (1, 7):
        return "half_year"
    if whole and months == 3 and first.month in (1, 4, 7, 10):
        return "quarter"
    if whole and months == 1:
        return "month"
    if months % 12 == 0 and months >= 24 and (whole or first.day == last.day or after.day == first.day):
        return "multi_year"
    if first.replace(day=1).month == last.month and first.day == last.day and last.year - first.year >= 2:
        return "multi_year"
    return "to_date"
