"""A publish is whole or not at all, keeps keys and comments, and leaves readers alone."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.publish import PublishRefusedError, RunInfo, publish, remember_findings

AT = datetime(2026, 11, 21, 8, 0)


def make_warehouse(path: Path, *rows: tuple[str, str]) -> Path:
    """A warehouse with two marts and a private table; `rows` are (claim_id, status)."""
    path.unlink(missing_ok=True)
    connection = duckdb.connect(str(path))
    connection.execute("create schema marts")
    connection.execute("create schema intermediate")
    connection.execute(
        "create table marts.fct_claims (claim_id varchar primary key, status varchar not null check (status in ('held', 'clear')), "
        "value decimal(28, 6))"
    )
    connection.execute("comment on table marts.fct_claims is '论断 ''照原文'' / Claims'")
    connection.execute("comment on column marts.fct_claims.claim_id is '论断标识 / Claim id'")
    connection.execute(
        "create table marts.fct_findings (finding_id varchar primary key, first_seen_at timestamp)"
    )
    connection.execute("create table intermediate.int_evidence as select 1 as secret")
    for claim_id, status in rows:
        connection.execute("insert into marts.fct_claims values (?, ?, 12.53)", [claim_id, status])
        connection.execute("insert into marts.fct_findings values (?, ?)", [f"f-{claim_id}", AT])
    connection.close()
    return path


def info(minute: int = 0, *failures: str) -> RunInfo:
    return RunInfo("run", AT.replace(minute=minute), "1-rules", "1-checks", failures)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return make_warehouse(tmp_path / "warehouse.duckdb", ("a", "held"), ("b", "clear"))


def ask(file: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_published_file_holds_the_marts_only_with_keys_checks_and_comments(
    warehouse: Path, tmp_path: Path
) -> None:
    done = publish(warehouse, tmp_path / "published", info())
    tables = ask(
        done.file, "select schema_name, table_name, comment, has_primary_key from duckdb_tables() order by 2"
    )
    assert [row[:2] for row in tables] == [
        ("marts", name) for name in ("fct_claims", "fct_findings", "meta_publish")
    ]
    assert tables[0][2:] == ("论断 '照原文' / Claims", True)
    assert ask(done.file, "select comment from duckdb_columns() where column_name = 'claim_id'") == [
        ("论断标识 / Claim id",)
    ]
    with duckdb.connect(str(done.file)) as connection, pytest.raises(duckdb.ConstraintException):
        connection.execute("insert into marts.fct_claims values ('c', 'unheard of', 1)")


def test_meta_table_and_manifest_name_the_same_publish(warehouse: Path, tmp_path: Path) -> None:
    done = publish(warehouse, tmp_path / "published", info())
    manifest = json.loads((tmp_path / "published" / "manifest.json").read_text(encoding="utf-8"))
    assert ask(done.file, "select publish_id, digest from marts.meta_publish") == [
        (done.publish_id, manifest["digest"])
    ]
    assert manifest["publish_id"] == done.publish_id
    assert manifest["tables"]["fct_claims"]["rows"] == 2


def test_parquet_copies_equal_the_tables(warehouse: Path, tmp_path: Path) -> None:
    done = publish(warehouse, tmp_path / "published", info())
    copy = tmp_path / "published" / "parquet" / "fct_claims.parquet"
    parquet = duckdb.connect().execute(f"select * from read_parquet('{copy}') order by 1").fetchall()
    assert parquet == ask(done.file, "select * from marts.fct_claims order by 1")


def test_the_same_marts_make_no_new_version(warehouse: Path, tmp_path: Path) -> None:
    first = publish(warehouse, tmp_path / "published", info(0))
    make_warehouse(warehouse, ("b", "clear"), ("a", "held"))
    again = publish(warehouse, tmp_path / "published", info(5))
    assert (again.publish_id, again.is_new) == (first.publish_id, False)


def test_a_changed_value_makes_a_new_version_and_keeps_the_old(warehouse: Path, tmp_path: Path) -> None:
    first = publish(warehouse, tmp_path / "published", info(0))
    make_warehouse(warehouse, ("a", "clear"), ("b", "clear"))
    second = publish(warehouse, tmp_path / "published", info(5))
    assert second.is_new and second.digest != first.digest
    assert ask(
        first.folder / "gonghui.duckdb", "select status from marts.fct_claims where claim_id = 'a'"
    ) == [("held",)]
    assert ask(second.file, "select status from marts.fct_claims where claim_id = 'a'") == [("clear",)]


def test_a_reader_with_the_file_open_keeps_its_snapshot(warehouse: Path, tmp_path: Path) -> None:
    done = publish(warehouse, tmp_path / "published", info(0))
    reader = duckdb.connect(str(done.file), read_only=True)
    make_warehouse(warehouse, ("a", "clear"))
    publish(warehouse, tmp_path / "published", info(5))
    assert reader.execute("select count(*) from marts.fct_claims").fetchone() == (2,)
    reader.close()
    assert ask(done.file, "select count(*) from marts.fct_claims") == [(1,)]


def test_a_failed_blocking_check_leaves_the_old_publish(warehouse: Path, tmp_path: Path) -> None:
    done = publish(warehouse, tmp_path / "published", info(0))
    before = done.file.read_bytes()
    make_warehouse(warehouse, ("a", "clear"))
    with pytest.raises(PublishRefusedError, match="spans_hold"):
        publish(warehouse, tmp_path / "published", info(5, "spans_hold"))
    assert done.file.read_bytes() == before


def test_a_warehouse_without_marts_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "warehouse.duckdb"
    duckdb.connect(str(empty)).close()
    with pytest.raises(PublishRefusedError, match="run the dbt build first"):
        publish(empty, tmp_path / "published", info())


def test_leftovers_of_a_killed_publish_are_removed_and_old_versions_pruned(
    warehouse: Path, tmp_path: Path
) -> None:
    versions = tmp_path / "published" / "versions"
    (versions / ".unfinished-1").mkdir(parents=True)
    for minute in range(4):
        make_warehouse(warehouse, (f"c{minute}", "clear"))
        publish(warehouse, tmp_path / "published", info(minute), keep=2)
    names = sorted(path.name for path in versions.iterdir())
    assert len(names) == 2 and names[-1].startswith("20261121T080300Z-")


def test_seen_findings_are_remembered_once(warehouse: Path, tmp_path: Path) -> None:
    seen = tmp_path / "state" / "seen.csv"
    assert remember_findings(warehouse, seen) == 2
    assert remember_findings(warehouse, seen) == 0
    assert seen.read_text(encoding="utf-8").splitlines() == [
        "finding_id,first_seen_at",
        "f-a,2026-11-21 08:00:00",
        "f-b,2026-11-21 08:00:00",
    ]
