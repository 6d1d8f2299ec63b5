"""`gonghui explain CLAIM_ID`: one claim traced to its sentence, the rules that spoke, decisions, and the value it gives."""

from __future__ import annotations

import argparse
import json
from typing import Any

from orchestration.cli.errors import UsageError
from orchestration.cli.options import add_home, existing_home, published, query
from orchestration.cli.render import plain

CLAIM = """
select claims.*, reports.file_name, reports.title, reports.published_on, indicators.name_zh, indicators.name_en
from marts.fct_claims as claims
inner join marts.dim_reports as reports on claims.report_id = reports.report_id
left join marts.dim_indicators as indicators using (indicator_id)
where starts_with(claims.claim_id, ?)
order by claims.claim_id limit 3
"""
FINDINGS = "select * from marts.fct_findings where claim_id = ? order by severity, rule_id"
REVIEWS = "select * from marts.fct_reviews where claim_id = ? order by decided_at"
VALUES = "select * from marts.fct_indicator_values where claim_id = ?"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("claim_id", metavar="CLAIM_ID", help="whole or its beginning")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    home = existing_home(args)
    with published(home) as connection:
        claims, _ = query(connection, CLAIM, [args.claim_id])
        if len(claims) != 1:
            few = "no claim" if not claims else "more than one claim"
            raise UsageError(
                f"{few} begins with {args.claim_id!r}: gonghui findings and gonghui unmapped list ids"
            )
        claim = claims[0]
        findings, _ = query(connection, FINDINGS, [claim["claim_id"]])
        reviews, _ = query(connection, REVIEWS, [claim["claim_id"]])
        values, _ = query(connection, VALUES, [claim["claim_id"]])
    evidence = _evidence(home, claim)
    _print_claim(claim, evidence)
    _print_findings(findings)
    for review in reviews:
        what = " ".join(filter(None, (review["decision"], review["field"], review["new_value"])))
        print(
            f"决定 / decision: {what} ({review['decided_by']}, {plain(review['decided_at'])}) {review['reason']}"
        )
    if not reviews:
        print("决定 / decision: 无 / none")
    _print_values(claim, values)
    return 0


def _evidence(home: Any, claim: dict[str, Any]) -> dict[str, str]:
    """What decided each field, from the lake (readers of the published file do not need it)."""
    from orchestration.lake.store import Lake, shard_of

    lake = Lake(home.lake)
    manifest = lake.manifest()
    shard = shard_of(claim["report_id"], max(1, len(manifest.tables.get("claims", ()))))
    for row in lake.read(manifest, "claims", [shard], ("claim_id", "evidence")).to_pylist():
        if row["claim_id"] == claim["claim_id"]:
            return dict(json.loads(row["evidence"] or "{}"))
    return {}


def _print_claim(claim: dict[str, Any], evidence: dict[str, str]) -> None:
    marked = (claim["sentence"] or "").replace(claim["surface"], f"【{claim['surface']}】", 1)
    indicator = claim["indicator_id"]
    named = (
        f"{indicator} {claim['name_zh']} / {claim['name_en']}"
        if indicator
        else f"无 / none ({claim['unmapped_reason']})"
    )
    rows = (
        ("论断 / claim", claim["claim_id"]),
        (
            "报告 / report",
            f"{claim['file_name']}《{claim['title'] or ''}》 {plain(claim['published_on']) or ''}",
        ),
        ("句子 / sentence", marked),
        ("字符 / characters", f"{claim['char_start']}-{claim['char_end']}"),
        ("指标 / indicator", named),
        ("印刷值 / printed", _amount(claim["value_reported"], claim)),
        ("采用值 / value", _amount(claim["value"], claim)),
        ("地区 / region", f"{claim['region_name'] or ''} {claim['region_id'] or ''}"),
        (
            "期间 / period",
            f"{plain(claim['period_start']) or ''}..{plain(claim['period_end']) or ''} {claim['period_kind']}",
        ),
        ("状态 / status", claim["status"]),
        ("可信度 / confidence", plain(claim["confidence"])),
    )
    for label, text in rows:
        print(f"{label}: {text}")
    for field, reason in sorted(evidence.items()):
        print(f"  {field}: {reason}")


def _amount(value: Any, claim: dict[str, Any]) -> str:
    if value is None:
        return "无 / none"
    low, high = plain(claim["value_low"]), plain(claim["value_high"])
    span = (
        f" [{low or ''}, {high or ''}]"
        if (low or high) and (low, high) != (plain(value), plain(value))
        else ""
    )
    return f"{plain(value)} {claim['unit'] or ''} {claim['qualifier'] or ''}{span}".rstrip()


def _print_findings(findings: list[dict[str, Any]]) -> None:
    if not findings:
        print("规则 / rules: 无异议 / no objection")
    for finding in findings:
        print(
            f"规则 / rule: {finding['rule_id']} {finding['title_zh']} [{finding['severity']}, {finding['status']}]"
        )
        print(f"  {finding['message_zh']}")
        print(f"  {finding['message_en']}")
        if finding["suggested_value"] is not None:
            print(
                f"  建议 / proposal: {plain(finding['suggested_value'])}  {finding['suggestion_reason_zh'] or ''}"
            )


def _print_values(claim: dict[str, Any], values: list[dict[str, Any]]) -> None:
    for value in values:
        amount = f"{plain(value['value'])} {value['unit'] or ''}".rstrip()
        print(
            f"给出的值 / gives the value: {amount} ({value['chosen_because']}; {value['claim_count']} claims, {value['rival_count']} rivals)"
        )
    if not values:
        why = (
            "扣下或被拒 / held or rejected"
            if claim["status"] in ("held", "rejected")
            else "另有论断被选中，或没有指标 / another claim was chosen, or no indicator"
        )
        print(f"给出的值 / gives the value: 无 / none ({why})")
