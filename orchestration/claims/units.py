"""Which units an indicator can carry, and what its claims are counted in (annotation guide, section 4).

Families of units stand in the catalogue; kinds of classifiers are rows of `cue_unit_groups.csv`. How much a misfit costs is a weight.
"""

from __future__ import annotations

from orchestration.catalogue import Catalogue, Indicator
from orchestration.catalogue.model import FAMILY_UNITS

PERSON_FAMILIES = frozenset(("person", "person_time", "household"))
#: units that count nothing: no figure in them is a number of things
NOT_COUNTABLE = (
    FAMILY_UNITS["money"] | FAMILY_UNITS["percent"] | FAMILY_UNITS["area"] | {"人次", "户次", "百分点", "倍"}
)
#: short forms that the guide writes out
_FULL_UNIT = {"批": "批次"}


class UnitRules:
    """Fit of a unit to an indicator, and the unit of a claim."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._group_of: dict[str, set[str]] = {}
        for row in catalogue.rows("cue_unit_groups", ("group", "units")):
            for unit in row.alternatives("units"):
                self._group_of.setdefault(unit, set()).add(row["group"])
        self._kept: dict[str, frozenset[str]] = {}
        for alias in catalogue.aliases:
            kept = frozenset(unit for unit in alias.units if not unit.endswith("*"))
            self._kept[alias.indicator_id] = self._kept.get(alias.indicator_id, frozenset()) | kept

    def unit_for(self, indicator: Indicator, unit: str) -> str:
        """Unit of a claim once its indicator is known: 76家 of stations -> 个, 名 of persons -> 人, 批次 of recuperation stays."""
        unit = _FULL_UNIT.get(unit, unit)
        if unit in self._kept.get(indicator.indicator_id, ()) or indicator.unit_family in (
            "money",
            "percent",
            "area",
        ):
            return unit
        if indicator.unit_family in PERSON_FAMILIES:
            return unit if unit in FAMILY_UNITS[indicator.unit_family] else "人"
        return indicator.canonical_unit

    def fit(self, indicator: Indicator, extra: frozenset[str], unit: str, unit_printed: str) -> str | None:
        """Name of the weight for `unit`; None when the indicator cannot carry it. `extra`: units that the alias row grants."""
        if unit == indicator.canonical_unit or unit in extra or f"{unit}*" in extra:
            return "unit_canonical"
        family = indicator.unit_family
        if family in PERSON_FAMILIES:
            if unit in FAMILY_UNITS[family]:
                # households are helped, not honoured
                return None if indicator.category == "honors" and unit.startswith("户") else "unit_same_group"
            return "unit_loose" if unit in ("个", "") else None
        if family == "percent":
            return "unit_same_group" if unit in ("%", "‰", "百分点") else None
        if family != "count":
            return "unit_same_group" if unit in FAMILY_UNITS[family] else None
        if unit in NOT_COUNTABLE:
            return None
        if unit == "人":
            # 工人先锋号6名: a collective printed with the classifier of persons
            loose = unit_printed in ("名", "位", "个") and indicator.category == "honors"
            return "unit_loose" if loose else None
        groups = self._group_of.get(unit, set())
        canonical = self._group_of.get(indicator.canonical_unit, set())
        if groups & canonical:
            return "unit_same_group"
        return "unit_other_group" if groups and canonical else "unit_loose"
