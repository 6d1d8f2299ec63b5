"""Stage `reports`: raw bytes -> rows of `reports` and `texts`, by way of the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any

from orchestration.corpus import CleanReport, Fact
from orchestration.ingest.ledger import Lineage
from orchestration.stages.records import Batch, Record, Stage, batch_of

#: Reports in one batch: enough to make Arrow worth it, few enough to keep a process pool evenly busy.
BATCH = 32

_FACT_COLUMNS = (
    "title",
    "publisher",
    "region_id",
    "region_code",
    "region_name",
    "admin_level",
    "published_on",
    "period_start",
    "period_end",
    "stock_date",
)


def clean_reports(records: Iterable[Record], rules_version: str, reference: str) -> Iterator[Batch]:
    """Read each record's bytes once and yield its report row and its text.

    Bad input is a row with `text_status` and `text_reason`; a source that could not be opened and a fault of ours are the same
    with the status `unreadable`, the fault with a problem besides.
    """
    waiting = iter(records)
    while chunk := list(islice(waiting, BATCH)):
        reports: list[dict[str, Any]] = []
        texts: list[dict[str, Any]] = []
        problems: dict[str, str] = {}
        for record in chunk:
            if record.problem is not None:
                reports.append(_unread_row(record, record.problem, rules_version))
                continue
            try:
                report = read_record(record)
                reports.append(_report_row(record, report, rules_version))
                texts.append(_text_row(record, report))
            except Exception as error:
                problems[record.report_id] = f"{type(error).__name__}: {error}"
                reason = f"gonghui failed on it ({problems[record.report_id]})"
                reports.append(_unread_row(record, reason, rules_version))
        yield Batch({"reports": batch_of("reports", reports), "texts": batch_of("texts", texts)}, problems)


def read_record(record: Record) -> CleanReport:
    """The clean report of a record: the same call in every stage, so that all of them see the same text."""
    from orchestration.corpus import read_report

    return read_report(Path(record.path).read_bytes(), record.file_name)


def ledger_facts(lineage: Lineage) -> dict[str, Any]:
    """The columns of `reports` that come from the ledger, not from the text."""
    return {
        "lineage_id": lineage.lineage_id,
        "version_no": lineage.version_no,
        "superseded_by": lineage.superseded_by,
        "reprint_of": None,
        "standing": lineage.standing,
        "file_name": lineage.file_name,
        "source_uri": lineage.source_uri,
        "first_seen_at": lineage.first_seen_at,
    }


def _report_row(record: Record, report: CleanReport, rules_version: str) -> dict[str, Any]:
    facts = {name: getattr(report.facts, name) for name in _FACT_COLUMNS}
    evidence = {name: _fact(fact, report) for name, fact in sorted(report.facts.evidence.items())}
    return {
        **record.facts,
        **facts,
        "report_id": record.report_id,
        "charset": report.charset,
        "charset_evidence": report.charset_evidence,
        "script": report.script,
        "char_count": len(report.text),
        "text_status": report.text_status,
        "text_reason": report.text_reason,
        "facts_evidence": json.dumps(evidence, ensure_ascii=False),
        "rules_version": rules_version,
    }


def _fact(fact: Fact, report: CleanReport) -> dict[str, Any]:
    found: dict[str, Any] = {field.name: getattr(fact, field.name) for field in fields(fact)}
    if fact.start is not None and fact.end is not None:
        found["start"], found["end"] = report.offsets.source_span(fact.start, fact.end)
    return found


def _text_row(record: Record, report: CleanReport) -> dict[str, Any]:
    blocks = [
        {"kind": block.kind, "start": start, "end": end}
        for block in report.blocks
        for start, end in [report.offsets.source_span(block.start, block.end)]
    ]
    return {
        "report_id": record.report_id,
        "source_text": report.source_text,
        "clean_text": report.text,
        "blocks": json.dumps(blocks),
    }


def _unread_row(record: Record, reason: str, rules_version: str) -> dict[str, Any]:
    return {
        **record.facts,
        **dict.fromkeys(_FACT_COLUMNS),
        "report_id": record.report_id,
        "charset": None,
        "charset_evidence": None,
        "script": None,
        "char_count": 0,
        "text_status": "unreadable",
        "text_reason": reason,
        "facts_evidence": "{}",
        "rules_version": rules_version,
    }


STAGE = Stage("reports", ("reports", "texts"), clean_reports)
