"""A number with what touches it: qualifiers, range, unit. `近3万多人` becomes value, unit, qualifier, bounds.

The forms of qualifiers (guide section 3) are closed grammar and stand here; units come from the vocabulary.
What kind of mention it is (figure, date, name ...) is decided in classes.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .intervals import bounds
from .numerals import (
    BIG_CHARS,
    CN_BIG,
    CN_CHARS,
    CN_DIGITS,
    FORMAL_ONLY,
    Number,
    read_arabic,
    read_chinese,
    trimmed,
)
from .units import Unit, UnitTable

BEFORE: dict[str, str] = {
    "近": "近", "将近": "近", "接近": "近", "几近": "近", "超": "超", "超过": "超", "超出": "超", "逾": "超", "突破": "超",
    "高于": "超", "大于": "超", "多于": "超", "约": "约", "大约": "约", "约为": "约", "约有": "约", "约达": "约", "大概": "约",
    "不少于": "不少于", "不低于": "不少于", "不小于": "不少于", "至少": "不少于", "最少": "不少于", "不下": "不少于",
    "不下于": "不少于", "不超过": "不超过", "至多": "不超过", "最多": "不超过", "不高于": "不超过", "不多于": "不超过",
    "不足": "不超过", "不到": "不超过", "不大于": "不超过", "低于": "不超过", "少于": "不超过", "小于": "不超过",
}  # fmt: skip
"""Qualifiers before the number, as printed -> the column's word."""

_BEFORE_BY_LAST: dict[str, tuple[str, ...]] = {}
for _word in sorted(BEFORE, key=lambda w: -len(w)):
    _BEFORE_BY_LAST[_word[-1]] = (*_BEFORE_BY_LAST.get(_word[-1], ()), _word)

_NOT_BEFORE = {
    "近": "附最邻临亲相远靠贴走逼",
    "约": "签合节契制解预邀条履违特公要集失",
    "超": "赶反高",
    "最多": "",
    "过": "",
}
"""Characters that make the qualifier part of another word (附近, 签约, 赶超)."""

AFTER: tuple[tuple[str, str], ...] = (
    ("及以上", "以上"), ("以上", "以上"), ("及以下", "不超过"), ("以下", "不超过"), ("以内", "不超过"), ("之内", "不超过"),
    ("左右", "约"), ("上下", "约"), ("有余", "余"), ("之多", ""), ("开外", "以上"), ("出头", "余"),
)  # fmt: skip
"""Qualifiers after the unit, as printed -> the column's word."""

_CN_SET = frozenset(CN_CHARS)
_AFTER_FIRST = frozenset(word[0] for word, _ in AFTER)
_BARE_BEFORE = {"上": "上", "过": "超"}
"""Before a bare 百, 千, 万, 亿 only: 上亿, 过百."""

_RANGE = re.compile(r"\s?[-—–~～－]{1,2}\s?|[至到]")
_SHARE = re.compile(r"([一二三四五六七八九十百千万]{1,4}|[0-9]{1,4})分之")
_RIGHT_LABEL = re.compile(r"[(（](万元|亿元|元|万人|人次|人|个|家|户|件|%|万人次)[)）][:： ]?$")
_TENTHS_STOP = frozenset("立为员果本年功效长了熟都绩交语份药材人就员分因")
_OPEN_AFTER_DUO = frozenset(("", *"，,、。；; )）”"))
_TIMES = {
    "场": ("场次", "event"), "人": ("人次", "person_time"), "名": ("人次", "person_time"), "件": ("件次", "count"),
    "户": ("户次", "household"), "家": ("家次", "count"), "批": ("批次", "event"), "项": ("项次", "count"),
}  # fmt: skip
"""场(次), 人(次): the classifier with 次 in brackets -> unit, family."""
PERCENT = {"%": "%", "％": "%", "‰": "‰"}


@dataclass(slots=True)
class Quantity:
    """A number with its surroundings as printed; mutable while it is being read.

    `start` is where the surface begins (leading qualifier included), `digits` where the number itself does.
    """

    start: int
    digits: int
    end: int
    value: Decimal | None
    place: Decimal
    exact: bool
    high: Decimal | None = None
    unit: str = ""
    family: str = ""
    printed: str = ""
    qualifier: str = ""
    also: str = ""
    bare: bool = False
    arabic: bool = False
    vague: bool = False
    flags: tuple[str, ...] = ()

    def limits(self) -> tuple[Decimal | None, Decimal | None]:
        """Bounds of guide section 3, (None, None) when there is no value."""
        if self.value is None:
            return None, None
        return bounds(self.value, self.place, self.qualifier, exact=self.exact, high=self.high)


