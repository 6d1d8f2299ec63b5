"""The whole graph on one screen: every asset, check, job, sensor and resource, put together by `build_defs`.

Dagster loads `defs` from here (workspace.yaml); tests and other deployments call `build_defs` with overrides and patch nothing.
Steps and rules live elsewhere; a definition that needs more than a call here belongs into its own module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import dagster as dg

from orchestration.assets.dbt_run import Dbt
from orchestration.assets.lake import lake_assets
from orchestration.assets.published import published_asset
from orchestration.assets.steplog import step_logger
from orchestration.assets.warehouse import warehouse_assets
from orchestration.checks.findings import finding_checks
from orchestration.checks.spans import span_checks
from orchestration.checks.suites import suite_checks
from orchestration.jobs import jobs, schedules
from orchestration.resources import HomeResource, dbt_project
from orchestration.sensors.failures import failure_sensor
from orchestration.sensors.inbox import inbox_sensor
from orchestration.settings import Settings, quiet_environment


@dataclass(frozen=True)
class Overrides:
    """What a test or a deployment may switch: settings, resources by name, the executor, and parts left out by name."""

    settings: Settings | None = None
    resources: Mapping[str, Any] = field(default_factory=dict)
    executor: dg.ExecutorDefinition | None = None
    #: names of jobs, sensors and schedules to leave out
    without: frozenset[str] = frozenset()


def build_defs(overrides: Overrides | None = None) -> dg.Definitions:
    """Assemble everything. Parses the dbt project if its manifest is missing or older than its files."""
    chosen = overrides or Overrides()
    settings = chosen.settings or Settings.load()
    quiet_environment()
    dbt = chosen.resources.get("dbt") or Dbt()
    project = dbt_project(settings, dbt)
    warehouse = warehouse_assets(project, settings)
    checks = [*span_checks(), *suite_checks(settings.reference), *finding_checks(settings.reference)]
    published = published_asset(warehouse, checks, settings)
    return dg.Definitions(
        assets=[*lake_assets(settings.owner, settings.dbt_project), warehouse, published],
        asset_checks=checks,
        jobs=[job for job in jobs(warehouse, published) if job.name not in chosen.without],
        schedules=[item for item in schedules(settings) if item.name not in chosen.without],
        sensors=[
            sensor
            for sensor in (inbox_sensor(settings), failure_sensor())
            if sensor.name not in chosen.without
        ],
        resources={
            "home": HomeResource(path=str(settings.home)),
            "dbt": dbt,
            **chosen.resources,
        },
        loggers={"console": dg.colored_console_logger, "steps": step_logger},
        # One process for a run: the steps share one lake and one DuckDB file, and each process would import everything again.
        executor=chosen.executor or dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    return build_defs()
