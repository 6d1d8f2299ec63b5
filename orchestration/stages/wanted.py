"""What each stage should hold for a home: one record a report with the key under which it counts as done."""

from __future__ import annotations

import hashlib
import json

from orchestration.home import Home
from orchestration.ingest.land import raw_path
from orchestration.ingest.ledger import Ledger
from orchestration.stages.records import Record
from orchestration.stages.reports import ledger_facts


def report_records(home: Home, ledger: Ledger, corpus_version: str) -> list[Record]:
    """Records of the stage `reports`; a change of lineage (a newer version came) redoes the row as a new rule does.

    Vocabulary of claims is no part of the key: a new alias reads no report again.
    """
    records = []
    for report_id, lineage in sorted(ledger.lineages().items()):
        facts = ledger_facts(lineage)
        keyed = facts if lineage.problem is None else {**facts, "problem": lineage.problem}
        digest = hashlib.sha256(json.dumps(keyed, default=str, sort_keys=True).encode()).hexdigest()[:12]
        records.append(
            Record(
                report_id=report_id,
                path=str(raw_path(home.raw, report_id)),
                file_name=lineage.file_name,
                key=f"{corpus_version}|{digest}",
                facts=facts,
                problem=lineage.problem,
            )
        )
    return records


def claim_records(home: Home, ledger: Ledger, corpus_version: str, rules_version: str) -> list[Record]:
    """Records of the stage `claims`: content and rules decide alone, whatever became of the source.

    Clean text and report facts (region, period) are inputs of claims, so the version of the corpus is part of the key.
    """
    return [
        Record(
            report_id=report_id,
            path=str(raw_path(home.raw, report_id)),
            file_name=lineage.file_name,
            key=f"{rules_version}|{corpus_version}",
        )
        for report_id, lineage in sorted(ledger.lineages().items())
        if lineage.problem is None
    ]
