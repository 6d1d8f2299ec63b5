"""Links between the claims of one report: which figures stand in an equation that a rule may test.

A link says that the text itself ties the figures together (其中, 合计, 由…增至, 每…共, a repeat); whether the equation holds is
judged in dbt and `quality`, never here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from orchestration.catalogue import Catalogue
from orchestration.claims.identify import link_id
from orchestration.claims.model import Claim, ClassedMention, Link

_PEOPLE = frozenset(("人", "人次", "户", "户次"))
#: sentences are quoted in the report's own script
_FROM_TO = re.compile(r"由|从|從")


def find_links(
    claims: Sequence[Claim], catalogue: Catalogue, standards: Sequence[ClassedMention] = ()
) -> list[Link]:
    """All links of one report's claims; `standards` are its policy_param mentions (每家10万元)."""
    links: list[Link] = []
    sentences: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        sentences[claim.sentence_start].append(claim)
    links += _parts(claims, catalogue)
    links += _repeats(claims)
    for here in sentences.values():
        links += _growths(here)
        links += _sums(here)
        links += _money_for_people(here, catalogue)
        links += _products(here, standards)
    return links


def _link(kind: str, a: Claim, role: str, b: Claim, other_role: str, group: str, detail: str = "") -> Link:
    return Link(
        link_id(kind, a.claim_id, b.claim_id, group),
        a.report_id,
        kind,
        a.claim_id,
        role,
        b.claim_id,
        other_role,
        group,
        detail,
    )


def _comparable(a: Claim, b: Claim) -> bool:
    return (
        a.region_id == b.region_id
        and a.scope == b.scope
        and a.period_end == b.period_end
        and a.period_start == b.period_start
        and a.relation == b.relation
        and a.value is not None
        and b.value is not None
    )


def _parts(claims: Sequence[Claim], catalogue: Catalogue) -> Iterator[Link]:
    """会员9万人,其中女会员3.6万人 -> part_of; also a child indicator anywhere in the report with the whole's own dates."""
    by_indicator: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.indicator_id:
            by_indicator[claim.indicator_id].append(claim)
    for claim in claims:
        if not claim.indicator_id or claim.relation not in ("level", "delta", "per_period"):
            continue
        parent = catalogue.indicators[claim.indicator_id].part_of
        if parent:
            wholes = [w for w in by_indicator[parent] if w.subset is None and _comparable(claim, w)]
            wholes = [
                w for w in wholes if w.unit == claim.unit and (w.level == claim.level or w.level is None)
            ]
            near = [w for w in wholes if w.sentence_start == claim.sentence_start]
            chosen = near[-1:] or (wholes if len(wholes) == 1 else [])
            for whole in chosen:
                yield _link("part_of", claim, "part", whole, "whole", claim.claim_id)
        if claim.subset and claim.of_indicator_id == claim.indicator_id:
            before = [
                w
                for w in by_indicator[claim.indicator_id]
                if w.sentence_start == claim.sentence_start
                and w.claim_no < claim.claim_no
                and w.subset is None
                and _comparable(claim, w)
            ]
            if before and before[-1].unit == claim.unit:
                yield _link("part_of", claim, "part", before[-1], "whole", claim.claim_id, "subset")


def _repeats(claims: Sequence[Claim]) -> Iterator[Link]:
    """The same figure printed again (same indicator, value, region) -> same_as; 人 and 人次 may differ."""
    seen: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        if not claim.indicator_id or claim.value is None or claim.value < 10:
            continue
        unit = "people" if claim.unit in _PEOPLE else claim.unit
        key = (claim.indicator_id, claim.value, unit, claim.region_id, claim.relation, claim.level)
        first = seen.setdefault(key, claim)
        if first is not claim and first.sentence_start != claim.sentence_start:
            yield _link("same_as", claim, "repeat", first, "first", first.claim_id)


