"""Units: the longest unit word at a place, and its normalised form by guide section 4.

Which words are units is data (seeds/reference/units.csv); how they are looked up is here. What needs an
indicator (家 -> 个 for stations) is left to claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit, its normalised form and its family (person, count, event, money, duration ...).

    `blockers` are characters that, when they follow, show that the word is something else (个 in 个人).
    """

    printed: str
    unit: str
    family: str
    blockers: str = ""


class UnitTable:
    """Longest-match lookup of unit words."""

    __slots__ = ("_by_first",)

    def __init__(self, units: Iterable[Unit]) -> None:
        by_first: dict[str, list[Unit]] = {}
        for unit in units:
            by_first.setdefault(unit.printed[0], []).append(unit)
        self._by_first = {
            first: tuple(sorted(found, key=lambda u: -len(u.printed))) for first, found in by_first.items()
        }

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> UnitTable:
        """Build from rows with `printed,unit,family,blockers`. Raises ValueError on a bad row.

        >>> UnitTable.from_rows([{"printed": "名", "unit": "人", "family": "person"}]).match("3名", 1).unit
        '人'
        """
        units: dict[str, Unit] = {}
        for row in rows:
            printed = row["printed"]
            if not printed or not row["family"]:
                raise ValueError(f"units: row {dict(row)!r} needs printed and family; fill them in")
            if printed in units:
                raise ValueError(f"units: {printed!r} stands twice; remove one row")
            units[printed] = Unit(printed, row["unit"], row["family"], row.get("blockers") or "")
        return cls(units.values())

    def match(self, text: str, pos: int) -> Unit | None:
        """The longest unit at `pos`, or None.

        >>> UnitTable([Unit("人", "人", "person"), Unit("人次", "人次", "person_time")]).match("12人次", 2).unit
        '人次'
        """
        found = self._by_first.get(text[pos : pos + 1])
        if found is None:
            return None
        for unit in found:
            if text.startswith(unit.printed, pos):
                if unit.blockers:
                    after = text[pos + len(unit.printed) : pos + len(unit.printed) + 1]
                    if after and after in unit.blockers:
                        continue
                return unit
        return None
