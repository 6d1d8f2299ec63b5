"""How sure a claim's indicator is: the chance that a person would give the same, from what the matcher saw.

A logistic curve over a few signs; its numbers are rows of `confidence.csv`, fitted on labelled text so that of the claims at 0.9
about nine in ten are right (the evaluation prints the table). Nothing else about a claim is rated here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from orchestration.claims.match import Match


def signs(match: Match, reason: str | None, flags: frozenset[str], damaged: bool) -> dict[str, float]:
    """The signs of one claim by the names of `confidence.csv`, with their amounts."""
    first = match.candidates[0] if match.candidates else None
    found: dict[str, float] = {}
    if reason is not None or first is None:
        found["unmapped_bias"] = 1.0
        found["unmapped_score"] = max(0.0, first.score) if first else 0.0
    else:
        rivals = [c.score for c in match.candidates[1:] if c.indicator_id != first.indicator_id]
        found["bias"] = 1.0
        found["score"] = min(first.score, 4.0)
        found["margin"] = max(0.0, min(first.score - max(rivals, default=0.0), 3.0))
        found["beside"] = float(first.zone in ("own_left", "own_right"))
        found["leaned"] = float(first.zone == "antecedent")
    found["damaged"] = float(damaged)
    found["ocr"] = float(bool(flags & {"ocr", "punctuation_in_number"}))
    return found


def confidence_of(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Confidence in 0..1 of a claim with these signs.

    >>> confidence_of({"bias": 1.0, "score": 2.0}, {"bias": -1.0, "score": 1.0})
    0.731
    """
    odds = sum(weights[name] * amount for name, amount in found.items())
    return round(1 / (1 + math.exp(-odds)), 3)
