"""Whose report it is: the union that speaks, and the unit of GB/T 2260 behind it at the date of the report.

Every union named in title, signature, lead and body is a candidate; places weigh differently, unions that only lead or
instruct count little. Namesakes resolve by the provinces and cities that the text names, or stay ambiguous with a reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from orchestration.corpus.places import DEPTH, choose, city_of, home, is_city, name_at, place_spoken_for
from orchestration.corpus.regions import Region, region_table
from orchestration.corpus.unions import LEVEL_OF_WORD, Named, is_trade, unions_in

_LED_BY = re.compile(
    r"^(?:的)?(?:正确|坚强|具体|关心|关怀|有力|直接|亲切|大力)*(?:领导|指导|支持|帮助|部署|要求|安排|统一部署|授予|命名|表彰|批准|关心|充分肯定|高度评价|评为)"
    r"|^(?:党组)?(?:授予|印发|下发|部署|要求|命名|表彰|评为)|^(?:和|与|、).{0,12}(?:领导|指导|支持|关心)下"
)
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
            passing = named.kind == "national" and zone.weight < 10 and candidate.proof == "全国工会"
            if passing or _LED_BY.match(zone.text[named.end : named.end + 20]):
                candidate.score += 0.5
            else:
                candidate.score += zone.weight * (
                    2 if zone.text[named.end - 3 : named.end] == "总工会" else 1.5
                )
    if not found or all(_is_aside(c, zones, generic) for c in found.values()):
        placed = from_places(zones, text, generic, year)
        if placed.region_id is not None:
            return placed
        if not found:
            return _unknown(zones) or placed
    best = _best(found.values(), generic)
    total = sum(candidate.score for candidate in found.values())
    return _publish(best, round(0.6 + 0.4 * best.score / max(total, 1), 2), text, year)


def _is_aside(candidate: _Candidate, zones: tuple[Zone, ...], generic: Counter[str]) -> bool:
    """Is the union only named in passing: the national one, or an enterprise as an example in a text in which 市总工会 speaks?"""
    if candidate.named.kind == "national":
        return candidate.score <= 2
    heads = any(candidate.named.name in zone.text for zone in zones if zone.weight >= 4)
    # 县酿酒总厂工会: only the county itself calls its works so.
    of_unit = candidate.named.kind == "enterprise" and candidate.named.name[0] in "省市县区州旗"
    return (
        candidate.named.kind in ("enterprise", "township")
        and not heads
        and (of_unit or sum(generic.values()) >= candidate.score)
    )


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
    return max(candidates, key=lambda c: (c.score, DEPTH[_level(c.named)]))


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
        # The city goes before a shared name in the union's name only where the text prints it.
        above = region_table().get(region.parent)
        printed = above is not None and (above.name[:2] in text or name == region.name)
        return Publisher(
            (name if printed else region.name) + "总工会",
            region.region_id,
            region.region_id,
            name,
            region.level,
            proof,
            at,
            sure,
            reason,
        )
    if named.kind == "enterprise":
        return _enterprise(best, confidence, text, year)
    if named.kind == "provincial":
        code, reason, sure = "650000", "named", 1.0
    else:
        region, reason, sure = choose(named.regions, text, year) if named.regions else (None, "", 0.0)
        if region is None:
            region = home(text, year)
            reason = "unit above: the place that the text names most" if region else "no unit above is named"
            sure = 0.7
        code = region.region_id if region else "000000"
    union = named.name + ("总工会" if proof.endswith("总工会") else "工会")
    region_id = f"{code}:{named.name}"
    return Publisher(
        union, region_id, code, named.name, named.kind, proof, at, round(confidence * sure, 2), reason
    )


def _enterprise(best: _Candidate, confidence: float, text: str, year: int | None) -> Publisher:
    """An enterprise, school or industry: its own name is the region, the code that of its city where the text proves one.

    Without a city `region_id` says `000000:<name>`, so that its figures still belong to something, and `region_code` is None.
    """
    named, proof = best.named, best.proof
    name, at = named.name, best.at if best.at >= 0 else None
    region, reason, sure = choose(named.regions, text, year) if named.regions else (None, "", 0.0)
    code: str | None = None
    if region is not None and is_trade(name) and name.startswith(region.name):
        code = region.region_id
    elif region is not None and (name.startswith(region.name) or is_city(region)):
        code = city_of(region)
    if code is None:
        for match in re.finditer(re.escape(name), text):
            before = text[max(0, match.start() - 8) : match.start()]
            placed, _, sure_of = (
                choose(found, text, year) if (found := _ending_in(before)) else (None, "", 0.0)
            )
            if placed is not None and (code := city_of(placed)):
                sure, reason = sure_of, f"its name stands behind {placed.name}"
                break
    if code is None:
        near = home(text, year)
        code, sure = (city_of(near), 0.7) if near else (None, 0.5)
        reason = "unit above: the place that the text names most" if code else "the text names no city of it"
    if region is not None and region.level == "provincial" and not is_city(region) and not is_trade(name):
        # 山东 in front is the unit above, when the text also calls it 鲁岳供电公司.
        bare = re.sub(rf"^(?:{region.name}|{region.name[:3]}|{region.name[:2]})", "", name)
        if len(bare) >= 4 and re.search(rf"(?<!{re.escape(name[: -len(bare)])}){re.escape(bare)}", text):
            name = bare
    union = name + ("总工会" if proof.endswith("总工会") else "工会")
    region_id = f"{code or '000000'}:{name}"
    return Publisher(
        union, region_id, code, name, "enterprise", proof, at, round(confidence * sure, 2), reason
    )


def _ending_in(before: str) -> tuple[Region, ...]:
    """The units that the characters in front of a name end in (重庆 in front of 江峡物流集团)."""
    return tuple(region_table().longest_ending_at(before, len(before))[1]) if before else ()


def from_places(zones: Iterable[Zone], text: str, generic: Counter[str], year: int | None) -> Publisher:
    """No union is named in full: 市总工会, 我市 tell the level, the place that title or text names is it."""
    level = generic.most_common(1)[0][0] if generic else next((of for word, of in _WE if word in text), None)
    heads = [zone.text for zone in zones if zone.weight >= 10]
    placed = place_spoken_for(heads, text, level, year) if level is not None else None
    if placed is None:
        return Publisher(
            None, None, None, None, None, "", None, 0.0, "no union and no place of its level is named"
        )
    region, proof, at, sure = placed
    name, code = name_at(region), region.region_id
    reason = "no union is named in full; the place that title or text names"
    return Publisher(
        name + "总工会",
        code,
        code,
        name,
        region.level,
        proof,
        at if at >= 0 else None,
        sure,
        reason,
    )
