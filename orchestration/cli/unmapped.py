"""`gonghui unmapped`: figures that have no indicator yet, with the reason; the list that people work down."""

from __future__ import annotations

import argparse

from orchestration.cli.options import add_format, add_home, add_limit, existing_home, published, query
from orchestration.cli.render import show

QUERY = """
select claims.unmapped_reason, claims.surface, claims.unit, reports.file_name, claims.sentence, claims.claim_id
from marts.fct_claims as claims
inner join marts.dim_reports as reports on claims.report_id = reports.report_id
where claims.indicator_id is null and (? is null or claims.unmapped_reason = ?)
order by claims.unmapped_reason, reports.file_name, claims.char_start, claims.claim_id
limit ?
"""
COUNTS = """
select unmapped_reason, count(*) as figures, any_value(surface) as example
from marts.fct_claims where indicator_id is null group by unmapped_reason order by figures desc, unmapped_reason
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_home(parser)
    parser.add_argument("--reason", metavar="REASON", help="only this reason")
    parser.add_argument("--count", action="store_true", help="how many by reason, not each")
    add_limit(parser, 50)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    with published(existing_home(args)) as connection:
        if args.count:
            rows, columns = query(connection, COUNTS, [])
        else:
            rows, columns = query(connection, QUERY, [args.reason, args.reason, args.limit])
    show(rows, columns, args.format)
    return 0
