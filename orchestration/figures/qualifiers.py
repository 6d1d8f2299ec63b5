"""The quantity record and the qualifiers that touch a number: 近, 约, 超过 before it, 以上, 左右 after it.

The forms of qualifiers (guide section 3) are closed grammar and stand here as they are printed. Numbers and
units are read elsewhere; nothing is classed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .intervals import bounds, percent_place

BEFORE: dict[str, str] = {
    "近": "近", "将近": "近", "接近": "近", "几近": "近", "超": "超", "超过": "超", "超出": "超", "逾": "超", "突破": "超",
    "高于": "超", "大于": "超", "多于": "超", "约": "约", "大约": "约", "大概": "约", "超过了": "超", "突破了": "超",
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
}
"""Characters that make the qualifier part of another word (附近, 签约, 赶超)."""

AFTER: tuple[tuple[str, str], ...] = (
    ("及以上", "以上"), ("以上", "以上"), ("及以下", "不超过"), ("以下", "不超过"), ("以内", "不超过"), ("之内", "不超过"),
    ("左右", "约"), ("上下", "约"), ("有余", "余"), ("之多", ""), ("开外", "以上"), ("出头", "余"),
)  # fmt: skip
"""Qualifiers after the unit, as printed -> the column's word."""

_DISTANT = {
    "约有": "约", "约为": "约", "约达": "约", "约占": "约", "约合": "约", "大约有": "约", "大约是": "约", "大概有": "约",
    "至少有": "不少于", "最多有": "不超过",
}  # fmt: skip
"""Qualifiers that a verb parts from the number: only `also` (guide section 3: it counts where it touches)."""

_AFTER_FIRST = frozenset(word[0] for word, _ in AFTER)
_DISTANT_LAST = frozenset(word[-1] for word in _DISTANT)
_BARE_BEFORE = {"上": "上", "过": "超"}
"""Before a bare 百, 千, 万, 亿 only: 上亿, 过百."""


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
        place = self.place
        if self.unit == "%" and self.printed != "成" and not self.qualifier:
            place = percent_place(self.value, place)
        return bounds(self.value, place, self.qualifier, exact=self.exact, high=self.high)


def read_before(text: str, q: Quantity, floor: int) -> None:
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
        if ch in _DISTANT_LAST and not q.also:
            q.also = next((m for w, m in _DISTANT.items() if text.endswith(w, floor, i)), "")
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


def read_after(text: str, q: Quantity, end: int) -> None:
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
