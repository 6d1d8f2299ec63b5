"""Writing a judged figure down as a claim: slices of the source, units, note tokens, evidence.

Nothing is judged here; tokens are those of the annotation guide, section 10.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from orchestration.catalogue import Indicator
from orchestration.claims import identify, wordings
from orchestration.claims.areas import Area
from orchestration.claims.confidence import confidence_of, signs
from orchestration.claims.datings import Dating
from orchestration.claims.levels import Level
from orchestration.claims.match import Match, Matcher
from orchestration.claims.model import Candidate, Claim
from orchestration.claims.relations import Relation
from orchestration.claims.segments import Segment
from orchestration.claims.wordings import Wording
from orchestration.corpus.model import CleanReport
from orchestration.figures.model import Mention

#: classifiers of events that the guide writes as 场次, 批次 whatever the indicator
_EVENT_UNITS = {"场": "场次", "批": "批次"}
_RELATIVE = ("%", "百分点", "倍", "‰")


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that was decided about one figure; `level` with whether it was inherited."""

    mention: Mention
    segment: Segment
    n: int
    m: int
    relation: Relation
    kind: str
    match: Match
    best: Candidate | None
    reason: str | None
    indicator: Indicator | None
    area: Area
    level: tuple[Level, bool] | None
    dating: Dating
    damaged: bool


def write_claim(
    judged: Judged,
    before: Sequence[Claim],
    report: CleanReport,
    matcher: Matcher,
    version: str,
    claim_no: int,
) -> Claim:
    """The claim of a judged figure; `before` are the claims of its sentence so far."""
    mention, indicator, area, dating = judged.mention, judged.indicator, judged.area, judged.dating
    start, end = report.offsets.source_span(mention.start, mention.end)
    left, right = _trim(report.text, judged.segment.sentence_left, judged.segment.sentence_right)
    sentence_start, sentence_end = report.offsets.source_span(left, right) if right > left else (start, end)
    unit = mention.unit
    if indicator is not None and unit not in _RELATIVE:
        unit = matcher.units.unit_for(indicator, unit)
    elif indicator is None:
        unit = _EVENT_UNITS.get(unit, unit)
    words = wordings.read(
        report.match_text, judged.segment, judged.match.head, indicator, before, matcher.catalogue
    )
    return Claim(
        claim_id=identify.claim_id(report.report_id, start, judged.n, judged.m),
        report_id=report.report_id,
        claim_no=claim_no,
        class_="figure" if indicator is not None else "other",
        indicator_id=indicator.indicator_id if indicator else None,
        unmapped_reason=judged.reason,
        candidates=judged.match.candidates,
        region_id=area.region_id,
        region_code=area.region_code,
        region_name=area.name,
        level=judged.level[0].level if judged.level else None,
        relation=judged.kind if indicator is not None else None,
        per=judged.relation.per,
        subset=words.subset,
        scope=area.scope,
        wording=words.wording,
        period_start=dating.first,
        period_end=dating.last,
        period_kind=dating.kind,
        surface=report.source_text[start:end],
        value=mention.value,
        value_low=mention.value_low,
        value_high=mention.value_high,
        unit=unit,
        unit_printed=mention.unit_printed,
        qualifier=mention.qualifier,
        of_indicator_id=words.of_indicator_id,
        sentence=report.text[left:right],
        sentence_hash=identify.sentence_hash(report.source_text[sentence_start:sentence_end]),
        sentence_start=sentence_start,
        char_start=start,
        char_end=end,
        n=judged.n,
        m=judged.m,
        confidence=confidence_of(
            signs(judged.match, judged.reason, mention.flags, judged.damaged), matcher.confidence
        ),
        note=";".join(_tokens(judged, unit, words)),
        evidence={k: v for k, v in _evidence(judged).items() if v},
    )


def _tokens(judged: Judged, unit: str, words: Wording) -> Iterator[str]:
    mention = judged.mention
    if judged.m > 1:
        yield f"dist={judged.n}/{judged.m}"
    yield from judged.dating.tokens
    if judged.level is not None:
        yield "level_inherited" if judged.level[1] else f"level_as_printed={judged.level[0].printed}"
    if mention.unit_printed and mention.unit_printed != unit:
        yield f"unit={mention.unit_printed}"
    if mention.range_hi is not None:
        yield f"range_hi={_plain(mention.range_hi)}"
    if mention.also:
        yield f"also={mention.also}"
    if judged.area.scope in ("own", "enterprise"):
        yield f"scope={judged.area.scope}"
    elif judged.area.scope == "context":
        yield "context"
    if words.of_indicator_id:
        yield f"of={words.of_indicator_id}"
    if words.wording:
        yield f"wording={words.wording}"
    if words.subset:
        yield f"subset={words.subset}"
    if "ocr" in mention.flags:
        yield "suspect=ocr"
    if judged.damaged:
        yield "encoding_damage"


def _evidence(judged: Judged) -> dict[str, str]:
    best, level = judged.best, judged.level
    return {
        "indicator": f"{best.alias} ({best.zone})" if best else "",
        "relation": judged.relation.evidence,
        "period": judged.dating.evidence,
        "region": judged.area.evidence,
        "level": level[0].printed if level else "",
        "mention": judged.mention.reason,
    }


def _trim(text: str, left: int, right: int) -> tuple[int, int]:
    while left < right and text[left].isspace():
        left += 1
    while right > left and text[right - 1].isspace():
        right -= 1
    return left, right


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
