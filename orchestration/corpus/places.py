"""Which unit a text is about: namesakes by context, the place that a text names most, the place in a title or a paper's name.

Used by `publisher` to place a union; which union publishes is not decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from orchestration.corpus.reference import rows
from orchestration.corpus.regions import Region, RegionTable, plain_name, region_table

DEPTH = {"national": 0, "provincial": 1, "municipal": 2, "county": 3, "township": 4, "enterprise": 4}
_UNIT_END = re.compile("[省市州盟县区旗]")
# 枣庄新闻网讯, 汉中日报; 烟台工会十八大; 黄石市志, 昆明年鉴
_NAMED_AFTER = re.compile(
    r"(?:日报|晚报|新闻|广播|电视台|融媒|发布|之窗|网讯|工会|各级工会|[市县区州]?志|年鉴|军分区)"
)
_HEAD_WORD = re.compile(r"^(?:【[^】]{0,30}】|[“\"—–\-\s·]|我们的)*")


def name_at(region: Region) -> str:
    """The plain name: by guide section 6 for a unit of today, the printed one for a unit of the past."""
    return plain_name(region.region_id) if region.valid_in(None) else region.name


def choose(regions: Iterable[Region], text: str, year: int | None) -> tuple[Region | None, str, float]:
    """One of the units that share a name: valid in the year first, then by the cities and provinces that the text names.

    Gives the unit (None when it stays ambiguous), the reason, and a share of certainty.
    """
    found = list(regions)
    valid = [r for r in found if r.valid_in(year)] or [r for r in found if r.valid_in(year, 1)]
    reason, sure = ("named", 1.0) if valid else ("name of another time", 0.8)
    if not valid:
        distance = {r: min(abs((year or 2025) - r.first), abs((year or 2025) - r.last)) for r in found}
        nearest = min(distance.values())
        valid = [r for r in found if distance[r] == nearest]
    by_id = {r.region_id: r for r in valid}
    if len(by_id) == 1:
        return valid[-1], reason, sure
    # A city and its own district or county of one short name (恩施): the higher unit, as people speak.
    highest = min(DEPTH[r.level] for r in by_id.values())
    top = [r for r in by_id.values() if DEPTH[r.level] == highest]
    if len(top) == 1 and all(top[0].region_id in (r.parent, r.region_id) for r in by_id.values()):
        return top[0], reason, 0.8
    scores = {r.region_id: _named_around(r, text) for r in by_id.values()}
    best = max(scores.values())
    leaders = [i for i, score in scores.items() if score == best]
    if best > 0 and len(leaders) == 1:
        region = by_id[leaders[0]]
        above = region_table().get(region.parent)
        return (
            region,
            f"one of {len(by_id)} units of this name; the text names {above.name if above else ''}",
            0.9,
        )
    if (
        len(top) == 1
        and top[0].level in ("provincial", "municipal")
        and len({r.name for r in by_id.values()}) > 1
    ):
        return top[0], f"the highest of {len(by_id)} units that share the short name", 0.7
    places = "、".join(sorted(r.full_name for r in by_id.values())[:4])
    return None, f"{len(by_id)} units share this name ({places}) and the text does not tell which", 0.0


def _named_around(region: Region, text: str) -> int:
    table = region_table()
    score = 0
    for code, weight in ((region.parent, 3), (region.province, 1)):
        above = table.get(code)
        if above is not None and code != "000000":
            short = _short_name(table, above)
            # 朝阳 in the name itself is no mention of the city above.
            own = bool(short) and region.name.startswith(short)
            count = text.count(above.name) or (text.count(short) if short and not own else 0)
            count += sum(text.count(epithet) for epithet in epithets().get(code, ()))
            score += weight * min(count, 5)
    return score


def _short_name(table: RegionTable, region: Region) -> str:
    for size in (3, 2):
        if len(region.name) > size and region in table.by_short.get(region.name[:size], ()):
            return region.name[:size]
    return ""


def is_city(region: Region) -> bool:
    return region.level == "municipal" or (region.level == "provincial" and region.name.endswith("市"))


def city_of(region: Region) -> str | None:
    """The code of the city that a unit is or lies in; None for a province."""
    if is_city(region):
        return region.region_id
    if region.level != "county":
        return None
    above = region_table().get(region.parent)
    return above.region_id if above is not None and is_city(above) else region.region_id


def _places(text: str, year: int | None) -> Counter[str]:
    """Units named in the text by official name, counted."""
    table = region_table()
    found: Counter[str] = Counter()
    for match in _UNIT_END.finditer(text[:20_000]):
        end = match.end()
        for size in range(min(12, end), 2, -1):
            regions = table.by_name.get(text[end - size : end])
            if regions:
                valid = {r.region_id for r in regions if r.valid_in(year, 1)}
                if len(valid) == 1:
                    found[valid.pop()] += 1
                break
    if not found:
        for region_id in table.children["000000"]:
            region = table.get(region_id, year)
            short = _short_name(table, region) if region else ""
            if short and short in text:
                found[region_id] += text.count(short)
    return found


def home(text: str, year: int | None) -> Region | None:
    """The unit that a text names most by its official name, at least twice."""
    counts = _places(text, year)
    if not counts:
        return None
    best, count = counts.most_common(1)[0]
    return region_table().get(best, year) if count >= 2 else None


def place_spoken_for(
    heads: Iterable[str], text: str, level: str, year: int | None
) -> tuple[Region, str, int, float] | None:
    """The unit for which a union of this level speaks without its name (市总工会): unit, proof, place of the proof, certainty.

    A title that begins with it (绍兴各级工会), a paper or chronicle named after it (汉中日报讯), the official name that the text prints
    most, then a short name that it repeats.
    """
    table = region_table()
    for head in heads:
        found = _at_head(table, head, text, level, year)
        if found is not None:
            return found[0], found[1], text.find(found[1]), 0.7
    for match in _NAMED_AFTER.finditer(text[:600]):
        found = _short_before(table, text, match.start(), level, year)
        if found is not None:
            return found[0], found[1], match.start() - len(found[1]), 0.7
    counts = _places(text, year)
    for code, count in counts.most_common():
        region = table.get(code, year)
        if region is not None and _speaks_as(region, level):
            return region, region.name, text.find(region.name), 0.7 if count >= 2 else 0.5
    return _repeated_short(table, text[:3000], level, year)


def _at_head(
    table: RegionTable, head: str, text: str, level: str, year: int | None
) -> tuple[Region, str] | None:
    start = _HEAD_WORD.match(head).end()  # type: ignore[union-attr]
    for size in range(min(12, len(head) - start - 1), 1, -1):
        name = head[start : start + size]
        region = _one(table.named(name), level, year, text)
        if region is not None:
            return region, name
    return None


def _short_before(
    table: RegionTable, text: str, end: int, level: str, year: int | None
) -> tuple[Region, str] | None:
    for size in range(min(8, end), 1, -1):
        name = text[end - size : end]
        region = _one(table.named(name), level, year, text)
        if region is not None:
            return region, name
    return None


def _repeated_short(
    table: RegionTable, text: str, level: str, year: int | None
) -> tuple[Region, str, int, float] | None:
    found: Counter[str] = Counter()
    for size in (3, 2):
        for i in range(len(text) - size + 1):
            name = text[i : i + size]
            if name in table.by_short:
                found[name] += 1
        for name, count in found.most_common(5):
            region = _one(table.by_short[name], level, year)
            if region is not None and count >= 2 and region.level in ("provincial", "municipal"):
                return region, name, text.find(name), 0.5
    return None


def _one(regions: Iterable[Region], level: str, year: int | None, text: str = "") -> Region | None:
    """The one unit of the level among those that share a name, None when there are none or several.

    A text that says 全县 means 梨树县 and not 梨树区.
    """
    valid = {r.region_id: r for r in regions if r.valid_in(year, 1) and _speaks_as(r, level)}
    if len(valid) > 1:
        own = {i: r for i, r in valid.items() if r.level == level}
        valid = own or valid
    if len(valid) > 1 and level == "county":
        said = {word: text.count("全" + word) for word in "县区旗市"}
        most = max(said, key=lambda word: said[word])
        if said[most]:
            valid = {i: r for i, r in valid.items() if r.name.endswith(most)}
    return next(iter(valid.values())) if len(valid) == 1 else None


def _speaks_as(region: Region, level: str) -> bool:
    """全市 is said in cities of every level: prefecture, county-level city, municipality."""
    return region.level == level or (level == "municipal" and region.name.endswith("市"))


@cache
def epithets() -> dict[str, tuple[str, ...]]:
    """Names that papers give to a place (首都, 津城), by the code of its unit: context for namesakes, never a name."""
    found: dict[str, list[str]] = {}
    for row in rows("region_epithets.csv"):
        found.setdefault(row["region_id"], []).append(row["epithet"])
    return {region_id: tuple(names) for region_id, names in found.items()}
