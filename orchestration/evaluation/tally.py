"""Counts that add up over reports, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tally:
    """`hit` rows right, out of `ours` rows given and `gold` rows wanted; a plain share has ours == gold."""

    hit: int
    ours: int
    gold: int

    @classmethod
    def rate(cls, hit: int, total: int) -> Tally:
        return cls(hit, total, total)

    @property
    def precision(self) -> float | None:
        """Share of ours that is right; None where we gave nothing."""
        return self.hit / self.ours if self.ours else None

    @property
    def recall(self) -> float | None:
        """Share of gold that we have; None where nothing was wanted."""
        return self.hit / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """2 hit / (ours + gold); None where both are empty. For a plain share it is the share."""
        return 2 * self.hit / (self.ours + self.gold) if self.ours + self.gold else None

    def to_dict(self) -> dict[str, Any]:
        return {
            "hit": self.hit,
            "ours": self.ours,
            "gold": self.gold,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
        }


def add_counts(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    hit = ours = gold = 0
    for tally in tallies:
        hit, ours, gold = hit + tally.hit, ours + tally.ours, gold + tally.gold
    return Tally(hit, ours, gold)
