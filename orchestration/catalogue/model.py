"""What a vocabulary row means: frozen records without behaviour beyond simple look-ups.

Parsing lives in `loader`; matching text against aliases lives in `orchestration.claims`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

#: unit family -> the normalised units (annotation guide, section 4) that a figure of the family may carry.
FAMILY_UNITS: dict[str, frozenset[str]] = {
    "money": frozenset(("元", "美元", "港元", "欧元", "日元", "英镑")),
    "percent": frozenset(("%", "‰")),
    "person": frozenset(("人", "人次", "户", "户次")),
    "person_time": frozenset(("人", "人次", "户", "户次")),
    "household": frozenset(("户", "户次", "人", "人次")),
    "area": frozenset(("平方米", "亩", "公顷", "万平方米")),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of indicators.csv. `kind` is stock, flow or rate; `rate_kind` says whether a rate describes a state or an activity."""

    indicator_id: str
    category: str
    name_zh: str
    name_en: str
    kind: str
    unit_family: str
    canonical_unit: str
    part_of: str | None
    takes_level: bool
    rate_kind: str | None
    definition_zh: str


@dataclass(frozen=True, slots=True)
class Alias:
    """One way in which reports speak of an indicator (a row of indicator_aliases.csv).

    `head`: literal alternatives of what is counted, looked for beside the number; empty: the unit alone is head enough.
    `required`: groups of alternatives; one of each group must stand in the clause, the sentence or the heading.
    `without`: literals that veto the alias when they stand beside the number.
    `units`: units accepted besides those of the indicator's family and kept as printed; `期*` is accepted and made canonical.
    """

    indicator_id: str
    head: tuple[str, ...]
    required: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    units: frozenset[str]
    weight: Decimal
    line: int
