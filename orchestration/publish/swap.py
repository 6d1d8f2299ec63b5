"""One publish: write `versions/<id>/` whole, fsync, rename; then put it in front of readers, `gonghui.duckdb` last.

A reader that holds the old file keeps its consistent snapshot; a new connection sees the new one; nobody sees half a build.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.publish.warehouse import (
    META_TABLE,
    SCHEMA,
    Table,
    copy_marts,
    identifier,
    list_marts,
    quoted,
    reading,
)

DATABASE = "gonghui.duckdb"
MANIFEST = "manifest.json"
PARQUET = "parquet"
VERSIONS = "versions"
_UNFINISHED = ".unfinished-"


class PublishRefusedError(Exception):
    """A blocking check failed or there is nothing to publish; the old published files stay as they are."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What the run says about itself; `published_at` is naive UTC, `blocking_failures` names the failed blocking checks."""

    run_id: str
    published_at: datetime
    rules_version: str = ""
    checks_version: str = ""
    blocking_failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedTable:
    name: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Published:
    """What stands in front of readers now; `is_new` is False when the marts equal those of the current publish."""

    publish_id: str
    folder: Path
    file: Path
    digest: str
    tables: tuple[PublishedTable, ...]
    is_new: bool


def publish(warehouse: Path, published: Path, run_info: RunInfo, *, keep: int = 10) -> Published:
    """Publish the marts of `warehouse` into the folder `published` (the home's `published/`).

    An unchanged warehouse makes no new version. At most `keep` versions stay. Raises PublishRefusedError.
    """
    if run_info.blocking_failures:
        failed = ", ".join(run_info.blocking_failures)
        raise PublishRefusedError(
            f"not published: blocking checks failed ({failed}); the last publish stays; fix them and run again"
        )
    with reading(warehouse) as connection:
        tables = list_marts(connection)
        if not tables:
            raise PublishRefusedError(f"not published: {warehouse} holds no marts; run the dbt build first")
        digest = _digest(tables, run_info)
        current = _read_manifest(published / MANIFEST)
        if current.get("digest") == digest and (published / DATABASE).exists():
            folder = published / VERSIONS / str(current["publish_id"])
            return _result(str(current["publish_id"]), folder, published, digest, tables, is_new=False)
        publish_id = f"{run_info.published_at:%Y%m%dT%H%M%SZ}-{digest[:8]}"
        folder = _write_version(connection, tables, published, publish_id, digest, run_info)
    _put_in_front(folder, published, [table.name for table in tables])
    _prune(published / VERSIONS, keep)
    return _result(publish_id, folder, published, digest, tables, is_new=True)


def _result(
    publish_id: str, folder: Path, published: Path, digest: str, tables: Iterable[Table], *, is_new: bool
) -> Published:
    shown = tuple(PublishedTable(table.name, table.rows, table.digest) for table in tables)
    return Published(publish_id, folder, published / DATABASE, digest, shown, is_new)


def _digest(tables: Iterable[Table], run_info: RunInfo) -> str:
    """Of all marts with their structure and the versions that made them."""
    parts = [f"{table.name}\0{table.ddl}\0{table.digest}" for table in tables]
    return hashlib.sha256(
        "\1".join([*parts, run_info.rules_version, run_info.checks_version]).encode()
    ).hexdigest()


