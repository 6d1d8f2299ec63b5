"""The organisation that a union's name names: a unit of GB/T 2260, a town, a park, an enterprise, an industry, the country.

Words that end such names are data (publisher_words.csv). Which of several unions is the publisher is decided in `publisher`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from orchestration.corpus.reference import rows
from orchestration.corpus.regions import Region, region_table

_UNION = re.compile(
    r"总工会|工会|工委会|教代会(?=[、和暨]工会)"
    r"|第[一二三四五六七八九十\d]{1,3}[届次](?=(?:教代会|教职工代表大会|职代会|职工代表大会|会员代表大会|工代会|职工（|职工\())"
)
_NAME_BACKWARDS = re.compile(r"[㐀-鿿（）()·A-Za-z0-9]{1,30}")
_NATIONAL = re.compile(r"(?:中华全国|全国|中国)$")
# What a sentence puts before a name; a name of two characters counts only behind one of them (召开州总工会 names no 开州).
_EDGE = "入在由是与和及向据对为被了从请的将使让进赴访领助于至到我经"
_GENERIC = re.compile(rf"(?:^|[^㐀-鿿]|[{_EDGE}]|召开|来到|前往|获得)(省|自治区|市|区|县|州|旗|盟)$")
_BEHIND_EDGE = re.compile(rf"(?:^|[^㐀-鿿]|[{_EDGE}])$")
# Not part of a name: what a sentence puts before it.
_LEAD_IN = re.compile(
    r"^.*?(?:关于|中共|近日|日前|以来|年来|本报讯|记者|通讯员|来自|走进|作为|祝贺|年度|年|月|日|在|由|据|与|和|及|向|对|为|被|是|了|的|到|从|将|并|使|让|带领|推动|组织|指导)"
    r"(?=[㐀-鿿A-Za-z]{2})"
)
_COUNTED = re.compile(
    r"^(?:各|全|基层|所属|下属|非公|一些|部分|规模|国有|民营|该|本|两|多|每|百|千|万|有|成立|组建|建立|加强|发展|推进|其他|及|所有|大型|中小|[一二三四五六七八九十\d]|重点|辖区|驻)"
)
LEVEL_OF_WORD = {
    "省": "provincial",
    "自治区": "provincial",
    "市": "municipal",
    "州": "municipal",
    "盟": "municipal",
}
LEVEL_OF_WORD |= {"区": "county", "县": "county", "旗": "county"}


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation before 工会. `kind` is region, national, township, county (a park), enterprise or provincial (a corps);
    `regions` are the units that may be meant (region) or that stand in its name (the others)."""

    kind: str
    name: str
    regions: tuple[Region, ...]
    start: int
    end: int


def unions_in(text: str) -> Iterator[Named | str]:
    """Every union named in a short text; a union without a name (市总工会) gives the level of its word.

    `重庆市永川区总工会和市总工会` -> the unit 永川区, then "municipal"
    """
    for match in _UNION.finditer(text):
        follows = text[match.end() : match.end() + 2]
        if follows[:1] in ("法", "章", "史"):
            continue
        word = _GENERIC.search(text[max(0, match.start() - 4) : match.start()])
        if word and not _is_name(text, match.start()):
            yield LEVEL_OF_WORD[word.group(1)]
            continue
        named = _named(text, match.start(), match.end())
        if named is not None:
            yield named


def _is_name(text: str, end: int) -> bool:
    """Is 和县, 武进区 meant, and not the conjunction before 县?"""
    names = region_table().by_name
    if any(text[end - size : end] in names for size in range(3, 7) if size <= end):
        return True
    if text[max(0, end - 2) : end] not in names:
        return False
    above = any(text[end - 2 - size : end - 2] in names for size in range(3, 7) if size <= end - 2)
    return above or text[max(0, end - 3) : max(0, end - 2)] in ("", "，", "。", "、")


def _named(text: str, end: int, stop: int) -> Named | None:
    run = _NAME_BACKWARDS.match(text[max(0, end - 30) : end][::-1])
    if run is None:
        return None
    name = run.group()[::-1]
    offset = end - len(name)
    general = text[end:stop] == "总工会"
    national = _NATIONAL.search(name)
    if national:
        return Named("national", "全国", (), offset + national.start(), stop)
    ending = _ending(name)
    if ending == "corps":
        start = name.rfind("新疆生产建设兵团")
        return Named("provincial", "新疆生产建设兵团", (), offset + max(start, 0), stop)
    table = region_table()
    start, regions = table.longest_ending_at(name, len(name))
    city_in_short = ending == "township" and any(region.level == "municipal" for region in regions)
    if regions and (ending is None or city_in_short or name[start:] in table.by_name):
        written_out = name[start:] in table.by_name
        _, above = table.longest_ending_at(name, start)
        if (
            not above
            and (len(name) - start == 2 or not written_out)
            and not _BEHIND_EDGE.search(text[: offset + start][-1:])
        ):
            return None
        if not written_out and not _short_is_meant(name, start, regions, general):
            return None
        kept = narrow(regions, above)
        return Named("region", kept[0].name, tuple(kept), offset + start, stop)
    if ending is None or (ending == "township" and not general):
        return None
    return _organisation(ending, name, offset, stop)


