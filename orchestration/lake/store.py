"""Shards and their manifest on disk: written under a temporary name, renamed, then named by the manifest.

A file's name carries the digest of its bytes, so an unchanged shard is not written again and a half-written one is never read.
Nothing here knows what a column means.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.home import write_text
from orchestration.lake.schemas import PUBLIC, SCHEMA_VERSION, SCHEMAS, SORT_KEYS

MANIFEST = "manifest.json"
#: A table is one shard up to this many reports, `MANY` above (it never goes back: shards are cheap).
ONE_SHARD_UP_TO = 2_000
MANY = 64


class LakeError(Exception):
    """The lake cannot be read; the message is one line: what, where, what to do."""


@dataclass(frozen=True, slots=True)
class ShardFile:
    """One Parquet file of one shard; `path` is relative to the lake folder."""

    path: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the lake holds now: for each table the files of shard 0, 1, 2 … in order."""

    rules_version: str = ""
    tables: Mapping[str, tuple[ShardFile, ...]] = field(default_factory=dict)

    @property
    def shards(self) -> int:
        return max(
            (len(self.tables[name]) for name in ("done_reports", "reports") if name in self.tables), default=0
        )

    def rows(self, table: str) -> int:
        return sum(file.rows for file in self.tables.get(table, ()))

    def digest(self) -> str:
        """Digest of everything that dbt reads from the lake."""
        lines = [f"{table} {file.digest}" for table in sorted(PUBLIC) for file in self.tables.get(table, ())]
        return hashlib.sha256("\n".join([self.rules_version, *lines]).encode()).hexdigest()


def shard_of(report_id: str, shards: int) -> int:
    """The shard of a report, from its content hash alone.

    >>> shard_of("ff" * 32, 1), shard_of("0000000b" + "0" * 56, 64)
    (0, 11)
    """
    return int(report_id[:8], 16) % shards


def shards_for(reports: int, now: int) -> int:
    """How many shards tables of `reports` reports have, when they have `now`."""
    return max(now, 1 if reports <= ONE_SHARD_UP_TO else MANY)


class Lake:
    """The lake folder of a home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def manifest(self) -> Manifest:
        """The manifest, empty for a new lake. Raises LakeError when it is damaged or newer than this program."""
        path = self.folder / MANIFEST
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Manifest()
        except ValueError:
            raise LakeError(
                f"{path} is damaged: delete the folder {self.folder} and run again; raw/ has it all"
            ) from None
        if found.get("schema_version") != SCHEMA_VERSION:
            # The lake is made from raw/, so another version is simply made again.
            return Manifest()
        return Manifest(
            rules_version=found["rules_version"],
            tables={
                table: tuple(ShardFile(f["path"], f["rows"], f["digest"]) for f in entry["files"])
                for table, entry in found["tables"].items()
            },
        )

    def commit(self, manifest: Manifest) -> None:
        """Make `manifest` the truth, then drop the files that it no longer names."""
        tables: dict[str, Any] = {
            table: {"files": [{"path": f.path, "rows": f.rows, "digest": f.digest} for f in files]}
            for table, files in sorted(manifest.tables.items())
        }
        content = {
            "schema_version": SCHEMA_VERSION,
            "rules_version": manifest.rules_version,
            "tables": tables,
        }
        write_text(self.folder / MANIFEST, json.dumps(content, indent=1) + "\n")
        named = {file.path for files in manifest.tables.values() for file in files}
        for table in SCHEMAS:
            for path in (self.folder / table).glob("*"):
                if f"{table}/{path.name}" not in named:
                    path.unlink(missing_ok=True)

    def read(
        self,
        manifest: Manifest,
        table: str,
        shards: Iterable[int] | None = None,
        columns: Sequence[str] | None = None,
    ) -> pa.Table:
        """Rows of `table` (of all shards, or of some). Raises LakeError when a file is missing or damaged."""
        files = manifest.tables.get(table, ())
        wanted = range(len(files)) if shards is None else shards
        schema = SCHEMAS[table]
        if columns is not None:
            schema = pa.schema([schema.field(name) for name in columns])
        parts = [self._read_file(files[i].path, schema, columns) for i in wanted if i < len(files)]
        return pa.concat_tables(parts) if parts else schema.empty_table()

    def _read_file(self, path: str, schema: pa.Schema, columns: Sequence[str] | None) -> pa.Table:
        try:
            return pq.read_table(self.folder / path, columns=list(columns) if columns else None).cast(schema)
        except (OSError, pa.ArrowInvalid) as error:
            raise LakeError(
                f"{self.folder / path} cannot be read ({str(error).splitlines()[0]}): "
                "run gonghui run --full, which makes the lake again from raw/"
            ) from None

    def write_shard(self, table: str, shard: int, rows: pa.Table) -> ShardFile:
        """Write one shard, sorted, under a name that carries its digest; an equal file is left as it is."""
        schema = SCHEMAS[table]
        ordered = rows.select(schema.names).cast(schema)
        ordered = ordered.sort_by([(name, "ascending") for name in SORT_KEYS[table]]).combine_chunks()
        buffer = io.BytesIO()
        pq.write_table(ordered, buffer, compression="zstd", store_schema=False)
        data = buffer.getbuffer()
        digest = hashlib.sha256(data).hexdigest()[:16]
        path = f"{table}/{shard:04d}-{digest}.parquet"
        target = self.folder / path
        if not target.exists() or target.stat().st_size != len(data):
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
            with open(temporary, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        return ShardFile(path, ordered.num_rows, digest)

    def paths(self, manifest: Manifest) -> dict[str, list[str]]:
        """Absolute paths of the files of each table, for dbt."""
        return {
            table: [str(self.folder / file.path) for file in manifest.tables.get(table, ())]
            for table in PUBLIC
        }