def _write_version(
    connection: duckdb.DuckDBPyConnection,
    tables: list[Table],
    published: Path,
    publish_id: str,
    digest: str,
    run_info: RunInfo,
) -> Path:
    versions = published / VERSIONS
    versions.mkdir(parents=True, exist_ok=True)
    for leftover in versions.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover)
    unfinished = versions / f"{_UNFINISHED}{os.getpid()}"
    (unfinished / PARQUET).mkdir(parents=True)
    copy_marts(connection, tables, unfinished / DATABASE)
    _add_meta(connection, tables, publish_id, digest, run_info)
    for name in [*(table.name for table in tables), META_TABLE]:
        target = quoted(str(unfinished / PARQUET / f"{name}.parquet"))
        connection.execute(
            f"copy (from pub.{SCHEMA}.{identifier(name)}) to {target} (format parquet, compression zstd)"
        )
    connection.execute("checkpoint pub")
    connection.execute("use memory")
    connection.execute("detach pub")
    manifest = {
        "publish_id": publish_id,
        "digest": digest,
        "published_at": run_info.published_at.isoformat(timespec="seconds") + "Z",
        "run_id": run_info.run_id,
        "rules_version": run_info.rules_version,
        "checks_version": run_info.checks_version,
        "tables": {table.name: {"rows": table.rows, "digest": table.digest} for table in tables},
    }
    (unfinished / MANIFEST).write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    for path in sorted(unfinished.rglob("*")):
        _sync(path)
    _sync(unfinished)
    folder = versions / publish_id
    if folder.exists():  # the same content within the same second
        shutil.rmtree(folder)
    os.rename(unfinished, folder)
    _sync(versions)
    return folder


def _add_meta(
    connection: duckdb.DuckDBPyConnection,
    tables: list[Table],
    publish_id: str,
    digest: str,
    run_info: RunInfo,
) -> None:
    """`marts.meta_publish`: one row that says which publish a reader looks at, equal to manifest.json."""
    name = f"{SCHEMA}.{META_TABLE}"
    columns = (
        (
            "publish_id",
            "varchar primary key",
            "发布标识，与 manifest.json 相同 / Publish id, equal to manifest.json",
        ),
        ("published_at", "timestamp not null", "发布时间（UTC） / When (UTC)"),
        ("run_id", "varchar not null", "由哪次运行发布 / Run that published it"),
        ("digest", "varchar not null", "全部数据的摘要 / Digest of all marts"),
        ("rules_version", "varchar not null", "提取规则版本 / Version of the extraction rules"),
        ("checks_version", "varchar not null", "检查规则版本 / Version of the plausibility rules"),
        ("row_count", "bigint not null", "全部表的行数 / Rows of all tables"),
    )
    connection.execute(
        f"create table {name} ({', '.join(f'{column} {kind}' for column, kind, _ in columns)})"
    )
    connection.execute(
        f"insert into {name} values (?, ?, ?, ?, ?, ?, ?)",
        [
            publish_id,
            run_info.published_at,
            run_info.run_id,
            digest,
            run_info.rules_version,
            run_info.checks_version,
            sum(table.rows for table in tables),
        ],
    )
    connection.execute(f"comment on table {name} is '本次发布 / This publish: one row'")
    for column, _, comment in columns:
        connection.execute(f"comment on column {name}.{column} is {quoted(comment)}")


def _put_in_front(folder: Path, published: Path, names: list[str]) -> None:
    """Copies, not links: a tool that opens the published file for writing must not reach the kept version."""
    parquet = published / PARQUET
    parquet.mkdir(parents=True, exist_ok=True)
    wanted = {f"{name}.parquet" for name in [*names, META_TABLE]}
    for name in sorted(wanted):
        _replace(folder / PARQUET / name, parquet / name)
    for stale in parquet.iterdir():
        if stale.name not in wanted:
            stale.unlink()
    _replace(folder / MANIFEST, published / MANIFEST)
    _replace(folder / DATABASE, published / DATABASE)
    _sync(published)


def _replace(source: Path, target: Path) -> None:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    shutil.copyfile(source, temporary)
    _sync(temporary)
    os.replace(temporary, target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prune(versions: Path, keep: int) -> None:
    kept = sorted((path for path in versions.iterdir() if not path.name.startswith(".")), reverse=True)
    for old in kept[max(keep, 1) :]:
        shutil.rmtree(old)


def _read_manifest(path: Path) -> dict[str, Any]:
    """The manifest in front of readers; empty when there is none or it was damaged (then a new version is written)."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}
