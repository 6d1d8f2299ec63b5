"""Whose report it is: the union that speaks, and the unit of GB/T 2260 behind it at the date of the report.

Every named union of title, bylines, lead and body is a candidate; places weigh differently, unions that only lead or instruct
count little. Namesakes resolve by the provinces and cities that the text names, or stay ambiguous with a reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from orchestration.corpus.regions import Region, plain_name, region_table

_UNION = re.compile(r"总工会|工会|工委会")
_HAN_RUN = re.compile(r"[㐀-鿿（）()·A-Za-z0-9]+$")
_COMPANY = re.compile(
    r"(?:集团(?:有限责任公司|股份有限公司|有限公司|公司)?|有限责任公司|股份有限公司|有限公司|分公司|总公司|公司|大学|学院|医院|职业技术学校|学校|中学|小学"
    r"|银行|油田|矿务局|煤矿|铁路局|供电局|电力局|烟草局|管理局|研究院|研究所|设计院|工程局|钢铁|总厂|厂|电厂|矿|港务局|林业局|农场|兵团|第[一二三四五六七八九十]+师)$"
)
_TRADE = re.compile(
    r"(?:教育|卫生健康|卫生|建设|交通运输|交通|邮电|金融|财贸|农林水利气象|农林水利|农林水|机关事务|直属机关|直机关|机关|化学|纺织|轻工|海员|铁路|电力|电信|民航|国防|机械冶金"
    r"|石油|能源|科教文卫体?|教科文卫体?|教科文体?|医务|快递|物流|货运|家政|建筑|住建|城建|公安|税务|国土|水务|商贸|服务业|产业|行业|系统|职工|邮政|司法|环卫)"
    r"(?:行业|系统|产业|工作者)?(?:联合)?$"
)
_PARK = re.compile(
    r"(?:经济技术开发区|高新技术产业开发区|经济开发区|高新技术开发区|综合保税区|保税区|保税港区|经开区|高新区|开发区|工业园区?|产业园区?|科技园区?|园区|新区|示范区|度假区|风景名胜区|风景区|试验区|管理区|自贸区|管委会)$"
)
_STREET = re.compile(r"(?:街道|镇|乡|社区|村|苏木|办事处)$")
_GENERIC = re.compile(
    r"(?:^|[^㐀-鿿]|[，。在由是与和向据对为被了，]|我)(省|自治区|市|区|县|州|旗|盟|集团|公司|学校|学院|全)$"
)
_NATIONAL = re.compile(r"(?:中华全国|全国|中国)$")
_LED_BY = re.compile(
    r"^(?:的)?(?:正确|坚强|具体|关心|关怀|有力|直接|亲切)*(?:领导|指导|支持|帮助|部署|要求|安排|统一部署|授予|命名|表彰|批准|关心)|^(?:党组)?(?:授予|印发|下发|部署|要求)"
)
_STRIP = re.compile(
    r"^(?:关于|中共|在|由|据|与|和|及|向|对|为|被|是|以及|近日|日前|今年以来|年来|来|年|月|日|如|本报讯|记者|通讯员|来自|走进|作为|共青团|热烈祝贺|祝贺)+"
)
_LEVEL_OF_WORD = {
    "省": "provincial",
    "自治区": "provincial",
    "市": "municipal",
    "州": "municipal",
    "盟": "municipal",
}
_LEVEL_OF_WORD |= {"区": "county", "县": "county", "旗": "county"}
_DEPTH = {"national": 0, "provincial": 1, "municipal": 2, "county": 3, "township": 4, "enterprise": 4}


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the match text with the weight of a union that is named there; `base` is its start in the text."""

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


@dataclass(frozen=True, slots=True)
class _Named:
    kind: str  # region, township, enterprise, national
    name: str  # official name of the unit, or the organisation's own
    regions: tuple[Region, ...]
    start: int
    above: str


