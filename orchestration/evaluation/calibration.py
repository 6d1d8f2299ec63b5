"""Is a confidence what it says: of the claims at 0.9, are about nine in ten right?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from orchestration.evaluation.rows import Row


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Our claims with an id whose confidence rounds to `at` (0.85 up to 0.95 is 0.9)."""

    at: float
    claims: int
    mean_confidence: float
    indicator_right: float
    whole_row_right: float

    def to_dict(self) -> dict[str, Any]:
        return {
            "at": self.at,
            "claims": self.claims,
            "mean_confidence": self.mean_confidence,
            "indicator_right": self.indicator_right,
            "whole_row_right": self.whole_row_right,
        }


def calibrate(judged: Iterable[tuple[Row, bool, bool]]) -> tuple[CalibrationBin, ...]:
    """Shares of right claims by tenth of confidence, lowest first; rows without a confidence are left out."""
    bins: dict[int, list[tuple[float, bool, bool]]] = defaultdict(list)
    for row, indicator_right, whole_row_right in judged:
        if row.confidence is not None:
            # Half a tenth goes up (0.85 -> 0.9), where round() would go to the even tenth.
            bins[int(row.confidence * 10 + 0.5 + 1e-9)].append(
                (row.confidence, indicator_right, whole_row_right)
            )
    return tuple(
        CalibrationBin(
            at=tenth / 10,
            claims=len(lines),
            mean_confidence=sum(line[0] for line in lines) / len(lines),
            indicator_right=sum(line[1] for line in lines) / len(lines),
            whole_row_right=sum(line[2] for line in lines) / len(lines),
        )
        for tenth, lines in sorted(bins.items())
    )
