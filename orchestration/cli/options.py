"""Options and openings that several commands share."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from orchestration.cli.errors import UsageError

if TYPE_CHECKING:
    from orchestration.home import Home


def add_home(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", metavar="DIR", help="home folder (else $GONGHUI_HOME, else ./data/home)")


def add_limit(parser: argparse.ArgumentParser, default: int) -> None:
    parser.add_argument(
        "--limit", type=int, default=default, metavar="N", help=f"at most N rows (default {default})"
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("table", "csv", "jsonl"), default="table", help="default: table")


def existing_home(args: argparse.Namespace) -> Home:
    """The home of `--home`, which must exist. Raises HomeError."""
    from orchestration.home import open_home
    from orchestration.settings import Settings

    return open_home(Settings.load(args.home).home, create=False)


def published(home: Home) -> Any:
    """A read-only DuckDB connection to the published file. Raises UsageError when nothing was published yet."""
    import duckdb

    if not home.published_file.exists():
        raise UsageError(f"nothing is published in {home.root} yet: run gonghui run --home {home.root} first")
    return duckdb.connect(str(home.published_file), read_only=True)


def query(connection: Any, sql: str, values: list[Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows of a query as dicts, and the names of its columns."""
    cursor = connection.execute(sql, values)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()], columns
