"""Each kind of constraint asks of every member what the others leave to it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.quality.constraints import holds, required
from orchestration.quality.interval import Interval
from orchestration.quality.model import Constraint

KINDS = {
    # kind: roles with a true assignment, limits
    "at_most": ({"part": 40, "whole": 90}, (None, None)),
    "equal": ({"first": 40, "second": 40}, (None, None)),
    "ratio": ({"numerator": 500, "denominator": 10}, (20, 80)),
    "sum": ({"total": 100, "part": 30, "part ": 70}, (None, None)),
    "difference": ({"base": 70, "difference": 30, "current": 100}, (None, None)),
    "growth": ({"base": 80, "growth": 25, "current": 100}, (None, None)),
    "product": ({"total": 1000, "count": 20}, (50, 50)),
    "share_of": ({"share": 25, "part": 20, "whole": 80}, (None, None)),
}


def system(kind: str) -> tuple[Constraint, dict[str, Interval]]:
    roles, limits = KINDS[kind]
    members = tuple((role.strip(), role) for role in roles)
    low, high = (None if limit is None else Decimal(limit) for limit in limits)
    constraint = Constraint(kind, kind, kind, members, False, low, high)
    return constraint, {role: Interval.point(Decimal(value)) for role, value in roles.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_true_system_holds(kind: str) -> None:
    constraint, intervals = system(kind)
    assert holds(constraint, intervals)


@pytest.mark.parametrize(("kind", "member"), [(kind, role) for kind in KINDS for role in KINDS[kind][0]])
def test_what_is_required_of_a_member_contains_its_true_value(kind: str, member: str) -> None:
    constraint, intervals = system(kind)
    assert required(constraint, member, intervals).overlaps(intervals[member])


@pytest.mark.parametrize(
    ("kind", "member", "wrong"),
    [
        ("at_most", "part", 91),
        ("ratio", "denominator", 100),
        ("sum", "part", 31),
        ("growth", "growth", 26),
        ("product", "count", 21),
    ],
)
def test_a_wrong_member_breaks_it(kind: str, member: str, wrong: int) -> None:
    constraint, intervals = system(kind)
    assert not holds(constraint, intervals | {member: Interval.point(Decimal(wrong))})


@given(st.integers(1, 10**9), st.integers(0, 10**6), st.integers(1, 10**9), st.integers(0, 10**6))
def test_interval_arithmetic_contains_the_true_results(a: int, a_width: int, b: int, b_width: int) -> None:
    one = Interval(Decimal(a), Decimal(a + a_width))
    two = Interval(Decimal(b), Decimal(b + b_width))
    for x in (a, a + a_width):
        for y in (b, b + b_width):
            for result, value in (
                (one.plus(two), Decimal(x + y)),
                (one.minus(two), Decimal(x - y)),
                (one.times(two), Decimal(x) * y),
                (one.over(two), Decimal(x) / y),
            ):
                assert result.overlaps(Interval.point(value))
