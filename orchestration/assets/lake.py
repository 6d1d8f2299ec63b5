"""raw_reports -> reports -> claims: the Python half of the line, as assets over the lake."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dagster as dg
from pydantic import Field

from orchestration.assets.column_notes import column_note
from orchestration.assets.previews import bar_chart, preview
from orchestration.assets.progress import Progress
from orchestration.ingest.land import Landing, land
from orchestration.lake.schemas import SCHEMAS
from orchestration.lake.store import Lake
from orchestration.resources import HomeResource
from orchestration.stages.drive import Outcome
from orchestration.stages.refresh import Refresh

#: One slot: the lake and the warehouse have one writer each, and a run uses them in turn.
POOL = "home"
INGEST = "1_ingest"
EXTRACT = "2_extract"

TABLE_NOTES = {
    "sources": "来源：每个路径或网址给出过哪些字节 / Sources: which bytes each path or address gave, and when.",
    "reports": "报告：一行一份，含标题、工会、地区、日期、读取状态 / Reports: one row each, with title, union, region, dates, status.",
    "texts": "文本：读者所见原文与清洗后的文本 / Texts: what a reader sees, and the clean text made of it.",
    "claims": "论断：一行一个数字，连同它所在的字符 / Claims: one row a figure, with the very characters it stands in.",
    "claim_links": "论断之间的关系：其中、增长、合计…… / Links between claims: part of, growth, sum and so on.",
    "mention_counts": "各类数字提及的个数（日期、序数、名称……）/ Numeric mentions by class, also those that are no figures.",
    "reviews": "人的决定 / People's decisions, replayed on each build.",
}


class IngestConfig(dg.Config):
    """Which files and folders to read. None given: the inbox."""

    paths: list[str] = Field(default_factory=list)


class RefreshConfig(dg.Config):
    """`full` makes everything again, also what has not changed."""

    full: bool = False


def lake_key(table: str) -> dg.AssetKey:
    return dg.AssetKey(["lake", table])


def lake_assets(owner: str, dbt_project: Path) -> list[dg.AssetsDefinition]:
    """The assets of the Python half; `owner` is shown as responsible in the UI, the dbt project describes the columns."""

    def spec(table: str, group: str, deps: list[dg.AssetKey]) -> dg.AssetSpec:
        return dg.AssetSpec(
            lake_key(table),
            group_name=group,
            deps=deps,
            description=TABLE_NOTES[table],
            owners=[owner],
            kinds={"python", "parquet"},
            metadata={"dagster/column_schema": _columns(table, dbt_project)},
        )

    raw = dg.AssetKey(["raw_reports"])
    reports, texts = lake_key("reports"), lake_key("texts")

    @dg.asset(
        key=raw,
        group_name=INGEST,
        owners=[owner],
        kinds={"python", "file"},
        pool=POOL,
        description="原始报告：按内容哈希存放、永不改动的字节 / Raw reports: bytes kept under their hash, never changed.",
    )
    def raw_reports(
        context: dg.AssetExecutionContext, config: IngestConfig, home: HomeResource
    ) -> dg.MaterializeResult[None]:
        roots = [Path(path) for path in config.paths] or [home.settings.inbox or home.home.inbox]
        landing = land(
            home.home,
            roots,
            max_bytes=home.settings.max_file_bytes,
            progress=Progress("收 landing", context.log),
        )
        for path, reason in landing.unopened:
            context.log.warning(f"not read: {path}: {reason}")
        return dg.MaterializeResult(metadata=_landing_metadata(landing, roots))

    @dg.multi_asset(
        name="reports",
        specs=[
            spec("sources", INGEST, [raw]),
            spec("reports", EXTRACT, [raw]),
            spec("texts", EXTRACT, [raw]),
        ],
        pool=POOL,
    )
    def reports_and_texts(
        context: dg.AssetExecutionContext, config: RefreshConfig, home: HomeResource
    ) -> Iterator[dg.MaterializeResult[None]]:
        refresh = Refresh.prepare(home.settings, home.home, full=config.full)
        outcome = _with_progress("读 reading", context, refresh.refresh_reports)
        yield from _results(context, refresh.lake, ("sources", "reports", "texts"), outcome, "text_status")

    @dg.multi_asset(
        name="claims",
        specs=[
            spec(table, EXTRACT, [reports, texts]) for table in ("claims", "claim_links", "mention_counts")
        ],
        pool=POOL,
    )
    def claims_and_links(
        context: dg.AssetExecutionContext, config: RefreshConfig, home: HomeResource
    ) -> Iterator[dg.MaterializeResult[None]]:
        refresh = Refresh.prepare(home.settings, home.home, full=config.full)
        outcome = _with_progress("提取 extracting", context, refresh.refresh_claims)
        yield from _results(
            context, refresh.lake, ("claims", "claim_links", "mention_counts"), outcome, "class"
        )

    @dg.asset(
        key=lake_key("reviews"),
        group_name="3_review",
        owners=[owner],
        kinds={"python", "parquet"},
        pool=POOL,
        description=TABLE_NOTES["reviews"],
        metadata={"dagster/column_schema": _columns("reviews", dbt_project)},
    )
    def reviews(home: HomeResource) -> dg.MaterializeResult[None]:
        refresh = Refresh.prepare(home.settings, home.home)
        refresh.refresh_reviews()
        return dg.MaterializeResult(metadata={"dagster/row_count": refresh.lake.manifest().rows("reviews")})

    return [raw_reports, reports_and_texts, claims_and_links, reviews]


def _with_progress(
    what: str,
    context: dg.AssetExecutionContext,
    step: Callable[[Callable[[int, int], None]], Outcome],
) -> Outcome:
    outcome = step(Progress(what, context.log))
    for report_id, problem in sorted(outcome.problems.items()):
        context.log.error(f"{what}: report {report_id[:12]} failed and is tried again next time: {problem}")
    return outcome


def _results(
    context: dg.AssetExecutionContext, lake: Lake, tables: tuple[str, ...], outcome: Outcome, chart_by: str
) -> Iterator[dg.MaterializeResult[None]]:
    manifest = lake.manifest()
    for table in tables:
        metadata: dict[str, Any] = {
            "dagster/row_count": manifest.rows(table),
            "redone": outcome.redone,
            "kept": outcome.kept,
            "rules_version": manifest.rules_version,
            "failed": len(outcome.problems),
            "preview": dg.MetadataValue.md(preview(lake, manifest, table)),
        }
        if chart_by in SCHEMAS[table].names:
            metadata["chart"] = dg.MetadataValue.md(bar_chart(lake, manifest, table, chart_by))
        yield dg.MaterializeResult(
            asset_key=lake_key(table), metadata=metadata, data_version=dg.DataVersion(_digest(lake, table))
        )


def _digest(lake: Lake, table: str) -> str:
    return "-".join(file.digest for file in lake.manifest().tables[table])[:200]


def _landing_metadata(landing: Landing, roots: list[Path]) -> dict[str, Any]:
    unopened = "\n".join(f"| {path} | {reason} |" for path, reason in landing.unopened[:50])
    return {
        "dagster/row_count": landing.files,
        "paths": ", ".join(str(root) for root in roots),
        "new": len(landing.new),
        "changed": len(landing.changed),
        "gone": len(landing.gone),
        "not_opened": dg.MetadataValue.md(f"| file | why |\n| --- | --- |\n{unopened}") if unopened else "0",
    }


def _columns(table: str, dbt_project: Path) -> dg.TableSchema:
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                field.name, str(field.type), description=column_note(table, field.name, dbt_project)
            )
            for field in SCHEMAS[table]
        ]
    )
