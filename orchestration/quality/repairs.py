"""What a slip could have been: for a printed number, the numbers that one typical slip of the pen away would have been meant.

Scale slips (万 lost or added, point moved, 元 and 万元) are always tried. Slips of a digit (doubled, dropped, transposed, replaced) only
where an equation fixes the value: a range alone would fit dozens of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from orchestration.quality.interval import Interval
from orchestration.quality.model import Figure

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WAN = Decimal(10_000)
_YI = Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class Repair:
    """`prior` ranks slips that the evidence cannot tell apart: how often such a slip is made (by judgement, field notes section 4)."""

    value: Decimal
    interval: Interval
    edit: str
    prior: float
    label_zh: str


@dataclass(frozen=True, slots=True)
class Print:
    """Digits as printed and what one unit of them is worth: 72.57万元 -> 72.57 x 10000."""

    mantissa: Decimal
    decimals: int
    multiplier: Decimal
    text: str

    @property
    def place(self) -> Decimal:
        """Worth of the last printed digit."""
        return self.multiplier.scaleb(-self.decimals)


def read_print(figure: Figure) -> Print | None:
    """The printed digits of a figure; None for numerals in characters (三期) and for zero.

    >>> read_print(Figure("c", Decimal(725700), Interval.point(Decimal(725700)), "72.57万元")).multiplier
    Decimal('10000')
    """
    folded = unicodedata.normalize("NFKC", figure.surface).replace(" ", "").replace("\n", "")
    match = _NUMBER.search(folded)
    if match is None or not figure.value:
        return None
    digits = match.group().replace(",", "")
    mantissa = Decimal(digits)
    if not mantissa:
        return None
    decimals = len(digits.partition(".")[2])
    return Print(mantissa, decimals, figure.value / mantissa, digits)


def scale_repairs(figure: Figure) -> Iterator[Repair]:
    """Lost or added 万 and 亿, a moved point. The interval moves with the value."""
    has_wan = "万" in figure.surface or "萬" in figure.surface
    has_yi = "亿" in figure.surface or "億" in figure.surface
    plain = not has_wan and not has_yi
    slips: list[tuple[Decimal, str, float, str]] = []
    if plain:
        slips.append((_WAN, "add_wan", 1.0, "补“万”字"))
        slips.append((_YI, "add_yi", 0.3, "补“亿”字"))
        slips.append((1 / _WAN, "yuan_for_wan", 0.2, "单位差一万倍"))
    if has_wan:
        slips.append((1 / _WAN, "drop_wan", 1.0, "去掉“万”字"))
        slips.append((_WAN, "wan_to_yi", 0.3, "“万”应为“亿”"))
    if has_yi:
        slips.append((1 / _WAN, "yi_to_wan", 0.6, "“亿”应为“万”"))
        slips.append((1 / _YI, "drop_yi", 0.2, "去掉“亿”字"))
    slips += [
        (Decimal(10), "point_right_1", 0.6, "小数点右移一位"),
        (Decimal("0.1"), "point_left_1", 0.6, "小数点左移一位"),
        (Decimal(100), "point_right_2", 0.25, "小数点右移两位"),
        (Decimal("0.01"), "point_left_2", 0.25, "小数点左移两位"),
        (Decimal(1000), "point_right_3", 0.15, "小数点右移三位"),
        (Decimal("0.001"), "point_left_3", 0.15, "小数点左移三位"),
    ]
    printed = read_print(figure)
    for factor, edit, prior, label in slips:
        # A decimal that should be none may as well have lost its 万 as gained a point: only other evidence can tell.
        if (
            printed is not None
            and printed.decimals
            and factor == Decimal(10) ** printed.decimals
            and edit != "add_wan"
        ):
            prior = 0.9
        yield Repair(figure.value * factor, figure.interval.scaled(factor), edit, prior, label)


def digit_repairs(figure: Figure, needed: Interval) -> Iterator[Repair]:
    """One digit transposed, doubled, dropped or replaced, where that reaches `needed`; the interval keeps its width."""
    printed = read_print(figure)
    if printed is None:
        return
    seen = {printed.text}
    for text, edit, prior, label in _edits(printed.text):
        if text in seen or not _NUMBER.fullmatch(text) or (text[0] == "0" and not text.startswith("0.")):
            continue
        seen.add(text)
        value = Decimal(text) * printed.multiplier
        interval = figure.interval.shifted(value - figure.value)
        if interval.overlaps(needed):
            yield Repair(value, interval, edit, prior, label)


def has_other_tenfold_reading(figure: Figure, repair: Repair) -> bool:
    """Whether a digit lost or written twice changes the size as much as the moved point does; ranges cannot tell them apart.

    >>> one = Figure("c", Decimal(1446000), Interval.point(Decimal(1446000)), "144.6万人")
    >>> two = Figure("c", Decimal(850000), Interval.point(Decimal(850000)), "85万余张")
    >>> left = Repair(Decimal(1), Interval.point(Decimal(1)), "point_left_1", 0.6, "")
    >>> has_other_tenfold_reading(one, left), has_other_tenfold_reading(two, left)
    (True, False)
    """
    printed = read_print(figure)
    if printed is None:
        return False
    if repair.edit.startswith("point_right"):
        return not printed.decimals
    digits = printed.text.replace(".", "")
    return any(a == b for a, b in pairwise(digits))


def swapped(figure: Figure, other: Figure) -> Repair:
    """The number of another figure, both having changed places."""
    return Repair(other.value, other.interval, "swapped", 0.8, f"与“{other.surface}”写颠倒了")


def _edits(text: str) -> Iterator[tuple[str, str, float, str]]:
    places = [i for i, character in enumerate(text) if character.isdigit()]
    for i, j in pairwise(places):
        swapped = list(text)
        swapped[i], swapped[j] = swapped[j], swapped[i]
        yield "".join(swapped), "transposed", 0.5, "相邻两位数字颠倒"
    for i in places:
        is_doubled = any(abs(i - j) == 1 and text[i] == text[j] for j in places)
        yield text[:i] + text[i + 1 :], "doubled", 0.5 if is_doubled else 0.3, "多写一位数字"
    for i in [*places, len(text)]:
        for digit in "0123456789":
            yield text[:i] + digit + text[i:], "dropped", 0.4, "漏写一位数字"
    for i in places:
        for digit in "0123456789":
            yield text[:i] + digit + text[i + 1 :], "replaced", 0.2, "一位数字写错"


def recomputed(figure: Figure, needed: Interval) -> Repair | None:
    """The value that the equations ask for, at the precision of the print; None where they leave room for more than one."""
    printed = read_print(figure)
    if (
        printed is None
        or needed.low is None
        or needed.high is None
        or needed.high - needed.low > printed.place
    ):
        return None
    middle = (needed.low + needed.high) / 2
    value = (middle / printed.place).to_integral_value() * printed.place
    interval = figure.interval.shifted(value - figure.value)
    if value <= 0 or value == figure.value or not interval.overlaps(needed):
        return None
    return Repair(value, interval, "recomputed", 0.1, "按等式推算")
