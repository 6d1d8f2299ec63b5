"""The ledger of sources (`raw/manifest.parquet`): which bytes each path or address gave, and since when.

One row a source and its bytes. A source that gives other bytes gets a new row of the same lineage; the report before it is
superseded once no source gives it any more. A source that vanished keeps its report: `gone_at` is a note, not a removal.
A source that could not be opened has a row with `problem` and no bytes; the row goes when the source can be opened or is gone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

LEDGER_SCHEMA = pa.schema(
    [
        ("source_uri", pa.string()),
        ("file_name", pa.string()),
        ("report_id", pa.string()),
        ("media_type", pa.string()),
        ("byte_size", pa.int64()),
        ("mtime_ns", pa.int64()),
        ("modified_at", pa.timestamp("us")),
        ("first_seen_at", pa.timestamp("us")),
        ("gone_at", pa.timestamp("us")),
        ("lineage_id", pa.string()),
        ("version_no", pa.int32()),
        ("problem", pa.string()),
    ]
)


class LedgerError(Exception):
    """The ledger cannot be read; the message is one line."""


@dataclass(slots=True)
class SourceRow:
    """One source and the bytes it gave; times are naive UTC, `mtime_ns` is the file system's own."""

    source_uri: str
    file_name: str
    report_id: str
    media_type: str
    byte_size: int
    mtime_ns: int
    modified_at: datetime
    first_seen_at: datetime
    gone_at: datetime | None
    lineage_id: str
    version_no: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a report stands among the versions of its source; with a `problem` there are no bytes to read."""

    report_id: str
    lineage_id: str
    version_no: int
    superseded_by: str | None
    file_name: str
    source_uri: str
    first_seen_at: datetime
    problem: str | None = None

    @property
    def standing(self) -> str:
        return "current" if self.superseded_by is None else "superseded"


class Ledger:
    """Rows by source, newest version last. Changes stay in memory until `save`."""

    def __init__(self, rows: Iterable[SourceRow] = ()) -> None:
        self._by_source: dict[str, list[SourceRow]] = {}
        self._lineage_of: dict[str, str] = {}
        self._unopened: dict[str, SourceRow] = {}
        for row in sorted(rows, key=lambda r: (r.source_uri, r.version_no)):
            if row.problem is not None:
                self._unopened[row.source_uri] = row
                continue
            self._by_source.setdefault(row.source_uri, []).append(row)
            self._lineage_of.setdefault(row.report_id, row.lineage_id)

    @classmethod
    def load(cls, path: Path) -> Ledger:
        """Read the ledger; a missing file is an empty one. Raises LedgerError when it is damaged."""
        if not path.exists():
            return cls()
        try:
            table = pq.read_table(path)
            if "problem" not in table.schema.names:
                table = table.append_column("problem", pa.nulls(len(table), pa.string()))
            table = table.cast(LEDGER_SCHEMA)
        except (OSError, pa.ArrowInvalid) as error:
            raise LedgerError(
                f"{path} cannot be read ({str(error).splitlines()[0]}): restore it from a backup, or move it away "
                "and run again over the same files (first-seen times start anew)"
            ) from None
        return cls(SourceRow(**row) for row in table.to_pylist())

    def save(self, path: Path) -> None:
        """Write all rows, sorted by source and version, by temporary name and rename."""
        rows = [row for source in sorted(self._by_source) for row in self._by_source[source]]
        rows += [self._unopened[source] for source in sorted(self._unopened)]
        columns = {name: [getattr(row, name) for row in rows] for name in LEDGER_SCHEMA.names}
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        pq.write_table(pa.table(columns, schema=LEDGER_SCHEMA), temporary, compression="zstd")
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._by_source.values())

    def rows(self) -> list[SourceRow]:
        return [row for rows in self._by_source.values() for row in rows]

    def newest(self, uri: str) -> SourceRow | None:
        """The version that a source gave last."""
        rows = self._by_source.get(uri)
        return rows[-1] if rows else None

    def sources_under(self, prefix: str) -> list[str]:
        return [uri for uri in self._by_source if uri.startswith(prefix)]

    def problem(self, uri: str) -> SourceRow | None:
        """The row of a source that could not be opened last time."""
        return self._unopened.get(uri)

    def problems_under(self, prefix: str) -> list[str]:
        return [uri for uri in self._unopened if uri.startswith(prefix)]

    def record_problem(self, row: SourceRow) -> None:
        """A source could not be opened. It has no bytes to take an id from, so its address stands in for them.

        A report that the source gave before stays in force.
        """
        known = self._unopened.get(row.source_uri)
        if known is not None:
            row.first_seen_at = known.first_seen_at
        row.report_id = row.lineage_id = hashlib.sha256(f"unopened {row.source_uri}".encode()).hexdigest()
        row.version_no = 1
        self._unopened[row.source_uri] = row

    def forget_problem(self, uri: str) -> None:
        self._unopened.pop(uri, None)

    def record(self, row: SourceRow) -> None:
        """A source gave bytes: a first row, the same row again, or a new version of its lineage.

        `row.lineage_id` and `row.version_no` are set here. Bytes that came back after others get the newest number again.
        """
        rows = self._by_source.setdefault(row.source_uri, [])
        if rows:
            row.lineage_id, row.version_no = rows[-1].lineage_id, rows[-1].version_no + 1
            same = next((old for old in rows if old.report_id == row.report_id), None)
            if same is not None:
                row.first_seen_at = same.first_seen_at
                if same is rows[-1]:
                    row.version_no = same.version_no
                rows.remove(same)
        else:
            row.lineage_id, row.version_no = self._lineage_of.get(row.report_id, row.report_id), 1
        self._lineage_of.setdefault(row.report_id, row.lineage_id)
        rows.append(row)

    def lineages(self) -> dict[str, Lineage]:
        """report_id -> where it stands. A report is superseded when none of its sources gives it as newest."""
        rows_of: dict[str, list[SourceRow]] = {}
        current: set[str] = set()
        for rows in self._by_source.values():
            current.add(rows[-1].report_id)
            for row in rows:
                rows_of.setdefault(row.report_id, []).append(row)
        found: dict[str, Lineage] = {}
        for report_id, rows in rows_of.items():
            first = min(rows, key=lambda r: (r.first_seen_at, r.source_uri))
            heir = None if report_id in current else self._by_source[first.source_uri][-1].report_id
            found[report_id] = Lineage(
                report_id=report_id,
                lineage_id=first.lineage_id,
                version_no=max(row.version_no for row in rows),
                superseded_by=heir,
                file_name=first.file_name,
                source_uri=first.source_uri,
                first_seen_at=first.first_seen_at,
            )
        for row in self._unopened.values():
            found[row.report_id] = Lineage(
                row.report_id,
                row.lineage_id,
                1,
                None,
                row.file_name,
                row.source_uri,
                row.first_seen_at,
                row.problem,
            )
        return found
