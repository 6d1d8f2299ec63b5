"""Numerals: what is printed comes back as exactly the number that was printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.figures.numerals import parse_number, read_arabic, read_chinese

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Write an integer below 10**12 the way a careful writer does (independent of the reader)."""
    if number == 0:
        return "零"
    groups = []
    while number:
        number, low = divmod(number, 10_000)
        groups.append(low)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            if text and not text.endswith("零"):
                text += "零"
            continue
        if text and group < 1000 and not text.endswith("零"):
            text += "零"
        text += four(group) + ("", "万", "亿")[place]
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


def four(group: int) -> str:
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, group = divmod(group, unit)
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return text


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_chinese_integers_come_back(number: int) -> None:
    printed = chinese(number)
    read = read_chinese(printed, 0, len(printed))
    assert read is not None
    assert (read.end, read.value) == (len(printed), Decimal(number))


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=4))
def test_plain_digits_come_back(number: int, decimals: int) -> None:
    value = Decimal(number).scaleb(-decimals)
    assert parse_number(f"{value:f}") == value


@given(st.integers(min_value=1, max_value=10**15))
def test_grouped_digits_come_back(number: int) -> None:
    assert parse_number(f"{number:,}") == number


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal(99999), places=2),
    st.sampled_from(
        [("千", 10**3), ("万", 10**4), ("百万", 10**6), ("千万", 10**7), ("亿", 10**8), ("万亿", 10**12)]
    ),
)
def test_a_multiplier_is_exact(number: Decimal, multiplier: tuple[str, int]) -> None:
    printed, factor = multiplier
    assert parse_number(f"{number:f}{printed}") == number * factor


@given(st.text(alphabet="0123456789,.，。 零一二两三十百千万亿余多分之几点廿叁", max_size=30))
def test_any_mixture_of_numerals_is_read_without_an_error(text: str) -> None:
    for position in range(len(text)):
        read = read_arabic(text, position, len(text))
        assert read is None or position < read.end <= len(text)
        read = read_chinese(text, position, len(text))
        assert read is None or position < read.end <= len(text)


@pytest.mark.parametrize("text", ["", "人", "三人", "三万三万", "3万人"])
def test_what_is_not_one_numeral_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        parse_number(text)
