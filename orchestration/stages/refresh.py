"""Bring the lake up to date with the ledger: the steps that Dagster's assets wrap one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pyarrow as pa

from orchestration.catalogue import Catalogue, load_catalogue
from orchestration.claims.version import rules_version
from orchestration.corpus.version import corpus_version
from orchestration.home import Home
from orchestration.ingest.ledger import Ledger
from orchestration.lake.schemas import SCHEMAS, SOURCES
from orchestration.lake.store import Lake, Manifest
from orchestration.settings import Settings
from orchestration.stages import claims, drive, reports
from orchestration.stages.records import Stage
from orchestration.stages.wanted import claim_records, report_records


@dataclass(frozen=True, slots=True)
class Refresh:
    """One home, its ledger and the rules in force: what a refresh needs to know."""

    settings: Settings
    home: Home
    ledger: Ledger
    catalogue: Catalogue
    full: bool = False

    @classmethod
    def prepare(cls, settings: Settings, home: Home, *, full: bool = False) -> Refresh:
        """Load ledger and vocabulary. Raises LedgerError, CatalogueError."""
        return cls(settings, home, Ledger.load(home.raw_manifest), load_catalogue(settings.reference), full)

    @property
    def lake(self) -> Lake:
        return Lake(self.home.lake)

    @property
    def rules_version(self) -> str:
        return rules_version(self.catalogue)

    def plan_reports(self) -> drive.Plan:
        wanted = report_records(self.home, self.ledger, corpus_version())
        return drive.plan(self.lake, reports.STAGE, wanted, full=self.full)

    def plan_claims(self) -> drive.Plan:
        wanted = claim_records(self.home, self.ledger, corpus_version(), self.rules_version)
        return drive.plan(self.lake, claims.STAGE, wanted, full=self.full)

    def refresh_reports(self, progress: Callable[[int, int], None] | None = None) -> drive.Outcome:
        """Write `reports`, `texts` and `sources`."""
        outcome = self._run(reports.STAGE, self.plan_reports(), corpus_version(), progress)
        self._write_whole("sources", _sources(self.ledger))
        return outcome

    def refresh_claims(self, progress: Callable[[int, int], None] | None = None) -> drive.Outcome:
        """Write `claims`, `claim_links` and `mention_counts`."""
        return self._run(claims.STAGE, self.plan_claims(), self.rules_version, progress)

    def refresh_reviews(self) -> None:
        """Write `reviews`. People cannot decide yet, so it is the empty table with its schema."""
        self._write_whole("reviews", SCHEMAS["reviews"].empty_table())

    def _run(
        self,
        stage: Stage,
        planned: drive.Plan,
        version: str,
        progress: Callable[[int, int], None] | None,
    ) -> drive.Outcome:
        return drive.run(
            self.lake,
            stage,
            planned,
            version=version,
            rules_version=self.rules_version,
            reference=str(self.settings.reference),
            workers=self.settings.workers if planned.reports > self.settings.pool_above else 1,
            full=self.full,
            progress=progress,
        )

    def _write_whole(self, table: str, rows: pa.Table) -> None:
        """Replace a table that is always one file."""
        lake = self.lake
        manifest = lake.manifest()
        file = lake.write_shard(table, 0, rows)
        if manifest.tables.get(table) != (file,):
            lake.commit(replace(manifest, tables={**manifest.tables, table: (file,)}))


def _sources(ledger: Ledger) -> pa.Table:
    rows = ledger.rows()
    return pa.table({name: [getattr(row, name) for row in rows] for name in SOURCES.names}, schema=SOURCES)


def lake_is_current(refresh: Refresh) -> bool:
    """Whether reports and claims of every landed file are made under the rules in force."""
    manifest: Manifest = refresh.lake.manifest()
    if any(table not in manifest.tables for table in SCHEMAS):
        return False
    plans = (refresh.plan_reports(), refresh.plan_claims())
    return not any(planned.dirty for planned in plans)
