"""Each slip does what its name says, is reproducible, and remembers what was meant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from orchestration.quality.laboratory import SLIPS, inject


def claim(surface: str, value: object, unit: str, **given: Any) -> dict[str, Any]:
    amount = Decimal(str(value))
    return {
        "claim_id": surface,
        "surface": surface,
        "sentence": f"共{surface}。",
        "value": amount,
        "value_low": amount,
        "value_high": amount,
        "unit": unit,
        "unit_printed": unit,
        "qualifier": "",
        "indicator_id": None,
        "relation": "level",
        "period_end": date(2022, 12, 31),
    } | given


@pytest.mark.parametrize(
    ("kind", "before", "surface", "value"),
    [
        ("lost_wan", claim("12.53万人次", 125300, "人次"), "12.53人次", "12.53"),
        ("extra_wan", claim("3622个", 3622, "个"), "3622万个", "36220000"),
        ("yuan_for_wan", claim("480万元", 4800000, "元"), "480元", "480"),
        ("rate_above_100", claim("95%", 95, "%"), "195%", "195"),
        ("fraction_of_count", claim("372场次", 372, "场次"), "37.2场次", "37.2"),
        ("punctuation", claim("92.3%", "92.3", "%"), "92。3%", "92.3"),
        ("person_for_times", claim("4000人次", 4000, "人次"), "4000人", "4000"),
    ],
)
def test_slip_changes_print_and_value_alike(
    kind: str, before: dict[str, Any], surface: str, value: str
) -> None:
    (found,) = inject([before], kind, seed=1)
    assert (found.changed["surface"], found.changed["value"]) == (surface, Decimal(value))
    assert found.changed["sentence"] == f"共{surface}。"
    assert found.meant == before["value"]


@pytest.mark.parametrize("kind", ["digit_doubled", "digit_dropped", "digits_transposed", "point_moved"])
def test_digit_slips_change_the_value_with_the_digits(kind: str) -> None:
    (found,) = inject([claim("37.24万元", 372400, "元")], kind, seed=3)
    printed = Decimal(found.changed["surface"].removesuffix("万元"))
    assert found.changed["value"] == printed * 10000 != found.meant


@pytest.mark.parametrize("kind", SLIPS)
def test_the_same_seed_makes_the_same_slips(kind: str) -> None:
    claims = [claim(f"{n}.5万人次", n * 10000 + 5000, "人次") for n in range(11, 30)] + [
        claim("88.5%", "88.5", "%")
    ]
    assert inject(claims, kind, seed=7, count=3) == inject(claims, kind, seed=7, count=3)


def test_a_slip_that_is_not_possible_makes_nothing() -> None:
    assert inject([claim("三期", 3, "期")], "digit_doubled", seed=1) == []
