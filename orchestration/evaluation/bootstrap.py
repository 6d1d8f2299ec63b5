"""Bootstrap intervals by report: figures of one report err together, so reports are drawn and not rows."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from orchestration.evaluation.tally import Tally

Interval = tuple[float, float]
PARTS = ("precision", "recall", "f1")
_FEWEST_REPORTS = 3


def intervals(
    reports: Sequence[Mapping[str, Tally]], names: Sequence[str], *, draws: int = 1000, seed: int = 0
) -> dict[str, dict[str, Interval | None]]:
    """95 % percentile intervals of precision, recall and F1 by score; None for fewer than three reports."""
    if len(reports) < _FEWEST_REPORTS or draws < 1:
        return {name: dict.fromkeys(PARTS) for name in names}
    chance = random.Random(seed)
    counts = {name: [(t[name].hit, t[name].ours, t[name].gold) for t in reports] for name in names}
    seen: dict[str, dict[str, list[float]]] = {name: {part: [] for part in PARTS} for name in names}
    for _ in range(draws):
        drawn = chance.choices(range(len(reports)), k=len(reports))
        for name in names:
            hit = ours = gold = 0
            lines = counts[name]
            for index in drawn:
                line = lines[index]
                hit, ours, gold = hit + line[0], ours + line[1], gold + line[2]
            tally = Tally(hit, ours, gold)
            for part in PARTS:
                value = getattr(tally, part)
                if value is not None:
                    seen[name][part].append(value)
    return {name: {part: _middle(values) for part, values in parts.items()} for name, parts in seen.items()}


def _middle(values: list[float]) -> Interval | None:
    """The 2.5th and 97.5th percentile by nearest rank."""
    if not values:
        return None
    values = sorted(values)
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]
