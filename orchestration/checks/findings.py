"""One check a family of plausibility rules: the figures it holds back or doubts, worst first, as a table.

They never block: an implausible figure is held back by the marts themselves, and people decide about it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.assets.lake import POOL
from orchestration.assets.previews import cell
from orchestration.cli.render import plain
from orchestration.publish.warehouse import reading
from orchestration.resources import HomeResource

FINDINGS = dg.AssetKey(["marts", "fct_findings"])
SHOWN = 50
#: Figures named in the check's one-line result.
TOLD = 3

FAMILY_NAMES = {
    "grammar": "写法本身不可能 / The way it is written is impossible",
    "text": "与同一报告的其他数字矛盾 / At odds with other figures of the same report",
    "bounds": "超出常见范围 / Outside the usual range",
    "ratio": "两数之比异常 / The ratio of two figures is unusual",
    "series": "与历年相比异常 / Unusual against other years",
}

QUERY = """
select
    reports.file_name, claims.surface, findings.severity, findings.title_zh, findings.suggested_value,
    coalesce(findings.suggestion_reason_zh, findings.message_zh) as reason, claims.sentence
from marts.fct_findings as findings
inner join marts.fct_claims as claims using (claim_id)
inner join marts.dim_reports as reports on claims.report_id = reports.report_id
inner join reference.rules as rules using (rule_id)
where rules.family = ? and findings.status = 'open'
order by findings.severity = 'error' desc, rules.priority, reports.file_name, claims.char_start, findings.rule_id
"""


def finding_checks(reference: Path) -> list[dg.AssetChecksDefinition]:
    """The checks, one a family named in rules.csv."""
    families = rule_families(reference)

    @dg.multi_asset_check(
        name="finding_checks",
        specs=[
            dg.AssetCheckSpec(
                f"findings_{family}",
                asset=FINDINGS,
                description=FAMILY_NAMES.get(family, family)
                + "。发现的数字被扣下或标记，不妨碍发布 / found figures are held or flagged; publishing goes on.",
            )
            for family in families
        ],
        pool=POOL,
        can_subset=True,
    )
    def findings_by_family(
        context: dg.AssetCheckExecutionContext, home: HomeResource
    ) -> Iterator[dg.AssetCheckResult]:
        selected = {key.name for key in context.selected_asset_check_keys}
        with reading(home.home.warehouse) as connection:
            connection.execute("use wh")
            for family in families:
                if f"findings_{family}" in selected:
                    rows = connection.execute(QUERY, [family]).fetchall()
                    yield _result(family, rows)

    return [findings_by_family]


def rule_families(reference: Path) -> list[str]:
    """Families in the order of rules.csv; no file, no families."""
    path = reference / "rules.csv"
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(dict.fromkeys(row["family"] for row in csv.DictReader(file)))


def _result(family: str, rows: list[tuple[Any, ...]]) -> dg.AssetCheckResult:
    held = sum(row[2] == "error" for row in rows)
    severity = dg.AssetCheckSeverity.ERROR if held else dg.AssetCheckSeverity.WARN
    return dg.AssetCheckResult(
        check_name=f"findings_{family}",
        asset_key=FINDINGS,
        passed=not rows,
        severity=severity,
        description=_worst(rows),
        metadata={
            "held": held,
            "doubted": len(rows) - held,
            "figures": dg.MetadataValue.md(findings_table(rows)),
        },
    )


def _worst(rows: list[tuple[Any, ...]]) -> str:
    """The first few in words, for the UI shows a table only after a click.

    >>> _worst([("a.txt", "12.53余人次", "error", "人数带小数", 125300, "补“万”字", "……")])
    '「12.53余人次」→125300（a.txt：人数带小数）'
    """
    told = []
    for name, surface, _, title, proposal, *_ in rows[:TOLD]:
        told.append(
            f"「{surface}」{f'→{plain(proposal)}' if proposal is not None else ''}（{name}：{title}）"
        )
    more = f"；另有 {len(rows) - TOLD} 个 / {len(rows) - TOLD} more" if len(rows) > TOLD else ""
    return "；".join(told) + more or "没有 / none"


def findings_table(rows: list[tuple[Any, ...]]) -> str:
    """Findings as a Markdown table of at most SHOWN rows, with the count of the rest and where they are."""
    if not rows:
        return "none"
    lines = ["| 报告 | 原文 | 级别 | 规则 | 建议值 | 理由 | 句子 |", "|" + " --- |" * 7]
    for row in rows[:SHOWN]:
        lines.append("| " + " | ".join(cell(value, 80) for value in row) + " |")
    if len(rows) > SHOWN:
        lines.append(f"\n{SHOWN} / {len(rows)}; the rest: marts.fct_findings, or `gonghui findings`")
    return "\n".join(lines)