def find_publisher(zones: Iterable[Zone], text: str, year: int | None) -> Publisher:
    """The publishing union.

    `zones` go from title to body; `text` (Simplified) gives the context for namesakes; `year` is that of the report, None when unknown.
    """
    scores: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[_Named, int, str]] = {}
    generic: Counter[str] = Counter()
    for zone in zones:
        seen: Counter[tuple[str, str]] = Counter()
        for match in _UNION.finditer(zone.text):
            if zone.text[match.end() : match.end() + 1] in ("法", "主席", "章"):
                continue
            named = _named(zone.text, match.start(), match.group() == "总工会")
            if named is None:
                word = _GENERIC.search(zone.text[max(0, match.start() - 4) : match.start()])
                if word and word.group(1) in _LEVEL_OF_WORD:
                    generic[_LEVEL_OF_WORD[word.group(1)]] += zone.weight
                continue
            key = (named.kind, named.name)
            seen[key] += 1
            if seen[key] > zone.limit:
                continue
            led = _LED_BY.match(zone.text[match.end() : match.end() + 8])
            full = match.group() == "总工会" or named.kind != "region"
            weight = zone.weight * (2 if full else 1)
            scores[key] += 1 if led else weight
            where = zone.base + named.start if zone.base >= 0 else -1
            first.setdefault(key, (named, where, zone.text[named.start : match.end()]))
    best = _best(scores, first, generic)
    if best is None:
        return _from_places(text, generic, year)
    named, at, proof = first[best]
    share = scores[best] / max(sum(scores.values()), 1)
    return _publish(named, proof, at, round(0.6 + 0.4 * share, 2), text, year)


def _best(
    scores: Counter[tuple[str, str]],
    first: dict[tuple[str, str], tuple[_Named, int, str]],
    generic: Counter[str],
) -> tuple[str, str] | None:
    ranked: list[tuple[float, int, tuple[str, str]]] = []
    for key, score in scores.items():
        named = first[key][0]
        level = "national" if named.kind == "national" else named.kind
        if named.kind == "region":
            level = named.regions[0].level
            # 市总工会 without a name speaks for a city: lift the candidates of that level.
            if generic and generic.most_common(1)[0][0] == level:
                score += min(generic[level], score * 2 + 4)
        if named.kind == "national":
            score = score // 4
        ranked.append((score, _DEPTH[level], key))
    if not ranked:
        return None
    ranked.sort(key=lambda item: (-item[0], -item[1]))
    return ranked[0][2]


def _named(text: str, end: int, general: bool) -> _Named | None:
    """The organisation whose name ends at `end`, just before 总工会 or 工会."""
    before = text[max(0, end - 30) : end]
    run = _HAN_RUN.search(before)
    if run is None:
        return None
    name, offset = run.group(), end - len(run.group())
    if name.endswith(("）", ")")) and re.search(r"[（(][㐀-鿿]{1,8}[)）]$", name):
        pass
    table = region_table()
    national = _NATIONAL.search(name)
    if national:
        return _Named("national", "全国", (), offset + national.start(), "")
    if (
        not general
        and name.endswith(("级", "层", "大", "类", "业"))
        and not _TRADE.search(name)
        and not _COMPANY.search(name)
    ):
        return None
    start, regions = table.longest_ending_at(name, len(name))
    if regions and not _COMPANY.search(name) and not _PARK.search(name):
        short = name[start:] not in table.by_name
        if not short or general or regions[0].level in ("provincial", "municipal"):
            if (
                short
                and not general
                and len(name) - start == 2
                and name[max(0, start - 1) : start] not in ("", "，")
            ):
                if regions[0].level == "county":
                    return None
            _, above = table.longest_ending_at(name, start)
            kept = _narrow(regions, above)
            return _Named("region", kept[0].name, tuple(kept), offset + start, above[0].name if above else "")
    if _STREET.search(name) and general:
        return _organisation("township", name, offset)
    if _PARK.search(name) or _COMPANY.search(name) or (_TRADE.search(name) and _region_inside(name)):
        return _organisation("enterprise" if not _PARK.search(name) else "county", name, offset)
    return None