def _growths(here: Sequence[Claim]) -> Iterator[Link]:
    """由6万人增至9.5万人,增幅58.3% -> base_of and growth_between; 比上年增加60件 with both levels -> difference_between."""
    for a, b in pairwise(here):
        if not a.indicator_id or a.indicator_id != b.indicator_id or a.unit != b.unit:
            continue
        if a.relation != "level" or b.relation != "level" or not _FROM_TO.search(_left(a)):
            continue
        if not a.period_end or not b.period_end or not a.period_end < b.period_end:
            continue
        yield _link("base_of", a, "base", b, "current", b.claim_id)
        for change in here:
            if change.indicator_id != a.indicator_id or change.claim_no <= b.claim_no:
                continue
            kind = None
            if change.relation == "growth" and change.unit in ("%", "倍"):
                kind, role = "growth_between", "growth"
            elif change.relation == "delta" and change.unit == a.unit:
                kind, role = "difference_between", "difference"
            if kind:
                yield _link(kind, change, role, a, "base", change.claim_id)
                yield _link(kind, change, role, b, "current", change.claim_id)


def _left(claim: Claim) -> str:
    """Words of the sentence before the figure."""
    at = claim.sentence.find(claim.surface)
    return claim.sentence[max(0, at - 30) : at] if at > 0 else ""


def _sums(here: Sequence[Claim]) -> Iterator[Link]:
    """财政60万元、工会45万元,合计110万元 -> sum_of with the parts before; 总额185万元,其中A 72万元、B 113万元 -> with those after."""
    values = [c for c in here if c.value is not None and c.unit not in ("%", "百分点", "倍")]
    for index, total in enumerate(values):
        parts: Sequence[Claim] = ()
        before = [c for c in values[:index] if c.unit == total.unit and c.relation == total.relation]
        if (
            re.search(
                r"(?:合计|合計|总计|總計|共计|共計|总共|總共|两项共|兩項共|三项共|三項共|共)(?:[一-龥]{0,4})?$",
                _between(here, total),
            )
            and len(before) >= 2
        ):
            parts = before[-4:]
        if not parts:
            continue
        for part in parts:
            yield _link("sum_of", total, "total", part, "part", total.claim_id)


def _between(here: Sequence[Claim], claim: Claim) -> str:
    """Clean words between the figure before and `claim` (its own words to the left)."""
    start = claim.sentence.find(claim.surface, max(0, claim.char_start - claim.sentence_start - 40))
    if start < 0:
        return ""
    words = claim.sentence[:start]
    return re.split(r"[,，;；、]", words)[-1]


def _money_for_people(here: Sequence[Claim], catalogue: Catalogue) -> Iterator[Link]:
    """发放助学金126万元,资助学生410名 -> money_for_people, for neighbours of one category only."""
    for a, b in pairwise([c for c in here if c.indicator_id and c.relation == "level" and c.value]):
        money, people = (a, b) if a.unit == "元" else (b, a)
        if (
            money.unit != "元"
            or people.unit not in _PEOPLE
            or not money.indicator_id
            or not people.indicator_id
        ):
            continue
        if (
            catalogue.indicators[money.indicator_id].category
            != catalogue.indicators[people.indicator_id].category
        ):
            continue
        if money.period_end == people.period_end and money.region_id == people.region_id:
            yield _link("money_for_people", money, "money", people, "people", money.claim_id)


def _products(here: Sequence[Claim], standards: Iterable[ClassedMention]) -> Iterator[Link]:
    """每家10万元 × 111家, 共1110万元 -> product_of between count and total, the standard in detail."""
    if not here:
        return
    start = here[0].sentence_start
    end = start + len(here[0].sentence) * 3
    last = max(c.char_end for c in here)
    for standard in standards:
        if (
            standard.class_ != "policy_param"
            or standard.unit != "元"
            or not start <= standard.char_start <= min(end, last)
        ):
            continue
        if not standard.value or standard.value <= 0:
            continue
        totals = [c for c in here if c.unit == "元" and c.value and c.value > standard.value]
        counts = [
            c for c in here if c.unit not in ("元", "%", "百分点", "倍") and c.value and c.value >= Decimal(2)
        ]
        if len(totals) == 1 and len(counts) == 1:
            yield _link(
                "product_of",
                totals[0],
                "total",
                counts[0],
                "count",
                totals[0].claim_id,
                f"each={standard.value:f}",
            )
