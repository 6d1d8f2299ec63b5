"""How sure a claim's indicator is, from what the matcher saw; calibrated on labelled text (`confidence_bins.csv` once fitted)."""

from __future__ import annotations

import math

from orchestration.claims.match import Match


def confidence_of(match: Match, reason: str | None, flags: frozenset[str], damaged: bool) -> float:
    """A number in 0..1: high for a clear winner beside the number, low for a far or contested one, lower in damaged text."""
    if reason is not None or not match.candidates:
        value = 0.5
    else:
        first = match.candidates[0]
        margin = first.score - (match.candidates[1].score if len(match.candidates) > 1 else 0.0)
        near = 0.6 if first.zone in ("own_left", "own_right") else -0.6
        value = 1 / (1 + math.exp(-(1.0 * min(first.score, 3.0) + 1.2 * min(margin, 2.0) + near - 1.6)))
    if damaged:
        value *= 0.6
    if flags & {"ocr", "punctuation_in_number"}:
        value *= 0.8
    return round(value, 3)