def _organisation(kind: str, name: str, offset: int) -> _Named | None:
    """`2018年永川区青峰镇` -> 青峰镇 below 永川区."""
    stripped = _STRIP.sub("", re.split(r"\d+年(?:度)?|[）)]", name)[-1] or name)
    table = region_table()
    regions: tuple[Region, ...] = ()
    start = 0
    # Units at the head of the name: 四川省广安市 + the organisation's own name.
    while start < len(stripped):
        for size in range(min(12, len(stripped) - start - 2), 1, -1):
            head = stripped[start : start + size]
            found = table.by_name.get(head) or (
                table.by_short.get(head) if size >= 2 and kind != "township" else None
            )
            if found:
                inside = [
                    r
                    for r in found
                    if not regions or any(o.region_id in (r.parent, r.province) for o in regions)
                ]
                regions = tuple(inside or found)
                if kind in ("township", "county") and head in table.by_name:
                    start += size
                else:
                    start = len(stripped)
                break
        else:
            break
    own = stripped if kind == "enterprise" or start >= len(stripped) else stripped[start:]
    if len(own) < 2 or own in (
        "街道",
        "园区",
        "开发区",
        "乡镇",
        "公司",
        "集团",
        "企业",
        "学校",
        "大学",
        "社区",
        "新区",
        "工业园区",
        "产业园区",
        "行业",
        "产业",
    ):
        return None
    if re.match(
        r"(?:各|全|基层|所属|下属|非公|一些|部分|规模|国有|民营|产业|行业|该|本|两|多|每|百|千|万|有|成立|组建|推动|指导|建立|加强|发展|推进|街道|开发|[一二三四五六七八九十\d])",
        own,
    ):
        return None
    if len(own) > 24:
        return None
    return _Named(kind, own, regions, offset + max(name.find(own), 0), "")


def _region_inside(name: str) -> bool:
    table = region_table()
    return any(name[:size] in table.by_name or name[:size] in table.by_short for size in range(2, 9))


def _narrow(regions: list[Region], above: list[Region]) -> list[Region]:
    if not above:
        return regions
    ids = {region.region_id for region in above}
    return [region for region in regions if region.parent in ids or region.province in ids] or regions


def _publish(named: _Named, proof: str, at: int, confidence: float, text: str, year: int | None) -> Publisher:
    where = at if at >= 0 else None
    if named.kind == "national":
        return Publisher(
            "中华全国总工会", "000000", "000000", "全国", "national", proof, where, confidence, "named"
        )
    if named.kind == "region":
        region, reason, sure = choose(named.regions, text, year)
        if region is None:
            return Publisher(
                named.name + "总工会",
                None,
                None,
                named.name,
                named.regions[0].level,
                proof,
                where,
                0.3,
                reason,
            )
        name = plain_name(region.region_id) if region.valid_in(None) else region.name
        return Publisher(
            name + "总工会",
            region.region_id,
            region.region_id,
            name,
            region.level,
            proof,
            where,
            round(confidence * sure, 2),
            reason,
        )
    region, reason, sure = choose(named.regions, text, year) if named.regions else (None, "", 0.0)
    if region is None:
        region = _home(text, year)
        reason = (
            "unit above taken from the places that the text names" if region else "no unit above is named"
        )
        sure = 0.7
    code = region.region_id if region else "000000"
    level = "enterprise" if named.kind == "enterprise" else named.kind
    suffix = "总工会" if proof.endswith("总工会") else "工会"
    return Publisher(
        named.name + suffix,
        f"{code}:{named.name}",
        code,
        named.name,
        level,
        proof,
        where,
        round(confidence * sure, 2),
        reason or "named",
    )


