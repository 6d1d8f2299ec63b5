"""The arithmetic of each kind of constraint: does it hold, and what would one member have to be.

Kinds of one figure: whole, multiplier, share, overlong, bound. Of several: at_most, equal, ratio, sum, difference, growth, product,
share_of. Kinds without arithmetic (unit, classifier, unreadable) name a fault that no number repairs; they never hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from orchestration.quality.interval import Interval
from orchestration.quality.model import Constraint

HUNDRED = Decimal(100)
#: Kinds that fix a value (nearly) exactly; the others only fence it in.
EXACT = frozenset(("equal", "sum", "difference", "growth", "product", "share_of"))
#: Faults that no other number repairs.
WORDING = frozenset(("unit", "classifier", "unreadable"))
_ANY = Interval(None, None)
_RELATIVE_ROUNDING = Decimal("0.0000001")


def holds(constraint: Constraint, intervals: Mapping[str, Interval]) -> bool:
    """Whether some reading of the members satisfies the constraint. `intervals` has every member."""
    if constraint.kind in WORDING:
        return False
    first = constraint.members[0][1]
    return intervals[first].overlaps(required(constraint, first, intervals))


def required(constraint: Constraint, claim_id: str, intervals: Mapping[str, Interval]) -> Interval:
    """What `claim_id` would have to be, the other members being right. Open where the kind asks nothing of its size."""
    role = constraint.role_of(claim_id)
    by_role: dict[str, list[Interval]] = {}
    for other_role, member in constraint.members:
        if member != claim_id:
            by_role.setdefault(other_role, []).append(intervals[member])
    limits = Interval(constraint.limit_low, constraint.limit_high)
    match constraint.kind:
        case "bound":
            return limits
        case "share":
            return Interval(Decimal(0), HUNDRED)
        case "at_most":
            (other,) = by_role.popitem()[1]
            return Interval(None, other.high) if role == "part" else Interval(other.low, None)
        case "equal":
            return by_role.popitem()[1][0]
        case "ratio":
            (other,) = by_role.popitem()[1]
            return limits.times(other) if role == "numerator" else other.over(limits)
        case "sum":
            return _sum(role, by_role)
        case "difference":
            return _difference(role, by_role)
        case "growth":
            return _growth(role, by_role)
        case "product":
            return _product(role, by_role, limits)
        case "share_of":
            return _share(role, by_role)
        case _:
            return _ANY


def _total(parts: list[Interval]) -> Interval:
    found = Interval.point(Decimal(0))
    for part in parts:
        found = found.plus(part)
    return found


def _sum(role: str, others: Mapping[str, list[Interval]]) -> Interval:
    parts = _total(others.get("part", []))
    return parts if role == "total" else others["total"][0].minus(parts)


def _difference(role: str, others: Mapping[str, list[Interval]]) -> Interval:
    """current = base + difference."""
    if role == "current":
        return others["base"][0].plus(others["difference"][0])
    if role == "base":
        return others["current"][0].minus(others["difference"][0])
    return others["current"][0].minus(others["base"][0])


def _growth(role: str, others: Mapping[str, list[Interval]]) -> Interval:
    """current = base x (1 + growth/100); a growth is printed in percent."""
    if role == "growth":
        return others["current"][0].over(others["base"][0]).scaled(HUNDRED).shifted(-HUNDRED)
    factor = others["growth"][0].shifted(HUNDRED).scaled(1 / HUNDRED)
    return others["base"][0].times(factor) if role == "current" else others["current"][0].over(factor)


def _product(role: str, others: Mapping[str, list[Interval]], each: Interval) -> Interval:
    """total = each x count; a price that is no claim of its own stands in the limits."""
    price = others.get("each", [each])[0]
    if role == "total":
        return _loosened(price.times(others["count"][0]))
    divisor = price if role == "count" else others["count"][0]
    return others["total"][0].over(divisor)


def _share(role: str, others: Mapping[str, list[Interval]]) -> Interval:
    """share = part / whole x 100."""
    if role == "share":
        return others["part"][0].over(others["whole"][0]).scaled(HUNDRED)
    share = others["share"][0].scaled(1 / HUNDRED)
    return others["whole"][0].times(share) if role == "part" else others["part"][0].over(share)


def _loosened(interval: Interval) -> Interval:
    if interval.low is None or interval.high is None:
        return interval
    return Interval(interval.low * (1 - _RELATIVE_ROUNDING), interval.high * (1 + _RELATIVE_ROUNDING))
