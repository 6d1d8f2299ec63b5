"""The dbt project as assets: one step, because one process at a time may write the DuckDB file."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets

from orchestration.assets.lake import POOL, forget_last_build
from orchestration.resources import DbtCommand, HomeResource, dbt_environment
from orchestration.settings import Settings

#: dbt folder -> group in the UI; the numbers keep the groups in the order of the flow.
GROUPS = {"staging": "4_staging", "intermediate": "5_judgement", "marts": "6_marts"}
SEEDS = "0_vocabulary"


class Translator(DagsterDbtTranslator):
    """Groups by folder and one owner for all; keys stay dagster-dbt's own (`<schema>/<model>`, sources by their dbt meta)."""

    def __init__(self, owner: str) -> None:
        # Source tests as checks would split the dbt step in two (an error there blocks all that lies below).
        super().__init__(DagsterDbtTranslatorSettings(enable_source_tests_as_checks=False))
        self._owner = owner

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        if dbt_resource_props["resource_type"] == "seed":
            return SEEDS
        folders: Sequence[str] = dbt_resource_props.get("fqn", [])
        return next((GROUPS[folder] for folder in folders if folder in GROUPS), None)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str] | None:
        return [self._owner]


def warehouse_assets(project: DbtProject, settings: Settings) -> dg.AssetsDefinition:
    """All seeds, models and tests of the dbt project as one multi-asset with row counts and column lineage."""

    @dbt_assets(
        manifest=project.manifest_path,
        project=project,
        name="dbt_build",
        dagster_dbt_translator=Translator(settings.owner),
        pool=POOL,
    )
    def dbt_build(context: dg.AssetExecutionContext, dbt: DbtCommand, home: HomeResource) -> Iterator[Any]:
        forget_last_build(home)
        os.environ.update(dbt_environment(home.settings, home.home))
        # The checks behind this step need Great Expectations, whose import takes seconds: it loads while dbt works.
        threading.Thread(target=_import_great_expectations, daemon=True).start()
        invocation = dbt.cli(["build"], context=context, target_path=home.home.dbt_target)
        yield from invocation.stream().fetch_row_counts().fetch_column_metadata()

    return dbt_build


def _import_great_expectations() -> None:
    import great_expectations  # noqa: F401
