"""Whose figure it is: the reporting union's area, a part of it, an enterprise, or the wider area as context (guide, section 6).

The gazetteer itself belongs to `corpus`; here it is only asked which names stand beside a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from orchestration.claims.segments import Segment
from orchestration.corpus.model import ReportFacts

_OWN = re.compile(r"(?:市|县|区|省|州|旗|自治区|工会|总工会|市总|区总|县总|省总|机关)本级|本级工会")
_FIRM_TAIL = (
    r"(?:集团有限责任公司|集团股份有限公司|集团有限公司|集团总公司|集团公司|有限责任公司|股份有限公司|有限公司|股份公司|总公司|分公司|"
    r"集团|公司|电厂|钢厂|工厂|煤矿|矿业|医院|大学|学院|铁路局|油田|银行|研究院|研究所|厂|矿)"
)
_FIRM = re.compile(
    rf"(?P<name>[一-龥A-Za-z0-9（）()·]{{2,24}}?{_FIRM_TAIL})(?P<union>工会委员会|工会联合会|工会)?"
)
_WIDER = re.compile(
    r"(?:^|[,，。；;:：])\s*(?P<area>全国|全省|全自治区|全市)(?:各级)?(?=工会|会员|职工|共有|已有|现有|累计|基层|总)"
)
_SKIP = re.compile(r"[\s“\"]*")


class RegionMention(Protocol):
    """A region named in a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def region_id(self) -> str: ...

    @property
    def name(self) -> str: ...


