"""Units of GB/T 2260 since 1980, their short names, and where they are named in a text.

Facts come from seeds/reference/regions.csv and region_aliases.csv; nothing about a single place stands in code. Who publishes a
report is decided in `publisher`, not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from orchestration.corpus.reference import ReferenceError_, rows

_LONGEST = 15
_OPEN = 9999
_TAILS = frozenset("省市区县旗州盟")
# What may follow a short name (丹凤、山阳县; 广安总工会) and what may stand before it.
_AFTER_SHORT = re.compile(
    r"[、，,。；;和及与等\s）)：:]|总工会|工会|两|各|[一二三四五六七八九]+(?:个|市|县|区)|$"
)
_BEFORE_SHORT = re.compile(r"[、，,。；;和及与在向为对从到于由“（(：:\s省市区县州中如]$|^$")


@dataclass(frozen=True, slots=True)
class Region:
    """One unit under one name; `first` and `last` are the years of its validity (0 and 9999: open)."""

    region_id: str
    name: str
    full_name: str
    level: str
    parent: str
    province: str
    province_name: str
    first: int
    last: int

    def valid_in(self, year: int | None, slack: int = 0) -> bool:
        """Did the unit bear this name in the year? None asks for today."""
        if year is None:
            return self.last == _OPEN
        return self.first - slack <= year <= self.last + slack


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A unit named at `start:end` of the match text; `name` is its official name."""

    start: int
    end: int
    region_id: str
    name: str
    level: str


class RegionTable:
    """All units by code, name and short name. One instance is shared; look-ups are dictionary reads."""

    def __init__(self, regions: Iterable[Region], aliases: Iterable[tuple[str, str]]) -> None:
        self.by_id: dict[str, list[Region]] = {}
        self.by_name: dict[str, list[Region]] = {}
        self.by_short: dict[str, list[Region]] = {}
        self.shorts: dict[str, list[str]] = {}
        self.children: dict[str, set[str]] = {}
        for region in regions:
            self.by_id.setdefault(region.region_id, []).append(region)
            self.by_name.setdefault(region.name, []).append(region)
            self.children.setdefault(region.parent, set()).add(region.region_id)
            if region.level == "county" and region.parent != region.province:
                self.children.setdefault(region.province, set()).add(region.region_id)
        for short, region_id in aliases:
            found = self.by_short.setdefault(short, [])
            found.extend(region for region in self.by_id.get(region_id, ()) if region not in found)
            self.shorts.setdefault(region_id, []).append(short)

    def get(self, region_id: str, year: int | None = None) -> Region | None:
        """The unit of a code in a year (None: its newest name)."""
        found = self.by_id.get(region_id)
        if not found:
            return None
        if year is not None:
            for region in found:
                if region.valid_in(year):
                    return region
        return max(found, key=lambda region: region.last)

    def named(self, name: str, *, short: bool = True) -> list[Region]:
        """All units that bear or bore the name, official names first."""
        found = self.by_name.get(name)
        if found is not None or not short:
            return list(found or ())
        return list(self.by_short.get(name, ()))

    def longest_ending_at(self, text: str, end: int, floor: int = 0) -> tuple[int, list[Region]]:
        """Start and units of the longest official or short name that ends at `end`; (end, []) when there is none."""
        for size in range(min(_LONGEST, end - floor), 1, -1):
            name = text[end - size : end]
            found = self.by_name.get(name)
            if found:
                return end - size, list(found)
        for size in range(min(_LONGEST, end - floor), 1, -1):
            found = self.by_short.get(text[end - size : end])
            if found:
                return end - size, list(found)
        return end, []

    def is_within(self, region_id: str, outer: str) -> bool:
        """Is the unit below the other one, by parent or province?"""
        if outer == "000000":
            return True
        return any(outer in (region.parent, region.province) for region in self.by_id.get(region_id, ()))


@cache
def region_table() -> RegionTable:
    """The table of seeds/reference. Raises ReferenceError_ naming file and line when a row cannot be used."""
    regions = []
    for line, row in enumerate(rows("regions.csv"), start=2):
        try:
            regions.append(
                Region(
                    row["region_id"],
                    row["region_name"],
                    row["full_name"],
                    row["admin_level"],
                    row["parent_code"],
                    row["province_code"],
                    row["province_name"],
                    int(row["valid_from"][:4] or 0),
                    int(row["valid_to"][:4] or _OPEN),
                )
            )
        except (KeyError, ValueError) as error:
            raise ReferenceError_(
                f"regions.csv:{line}: {error}; correct the row or rebuild the file"
            ) from error
    return RegionTable(regions, ((row["alias"], row["region_id"]) for row in rows("region_aliases.csv")))


