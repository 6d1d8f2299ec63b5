"""Our own reading of a report file as rows: corpus, claims and catalogue, nothing else.

The only module of this package that knows the extractor; all others compare rows, whoever made them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orchestration.catalogue import Catalogue, load_catalogue
from orchestration.claims import extract
from orchestration.claims.model import Claim, ClassedMention, Extraction
from orchestration.corpus import read_report
from orchestration.evaluation.corpora import Reading
from orchestration.evaluation.rows import CLAIM_CLASSES


def read_ours(path: Path, catalogue: Catalogue | None = None) -> Reading:
    """Source text, facts and every mention of one file, as `gonghui extract --all` gives them."""
    report = read_report(path.read_bytes(), path.name)
    found = extract(report, catalogue or load_catalogue())
    return Reading(report.source_text, tuple(extraction_rows(found)), report.facts)


def extraction_rows(extraction: Extraction) -> list[dict[str, Any]]:
    """Claims and the mentions that are no claims, by place; nouns that share a number in their order."""
    mentions = [mention for mention in extraction.mentions if mention.class_ not in CLAIM_CLASSES]
    placed = [((claim.char_start, claim.n), _claim_row(claim)) for claim in extraction.claims]
    placed += [((mention.char_start, 0), _mention_row(mention)) for mention in mentions]
    return [row for _, row in sorted(placed, key=lambda item: item[0])]


def _claim_row(claim: Claim) -> dict[str, Any]:
    return {
        "start": claim.char_start,
        "end": claim.char_end,
        "surface": claim.surface,
        "value": claim.value,
        "unit": claim.unit,
        "qualifier": claim.qualifier,
        "class": claim.class_,
        "indicator_id": claim.indicator_id,
        "level": claim.level,
        "period_start": claim.period_start,
        "period_end": claim.period_end,
        "region": claim.region_name,
        "relation": claim.relation,
        "note": claim.note,
        "confidence": claim.confidence,
        "sentence": claim.sentence,
    }


def _mention_row(mention: ClassedMention) -> dict[str, Any]:
    return {
        "start": mention.char_start,
        "end": mention.char_end,
        "surface": mention.surface,
        "value": mention.value,
        "unit": mention.unit,
        "qualifier": mention.qualifier,
        "class": mention.class_,
    }
