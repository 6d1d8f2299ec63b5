"""Narrower readings of a claim: what it is a part of (其中), its subset and the word that sets it apart.

A wording keeps claims of equal grain apart in the marts; it never changes the indicator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.catalogue import Catalogue, Indicator
from orchestration.claims.model import Claim
from orchestration.claims.segments import Segment

_PART = re.compile(r"其中|含|包括|里面")
_MONEY_WORDS = re.compile(r"筹集|筹措|募集|争取|下拨|拨付|投入|发放|补助|配套|返还|报销|理赔|赔付|支出|安排")
_OTHER_WORDS = re.compile(
    r"成功|参与|达标|签订率|建制率|建会率|覆盖率|命名|推选|推荐|提升|晋级|证书|在读|先进|示范|热线|满意率|办结率|采纳|实施|网上|线上|电子"
)
_STRIP = re.compile(
    r"^(?:其中|全[市县区省州]|累计|共计|共|已|新建|新增|新|建成|建立|创建|打造|命名|发放|举办|开展|组织|培训|评选|表彰|推荐|推选|获评|获得|获|完成|提出|实现|达到|达|覆盖|惠及|涉及|以及|和|及|、|,|，|\s)+"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Parts of a claim that narrow it; all may be None."""

    subset: str | None
    wording: str | None
    of_indicator_id: str | None


def read(
    text: str,
    segment: Segment,
    head: tuple[int, int] | None,
    indicator: Indicator | None,
    before: Sequence[Claim],
    catalogue: Catalogue,
) -> Wording:
    """Narrower words of the figure in `segment`; `before` are the claims of the sentence so far.

    驿站90个,其中24小时驿站〔14个〕 -> subset 24小时 of the same indicator; 其中女会员〔3.6万人〕 -> of union_members.
    """
    if indicator is None:
        return Wording(None, None, None)
    own = text[segment.own_left : segment.start]
    part = bool(_PART.search(text, segment.clause_left, segment.start))
    whole = next(
        (c for c in reversed(before) if c.indicator_id in (indicator.part_of, indicator.indicator_id)), None
    )
    # the whole may be of the parent indicator or, for a subset without an id of its own, of the same one
    of = whole.indicator_id if part and whole is not None else None
    subset = None
    if whole is not None and whole.indicator_id == indicator.indicator_id:
        subset = _apart(_STRIP.sub("", own), whole) if head is None or head[1] <= segment.start else None
        subset = subset if part or (subset and len(subset) > 1) else None
    words = _MONEY_WORDS if indicator.unit_family == "money" else _OTHER_WORDS
    found = words.search(own)
    return Wording(subset, found.group() if found else None, of)


def _apart(item: str, whole: Claim) -> str | None:
    """What sets an item apart from the whole: 24小时驿站 beside 工会驿站 -> 24小时."""
    name = whole.evidence.get("indicator", "").split(" (")[0].split(" + ")[0]
    shared = 0
    while shared < min(len(item), len(name)) and item[-1 - shared] == name[-1 - shared]:
        shared += 1
    found = item[: len(item) - shared].strip("的")
    return found[:16] or None
