"""Shares in words and fractions: 百分之九十五, 千分之三, 九成五, 三分之一, 1/3, all as % (or ‰).

Plain percent signs are units and read in quantity.py.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .numerals import BIG_CHARS, CN_CHARS, CN_DIGITS, Number, read_arabic, read_chinese, trimmed
from .qualifiers import Quantity, read_after, read_before

_SHARE = re.compile(r"([一二三四五六七八九十百千万]{1,4}|[0-9]{1,4})分之")
_FRACTION = re.compile(r"([1-9][0-9]?)/([1-9][0-9]{0,2})(?![0-9/.年月日])")
_TENTHS_STOP = frozenset("不立为员果本年功效长了熟都绩交语份药材人就员分因")


def read_share(text: str, pos: int, floor: int, end: int) -> Quantity | None:
    """百分之九十五, 千分之三, 十分之一, 百分之95: a share as % (or ‰), or None.

    >>> def show(text):
    ...     q = read_share(text, 0, 0, len(text))
    ...     return str(q.value), q.unit, q.qualifier
    >>> show("百分之九十五以上"), show("千分之三"), show("十分之一"), show("三分之一")
    (('95', '%', '以上'), ('3', '‰', ''), ('10', '%', ''), ('33.333333', '%', ''))
    """
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
    value, place, unit, flags = number.value, number.place, "%", number.flags
    if denominator.value == 1000:
        unit = "‰"
    elif denominator.value != 100:
        value, extra = _percent_of(number.value, denominator.value)
        place, flags = Decimal(1), (*flags, *extra)
    q = Quantity(
        pos, pos, number.end, value, place, False,
        unit=unit, printed=unit, family="percent", qualifier=number.inner, arabic=number.arabic, flags=flags,
    )  # fmt: skip
    if q.end < end and text[q.end] in "余多" and text[q.end + 1 : q.end + 2] != "名":
        q.qualifier = text[q.end]
        q.end += 1
    read_before(text, q, floor)
    read_after(text, q, end)
    return q


def read_fraction(text: str, pos: int, floor: int, end: int) -> Quantity | None:
    """1/3 of the workers, as %; None where the slash is no fraction (3/2, 2019/5/1).

    >>> str(read_fraction("党员占1/4", 3, 0, 6).value), read_fraction("3/2", 0, 0, 3)
    ('25', None)
    """
    m = _FRACTION.match(text, pos, end)
    if m is None or int(m[1]) >= int(m[2]) or (pos and text[pos - 1] in "/.0123456789"):
        return None
    value, flags = _percent_of(Decimal(m[1]), Decimal(m[2]))
    q = Quantity(
        pos,
        pos,
        m.end(),
        value,
        Decimal(1),
        False,
        unit="%",
        printed="%",
        family="percent",
        arabic=True,
        flags=flags,
    )
    read_before(text, q, floor)
    read_after(text, q, end)
    return q


def _percent_of(part: Decimal, whole: Decimal) -> tuple[Decimal, tuple[str, ...]]:
    """A fraction as %, to six places as the lake stores it; a flag says when that is not exact."""
    value = part * 100 / whole
    stored = round(value, 6) if value < 10**18 else value
    flags = ("fraction_of_countable",) if stored == value else ("fraction_of_countable", "inexact_fraction")
    return trimmed(stored), flags


def read_tenths(text: str, pos: int, floor: int, end: int, number: Number) -> Quantity | None:
    """九成, 九成五, 七八成: tenths as %; `number` is what stands before 成. None in 三成立, 一成不变.

    >>> text = "四成三的职工"
    >>> str(read_tenths(text, 0, 0, len(text), read_chinese(text, 0, 1)).value)
    '43'
    """
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
    read_before(text, q, floor)
    read_after(text, q, end)
    return q
