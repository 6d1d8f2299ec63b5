"""A small lake made by hand for tests of the dbt project: claims as rows, everything not said has a plain default."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.lake.schemas import PUBLIC

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "dbt_project"
SEEN_AT = datetime(2026, 11, 21, 4, 0)
YEAR = (date(2022, 1, 1), date(2022, 12, 31))
STOCK = (date(2022, 12, 31), date(2022, 12, 31))


def short_hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


@dataclass
class LakeBuilder:
    """Collects rows; `report()` and `claim()` return what later calls refer to."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in PUBLIC})

    def report(
        self, name: str, region_id: str, admin_level: str = "municipal", **given: Any
    ) -> dict[str, Any]:
        report_id = short_hash("report", name)
        row: dict[str, Any] = {
            "report_id": report_id,
            "lineage_id": report_id,
            "version_no": 1,
            "standing": "current",
            "file_name": f"{name}.txt",
            "title": name,
            "region_id": region_id,
            "region_code": region_id[:6],
            "region_name": f"地区{region_id}",
            "admin_level": admin_level,
            "published_on": date(2023, 1, 20),
            "period_start": YEAR[0],
            "period_end": YEAR[1],
            "char_count": 1000,
            "first_seen_at": SEEN_AT,
            "text_status": "ok",
            "rules_version": "1-test",
        } | given
        self.tables["reports"].append(row)
        return row

    def claim(
        self,
        report: dict[str, Any],
        indicator_id: str | None,
        surface: str,
        value: object,
        unit: str,
        period: tuple[date | None, date] = YEAR,
        *,
        low: object = None,
        high: object = None,
        sentence: str | None = None,
        **given: Any,
    ) -> str:
        mine = [row for row in self.tables["claims"] if row["report_id"] == report["report_id"]]
        amount = Decimal(str(value))
        start = 20 * (len(mine) + 1)
        said = sentence or f"{report['title']}之{len(mine) + 1}：{surface}"
        row: dict[str, Any] = {
            "claim_id": short_hash("claim", report["report_id"], len(mine)),
            "report_id": report["report_id"],
            "claim_no": len(mine) + 1,
            "class": "figure" if indicator_id else "other",
            "indicator_id": indicator_id,
            "unmapped_reason": None if indicator_id else "no_alias",
            "region_id": report["region_id"],
            "region_code": report["region_code"],
            "region_name": report["region_name"],
            "relation": "level",
            "scope": "area",
            "period_start": period[0],
            "period_end": period[1],
            "period_kind": _period_kind(period),
            "surface": surface,
            "value": amount,
            "value_low": Decimal(str(low)) if low is not None else amount,
            "value_high": Decimal(str(high)) if high is not None else amount,
            "unit": unit,
            "unit_printed": unit,
            "sentence": said,
            "sentence_hash": short_hash(said),
            "sentence_start": start,
            "char_start": start,
            "char_end": start + len(surface),
            "n": 1,
            "m": 1,
            "confidence": 0.9,
            "rules_version": "1-test",
        } | given
        self.tables["claims"].append(row)
        return str(row["claim_id"])

    def link(
        self,
        kind: str,
        claim_id: str,
        role: str,
        other: str,
        other_role: str,
        group: str = "",
        detail: str = "",
    ) -> None:
        report_id = next(row["report_id"] for row in self.tables["claims"] if row["claim_id"] == claim_id)
        self.tables["claim_links"].append(
            {
                "link_id": short_hash("link", kind, claim_id, other, group),
                "report_id": report_id,
                "kind": kind,
                "claim_id": claim_id,
                "role": role,
                "other_claim_id": other,
                "other_role": other_role,
                "group_id": group,
                "detail": detail,
            }
        )

    def review(self, name: str, decision: str, **given: Any) -> str:
        number = len(self.tables["reviews"])
        row: dict[str, Any] = {
            "review_id": name,
            "target": "claim",
            "decision": decision,
            "decided_by": "复核员",
            "decided_at": datetime(2026, 11, 21, 8, number),
        } | given
        self.tables["reviews"].append(row)
        return name

    def write(self, folder: Path) -> Path:
        """The lake as the stages write it: one Parquet file a table, named by the manifest."""
        manifest: dict[str, Any] = {"schema_version": 1, "rules_version": "1-test", "tables": {}}
        for name, schema in PUBLIC.items():
            rows = [{column: row.get(column) for column in schema.names} for row in self.tables[name]]
            path = folder / name / "0000-test.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
            files = [{"path": f"{name}/0000-test.parquet", "rows": len(rows), "digest": "test"}]
            manifest["tables"][name] = {"files": files}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return folder


def _period_kind(period: tuple[date | None, date]) -> str:
    start, end = period
    if start is None:
        return "to_date"
    if start == end:
        return "instant"
    return "year" if start.year == end.year else "multi_year"


def run_dbt(
    lake: Path, warehouse: Path, *arguments: str, seen_file: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """dbt as the pipeline calls it, with its own target folder beside the warehouse."""
    environment = os.environ | {
        "LAKE_DIR": str(lake),
        "GONGHUI_WAREHOUSE": str(warehouse),
        "GONGHUI_SEEN_FILE": str(seen_file or ""),
        "DO_NOT_TRACK": "1",
    }
    target = warehouse.parent / "dbt_target"
    command = [sys.executable, "-m", "dbt.cli.main", *arguments, "--profiles-dir", ".", "--no-use-colors"]
    command += ["--target-path", str(target), "--log-path", str(target)]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def warehouse_reader(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute(f"attach '{warehouse}' as wh (read_only)")
    connection.execute("use wh.marts")
    try:
        yield connection
    finally:
        connection.close()