def read_quantity(text: str, pos: int, floor: int, end: int, units: UnitTable) -> Quantity | None:
    """The quantity whose first digit or numeral stands at `pos`; `floor` is where the previous mention ended.

    >>> units = UnitTable([Unit("元", "元", "money"), Unit("家", "家", "count")])
    >>> def show(text, pos=0):
    ...     q = read_quantity(text, pos, 0, len(text), units)
    ...     return str(q.value), q.unit, q.qualifier, str(q.high or "")
    >>> show("近900万元", 1), show("30至50家"), show("百分之九十五以上")
    (('9000000', '元', '近', ''), ('30', '家', '', '50'), ('95', '%', '以上', ''))
    """
    first = text[pos]
    if "0" <= first <= "9" or "０" <= first <= "９":
        number = read_arabic(text, pos, end)
    else:
        share = _read_share(text, pos, floor, end)
        if share is not None:
            return share
        if first in FORMAL_ONLY and text[pos + 1 : pos + 2] not in _CN_SET:
            return None
        number = read_chinese(text, pos, end)
        if number is not None and number.end < end and text[number.end] == "成":
            tenths = _read_tenths(text, pos, floor, end, number)
            if tenths is not None:
                return tenths
    if number is None:
        return None
    q = Quantity(
        pos, pos, number.end, number.value, number.place, number.plain,
        high=number.high, qualifier=number.inner, bare=number.bare, arabic=number.arabic, flags=number.flags,
    )  # fmt: skip
    if number.arabic and text[number.end : number.end + 2] == "分之":
        share = _read_share(text, pos, floor, end)
        if share is not None:
            return share
    _read_unit(text, q, end, units)
    _read_range(text, q, end, units)
    _read_before(text, q, floor)
    _read_after(text, q, end)
    return q


def _read_unit(text: str, q: Quantity, end: int, units: UnitTable) -> None:
    i = q.end
    if i >= end:
        return
    ch = text[i]
    if ch in PERCENT:
        q.unit = PERCENT[ch]
        q.printed = ch
        q.family = "percent"
        q.end = i + 1
        q.exact = False
        return
    if ch in "余多餘来" and not q.vague:
        unit = units.match(text, i + 1)
        after = text[i + 1 : i + 2]
        if (ch == "多" and unit is None and after not in _OPEN_AFTER_DUO) or (
            ch == "来"
            and (unit is None or q.arabic or (unit.family == "duration" and q.value and q.value < 10))
        ):
            pass
        elif unit is not None or ch in "余餘多":
            q.also, q.qualifier = q.qualifier, {"来": "约", "餘": "余"}.get(ch, ch)
            if q.also == q.qualifier:
                q.also = ""
            i += 1
            q.end = i
    unit = units.match(text, i)
    if unit is None and i < end and text[i] == " ":
        unit = units.match(text, i + 1)
        if not q.arabic:
            unit = None
        if unit is not None:
            i += 1
    if unit is not None:
        q.unit = unit.unit
        q.family = unit.family
        q.printed = unit.printed
        q.end = i + len(unit.printed)
        if text.startswith(("(次)", "（次）"), q.end) and unit.printed in _TIMES:
            q.unit, q.family = _TIMES[unit.printed]
            q.printed += text[q.end : q.end + 3]
            q.end += 3
        if unit.unit == "百分点":
            q.exact = False


def _read_range(text: str, q: Quantity, end: int, units: UnitTable) -> None:
    """`30至50家`, `1.5-2万元`, `10%-20%`: the second end, with the first taking its 万 when it has none."""
    m = _RANGE.match(text, q.end, end)
    if m is None or q.high is not None or q.value is None or m.end() >= end:
        return
    ch = text[m.end()]
    if "0" <= ch <= "9":
        other = read_arabic(text, m.end(), end)
    elif ch in CN_DIGITS or ch in BIG_CHARS:
        other = read_chinese(text, m.end(), end) if not q.arabic else None
    else:
        return
    if other is None or (other.value <= q.value and other.value * 10**8 <= q.value):
        return
    word = m[0].strip()
    before = text[max(0, q.digits - 12) : q.digits]
    if word in "至到" and q.unit and any(w in before for w in "从由自"):
        return
    probe = Quantity(m.end(), m.end(), other.end, other.value, other.place, other.plain, arabic=other.arabic)
    _read_unit(text, probe, end, units)
    if q.unit and probe.unit and q.unit != probe.unit:
        return
    if q.unit and not probe.unit:
        return
    low = q.value
    if not q.unit and low < other.value:
        factor = _big_factor(text[m.end() : other.end])
        if (
            factor > 1
            and low < factor
            and _big_factor(text[q.digits : q.end]) == 1
            and low * factor <= other.value
        ):
            low *= factor
            q.place *= factor
    if low >= other.value:
        return
    q.value, q.high, q.end = trimmed(low), other.value, probe.end
    q.exact = False
    q.unit, q.family, q.printed = probe.unit, probe.family, probe.printed
    if probe.qualifier:
        q.qualifier = probe.qualifier


def _big_factor(numeral: str) -> int:
    factor = 1
    for ch in numeral[::-1]:
        if ch in CN_BIG:
            factor *= CN_BIG[ch]
        else:
            break
    return factor


