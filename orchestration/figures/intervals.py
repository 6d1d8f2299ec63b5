"""What a printed number may stand for: the closed interval of guide section 3.

Bounds are for comparing (overlap), never for changing a value. No text is read here.
"""

from __future__ import annotations

from decimal import Decimal

_ZERO = Decimal(0)
_HALF = Decimal("0.5")

PERCENT_PLACE = Decimal(1)
"""Greatest place value of an unqualified integer percent up to 100 (see `percent_place`)."""

AT_LEAST = frozenset(("超", "上", "以上", "不少于"))


def percent_place(value: Decimal, place: Decimal) -> Decimal:
    """Place value of the last printed digit of an unqualified percent: 90% is read to one point, not to ten.

    Guide section 3 takes the last digit that is not a padding zero. In a share up to 100 a final zero is
    printed as often because it was counted (会签率90%, 全部100%) as because it was rounded, and the wide
    reading would make [50, 200) of 100%, which no rule could contradict. A qualified percent (近90%, 80%多)
    says itself that it is rounded, and 150% or 300% are growth in round figures: both keep the wide place.

    >>> percent_place(Decimal(90), Decimal(10)), percent_place(Decimal(300), Decimal(100))
    (Decimal('1'), Decimal('100'))
    """
    return min(place, PERCENT_PLACE) if value <= 100 else place


def bounds(
    value: Decimal, place: Decimal, qualifier: str, *, exact: bool, high: Decimal | None = None
) -> tuple[Decimal | None, Decimal | None]:
    """Bounds of a number whose last printed digit has the place value `place`; None means open.

    `exact` is true for a plain integer without 万, 亿, decimal point or percent sign; `high` is the upper
    end of a printed range.

    近3万 -> 20000 to 30000; 5600余万 -> 56,000,000 to 57,000,000; 超50万 -> 500000 and more

    >>> D = Decimal
    >>> bounds(D(30000), D(10000), "近", exact=False)
    (Decimal('20000'), Decimal('30000'))
    >>> bounds(D(56000000), D(1000000), "余", exact=False)
    (Decimal('56000000'), Decimal('57000000'))
    >>> bounds(D(500000), D(100000), "超", exact=False)
    (Decimal('500000'), None)
    >>> bounds(D(320), D(10), "", exact=True), bounds(D(30), D(10), "", exact=True, high=D(50))
    ((Decimal('320'), Decimal('320')), (Decimal('30'), Decimal('50')))
    >>> bounds(D("12.8"), D("0.1"), "", exact=False)
    (Decimal('12.75'), Decimal('12.9'))
    """
    if high is not None:
        if qualifier in AT_LEAST:
            return value, None
        return (_ZERO if qualifier == "不超过" else value), high
    if qualifier == "":
        if exact:
            return value, value
        return value - place * _HALF, value + place
    if qualifier in ("余", "多"):
        return value, value + place
    if qualifier in AT_LEAST:
        return value, None
    if qualifier == "近":
        return value - place, value
    if qualifier == "约":
        return value - place * _HALF, value + place * _HALF
    if qualifier == "不超过":
        return _ZERO, value
    raise ValueError(f"unknown qualifier {qualifier!r}; guide section 3 lists them")
