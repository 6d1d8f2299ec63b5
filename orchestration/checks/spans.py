"""Check of the first promise: `source[start:end] == surface` for every claim, and no report that the extractor failed on."""

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.lake import POOL, lake_key
from orchestration.assets.previews import cell
from orchestration.lake.store import Lake, Manifest
from orchestration.resources import HomeResource

#: Rows shown of a failing check; the count says how many there are.
SHOWN = 50
#: Share of reports that our code may fail on before nothing is published.
TOLERATED = 0.02


def span_checks() -> list[dg.AssetChecksDefinition]:
    @dg.multi_asset_check(
        name="claims_checks",
        specs=[
            dg.AssetCheckSpec(
                "surface_is_source_slice",
                asset=lake_key("claims"),
                blocking=True,
                description="每个论断的字符都在原文所指之处 / Every claim's characters stand where it says in the source.",
            ),
            dg.AssetCheckSpec(
                "every_report_extracted",
                asset=lake_key("claims"),
                blocking=True,
                description="没有提取程序出错的报告 / No report on which the extractor failed.",
            ),
        ],
        pool=POOL,
        can_subset=True,
    )
    def claims_checks(
        context: dg.AssetCheckExecutionContext, home: HomeResource
    ) -> Iterator[dg.AssetCheckResult]:
        lake = Lake(home.home.lake)
        manifest = lake.manifest()
        selected = {key.name for key in context.selected_asset_check_keys}
        if "surface_is_source_slice" in selected:
            yield _spans(lake, manifest)
        if "every_report_extracted" in selected:
            yield _failures(lake, manifest)

    return [claims_checks]


def wrong_spans(lake: Lake, manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    """(claim_id, surface, what stands there) of every claim whose span does not give its surface; a shard at a time."""
    for shard in range(len(manifest.tables["claims"])):
        rows = lake.read(manifest, "texts", [shard], ("report_id", "source_text"))
        texts = dict(zip(rows["report_id"].to_pylist(), rows["source_text"].to_pylist(), strict=True))
        columns = ("claim_id", "report_id", "surface", "char_start", "char_end")
        for claim in lake.read(manifest, "claims", [shard], columns).to_pylist():
            there = texts.get(claim["report_id"], "")[claim["char_start"] : claim["char_end"]]
            if there != claim["surface"] or not there:
                yield claim["claim_id"], claim["surface"], there


def _spans(lake: Lake, manifest: Manifest) -> dg.AssetCheckResult:
    wrong = list(wrong_spans(lake, manifest))
    lines = ["| claim_id | surface | source |", "| --- | --- | --- |"]
    lines += [f"| {claim} | {cell(surface)} | {cell(there)} |" for claim, surface, there in wrong[:SHOWN]]
    return dg.AssetCheckResult(
        check_name="surface_is_source_slice",
        asset_key=lake_key("claims"),
        passed=not wrong,
        metadata={
            "claims": manifest.rows("claims"),
            "wrong": len(wrong),
            "rows": dg.MetadataValue.md("\n".join(lines) if wrong else "none"),
        },
    )


def _failures(lake: Lake, manifest: Manifest) -> dg.AssetCheckResult:
    """One odd report that our code fails on is told; if many fail, the fault is ours and the old published file stays."""
    failed: dict[str, str] = {}
    for table in ("done_reports", "done_claims"):
        for row in lake.read(manifest, table, columns=("report_id", "problem")).to_pylist():
            if row["problem"]:
                failed[row["report_id"]] = row["problem"]
    reports = manifest.rows("done_claims")
    many = len(failed) > max(1, reports * TOLERATED)
    lines = ["| report_id | problem |", "| --- | --- |"]
    lines += [
        f"| {report_id[:12]} | {cell(problem, 120)} |"
        for report_id, problem in sorted(failed.items())[:SHOWN]
    ]
    return dg.AssetCheckResult(
        check_name="every_report_extracted",
        asset_key=lake_key("claims"),
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR if many else dg.AssetCheckSeverity.WARN,
        metadata={
            "reports": reports,
            "failed": len(failed),
            "rows": dg.MetadataValue.md("\n".join(lines) if failed else "none"),
        },
    )
