"""A number with what touches it: qualifiers, range, unit. `近3万多人` becomes value, unit, qualifier, bounds.

Units come from the vocabulary. What kind of mention it is (figure, date, name ...) is decided in classes.py.
"""

from __future__ import annotations

import re

from .numerals import BIG_CHARS, CN_BIG, CN_CHARS, CN_DIGITS, FORMAL_ONLY, read_arabic, read_chinese, trimmed
from .qualifiers import Quantity, read_after, read_before
from .shares import read_fraction, read_share, read_tenths
from .units import Unit, UnitTable

_CN_SET = frozenset(CN_CHARS)
_SHARED_POINT = re.compile(r"(?:和|、|至|到|[-—~])[0-9]+(?:\.[0-9]+)?个?百分点")
_RANGE = re.compile(r"\s?[-—–~～－]{1,2}\s?|[至到]")
_RIGHT_LABEL = re.compile(r"[(（](万元|亿元|元|万人|人次|人|个|家|户|件|%|万人次)[)）][:： ]?$")
_OPEN_AFTER_DUO = frozenset(("", *"，,、。；; )）”"))
_TIMES = {
    "场": ("场次", "event"), "人": ("人次", "person_time"), "名": ("人次", "person_time"), "件": ("件次", "count"),
    "户": ("户次", "household"), "家": ("家次", "count"), "批": ("批次", "event"), "项": ("项次", "count"),
}  # fmt: skip
"""场(次), 人(次): the classifier with 次 in brackets -> unit, family."""
PERCENT = {"%": "%", "％": "%", "‰": "‰"}


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
        share = read_share(text, pos, floor, end)
        if share is not None:
            return share
        if first in FORMAL_ONLY and text[pos + 1 : pos + 2] not in _CN_SET:
            return None
        number = read_chinese(text, pos, end)
        if number is not None and number.end < end and text[number.end] == "成":
            tenths = read_tenths(text, pos, floor, end, number)
            if tenths is not None:
                return tenths
    if number is None:
        return None
    q = Quantity(
        pos, pos, number.end, number.value, number.place, number.plain,
        high=number.high, qualifier=number.inner, bare=number.bare, arabic=number.arabic, flags=number.flags,
    )  # fmt: skip
    if number.arabic and text[number.end : number.end + 1] == "/":
        fraction = read_fraction(text, pos, floor, end)
        if fraction is not None:
            return fraction
    if number.arabic and text[number.end : number.end + 2] == "分之":
        share = read_share(text, pos, floor, end)
        if share is not None:
            return share
    _read_unit(text, q, end, units)
    _read_range(text, q, end, units)
    read_before(text, q, floor)
    read_after(text, q, end)
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
        if unit.printed == "个" and _SHARED_POINT.match(text, q.end, end):
            q.unit, q.family = "百分点", "point"
        if q.unit == "百分点":
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
    moves = word in "至到" and q.unit and any(w in before for w in "从由自")
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
    if low >= other.value or (moves and not text.startswith(("不等", "之间"), probe.end)):
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
