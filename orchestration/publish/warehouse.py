"""Reading the warehouse and copying its marts into a file of their own.

Always `duckdb.connect()` + `ATTACH … (READ_ONLY)`: a second open of the same file with another mode fails inside one process, and a
reader must never become the one process that may write.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

#: The oldest storage format that DuckDB 2.0 still writes: every client from 1.1 on reads it.
STORAGE_VERSION = "v1.0.0"
SCHEMA = "marts"
META_TABLE = "meta_publish"


@dataclass(frozen=True, slots=True)
class Table:
    """One mart: its DDL without a database name, rows, and a digest of its content that does not depend on row order."""

    name: str
    ddl: str
    rows: int
    digest: str


def quoted(text: str) -> str:
    """SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """SQL identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def reading(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the warehouse attached read-only as `wh`. Raises duckdb.IOException while a process writes it."""
    connection = duckdb.connect()
    try:
        connection.execute(f"attach {quoted(str(warehouse))} as wh (read_only)")
        yield connection
    finally:
        connection.close()


def list_marts(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """All tables of `wh.marts`, by name."""
    found = connection.execute(
        "select table_name, sql from duckdb_tables() where database_name = 'wh' and schema_name = ? order by 1",
        [SCHEMA],
    ).fetchall()
    return [Table(name, ddl, *_content(connection, name)) for name, ddl in found if name != META_TABLE]


def _content(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[int, str]:
    # Rows differ by their key, so that xor loses none; text form, because hash() may change between DuckDB versions.
    row = connection.execute(
        f"select count(*), coalesce(bit_xor(md5_number_lower(t::varchar)), 0) from wh.{SCHEMA}.{identifier(name)} as t"
    ).fetchone()
    assert row is not None
    return int(row[0]), f"{int(row[1]):016x}"


def copy_marts(connection: duckdb.DuckDBPyConnection, tables: list[Table], target: Path) -> None:
    """Write `target` with the marts only: DDL (keys and checks stay), rows by name, comments. Attached as `pub` on return."""
    connection.execute(f"attach {quoted(str(target))} as pub (storage_version {quoted(STORAGE_VERSION)})")
    connection.execute(f"create schema pub.{SCHEMA}")
    connection.execute("use pub")
    for table in tables:
        connection.execute(table.ddl)
        name = identifier(table.name)
        connection.execute(f"insert into pub.{SCHEMA}.{name} by name select * from wh.{SCHEMA}.{name}")
        _copy_comments(connection, table.name)


def _copy_comments(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    where = "database_name = 'wh' and schema_name = ? and table_name = ? and comment is not null"
    for (comment,) in connection.execute(
        f"select comment from duckdb_tables() where {where}", [SCHEMA, name]
    ).fetchall():
        connection.execute(f"comment on table {SCHEMA}.{identifier(name)} is {quoted(comment)}")
    columns = connection.execute(
        f"select column_name, comment from duckdb_columns() where {where}", [SCHEMA, name]
    ).fetchall()
    for column, comment in columns:
        connection.execute(
            f"comment on column {SCHEMA}.{identifier(name)}.{identifier(column)} is {quoted(comment)}"
        )