def _short_is_meant(name: str, start: int, regions: list[Region], general: bool) -> bool:
    """A short name before 总工会 always is; before 工会 (广西工会) only that of a province or city that begins the phrase."""
    if general:
        return True
    return any(region.level in ("provincial", "municipal") for region in regions)


def narrow(regions: list[Region], above: list[Region]) -> list[Region]:
    """Those of the units that lie below one of the units named in front (兰州 + 城关区)."""
    ids = {region.region_id for region in above}
    return [region for region in regions if region.parent in ids or region.province in ids] or regions


def _organisation(ending: str, name: str, offset: int, stop: int) -> Named | None:
    """`2018年永川区青峰镇` -> 青峰镇 below 永川区; `陕西丹凤某某集团公司` keeps its whole name."""
    bare = name
    while True:
        cut = _LEAD_IN.match(bare)
        if cut is None or _starts_with_region(bare):
            break
        bare = bare[cut.end() :]
    regions, used = _leading_regions(bare, official=ending in ("township", "park"))
    if not used and ending == "township":
        # 北京西长安街街道: a province or city in short, when enough of a name is left.
        regions, used = _leading_regions(bare[:3], official=False)
        if not regions or regions[0].level == "county" or len(bare) < 6:
            regions, used = (), 0
    own = bare[used:] if ending in ("township", "park") else bare
    words = _words()
    rest = bare[used:]
    if re.search(r"(?<![高中初平优同])等(?!级)", own):
        return None  # 磁湖水泥厂等大厂工会: examples, no name
    if len(own) < 2 or len(own) > 24 or rest in words["no_name"] or _COUNTED.match(own):
        return None
    if ending == "trade" and not regions:
        return None
    kind = {"township": "township", "park": "county"}.get(ending, "enterprise")
    return Named(kind, own, regions, offset + len(name) - len(own), stop)


def _starts_with_region(name: str) -> bool:
    return bool(_leading_regions(name, official=False)[0])


def _leading_regions(name: str, *, official: bool) -> tuple[tuple[Region, ...], int]:
    """The chain of units at the head of a name: the last one found, and the length of the chain."""
    table = region_table()
    regions: tuple[Region, ...] = ()
    used = 0
    while used < len(name):
        for size in range(min(12, len(name) - used - 1), 1, -1):
            head = name[used : used + size]
            found = table.by_name.get(head) or (
                None if official and not regions else table.by_short.get(head)
            )
            if not found:
                continue
            ids = {region.region_id for region in regions}
            inside = [r for r in found if not ids or r.parent in ids or r.province in ids]
            if not inside:
                continue
            regions, used = tuple(inside), used + size
            break
        else:
            break
    return regions, used


@cache
def _words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("publisher_words.csv"):
        found.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in found.items()}


@cache
def _endings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    def ending(kind: str, tail: str = "") -> re.Pattern[str]:
        words = sorted(_words()[kind], key=len, reverse=True)
        return re.compile("(?:" + "|".join(map(re.escape, words)) + ")" + tail + "$")

    return (
        ("corps", ending("corps")),
        ("park", ending("park", "(?:管委会)?")),
        ("township", ending("township", "(?:办事处)?")),
        (
            "enterprise",
            ending(
                "enterprise",
                r"(?:[（(][㐀-鿿]{2,8}[)）])?(?:有限责任公司|股份有限公司|有限公司|分公司)?(?:机关)?",
            ),
        ),
        ("trade", ending("trade", "(?:行业|系统|产业|工作者)?(?:联合)?")),
    )


@cache
def _last_characters() -> frozenset[str]:
    words = _words()
    kinds = ("corps", "park", "township", "enterprise", "trade")
    return frozenset({word[-1] for kind in kinds for word in words[kind]} | set("会处司关业统者合)）"))


def _ending(name: str) -> str | None:
    if name[-1] not in _last_characters():
        return None
    for kind, pattern in _endings():
        if pattern.search(name):
            return kind
    return None


def is_trade(name: str) -> bool:
    """Is it an industry (上海市教育), whose area is the unit in its name?"""
    return _ending(name) == "trade"
