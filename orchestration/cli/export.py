"""`gonghui export`: the published marts as files for people without DuckDB: one workbook, or CSV or Parquet by table."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.cli.options import add_home, existing_home, published

if TYPE_CHECKING:
    from orchestration.cli.export_xlsx import Book

WORKBOOK = "gonghui.xlsx"
_CHUNK = 5_000
#: A spreadsheet program takes a text that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

TABLES = """
select table_name, coalesce(comment, '') from duckdb_tables()
where schema_name = 'marts' and not internal order by table_name
"""
COLUMNS = """
select column_name, data_type, coalesce(comment, '') from duckdb_columns()
where schema_name = 'marts' and table_name = ? order by column_index
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a mart; `zh` and `en` are the two halves of its comment."""

    name: str
    type: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Mart:
    """A published table with what its comment says."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    rows: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("xlsx", "csv", "parquet"), default="xlsx", help="default: xlsx")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder to write to; made when missing")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    from orchestration.cli.errors import UsageError

    home = existing_home(args)
    folder = Path(args.out)
    with published(home) as connection:
        marts = list_marts(connection)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if args.format == "xlsx":
                written = [_workbook(connection, marts, folder)]
            else:
                write = _csv if args.format == "csv" else _parquet
                written = [write(connection, mart, folder) for mart in marts]
        except OSError as error:
            raise UsageError(
                f"cannot write to {folder} ({error.strerror or error}): name another --out"
            ) from None
    print("\n".join(str(path) for path in written))
    return 0


def list_marts(connection: Any) -> list[Mart]:
    """The published tables, by name, with their comments split into Chinese and English."""
    marts = []
    for name, comment in connection.execute(TABLES).fetchall():
        columns = tuple(
            Column(column, kind, *halves(text))
            for column, kind, text in connection.execute(COLUMNS, [name]).fetchall()
        )
        (rows,) = connection.execute(f'select count(*) from marts."{name}"').fetchone()
        marts.append(Mart(name, *halves(comment), columns, rows))
    return marts


def halves(comment: str) -> tuple[str, str]:
    """A comment's Chinese and English.

    >>> halves("所在报告 / Report it stands in")
    ('所在报告', 'Report it stands in')
    """
    chinese, _, english = comment.partition(" / ")
    return chinese.strip(), english.strip()


def rows_of(connection: Any, mart: Mart) -> Iterator[tuple[Any, ...]]:
    """All rows in the table's own order, a chunk at a time."""
    cursor = connection.cursor().execute(f'select * from marts."{mart.name}"')
    while chunk := cursor.fetchmany(_CHUNK):
        yield from chunk


def _workbook(connection: Any, marts: list[Mart], folder: Path) -> Path:
    from orchestration.cli.errors import UsageError
    from orchestration.cli.export_xlsx import MAX_ROWS, Book

    for mart in marts:
        if mart.rows > MAX_ROWS:
            raise UsageError(
                f"{mart.name} has {mart.rows:,} rows and a sheet of xlsx holds {MAX_ROWS:,}: use --format csv or parquet"
            )
    publish_id, published_at = connection.execute(
        "select publish_id, published_at from marts.meta_publish"
    ).fetchone()
    target = folder / WORKBOOK
    temporary = _temporary(target)
    with Book(temporary) as book:
        book.readme(marts, publish_id, published_at)
        for mart in marts:
            book.sheet(mart, rows_of(connection, mart))
    os.replace(temporary, target)
    _say_limits(book)
    return target


def _say_limits(book: Book) -> None:
    if book.cut:
        print(
            f"{book.cut} texts were longer than a cell of xlsx holds and end with …; csv has them whole",
            file=sys.stderr,
        )
    if book.as_text:
        print(
            f"{book.as_text} numbers of more than 15 digits are written as text, for xlsx would round them",
            file=sys.stderr,
        )


def _csv(connection: Any, mart: Mart, folder: Path) -> Path:
    """With a byte order mark, by which Excel knows UTF-8. A text that would be a formula there gets an apostrophe before it."""
    from orchestration.cli.render import plain

    target = folder / f"{mart.name}.csv"
    temporary = _temporary(target)
    with open(temporary, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.name for column in mart.columns])
        for row in rows_of(connection, mart):
            writer.writerow(
                [_harmless(flat(value)) if isinstance(value, str | list) else plain(value) for value in row]
            )
    os.replace(temporary, target)
    return target


def _parquet(connection: Any, mart: Mart, folder: Path) -> Path:
    target = folder / f"{mart.name}.parquet"
    temporary = _temporary(target)
    path = str(temporary).replace("'", "''")
    connection.execute(
        f"copy (select * from marts.\"{mart.name}\") to '{path}' (format parquet, compression zstd)"
    )
    os.replace(temporary, target)
    return target


def flat(value: Any) -> Any:
    """Lists as one text, as spreadsheets know no lists.

    >>> flat(["a", "b"]), flat(1)
    ('a b', 1)
    """
    return " ".join(map(str, value)) if isinstance(value, list) else value


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _temporary(target: Path) -> Path:
    """A name that nobody takes for the finished file."""
    return target.with_name(f".{target.name}.{os.getpid()}.tmp")