@lru_cache(maxsize=8192)
def plain_name(region_id: str) -> str:
    """The name that a reader sees: without the units above, with the city only where the name is shared today.

    `511600` -> `广安市`; `620102` -> `兰州市城关区`; `611022:某公司` -> `某公司`
    """
    if ":" in region_id:
        return region_id.partition(":")[2]
    table = region_table()
    region = table.get(region_id)
    if region is None:
        return region_id
    rivals = {other.region_id for other in table.by_name[region.name] if other.valid_in(None)}
    if region.level != "county" or not (rivals - {region_id}):
        return region.name
    parent = table.get(region.parent)
    return (parent.name if parent else "") + region.name


class RegionIndex:
    """Finds units named in a stretch of match text, in time linear in its length.

    Inside `within` (a city, a province) short names count as well; without it only official names do.
    """

    def __init__(self, table: RegionTable | None = None) -> None:
        self._table = table or region_table()
        self._pattern = lru_cache(maxsize=512)(self._compile)

    def find(
        self, match_text: str, start: int, end: int, within: str | None = None, year: int | None = None
    ) -> list[RegionMention]:
        """Units named in `match_text[start:end]`, in order, without overlap. `within` keeps those below one unit.

        Raises nothing; an unknown `within` finds nothing. `<code>:<name>` looks below the code.
        """
        if within is None or within == "000000":
            return self._everywhere(match_text, start, end, year)
        compiled = self._pattern(within.partition(":")[0], year)
        if compiled is None:
            return []
        pattern, names = compiled
        found = []
        for match in pattern.finditer(match_text, start, end):
            region = names[match.group()]
            # 丹凤 and 郊区 are also ordinary words: they need an edge on both sides.
            if match.group() != region.name or len(region.name) == 2:
                before = match_text[max(start, match.start() - 1) : match.start()]
                if not _BEFORE_SHORT.search(before) or not _AFTER_SHORT.match(match_text, match.end(), end):
                    continue
            found.append(
                RegionMention(match.start(), match.end(), region.region_id, region.name, region.level)
            )
        return found

    def _compile(self, within: str, year: int | None) -> tuple[re.Pattern[str], dict[str, Region]] | None:
        below = {
            region
            for code in self._table.children.get(within, ())
            for region in self._table.by_id[code]
            if region.valid_in(year, 1) and within in (region.parent, region.province)
        }
        by_name: dict[str, dict[str, Region]] = {}
        for region in below:
            # An alias was made from one of the names of its code (襄樊 from 襄樊市): the others do not lend it.
            shorts = [
                short for short in self._table.shorts.get(region.region_id, ()) if short[0] == region.name[0]
            ]
            for name in (region.name, *shorts):
                by_name.setdefault(name, {})[region.region_id] = region
        names: dict[str, Region] = {}
        for name, regions in by_name.items():
            written_out = {i: r for i, r in regions.items() if r.name == name} or regions
            above = {i: r for i, r in written_out.items() if r.level == "municipal"} or written_out
            if len(above) == 1:
                names[name] = next(iter(above.values()))
        if not names:
            return None
        longest_first = sorted(names, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first))), names

    def _everywhere(self, text: str, start: int, end: int, year: int | None) -> list[RegionMention]:
        found: list[RegionMention] = []
        floor = start
        for match in _TAIL.finditer(text, start, end):
            stop = match.end()
            for size in range(min(_LONGEST, stop - floor), 1, -1):
                regions = self._table.by_name.get(text[stop - size : stop])
                if regions:
                    valid = [region for region in regions if region.valid_in(year, 1)]
                    if found and found[-1].end == stop - size:
                        above = found[-1].region_id
                        valid = [
                            region for region in valid if above in (region.parent, region.province)
                        ] or valid
                    if len({region.region_id for region in valid}) == 1:
                        region = valid[-1]
                        found.append(
                            RegionMention(stop - size, stop, region.region_id, region.name, region.level)
                        )
                        floor = stop
                    break
        return found


_TAIL = re.compile("[" + "".join(sorted(_TAILS)) + "](?!场)")
