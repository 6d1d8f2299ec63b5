"""The jobs and the schedule: which assets run together, and when. No logic of a step belongs here."""

from __future__ import annotations

import dagster as dg

from orchestration.settings import Settings

BUILD_ALL = "build_all"
REBUILD_MARTS = "rebuild_marts"
CHECK_ONLY = "check_only"


def jobs(
    warehouse: dg.AssetsDefinition, published: dg.AssetsDefinition
) -> list[dg.UnresolvedAssetJobDefinition]:
    """build_all (everything), rebuild_marts (from the lake on), check_only (no asset is made)."""
    marts = dg.AssetSelection.assets(warehouse) | dg.AssetSelection.assets(published)
    return [
        dg.define_asset_job(
            BUILD_ALL,
            selection=dg.AssetSelection.all(),
            description="从原始报告到发布，只重做有变化的 / Raw reports to published file; only what changed is redone.",
        ),
        dg.define_asset_job(
            REBUILD_MARTS,
            selection=marts,
            description="由数据湖重建集市并发布（改了规则、界限或决定之后）/ Marts from the lake, then publish.",
        ),
        dg.define_asset_job(
            CHECK_ONLY,
            selection=dg.AssetSelection.all_asset_checks(),
            description="只做检查 / Checks only.",
        ),
    ]


def schedules(settings: Settings) -> list[dg.ScheduleDefinition]:
    """One daily run over the inbox; off until somebody switches it on in the UI."""
    return [
        dg.ScheduleDefinition(
            name="daily",
            job_name=BUILD_ALL,
            cron_schedule=settings.daily_cron,
            execution_timezone=settings.timezone,
            description="每天读一次收件箱 / The inbox once a day.",
        )
    ]
