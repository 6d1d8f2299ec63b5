"""Closed intervals of Decimals, an open end being None: how a hedged or rounded print is compared without false alarms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """`low <= x <= high`; None is no bound on that side. Amounts are not negative unless they are differences."""

    low: Decimal | None
    high: Decimal | None

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        return cls(value, value)

    def overlaps(self, other: Interval) -> bool:
        """Whether one number lies in both.

        >>> Interval(Decimal(1), Decimal(2)).overlaps(Interval(Decimal(2), None))
        True
        """
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return not (below or above)

    def scaled(self, factor: Decimal) -> Interval:
        """Both ends times a positive factor."""
        return Interval(_times(self.low, factor), _times(self.high, factor))

    def shifted(self, amount: Decimal) -> Interval:
        return Interval(_plus(self.low, amount), _plus(self.high, amount))

    def plus(self, other: Interval) -> Interval:
        return Interval(_plus(self.low, other.low), _plus(self.high, other.high))

    def minus(self, other: Interval) -> Interval:
        """Smallest and largest difference.

        >>> Interval(Decimal(5), Decimal(6)).minus(Interval(Decimal(1), Decimal(2)))
        Interval(low=Decimal('3'), high=Decimal('5'))
        """
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        return Interval(low, high)

    def times(self, other: Interval) -> Interval:
        """Of two intervals that are not negative."""
        return Interval(_times(self.low, other.low), _times(self.high, other.high))

    def over(self, other: Interval) -> Interval:
        """Quotient of two intervals that are not negative; a divisor that may be zero leaves the upper end open."""
        low = None if self.low is None else Decimal(0) if other.high is None else _over(self.low, other.high)
        high = None if self.high is None or not other.low else _over(self.high, other.low)
        return Interval(low, high)


def _plus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b


def _times(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a * b


def _over(a: Decimal, b: Decimal) -> Decimal | None:
    return a / b if b else None
