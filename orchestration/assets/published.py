"""The last asset: the marts in the file that BI tools open, swapped in when every blocking check passed."""

from collections.abc import Sequence
from datetime import UTC, datetime

import dagster as dg

from orchestration.assets.lake import POOL
from orchestration.publish import RunInfo, publish, remember_findings
from orchestration.resources import HomeResource
from orchestration.settings import Settings
from orchestration.stages.freshness import Built, checks_version, marts_inputs, note_build
from orchestration.stages.refresh import Refresh

PUBLISHED = dg.AssetKey(["published", "gonghui"])


def published_asset(
    warehouse: dg.AssetsDefinition, checks: Sequence[dg.AssetChecksDefinition], settings: Settings
) -> dg.AssetsDefinition:
    """Downstream of every mart, so that it waits for all of them and for their blocking checks."""
    blocking = [spec.key for part in (warehouse, *checks) for spec in part.check_specs if spec.blocking]

    @dg.asset(
        key=PUBLISHED,
        deps=sorted(key for key in warehouse.keys if key.path[0] == "marts"),
        group_name="7_published",
        owners=[settings.owner],
        kinds={"duckdb", "parquet"},
        pool=POOL,
        description="发布：BI 工具打开的 DuckDB 文件与 Parquet，整体换新，读者不受打扰"
        " / Published: the DuckDB file that BI tools open, and the same as Parquet; swapped in whole.",
    )
    def published(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult[None]:
        inputs = marts_inputs(home.home)
        if not inputs:
            raise dg.Failure(
                "the last dbt build did not finish; run build_all or rebuild_marts", allow_retries=False
            )
        remember_findings(home.home.warehouse, home.home.state / "seen.csv")
        done = publish(
            home.home.warehouse,
            home.home.published,
            RunInfo(
                run_id=context.run.run_id,
                published_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
                rules_version=Refresh.prepare(home.settings, home.home).rules_version,
                checks_version=checks_version(home.settings),
                blocking_failures=tuple(_failed(context.instance, blocking)),
            ),
        )
        finished = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        note_build(home.home, Built(inputs, context.run.run_id, done.publish_id, finished))
        lines = [
            "| table | rows |",
            "| --- | --- |",
            *(f"| {table.name} | {table.rows} |" for table in done.tables),
        ]
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": sum(table.rows for table in done.tables),
                "dagster/uri": str(done.file),
                "publish_id": done.publish_id,
                "new_version": done.is_new,
                "tables": dg.MetadataValue.md("\n".join(lines)),
            },
            data_version=dg.DataVersion(done.digest),
        )

    return published


def _failed(instance: dg.DagsterInstance, blocking: Sequence[dg.AssetCheckKey]) -> list[str]:
    """Blocking checks whose last result is a failure. In a whole run Dagster stops before this step; alone, publish has to ask."""
    last = instance.event_log_storage.get_latest_asset_check_execution_by_key(blocking)
    failed = []
    for key, record in last.items():
        event = record.event.dagster_event if record.event is not None else None
        evaluation = event.asset_check_evaluation_data if event is not None else None
        if (
            evaluation is not None
            and not evaluation.passed
            and evaluation.severity == dg.AssetCheckSeverity.ERROR
        ):
            failed.append(f"{key.asset_key.to_user_string()}:{key.name}")
    return sorted(failed)
