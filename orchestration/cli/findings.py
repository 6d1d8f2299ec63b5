"""`gonghui findings`: figures that rules doubt, held ones first, with the proposal and its reason."""

from __future__ import annotations

import argparse

from orchestration.cli.options import add_format, add_home, add_limit, existing_home, published, query
from orchestration.cli.render import show

QUERY = """
select
    findings.severity, claims.surface, findings.suggested_value, findings.title_zh,
    coalesce(findings.suggestion_reason_zh, findings.message_zh) as reason,
    reports.file_name, claims.sentence, findings.rule_id, findings.status, findings.claim_id, findings.finding_id
from marts.fct_findings as findings
inner join marts.fct_claims as claims using (claim_id)
inner join marts.dim_reports as reports on claims.report_id = reports.report_id
where (? is null or findings.rule_id = ?) and (? is null or findings.severity = ?) and (? or findings.status = 'open')
order by
    findings.status != 'open', findings.severity != 'error', findings.suggested_value is null,
    reports.file_name, claims.char_start, findings.rule_id
limit ?
"""
SHOWN = ("severity", "surface", "suggested_value", "title_zh", "reason", "file_name", "claim_id")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_home(parser)
    parser.add_argument("--rule", metavar="RULE_ID", help="only this rule")
    parser.add_argument(
        "--severity", choices=("error", "warning"), help="only errors (held back) or warnings"
    )
    parser.add_argument("--all", action="store_true", help="also findings that were decided or dismissed")
    add_limit(parser, 50)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    values = [args.rule, args.rule, args.severity, args.severity, args.all, args.limit]
    with published(existing_home(args)) as connection:
        rows, columns = query(connection, QUERY, values)
    show(rows, SHOWN if args.format == "table" else columns, args.format)
    return 0
