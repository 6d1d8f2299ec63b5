"""Stage `claims`: a clean report -> rows of `claims`, `claim_links` and `mention_counts`, by way of the extractor."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.stages.records import Batch, Record, Stage, batch_of
from orchestration.stages.reports import BATCH, read_record

if TYPE_CHECKING:
    from orchestration.claims import Claim, Extraction

_SIX = Decimal("0.000001")
#: DECIMAL(28,6) holds 22 digits before the point.
_TOO_LARGE = Decimal(10) ** 22


def extract_claims(records: Iterable[Record], rules_version: str, reference: str) -> Iterator[Batch]:
    """Extract each record's claims. A report on which the extractor fails gives no rows and a problem, and is tried again next time."""
    from orchestration.catalogue import load_catalogue
    from orchestration.claims import extract

    catalogue = load_catalogue(Path(reference))
    waiting = iter(records)
    while chunk := list(islice(waiting, BATCH)):
        claims: list[dict[str, Any]] = []
        links: list[dict[str, Any]] = []
        counts: list[dict[str, Any]] = []
        problems: dict[str, str] = {}
        for record in chunk:
            try:
                report = read_record(record)
                found = extract(report, catalogue)
            except Exception as error:
                problems[record.report_id] = f"{type(error).__name__}: {error}"
                continue
            claims.extend(claim_row(claim, rules_version) for claim in found.claims)
            links.extend(asdict(link) for link in found.links)
            counts.extend(_count_rows(record.report_id, found))
        yield Batch(
            {
                "claims": batch_of("claims", claims),
                "claim_links": batch_of("claim_links", links),
                "mention_counts": batch_of("mention_counts", counts),
            },
            problems,
        )


def claim_row(claim: Claim, rules_version: str) -> dict[str, Any]:
    """One claim as a lake row. A value that DECIMAL(28,6) cannot hold becomes null, and the note says so."""
    row = {field.name: getattr(claim, field.name) for field in fields(claim)}
    row["class"] = row.pop("class_")
    row["candidates"] = json.dumps([asdict(candidate) for candidate in claim.candidates], ensure_ascii=False)
    row["evidence"] = json.dumps(claim.evidence, ensure_ascii=False, sort_keys=True)
    row["rules_version"] = rules_version
    for name in ("value", "value_low", "value_high"):
        value = row[name]
        if value is None:
            continue
        if abs(value) >= _TOO_LARGE:
            row[name] = None
            row["note"] = f"{claim.note}; {name} {value} does not fit".lstrip("; ")
        else:
            row[name] = value.quantize(_SIX, ROUND_HALF_EVEN)
    return row


def _count_rows(report_id: str, found: Extraction) -> list[dict[str, Any]]:
    counts = Counter(mention.class_ for mention in found.mentions)
    return [{"report_id": report_id, "class": name, "count": counts[name]} for name in sorted(counts)]


STAGE = Stage("claims", ("claims", "claim_links", "mention_counts"), extract_claims)