class Gazetteer(Protocol):
    """What `corpus.regions.RegionIndex` offers."""

    def find(
        self, match_text: str, start: int, end: int, within: str | None = None
    ) -> Sequence[RegionMention]: ...

    def plain_name(self, region_id: str) -> str: ...

    def ancestor(self, region_id: str, admin_level: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Area:
    """Region of a claim, its scope (area, own, enterprise, context) and the characters that say so."""

    region_id: str | None
    region_code: str | None
    name: str | None
    scope: str
    evidence: str


class AreaReader:
    """Region of each figure of one report."""

    def __init__(self, facts: ReportFacts, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._within = facts.region_code
        self._level = facts.admin_level
        own = "enterprise" if facts.admin_level == "enterprise" else "area"
        self.default = Area(facts.region_id, facts.region_code, facts.region_name, own, "report")

    def read(self, text: str, segment: Segment, noun: Segment, *, titled: bool) -> Area:
        """Area of the figure in `segment`; `noun` is the window of its own noun in a list (各, 分别为).

        `titled` for honours, where 全国 and 市 name who awards, not where.
        """
        if noun is not segment and (found := self._named(text, noun.own_left, noun.start)):
            return found
        if found := self._part(text, segment):
            return found
        clause = text[segment.clause_left : segment.own_right]
        if _OWN.search(clause):
            return Area(
                self.default.region_id, self.default.region_code, self.default.name, "own", clause[:40]
            )
        if not titled and (wider := _WIDER.search(text, segment.sentence_left, segment.start)):
            area = self._wider(wider["area"])
            if area is not None:
                return area
        return self.default

    def _named(self, text: str, start: int, end: int) -> Area | None:
        """The part of the report's area that is named in text[start:end]."""
        if not self._within:
            return None
        for mention in self._gazetteer.find(text, start, end, within=self._within):
            if mention.region_id != self.default.region_id:
                return self._area(mention, text)
        return None

    def _area(self, mention: RegionMention, text: str) -> Area:
        name = self._gazetteer.plain_name(mention.region_id)
        return Area(mention.region_id, mention.region_id, name, "area", text[mention.start : mention.end])

    def _part(self, text: str, segment: Segment) -> Area | None:
        """A sub-area or an enterprise that opens the clause (or the sentence) of the figure."""
        for begin in dict.fromkeys((segment.own_left, segment.clause_left, *reversed(segment.clause_starts))):
            if begin > segment.start:
                continue
            if self._within:
                found = self._gazetteer.find(text, begin, min(segment.start, begin + 40), within=self._within)
                mentions = [m for m in found if m.region_id != self.default.region_id]
                if mentions and self._opens(text, begin, mentions[0].start):
                    if _WIDE_AGAIN.search(text, mentions[0].end, segment.start):
                        return None
                    return self._listed(text, mentions)
            if (firm := self._firm(text, begin, segment.start)) is not None:
                return firm
            if _WIDE_AGAIN.match(text, begin):
                return None
        return None

    def _listed(self, text: str, mentions: Sequence[RegionMention]) -> Area | None:
        """One area, or several named side by side (泰和、万安、遂川3县 -> all three); 甲、乙等9个县 is the whole area's."""
        together = [mentions[0]]
        for mention in mentions[1:]:
            if text[together[-1].end : mention.start] not in ("、", "和", "与", "及"):
                break
            together.append(mention)
        if text.startswith("等", together[-1].end):
            return None
        if len(together) == 1:
            return self._area(mentions[0], text)
        name = "、".join(self._gazetteer.plain_name(m.region_id) for m in together)
        printed = text[together[0].start : together[-1].end]
        code = self.default.region_code
        return Area(f"{code}:{name}" if code else None, code, name, "area", printed)

    def _opens(self, text: str, begin: int, at: int) -> bool:
        """Whether the name at `at` is the subject: only 其中, a date or a particle stands before it in its clause."""
        before = text[begin:at]
        return len(before) <= 1 or bool(
            re.fullmatch(
                r"\s*(?:其中|如|仅|例如|像|以|据|[0-9]{4}年|今年|去年|截至.{0,9}|目前)?[,，:：]?", before
            )
        )

    def _firm(self, text: str, begin: int, end: int) -> Area | None:
        found = _FIRM.match(text, _SKIP.match(text, begin).end(), end)  # type: ignore[union-attr]
        if (
            found is None
            or _GENERIC_FIRM.search(found["name"])
            or found.end() >= end
            or text[found.end()] == "等"
        ):
            return None
        if not found["union"] and (self._level == "enterprise" or not _FIRM_SURE.search(found["name"])):
            return None
        name = found["name"]
        if self.default.name and (name in self.default.name or self.default.name.endswith(name)):
            return None
        code = self.default.region_code
        return Area(f"{code}:{name}" if code else None, code, name, "enterprise", found.group())

    def _wider(self, word: str) -> Area | None:
        if word == "全国":
            if self._level == "national":
                return None
            return Area("000000", "000000", "全国", "context", word)
        wanted = "municipal" if word == "全市" else "provincial"
        if not self._within or self._level == wanted or (wanted == "municipal" and self._level != "county"):
            return None
        above = self._gazetteer.ancestor(self._within, wanted)
        if above is None or above == self.default.region_id:
            return None
        return Area(above, above, self._gazetteer.plain_name(above), "context", word)


_WIDE_AGAIN = re.compile(r"全[市县区省州国]|我[市县区省]|各级工会|市总工会|[，,；;]\s*(?:市总|区总|县总)")
#: endings that are firms without 工会 behind them; 厂, 学院, 医院 … end ordinary words as well
_FIRM_SURE = re.compile(r"(?:公司|集团|铁路局)$")
_GENERIC_FIRM = re.compile(
    r"建成|实行|建设|创办|推行|举办|开展|组织|成立|建立|签订|覆盖|惠及|参加|参与|获评|荣获|命名|培训|新建|推荐|成功|率先|发放|(?:规模以上|各|全市|全区|全省|全县|困难|小微|重点|国有|非公|中小|民营|建会|已建会|样本|参赛|用人|基层|一些|部分|多家|等|帮助|推动|督促|指导|组织|走访|慰问|为|向|在|对|深入|联合|与|和|以|通过|依托|把|将|从|到|给)|[0-9]|家|(?:的|了|等)"
)
