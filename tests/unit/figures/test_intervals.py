"""Intervals of guide section 3: every qualifier, every kind of print."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orchestration.figures import find_mentions
from orchestration.figures.intervals import bounds

from .reading import shipped_vocabulary


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("48家", "48", "48"),
        ("三百家", "300", "300"),
        ("3.2万家", "31500", "33000"),
        ("5600万元", "55500000", "57000000"),
        ("12.8%", "12.75", "12.9"),
        ("5600余万元", "56000000", "57000000"),
        ("300余人次", "300", "400"),
        ("260多次", "260", "270"),
        ("百余场", "100", "200"),
        ("近3万人", "20000", "30000"),
        ("近百场", "0", "100"),
        ("约300人", "250", "350"),
        ("超50万人", "500000", None),
        ("上亿元", "100000000", None),
        ("92%以上", "92", None),
        ("不少于100场", "100", None),
        ("不超过100场", "0", "100"),
        ("30至50家", "30", "50"),
        ("三四百人", "300", "400"),
        ("25万6千人", "255500", "257000"),
        ("3万4000人", "33500", "35000"),
    ],
)
def test_bounds_of_a_printed_number(text: str, low: str, high: str | None) -> None:
    (mention,) = find_mentions(text, shipped_vocabulary())
    assert mention.value_low == Decimal(low)
    assert mention.value_high == (Decimal(high) if high is not None else None)


def test_an_unknown_qualifier_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown qualifier"):
        bounds(Decimal(1), Decimal(1), "也许", exact=True)
