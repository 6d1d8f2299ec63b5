"""The votes in words: one Chinese sentence with the arithmetic, for a clerk who has never seen this program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from orchestration.quality.model import Constraint, Figure
from orchestration.quality.repairs import Repair

#: Proof before suspicion: the order in which votes are read out.
_ORDER = (
    "whole",
    "multiplier",
    "overlong",
    "share",
    "at_most",
    "equal",
    "sum",
    "difference",
    "growth",
    "product",
    "share_of",
    "ratio",
    "bound",
)
#: A reason longer than this is not read; the rest of the evidence stands in the finding's related claims.
_MOST_VOTES = 4


def plain(value: Decimal) -> str:
    """Plain digits without padding zeros.

    >>> plain(Decimal("125300.000000"))
    '125300'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def short(value: Decimal) -> str:
    """Plain digits, two decimals at most.

    >>> short(Decimal("38.3080606"))
    '38.31'
    """
    if value and abs(value) < Decimal("0.005"):
        return f"{value:.1g}" if abs(value) >= Decimal("0.0001") else "近于0"
    return plain(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def reason_zh(
    figure: Figure,
    repair: Repair,
    fixed: Sequence[Constraint],
    kept: Sequence[Constraint],
    figures: Mapping[str, Figure],
) -> str:
    """`补“万”字，应为125300人次：人次不能有小数；……。`"""
    fixed = sorted(
        fixed, key=lambda c: (_ORDER.index(c.kind) if c.kind in _ORDER else len(_ORDER), c.constraint_id)
    )
    votes = [text for c in fixed if (text := _vote(c, figure, repair, figures, show_before=True))]
    votes += [text for c in kept if (text := _vote(c, figure, repair, figures, show_before=False))]
    votes = list(dict.fromkeys(votes))
    return f"{repair.label_zh}，应为{plain(repair.value)}{figure.unit}：{'；'.join(votes[:_MOST_VOTES])}。"


def _vote(
    constraint: Constraint,
    figure: Figure,
    repair: Repair,
    figures: Mapping[str, Figure],
    *,
    show_before: bool,
) -> str:
    role = constraint.role_of(figure.claim_id)
    others = [figures[c] for _, c in constraint.members if c != figure.claim_id]
    other = others[0] if others else figure
    printed = f"{other.name}“{other.surface}”"
    match constraint.kind:
        case "whole":
            return f"{figure.unit}不能有小数"
        case "multiplier":
            return "“余”“多”前面应有“万”或“亿”"
        case "overlong":
            return "已数到个位的数不再带“万”"
        case "share":
            return "份额不超过100%"
        case "at_most":
            return f"不超过{printed}" if role == "part" else f"不小于其中的{printed}"
        case "ratio":
            return _ratio(constraint, role, figure, repair, other, show_before=show_before)
        case "bound":
            low, high = constraint.limit_low or Decimal(0), constraint.limit_high or Decimal(0)
            return f"{constraint.label}在{short(low)}～{short(high)}之内"
        case "equal":
            return f"与另一处“{other.surface}”一致"
        case "sum":
            return f"与{'分项之和' if role == 'total' else '合计及其余分项'}相符（{_numbers(others)}）"
        case "difference":
            return f"与两期数值及增减量相符（{_numbers(others)}）"
        case "growth":
            return f"与两期数值及增幅相符（{_numbers(others)}）"
        case "product":
            return f"与单价乘数量相符（{_numbers(others)}）"
        case "share_of":
            return f"与占比相符（{_numbers(others)}）"
        case _:
            return ""


def _numbers(others: Sequence[Figure]) -> str:
    return "、".join(f"“{figure.surface}”" for figure in others)


def _ratio(
    constraint: Constraint, role: str, figure: Figure, repair: Repair, other: Figure, *, show_before: bool
) -> str:
    is_numerator = role == "numerator"
    divisor = other.value if is_numerator else repair.value
    if not divisor or not figure.value:
        return ""
    ratio = repair.value / other.value if is_numerator else other.value / repair.value
    upper, lower = (
        (plain(repair.value), plain(other.value))
        if is_numerator
        else (plain(other.value), plain(repair.value))
    )
    before = figure.value / other.value if is_numerator else other.value / figure.value
    low, high = constraint.limit_low or Decimal(0), constraint.limit_high or Decimal(0)
    was = f"，按原数为{short(before)}" if show_before else ""
    return f"{constraint.label}{upper}÷{lower}≈{short(ratio)}，常见{short(low)}～{short(high)}{was}"
