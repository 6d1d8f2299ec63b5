"""Whose report it is: the union that speaks, and the unit of GB/T 2260 behind it at the date of the report.

Every union named in title, signature, lead and body is a candidate; places weigh differently, unions that only lead or
instruct count little. Namesakes resolve by the provinces and cities that the text names, or stay ambiguous with a reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from orchestration.corpus.regions import Region, RegionTable, plain_name, region_table
from orchestration.corpus.unions import LEVEL_OF_WORD, Named, unions_in

_LED_BY = re.compile(
    r"^(?:的)?(?:正确|坚强|具体|关心|关怀|有力|直接|亲切|大力)*(?:领导|指导|支持|帮助|部署|要求|安排|统一部署|授予|命名|表彰|批准|关心|充分肯定|高度评价|评为)"
    r"|^(?:党组)?(?:授予|印发|下发|部署|要求|命名|表彰|评为)|^(?:和|与|、).{0,12}(?:领导|指导|支持|关心)下"
)
_DEPTH = {"national": 0, "provincial": 1, "municipal": 2, "county": 3, "township": 4, "enterprise": 4}
_WE = tuple(
    (who + word, level)
    for word, level in (
        ("省", "provincial"),
        ("市", "municipal"),
        ("州", "municipal"),
        ("县", "county"),
        ("区", "county"),
    )
    for who in ("我", "全", "本")
)
_UNIT_END = re.compile("[省市州盟县区旗]")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the match text and the weight of a union named there; `base` is its start in the text (-1: outside it)."""

    text: str
    base: int
    weight: int
    limit: int = 6


@dataclass(frozen=True, slots=True)
class Publisher:
    """The union and its unit; without `region_id` the `reason` says why none was chosen."""

    union: str | None
    region_id: str | None
    region_code: str | None
    region_name: str | None
    level: str | None
    proof: str
    at: int | None
    confidence: float
    reason: str


@dataclass(slots=True)
class _Candidate:
    named: Named
    proof: str
    at: int
    score: float = 0.0


def find_publisher(zones: Iterable[Zone], text: str, year: int | None) -> Publisher:
    """The publishing union.

    `zones` go from title to body; `text` (Simplified) gives the context for namesakes; `year` is that of the report.
    """
    zones = tuple(zones)
    found: dict[tuple[str, str], _Candidate] = {}
    generic: Counter[str] = Counter()
    for zone in zones:
        seen: Counter[tuple[str, str]] = Counter()
        for named in unions_in(zone.text):
            if isinstance(named, str):
                generic[named] += zone.weight
                continue
            key = (named.kind, named.name)
            seen[key] += 1
            if seen[key] > zone.limit:
                continue
            at = zone.base + named.start if zone.base >= 0 else -1
            candidate = found.setdefault(key, _Candidate(named, zone.text[named.start : named.end], at))
            if _LED_BY.match(zone.text[named.end : named.end + 20]):
                candidate.score += 0.5
            else:
                candidate.score += zone.weight * (
                    2 if zone.text[named.end - 3 : named.end] == "总工会" else 1.5
                )
    if not found or all(c.named.kind == "national" and c.score <= 2 for c in found.values()):
        placed = _from_places(text, generic, year)
        if placed.region_id is not None:
            return placed
        if not found:
            return _unknown(zones) or placed
    best = _best(found.values(), generic)
    total = sum(candidate.score for candidate in found.values())
    return _publish(best, round(0.6 + 0.4 * best.score / max(total, 1), 2), text, year)


_ANY_UNION = re.compile(
    r"(?:^|[，。：:\s—])(?!召开|来到|前往|走进|获|由|在|经|该|本|我|全|各|县|市|区)([㐀-鿿]{1,8}([省市州县区旗]))总工会"
)


