"""`gonghui reports list`: what is in, how it was read and where it stands."""

from __future__ import annotations

import argparse

from orchestration.cli.options import add_format, add_home, existing_home, published, query
from orchestration.cli.render import show

QUERY = """
select
    report_id, file_name, title, publisher, region_name, published_on, standing, text_status, text_reason,
    superseded_by, first_seen_at
from marts.dim_reports order by file_name, first_seen_at, report_id
"""
SHOWN = ("file_name", "title", "region_name", "published_on", "standing", "text_status", "text_reason")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("list",), help="list: all reports")
    add_home(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    with published(existing_home(args)) as connection:
        rows, columns = query(connection, QUERY, [])
    show(rows, SHOWN if args.format == "table" else columns, args.format)
    return 0