def _read_before(text: str, q: Quantity, floor: int) -> None:
    """A qualifier that touches the number on the left; never over the end of the previous mention."""
    i = q.digits
    while i > floor and text[i - 1] == " " and q.arabic:
        i -= 1
    if i <= floor:
        return
    ch = text[i - 1]
    if q.bare and ch in _BARE_BEFORE:
        q.start = i - 1
        _set_before(q, _BARE_BEFORE[ch])
        return
    words = _BEFORE_BY_LAST.get(ch)
    if words is None:
        return
    for word in words:
        at = i - len(word)
        if at >= floor and text.startswith(word, at):
            stop = _NOT_BEFORE.get(word)
            if (
                stop
                and at
                and text[at - 1] in stop
                and not (text[at - 1] == "集" and text[at - 2 : at] != "召集")
            ):
                return
            q.start = at
            _set_before(q, BEFORE[word])
            return


def _set_before(q: Quantity, qualifier: str) -> None:
    """With two qualifiers the one after the number is the outer one (guide: 约60余家 is 余, also 约)."""
    if q.qualifier and q.qualifier != qualifier:
        q.also = qualifier
    else:
        q.qualifier = qualifier


def _read_after(text: str, q: Quantity, end: int) -> None:
    i = q.end
    if i >= end:
        return
    ch = text[i]
    if ch in "余多" and q.unit and q.family not in ("date", "part"):
        nxt = text[i + 1 : i + 2]
        if q.family in ("duration", "ratio") or (
            ch == "余" and nxt in ("", "，", ",", "。", "、", "；", ";", ")", "人")
        ):
            q.also, q.qualifier = q.qualifier, ch
            q.end = i = i + 1
            if i >= end:
                return
            ch = text[i]
    if ch in _AFTER_FIRST:
        for word, qualifier in AFTER:
            if text.startswith(word, i):
                q.end = i + len(word)
                if qualifier:
                    if q.qualifier and q.qualifier != qualifier:
                        q.also = q.qualifier
                    q.qualifier = qualifier
                return


def _read_share(text: str, pos: int, floor: int, end: int) -> Quantity | None:
    """百分之九十五, 千分之三, 十分之一, 百分之95: a share as % (or ‰)."""
    m = _SHARE.match(text, pos, end)
    if m is None or m.end() >= end:
        return None
    ch = text[m.end()]
    if "0" <= ch <= "9":
        number = read_arabic(text, m.end(), end)
    elif ch in CN_DIGITS or ch in BIG_CHARS:
        number = read_chinese(text, m.end(), end)
    else:
        return None
    if number is None:
        return None
    denominator = read_chinese(m[1], 0, len(m[1])) if m[1][0] in CN_CHARS else read_arabic(m[1], 0, len(m[1]))
    if denominator is None or denominator.end != len(m[1]):
        return None
    flags = number.flags
    value, place, unit = number.value, number.place, "%"
    if denominator.value == 1000:
        unit = "‰"
    elif denominator.value != 100:
        value = number.value * 100 / denominator.value
        flags = (*flags, "fraction_of_countable")
        place = Decimal(1)
        if value != round(value, 6):
            value = round(value, 6)
            flags = (*flags, "inexact_fraction")
        value = trimmed(value)
    q = Quantity(
        pos, pos, number.end, value, place, False,
        unit=unit, printed=unit, family="percent", qualifier=number.inner, arabic=number.arabic, flags=flags,
    )  # fmt: skip
    if q.end < end and text[q.end] in "余多" and text[q.end + 1 : q.end + 2] != "名":
        q.qualifier = text[q.end]
        q.end += 1
    _read_before(text, q, floor)
    _read_after(text, q, end)
    return q


def _read_tenths(text: str, pos: int, floor: int, end: int, number: Number) -> Quantity | None:
    """九成, 九成五, 七八成: tenths as %."""
    i = number.end + 1
    if number.value > 10 or number.bare or number.inner:
        return None
    after = text[i : i + 1]
    if after in _TENTHS_STOP and after:
        return None
    value, place, high = number.value * 10, Decimal(10), number.high
    if after in CN_DIGITS and after:
        value += CN_DIGITS[after]
        place = Decimal(1)
        i += 1
    elif after == "半":
        value += 5
        place = Decimal(1)
        i += 1
    q = Quantity(
        pos, pos, i, value, place, False,
        high=high * 10 if high is not None else None, unit="%", printed="成", family="percent",
    )  # fmt: skip
    if i < end and text[i] in "多余":
        q.qualifier = text[i]
        q.end += 1
    _read_before(text, q, floor)
    _read_after(text, q, end)
    return q


def label_unit(text: str, pos: int, units: UnitTable) -> tuple[Unit, int] | None:
    """Unit and factor from a label directly before a bare number, or None.

    >>> unit, factor = label_unit("资金(万元):128.5", 7, UnitTable([Unit("元", "元", "money")]))
    >>> unit.unit, factor
    ('元', 10000)
    """
    m = _RIGHT_LABEL.search(text, max(0, pos - 8), pos)
    if m is None:
        return None
    printed = m[1]
    factor = 1
    if printed[0] in CN_BIG and len(printed) > 1:
        factor = CN_BIG[printed[0]]
        printed = printed[1:]
    if printed == "%":
        return Unit("%", "%", "percent"), 1
    unit = units.match(printed, 0)
    return (unit, factor) if unit else None