def choose(regions: Iterable[Region], text: str, year: int | None) -> tuple[Region | None, str, float]:
    """One of the units that share a name: valid in the year first, then by the cities and provinces that the text names.

    Gives the unit (None when it stays ambiguous), the reason, and a share of certainty.
    """
    found = list(regions)
    valid = [r for r in found if r.valid_in(year)] or [r for r in found if r.valid_in(year, 1)]
    reason = "named" if valid else "name of another time"
    if not valid:
        distance = {r: min(abs((year or 2025) - r.first), abs((year or 2025) - r.last)) for r in found}
        nearest = min(distance.values())
        valid = [r for r in found if distance[r] == nearest]
    by_id = {r.region_id: r for r in valid}
    if len(by_id) == 1:
        return valid[-1], reason, 1.0 if reason == "named" else 0.8
    # A city and its own district or county of one short name (恩施): the higher unit, as people speak.
    levels = sorted({_DEPTH[r.level] for r in by_id.values()})
    top = [r for r in by_id.values() if _DEPTH[r.level] == levels[0]]
    if (
        len(levels) > 1
        and len(top) == 1
        and all(top[0].region_id in (r.parent, r.region_id) for r in by_id.values())
    ):
        return top[0], reason, 0.8
    scores = {r.region_id: _named_around(r, text) for r in by_id.values()}
    best = max(scores.values())
    leaders = [i for i, score in scores.items() if score == best]
    if best > 0 and len(leaders) == 1:
        region = by_id[leaders[0]]
        return (
            region,
            f"one of {len(by_id)} units of this name, chosen because the text names {_above(region)}",
            0.9,
        )
    places = "、".join(sorted(r.full_name for r in by_id.values())[:4])
    return None, f"{len(by_id)} units share this name ({places}) and the text does not tell which", 0.0


def _above(region: Region) -> str:
    parent = region_table().get(region.parent)
    return parent.name if parent and parent.region_id != "000000" else region.province_name


def _named_around(region: Region, text: str) -> int:
    table = region_table()
    score = 0
    for code, weight in ((region.parent, 3), (region.province, 1)):
        above = table.get(code)
        if above is None or code == "000000":
            continue
        count = text.count(above.name)
        short = above.name.rstrip("省市州盟") if len(above.name) <= 4 else table_short(code)
        if not count and short and len(short) >= 2:
            count = text.count(short)
        score += weight * min(count, 5)
    return score


def table_short(code: str) -> str:
    """A short name of the unit, "" when it has none."""
    region = region_table().get(code)
    if region is None:
        return ""
    for size in (2, 3):
        if region in region_table().by_short.get(region.name[:size], ()):
            return region.name[:size]
    return ""


_PLACE = re.compile(r"[㐀-鿿]{2,9}?(?:省|自治区|市|州|盟|县|区|旗)")


def _places(text: str, year: int | None) -> Counter[str]:
    """Units named in the text by official name, counted."""
    table = region_table()
    found: Counter[str] = Counter()
    for match in re.finditer("[省市州盟县区旗]", text[:20_000]):
        end = match.end()
        for size in range(min(12, end), 2, -1):
            regions = table.by_name.get(text[end - size : end])
            if regions:
                valid = {r.region_id for r in regions if r.valid_in(year, 1)}
                if len(valid) == 1:
                    found[valid.pop()] += 1
                break
    return found


def _home(text: str, year: int | None) -> Region | None:
    counts = _places(text, year)
    if not counts:
        return None
    best, count = counts.most_common(1)[0]
    return region_table().get(best, year) if count >= 2 else None


def _from_places(text: str, generic: Counter[str], year: int | None) -> Publisher:
    """No union is named in full: 市总工会, 我市 tell the level, the place that the text names most is it."""
    table = region_table()
    level = generic.most_common(1)[0][0] if generic else None
    if level is None:
        for word, of in (
            ("我省", "provincial"),
            ("我市", "municipal"),
            ("全市", "municipal"),
            ("全区", "county"),
            ("我县", "county"),
            ("全县", "county"),
            ("全省", "provincial"),
        ):
            if word in text:
                level = of
                break
    counts = _places(text, year)
    for code, count in counts.most_common():
        region = table.get(code, year)
        if region is None:
            continue
        fits = region.level == level or (
            level == "municipal" and region.level == "county" and region.name.endswith("市")
        )
        municipality = level == "municipal" and region.level == "provincial" and region.name.endswith("市")
        if fits or municipality:
            at = text.find(region.name)
            sure = 0.7 if count >= 2 else 0.5
            name = plain_name(region.region_id) if region.valid_in(None) else region.name
            return Publisher(
                name + "总工会",
                code,
                code,
                name,
                region.level,
                region.name,
                at,
                sure,
                "no union is named in full; the place named most",
            )
    return Publisher(
        None, None, None, None, None, "", None, 0.0, "no union and no place of its level is named"
    )