def _unknown(zones: Iterable[Zone]) -> Publisher | None:
    """A union whose place is in no table: its name is kept, the region stays open and says why."""
    for zone in zones:
        match = _ANY_UNION.search(zone.text)
        if match and zone.weight >= 4:  # title, byline, signature: a sentence would lend its verb
            name, level = match.group(1), LEVEL_OF_WORD.get(match.group(2))
            at = zone.base + match.start(1) if zone.base >= 0 else None
            reason = "no unit of this name in GB/T 2260"
            return Publisher(name + "总工会", None, None, name, level, name + "总工会", at, 0.3, reason)
    return None


def _best(candidates: Iterable[_Candidate], generic: Counter[str]) -> _Candidate:
    usual = generic.most_common(1)[0] if generic else None
    for candidate in candidates:
        level = _level(candidate.named)
        # 市总工会 without a name speaks for a city: lift the candidates of that level.
        if usual and usual[0] == level and candidate.named.kind == "region":
            candidate.score += min(usual[1], candidate.score * 2 + 4)
        if candidate.named.kind == "national":
            candidate.score /= 4
    return max(candidates, key=lambda c: (c.score, _DEPTH[_level(c.named)]))


def _level(named: Named) -> str:
    return named.regions[0].level if named.kind == "region" else named.kind


def _publish(best: _Candidate, confidence: float, text: str, year: int | None) -> Publisher:
    named, proof = best.named, best.proof
    at = best.at if best.at >= 0 else None
    if named.kind == "national":
        return Publisher(
            "中华全国总工会", "000000", "000000", "全国", "national", proof, at, confidence, "named"
        )
    if named.kind == "region":
        region, reason, sure = choose(named.regions, text, year)
        if region is None:
            union = named.name + "总工会"
            return Publisher(union, None, None, named.name, _level(named), proof, at, 0.3, reason)
        name = name_at(region)
        sure = round(confidence * sure, 2)
        return Publisher(
            name + "总工会", region.region_id, region.region_id, name, region.level, proof, at, sure, reason
        )
    if named.kind == "provincial":
        code, reason, sure = "650000", "named", 1.0
    else:
        region, reason, sure = choose(named.regions, text, year) if named.regions else (None, "", 0.0)
        if region is None:
            region = _home(text, year)
            reason = "unit above: the place that the text names most" if region else "no unit above is named"
            sure = 0.7
        code = region.region_id if region else "000000"
    union = named.name + ("总工会" if proof.endswith("总工会") else "工会")
    region_id = f"{code}:{named.name}"
    return Publisher(
        union, region_id, code, named.name, named.kind, proof, at, round(confidence * sure, 2), reason
    )


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
    highest = min(_DEPTH[r.level] for r in by_id.values())
    top = [r for r in by_id.values() if _DEPTH[r.level] == highest]
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
            score += weight * min(count, 5)
    return score


def _short_name(table: RegionTable, region: Region) -> str:
    for size in (3, 2):
        if len(region.name) > size and region in table.by_short.get(region.name[:size], ()):
            return region.name[:size]
    return ""


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


def _home(text: str, year: int | None) -> Region | None:
    counts = _places(text, year)
    if not counts:
        return None
    best, count = counts.most_common(1)[0]
    return region_table().get(best, year) if count >= 2 else None


def _from_places(text: str, generic: Counter[str], year: int | None) -> Publisher:
    """No union is named in full: 市总工会, 我市 tell the level, the place that the text names most is it."""
    level = generic.most_common(1)[0][0] if generic else next((of for word, of in _WE if word in text), None)
    if level is not None:
        table = region_table()
        for code, count in _places(text, year).most_common():
            region = table.get(code, year)
            if region is not None and _speaks_as(region, level):
                name = name_at(region)
                reason = "no union is named in full; the place that the text names most"
                sure = 0.7 if count >= 2 else 0.5
                at = text.find(region.name)
                return Publisher(
                    name + "总工会", code, code, name, region.level, region.name, at, sure, reason
                )
    return Publisher(
        None, None, None, None, None, "", None, 0.0, "no union and no place of its level is named"
    )


def _speaks_as(region: Region, level: str) -> bool:
    """全市 is said in cities of every level: prefecture, county-level city, municipality."""
    return region.level == level or (level == "municipal" and region.name.endswith("市"))
